//! Obligations as data: what is processed, why, for how long, and where a person's data is.
//!
//! A service declares its [`Traitement`]s and the columns that hold something of a person; the
//! register page, the retention engine and the rights desk read these declarations. Sources: GDPR
//! articles 5, 6, 13 and 30.

use serde::Serialize;

/// One line of the processing register (GDPR article 30).
#[derive(Clone, Debug, Serialize)]
pub struct Traitement {
    /// Stable code, e.g. `recherche.journal`; a route names it as its purpose.
    pub code: &'static str,
    /// Name, in French.
    pub nom: &'static str,
    /// What it is for, in one plain sentence.
    pub finalite: &'static str,
    /// What makes it lawful.
    pub base: BaseLegale,
    /// Whose data.
    pub personnes: &'static str,
    /// Which data, one phrase each.
    pub donnees: &'static [&'static str],
    /// Who receives them.
    pub destinataires: &'static [&'static str],
    /// How long they are kept.
    pub conservation: Conservation,
}

/// Legal basis of a processing (GDPR article 6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum BaseLegale {
    /// 6.1.a
    Consentement,
    /// 6.1.b
    Contrat,
    /// 6.1.c
    ObligationLegale,
    /// 6.1.e
    MissionInteretPublic,
}

impl BaseLegale {
    /// What the register says.
    pub fn libelle(self) -> &'static str {
        match self {
            BaseLegale::Consentement => "Consentement (RGPD, article 6.1.a)",
            BaseLegale::Contrat => "Contrat (RGPD, article 6.1.b)",
            BaseLegale::ObligationLegale => "Obligation légale (RGPD, article 6.1.c)",
            BaseLegale::MissionInteretPublic => "Mission d’intérêt public (RGPD, article 6.1.e)",
        }
    }
}

/// How long data is kept, and how what has expired is found.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Conservation {
    /// Number of days.
    pub jours: u32,
    /// From when, in French.
    pub depuis: &'static str,
    /// Table whose rows expire, with the column that dates them (ms since 1970).
    #[serde(skip)]
    pub echeance: Echeance,
}

/// Where rows expire.
#[derive(Clone, Copy, Debug)]
pub struct Echeance {
    /// Table.
    pub table: &'static str,
    /// Column that dates a row, in milliseconds since 1970.
    pub colonne: &'static str,
}

impl Conservation {
    /// The statement that deletes what has expired before `$1` (ms since 1970). Names come from
    /// declarations in the code, never from a request.
    pub fn effacement(&self) -> String {
        let Echeance { table, colonne } = self.echeance;
        format!("DELETE FROM {table} WHERE {colonne} < $1")
    }

    /// The instant before which rows have expired.
    pub fn limite(&self, maintenant: i64) -> i64 {
        maintenant - i64::from(self.jours) * 86_400_000
    }
}

/// A column that holds something of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DonneePersonnelle {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub colonne: &'static str,
    /// What it is, in French.
    pub nature: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expiry_counts_whole_days_back() {
        let echeance = Echeance { table: "journal", colonne: "instant" };
        let c = Conservation { jours: 2, depuis: "la recherche", echeance };
        assert_eq!(c.limite(200_000_000), 200_000_000 - 172_800_000);
        assert_eq!(c.effacement(), "DELETE FROM journal WHERE instant < $1");
    }
}

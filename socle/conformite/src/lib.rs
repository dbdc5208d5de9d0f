//! Obligations as data: what is processed, why, for how long, and where a person's data is.
//!
//! A service declares its [`Traitement`]s and the columns that hold something of a person; the
//! register page, the retention engine and the rights desk read these declarations. Sources: GDPR
//! articles 5, 6, 13 and 30.
//!
//! | module | what it does |
//! |---|---|
//! | [`journal`] | who did what about whom: append-only, chained, verified |
//! | [`retention`] | runs the rules that say how long data is kept |
//! | [`dossiers`] | what the services hold of one person: found, corrected, erased |
//! | [`index`] | no column that holds something of a person goes undeclared |

pub mod dossiers;
pub mod index;
pub mod journal;
pub mod retention;
mod sceau;

use base::{Migrations, migrations};
use serde::Serialize;

pub use dossiers::{Dossier, Effacement, par_courriel};
pub use retention::{Action, Preavis, Regle};
pub use sceau::sujet;

/// The tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    service: "conformite",
    fichiers: migrations!["0001_journal.sql", "0002_retention.sql"],
};

/// What the services declare, together.
#[derive(Clone, Debug, Default)]
pub struct Declarations {
    /// The register.
    pub traitements: Vec<Traitement>,
    /// The retention rules that say more than the register's line does.
    pub regles: Vec<Regle>,
    /// The columns that hold something of a person.
    pub personnes: Vec<DonneePersonnelle>,
    /// Where a person is found, and how their data goes.
    pub dossiers: Vec<Dossier>,
}

impl Declarations {
    /// Every retention rule: those declared, and one for each line of the register that has none.
    pub fn toutes_les_regles(&self) -> Vec<Regle> {
        let sans = |t: &&Traitement| self.regles.iter().all(|r| r.traitement != t.code);
        let deduites = self.traitements.iter().filter(sans).map(Regle::du_registre);
        deduites.chain(self.regles.iter().cloned()).collect()
    }
}

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
    /// Table whose rows expire, with the column that dates them (ms since 1970). [`Regle`] says more
    /// when deleting is not what must happen.
    #[serde(skip)]
    pub echeance: Echeance,
}

/// Where rows expire.
#[derive(Clone, Copy, Debug)]
pub struct Echeance {
    /// Table.
    pub table: &'static str,
    /// Column, or expression, that dates a row in milliseconds since 1970; a row without date stays.
    pub colonne: &'static str,
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

    fn traitement(code: &'static str) -> Traitement {
        let echeance = Echeance { table: "essais", colonne: "instant" };
        Traitement {
            code,
            nom: "Essai",
            finalite: "Essayer",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personne",
            donnees: &[],
            destinataires: &[],
            conservation: Conservation { jours: 2, depuis: "l’essai", echeance },
        }
    }

    #[test]
    fn a_declared_rule_takes_the_place_of_that_of_the_register() {
        let propre = Regle { jours: 9, ..Regle::du_registre(&traitement("deux")) };
        let declarations = Declarations {
            traitements: vec![traitement("un"), traitement("deux")],
            regles: vec![propre],
            ..Declarations::default()
        };
        let regles = declarations.toutes_les_regles();
        let lues: Vec<_> = regles.iter().map(|r| (r.traitement, r.jours)).collect();
        assert_eq!(lues, [("un", 2), ("deux", 9)]);
    }
}

//! Whether a certification can be started today in apprenticeship, and why.

use noyau::dates::DateCivile;

use super::validite::{limite, survit};
use crate::porte::{Diplome, Fiche};

/// The answer for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Etat {
    /// It can be started.
    Ouverte,
    /// It is not open yet.
    AVenir,
    /// It cannot be started any more.
    Fermee,
}

impl Etat {
    /// The three answers, in the order of lists.
    pub const TOUS: [Self; 3] = [Self::Ouverte, Self::AVenir, Self::Fermee];

    /// Value in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ouverte => "ouverte",
            Self::AVenir => "a-venir",
            Self::Fermee => "fermee",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Ouverte => "Ouverte",
            Self::AVenir => "Pas encore ouverte",
            Self::Fermee => "Fermée",
        }
    }
}

/// A verdict with its reasons, each a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The answer.
    pub etat: Etat,
    /// Why; the sentences that close it when it is closed, all of them otherwise.
    pub raisons: Vec<String>,
}

/// Judges a diploma, a sheet, or both: it is open when each of them is.
///
/// A diploma or a sheet must outlive 31 August of the year (see [`super::validite`]); a sheet must
/// be active and open the way of apprenticeship.
pub fn juger(diplome: Option<&Diplome>, fiche: Option<&Fiche>, jour: DateCivile) -> Verdict {
    let dits: Vec<(Etat, String)> = diplome
        .map(|d| du_diplome(d, jour))
        .into_iter()
        .chain(fiche.map(|f| de_la_fiche(f, jour)))
        .collect();
    let etat = dits.iter().map(|(etat, _)| *etat).max().unwrap_or(Etat::Fermee);
    let raisons = dits.into_iter().filter(|(e, _)| *e == etat).map(|(_, raison)| raison);
    Verdict { etat, raisons: raisons.collect() }
}

/// The same, without the sentences.
pub fn etat(diplome: Option<&Diplome>, fiche: Option<&Fiche>, jour: DateCivile) -> Etat {
    let du_diplome = diplome.map(|d| etat_du_diplome(d, jour));
    let de_la_fiche = fiche.map(|f| etat_de_la_fiche(f, jour));
    du_diplome.max(de_la_fiche).unwrap_or(Etat::Fermee)
}

fn etat_du_diplome(diplome: &Diplome, jour: DateCivile) -> Etat {
    if !survit(diplome.fermeture, limite(jour)) {
        return Etat::Fermee;
    }
    if diplome.ouverture.is_some_and(|debut| debut > jour) { Etat::AVenir } else { Etat::Ouverte }
}

fn etat_de_la_fiche(fiche: &Fiche, jour: DateCivile) -> Etat {
    let ouverte = fiche.active && fiche.valide_au(jour) && fiche.eligible_apprentissage();
    if ouverte { Etat::Ouverte } else { Etat::Fermee }
}

fn du_diplome(diplome: &Diplome, jour: DateCivile) -> (Etat, String) {
    let etat = etat_du_diplome(diplome, jour);
    let raison = match (etat, diplome.fermeture, diplome.ouverture) {
        (Etat::Fermee, Some(fin), _) => {
            format!("Le diplôme ferme le {} : aucune rentrée n’est possible après.", fin.long())
        }
        (Etat::AVenir, _, Some(debut)) => format!("Le diplôme ouvre le {}.", debut.long()),
        (_, Some(fin), _) => format!("Le diplôme est ouvert jusqu’au {}.", fin.long()),
        (_, None, _) => "Le diplôme est ouvert, sans date de fermeture.".to_owned(),
    };
    (etat, raison)
}

fn de_la_fiche(fiche: &Fiche, jour: DateCivile) -> (Etat, String) {
    let rncp = fiche.rncp;
    let raison = if !fiche.active {
        format!("La fiche {rncp} est inactive pour France compétences.")
    } else if !fiche.eligible_apprentissage() {
        format!("La fiche {rncp} n’ouvre pas la voie de l’apprentissage.")
    } else {
        match fiche.fin {
            Some(fin) if !fiche.valide_au(jour) => {
                format!(
                    "L’enregistrement {rncp} s’arrête le {} : aucune rentrée n’est possible après.",
                    fin.long()
                )
            }
            Some(fin) => {
                format!("La fiche {rncp} est active, enregistrée jusqu’au {}.", fin.long())
            }
            None => format!("La fiche {rncp} est active, sans date de fin."),
        }
    };
    (etat_de_la_fiche(fiche, jour), raison)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::porte::Enregistrement;

    fn diplome(ouverture: Option<&str>, fermeture: Option<&str>) -> Diplome {
        Diplome {
            cfd: "50022137".parse().unwrap(),
            sigle: "CAP".to_owned(),
            libelle: "BOULANGER".to_owned(),
            libelle_long: "BOULANGER (CAP)".to_owned(),
            famille: String::new(),
            niveau: None,
            ouverture: ouverture.map(|d| d.parse().unwrap()),
            fermeture: fermeture.map(|d| d.parse().unwrap()),
        }
    }

    fn fiche(active: bool, voie: bool, fin: Option<&str>) -> Fiche {
        Fiche {
            rncp: "RNCP37537".parse().unwrap(),
            intitule: "Boulanger".to_owned(),
            abrege: None,
            niveau: None,
            active,
            enregistrement: Enregistrement::SurDemande,
            fin: fin.map(|d| d.parse().unwrap()),
            voie_apprentissage: voie,
        }
    }

    #[test]
    fn open_to_come_closed_and_why() {
        let jour = "2026-11-24".parse().unwrap();
        let ouverte = fiche(true, true, Some("2028-08-31"));
        let cas = [
            (Some(diplome(None, None)), Some(ouverte.clone()), Etat::Ouverte, 2, "sans date"),
            (Some(diplome(None, Some("2026-08-31"))), None, Etat::Fermee, 1, "31 août 2026"),
            (
                Some(diplome(None, Some("2026-08-31"))),
                Some(ouverte.clone()),
                Etat::Fermee,
                1,
                "ferme",
            ),
            (
                Some(diplome(Some("2027-09-01"), None)),
                Some(ouverte.clone()),
                Etat::AVenir,
                1,
                "ouvre",
            ),
            (None, Some(fiche(false, true, None)), Etat::Fermee, 1, "inactive"),
            (None, Some(fiche(true, false, None)), Etat::Fermee, 1, "voie de l’apprentissage"),
            (None, Some(fiche(true, true, Some("2026-08-31"))), Etat::Fermee, 1, "s’arrête"),
            (None, Some(fiche(true, true, None)), Etat::Ouverte, 1, "sans date de fin"),
            (None, None, Etat::Fermee, 0, ""),
        ];
        for (d, f, attendu, nombre, mots) in cas {
            let verdict = juger(d.as_ref(), f.as_ref(), jour);
            assert_eq!((verdict.etat, verdict.raisons.len()), (attendu, nombre), "{verdict:?}");
            assert_eq!(etat(d.as_ref(), f.as_ref(), jour), attendu);
            assert!(
                verdict.raisons.first().map_or("", String::as_str).contains(mots),
                "{verdict:?}"
            );
        }
    }
}

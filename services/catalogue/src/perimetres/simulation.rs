//! A rule that is not written yet, read from an address, and what it would change.

use std::collections::BTreeMap;

use noyau::dates::DateCivile;
use url::form_urlencoded;

use super::piece::{Evaluee, Table, rang};
use crate::regles::perimetres::{Condition, Nom, Plateforme, Regle, Statut};

/// Number of the rule that is tried.
pub const ESSAI: u32 = 0;

/// Levels of the platforms.
pub const NIVEAUX: [u8; 5] = [3, 4, 5, 6, 7];

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande {
    /// Platform.
    pub plateforme: Plateforme,
    /// Level.
    pub niveau: u8,
    /// Kind of diploma; any when empty.
    pub diplome: String,
    /// Académie, its code; the whole country when empty.
    pub academie: String,
    /// Status to give.
    pub statut: Statut,
}

impl Demande {
    /// Reads an address; none while no level was chosen.
    pub fn lire(requete: &str) -> Option<Self> {
        let champ = |nom: &str| {
            let mut champs = form_urlencoded::parse(requete.as_bytes());
            champs.find(|(n, _)| n == nom).map(|(_, v)| v.trim().to_owned())
        };
        Some(Demande {
            plateforme: Plateforme::lire(&champ("plateforme")?)?,
            niveau: champ("niveau")?.parse().ok().filter(|n| NIVEAUX.contains(n))?,
            diplome: champ("diplome").unwrap_or_default().chars().take(200).collect(),
            academie: champ("academie").unwrap_or_default().chars().take(3).collect(),
            statut: champ("statut").as_deref().and_then(Statut::lire)?,
        })
    }

    /// The rule, in force on that day.
    fn regle(&self, jour: DateCivile) -> Regle {
        let dit = |texte: &String| Some(texte.clone()).filter(|t| !t.is_empty());
        let condition = match self.statut {
            Statut::APublier => Condition::Doit,
            Statut::NonPubliable => Condition::NeDoitPas,
            _ => Condition::Peut,
        };
        Regle {
            numero: ESSAI,
            nom: "Règle à l’essai".to_owned(),
            plateforme: self.plateforme,
            niveau: self.niveau,
            diplome: dit(&self.diplome).map(Nom::from),
            condition,
            statut: self.statut,
            academie: dit(&self.academie),
            academies: BTreeMap::new(),
            duree: None,
            annee: None,
            clauses: Vec::new(),
            debut: jour,
            fin: None,
            auteur: String::new(),
        }
    }
}

/// A training whose status would change.
#[derive(Debug)]
pub struct Changement<'a> {
    /// The training.
    pub evaluee: &'a Evaluee,
    /// Status with the rules in force.
    pub avant: Statut,
    /// Status with the rule as well.
    pub apres: Statut,
}

/// Trainings whose status would change if the rule were added; nothing is written.
pub fn simuler<'a>(table: &'a Table, demande: &Demande) -> Vec<Changement<'a>> {
    let essai = demande.regle(table.jour);
    let visees = table.formations.iter().filter(|e| essai.vise(&e.fiche));
    let visees: Vec<&Evaluee> = visees.collect();
    let mut regles = table.regles.clone();
    regles.push(essai);
    let changer = |evaluee: &'a Evaluee| {
        let avant = evaluee.resultats[rang(demande.plateforme)].apres;
        let apres = table.expliquer(evaluee, demande.plateforme, &regles).apres;
        (avant != apres).then_some(Changement { evaluee, avant, apres })
    };
    visees.into_iter().filter_map(changer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_a_rule_or_nothing() {
        let entier = "plateforme=affelnet&niveau=3&statut=%C3%A0+publier&diplome=CAP&academie=14";
        let demande = Demande::lire(entier).unwrap();
        let regle = demande.regle("2026-11-24".parse().unwrap());
        assert_eq!((regle.statut, regle.condition), (Statut::APublier, Condition::Doit));
        assert_eq!(
            (regle.diplome.as_deref(), regle.academie.as_deref()),
            (Some("CAP"), Some("14"))
        );
        for requete in ["", "plateforme=affelnet", "plateforme=x&niveau=3&statut=publi%C3%A9"] {
            assert_eq!(Demande::lire(requete), None, "{requete}");
        }
    }
}

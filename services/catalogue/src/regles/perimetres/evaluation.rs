//! The decision about one training on one platform, and why.

use noyau::dates::DateCivile;

use super::campagne::Campagne;
use super::fiche::Fiche;
use super::regle::Regle;
use super::statut::{Plateforme, Statut};

/// What decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The status was given by people or by the platform, and is kept.
    Intouchable,
    /// Something keeps the training out of any perimeter: each obstacle, in French.
    Obstacles(Vec<String>),
    /// A rule decided; `academie` when it is the word of the académie.
    Regle {
        /// Its number.
        numero: u32,
        /// Whether the académie's status took the place of the national one.
        academie: bool,
        /// Whether the training was already on its way, and stays there.
        garde: bool,
    },
    /// No rule lets it in.
    AucuneRegle,
}

/// A rule that speaks of this diploma and does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Essai {
    /// Its number.
    pub regle: u32,
    /// What does not hold, in French.
    pub manques: Vec<String>,
}

/// A status and its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explication {
    /// Status before.
    pub avant: Option<Statut>,
    /// Status after.
    pub apres: Statut,
    /// What decided.
    pub decision: Decision,
    /// Rules of the same diploma that do not apply.
    pub essais: Vec<Essai>,
}

/// Decides. Rules apply in the order of their families, the last one wins: those that let an académie
/// decide, those with a condition, those that publish, those that forbid, then the word of the
/// académie. Evaluated again with the status it gave, it gives the same.
pub fn evaluer(
    fiche: &Fiche,
    regles: &[Regle],
    plateforme: Plateforme,
    campagne: &Campagne,
    jour: DateCivile,
) -> Explication {
    let avant = fiche.statut;
    let fini = |apres, decision| Explication { avant, apres, decision, essais: Vec::new() };
    // A training said to be shown that the platform does not know is not shown.
    let fantome = avant == Some(Statut::Publie) && !fiche.connue;
    let tenu = avant.filter(|s| s.est_intouchable(plateforme) && !fantome);
    if let Some(statut) = tenu {
        return fini(statut, Decision::Intouchable);
    }
    let obstacles = fiche.obstacles(plateforme, campagne);
    if !obstacles.is_empty() {
        return fini(Statut::NonPubliable, Decision::Obstacles(obstacles));
    }
    let depart = if fantome { None } else { avant };
    appliquer(
        fiche,
        regles,
        plateforme,
        jour,
        Explication { avant: depart, ..fini(Statut::NonPubliable, Decision::AucuneRegle) },
        avant,
    )
}

fn appliquer(
    fiche: &Fiche,
    regles: &[Regle],
    plateforme: Plateforme,
    jour: DateCivile,
    mut explication: Explication,
    avant: Option<Statut>,
) -> Explication {
    let siennes = regles.iter().filter(|r| r.plateforme == plateforme && r.en_vigueur(jour));
    let mut retenue: Option<&Regle> = None;
    for regle in siennes.filter(|r| r.vise(fiche)) {
        let manques = regle.manques(fiche);
        if !manques.is_empty() {
            explication.essais.push(Essai { regle: regle.numero, manques });
        } else if retenue.is_none_or(|r| famille(r.statut) <= famille(regle.statut)) {
            retenue = Some(regle);
        }
    }
    if let Some(regle) = retenue {
        let depart = explication.avant;
        (explication.apres, explication.decision) = donner(fiche, regle, depart);
    }
    Explication { avant, ..explication }
}

/// Order in which rules apply.
fn famille(statut: Statut) -> u8 {
    match statut {
        Statut::ADefinir => 0,
        Statut::APublier => 2,
        Statut::NonPubliable => 3,
        _ => 1,
    }
}

fn donner(fiche: &Fiche, regle: &Regle, avant: Option<Statut>) -> (Statut, Decision) {
    let de_l_academie = regle.academies.get(&*fiche.academie).copied();
    let voulu = de_l_academie.unwrap_or(regle.statut);
    let ecarte = matches!(voulu, Statut::NonPubliable | Statut::ADefinir);
    let engage = avant.filter(|s| s.est_engage() && !ecarte);
    let apres = match engage {
        Some(statut) => statut,
        None if voulu == Statut::APublier && fiche.connue => Statut::Pret,
        None => voulu,
    };
    let decision = Decision::Regle {
        numero: regle.numero,
        academie: de_l_academie.is_some(),
        garde: engage.is_some(),
    };
    (apres, decision)
}

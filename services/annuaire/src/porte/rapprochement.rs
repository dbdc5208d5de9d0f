//! Which organisation a UAI and a SIRET designate.

use base::{ErreurBase, Lecture};
use noyau::identifiants::{Siret, Uai};

use super::organisme::{Organisme, organisme};
use crate::depot;
use crate::regles::rapprochement::{self, EtatSiret, Ligne, Recherche};

/// Answers from the current data sets and decisions (see [`rapprochement::rechercher`]).
pub async fn rechercher(
    db: &Lecture,
    uai: Option<&Uai>,
    siret: Option<&Siret>,
) -> Result<Recherche, ErreurBase> {
    let sirets = depot::sirets_concernes(db, uai.map(Uai::as_str), siret.map(Siret::as_str));
    let mut lignes = Vec::new();
    for concerne in sirets.await?.iter().filter_map(|s| s.parse().ok()) {
        lignes.extend(organisme(db, &concerne).await?.as_ref().map(ligne));
    }
    let recherche = rapprochement::rechercher(&lignes, uai, siret);
    let inconnu = recherche.siret == Some(EtatSiret::Inconnu);
    if inconnu && depot::compter(db).await? == 0 {
        return Ok(Recherche { siret: Some(EtatSiret::Indisponible), ..recherche });
    }
    Ok(recherche)
}

/// What the search needs to know of an organisation.
pub(crate) fn ligne(o: &Organisme) -> Ligne {
    Ligne {
        siret: o.siret,
        uai: o.uai_validee(),
        lieux: o.lieux.iter().filter_map(|l| l.uai).collect(),
        ouvert: o.ouvert(),
        declare: o.nature() != crate::regles::vocabulaire::Nature::Inconnue,
        relations: o.relations.iter().map(|r| (r.siret, r.genre)).collect(),
    }
}

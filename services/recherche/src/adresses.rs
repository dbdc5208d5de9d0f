//! Addresses, through the geocoder that the operator configured. Without one, and when it does not
//! answer, places in five grains remain.

use std::sync::Arc;

use liens::adresses::{AdresseTrouvee, Ban, Geocodeur};
use web::Etat;

use crate::piece::Recherche;
use crate::regles::{Criteres, LieuCompris, Portee, Proposition, ressemble_a_une_adresse};

/// The geocoder in service.
pub struct Adresses(Arc<dyn Geocodeur>);

impl Adresses {
    /// The geocoder at this address.
    pub fn de(adresse: &str) -> anyhow::Result<Self> {
        Ok(Adresses(Arc::new(Ban::nouveau(adresse)?)))
    }
}

/// Addresses that complete this text. A geocoder that fails is no reason to fail.
pub async fn proposer(etat: &Etat, texte: &str, limite: usize) -> Vec<Proposition> {
    let trouvees = chercher(etat, texte, limite).await;
    trouvees.into_iter().map(|a| proposition(&a)).collect()
}

/// What the place of a search means: one of the five grains, or an address.
pub async fn comprendre(
    etat: &Etat,
    recherche: &Recherche,
    criteres: &Criteres,
) -> Option<LieuCompris> {
    if let Some(lieu) = recherche.comprendre(criteres) {
        return Some(lieu);
    }
    let trouvee = chercher(etat, &criteres.lieu, 1).await.into_iter().next()?;
    let portee = Portee::Autour(trouvee.point);
    Some(LieuCompris { libelle: trouvee.libelle.clone(), court: trouvee.libelle, portee })
}

async fn chercher(etat: &Etat, texte: &str, limite: usize) -> Vec<AdresseTrouvee> {
    if limite == 0 || !ressemble_a_une_adresse(texte) {
        return Vec::new();
    }
    let Some(adresses) = etat.piece::<Adresses>() else { return Vec::new() };
    match adresses.0.chercher(texte, limite).await {
        Ok(trouvees) => trouvees,
        Err(cause) => {
            tracing::warn!(%cause, "addresses are not available");
            Vec::new()
        }
    }
}

fn proposition(adresse: &AdresseTrouvee) -> Proposition {
    Proposition {
        label: adresse.libelle.clone(),
        genre: "adresse",
        latitude: Some(adresse.point.lat()),
        longitude: Some(adresse.point.lon()),
        code: adresse.commune.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}

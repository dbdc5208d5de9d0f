//! Who trains for a trade, around a point.

use noyau::geo::{Point, distance_km};
use noyau::identifiants::{Rome, Siret};
use web::{Erreur, Etat};

use crate::piece::Catalogue;
use crate::regles::proches::{Centre, les_plus_proches};
use crate::regles::vivier::Rangee;

/// The training centres with a published training for one of these trades within `rayon_km`, the
/// nearest first, each once at the place of its nearest training. When nobody trains for these trades,
/// those of the same family (the three first characters of the ROME). A centre comes when the directory
/// says that it, or who answers for it, holds the Qualiopi certificate.
///
/// # Errors
/// 503 while the catalogue is not ready.
pub async fn centres_proches(
    etat: &Etat,
    romes: &[Rome],
    point: Point,
    rayon_km: f64,
) -> Result<Vec<Centre>, Erreur> {
    let lu = Catalogue::de(etat).await?;
    let certifie =
        |siret: &Siret| lu.organismes.get(siret).is_some_and(|o| o.qualiopi == Some(true));
    let situer = |r: &Rangee| {
        let km = distance_km(point, r.point?);
        (r.publiee && km <= rayon_km && (certifie(&r.formateur.0) || certifie(&r.gestionnaire.0)))
            .then_some(km)
    };
    Ok(les_plus_proches(lu.vivier.rangees(), romes, situer))
}

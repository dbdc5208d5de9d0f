//! Missions locales.

use base::{ErreurBase, Lecture};

use super::Rangees;

/// number, code, name, siret, address, postal code, town, latitude, longitude, e-mail, telephone, site.
pub async fn toutes(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(CAST(numero AS TEXT) || $1 || code || $1 || nom || $1 || siret
                || $1 || adresse || $1 || code_postal || $1 || ville
                || $1 || COALESCE(CAST(lat AS TEXT), '')
                || $1 || COALESCE(CAST(lon AS TEXT), '')
                || $1 || COALESCE(courriel, '') || $1 || COALESCE(telephone, '')
                || $1 || COALESCE(site, ''), $2)
         FROM missions_locales
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// number of the mission locale, postal code, town.
pub async fn villes(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(CAST(mission AS TEXT) || $1 || code_postal || $1 || ville, $2)
         FROM missions_locales_villes
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// name, latitude, longitude.
pub async fn points(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(nom || $1 || CAST(lat AS TEXT) || $1 || CAST(lon AS TEXT), $2)
         FROM missions_locales_points
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

//! Communes.

use base::{ErreurBase, Lecture};

use super::Rangees;

/// code, name, département, region, population, latitude, longitude.
pub async fn toutes(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(code || $1 || nom || $1 || departement || $1 || region
                || $1 || COALESCE(CAST(population AS TEXT), '')
                || $1 || COALESCE(CAST(lat AS TEXT), '')
                || $1 || COALESCE(CAST(lon AS TEXT), ''), $2)
         FROM communes
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// commune, postal code.
pub async fn codes_postaux(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(commune || $1 || code_postal, $2)
         FROM communes_codes_postaux
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// commune, zone d'emploi.
pub async fn zones(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(commune || $1 || zone, $2)
         FROM communes_zones_emploi
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

//! All the SQL of the service, and how its values are stored.

pub mod choix;
pub mod contacts;
pub mod delegations;
pub mod deposees;
pub mod gestion;
pub mod histoire;
pub mod liens;
mod ligne;
pub mod mandats;
pub mod moderation;
pub mod offres;
pub mod opco;
pub mod parcours;
pub mod partenaires;
pub mod previsions;
pub mod recruteurs;
pub mod retirees;
pub mod sceau;

use base::sqlx;
use base::{ErreurBase, Lecture};
use noyau::geo;

use crate::regles::Localisation;

/// Rows read at a time.
const PAGE: i64 = 2_000;

/// Most identifiers in one statement.
const LOT: usize = 200;

/// `$2, $3…` for so many values after the first.
fn reperes(nombre: usize) -> String {
    (2..nombre + 2).map(|rang| format!("${rang}")).collect::<Vec<_>>().join(", ")
}

/// The current versions of these data sets, in the order of the list.
pub async fn versions_courantes(db: &Lecture, jeux: &[&str]) -> Result<Vec<i64>, ErreurBase> {
    let sql = "SELECT id FROM versions WHERE jeu = $1 AND statut = 'courante'";
    let mut versions = Vec::new();
    for jeu in jeux {
        let courante: Option<i64> =
            sqlx::query_scalar(sql).bind(*jeu).fetch_optional(db.pool()).await?;
        versions.extend(courante);
    }
    Ok(versions)
}

/// The key by which rows are read: neighbours together, what has no place first.
pub fn cle_geo(lieu: &Localisation) -> i64 {
    lieu.point.map_or(-1, geo::cle)
}

//! The offers of partners, and what else their companies publish.

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture};
use noyau::identifiants::Siret;

use super::deposees::{self, Deposee};
use super::offres::{GARDEES, JEUX};
use super::versions_courantes;

/// The offer that this partner published under this reference.
pub async fn par_reference(
    db: &Lecture,
    origine: &str,
    reference: &str,
) -> Result<Option<Deposee>, ErreurBase> {
    let suite = "WHERE origine = $1 AND reference = $2 AND role = 'partenaire'";
    let textes = [origine.to_owned(), reference.to_owned()];
    Ok(deposees::choisir(db, suite, &textes, &[]).await?.into_iter().next())
}

/// Another offer that people see of a company.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Voisine {
    /// Identifier.
    pub id: String,
    /// Its publisher.
    pub origine: String,
    /// Title.
    pub titre: String,
    /// Postal code of the workplace; empty when unknown.
    pub code_postal: String,
}

/// The offers of this company that people see, but for those of this publisher.
pub async fn voisines(db: &Lecture, siret: &Siret, sauf: &str) -> Result<Vec<Voisine>, ErreurBase> {
    let sql = "SELECT id, origine, titre, COALESCE(code_postal, '') AS code_postal
               FROM offres_deposees WHERE siret = $1 AND etat = 'publiee' AND origine <> $2";
    let requete = sqlx::query_as(sql).bind(siret.as_str()).bind(sauf);
    let mut voisines: Vec<Voisine> = requete.fetch_all(db.pool()).await?;
    voisines.extend(importees(db, siret).await?.into_iter().filter(|v| v.origine != sauf));
    Ok(voisines)
}

/// The offers of this company that deliveries brought and that people see.
pub async fn importees(db: &Lecture, siret: &Siret) -> Result<Vec<Voisine>, ErreurBase> {
    let sql = format!(
        "SELECT id, origine, titre, COALESCE(code_postal, '') AS code_postal
         FROM offres WHERE version = $1 AND siret = $2 AND statut = 'active' AND {GARDEES}"
    );
    let mut toutes = Vec::new();
    for version in versions_courantes(db, JEUX).await? {
        let requete = sqlx::query_as(AssertSqlSafe(sql.as_str())).bind(version);
        toutes.extend(requete.bind(siret.as_str()).fetch_all(db.pool()).await?);
    }
    Ok(toutes)
}

/// Identifiers of the deposited offers that a delivery may have copied: shown, of an employer who is
/// known there too.
pub async fn peut_etre_copiees(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT d.id FROM offres_deposees d
               WHERE d.etat = 'publiee' AND d.role = 'employeur' AND EXISTS (
                   SELECT 1 FROM offres o WHERE o.siret = d.siret AND o.statut = 'active'
                      AND o.version IN (SELECT id FROM versions WHERE statut = 'courante'))
               ORDER BY d.id";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

/// The offers of this company that partners published here and that people see.
pub async fn de_l_entreprise(db: &Lecture, siret: &Siret) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = "WHERE siret = $1 AND role = 'partenaire' AND etat = 'publiee' ORDER BY id";
    deposees::choisir(db, suite, &[siret.to_string()], &[]).await
}

/// The offers that this partner shows, or that someone must look at first.
pub async fn de_l_editeur(db: &Lecture, origine: &str) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = "WHERE origine = $1 AND role = 'partenaire' AND etat IN ('publiee', 'a_verifier')
                 ORDER BY id";
    deposees::choisir(db, suite, &[origine.to_owned()], &[]).await
}

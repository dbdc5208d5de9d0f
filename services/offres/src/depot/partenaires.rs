//! The offers of partners, and what else their companies publish.

use base::sqlx;
use base::{ErreurBase, Lecture};
use noyau::identifiants::Siret;

use super::deposees::{self, Deposee};

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
    let sql = "SELECT o.id, o.origine, o.titre, COALESCE(o.code_postal, '') AS code_postal
               FROM offres o JOIN versions v ON v.id = o.version AND v.statut = 'courante'
               WHERE o.siret = $1 AND o.statut = 'active' AND o.origine <> $2
               UNION ALL
               SELECT id, origine, titre, COALESCE(code_postal, '')
               FROM offres_deposees WHERE siret = $1 AND etat = 'publiee' AND origine <> $2";
    let requete = sqlx::query_as(sql).bind(siret.as_str()).bind(sauf);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// The offers of this company that partners published here and that people see.
pub async fn de_l_entreprise(db: &Lecture, siret: &Siret) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = "WHERE siret = $1 AND role = 'partenaire' AND etat = 'publiee' ORDER BY id";
    deposees::choisir(db, suite, &[siret.to_string()], &[]).await
}

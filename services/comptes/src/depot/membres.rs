//! For whom people act.

use base::{ErreurBase, Lecture};
use sqlx::FromRow;

/// An organisation, and what a person is there.
#[derive(Clone, Debug, FromRow)]
pub struct Ligne {
    /// Identifier.
    pub organisation: String,
    /// Code of the role.
    pub role: String,
    /// 1 when the habilitation and the organisation are in force.
    pub en_vigueur: i64,
    /// SIRET; empty for what has none.
    pub siret: String,
    /// Name.
    pub nom: String,
    /// Postal address.
    pub adresse: String,
    /// Département.
    pub departement: String,
    /// NAF code.
    pub naf: String,
    /// OPCO.
    pub opco: String,
}

/// The companies and training centres of a person: in force, or waiting.
pub async fn de_la_personne(
    db: &Lecture,
    personne: &str,
    maintenant: i64,
) -> Result<Vec<Ligne>, ErreurBase> {
    let sql = "SELECT o.id AS organisation, h.role,
                      MAX(CASE WHEN h.etat = 'active' AND o.etat = 'active' THEN 1 ELSE 0 END)
                          AS en_vigueur,
                      o.siret, o.nom, o.adresse, o.departement, o.naf, o.opco
               FROM comptes_habilitations h JOIN comptes_organisations o ON o.id = h.organisation
               WHERE h.personne = $1 AND h.role IN ('employeur', 'cfa')
                 AND o.etat IN ('active', 'en_attente')
                 AND (h.etat = 'en_attente'
                      OR (h.etat = 'active' AND h.debut <= $2 AND h.fin > $2))
               GROUP BY o.id, h.role, o.siret, o.nom, o.adresse, o.departement, o.naf, o.opco
               ORDER BY 3 DESC, o.nom, o.id";
    Ok(sqlx::query_as(sql).bind(personne).bind(maintenant).fetch_all(db.pool()).await?)
}

/// Whether somebody holds this role for this organisation now.
pub async fn en_vigueur(
    db: &Lecture,
    (role, ressort): (&str, &str),
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "SELECT 1 FROM comptes_habilitations h
               JOIN comptes_organisations o ON o.id = h.organisation
               WHERE h.role = $1 AND h.ressort_code = $2 AND h.etat = 'active'
                 AND h.debut <= $3 AND h.fin > $3 AND o.etat = 'active' LIMIT 1";
    let requete = sqlx::query(sql).bind(role).bind(ressort).bind(maintenant);
    Ok(requete.fetch_optional(db.pool()).await?.is_some())
}

/// Ressort and mailbox of those who hold this role for an organisation now.
pub async fn boites(
    db: &Lecture,
    role: &str,
    maintenant: i64,
) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = "SELECT DISTINCT h.ressort_code, p.courriel FROM comptes_habilitations h
               JOIN comptes_personnes p ON p.id = h.personne
               JOIN comptes_organisations o ON o.id = h.organisation
               WHERE h.role = $1 AND h.etat = 'active' AND h.debut <= $2 AND h.fin > $2
                 AND o.etat = 'active' AND p.etat = 'active'
               ORDER BY h.ressort_code, p.courriel";
    Ok(sqlx::query_as(sql).bind(role).bind(maintenant).fetch_all(db.pool()).await?)
}

/// The name of the training centre of this SIRET.
pub async fn nom_du_cfa(db: &Lecture, siret: &str) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT nom FROM comptes_organisations WHERE genre = 'cfa' AND siret = $1";
    Ok(sqlx::query_scalar(sql).bind(siret).fetch_optional(db.pool()).await?)
}

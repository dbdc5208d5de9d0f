//! Organisations.

use base::{ErreurBase, Lecture, Transaction};
use noyau::texte::plier;
use sqlx::{AssertSqlSafe, FromRow};

/// A company, a training centre, a service of the State.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Organisation {
    /// Identifier.
    pub id: String,
    /// Code of its kind.
    pub genre: String,
    /// SIRET; empty for what has none.
    pub siret: String,
    /// Name.
    pub nom: String,
    /// Postal address, on one line.
    pub adresse: String,
    /// Département; empty when unknown.
    pub departement: String,
    /// NAF code; empty when unknown.
    pub naf: String,
    /// OPCO; empty when unknown.
    pub opco: String,
    /// Network of a training centre; empty when none.
    pub reseau: String,
    /// Code of its state.
    pub etat: String,
    /// When it was made (ms since 1970).
    pub creee_le: i64,
    /// When a source last confirmed it.
    pub verifiee_le: Option<i64>,
}

const COLONNES: &str = "SELECT id, genre, siret, nom, adresse, departement, naf, opco, reseau, etat, creee_le, verifiee_le FROM comptes_organisations";

/// The organisation of this identifier.
pub async fn par_id(db: &Lecture, id: &str) -> Result<Option<Organisation>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// The organisation of this kind and SIRET.
pub async fn par_siret(
    db: &Lecture,
    genre: &str,
    siret: &str,
) -> Result<Option<Organisation>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE genre = $1 AND siret = $2 AND siret <> ''");
    let requete = sqlx::query_as(AssertSqlSafe(sql));
    Ok(requete.bind(genre).bind(siret).fetch_optional(db.pool()).await?)
}

/// Adds an organisation; false when its SIRET is already there for this kind.
pub async fn ajouter(tx: &mut Transaction, o: &Organisation) -> Result<bool, ErreurBase> {
    let fait = sqlx::query(
        "INSERT INTO comptes_organisations
         (id, genre, siret, nom, adresse, departement, naf, opco, reseau, etat, creee_le, verifiee_le,
          pli)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
    )
    .bind(&o.id)
    .bind(&o.genre)
    .bind(&o.siret)
    .bind(&o.nom)
    .bind(&o.adresse)
    .bind(&o.departement)
    .bind(&o.naf)
    .bind(&o.opco)
    .bind(&o.reseau)
    .bind(&o.etat)
    .bind(o.creee_le)
    .bind(o.verifiee_le)
    .bind(plier(&format!("{} {}", o.nom, o.siret)))
    .execute(&mut **tx)
    .await?;
    Ok(fait.rows_affected() == 1)
}

/// Moves from one state to another; false when it was no longer in the first.
pub async fn passer(
    tx: &mut Transaction,
    id: &str,
    avant: &str,
    apres: &str,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_organisations SET etat = $3 WHERE id = $1 AND etat = $2";
    let fait = sqlx::query(sql).bind(id).bind(avant).bind(apres).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Writes what a source says of an organisation. Its OPCO stays once it is known.
pub async fn completer(tx: &mut Transaction, o: &Organisation) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_organisations
               SET nom = $2, adresse = $3, departement = $4, naf = $5, verifiee_le = $6,
                   opco = CASE WHEN opco = '' THEN $7 ELSE opco END
               WHERE id = $1";
    let requete = sqlx::query(sql).bind(&o.id).bind(&o.nom).bind(&o.adresse).bind(&o.departement);
    let pli = plier(&format!("{} {}", o.nom, o.siret));
    let requete = requete.bind(&o.naf).bind(o.verifiee_le).bind(&o.opco).bind(pli);
    requete.execute(&mut **tx).await?;
    Ok(())
}

/// Forgets an OPCO that says that the company is not one of its own.
pub async fn sans_opco(tx: &mut Transaction, id: &str) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_organisations SET opco = '' WHERE id = $1";
    sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Those that no source confirmed yet, oldest first, fifty at most.
pub async fn a_verifier(db: &Lecture) -> Result<Vec<Organisation>, ErreurBase> {
    let sql = format!(
        "{COLONNES} WHERE etat = 'en_attente' AND siret <> '' ORDER BY creee_le, id LIMIT 50"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db.pool()).await?)
}

/// Those where this person has a habilitation in force, by name.
pub async fn de_la_personne(
    db: &Lecture,
    personne: &str,
    maintenant: i64,
) -> Result<Vec<Organisation>, ErreurBase> {
    let sql = format!(
        "{COLONNES} WHERE id IN (SELECT organisation FROM comptes_habilitations
            WHERE personne = $1 AND etat = 'active' AND fin > $2)
         ORDER BY nom, id"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(personne).bind(maintenant);
    Ok(requete.fetch_all(db.pool()).await?)
}

//! The register of incidents.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture, Transaction};
use futures::stream::{BoxStream, StreamExt};

use crate::regles::incident::{Incident, Nature, Risque};

const COLONNES: &str = "id, titre, nature, detecte_le, description, populations, \
     nombre_personnes, categories, consequences, mesures, risque, cnil_le, cnil_reference, \
     retard, personnes_le, clos_le";

#[derive(FromRow)]
struct Ligne {
    id: String,
    titre: String,
    nature: String,
    detecte_le: i64,
    description: String,
    populations: String,
    nombre_personnes: Option<i64>,
    categories: String,
    consequences: String,
    mesures: String,
    risque: String,
    cnil_le: Option<i64>,
    cnil_reference: String,
    retard: String,
    personnes_le: Option<i64>,
    clos_le: Option<i64>,
}

impl From<Ligne> for Incident {
    fn from(l: Ligne) -> Incident {
        Incident {
            nature: Nature::lire(&l.nature).unwrap_or(Nature::Confidentialite),
            risque: Risque::lire(&l.risque).unwrap_or(Risque::AEvaluer),
            id: l.id,
            titre: l.titre,
            detecte_le: l.detecte_le,
            description: l.description,
            populations: l.populations,
            nombre_personnes: l.nombre_personnes,
            categories: l.categories,
            consequences: l.consequences,
            mesures: l.mesures,
            cnil_le: l.cnil_le,
            cnil_reference: l.cnil_reference,
            retard: l.retard,
            personnes_le: l.personnes_le,
            clos_le: l.clos_le,
        }
    }
}

/// Writes an incident, new or completed.
pub async fn ecrire(tx: &mut Transaction, i: &Incident) -> Result<(), ErreurBase> {
    let sql = format!(
        "INSERT INTO droits_incidents ({COLONNES}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
         $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (id) DO UPDATE SET
         titre = excluded.titre, nature = excluded.nature, detecte_le = excluded.detecte_le,
         description = excluded.description, populations = excluded.populations,
         nombre_personnes = excluded.nombre_personnes, categories = excluded.categories,
         consequences = excluded.consequences, mesures = excluded.mesures,
         risque = excluded.risque, cnil_le = excluded.cnil_le,
         cnil_reference = excluded.cnil_reference, retard = excluded.retard,
         personnes_le = excluded.personnes_le, clos_le = excluded.clos_le"
    );
    let requete = sqlx::query(AssertSqlSafe(sql)).bind(&i.id).bind(&i.titre);
    let requete = requete.bind(i.nature.code()).bind(i.detecte_le).bind(&i.description);
    let requete = requete.bind(&i.populations).bind(i.nombre_personnes).bind(&i.categories);
    let requete = requete.bind(&i.consequences).bind(&i.mesures).bind(i.risque.code());
    let requete = requete.bind(i.cnil_le).bind(&i.cnil_reference).bind(&i.retard);
    requete.bind(i.personnes_le).bind(i.clos_le).execute(&mut **tx).await?;
    Ok(())
}

/// One incident.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Incident>, ErreurBase> {
    let sql = format!("SELECT {COLONNES} FROM droits_incidents WHERE id = $1");
    let requete = sqlx::query_as::<_, Ligne>(AssertSqlSafe(sql)).bind(id);
    Ok(requete.fetch_optional(db.pool()).await?.map(Incident::from))
}

/// Incidents, those still open first, then the newest.
pub async fn lister(db: &Lecture, page: i64, taille: i64) -> Result<Vec<Incident>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM droits_incidents
         ORDER BY CASE WHEN clos_le IS NULL THEN 0 ELSE 1 END, detecte_le DESC, id
         LIMIT {taille} OFFSET {}",
        page * taille
    );
    let lignes: Vec<Ligne> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db.pool()).await?;
    Ok(lignes.into_iter().map(Incident::from).collect())
}

/// How many there are.
pub async fn compter(db: &Lecture) -> Result<i64, ErreurBase> {
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM droits_incidents").fetch_one(db.pool()).await?)
}

/// How many are open.
pub async fn ouverts(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM droits_incidents WHERE clos_le IS NULL";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// Every incident, oldest first.
pub fn flux(db: &Lecture) -> BoxStream<'static, Result<Incident, ErreurBase>> {
    let sql = format!("SELECT {COLONNES} FROM droits_incidents ORDER BY detecte_le, id");
    base::flux::<Ligne>(db, sql, vec![]).map(|ligne| ligne.map(Incident::from)).boxed()
}

//! Trainings that a request may be about, the mailbox that each has, and what people decided of them.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture, Transaction, Valeur};

use noyau::texte::plier;

use crate::regles::contact::Provenance;

/// A training, as a request needs it.
#[derive(Clone, Debug, Default, PartialEq, FromRow)]
pub struct Formation {
    /// Identifier in the catalogue.
    pub id: String,
    /// Key of the ministry of education.
    pub cle_me: Option<String>,
    /// The three numbers of RCO.
    pub id_rco: Option<String>,
    /// Name to show.
    pub titre: String,
    /// Diploma.
    pub cfd: String,
    /// SIRET of who answers for it.
    pub gestionnaire: String,
    /// Its name.
    pub gestionnaire_nom: String,
    /// SIRET of who teaches.
    pub formateur: String,
    /// Its name.
    pub formateur_nom: String,
    /// Street of the place.
    pub lieu_adresse: String,
    /// Postal code of the place.
    pub lieu_code_postal: String,
    /// Town of the place.
    pub lieu_localite: String,
    /// 1 when Parcoursup may lead to it.
    pub parcoursup: i64,
    /// 1 when Affelnet may.
    pub affelnet: i64,
    /// Its number at Parcoursup.
    pub id_parcoursup: Option<String>,
    /// Its number at ONISEP.
    pub id_onisep: Option<String>,
    /// Who receives the requests.
    pub courriel: Option<String>,
    /// Code of where that mailbox comes from.
    pub provenance: String,
    /// 1 when a person closed its form.
    pub fermee: i64,
    /// 1 when its centre does not answer.
    pub suspendue: i64,
}

impl Formation {
    /// The place on one line.
    pub fn lieu(&self) -> String {
        let ville = format!("{} {}", self.lieu_code_postal, self.lieu_localite);
        let parts = [self.lieu_adresse.trim(), ville.trim()];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

const SELECT: &str = "SELECT f.id, f.cle_me, f.id_rco, f.titre, f.cfd, f.gestionnaire,
        f.gestionnaire_nom, f.formateur, f.formateur_nom, f.lieu_adresse, f.lieu_code_postal,
        f.lieu_localite, f.parcoursup, f.affelnet, f.id_parcoursup, f.id_onisep, f.courriel,
        f.provenance,
        CAST(CASE WHEN x.formation IS NULL THEN 0 ELSE 1 END AS BIGINT) AS fermee,
        CAST(CASE WHEN s.formateur IS NULL THEN 0 ELSE 1 END AS BIGINT) AS suspendue
    FROM rdv_formations f
    LEFT JOIN rdv_fermetures x ON x.formation = f.id
    LEFT JOIN rdv_suspensions s ON s.formateur = f.formateur";

/// How a partner names a training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cle<'a> {
    /// Its identifier in the catalogue, or its key of the ministry.
    Formation(&'a str),
    /// Its number at Parcoursup.
    Parcoursup(&'a str),
    /// Its number at ONISEP.
    Onisep(&'a str),
}

/// The training that this names.
pub async fn trouver(db: &Lecture, cle: Cle<'_>) -> Result<Option<Formation>, ErreurBase> {
    let (condition, valeur) = match cle {
        Cle::Formation(id) => ("f.id = $1 OR f.cle_me = $1", id),
        Cle::Parcoursup(id) => ("f.id_parcoursup = $1", id),
        Cle::Onisep(id) => ("f.id_onisep = $1", id),
    };
    let sql = format!("{SELECT} WHERE {condition} ORDER BY f.id LIMIT 1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(valeur).fetch_optional(db.pool()).await?)
}

/// The trainings that an organisation answers for or teaches and whose name or town holds `mot`
/// (folded; empty for all), in the order of names.
pub async fn de_l_organisme(
    db: &Lecture,
    siret: &str,
    mot: &str,
    (limite, saut): (i64, i64),
) -> Result<Vec<Formation>, ErreurBase> {
    let sql = format!(
        "{SELECT} WHERE (f.gestionnaire = $1 OR f.formateur = $1) AND f.titre_plie LIKE $2
         ORDER BY f.titre_plie, f.id LIMIT $3 OFFSET $4"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(siret).bind(contenant(mot));
    Ok(requete.bind(limite).bind(saut).fetch_all(db.pool()).await?)
}

/// How many there are.
pub async fn compter_de(db: &Lecture, siret: &str, mot: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM rdv_formations f
               WHERE (f.gestionnaire = $1 OR f.formateur = $1) AND f.titre_plie LIKE $2";
    Ok(sqlx::query_scalar(sql).bind(siret).bind(contenant(mot)).fetch_one(db.pool()).await?)
}

/// What an administrator looks for: a SIRET, a key, a number of RCO, a name.
pub async fn chercher(db: &Lecture, mot: &str, limite: i64) -> Result<Vec<Formation>, ErreurBase> {
    let sql = format!(
        "{SELECT} WHERE f.gestionnaire = $1 OR f.formateur = $1 OR f.cle_me = $1 OR f.id = $1
            OR f.id_rco = $1 OR f.id_parcoursup = $1 OR f.courriel = $1 OR f.titre_plie LIKE $2
         ORDER BY f.titre_plie, f.id LIMIT $3"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(mot).bind(contenant(&plier(mot)));
    Ok(requete.bind(limite).fetch_all(db.pool()).await?)
}

/// A pattern of `LIKE` that finds a folded word anywhere.
pub fn contenant(mot: &str) -> String {
    format!("%{}%", mot.replace(['%', '_'], " ").trim())
}

/// A training on its way to the table.
#[derive(Clone, Debug)]
pub struct Nouvelle {
    /// The training; what people decided of it is not written here.
    pub formation: Formation,
    /// Its name and town, folded.
    pub titre_plie: String,
}

const COLONNES: [&str; 20] = [
    "id",
    "cle_me",
    "id_rco",
    "titre",
    "titre_plie",
    "cfd",
    "gestionnaire",
    "gestionnaire_nom",
    "formateur",
    "formateur_nom",
    "lieu_adresse",
    "lieu_code_postal",
    "lieu_localite",
    "parcoursup",
    "affelnet",
    "id_parcoursup",
    "id_onisep",
    "courriel",
    "provenance",
    "passage",
];

/// Writes trainings; one that is already there is replaced.
pub async fn ecrire(
    tx: &mut Transaction,
    nouvelles: &[Nouvelle],
    passage: i64,
) -> Result<(), ErreurBase> {
    let lignes: Vec<Vec<Valeur>> = nouvelles.iter().map(|n| valeurs(n, passage)).collect();
    base::lots::ajouter(tx, "rdv_formations", &COLONNES, &remplacer("id", &COLONNES), &lignes)
        .await?;
    Ok(())
}

/// `ON CONFLICT` that replaces every column but the key.
pub fn remplacer(cle: &str, colonnes: &[&str]) -> String {
    let autres = colonnes.iter().filter(|c| **c != cle);
    let affectations: Vec<String> = autres.map(|c| format!("{c} = excluded.{c}")).collect();
    format!("ON CONFLICT ({cle}) DO UPDATE SET {}", affectations.join(", "))
}

fn valeurs(n: &Nouvelle, passage: i64) -> Vec<Valeur> {
    let f = n.formation.clone();
    vec![
        f.id.into(),
        f.cle_me.into(),
        f.id_rco.into(),
        f.titre.into(),
        n.titre_plie.clone().into(),
        f.cfd.into(),
        f.gestionnaire.into(),
        f.gestionnaire_nom.into(),
        f.formateur.into(),
        f.formateur_nom.into(),
        f.lieu_adresse.into(),
        f.lieu_code_postal.into(),
        f.lieu_localite.into(),
        f.parcoursup.into(),
        f.affelnet.into(),
        f.id_parcoursup.into(),
        f.id_onisep.into(),
        f.courriel.into(),
        f.provenance.into(),
        passage.into(),
    ]
}

/// Removes what this run did not see: the catalogue no longer publishes it.
pub async fn oublier(tx: &mut Transaction, passage: i64) -> Result<u64, ErreurBase> {
    let sql = "DELETE FROM rdv_formations WHERE passage <> $1";
    Ok(sqlx::query(sql).bind(passage).execute(&mut **tx).await?.rows_affected())
}

/// What people chose: training, mailbox, code of who.
pub async fn choix(db: &Lecture) -> Result<Vec<(String, String, String)>, ErreurBase> {
    let sql = "SELECT formation, courriel, par FROM rdv_choix";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Whether a person chose the mailbox of a training, and who.
pub async fn choix_de(db: &Lecture, formation: &str) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT par FROM rdv_choix WHERE formation = $1";
    Ok(sqlx::query_scalar(sql).bind(formation).fetch_optional(db.pool()).await?)
}

/// A person chooses the mailbox of a training.
pub async fn choisir(
    tx: &mut Transaction,
    formation: &str,
    courriel: &str,
    par: Provenance,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO rdv_choix (formation, courriel, par, choisi_le) VALUES ($1, $2, $3, $4)
               ON CONFLICT (formation) DO UPDATE SET courriel = excluded.courriel,
                   par = excluded.par, choisi_le = excluded.choisi_le";
    let requete = sqlx::query(sql).bind(formation).bind(courriel).bind(par.code());
    requete.bind(maintenant).execute(&mut **tx).await?;
    donner(tx, formation, Some(courriel), par.code()).await
}

/// A person gives the choice back to the rule.
pub async fn ne_plus_choisir(tx: &mut Transaction, formation: &str) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM rdv_choix WHERE formation = $1";
    sqlx::query(sql).bind(formation).execute(&mut **tx).await?;
    Ok(())
}

/// Writes the mailbox of a training.
pub async fn donner(
    tx: &mut Transaction,
    formation: &str,
    courriel: Option<&str>,
    provenance: &str,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE rdv_formations SET courriel = $2, provenance = $3 WHERE id = $1";
    let requete = sqlx::query(sql).bind(formation).bind(courriel).bind(provenance);
    requete.execute(&mut **tx).await?;
    Ok(())
}

/// A person closes the form of a training.
pub async fn fermer(
    tx: &mut Transaction,
    formation: &str,
    par: Provenance,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO rdv_fermetures (formation, par, fermee_le) VALUES ($1, $2, $3)
               ON CONFLICT (formation) DO NOTHING";
    let requete = sqlx::query(sql).bind(formation).bind(par.code()).bind(maintenant);
    requete.execute(&mut **tx).await?;
    Ok(())
}

/// A person opens it again.
pub async fn rouvrir(tx: &mut Transaction, formation: &str) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM rdv_fermetures WHERE formation = $1";
    sqlx::query(sql).bind(formation).execute(&mut **tx).await?;
    Ok(())
}

/// The mailboxes in use, each once.
pub async fn courriels(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT DISTINCT courriel FROM rdv_formations WHERE courriel IS NOT NULL";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

/// The mailboxes of the trainings of a manager that are open to requests, each once: all of them, or
/// those of a platform (`parcoursup`, `affelnet`).
pub async fn courriels_de(
    db: &Lecture,
    gestionnaire: &str,
    plateforme: &str,
) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT DISTINCT courriel FROM rdv_formations
               WHERE gestionnaire = $1 AND courriel IS NOT NULL
                 AND ($2 = '' OR ($2 = 'parcoursup' AND parcoursup = 1)
                      OR ($2 = 'affelnet' AND affelnet = 1))
               ORDER BY courriel";
    Ok(sqlx::query_scalar(sql).bind(gestionnaire).bind(plateforme).fetch_all(db.pool()).await?)
}

/// Closes the trainings of a mailbox that no longer receives; returns how many.
pub async fn retirer_la_boite(tx: &mut Transaction, courriel: &str) -> Result<u64, ErreurBase> {
    let sql = "UPDATE rdv_formations SET courriel = NULL, provenance = 'injoignable'
               WHERE courriel = $1";
    Ok(sqlx::query(sql).bind(courriel).execute(&mut **tx).await?.rows_affected())
}

/// How many trainings have a mailbox.
pub async fn joignables(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM rdv_formations WHERE courriel IS NOT NULL";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

//! Applications.

use base::{ErreurBase, Lecture, Moteur, Transaction};
use sqlx::FromRow;

use crate::regles::etat::Etat;
use crate::regles::limites::Compte;
use crate::regles::reponse::{Intention, depart};

/// A row.
#[derive(Clone, PartialEq, Eq, FromRow)]
pub struct Ligne {
    /// Identifier.
    pub id: String,
    /// Token of the form that sent it.
    pub jeton: Option<String>,
    /// `offre` or `recruteur`.
    pub genre: String,
    /// Identifier of the offer, or SIRET of the company.
    pub objet: String,
    /// Title of the offer; empty for a company.
    pub titre: String,
    /// Name of the company.
    pub entreprise: String,
    /// SIRET of whoever receives it; empty when unknown.
    pub siret: String,
    /// Town.
    pub ville: String,
    /// Role of the members who may read it.
    pub role: String,
    /// Mailbox of the employer.
    pub destinataire: String,
    /// Where that mailbox comes from.
    pub source: String,
    /// The partner that sent it; empty for this site.
    pub appelant: String,
    /// Mailbox of the candidate.
    pub courriel: String,
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Phone, E.164.
    pub telephone: String,
    /// Message to the employer.
    pub message: String,
    /// JSON: pairs of a label and a value.
    pub recherche: String,
    /// JSON: pairs of a question and an answer.
    pub reponses: String,
    /// 1 when the name stays hidden until the employer answers.
    pub anonyme: i64,
    /// Name of the file.
    pub cv_nom: String,
    /// Code of its state.
    pub etat: String,
    /// Why it was not sent; empty when it was.
    pub echec: String,
    /// What the antivirus said.
    pub examen: String,
    /// Failed examinations.
    pub essais: i64,
    /// Next examination (ms since 1970), like the following.
    pub prochaine: i64,
    /// Identifier of the mail to the employer.
    pub envoi: Option<String>,
    /// What the employer answered.
    pub intention: Option<String>,
    /// Text of the answer.
    pub reponse: String,
    /// JSON: reasons given.
    pub motifs: String,
    /// When it was answered.
    pub repondue_le: Option<i64>,
    /// The account that answered; empty for the link of the mail.
    pub repondue_par: String,
    /// When the employer said to have read it.
    pub lue_le: Option<i64>,
    /// When the candidate reminded the employer.
    pub relancee_le: Option<i64>,
    /// When the candidate was told that the offer is closed.
    pub close_le: Option<i64>,
    /// When it was accepted.
    pub deposee_le: i64,
    /// When the mail server of the employer took it.
    pub envoyee_le: Option<i64>,
}

impl Ligne {
    /// When the mails of its answer leave (ms since 1970); `None` without an answer.
    pub fn depart(&self) -> Option<i64> {
        let intention = self.intention.as_deref().and_then(Intention::lire)?;
        Some(depart(intention, self.anonyme == 1, self.repondue_le?))
    }

    /// Whether its answer may still be taken back.
    pub fn annulable(&self, maintenant: i64) -> bool {
        self.depart().is_some_and(|depart| maintenant < depart)
    }

    /// Whether the employer may answer it now.
    pub fn attend(&self) -> bool {
        let etat = Etat::lire(&self.etat);
        self.intention.is_none() && etat.is_some_and(Etat::attend_une_reponse)
    }

    /// As its candidate may see it: an answer that may be taken back is not given yet.
    pub fn pour_le_candidat(mut self, maintenant: i64) -> Self {
        if self.annulable(maintenant) {
            self.etat = if self.envoyee_le.is_some() { "envoyee" } else { "en_route" }.to_owned();
            (self.intention, self.repondue_le) = (None, None);
            self.reponse = String::new();
        }
        self
    }
}

/// Every column, in the order of [`Ligne`].
pub(super) const COLONNES: &str = "id, jeton, genre, objet, titre, entreprise, siret, ville, role, \
     destinataire, source, appelant, courriel, prenom, nom, telephone, message, recherche, reponses, \
     anonyme, cv_nom, etat, echec, examen, essais, prochaine, envoi, intention, reponse, motifs, \
     repondue_le, repondue_par, lue_le, relancee_le, close_le, deposee_le, envoyee_le";

/// Lets this transaction alone count the applications of a candidate and those to an object, until
/// it ends. SQLite has one writer; PostgreSQL takes two locks, always in this order.
pub async fn verrouiller(
    tx: &mut Transaction,
    objet: &str,
    courriel: &str,
) -> Result<(), ErreurBase> {
    if tx.moteur() == Moteur::Postgres {
        for cle in [format!("candidatures.objet:{objet}"), format!("candidatures.de:{courriel}")] {
            sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7220223))")
                .bind(cle)
                .execute(&mut **tx)
                .await?;
        }
    }
    Ok(())
}

/// What is counted for the limits.
#[derive(Clone, Copy, Debug)]
pub struct Portee<'a> {
    /// Mailbox of the candidate.
    pub courriel: &'a str,
    /// `offre` or `recruteur`.
    pub genre: &'a str,
    /// Which one.
    pub objet: &'a str,
    /// SIRET of the company, when the caller is limited there.
    pub siret: Option<&'a str>,
    /// Who sends.
    pub appelant: &'a str,
    /// Beginning of the day (ms since 1970).
    pub jour: i64,
}

/// Counts what was already sent.
pub async fn compter(tx: &mut Transaction, p: &Portee<'_>) -> Result<Compte, ErreurBase> {
    let sql = "SELECT COUNT(*) FILTER (WHERE deposee_le >= $2),
                      COUNT(*) FILTER (WHERE genre = $3 AND objet = $4),
                      (SELECT COUNT(*) FROM candidatures
                       WHERE $5 <> '' AND siret = $5 AND appelant = $6 AND deposee_le >= $2)
               FROM candidatures WHERE courriel = $1";
    let (du_jour, de_l_objet, de_l_entreprise) = sqlx::query_as(sql)
        .bind(p.courriel)
        .bind(p.jour)
        .bind(p.genre)
        .bind(p.objet)
        .bind(p.siret.unwrap_or_default())
        .bind(p.appelant)
        .fetch_one(&mut **tx)
        .await?;
    Ok(Compte { du_jour, de_l_objet, de_l_entreprise })
}

const DU_FORMULAIRE: &str = "SELECT id FROM candidatures WHERE jeton = $1";

/// The application that this form already sent, as this transaction sees it.
pub async fn par_jeton(tx: &mut Transaction, jeton: &str) -> Result<Option<String>, ErreurBase> {
    Ok(sqlx::query_scalar(DU_FORMULAIRE).bind(jeton).fetch_optional(&mut **tx).await?)
}

/// The application that this form already sent.
pub async fn du_formulaire(db: &Lecture, jeton: &str) -> Result<Option<String>, ErreurBase> {
    Ok(sqlx::query_scalar(DU_FORMULAIRE).bind(jeton).fetch_optional(db.pool()).await?)
}

/// Stores an application.
pub async fn ajouter(tx: &mut Transaction, l: &Ligne) -> Result<(), ErreurBase> {
    let places: Vec<String> = (1..=37).map(|n| format!("${n}")).collect();
    let sql = format!("INSERT INTO candidatures ({COLONNES}) VALUES ({})", places.join(", "));
    let requete = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(&l.id)
        .bind(&l.jeton)
        .bind(&l.genre)
        .bind(&l.objet)
        .bind(&l.titre)
        .bind(&l.entreprise)
        .bind(&l.siret)
        .bind(&l.ville)
        .bind(&l.role)
        .bind(&l.destinataire)
        .bind(&l.source)
        .bind(&l.appelant)
        .bind(&l.courriel)
        .bind(&l.prenom)
        .bind(&l.nom)
        .bind(&l.telephone)
        .bind(&l.message)
        .bind(&l.recherche)
        .bind(&l.reponses);
    requete
        .bind(l.anonyme)
        .bind(&l.cv_nom)
        .bind(&l.etat)
        .bind(&l.echec)
        .bind(&l.examen)
        .bind(l.essais)
        .bind(l.prochaine)
        .bind(&l.envoi)
        .bind(&l.intention)
        .bind(&l.reponse)
        .bind(&l.motifs)
        .bind(l.repondue_le)
        .bind(&l.repondue_par)
        .bind(l.lue_le)
        .bind(l.relancee_le)
        .bind(l.close_le)
        .bind(l.deposee_le)
        .bind(l.envoyee_le)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The application of this identifier.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Ligne>, ErreurBase> {
    let sql = format!("SELECT {COLONNES} FROM candidatures WHERE id = $1");
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id);
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Answers, once: false when it was answered before, or when it does not wait for an answer.
pub async fn repondre(
    tx: &mut Transaction,
    id: &str,
    (intention, texte, motifs): (&str, &str, &str),
    par: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql =
        "UPDATE candidatures SET etat = 'repondue', intention = $2, reponse = $3, motifs = $4,
                   repondue_par = $5, repondue_le = $6, lue_le = COALESCE(lue_le, $6)
               WHERE id = $1 AND intention IS NULL AND etat IN ('en_route', 'envoyee')";
    let fait = sqlx::query(sql)
        .bind(id)
        .bind(intention)
        .bind(texte)
        .bind(motifs)
        .bind(par)
        .bind(maintenant)
        .execute(&mut **tx)
        .await?;
    Ok(fait.rows_affected() == 1)
}

/// Takes an answer back: the application waits for one again. False when it had none.
pub async fn revenir(tx: &mut Transaction, id: &str) -> Result<bool, ErreurBase> {
    let sql = "UPDATE candidatures
               SET etat = CASE WHEN envoyee_le IS NULL THEN 'en_route' ELSE 'envoyee' END,
                   intention = NULL, reponse = '', motifs = '[]', repondue_par = '',
                   repondue_le = NULL
               WHERE id = $1 AND etat = 'repondue'";
    let fait = sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Forgets a mail that will not leave.
pub async fn delier(tx: &mut Transaction, envoi: &str) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM candidatures_envois WHERE envoi = $1";
    sqlx::query(sql).bind(envoi).execute(&mut **tx).await?;
    Ok(())
}

/// Notes that the employer read it; false when it was noted before.
pub async fn lire(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "UPDATE candidatures SET lue_le = $2 WHERE id = $1 AND lue_le IS NULL";
    let fait = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Notes the reminder, once; false when there was one.
pub async fn relancer(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "UPDATE candidatures SET relancee_le = $2
               WHERE id = $1 AND relancee_le IS NULL AND etat = 'envoyee' AND close_le IS NULL";
    let fait = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Adds a line to what happened.
pub async fn noter(
    tx: &mut Transaction,
    id: &str,
    quoi: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO candidatures_pas (candidature, instant, quoi) VALUES ($1, $2, $3)
               ON CONFLICT (candidature, instant, quoi) DO NOTHING";
    sqlx::query(sql).bind(id).bind(maintenant).bind(quoi).execute(&mut **tx).await?;
    Ok(())
}

/// What happened, oldest first.
pub async fn pas(db: &Lecture, id: &str) -> Result<Vec<(i64, String)>, ErreurBase> {
    let sql = "SELECT instant, quoi FROM candidatures_pas
               WHERE candidature = $1 ORDER BY instant, quoi";
    Ok(sqlx::query_as(sql).bind(id).fetch_all(db.pool()).await?)
}

/// Remembers a mail that speaks of the candidate to someone else.
pub async fn lier(
    tx: &mut Transaction,
    envoi: &str,
    (candidature, courriel): (&str, &str),
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO candidatures_envois (envoi, candidature, courriel) VALUES ($1, $2, $3)";
    sqlx::query(sql).bind(envoi).bind(candidature).bind(courriel).execute(&mut **tx).await?;
    Ok(())
}

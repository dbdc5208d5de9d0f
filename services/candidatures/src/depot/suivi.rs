//! What the background work reads and moves: examinations, mails that ended, offers that closed.

use base::sqlx::FromRow;
use base::{ErreurBase, Lecture, Transaction};

use super::candidatures::{COLONNES, Ligne};

/// Applications whose CV waits for the antivirus, oldest first.
pub async fn a_analyser(
    db: &Lecture,
    maintenant: i64,
    limite: i64,
) -> Result<Vec<Ligne>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM candidatures
         WHERE etat = 'a_analyser' AND prochaine <= $1 ORDER BY prochaine, id LIMIT $2"
    );
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(maintenant).bind(limite);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// Ends the wait for the antivirus; false when another node did.
pub async fn analysee(
    tx: &mut Transaction,
    id: &str,
    (etat, examen): (&str, &str),
    echec: &str,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE candidatures SET etat = $2, examen = $3, echec = $4
               WHERE id = $1 AND etat = 'a_analyser'";
    let requete = sqlx::query(sql).bind(id).bind(etat).bind(examen).bind(echec);
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// The antivirus did not answer: the next examination is at `prochaine`.
pub async fn reporter(tx: &mut Transaction, id: &str, prochaine: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE candidatures SET essais = essais + 1, prochaine = $2
               WHERE id = $1 AND etat = 'a_analyser'";
    sqlx::query(sql).bind(id).bind(prochaine).execute(&mut **tx).await?;
    Ok(())
}

/// Names the mail to the employer.
pub async fn nommer_l_envoi(tx: &mut Transaction, id: &str, envoi: &str) -> Result<(), ErreurBase> {
    let sql = "UPDATE candidatures SET envoi = $2 WHERE id = $1";
    sqlx::query(sql).bind(id).bind(envoi).execute(&mut **tx).await?;
    Ok(())
}

/// Applications whose mail may have ended: identifier and mail, after this identifier.
pub async fn en_route(
    db: &Lecture,
    apres: &str,
    limite: i64,
) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = "SELECT id, envoi FROM candidatures
               WHERE etat = 'en_route' AND envoi IS NOT NULL AND id > $1 ORDER BY id LIMIT $2";
    Ok(sqlx::query_as(sql).bind(apres).bind(limite).fetch_all(db.pool()).await?)
}

/// The mail server took it; false when it was known.
pub async fn envoyee(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "UPDATE candidatures SET etat = 'envoyee', envoyee_le = $2
               WHERE id = $1 AND etat = 'en_route'";
    let fait = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// It will not be sent; false when it was known.
pub async fn echouer(tx: &mut Transaction, id: &str, motif: &str) -> Result<bool, ErreurBase> {
    let sql = "UPDATE candidatures SET etat = 'echec', echec = $2
               WHERE id = $1 AND etat = 'en_route'";
    let fait = sqlx::query(sql).bind(id).bind(motif).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Applications to an offer that nobody answered and whose candidate was not told of its end.
pub async fn sans_reponse(
    db: &Lecture,
    offre: &str,
    limite: i64,
) -> Result<Vec<Ligne>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM candidatures
         WHERE genre = 'offre' AND objet = $1 AND close_le IS NULL
           AND etat IN ('a_analyser', 'en_route', 'envoyee') ORDER BY id LIMIT $2"
    );
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(offre).bind(limite);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// Notes that the candidate was told; false when it was done.
pub async fn clore(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "UPDATE candidatures SET close_le = $2 WHERE id = $1 AND close_le IS NULL";
    let fait = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// What a mailbox received in a month.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Mois {
    /// The mailbox.
    pub destinataire: String,
    /// The company of its last application.
    pub entreprise: String,
    /// Applications that reached it.
    pub recues: i64,
    /// Those that were answered.
    pub repondues: i64,
}

/// What each mailbox received between two instants (ms since 1970), the second excluded.
pub async fn du_mois(db: &Lecture, (de, a): (i64, i64)) -> Result<Vec<Mois>, ErreurBase> {
    let sql = "SELECT destinataire, MAX(entreprise) AS entreprise, COUNT(*) AS recues,
                      COUNT(repondue_le) AS repondues
               FROM candidatures
               WHERE deposee_le >= $1 AND deposee_le < $2 AND envoyee_le IS NOT NULL AND destinataire <> ''
               GROUP BY destinataire ORDER BY destinataire";
    Ok(sqlx::query_as(sql).bind(de).bind(a).fetch_all(db.pool()).await?)
}

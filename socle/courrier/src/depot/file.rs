//! The queue: rows put by services, leased by nodes, ended once.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

use super::pieces;
use crate::{Contenu, Transport};

/// A row to add.
#[derive(Clone, Copy, Debug)]
pub struct Nouveau<'a> {
    /// Identifier, which is also that of the message.
    pub id: &'a str,
    /// Code of its model.
    pub modele: &'a str,
    /// To whom.
    pub adresse: &'a str,
    /// Key of idempotence within the model.
    pub cle: Option<&'a str>,
    /// Code and title of its list.
    pub liste: Option<(&'a str, &'a str)>,
    /// Reference of a file kept elsewhere.
    pub reference: Option<&'a str>,
    /// Not before (ms since 1970).
    pub a_partir_de: i64,
    /// Code of the reason for which it will not be sent; empty when it will.
    pub refus: &'a str,
    /// Now (ms since 1970).
    pub maintenant: i64,
}

/// Adds a row; false when the model already has a row with this key. What is refused is recorded
/// without its content: nobody will need it.
pub async fn ajouter(
    tx: &mut Transaction,
    nouveau: &Nouveau<'_>,
    contenu: &Contenu,
) -> Result<bool, ErreurBase> {
    let refuse = !nouveau.refus.is_empty();
    let sql = "INSERT INTO courriels (id, modele, adresse, cle, liste, liste_titre, etat, motif,
                   essais, prochaine, bail, preneur, transport, depose_le, termine_le, reference)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, 0, '', '', $10, $11, $12)
               ON CONFLICT (modele, cle) DO NOTHING";
    let pose = sqlx::query(sql)
        .bind(nouveau.id)
        .bind(nouveau.modele)
        .bind(nouveau.adresse)
        .bind(nouveau.cle)
        .bind(nouveau.liste.map(|l| l.0))
        .bind(nouveau.liste.map(|l| l.1))
        .bind(if refuse { "refuse" } else { "en_attente" })
        .bind(nouveau.refus)
        .bind(nouveau.a_partir_de.max(nouveau.maintenant))
        .bind(nouveau.maintenant)
        .bind(refuse.then_some(nouveau.maintenant))
        .bind(nouveau.reference)
        .execute(&mut **tx)
        .await?;
    let nouvelle = pose.rows_affected() == 1;
    if nouvelle && !refuse {
        ajouter_le_corps(tx, nouveau.id, contenu).await?;
    }
    Ok(nouvelle)
}

async fn ajouter_le_corps(
    tx: &mut Transaction,
    id: &str,
    contenu: &Contenu,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO courriels_corps (courriel, sujet, texte, html) VALUES ($1, $2, $3, $4)";
    sqlx::query(sql)
        .bind(id)
        .bind(&contenu.sujet)
        .bind(&contenu.texte)
        .bind(&contenu.html)
        .execute(&mut **tx)
        .await?;
    pieces::ajouter(tx, id, &contenu.pieces).await
}

/// A leased row.
#[derive(Clone, Debug, FromRow)]
pub struct AEnvoyer {
    /// Identifier.
    pub id: String,
    /// To whom.
    pub adresse: String,
    /// What its list is called, when it has one.
    pub liste_titre: Option<String>,
    /// Reference of a file kept elsewhere.
    pub reference: Option<String>,
    /// Tries, this one included.
    pub essais: i64,
    /// Subject.
    pub sujet: String,
    /// Text.
    pub texte: String,
    /// HTML.
    pub html: String,
    /// 1 when the address died since the row was added.
    pub morte: i64,
    /// 1 when the person opposed the list since.
    pub opposee: i64,
}

/// Whether something may be sent now: asked before a lease, which writes.
pub async fn du(db: &Lecture, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "SELECT id FROM courriels
               WHERE etat = 'en_attente' AND prochaine <= $1 AND bail <= $1 LIMIT 1";
    let un: Option<String> =
        sqlx::query_scalar(sql).bind(maintenant).fetch_optional(db.pool()).await?;
    Ok(un.is_some())
}

/// Leases at most `limite` rows until `bail`, oldest first. On PostgreSQL, a node that waited for
/// another's lease sees it and leaves the row.
pub async fn prendre(
    tx: &mut Transaction,
    preneur: &str,
    maintenant: i64,
    bail: i64,
    limite: i64,
) -> Result<Vec<AEnvoyer>, ErreurBase> {
    let sql = "UPDATE courriels SET bail = $2, preneur = $3, essais = essais + 1
               WHERE etat = 'en_attente' AND bail <= $1 AND id IN (
                   SELECT id FROM courriels
                   WHERE etat = 'en_attente' AND prochaine <= $1 AND bail <= $1
                   ORDER BY prochaine, id LIMIT $4)";
    sqlx::query(sql)
        .bind(maintenant)
        .bind(bail)
        .bind(preneur)
        .bind(limite)
        .execute(&mut **tx)
        .await?;
    let sql =
        "SELECT c.id, c.adresse, c.liste_titre, c.reference, c.essais, t.sujet, t.texte, t.html,
                   CAST(CASE WHEN a.morte_le IS NULL THEN 0 ELSE 1 END AS BIGINT) AS morte,
                   CAST(CASE WHEN o.depuis IS NULL THEN 0 ELSE 1 END AS BIGINT) AS opposee
               FROM courriels c
               JOIN courriels_corps t ON t.courriel = c.id
               LEFT JOIN courriels_adresses a ON a.adresse = c.adresse
               LEFT JOIN courriels_oppositions o
                   ON o.adresse = c.adresse AND c.liste IS NOT NULL AND o.liste IN (c.liste, '*')
               WHERE c.etat = 'en_attente' AND c.preneur = $1 AND c.bail = $2
               ORDER BY c.prochaine, c.id";
    let mut lues: Vec<AEnvoyer> =
        sqlx::query_as(sql).bind(preneur).bind(bail).fetch_all(&mut **tx).await?;
    // Opposed twice (to the list and to all): one row each.
    lues.dedup_by(|a, b| a.id == b.id);
    Ok(lues)
}

/// The mail was accepted: nothing may send it again, whoever holds the lease. What a server took
/// is not kept here: it may hold a link that opens a session, or what a person wrote.
pub async fn parti(
    tx: &mut Transaction,
    id: &str,
    transport: &Transport,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE courriels SET etat = 'envoye', motif = '', transport = $2, termine_le = $3,
                   bail = 0
               WHERE id = $1 AND etat <> 'envoye'";
    sqlx::query(sql).bind(id).bind(transport.nom()).bind(maintenant).execute(&mut **tx).await?;
    if transport.garde_le_contenu() {
        return dater_le_corps(tx, id, maintenant).await;
    }
    effacer_le_corps(tx, id).await
}

/// The try failed: the next one is at `prochaine`. Says nothing when another node holds the lease.
pub async fn remettre(
    tx: &mut Transaction,
    id: &str,
    preneur: &str,
    motif: &str,
    prochaine: i64,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE courriels SET prochaine = $4, motif = $3, bail = 0
               WHERE id = $1 AND preneur = $2 AND etat = 'en_attente'";
    sqlx::query(sql).bind(id).bind(preneur).bind(motif).bind(prochaine).execute(&mut **tx).await?;
    Ok(())
}

/// The mail is given up: a dead letter that the administration sees and may send again.
pub async fn abandonner(
    tx: &mut Transaction,
    id: &str,
    motif: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    terminer(tx, id, "abandonne", motif, maintenant).await?;
    dater_le_corps(tx, id, maintenant).await
}

/// The mail may no longer be sent; its content goes at once.
pub async fn refuser(
    tx: &mut Transaction,
    id: &str,
    motif: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    terminer(tx, id, "refuse", motif, maintenant).await?;
    effacer_le_corps(tx, id).await
}

async fn effacer_le_corps(tx: &mut Transaction, id: &str) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM courriels_corps WHERE courriel = $1";
    sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    Ok(())
}

async fn terminer(
    tx: &mut Transaction,
    id: &str,
    etat: &str,
    motif: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE courriels SET etat = $2, motif = $3, termine_le = $4, bail = 0
               WHERE id = $1 AND etat = 'en_attente'";
    sqlx::query(sql).bind(id).bind(etat).bind(motif).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

async fn dater_le_corps(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<(), ErreurBase> {
    sqlx::query("UPDATE courriels_corps SET termine_le = $2 WHERE courriel = $1")
        .bind(id)
        .bind(maintenant)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Puts a dead letter back in the queue, as new; false when it is not one, or when its content is
/// gone.
pub async fn relancer(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "UPDATE courriels SET etat = 'en_attente', essais = 0, prochaine = $2, bail = 0,
                   termine_le = NULL
               WHERE id = $1 AND etat = 'abandonne'
                 AND EXISTS (SELECT 1 FROM courriels_corps WHERE courriel = $1)";
    let faite = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    if faite.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("UPDATE courriels_corps SET termine_le = NULL WHERE courriel = $1")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}

/// Takes away a mail that waits and that no node took; its identifier. A node that takes it meanwhile
/// wins: its try is counted with its lease.
pub async fn reprendre(
    tx: &mut Transaction,
    modele: &str,
    cle: &str,
) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT id FROM courriels
               WHERE modele = $1 AND cle = $2 AND etat = 'en_attente' AND essais = 0";
    let attente = sqlx::query_scalar(sql).bind(modele).bind(cle).fetch_optional(&mut **tx);
    let Some(id): Option<String> = attente.await? else { return Ok(None) };
    let sql = "DELETE FROM courriels WHERE id = $1 AND etat = 'en_attente' AND essais = 0";
    let fait = sqlx::query(sql).bind(&id).execute(&mut **tx).await?;
    Ok((fait.rows_affected() == 1).then_some(id))
}

/// The address, the list and its title of a mail; `None` when the mail is unknown or in no list.
pub async fn liste_de(
    db: &Lecture,
    id: &str,
) -> Result<Option<(String, String, String)>, ErreurBase> {
    let sql = "SELECT adresse, liste, COALESCE(liste_titre, liste) FROM courriels
               WHERE id = $1 AND liste IS NOT NULL";
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db.pool()).await?)
}

/// What became of these mails: identifier and state of those that no longer wait.
pub async fn finis(db: &Lecture, ids: &[String]) -> Result<Vec<(String, String)>, ErreurBase> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT id, etat FROM courriels WHERE etat <> 'en_attente' AND id IN ({})",
        places.join(", ")
    );
    let mut requete = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    for id in ids {
        requete = requete.bind(id);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}

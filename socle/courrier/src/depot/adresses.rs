//! The health of addresses, and who does not want which list.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// Whether the address is dead (1 or 0) and whether the list is opposed (1 or 0).
pub async fn pourquoi_refuser(
    tx: &mut Transaction,
    adresse: &str,
    liste: Option<&str>,
) -> Result<(bool, bool), ErreurBase> {
    // Outside of any list, no opposition holds: no list has an empty code.
    let sql = "SELECT (SELECT COUNT(*) FROM courriels_adresses
                       WHERE adresse = $1 AND morte_le IS NOT NULL),
                      (SELECT COUNT(*) FROM courriels_oppositions
                       WHERE adresse = $1 AND $2 <> '' AND liste IN ($2, '*'))";
    let requete = sqlx::query_as(sql).bind(adresse).bind(liste.unwrap_or_default());
    let (mortes, opposees): (i64, i64) = requete.fetch_one(&mut **tx).await?;
    Ok((mortes > 0, opposees > 0))
}

/// The address no longer exists.
pub async fn enterrer(
    tx: &mut Transaction,
    adresse: &str,
    motif: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO courriels_adresses (adresse, rebonds, morte_le, motif, vue_le)
               VALUES ($1, 0, $3, $2, $3)
               ON CONFLICT (adresse) DO UPDATE SET morte_le = excluded.morte_le,
                   motif = excluded.motif, vue_le = excluded.vue_le";
    sqlx::query(sql).bind(adresse).bind(motif).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// The address refused a mail for a time: counted, nothing more.
pub async fn rebondir(
    tx: &mut Transaction,
    adresse: &str,
    motif: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO courriels_adresses (adresse, rebonds, morte_le, motif, vue_le)
               VALUES ($1, 1, NULL, $2, $3)
               ON CONFLICT (adresse) DO UPDATE SET
                   rebonds = courriels_adresses.rebonds + 1, vue_le = excluded.vue_le,
                   motif = CASE WHEN courriels_adresses.morte_le IS NULL
                       THEN excluded.motif ELSE courriels_adresses.motif END";
    sqlx::query(sql).bind(adresse).bind(motif).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// A mail arrived: what was counted against the address is forgotten. A dead one stays dead: its
/// death may be later than this mail.
pub async fn vivre(tx: &mut Transaction, adresse: &str) -> Result<(), ErreurBase> {
    effacer(tx, "DELETE FROM courriels_adresses WHERE adresse = $1 AND morte_le IS NULL", adresse)
        .await
        .map(|_| ())
}

/// Every dead address.
pub async fn mortes(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT adresse FROM courriels_adresses WHERE morte_le IS NOT NULL";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

/// Someone knows that the address lives again; false when it was not known as dead.
pub async fn ressusciter(tx: &mut Transaction, adresse: &str) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM courriels_adresses WHERE adresse = $1 AND morte_le IS NOT NULL";
    effacer(tx, sql, adresse).await
}

async fn effacer(
    tx: &mut Transaction,
    sql: &'static str,
    adresse: &str,
) -> Result<bool, ErreurBase> {
    let faite = sqlx::query(sql).bind(adresse).execute(&mut **tx).await?;
    Ok(faite.rows_affected() > 0)
}

/// Everything held about an address, but its oppositions: forgetting them would write again to
/// someone who asked for silence.
pub async fn effacer_l_adresse(tx: &mut Transaction, adresse: &str) -> Result<(), ErreurBase> {
    for sql in [
        "DELETE FROM courriels WHERE adresse = $1",
        "DELETE FROM courriels_adresses WHERE adresse = $1",
        "DELETE FROM courriels_retours WHERE adresse = $1",
    ] {
        effacer(tx, sql, adresse).await?;
    }
    Ok(())
}

/// A refusal of a list, or of all of them (`*`).
#[derive(Clone, Copy, Debug)]
pub struct Opposition<'a> {
    /// Whose.
    pub adresse: &'a str,
    /// Code of the list, or `*`.
    pub liste: &'a str,
    /// What it is called.
    pub titre: &'a str,
    /// `personne`, `messagerie` or `plainte`.
    pub origine: &'a str,
}

/// Notes a refusal; the first date stays.
pub async fn opposer(
    tx: &mut Transaction,
    opposition: &Opposition<'_>,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO courriels_oppositions (adresse, liste, titre, origine, depuis)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (adresse, liste) DO NOTHING";
    sqlx::query(sql)
        .bind(opposition.adresse)
        .bind(opposition.liste)
        .bind(opposition.titre)
        .bind(opposition.origine)
        .bind(maintenant)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether the person refused this list, or all of them.
pub async fn est_arretee(db: &Lecture, adresse: &str, liste: &str) -> Result<bool, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM courriels_oppositions
               WHERE adresse = $1 AND liste IN ($2, '*')";
    let nombre: i64 =
        sqlx::query_scalar(sql).bind(adresse).bind(liste).fetch_one(db.pool()).await?;
    Ok(nombre > 0)
}

/// The person wants the list again; false when they had not refused it.
pub async fn retrouver(
    tx: &mut Transaction,
    adresse: &str,
    liste: &str,
) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM courriels_oppositions WHERE adresse = $1 AND liste = $2";
    let faite = sqlx::query(sql).bind(adresse).bind(liste).execute(&mut **tx).await?;
    Ok(faite.rows_affected() > 0)
}

/// What a mail provider told of an address.
#[derive(Clone, Copy, Debug)]
pub struct RetourNote<'a> {
    /// Its identifier at the provider.
    pub cle: &'a str,
    /// What happened.
    pub genre: &'a str,
    /// To whom.
    pub adresse: &'a str,
    /// What the server said, without the address.
    pub motif: &'a str,
}

/// Notes what was told; false when it had been told already.
pub async fn noter_le_retour(
    tx: &mut Transaction,
    retour: &RetourNote<'_>,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "INSERT INTO courriels_retours (cle, genre, adresse, motif, recu_le)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (cle) DO NOTHING";
    let pose = sqlx::query(sql)
        .bind(retour.cle)
        .bind(retour.genre)
        .bind(retour.adresse)
        .bind(retour.motif)
        .bind(maintenant)
        .execute(&mut **tx)
        .await?;
    Ok(pose.rows_affected() == 1)
}

/// An address in poor health.
#[derive(Clone, Debug, FromRow)]
pub struct LigneAdresse {
    /// The address.
    pub adresse: String,
    /// Mails refused for a time since the last that arrived.
    pub rebonds: i64,
    /// Since when it is dead.
    pub morte_le: Option<i64>,
    /// What the last server said.
    pub motif: String,
    /// Last news (ms since 1970).
    pub vue_le: i64,
}

/// The addresses in poor health, last news first, that contain `recherche`.
pub async fn sante(
    db: &Lecture,
    recherche: &str,
    limite: i64,
) -> Result<Vec<LigneAdresse>, ErreurBase> {
    let sql = "SELECT adresse, rebonds, morte_le, motif, vue_le FROM courriels_adresses
               WHERE $1 = '' OR adresse = $1 ORDER BY vue_le DESC, adresse LIMIT $2";
    Ok(sqlx::query_as(sql).bind(recherche).bind(limite).fetch_all(db.pool()).await?)
}

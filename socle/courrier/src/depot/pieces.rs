//! The files of a mail.

use base::{ErreurBase, Lecture, Transaction};

use crate::Piece;

/// Adds the files of a mail whose content is already there.
pub async fn ajouter(
    tx: &mut Transaction,
    courriel: &str,
    pieces: &[Piece],
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO courriels_pieces (courriel, rang, nom, genre, octets)
               VALUES ($1, $2, $3, $4, $5)";
    for (rang, piece) in (0_i64..).zip(pieces) {
        let requete = sqlx::query(sql).bind(courriel).bind(rang);
        let requete = requete.bind(&piece.nom).bind(&piece.genre).bind(piece.octets.clone());
        requete.execute(&mut **tx).await?;
    }
    Ok(())
}

/// The files of a mail, in their order.
pub async fn lire(db: &Lecture, courriel: &str) -> Result<Vec<Piece>, ErreurBase> {
    let sql = "SELECT nom, genre, octets FROM courriels_pieces WHERE courriel = $1 ORDER BY rang";
    Ok(sqlx::query_as(sql).bind(courriel).fetch_all(db.pool()).await?)
}

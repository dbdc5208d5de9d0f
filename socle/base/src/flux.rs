//! Rows one after the other, for answers larger than memory.

use futures::stream::{BoxStream, StreamExt};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, FromRow};
use tokio::sync::mpsc;

use crate::{ErreurBase, Lecture};

/// Rows read in advance of whoever consumes them.
const AVANCE: usize = 256;

/// The rows of a query, read as they are consumed; `valeurs` are its parameters, all text. The
/// query holds one connection until the last row, or until the stream is dropped.
pub fn flux<L>(
    db: &Lecture,
    sql: String,
    valeurs: Vec<String>,
) -> BoxStream<'static, Result<L, ErreurBase>>
where
    L: for<'r> FromRow<'r, AnyRow> + Send + Unpin + 'static,
{
    let (envoi, reception) = mpsc::channel(AVANCE);
    let pool = db.pool().clone();
    tokio::spawn(async move {
        let mut requete = sqlx::query_as::<_, L>(AssertSqlSafe(sql));
        for valeur in valeurs {
            requete = requete.bind(valeur);
        }
        let mut lignes = requete.fetch(&pool);
        while let Some(ligne) = lignes.next().await {
            if envoi.send(ligne.map_err(ErreurBase::from)).await.is_err() {
                return;
            }
        }
    });
    futures::stream::unfold(reception, |mut reception| async move {
        reception.recv().await.map(|ligne| (ligne, reception))
    })
    .boxed()
}

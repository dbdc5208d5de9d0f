//! What many readers hold at once, read once.
//!
//! Several services keep the same vocabulary in memory. Whoever asks for a table while another
//! holds it gets that one, as long as the data it was made from have not changed; the last one to
//! let it go frees it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::Mutex as Verrou;

use crate::{ErreurBase, Lecture, versions};

/// The tables held by somebody, one place for each type.
#[derive(Debug, Default)]
pub(crate) struct Partages(Mutex<HashMap<TypeId, Arc<Verrou<Tenue>>>>);

/// A table and the mark of the data it was made from.
#[derive(Debug, Default)]
struct Tenue {
    marque: i64,
    table: Option<Weak<dyn Any + Send + Sync>>,
}

impl Partages {
    fn place(&self, genre: TypeId) -> Arc<Verrou<Tenue>> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(places.entry(genre).or_default())
    }
}

impl Tenue {
    fn table<T: Any + Send + Sync>(&self, marque: i64) -> Option<Arc<T>> {
        let table = self.table.as_ref().filter(|_| self.marque == marque)?;
        table.upgrade()?.downcast().ok()
    }
}

impl Lecture {
    /// The table of this type made from the current versions of these sources: the one that
    /// somebody holds, else what `lire` gives. Two who ask at once wait for one reading.
    ///
    /// # Errors
    /// Those of the database, and those of `lire`.
    pub async fn partager<T, E>(
        &self,
        sources: &[&str],
        lire: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E>
    where
        T: Any + Send + Sync,
        E: From<ErreurBase>,
    {
        let place = self.partages().place(TypeId::of::<T>());
        let mut tenue = place.lock().await;
        // The mark is read before the data: a table is never older than its mark.
        let marque = versions::marque_de(self, sources).await?;
        if let Some(table) = tenue.table(marque) {
            return Ok(table);
        }
        let table = Arc::new(lire.await?);
        let faible: Weak<dyn Any + Send + Sync> = Arc::downgrade(&(Arc::clone(&table) as _));
        *tenue = Tenue { marque, table: Some(faible) };
        Ok(table)
    }
}

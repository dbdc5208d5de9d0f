//! Files that travel with a mail and stay where they are kept. The mail holds a reference; the owner
//! of the file opens it when the mail leaves. There is one copy of it, sealed and erased by its
//! owner.

use std::sync::Arc;

use async_trait::async_trait;

use crate::Piece;

/// Opens the files that mails refer to.
#[async_trait]
pub trait Classeur: Send + Sync {
    /// The file of this reference; `None` when it is no longer kept.
    ///
    /// # Errors
    /// When it cannot be read now: the mail waits.
    async fn ouvrir(&self, reference: &str) -> anyhow::Result<Option<Piece>>;
}

/// The piece that the sender looks for.
pub type LeClasseur = Arc<dyn Classeur>;

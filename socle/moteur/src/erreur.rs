//! What can go wrong, said in French because operators read it.

use std::path::PathBuf;

/// The error of whoever feeds the engine with documents.
pub type BoxErreur = Box<dyn std::error::Error + Send + Sync>;

/// Failure of the engine.
#[derive(Debug, thiserror::Error)]
pub enum Erreur {
    /// Another process (or another `Ecrivain` of this one) holds the lock of the folder.
    #[error("l'index {0} est déjà ouvert en écriture par un autre programme")]
    EcritureOccupee(PathBuf),
    /// The folder was built with another plan: its contents cannot be read with this one.
    #[error("l'index {0} a été construit avec d'autres règles : il faut le reconstruire")]
    PlanDifferent(PathBuf),
    /// The plan itself is inconsistent.
    #[error("plan de recherche invalide : {0}")]
    Plan(String),
    /// The request names something the plan does not have.
    #[error("requête invalide : {0}")]
    Requete(String),
    /// A document names something the plan does not have.
    #[error("document « {id} » refusé : {raison}")]
    Document {
        /// Identifier of the refused document.
        id: String,
        /// What is wrong with it.
        raison: String,
    },
    /// The caller's own source of documents failed; nothing was changed.
    #[error("lecture des documents interrompue : {0}")]
    Source(BoxErreur),
    /// A suggestions file that is not one.
    #[error("fichier de suggestions illisible, ligne {0}")]
    Suggestions(usize),
    /// The index files.
    #[error("index de recherche : {0}")]
    Index(#[from] tantivy::TantivyError),
    /// The file system.
    #[error("fichier de l'index : {0}")]
    Fichier(#[from] std::io::Error),
}

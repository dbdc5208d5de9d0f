//! What the caller gives to index.

use noyau::geo::Point;

/// A document. Texts are given raw; the engine folds them.
///
/// A facet, flag or key that the [`Plan`](crate::Plan) does not declare makes the document
/// refused when it is written.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Unique identifier: a later document with the same one replaces it.
    pub id: String,
    /// Group the document belongs to, replaced as a whole by
    /// [`Ecrivain::remplacer_genre`](crate::Ecrivain::remplacer_genre).
    pub genre: String,
    /// Where it is; `None` never matches a circle.
    pub point: Option<Point>,
    /// Title: what people search first.
    pub titre: String,
    /// Other names of the same thing, each searched as a phrase of its own.
    pub libelles: Vec<String>,
    /// Proper name: matched by its exact words only, never with a mistake.
    pub nom: String,
    /// Words that make a document better, not found (see `mots_cles_ouvrants`).
    pub mots_cles: Vec<String>,
    /// Long text: a small bonus, never a match by itself.
    pub corps: String,
    /// A keyword alone is enough to find this document with a one-word query.
    pub mots_cles_ouvrants: bool,
    /// Facet values, (facet, value), several per facet allowed except for a territory.
    pub facettes: Vec<(&'static str, String)>,
    /// Flags that are set.
    pub drapeaux: Vec<&'static str>,
    /// Keys that are known. `i32::MIN` means "none" and may not be given.
    pub cles: Vec<(&'static str, i32)>,
    /// Bytes given back with the result, untouched.
    pub charge: Vec<u8>,
}

/// One step of an incremental update.
#[derive(Debug, Clone)]
pub enum Changement {
    /// Adds the document, or replaces the one with the same identifier.
    Poser(Box<Document>),
    /// Removes the document with this identifier, if any.
    Retirer(String),
}

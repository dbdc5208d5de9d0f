//! What the engine answers.

/// Answer to a [`Requete`](crate::Requete).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reponse {
    /// Number of documents found.
    pub total: usize,
    /// The page asked for.
    pub resultats: Vec<Resultat>,
    /// Counts of the facets asked for, in the order asked.
    pub facettes: Vec<ComptesFacette>,
    /// For each flag of the plan, how many documents have it, its own filter set aside.
    pub drapeaux: Vec<(String, usize)>,
    /// Folded words looked for (typed, corrected, synonyms), for
    /// [`extraits`](crate::extraits()).
    pub termes: Vec<String>,
    /// Words that exist nowhere and what was looked for instead.
    pub corrections: Vec<(String, Vec<String>)>,
}

/// A document found.
#[derive(Debug, Clone, PartialEq)]
pub struct Resultat {
    /// Its identifier.
    pub id: String,
    /// Its genre.
    pub genre: String,
    /// Distance to the centre in kilometres, rounded up; `None` without a centre or a place.
    pub distance_km: Option<u32>,
    /// Its score; 0 without text.
    pub score: f32,
    /// What the caller stored with it.
    pub charge: Vec<u8>,
}

/// Counts of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComptesFacette {
    /// Name of the facet.
    pub nom: String,
    /// Values and numbers of documents, most frequent first, then by value.
    pub valeurs: Vec<(String, usize)>,
}

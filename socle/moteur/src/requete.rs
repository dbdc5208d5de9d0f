//! What the caller asks.

use noyau::geo::Point;

/// A search. `Requete::default()` asks for the first 20 documents of everything.
#[derive(Debug, Clone)]
pub struct Requete {
    /// What the person typed; only the first 4 000 bytes and 24 words are read.
    pub texte: String,
    /// Where.
    pub lieu: Lieu,
    /// Keeps only these genres; empty keeps all of them.
    pub genres: Vec<String>,
    /// Filters, all of which must hold.
    pub filtres: Vec<Filtre>,
    /// Order of the results.
    pub tri: Tri,
    /// Page, from 0.
    pub page: usize,
    /// Results per page, at most 200; 0 counts without returning any.
    pub par_page: usize,
    /// Facets to count.
    pub facettes: Vec<FacetteVoulue>,
}

impl Default for Requete {
    fn default() -> Self {
        Self {
            texte: String::new(),
            lieu: Lieu::Partout,
            genres: Vec::new(),
            filtres: Vec::new(),
            tri: Tri::Pertinence,
            page: 0,
            par_page: 20,
            facettes: Vec::new(),
        }
    }
}

/// A restriction in space. It is not a filter: every facet count respects it.
#[derive(Debug, Clone, PartialEq)]
pub enum Lieu {
    /// No restriction.
    Partout,
    /// At most this far (great circle) from a point.
    Cercle {
        /// Centre.
        centre: Point,
        /// Radius in kilometres.
        rayon_km: f64,
    },
    /// One of these values of a facet declared [`Taille::Territoire`](crate::Taille).
    Territoire {
        /// Name of the facet.
        facette: String,
        /// Accepted values.
        valeurs: Vec<String>,
    },
}

/// A filter. A facet or flag is counted with every filter but its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Filtre {
    /// At least one of these values.
    Facette {
        /// Name of the facet.
        nom: String,
        /// Accepted values.
        valeurs: Vec<String>,
        /// Also keep documents without any value.
        absents: bool,
    },
    /// The flag has this state.
    Drapeau {
        /// Name of the flag.
        nom: String,
        /// Wanted state.
        valeur: bool,
    },
    /// The key lies in an interval, bounds included.
    Cle {
        /// Name of the key.
        nom: String,
        /// Lower bound.
        min: Option<i32>,
        /// Upper bound.
        max: Option<i32>,
        /// Also keep documents without the key.
        absents: bool,
        /// Also keep documents with this flag, whatever their key.
        sauf_drapeau: Option<String>,
    },
}

/// Order of the results.
#[derive(Debug, Clone, PartialEq)]
pub enum Tri {
    /// Best score first, then the plan's tie-break.
    Pertinence,
    /// Nearest first; needs a circle or `origine`. Text only filters.
    Proximite {
        /// Where distances are measured from when there is no circle.
        origine: Option<Point>,
    },
    /// By a key; documents without it are left out.
    Cle {
        /// Name of the key.
        nom: String,
        /// Direction.
        sens: Sens,
        /// Genres placed after all others.
        genres_en_dernier: Vec<String>,
    },
}

/// Direction of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sens {
    /// Smallest first.
    Croissant,
    /// Largest first.
    Decroissant,
}

/// A facet to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetteVoulue {
    /// Name of the facet.
    pub nom: String,
    /// How many values to return, most frequent first.
    pub combien: usize,
}

//! A name compared whatever its case and accents: folded once, not at each comparison.

use std::ops::Deref;
use std::sync::Arc;

use noyau::texte::plier;
use serde::Deserialize;

/// A name, cheap to clone and to compare.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "String")]
pub struct Nom {
    texte: Arc<str>,
    plie: Arc<str>,
}

impl From<&str> for Nom {
    fn from(texte: &str) -> Self {
        Nom { texte: texte.into(), plie: plier(texte).into() }
    }
}

impl From<String> for Nom {
    fn from(texte: String) -> Self {
        Nom::from(texte.as_str())
    }
}

impl Deref for Nom {
    type Target = str;

    fn deref(&self) -> &str {
        &self.texte
    }
}

impl PartialEq for Nom {
    fn eq(&self, autre: &Self) -> bool {
        self.plie == autre.plie
    }
}

impl Eq for Nom {}

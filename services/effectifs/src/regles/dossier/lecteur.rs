//! Reads the fields of one item, noting what is wrong.

use noyau::dates::DateCivile;
use serde_json::{Map, Value};

use crate::regles::faute::Faute;

/// What is said of a date that cannot be read.
pub const DATE_INVALIDE: &str = "Date invalide : AAAA-MM-JJ est attendu.";

/// An item and what was found wrong in it so far.
pub struct Lecteur<'a> {
    objet: &'a Map<String, Value>,
    /// What refuses it.
    pub fautes: Vec<Faute>,
    /// What only leaves a field empty.
    pub avertissements: Vec<Faute>,
}

impl<'a> Lecteur<'a> {
    /// Nothing read yet.
    pub fn nouveau(objet: &'a Map<String, Value>) -> Self {
        Lecteur { objet, fautes: Vec::new(), avertissements: Vec::new() }
    }

    /// A value as a text without spaces around it; none when it is absent, null or empty. Numbers and booleans
    /// are texts too: much software writes codes so.
    pub fn texte(&mut self, nom: &str) -> Option<String> {
        let texte = match self.objet.get(nom)? {
            Value::Null => return None,
            Value::String(texte) => texte.trim().to_owned(),
            Value::Number(nombre) => nombre.to_string(),
            Value::Bool(oui) => oui.to_string(),
            Value::Array(_) | Value::Object(_) => {
                self.refuser(
                    nom,
                    "champ.genre",
                    "",
                    "Format invalide : une valeur simple est attendue.",
                );
                return None;
            }
        };
        (!texte.is_empty()).then_some(texte)
    }

    /// A text that must be there.
    pub fn requis(&mut self, nom: &str) -> Option<String> {
        let avant = self.fautes.len();
        let lu = self.texte(nom);
        if lu.is_none() && self.fautes.len() == avant {
            self.refuser(nom, "champ.obligatoire", "", "Champ obligatoire.");
        }
        lu
    }

    /// A day that may be absent.
    pub fn date(&mut self, nom: &str) -> Option<DateCivile> {
        let texte = self.texte(nom)?;
        self.lire_jour(nom, &texte)
    }

    /// A day that must be there.
    pub fn date_requise(&mut self, nom: &str) -> Option<DateCivile> {
        let texte = self.requis(nom)?;
        self.lire_jour(nom, &texte)
    }

    fn lire_jour(&mut self, nom: &str, texte: &str) -> Option<DateCivile> {
        let lu = jour(texte);
        if lu.is_none() {
            self.refuser(nom, "date.forme", texte, DATE_INVALIDE);
        }
        lu
    }

    /// Notes a fault.
    pub fn refuser(&mut self, nom: &str, code: &str, valeur: &str, message: impl Into<String>) {
        self.fautes.push(Faute::nouvelle(nom, code, valeur, message));
    }

    /// Notes something to mend that refuses nothing.
    pub fn avertir(&mut self, nom: &str, code: &str, valeur: &str, message: impl Into<String>) {
        self.avertissements.push(Faute::nouvelle(nom, code, valeur, message));
    }
}

/// A day that begins with year, month and day; the other spellings of people are not those of software.
pub fn jour(texte: &str) -> Option<DateCivile> {
    let octets = texte.trim().as_bytes();
    let iso = octets.len() >= 10 && octets[..4].iter().all(u8::is_ascii_digit) && octets[4] == b'-';
    if iso { texte.parse().ok() } else { None }
}

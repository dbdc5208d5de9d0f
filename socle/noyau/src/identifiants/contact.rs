//! E-mail addresses.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lecture::{refus, vide};
use crate::erreur::ValeurInvalide;

/// Longest address a mail server accepts (RFC 5321, section 4.5.3.1).
const LONGUEUR_MAX: usize = 254;

/// RCO puts several addresses in one field, separated by this.
const SEPARATEUR_RCO: &str = "##";

const ATTENDU: &str = "n'est pas une adresse électronique : un nom, @ et un domaine sont attendus, par exemple contact@exemple.fr.";

/// An e-mail address in lower case, of the shape people really use (no quotes, no accents).
///
/// Cloning is cheap. Personal data more often than not: `Debug` shows the domain only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Courriel(Arc<str>);

impl Courriel {
    /// The address, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the `@`.
    pub fn domaine(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domaine)| domaine)
    }

    /// Cuts a field that holds several addresses separated by `##`, `;` or `,`.
    pub fn separer(champ: &str) -> impl Iterator<Item = &str> {
        champ
            .split(SEPARATEUR_RCO)
            .flat_map(|morceau| morceau.split([';', ',']))
            .map(str::trim)
            .filter(|adresse| !adresse.is_empty())
    }
}

impl FromStr for Courriel {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let adresse = texte.trim().to_lowercase();
        if adresse.is_empty() {
            return Err(vide("courriel.vide", "une adresse électronique est attendue"));
        }
        if adresse.len() > LONGUEUR_MAX {
            return Err(refus(
                "courriel.longueur",
                texte,
                "est trop long pour une adresse électronique : 254 caractères au plus sont possibles.",
            ));
        }
        if adresse.contains(char::is_whitespace) {
            return Err(refus(
                "courriel.espace",
                texte,
                "n'est pas une adresse électronique : elle ne doit pas contenir d'espace.",
            ));
        }
        if !adresse.is_ascii() {
            return Err(refus(
                "courriel.accent",
                texte,
                "n'est pas une adresse électronique : elle ne doit contenir ni accent ni caractère spécial.",
            ));
        }
        match adresse.split_once('@') {
            Some((nom, domaine)) if nom_valide(nom) && domaine_valide(domaine) => {
                Ok(Self(adresse.into()))
            }
            _ => Err(refus("courriel.forme", texte, ATTENDU)),
        }
    }
}

/// A "dot-atom" of at most 64 characters (RFC 5322, section 3.2.3).
fn nom_valide(nom: &str) -> bool {
    let permis = |o: u8| o.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&o);
    nom.len() <= 64 && nom.split('.').all(|atome| !atome.is_empty() && atome.bytes().all(permis))
}

/// Two labels at least, the last one made of letters (or an encoded international suffix).
fn domaine_valide(domaine: &str) -> bool {
    let Some((_, suffixe)) = domaine.rsplit_once('.') else {
        return false;
    };
    let lettres = suffixe.len() >= 2 && suffixe.bytes().all(|o| o.is_ascii_lowercase());
    (lettres || suffixe.starts_with("xn--")) && domaine.split('.').all(etiquette_valide)
}

fn etiquette_valide(etiquette: &str) -> bool {
    let permis = |o: u8| o.is_ascii_alphanumeric() || o == b'-';
    (1..=63).contains(&etiquette.len())
        && !etiquette.starts_with('-')
        && !etiquette.ends_with('-')
        && etiquette.bytes().all(permis)
}

impl fmt::Display for Courriel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Courriel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Courriel(…@{})", self.domaine())
    }
}

impl AsRef<str> for Courriel {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Serialize for Courriel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Courriel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        texte.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses() {
        let cas = [
            ("Contact@Exemple.FR ", "contact@exemple.fr"),
            ("jean-paul.o'neil+cv@mail.ac-rennes.fr", "jean-paul.o'neil+cv@mail.ac-rennes.fr"),
            ("a@xn--caf-dma.xn--p1ai", "a@xn--caf-dma.xn--p1ai"),
            ("contact", "courriel.forme"),
            ("contact@exemple", "courriel.forme"),
            ("@exemple.fr", "courriel.forme"),
            ("a@b@exemple.fr", "courriel.forme"),
            (".a@exemple.fr", "courriel.forme"),
            ("a..b@exemple.fr", "courriel.forme"),
            ("a@-exemple.fr", "courriel.forme"),
            ("a@exemple..fr", "courriel.forme"),
            ("a@exemple.f", "courriel.forme"),
            ("a@127.0.0.1", "courriel.forme"),
            ("<a@exemple.fr>", "courriel.forme"),
            ("a@exemple.fr\r\nBcc: b@exemple.fr", "courriel.espace"),
            ("jean paul@exemple.fr", "courriel.espace"),
            ("rené@exemple.fr", "courriel.accent"),
            ("", "courriel.vide"),
        ];
        for (texte, attendu) in cas {
            let lu = texte
                .parse::<Courriel>()
                .map_or_else(|refus| refus.regle.to_owned(), |c| c.to_string());
            assert_eq!(lu, attendu, "{texte}");
        }
        let vide = "".parse::<Courriel>().unwrap_err().message;
        assert_eq!(vide, "La valeur est vide : une adresse électronique est attendue.");
        let long = format!("{}@exemple.fr", "a.".repeat(130));
        assert_eq!(long.parse::<Courriel>().unwrap_err().regle, "courriel.longueur");
    }

    #[test]
    fn several_addresses_in_one_field() {
        let adresses: Vec<&str> =
            Courriel::separer("a@exemple.fr##b@exemple.fr; c@exemple.fr## ").collect();
        assert_eq!(adresses, ["a@exemple.fr", "b@exemple.fr", "c@exemple.fr"]);
    }

    #[test]
    fn discretion() {
        let courriel: Courriel = "jeanne@exemple.fr".parse().unwrap();
        assert_eq!(format!("{courriel:?}"), "Courriel(…@exemple.fr)");
    }

    proptest! {
        #[test]
        fn reading_twice_changes_nothing(texte in "[ -~]{0,30}@[a-z.-]{0,20}") {
            if let Ok(courriel) = texte.parse::<Courriel>() {
                prop_assert_eq!(courriel.as_str().parse::<Courriel>(), Ok(courriel.clone()));
            }
        }
    }
}

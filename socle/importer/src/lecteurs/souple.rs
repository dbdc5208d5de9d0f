//! JSON fields whose type changes from one record to the next: publishers write `"2"`, `2`, `true`,
//! `"true"`, `null`, `""`, `"[]"`, an array or a joined text for the same thing.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A text, a number or a boolean, as text; none when absent, empty or `null` (also written out).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texte(pub Option<String>);

impl Texte {
    /// The text, when there is one.
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// True, `oui`, `1` or the like; false for their contraries; none for the rest.
    pub fn booleen(&self) -> Option<bool> {
        match self.get()?.to_lowercase().as_str() {
            "true" | "oui" | "1" => Some(true),
            "false" | "non" | "0" => Some(false),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Texte {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Texte(texte(Value::deserialize(deserializer)?)))
    }
}

fn texte(valeur: Value) -> Option<String> {
    match valeur {
        Value::String(t) => rogner(&t),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn rogner(texte: &str) -> Option<String> {
    let texte = texte.trim();
    (!matches!(texte, "" | "null" | "[]")).then(|| texte.to_owned())
}

/// A list of texts: an array, or one text cut at `##` and `|`, as RCO joins its lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Liste(pub Vec<String>);

impl<'de> Deserialize<'de> for Liste {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Liste(match Value::deserialize(deserializer)? {
            Value::Array(valeurs) => valeurs.into_iter().filter_map(texte).collect(),
            seule => texte(seule).iter().flat_map(|t| couper(t)).collect(),
        }))
    }
}

fn couper(texte: &str) -> impl Iterator<Item = String> {
    texte.split("##").flat_map(|morceau| morceau.split('|')).filter_map(rogner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_written_in_many_ways() {
        let cases = [
            (r#""2""#, Some("2")),
            ("2", Some("2")),
            ("true", Some("true")),
            (r#"" Lyon ""#, Some("Lyon")),
            ("null", None),
            (r#""null""#, None),
            (r#""""#, None),
            (r#""[]""#, None),
            ("[]", None),
            (r#"{"a":1}"#, None),
        ];
        for (json, attendu) in cases {
            let lu: Texte = serde_json::from_str(json).unwrap();
            assert_eq!(lu.get(), attendu, "{json}");
        }
    }

    #[test]
    fn lists_come_whole_or_joined() {
        let cases: [(&str, &[&str]); 6] = [
            (r#"["2021-09","2021-10"]"#, &["2021-09", "2021-10"]),
            (r#""2021-09##2021-10""#, &["2021-09", "2021-10"]),
            (r#""2021-09|2021-10""#, &["2021-09", "2021-10"]),
            (r#""2021-09""#, &["2021-09"]),
            (r#""[]""#, &[]),
            ("null", &[]),
        ];
        for (json, attendu) in cases {
            let lue: Liste = serde_json::from_str(json).unwrap();
            assert_eq!(lue.0, attendu, "{json}");
        }
    }

    #[test]
    fn booleans_of_every_publisher() {
        let cases = [
            ("true", Some(true)),
            (r#""oui""#, Some(true)),
            (r#""OUI""#, Some(true)),
            (r#""false""#, Some(false)),
            (r#""Non""#, Some(false)),
            (r#""peut-être""#, None),
            ("null", None),
        ];
        for (json, attendu) in cases {
            let lu: Texte = serde_json::from_str(json).unwrap();
            assert_eq!(lu.booleen(), attendu, "{json}");
        }
    }
}

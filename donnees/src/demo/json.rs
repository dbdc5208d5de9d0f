//! Writing JSON objects field by field, without building a tree: half a million rows go through here.

use std::fmt::Write;

/// An object being written.
pub(crate) struct Objet(String);

/// What a field can hold.
pub(crate) trait Valeur {
    fn ecrire(&self, sortie: &mut String);
}

/// The JSON `null`.
pub(crate) struct Nul;

/// The empty JSON array.
pub(crate) struct Vide;

impl Objet {
    pub(crate) fn new() -> Self {
        Self(String::from("{"))
    }

    /// A whole row, about `octets` long: room is taken once.
    pub(crate) fn ligne(octets: usize) -> Self {
        let mut texte = String::with_capacity(octets);
        texte.push('{');
        Self(texte)
    }

    /// Adds the field `nom`.
    pub(crate) fn champ(&mut self, nom: &str, valeur: impl Valeur) -> &mut Self {
        self.champ_de("", nom, valeur)
    }

    /// Adds the field whose name is `prefixe` then `nom`.
    pub(crate) fn champ_de(&mut self, prefixe: &str, nom: &str, valeur: impl Valeur) -> &mut Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push('"');
        self.0.push_str(prefixe);
        self.0.push_str(nom);
        self.0.push_str("\":");
        valeur.ecrire(&mut self.0);
        self
    }

    /// Adds each of `noms` with the value `null`.
    pub(crate) fn nuls(&mut self, noms: &[&str]) -> &mut Self {
        for nom in noms {
            self.champ(nom, Nul);
        }
        self
    }

    /// The same object once more.
    pub(crate) fn copie(&self) -> Self {
        Self(self.0.clone())
    }

    /// The finished text.
    pub(crate) fn fin(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

impl Valeur for Nul {
    fn ecrire(&self, sortie: &mut String) {
        sortie.push_str("null");
    }
}

impl Valeur for Vide {
    fn ecrire(&self, sortie: &mut String) {
        sortie.push_str("[]");
    }
}

impl Valeur for &str {
    fn ecrire(&self, sortie: &mut String) {
        sortie.push('"');
        for c in self.chars() {
            match c {
                '"' => sortie.push_str("\\\""),
                '\\' => sortie.push_str("\\\\"),
                '\n' => sortie.push_str("\\n"),
                c => sortie.push(c),
            }
        }
        sortie.push('"');
    }
}

impl Valeur for String {
    fn ecrire(&self, sortie: &mut String) {
        self.as_str().ecrire(sortie);
    }
}

impl Valeur for &String {
    fn ecrire(&self, sortie: &mut String) {
        self.as_str().ecrire(sortie);
    }
}

impl Valeur for bool {
    fn ecrire(&self, sortie: &mut String) {
        sortie.push_str(if *self { "true" } else { "false" });
    }
}

impl Valeur for u32 {
    fn ecrire(&self, sortie: &mut String) {
        // Writing to a String cannot fail.
        let _ = write!(sortie, "{self}");
    }
}

impl Valeur for f64 {
    fn ecrire(&self, sortie: &mut String) {
        let _ = write!(sortie, "{self}");
    }
}

impl<T: Valeur> Valeur for Option<T> {
    fn ecrire(&self, sortie: &mut String) {
        match self {
            Some(valeur) => valeur.ecrire(sortie),
            None => Nul.ecrire(sortie),
        }
    }
}

impl<T: Valeur> Valeur for Vec<T> {
    fn ecrire(&self, sortie: &mut String) {
        self.as_slice().ecrire(sortie);
    }
}

impl<T: Valeur> Valeur for &[T] {
    fn ecrire(&self, sortie: &mut String) {
        sortie.push('[');
        for (rank, valeur) in self.iter().enumerate() {
            if rank > 0 {
                sortie.push(',');
            }
            valeur.ecrire(sortie);
        }
        sortie.push(']');
    }
}

impl Valeur for Objet {
    fn ecrire(&self, sortie: &mut String) {
        sortie.push_str(&self.0);
        sortie.push('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut inner = Objet::new();
        inner.champ("vrai", true);
        let mut o = Objet::new();
        o.champ("texte", "L'\"été\" \\ \n fin")
            .champ("nombre", 3u32)
            .champ("point", vec![-1.5, 48.0]);
        o.champ("objet", inner).champ("rien", None::<&str>).champ("liste", Vide).nuls(&["a", "b"]);
        o.champ_de("pre_", "fixe", vec!["x", "y"]);
        let read: serde_json::Value = serde_json::from_str(&o.fin()).expect("valid JSON");
        assert_eq!(read["texte"], "L'\"été\" \\ \n fin");
        assert_eq!(read["point"][0], -1.5);
        assert_eq!(read["objet"]["vrai"], true);
        assert!(read["a"].is_null() && read["rien"].is_null());
        assert_eq!(read["pre_fixe"][1], "y");
    }
}

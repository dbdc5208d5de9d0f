//! Profiles: the genre, small facets and flags of a document, interned as one number.
//!
//! France has 760 000 documents and a few thousand profiles. A filter on a small facet is
//! decided once per profile, and counting a document in every small facet and flag is adding
//! one to the counter of its profile.

use crate::interne::Interne;

/// Between the parts of a profile.
const PARTIE: char = '\u{1e}';

/// Between the values of a facet.
const VALEUR: char = '\u{1f}';

/// Bit of the flags word that says a keyword alone finds the document.
pub(crate) const OUVRANT: u32 = 1 << 31;

/// A profile as written in the index: genre, flags, then the values of each small facet.
pub(crate) fn encoder(genre: &str, drapeaux: u32, facettes: &[Vec<&str>]) -> String {
    let mut texte = format!("{}{PARTIE}{drapeaux:x}", propre(genre));
    for valeurs in facettes {
        texte.push(PARTIE);
        let mut valeurs: Vec<String> = valeurs.iter().map(|v| propre(v)).collect();
        valeurs.sort();
        valeurs.dedup();
        texte.push_str(&valeurs.join("\u{1f}"));
    }
    texte
}

/// A value without the control characters that separate values here.
pub(crate) fn propre(valeur: &str) -> String {
    if valeur.bytes().any(|o| o < 0x20) {
        return valeur.chars().map(|c| if c < ' ' { ' ' } else { c }).collect();
    }
    valeur.to_owned()
}

/// A profile, decoded: everything is a number of the tables below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profil {
    pub genre: u32,
    pub drapeaux: u32,
    /// For each small facet, the numbers of its values.
    pub facettes: Vec<Vec<u32>>,
}

impl Profil {
    /// A keyword alone finds the documents of this profile.
    pub fn ouvrant(&self) -> bool {
        self.drapeaux & OUVRANT != 0
    }
}

/// Every profile seen so far, and the values they are made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profils {
    noms: Interne,
    pub liste: Vec<Profil>,
    pub genres: Interne,
    /// For each small facet, its values.
    pub valeurs: Vec<Interne>,
}

impl Profils {
    pub fn new(petites: usize) -> Self {
        Self { valeurs: vec![Interne::default(); petites], ..Self::default() }
    }

    /// Number of a profile read from the index, adding it if it is new.
    pub fn rang(&mut self, texte: &str) -> u32 {
        if let Some(rang) = self.noms.rang(texte) {
            return rang;
        }
        let profil = self.decoder(texte);
        self.liste.push(profil);
        self.noms.ajouter(texte)
    }

    fn decoder(&mut self, texte: &str) -> Profil {
        let mut parties = texte.split(PARTIE);
        let genre = rang_ou_ajout(&mut self.genres, parties.next().unwrap_or_default());
        let drapeaux =
            u32::from_str_radix(parties.next().unwrap_or_default(), 16).unwrap_or_default();
        let facettes = self
            .valeurs
            .iter_mut()
            .map(|table| {
                let valeurs = parties.next().unwrap_or_default().split(VALEUR);
                valeurs.filter(|v| !v.is_empty()).map(|v| rang_ou_ajout(table, v)).collect()
            })
            .collect();
        Profil { genre, drapeaux, facettes }
    }
}

/// Number of a string, adding it if it is new.
pub(crate) fn rang_ou_ajout(table: &mut Interne, valeur: &str) -> u32 {
    table.rang(valeur).unwrap_or_else(|| table.ajouter(valeur))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_survives_the_index() {
        let texte =
            encoder("offre", 0b101 | OUVRANT, &[vec!["b", "a", "b"], vec![], vec!["x\u{1f}y"]]);
        let mut profils = Profils::new(3);
        assert_eq!(profils.rang(&texte), 0);
        assert_eq!(profils.rang(&texte), 0);
        let profil = &profils.liste[0];
        assert_eq!(profils.genres.valeur(profil.genre), "offre");
        assert_eq!(profil.drapeaux & 0b111, 0b101);
        assert!(profil.ouvrant());
        assert_eq!(profil.facettes, [vec![0, 1], vec![], vec![0]]);
        assert_eq!(profils.valeurs[0].valeur(0), "a");
        assert_eq!(profils.valeurs[2].valeur(0), "x y");
    }
}

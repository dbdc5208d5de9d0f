//! French words: the key that makes gender and number disappear, and the words that do not count.

use std::collections::HashSet;

use crate::plan::MotsVides;

/// Longest word kept, in bytes: beyond it is no word but a file or an address.
const MOT_MAX: usize = 40;

/// Shorter words (acronyms mostly) are their own key.
const SANS_FLEXION: usize = 4;

/// Feminine endings and their masculine, longest first.
const FEMININS: [(&str, &str); 6] =
    [("trice", "teur"), ("euse", "eur"), ("elle", "el"), ("enne", "en"), ("ere", "er"), ("ive", "if")];

/// Key of a folded word: the same for its feminine and its plural.
///
/// `boulangeres` and `boulanger` give `boulanger`; `commerciaux` and `commerciale` give
/// `commercial`. It is a rough key for comparing, not a word to show.
pub fn cle_de_mot(mot: &str) -> String {
    let (radical, finale) = flechir(mot);
    let mut cle = String::with_capacity(radical.len() + finale.len());
    cle.push_str(radical);
    cle.push_str(finale);
    cle
}

fn flechir(mot: &str) -> (&str, &'static str) {
    if mot.len() < SANS_FLEXION || mot.bytes().any(|o| o.is_ascii_digit()) {
        return (mot, "");
    }
    let (singulier, finale) = au_singulier(mot);
    if !finale.is_empty() || singulier.len() < SANS_FLEXION {
        return (singulier, finale);
    }
    au_masculin(singulier)
}

fn au_singulier(mot: &str) -> (&str, &'static str) {
    if mot.ends_with("eaux") {
        return (&mot[..mot.len() - 1], "");
    }
    match mot.strip_suffix("aux") {
        Some(radical) if radical.len() >= 3 => (radical, "al"),
        _ => (mot.strip_suffix(['s', 'x']).unwrap_or(mot), ""),
    }
}

fn au_masculin(mot: &str) -> (&str, &'static str) {
    for (feminin, masculin) in FEMININS {
        if let Some(radical) = mot.strip_suffix(feminin) {
            return (radical, masculin);
        }
    }
    // "employée" and "employé" both end as "employ".
    let radical = mot.trim_end_matches('e');
    if radical.len() < 2 { (mot, "") } else { (radical, "") }
}

/// What a word is worth in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sorte {
    /// Decides of a match.
    Utile,
    /// Names a diploma.
    Diplome,
    /// Ignored.
    Vide,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mot {
    /// Folded word.
    pub mot: String,
    /// Its key.
    pub cle: String,
    /// What it is worth.
    pub sorte: Sorte,
}

/// The plan's stop words, by key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexique {
    vides: HashSet<String>,
    diplomes: HashSet<String>,
}

impl Lexique {
    pub fn new(mots: &MotsVides) -> Self {
        let cles = |liste: &[String]| liste.iter().flat_map(|l| plier_mots(l)).map(|m| cle_de_mot(&m)).collect();
        Self { vides: cles(&mots.vides), diplomes: cles(&mots.diplomes) }
    }

    fn sorte(&self, cle: &str) -> Sorte {
        if self.vides.contains(cle) {
            Sorte::Vide
        } else if self.diplomes.contains(cle) {
            Sorte::Diplome
        } else {
            Sorte::Utile
        }
    }

    /// Every word of a text, in order.
    pub fn mots<'a>(&'a self, texte: &str) -> impl Iterator<Item = Mot> + use<'a> {
        plier_mots(texte).into_iter().map(|mot| {
            let cle = cle_de_mot(&mot);
            let sorte = self.sorte(&cle);
            Mot { mot, cle, sorte }
        })
    }

    /// Keys of the words that count, in order, "vendeur / vendeuse" collapsed into one.
    pub fn suite(&self, texte: &str) -> Vec<String> {
        let mut cles: Vec<String> = self.mots(texte).filter(|m| m.sorte != Sorte::Vide).map(|m| m.cle).collect();
        cles.dedup();
        cles
    }
}

/// Folded words of a text, each cut to a sane length.
pub(crate) fn plier_mots(texte: &str) -> Vec<String> {
    let mut mots = noyau::texte::mots(texte);
    for mot in &mut mots {
        if mot.len() > MOT_MAX {
            mot.truncate(mot.floor_char_boundary(MOT_MAX));
        }
    }
    mots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gender_and_number_disappear() {
        let familles: [&[&str]; 14] = [
            &["boulanger", "boulangere", "boulangers", "boulangeres"],
            &["agriculteur", "agricultrice", "agricultrices"],
            &["vendeur", "vendeuse", "vendeuses"],
            &["professionnel", "professionnelle", "professionnels"],
            &["mecanicien", "mecanicienne", "mecaniciennes"],
            &["ouvrier", "ouvriere"],
            &["employe", "employee", "employes", "employees"],
            &["commercial", "commerciale", "commerciaux", "commerciales"],
            &["sportif", "sportive"],
            &["charge", "chargee", "charges"],
            &["bac", "bacs"],
            &["vie", "vies"],
            &["niveau", "niveaux"],
            &["comptable", "comptables"],
        ];
        for famille in familles {
            for mot in famille {
                assert_eq!(cle_de_mot(mot), cle_de_mot(famille[0]), "{mot}");
            }
        }
    }

    #[test]
    fn different_trades_stay_apart() {
        let paires = [
            ("vente", "verte"),
            ("agent", "agence"),
            ("cuisinier", "cuisiniste"),
            ("boulanger", "boulangerie"),
            ("esf", "esg"),
            ("vigile", "vigier"),
        ];
        for (a, b) in paires {
            assert_ne!(cle_de_mot(a), cle_de_mot(b), "{a} / {b}");
        }
    }

    #[test]
    fn a_phrase_is_reduced_to_what_counts() {
        let vides = MotsVides { vides: vec!["de en à h f".into()], diplomes: vec!["CAP".into()] };
        let lexique = Lexique::new(&vides);
        let cas = [
            ("Vendeur / Vendeuse en boulangerie H/F", vec!["vendeur", "boulangeri"]),
            ("CAP Pâtissière", vec!["cap", "patissier"]),
            ("Agent de sécurité", vec!["agent", "securit"]),
            ("de en", vec![]),
        ];
        for (texte, attendu) in cas {
            assert_eq!(lexique.suite(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn a_monstrous_word_is_cut_on_a_character() {
        let mots = plier_mots(&"字".repeat(10_000));
        assert_eq!(mots.len(), 1);
        assert!(mots[0].len() <= MOT_MAX);
    }
}

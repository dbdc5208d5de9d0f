//! Whether two offers are the same, published twice.

use std::collections::HashSet;

use noyau::texte::mots;

/// How alike two titles must be (Dice on pairs of letters, what the former service used).
const RESSEMBLANCE: f64 = 0.8;

/// Words that a title holds without saying what the job is.
const VIDES: [&str; 12] = [
    "en",
    "de",
    "la",
    "le",
    "un",
    "une",
    "h",
    "f",
    "hf",
    "apprentissage",
    "alternance",
    "apprenti",
];

/// Whether two titles of one company in one town name the same job.
pub fn meme_titre(un: &str, autre: &str) -> bool {
    let (un, autre) = (cle(un), cle(autre));
    un == autre || (!un.is_empty() && !autre.is_empty() && dice(&un, &autre) >= RESSEMBLANCE)
}

fn cle(titre: &str) -> String {
    let mut gardes: Vec<String> =
        mots(titre).into_iter().filter(|m| !VIDES.contains(&m.as_str())).collect();
    gardes.dedup();
    gardes.join(" ")
}

fn dice(un: &str, autre: &str) -> f64 {
    let (un, autre) = (paires(un), paires(autre));
    let total = un.len() + autre.len();
    if total == 0 {
        return 0.0;
    }
    let communes = un.intersection(&autre).count();
    2.0 * communes as f64 / total as f64
}

fn paires(texte: &str) -> HashSet<(char, char)> {
    let lettres: Vec<char> = texte.chars().collect();
    lettres.windows(2).map(|p| (p[0], p[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_job_said_twice() {
        for (un, autre, attendu) in [
            ("Boulanger H/F", "Boulanger (H/F) en alternance", true),
            ("Apprenti mécanicien auto", "Mécanicien auto - apprentissage", true),
            ("Développeur web", "Developpeur Web", true),
            ("Boulanger", "Pâtissier", false),
            ("Vendeur en boulangerie", "Boulanger", false),
            ("", "", true),
            ("Apprenti", "Boulanger", false),
        ] {
            assert_eq!(meme_titre(un, autre), attendu, "{un} / {autre}");
        }
    }
}

//! How the file writes texts and days.

use noyau::dates::DateCivile;
use noyau::texte::plier;

/// A day, `31122026`.
pub fn jour(date: DateCivile) -> String {
    format!("{:02}{:02}{:04}", date.jour(), date.mois(), date.annee())
}

/// A name in capitals: without accents, hyphens as spaces, nothing else than letters and digits.
pub fn nu(texte: &str, max: usize) -> String {
    let separe = plier(texte).replace('-', " ").to_uppercase();
    let lettres: String = separe.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    sur_une_ligne(&lettres, max)
}

/// A text without the spaces around its words, cut.
pub fn sur_une_ligne(texte: &str, max: usize) -> String {
    let une = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    une.chars().take(max).collect()
}

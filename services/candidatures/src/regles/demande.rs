//! What a candidate sends, once read and checked.

use noyau::identifiants::{Courriel, Telephone};

use super::courriel::est_jetable;
use super::cv::Cv;

/// Longest first or last name (that of the public API).
pub const NOM_MAX: usize = 50;

/// Longest message.
pub const MESSAGE_MAX: usize = 3_000;

/// Longest answer to a question of the employer.
pub const REPONSE_MAX: usize = 500;

/// Longest free field of « Ma recherche ».
pub const LIBRE_MAX: usize = 200;

/// An application, ready to be stored. Not `Debug`: it holds a person.
#[derive(Clone)]
pub struct Demande {
    /// Token of the form: sent twice, it counts once. None for a partner.
    pub jeton: Option<String>,
    /// The partner that sends it, by its name; empty for this site.
    pub appelant: String,
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Mailbox.
    pub courriel: Courriel,
    /// Phone.
    pub telephone: Telephone,
    /// To the employer; may be empty.
    pub message: String,
    /// What the candidate looks for: label and value, those that were filled.
    pub recherche: Vec<(String, String)>,
    /// Questions of the employer, and answers.
    pub reponses: Vec<(String, String)>,
    /// Whether the name stays hidden until the employer answers.
    pub anonyme: bool,
    /// The CV.
    pub cv: Cv,
}

impl Demande {
    /// First and last name.
    pub fn qui(&self) -> String {
        format!("{} {}", self.prenom, self.nom)
    }
}

/// Reads a name of a candidate.
///
/// # Errors
/// What is wrong, in French.
pub fn lire_un_nom(texte: &str) -> Result<String, String> {
    let nom = comptes::porte::lire_un_nom(texte).map_err(str::to_owned)?;
    if nom.chars().count() > NOM_MAX {
        return Err(format!("{NOM_MAX} caractères au plus."));
    }
    Ok(nom)
}

/// What a throw-away mailbox is told.
pub const JETABLE: &str = "Cette adresse est jetable : l’employeur ne pourrait pas vous répondre. Donnez votre adresse habituelle.";

/// Reads the mailbox of a candidate.
///
/// # Errors
/// What is wrong, in French.
pub fn lire_un_courriel(texte: &str) -> Result<Courriel, String> {
    let courriel: Courriel = texte.parse().map_err(|e: noyau::ValeurInvalide| e.message)?;
    if est_jetable(&courriel) { Err(JETABLE.to_owned()) } else { Ok(courriel) }
}

/// Choices of the length of a contract, in months.
pub const DUREES: [(&str, &str); 5] =
    [("6", "6 mois"), ("12", "12 mois"), ("18", "18 mois"), ("24", "24 mois"), ("36", "36 mois")];

/// Whether a training was found.
pub const FORMATIONS: [(&str, &str); 2] = [
    ("inscrit", "Oui, je suis inscrit ou en cours d’inscription"),
    ("cherche", "Non, je cherche aussi une formation"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_mailboxes() {
        assert_eq!(lire_un_nom(" Inès ").unwrap(), "Inès");
        assert!(lire_un_nom("www.piege.ru").is_err());
        assert_eq!(lire_un_nom(&"a".repeat(NOM_MAX)).unwrap().len(), NOM_MAX);
        assert!(lire_un_nom(&"a".repeat(NOM_MAX + 1)).is_err());
        assert_eq!(lire_un_courriel("INES@exemple.fr").unwrap().as_str(), "ines@exemple.fr");
        assert_eq!(lire_un_courriel("a@yopmail.com").unwrap_err(), JETABLE);
        assert!(lire_un_courriel("a@").is_err());
    }
}

//! Which mailboxes may be kept and shown.
//!
//! An address such as `prenom.nom@…` is that of a person: the directory has no need of it, so it
//! does not keep it (GDPR, article 5.1.c). A mailbox that names a function of the organisation is
//! kept and public.

use noyau::texte::plier;

/// First words of a generic mailbox.
const FONCTIONS: [&str; 22] = [
    "contact",
    "accueil",
    "secretariat",
    "info",
    "infos",
    "information",
    "informations",
    "cfa",
    "ufa",
    "apprentissage",
    "alternance",
    "formation",
    "formations",
    "inscription",
    "inscriptions",
    "administration",
    "direction",
    "scolarite",
    "campus",
    "ecole",
    "lycee",
    "greta",
];

/// Whether an address names a function, not a person: `contact@…`, `cfa.bretagne@…`,
/// `ce.0350000k@…` (mailboxes of the ministry of education carry the UAI).
pub fn est_generique(courriel: &str) -> bool {
    let boite = plier(courriel.split('@').next().unwrap_or_default());
    let mut mots = boite.split(|c: char| !c.is_ascii_alphanumeric()).filter(|m| !m.is_empty());
    match mots.next() {
        Some("ce") => mots.next().is_some_and(|m| m.len() == 8 && m.starts_with(char::is_numeric)),
        Some(premier) => FONCTIONS.contains(&premier),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::est_generique;

    #[test]
    fn a_function_is_kept_a_person_is_not() {
        let cas = [
            ("contact@cfa-rennes.fr", true),
            ("Secrétariat@cfa-rennes.fr", true),
            ("cfa.bretagne@cfa-rennes.fr", true),
            ("ce.0350000k@ac-rennes.fr", true),
            ("camille.durand@cfa-rennes.fr", false),
            ("cdurand@cfa-rennes.fr", false),
            ("contactez.durand@cfa-rennes.fr", false),
            ("ce.durand@ac-rennes.fr", false),
            ("@", false),
        ];
        for (courriel, attendu) in cas {
            assert_eq!(est_generique(courriel), attendu, "{courriel}");
        }
    }
}

//! The mailbox of a candidate: one that will still exist tomorrow, typed as it was meant.

use noyau::identifiants::Courriel;

/// Domains that French people use most. A domain one slip away from one of them is that slip.
const FREQUENTS: [&str; 16] = [
    "gmail.com",
    "hotmail.com",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "live.fr",
    "yahoo.com",
    "yahoo.fr",
    "icloud.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "bbox.fr",
    "proton.me",
];

/// Domains that look like a slip and are not.
const VRAIS: [&str; 6] =
    ["hotmail.it", "hotmail.es", "mail.com", "live.com", "yahoo.es", "ymail.com"];

/// Whether the mailbox is one of those that are thrown away after use.
pub fn est_jetable(courriel: &Courriel) -> bool {
    // The address is well formed: what is refused here is its domain.
    !mailchecker::is_valid(&format!("candidat@{}", courriel.domaine()))
}

/// The address that was probably meant; `None` when nothing says that this one is a slip.
pub fn correction(courriel: &Courriel) -> Option<String> {
    let domaine = courriel.domaine();
    if FREQUENTS.contains(&domaine) || VRAIS.contains(&domaine) {
        return None;
    }
    // Two slips would make a frequent domain out of many others.
    let proche = FREQUENTS.iter().find(|f| strsim::osa_distance(domaine, f) == 1)?;
    let (nom, _) = courriel.as_str().split_once('@')?;
    Some(format!("{nom}@{proche}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lire(texte: &str) -> Courriel {
        texte.parse().unwrap()
    }

    #[test]
    fn a_slip_is_seen_and_a_real_domain_is_left_alone() {
        let cas = [
            ("ines@gmial.com", Some("ines@gmail.com")),
            ("ines@gmail.co", Some("ines@gmail.com")),
            ("ines@hotmial.fr", Some("ines@hotmail.fr")),
            ("ines@orang.fr", Some("ines@orange.fr")),
            ("ines@yopmail.com", None),
            ("ines@laposte.ne", Some("ines@laposte.net")),
            ("ines@lapost.net", Some("ines@laposte.net")),
            ("ines@gmail.com", None),
            ("ines@mail.com", None),
            ("ines@ac-rennes.fr", None),
            ("ines@exemple.fr", None),
            ("ines@cfa.fr", None),
        ];
        for (typee, voulue) in cas {
            assert_eq!(correction(&lire(typee)).as_deref(), voulue, "{typee}");
        }
    }

    #[test]
    fn what_is_thrown_away_is_refused() {
        for jetable in ["a@yopmail.com", "a@mailinator.com", "a@10minutemail.com"] {
            assert!(est_jetable(&lire(jetable)), "{jetable}");
        }
        for bonne in ["a@gmail.com", "a@orange.fr", "a@exemple.fr", "a+b@laposte.net"] {
            assert!(!est_jetable(&lire(bonne)), "{bonne}");
        }
    }
}

//! Mail domains that prove nothing of a company: those where anyone opens a mailbox, and those of
//! mailboxes made to be thrown away. The large providers in France, and the throwaway services
//! that answer in French or are named most; a domain that is missing only leads to a person.

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) const DOMAINES: &str = include_str!("../domaines_courriel.csv");

static CONNUS: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let lignes = DOMAINES.lines().skip(1).filter_map(|l| l.split_once(';'));
    lignes.map(|(domaine, genre)| (domaine, genre == "jetable")).collect()
});

/// Whether anyone may open a mailbox in this domain (in lower case).
pub fn est_public(domaine: &str) -> bool {
    CONNUS.contains_key(domaine)
}

/// Whether its mailboxes are made to be thrown away.
pub fn est_jetable(domaine: &str) -> bool {
    CONNUS.get(domaine) == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_throwaway_and_others() {
        for (domaine, public, jetable) in [
            ("gmail.com", true, false),
            ("orange.fr", true, false),
            ("yopmail.com", true, true),
            ("dupont-menuiserie.fr", false, false),
            ("", false, false),
        ] {
            assert_eq!((est_public(domaine), est_jetable(domaine)), (public, jetable), "{domaine}");
        }
        let genres =
            DOMAINES.lines().skip(1).all(|l| l.ends_with(";public") || l.ends_with(";jetable"));
        assert!(genres && CONNUS.len() + 1 == DOMAINES.lines().count(), "one line a domain");
    }
}

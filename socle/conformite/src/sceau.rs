//! What the journal calls a person: a signature of their mailbox, which names nobody to whoever has
//! not the key of the site.

use coffre::Coffre;

/// Key of the person who holds this mailbox: 64 hexadecimal characters.
pub fn sujet(coffre: &Coffre, courriel: &str) -> String {
    coffre.empreinte_de("conformite.sujet", &courriel.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_has_one_key_however_it_is_written() {
        let coffre = Coffre::lire(&"ab".repeat(32)).unwrap();
        let moi = sujet(&coffre, "ines@exemple.fr");
        assert_eq!(moi, sujet(&coffre, " Ines@Exemple.fr"));
        assert_ne!(moi, sujet(&coffre, "inez@exemple.fr"));
        assert_eq!(moi.len(), 64);
    }
}

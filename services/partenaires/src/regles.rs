//! What a key is made of, and whether it is still good.

use sha2::{Digest, Sha256};
use web::Portee;

/// How a key begins: secret scanners can look for it.
const PREFIXE: &str = "cpg";

/// Characters of the public identifier.
const TAILLE_ID: usize = 12;

/// Characters of the secret: 32 bytes in hexadecimal.
const TAILLE_SECRET: usize = 64;

/// A key as its holder writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Cle {
    /// Public identifier.
    pub id: String,
    secret: String,
}

impl Cle {
    /// A key made of random bytes.
    pub fn de(hasard: &[u8; 38]) -> Self {
        let (id, secret) = hasard.split_at(TAILLE_ID / 2);
        Cle { id: hex::encode(id), secret: hex::encode(secret) }
    }

    /// Reads a key; `None` when it has not the form of one.
    pub fn lire(texte: &str) -> Option<Self> {
        let mut parties = texte.split('_');
        let (prefixe, id, secret) = (parties.next()?, parties.next()?, parties.next()?);
        let hexa = |t: &str, taille| t.len() == taille && t.bytes().all(|b| b.is_ascii_hexdigit());
        let bonne = prefixe == PREFIXE
            && hexa(id, TAILLE_ID)
            && hexa(secret, TAILLE_SECRET)
            && parties.next().is_none();
        bonne.then(|| Cle { id: id.to_owned(), secret: secret.to_owned() })
    }

    /// What is shown once to its holder.
    pub fn entiere(&self) -> String {
        format!("{PREFIXE}_{}_{}", self.id, self.secret)
    }

    /// What the database keeps of the secret.
    pub fn empreinte(&self) -> String {
        hex::encode(Sha256::digest(&self.secret))
    }

    /// The end of the secret, to recognise a key in a list.
    pub fn fin(&self) -> &str {
        &self.secret[TAILLE_SECRET - 4..]
    }
}

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EtatDeCle {
    /// It may be used.
    Valide,
    /// Its time is over.
    Expiree,
    /// Someone ended it.
    Revoquee,
}

/// State of a key at an instant (ms since 1970).
pub fn etat(expire_le: i64, revoquee_le: Option<i64>, maintenant: i64) -> EtatDeCle {
    if revoquee_le.is_some_and(|le| le <= maintenant) {
        EtatDeCle::Revoquee
    } else if expire_le <= maintenant {
        EtatDeCle::Expiree
    } else {
        EtatDeCle::Valide
    }
}

/// Scopes as they are stored.
pub fn ecrire_portees(portees: &[Portee]) -> String {
    portees.iter().map(|p| p.code()).collect::<Vec<_>>().join(" ")
}

/// Scopes as they were stored; an unknown code allows nothing.
pub fn lire_portees(texte: &str) -> Vec<Portee> {
    texte.split(' ').filter_map(Portee::lire).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_is_over_when_its_time_has_come_or_when_someone_ended_it() {
        let cas = [
            (100, None, 99, EtatDeCle::Valide),
            (100, None, 100, EtatDeCle::Expiree),
            (100, Some(50), 49, EtatDeCle::Valide),
            (100, Some(50), 50, EtatDeCle::Revoquee),
            (100, Some(50), 200, EtatDeCle::Revoquee),
        ];
        for (expire, revoquee, maintenant, attendu) in cas {
            assert_eq!(
                etat(expire, revoquee, maintenant),
                attendu,
                "{expire} {revoquee:?} {maintenant}"
            );
        }
    }

    #[test]
    fn what_is_not_a_key_is_not_read() {
        let bonne = Cle::de(&[7; 38]).entiere();
        assert!(Cle::lire(&bonne).is_some());
        for texte in ["", "cpg", "cpg__", &bonne[1..], &format!("{bonne}_"), &format!("{bonne}0")] {
            assert!(Cle::lire(texte).is_none(), "{texte}");
        }
    }

    #[test]
    fn scopes_survive_the_database_and_an_unknown_one_allows_nothing() {
        assert_eq!(lire_portees(&ecrire_portees(&Portee::TOUTES)), Portee::TOUTES);
        assert_eq!(lire_portees("admin"), []);
        assert_eq!(lire_portees(""), []);
    }

    proptest! {
        #[test]
        fn a_key_is_read_as_it_was_written(hasard: [u8; 32], reste: [u8; 6]) {
            let mut octets = [0; 38];
            octets[..32].copy_from_slice(&hasard);
            octets[32..].copy_from_slice(&reste);
            let cle = Cle::de(&octets);
            let lue = Cle::lire(&cle.entiere()).unwrap();
            prop_assert_eq!(lue.empreinte(), cle.empreinte());
            prop_assert!(!cle.empreinte().contains(&cle.entiere()[17..]));
        }
    }
}

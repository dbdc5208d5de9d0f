//! The token of an unsubscribe link: the mail it was in, and a proof that we wrote it.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Hexadecimal characters of the proof: 128 bits.
const TAILLE: usize = 32;

/// Signs and checks the tokens. The key is made once, at the first need, and kept in the database:
/// every node signs alike, and no token is stored.
#[derive(Clone)]
pub struct Sceau(Vec<u8>);

impl Sceau {
    /// The seal of this key.
    pub fn nouveau(cle: Vec<u8>) -> Self {
        Sceau(cle)
    }

    /// The token of a mail.
    pub fn jeton(&self, courriel: &str) -> String {
        let preuve = self.mac(courriel).map(|m| hex::encode(m.finalize().into_bytes()));
        let mut preuve = preuve.unwrap_or_default();
        preuve.truncate(TAILLE);
        format!("{courriel}-{preuve}")
    }

    /// The mail that a token names; `None` when we did not write it. Compared in constant time.
    pub fn lire<'a>(&self, jeton: &'a str) -> Option<&'a str> {
        let (courriel, preuve) = jeton.split_once('-')?;
        let preuve = hex::decode(preuve).ok().filter(|p| p.len() == TAILLE / 2)?;
        self.mac(courriel)?.verify_truncated_left(&preuve).ok()?;
        Some(courriel)
    }

    fn mac(&self, courriel: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(b"courriels.desabonnement:");
        mac.update(courriel.as_bytes());
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_mail_and_no_other() {
        let sceau = Sceau::nouveau(vec![7; 32]);
        let jeton = sceau.jeton("01JCOURRIEL");
        assert_eq!(sceau.lire(&jeton), Some("01JCOURRIEL"));
        let autre = jeton.replace("01JCOURRIEL", "01JCOURRIER");
        let faux = [autre.as_str(), "", "01JCOURRIEL", "01JCOURRIEL-", &jeton[..jeton.len() - 2]];
        for jeton in faux {
            assert_eq!(sceau.lire(jeton), None, "{jeton}");
        }
        assert_eq!(Sceau::nouveau(vec![8; 32]).lire(&jeton), None, "another key");
    }
}

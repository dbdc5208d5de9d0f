//! Links that are good for a while: their end, and a seal that nobody else can make.

use sha2::{Digest, Sha256};

/// Seals links with a secret.
#[derive(Clone)]
pub struct Sceau(String);

impl Sceau {
    /// With this secret.
    pub fn nouveau(secret: String) -> Self {
        Sceau(secret)
    }

    /// The seal of a link that ends at `fin` (milliseconds since 1970).
    pub fn apposer(&self, fin: i64) -> String {
        // Hashed twice, the secret first each time: the end cannot be lengthened from outside.
        let interieur =
            Sha256::new().chain_update(&self.0).chain_update(fin.to_string()).finalize();
        let exterieur = Sha256::new().chain_update(&self.0).chain_update(interieur).finalize();
        hex::encode(exterieur)
    }

    /// Whether the seal is that of this end, and the end is still to come.
    pub fn est_bon(&self, fin: i64, sceau: &str, maintenant: i64) -> bool {
        let attendu = self.apposer(fin);
        let differences = attendu.bytes().zip(sceau.bytes()).fold(0, |d, (a, b)| d | (a ^ b));
        attendu.len() == sceau.len() && differences == 0 && maintenant < fin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_good_until_its_end_and_cannot_be_made_up() {
        let sceau = Sceau::nouveau("secret".to_owned());
        let bon = sceau.apposer(1_000);
        let autre = Sceau::nouveau("autre".to_owned()).apposer(1_000);
        let cas = [
            (1_000, bon.as_str(), 999, true),
            (1_000, bon.as_str(), 1_000, false),
            (2_000, bon.as_str(), 999, false),
            (1_000, &autre, 999, false),
            (1_000, &bon[..63], 999, false),
            (1_000, "", 999, false),
        ];
        for (fin, signe, maintenant, attendu) in cas {
            assert_eq!(sceau.est_bon(fin, signe, maintenant), attendu, "{fin} {maintenant}");
        }
    }
}

#![doc = include_str!("../README.md")]

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rand::rngs::OsRng;
use rand::{RngCore, TryRngCore};
use sha2::{Digest, Sha256};

/// Bytes of the key.
const TAILLE: usize = 32;

/// Bytes of a nonce of XChaCha20.
const TAILLE_NONCE: usize = 24;

/// First byte of what is sealed: which key sealed it, for the day when there are two.
const CLE_1: u8 = 1;

/// Why a key or a sealed value cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ErreurCoffre {
    /// The key has not the form of one.
    #[error("la clé doit compter 64 chiffres hexadécimaux")]
    Cle,
    /// The file of the key cannot be read or written.
    #[error("impossible de lire ou d’écrire la clé : {0}")]
    Fichier(#[from] std::io::Error),
    /// The value was changed, moved to another row, or sealed with another key.
    #[error("cette valeur scellée ne s’ouvre pas avec la clé du site")]
    Ferme,
}

/// The key of the site, cheap to clone. Never printed.
#[derive(Clone)]
pub struct Coffre(Arc<[u8; TAILLE]>);

impl std::fmt::Debug for Coffre {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Coffre(***)")
    }
}

impl Coffre {
    /// The key written as 64 hexadecimal digits.
    ///
    /// # Errors
    /// When it is not.
    pub fn lire(texte: &str) -> Result<Self, ErreurCoffre> {
        let mut cle = [0; TAILLE];
        hex::decode_to_slice(texte.trim(), &mut cle).map_err(|_| ErreurCoffre::Cle)?;
        Ok(Coffre(Arc::new(cle)))
    }

    /// The key of the data folder; made when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds something else.
    pub fn du_dossier(dossier: &Path) -> Result<Self, ErreurCoffre> {
        std::fs::create_dir_all(dossier)?;
        let chemin = dossier.join("cle");
        let neuve = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&chemin);
        match neuve {
            Ok(mut fichier) => {
                let cle = hasard();
                fichier.write_all(cle.as_bytes())?;
                fichier.sync_all()?;
                Coffre::lire(&cle)
            }
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
                let mut texte = String::new();
                std::fs::File::open(&chemin)?.read_to_string(&mut texte)?;
                Coffre::lire(&texte)
            }
            Err(e) => Err(e.into()),
        }
    }

    /// Seals a value for this place (`table.colonne`) and this row; hexadecimal.
    ///
    /// # Errors
    /// Never in practice: the cipher takes any length the memory holds.
    pub fn sceller(&self, place: &str, ligne: &str, clair: &[u8]) -> Result<String, ErreurCoffre> {
        Ok(hex::encode(self.sceller_octets(place, ligne, clair)?))
    }

    /// The same in bytes, for what is long: a file.
    ///
    /// # Errors
    /// As [`Coffre::sceller`].
    pub fn sceller_octets(
        &self,
        place: &str,
        ligne: &str,
        clair: &[u8],
    ) -> Result<Vec<u8>, ErreurCoffre> {
        let mut nonce = [0; TAILLE_NONCE];
        remplir(&mut nonce);
        let aad = lier(place, ligne);
        let scelle = self
            .chiffre()
            .encrypt(&XNonce::from(nonce), Payload { msg: clair, aad: &aad })
            .map_err(|_| ErreurCoffre::Ferme)?;
        Ok([&[CLE_1][..], &nonce, &scelle].concat())
    }

    /// Opens what was sealed for this place and this row.
    ///
    /// # Errors
    /// When it was changed, moved, or sealed with another key.
    pub fn ouvrir(&self, place: &str, ligne: &str, scelle: &str) -> Result<Vec<u8>, ErreurCoffre> {
        let octets = hex::decode(scelle).map_err(|_| ErreurCoffre::Ferme)?;
        self.ouvrir_octets(place, ligne, &octets)
    }

    /// Opens what [`Coffre::sceller_octets`] sealed for this place and this row.
    ///
    /// # Errors
    /// As [`Coffre::ouvrir`].
    pub fn ouvrir_octets(
        &self,
        place: &str,
        ligne: &str,
        octets: &[u8],
    ) -> Result<Vec<u8>, ErreurCoffre> {
        let corps = octets.strip_prefix(&[CLE_1]).ok_or(ErreurCoffre::Ferme)?;
        let (nonce, msg) = corps.split_first_chunk::<TAILLE_NONCE>().ok_or(ErreurCoffre::Ferme)?;
        let aad = lier(place, ligne);
        self.chiffre()
            .decrypt(&XNonce::from(*nonce), Payload { msg, aad: &aad })
            .map_err(|_| ErreurCoffre::Ferme)
    }

    /// Signs a value for a use: the same value under another use has another signature.
    pub fn empreinte_de(&self, usage: &str, valeur: &str) -> String {
        // HMAC takes a key of any length: this cannot fail, and an empty answer would match nothing.
        let Ok(mut mac) = <Hmac<Sha256> as Mac>::new_from_slice(&self.0[..]) else {
            return String::new();
        };
        mac.update(&lier(usage, valeur));
        hex::encode(mac.finalize().into_bytes())
    }

    fn chiffre(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.0))
    }
}

/// Two words that cannot be confused with two others cut elsewhere.
fn lier(premier: &str, second: &str) -> Vec<u8> {
    let longueur = (premier.len() as u64).to_be_bytes();
    [&longueur[..], premier.as_bytes(), second.as_bytes()].concat()
}

/// A secret of 32 random bytes, in hexadecimal.
pub fn hasard() -> String {
    let mut octets = [0; 32];
    remplir(&mut octets);
    hex::encode(octets)
}

/// Random bytes of the system. A system that has none left cannot go on safely.
fn remplir(octets: &mut [u8]) {
    OsRng.unwrap_err().fill_bytes(octets);
}

/// What the database keeps of a random secret.
pub fn empreinte(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_place_only() {
        let coffre = Coffre::lire(&"ab".repeat(32)).unwrap();
        let scelle = coffre.sceller("personnes.totp", "p1", b"secret").unwrap();
        assert_eq!(coffre.ouvrir("personnes.totp", "p1", &scelle).unwrap(), b"secret");
        assert_ne!(scelle, coffre.sceller("personnes.totp", "p1", b"secret").unwrap());
        let autre = Coffre::lire(&"cd".repeat(32)).unwrap();
        let change = format!("{}0", &scelle[..scelle.len() - 1]);
        let change2 = format!("{}1", &scelle[..scelle.len() - 1]);
        assert!(coffre.ouvrir("personnes.totp", "p2", &scelle).is_err());
        assert!(coffre.ouvrir("personnes.nom", "p1", &scelle).is_err());
        assert!(autre.ouvrir("personnes.totp", "p1", &scelle).is_err());
        let ouvertes = [change, change2]
            .iter()
            .filter(|c| coffre.ouvrir("personnes.totp", "p1", c).is_ok())
            .count();
        assert!(ouvertes <= 1);
        assert!(coffre.ouvrir("personnes.totp", "p1", "01").is_err());
        let octets = coffre.sceller_octets("fichiers.contenu", "f1", b"%PDF").unwrap();
        assert_eq!(coffre.ouvrir_octets("fichiers.contenu", "f1", &octets).unwrap(), b"%PDF");
        assert!(coffre.ouvrir_octets("fichiers.contenu", "f2", &octets).is_err());
    }

    #[test]
    fn a_signature_belongs_to_its_use_and_to_the_key() {
        let coffre = Coffre::lire(&"ab".repeat(32)).unwrap();
        let autre = Coffre::lire(&"cd".repeat(32)).unwrap();
        let dite = coffre.empreinte_de("sujet", "a@b.fr");
        assert_eq!(dite, coffre.empreinte_de("sujet", "a@b.fr"));
        assert_ne!(dite, coffre.empreinte_de("lien", "a@b.fr"));
        assert_ne!(dite, autre.empreinte_de("sujet", "a@b.fr"));
        assert_ne!(coffre.empreinte_de("ab", "c"), coffre.empreinte_de("a", "bc"));
    }

    #[test]
    fn the_key_of_the_folder_is_made_once_and_kept_from_others() {
        use std::os::unix::fs::PermissionsExt;
        let dossier = tempfile::tempdir().unwrap();
        let premier = Coffre::du_dossier(dossier.path()).unwrap().empreinte_de("a", "b");
        assert_eq!(premier, Coffre::du_dossier(dossier.path()).unwrap().empreinte_de("a", "b"));
        let droits = std::fs::metadata(dossier.path().join("cle")).unwrap().permissions();
        assert_eq!(droits.mode() & 0o777, 0o600);
        std::fs::write(dossier.path().join("cle"), "court").unwrap();
        assert!(matches!(Coffre::du_dossier(dossier.path()), Err(ErreurCoffre::Cle)));
        assert_eq!(format!("{:?}", Coffre::lire(&"ab".repeat(32)).unwrap()), "Coffre(***)");
    }
}

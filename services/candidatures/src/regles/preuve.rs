//! Telling a person from a program, only when one address sends unusually often.
//!
//! Two proofs are taken, both bound to the token of the form, which serves once: a small computation
//! that the page does by itself (a number whose SHA-256 with the token begins with enough zero bits),
//! or time, for whoever has no JavaScript. Nothing is asked of a third party.

use coffre::Coffre;
use sha2::{Digest, Sha256};

/// Applications from one address within [`FENETRE_MS`] beyond which a proof is asked.
pub const SEUIL: usize = 10;

/// Over how long they are counted (ms).
pub const FENETRE_MS: i64 = 10 * 60_000;

/// Zero bits asked: some 65 000 tries, a second or two in a browser.
pub const BITS: u32 = 16;

/// How long the form must have been open, without the computation (ms).
pub const ATTENTE_MS: i64 = 30_000;

/// How long the stamp of a form is good for (ms).
const VIE_MS: i64 = 2 * 3_600_000;

const USAGE: &str = "candidatures.ouverture";

/// What the form carries of the moment it was opened.
pub fn tamponner(coffre: &Coffre, jeton: &str, maintenant: i64) -> String {
    format!("{maintenant}-{}", coffre.empreinte_de(USAGE, &format!("{maintenant}:{jeton}")))
}

/// How long ago the form was opened (ms); `None` when we did not write the stamp, or when it is old.
fn age(coffre: &Coffre, jeton: &str, tampon: &str, maintenant: i64) -> Option<i64> {
    let (instant, signature) = tampon.split_once('-')?;
    let instant: i64 = instant.parse().ok()?;
    let bonne = coffre.empreinte_de(USAGE, &format!("{instant}:{jeton}"));
    let sienne = coffre::empreinte(&bonne) == coffre::empreinte(signature);
    let age = maintenant - instant;
    (sienne && (0..VIE_MS).contains(&age)).then_some(age)
}

/// Whether a number answers the puzzle of a token.
pub fn resout(jeton: &str, nombre: &str) -> bool {
    if nombre.is_empty() || nombre.len() > 12 || !nombre.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let condense = Sha256::digest(format!("{jeton}:{nombre}"));
    let debut = u32::from_be_bytes([condense[0], condense[1], condense[2], condense[3]]);
    debut.leading_zeros() >= BITS
}

/// Whether the form proves itself, by one way or the other.
pub fn suffit(
    coffre: &Coffre,
    jeton: &str,
    (tampon, nombre): (&str, &str),
    maintenant: i64,
) -> bool {
    let Some(age) = age(coffre, jeton, tampon, maintenant) else { return false };
    age >= ATTENTE_MS || resout(jeton, nombre)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_or_work_and_nothing_else() {
        let coffre = Coffre::lire(&"ab".repeat(32)).unwrap();
        let autre = Coffre::lire(&"cd".repeat(32)).unwrap();
        let bon = (0..).map(|n: u64| n.to_string()).find(|n| resout("jeton", n)).unwrap();
        let tampon = tamponner(&coffre, "jeton", 1_000_000);
        let a = |ms: i64| 1_000_000 + ms;
        let faux = tamponner(&autre, "jeton", 1_000_000);
        let cas = [
            ("jeton", tampon.as_str(), "", a(ATTENTE_MS), true),
            ("jeton", &tampon, "", a(ATTENTE_MS - 1), false),
            ("jeton", &tampon, &bon, a(1), true),
            ("jeton", &tampon, "1x", a(1), false),
            ("autre", &tampon, "", a(ATTENTE_MS), false),
            ("jeton", &faux, "", a(ATTENTE_MS), false),
            ("jeton", "", &bon, a(1), false),
            ("jeton", &tampon, &bon, a(VIE_MS), false),
            ("jeton", &tampon, "", a(-1), false),
        ];
        for (jeton, tampon, nombre, maintenant, attendu) in cas {
            let trouve = suffit(&coffre, jeton, (tampon, nombre), maintenant);
            assert_eq!(trouve, attendu, "{jeton} {nombre} {maintenant}");
        }
        assert!(!resout("autre", &bon) || bon == "0", "a number is for one token");
    }
}

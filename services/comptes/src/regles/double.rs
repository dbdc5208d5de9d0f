//! The second proof of identity: codes that an application makes every thirty seconds (RFC 6238),
//! and recovery codes for the day when the phone is lost.

use totp_rs::{Algorithm, TOTP, TotpUrlError};

/// Seconds between two codes.
const PAS: u64 = 30;

/// Codes accepted before and after the present one: clocks drift.
const DERIVE: u64 = 1;

/// Bytes of a secret (RFC 4226 §4 recommends 160 bits).
pub const TAILLE: usize = 20;

/// Number of recovery codes given.
pub const SECOURS: usize = 10;

/// What an application needs to make the codes of this person.
///
/// # Errors
/// When the secret is too short or the address holds a colon.
pub fn application(secret: &[u8], site: &str, courriel: &str) -> Result<TOTP, TotpUrlError> {
    let emetteur = site.replace(':', " ");
    let compte = courriel.replace(':', " ");
    TOTP::new(Algorithm::SHA1, 6, 1, PAS, secret.to_vec(), Some(emetteur), compte)
}

/// The step of a right code, later than any accepted before; none when the code is wrong, old or
/// already used.
pub fn verifier(totp: &TOTP, code: &str, dernier: i64, maintenant_ms: i64) -> Option<i64> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let present = u64::try_from(maintenant_ms / 1000).ok()? / PAS;
    let pas = present.saturating_sub(DERIVE)..=present + DERIVE;
    let trouve = pas.into_iter().find(|p| totp.generate(p * PAS) == code)?;
    let trouve = i64::try_from(trouve).ok()?;
    (trouve > dernier).then_some(trouve)
}

/// Recovery codes from random hexadecimal digits: `3f9a-71c0-be42`, one for twelve digits.
pub fn secours(hasard: &str) -> Vec<String> {
    let octets: Vec<char> = hasard.chars().collect();
    let groupes = octets.chunks_exact(12).take(SECOURS);
    groupes
        .map(|g| {
            let parts: Vec<String> = g.chunks(4).map(|c| c.iter().collect()).collect();
            parts.join("-")
        })
        .collect()
}

/// A recovery code as it is compared: without what people add or forget.
pub fn nu(code: &str) -> String {
    code.chars().filter(char::is_ascii_hexdigit).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_works_once_near_its_time() {
        let totp = application(&[7; TAILLE], "Compagnon : essai", "a@b.fr").unwrap();
        let ms = 1_000_000_000_000;
        let pas = ms / 30_000;
        let code = totp.generate(u64::try_from(ms / 1000).unwrap());
        let espace = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(verifier(&totp, &code, 0, ms), Some(pas));
        assert_eq!(verifier(&totp, &espace, 0, ms + 29_999), Some(pas));
        assert_eq!(verifier(&totp, &code, pas, ms), None, "used");
        assert_eq!(verifier(&totp, &code, 0, ms + 90_000), None, "old");
        assert_eq!(verifier(&totp, "", 0, ms), None);
        assert_eq!(verifier(&totp, "000000000", 0, ms), None);
    }

    #[test]
    fn recovery_codes_are_many_and_read_whatever_the_dashes() {
        let codes = secours(&"0123456789ab".repeat(20));
        assert_eq!(codes.len(), SECOURS);
        assert_eq!(codes[0], "0123-4567-89ab");
        assert_eq!(nu(" 0123 4567-89AB "), nu(&codes[0]));
    }
}

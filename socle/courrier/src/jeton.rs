//! The token of an unsubscribe link: the mail it was in, and a proof that we wrote it. No token is
//! stored.

use coffre::Coffre;

const USAGE: &str = "courriels.desabonnement";

/// Hexadecimal characters of the proof: 128 bits.
const TAILLE: usize = 32;

/// The token of a mail.
pub fn ecrire(coffre: &Coffre, courriel: &str) -> String {
    format!("{courriel}-{}", preuve(coffre, courriel))
}

/// The mail that a token names; `None` when we did not write it.
pub fn lire<'a>(coffre: &Coffre, jeton: &'a str) -> Option<&'a str> {
    let (courriel, presentee) = jeton.split_once('-')?;
    let bonne = preuve(coffre, courriel);
    // Fingerprints are compared, so that the time it takes says nothing of the proof.
    (coffre::empreinte(presentee) == coffre::empreinte(&bonne)).then_some(courriel)
}

fn preuve(coffre: &Coffre, courriel: &str) -> String {
    coffre.empreinte_de(USAGE, courriel).chars().take(TAILLE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_mail_and_no_other() {
        let sceau = |c: &str| Coffre::lire(&c.repeat(64)).unwrap();
        let (cle, autre_cle) = (sceau("7"), sceau("8"));
        let jeton = ecrire(&cle, "01JCOURRIEL");
        assert_eq!(lire(&cle, &jeton), Some("01JCOURRIEL"));
        let autre = jeton.replace("01JCOURRIEL", "01JCOURRIER");
        let faux = [autre.as_str(), "", "01JCOURRIEL", "01JCOURRIEL-", &jeton[..jeton.len() - 2]];
        for jeton in faux {
            assert_eq!(lire(&cle, jeton), None, "{jeton}");
        }
        assert_eq!(lire(&autre_cle, &jeton), None, "another key");
    }
}

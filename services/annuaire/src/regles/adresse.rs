//! Reading the address that publishers give in one piece.

use noyau::identifiants::{CodeCommune, CodePostal};
use noyau::territoires::Departement;

/// The postal code and the town of `7 RUE VILLENEUVE 01000 BOURG-EN-BRESSE`: the last word of five
/// digits that is a postal code, and what follows it.
pub fn ville(adresse: &str) -> Option<(CodePostal, String)> {
    let mots: Vec<&str> = adresse.split_whitespace().collect();
    (0..mots.len()).rev().find_map(|rang| {
        let cinq_chiffres = mots[rang].len() == 5 && mots[rang].bytes().all(|o| o.is_ascii_digit());
        let code = cinq_chiffres.then(|| mots[rang].parse().ok()).flatten()?;
        let localite = mots[rang + 1..].join(" ");
        (!localite.is_empty()).then_some((code, localite))
    })
}

/// The département of an address, from its commune, else from its postal code.
pub fn departement(
    commune: Option<CodeCommune>,
    code_postal: Option<CodePostal>,
) -> Option<&'static Departement> {
    let par_commune = commune.and_then(|c| Departement::de_commune(&c));
    par_commune.or_else(|| code_postal.and_then(|c| Departement::de_code_postal(&c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_town_comes_after_the_last_postal_code() {
        let cases = [
            ("7 RUE VILLENEUVE 01000 BOURG-EN-BRESSE", Some(("01000", "BOURG-EN-BRESSE"))),
            ("16 Rue de l'Artisanat 14500 Vire Normandie", Some(("14500", "Vire Normandie"))),
            ("12345 route de Paris 75001 Paris", Some(("75001", "Paris"))),
            ("Rue Paul Delvaux 37600\r\nLoches", Some(("37600", "Loches"))),
            ("BP 92116", None),
            ("10 rue du 75011", None),
            ("", None),
        ];
        for (adresse, attendu) in cases {
            let lue = ville(adresse);
            let lue = lue.as_ref().map(|(code, ville)| (code.as_str(), ville.as_str()));
            assert_eq!(lue, attendu, "{adresse}");
        }
    }

    #[test]
    fn the_commune_wins_over_the_postal_code() {
        let (corse, paris) = ("2B033".parse().unwrap(), "75001".parse().unwrap());
        let cases = [
            (Some(corse), Some(paris), Some("2B")),
            (None, Some(paris), Some("75")),
            (None, None, None),
        ];
        for (commune, code_postal, attendu) in cases {
            assert_eq!(departement(commune, code_postal).map(|d| d.code), attendu);
        }
    }
}

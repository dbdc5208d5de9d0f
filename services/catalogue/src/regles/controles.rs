//! Controls of a training on its way in (catalogue des formations, conversion of 2022).

use noyau::ValeurInvalide;
use noyau::dates::DateCivile;
use noyau::identifiants::{CodeCommune, CodePostal};
use noyau::territoires::Departement;

/// The postal code of a place whose commune is in another département says nothing: one of the two
/// is wrong, and the commune is the one that publishers check.
///
/// # Errors
/// `lieu.incoherent`, with both départements.
pub fn code_postal_coherent(
    code_postal: Option<CodePostal>,
    commune: Option<CodeCommune>,
) -> Result<Option<CodePostal>, ValeurInvalide> {
    let (Some(code), Some(commune)) = (code_postal, commune) else { return Ok(code_postal) };
    let (a, b) = (Departement::de_code_postal(&code), Departement::de_commune(&commune));
    match (a, b) {
        (Some(a), Some(b)) if a.code != b.code => {
            let message = format!(
                "Le code postal {code} est en {} et la commune {commune} en {} : le code postal est laissé de côté.",
                a.nom, b.nom
            );
            Err(ValeurInvalide::new("lieu.incoherent", code.as_str(), message))
        }
        _ => Ok(code_postal),
    }
}

/// A start as publishers write it: a day, a date and time, or a month (`2021-09`). The flag tells
/// whether the day is known.
///
/// # Errors
/// Those of a civil date.
pub fn debut(texte: &str) -> Result<(DateCivile, bool), ValeurInvalide> {
    let texte = texte.trim();
    let mois = texte.len() == 7 && texte.as_bytes()[4] == b'-';
    if mois {
        return format!("{texte}-01").parse().map(|date| (date, false));
    }
    texte.parse().map(|date| (date, true))
}

/// Length in years: `1`… and `X` when it is not fixed.
pub fn duree(texte: &str) -> Option<i64> {
    texte.trim().parse().ok().filter(|annees| (1..=10).contains(annees))
}

/// An address of the web, with its scheme; none for anything else.
pub fn adresse_web(texte: &str) -> Option<String> {
    let texte = texte.trim();
    let espace = texte.contains(char::is_whitespace);
    match texte {
        _ if espace => None,
        t if t.starts_with("https://") || t.starts_with("http://") => Some(t.to_owned()),
        t if t.starts_with("www.") => Some(format!("https://{t}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_codes_agree_with_communes() {
        let cases = [
            (Some("35170"), Some("35047"), Ok(Some("35170"))),
            (Some("13090"), Some("35047"), Err("lieu.incoherent")),
            (Some("20200"), Some("2B033"), Ok(Some("20200"))),
            (Some("97410"), Some("97416"), Ok(Some("97410"))),
            (Some("35170"), None, Ok(Some("35170"))),
            (None, Some("35047"), Ok(None)),
        ];
        for (code, commune, attendu) in cases {
            let lu = code_postal_coherent(
                code.map(|c| c.parse().unwrap()),
                commune.map(|c| c.parse().unwrap()),
            );
            let lu = lu.map(|c| c.map(|c| c.to_string())).map_err(|e| e.regle);
            assert_eq!(lu, attendu.map(|c| c.map(str::to_owned)), "{code:?} {commune:?}");
        }
    }

    #[test]
    fn starts_are_days_or_months() {
        let cases = [
            ("2021-09", Some(("2021-09-01", false))),
            ("2021-09-02", Some(("2021-09-02", true))),
            ("2021-08-31T22:00:00.000Z", Some(("2021-09-01", true))),
            ("2021-13", None),
            ("septembre", None),
            ("", None),
        ];
        for (texte, attendu) in cases {
            let lu = debut(texte).ok().map(|(date, au_jour)| (date.to_string(), au_jour));
            let attendu = attendu.map(|(date, au_jour)| (date.to_owned(), au_jour));
            assert_eq!(lu, attendu, "{texte}");
        }
    }

    #[test]
    fn lengths_and_addresses() {
        let durees = [("2", Some(2)), ("X", None), ("0", None), ("36", None)];
        for (texte, attendue) in durees {
            assert_eq!(duree(texte), attendue, "{texte}");
        }
        let adresses = [
            ("www.onisep.fr/x", Some("https://www.onisep.fr/x")),
            ("https://www.onisep.fr/x", Some("https://www.onisep.fr/x")),
            ("javascript:alert(1)", None),
            ("http://a b", None),
        ];
        for (texte, attendue) in adresses {
            assert_eq!(adresse_web(texte).as_deref(), attendue, "{texte}");
        }
    }
}

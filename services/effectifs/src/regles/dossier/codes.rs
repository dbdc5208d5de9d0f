//! The closed lists of the payload.

use noyau::identifiants::Uai;

/// *Situation N-1*: what the person did the year before (SIFA nomenclature). The second hundred is the same
/// under apprenticeship.
const SITUATIONS: &[u16] = &[
    1003, 1005, 1009, 1017, 1019, 1021, 1023, 2001, 2003, 2005, 2007, 3001, 3101, 3003, 3103, 3009,
    3109, 3011, 3111, 3031, 3131, 3032, 3132, 3033, 3133, 3117, 3119, 3021, 3121, 3023, 3123, 4001,
    4101, 4003, 4103, 4005, 4105, 4007, 4107, 4009, 4011, 4111, 4013, 4113, 4015, 4115, 4017, 4117,
    4019, 4119, 4021, 4121, 4023, 4123, 4025, 4125, 4027, 4127, 5901, 5903, 5905, 5907, 5909, 9900,
    9999,
];

/// Whether it is a code of *situation N-1*.
pub fn est_une_situation(texte: &str) -> bool {
    texte.parse().is_ok_and(|code| SITUATIONS.contains(&code))
}

/// `M` or `F`, from the codes in use.
pub fn sexe(texte: &str) -> Option<&'static str> {
    match texte.to_ascii_uppercase().as_str() {
        "M" | "H" | "1" => Some("M"),
        "F" | "2" => Some("F"),
        _ => None,
    }
}

/// The kind of training centre, `01` to `10`.
pub fn type_de_cfa(texte: &str) -> Option<String> {
    let numero: u8 = texte.parse().ok().filter(|n| (1..=10).contains(n))?;
    Some(format!("{numero:02}"))
}

/// Yes or no, as software writes it.
pub fn booleen(texte: &str) -> Option<bool> {
    match texte.to_lowercase().as_str() {
        "true" | "1" | "oui" | "vrai" => Some(true),
        "false" | "0" | "non" | "faux" => Some(false),
        _ => None,
    }
}

/// Where the person was the year before: a département, an overseas one, a code for abroad (990), unknown (993)
/// or none (995), or the UAI of the establishment.
pub fn dernier_organisme(texte: &str) -> Option<String> {
    let majuscules = texte.trim().to_uppercase();
    let deux = majuscules.strip_prefix('0').filter(|t| t.len() == 2).unwrap_or(&majuscules);
    let departement = deux.len() == 2
        && (deux.bytes().all(|o| o.is_ascii_digit()) || deux == "2A" || deux == "2B");
    let lointain = [
        "971", "972", "973", "974", "976", "977", "978", "986", "987", "988", "990", "991", "993",
        "995",
    ];
    let connu = departement || lointain.contains(&majuscules.as_str());
    if connu {
        return Some(majuscules);
    }
    let entier = majuscules.len() == 8;
    majuscules.parse::<Uai>().ok().filter(|_| entier).map(|uai| uai.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_they_were_before() {
        for bon in [
            "44", "044", "95", "2B", "02B", "2a", "972", "986", "990", "991", "993", "995",
            "0802004U",
        ] {
            assert!(dernier_organisme(bon).is_some(), "{bon}");
        }
        for mauvais in ["123", "97Z", "9865", "9900", "ABCD", "", "2C", "975"] {
            assert!(dernier_organisme(mauvais).is_none(), "{mauvais}");
        }
    }

    #[test]
    fn closed_lists() {
        assert!(est_une_situation("1009") && est_une_situation("9999"));
        assert!(
            !est_une_situation("1234") && !est_une_situation("word") && !est_une_situation("1")
        );
        assert_eq!(["2", "H", "f", "x"].map(sexe), [Some("F"), Some("M"), Some("F"), None]);
        assert_eq!(type_de_cfa("3").as_deref(), Some("03"));
        assert_eq!(type_de_cfa("11"), None);
        assert_eq!(["oui", "0", "peut-être"].map(booleen), [Some(true), Some(false), None]);
    }
}

//! How a company is named and sized.

use noyau::ValeurInvalide;
use noyau::effectif::TrancheEffectif;
use noyau::texte::{mots, titre_propre};

/// Said when a publisher names nobody.
pub const ENSEIGNE_INCONNUE: &str = "Enseigne inconnue";

/// The name to show: the legal name, else the brand, else the name of the workplace.
///
/// The legal name comes from Sirene, in capitals and without accents. When one of the other two
/// is the same name written by a person, that spelling is kept.
pub fn nom_affichable(
    raison_sociale: Option<&str>,
    enseigne: Option<&str>,
    nom: Option<&str>,
) -> String {
    let candidats = || [raison_sociale, enseigne, nom].into_iter().flatten().filter(|n| !vide(n));
    let Some(choisi) = candidats().next() else {
        return ENSEIGNE_INCONNUE.to_owned();
    };
    let cle = mots(choisi);
    let soigne = candidats().find(|n| n.chars().any(char::is_lowercase) && mots(n) == cle);
    titre_propre(soigne.unwrap_or(choisi))
}

fn vide(nom: &str) -> bool {
    !nom.chars().any(char::is_alphanumeric)
}

/// Whether a company is a *groupement d'employeurs pour l'insertion et la qualification*: it hires
/// and trains, so that its offers come with their training.
pub fn est_un_geiq(nom: &str) -> bool {
    mots(nom).iter().any(|mot| mot == "geiq")
}

/// Number of employees as publishers write it: an INSEE code, `10-19`, or `0`. None when unknown.
///
/// # Errors
/// Those of [`TrancheEffectif::lire`].
pub fn taille(texte: &str) -> Result<Option<TrancheEffectif>, ValeurInvalide> {
    let code = if texte.trim() == "0" { "00" } else { texte };
    TrancheEffectif::lire(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cas = [
            (Some("BOULANGERIE LEMOINE"), Some("Le Fournil"), None, "Boulangerie Lemoine"),
            (Some("FORET ET BOIS"), Some("Forêt et Bois"), None, "Forêt et Bois"),
            (Some("FORET ET BOIS"), None, Some("Forêt-et-bois"), "Forêt-et-bois"),
            (None, Some("Le Fournil"), Some("LF"), "Le Fournil"),
            (None, None, Some("Atelier"), "Atelier"),
            (Some(" - "), None, Some("Atelier"), "Atelier"),
            (None, None, None, ENSEIGNE_INCONNUE),
        ];
        for (raison, enseigne, nom, attendu) in cas {
            assert_eq!(nom_affichable(raison, enseigne, nom), attendu);
        }
    }

    #[test]
    fn groups_of_employers() {
        assert!(est_un_geiq("GEIQ BTP 35"));
        assert!(est_un_geiq("Le Geiq-Propreté"));
        assert!(!est_un_geiq("Geiqual"));
    }

    #[test]
    fn sizes() {
        let cas =
            [("0", Some("00")), ("1-2", Some("01")), ("11", Some("11")), ("NN", None), ("", None)];
        for (texte, attendu) in cas {
            assert_eq!(taille(texte).unwrap().map(TrancheEffectif::code), attendu, "{texte}");
        }
        assert!(taille("beaucoup").is_err());
    }
}

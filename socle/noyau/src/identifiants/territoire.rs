//! Codes of places: commune (INSEE, *code officiel géographique*) and postal code (La Poste).

use std::str::FromStr;

use super::court::{debug_lisible, identifiant};
use super::lecture::{chiffres, compacter, completer, refus, vide};
use crate::erreur::ValeurInvalide;

identifiant! {
    /// A commune or a municipal arrondissement: 5 digits, or `2A`/`2B` and 3 digits in Corsica.
    CodeCommune, 5
}

identifiant! {
    /// A postal code: 5 digits. One may serve several communes, and a CEDEX serves none.
    CodePostal, 5
}

debug_lisible!(CodeCommune, CodePostal);

impl CodeCommune {
    /// Code of the département or collectivité: `35`, `2A`, `974`.
    pub fn departement(&self) -> &str {
        let longueur =
            if self.as_str().starts_with("97") || self.as_str().starts_with("98") { 3 } else { 2 };
        &self.as_str()[..longueur]
    }

    /// The commune of a municipal arrondissement of Paris, Lyon or Marseille; otherwise itself.
    pub fn commune_entiere(&self) -> Self {
        match self.as_str().parse::<u32>() {
            Ok(75_101..=75_120) => Self::conforme("75056"),
            Ok(69_381..=69_389) => Self::conforme("69123"),
            Ok(13_201..=13_216) => Self::conforme("13055"),
            _ => *self,
        }
    }
}

impl CodePostal {
    /// Reads a code whose leading zero a spreadsheet may have eaten: `4200` is Sisteron, `04200`.
    ///
    /// # Errors
    /// As `parse`; a code of fewer than 4 digits stays refused.
    pub fn complete_par_zero(texte: &str) -> Result<Self, ValeurInvalide> {
        if compacter(texte).len() == 4 { completer(texte, 5).parse() } else { texte.parse() }
    }
}

impl FromStr for CodeCommune {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("codecommune.vide", "un code commune de l'Insee est attendu"));
        }
        let numerique = compact
            .strip_prefix("2A")
            .or(compact.strip_prefix("2B"))
            .map_or_else(|| compact.clone(), |reste| format!("20{reste}"));
        if numerique.len() != 5 || !chiffres(&numerique) {
            return Err(refus(
                "codecommune.forme",
                texte,
                "n'est pas un code commune de l'Insee : 5 caractères sont attendus, par exemple 35238 ou 2A004.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

impl FromStr for CodePostal {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("codepostal.vide", "un code postal de 5 chiffres est attendu"));
        }
        if compact.len() != 5 || !chiffres(&compact) {
            return Err(refus(
                "codepostal.forme",
                texte,
                "n'est pas un code postal : 5 chiffres sont attendus, par exemple 35000.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes() {
        let cas = [
            ("35238", Ok("35")),
            ("2A004", Ok("2A")),
            ("2b033", Ok("2B")),
            ("97411", Ok("974")),
            ("98735", Ok("987")),
            ("01001", Ok("01")),
            ("2C004", Err("codecommune.forme")),
            ("2A04", Err("codecommune.forme")),
            ("1001", Err("codecommune.forme")),
            ("", Err("codecommune.vide")),
        ];
        for (texte, attendu) in cas {
            let lu = texte.parse::<CodeCommune>();
            assert_eq!(
                lu.as_ref().map(CodeCommune::departement).map_err(|refus| refus.regle),
                attendu,
                "{texte}"
            );
        }
    }

    #[test]
    fn arrondissements_belong_to_a_commune() {
        let cas = [
            ("75101", "75056"),
            ("75120", "75056"),
            ("69389", "69123"),
            ("13216", "13055"),
            ("75056", "75056"),
            ("69390", "69390"),
            ("35238", "35238"),
        ];
        for (code, entiere) in cas {
            assert_eq!(code.parse::<CodeCommune>().unwrap().commune_entiere().as_str(), entiere);
        }
    }

    #[test]
    fn postal_codes() {
        let cas = [
            ("35000", "35000"),
            ("4200", "codepostal.forme"),
            ("3500A", "codepostal.forme"),
            ("", "codepostal.vide"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(
                texte.parse::<CodePostal>().map_or_else(|r| r.regle.to_owned(), |c| c.to_string()),
                attendu
            );
        }
        assert_eq!(
            CodePostal::complete_par_zero("4200").map(|c| c.to_string()),
            Ok("04200".to_owned())
        );
        assert_eq!(CodePostal::complete_par_zero("420").unwrap_err().regle, "codepostal.forme");
        assert_eq!(CodePostal::complete_par_zero("abcd").unwrap_err().regle, "codepostal.forme");
    }
}

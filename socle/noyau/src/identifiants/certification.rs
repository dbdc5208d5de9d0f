//! RNCP: a certification of the national register (code du travail, article L. 6113-1).

use std::str::FromStr;

use super::court::{debug_lisible, identifiant};
use super::lecture::{chiffres, compacter, refus, vide};
use crate::erreur::ValeurInvalide;

/// Numbers below this one were registered before the 2019 reform.
const PREMIER_NUMERO_DE_2019: u32 = 34_000;

const ATTENDU: &str =
    "n'est pas un code RNCP : RNCP suivi de 2 à 5 chiffres est attendu, par exemple RNCP4911.";

identifiant! {
    /// `RNCP` and a number of 2 to 5 digits without leading zeros. The bare number is accepted.
    Rncp, 9
}

debug_lisible!(Rncp);

impl Rncp {
    /// The number of the certification in the register.
    pub fn numero(&self) -> u32 {
        self.as_str()[4..].parse().unwrap_or_default()
    }

    /// Whether the certification was registered before the 2019 reform.
    pub fn anterieur_2019(&self) -> bool {
        self.numero() < PREMIER_NUMERO_DE_2019
    }
}

impl FromStr for Rncp {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("rncp.vide", "un code RNCP est attendu"));
        }
        if compact.strip_prefix("RS").is_some_and(chiffres) {
            let suite = "est un code du Répertoire spécifique : seules les certifications du RNCP se préparent en apprentissage.";
            return Err(refus("rncp.repertoire_specifique", texte, suite));
        }
        let numero = compact.strip_prefix("RNCP").unwrap_or(&compact);
        let significatif = numero.trim_start_matches('0');
        if !chiffres(numero) || numero.len() > 5 || significatif.len() < 2 {
            return Err(refus("rncp.forme", texte, ATTENDU));
        }
        Ok(Self::conforme(&format!("RNCP{significatif}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes() {
        let cas = [
            ("4911", "RNCP4911"),
            ("RNCP4911", "RNCP4911"),
            ("rncp 34 956", "RNCP34956"),
            ("RNCP00184", "RNCP184"),
            ("12", "RNCP12"),
            ("RS5678", "rncp.repertoire_specifique"),
            ("RNCP", "rncp.forme"),
            ("RNCP1", "rncp.forme"),
            ("RNCP00005", "rncp.forme"),
            ("RNCP123456", "rncp.forme"),
            ("RNCPRNCP12", "rncp.forme"),
            ("NR", "rncp.forme"),
            ("", "rncp.vide"),
        ];
        for (texte, attendu) in cas {
            let lu = texte
                .parse::<Rncp>()
                .map_or_else(|refus| refus.regle.to_owned(), |rncp| rncp.to_string());
            assert_eq!(lu, attendu, "{texte}");
        }
    }

    #[test]
    fn age_of_the_registration() {
        let ancien: Rncp = "RNCP33999".parse().unwrap();
        let recent: Rncp = "RNCP34000".parse().unwrap();
        assert_eq!(
            (ancien.anterieur_2019(), recent.anterieur_2019(), recent.numero()),
            (true, false, 34_000)
        );
    }

    proptest! {
        #[test]
        fn the_number_reads_back(numero in 10u32..100_000) {
            let rncp: Rncp = numero.to_string().parse().unwrap();
            prop_assert_eq!(rncp.numero(), numero);
            prop_assert_eq!(rncp.as_str().parse::<Rncp>(), Ok(rncp));
        }
    }
}

//! MEF: a diploma prepared in a given number of years, one code per year (BCN, table N_MEF).

use std::str::FromStr;

use super::cfd::Cfd;
use super::court::{debug_lisible, identifiant};
use super::lecture::{alphanumerique, chiffres, compacter, refus, vide};
use crate::erreur::ValeurInvalide;

identifiant! {
    /// *Module élémentaire de formation*: 10 digits, dispositif (3), spécialité (5), durée, année.
    Mef10, 10
}

identifiant! {
    /// *MEF statistique*: 11 digits or capitals; the last 5 are the spécialité.
    ///
    /// 380 of the 10 067 codes of the 2024 table hold a letter, in third, second or sixth place.
    MefStat11, 11
}

debug_lisible!(Mef10, MefStat11);

impl Mef10 {
    /// The way the diploma is taught, `241` for a CAP in two years.
    pub fn dispositif(&self) -> &str {
        &self.as_str()[..3]
    }

    /// The 5 characters shared with the CFD of the same diploma.
    pub fn specialite(&self) -> &str {
        &self.as_str()[3..8]
    }

    /// Length of the training in years; 9 means that it is not defined.
    pub fn duree(&self) -> u8 {
        self.as_str().as_bytes()[8] - b'0'
    }

    /// Year of the training this code stands for, from 1; 9 means that it is not defined.
    pub fn annee(&self) -> u8 {
        self.as_str().as_bytes()[9] - b'0'
    }

    /// Whether this MEF may belong to that diploma.
    pub fn concerne(&self, cfd: &Cfd) -> bool {
        self.specialite() == cfd.specialite()
    }
}

impl MefStat11 {
    /// The 5 characters shared with the CFD of the same diploma.
    pub fn specialite(&self) -> &str {
        &self.as_str()[6..]
    }
}

impl FromStr for Mef10 {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("mef10.vide", "un code MEF de 10 chiffres est attendu"));
        }
        if compact.len() != 10 || !chiffres(&compact) {
            return Err(refus(
                "mef10.forme",
                texte,
                "n'est pas un code MEF : 10 chiffres sont attendus.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

impl FromStr for MefStat11 {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide(
                "mefstat11.vide",
                "un code MEF statistique de 11 caractères est attendu",
            ));
        }
        if compact.len() != 11 || !alphanumerique(&compact) {
            return Err(refus(
                "mefstat11.forme",
                texte,
                "n'est pas un code MEF statistique : 11 chiffres ou lettres sont attendus.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposition() {
        let mef: Mef10 = "2543340421".parse().unwrap();
        assert_eq!(
            (mef.dispositif(), mef.specialite(), mef.duree(), mef.annee()),
            ("254", "33404", 2, 1)
        );
        assert!(mef.concerne(&"45033404".parse().unwrap()));
        assert!(!mef.concerne(&"45033405".parse().unwrap()));
        let stat: MefStat11 = "25110033404".parse().unwrap();
        assert_eq!(stat.specialite(), "33404");
        assert!("21Z10033404".parse::<MefStat11>().is_ok());
    }

    #[test]
    fn refused() {
        for texte in ["254334042", "25433404211", "254334042A", "2543340é21"] {
            assert_eq!(texte.parse::<Mef10>().unwrap_err().regle, "mef10.forme", "{texte}");
        }
        for texte in ["2543340421", "2511003340-", "251100334041"] {
            assert_eq!(texte.parse::<MefStat11>().unwrap_err().regle, "mefstat11.forme", "{texte}");
        }
        assert_eq!("".parse::<Mef10>().unwrap_err().regle, "mef10.vide");
        assert_eq!(" ".parse::<MefStat11>().unwrap_err().regle, "mefstat11.vide");
    }
}

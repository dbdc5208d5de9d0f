//! Codes of nomenclatures that have a shape but no key: ROME, NAF, NSF, IDCC, NDA.

use std::str::FromStr;

use super::court::{debug_lisible, identifiant};
use super::lecture::{chiffres, compacter, refus, vide};
use crate::erreur::ValeurInvalide;

identifiant! {
    /// A trade of the *répertoire opérationnel des métiers et des emplois*: `D1102`.
    Rome, 5
}

identifiant! {
    /// An activity of the *nomenclature d'activités française*, without its dot: `8542Z`.
    Naf, 5
}

identifiant! {
    /// A *spécialité de formation*: 2 or 3 digits, then a small letter for the function: `326t`.
    Nsf, 4
}

identifiant! {
    /// A collective agreement, by its identifier padded to 4 digits: `0016`.
    Idcc, 4
}

identifiant! {
    /// A training organisation's *numéro de déclaration d'activité*: 11 characters, the fifth a
    /// digit or `P`. It has no key, and one SIRET may have several.
    Nda, 11
}

debug_lisible!(Rome, Naf, Nsf, Idcc, Nda);

impl Rome {
    /// The *grand domaine*, a letter from A to N.
    pub fn grand_domaine(&self) -> &str {
        &self.as_str()[..1]
    }

    /// The *domaine professionnel*, the first 3 characters.
    pub fn domaine(&self) -> &str {
        &self.as_str()[..3]
    }
}

impl Naf {
    /// The division, first 2 digits, by which activities are most often grouped.
    pub fn division(&self) -> &str {
        &self.as_str()[..2]
    }

    /// The code as INSEE prints it: `85.42Z`.
    pub fn affichage(&self) -> String {
        let code = self.as_str();
        format!("{}.{}", &code[..2], &code[2..])
    }
}

impl Nda {
    /// Code of the region of registration, as regions were before 2016; `01` to `06` overseas.
    pub fn region(&self) -> &str {
        &self.as_str()[..2]
    }
}

impl FromStr for Rome {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("rome.vide", "un code ROME est attendu"));
        }
        if !forme(&compact, "L9999") {
            return Err(refus(
                "rome.forme",
                texte,
                "n'est pas un code ROME : une lettre suivie de 4 chiffres est attendue, par exemple D1102.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

impl FromStr for Naf {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte).replace('.', "");
        if compact.is_empty() {
            return Err(vide("naf.vide", "un code NAF est attendu"));
        }
        if !forme(&compact, "9999L") {
            return Err(refus(
                "naf.forme",
                texte,
                "n'est pas un code NAF : 4 chiffres suivis d'une lettre sont attendus, par exemple 85.42Z.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

impl FromStr for Nsf {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("nsf.vide", "un code NSF est attendu"));
        }
        if !["99", "999", "99L", "999L"].iter().any(|attendue| forme(&compact, attendue)) {
            return Err(refus(
                "nsf.forme",
                texte,
                "n'est pas un code NSF : 2 ou 3 chiffres suivis au plus d'une lettre sont attendus, par exemple 326t.",
            ));
        }
        Ok(Self::conforme(&compact.to_ascii_lowercase()))
    }
}

impl FromStr for Idcc {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("idcc.vide", "un code IDCC est attendu"));
        }
        if !chiffres(&compact) || compact.len() > 4 {
            return Err(refus(
                "idcc.forme",
                texte,
                "n'est pas un code IDCC : 1 à 4 chiffres sont attendus, par exemple 1596.",
            ));
        }
        Ok(Self::conforme(&format!("{compact:0>4}")))
    }
}

impl FromStr for Nda {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("nda.vide", "un numéro de déclaration d'activité est attendu"));
        }
        // The letter counts as a digit of the shape, and only P may stand there.
        let sans_lettre = compact.replacen('P', "0", 1);
        let bien_place = compact.find('P').is_none_or(|rang| rang == 4);
        if !forme(&sans_lettre, "99999999999") || !bien_place {
            return Err(refus(
                "nda.forme",
                texte,
                "n'est pas un numéro de déclaration d'activité : 11 chiffres sont attendus, le cinquième pouvant être la lettre P.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

/// Whether a text has a shape, written with `9` for a digit and any capital for a capital.
fn forme(texte: &str, modele: &str) -> bool {
    texte.len() == modele.len()
        && texte.bytes().zip(modele.bytes()).all(|(octet, attendu)| meme_classe(octet, attendu))
}

fn meme_classe(octet: u8, attendu: u8) -> bool {
    if attendu == b'9' { octet.is_ascii_digit() } else { octet.is_ascii_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Display;

    fn lire<T: FromStr<Err = ValeurInvalide> + Display>(texte: &str) -> String {
        texte.parse::<T>().map_or_else(|refus| refus.regle.to_owned(), |code| code.to_string())
    }

    #[test]
    fn rome() {
        for (texte, attendu) in [
            ("D1102", "D1102"),
            (" d1102", "D1102"),
            ("D110", "rome.forme"),
            ("1D102", "rome.forme"),
            ("D1102A", "rome.forme"),
            ("", "rome.vide"),
        ] {
            assert_eq!(lire::<Rome>(texte), attendu, "{texte}");
        }
        let rome: Rome = "D1102".parse().unwrap();
        assert_eq!((rome.grand_domaine(), rome.domaine()), ("D", "D11"));
    }

    #[test]
    fn naf() {
        for (texte, attendu) in [
            ("85.42Z", "8542Z"),
            ("8542z", "8542Z"),
            ("85.42", "naf.forme"),
            ("8542ZZ", "naf.forme"),
            (".", "naf.vide"),
        ] {
            assert_eq!(lire::<Naf>(texte), attendu, "{texte}");
        }
        let naf: Naf = "1071C".parse().unwrap();
        assert_eq!((naf.division(), naf.affichage()), ("10", "10.71C".to_owned()));
    }

    #[test]
    fn nsf() {
        for (texte, attendu) in [
            ("326", "326"),
            ("326T", "326t"),
            ("32", "32"),
            ("32a", "32a"),
            ("3", "nsf.forme"),
            ("326tt", "nsf.forme"),
            ("t326", "nsf.forme"),
            ("", "nsf.vide"),
        ] {
            assert_eq!(lire::<Nsf>(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn idcc() {
        for (texte, attendu) in [
            ("3", "0003"),
            ("1596", "1596"),
            ("0016", "0016"),
            ("12345", "idcc.forme"),
            ("na", "idcc.forme"),
            ("N.A.", "idcc.forme"),
            ("", "idcc.vide"),
        ] {
            assert_eq!(lire::<Idcc>(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn nda() {
        for (texte, attendu) in [
            ("11754185275", "11754185275"),
            ("7419p000619", "7419P000619"),
            ("11 75 41852 75", "11754185275"),
            ("7419A000619", "nda.forme"),
            ("1175418527", "nda.forme"),
            ("741P0000619", "nda.forme"),
            ("", "nda.vide"),
        ] {
            assert_eq!(lire::<Nda>(texte), attendu, "{texte}");
        }
        assert_eq!("11754185275".parse::<Nda>().unwrap().region(), "11");
    }
}

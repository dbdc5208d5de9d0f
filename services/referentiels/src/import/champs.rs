//! Small values that several publishers write the same way.

use std::str::FromStr;

use importer::{Csv, Enregistrement, Fichier, Illisible, Ligne, Puits, Rejet};
use noyau::ValeurInvalide;
use noyau::dates::DateCivile;
use noyau::erreur::extrait;
use noyau::niveau::NiveauDiplome;

/// A whole number, 0 or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entier(pub i64);

impl FromStr for Entier {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let lu = texte.trim().parse().ok().filter(|n| *n >= 0);
        lu.map(Entier).ok_or_else(|| {
            let message = format!("« {} » n'est pas un nombre entier.", extrait(texte));
            ValeurInvalide::new("entier.forme", texte, message)
        })
    }
}

/// A date, or one of the ways publishers say that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub Option<DateCivile>);

impl FromStr for Date {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        DateCivile::lire(texte).map(Date)
    }
}

/// A level of diploma, or one of the ways publishers say that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Niveau(pub Option<NiveauDiplome>);

impl FromStr for Niveau {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        NiveauDiplome::lire(texte).map(Niveau)
    }
}

/// An optional date of a CSV line; one that cannot be read is noted and left out.
pub fn date(
    puits: &mut Puits,
    ligne: &Ligne<'_>,
    n: usize,
) -> Result<Option<DateCivile>, Illisible> {
    Ok(puits.facultatif(ligne.option::<Date>(n))?.and_then(|d| d.0))
}

/// An optional level of a CSV line; one that cannot be read is noted and left out.
pub fn niveau(
    puits: &mut Puits,
    ligne: &Ligne<'_>,
    n: usize,
) -> Result<Option<NiveauDiplome>, Illisible> {
    Ok(puits.facultatif(ligne.option::<Niveau>(n))?.and_then(|n| n.0))
}

/// A text of a CSV line that must be there.
pub fn requis(ligne: &Ligne<'_>, n: usize) -> Result<String, Rejet> {
    ligne.requis(n).map(str::to_owned)
}

/// Same as [`Ligne::texte`], owned.
pub fn texte(ligne: &Ligne<'_>, n: usize) -> Option<String> {
    ligne.texte(n).map(str::to_owned)
}

/// Reads a CSV file of which each line is one row of one table.
pub fn une_table<E: Enregistrement>(
    csv: Csv,
    fichier: &Fichier,
    puits: &mut Puits,
    colonnes: &[&'static str],
    lire: fn(&Ligne<'_>) -> Result<E, Rejet>,
) -> Result<(), Illisible> {
    csv.lire(fichier, colonnes, |ligne| {
        puits.lu();
        Ok(puits.poser_ou_rejeter(ligne.numero(), lire(ligne))?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        let cas = [("12", Some(12)), (" 0 ", Some(0)), ("-1", None), ("1,5", None), ("", None)];
        for (texte, attendu) in cas {
            assert_eq!(texte.parse::<Entier>().ok().map(|n| n.0), attendu, "{texte}");
        }
    }
}

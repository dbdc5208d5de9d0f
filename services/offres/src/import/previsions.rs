//! The columns of a forecast, in the company file.

use importer::{Ligne, Rejet};
use noyau::identifiants::{Rome, Siret};

use crate::regles::prevision::Prevision;

/// The columns of a forecast. Numbers are decimals with two places; trades are `D1102=1.28|D1106=0.64`.
pub const COLONNES: [&str; 7] = [
    "score",
    "horizon_mois",
    "embauches_12_mois",
    "moyenne_du_secteur",
    "tendance_du_secteur",
    "coefficient_taille",
    "metiers",
];

/// Its values, in the order of the columns.
pub fn ecrire(p: &Prevision) -> [String; 7] {
    let metiers: Vec<String> =
        p.metiers.iter().map(|(rome, n)| format!("{rome}={}", decimal(*n))).collect();
    [
        decimal(p.score),
        p.horizon_mois.to_string(),
        decimal(p.embauches),
        decimal(p.secteur),
        decimal(p.tendance),
        decimal(p.taille),
        metiers.join("|"),
    ]
}

fn decimal(centiemes: i64) -> String {
    format!("{}.{:02}", centiemes / 100, centiemes % 100)
}

/// The forecast of a line, whose columns begin at this rank; none when the file has none.
///
/// # Errors
/// The column that cannot be read.
pub fn lire(ligne: &Ligne<'_>, premier: usize, siret: Siret) -> Result<Option<Prevision>, Rejet> {
    if ligne.texte(premier).is_none() {
        return Ok(None);
    }
    let nombre = |rang: usize| {
        let texte = ligne.champ(premier + rang);
        lire_decimal(texte).ok_or_else(|| faux(ligne, rang, texte))
    };
    let mois = ligne.champ(premier + 1);
    Ok(Some(Prevision {
        siret,
        score: nombre(0)?,
        horizon_mois: mois.parse().map_err(|_| faux(ligne, 1, mois))?,
        embauches: nombre(2)?,
        secteur: nombre(3)?,
        tendance: nombre(4)?,
        taille: nombre(5)?,
        metiers: metiers(ligne.champ(premier + 6)).ok_or_else(|| faux(ligne, 6, ""))?,
    }))
}

fn faux(ligne: &Ligne<'_>, rang: usize, valeur: &str) -> Rejet {
    let message = "ce n'est pas une valeur de « compagnon marche-cache scorer »";
    ligne.origine.rejet(COLONNES[rang], valeur, "prevision.forme", message)
}

fn lire_decimal(texte: &str) -> Option<i64> {
    let (entier, fraction) = texte.split_once('.')?;
    let (entier, centiemes): (i64, i64) = (entier.parse().ok()?, fraction.parse().ok()?);
    let bon = (0..=1_000_000).contains(&entier) && fraction.len() == 2 && centiemes >= 0;
    bon.then_some(entier * 100 + centiemes)
}

fn metiers(texte: &str) -> Option<Vec<(Rome, i64)>> {
    let un = |mot: &str| {
        let (rome, nombre) = mot.split_once('=')?;
        Some((rome.parse().ok()?, lire_decimal(nombre)?))
    };
    texte.split('|').filter(|mot| !mot.is_empty()).map(un).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_read_back() {
        for n in [0, 1, 99, 100, 1_205, 100_000_000] {
            assert_eq!(lire_decimal(&decimal(n)), Some(n), "{n}");
        }
        for faux in ["", "1", "1.2", "-1.00", "1.-1", "a.00"] {
            assert_eq!(lire_decimal(faux), None, "{faux}");
        }
        assert_eq!(metiers("D1102=1.28|D1106=0.64").unwrap().len(), 2);
        assert_eq!((metiers(""), metiers("D1102")), (Some(Vec::new()), None));
    }
}

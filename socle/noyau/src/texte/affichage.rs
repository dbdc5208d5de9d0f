//! Numbers and agreement as French typography writes them.

/// Narrow no-break space: thousands separator and space before a unit.
const FINE: char = '\u{202f}';

/// A whole number with thousands apart: `1234567` → `1 234 567` (narrow no-break spaces).
pub fn nombre(valeur: i64) -> String {
    let chiffres = valeur.unsigned_abs().to_string();
    let signe = if valeur < 0 { "-" } else { "" };
    format!("{signe}{}", grouper(&chiffres))
}

fn grouper(chiffres: &str) -> String {
    let mut groupe = String::with_capacity(chiffres.len() * 2);
    for (rang, chiffre) in chiffres.chars().enumerate() {
        if rang > 0 && (chiffres.len() - rang).is_multiple_of(3) {
            groupe.push(FINE);
        }
        groupe.push(chiffre);
    }
    groupe
}

/// A decimal number with a comma, rounded to at most `decimales` places, without trailing zeros.
///
/// `decimal(1234.50, 2)` → `1 234,5`. Not-a-number and infinities are written `—`.
pub fn decimal(valeur: f64, decimales: usize) -> String {
    if !valeur.is_finite() {
        return "—".to_owned();
    }
    let arrondi = format!("{:.*}", decimales, valeur.abs());
    let (entier, fraction) = arrondi.split_once('.').unwrap_or((&arrondi, ""));
    let fraction = fraction.trim_end_matches('0');
    let nul = entier == "0" && fraction.is_empty();
    let signe = if valeur < 0.0 && !nul { "-" } else { "" };
    let virgule = if fraction.is_empty() { "" } else { "," };
    format!("{signe}{}{virgule}{fraction}", grouper(entier))
}

/// A distance in kilometres, as precise as a traveller needs: `350 m`, `3,4 km`, `128 km`.
pub fn distance(km: f64) -> String {
    if km < 0.995 {
        let dizaines = (km.max(0.0) * 100.0).round() * 10.0;
        return format!("{}{FINE}m", decimal(dizaines, 0));
    }
    let decimales = if km < 9.95 { 1 } else { 0 };
    format!("{}{FINE}km", decimal(km, decimales))
}

/// A count and its noun, in agreement: `0 offre`, `1 offre`, `1 200 offres`.
///
/// For one regular noun (`bateau` → `bateaux`, `journal` → `journaux`, `prix` → `prix`). Give both
/// forms of a group of words to [`accord`].
pub fn pluriel(n: i64, mot: &str) -> String {
    accord(n, mot, &au_pluriel(mot))
}

/// A count and the form that agrees with it. In French the plural starts at two.
pub fn accord(n: i64, singulier: &str, pluriel: &str) -> String {
    let forme = if n.unsigned_abs() < 2 { singulier } else { pluriel };
    format!("{} {forme}", nombre(n))
}

fn au_pluriel(mot: &str) -> String {
    if mot.ends_with(['s', 'x', 'z']) {
        return mot.to_owned();
    }
    if let Some(radical) = mot.strip_suffix("al") {
        return format!("{radical}aux");
    }
    let marque = if mot.ends_with("au") || mot.ends_with("eu") { 'x' } else { 's' };
    format!("{mot}{marque}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_numbers() {
        let cas = [
            (0, "0"),
            (999, "999"),
            (1234, "1_234"),
            (-1_234_567, "-1_234_567"),
            (i64::MIN, "-9_223_372_036_854_775_808"),
        ];
        for (valeur, attendu) in cas {
            assert_eq!(nombre(valeur), attendu.replace('_', "\u{202f}"));
        }
    }

    #[test]
    fn decimals() {
        let cas = [
            (1234.5, 2, "1_234,5"),
            (3.0, 1, "3"),
            (-0.04, 1, "0"),
            (-2.25, 2, "-2,25"),
            (0.1 + 0.2, 2, "0,3"),
            (f64::NAN, 1, "—"),
        ];
        for (valeur, decimales, attendu) in cas {
            assert_eq!(decimal(valeur, decimales), attendu.replace('_', "\u{202f}"));
        }
    }

    #[test]
    fn distances() {
        let cas = [
            (0.0, "0_m"),
            (0.354, "350_m"),
            (0.994, "990_m"),
            (0.996, "1_km"),
            (3.44, "3,4_km"),
            (9.94, "9,9_km"),
            (9.96, "10_km"),
            (128.4, "128_km"),
        ];
        for (km, attendu) in cas {
            assert_eq!(distance(km), attendu.replace('_', "\u{202f}"), "{km}");
        }
    }

    #[test]
    fn agreement() {
        let cas = [
            (0, "offre", "0 offre"),
            (1, "offre", "1 offre"),
            (2, "offre", "2 offres"),
            (2, "prix", "2 prix"),
            (3, "bateau", "3 bateaux"),
            (3, "lieu", "3 lieux"),
            (3, "journal", "3 journaux"),
            (1200, "offre", "1\u{202f}200 offres"),
        ];
        for (n, mot, attendu) in cas {
            assert_eq!(pluriel(n, mot), attendu);
        }
        assert_eq!(accord(2, "offre d'emploi", "offres d'emploi"), "2 offres d'emploi");
    }

    proptest! {
        #[test]
        fn a_number_reads_back(valeur in any::<i64>()) {
            let relu: i64 = nombre(valeur).replace('\u{202f}', "").parse().unwrap();
            prop_assert_eq!(relu, valeur);
        }
    }
}

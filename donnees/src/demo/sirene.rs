//! Invented identifiers that pass the official checks: SIRET, UAI, NDA, telephone.

/// Number of SIREN kept for companies; above it, establishments are second ones of the same companies.
pub(crate) const ENTREPRISES: u32 = 490_000;

/// The SIREN of the `base`-th invented legal unit: `00`, six digits, the Luhn key. The INSEE starts at 005.
pub(crate) fn siren(base: u32) -> String {
    with_key(format!("00{base:06}"))
}

/// The SIRET of establishment `rang` (1 for the head office) of this SIREN.
pub(crate) fn siret(siren: &str, rang: u32) -> String {
    with_key(format!("{siren}{rang:04}"))
}

/// The number of a company among the bases, spread by the seed so that neighbours do not look alike.
pub(crate) fn base_entreprise(graine: u64, rang: u32) -> u32 {
    let spread = (u64::from(rang) * 123_457).wrapping_add(graine) % u64::from(ENTREPRISES);
    1 + u32::try_from(spread).unwrap_or_default()
}

fn with_key(mut digits: String) -> String {
    let sum: u32 =
        digits.bytes().rev().enumerate().map(|(rank, b)| luhn(rank, u32::from(b - b'0'))).sum();
    let key = (10 - sum % 10) % 10;
    digits.push_str(&key.to_string());
    digits
}

// The key takes the rightmost rank, so the digit beside it is the first to be doubled.
fn luhn(rank_before_key: usize, digit: u32) -> u32 {
    match rank_before_key % 2 {
        0 if digit > 4 => digit * 2 - 9,
        0 => digit * 2,
        _ => digit,
    }
}

/// The UAI of the `rang`-th organisation in this département, numbered from 4000 where none exists.
pub(crate) fn uai(departement: &str, rang: u32) -> String {
    const LETTRES: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    let zone = match departement {
        "2A" => 620,
        "2B" => 720,
        code => code.parse().unwrap_or_default(),
    };
    let number = zone * 10_000 + 4_000 + rang;
    let letter = LETTRES.get(number as usize % 23).copied().unwrap_or(b'A');
    format!("{number:07}{}", char::from(letter))
}

/// Declaration number of a training organisation: region, département, order, eleven digits in all.
pub(crate) fn nda(region: &str, departement: &str, rang: u32) -> String {
    let departement = departement.replace(['A', 'B'], "0");
    let head = format!("{region:0>2}{departement}");
    let width = 11 - head.len();
    format!("{head}{:0width$}", 90_000 + rang)
}

/// A telephone number of the ranges kept for fiction (ARCEP decision 2018-0881), by area, in E.164.
pub(crate) fn telephone(region: &str, suffixe: u32) -> String {
    let range = match region {
        "24" | "28" | "52" | "53" => "26191",
        "27" | "32" | "44" => "35301",
        "76" | "84" | "93" | "94" => "46571",
        "75" => "53649",
        _ => "19900",
    };
    format!("+33{range}{:04}", suffixe % 10_000)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn keys_follow_luhn() {
        // 732829320 00074 is the example of the INSEE's documentation.
        assert_eq!(with_key("73282932".to_owned()), "732829320");
        assert_eq!(siret("732829320", 7), "73282932000074");
    }

    #[test]
    fn companies_do_not_share_a_siren() {
        let bases: HashSet<u32> = (0..ENTREPRISES).map(|rang| base_entreprise(42, rang)).collect();
        assert_eq!(bases.len(), ENTREPRISES as usize);
        assert!(bases.iter().all(|&base| (1..500_000).contains(&base)));
    }

    #[test]
    fn identifiers_have_their_length() {
        assert_eq!(uai("35", 12), "0354012W");
        assert_eq!(uai("974", 0).len(), 8);
        for (region, departement) in [("53", "35"), ("94", "2A"), ("04", "974")] {
            assert_eq!(nda(region, departement, 5_999).len(), 11);
        }
        assert_eq!(telephone("53", 42), "+33261910042");
    }
}

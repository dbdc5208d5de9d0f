//! The French names of months.

/// Months in order; they take no capital in French.
pub(super) const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The name of a month numbered from 1.
pub(super) fn mois(numero: u32) -> &'static str {
    numero.checked_sub(1).and_then(|rang| MOIS.get(rang as usize)).copied().unwrap_or_default()
}

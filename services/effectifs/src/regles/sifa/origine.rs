//! Where they come from: REGIME_SCO, PCS, NATIO, SIT_AV_APP, DIP_OBT, SIT_N_1, ETAB_N_1.

use super::Inscription;

/// Boarder, half-boarder, day pupil, boarder who goes home.
const REGIMES: &[&str] = &["I", "D", "E", "IE"];

/// Trades of the legal representative.
const PCS: &[&str] = &[
    "10", "21", "22", "23", "31", "33", "34", "35", "37", "38", "42", "43", "44", "45", "46", "47",
    "48", "52", "53", "54", "55", "56", "61", "66", "69", "71", "72", "73", "76", "81", "82", "99",
];

/// French, of the European Union, of elsewhere.
const NATIONALITES: &[&str] = &["1", "2", "3"];

/// What they did before the contract.
const SITUATIONS: &[&str] = &["11", "12", "21", "31", "41", "51", "52", "53", "54", "90", "99"];

/// Highest diploma they have.
const DIPLOMES: &[&str] = &[
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "99",
];

/// A code of a département is said with three characters, an UAI with eight.
const CARACTERES_D_UN_DEPARTEMENT: usize = 3;

/// REGIME_SCO.
pub fn regime(i: &Inscription) -> String {
    i.parmi("REGIME_SCO", REGIMES)
}

/// PCS: trade of the legal representative.
pub fn pcs(i: &Inscription) -> String {
    i.parmi("PCS", PCS)
}

/// NATIO.
pub fn nationalite(i: &Inscription) -> String {
    i.parmi("NATIO", NATIONALITES)
}

/// SIT_AV_APP: situation before the contract.
pub fn situation_avant(i: &Inscription) -> String {
    i.parmi("SIT_AV_APP", SITUATIONS)
}

/// DIP_OBT: highest diploma, on two digits.
pub fn diplome_obtenu(i: &Inscription) -> String {
    let lu = format!("{:0>2}", i.autre("DIP_OBT"));
    if DIPLOMES.contains(&lu.as_str()) { lu } else { String::new() }
}

/// SIT_N_1: situation the year before.
pub fn situation_precedente(i: &Inscription) -> String {
    i.champ("derniere_situation")
}

/// ETAB_N_1: establishment of the year before, or its département on three characters.
pub fn etablissement_precedent(i: &Inscription) -> String {
    let lu = i.champ("dernier_organisme_uai");
    if lu.is_empty() { lu } else { format!("{lu:0>CARACTERES_D_UN_DEPARTEMENT$}") }
}

//! The contract of the day observed: TYPE_EMP, DATE_DEB_CONT, DATE_RUPT_CONT, COM_ETAB, NAF_ETAB, NBSAL_EMP, SIRET_EMP.

use super::{Inscription, texte};
use crate::regles::dossier::ContratRecu;

/// Kinds of employers: private ones, then public ones.
const EMPLOYEURS: &[&str] = &[
    "11", "12", "13", "14", "15", "16", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30",
];

/// The last one begun by the day observed: one that begins later is for the next survey.
fn contrat(i: &Inscription) -> Option<&ContratRecu> {
    let commences = i.contenu.contrats.iter().filter(|c| c.debut <= i.observation);
    commences.max_by_key(|c| c.debut)
}

/// TYPE_EMP: kind of the employer.
pub fn type_d_employeur(i: &Inscription) -> String {
    i.parmi("TYPE_EMP", EMPLOYEURS)
}

/// DATE_DEB_CONT: first day of the contract.
pub fn debut(i: &Inscription) -> String {
    contrat(i).map(|c| texte::jour(c.debut)).unwrap_or_default()
}

/// DATE_RUPT_CONT: day of its rupture, when it was broken by the day observed.
pub fn rupture(i: &Inscription) -> String {
    let rompu = contrat(i).and_then(|c| c.rupture).filter(|r| *r <= i.observation);
    rompu.map(texte::jour).unwrap_or_default()
}

/// COM_ETAB: postal code of the employer.
pub fn code_postal(i: &Inscription) -> String {
    i.autre("COM_ETAB")
}

/// NAF_ETAB: activity of the employer.
pub fn naf(i: &Inscription) -> String {
    i.autre("NAF_ETAB").replace('.', "").to_uppercase()
}

/// NBSAL_EMP: employees of the employer.
pub fn salaries(i: &Inscription) -> String {
    let lu = i.autre("NBSAL_EMP");
    if lu.bytes().all(|o| o.is_ascii_digit()) { lu } else { String::new() }
}

/// SIRET_EMP: the employer.
pub fn siret(i: &Inscription) -> String {
    contrat(i).and_then(|c| c.siret.clone()).unwrap_or_default()
}

//! Which training: DIPLOME, RNCP, DUR_FORM_THEO, DUR_FORM_REELLE, AN_FORM, DATE_ENTREE_CFA.

use super::{Inscription, texte};

/// Days of a month, when a length in days is said in months.
const JOURS_PAR_MOIS: i64 = 30;

/// DIPLOME: the code of the diploma in force at the entry.
pub fn diplome(i: &Inscription) -> String {
    i.cfd.clone().unwrap_or_default()
}

/// RNCP: the certification, when there is no diploma.
pub fn rncp(i: &Inscription) -> String {
    i.rncp.clone().filter(|_| i.cfd.is_none()).unwrap_or_default()
}

/// DUR_FORM_THEO: months that the diploma usually takes.
pub fn duree_theorique(i: &Inscription) -> String {
    i.champ("duree_theorique_formation_mois")
}

/// DUR_FORM_REELLE: months from the entry to the end, rounded.
pub fn duree_reelle(i: &Inscription) -> String {
    let session = i.contenu.session;
    let jours = session.entree.jours_jusqua(session.fin);
    ((jours + JOURS_PAR_MOIS / 2) / JOURS_PAR_MOIS).to_string()
}

/// AN_FORM: year of the training, `1A`.
pub fn annee(i: &Inscription) -> String {
    let annee = i.champ("annee_formation");
    if annee.is_empty() { annee } else { format!("{annee}A") }
}

/// DATE_ENTREE_CFA: first day of the training.
pub fn entree(i: &Inscription) -> String {
    texte::jour(i.contenu.session.entree)
}

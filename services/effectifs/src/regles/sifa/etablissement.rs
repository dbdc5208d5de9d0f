//! Which centre: NUMERO_UAI, TYPE_CFA, SIT_FORM, UAI_EPLE, NAT_STR_JUR, STATUT.

use super::Inscription;

/// The kinds of training centres, as the survey numbers them.
pub const TYPES_DE_CFA: [(&str, &str); 10] = [
    ("01", "Public, éducation nationale"),
    ("02", "Public, enseignement supérieur"),
    ("03", "Public agricole"),
    ("04", "Collectivité territoriale"),
    ("05", "Autre public"),
    ("06", "Consulaire"),
    ("07", "Branche professionnelle"),
    ("08", "Entreprise"),
    ("09", "Associatif"),
    ("10", "Autre privé"),
];

/// NUMERO_UAI: the centre that answers for the training, else the one that teaches.
pub fn numero_uai(i: &Inscription) -> String {
    let uai = if i.uai_responsable.is_empty() { &i.uai_formateur } else { &i.uai_responsable };
    uai.clone()
}

/// TYPE_CFA: that of the enrolment, else the one that the centre said once for all.
pub fn type_cfa(i: &Inscription) -> String {
    let lu = i.champ("type_cfa");
    if lu.is_empty() { i.type_du_centre.clone() } else { lu }
}

/// SIT_FORM: the site where the training is given.
pub fn sit_form(i: &Inscription) -> String {
    i.uai_formateur.clone()
}

/// UAI_EPLE and NAT_STR_JUR: `NC`, not known to training centres.
pub fn non_connu(_: &Inscription) -> String {
    "NC".to_owned()
}

/// STATUT: `APP`, an apprentice.
pub fn statut(_: &Inscription) -> String {
    "APP".to_owned()
}

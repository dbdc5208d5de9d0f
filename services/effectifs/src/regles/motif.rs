//! Why a centre takes an enrolment out.

/// A reason: code, what people read.
pub const MOTIFS: [(&str, &str); 6] = [
    ("MAUVAISE_MANIP", "Créé par erreur"),
    ("RETOUR_SCOLAIRE", "Retour dans un parcours scolaire"),
    ("CHANGEMENT_CFA", "Parti dans un autre centre de formation"),
    ("REFUS_CANDIDATURE", "Candidature refusée"),
    (DOUBLON, "En double"),
    (AUTRE, "Autre raison"),
];

/// The one of merged doubles.
pub const DOUBLON: &str = "DOUBLON";

/// The one that must be explained.
pub const AUTRE: &str = "AUTRE";

/// Longest explanation, in characters.
pub const PRECISION_MAX: usize = 150;

/// Days during which it can be undone.
pub const RETABLIR_JOURS: i64 = 30;

/// What people read.
pub fn libelle(code: &str) -> &'static str {
    MOTIFS.iter().find(|(c, _)| *c == code).map_or("Raison inconnue", |(_, l)| l)
}

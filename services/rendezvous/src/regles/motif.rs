//! What a person wants to talk about.

/// A reason for an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motif {
    /// Stable code, that of the former service.
    pub code: &'static str,
    /// What the form says.
    pub libelle: &'static str,
}

/// Code of the reason that is written in words.
pub const AUTRE: &str = "autre";

const fn motif(code: &'static str, libelle: &'static str) -> Motif {
    Motif { code, libelle }
}

/// The twelve of them, in the order of the form.
pub const MOTIFS: [Motif; 12] = [
    motif("modalite", "Comment m’inscrire"),
    motif("place", "Le nombre de places qui restent"),
    motif("accompagnement", "L’aide pour trouver une entreprise"),
    motif("contenu", "Ce qu’on apprend dans la formation"),
    motif("horaire", "Les horaires et le rythme"),
    motif("lieu", "Le lieu et l’accès"),
    motif("frais", "Les frais à prévoir"),
    motif("debouche", "Ce qu’on peut faire après"),
    motif("plus", "L’alternance en général"),
    motif("suivi", "Où en est ma candidature"),
    motif("porte", "Les portes ouvertes"),
    motif(AUTRE, "Autre chose"),
];

/// The reasons that these codes name, in the order of the form, each once; what names none is left
/// out.
pub fn lire<'a>(codes: impl IntoIterator<Item = &'a str>) -> Vec<Motif> {
    let codes: Vec<&str> = codes.into_iter().collect();
    MOTIFS.into_iter().filter(|m| codes.contains(&m.code)).collect()
}

/// The reasons kept in one column.
pub fn du_texte(texte: &str) -> Vec<Motif> {
    lire(texte.split(','))
}

/// The column that keeps them.
pub fn en_texte(motifs: &[Motif]) -> String {
    motifs.iter().map(|m| m.code).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_read_once_and_in_order() {
        let lus = lire(["autre", "frais", "inconnu", "frais", ""]);
        assert_eq!(lus.iter().map(|m| m.code).collect::<Vec<_>>(), ["frais", "autre"]);
        assert_eq!(du_texte(&en_texte(&lus)), lus);
        assert!(du_texte("").is_empty());
    }

    #[test]
    fn there_are_twelve_each_with_its_own_words() {
        for (rang, un) in MOTIFS.iter().enumerate() {
            for autre in &MOTIFS[rang + 1..] {
                assert!(un.code != autre.code && un.libelle != autre.libelle);
            }
        }
    }
}

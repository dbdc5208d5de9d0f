//! The answer of an employer: one for each application.

/// Longest text of an answer.
pub const TEXTE_MAX: usize = 2_000;

/// How long the link of the mail answers (ms): two months.
pub const VIE_DU_LIEN_MS: i64 = 60 * 86_400_000;

/// How long an answer may be taken back before its mails leave (ms): ten minutes.
pub const REPENTIR_MS: i64 = 10 * 60_000;

/// When the mails of an answer leave (ms since 1970). An interview shows at once who a hidden candidate
/// is: that cannot be taken back.
pub fn depart(intention: Intention, anonyme: bool, repondue_le: i64) -> i64 {
    match (intention, anonyme) {
        (Intention::Entretien, true) => repondue_le,
        _ => repondue_le + REPENTIR_MS,
    }
}

/// What the employer intends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intention {
    /// To meet the candidate.
    Entretien,
    /// Nothing yet.
    NeSaitPas,
    /// Not to go further.
    Refus,
}

impl Intention {
    /// Every intention, in the order of the page.
    pub const TOUTES: [Intention; 3] =
        [Intention::Entretien, Intention::NeSaitPas, Intention::Refus];

    /// How it is stored and written in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Intention::Entretien => "entretien",
            Intention::NeSaitPas => "ne_sait_pas",
            Intention::Refus => "refus",
        }
    }

    /// The intention of this code.
    pub fn lire(code: &str) -> Option<Intention> {
        Intention::TOUTES.into_iter().find(|i| i.code() == code)
    }

    /// What the employer chooses.
    pub fn choix(self) -> &'static str {
        match self {
            Intention::Entretien => "Proposer un entretien",
            Intention::NeSaitPas => "Je ne sais pas encore",
            Intention::Refus => "Refuser",
        }
    }

    /// What both read afterwards.
    pub fn libelle(self) -> &'static str {
        match self {
            Intention::Entretien => "Entretien proposé",
            Intention::NeSaitPas => "Candidature à l’étude",
            Intention::Refus => "Candidature refusée",
        }
    }

    /// What is proposed to the employer, who may change every word.
    pub fn texte(self, entreprise: &str) -> String {
        match self {
            Intention::Entretien => format!(
                "Bonjour,\n\nVotre candidature nous intéresse et nous souhaitons vous rencontrer. Pouvez-vous nous donner vos disponibilités ?\n\n{entreprise}"
            ),
            Intention::NeSaitPas => format!(
                "Bonjour,\n\nNous avons bien reçu votre candidature. Nous n’avons pas encore décidé et reviendrons vers vous.\n\n{entreprise}"
            ),
            Intention::Refus => format!(
                "Bonjour,\n\nNous avons lu votre candidature. Nous ne pouvons pas lui donner suite et vous souhaitons de trouver l’entreprise qui vous convient.\n\n{entreprise}"
            ),
        }
    }
}

/// The reasons that an employer may give: code, what the candidate reads.
pub const MOTIFS: [(&str, &str); 5] = [
    ("competences", "Les compétences ne correspondent pas au poste"),
    ("personnalisation", "La candidature est trop générale"),
    ("formation", "La formation préparée ne convient pas"),
    ("contrat", "Le type de contrat ne convient pas"),
    ("metier", "L’entreprise ne recrute pas dans ce métier"),
];

/// What the candidate reads of the reasons given, in the order of the page; what is not one is left
/// aside.
pub fn motifs(codes: &[&str]) -> Vec<&'static str> {
    MOTIFS.iter().filter(|(code, _)| codes.contains(code)).map(|(_, libelle)| *libelle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_waits_ten_minutes_unless_it_reveals_someone() {
        for (intention, anonyme, attendu) in [
            (Intention::Refus, false, 5 + REPENTIR_MS),
            (Intention::Refus, true, 5 + REPENTIR_MS),
            (Intention::NeSaitPas, true, 5 + REPENTIR_MS),
            (Intention::Entretien, false, 5 + REPENTIR_MS),
            (Intention::Entretien, true, 5),
        ] {
            assert_eq!(depart(intention, anonyme, 5), attendu, "{intention:?} {anonyme}");
        }
    }

    #[test]
    fn codes_read_back_and_texts_say_who_writes() {
        for intention in Intention::TOUTES {
            assert_eq!(Intention::lire(intention.code()), Some(intention));
            let texte = intention.texte("Boulangerie des Lices");
            assert!(texte.ends_with("Boulangerie des Lices") && texte.len() < TEXTE_MAX);
        }
        assert_eq!(Intention::lire("peut_etre"), None);
    }

    #[test]
    fn only_known_reasons_are_told() {
        assert_eq!(motifs(&["metier", "age", "competences"]), [MOTIFS[0].1, MOTIFS[4].1]);
        assert!(motifs(&[]).is_empty());
    }
}

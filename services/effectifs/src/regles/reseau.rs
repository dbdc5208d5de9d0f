//! The networks that answer themselves for the training that their centres give, hence see its apprentices by name.

/// By their code in the directory, without signs.
const RESPONSABLES: [&str; 4] = ["aftral", "afpa", "compdudevoir", "compagnonsdudevoir"];

/// Whether a network answers for the training of its centres.
pub fn est_responsable(code: &str) -> bool {
    let nu: String = code.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    RESPONSABLES.contains(&nu.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_networks_answer_for_the_training() {
        for (code, attendu) in [
            ("AFTRAL", true),
            ("afpa", true),
            ("compagnons-du-devoir", true),
            ("COMP_DU_DEVOIR", true),
            ("cma", false),
            ("compagnons-du-tour-de-france", false),
            ("", false),
        ] {
            assert_eq!(est_responsable(code), attendu, "{code}");
        }
    }
}

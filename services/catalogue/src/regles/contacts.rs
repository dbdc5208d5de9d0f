//! Whom a publisher says to write to about a training.

use noyau::identifiants::Courriel;

/// The mailboxes of a training, as its publisher gives them. Some are those of persons: they serve
/// to write to them, and are shown to nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Of the training itself.
    pub formation: Option<String>,
    /// Of who teaches.
    pub formateur: Option<String>,
    /// Of who answers for it.
    pub gestionnaire: Option<String>,
}

impl Contacts {
    /// From the fields of a record; a field that holds several addresses keeps those that can be
    /// read, separated by `;`, and one that holds none is absent.
    pub fn lire([formation, formateur, gestionnaire]: [Option<&str>; 3]) -> Self {
        Contacts {
            formation: formation.and_then(lisibles),
            formateur: formateur.and_then(lisibles),
            gestionnaire: gestionnaire.and_then(lisibles),
        }
    }

    /// Whether the publisher gives none.
    pub fn vides(&self) -> bool {
        *self == Contacts::default()
    }
}

fn lisibles(champ: &str) -> Option<String> {
    let lues = Courriel::separer(champ).filter_map(|adresse| adresse.parse::<Courriel>().ok());
    let lues: Vec<String> = lues.map(|courriel| courriel.as_str().to_owned()).collect();
    (!lues.is_empty()).then(|| lues.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_keeps_the_addresses_that_can_be_read() {
        let cas = [
            (Some("Contact@CFA.fr"), Some("contact@cfa.fr")),
            (Some("a@cfa.fr##b@cfa.fr"), Some("a@cfa.fr;b@cfa.fr")),
            (Some("a@cfa.fr, illisible"), Some("a@cfa.fr")),
            (Some("néant"), None),
            (Some(""), None),
            (None, None),
        ];
        for (champ, attendu) in cas {
            let lus = Contacts::lire([champ, None, None]);
            assert_eq!(lus.formation.as_deref(), attendu, "{champ:?}");
            assert_eq!(lus.vides(), attendu.is_none());
        }
    }
}

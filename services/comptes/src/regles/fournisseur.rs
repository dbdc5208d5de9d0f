//! Identity providers, and what becomes of someone whom one of them identified.

/// An attempt to sign in at a provider lasts this long (ms).
pub const ATTENTE_MS: i64 = 10 * 60 * 1000;

/// A provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fournisseur {
    /// Agents and professionals.
    ProConnect,
    /// Persons.
    FranceConnect,
}

impl Fournisseur {
    /// Both.
    pub const TOUS: [Fournisseur; 2] = [Fournisseur::ProConnect, Fournisseur::FranceConnect];

    /// Stable code, in addresses and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Fournisseur::ProConnect => "proconnect",
            Fournisseur::FranceConnect => "franceconnect",
        }
    }

    /// What people call it.
    pub fn nom(self) -> &'static str {
        match self {
            Fournisseur::ProConnect => "ProConnect",
            Fournisseur::FranceConnect => "FranceConnect",
        }
    }

    /// The provider of this code.
    pub fn lire(code: &str) -> Option<Self> {
        Fournisseur::TOUS.into_iter().find(|f| f.code() == code)
    }

    /// What is asked to be known, besides the identifier: the least that serves.
    pub fn portees(self) -> &'static [&'static str] {
        match self {
            Fournisseur::ProConnect => &["email", "given_name", "usual_name", "siret", "idp_id"],
            Fournisseur::FranceConnect => &["email"],
        }
    }

    /// What else it wants to be told: FranceConnect the level of assurance (eIDAS low, enough
    /// where nothing is certified), ProConnect that we want to know how the person proved it.
    pub fn parametres(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Fournisseur::ProConnect => &[("claims", r#"{"id_token":{"amr":{"essential":true}}}"#)],
            Fournisseur::FranceConnect => &[("acr_values", "eidas1")],
        }
    }

    /// Whether the mailbox it tells is that of the person. ProConnect sends each professional to
    /// the provider of their domain; the mailbox of FranceConnect is typed by the person.
    pub fn garantit_le_courriel(self, verifie: Option<bool>) -> bool {
        match self {
            Fournisseur::ProConnect => verifie != Some(false),
            Fournisseur::FranceConnect => verifie == Some(true),
        }
    }
}

/// What becomes of someone whom a provider identified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suite {
    /// The session of this account opens; the identity is attached to it if it was not.
    Ouvrir(String),
    /// An account has this mailbox, but nothing proves that it is theirs.
    Prouver,
    /// Nobody knows them.
    Inconnue,
}

/// Decides, from the account of the identity, that of the session under way and that of the
/// mailbox.
pub fn suivre(
    identite: Option<String>,
    session: Option<String>,
    courriel: Option<String>,
    garanti: bool,
) -> Suite {
    match (identite.or(session), courriel) {
        (Some(compte), _) => Suite::Ouvrir(compte),
        (None, Some(compte)) if garanti => Suite::Ouvrir(compte),
        (None, Some(_)) => Suite::Prouver,
        (None, None) => Suite::Inconnue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_opens_its_account_and_a_mailbox_only_when_it_is_proven() {
        let de = |compte: &str| (!compte.is_empty()).then(|| compte.to_owned());
        let ouvrir = |compte: &str| Suite::Ouvrir(compte.to_owned());
        let cas = [
            (("i", "s", "c", true), ouvrir("i")),
            (("i", "", "", false), ouvrir("i")),
            (("", "s", "c", false), ouvrir("s")),
            (("", "", "c", true), ouvrir("c")),
            (("", "", "c", false), Suite::Prouver),
            (("", "", "", true), Suite::Inconnue),
        ];
        for ((i, s, c, garanti), attendue) in cas {
            assert_eq!(suivre(de(i), de(s), de(c), garanti), attendue, "{i} {s} {c} {garanti}");
        }
    }

    #[test]
    fn who_vouches_for_a_mailbox() {
        use Fournisseur::{FranceConnect, ProConnect};
        let cas = [
            (ProConnect, None, true),
            (ProConnect, Some(true), true),
            (ProConnect, Some(false), false),
            (FranceConnect, None, false),
            (FranceConnect, Some(false), false),
            (FranceConnect, Some(true), true),
        ];
        for (f, verifie, attendu) in cas {
            assert_eq!(f.garantit_le_courriel(verifie), attendu, "{f:?} {verifie:?}");
        }
        assert!(Fournisseur::TOUS.iter().all(|f| Fournisseur::lire(f.code()) == Some(*f)));
    }
}

//! Times and limits of what opens a session, and where one may be sent afterwards.

/// A sign-in link works this long (ms): the time to open one's mail.
pub const LIEN_MS: i64 = 15 * 60 * 1000;

/// Links sent to one mailbox in an hour.
pub const LIENS_PAR_HEURE: i64 = 5;

/// A session not used for this long is over (ms): a working day.
pub const INACTIVITE_MS: i64 = 12 * 3600 * 1000;

/// A session is over after this long in any case (ms).
pub const SESSION_MS: i64 = 7 * 24 * 3600 * 1000;

/// A session remembers its last use this often (ms).
pub const PAS_MS: i64 = 60_000;

/// Wrong codes of a second factor before the session is closed.
pub const ESSAIS_MAX: i64 = 5;

/// The support looks through someone's eyes at most this long (ms).
pub const OBSERVATION_MS: i64 = 15 * 60 * 1000;

/// Whether a session is still open.
pub fn ouverte(vue_le: i64, expire_le: i64, fermee_le: Option<i64>, maintenant: i64) -> bool {
    fermee_le.is_none() && maintenant < expire_le && maintenant - vue_le < INACTIVITE_MS
}

/// Whether a link can still be used.
pub fn valable(expire_le: i64, utilise_le: Option<i64>, maintenant: i64) -> bool {
    utilise_le.is_none() && maintenant < expire_le
}

/// Where to go once signed in: a page of this site, else one's space. What another site could
/// forge into an address is never followed.
pub fn suite(voulue: &str) -> &str {
    let sure = voulue.starts_with('/')
        && !voulue.starts_with("//")
        && !voulue.contains(['\\', '\n', '\r', '\t'])
        && voulue.len() <= 500
        && !voulue.starts_with("/connexion")
        && !voulue.starts_with("/deconnexion");
    if sure { voulue } else { "/espace" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_never_sent_elsewhere() {
        let cas = [
            ("/organismes?q=a", "/organismes?q=a"),
            ("", "/espace"),
            ("https://exemple.fr", "/espace"),
            ("//exemple.fr", "/espace"),
            ("/\\exemple.fr", "/espace"),
            ("/a\r\nSet-Cookie: x", "/espace"),
            ("/connexion?suite=/connexion", "/espace"),
            ("javascript:alert(1)", "/espace"),
        ];
        for (voulue, attendue) in cas {
            assert_eq!(suite(voulue), attendue, "{voulue}");
        }
    }

    #[test]
    fn a_session_ends_by_itself() {
        let cas = [
            (0, SESSION_MS, None, 1, true),
            (0, SESSION_MS, None, INACTIVITE_MS, false),
            (SESSION_MS - 1, SESSION_MS, None, SESSION_MS, false),
            (0, SESSION_MS, Some(1), 2, false),
        ];
        for (vue, expire, fermee, maintenant, attendu) in cas {
            assert_eq!(ouverte(vue, expire, fermee, maintenant), attendu, "{vue} {maintenant}");
        }
    }

    #[test]
    fn a_link_works_once_and_not_for_long() {
        assert!(valable(LIEN_MS, None, LIEN_MS - 1));
        assert!(!valable(LIEN_MS, None, LIEN_MS));
        assert!(!valable(LIEN_MS, Some(3), 4));
    }
}

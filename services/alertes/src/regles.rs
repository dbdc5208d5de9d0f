//! Times and limits.

/// How long the link that confirms works (ms).
pub const VIE_DU_LIEN_MS: i64 = 48 * 3_600_000;

/// Links sent to one mailbox in an hour.
pub const LIENS_PAR_HEURE: i64 = 5;

/// Searches kept for one mailbox.
pub const PAR_ADRESSE: i64 = 10;

/// Offers told in one mail; the page of results shows the others.
pub const DITES: usize = 10;

/// Least time between two mails of one search (ms): the clock may be changed by an hour.
pub const PAS_MS: i64 = 20 * 3_600_000;

/// Whether a search may be told of now.
pub fn due(envoyee_le: Option<i64>, maintenant: i64) -> bool {
    envoyee_le.is_none_or(|le| maintenant - le >= PAS_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mail_a_day() {
        let cas = [(None, 0, true), (Some(0), PAS_MS - 1, false), (Some(0), PAS_MS, true)];
        for (envoyee, maintenant, attendu) in cas {
            assert_eq!(due(envoyee, maintenant), attendu, "{envoyee:?} {maintenant}");
        }
    }
}

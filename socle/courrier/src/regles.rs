//! What is decided without a database: addresses, delays, what a refusal means.

use std::fmt;
use std::str::FromStr;

/// A mail address, as it is compared: without the spaces around it, in lower case. Never shown by
/// `Debug`: what is printed by mistake says nothing.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Adresse(String);

impl Adresse {
    /// Reads an address; `None` when mail cannot be sent to it.
    pub fn lire(texte: &str) -> Option<Self> {
        let texte = texte.trim().to_lowercase();
        let lue = lettre::Address::from_str(&texte).ok()?;
        let un_domaine = lue.domain().contains('.') || lue.domain() == "localhost";
        (texte.len() <= 254 && un_domaine).then_some(Adresse(texte))
    }

    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Adresse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Adresse(***)")
    }
}

/// Why a mail was not queued, or not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motif {
    /// What was given is not an address.
    Illisible,
    /// The address no longer exists: its server said so.
    Morte,
    /// The person does not want this list.
    Opposee,
}

impl Motif {
    /// Every reason.
    pub const TOUS: [Motif; 3] = [Motif::Illisible, Motif::Morte, Motif::Opposee];

    /// How it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Motif::Illisible => "adresse.illisible",
            Motif::Morte => "adresse.morte",
            Motif::Opposee => "adresse.opposee",
        }
    }

    /// What the pages say.
    pub fn libelle(self) -> &'static str {
        match self {
            Motif::Illisible => "L’adresse est illisible",
            Motif::Morte => "L’adresse n’existe plus",
            Motif::Opposee => "La personne ne veut plus de ces courriels",
        }
    }
}

/// The waits between tries, in milliseconds: a minute at first, a day at last.
const ATTENTES: [i64; 6] =
    [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000, 8 * 3_600_000, 24 * 3_600_000];

/// Tries before a mail is given up.
#[cfg(test)]
const ESSAIS_MAX: i64 = ATTENTES.len() as i64 + 1;

/// How long to wait after the `essais`-th failed try (from 1), in milliseconds; `None` when it was
/// the last. Up to a fifth is added or taken off, always the same for one mail and one try, so
/// that the mails that failed together do not come back together.
pub fn attente(id: &str, essais: i64) -> Option<i64> {
    let rang = usize::try_from(essais - 1).unwrap_or(0);
    let base = *ATTENTES.get(rang)?;
    let graine = id
        .bytes()
        .fold(essais as u64, |g, b| (g ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    let centieme = (graine >> 16) % 41;
    Some(base * (80 + centieme as i64) / 100)
}

/// What a failed try means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Echec {
    /// Try again later.
    Passager,
    /// Never: this message will not be taken.
    Definitif,
    /// Never: the address does not exist.
    AdresseMorte,
}

/// What an SMTP answer means: its code, and the enhanced code that its text may begin with
/// (RFC 3463). What refuses *us* (credentials, policy: 530, 535, 5.7.x) is ours to mend, so the
/// mail waits. 5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.1.10 and 5.2.1 say that the mailbox is not there.
pub fn sens(code: u16, detaille: Option<(u8, u16, u16)>) -> Echec {
    match (code, detaille) {
        (_, Some((5, 1, 1 | 2 | 3 | 6 | 10) | (5, 2, 1))) => Echec::AdresseMorte,
        (_, Some((5, 7, _))) | (500..=549 | 555, None) => Echec::Passager,
        (550 | 551 | 553, None) => Echec::AdresseMorte,
        (552 | 554, _) => Echec::Definitif,
        (550..=553, Some((5, _, _))) => Echec::Definitif,
        _ => Echec::Passager,
    }
}

/// The enhanced code in an SMTP answer, e.g. `5.1.1`.
pub fn code_detaille(reponse: &str) -> Option<(u8, u16, u16)> {
    let mots = reponse.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    mots.filter_map(|mot| {
        let mut nombres = mot.split('.');
        let (classe, sujet, detail) = (nombres.next()?, nombres.next()?, nombres.next()?);
        let classe = classe.parse().ok().filter(|c| matches!(c, 2 | 4 | 5))?;
        let bon = nombres.next().is_none();
        bon.then_some((classe, sujet.parse().ok()?, detail.parse().ok()?))
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_in_lower_case_and_never_printed() {
        let cas = [
            (" Ines@Exemple.FR ", Some("ines@exemple.fr")),
            ("ines+cfa@exemple.fr", Some("ines+cfa@exemple.fr")),
            ("ines@localhost", Some("ines@localhost")),
            ("ines@exemple", None),
            ("ines", None),
            ("", None),
            ("ines@exemple.fr\r\nBcc: x@y.fr", None),
            ("a@b.fr, c@d.fr", None),
            ("Inès <ines@exemple.fr>", None),
        ];
        for (texte, attendue) in cas {
            let lue = Adresse::lire(texte);
            assert_eq!(lue.as_ref().map(Adresse::as_str), attendue, "{texte:?}");
            assert!(!format!("{lue:?}").contains('@'));
        }
        assert!(Adresse::lire(&format!("{}@exemple.fr", "a".repeat(250))).is_none());
    }

    #[test]
    fn waits_grow_then_end() {
        let minutes = [1.0, 5.0, 30.0, 120.0, 480.0, 1440.0];
        for (essais, minutes) in (1..).zip(minutes) {
            for id in ["01AAAA", "01AAAB", "01ZZZZ"] {
                let attente = attente(id, essais).unwrap() as f64 / 60_000.0;
                assert!(
                    (minutes * 0.8..=minutes * 1.2).contains(&attente),
                    "{id} {essais}: {attente}"
                );
            }
        }
        assert_eq!(attente("01AAAA", ESSAIS_MAX), None);
    }

    #[test]
    fn mails_that_failed_together_do_not_come_back_together() {
        let attentes: std::collections::BTreeSet<_> =
            (0..100).filter_map(|n| attente(&format!("01J{n:023}"), 1)).collect();
        assert!(attentes.len() > 20, "{}", attentes.len());
    }

    #[test]
    fn a_refusal_says_whether_to_try_again() {
        let cas = [
            (421, "4.3.2 later", Echec::Passager),
            (450, "mailbox busy", Echec::Passager),
            (452, "4.2.2 full", Echec::Passager),
            (530, "authenticate first", Echec::Passager),
            (535, "5.7.8 bad credentials", Echec::Passager),
            (550, "5.7.1 relaying denied", Echec::Passager),
            (550, "5.1.1 unknown user", Echec::AdresseMorte),
            (550, "5.2.1 mailbox disabled", Echec::AdresseMorte),
            (550, "no such user", Echec::AdresseMorte),
            (550, "5.4.1 no answer", Echec::Definitif),
            (552, "5.3.4 too big", Echec::Definitif),
            (554, "transaction failed", Echec::Definitif),
            (555, "parameters", Echec::Passager),
        ];
        for (code, texte, attendu) in cas {
            assert_eq!(sens(code, code_detaille(texte)), attendu, "{code} {texte}");
        }
    }

    #[test]
    fn the_enhanced_code_is_found_where_it_stands() {
        let cas = [
            ("permanent error (550): 5.1.1 <x@y.fr> unknown", Some((5, 1, 1))),
            ("550 10.0.0.1 refused", None),
            ("550 v3.2 refused", None),
            ("5.1.10", Some((5, 1, 10))),
            ("", None),
        ];
        for (texte, attendu) in cas {
            assert_eq!(code_detaille(texte), attendu, "{texte}");
        }
    }
}

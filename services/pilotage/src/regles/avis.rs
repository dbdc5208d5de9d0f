//! What someone says of the service, checked.

use super::mesures::mesure;

/// Longest text kept, in characters.
pub const TEXTE_MAX: usize = 500;

/// Digits in a row from which a number could be that of a person or of a company.
const CHIFFRES: usize = 9;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Well.
    Bien,
    /// So-so.
    Moyen,
    /// Badly.
    Mal,
}

impl Note {
    /// Every answer, in the order of the form.
    pub const TOUTES: [Note; 3] = [Note::Bien, Note::Moyen, Note::Mal];

    /// Its value in the form and in the database.
    pub fn cle(self) -> &'static str {
        match self {
            Note::Bien => "bien",
            Note::Moyen => "moyen",
            Note::Mal => "mal",
        }
    }
}

/// Whether what was looked for was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouve {
    /// Yes.
    Oui,
    /// In part.
    EnPartie,
    /// No.
    Non,
}

impl Trouve {
    /// Every answer, in the order of the form.
    pub const TOUTES: [Trouve; 3] = [Trouve::Oui, Trouve::EnPartie, Trouve::Non];

    /// Its value in the form and in the counters.
    pub fn cle(self) -> &'static str {
        match self {
            Trouve::Oui => "oui",
            Trouve::EnPartie => "en_partie",
            Trouve::Non => "non",
        }
    }
}

/// An opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avis {
    /// Page it is about: a key of the measure `avis.parcours`.
    pub parcours: &'static str,
    /// How it went.
    pub note: Note,
    /// Whether it was found, if said.
    pub trouve: Option<Trouve>,
    /// What was written; empty when nothing was.
    pub texte: String,
}

/// What is wrong with an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faute {
    /// No answer to the first question.
    SansNote,
    /// The text is too long.
    TropLong,
}

impl Avis {
    /// Reads what the form sent.
    ///
    /// # Errors
    /// What to correct.
    pub fn lire(parcours: &str, note: &str, trouve: &str, texte: &str) -> Result<Self, Faute> {
        let texte = texte.replace("\r\n", "\n");
        if texte.chars().count() > TEXTE_MAX {
            return Err(Faute::TropLong);
        }
        let note = Note::TOUTES.into_iter().find(|n| n.cle() == note).ok_or(Faute::SansNote)?;
        let trouve = Trouve::TOUTES.into_iter().find(|t| t.cle() == trouve);
        Ok(Avis { parcours: self::parcours(parcours), note, trouve, texte: expurger(&texte) })
    }
}

/// The page of this key; the site in general when there is none.
pub fn parcours(cle: &str) -> &'static str {
    let connus = mesure("avis.parcours").map_or(&[][..], |m| &m.libelles);
    connus.iter().find(|(c, _)| c == cle).map_or("site", |(c, _)| c.as_str())
}

/// A text without what would name someone in spite of the notice: e-mail addresses, long numbers
/// (phone, social security, SIRET), and characters that are not text.
pub fn expurger(texte: &str) -> String {
    let lignes = texte.lines().map(|ligne| {
        let mots = ligne.split(' ').map(|mot| {
            let propre: String = mot.chars().filter(|c| !c.is_control()).collect();
            if propre.contains('@') { "[adresse retirée]".to_owned() } else { propre }
        });
        sans_numeros(&mots.collect::<Vec<_>>().join(" "))
    });
    lignes.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Replaces long runs of digits, whatever separates them: "06 12 34 56 78", "06.12.34.56.78".
fn sans_numeros(ligne: &str) -> String {
    let (mut sortie, mut suite) = (String::new(), String::new());
    for c in ligne.chars() {
        let lie = !suite.is_empty() && matches!(c, ' ' | '.' | '-' | '/' | '\u{a0}' | '\u{202f}');
        if c.is_ascii_digit() || lie {
            suite.push(c);
        } else {
            verser(&mut sortie, &mut suite);
            sortie.push(c);
        }
    }
    verser(&mut sortie, &mut suite);
    sortie
}

fn verser(sortie: &mut String, suite: &mut String) {
    if suite.bytes().filter(u8::is_ascii_digit).count() < CHIFFRES {
        sortie.push_str(suite);
    } else {
        let fin = suite.trim_end_matches(|c: char| !c.is_ascii_digit()).len();
        sortie.push_str("[numéro retiré]");
        sortie.push_str(&suite[fin..]);
    }
    suite.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opinion_needs_its_first_answer_only() {
        let lu = Avis::lire("offre", "mal", "", "");
        let attendu =
            Avis { parcours: "offre", note: Note::Mal, trouve: None, texte: String::new() };
        assert_eq!(lu, Ok(attendu));
        assert_eq!(Avis::lire("offre", "", "oui", "x"), Err(Faute::SansNote));
        assert_eq!(Avis::lire("offre", "super", "oui", "x"), Err(Faute::SansNote));
        let long = "é".repeat(TEXTE_MAX);
        assert!(Avis::lire("offre", "bien", "non", &long).is_ok());
        assert_eq!(Avis::lire("offre", "bien", "non", &format!("{long}é")), Err(Faute::TropLong));
        assert_eq!(Avis::lire("<x>", "bien", "", "").map(|a| a.parcours), Ok("site"));
    }

    #[test]
    fn what_names_someone_is_taken_out() {
        let cas = [
            ("La carte est lente.", "La carte est lente."),
            ("Écrivez à jean@exemple.fr !", "Écrivez à [adresse retirée] !"),
            ("Appelez le 06 12 34 56 78 ce soir", "Appelez le [numéro retiré] ce soir"),
            ("06.12.34.56.78", "[numéro retiré]"),
            ("SIRET 13002526500013.", "SIRET [numéro retiré]."),
            ("30 km autour de 35000 Rennes", "30 km autour de 35000 Rennes"),
            ("de 2024-2025 à 2026", "de 2024-2025 à 2026"),
            ("a\u{0}b\r\nc", "ab\nc"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(expurger(texte), attendu);
        }
    }
}

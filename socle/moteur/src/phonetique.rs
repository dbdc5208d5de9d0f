//! How a French word sounds, roughly: "pattisier" and "pâtissier" sound the same.
//!
//! Used only for words that exist nowhere: people write trades as they hear them.

/// Groups of letters and their sound, longest first; tried in order at each place.
const SONS: [(&str, &str); 32] = [
    ("eaux", "o"),
    ("eau", "o"),
    ("ain", "1"),
    ("ein", "1"),
    ("oeu", "e"),
    ("tion", "sion"),
    ("sch", "S"),
    ("ch", "S"),
    ("sh", "S"),
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("gn", "ni"),
    ("qu", "k"),
    ("ck", "k"),
    ("gu", "g"),
    ("ge", "je"),
    ("gi", "ji"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("au", "o"),
    ("ai", "e"),
    ("ei", "e"),
    ("eu", "e"),
    ("an", "2"),
    ("am", "2"),
    ("en", "2"),
    ("em", "2"),
    ("in", "1"),
    ("im", "1"),
    ("sc", "s"),
];

/// Endings that are not heard, or heard as one.
const FINALES: [&str; 6] = ["er", "ez", "et", "e", "s", "t"];

/// The sound of a folded word, as letters that stand for sounds.
pub(crate) fn son(mot: &str) -> String {
    let mut reste = sans_finale(mot);
    let mut son = String::with_capacity(reste.len());
    while let Some(lettre) = reste.chars().next() {
        let (longueur, entendu) = match SONS.iter().find(|(lettres, _)| commence(reste, lettres)) {
            Some((lettres, entendu)) => (lettres.len(), *entendu),
            None => (lettre.len_utf8(), lettre_seule(&reste[..lettre.len_utf8()])),
        };
        entendu.chars().filter(|c| *c != '-').for_each(|c| ajouter(&mut son, c));
        reste = &reste[longueur..];
    }
    son
}

fn sans_finale(mot: &str) -> &str {
    let finale = FINALES.iter().find(|f| mot.len() > f.len() + 2 && mot.ends_with(*f));
    finale.map_or(mot, |f| &mot[..mot.len() - f.len()])
}

/// A nasal is one only before a consonant: "en" is not the same in "vente" and in "menuisier".
fn commence(reste: &str, lettres: &str) -> bool {
    let Some(suite) = reste.strip_prefix(lettres) else { return false };
    let nasale =
        matches!(lettres.as_bytes(), [.., b'n' | b'm']) && lettres != "tion" && lettres != "gn";
    !nasale || !suite.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'n', 'm', 'h'])
}

fn lettre_seule(lettre: &str) -> &str {
    match lettre {
        "c" | "q" | "k" => "k",
        "y" => "i",
        "z" => "s",
        "w" => "v",
        "h" => "-",
        autre => autre,
    }
}

/// A double letter is heard once.
fn ajouter(son: &mut String, lettre: char) {
    if !son.ends_with(lettre) {
        son.push(lettre);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_written_as_they_are_heard() {
        let paires = [
            ("patissier", "pattisier"),
            ("electricien", "electrisien"),
            ("mecanicien", "mecanissien"),
            ("cuisinier", "kuisinier"),
            ("vendeur", "vandeur"),
            ("secretair", "secretere"),
            ("menuisier", "menuisi"),
            ("pharmaci", "farmassi"),
            ("esthetiqu", "estetik"),
            ("chauffeur", "chofeur"),
            ("hotelleri", "oteleri"),
        ];
        for (juste, entendu) in paires {
            assert_eq!(son(juste), son(entendu), "{juste} / {entendu}");
        }
    }

    #[test]
    fn different_words_sound_different() {
        let paires = [
            ("vent", "vert"),
            ("boulanger", "boucher"),
            ("coiffeur", "coffreur"),
            ("macon", "marin"),
            ("menuisier", "mecanicien"),
            ("serveur", "serrurier"),
        ];
        for (a, b) in paires {
            assert_ne!(son(a), son(b), "{a} / {b}");
        }
    }
}

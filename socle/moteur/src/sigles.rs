//! Words that punctuation is part of: "C++", "C#", ".NET", "R&D", "B.T.S.".
//!
//! Splitting on punctuation would leave a lone letter of them, which is no word at all. They are
//! rewritten as plain words first, in texts and in queries alike.

use std::borrow::Cow;

/// Rewrites the words that punctuation is part of; a text without any is given back as it is.
pub(crate) fn lier(texte: &str) -> Cow<'_, str> {
    if !peut_en_avoir(texte.as_bytes()) {
        return Cow::Borrowed(texte);
    }
    let lettres: Vec<char> = texte.chars().collect();
    let mut sortie = String::new();
    let mut copie = 0;
    let mut rang = 0;
    while rang < lettres.len() {
        let Some((longueur, mot)) = au_debut(&lettres[..rang], &lettres[rang..]) else {
            rang += 1;
            continue;
        };
        sortie.extend(&lettres[copie..rang]);
        sortie.push_str(&mot);
        rang += longueur;
        copie = rang;
    }
    if copie == 0 {
        return Cow::Borrowed(texte);
    }
    sortie.extend(&lettres[copie..]);
    Cow::Owned(sortie)
}

/// Whether the slow reading is worth it: a sign of these words, or a dot after a lone letter or
/// before "net". Ordinary sentences have none.
fn peut_en_avoir(octets: &[u8]) -> bool {
    let lettre =
        |rang: usize| octets.get(rang).is_some_and(|o| o.is_ascii_alphanumeric() || *o >= 0x80);
    octets.iter().enumerate().any(|(rang, octet)| match octet {
        b'+' | b'#' | b'&' => true,
        b'.' => {
            let seule = rang > 0 && lettre(rang - 1) && (rang == 1 || !lettre(rang - 2));
            seule || octets.get(rang + 1).is_some_and(|o| o.eq_ignore_ascii_case(&b'n'))
        }
        _ => false,
    })
}

/// The word that begins here, with how many characters it takes.
fn au_debut(avant: &[char], suite: &[char]) -> Option<(usize, String)> {
    if avant.last().is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    match *suite {
        [c, '+', '+', ..] if c.is_alphabetic() => Some((3, format!("{c}plusplus"))),
        [c, '#', ..] if c.is_alphabetic() => Some((2, format!("{c}sharp"))),
        ['.', 'n' | 'N', 'e' | 'E', 't' | 'T', ..] => {
            finit(suite, 4).then(|| (4, " dotnet".to_owned()))
        }
        [a, '&', b, ..] if a.is_alphanumeric() && b.is_alphanumeric() => {
            finit(suite, 3).then(|| (3, format!("{a}{b}")))
        }
        [c, '.', ..] if c.is_alphabetic() => pointe(suite),
        _ => None,
    }
}

/// "B.T.S." and "S.N.C.F": single letters, each but perhaps the last followed by a dot.
fn pointe(suite: &[char]) -> Option<(usize, String)> {
    let mut lettres = String::new();
    let mut longueur = 0;
    while let Some(c) = suite.get(longueur).filter(|c| c.is_alphabetic()) {
        if !finit(suite, longueur + 1) {
            return None;
        }
        lettres.push(*c);
        longueur += 1;
        if suite.get(longueur) != Some(&'.') {
            break;
        }
        longueur += 1;
    }
    (lettres.chars().count() > 1).then_some((longueur, lettres))
}

/// No letter or digit goes on at this place.
fn finit(suite: &[char], rang: usize) -> bool {
    suite.get(rang).is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_that_is_part_of_a_word() {
        let cas = [
            ("Développeur C++", "Développeur Cplusplus"),
            ("C# / .NET", "Csharp /  dotnet"),
            ("ASP.NET", "ASP.NET"),
            ("ingénieur R&D (H/F)", "ingénieur RD (H/F)"),
            ("H&M", "HM"),
            ("Boulangerie Martin & Fils", "Boulangerie Martin & Fils"),
            ("B.T.S. banque", "BTS banque"),
            ("S.N.C.F", "SNCF"),
            ("J. Dupont", "J. Dupont"),
            ("E.Leclerc", "E.Leclerc"),
            ("site www.exemple.network", "site www.exemple.network"),
            ("", ""),
            ("été. À table", "été. À table"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(lier(texte), attendu, "{texte}");
        }
    }
}

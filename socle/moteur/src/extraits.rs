//! Showing why a document was found: the passages of a text that hold the words looked for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::langue::cle_de_mot;

/// Passages shown.
const PASSAGES_MAX: usize = 5;

/// Characters after which no passage is added.
const ASSEZ: usize = 300;

/// A line longer than this is cut into sentences, and a sentence into pieces.
const LIGNE_MAX: usize = 240;

/// Put between passages that do not follow each other.
const COUPURE: &str = " [...] ";

/// A piece of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Morceau {
    /// Text around.
    Texte(String),
    /// A word that was looked for, as the text writes it.
    Trouve(String),
}

/// Passages of a text, in its order.
pub type Extrait = Vec<Morceau>;

/// The lines of a text that hold the most of the words looked for (keys, from
/// [`Reponse::termes`](crate::Reponse)), best first until they exceed 300 characters, then put
/// back in the order of the text. Empty when the text holds none.
pub fn extraits(texte: &str, termes: &[String]) -> Extrait {
    let termes: HashSet<&str> = termes.iter().map(String::as_str).collect();
    let mut passages: Vec<(usize, Range<usize>)> = lignes(texte)
        .into_iter()
        .map(|ligne| (note(&texte[ligne.clone()], &termes), ligne))
        .filter(|(note, _)| *note > 0)
        .collect();
    passages.sort_by_key(|(note, ligne)| (std::cmp::Reverse(*note), ligne.start));
    let mut longueur = 0;
    let retenus = passages.into_iter().take(PASSAGES_MAX).take_while(|(_, ligne)| {
        let assez = longueur > ASSEZ;
        longueur += ligne.len();
        !assez
    });
    let mut retenus: Vec<Range<usize>> = retenus.map(|(_, ligne)| ligne).collect();
    retenus.sort_by_key(|ligne| ligne.start);
    assembler(texte, &retenus, &termes)
}

/// The words of a text that were looked for, in lower case, with their number, most frequent first.
pub fn mots_trouves(texte: &str, termes: &[String]) -> Vec<(String, usize)> {
    let termes: HashSet<&str> = termes.iter().map(String::as_str).collect();
    let mut comptes: HashMap<String, usize> = HashMap::new();
    for mot in mots(texte).filter(|m| est_cherche(&texte[m.clone()], &termes)) {
        *comptes.entry(texte[mot].to_lowercase()).or_default() += 1;
    }
    let mut comptes: Vec<_> = comptes.into_iter().collect();
    comptes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    comptes
}

/// Different words found count before repeated ones.
fn note(ligne: &str, termes: &HashSet<&str>) -> usize {
    let trouves: Vec<String> =
        mots(ligne).map(|m| cle(&ligne[m])).filter(|c| termes.contains(c.as_str())).collect();
    let differents: HashSet<&String> = trouves.iter().collect();
    differents.len() * 100 + trouves.len().min(99)
}

fn assembler(texte: &str, passages: &[Range<usize>], termes: &HashSet<&str>) -> Extrait {
    let mut morceaux = Vec::new();
    let mut precedent: Option<usize> = None;
    for passage in passages {
        if precedent.is_some_and(|fin| !texte[fin..passage.start].trim().is_empty()) {
            ajouter(&mut morceaux, COUPURE);
        } else if precedent.is_some() {
            ajouter(&mut morceaux, " ");
        }
        surligner(&texte[passage.clone()], termes, &mut morceaux);
        precedent = Some(passage.end);
    }
    morceaux
}

fn surligner(ligne: &str, termes: &HashSet<&str>, morceaux: &mut Extrait) {
    let mut fin = 0;
    for mot in mots(ligne).filter(|m| est_cherche(&ligne[m.clone()], termes)) {
        ajouter(morceaux, &ligne[fin..mot.start]);
        morceaux.push(Morceau::Trouve(ligne[mot.clone()].to_owned()));
        fin = mot.end;
    }
    ajouter(morceaux, &ligne[fin..]);
}

fn ajouter(morceaux: &mut Extrait, texte: &str) {
    match morceaux.last_mut() {
        _ if texte.is_empty() => {}
        Some(Morceau::Texte(dernier)) => dernier.push_str(texte),
        _ => morceaux.push(Morceau::Texte(texte.to_owned())),
    }
}

fn est_cherche(mot: &str, termes: &HashSet<&str>) -> bool {
    termes.contains(cle(mot).as_str())
}

fn cle(mot: &str) -> String {
    cle_de_mot(&noyau::texte::plier(mot))
}

/// Lines of a text, trimmed; long ones are cut after a sentence or, failing that, a word.
fn lignes(texte: &str) -> Vec<Range<usize>> {
    let mut lignes = Vec::new();
    let mut debut = 0;
    for ligne in texte.split_inclusive('\n') {
        couper(texte, debut..debut + ligne.len(), &mut lignes);
        debut += ligne.len();
    }
    lignes
}

fn couper(texte: &str, ligne: Range<usize>, lignes: &mut Vec<Range<usize>>) {
    let mut debut = ligne.start;
    while ligne.end - debut > LIGNE_MAX {
        let fin = coupe(texte, debut).min(ligne.end);
        lignes.extend(rogner(texte, debut..fin));
        debut = fin;
    }
    lignes.extend(rogner(texte, debut..ligne.end));
}

/// Where to cut a line too long: after a sentence, before a space, at least not inside a word.
fn coupe(texte: &str, debut: usize) -> usize {
    let fenetre = &texte[debut..texte.floor_char_boundary(debut + LIGNE_MAX)];
    let phrase = fenetre.rfind(". ").map(|i| i + 1);
    let blanc = || fenetre.rfind(' ').filter(|i| *i > 0);
    let signe = || fenetre.rfind(|c| !est_lettre(c)).filter(|i| *i > 0);
    if let Some(coupe) = phrase.or_else(blanc).or_else(signe) {
        return debut + coupe;
    }
    let suite = &texte[debut + fenetre.len()..];
    debut + fenetre.len() + suite.find(|c| !est_lettre(c)).unwrap_or(suite.len())
}

fn rogner(texte: &str, ligne: Range<usize>) -> Option<Range<usize>> {
    let brut = &texte[ligne.clone()];
    let debut = ligne.start + (brut.len() - brut.trim_start().len());
    let fin = ligne.start + brut.trim_end().len();
    (debut < fin).then_some(debut..fin)
}

/// Words of a text, as positions. Marks written apart from their letter belong to the word.
fn mots(texte: &str) -> impl Iterator<Item = Range<usize>> {
    let mut lettres = texte.char_indices().peekable();
    std::iter::from_fn(move || {
        let debut = lettres.by_ref().find(|(_, c)| est_lettre(*c)).map(|(i, _)| i)?;
        while lettres.next_if(|(_, c)| est_lettre(*c)).is_some() {}
        Some(debut..lettres.peek().map_or(texte.len(), |(i, _)| *i))
    })
}

fn est_lettre(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn termes(mots: &[&str]) -> Vec<String> {
        mots.iter().map(|m| cle_de_mot(m)).collect()
    }

    fn lire(extrait: &Extrait) -> String {
        let morceau = |m: &Morceau| match m {
            Morceau::Texte(t) => t.clone(),
            Morceau::Trouve(t) => format!("<{t}>"),
        };
        extrait.iter().map(morceau).collect()
    }

    #[test]
    fn the_words_found_are_marked_as_written() {
        let texte = "Nous cherchons une Boulangère.\nHoraires de nuit.\nLa boulangerie ferme le lundi.\nDes boulangers passionnés, un boulanger heureux.";
        let extrait = extraits(texte, &termes(&["boulanger"]));
        assert_eq!(
            lire(&extrait),
            "Nous cherchons une <Boulangère>. [...] Des <boulangers> passionnés, un <boulanger> heureux."
        );
        assert_eq!(
            mots_trouves(texte, &termes(&["boulanger"])),
            [("boulanger".into(), 1), ("boulangers".into(), 1), ("boulangère".into(), 1)]
        );
    }

    #[test]
    fn the_best_lines_win_and_keep_their_order() {
        let longue = "vente ".repeat(30);
        let texte = format!("{longue}\nrien\nvente en boulangerie\n{longue}\n{longue}\n{longue}");
        let extrait = lire(&extraits(&texte, &termes(&["vente", "boulangerie"])));
        assert!(extrait.contains("<vente> en <boulangerie>"), "{extrait}");
        assert!(extrait.starts_with("<vente> <vente>") && extrait.contains("[...]"), "{extrait}");
        assert!(extrait.len() < 900, "{}", extrait.len());
    }

    #[test]
    fn nothing_found_shows_nothing() {
        assert!(extraits("Une ligne.", &termes(&["boulanger"])).is_empty());
        assert!(extraits("", &termes(&["boulanger"])).is_empty());
        assert!(extraits("Une ligne.", &[]).is_empty());
    }

    proptest! {
        #[test]
        fn any_text_can_be_cut(texte in "\\PC{0,900}", mot in "[a-z]{1,4}") {
            let extrait = extraits(&texte, &termes(&[&mot]));
            prop_assert!(extrait.len() <= 2 * texte.len() + 1);
            prop_assert_eq!(extrait.is_empty(), mots_trouves(&texte, &termes(&[&mot])).is_empty());
        }
    }
}

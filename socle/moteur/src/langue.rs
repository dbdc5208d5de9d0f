//! French words: the key that makes gender and number disappear, and the words that do not count.

use std::collections::{HashMap, HashSet};

use crate::plan::MotsVides;
use crate::sigles;

/// Longest word kept, in bytes: beyond it is no word but a file or an address.
const MOT_MAX: usize = 40;

/// Shorter words (acronyms mostly) are their own key.
const SANS_FLEXION: usize = 4;

/// Feminine endings and their masculine, longest first.
const FEMININS: [(&str, &str); 7] = [
    ("trice", "teur"),
    ("euse", "eur"),
    ("elle", "el"),
    ("enne", "en"),
    ("onne", "on"),
    ("ere", "er"),
    ("ive", "if"),
];

/// Feminines and plurals that no ending explains.
const IRREGULIERS: [(&str, &str); 7] = [
    ("hotesse", "hot"),
    ("maitresse", "maitr"),
    ("paysanne", "paysan"),
    ("materiaux", "materiau"),
    ("noyaux", "noyau"),
    ("tuyaux", "tuyau"),
    ("vitraux", "vitrail"),
];

/// Key of a folded word: the same for its feminine and its plural.
///
/// `boulangeres` and `boulanger` give `boulanger`; `commerciaux` and `commerciale` give
/// `commercial`. It is a rough key for comparing, not a word to show.
pub fn cle_de_mot(mot: &str) -> String {
    let (radical, finale) = flechir(mot);
    let mut cle = String::with_capacity(radical.len() + finale.len());
    cle.push_str(radical);
    cle.push_str(finale);
    cle
}

fn flechir(mot: &str) -> (&str, &'static str) {
    if mot.len() < SANS_FLEXION || mot.bytes().any(|o| o.is_ascii_digit()) {
        return (mot, "");
    }
    let nu = mot.strip_suffix('s').unwrap_or(mot);
    if let Some((_, cle)) = IRREGULIERS.iter().find(|(irregulier, _)| *irregulier == nu) {
        return (cle, "");
    }
    let (singulier, finale) = au_singulier(mot);
    if !finale.is_empty() || singulier.len() < SANS_FLEXION {
        return (singulier, finale);
    }
    au_masculin(singulier)
}

fn au_singulier(mot: &str) -> (&str, &'static str) {
    if mot.ends_with("eaux") {
        return (&mot[..mot.len() - 1], "");
    }
    match mot.strip_suffix("aux") {
        Some(radical) if radical.len() >= 3 => (radical, "al"),
        _ => (mot.strip_suffix(['s', 'x']).unwrap_or(mot), ""),
    }
}

fn au_masculin(mot: &str) -> (&str, &'static str) {
    for (feminin, masculin) in FEMININS {
        if let Some(radical) = mot.strip_suffix(feminin) {
            return (radical, masculin);
        }
    }
    // "employée" and "employé" both end as "employ".
    let radical = mot.trim_end_matches('e');
    if radical.len() < 2 { (mot, "") } else { (radical, "") }
}

/// What a word is worth in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sorte {
    /// Decides of a match.
    Utile,
    /// Names a diploma.
    Diplome,
    /// Ignored.
    Vide,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mot {
    /// Folded word.
    pub mot: String,
    /// Its key.
    pub cle: String,
    /// What it is worth.
    pub sorte: Sorte,
}

/// The plan's stop words, by key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexique {
    vides: HashSet<String>,
    diplomes: HashSet<String>,
    /// Expressions whose words all count, by the key of their first word.
    expressions: HashMap<String, Vec<Vec<String>>>,
}

/// Ignored words that may stand inside an expression ("chargé(e) de formation").
const ECART_MAX: usize = 3;

impl Lexique {
    pub fn new(mots: &MotsVides) -> Self {
        let cles = |liste: &[String]| {
            liste.iter().flat_map(|l| plier_mots(l)).map(|m| cle_de_mot(&m)).collect()
        };
        Self {
            vides: cles(&mots.vides),
            diplomes: cles(&mots.diplomes),
            expressions: HashMap::new(),
        }
    }

    /// The same lexicon, in which the words of these expressions count when they are together.
    pub fn avec_expressions(mut self, expressions: &[String]) -> Self {
        for expression in expressions {
            let cles: Vec<String> = plier_mots(expression).iter().map(|m| cle_de_mot(m)).collect();
            if let Some((premiere, suite)) = cles.split_first() {
                self.expressions.entry(premiere.clone()).or_default().push(suite.to_vec());
            }
        }
        self
    }

    fn sorte(&self, cle: &str) -> Sorte {
        if self.vides.contains(cle) {
            Sorte::Vide
        } else if self.diplomes.contains(cle) {
            Sorte::Diplome
        } else {
            Sorte::Utile
        }
    }

    /// Every word of a text, in order.
    pub fn mots(&self, texte: &str) -> Vec<Mot> {
        let mots = plier_mots(texte).into_iter().map(|mot| {
            let cle = cle_de_mot(&mot);
            let sorte = self.sorte(&cle);
            Mot { mot, cle, sorte }
        });
        let mut mots: Vec<Mot> = mots.collect();
        self.relever_les_expressions(&mut mots);
        mots
    }

    /// Makes the words of the expressions count.
    fn relever_les_expressions(&self, mots: &mut [Mot]) {
        if self.expressions.is_empty() {
            return;
        }
        for debut in 0..mots.len() {
            let Some(suites) = self.expressions.get(&mots[debut].cle) else { continue };
            let trouvee = suites.iter().find_map(|suite| rangs_de(&mots[debut + 1..], suite));
            let Some(rangs) = trouvee else { continue };
            let tous = std::iter::once(debut).chain(rangs.into_iter().map(|r| debut + 1 + r));
            tous.for_each(|rang| mots[rang].sorte = Sorte::Utile);
        }
    }

    /// Keys of the words that count, in order, "vendeur / vendeuse" collapsed into one.
    pub fn suite(&self, texte: &str) -> Vec<String> {
        suite_de(&self.mots(texte))
    }

    /// Keys that say what a text is about: without its diploma words, unless it has no other.
    pub fn essentiel(&self, texte: &str) -> Vec<String> {
        let mots = self.mots(texte);
        let utiles: Vec<String> =
            mots.iter().filter(|m| m.sorte == Sorte::Utile).map(|m| m.cle.clone()).collect();
        if utiles.is_empty() { suite_de(&mots) } else { utiles }
    }
}

fn suite_de(mots: &[Mot]) -> Vec<String> {
    let mut cles: Vec<String> =
        mots.iter().filter(|m| m.sorte != Sorte::Vide).map(|m| m.cle.clone()).collect();
    cles.dedup();
    cles
}

/// Where these keys are, one after the other with only ignored words between.
fn rangs_de(mots: &[Mot], cles: &[String]) -> Option<Vec<usize>> {
    let mut rangs = Vec::with_capacity(cles.len());
    let mut depart = 0;
    for cle in cles {
        let fenetre = mots[depart..].iter().take(ECART_MAX + 1);
        let ecart = fenetre
            .take_while(|m| m.cle == *cle || m.sorte == Sorte::Vide)
            .position(|m| m.cle == *cle)?;
        rangs.push(depart + ecart);
        depart += ecart + 1;
    }
    Some(rangs)
}

/// Folded words of a text, each cut to a sane length.
pub(crate) fn plier_mots(texte: &str) -> Vec<String> {
    let mut mots = noyau::texte::mots(&sigles::lier(texte));
    for mot in &mut mots {
        if mot.len() > MOT_MAX {
            mot.truncate(mot.floor_char_boundary(MOT_MAX));
        }
    }
    mots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gender_and_number_disappear() {
        let familles: [&[&str]; 18] = [
            &["boulanger", "boulangere", "boulangers", "boulangeres"],
            &["agriculteur", "agricultrice", "agricultrices"],
            &["vendeur", "vendeuse", "vendeuses"],
            &["professionnel", "professionnelle", "professionnels"],
            &["mecanicien", "mecanicienne", "mecaniciennes"],
            &["ouvrier", "ouvriere"],
            &["employe", "employee", "employes", "employees"],
            &["commercial", "commerciale", "commerciaux", "commerciales"],
            &["sportif", "sportive"],
            &["charge", "chargee", "charges"],
            &["macon", "maconne", "maconnes"],
            &["hote", "hotesse", "hotesses"],
            &["materiau", "materiaux"],
            &["cheval", "chevaux"],
            &["bac", "bacs"],
            &["vie", "vies"],
            &["niveau", "niveaux"],
            &["comptable", "comptables"],
        ];
        for famille in familles {
            for mot in famille {
                assert_eq!(cle_de_mot(mot), cle_de_mot(famille[0]), "{mot}");
            }
        }
    }

    #[test]
    fn different_trades_stay_apart() {
        let paires = [
            ("vente", "verte"),
            ("agent", "agence"),
            ("cuisinier", "cuisiniste"),
            ("boulanger", "boulangerie"),
            ("esf", "esg"),
            ("vigile", "vigier"),
        ];
        for (a, b) in paires {
            assert_ne!(cle_de_mot(a), cle_de_mot(b), "{a} / {b}");
        }
    }

    #[test]
    fn a_phrase_is_reduced_to_what_counts() {
        let vides = MotsVides { vides: vec!["de en à h f".into()], diplomes: vec!["CAP".into()] };
        let lexique = Lexique::new(&vides);
        let cas = [
            ("Vendeur / Vendeuse en boulangerie H/F", vec!["vendeur", "boulangeri"]),
            ("CAP Pâtissière", vec!["cap", "patissier"]),
            ("Agent de sécurité", vec!["agent", "securit"]),
            ("de en", vec![]),
        ];
        for (texte, attendu) in cas {
            assert_eq!(lexique.suite(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn the_words_of_an_expression_count() {
        let vides =
            MotsVides { vides: vec!["la de e poste formation societe".into()], diplomes: vec![] };
        let expressions = ["la poste", "chargé formation", "société générale"].map(String::from);
        let lexique = Lexique::new(&vides).avec_expressions(&expressions);
        let cas = [
            ("La Poste", vec!["la", "post"]),
            ("poste de soudeur", vec!["soudeur"]),
            ("la soudure, poste", vec!["soudur"]),
            ("Chargé(e) de formation", vec!["charg", "formation"]),
            ("formation chargée", vec!["charg"]),
            ("Société Générale", vec!["societ", "general"]),
        ];
        for (texte, attendu) in cas {
            assert_eq!(lexique.suite(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn diploma_words_are_not_what_a_text_is_about() {
        let vides = MotsVides { vides: vec!["de".into()], diplomes: vec!["cap bac pro".into()] };
        let lexique = Lexique::new(&vides);
        assert_eq!(lexique.essentiel("CAP Boulanger"), ["boulanger"]);
        assert_eq!(lexique.essentiel("Bac pro"), ["bac", "pro"]);
    }

    #[test]
    fn a_monstrous_word_is_cut_on_a_character() {
        let mots = plier_mots(&"字".repeat(10_000));
        assert_eq!(mots.len(), 1);
        assert!(mots[0].len() <= MOT_MAX);
    }
}

//! Which enrolments of a centre are the same one, sent twice under two identifiers.
//!
//! The same person, in the same training of the same school year, that began about the same day. People are told apart
//! as a secretary would: an inverted name, a letter, a day and a month swapped do not make two persons.

mod identite;

use std::collections::{BTreeMap, HashMap, HashSet};

use noyau::dates::DateCivile;
use noyau::texte::plier;

use super::fusion::Contenu;

use identite::Noms;

pub use identite::Raison;

/// Two entries further apart than this are two enrolments.
pub const JOURS_ENTRE_ENTREES: i64 = 60;

/// An enrolment, as far as doubles go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inscrit {
    /// Its identifier.
    pub id: String,
    /// SIRET of the centre that teaches.
    pub siret: String,
    /// School year.
    pub annee_scolaire: String,
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth, `2008-03-12`.
    pub naissance: String,
    /// `M`, `F`, or empty.
    pub sexe: String,
    /// National number; empty when it is not known.
    pub ine: String,
    /// Diploma.
    pub cfd: Option<String>,
    /// Certification.
    pub rncp: Option<String>,
    /// Name of the training.
    pub formation: String,
    /// First day.
    pub entree: DateCivile,
}

impl Inscrit {
    fn meme_formation(&self, autre: &Inscrit) -> bool {
        let meme = match (&self.cfd, &autre.cfd, &self.rncp, &autre.rncp) {
            (Some(un), Some(autre), ..) | (_, _, Some(un), Some(autre)) => un == autre,
            _ => plier(&self.formation) == plier(&autre.formation),
        };
        meme && self.entree.jours_jusqua(autre.entree).abs() <= JOURS_ENTRE_ENTREES
    }
}

/// Enrolments that look like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groupe {
    /// Their identifiers, in order.
    pub ids: Vec<String>,
    /// What brought them together.
    pub raison: Raison,
}

/// Pairs that a centre said are two persons, the lesser identifier first.
pub type Distincts = HashSet<(String, String)>;

/// The groups among these enrolments, in the order of their first identifier.
pub fn groupes(inscrits: &[Inscrit], distincts: &Distincts) -> Vec<Groupe> {
    let noms: Vec<Noms> = inscrits.iter().map(Noms::de).collect();
    let mut chefs: Vec<usize> = (0..inscrits.len()).collect();
    let mut raisons: HashMap<usize, Raison> = HashMap::new();
    for (un, autre) in voisins(inscrits, &noms) {
        let (a, b) = (&inscrits[un], &inscrits[autre]);
        let Some(raison) = identite::comparer((a, &noms[un]), (b, &noms[autre])) else { continue };
        if !a.meme_formation(b) || distincts.contains(&paire(&a.id, &b.id)) {
            continue;
        }
        let (chef, suite) = (chef(&chefs, un), chef(&chefs, autre));
        chefs[suite.max(chef)] = suite.min(chef);
        raisons.entry(suite.min(chef)).or_insert(raison);
    }
    let mut membres: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (rang, inscrit) in inscrits.iter().enumerate() {
        membres.entry(chef(&chefs, rang)).or_default().push(inscrit.id.clone());
    }
    let groupes = membres.into_iter().filter(|(_, ids)| ids.len() > 1).map(|(chef, mut ids)| {
        ids.sort();
        Groupe { ids, raison: raisons.get(&chef).copied().unwrap_or(Raison::Identite) }
    });
    let mut groupes: Vec<Groupe> = groupes.collect();
    groupes.sort_by(|a, b| a.ids.cmp(&b.ids));
    groupes
}

/// A pair, the lesser identifier first.
pub fn paire(un: &str, autre: &str) -> (String, String) {
    let (un, autre) = if un <= autre { (un, autre) } else { (autre, un) };
    (un.to_owned(), autre.to_owned())
}

fn chef(chefs: &[usize], mut rang: usize) -> usize {
    while chefs[rang] != rang {
        rang = chefs[rang];
    }
    rang
}

/// The pairs worth comparing: same centre and school year, and same birth, or same names, or same number. A pair may come
/// twice.
fn voisins<'a>(inscrits: &'a [Inscrit], noms: &'a [Noms]) -> Vec<(usize, usize)> {
    let mut tiroirs: BTreeMap<(&str, &str, &str, &str), Vec<usize>> = BTreeMap::new();
    for (rang, (i, n)) in inscrits.iter().zip(noms).enumerate() {
        let cles = [(i.naissance.as_str(), ""), (n.nom.as_str(), n.prenom.as_str()), ("", &i.ine)];
        for (premiere, seconde) in cles.into_iter().filter(|cle| *cle != ("", "")) {
            let cle = (i.siret.as_str(), i.annee_scolaire.as_str(), premiere, seconde);
            tiroirs.entry(cle).or_default().push(rang);
        }
    }
    let mut paires = Vec::new();
    for rangs in tiroirs.values() {
        for (n, un) in rangs.iter().enumerate() {
            paires.extend(rangs[n + 1..].iter().map(|autre| (*un, *autre)));
        }
    }
    paires
}

/// The enrolment that stays: what it says stands, what it does not say comes from the others, the first one first.
pub fn reunir(garde: Contenu, autres: &[Contenu]) -> Contenu {
    autres.iter().fold(garde, |garde, autre| {
        let mut details = autre.details.clone();
        details.extend(garde.details);
        let mut a_cote = autre.autres.clone();
        a_cote.extend(garde.autres);
        Contenu {
            cfd: garde.cfd.or_else(|| autre.cfd.clone()),
            rncp: garde.rncp.or_else(|| autre.rncp.clone()),
            contrats: if garde.contrats.is_empty() {
                autre.contrats.clone()
            } else {
                garde.contrats
            },
            details,
            autres: a_cote,
            ..garde
        }
    })
}

#[cfg(test)]
mod tests;

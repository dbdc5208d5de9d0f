//! Whether two enrolments name the same person.

use noyau::texte::mots;

use super::Inscrit;

/// Shortest first name in which one letter may be a slip: Léa and Léo are two persons.
const PRENOM_MIN: usize = 4;

/// What makes two enrolments look like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raison {
    /// The same national number.
    Ine,
    /// The same names and birth.
    Identite,
    /// Last and first names swapped.
    Inversion,
    /// Close names, the same birth.
    Noms,
    /// The same names, close births.
    Naissance,
}

impl Raison {
    /// What people read.
    pub fn phrase(self) -> &'static str {
        match self {
            Raison::Ine => "Même INE",
            Raison::Identite => "Mêmes nom, prénom et date de naissance",
            Raison::Inversion => "Nom et prénom inversés, même date de naissance",
            Raison::Noms => "Noms proches, même date de naissance",
            Raison::Naissance => "Mêmes nom et prénom, dates de naissance proches",
        }
    }
}

/// The names of an enrolment, folded once.
pub struct Noms {
    /// Last name, without accents, spaces nor signs.
    pub nom: String,
    /// First name, the same.
    pub prenom: String,
    mots_du_nom: Vec<String>,
    mots_du_prenom: Vec<String>,
}

impl Noms {
    /// Those of an enrolment.
    pub fn de(i: &Inscrit) -> Self {
        let (mots_du_nom, mots_du_prenom) = (mots(&i.nom), mots(&i.prenom));
        Noms {
            nom: mots_du_nom.concat(),
            prenom: mots_du_prenom.concat(),
            mots_du_nom,
            mots_du_prenom,
        }
    }
}

/// Why they are the same person; none when they are two, or when nothing says so.
pub fn comparer((a, x): (&Inscrit, &Noms), (b, y): (&Inscrit, &Noms)) -> Option<Raison> {
    if !a.ine.is_empty() && !b.ine.is_empty() {
        return (a.ine == b.ine).then_some(Raison::Ine);
    }
    let meme_naissance = a.naissance == b.naissance;
    let memes_noms = x.nom == y.nom && x.prenom == y.prenom;
    if meme_naissance && memes_noms {
        return Some(Raison::Identite);
    }
    if meme_naissance && x.nom == y.prenom && x.prenom == y.nom {
        return Some(Raison::Inversion);
    }
    if !a.sexe.is_empty() && !b.sexe.is_empty() && a.sexe != b.sexe {
        return None;
    }
    if memes_noms && naissances_proches(&a.naissance, &b.naissance) {
        return Some(Raison::Naissance);
    }
    (meme_naissance && noms_proches(x, y) && prenoms_proches(x, y)).then_some(Raison::Noms)
}

/// A married name beside a birth name, or one letter.
fn noms_proches(un: &Noms, autre: &Noms) -> bool {
    commence_par(&un.mots_du_nom, &autre.mots_du_nom) || a_une_lettre_pres(&un.nom, &autre.nom)
}

/// `Jean` and `Jean-Pierre`, or one letter of a name that is not short.
fn prenoms_proches(un: &Noms, autre: &Noms) -> bool {
    let court = un.prenom.chars().count().min(autre.prenom.chars().count()) < PRENOM_MIN;
    commence_par(&un.mots_du_prenom, &autre.mots_du_prenom)
        || (!court && a_une_lettre_pres(&un.prenom, &autre.prenom))
}

/// Whether the words of one begin with all those of the other.
fn commence_par(un: &[String], autre: &[String]) -> bool {
    let (court, long) = if un.len() <= autre.len() { (un, autre) } else { (autre, un) };
    !court.is_empty() && long.starts_with(court)
}

/// Equal, or made equal by one letter added, removed, changed, or swapped with its neighbour.
fn a_une_lettre_pres(un: &str, autre: &str) -> bool {
    let (un, autre): (Vec<char>, Vec<char>) = (un.chars().collect(), autre.chars().collect());
    let tete = un.iter().zip(&autre).take_while(|(a, b)| a == b).count();
    let (un, autre) = (&un[tete..], &autre[tete..]);
    let queue = un.iter().rev().zip(autre.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&un[..un.len() - queue], &autre[..autre.len() - queue]) {
        ([a, b], [c, d]) => a == d && b == c,
        (a, b) => a.len() <= 1 && b.len() <= 1,
    }
}

/// Day and month swapped, or one figure that differs.
fn naissances_proches(une: &str, autre: &str) -> bool {
    let morceaux = |texte: &str| -> Vec<String> { texte.split('-').map(str::to_owned).collect() };
    let (a, b) = (morceaux(une), morceaux(autre));
    let ([annee_a, mois_a, jour_a], [annee_b, mois_b, jour_b]) = (&a[..], &b[..]) else {
        return false;
    };
    let inversees = annee_a == annee_b && mois_a == jour_b && jour_a == mois_b;
    inversees || une.bytes().zip(autre.bytes()).filter(|(x, y)| x != y).count() <= 1
}

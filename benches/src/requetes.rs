//! What people ask: a list drawn once, in the proportions of a search site.

use donnees::{Commune, Metier, communes, metiers};
use moteur::Requete;
use noyau::geo::Point;
use noyau::territoires::{Departement, Region};
use rand::Rng;
use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use recherche::{Criteres, Portee, requete};

/// A query and its kind.
pub struct Question {
    /// Kind, for the report.
    pub genre: &'static str,
    /// Query string, as a client of the API would write it.
    pub adresse: String,
    /// The request that it makes.
    pub requete: Requete,
}

/// How many queries out of a hundred are of each kind.
const PARTS: [(&str, u32, Fabrique); 9] = [
    ("métier et ville", 38, metier_et_ville),
    ("métier, France", 12, metier_seul),
    ("métier et territoire", 10, metier_et_territoire),
    ("ville seule", 10, ville_seule),
    ("faute de frappe", 8, faute),
    ("filtres et tri", 14, filtres),
    ("plusieurs mots", 4, plusieurs_mots),
    ("page 3", 2, page_profonde),
    ("rien", 2, rien),
];

/// Address of the search and where it is.
type Fabrique = fn(&mut Hasard) -> (String, Portee);

struct Hasard {
    de: ChaCha8Rng,
    villes: Vec<&'static Commune>,
}

/// Communes below this many inhabitants are searched too rarely to count.
const VILLE_MIN: u32 = 2_000;

/// That many queries, always the same.
pub fn questions(combien: usize) -> anyhow::Result<Vec<Question>> {
    let villes = communes().iter().filter(|c| c.population >= VILLE_MIN).collect();
    let mut hasard = Hasard { de: ChaCha8Rng::seed_from_u64(2026), villes };
    (0..combien).map(|_| question(&mut hasard)).collect()
}

fn question(hasard: &mut Hasard) -> anyhow::Result<Question> {
    let mut tirage = hasard.de.random_range(0..100);
    let choisie = PARTS.iter().find(|(_, part, _)| {
        let ici = tirage < *part;
        tirage = tirage.saturating_sub(*part);
        ici
    });
    let (genre, _, fabrique) = choisie.unwrap_or(&PARTS[0]);
    let (adresse, portee) = fabrique(hasard);
    let criteres =
        Criteres::lire(&adresse, true).map_err(|e| anyhow::anyhow!("{adresse}: {e:?}"))?;
    let requete = requete(&criteres, &portee);
    Ok(Question { genre, adresse: adresse + &lieu(&portee), requete })
}

/// The parameters of a place.
fn lieu(portee: &Portee) -> String {
    match portee {
        Portee::France => String::new(),
        Portee::Autour(point) => format!("&latitude={}&longitude={}", point.lat(), point.lon()),
        Portee::Departement(code) => {
            let nom = Departement::par_code(code).map_or(*code, |d| d.nom);
            format!("&lieu={}", nom.replace(' ', "+"))
        }
        Portee::Region(code) => {
            let nom = Region::par_code(code).map_or(*code, |r| r.nom);
            format!("&lieu={}", nom.replace(' ', "+"))
        }
    }
}

impl Hasard {
    fn metier(&mut self) -> &'static Metier {
        metiers().choose(&mut self.de).unwrap_or(&metiers()[0])
    }

    /// How a person names a trade.
    fn nom_de_metier(&mut self) -> &'static str {
        let metier = self.metier();
        let mut noms = metier.variantes.clone();
        noms.extend([metier.masculin, metier.masculin, metier.feminin]);
        noms.choose(&mut self.de).copied().unwrap_or(metier.masculin)
    }

    /// A town; large ones come more often.
    fn ville(&mut self) -> Portee {
        let plus_grande = (0..3)
            .filter_map(|_| self.villes.choose(&mut self.de).copied())
            .max_by_key(|c| c.population);
        let point = plus_grande.and_then(|c| Point::new(c.lat, c.lon).ok());
        point.map_or(Portee::France, Portee::Autour)
    }

    fn parmi(&mut self, choix: &[&'static str]) -> &'static str {
        choix.choose(&mut self.de).copied().unwrap_or_default()
    }
}

fn cherche(texte: &str) -> String {
    format!("q={}", texte.replace(['&', '+', ' '], "+"))
}

fn metier_et_ville(h: &mut Hasard) -> (String, Portee) {
    (cherche(h.nom_de_metier()), h.ville())
}

fn metier_seul(h: &mut Hasard) -> (String, Portee) {
    (cherche(h.nom_de_metier()), Portee::France)
}

fn metier_et_territoire(h: &mut Hasard) -> (String, Portee) {
    let departement =
        h.parmi(&["35", "75", "69", "13", "59", "33", "44", "67", "31", "15", "2A", "974"]);
    let region = h.parmi(&["11", "53", "84", "93", "32"]);
    let portee = if h.de.random_bool(0.7) {
        Portee::Departement(departement)
    } else {
        Portee::Region(region)
    };
    (cherche(h.nom_de_metier()), portee)
}

fn ville_seule(h: &mut Hasard) -> (String, Portee) {
    (String::new(), h.ville())
}

/// What people have typed so far when suggestions are asked for, always the same.
pub fn saisies(combien: usize) -> Vec<String> {
    let mut de = ChaCha8Rng::seed_from_u64(2027);
    let mut saisie = || {
        let nom = metiers().choose(&mut de).map_or("", |m| m.masculin);
        let longueur = de.random_range(3..12);
        nom.chars().take(longueur).collect::<String>().trim_end().replace(' ', "+")
    };
    (0..combien).map(|_| saisie()).filter(|s| s.chars().count() >= 3).collect()
}

/// Two letters swapped in the middle of the longest word.
fn faute(h: &mut Hasard) -> (String, Portee) {
    let nom = h.nom_de_metier();
    let long = nom.split(' ').max_by_key(|m| m.chars().count()).unwrap_or_default();
    let mut lettres: Vec<char> = long.chars().collect();
    if lettres.len() >= 6 {
        let milieu = lettres.len() / 2;
        lettres.swap(milieu, milieu + 1);
    }
    let fautif: String = lettres.into_iter().collect();
    (cherche(&nom.replace(long, &fautif)), h.ville())
}

fn filtres(h: &mut Hasard) -> (String, Portee) {
    let filtre = h.parmi(&[
        "contract_type=Apprentissage",
        "level=3+%28CAP...%29",
        "level=5+%28BTS%2C+DEUST...%29&contract_type=Apprentissage",
        "smart_apply=true",
        "mode=formations",
        "mode=emplois&smart_apply=true",
        "type_filter_label=Offres+d%27emploi+partenaires",
    ]);
    let tri = h.parmi(&["", "&sort=date", "&sort=proximity"]);
    (format!("{}&{filtre}{tri}", cherche(h.nom_de_metier())), h.ville())
}

/// A trade with words that describe the job.
fn plusieurs_mots(h: &mut Hasard) -> (String, Portee) {
    let metier = h.metier();
    let competence = metier.competences.choose(&mut h.de).copied().unwrap_or_default();
    (cherche(&format!("{} {competence}", metier.masculin)), h.ville())
}

fn page_profonde(h: &mut Hasard) -> (String, Portee) {
    (format!("{}&page=2", cherche(h.nom_de_metier())), h.ville())
}

fn rien(_: &mut Hasard) -> (String, Portee) {
    (String::new(), Portee::France)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_always_the_same_and_holds_every_kind() {
        let (une, autre) = (questions(300).unwrap(), questions(300).unwrap());
        let textes = |q: &[Question]| {
            q.iter().map(|q| (q.genre, q.requete.texte.clone())).collect::<Vec<_>>()
        };
        assert_eq!(textes(&une), textes(&autre));
        for (genre, ..) in PARTS {
            assert!(une.iter().any(|q| q.genre == genre), "{genre}");
        }
        assert_eq!(PARTS.iter().map(|(_, part, _)| part).sum::<u32>(), 100);
    }
}

//! A real index of the corpus, searched as the API would.

use donnees::Commune;
use moteur::Index;
use noyau::geo::Point;
use recherche::{Criteres, Hit, Portee, Tables, plan, requete};
use tempfile::TempDir;

/// Results read at a time.
const PAGE: usize = 200;

/// A town of this size is meant before a territory of the same name.
const VILLE_CONNUE: u32 = 20_000;

/// What a search found: identifiers in order, with their distance, and the total announced.
pub struct Trouve {
    pub ids: Vec<String>,
    pub distances: Vec<Option<u32>>,
    pub total: usize,
}

/// The index, and the folder that holds it.
pub struct Banc {
    index: Index,
    _dossier: TempDir,
}

impl Banc {
    /// Indexes the documents, one genre after the other.
    pub fn monter(hits: Vec<Hit>) -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let index = Index::open(dossier.path(), plan().unwrap()).unwrap();
        let mut ecrivain = index.ecrivain().unwrap();
        let documents: Vec<_> = hits.into_iter().map(|h| h.document().unwrap()).collect();
        for genre in ["formation", "offre", "recruteur"] {
            let siens = documents.iter().filter(|d| d.genre == genre).cloned();
            ecrivain.remplacer_genre(genre, siens.map(Ok), 0).unwrap();
        }
        Banc { index, _dossier: dossier }
    }

    /// Searches with the query string of an address; every page is read.
    pub fn chercher(&self, demande: &str) -> Trouve {
        let criteres =
            Criteres::lire(demande, true).unwrap_or_else(|e| panic!("{demande} : {e:?}"));
        let mut requete = requete(&criteres, &portee(&criteres.lieu));
        requete.par_page = PAGE;
        let mut trouve = Trouve { ids: Vec::new(), distances: Vec::new(), total: 0 };
        loop {
            let reponse = self.index.search(&requete).unwrap();
            trouve.total = reponse.total;
            let lus = reponse.resultats.len();
            for resultat in reponse.resultats {
                trouve.distances.push(resultat.distance_km);
                trouve.ids.push(resultat.id.split_once(':').unwrap().1.to_owned());
            }
            requete.page += 1;
            if lus < PAGE {
                return trouve;
            }
        }
    }
}

/// A town known to all, else a territory (they need no table of communes), else a small town.
fn portee(lieu: &str) -> Portee {
    let commune = commune(lieu);
    let autour = |c: &Commune| Portee::Autour(Point::new(c.lat, c.lon).unwrap());
    let connue = commune.filter(|c| c.population >= VILLE_CONNUE).map(autour);
    let territoire = || Tables::default().lieux.comprendre(lieu).map(|compris| compris.portee);
    let portee = connue.or_else(territoire).or_else(|| commune.map(autour));
    portee.unwrap_or_else(|| panic!("lieu « {lieu} » inconnu"))
}

/// The largest commune of this name, or the one of the département in brackets.
pub fn commune(nom: &str) -> Option<&'static Commune> {
    let (nom, departement) = match nom.strip_suffix(')').and_then(|n| n.split_once(" (")) {
        Some((nom, departement)) => (nom, Some(departement)),
        None => (nom, None),
    };
    let du_nom = donnees::communes().iter().filter(|c| c.nom == nom);
    du_nom.filter(|c| departement.is_none_or(|d| d == c.departement)).max_by_key(|c| c.population)
}

//! Every training in memory, lightly: what the search of the catalogue, its counts, its map of
//! territories and its exports read. 60 000 of them are walked in a few milliseconds.

mod compte;
mod mots;

use std::collections::HashMap;
use std::sync::Arc;

use noyau::dates::DateCivile;
use noyau::geo::Point;
use noyau::identifiants::{Cfd, CodeCommune, CodePostal, Rncp, Rome, Siret, Uai};

use super::criteres::{Criteres, FACETTES, Facette, Tri};
use super::territoire::Territoire;

pub use compte::{Compteur, Trouve};
use mots::Mots;

/// A text shorter than this is a word, not the beginning of an identifier.
const NUMERO_MIN: usize = 6;

/// A text that many rows share.
pub type Partage = Arc<str>;

/// A training, lightly.
#[derive(Clone, Debug)]
pub struct Rangee {
    /// Identifier.
    pub id: Box<str>,
    /// Name to show.
    pub titre: Partage,
    /// Diploma.
    pub cfd: Cfd,
    /// Sheet of the register.
    pub rncp: Option<Rncp>,
    /// European level, 0 when unknown.
    pub niveau: u8,
    /// Family of the diploma, in readable case.
    pub diplome: Partage,
    /// Who answers for it.
    pub gestionnaire: (Siret, Partage),
    /// Who teaches.
    pub formateur: (Siret, Partage),
    /// Town.
    pub ville: Partage,
    /// Postal code.
    pub code_postal: Option<CodePostal>,
    /// Commune.
    pub commune: Option<CodeCommune>,
    /// Codes of its département, académie and région; empty when unknown.
    pub territoires: [&'static str; 3],
    /// Position.
    pub point: Option<Point>,
    /// Trades.
    pub romes: Box<[Rome]>,
    /// First start to come.
    pub rentree: Option<(DateCivile, bool)>,
    /// Months of the starts to come: `2027-09`.
    pub mois: Box<[(i32, u32)]>,
    /// Places.
    pub capacite: Option<i64>,
    /// Entirely at a distance.
    pub a_distance: bool,
    /// In the publisher's current offer.
    pub publiee: bool,
    /// It had starts, all past.
    pub archivee: bool,
    /// Part of the regulated offer.
    pub generale: Option<bool>,
    /// Data set.
    pub jeu: Partage,
    /// Failed controls: bit n for the control of rank n.
    pub controles: u32,
    /// UAI of the place.
    pub uai: Option<Uai>,
    /// Official name: it is found by it too.
    pub intitule: Partage,
    /// Statuses on Parcoursup and Affelnet, in the catalogue's words; empty when unknown.
    pub statuts: [Partage; 2],
    /// Years of its starts, past ones too.
    pub annees: Box<[Partage]>,
}

impl Rangee {
    /// Number of failed controls.
    pub fn echecs(&self) -> u32 {
        self.controles.count_ones()
    }

    fn est_dans(&self, territoire: &Territoire) -> bool {
        let [departement, academie, region] = self.territoires;
        match territoire {
            Territoire::France => true,
            Territoire::Region(code) => region == *code,
            Territoire::Academie(code) => academie == *code,
            Territoire::Departement(code) => departement == *code,
            Territoire::CodePostal(code) => self.code_postal == Some(*code),
            Territoire::Commune(code) => self.commune.map(|c| c.commune_entiere()) == Some(*code),
        }
    }
}

/// The values of a facet: key and label of each, and those of each row.
#[derive(Debug, Default)]
pub struct Colonne {
    /// Key and label of each value.
    pub valeurs: Vec<(String, String)>,
    rangs: HashMap<String, u32>,
    debuts: Vec<u32>,
    lignes: Vec<u32>,
}

impl Colonne {
    fn ajouter(&mut self, valeurs: Vec<(String, String)>) {
        self.debuts.push(self.lignes.len() as u32);
        for (cle, libelle) in valeurs {
            let suivant = self.valeurs.len() as u32;
            let rang = *self.rangs.entry(cle.clone()).or_insert(suivant);
            if rang == suivant {
                self.valeurs.push((cle, libelle));
            }
            self.lignes.push(rang);
        }
    }

    fn de(&self, ligne: usize) -> &[u32] {
        let debut = self.debuts[ligne] as usize;
        let fin = self.debuts.get(ligne + 1).map_or(self.lignes.len(), |f| *f as usize);
        &self.lignes[debut..fin]
    }

    /// Label of a key; the key itself when no row has it.
    pub fn libelle<'a>(&'a self, cle: &'a str) -> &'a str {
        self.rangs.get(cle).map_or(cle, |rang| &self.valeurs[*rang as usize].1)
    }
}

/// Every training.
#[derive(Debug, Default)]
pub struct Vivier {
    rangees: Vec<Rangee>,
    /// The rows in the order of their identifiers.
    par_id: Vec<u32>,
    colonnes: Vec<Colonne>,
    mots: Mots,
    /// For each order but the title's, the place of each row.
    ordres: HashMap<&'static str, Vec<u32>>,
    /// Day of the reading: starts to come are counted from it.
    pub jour: Option<DateCivile>,
}

impl Vivier {
    /// Puts trainings in order and indexes them. `facettes` gives the values of a row: key, label.
    pub fn nouveau(
        mut rangees: Vec<Rangee>,
        jour: DateCivile,
        facettes: impl Fn(Facette, &Rangee) -> Vec<(String, String)>,
    ) -> Self {
        rangees
            .sort_by_cached_key(|r| (noyau::texte::plier(&r.titre), r.ville.clone(), r.id.clone()));
        let colonnes = Facette::TOUTES.map(|facette| {
            let mut colonne = Colonne::default();
            rangees.iter().for_each(|r| colonne.ajouter(facettes(facette, r)));
            colonne
        });
        let mut par_id: Vec<u32> = (0..rangees.len() as u32).collect();
        par_id.sort_unstable_by_key(|n| &rangees[*n as usize].id);
        Vivier {
            par_id,
            colonnes: colonnes.into(),
            mots: Mots::de(&rangees),
            ordres: ordres(&rangees),
            jour: Some(jour),
            rangees,
        }
    }

    /// Every row, by title.
    pub fn rangees(&self) -> &[Rangee] {
        &self.rangees
    }

    /// The row of an identifier.
    pub fn par_id(&self, id: &str) -> Option<&Rangee> {
        let n = *self.commencant_par(id).first()?;
        Some(&self.rangees[n as usize]).filter(|r| &*r.id == id)
    }

    /// The rows whose identifier begins so, in the order of identifiers.
    fn commencant_par(&self, debut: &str) -> &[u32] {
        let id = |n: &u32| &*self.rangees[*n as usize].id;
        let premier = self.par_id.partition_point(|n| id(n) < debut);
        let suite = &self.par_id[premier..];
        &suite[..suite.partition_point(|n| id(n).starts_with(debut))]
    }

    /// The rows to judge for a text: those it identifies, else those that have its words; all of
    /// them when it is empty.
    fn candidats(&self, texte: &str) -> Vec<u32> {
        let texte = texte.trim();
        let est_un_numero = texte.len() >= NUMERO_MIN;
        let de_ce_numero = if est_un_numero { self.commencant_par(texte) } else { &[] };
        if !de_ce_numero.is_empty() {
            let mut candidats = de_ce_numero.to_vec();
            candidats.sort_unstable();
            return candidats;
        }
        let tous = || (0..self.rangees.len() as u32).collect();
        self.mots.candidats(texte).unwrap_or_else(tous)
    }

    /// The values of a facet.
    pub fn colonne(&self, facette: Facette) -> &Colonne {
        &self.colonnes[facette as usize]
    }

    /// Searches: every row that fits, in the order asked, and the counts of each facet as if its
    /// own filter were not there.
    pub fn chercher(&self, criteres: &Criteres, territoire: &Territoire) -> Trouve {
        let mut compteur = Compteur::nouveau(self, criteres);
        let candidats = self.candidats(&criteres.q);
        candidats.iter().for_each(|n| compteur.examiner(*n, territoire));
        let mut trouve = compteur.fini();
        if let Some(places) = self.ordres.get(criteres.tri.valeur()) {
            trouve.lignes.sort_unstable_by_key(|n| places[*n as usize]);
        }
        trouve
    }

    /// The rows of these places of the list.
    pub fn lignes<'a>(&'a self, numeros: &'a [u32]) -> impl Iterator<Item = &'a Rangee> {
        numeros.iter().map(|n| &self.rangees[*n as usize])
    }
}

fn ordres(rangees: &[Rangee]) -> HashMap<&'static str, Vec<u32>> {
    let place = |tri: Tri, cle: &dyn Fn(&Rangee) -> (bool, String)| {
        let mut ordre: Vec<u32> = (0..rangees.len() as u32).collect();
        ordre.sort_by_cached_key(|n| cle(&rangees[*n as usize]));
        let mut places = vec![0; ordre.len()];
        ordre.iter().enumerate().for_each(|(place, n)| places[*n as usize] = place as u32);
        (tri.valeur(), places)
    };
    let texte = |t: &str| (t.is_empty(), noyau::texte::plier(t));
    HashMap::from([
        place(Tri::Ville, &|r| texte(&r.ville)),
        place(Tri::Organisme, &|r| texte(&r.formateur.1)),
        place(Tri::Rentree, &|r| texte(&r.rentree.map(|(d, _)| d.to_string()).unwrap_or_default())),
        place(Tri::Controles, &|r| (false, format!("{:02}", 32 - r.echecs()))),
    ])
}

/// One selection for each facet: `None` when it filters nothing.
type Selections = [Option<Vec<u32>>; FACETTES];

#[cfg(test)]
pub mod essai {
    //! Invented rows.

    use super::*;

    /// A row of this title, in this commune, of this level.
    pub fn rangee(id: &str, titre: &str, commune: &str, niveau: u8) -> Rangee {
        let commune: CodeCommune = commune.parse().unwrap();
        let departement = noyau::territoires::Departement::de_commune(&commune).unwrap();
        let siret: Siret = "90000000100009".parse().unwrap();
        Rangee {
            id: id.into(),
            titre: titre.into(),
            cfd: "50022137".parse().unwrap(),
            rncp: None,
            niveau,
            diplome: "".into(),
            gestionnaire: (siret, "CFA des Marronniers".into()),
            formateur: (siret, "CFA des Marronniers".into()),
            ville: "Rennes".into(),
            code_postal: None,
            commune: Some(commune),
            territoires: [departement.code, "", departement.region().code],
            point: None,
            romes: Box::default(),
            rentree: None,
            mois: Box::default(),
            capacite: None,
            a_distance: false,
            publiee: true,
            archivee: false,
            generale: None,
            jeu: "formations/rco".into(),
            controles: 0,
            uai: None,
            intitule: "D1106".into(),
            statuts: ["".into(), "".into()],
            annees: Box::default(),
        }
    }

    /// Three rows in two régions.
    pub fn vivier() -> Vivier {
        let rangees = vec![
            rangee("a", "CAP Pâtissier", "35238", 3),
            rangee("b", "BTS Boulanger", "35047", 5),
            rangee("c", "CAP Boulanger", "13055", 3),
        ];
        let jour = "2026-11-24".parse().unwrap();
        Vivier::nouveau(rangees, jour, |facette, r| match facette {
            Facette::Niveau => vec![(r.niveau.to_string(), r.niveau.to_string())],
            Facette::Region => vec![(r.territoires[2].to_owned(), String::new())],
            _ => Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::essai::vivier;
    use super::*;

    fn ids(
        vivier: &Vivier,
        adresse: &str,
        territoire: &Territoire,
    ) -> (String, Vec<(String, u32)>) {
        let trouve = vivier.chercher(&Criteres::lire(adresse), territoire);
        let ids = vivier.lignes(&trouve.lignes).map(|r| r.id.to_string()).collect();
        let mut niveaux: Vec<(String, u32)> = trouve
            .comptes(vivier, Facette::Niveau)
            .into_iter()
            .map(|(cle, _, n)| (cle.to_owned(), n))
            .collect();
        niveaux.sort();
        (ids, niveaux)
    }

    #[test]
    fn a_count_is_what_clicking_gives() {
        let v = vivier();
        let compte = |a: u32, b: u32| vec![("3".to_owned(), a), ("5".to_owned(), b)];
        let france = Territoire::France;
        let cas = [
            ("", &france, "bac", compte(2, 1)),
            ("q=boulang", &france, "bc", compte(1, 1)),
            ("q=boulanger+cap", &france, "c", compte(1, 0)),
            ("niveau=3", &france, "ca", compte(2, 1)),
            ("niveau=3&niveau=5", &france, "bca", compte(2, 1)),
            ("region=53", &france, "ba", compte(1, 1)),
            ("", &Territoire::Departement("35"), "ba", compte(1, 1)),
            ("niveau=8", &france, "", compte(2, 1)),
            ("q=marronniers+d1106", &france, "bca", compte(2, 1)),
            ("q=rien", &france, "", compte(0, 0)),
        ];
        for (adresse, territoire, attendus, niveaux) in cas {
            let mut attendus: Vec<char> = attendus.chars().collect();
            attendus.sort_unstable();
            let (ids, comptes) = ids(&v, adresse, territoire);
            let mut ids: Vec<char> = ids.chars().collect();
            ids.sort_unstable();
            assert_eq!((ids, comptes), (attendus, niveaux), "{adresse} {territoire:?}");
        }
    }

    #[test]
    fn rows_are_in_the_order_of_their_titles() {
        let v = vivier();
        let titres: Vec<&str> = v.rangees().iter().map(|r| &*r.titre).collect();
        assert_eq!(titres, ["BTS Boulanger", "CAP Boulanger", "CAP Pâtissier"]);
        assert_eq!(v.par_id("c").map(|r| &*r.titre), Some("CAP Boulanger"));
        assert!(v.par_id("").is_none());
    }

    #[test]
    fn the_beginning_of_an_identifier_finds_its_rows() {
        let ids = ["24_1234|24_5|3", "24_1234|24_6|3", "24_99|24_5|3"];
        let rangees = ids.map(|id| essai::rangee(id, "CAP Boulanger", "35238", 3)).to_vec();
        let v = Vivier::nouveau(rangees, "2026-11-24".parse().unwrap(), |_, _| Vec::new());
        let cas = [("24_1234", 2), ("24_1234|24_6|3", 1), ("24_77777", 0), ("boulanger", 3)];
        for (q, attendues) in cas {
            let criteres = Criteres { q: q.to_owned(), ..Criteres::default() };
            let lignes = v.chercher(&criteres, &Territoire::France).lignes;
            assert_eq!(lignes.len(), attendues, "{q}");
        }
    }
}

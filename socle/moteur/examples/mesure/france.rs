//! Documents over real towns and trades, with invented names and texts.

use std::path::Path;

use moteur::{
    Changement, Departage, Document, Entree, Facette, MotsVides, Plan, Suggestions, Taille,
};
use noyau::geo::{self, Point};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SYLLABES: [&str; 24] = [
    "ba", "ro", "mi", "ten", "lu", "car", "no", "ve", "pi", "dan", "so", "gri", "mo", "fel", "ta",
    "bre", "jou", "qui", "sal", "per", "ver", "chan", "lo", "rin",
];
const SUITES: [&str; 8] = [
    "",
    "",
    "confirmé",
    "junior",
    "polyvalent",
    "en magasin",
    "en collectivité",
    "bilingue anglais",
];
const FORMES: [&str; 6] = ["SARL", "Maison", "Établissements", "Groupe", "Atelier", "Société"];
const NIVEAUX: [&str; 6] = ["", "3", "4", "5", "6", "7"];

pub fn plan() -> Plan {
    let petites = ["sorte", "contrat", "niveau", "rythme"]
        .map(|nom| Facette { nom: nom.into(), taille: Taille::Petite });
    let grandes = ["secteur", "nom", "metiers"]
        .map(|nom| Facette { nom: nom.into(), taille: Taille::Grande });
    let territoires = ["departement", "region"]
        .map(|nom| Facette { nom: nom.into(), taille: Taille::Territoire });
    let groupes: [&[&str]; 6] = [
        &["vigile", "agent de sécurité", "agent de prévention et de sécurité"],
        &["rh", "ressources humaines"],
        &["esf", "économie sociale et familiale"],
        &["développeur", "programmeur", "codeur", "ingénieur logiciel"],
        &["serveur", "employé de restaurant", "chef de rang"],
        &["vendeur", "conseiller de vente", "employé commercial"],
    ];
    let listes = |textes: &[&str]| textes.iter().map(|t| (*t).to_owned()).collect();
    Plan {
        facettes: petites.into_iter().chain(grandes).chain(territoires).collect(),
        drapeaux: listes(&["handi", "simple", "urgent", "distance"]),
        cles: listes(&["date", "debut", "compteur"]),
        mots_vides: MotsVides {
            vides: listes(&[
                "de du des la le les l d en et à au aux un une pour par sur dans h f hf",
                "apprenti alternant alternance apprentissage contrat",
            ]),
            diplomes: listes(&[
                "bac bachelor bp bts but cap deust diplome dut licence pro master mastere titre",
            ]),
        },
        synonymes: groupes.iter().map(|g| listes(g)).collect(),
        departage: Departage {
            drapeau: Some("simple".into()),
            moins: Some("compteur".into()),
            plus: Some("date".into()),
        },
        ..Plan::default()
    }
}

pub struct Ville {
    pub point: Point,
    pub departement: String,
    pub region: String,
    cle: i64,
}

pub struct Metier {
    rome: String,
    pub masculin: String,
    feminin: String,
    variantes: Vec<String>,
}

pub struct France {
    pub villes: Vec<Ville>,
    cumuls: Vec<u64>,
    pub metiers: Vec<Metier>,
    diplomes: Vec<(String, String)>,
    secteurs: Vec<String>,
    vocabulaire: Vec<String>,
}

impl France {
    /// Reads the tables of the `donnees` folder.
    pub fn lire() -> Self {
        let regions: Vec<Vec<String>> = table("departements.csv");
        let region_de = |departement: &str| {
            regions.iter().find(|r| r[0] == departement).map_or("", |r| &r[3]).to_owned()
        };
        let (mut villes, mut cumuls, mut total) = (Vec::new(), Vec::new(), 0);
        for ligne in table("communes.csv") {
            let departement = ligne[0][..if ligne[0].starts_with("97") { 3 } else { 2 }].to_owned();
            let point = Point::new(ligne[4].parse().unwrap(), ligne[5].parse().unwrap()).unwrap();
            total += ligne[3].parse::<u64>().unwrap_or(0) + 50;
            villes.push(Ville {
                cle: geo::cle(point),
                point,
                region: region_de(&departement),
                departement,
            });
            cumuls.push(total);
        }
        let mut alea = ChaCha8Rng::seed_from_u64(7);
        Self {
            villes,
            cumuls,
            metiers: table("metiers.csv").into_iter().map(Metier::lire).collect(),
            diplomes: table("diplomes.csv")
                .into_iter()
                .map(|l| (l[6].clone(), l[4].clone()))
                .collect(),
            secteurs: table("naf.csv").into_iter().map(|l| l[1].clone()).collect(),
            vocabulaire: (0..30_000)
                .map(|_| {
                    (0..alea.random_range(2..5))
                        .map(|_| SYLLABES[alea.random_range(0..24)])
                        .collect()
                })
                .collect(),
        }
    }

    /// A town, more often a big one.
    pub fn ville(&self, alea: &mut ChaCha8Rng) -> usize {
        let tirage = alea.random_range(0..*self.cumuls.last().unwrap());
        self.cumuls.partition_point(|c| *c <= tirage)
    }

    /// A trade, the first ones of a shuffled list far more often than the last.
    pub fn metier(&self, alea: &mut ChaCha8Rng) -> &Metier {
        let rang = self.metiers.len() as f64 * alea.random::<f64>().powf(1.8);
        &self.metiers[(rang as usize * 97) % self.metiers.len()]
    }

    /// Documents of a genre in the order of their place.
    pub fn documents<'a>(
        &'a self,
        genre: &'static str,
        nombre: usize,
    ) -> impl Iterator<Item = Document> + 'a {
        let mut alea = ChaCha8Rng::seed_from_u64(nombre as u64);
        let mut villes: Vec<usize> = (0..nombre).map(|_| self.ville(&mut alea)).collect();
        villes.sort_by_key(|v| self.villes[*v].cle);
        villes
            .into_iter()
            .enumerate()
            .map(move |(i, v)| self.document(genre, &format!("{genre}-{i}"), v, &mut alea))
    }

    pub fn changements(&self, nombre: usize) -> Vec<Changement> {
        let documents = self.documents("offre", nombre);
        documents.map(|d| Changement::Poser(Box::new(d))).collect()
    }

    fn document(
        &self,
        genre: &'static str,
        id: &str,
        ville: usize,
        alea: &mut ChaCha8Rng,
    ) -> Document {
        let ville = &self.villes[ville];
        let pres =
            |degres: f64, alea: &mut ChaCha8Rng| degres + (alea.random::<f64>() - 0.5) * 0.02;
        let mut document = Document {
            id: id.into(),
            genre: genre.into(),
            point: Point::new(pres(ville.point.lat(), alea), pres(ville.point.lon(), alea)).ok(),
            facettes: vec![
                ("departement", ville.departement.clone()),
                ("region", ville.region.clone()),
                ("secteur", self.secteur(alea)),
            ],
            cles: vec![("date", alea.random_range(20_000..20_400))],
            ..Document::default()
        };
        for (drapeau, chance) in
            [("handi", 0.1), ("simple", 0.5), ("urgent", 0.05), ("distance", 0.02)]
        {
            document.drapeaux.extend(alea.random_bool(chance).then_some(drapeau));
        }
        match genre {
            "formation" => self.formation(&mut document, alea),
            "offre" => self.offre(&mut document, alea),
            _ => self.entreprise(&mut document, alea),
        }
        document.facettes.push(("nom", document.nom.clone()));
        document.charge = format!(
            "{{\"titre\":\"{}\",\"nom\":\"{}\",\"texte\":\"{}\"}}",
            document.titre, document.nom, document.corps
        )
        .into_bytes();
        document
    }

    fn formation(&self, d: &mut Document, alea: &mut ChaCha8Rng) {
        let (intitule, niveau) = &self.diplomes[alea.random_range(0..self.diplomes.len())];
        let metier = self.metier(alea);
        d.titre.clone_from(intitule);
        d.libelles = metier.libelles();
        d.nom = format!("CFA {}", self.nom(alea));
        d.facettes.extend([
            ("sorte", "formation".to_owned()),
            ("niveau", niveau.clone()),
            ("metiers", metier.rome.clone()),
        ]);
        d.cles.push(("debut", alea.random_range(20_300..20_700)));
    }

    fn offre(&self, d: &mut Document, alea: &mut ChaCha8Rng) {
        let metier = self.metier(alea);
        d.titre = format!(
            "{} / {} {} H/F",
            metier.masculin,
            metier.feminin,
            SUITES[alea.random_range(0..SUITES.len())]
        );
        d.libelles = vec![metier.masculin.clone()];
        d.nom = self.nom(alea);
        d.corps = format!("{} {}", metier.masculin, self.phrase(alea, 50, 130));
        d.mots_cles = (0..4).map(|_| self.metier(alea).masculin.clone()).collect();
        let sorte = if alea.random_bool(0.2) { "offre" } else { "partenaire" };
        let contrats = if alea.random_bool(0.8) {
            vec!["Apprentissage"]
        } else {
            vec!["Apprentissage", "Professionnalisation"]
        };
        d.facettes.extend(contrats.into_iter().map(|c| ("contrat", c.to_owned())));
        d.facettes.extend([("sorte", sorte.to_owned()), ("metiers", metier.rome.clone())]);
        let niveau = if alea.random_bool(0.83) { 0 } else { alea.random_range(1..NIVEAUX.len()) };
        d.facettes.push(("niveau", NIVEAUX[niveau].to_owned()));
        d.cles.extend([
            ("debut", alea.random_range(20_300..20_700)),
            ("compteur", alea.random_range(0..30)),
        ]);
    }

    fn entreprise(&self, d: &mut Document, alea: &mut ChaCha8Rng) {
        d.nom = self.nom(alea);
        d.mots_cles_ouvrants = true;
        for _ in 0..alea.random_range(1..6) {
            let metier = self.metier(alea);
            d.libelles.push(metier.masculin.clone());
            d.facettes.push(("metiers", metier.rome.clone()));
        }
        d.mots_cles = (0..3).map(|_| self.metier(alea).masculin.clone()).collect();
        d.facettes.push(("sorte", "entreprise".to_owned()));
        d.cles.push(("compteur", alea.random_range(0..30)));
    }

    fn secteur(&self, alea: &mut ChaCha8Rng) -> String {
        self.secteurs[alea.random_range(0..self.secteurs.len())].clone()
    }

    pub fn nom(&self, alea: &mut ChaCha8Rng) -> String {
        format!(
            "{} {} {}",
            FORMES[alea.random_range(0..FORMES.len())],
            self.mot(alea),
            self.mot(alea)
        )
    }

    /// A word of the vocabulary: the hundredth is ten times rarer than the tenth.
    fn mot(&self, alea: &mut ChaCha8Rng) -> &str {
        let rang = (self.vocabulaire.len() as f64).powf(alea.random::<f64>());
        &self.vocabulaire[(rang as usize).min(self.vocabulaire.len() - 1)]
    }

    fn phrase(&self, alea: &mut ChaCha8Rng, min: usize, max: usize) -> String {
        (0..alea.random_range(min..max)).map(|_| self.mot(alea)).collect::<Vec<_>>().join(" ")
    }

    pub fn suggestions(&self) -> Suggestions {
        let mut alea = ChaCha8Rng::seed_from_u64(3);
        let metiers = self.metiers.iter().flat_map(Metier::libelles);
        let suites: Vec<String> =
            metiers.flat_map(|m| SUITES.iter().map(move |s| format!("{m} {s}"))).collect();
        let noms = (0..150_000).map(|_| self.nom(&mut alea));
        Suggestions::nouvelles(
            suites.into_iter().chain(noms).enumerate().map(|(i, libelle)| Entree {
                libelle,
                poids: (i % 100) as u32,
                categorie: "x".into(),
            }),
        )
    }
}

impl Metier {
    fn lire(ligne: Vec<String>) -> Self {
        let variantes = ligne[3].split('|').filter(|v| !v.is_empty()).map(str::to_owned).collect();
        Self {
            rome: ligne[0].clone(),
            masculin: ligne[1].clone(),
            feminin: ligne[2].clone(),
            variantes,
        }
    }

    fn libelles(&self) -> Vec<String> {
        std::iter::once(format!("{} / {}", self.masculin, self.feminin))
            .chain(self.variantes.iter().cloned())
            .collect()
    }
}

/// Rows of a table, without its header.
fn table(nom: &str) -> Vec<Vec<String>> {
    let chemin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../donnees").join(nom);
    let contenu = std::fs::read_to_string(&chemin).expect("a table of the donnees folder");
    contenu.lines().skip(1).map(|ligne| ligne.split(';').map(str::to_owned).collect()).collect()
}

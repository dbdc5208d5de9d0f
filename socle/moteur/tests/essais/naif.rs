//! The engine against the plainest possible reading of its rules, on random corpora spread
//! over several segments, with replacements and deletions.

use std::collections::{BTreeMap, BTreeSet};

use moteur::{
    Changement, Document, FacetteVoulue, Filtre, Index, Lieu, Reponse, Requete, cle_de_mot,
};
use noyau::geo::{Point, distance_km};
use proptest::prelude::*;
use proptest::sample::{Index as Tirage, select, subsequence};

use super::outils::plan;

const MOTS: [&str; 8] =
    ["boulanger", "boulangere", "agent", "securite", "vente", "chef", "rayon", "nuit"];
const SECTEURS: [&str; 3] = ["commerce", "banque", "eau"];
const CONTRATS: [&str; 2] = ["A", "P"];
const DRAPEAUX: [&str; 2] = ["handi", "simple"];
const FACETTES: [&str; 4] = ["contrat", "niveau", "secteur", "departement"];

fn phrase() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(&MOTS[..]), 0..4).prop_map(|m| m.join(" "))
}

fn document() -> impl Strategy<Value = Document> {
    let point = proptest::option::weighted(0.9, (40.0..50.0f64, -2.0..8.0f64));
    let facettes = (
        subsequence(&CONTRATS[..], 0..=2),
        0..4u8,
        proptest::option::of(select(&SECTEURS[..])),
        0..3u8,
    );
    let proprietes =
        (subsequence(&DRAPEAUX[..], 0..=2), proptest::option::of(0..20i32), any::<bool>());
    (0..40u8, phrase(), phrase(), point, facettes, proprietes).prop_map(
        |(id, titre, libelle, point, facettes, (drapeaux, debut, offre))| {
            let (contrats, niveau, secteur, departement) = facettes;
            let mut valeurs: Vec<(&'static str, String)> =
                contrats.iter().map(|c| ("contrat", (*c).to_owned())).collect();
            valeurs.extend((niveau > 0).then(|| ("niveau", niveau.to_string())));
            valeurs.extend(secteur.map(|s| ("secteur", s.to_owned())));
            valeurs.push(("departement", departement.to_string()));
            Document {
                id: id.to_string(),
                genre: if offre { "offre" } else { "formation" }.into(),
                point: point.map(|(lat, lon)| Point::new(lat, lon).unwrap()),
                titre,
                libelles: vec![libelle],
                facettes: valeurs,
                drapeaux,
                cles: debut.map(|d| ("debut", d)).into_iter().collect(),
                ..Document::default()
            }
        },
    )
}

fn filtre() -> impl Strategy<Value = Filtre> {
    let facette = |nom: &'static str, valeurs: Vec<String>| {
        (subsequence(valeurs.clone(), 0..=valeurs.len()), any::<bool>()).prop_map(
            move |(valeurs, absents)| Filtre::Facette { nom: nom.into(), valeurs, absents },
        )
    };
    let textes = |v: &[&str]| v.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>();
    prop_oneof![
        facette("contrat", textes(&CONTRATS)),
        facette("niveau", textes(&["1", "2", "3"])),
        facette("secteur", textes(&SECTEURS)),
        (select(&DRAPEAUX[..]), any::<bool>())
            .prop_map(|(nom, valeur)| Filtre::Drapeau { nom: nom.into(), valeur }),
        (0..20i32, 0..20i32, any::<bool>(), any::<bool>()).prop_map(|(min, max, absents, sauf)| {
            Filtre::Cle {
                nom: "debut".into(),
                min: Some(min),
                max: Some(max),
                absents,
                sauf_drapeau: sauf.then(|| "simple".into()),
            }
        }),
    ]
}

fn lieu() -> impl Strategy<Value = Lieu> {
    prop_oneof![
        Just(Lieu::Partout),
        (40.0..50.0f64, -2.0..8.0f64, 1.0..900.0f64).prop_map(|(lat, lon, rayon_km)| {
            Lieu::Cercle { centre: Point::new(lat, lon).unwrap(), rayon_km }
        }),
        (0..3u8).prop_map(|d| Lieu::Territoire {
            facette: "departement".into(),
            valeurs: vec![d.to_string()]
        }),
    ]
}

fn requete() -> impl Strategy<Value = Requete> {
    let genres = prop_oneof![3 => Just(vec![]), 1 => Just(vec!["offre".to_owned()])];
    (phrase(), lieu(), genres, proptest::collection::vec(filtre(), 0..4)).prop_map(
        |(texte, lieu, genres, filtres)| Requete {
            texte,
            lieu,
            genres,
            filtres,
            par_page: 200,
            facettes: FACETTES.map(|nom| FacetteVoulue { nom: nom.into(), combien: 100 }).to_vec(),
            ..Requete::default()
        },
    )
}

/// The rules, read plainly.
struct Naif<'a> {
    requete: &'a Requete,
}

impl Naif<'_> {
    fn cles(texte: &str) -> BTreeSet<String> {
        noyau::texte::mots(texte).iter().map(|m| cle_de_mot(m)).collect()
    }

    fn texte(&self, d: &Document) -> bool {
        let cherches = Self::cles(&self.requete.texte);
        let presents: BTreeSet<String> =
            Self::cles(&d.titre).into_iter().chain(Self::cles(&d.libelles[0])).collect();
        let requis = [0, 1, 2, 2, 3][cherches.len()];
        cherches.intersection(&presents).count() >= requis
    }

    fn lieu(&self, d: &Document) -> bool {
        match &self.requete.lieu {
            Lieu::Partout => true,
            Lieu::Cercle { centre, rayon_km } => {
                d.point.is_some_and(|p| distance_km(p, *centre) <= *rayon_km)
            }
            Lieu::Territoire { valeurs, .. } => {
                Self::valeurs(d, "departement").iter().any(|v| valeurs.contains(v))
            }
        }
    }

    fn valeurs(d: &Document, facette: &str) -> Vec<String> {
        d.facettes.iter().filter(|(f, _)| *f == facette).map(|(_, v)| v.clone()).collect()
    }

    fn filtre(filtre: &Filtre, d: &Document) -> bool {
        match filtre {
            Filtre::Facette { nom, valeurs, absents } => {
                let siennes = Self::valeurs(d, nom);
                siennes.iter().any(|v| valeurs.contains(v)) || (*absents && siennes.is_empty())
            }
            Filtre::Drapeau { nom, valeur } => d.drapeaux.iter().any(|x| x == nom) == *valeur,
            Filtre::Cle { min, max, absents, sauf_drapeau, .. } => {
                let exempte =
                    sauf_drapeau.as_ref().is_some_and(|s| d.drapeaux.iter().any(|x| x == s));
                exempte
                    || d.cles
                        .first()
                        .map_or(*absents, |(_, v)| *v >= min.unwrap() && *v <= max.unwrap())
            }
        }
    }

    /// The document matches, the filters on `sauf` set aside.
    fn garde(&self, d: &Document, sauf: &str) -> bool {
        let sur = |f: &Filtre| match f {
            Filtre::Facette { nom, .. } | Filtre::Drapeau { nom, .. } => nom == sauf,
            Filtre::Cle { .. } => false,
        };
        let genre = self.requete.genres.is_empty() || self.requete.genres.contains(&d.genre);
        let filtres = self.requete.filtres.iter().filter(|f| !sur(f)).all(|f| Self::filtre(f, d));
        genre && filtres && self.texte(d) && self.lieu(d)
    }
}

/// The engine sets aside one filter at a time: two filters on one facet stop each other.
fn un_filtre_par_cible(requete: &mut Requete) {
    let mut vus = BTreeSet::new();
    requete.filtres.retain(|f| match f {
        Filtre::Facette { nom, .. } | Filtre::Drapeau { nom, .. } => vus.insert(nom.clone()),
        Filtre::Cle { .. } => true,
    });
}

fn comparer(documents: &BTreeMap<String, Document>, requete: &Requete, reponse: &Reponse) {
    let naif = Naif { requete };
    let attendus: BTreeSet<&String> =
        documents.values().filter(|d| naif.garde(d, "")).map(|d| &d.id).collect();
    let obtenus: BTreeSet<&String> = reponse.resultats.iter().map(|r| &r.id).collect();
    assert_eq!(obtenus, attendus, "{requete:?}");
    assert_eq!((reponse.total, reponse.resultats.len()), (attendus.len(), attendus.len()));
    for facette in &reponse.facettes {
        let mut comptes: BTreeMap<String, usize> = BTreeMap::new();
        for d in documents.values().filter(|d| naif.garde(d, &facette.nom)) {
            Naif::valeurs(d, &facette.nom)
                .into_iter()
                .for_each(|v| *comptes.entry(v).or_default() += 1);
        }
        assert_eq!(
            facette.valeurs.iter().cloned().collect::<BTreeMap<_, _>>(),
            comptes,
            "{} {requete:?}",
            facette.nom
        );
        assert!(facette.valeurs.windows(2).all(|p| p[0].1 >= p[1].1));
    }
    for (drapeau, nombre) in &reponse.drapeaux {
        let avec = documents
            .values()
            .filter(|d| naif.garde(d, drapeau) && d.drapeaux.iter().any(|x| x == drapeau));
        assert_eq!(avec.count(), *nombre, "{drapeau} {requete:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_engine_reads_its_rules_plainly(
        lots in proptest::collection::vec(proptest::collection::vec(document(), 0..30), 1..5),
        retires in proptest::collection::vec(any::<Tirage>(), 0..6),
        requetes in proptest::collection::vec(requete(), 12),
    ) {
        let dossier = tempfile::tempdir().unwrap();
        let index = Index::open(dossier.path(), plan()).unwrap();
        let mut ecrivain = index.ecrivain().unwrap();
        let mut documents = BTreeMap::new();
        for (position, lot) in lots.into_iter().enumerate() {
            let mut changements: Vec<Changement> = lot.iter().map(|d| Changement::Poser(Box::new(d.clone()))).collect();
            documents.extend(lot.into_iter().map(|d| (d.id.clone(), d)));
            if let Some(tirage) = retires.get(position).filter(|_| !documents.is_empty()) {
                let id = tirage.get(&documents.keys().cloned().collect::<Vec<_>>()).clone();
                documents.remove(&id);
                changements.push(Changement::Retirer(id));
            }
            ecrivain.appliquer(&changements, position as i64).unwrap();
        }
        for mut requete in requetes {
            un_filtre_par_cible(&mut requete);
            comparer(&documents, &requete, &index.search(&requete).unwrap());
        }
    }
}

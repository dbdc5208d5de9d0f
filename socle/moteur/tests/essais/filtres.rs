//! Places, filters and counts.

use moteur::{Document, Erreur, FacetteVoulue, Filtre, Lieu, Requete, Tri};
use noyau::geo::Point;

use super::outils::{Essai, a, cercle, entreprise, index, offre, texte_seul, une_de};

const PARIS: (f64, f64) = (48.8566, 2.3522);

fn villes() -> Essai {
    let en = |document: Document, departement: &str| Document {
        facettes: vec![("departement", departement.into()), ("sorte", document.genre.clone())],
        ..document
    };
    index(vec![
        en(a(48.8566, 2.3522, offre("paris", "Boulanger")), "75"),
        en(a(48.8049, 2.1204, offre("versailles", "Boulanger pâtissier")), "78"),
        en(a(43.2965, 5.3698, offre("marseille", "Boulanger")), "13"),
        en(a(-20.8789, 55.4481, entreprise("reunion", "Fournil", &["Boulanger"])), "974"),
        offre("nulle_part", "Boulanger à distance"),
    ])
}

#[test]
fn a_circle_holds_what_is_near() {
    let essai = villes();
    let requete = |rayon| Requete {
        lieu: cercle(PARIS.0, PARIS.1, rayon),
        tri: Tri::Proximite { origine: None },
        ..texte_seul("boulanger")
    };
    let cas: [(f64, &[&str]); 6] = [
        (0.0, &["paris"]),
        (17.0, &["paris"]),
        (30.0, &["paris", "versailles"]),
        (1_000.0, &["paris", "versailles", "marseille"]),
        (f64::INFINITY, &["paris", "versailles", "marseille", "reunion"]),
        (f64::NAN, &["paris"]),
    ];
    for (rayon, attendu) in cas {
        assert_eq!(essai.ids(&requete(rayon)), attendu, "{rayon}");
    }
}

#[test]
fn distances_are_rounded_up() {
    let reponse = villes().index.search(&Requete {
        lieu: cercle(PARIS.0, PARIS.1, 30.0),
        tri: Tri::Proximite { origine: None },
        ..Requete::default()
    });
    let distances: Vec<_> = reponse.unwrap().resultats.iter().map(|r| r.distance_km).collect();
    assert_eq!(distances, [Some(0), Some(18)]);
    let partout = villes().index.search(&Requete::default()).unwrap();
    assert!(partout.resultats.iter().all(|r| r.distance_km.is_none()));
}

#[test]
fn everything_can_be_sorted_from_an_origin() {
    let origine = Some(Point::new(43.3, 5.4).unwrap());
    let essai = villes();
    let ids = essai.ids(&Requete { tri: Tri::Proximite { origine }, ..Requete::default() });
    assert_eq!(ids, ["marseille", "paris", "versailles", "reunion", "nulle_part"]);
}

#[test]
fn the_nearest_are_found_beyond_the_radius() {
    let essai = villes();
    let requete = Requete { lieu: cercle(47.9, 1.9, 5.0), ..texte_seul("boulanger") };
    assert_eq!(essai.index.search(&requete).unwrap().total, 0);
    let proches = essai.index.plus_proches(&requete, 2).unwrap();
    let lus: Vec<_> = proches.iter().map(|r| (r.id.as_str(), r.distance_km)).collect();
    assert_eq!(lus, [("versailles", Some(102)), ("paris", Some(112))]);
    assert_eq!(essai.index.plus_proches(&requete, 9).unwrap().len(), 4);
    assert!(essai.index.plus_proches(&texte_seul("boulanger"), 2).unwrap().is_empty());
    let rien = Requete { lieu: cercle(47.9, 1.9, 5.0), ..texte_seul("astronaute") };
    assert!(essai.index.plus_proches(&rien, 2).unwrap().is_empty());
}

#[test]
fn a_territory_is_a_place() {
    let essai = villes();
    let lieu = |valeurs: &[&str]| Lieu::Territoire {
        facette: "departement".into(),
        valeurs: valeurs.iter().map(|v| (*v).into()).collect(),
    };
    let mut ids = essai.ids(&Requete { lieu: lieu(&["78", "13"]), ..Requete::default() });
    ids.sort();
    assert_eq!(ids, ["marseille", "versailles"]);
    assert_eq!(essai.ids(&Requete { lieu: lieu(&["75"]), ..texte_seul("boulanger") }), ["paris"]);
    assert!(essai.ids(&Requete { lieu: lieu(&["2A"]), ..Requete::default() }).is_empty());
    assert!(essai.ids(&Requete { lieu: lieu(&[]), ..Requete::default() }).is_empty());
}

fn facettes(reponse: &moteur::Reponse, nom: &str) -> Vec<(String, usize)> {
    reponse.facettes.iter().find(|f| f.nom == nom).unwrap().valeurs.clone()
}

fn comptes(paires: &[(&str, usize)]) -> Vec<(String, usize)> {
    paires.iter().map(|(v, n)| ((*v).to_owned(), *n)).collect()
}

fn melange() -> Essai {
    let avec =
        |id: &str, facettes: &[(&'static str, &str)], drapeaux: Vec<&'static str>| Document {
            facettes: facettes.iter().map(|(f, v)| (*f, (*v).to_owned())).collect(),
            drapeaux,
            ..offre(id, "Vendeur")
        };
    index(vec![
        avec("1", &[("contrat", "A"), ("niveau", "3"), ("secteur", "commerce")], vec!["handi"]),
        avec(
            "2",
            &[("contrat", "A"), ("contrat", "P"), ("niveau", "4"), ("secteur", "banque")],
            vec![],
        ),
        avec(
            "3",
            &[("contrat", "P"), ("secteur", "commerce"), ("metiers", "D1"), ("metiers", "D2")],
            vec!["handi"],
        ),
        avec("4", &[("contrat", "A"), ("niveau", "4"), ("metiers", "D2")], vec!["simple"]),
    ])
}

fn avec_comptes(filtres: Vec<Filtre>) -> Requete {
    let facettes = ["contrat", "niveau", "secteur", "metiers"]
        .map(|nom| FacetteVoulue { nom: nom.into(), combien: 10 })
        .to_vec();
    Requete { filtres, facettes, ..Requete::default() }
}

#[test]
fn a_facet_is_counted_with_every_filter_but_its_own() {
    let essai = melange();
    for texte in ["", "vendeur"] {
        let requete = Requete {
            texte: texte.into(),
            ..avec_comptes(vec![
                une_de("contrat", &["P"], false),
                une_de("secteur", &["commerce"], false),
            ])
        };
        let reponse = essai.index.search(&requete).unwrap();
        assert_eq!(reponse.total, 1);
        assert_eq!(facettes(&reponse, "contrat"), comptes(&[("A", 1), ("P", 1)]));
        assert_eq!(facettes(&reponse, "secteur"), comptes(&[("banque", 1), ("commerce", 1)]));
        assert_eq!(facettes(&reponse, "niveau"), comptes(&[]));
        assert_eq!(facettes(&reponse, "metiers"), comptes(&[("D1", 1), ("D2", 1)]));
    }
}

#[test]
fn without_filter_everything_is_counted() {
    let reponse = melange().index.search(&avec_comptes(vec![])).unwrap();
    assert_eq!(facettes(&reponse, "contrat"), comptes(&[("A", 3), ("P", 2)]));
    assert_eq!(facettes(&reponse, "niveau"), comptes(&[("4", 2), ("3", 1)]));
    assert_eq!(facettes(&reponse, "secteur"), comptes(&[("commerce", 2), ("banque", 1)]));
    assert_eq!(facettes(&reponse, "metiers"), comptes(&[("D2", 2), ("D1", 1)]));
    assert_eq!(reponse.drapeaux, [("handi".into(), 2), ("simple".into(), 1)]);
}

#[test]
fn filters_select() {
    let cle = |min, max, absents, sauf: Option<&str>| Filtre::Cle {
        nom: "debut".into(),
        min,
        max,
        absents,
        sauf_drapeau: sauf.map(String::from),
    };
    let drapeau = |nom: &str, valeur| Filtre::Drapeau { nom: nom.into(), valeur };
    let mut documents: Vec<Document> = Vec::new();
    for (id, debut, drapeaux, niveau) in [
        ("1", Some(10), vec![], "3"),
        ("2", Some(20), vec!["simple"], ""),
        ("3", None, vec!["handi"], "4"),
    ] {
        documents.push(Document {
            cles: debut.map(|d| ("debut", d)).into_iter().collect(),
            drapeaux,
            facettes: vec![("niveau", niveau.into())],
            ..offre(id, "Vendeur")
        });
    }
    let essai = index(documents);
    let cas: [(Vec<Filtre>, &[&str]); 11] = [
        (vec![une_de("niveau", &["3"], false)], &["1"]),
        (vec![une_de("niveau", &["3"], true)], &["1", "2"]),
        (vec![une_de("niveau", &["3", "4"], false)], &["1", "3"]),
        (vec![une_de("niveau", &["inconnu"], false)], &[]),
        (vec![une_de("secteur", &["x"], true)], &["1", "2", "3"]),
        (vec![cle(None, Some(15), false, None)], &["1"]),
        (vec![cle(None, Some(15), true, None)], &["1", "3"]),
        (vec![cle(None, Some(15), true, Some("simple"))], &["1", "2", "3"]),
        (vec![cle(Some(20), None, false, None)], &["2"]),
        (vec![drapeau("handi", true)], &["3"]),
        (vec![drapeau("handi", false), drapeau("simple", false)], &["1"]),
    ];
    for (filtres, attendu) in cas {
        for texte in ["", "vendeur"] {
            let mut ids = essai.ids(&Requete {
                texte: texte.into(),
                filtres: filtres.clone(),
                ..Requete::default()
            });
            ids.sort();
            assert_eq!(ids, attendu, "{filtres:?}");
        }
    }
}

#[test]
fn genres_are_a_hard_limit() {
    let essai = villes();
    let requete = |genres: &[&str]| Requete {
        genres: genres.iter().map(|g| (*g).into()).collect(),
        facettes: vec![FacetteVoulue { nom: "sorte".into(), combien: 5 }],
        ..Requete::default()
    };
    let reponse = essai.index.search(&requete(&["entreprise"])).unwrap();
    assert_eq!((reponse.total, reponse.resultats[0].genre.as_str()), (1, "entreprise"));
    assert_eq!(facettes(&reponse, "sorte"), comptes(&[("entreprise", 1)]));
    assert_eq!(essai.index.search(&requete(&["inconnu"])).unwrap().total, 0);
}

#[test]
fn unknown_names_are_refused() {
    let essai = villes();
    let facette = |nom: &str| vec![FacetteVoulue { nom: nom.into(), combien: 1 }];
    let cas = [
        Requete { filtres: vec![une_de("couleur", &["x"], false)], ..Requete::default() },
        Requete {
            filtres: vec![Filtre::Drapeau { nom: "couleur".into(), valeur: true }],
            ..Requete::default()
        },
        Requete { facettes: facette("couleur"), ..Requete::default() },
        Requete {
            lieu: Lieu::Territoire { facette: "secteur".into(), valeurs: vec![] },
            ..Requete::default()
        },
        Requete { filtres: vec![une_de("niveau", &["3"], false); 31], ..Requete::default() },
    ];
    for requete in cas {
        assert!(matches!(essai.index.search(&requete), Err(Erreur::Requete(_))), "{requete:?}");
    }
}

//! Each publisher's format, through the real runner, on every database of the machine.

use crate::commun::{Essai, essais, exemple};
use importer::Issue;

struct Cas {
    fichier: &'static str,
    lus: i64,
    formations: i64,
    sessions: i64,
    rejets: &'static [(i64, &'static str, &'static str)],
}

const CAS: [Cas; 4] = [
    Cas {
        fichier: "rco_formations_j-1.json",
        lus: 10,
        formations: 4,
        sessions: 5,
        rejets: &[
            (3, "cle_ministere_educatif", "cleme.longueur.ignore"),
            (4, "cfd", "requis"),
            (5, "etablissement_formateur_siret", "siret.cle"),
            (6, "etablissement_gestionnaire_siret", "requis"),
            (7, "rncp_code", "rncp.forme.ignore"),
            (7, "lieu : coordonnées", "point.forme.ignore"),
            (7, "lieu : code postal", "lieu.incoherent.ignore"),
            (7, "etablissement_formateur_uai", "uai.cle.ignore"),
            (7, "periode", "date.inexistante.ignore"),
            (8, "id", "doublon"),
            (9, "cle_ministere_educatif", "requis"),
            (10, "enregistrement", "forme"),
        ],
    },
    Cas { fichier: "rco_formations_j.json", lus: 3, formations: 3, sessions: 5, rejets: &[] },
    Cas { fichier: "catalogue-api.json", lus: 2, formations: 2, sessions: 2, rejets: &[] },
    Cas {
        fichier: "catalogue.ndjson",
        lus: 6,
        formations: 4,
        sessions: 5,
        rejets: &[
            (4, "bcn_mefs_10", "mef10.forme.ignore"),
            (4, "niveau", "niveau.forme.ignore"),
            (4, "rome_codes", "rome.forme.ignore"),
            (4, "lieu : UAI", "uai.cle.ignore"),
            (4, "date_fin", "date.forme.ignore"),
            (5, "cfd", "requis"),
            (6, "enregistrement", "forme"),
        ],
    },
];

#[tokio::test(flavor = "multi_thread")]
async fn each_format_stores_what_is_good_and_explains_the_rest() {
    for essai in essais().await {
        for cas in &CAS {
            let nom = format!("{} sur {}", cas.fichier, essai.nom());
            let course = essai.importer(&exemple(cas.fichier)).await;
            let rejets = essai.rejets(&course).await;
            let vus: Vec<_> = rejets.iter().map(|r| (r.0, r.1.as_str(), r.3.as_str())).collect();
            assert_eq!(vus, cas.rejets, "{nom}");
            let formations = essai.lignes("formations", &course).await;
            let sessions = essai.lignes("formations_sessions", &course).await;
            let comptes = (course.comptes.lus, formations, sessions);
            assert_eq!(comptes, (cas.lus, cas.formations, cas.sessions), "{nom}");
            let deux = essai.reimporter(&exemple(cas.fichier)).await;
            assert_eq!(deux.issue, Issue::Inchange, "{nom}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_the_format_announced_says_so_and_changes_nothing() {
    let essai = Essai::sqlite().await;
    let essais: [(&str, &[u8], &str); 4] = [
        ("formations/rco", b"[{\"id_formation\":\"1\"},{\"id_form", "tronqu\u{e9}"),
        ("formations/catalogue", b"{\"formations\":[{\"cfd\":\"50022137\"}", "tronqu\u{e9}"),
        ("formations/catalogue", b"{\"cfd\":\"1\"}\n{\"localite\":\"Orl\xe9ans\"}\n", "UTF-8"),
        ("formations/rco", b"id_formation;cfd\n1;2\n", "JSON mal form\u{e9}"),
    ];
    for (jeu, contenu, message) in essais {
        let course = essai.importer_comme(jeu, contenu).await;
        let Issue::Illisible(motif) = &course.issue else { panic!("{jeu}: {:?}", course.issue) };
        assert!(motif.contains(message), "{jeu}: {motif}");
        assert_eq!(course.issue.code(), 2, "{jeu}");
    }
    assert_eq!(essai.publiees().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guard_refuses_a_delivery_that_loses_too_much() {
    let essai = Essai::sqlite().await;
    let ligne = std::fs::read_to_string(exemple("catalogue.ndjson")).unwrap();
    let ligne = ligne.lines().next().unwrap();
    let livraison = |n: u32| {
        let cle = |i: u32| ligne.replace("050001P", &format!("{:06}P", 60_000 + i)) + "\n";
        (0..n).map(cle).collect::<String>()
    };
    essai.importer_comme("formations/catalogue", livraison(60).as_bytes()).await;
    let course = essai.importer_comme("formations/catalogue", livraison(30).as_bytes()).await;
    assert!(matches!(course.issue, Issue::Garde(_)), "{:?}", course.issue);
    assert_eq!((course.issue.code(), essai.publiees().await), (3, 60));
}

#[test]
fn no_file_is_claimed_by_two_importers() {
    let service = catalogue::service();
    for cas in &CAS {
        let apercu = importer::Fichier::nouveau(exemple(cas.fichier)).apercu().unwrap();
        let noms: Vec<&str> =
            service.importeurs.iter().filter(|i| (i.reconnaitre)(&apercu)).map(|i| i.jeu).collect();
        assert_eq!(noms.len(), 1, "{}: {noms:?}", cas.fichier);
    }
}

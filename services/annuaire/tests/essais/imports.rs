//! Each publisher's format, through the real runner, on every database of the machine.

use crate::commun::{Essai, essais, exemple};
use importer::Issue;

type Rejet = (i64, &'static str, &'static str);

struct Cas {
    fichier: &'static str,
    jeu: &'static str,
    lus: i64,
    stockes: i64,
    rejets: &'static [Rejet],
}

const CAS: [Cas; 7] = [
    Cas {
        fichier: "referentiel-api.json",
        jeu: "organismes/referentiel",
        lus: 6,
        stockes: 3 + 5 + 3 + 3 + 1 + 2 + 1,
        rejets: &[
            (3, "siret", "siret.cle"),
            (4, "nature", "nature.inconnue.ignore"),
            (4, "uai", "uai.cle.ignore"),
            (4, "relations.type", "relation.inconnue.ignore"),
            (4, "relations.siret", "siret.longueur.ignore"),
            (4, "lieux_de_formation.adresse.geojson", "point.latitude.ignore"),
            (5, "siret", "doublon"),
            (6, "enregistrement", "forme"),
        ],
    },
    Cas {
        fichier: "referentiel-reseau-metiers.csv",
        jeu: "organismes/reseau/referentiel-reseau-metiers",
        lus: 5,
        stockes: 3 + 4 + 5,
        rejets: &[
            (3, "UAI potentielle 2", "uai.cle.ignore"),
            (4, "Siret", "siret.cle"),
            (5, "numero_declaration_activite", "nda.forme.ignore"),
            (5, "Date d'import", "date.inexistante.ignore"),
            (6, "siret", "doublon"),
        ],
    },
    Cas {
        fichier: "referentiel-reseau-trois-colonnes.csv",
        jeu: "organismes/reseau/referentiel-reseau-trois-colonnes",
        lus: 2,
        stockes: 2 + 2 + 2,
        rejets: &[],
    },
    Cas {
        fichier: "prepa-apprentissage.csv",
        jeu: "organismes/prepa-apprentissage",
        lus: 4,
        stockes: 3 + 2,
        rejets: &[(6, "siret", "siret.longueur"), (7, "uai", "uai.forme.ignore")],
    },
    Cas {
        fichier: "cfa-convention.csv",
        jeu: "organismes/cfa-convention",
        lus: 4,
        stockes: 1 + 2,
        rejets: &[
            (4, "numero_siren_siret_uai", "siret.cle"),
            (5, "numero_siren_siret_uai", "siret.vide"),
        ],
    },
    Cas {
        fichier: "etablissements-rco_20221010.json",
        jeu: "organismes/rco",
        lus: 4,
        stockes: 3 + 1,
        rejets: &[
            (3, "siret", "siret.cle"),
            (4, "code_postal", "codepostal.forme.ignore"),
            (4, "geo_coordonnees", "point.forme.ignore"),
            (4, "uai", "uai.cle.ignore"),
        ],
    },
    Cas {
        fichier: "uai-corrigees-2021-12-28.csv",
        jeu: "organismes/uai-corrigees",
        lus: 5,
        stockes: 2,
        rejets: &[
            (4, "uai_formation", "uai.forme"),
            (5, "cle_ministere_educatif", "cleme.longueur"),
            (6, "cle_me", "doublon"),
        ],
    },
];

#[tokio::test(flavor = "multi_thread")]
async fn each_format_stores_what_is_good_and_explains_the_rest() {
    for essai in essais().await {
        for cas in &CAS {
            let course = essai.importer(&exemple(cas.fichier)).await;
            let nom = format!("{} sur {}", cas.fichier, essai.nom());
            let rejets = essai.rejets(&course).await;
            let vus: Vec<_> = rejets.iter().map(|r| (r.0, r.1.as_str(), r.3.as_str())).collect();
            assert_eq!(vus, cas.rejets, "{nom}");
            assert_eq!(
                (course.comptes.lus, course.comptes.stockes),
                (cas.lus, cas.stockes),
                "{nom}"
            );
            assert_eq!(essai.jeu(&course).await, cas.jeu, "{nom}");
            let deux = essai.importer(&exemple(cas.fichier)).await;
            assert_eq!(deux.issue, Issue::Inchange, "{nom}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reject_keeps_the_value_and_says_why_in_french() {
    let essai = Essai::sqlite().await;
    let course = essai.importer(&exemple("etablissements-rco_20221010.json")).await;
    let (ligne, colonne, valeur, _, message) = essai.rejets(&course).await.remove(0);
    assert_eq!((ligne, colonne.as_str(), valeur.as_str()), (3, "siret", "90000000100000"));
    assert!(message.contains("SIRET"), "{message}");
    assert!(course.rapport.is_some_and(|chemin| chemin.exists()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_the_format_announced_says_so_and_changes_nothing() {
    let essai = Essai::sqlite().await;
    let cases = [
        ("Siret;UAI\n1;2\n", "organismes/reseau/*", "colonnes absentes"),
        ("cle_ministere_educatif\n1\n", "organismes/uai-corrigees", "colonnes absentes"),
        ("[{\"siret\":\"90000000100009\"},{\"siret", "organismes/referentiel", "tronqué"),
        ("{\"cle\":[{\"siret\":\"90000000100009\"}", "organismes/rco", "tronqué"),
    ];
    for (contenu, jeu, message) in cases {
        let course = essai.importer_comme(jeu, "fichier.txt", contenu.as_bytes()).await;
        let Issue::Illisible(motif) = &course.issue else { panic!("{jeu}: {:?}", course.issue) };
        assert!(motif.contains(message), "{jeu}: {motif}");
        assert_eq!(course.issue.code(), 2, "{jeu}");
    }
    let latin1 = b"Siret;UAI valid\xe9e;R\xe9seaux \xe0 jour\n";
    let course = essai.importer_comme("organismes/reseau/*", "latin1.csv", latin1).await;
    let Issue::Illisible(motif) = course.issue else { panic!("Latin-1 was read as UTF-8") };
    assert!(motif.contains("Latin-1"), "{motif}");
    assert_eq!(essai.compter("annuaire_organismes").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn networks_stand_side_by_side_and_each_replaces_only_itself() {
    let essai = Essai::sqlite().await;
    essai.importer(&exemple("referentiel-reseau-metiers.csv")).await;
    essai.importer(&exemple("referentiel-reseau-trois-colonnes.csv")).await;
    assert_eq!(essai.organismes().await, 5);
    let nouveau = "UAI validée;Siret;Réseaux à jour\n0350222B;90000005000006;trois\n";
    let nom = "referentiel-reseau-trois-colonnes (2).csv";
    let course = essai.importer_comme("organismes/reseau/*", nom, nouveau.as_bytes()).await;
    assert!(matches!(course.issue, Issue::Stocke { .. }));
    assert_eq!(essai.organismes().await, 4);
}

#[test]
fn no_file_is_claimed_by_two_importers() {
    let service = annuaire::service();
    for cas in &CAS {
        let apercu = importer::Fichier::nouveau(exemple(cas.fichier)).apercu().unwrap();
        let noms: Vec<&str> =
            service.importeurs.iter().filter(|i| (i.reconnaitre)(&apercu)).map(|i| i.jeu).collect();
        assert_eq!(noms.len(), 1, "{}: {noms:?}", cas.fichier);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_expired_is_found_on_both_engines() {
    for essai in essais().await {
        essai.importer(&exemple("prepa-apprentissage.csv")).await;
        let jour = 86_400_000;
        for (age, restent) in [(1_826 * jour, 3), (1_827 * jour, 0)] {
            essai.effacer_ce_qui_expire(crate::commun::MAINTENANT + age).await;
            assert_eq!(essai.compter("annuaire_organismes").await, restent, "{}", essai.nom());
        }
    }
}

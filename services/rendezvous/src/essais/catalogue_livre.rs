//! From a delivery of the catalogue to trainings that take requests.

use importer::{Fichier, Options};
use serde_json::{Value, json};

use super::{Essai, SIRET, essais};
use crate::alimentation;
use crate::depot::formations::{self, Cle};
use crate::depot::gestionnaires;
use crate::regles::contact::Provenance;

const CLE: &str = "050002P01219000000010000990000000100009-35238#L01";

fn fiche(rang: u32, courriel: Option<&str>) -> Value {
    json!({
        "cle_ministere_educatif": format!("050002P0121{SIRET}{SIRET}-35238#L{rang:02}"),
        "cfd": "50022137",
        "intitule_rco": format!("CAP Boulanger {rang}"),
        "lieu_formation_geo_coordonnees": "48.1,-1.67",
        "lieu_formation_adresse": "12 rue des Écoles",
        "code_postal": "35000",
        "code_commune_insee": "35238",
        "localite": "Rennes",
        "etablissement_gestionnaire_siret": SIRET,
        "etablissement_formateur_siret": SIRET,
        "etablissement_gestionnaire_courriel": "direction@cfa.exemple.fr",
        "email": courriel,
        "published": true,
        "parcoursup_statut": "publié",
        "affelnet_statut": "hors périmètre",
    })
}

async fn livrer(e: &Essai, importeurs: &[importer::Importeur], nom: &str, contenu: &str) {
    let chemin = e._base.dossier.join(nom);
    std::fs::write(&chemin, contenu).unwrap();
    let fichier = Fichier::nouveau(&chemin);
    let importeur = importer::auto::trouver(&fichier, importeurs).unwrap();
    let rapports = e._base.dossier.join("rapports");
    let options = Options { a_blanc: false, forcer: true, rapports, bavard: false };
    let course = importer::importer(&e.etat.db, &e.etat.horloge, importeur, &fichier, &options);
    let course = course.await.unwrap();
    assert!(matches!(course.issue, importer::Issue::Stocke { .. }), "{course:?}");
    assert!(course.comptes.stockes > 0, "{course:?}");
}

async fn livrer_les_formations(e: &Essai, fiches: &[Value]) {
    let importeurs = catalogue::service().importeurs;
    let lignes: Vec<String> = fiches.iter().map(Value::to_string).collect();
    livrer(e, &importeurs, "catalogue.ndjson", &lignes.join("\n")).await;
    assert!(alimentation::rattraper(&e.etat.db, &e.etat.horloge).await.unwrap().is_some());
    e.avancer(1);
}

#[tokio::test]
async fn a_delivery_gives_each_training_its_mailbox_and_replaces_no_choice() {
    for e in essais(super::MARDI).await {
        livrer_les_formations(&e, &[fiche(1, Some("contact@cfa.exemple.fr")), fiche(2, None)])
            .await;
        let (un, deux) = (e.relire(CLE).await, e.relire(&CLE.replace("#L01", "#L02")).await);
        assert_eq!(un.courriel.as_deref(), Some("contact@cfa.exemple.fr"), "{}", e.nom);
        assert_eq!((un.provenance.as_str(), un.parcoursup, un.affelnet), ("formation", 1, 0));
        assert_eq!(deux.courriel.as_deref(), Some("direction@cfa.exemple.fr"));
        assert_eq!(deux.provenance, "gestionnaire", "{}", e.nom);
        let g = gestionnaires::trouver(e.etat.db.read(), SIRET).await.unwrap().unwrap();
        assert_eq!((g.formations, g.parcoursup, g.affelnet), (2, 2, 0), "{}", e.nom);
        assert_eq!(g.courriel.as_deref(), Some("direction@cfa.exemple.fr"));
        assert!(alimentation::rattraper(&e.etat.db, &e.etat.horloge).await.unwrap().is_none());

        let mut tx = e.etat.db.write().await.unwrap();
        let (choisie, par) = ("accueil@cfa.exemple.fr", Provenance::Administrateur);
        formations::choisir(&mut tx, CLE, choisie, par, 1).await.unwrap();
        tx.commit().await.unwrap();
        livrer_les_formations(&e, &[fiche(1, Some("nouvelle@cfa.exemple.fr"))]).await;
        let un = e.relire(CLE).await;
        assert_eq!(un.courriel.as_deref(), Some("accueil@cfa.exemple.fr"), "{}", e.nom);
        assert_eq!(un.provenance, "administrateur", "{}", e.nom);
        let deux = formations::trouver(e.etat.db.read(), Cle::Formation(&deux.id)).await.unwrap();
        assert!(deux.is_none(), "{}: no longer published", e.nom);
    }
}

#[tokio::test]
async fn a_dead_mailbox_is_skipped_by_the_next_delivery() {
    for e in essais(super::MARDI).await {
        e.tuer("contact@cfa.exemple.fr").await;
        livrer_les_formations(&e, &[fiche(1, Some("contact@cfa.exemple.fr"))]).await;
        let un = e.relire(CLE).await;
        assert_eq!(un.courriel.as_deref(), Some("direction@cfa.exemple.fr"), "{}", e.nom);
    }
}

#[tokio::test]
async fn the_platforms_say_which_trainings_and_under_which_numbers() {
    for e in essais(super::MARDI).await {
        livrer_les_formations(&e, &[fiche(1, Some("contact@cfa.exemple.fr")), fiche(2, None)])
            .await;
        let importeurs = crate::service().importeurs;
        let perimetre = json!([
            { "cle_ministere_educatif": CLE, "parcoursup_id": "12345",
              "parcoursup_perimetre_prise_rdv": false, "affelnet_perimetre_prise_rdv": true },
            { "cle_ministere_educatif": "illisible", "affelnet_perimetre_prise_rdv": true },
        ]);
        livrer(&e, &importeurs, "perimetre.json", &perimetre.to_string()).await;
        let onisep = format!("ID action IDEO2;Clé ministère éducatif MA\nAF.1;{CLE}\n;{CLE}\n");
        livrer(&e, &importeurs, "onisep.csv", &onisep).await;
        alimentation::rattraper(&e.etat.db, &e.etat.horloge).await.unwrap().unwrap();
        for cle in [Cle::Parcoursup("12345"), Cle::Onisep("AF.1"), Cle::Formation(CLE)] {
            let f = formations::trouver(e.etat.db.read(), cle).await.unwrap();
            let f = f.unwrap_or_else(|| panic!("{}: {cle:?}", e.nom));
            assert_eq!((f.id.as_str(), f.parcoursup, f.affelnet), (CLE, 0, 1), "{}", e.nom);
        }
        let deux = e.relire(&CLE.replace("#L01", "#L02")).await;
        assert_eq!((deux.parcoursup, deux.affelnet), (0, 0), "{}: outside", e.nom);
    }
}

//! From a delivery of the catalogue to the trainings that take requests for appointments.

use std::path::Path;

use base::Db;
use base::essai::Base;
use importer::Fichier;
use noyau::horloge::Horloge;
use serde_json::{Value, json};

use crate::site::{bases_vides, horloge, jouer, options};

const SIRET: &str = "90000000100009";
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

async fn livrer(base: &Base, nom: &str, contenu: &str, quand: &Horloge) {
    let chemin = base.dossier.join(nom);
    std::fs::write(&chemin, contenu).unwrap();
    let importeurs = compagnon::assembly::importeurs(&compagnon::assembly::services());
    let fichier = Fichier::nouveau(Path::new(&chemin));
    let importeur = importer::auto::trouver(&fichier, &importeurs).unwrap();
    let options = importer::Options { forcer: true, ..options(&base.dossier) };
    let course = importer::importer(&base.db, quand, importeur, &fichier, &options).await.unwrap();
    assert!(course.comptes.stockes > 0, "{nom}: {course:?}");
}

async fn livrer_les_formations(base: &Base, fiches: &[Value], quand: &Horloge) {
    let lignes: Vec<String> = fiches.iter().map(Value::to_string).collect();
    livrer(base, "catalogue.ndjson", &lignes.join("\n"), quand).await;
    let nombre = rendezvous::porte::rattraper(&base.db, quand).await.unwrap();
    assert_eq!(nombre, Some(fiches.len()), "{}", base.nom);
    quand.avancer(std::time::Duration::from_secs(60));
}

/// Mailbox, where it comes from, Parcoursup, Affelnet; nothing when the training is not there.
async fn lue(db: &Db, rang: u32) -> Option<(Option<String>, String, i64, i64)> {
    let sql = "SELECT courriel, provenance, parcoursup, affelnet FROM rdv_formations WHERE id = $1";
    let id = CLE.replace("#L01", &format!("#L{rang:02}"));
    sqlx::query_as(sql).bind(id).fetch_optional(db.read().pool()).await.unwrap()
}

async fn ecrire(db: &Db, sql: &'static str) {
    let mut tx = db.write().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn a_delivery_gives_each_training_its_mailbox_and_replaces_no_choice() {
    jouer(async {
        for base in bases_vides().await {
            let quand = horloge();
            let fiches = [fiche(1, Some("contact@cfa.exemple.fr")), fiche(2, None)];
            livrer_les_formations(&base, &fiches, &quand).await;
            let dit =
                |courriel: &str, d: &str| Some((Some(courriel.to_owned()), d.to_owned(), 1, 0));
            assert_eq!(lue(&base.db, 1).await, dit("contact@cfa.exemple.fr", "formation"));
            assert_eq!(lue(&base.db, 2).await, dit("direction@cfa.exemple.fr", "gestionnaire"));
            assert_eq!(rendezvous::porte::rattraper(&base.db, &quand).await.unwrap(), None);
            ecrire(
                &base.db,
                "INSERT INTO rdv_choix (formation, courriel, par, choisi_le) VALUES
                 ('050002P01219000000010000990000000100009-35238#L01', 'accueil@cfa.exemple.fr',
                  'administrateur', 1)",
            )
            .await;
            let fiches = [fiche(1, Some("nouvelle@cfa.exemple.fr"))];
            livrer_les_formations(&base, &fiches, &quand).await;
            assert_eq!(lue(&base.db, 1).await, dit("accueil@cfa.exemple.fr", "administrateur"));
            assert_eq!(lue(&base.db, 2).await, None, "{}: no longer published", base.nom);
        }
    });
}

#[test]
fn a_dead_mailbox_is_skipped_by_the_next_delivery() {
    jouer(async {
        for base in bases_vides().await {
            ecrire(
                &base.db,
                "INSERT INTO courriels_adresses (adresse, rebonds, morte_le, motif, vue_le)
                 VALUES ('contact@cfa.exemple.fr', 0, 1, '', 1)",
            )
            .await;
            let fiches = [fiche(1, Some("contact@cfa.exemple.fr"))];
            livrer_les_formations(&base, &fiches, &horloge()).await;
            let (courriel, ..) = lue(&base.db, 1).await.unwrap();
            assert_eq!(courriel.as_deref(), Some("direction@cfa.exemple.fr"), "{}", base.nom);
        }
    });
}

#[test]
fn the_platforms_say_which_trainings_and_under_which_numbers() {
    jouer(async {
        for base in bases_vides().await {
            let quand = horloge();
            let fiches = [fiche(1, Some("contact@cfa.exemple.fr")), fiche(2, None)];
            livrer_les_formations(&base, &fiches, &quand).await;
            let perimetre = json!([
                { "cle_ministere_educatif": CLE, "parcoursup_id": "12345",
                  "parcoursup_perimetre_prise_rdv": false, "affelnet_perimetre_prise_rdv": true },
                { "cle_ministere_educatif": "illisible", "affelnet_perimetre_prise_rdv": true },
            ]);
            livrer(&base, "perimetre.json", &perimetre.to_string(), &quand).await;
            let onisep = format!("ID action IDEO2;Clé ministère éducatif MA\nAF.1;{CLE}\n;{CLE}\n");
            livrer(&base, "onisep.csv", &onisep, &quand).await;
            rendezvous::porte::rattraper(&base.db, &quand).await.unwrap().unwrap();
            let sql = "SELECT id_parcoursup, id_onisep, parcoursup, affelnet FROM rdv_formations
                       WHERE id LIKE '%#L01'";
            let lue: (Option<String>, Option<String>, i64, i64) =
                sqlx::query_as(sql).fetch_one(base.db.read().pool()).await.unwrap();
            let numeros = (lue.0.as_deref(), lue.1.as_deref());
            assert_eq!(numeros, (Some("12345"), Some("AF.1")), "{}", base.nom);
            assert_eq!((lue.2, lue.3), (0, 1), "{}", base.nom);
        }
    });
}

//! What training centres and missions locales do together.

use axum::http::Method;
use serde_json::json;
use tokio::sync::Mutex;

use super::*;
use crate::demande::{CLIENT, Reponse};
use crate::site::{Site, jouer, sites};

/// The mails of the morning are counted: one test at a time asks and answers.
static UN_A_LA_FOIS: Mutex<()> = Mutex::const_new(());

async fn en_mission_locale(site: &Site, methode: Method, adresse: &str, corps: &str) -> Reponse {
    let cookie = site.cookie(web::Role::MissionLocale).await;
    let entetes = [
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie.as_str()),
        crate::demande::FORMULAIRE[0],
    ];
    site.envoyer(methode, adresse, CLIENT, &entetes, corps).await
}

#[test]
fn a_centre_asks_for_help_its_mission_locale_sees_it_first_and_answers_and_both_see_the_same() {
    jouer(async {
        let _seul = UN_A_LA_FOIS.lock().await;
        for site in sites().await {
            let liste = "/effectifs/mission-locale?q=nguyen";
            // Enrolled for forty days: its centre still has its time.
            let (id, _) = inscrit(site, "EX0007").await.expect("an example");
            let avant = en_mission_locale(site, Method::GET, liste, "").await.corps;
            assert!(!avant.contains(&id), "{}", site.nom);
            let adresse = format!("/effectifs/apprenant/{id}/mission-locale");
            let refus = agir(site, &adresse, "besoin=LOGEMENT").await;
            assert!(refus.statut == 422 && refus.corps.contains("Prévenez d’abord l’apprenant."));
            let corps = "besoin=LOGEMENT&message=Appelez+Awa+au+CFA&accord=oui";
            assert_eq!(agir(site, &adresse, corps).await.statut, 303);

            let page = en_mission_locale(site, Method::GET, liste, "").await.corps;
            let rang = page.find(&id).expect("it is seen now");
            let premier = page.find("/effectifs/mission-locale/").expect("a first");
            assert!(rang - premier < 60, "first of the list");
            let fiche = page[premier..].split('"').next().unwrap().to_owned();
            let lue = en_mission_locale(site, Method::GET, &fiche, "").await.corps;
            assert!(lue.contains("Se loger") && lue.contains("Appelez Awa au CFA"), "{lue}");

            let (base, horloge) = (&site.etat.db, &site.etat.horloge);
            let annoncer = || effectifs::porte::annoncer(base, horloge, "https://exemple.fr");
            let dit = annoncer().await.unwrap();
            assert_eq!(dit, (1, 0), "{}", site.nom);
            let db = site.etat.db.read();
            let boite = "mission-locale@exemple.fr";
            let recus = courrier::essai::deposes(db, boite).await;
            let recu = recus.iter().find(|c| c.sujet.contains("demande votre aide")).expect("told");
            assert!(recu.sujet.contains("1 jeune") && !recu.texte.contains("NGUYEN"), "no name");

            let vide = en_mission_locale(site, Method::POST, &fiche, "issue=RIEN").await;
            assert_eq!(vide.statut, 422);
            let corps = "issue=RDV_PRIS&rappel=2026-12-01&commentaire=Rendez-vous+lundi";
            assert_eq!(en_mission_locale(site, Method::POST, &fiche, corps).await.statut, 303);
            let cfa = lire_en_cfa(site, &format!("/effectifs/apprenant/{id}")).await;
            assert!(cfa.contains("Rendez-vous pris") && cfa.contains("Rendez-vous lundi"), "{cfa}");
            let dit = annoncer().await.unwrap();
            assert_eq!(dit, (0, 1), "{}", site.nom);
            let dit = annoncer().await.unwrap();
            assert_eq!(dit, (0, 0), "told once");

            let csv = "/effectifs/mission-locale.csv?liste=traites";
            let csv = en_mission_locale(site, Method::GET, csv, "").await.corps;
            assert!(
                csv.contains("NGUYEN") && csv.contains("01/12/2026") | csv.contains("2026-12-01")
            );
            let ailleurs = fiche.replace(&id, "inconnu");
            let refus = en_mission_locale(site, Method::GET, &ailleurs, "").await;
            assert_eq!(refus.statut, 404);
        }
    });
}

/// Whether the sheet of an enrolment says what a mission locale answered, and the steps that are kept of it.
async fn suivi_de(site: &Site, id_erp: &str) -> (bool, i64) {
    let (id, _) = inscrit(site, id_erp).await.expect("an enrolment");
    let page = lire_en_cfa(site, &format!("/effectifs/apprenant/{id}")).await;
    let sql = "SELECT COUNT(*) FROM effectifs_suivis_faits WHERE effectif = $1";
    let faits = sqlx::query_scalar(sql).bind(id).fetch_one(site.etat.db.read().pool()).await;
    (page.contains("Rendez-vous pris"), faits.expect("a count"))
}

/// Asks for help for an enrolment; its mission locale answers that a meeting is taken.
async fn suivre(site: &Site, id_erp: &str) {
    let (id, _) = inscrit(site, id_erp).await.expect("an enrolment");
    let adresse = format!("/effectifs/apprenant/{id}/mission-locale");
    assert_eq!(agir(site, &adresse, "besoin=LOGEMENT&message=&accord=oui").await.statut, 303);
    let exemple = un_jeune(site).await;
    let (mission, _) = exemple.rsplit_once('/').expect("an address");
    let corps = "issue=RDV_PRIS&rappel=2026-12-01&commentaire=";
    let dite = en_mission_locale(site, Method::POST, &format!("{mission}/{id}"), corps).await;
    assert_eq!(dite.statut, 303, "{}", dite.corps);
}

/// Merges a double into the enrolment that stays.
async fn fusionner(site: &Site, double: &str, garde: &str) {
    let (double, _) = inscrit(site, double).await.expect("a double");
    let (garde, _) = inscrit(site, garde).await.expect("the one that stays");
    let adresse = format!("/effectifs/doublons/{double}/fusionner");
    assert_eq!(agir(site, &adresse, &format!("garde={garde}")).await.statut, 303);
}

/// Puts back an enrolment that was merged.
async fn retablir(site: &Site, id_erp: &str) {
    let sql = "SELECT id FROM effectifs_archives WHERE id_erp = $1";
    let archive = sqlx::query_scalar(sql).bind(id_erp).fetch_one(site.etat.db.read().pool()).await;
    let archive: String = archive.expect("an archive");
    let adresse = format!("/effectifs/archives/{archive}/retablir");
    assert_eq!(agir(site, &adresse, "").await.statut, 303);
}

#[test]
fn what_a_mission_locale_did_follows_a_merge_and_its_undoing() {
    jouer(async {
        let _seul = UN_A_LA_FOIS.lock().await;
        for site in sites().await {
            let (uai, siret) = un_centre(site).await;
            let cle = cle_de(site, &siret).await;
            let un = |id: &str| {
                let commune = json!({ "code_commune_insee_apprenant": "35238" });
                let mut item = dossier((&uai, &siret), id, commune);
                item["nom_apprenant"] = "Fusion".into();
                item
            };
            envoyer(site, &cle, &json!([un("FA"), un("FB")])).await;
            traiter(site).await;
            suivre(site, "FA").await;
            fusionner(site, "FA", "FB").await;
            assert_eq!(suivi_de(site, "FB").await, (true, 2), "it moves, {}", site.nom);
            retablir(site, "FA").await;
            assert_eq!(suivi_de(site, "FA").await, (true, 2), "it comes back, {}", site.nom);
            assert_eq!(suivi_de(site, "FB").await, (false, 0), "{}", site.nom);
            suivre(site, "FB").await;
            fusionner(site, "FA", "FB").await;
            assert_eq!(suivi_de(site, "FB").await, (true, 2), "each keeps its own");
            retablir(site, "FA").await;
            assert_eq!(suivi_de(site, "FA").await, (true, 2), "{}", site.nom);
            assert_eq!(suivi_de(site, "FB").await, (true, 2), "{}", site.nom);
            let (base, horloge) = (&site.etat.db, &site.etat.horloge);
            effectifs::porte::annoncer(base, horloge, "https://exemple.fr").await.expect("told");
        }
    });
}

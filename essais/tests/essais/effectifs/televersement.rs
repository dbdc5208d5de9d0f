//! A file that a training centre sends from its space.

use axum::http::Method;

use super::*;
use crate::demande::{CLIENT, Reponse};
use crate::site::{Site, jouer, sites};

/// A file of a centre with the sites of its company: a good line for each of three, then fifteen faults.
fn fichier((uai, siret): (&str, &str)) -> String {
    let colonnes = [
        "nom_apprenant*",
        "Prenom_apprenant",
        "date_de_naissance_apprenant",
        "annee_scolaire",
        "date_inscription_formation",
        "date_entree_formation",
        "date_fin_formation",
        "etablissement_responsable_uai",
        "etablissement_responsable_siret",
        "etablissement_formateur_uai",
        "etablissement_formateur_siret",
        "email_contact",
        "tel_apprenant",
        "sexe_apprenant",
        "annee_formation",
        "derniere_situation",
        "type_cfa",
        "contrat_date_debut",
        "contrat_date_fin",
        "formation_rncp",
        "statut_apprenant",
    ];
    let bonne = |n: usize| -> Vec<String> {
        [
            format!("Nom{n}"),
            "Awa".into(),
            "12/03/2008".into(),
            "2026-2027".into(),
            "1.6.2026".into(),
            "01/09/26".into(),
            "2027-08-31".into(),
            uai.into(),
            siret.into(),
            uai.into(),
            siret.into(),
            "a@exemple.fr".into(),
            "06 12 34 56 78".into(),
            "F".into(),
            "1".into(),
            "1009".into(),
            "3".into(),
            "15/09/2026".into(),
            String::new(),
            String::new(),
            "3".into(),
        ]
        .to_vec()
    };
    let fautes = [
        (0, ""),
        (1, ""),
        (2, "31/02/2008"),
        (3, "2026-2028"),
        (4, "hier"),
        (5, ""),
        (6, "01/01/2020"),
        (9, "12"),
        (10, "123"),
        (11, "a@"),
        (12, "12"),
        (13, "X"),
        (14, "9"),
        (15, "1234"),
        (20, "1"),
    ];
    let mut lignes = vec![colonnes.join(";")];
    lignes.extend((0..3).map(|n| bonne(n).join(";")));
    for (n, (colonne, valeur)) in fautes.into_iter().enumerate() {
        let mut ligne = bonne(10 + n);
        ligne[colonne] = valeur.to_owned();
        lignes.push(ligne.join(";"));
    }
    lignes.join("\n")
}

#[test]
fn a_file_is_shown_with_its_faults_at_their_cell_then_imported_when_its_centre_says_so() {
    jouer(async {
        for site in sites().await {
            let (uai, siret) = un_centre(site).await;
            let cookie = site.cookie(web::Role::Cfa).await;
            let corps = format!(
                "--X\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.csv\"\r\n\r\n{}\r\n--X--\r\n",
                fichier((&uai, &siret))
            );
            let entetes = [
                ("content-type", EN_PARTIES),
                ("sec-fetch-site", "same-origin"),
                ("cookie", cookie.as_str()),
            ];
            let adresse = "/effectifs/televersement";
            let lue = site.envoyer(Method::POST, adresse, CLIENT, &entetes, &corps).await;
            assert_eq!(lue.statut, 303, "{}: {}", site.nom, lue.corps);
            let apercu = lue.entete("location").to_owned();
            let cookies = [("cookie", cookie.as_str())];
            let page = site.demander(Method::GET, &apercu, CLIENT, &cookies).await;
            assert!(page.corps.contains("Importer les 3 lignes bonnes"), "{}", page.corps);
            let erreurs = format!("{apercu}/erreurs/csv");
            let csv = site.demander(Method::GET, &erreurs, CLIENT, &cookies).await.corps;
            for ligne in 5..20 {
                let dites = csv.lines().filter(|l| l.starts_with(&format!("{ligne};"))).count();
                assert_eq!(dites, 1, "line {ligne} of {csv}");
            }
            let avant = compter(site).await;
            let formulaire = [
                ("sec-fetch-site", "same-origin"),
                ("cookie", cookie.as_str()),
                crate::demande::FORMULAIRE[0],
            ];
            let adresse = format!("{apercu}/importer");
            let faite = site.envoyer(Method::POST, &adresse, CLIENT, &formulaire, "").await;
            assert_eq!(faite.statut, 303);
            traiter(site).await;
            assert_eq!(compter(site).await, avant + 3, "{}", site.nom);
        }
    });
}

async fn compter(site: &Site) -> i64 {
    let sql = "SELECT COUNT(*) FROM effectifs WHERE nom LIKE 'NOM_'";
    sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.expect("a count")
}

/// The answer to a file of one's centre, and what it says.
async fn televerser(site: &Site, contenu: &str) -> Reponse {
    envoyer_la_partie(site, "name=\"fichier\"; filename=\"a.csv\"", contenu).await
}

async fn envoyer_la_partie(site: &Site, partie: &str, contenu: &str) -> Reponse {
    let cookie = site.cookie(web::Role::Cfa).await;
    let corps =
        format!("--X\r\nContent-Disposition: form-data; {partie}\r\n\r\n{contenu}\r\n--X--\r\n");
    let entetes = [
        ("content-type", EN_PARTIES),
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie.as_str()),
    ];
    site.envoyer(Method::POST, "/effectifs/televersement", CLIENT, &entetes, &corps).await
}

#[test]
fn a_file_with_other_names_is_understood_once_its_centre_says_what_they_are() {
    jouer(async {
        for site in sites().await {
            let (uai, siret) = un_centre(site).await;
            let contenu = format!(
                "Patronyme;prenom_apprenant;date_de_naissance_apprenant;annee_scolaire;date_inscription_formation;\
                 date_entree_formation;date_fin_formation;etablissement_responsable_uai;etablissement_responsable_siret;\
                 etablissement_formateur_uai;etablissement_formateur_siret\n\
                 Bihan;Awa;12/03/2008;2026-2027;01/06/2026;01/09/2026;31/08/2027;{uai};{siret};{uai};{siret}\n\
                 Bihan;;12/03/2008;2026-2027;01/06/2026;01/09/2026;31/08/2027;{uai};{siret};{uai};{siret}"
            );
            let refus = televerser(site, &contenu).await;
            assert_eq!(refus.statut, 422, "{}", site.nom);
            assert!(refus.corps.contains("Vos colonnes portent d’autres noms"), "{}", refus.corps);
            let corps = format!("siret={siret}&nom_apprenant=patronyme");
            let dite = agir(site, "/effectifs/televersement/colonnes", &corps).await;
            assert_eq!(dite.statut, 303, "{}", dite.corps);
            let lue = televerser(site, &contenu).await;
            assert_eq!(lue.statut, 303, "{}", lue.corps);
            let apercu = lue.entete("location").to_owned();
            let page = lire_en_cfa(site, &apercu).await;
            assert!(page.contains("Importer la ligne bonne"), "{page}");
            assert!(page.contains(&format!("{apercu}/a-corriger")), "the refused line as a file");
            let cookie = site.cookie(web::Role::Cfa).await;
            let entetes = [("cookie", cookie.as_str())];
            let fichier = format!("{apercu}/a-corriger");
            let recu = site.demander(Method::GET, &fichier, CLIENT, &entetes).await;
            assert_eq!(recu.statut, 200);
            assert!(recu.entete("content-disposition").contains("a-corriger.xlsx"));
        }
    });
}

#[test]
fn lines_copied_from_a_spreadsheet_are_read_like_a_file() {
    jouer(async {
        for site in sites().await {
            let (uai, siret) = un_centre(site).await;
            let colle = fichier((&uai, &siret)).replace(';', "\t");
            let lue = envoyer_la_partie(site, "name=\"colle\"", &colle).await;
            assert_eq!(lue.statut, 303, "{}: {}", site.nom, lue.corps);
            let page = lire_en_cfa(site, lue.entete("location")).await;
            assert!(page.contains("Importer les 3 lignes bonnes"), "{page}");
            let refus = envoyer_la_partie(site, "name=\"colle\"", "un;deux\n1;2").await;
            assert_eq!(refus.statut, 422, "{}", site.nom);
            assert!(refus.corps.contains("un;deux"), "{}: what was pasted is kept", site.nom);
            let rien = envoyer_la_partie(site, "name=\"colle\"", "").await;
            assert!(rien.corps.contains("ou collez vos lignes"), "{}", site.nom);
        }
    });
}

//! What the software of a training centre sends, from the call to the report.

use axum::http::Method;
use serde_json::{Value, json};

use crate::demande::{CLIENT, Reponse};
use crate::site::{Site, jouer, sites};

const ENVOI: &str = "/api/v3/dossiers-apprenants";

/// The kind of a form that carries a file.
pub const EN_PARTIES: &str = "multipart/form-data; boundary=X";

/// A form that carries a file of one line, which nothing can import.
pub const FICHIER: &str = "--X\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.csv\"\r\n\r\n\
    nom_apprenant;prenom_apprenant;date_de_naissance_apprenant;annee_scolaire;date_inscription_formation;\
    date_entree_formation;date_fin_formation;etablissement_responsable_uai;etablissement_responsable_siret;\
    etablissement_formateur_uai;etablissement_formateur_siret\nEssai;;;;;;;;;;\r\n--X--\r\n";

/// An address of the space of the example centre.
pub async fn exemple(site: &Site, chemin: &str) -> String {
    let sql = "SELECT id, transmission, siret FROM effectifs ORDER BY id LIMIT 1";
    let (id, transmission, siret): (String, String, String) =
        sqlx::query_as(sql).fetch_one(site.etat.db.read().pool()).await.expect("an example");
    if chemin.starts_with("/effectifs/cles/") {
        let cle = cle_de(site, &siret).await;
        let id = cle.split('_').nth(1).unwrap_or_default().to_owned();
        return chemin.replace("{id}", &id);
    }
    if chemin.starts_with("/effectifs/archives/") {
        return chemin.replace("{id}", &archive_de(site, &siret).await);
    }
    if chemin.starts_with("/effectifs/mission-locale/") {
        return un_jeune(site).await;
    }
    let id = if chemin.contains("/transmissions/") { transmission } else { id };
    chemin.replace("{id}", &id).replace("{format}", "csv")
}

/// An enrolment that this centre took out.
async fn archive_de(site: &Site, siret: &str) -> String {
    let sql = "INSERT INTO effectifs_archives (id, effectif, siret, uai, annee_scolaire, id_erp, nom, prenom, raison,
               precision_motif, par, archive_le, garde, contenu, avant)
               VALUES ('A1', 'E1', $1, '', '', 'A1', 'Riou', 'Awa', 'AUTRE', 'Essai', '', $2, '', '', '')
               ON CONFLICT (id) DO NOTHING";
    let mut tx = site.etat.db.write().await.expect("a transaction");
    let maintenant = site.etat.horloge.maintenant().ms();
    let posee = sqlx::query(sql).bind(siret).bind(maintenant).execute(&mut *tx).await;
    posee.expect("an archive");
    tx.commit().await.expect("it is kept");
    "A1".to_owned()
}

/// The sheet of someone whom the example mission locale may help: enrolled for 75 days without a contract.
async fn un_jeune(site: &Site) -> String {
    let db = site.etat.db.read();
    let sql = "SELECT CASE WHEN siret = '' THEN id ELSE siret END FROM comptes_organisations WHERE genre = 'mission_locale' ORDER BY id LIMIT 1";
    let mission: String = sqlx::query_scalar(sql).fetch_one(db.pool()).await.expect("one");
    let sql = "SELECT id FROM effectifs WHERE id_erp = 'EX0008'";
    let jeune: String = sqlx::query_scalar(sql).fetch_one(db.pool()).await.expect("an example");
    format!("/effectifs/mission-locale/{mission}/{jeune}")
}

/// UAI and SIRET of an organisation that the directory vouches for.
async fn un_organisme(site: &Site) -> (String, String) {
    let liste = site.lire_json("/api/v1/organismes?items_par_page=100").await;
    let organismes = liste["organismes"].as_array().expect("a list");
    let avec_uai = organismes.iter().find(|o| o["uai"].is_string()).expect("a validated UAI");
    let texte = |champ: &str| avec_uai[champ].as_str().unwrap_or_default().to_owned();
    (texte("uai"), texte("siret"))
}

async fn cle_de(site: &Site, siret: &str) -> String {
    let fin = site.etat.horloge.aujourd_hui().plus_jours(30);
    let maintenant = site.etat.horloge.maintenant();
    let mut tx = site.etat.db.write().await.expect("a transaction");
    let portees = [web::Portee::Effectifs];
    let cle = partenaires::porte::creer_pour(&mut tx, siret, ("CFA", &portees), fin, maintenant);
    let cle = cle.await.expect("a key");
    tx.commit().await.expect("the key is kept");
    format!("Bearer {cle}")
}

fn dossier((uai, siret): (&str, &str), id: &str, autres: Value) -> Value {
    let mut item = json!({
        "nom_apprenant": "Le Goff", "prenom_apprenant": "Nolwenn",
        "date_de_naissance_apprenant": "2008-03-12", "annee_scolaire": "2026-2027",
        "id_erp_apprenant": id, "date_inscription_formation": "2026-06-01",
        "date_entree_formation": "2026-09-01", "date_fin_formation": "2027-08-31",
        "etablissement_responsable_uai": uai, "etablissement_responsable_siret": siret,
        "etablissement_formateur_uai": uai, "etablissement_formateur_siret": siret,
    });
    let (Value::Object(base), Value::Object(plus)) = (&mut item, autres) else { panic!() };
    base.extend(plus);
    item
}

/// Works through what waits. Another test may be at it: its work is waited for.
async fn traiter(site: &Site) {
    loop {
        effectifs::porte::traiter(&site.etat.db, &site.etat.horloge).await.expect("it works");
        let sql =
            "SELECT COUNT(*) FROM effectifs_transmissions WHERE etat = 'recue' AND apercu = 0";
        let reste: i64 =
            sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.expect("a count");
        if reste == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn envoyer(site: &Site, cle: &str, corps: &Value) -> Reponse {
    let entetes = [("authorization", cle), ("content-type", "application/json")];
    site.envoyer(Method::POST, ENVOI, CLIENT, &entetes, &corps.to_string()).await
}

#[test]
fn a_sending_is_answered_item_by_item_and_its_report_adds_up() {
    jouer(async {
        for site in sites().await {
            let (uai, siret) = un_organisme(site).await;
            let cle = cle_de(site, &siret).await;
            let couple = (uai.as_str(), siret.as_str());
            let ailleurs = json!({ "etablissement_formateur_uai": "0010856A",
                "etablissement_formateur_siret": "13002526500013" });
            let corps = json!([
                dossier(couple, "1", json!({ "contrat_date_debut": "2026-10-01", "bidule": 1 })),
                dossier(couple, "2", json!({ "sexe_apprenant": "X", "nir_apprenant": "108" })),
                dossier(couple, "3", ailleurs),
            ]);
            let reponse = envoyer(site, &cle, &corps).await;
            assert_eq!(reponse.statut, 200, "{}", reponse.corps);
            let dit = reponse.json();
            assert_eq!((&dit["status"], &dit["message"]), (&json!("OK"), &json!("Queued")));
            assert_eq!(dit["detail"], "Some data are invalid");
            assert_eq!((&dit["accepted"], &dit["rejected"]), (&json!(2), &json!(1)));
            assert_eq!(dit["data"][1]["validation_errors"][0]["path"][0], "sexe_apprenant");
            assert_eq!(dit["data"][1]["has_nir"], true);
            assert!(!reponse.corps.contains("nir_apprenant") && dit["data"][0]["bidule"] == 1);

            traiter(site).await;
            let id = dit["transmission"].as_str().unwrap_or_default();
            let adresse = format!("/api/v3/transmissions/{id}");
            let entetes = [("authorization", cle.as_str())];
            let rendu = site.demander(Method::GET, &adresse, CLIENT, &entetes).await.json();
            assert_eq!(rendu["etat"], "traitee", "{rendu}");
            assert_eq!((&rendu["recus"], &rendu["refuses"]), (&json!(3), &json!(2)), "{rendu}");
            assert_eq!(rendu["crees"], 1);
            let codes: Vec<_> =
                rendu["erreurs"].as_array().unwrap().iter().map(|e| e["code"].clone()).collect();
            assert_eq!(codes, ["sexe.valeur", "organisme.inconnu"]);

            let autre = cle_de(site, "90000000100009").await;
            let entetes = [("authorization", autre.as_str())];
            let refus = site.demander(Method::GET, &adresse, CLIENT, &entetes).await;
            assert_eq!(refus.statut, 404, "a report is for its sender");
        }
    });
}

#[test]
fn what_is_not_a_sending_is_refused_whole() {
    jouer(async {
        let site = &sites().await[0];
        let (uai, siret) = un_organisme(site).await;
        let cle = cle_de(site, &siret).await;
        let un = dossier((&uai, &siret), "1", json!({}));
        let trop = Value::Array(vec![un; 2_001]);
        let cas = [
            (json!([]), 200),
            (json!({}), 400),
            (json!("x"), 400),
            (trop, 400),
            (json!("x".repeat(10_500_000)), 413),
        ];
        for (corps, attendu) in cas {
            let reponse = envoyer(site, &cle, &corps).await;
            assert_eq!(
                reponse.statut,
                attendu,
                "{}",
                &reponse.corps[..200.min(reponse.corps.len())]
            );
        }
        let sans_organisme = {
            let fin = site.etat.horloge.aujourd_hui().plus_jours(30);
            let (db, maintenant) = (&site.etat.db, site.etat.horloge.maintenant());
            let portees = [web::Portee::Effectifs];
            partenaires::porte::creer(db, "Essais", &portees, fin, maintenant).await.unwrap()
        };
        let reponse = envoyer(site, &format!("Bearer {sans_organisme}"), &json!([])).await;
        assert_eq!((reponse.statut, &reponse.json()["code"]), (403, &json!("cle.organisme")));
    });
}

#[test]
fn the_public_figures_say_their_date_their_coverage_and_nothing_small() {
    jouer(async {
        for site in sites().await {
            let dit = site.lire_json("/api/v1/effectifs/indicateurs").await;
            assert_eq!(dit["date"], "2026-11-24");
            let territoires = dit["territoires"].as_array().expect("territories");
            let bretagne = territoires.iter().find(|t| t["code"] == "53").expect("Bretagne");
            assert!(bretagne["organismes_attendus"].as_i64() > Some(0), "{bretagne}");
            assert!(bretagne["taux_couverture"].as_i64() < Some(100), "{bretagne}");
            for t in territoires {
                for mesure in ["apprentis", "inscrits_sans_contrat", "rupturants", "abandons"] {
                    assert!(!(1..5).contains(&t[mesure].as_i64().unwrap_or(0)), "{t}");
                }
            }
            for (date, statut) in [("2027-01-01", 400), ("hier", 400), ("2025-01-01", 200)] {
                let adresse = format!("/api/v1/effectifs/indicateurs?date={date}");
                assert_eq!(site.lire(&adresse).await.statut, statut, "{date}");
            }
            let page = site.lire("/indicateurs-apprentissage?region=53").await;
            assert!(page.corps.contains("Ille-et-Vilaine") && page.corps.contains("Couverture"));
        }
    });
}

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
            let db = site.etat.db.read();
            let sql = "SELECT uai, siret FROM effectifs ORDER BY id LIMIT 1";
            let (uai, siret): (String, String) =
                sqlx::query_as(sql).fetch_one(db.pool()).await.expect("an example");
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

#[test]
fn names_are_for_those_whom_the_law_says_and_their_reading_is_noted() {
    jouer(async {
        for site in sites().await {
            let jeunes = "/effectifs/jeunes?situation=RUPTURANT";
            for (role, statut) in [
                (web::Role::Dreets, 200),
                (web::Role::Ddets, 200),
                (web::Role::Academie, 200),
                (web::Role::Region, 403),
                (web::Role::TeteDeReseau, 403),
                (web::Role::Dgefp, 403),
                (web::Role::Administrateur, 403),
                (web::Role::Cfa, 403),
            ] {
                let cookie = site.cookie(role).await;
                let entetes = [("cookie", cookie.as_str())];
                let avant = lectures(site).await;
                let page = site.demander(Method::GET, jeunes, CLIENT, &entetes).await;
                assert_eq!(page.statut, statut, "{role:?}");
                let lue = i64::from(statut == 200);
                assert_eq!(lectures(site).await, avant + lue, "{role:?}");
                assert_eq!(page.corps.contains("apprenant"), statut == 200, "{role:?}");
            }
        }
    });
}

async fn lectures(site: &Site) -> i64 {
    let sql = "SELECT COUNT(*) FROM journal WHERE acte = 'effectifs.aider'";
    sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.expect("a count")
}

#[test]
fn the_sifa_file_has_as_many_lines_as_the_screen_says_and_its_taking_is_noted() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(web::Role::Cfa).await;
            let entetes = [("cookie", cookie.as_str())];
            let page = site.demander(Method::GET, "/effectifs/sifa", CLIENT, &entetes).await.corps;
            let dit = page.split("Fichier SIFA, diplômes (").nth(1).expect("a file");
            let dit: usize = dit.split_whitespace().next().unwrap().parse().expect("a number");
            let avant = declarations(site).await;
            let csv =
                site.demander(Method::GET, "/effectifs/sifa.csv", CLIENT, &entetes).await.corps;
            assert_eq!(declarations(site).await, avant + 1, "the taking is noted");
            let mut lecteur = csv::ReaderBuilder::new();
            let mut lecteur =
                lecteur.has_headers(false).delimiter(b';').from_reader(csv.as_bytes());
            let lignes: Vec<csv::StringRecord> = lecteur.records().map(|l| l.unwrap()).collect();
            assert!(dit > 40 && lignes.len() == dit, "{dit} {}", lignes.len());
            assert!(lignes.iter().all(|l| l.len() == 47 && &l[6] == "APP" && l[28].len() == 8));
            assert!(lignes[0][0].trim_start_matches('\u{feff}') == "=\"\"", "{:?}", &lignes[0]);
            let titres = "/effectifs/sifa.csv?titres=oui";
            let csv = site.demander(Method::GET, titres, CLIENT, &entetes).await.corps;
            assert!(csv.starts_with("\u{feff}INE;NUMERO_UAI;TYPE_CFA;SIT_FORM;"), "{}", &csv[..80]);
        }
    });
}

async fn declarations(site: &Site) -> i64 {
    let sql = "SELECT COUNT(*) FROM journal WHERE acte = 'effectifs.sifa'";
    sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.expect("a count")
}

/// A form sent from one of our pages by the example of the training centres.
async fn agir(site: &Site, adresse: &str, corps: &str) -> Reponse {
    let cookie = site.cookie(web::Role::Cfa).await;
    let entetes = [
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie.as_str()),
        crate::demande::FORMULAIRE[0],
    ];
    site.envoyer(Method::POST, adresse, CLIENT, &entetes, corps).await
}

async fn lire_en_cfa(site: &Site, adresse: &str) -> String {
    let cookie = site.cookie(web::Role::Cfa).await;
    let entetes = [("cookie", cookie.as_str())];
    site.demander(Method::GET, adresse, CLIENT, &entetes).await.corps
}

/// Identifier and telephone of the enrolment that has this identifier in its software.
async fn inscrit(site: &Site, id_erp: &str) -> Option<(String, String)> {
    let sql = "SELECT id, details FROM effectifs WHERE id_erp = $1";
    let ligne = sqlx::query_as(sql).bind(id_erp).fetch_optional(site.etat.db.read().pool()).await;
    ligne.expect("a row or none")
}

#[test]
fn doubles_are_merged_do_not_come_back_and_can_be_parted_again() {
    jouer(async {
        for site in sites().await {
            let db = site.etat.db.read();
            let sql = "SELECT uai, siret FROM effectifs ORDER BY id LIMIT 1";
            let (uai, siret): (String, String) =
                sqlx::query_as(sql).fetch_one(db.pool()).await.expect("an example");
            let cle = cle_de(site, &siret).await;
            let un = |id: &str, autres: Value| {
                let mut item = dossier((&uai, &siret), id, autres);
                item["nom_apprenant"] = "Quemener".into();
                item
            };
            let corps = json!([
                un("QA", json!({ "tel_apprenant": "06 39 98 00 01" })),
                un("QB", json!({ "prenom_apprenant": "Nolwen" })),
            ]);
            envoyer(site, &cle, &corps).await;
            traiter(site).await;
            let (a, _) = inscrit(site, "QA").await.expect("the first");
            let (b, avant) = inscrit(site, "QB").await.expect("the second");
            assert!(!avant.contains("639980001"), "{avant}");
            let page = lire_en_cfa(site, "/effectifs/doublons").await;
            assert!(page.contains("Noms proches, même date de naissance"), "{page}");
            let adresse = format!("/effectifs/doublons/{a}");
            assert!(lire_en_cfa(site, &adresse).await.contains("QB"), "{}", site.nom);
            let refus = agir(site, &format!("{adresse}/fusionner"), "garde=autre").await;
            assert_eq!(refus.statut, 422, "{}", refus.corps);
            let faite = agir(site, &format!("{adresse}/fusionner"), &format!("garde={b}")).await;
            assert_eq!(faite.statut, 303, "{}", faite.corps);
            assert!(inscrit(site, "QA").await.is_none());
            let (_, apres) = inscrit(site, "QB").await.expect("the one that stays");
            assert!(apres.contains("639980001"), "completed: {apres}");

            let rendu = envoyer(site, &cle, &json!([un("QA", json!({}))])).await.json();
            traiter(site).await;
            assert!(inscrit(site, "QA").await.is_none(), "it does not come back");
            let id = rendu["transmission"].as_str().unwrap_or_default();
            let entetes = [("authorization", cle.as_str())];
            let adresse = format!("/api/v3/transmissions/{id}");
            let rendu = site.demander(Method::GET, &adresse, CLIENT, &entetes).await.json();
            assert_eq!((&rendu["refuses"], &rendu["fusionnes"]), (&json!(0), &json!(1)), "{rendu}");
            assert!(rendu.to_string().contains("effectif.fusionne"), "{rendu}");

            let sql = "SELECT id FROM effectifs_archives WHERE id_erp = 'QA'";
            let archive: String = sqlx::query_scalar(sql).fetch_one(db.pool()).await.expect("one");
            let adresse = format!("/effectifs/archives/{archive}/retablir");
            assert_eq!(agir(site, &adresse, "").await.statut, 303);
            let (_, retour) = inscrit(site, "QB").await.expect("as it was");
            assert_eq!((retour, inscrit(site, "QA").await.is_some()), (avant, true));

            let adresse = format!("/effectifs/doublons/{a}/distinguer");
            assert_eq!(agir(site, &adresse, "").await.statut, 303);
            let page = lire_en_cfa(site, &format!("/effectifs/doublons/{a}")).await;
            assert!(page.contains("n’en a plus"), "two persons, said once");

            let adresse = format!("/effectifs/apprenant/{a}/retirer");
            assert_eq!(agir(site, &adresse, "motif=AUTRE&precision=").await.statut, 422);
            assert_eq!(agir(site, &adresse, "motif=CHANGEMENT_CFA").await.statut, 303);
            let rendu = envoyer(site, &cle, &json!([un("QA", json!({}))])).await.json();
            traiter(site).await;
            let id = rendu["transmission"].as_str().unwrap_or_default();
            let adresse = format!("/api/v3/transmissions/{id}");
            let rendu = site.demander(Method::GET, &adresse, CLIENT, &entetes).await.json();
            assert_eq!(rendu["refuses"], 1, "{rendu}");
            assert!(rendu.to_string().contains("effectif.retire"), "{rendu}");
        }
    });
}

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

#[test]
fn what_became_of_the_wishes_is_for_their_centre_and_territory() {
    jouer(async {
        for site in sites().await {
            let page = lire_en_cfa(site, "/effectifs/voeux").await;
            assert!(page.contains("18 vœux") && page.contains("Pas inscrit"), "{page}");
            let absents = "/effectifs/voeux?suite=non-retrouve";
            let page = lire_en_cfa(site, absents).await;
            assert!(page.contains("-Exemple") && !page.contains("En apprentissage</td>"));
            for (role, nombre) in
                [(web::Role::Academie, 18), (web::Role::Dreets, 18), (web::Role::Cfa, 18)]
            {
                let cookie = site.cookie(role).await;
                let entetes = [("cookie", cookie.as_str())];
                let csv =
                    site.demander(Method::GET, "/effectifs/voeux.csv", CLIENT, &entetes).await;
                assert_eq!(csv.corps.lines().count(), nombre + 1, "{role:?}");
            }
        }
    });
}

/// The answer to a file of one's centre, and what it says.
async fn televerser(site: &Site, contenu: &str) -> Reponse {
    let cookie = site.cookie(web::Role::Cfa).await;
    let corps = format!(
        "--X\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.csv\"\r\n\r\n{contenu}\r\n--X--\r\n"
    );
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
            let sql = "SELECT uai, siret FROM effectifs ORDER BY id LIMIT 1";
            let (uai, siret): (String, String) =
                sqlx::query_as(sql).fetch_one(site.etat.db.read().pool()).await.expect("one");
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
fn a_network_that_does_not_answer_for_the_training_reads_no_name() {
    jouer(async {
        let site = &sites().await[0];
        let cookie = site.cookie(web::Role::TeteDeReseau).await;
        let entetes = [("cookie", cookie.as_str())];
        let page = site.demander(Method::GET, "/effectifs/reseau", CLIENT, &entetes).await;
        assert_eq!(page.statut, 200);
        assert!(page.corps.contains("sans les noms") && !page.corps.contains("LE GOFF"));
    });
}

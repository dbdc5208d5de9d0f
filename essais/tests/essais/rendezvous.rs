//! Appointments: from the sheet of a training to the answer of its centre, and who may not look.

use axum::http::Method;
use web::Role;

use crate::demande::{CLIENT, Reponse, adresse};
use crate::site::{Site, jouer, sites};

const D_ICI: (&str, &str) = ("sec-fetch-site", "same-origin");

/// An ordinary address for each route of the service.
pub async fn exemple(site: &Site, chemin: &str) -> String {
    match chemin {
        "/rendez-vous"
        | "/rendez-vous/envoyee"
        | "/widget/rendez-vous"
        | "/widget/rendez-vous/envoyee" => {
            adresse(chemin, &[("formation", &formation(site).await), ("portail", "lba")])
        }
        _ if chemin.starts_with("/rendez-vous/demande/") => {
            let lien = demander(site, &format!("{}@exemple.fr", coffre::hasard())).await;
            chemin.replace("/rendez-vous/demande/{id}/lien/{jeton}", &lien)
        }
        "/rendez-vous/service/lien/{jeton}" => {
            let sql = "INSERT INTO rdv_liens (empreinte, gestionnaire, canal, cree_le, expire_le)
                       VALUES ($1, '90000000100009', 'libre', 1, 9000000000000)
                       ON CONFLICT (empreinte) DO NOTHING";
            let mut tx = site.etat.db.write().await.unwrap();
            let requete = sqlx::query(sql).bind(coffre::empreinte("essai"));
            requete.execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            chemin.replace("{jeton}", "essai")
        }
        _ if chemin.starts_with("/cfa/rendez-vous/{siret}/demande/{id}") => {
            let (siret, id) = du_centre(site).await;
            chemin.replace("{siret}", &siret).replace("{id}", &id)
        }
        _ => {
            let (siret, _) = du_centre(site).await;
            let formation = encoder(&formation_de(site, &siret).await);
            chemin.replace("{siret}", &siret).replace("{formation}", &formation)
        }
    }
}

fn encoder(texte: &str) -> String {
    url::form_urlencoded::byte_serialize(texte.as_bytes()).collect()
}

/// A training that takes requests.
async fn formation(site: &Site) -> String {
    let sql = "SELECT id FROM rdv_formations WHERE courriel IS NOT NULL ORDER BY id LIMIT 1";
    sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

/// The key of a training that takes requests.
pub async fn cle_me(site: &Site) -> String {
    let sql = "SELECT cle_me FROM rdv_formations
               WHERE courriel IS NOT NULL AND cle_me IS NOT NULL ORDER BY id LIMIT 1";
    sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

async fn formation_de(site: &Site, siret: &str) -> String {
    let sql = "SELECT id FROM rdv_formations WHERE gestionnaire = $1 OR formateur = $1
               ORDER BY id LIMIT 1";
    sqlx::query_scalar(sql).bind(siret).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

/// The example training centre, and a request made to it that waits.
async fn du_centre(site: &Site) -> (String, String) {
    let sql = "SELECT o.siret, d.id FROM rdv_demandes d
               JOIN comptes_organisations o ON o.siret = d.formateur OR o.siret = d.gestionnaire
               WHERE o.genre = 'cfa' AND d.etat IN ('demande', 'transmise', 'lue') ORDER BY d.id LIMIT 1";
    let trouvee: Option<(String, String)> =
        sqlx::query_as(sql).fetch_optional(site.etat.db.read().pool()).await.unwrap();
    trouvee.expect("a request to the example training centre")
}

/// Makes a request; the path of the centre's link, from the mail.
pub async fn demander(site: &Site, courriel: &str) -> String {
    let formation = formation(site).await;
    let chemin = adresse("/rendez-vous", &[("formation", &formation), ("portail", "lba")]);
    let reponse = site.poster(&chemin, &corps(courriel)).await;
    assert_eq!(reponse.statut, 303, "{}", reponse.corps);
    let sql = "SELECT d.id FROM rdv_demandes d WHERE d.courriel = $1";
    let db = site.etat.db.read();
    let id: String = sqlx::query_scalar(sql).bind(courriel).fetch_one(db.pool()).await.unwrap();
    let debut = format!("/rendez-vous/demande/{id}/lien/");
    let sql = "SELECT texte FROM courriels_corps WHERE texte LIKE $1";
    let motif = format!("%{debut}%");
    let texte: String = sqlx::query_scalar(sql).bind(motif).fetch_one(db.pool()).await.unwrap();
    let suite = texte.split(&debut).nth(1).unwrap();
    debut + suite.split_whitespace().next().unwrap()
}

fn corps(courriel: &str) -> String {
    format!(
        "profil=jeune&prenom=Perrine&nom=Secrete&telephone=0199001234&courriel={}&motifs=frais&message=",
        encoder(courriel)
    )
}

/// A request that the centre of this SIRET read and did not answer yet.
async fn poser(site: &Site, id: &str, siret: &str) {
    let sql = "INSERT INTO rdv_demandes (id, formation, intitule, gestionnaire, formateur,
        formateur_nom, lieu, portail, profil, prenom, nom, nom_plie, courriel, telephone,
        motifs, message, destinataire, envoi, empreinte, lien_expire_le, etat, deposee_le,
        due_le, lue_le, reponse, convenu_ou)
        VALUES ($1, 'f', 'CAP', $2, $2, 'Un autre centre', '', 'lba', 'jeune', 'Zoé',
        'Ailleurs', 'zoe ailleurs', $3, '', 'frais', '', '', '', '', 0,
        'lue', 1, 9000000000000, 2, '', '') ON CONFLICT (id) DO NOTHING";
    let mut tx = site.etat.db.write().await.unwrap();
    let courriel = format!("{}@exemple.fr", id.to_lowercase());
    let requete = sqlx::query(sql).bind(id).bind(siret).bind(courriel);
    requete.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn etat(site: &Site, courriel: &str) -> String {
    let sql = "SELECT etat FROM rdv_demandes WHERE courriel = $1";
    sqlx::query_scalar(sql).bind(courriel).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

async fn avec(site: &Site, methode: Method, adresse: &str, cookie: &str, corps: &str) -> Reponse {
    let entetes =
        [D_ICI, ("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    site.envoyer(methode, adresse, CLIENT, &entetes, corps).await
}

#[test]
fn a_link_followed_by_a_scanner_shows_nothing_and_changes_nothing() {
    jouer(async {
        for site in sites().await {
            let qui = format!("{}@exemple.fr", coffre::hasard());
            let lien = demander(site, &qui).await;
            for _ in 0..10 {
                let page = site.lire(&lien).await;
                assert_eq!(page.statut, 200, "{}", page.corps);
                assert!(!page.corps.contains("Secrete"), "{}", site.nom);
                assert_eq!(page.entete("referrer-policy"), "no-referrer");
            }
            assert_eq!(etat(site, &qui).await, "demande", "{}", site.nom);
            let ouvert = site.poster(&format!("{lien}/ouvrir"), "").await;
            assert_eq!(ouvert.statut, 303);
            assert_eq!(etat(site, &qui).await, "lue", "{}", site.nom);
            assert!(site.lire(&lien).await.corps.contains("Secrete"));
            let faux = site.poster(&lien, "reponse=message&message=").await;
            assert_eq!(faux.statut, 422);
            assert_eq!(etat(site, &qui).await, "lue", "{}", site.nom);
            let bonne = site.poster(&lien, "reponse=message&message=Venez").await;
            assert_eq!(bonne.statut, 303, "{}", bonne.corps);
            assert_eq!(etat(site, &qui).await, "repondue", "{}", site.nom);
            let encore = site.poster(&lien, "reponse=injoignable&message=").await;
            assert_eq!(encore.statut, 410, "{}: once", site.nom);
            assert_eq!(site.lire(&lien).await.statut, 410, "{}", site.nom);
        }
    });
}

#[test]
fn a_link_opens_its_own_request_only() {
    jouer(async {
        let site = &sites().await[0];
        let un = demander(site, &format!("{}@exemple.fr", coffre::hasard())).await;
        let deux = demander(site, &format!("{}@exemple.fr", coffre::hasard())).await;
        let (debut, _) = un.rsplit_once('/').unwrap();
        let (_, secret) = deux.rsplit_once('/').unwrap();
        let tire = format!("{debut}/{secret}");
        assert_eq!(site.lire(&tire).await.statut, 410);
        assert_eq!(site.poster(&format!("{tire}/ouvrir"), "").await.statut, 410);
        assert_eq!(site.poster(&tire, "reponse=message&message=x").await.statut, 410);
        for secret in ["", "x", "%27"] {
            assert!(site.lire(&format!("{debut}/{secret}")).await.statut >= 400);
        }
    });
}

#[test]
fn a_centre_reads_its_own_requests_and_no_other() {
    jouer(async {
        for site in sites().await {
            let (siret, id) = du_centre(site).await;
            let cookie = site.cookie(Role::Cfa).await;
            let la_sienne = format!("/cfa/rendez-vous/{siret}/demande/{id}");
            let lue = avec(site, Method::GET, &la_sienne, &cookie, "").await;
            assert_eq!(lue.statut, 200, "{}", lue.corps);
            let ailleurs = "90000000100009";
            poser(site, "AILLEURS", ailleurs).await;
            let tires = [
                format!("/cfa/rendez-vous/{ailleurs}/demande/AILLEURS"),
                format!("/cfa/rendez-vous/{siret}/demande/AILLEURS"),
                format!("/cfa/rendez-vous/{ailleurs}/demande/{id}"),
                format!("/cfa/rendez-vous/{ailleurs}/reglages"),
            ];
            for tire in tires {
                for methode in [Method::GET, Method::POST] {
                    let corps = "reponse=message&message=x&canal=libre&choix=non";
                    let reponse = avec(site, methode, &tire, &cookie, corps).await;
                    assert!([403, 404].contains(&reponse.statut), "{tire}: {}", reponse.statut);
                    assert!(!reponse.corps.contains("Ailleurs"), "{tire}");
                }
            }
            for liste in ["/cfa/rendez-vous?q=ailleurs", "/cfa/rendez-vous/export.csv"] {
                let lue = avec(site, Method::GET, liste, &cookie, "").await;
                assert_eq!(lue.statut, 200, "{liste}");
                assert!(!lue.corps.contains("ailleurs@exemple.fr"), "{liste}");
            }
            let employeur = site.cookie(Role::Employeur).await;
            let refuse = avec(site, Method::GET, "/cfa/rendez-vous", &employeur, "").await;
            assert_eq!(refuse.statut, 403, "{}", site.nom);
        }
    });
}

#[test]
fn the_form_keeps_what_was_typed_and_says_what_is_wrong() {
    jouer(async {
        let site = &sites().await[0];
        let chemin = exemple(site, "/rendez-vous").await;
        let page = site.poster(&chemin, "prenom=Perrine&nom=&motifs=frais").await;
        assert_eq!(page.statut, 422);
        for mot in ["value=\"Perrine\"", "nom-erreur", "courriel-erreur", "Erreur — "] {
            assert!(page.corps.contains(mot), "{mot}");
        }
        assert!(!page.corps.contains("motifs-erreur"));
    });
}

#[test]
fn the_form_is_framed_by_partners_at_its_own_address_only() {
    jouer(async {
        let site = &sites().await[0];
        let politique = async |chemin: &str| {
            let page = site.lire(&exemple(site, chemin).await).await;
            assert_eq!(page.statut, 200, "{chemin}");
            page.entete("content-security-policy").to_owned()
        };
        assert!(politique("/widget/rendez-vous").await.contains("frame-ancestors 'self'"));
        assert!(politique("/rendez-vous").await.contains("frame-ancestors 'none'"));
    });
}

#[test]
fn the_sheet_of_a_training_offers_what_is_open() {
    jouer(async {
        for site in sites().await {
            let formation = formation(site).await;
            let fiche = format!("/formation/{}/formation", encoder(&formation));
            let page = site.lire(&fiche).await;
            assert!(page.corps.contains("Demander un rendez-vous"), "{}", site.nom);
            let lien = format!("/rendez-vous?formation={}", encoder(&formation));
            assert!(page.corps.contains(&lien), "{}: {lien}", site.nom);
        }
    });
}

#[test]
fn partners_get_a_link_or_are_told_that_there_is_none() {
    jouer(async {
        for site in sites().await {
            let cle = cle_me(site).await;
            let entetes = [("authorization", site.cle.as_str())];
            let generer = async |corps: serde_json::Value| {
                let chemin = "/api/formation/v1/appointment/generate-link";
                site.envoyer(Method::POST, chemin, CLIENT, &entetes, &corps.to_string()).await
            };
            let lien = generer(serde_json::json!({ "cle_ministere_educatif": cle })).await;
            assert_eq!(lien.statut, 200, "{}", lien.corps);
            let adresse = lien.json()["form_url"].as_str().unwrap().to_owned();
            let locale = adresse.strip_prefix(site.etat.reglages.adresse.as_str()).unwrap();
            assert!(site.lire(locale).await.corps.contains("Envoyer ma demande"), "{}", site.nom);
            let cas = [
                (serde_json::json!({}), 400),
                (serde_json::json!({ "parcoursup_id": "1", "onisep_id": "2" }), 400),
                (serde_json::json!({ "parcoursup_id": "inconnu" }), 404),
            ];
            for (corps, statut) in cas {
                assert_eq!(generer(corps.clone()).await.statut, statut, "{corps}");
            }
            let v1 = async |referrer: &str| {
                let corps =
                    serde_json::json!({ "idCleMinistereEducatif": cle, "referrer": referrer });
                let chemin = "/api/appointment-request/context/create";
                site.envoyer_json(chemin, &corps.to_string()).await
            };
            assert!(v1("onisep").await.json()["form_url"].is_string(), "{}", site.nom);
            let fermee = v1("parcoursup").await;
            assert_eq!(fermee.statut, 200, "{}", fermee.corps);
            assert_eq!(fermee.json()["error"], "Prise de rendez-vous non disponible.");
            assert_eq!(v1("ailleurs").await.statut, 400, "{}", site.nom);
        }
    });
}

#[test]
fn a_centre_says_at_once_that_it_answered_several_requests_elsewhere() {
    jouer(async {
        for site in sites().await {
            let (siret, _) = du_centre(site).await;
            let siennes = ["LOT-1", "LOT-2"];
            for id in siennes {
                poser(site, id, &siret).await;
            }
            poser(site, "LOT-AUTRE", "90000000100009").await;
            let etat = async |id: &str| -> String {
                let sql = "SELECT etat FROM rdv_demandes WHERE id = $1";
                sqlx::query_scalar(sql)
                    .bind(id)
                    .fetch_one(site.etat.db.read().pool())
                    .await
                    .unwrap()
            };
            let chemin = "/cfa/rendez-vous/lot";
            let corps = "choix=LOT-1&choix=LOT-2&choix=LOT-AUTRE&choix=RIEN";
            let employeur = site.cookie(Role::Employeur).await;
            assert_eq!(avec(site, Method::POST, chemin, &employeur, corps).await.statut, 403);
            assert_eq!(etat("LOT-1").await, "lue");

            let cookie = site.cookie(Role::Cfa).await;
            let liste = avec(site, Method::GET, "/cfa/rendez-vous?q=zoe", &cookie, "").await;
            assert!(liste.corps.contains("value=\"LOT-1\""), "{}", site.nom);
            let faite = avec(site, Method::POST, chemin, &cookie, corps).await;
            assert_eq!(faite.entete("location"), "/cfa/rendez-vous?faites=2", "{}", faite.corps);
            for id in siennes {
                assert_eq!(etat(id).await, "autre_canal");
            }
            assert_eq!(etat("LOT-AUTRE").await, "lue", "that of another centre");
            let dite = avec(site, Method::GET, "/cfa/rendez-vous?faites=2", &cookie, "").await;
            assert!(dite.corps.contains("2 demandes sont marquées"), "{}", site.nom);
            let encore = avec(site, Method::POST, chemin, &cookie, corps).await;
            assert_eq!(encore.entete("location"), "/cfa/rendez-vous?faites=0");
        }
    });
}

#[test]
fn a_centre_keeps_answers_and_starts_from_one() {
    jouer(async {
        for site in sites().await {
            let chemin = "/cfa/rendez-vous/reponses";
            let cookie = site.cookie(Role::Cfa).await;
            let faux = avec(site, Method::POST, chemin, &cookie, "titre=a&texte=court").await;
            assert_eq!(faux.statut, 422, "{}", site.nom);
            for mot in ["Erreur — ", "titre-erreur", "texte-erreur", "court"] {
                assert!(faux.corps.contains(mot), "{}: {mot}", site.nom);
            }
            let corps = "titre=Portes+ouvertes&texte=Venez+samedi+aux+portes+ouvertes.";
            assert_eq!(avec(site, Method::POST, chemin, &cookie, corps).await.statut, 303);
            let employeur = site.cookie(Role::Employeur).await;
            assert_eq!(avec(site, Method::GET, chemin, &employeur, "").await.statut, 403);

            let sql = "SELECT id FROM rdv_modeles WHERE titre = 'Portes ouvertes'";
            let db = site.etat.db.read();
            let modele: String = sqlx::query_scalar(sql).fetch_one(db.pool()).await.unwrap();
            let (siret, _) = du_centre(site).await;
            poser(site, "MODELE", &siret).await;
            let fiche = format!("/cfa/rendez-vous/{siret}/demande/MODELE?modele={modele}");
            let lue = avec(site, Method::GET, &fiche, &cookie, "").await;
            assert_eq!(lue.statut, 200, "{}", lue.corps);
            assert!(lue.corps.contains("Partir du modèle « Portes ouvertes »"), "{}", site.nom);
            assert!(lue.corps.contains(">Venez samedi aux portes ouvertes.</textarea>"));

            let retirer = format!("{chemin}/retirer");
            let corps = format!("id={modele}");
            assert_eq!(avec(site, Method::POST, &retirer, &employeur, &corps).await.statut, 403);
            assert_eq!(avec(site, Method::POST, &retirer, &cookie, &corps).await.statut, 303);
            let reste: Option<String> =
                sqlx::query_scalar(sql).fetch_optional(db.pool()).await.unwrap();
            assert_eq!(reste, None, "{}", site.nom);
        }
    });
}

//! The mails: what may be sent, how a list is stopped, what a provider tells.

use axum::http::Method;
use courrier::{Depot, Liste, Sort};
use serde_json::json;
use web::Role;

use crate::demande::{CLIENT, Reponse};
use crate::site::{SECRET_DES_COURRIELS, Site, jouer, sites};

/// What a provider sends on an ordinary day.
pub const REMIS: &str =
    r#"{"evenements":[{"id":"un","genre":"remis","adresse":"remis@exemple.fr","motif":"250"}]}"#;

const ALERTES: Liste = Liste { code: "essais.alertes", titre: "Les alertes des essais" };

async fn deposer(site: &Site, a: &str, liste: Option<Liste>) -> Sort {
    let contenu = courrier::Lettre::new("Essai").paragraphe("Bonjour.").contenu();
    let depot = Depot { modele: "courriels.essai", a, contenu, cle: None, liste, a_partir_de: 0 };
    let mut tx = site.etat.db.write().await.unwrap();
    let maintenant = site.etat.horloge.maintenant().ms();
    let sort = courrier::deposer(&mut tx, &depot, maintenant).await.unwrap();
    tx.commit().await.unwrap();
    sort
}

/// Queues a mail; returns its identifier.
pub async fn depose(site: &Site, a: &str) -> String {
    match deposer(site, a, None).await {
        Sort::Depose(id) => id,
        autre => panic!("{autre:?}"),
    }
}

/// The address of a file of a mail.
pub async fn piece(site: &Site) -> String {
    let piece = courrier::Piece::new("essai.txt", "text/plain", b"Bonjour".to_vec());
    let contenu = courrier::Lettre::new("Essai").paragraphe("Bonjour.").piece(piece).contenu();
    let (modele, a) = ("courriels.essai", "demo@exemple.fr");
    let depot = Depot { modele, a, contenu, cle: None, liste: None, a_partir_de: 0 };
    let mut tx = site.etat.db.write().await.unwrap();
    let sort = courrier::deposer(&mut tx, &depot, 1).await.unwrap();
    tx.commit().await.unwrap();
    match sort {
        Sort::Depose(id) => format!("/demo/courriels/{id}/piece/0"),
        autre => panic!("{autre:?}"),
    }
}

/// The address that stops a list, as its reader finds it in the mail.
pub async fn lien_d_arret(site: &Site) -> String {
    arret_pour(site, "abonnee@exemple.fr").await
}

async fn arret_pour(site: &Site, a: &str) -> String {
    deposer(site, a, Some(ALERTES)).await;
    let depose = &courrier::essai::deposes(site.etat.db.read(), a).await;
    let ecrit = depose.iter().find(|d| d.etat != "refuse").map(|d| d.id.clone()).unwrap();
    let page = site.lire(&format!("/demo/courriels/{ecrit}")).await.corps;
    let debut = page.find("/courriels/desabonnement/").expect("a way out");
    page[debut..].split_whitespace().next().unwrap_or_default().to_owned()
}

async fn avec(site: &Site, methode: Method, adresse: &str, role: Role) -> Reponse {
    let cookie = site.cookie(role).await;
    let entetes = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    site.demander(methode, adresse, CLIENT, &entetes).await
}

#[test]
fn every_mail_that_may_be_sent_has_a_sound_example() {
    jouer(async {
        let site = &sites().await[0];
        let modeles: Vec<_> = site.services.iter().flat_map(|s| &s.courriels).collect();
        assert!(modeles.len() > 1);
        let liste = site.lire("/courriels").await.corps;
        let mut codes = std::collections::BTreeSet::new();
        for modele in modeles {
            let code = modele.code;
            assert!(codes.insert(code), "{code} is there twice");
            assert!(!modele.titre.is_empty() && modele.quand.ends_with('.'), "{code}");
            assert!(liste.contains(&format!("/courriels/modele/{code}\"")), "{code}");
            let contenu = (modele.exemple)();
            assert!(!contenu.sujet.is_empty() && contenu.sujet.chars().count() < 80, "{code}");
            assert!(contenu.texte.len() > 40, "{code}: « {} »", contenu.texte);
            for balise in ["<p", "<a", "</", "&#", "&amp;"] {
                assert!(!contenu.texte.contains(balise), "{code}: {balise} in its text");
            }
            let liens = contenu.html.split("href=\"").skip(1);
            for lien in liens.filter_map(|l| l.split('"').next()) {
                assert!(lien.starts_with("http"), "{code}: {lien} leads nowhere from a mail");
                assert!(contenu.texte.contains(&lien.replace("&#38;", "&")), "{code}: {lien}");
            }
            let corps = site.lire(&format!("/courriels/modele/{code}/corps")).await.corps;
            for exterieur in ["<img", "<script", "<link", "<table", "url("] {
                assert!(!corps.contains(exterieur), "{code}: {exterieur}");
            }
            // Mail readers know no style but that of the elements; ours are allowed in the frame.
            let mut fautes = web::controle::fautes(&corps);
            fautes.retain(|faute| !faute.ends_with("un attribut style"));
            assert_eq!(fautes, Vec::<String>::new(), "{code}");
        }
    });
}

#[test]
fn the_html_of_a_mail_is_shown_in_a_frame_that_can_do_nothing() {
    jouer(async {
        let site = &sites().await[0];
        let reponse = site.lire("/courriels/modele/courriels.essai/corps").await;
        let politique = reponse.entete("content-security-policy");
        for regle in ["default-src 'none'", "frame-ancestors 'self'", "sandbox"] {
            assert!(politique.contains(regle), "{regle}");
        }
        for trou in ["script-src", "allow-scripts", "allow-forms", "allow-same-origin", "http"] {
            assert!(!politique.contains(trou), "{trou}");
        }
        assert_eq!(reponse.entete("x-frame-options"), "SAMEORIGIN");
    });
}

#[test]
fn a_list_is_stopped_by_a_button_or_by_the_mail_reader_never_by_opening_the_link() {
    jouer(async {
        for site in sites().await {
            for (a, corps, statut) in [
                ("bouton@exemple.fr", "", 303),
                ("messagerie@exemple.fr", "List-Unsubscribe=One-Click", 200),
            ] {
                let lien = arret_pour(site, a).await;
                assert_eq!(site.lire(&lien).await.statut, 200);
                assert!(matches!(deposer(site, a, Some(ALERTES)).await, Sort::Depose(_)), "{a}");
                // A mail reader comes from elsewhere, without a cookie.
                let entetes = [("content-type", "application/x-www-form-urlencoded")];
                let reponse = site.envoyer(Method::POST, &lien, CLIENT, &entetes, corps).await;
                assert_eq!(reponse.statut, statut, "{} {a}", site.nom);
                let sort = deposer(site, a, Some(ALERTES)).await;
                assert_eq!(sort, Sort::Refuse(courrier::Motif::Opposee), "{} {a}", site.nom);
                assert!(matches!(deposer(site, a, None).await, Sort::Depose(_)), "{a}");
                assert!(site.lire(&lien).await.corps.contains("C’est arrêté"), "{a}");
            }
            let faux = "/courriels/desabonnement/01J-0000000000000000000000000000000";
            assert_eq!(site.lire(faux).await.statut, 404);
        }
    });
}

#[test]
fn a_provider_proves_itself_before_it_is_believed() {
    jouer(async {
        for site in sites().await {
            let a = "rebond@exemple.fr";
            let corps = json!({"evenements": [
                {"id": format!("e-{}", site.nom), "genre": "rebond_definitif", "adresse": a}
            ]})
            .to_string();
            let bon = format!("Bearer {SECRET_DES_COURRIELS}");
            let appeler = async |secret: Option<&str>, corps: &str| {
                let entetes: Vec<_> = secret.map(|s| ("authorization", s)).into_iter().collect();
                let adresse = "/api/courriels/evenements";
                site.envoyer(Method::POST, adresse, CLIENT, &entetes, corps).await
            };
            for secret in [None, Some("Bearer faux"), Some(SECRET_DES_COURRIELS), Some("Bearer ")] {
                assert_eq!(appeler(secret, &corps).await.statut, 401, "{secret:?}");
            }
            assert!(matches!(deposer(site, a, None).await, Sort::Depose(_)));
            assert_eq!(appeler(Some(&bon), "{}").await.statut, 400);
            let premiere = appeler(Some(&bon), &corps).await;
            assert_eq!(premiere.json(), json!({"retenus": 1, "connus": 0}), "{}", site.nom);
            let seconde = appeler(Some(&bon), &corps).await;
            assert_eq!(seconde.json(), json!({"retenus": 0, "connus": 1}), "{}", site.nom);
            assert_eq!(deposer(site, a, None).await, Sort::Refuse(courrier::Motif::Morte));
        }
    });
}

#[test]
fn an_administrator_follows_the_mails_without_reading_them() {
    jouer(async {
        let site = &sites().await[0];
        let id = depose(site, "suivie@exemple.fr").await;
        let liste = "/administration/courriels?q=suivie%40exemple.fr";
        let page = avec(site, Method::GET, liste, Role::Administrateur).await;
        assert_eq!(page.statut, 200);
        assert!(page.corps.contains("suivie@exemple.fr") && !page.corps.contains("Bonjour."));
        assert!(!page.corps.contains("/demo/courriels/"), "nothing leads to what it says");
        for role in [Role::Cfa, Role::Academie, Role::Support] {
            assert_eq!(avec(site, Method::GET, liste, role).await.statut, 403, "{role:?}");
        }
        let relancer = format!("/administration/courriels/{id}/relancer");
        let reponse = avec(site, Method::POST, &relancer, Role::Administrateur).await;
        assert_eq!(reponse.statut, 404, "what waits is not sent again");
        assert_eq!(avec(site, Method::POST, &relancer, Role::Cfa).await.statut, 403);
    });
}

#[test]
fn the_supervisor_sees_the_queue() {
    jouer(async {
        let site = &sites().await[0];
        depose(site, "mesuree@exemple.fr").await;
        let texte = site.demander(Method::GET, "/metrics", "127.0.0.1:5", &[]).await.corps;
        for mesure in
            ["courriels_en_attente ", "courriels_abandonnes ", "courriels_retard_secondes "]
        {
            assert!(texte.contains(mesure), "{mesure}");
        }
        assert!(!texte.contains('@'), "a supervisor is told no address");
    });
}

//! Signing in: by mail, once, from one's own browser; what a stranger learns and can do.

use axum::http::Method;
use courrier::essai::{Depose, deposes};
use noyau::identifiants::Courriel;
use web::{Ressort, Role};

use crate::demande::{CLIENT, Reponse};
use crate::site::{Site, horloge, jouer, sites};

const TYPE: &str = "application/x-www-form-urlencoded";

impl Site {
    /// Sends a form with a cookie.
    async fn poster_avec(&self, adresse: &str, cookie: &str, corps: &str) -> Reponse {
        let entetes = [
            ("content-type", TYPE),
            ("sec-fetch-site", "same-origin"),
            ("cookie", cookie),
            ("user-agent", "Mozilla/5.0 (Windows NT 10.0) Firefox/146.0"),
        ];
        self.envoyer(Method::POST, adresse, CLIENT, &entetes, corps).await
    }

    /// Reads a page with a cookie.
    async fn lire_avec(&self, adresse: &str, cookie: &str) -> Reponse {
        self.demander(Method::GET, adresse, CLIENT, &[("cookie", cookie)]).await
    }

    async fn creer(&self, courriel: &str, role: Role, ressort: Ressort) -> String {
        let courriel: Courriel = courriel.parse().unwrap();
        let qui = (&courriel, "Dominique", "Martin");
        let maintenant = horloge().maintenant().ms();
        comptes::porte::creer(&self.etat.db, qui, (role, &ressort), maintenant).await.unwrap()
    }

    async fn courriels(&self, adresse: &str) -> Vec<Depose> {
        deposes(self.etat.db.read(), adresse).await
    }
}

/// "session=…" of the answer that sets it.
fn cookie_de(reponse: &Reponse, nom: &str) -> String {
    let lignes = reponse.entetes.get_all("set-cookie").into_iter().filter_map(|v| v.to_str().ok());
    let trouve =
        lignes.filter_map(|l| l.split(';').next()).find(|c| c.starts_with(&format!("{nom}=")));
    trouve.unwrap_or_default().to_owned()
}

fn chemin(lien: &str) -> String {
    lien[lien.find("/connexion").expect("a sign-in link")..].to_owned()
}

#[test]
fn a_person_signs_in_by_mail_once() {
    jouer(async {
        for site in sites().await {
            let qui = "dominique@exemple.fr";
            site.creer(qui, Role::Academie, Ressort::Academie("14".into())).await;
            let corps = "courriel=Dominique%40exemple.fr&suite=%2Fcompte";
            let demande = site.poster("/connexion", corps).await;
            assert_eq!((demande.statut, demande.entete("location")), (303, "/connexion/envoye"));
            let navigateur = cookie_de(&demande, "navigateur");
            let courriels = site.courriels(qui).await;
            assert_eq!(courriels[0].modele, "comptes.lien");
            let lien = chemin(courriels[0].lien("http").expect("a link"));

            // Reading the link opens nothing: scanners of mailboxes do it.
            let ici = site.lire_avec(&lien, &navigateur).await;
            assert_eq!(ici.statut, 200);
            assert!(
                ici.corps.contains("d•••e@exemple.fr") && !ici.corps.contains("autre navigateur")
            );
            assert_eq!(ici.entete("referrer-policy"), "no-referrer");
            assert_eq!(cookie_de(&ici, "session"), "");
            let ailleurs = site.lire(&lien).await;
            assert!(ailleurs.corps.contains("autre navigateur"));

            let ouverte = site.poster_avec(&lien, &navigateur, "").await;
            assert_eq!((ouverte.statut, ouverte.entete("location")), (303, "/compte"));
            let session = cookie_de(&ouverte, "session");
            let compte = site.lire_avec("/compte", &session).await;
            assert_eq!(compte.statut, 200);
            assert!(
                compte.corps.contains("Firefox sur Windows")
                    && compte.corps.contains("Académie de Rennes")
            );
            assert_eq!(compte.entete("cache-control"), "no-store");

            assert_eq!(site.poster_avec(&lien, &navigateur, "").await.statut, 410, "used twice");
            assert_eq!(site.lire(&lien).await.statut, 410);

            let fin = site.poster_avec("/deconnexion", &session, "").await;
            assert_eq!(fin.statut, 303);
            assert_eq!(site.lire_avec("/compte", &session).await.statut, 303, "closed");
        }
    });
}

#[test]
fn a_stranger_learns_nothing_and_floods_nobody() {
    jouer(async {
        let site = &sites().await[0];
        site.creer("connue@exemple.fr", Role::Dreets, Ressort::Region("53".into())).await;
        let connue = site.poster("/connexion", "courriel=connue%40exemple.fr").await;
        let inconnue = site.poster("/connexion", "courriel=inconnue%40exemple.fr").await;
        assert_eq!(connue.statut, inconnue.statut);
        assert_eq!(connue.entete("location"), inconnue.entete("location"));
        assert_eq!(site.courriels("inconnue@exemple.fr").await[0].modele, "comptes.sans_compte");
        for _ in 0..10 {
            site.poster("/connexion", "courriel=connue%40exemple.fr").await;
        }
        assert_eq!(site.courriels("connue@exemple.fr").await.len(), 5, "five links an hour");
        let faux = site.poster("/connexion", "courriel=pas+une+adresse").await;
        assert_eq!(faux.statut, 400);
        assert!(
            faux.corps.contains("href=\"#courriel\"") && faux.corps.contains("pas une adresse")
        );
    });
}

#[test]
fn one_is_led_back_here_and_nowhere_else() {
    jouer(async {
        let site = &sites().await[0];
        let qui = "retour@exemple.fr";
        site.creer(qui, Role::Cfa, Ressort::Organisme("x".into())).await;
        let voulue = site.lire("/compte").await;
        assert_eq!(voulue.entete("location"), "/connexion?suite=%2Fcompte");
        site.poster("/connexion", "courriel=retour%40exemple.fr&suite=%2F%2Fexemple.org").await;
        let lien = chemin(site.courriels(qui).await[0].lien("http").unwrap());
        let ouverte = site.poster_avec(&lien, "", "").await;
        assert_eq!(ouverte.entete("location"), "/espace");
    });
}

#[test]
fn nobody_closes_the_session_of_another() {
    jouer(async {
        let site = &sites().await[0];
        let (une, autre) = (site.cookie(Role::Cfa).await, site.cookie(Role::Employeur).await);
        let page = site.lire_avec("/compte", &une).await.corps;
        let sessions = page.split("/compte/sessions/").skip(1);
        let ids: Vec<&str> =
            sessions.filter_map(|s| s.split_once("/fermer").map(|(id, _)| id)).collect();
        for id in ids.iter().filter(|id| id.len() > 10) {
            let adresse = format!("/compte/sessions/{id}/fermer");
            assert_eq!(site.poster_avec(&adresse, &autre, "").await.statut, 404, "{id}");
        }
        assert_eq!(site.lire_avec("/compte", &une).await.statut, 200);
    });
}

#[test]
fn a_company_is_nobody_to_the_training_centre_of_its_siret() {
    jouer(async {
        for site in sites().await {
            let id =
                comptes::porte::organisation_de(&site.etat.db, "cfa@exemple.fr").await.unwrap();
            let id = id.expect("the organisation of the example");
            let siret: String =
                sqlx::query_scalar("SELECT siret FROM comptes_organisations WHERE id = $1")
                    .bind(&id)
                    .fetch_one(site.etat.db.read().pool())
                    .await
                    .unwrap();
            let qui = "meme-siret@exemple.fr";
            site.creer(qui, Role::Employeur, Ressort::Organisme(siret)).await;
            let maintenant = horloge().maintenant().ms();
            let secret = comptes::porte::ouvrir_une_session(&site.etat.db, qui, true, maintenant);
            let employeur = format!("session={}", secret.await.unwrap());
            let adresse = format!("/organisation/{id}");
            assert_eq!(site.lire_avec(&adresse, &employeur).await.statut, 403, "{}", site.nom);
            let membre = site.cookie(Role::Cfa).await;
            assert_eq!(site.lire_avec(&adresse, &membre).await.statut, 200, "{}", site.nom);
        }
    });
}

#[test]
fn a_new_mailbox_is_proven_before_it_is_that_of_the_account() {
    jouer(async {
        for site in sites().await {
            let (avant, apres) = ("avant@exemple.fr", "apres@exemple.fr");
            site.creer(avant, Role::Academie, Ressort::Academie("14".into())).await;
            site.creer("prise@exemple.fr", Role::Academie, Ressort::Academie("14".into())).await;
            let maintenant = horloge().maintenant().ms();
            let ouvrir =
                |qui| comptes::porte::ouvrir_une_session(&site.etat.db, qui, true, maintenant);
            let session = format!("session={}", ouvrir(avant).await.unwrap());
            let autre = format!("session={}", ouvrir("prise@exemple.fr").await.unwrap());
            let page = "/compte/courriel";
            for faux in ["courriel=avant%40exemple.fr", "courriel=non", "courriel=a%40yopmail.com"]
            {
                assert_eq!(site.poster_avec(page, &session, faux).await.statut, 400, "{faux}");
            }
            let prise = site.poster_avec(page, &session, "courriel=prise%40exemple.fr").await;
            let libre = site.poster_avec(page, &session, "courriel=Apres%40exemple.fr").await;
            assert_eq!((prise.statut, libre.statut), (200, 200), "who has it is not told here");
            let dit = &site.courriels("prise@exemple.fr").await[0].texte;
            assert!(!dit.contains("/compte/courriel/") && dit.contains("déjà"), "{dit}");

            let recus = site.courriels(apres).await;
            let lien = recus[0].lien("http").expect("a link");
            let lien = lien[lien.find(page).unwrap()..].to_owned();
            assert_eq!(site.lire_avec(&lien, &autre).await.statut, 410, "the link of another");
            assert_eq!(site.poster_avec(&lien, &autre, "").await.statut, 410);
            assert!(site.lire_avec(&lien, &session).await.corps.contains(apres));
            assert!(site.lire_avec("/compte", &session).await.corps.contains(avant), "not yet");
            assert_eq!(site.poster_avec(&lien, &session, "").await.statut, 303, "{}", site.nom);
            assert!(site.lire_avec("/compte", &session).await.corps.contains(apres));
            assert_eq!(site.poster_avec(&lien, &session, "").await.statut, 410, "used twice");
            let dits = site.courriels(avant).await;
            assert!(dits.iter().any(|c| c.modele == "comptes.securite"), "{}", site.nom);
        }
    });
}

#[test]
fn a_second_factor_is_asked_for_and_cannot_be_guessed() {
    jouer(async {
        let site = &sites().await[0];
        let qui = "admin@exemple.fr";
        site.creer(qui, Role::Administrateur, Ressort::France).await;
        let maintenant = horloge().maintenant().ms();
        let ouvrir = async || {
            let secret =
                comptes::porte::ouvrir_une_session(&site.etat.db, qui, false, maintenant).await;
            format!("session={}", secret.unwrap())
        };
        let session = ouvrir().await;
        let page = site.lire_avec("/compte/second-facteur", &session).await.corps;
        let entre = |debut: &str, fin: &str| {
            page.split_once(debut)
                .and_then(|(_, s)| s.split_once(fin))
                .map(|(v, _)| v)
                .unwrap_or_default()
        };
        let cle = entre("class=\"cle\">", "<").replace(' ', "");
        let scelle = entre("name=\"secret\" value=\"", "\"").to_owned();
        let secret = totp_rs::Secret::Encoded(cle).to_bytes().expect("a key");
        let totp = comptes::regles::double::application(&secret, "Compagnon", qui).unwrap();
        let code = totp.generate(u64::try_from(maintenant / 1000).unwrap());
        let corps = |code: &str| format!("code={code}&secret={scelle}&suite=%2Fespace");

        let faux = site.poster_avec("/compte/second-facteur", &session, &corps("000000")).await;
        assert_eq!(faux.statut, 400);
        let bon = site.poster_avec("/compte/second-facteur", &session, &corps(&code)).await;
        assert_eq!(bon.statut, 200, "{}", bon.corps);
        let secours = bon.corps.split("<li>").filter_map(|l| l.split_once("</li>").map(|(c, _)| c));
        let secours: Vec<&str> = secours.filter(|c| c.len() == 14 && c.contains('-')).collect();
        assert_eq!(secours.len(), 10);
        assert_eq!(site.courriels(qui).await[0].modele, "comptes.securite");

        // Another session owes it before anything else, and the same code does not serve twice.
        let autre = ouvrir().await;
        let renvoi = site.lire_avec("/compte", &autre).await;
        assert!(
            renvoi.entete("location").starts_with("/connexion/second-facteur"),
            "{}",
            renvoi.statut
        );
        let rejoue = site.poster_avec("/connexion/second-facteur", &autre, &corps(&code)).await;
        assert_eq!(rejoue.statut, 400, "a code is used once");
        let entree =
            site.poster_avec("/connexion/second-facteur", &autre, &corps(secours[0])).await;
        assert_eq!(entree.statut, 303, "a recovery code opens");
        assert_eq!(site.lire_avec("/compte", &autre).await.statut, 200);

        // New recovery codes replace the old ones, for who gave their second factor.
        let renouvele = site.poster_avec("/compte/second-facteur/secours", &session, "").await;
        assert!(renouvele.statut == 200 && !renouvele.corps.contains(secours[1]));

        // Five wrong codes close the session; a replaced recovery code is one of them.
        let troisieme = ouvrir().await;
        for essai in 0..5 {
            let faux = if essai == 0 { secours[1] } else { "123456" };
            let reponse =
                site.poster_avec("/connexion/second-facteur", &troisieme, &corps(faux)).await;
            assert_eq!(reponse.statut, if essai == 4 { 303 } else { 400 }, "try {essai}");
        }
        let close = site.lire_avec("/compte", &troisieme).await;
        assert!(
            close.entete("location").starts_with("/connexion?"),
            "{}",
            close.entete("location")
        );
    });
}

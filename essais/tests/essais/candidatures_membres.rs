//! Applications in the space of those who receive them: who reads what, answers taken back, several at
//! once.

use axum::http::Method;
use web::Role;

use crate::candidatures::{
    ETAT, Essai, ID, chemin, compter, de, ecrire, lire_avec, ouvrir_la_liste, texte,
};
use crate::site::{Site, jouer, sites};

#[test]
fn members_of_the_organisation_read_and_nobody_else() {
    jouer(async {
        for site in sites().await {
            let qui = "lecture@exemple.fr";
            site.postuler(&de(qui)).await;
            let id = texte(site, ID, qui).await;
            let fiche = format!("/employeur/candidature/{id}");
            for role in [Role::Cfa, Role::Opco, Role::Administrateur, Role::Support, Role::Dpo] {
                for suite in ["", "/cv"] {
                    let adresse = format!("{fiche}{suite}");
                    let reponse = site.en_tant_que(role, Method::GET, &adresse, "").await;
                    assert_eq!(reponse.statut, 403, "{} {role:?} {adresse}", site.nom);
                }
            }
            let lue = site.en_tant_que(Role::Employeur, Method::GET, &fiche, "").await;
            assert!(lue.corps.contains(qui), "{}", site.nom);
            assert_eq!(web::controle::fautes(&lue.corps), Vec::<String>::new());
            let cv =
                site.en_tant_que(Role::Employeur, Method::GET, &format!("{fiche}/cv"), "").await;
            assert_eq!((cv.statut, cv.corps.as_str()), (200, "%PDF-1.7 bonjour"), "{}", site.nom);
            assert!(cv.entete("content-disposition").starts_with("attachment"));
            let sql =
                "SELECT COUNT(*) FROM journal WHERE acte = 'candidatures.lire' AND objet = $1";
            assert_eq!(
                compter(site, sql, &id).await,
                2,
                "{}: each reading leaves its line",
                site.nom
            );
            let sujet = conformite::sujet(&site.etat.reglages.coffre, qui);
            let sql = "SELECT COUNT(*) FROM journal WHERE sujet = $1";
            assert_eq!(compter(site, sql, &sujet).await, 2, "{}: and names whose", site.nom);
            let liste = "/employeur/candidatures?q=essai&etat=a_repondre";
            let liste = site.en_tant_que(Role::Employeur, Method::GET, liste, "").await;
            assert!(liste.corps.contains(&fiche), "{}", site.nom);
            let csv = "/employeur/candidatures.csv";
            let csv = site.en_tant_que(Role::Employeur, Method::GET, csv, "").await;
            assert!(csv.corps.contains(qui), "{}", site.nom);
            let sql =
                "SELECT COUNT(*) FROM journal WHERE acte = 'candidatures.exporter' AND sujet = $1";
            assert_eq!(compter(site, sql, &sujet).await, 1, "{}: the file too", site.nom);
            let cfa = site.en_tant_que(Role::Cfa, Method::GET, "/employeur/candidatures", "").await;
            assert!(!cfa.corps.contains("/employeur/candidature/"), "{}: another's list", site.nom);
            for (suite, corps) in [("/lue", ""), ("/note", "note=A+rappeler+lundi")] {
                let adresse = format!("{fiche}{suite}");
                let reponse =
                    site.en_tant_que(Role::Employeur, Method::POST, &adresse, corps).await;
                assert_eq!(reponse.statut, 303, "{} {adresse}", site.nom);
                let reponse = site.en_tant_que(Role::Cfa, Method::POST, &adresse, corps).await;
                assert_eq!(reponse.statut, 403, "{} {adresse}", site.nom);
            }
            let lue = site.en_tant_que(Role::Employeur, Method::GET, &fiche, "").await;
            assert!(lue.corps.contains("A rappeler lundi"), "{}", site.nom);
        }
    });
}

#[test]
fn a_hidden_candidate_is_seen_once_an_interview_is_proposed() {
    jouer(async {
        for site in sites().await {
            let qui = "cachee@exemple.fr";
            let essai = Essai { autres: vec![("anonyme", "oui")], ..de(qui) };
            site.postuler(&essai).await;
            let id = texte(site, ID, qui).await;
            assert!(site.a_l_employeur(qui).await.is_empty(), "{}", site.nom);
            let fiche = format!("/employeur/candidature/{id}");
            let lue = site.en_tant_que(Role::Employeur, Method::GET, &fiche, "").await;
            assert!(!lue.corps.contains(qui) && !lue.corps.contains("Inès"), "{}", site.nom);
            let cv = format!("{fiche}/cv");
            let ferme = site.en_tant_que(Role::Employeur, Method::GET, &cv, "").await;
            assert_eq!(ferme.statut, 404, "{}", site.nom);
            let corps = "reponse=entretien&texte=Rencontrons-nous+lundi.";
            let dite = site.en_tant_que(Role::Employeur, Method::POST, &fiche, corps).await;
            assert_eq!(dite.statut, 303, "{}", site.nom);
            let ouvert = site.en_tant_que(Role::Employeur, Method::GET, &cv, "").await;
            assert_eq!(ouvert.statut, 200, "{}", site.nom);
            let copies = site.mails("employeur@exemple.fr", "candidatures.copie").await;
            assert!(copies.iter().any(|m| m.texte.contains(qui)), "{}", site.nom);
        }
    });
}

#[test]
fn a_wrong_click_is_taken_back_until_the_mail_leaves() {
    jouer(async {
        for site in sites().await {
            let qui = "repentir@exemple.fr";
            site.postuler(&de(qui)).await;
            let mail = site.a_l_employeur(qui).await.remove(0);
            let base = chemin(&mail, "/candidature/repondre/");
            let base = base.split('?').next().unwrap();
            let refus = "reponse=refus&texte=Nous+ne+donnons+pas+suite.";
            let envoi = site.poster(base, refus).await;
            assert_eq!(envoi.entete("location"), format!("{base}?fait=oui"), "{}", site.nom);
            let page = site.lire(&format!("{base}?fait=oui")).await;
            assert!(page.corps.contains("Annuler cette réponse"), "{}: {}", site.nom, page.corps);
            assert_eq!(web::controle::fautes(&page.corps), Vec::<String>::new());
            let attente = site.mails(qui, "candidatures.reponse").await;
            assert_eq!(attente.len(), 1, "{}: it waits", site.nom);
            let cookie = ouvrir_la_liste(site, qui).await;
            let liste = lire_avec(site, "/mes-candidatures/liste", &cookie).await;
            assert!(!liste.corps.contains("Candidature refusée"), "{}: not told yet", site.nom);
            assert!(!liste.corps.contains("pas suite"), "{}: not told yet", site.nom);

            assert_eq!(
                site.poster(&format!("{base}/annuler"), "").await.statut,
                303,
                "{}",
                site.nom
            );
            assert!(site.mails(qui, "candidatures.reponse").await.is_empty(), "{}", site.nom);
            assert_eq!(texte(site, ETAT, qui).await, "en_route", "{}", site.nom);
            assert_eq!(
                site.poster(&format!("{base}/annuler"), "").await.statut,
                409,
                "{}",
                site.nom
            );

            let entretien = "reponse=entretien&texte=Venez+mardi+au+fournil.";
            assert_eq!(site.poster(base, entretien).await.statut, 303, "{}: another", site.nom);
            let dits = site.mails(qui, "candidatures.reponse").await;
            assert!(dits.len() == 1 && dits[0].texte.contains("Venez mardi"), "{}", site.nom);
            passer_le_delai(site, qui).await;
            assert_eq!(
                site.poster(&format!("{base}/annuler"), "").await.statut,
                409,
                "{}",
                site.nom
            );
            let liste = lire_avec(site, "/mes-candidatures/liste", &cookie).await;
            assert!(liste.corps.contains("Entretien proposé"), "{}: told now", site.nom);
        }
    });
}

/// Ten minutes pass.
async fn passer_le_delai(site: &Site, qui: &str) {
    let sql = "UPDATE candidatures SET repondue_le = repondue_le - 600000 WHERE courriel = $1";
    ecrire(site, sqlx::query(sql).bind(qui)).await;
}

#[test]
fn a_mail_that_a_node_took_is_not_taken_back() {
    jouer(async {
        for site in sites().await {
            let qui = "pris@exemple.fr";
            site.postuler(&de(qui)).await;
            let id = texte(site, ID, qui).await;
            let fiche = format!("/employeur/candidature/{id}");
            let corps = "reponse=refus&texte=Nous+ne+donnons+pas+suite.";
            let dite = site.en_tant_que(Role::Employeur, Method::POST, &fiche, corps).await;
            assert_eq!(dite.statut, 303, "{}", site.nom);
            let annuler = format!("{fiche}/annuler");
            let sql = "UPDATE courriels SET essais = 1 WHERE modele = 'candidatures.reponse' AND cle = $1";
            ecrire(site, sqlx::query(sql).bind(&id)).await;
            let tard = site.en_tant_que(Role::Employeur, Method::POST, &annuler, "").await;
            assert_eq!(tard.statut, 409, "{}", site.nom);
            assert_eq!(texte(site, ETAT, qui).await, "repondue", "{}", site.nom);
            let sql = "UPDATE courriels SET essais = 0 WHERE modele = 'candidatures.reponse' AND cle = $1";
            ecrire(site, sqlx::query(sql).bind(&id)).await;
            let cfa = site.en_tant_que(Role::Cfa, Method::POST, &annuler, "").await;
            assert_eq!(cfa.statut, 403, "{}", site.nom);
            let fait = site.en_tant_que(Role::Employeur, Method::POST, &annuler, "").await;
            assert_eq!(fait.statut, 303, "{}", site.nom);
        }
    });
}

#[test]
fn several_applications_are_read_or_refused_at_once() {
    jouer(async {
        for site in sites().await {
            let lot = "/employeur/candidatures/lot";
            let mut choix = String::new();
            for n in 0..3 {
                let qui = format!("lot{n}@exemple.fr");
                site.postuler(&de(&qui)).await;
                choix += &format!("&choix={}", texte(site, ID, &qui).await);
            }
            let poster = async |role, ou: &str, corps: &str| {
                site.en_tant_que(role, Method::POST, ou, corps).await
            };
            let rien = poster(Role::Employeur, lot, "acte=lue").await;
            assert_eq!(rien.statut, 400, "{}", site.nom);
            assert_eq!(web::controle::fautes(&rien.corps), Vec::<String>::new());
            let autre = poster(Role::Cfa, lot, &format!("acte=lue{choix}")).await;
            assert_eq!(autre.statut, 400, "{}: nobody else’s", site.nom);
            let lues = poster(Role::Employeur, lot, &format!("acte=lue{choix}")).await;
            assert_eq!(lues.entete("location"), "/employeur/candidatures?fait=lues&nombre=3");
            let relue = poster(Role::Employeur, lot, &format!("acte=refus{choix}")).await;
            assert_eq!(relue.statut, 200, "{}", site.nom);
            assert_eq!(web::controle::fautes(&relue.corps), Vec::<String>::new());
            assert!(relue.corps.contains("Envoyer 3 refus"), "{}", site.nom);
            assert_eq!(texte(site, ETAT, "lot0@exemple.fr").await, "en_route", "{}", site.nom);
            let refuser = format!("{lot}/refuser");
            let court = poster(Role::Employeur, &refuser, &format!("texte=non{choix}")).await;
            assert_eq!(court.statut, 400, "{}", site.nom);
            let corps = format!("texte=Nous+ne+donnons+pas+suite.{choix}");
            let cfa = poster(Role::Cfa, &refuser, &corps).await;
            assert_eq!(cfa.statut, 400, "{}: nobody else’s", site.nom);
            let partis = poster(Role::Employeur, &refuser, &corps).await;
            let ou = "/employeur/candidatures?fait=refusees&nombre=3";
            assert_eq!(partis.entete("location"), ou, "{}", site.nom);
            for n in 0..3 {
                let qui = format!("lot{n}@exemple.fr");
                assert_eq!(texte(site, ETAT, &qui).await, "repondue", "{}", site.nom);
                assert_eq!(site.mails(&qui, "candidatures.reponse").await.len(), 1, "{}", site.nom);
            }
            let encore = poster(Role::Employeur, &refuser, &corps).await;
            assert_eq!(encore.statut, 400, "{}: once", site.nom);
            let dite = site.en_tant_que(Role::Employeur, Method::GET, ou, "").await;
            assert!(dite.corps.contains("3 refus partiront"), "{}", site.nom);
        }
    });
}

#[test]
fn an_offer_that_closed_lists_what_is_near_it() {
    jouer(async {
        for site in sites().await {
            let page = site.lire("/offre/01DEM00FFRE00000000000000C").await;
            assert_eq!(page.statut, 410, "{}", site.nom);
            assert!(page.corps.contains("proches de celle-ci"), "{}: {}", site.nom, page.corps);
            assert!(page.corps.contains("class=\"cartes"), "{}", site.nom);
            assert_eq!(web::controle::fautes(&page.corps), Vec::<String>::new());
        }
    });
}

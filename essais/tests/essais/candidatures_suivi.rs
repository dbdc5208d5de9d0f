//! What becomes of an application: its mail, its reminder, its list, its end.

use axum::http::Method;

use crate::candidatures::{
    ETAT, ID, SIENNES, compter, de, ecrire, lire_avec, ouvrir_la_liste, texte, vieillir,
};
use crate::demande::{CLIENT, FORMULAIRE};
use crate::site::{Site, jouer, sites};

#[test]
fn what_becomes_of_the_mail_is_what_becomes_of_the_application() {
    jouer(async {
        for site in sites().await {
            for (qui, mail, attendu) in [
                ("arrive@exemple.fr", "envoye", "envoyee"),
                ("perdu@exemple.fr", "abandonne", "echec"),
            ] {
                site.postuler(&de(qui)).await;
                // The offer that the other tests use keeps its mailbox.
                let sql = "UPDATE candidatures SET objet = 'AUTRE' WHERE courriel = $1";
                ecrire(site, sqlx::query(sql).bind(qui)).await;
                site.finir(qui, mail).await;
                assert_eq!(texte(site, ETAT, qui).await, attendu, "{}", site.nom);
                let echecs = site.mails(qui, "candidatures.echec").await.len();
                assert_eq!(echecs, usize::from(attendu == "echec"), "{} {qui}", site.nom);
            }
        }
    });
}

#[test]
fn one_follows_ones_applications_without_a_password() {
    jouer(async {
        for site in sites().await {
            let qui = "suivi@exemple.fr";
            for _ in 0..2 {
                assert_eq!(site.postuler(&de(qui)).await.statut, 303, "{}", site.nom);
            }
            crate::rendezvous::demander(site, qui).await;
            let cookie = ouvrir_la_liste(site, qui).await;
            let liste = lire_avec(site, "/mes-candidatures/liste", &cookie).await;
            assert_eq!(liste.corps.matches("En cours d’envoi").count(), 2, "{}", site.nom);
            let rendez_vous = liste.corps.split_once("Mes demandes de rendez-vous");
            let rendez_vous = rendez_vous.map(|(_, suite)| suite.matches("Demandé le").count());
            assert_eq!(rendez_vous, Some(1), "{}: the appointment too", site.nom);
            assert_eq!(web::controle::fautes(&liste.corps), Vec::<String>::new());
            site.finir(qui, "envoye").await;
            let liste = lire_avec(site, "/mes-candidatures/liste", &cookie).await;
            assert_eq!(liste.corps.matches(">Envoyée<").count(), 2, "{}", site.nom);
            let anonyme = site.lire("/mes-candidatures/liste").await;
            assert_eq!(anonyme.statut, 303, "{}: nobody else", site.nom);
            let inconnue = site.poster("/mes-candidatures", "courriel=inconnue%40exemple.fr").await;
            assert_eq!(inconnue.statut, 303, "{}: the same answer", site.nom);
            assert_eq!(inconnue.entete("location"), "/mes-candidatures/envoye");
            assert_eq!(
                site.mails("inconnue@exemple.fr", "candidatures.sans_candidature").await.len(),
                1
            );
        }
    });
}

#[test]
fn one_reminder_after_ten_days() {
    jouer(async {
        for site in sites().await {
            let qui = "relance@exemple.fr";
            site.postuler(&de(qui)).await;
            site.finir(qui, "envoye").await;
            let cookie = ouvrir_la_liste(site, qui).await;
            let id = texte(site, ID, qui).await;
            let relancer = async || {
                let entetes = [FORMULAIRE[0], FORMULAIRE[1], ("cookie", cookie.as_str())];
                let adresse = format!("/mes-candidatures/{id}/relancer");
                site.envoyer(Method::POST, &adresse, CLIENT, &entetes, "").await.statut
            };
            assert_eq!(relancer().await, 409, "{}: too early", site.nom);
            vieillir(site, qui, 9).await;
            assert_eq!(relancer().await, 409, "{}: the ninth day", site.nom);
            vieillir(site, qui, 1).await;
            assert_eq!(relancer().await, 303, "{}: the tenth day", site.nom);
            assert_eq!(relancer().await, 409, "{}: once", site.nom);
            let tous = site.mails("employeur@exemple.fr", "candidatures.relance").await;
            assert_eq!(tous.iter().filter(|m| m.texte.contains(qui)).count(), 1, "{}", site.nom);
            let autre = ouvrir_la_liste_d_une_autre(site).await;
            let entetes = [FORMULAIRE[0], FORMULAIRE[1], ("cookie", autre.as_str())];
            let adresse = format!("/mes-candidatures/{id}/relancer");
            let reponse = site.envoyer(Method::POST, &adresse, CLIENT, &entetes, "").await;
            assert_eq!(reponse.statut, 404, "{}: someone else's is not mine", site.nom);
        }
    });
}

async fn ouvrir_la_liste_d_une_autre(site: &Site) -> String {
    let qui = "autre.relance@exemple.fr";
    site.postuler(&de(qui)).await;
    ouvrir_la_liste(site, qui).await
}

#[test]
fn a_year_later_the_file_is_gone_and_the_row_names_nobody() {
    jouer(async {
        for site in sites().await {
            let qui = "anciens@exemple.fr";
            site.postuler(&de(qui)).await;
            let id = texte(site, ID, qui).await;
            let passer = async || {
                let declarations = web::declarations(&[candidatures::service()]);
                let maintenant = site.etat.horloge.maintenant().ms();
                conformite::retention::passer(&site.etat.db, &declarations, false, maintenant).await
            };
            let cv = "SELECT COUNT(*) FROM candidatures_cv WHERE candidature = $1";
            vieillir_le_depot(site, &id, 364).await;
            passer().await.unwrap();
            assert_eq!((compter(site, cv, &id).await, compter(site, SIENNES, qui).await), (1, 1));
            vieillir_le_depot(site, &id, 2).await;
            passer().await.unwrap();
            assert_eq!((compter(site, cv, &id).await, compter(site, SIENNES, qui).await), (0, 0));
            let sql = "SELECT prenom || nom || telephone || message || cv_nom || destinataire
                       FROM candidatures WHERE id = $1";
            assert_eq!(texte(site, sql, &id).await, "", "{}", site.nom);
        }
    });
}

async fn vieillir_le_depot(site: &Site, id: &str, jours: i64) {
    let ms = jours * 86_400_000;
    let sql = "UPDATE candidatures SET deposee_le = deposee_le - $2 WHERE id = $1";
    ecrire(site, sqlx::query(sql).bind(id).bind(ms)).await;
    let sql = "UPDATE candidatures_cv SET depose_le = depose_le - $2 WHERE candidature = $1";
    ecrire(site, sqlx::query(sql).bind(id).bind(ms)).await;
}

#[test]
fn whoever_erases_their_data_leaves_no_trace_here() {
    jouer(async {
        for site in sites().await {
            let qui = "efface@exemple.fr";
            site.postuler(&de(qui)).await;
            let id = texte(site, ID, qui).await;
            let services = compagnon::assembly::services();
            let declarations = web::declarations(&services);
            let db = &site.etat.db;
            let lues = conformite::dossiers::lire(db.read(), &declarations, qui).await.unwrap();
            assert!(lues.iter().any(|p| p.dossier.table == "candidatures"), "{}", site.nom);
            let mut tx = db.write().await.unwrap();
            conformite::dossiers::effacer(&mut tx, db.read(), &declarations, qui).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(compter(site, SIENNES, qui).await, 0, "{}", site.nom);
            let cv = "SELECT COUNT(*) FROM candidatures_cv WHERE candidature = $1";
            assert_eq!(compter(site, cv, &id).await, 0, "{}", site.nom);
            assert!(site.a_l_employeur(qui).await.is_empty(), "{}: nor in a mail", site.nom);
            let sql = "SELECT COUNT(*) FROM courriels_corps WHERE texte LIKE '%' || $1 || '%'";
            assert_eq!(compter(site, sql, qui).await, 0, "{}", site.nom);
        }
    });
}

#[test]
fn an_employer_is_told_once_a_month_what_it_received() {
    jouer(async {
        for site in sites().await {
            let (boite, modele) = ("recap@exemple.fr", "candidatures.recapitulatif");
            for (rang, qui) in ["recap1@exemple.fr", "recap2@exemple.fr"].into_iter().enumerate() {
                site.postuler(&de(qui)).await;
                site.finir(qui, "envoye").await;
                let sql = "UPDATE candidatures SET destinataire = $2, repondue_le = $3,
                               deposee_le = deposee_le - 2592000000 WHERE courriel = $1";
                let repondue = (rang == 0).then_some(1_i64);
                ecrire(site, sqlx::query(sql).bind(qui).bind(boite).bind(repondue)).await;
            }
            assert!(site.mails(boite, modele).await.is_empty(), "{}", site.nom);
            for _ in 0..2 {
                candidatures::porte::recapituler(&site.etat).await.unwrap();
            }
            let recus = site.mails(boite, modele).await;
            assert_eq!(recus.len(), 1, "{}: once", site.nom);
            for dit in ["2 candidatures en octobre 2026", "Sans réponse", "recapitulatif"] {
                let courriel = format!("{:?}", recus[0]);
                assert!(courriel.contains(dit), "{}: {dit} in {courriel}", site.nom);
            }
        }
    });
}

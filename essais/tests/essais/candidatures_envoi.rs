//! An application is sent: stored once, within its limits, from a page or by a partner.

use axum::http::Method;

use crate::candidatures::{CORPS, Essai, SIENNES, compter, de, ecrire, texte};
use crate::demande::CLIENT;
use crate::site::{Site, jouer, sites};

#[test]
fn an_application_is_stored_once_with_its_mails() {
    jouer(async {
        for site in sites().await {
            let qui = "depot@exemple.fr";
            let envoi = de(qui);
            for _ in 0..2 {
                let reponse = site.postuler(&envoi).await;
                assert_eq!(reponse.statut, 303, "{}: {}", site.nom, reponse.corps);
                assert_eq!(reponse.entete("location"), "/postuler/envoyee");
            }
            assert_eq!(compter(site, SIENNES, qui).await, 1, "{}: sent twice, kept once", site.nom);
            let employeur = site.a_l_employeur(qui).await;
            assert_eq!(employeur.len(), 1, "{}", site.nom);
            let texte = &employeur[0].texte;
            for dit in [
                "CAP Boulanger",
                "Le pain, et",
                "[lien retiré]",
                "06\u{a0}12",
                "n’a pas été analysé",
                "vient de",
            ] {
                assert!(texte.contains(dit), "{dit} in {texte}");
            }
            assert!(!texte.contains("piege.example"));
            assert_eq!(site.mails(qui, "candidatures.recue").await.len(), 1);
            assert_eq!(site.lire("/postuler/envoyee").await.statut, 200);
        }
    });
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_kept() {
    jouer(async {
        for site in sites().await {
            let qui = "faute@exemple.fr";
            let cas: [(Essai, &str); 6] = [
                (Essai { cv: ("", ""), ..de(qui) }, "Joignez votre CV"),
                (Essai { cv: ("cv.pdf", "MZ"), ..de(qui) }, "ni un PDF ni un DOCX"),
                (Essai { cv: ("cv.exe", "%PDF-1.7"), ..de(qui) }, "ni un PDF ni un DOCX"),
                (de("faute@yopmail.com"), "jetable"),
                (de("faute@gmial.com"), "faute@gmail.com"),
                (de("faute"), "adresse électronique"),
            ];
            for (essai, dit) in cas {
                let reponse = site.postuler(&essai).await;
                assert_eq!(reponse.statut, 400, "{} {dit}", site.nom);
                assert!(reponse.corps.contains(dit), "{dit}");
                assert!(reponse.corps.contains("value=\"Inès\""), "{dit}: what was typed stays");
                assert_eq!(web::controle::fautes(&reponse.corps), Vec::<String>::new());
            }
            let exacte = Essai { autres: vec![("exact", "oui")], ..de("faute@orang.fr") };
            assert_eq!(site.postuler(&exacte).await.statut, 303, "{}", site.nom);
            assert_eq!(compter(site, SIENNES, qui).await, 0, "{}", site.nom);
            for (vers, statut) in [
                ("partners_inconnue", 404),
                ("rien", 404),
                ("partners_01DEM00FFRE00000000000000C", 410),
                ("partners_01DEM00FFRE00000000000000D", 410),
                ("partners_01DEM00FFRE00000000000000E", 410),
            ] {
                let reponse = site.postuler(&Essai { vers, ..de(qui) }).await;
                assert_eq!(reponse.statut, statut, "{} {vers}", site.nom);
            }
        }
    });
}

#[test]
fn the_limits_are_exact() {
    jouer(async {
        for site in sites().await {
            let qui = "limites@exemple.fr";
            for rang in 1..=3 {
                assert_eq!(site.postuler(&de(qui)).await.statut, 303, "{} {rang}", site.nom);
            }
            let reponse = site.postuler(&de(qui)).await;
            assert_eq!(reponse.statut, 429, "{}", site.nom);
            assert!(reponse.corps.contains("3 candidatures"), "{}", reponse.corps);
            multiplier(site, qui, 96).await;
            let siret = entreprise(site, "DESC").await;
            let vers = format!("recruiters_{siret}");
            let ailleurs = Essai { vers: &vers, ..de(qui) };
            assert_eq!(site.postuler(&ailleurs).await.statut, 303, "{}: the hundredth", site.nom);
            let suivante = Essai { jeton: coffre::hasard(), ..ailleurs };
            let reponse = site.postuler(&suivante).await;
            assert_eq!(reponse.statut, 429, "{}: one too many", site.nom);
            assert!(reponse.corps.contains("100 candidatures"), "{}", reponse.corps);
        }
    });
}

/// Copies an application of a mailbox, to other offers.
async fn multiplier(site: &Site, courriel: &str, fois: usize) {
    let sql = "INSERT INTO candidatures (id, genre, objet, titre, entreprise, siret, ville, role,
            destinataire, source, appelant, courriel, prenom, nom, telephone, message, recherche,
            reponses, anonyme, cv_nom, etat, echec, examen, essais, prochaine, reponse, motifs,
            repondue_par, deposee_le)
        SELECT $2, genre, $2, titre, entreprise, 'x', ville, role, destinataire, source, appelant,
            courriel, prenom, nom, telephone, message, recherche, reponses, anonyme, cv_nom, etat,
            echec, examen, essais, prochaine, reponse, motifs, repondue_par, deposee_le
        FROM candidatures WHERE courriel = $1 LIMIT 1";
    for rang in 0..fois {
        let id = format!("COPIE-{courriel}-{rang}");
        ecrire(site, sqlx::query(sql).bind(courriel).bind(id)).await;
    }
}

#[test]
fn the_last_place_is_taken_and_the_next_is_told() {
    jouer(async {
        for site in sites().await {
            let offre = "01DEM00FFRE00000000000000B";
            let sql = "SELECT candidatures FROM offres_deposees WHERE id = $1";
            let recues = compter(site, sql, offre).await;
            let sql = "UPDATE offres_deposees SET plafond = $2 WHERE id = $1";
            ecrire(site, sqlx::query(sql).bind(offre).bind(recues + 1)).await;
            let vers = "partners_01DEM00FFRE00000000000000B";
            let derniere = Essai { vers, ..de("plafond@exemple.fr") };
            let statut = site.postuler(&derniere).await.statut;
            // Another test may have taken the place: the next is refused all the same.
            assert!([303, 410].contains(&statut), "{} {statut}", site.nom);
            let reponse = site.postuler(&Essai { vers, ..de("trop@exemple.fr") }).await;
            assert_eq!(reponse.statut, 410, "{}", site.nom);
            assert!(reponse.corps.contains("le nombre de candidatures"), "{}", reponse.corps);
            let sql = "UPDATE offres_deposees SET plafond = 100000, etat = 'publiee',
                           statut = 'active' WHERE id = $1";
            ecrire(site, sqlx::query(sql).bind(offre)).await;
        }
    });
}

#[test]
fn a_partner_applies_with_the_right_key() {
    jouer(async {
        for site in sites().await {
            let corps = CORPS.replace("routes@", "api@");
            let envoyer = async |corps: &str| {
                let entetes =
                    [("content-type", "application/json"), ("authorization", site.cle.as_str())];
                site.envoyer(Method::POST, "/api/job/v1/apply", CLIENT, &entetes, corps).await
            };
            for _ in 0..3 {
                let reponse = envoyer(&corps).await;
                assert_eq!(reponse.statut, 202, "{}: {}", site.nom, reponse.corps);
                assert!(reponse.json()["id"].as_str().is_some_and(|id| id.len() == 26));
            }
            let reponse = envoyer(&corps).await;
            assert_eq!(reponse.statut, 429, "{}", site.nom);
            assert_eq!(reponse.json()["code"], "candidature.limite.objet");
            for (faute, statut) in [
                (corps.replace("0612345678", "0899123456"), 400),
                (corps.replace("JVBERi0xLjcgeA==", "TVo="), 400),
                (corps.replace("api@exemple.fr", "api@yopmail.com"), 400),
                (corps.replace("partners_01DEM", "partners_x"), 404),
                (corps.replace("partners_01DEM", "autre_01DEM"), 400),
                (corps.replace("\"applicant_phone\"", "\"telephone\""), 422),
            ] {
                let reponse = envoyer(&faute).await;
                assert_eq!(reponse.statut, statut, "{}: {faute} {}", site.nom, reponse.corps);
            }
            let mail = site.a_l_employeur("api@exemple.fr").await.remove(0);
            assert!(mail.sujet.contains("(par Essais)"), "{}: {}", site.nom, mail.sujet);
        }
    });
}

#[test]
fn twenty_a_day_from_one_partner_to_one_company() {
    jouer(async {
        for site in sites().await {
            let (qui, siret) = ("entreprise@exemple.fr", "90000000100009");
            let corps = CORPS.replace("routes@", "entreprise@");
            let envoyer = async |corps: &str| {
                let entetes =
                    [("content-type", "application/json"), ("authorization", site.cle.as_str())];
                site.envoyer(Method::POST, "/api/job/v1/apply", CLIENT, &entetes, corps).await
            };
            assert_eq!(envoyer(&corps).await.statut, 202, "{}", site.nom);
            multiplier(site, qui, 20).await;
            let sql = "UPDATE candidatures SET siret = $2, courriel = 'x' WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind(qui).bind(siret)).await;
            let reponse = envoyer(&CORPS.replace("routes@", "vingt@")).await;
            assert_eq!(reponse.json()["code"], "candidature.limite.entreprise", "{}", site.nom);
            assert!(reponse.entete("retry-after").parse::<i64>().unwrap() > 3_600);
            let sql = "DELETE FROM candidatures WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind("x")).await;
            assert_eq!(site.postuler(&de("vingt@exemple.fr")).await.statut, 303, "{}", site.nom);
        }
    });
}

/// A company that can be written to: the first or the last.
async fn entreprise(site: &Site, ordre: &str) -> String {
    let sql = format!(
        "SELECT c.siret FROM offres_contacts c JOIN versions v ON v.id = c.version
         WHERE v.statut = 'courante' ORDER BY c.siret {ordre} LIMIT 1"
    );
    let requete = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
    requete.fetch_one(site.etat.db.read().pool()).await.expect("a company with a mailbox")
}

#[test]
fn a_company_that_stops_receives_nothing_more() {
    jouer(async {
        for site in sites().await {
            let siret = entreprise(site, "ASC").await;
            let vers = format!("recruiters_{siret}");
            let essai = |qui| Essai { vers: &vers, ..de(qui) };
            let premiere = site.postuler(&essai("spontanee@exemple.fr")).await;
            assert_eq!(premiere.statut, 303, "{}: {}", site.nom, premiere.corps);
            let sql = "SELECT m.adresse FROM courriels m JOIN candidatures c ON c.envoi = m.id
                       WHERE c.courriel = $1 AND m.liste = 'candidatures.spontanees'";
            let boite = texte(site, sql, "spontanee@exemple.fr").await;
            let mail = site.mails(&boite, "candidatures.employeur").await.remove(0);
            assert!(mail.texte.contains("fichier France Travail"), "{}", mail.texte);
            let page = site.lire(&format!("/demo/courriels/{}", mail.id)).await.corps;
            let debut = page.find("/courriels/desabonnement/").expect("a way out");
            let arret = page[debut..].split_whitespace().next().unwrap();
            let reponse = site.poster(arret, "").await;
            assert!(reponse.statut < 400, "{} {}", site.nom, reponse.statut);
            let seconde = site.postuler(&essai("apres@exemple.fr")).await;
            assert_eq!(seconde.statut, 409, "{}", site.nom);
            assert_eq!(compter(site, SIENNES, "apres@exemple.fr").await, 0);
        }
    });
}

//! An application is answered, once, from the link of the mail; the end of an offer answers too.

use axum::http::Method;
use web::Role;

use crate::candidatures::{ETAT, ID, chemin, de, ecrire, texte};
use crate::site::{jouer, sites};

#[test]
fn links_change_nothing_and_one_answer_is_taken() {
    jouer(async {
        for site in sites().await {
            let qui = "reponse@exemple.fr";
            site.postuler(&de(qui)).await;
            let mail = site.a_l_employeur(qui).await.remove(0);
            let liens: Vec<&str> = mail
                .texte
                .split_whitespace()
                .filter(|m| m.contains("/candidature/repondre/"))
                .collect();
            assert_eq!(liens.len(), 3, "{}", mail.texte);
            for lien in &liens {
                let lien = &lien[lien.find("/candidature").unwrap()..];
                for _ in 0..10 {
                    let reponse = site.lire(lien).await;
                    assert_eq!(reponse.statut, 200, "{lien}");
                    assert_eq!(reponse.entete("referrer-policy"), "no-referrer");
                }
            }
            assert_eq!(
                texte(site, ETAT, qui).await,
                "en_route",
                "{}: nothing was answered",
                site.nom
            );
            let base = chemin(&mail, "/candidature/repondre/");
            let base = base.split('?').next().unwrap();
            let corps = "reponse=entretien&texte=Venez+mardi+%C3%A0+9+h+au+fournil.";
            let relue = site.poster(&format!("{base}/relire"), corps).await;
            assert_eq!(relue.statut, 200);
            assert!(relue.corps.contains("Venez mardi"), "{}", relue.corps);
            assert_eq!(
                texte(site, ETAT, qui).await,
                "en_route",
                "{}: nor by reading again",
                site.nom
            );
            assert_eq!(site.poster(base, "reponse=entretien&texte=non").await.statut, 400);
            assert_eq!(site.poster(base, corps).await.statut, 303, "{}", site.nom);
            assert_eq!(site.poster(base, corps).await.statut, 409, "{}: once", site.nom);
            let corps = "reponse=refus&texte=Finalement+non%2C+merci.";
            assert_eq!(site.poster(base, corps).await.statut, 409);
            let dits = site.mails(qui, "candidatures.reponse").await;
            assert_eq!(dits.len(), 1, "{}", site.nom);
            assert!(dits[0].texte.contains("Venez mardi"));
            assert_eq!(texte(site, ETAT, qui).await, "repondue");
            let id = texte(site, ID, qui).await;
            let autre = format!("/employeur/candidature/{id}");
            let reponse = site.en_tant_que(Role::Employeur, Method::POST, &autre, corps).await;
            assert_eq!(reponse.statut, 409, "{}: whichever way it comes", site.nom);
        }
    });
}

#[test]
fn a_link_of_answer_ends() {
    jouer(async {
        for site in sites().await {
            let qui = "tardif@exemple.fr";
            site.postuler(&de(qui)).await;
            let mail = site.a_l_employeur(qui).await.remove(0);
            let lien = chemin(&mail, "/candidature/repondre/");
            let sql = "UPDATE candidatures_reponses SET expire_le = $2 WHERE candidature IN
                       (SELECT id FROM candidatures WHERE courriel = $1)";
            let maintenant = site.etat.horloge.maintenant().ms();
            ecrire(site, sqlx::query(sql).bind(qui).bind(maintenant)).await;
            assert_eq!(site.lire(&lien).await.statut, 410, "{}", site.nom);
            let base = lien.split('?').next().unwrap();
            let corps = "reponse=refus&texte=Non%2C+merci+beaucoup.";
            assert_eq!(site.poster(base, corps).await.statut, 410);
            assert_eq!(site.lire("/candidature/repondre/inconnu").await.statut, 404);
        }
    });
}

#[test]
fn the_end_of_an_offer_is_told_once_to_whoever_waits() {
    jouer(async {
        for site in sites().await {
            for qui in ["attend@exemple.fr", "repondu@exemple.fr"] {
                site.postuler(&de(qui)).await;
                let sql = "UPDATE candidatures SET objet = 'FERMEE' WHERE courriel = $1";
                ecrire(site, sqlx::query(sql).bind(qui)).await;
            }
            let sql = "UPDATE candidatures SET etat = 'repondue', intention = 'refus' WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind("repondu@exemple.fr")).await;
            for motif in ["plafonnee", "pourvue", "pourvue"] {
                let mut tx = site.etat.db.write().await.unwrap();
                let contenu = serde_json::json!({ "id": "FERMEE", "motif": motif });
                base::evenements::publier(&mut tx, "offres.close", "FERMEE", &contenu, 1)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
                while candidatures::porte::suivre(&site.etat).await.unwrap() > 0 {}
                for _ in 0..20 {
                    candidatures::porte::suivre(&site.etat).await.unwrap();
                }
            }
            let dits = site.mails("attend@exemple.fr", "candidatures.close").await;
            assert_eq!(dits.len(), 1, "{}", site.nom);
            assert!(dits[0].texte.contains("pourvue"), "{}", dits[0].texte);
            assert!(site.mails("repondu@exemple.fr", "candidatures.close").await.is_empty());
        }
    });
}

//! Signing up, from the form to the page of the organisation; who decides; who is told.

use axum::http::Method;
use liens::entreprises::{Entreprise, EntreprisesFeintes, Reponse};
use web::Role;

use crate::acces::D_ICI;
use crate::demande::CLIENT;
use crate::site::{Site, jouer, sites};

async fn envoyer(site: &Site, adresse: &str, cookie: &str, corps: &str) -> crate::demande::Reponse {
    let entetes =
        [D_ICI, ("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    site.envoyer(Method::POST, adresse, CLIENT, &entetes, corps).await
}

async fn lire(site: &Site, adresse: &str, cookie: &str) -> crate::demande::Reponse {
    site.demander(Method::GET, adresse, CLIENT, &[("cookie", cookie)]).await
}

/// Last mail queued to this mailbox: its model and its text.
async fn dernier_courriel(site: &Site, a: &str) -> (String, String) {
    let tous = courrier::essai::deposes(site.etat.db.read(), a).await;
    let dernier = tous.into_iter().next().expect("a mail");
    (dernier.modele, dernier.texte)
}

/// What follows the address of the site in the link of a mail.
fn lien(texte: &str, debut: &str) -> String {
    let rang = texte.find(debut).unwrap_or_else(|| panic!("no {debut} in {texte}"));
    texte[rang..]
        .split(|c: char| c.is_whitespace() || "\"<>)\\".contains(c))
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The cookie of the session that an answer opens.
fn session(reponse: &crate::demande::Reponse) -> String {
    let mut toutes = reponse.entetes.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
    let posee = toutes.rfind(|v| v.starts_with("session=")).unwrap_or_default();
    posee.split(';').next().unwrap_or_default().to_owned()
}

async fn prouver(site: &Site, courriel: &str) -> String {
    let (modele, texte) = dernier_courriel(site, courriel).await;
    assert_eq!(modele, "comptes.inscription");
    let lien = lien(&texte, "/connexion/lien/");
    assert_eq!(lire(site, &lien, "").await.statut, 200);
    let ouverte = envoyer(site, &lien, "", "").await;
    assert_eq!((ouverte.statut, ouverte.entete("location")), (303, "/inscription/suite"));
    assert_eq!(envoyer(site, &lien, "", "").await.statut, 410, "a link works once");
    session(&ouverte)
}

/// The source answers again about this SIRET.
async fn revenir(site: &Site, siret: &str) {
    let entreprise = Entreprise {
        siret: siret.to_owned(),
        nom: "Fonderie du Retour".to_owned(),
        ouverte: true,
        ..Entreprise::default()
    };
    let reponse = serde_json::to_string(&Reponse::Trouvee(entreprise)).unwrap();
    let mut tx = site.etat.db.write().await.unwrap();
    let sql = "INSERT INTO comptes_entreprises (siret, reponse, lue_le) VALUES ($1, $2, $3)";
    let lue_le = site.etat.horloge.maintenant().ms();
    let requete = sqlx::query(sql).bind(siret).bind(reponse).bind(lue_le);
    requete.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

fn employeur(siret: &str, courriel: &str) -> String {
    format!(
        "siret={siret}&prenom=Camille&nom=Le+Goff&courriel={courriel}&telephone=0299000000&opco=inconnu"
    )
}

#[test]
fn a_company_signs_up_and_its_opco_decides() {
    jouer(async {
        for site in sites().await {
            let courriel = "camille@menuiserie-essai.fr";
            let page = lire(site, "/inscription/employeur?siret=90000000300005", "").await;
            assert!(page.statut == 200 && page.corps.contains("Garage de la Vilaine"));
            let envoi =
                envoyer(site, "/inscription/employeur", "", &employeur("90000000300005", courriel))
                    .await;
            assert_eq!(envoi.entete("location"), "/inscription/envoye", "{}", envoi.corps);
            let cookie = prouver(site, courriel).await;
            assert_eq!(dernier_courriel(site, courriel).await.0, "comptes.en_attente");
            let suite = lire(site, "/inscription/suite", &cookie).await;
            assert!(suite.corps.contains("à l’examen"), "{}", suite.corps);
            assert!(!lire(site, "/espace", &cookie).await.corps.contains("Mon organisation"));
            let admin = site.cookie(Role::Administrateur).await;
            let demandes = lire(site, "/habilitations/a-valider", &admin).await;
            assert!(demandes.corps.contains(courriel), "{}", demandes.corps);
            let rang = demandes.corps.find(courriel).unwrap();
            let id = lien(&demandes.corps[rang..], "/habilitations/");
            let sans_motif = envoyer(site, &id, &admin, "acte=refuser").await;
            assert_eq!(sans_motif.statut, 409, "a refusal says why");
            assert_eq!(envoyer(site, &id, &admin, "acte=accepter").await.statut, 303);
            assert_eq!(envoyer(site, &id, &admin, "acte=accepter").await.statut, 409, "once");
            assert_eq!(dernier_courriel(site, courriel).await.0, "comptes.bienvenue");
            let organisation = lire(site, "/organisation", &cookie).await;
            let adresse = organisation.entete("location").to_owned();
            let page = lire(site, &adresse, &cookie).await;
            assert!(page.corps.contains("Inviter des collègues"), "the first one manages");
        }
    });
}

#[test]
fn what_cannot_sign_up_is_told_why_and_a_source_that_is_down_refuses_nobody() {
    jouer(async {
        for site in sites().await {
            for (siret, attendu) in [
                (EntreprisesFeintes::FERMEE, "est fermé"),
                (EntreprisesFeintes::NON_DIFFUSIBLE, "ne pas être publié"),
                (EntreprisesFeintes::FORMATION, "organisme de formation"),
                ("11000001500013", "Aucun établissement"),
                ("90000000100008", "SIRET"),
            ] {
                let adresse = format!("/inscription/employeur?siret={siret}");
                let page = lire(site, &adresse, "").await;
                let attendu_statut =
                    if siret.ends_with("0008") && attendu == "SIRET" { 400 } else { 200 };
                assert_eq!(page.statut, attendu_statut, "{siret}");
                assert!(page.corps.contains(attendu), "{siret}");
                let corps = employeur(siret, "x@exemple-refus.fr");
                let envoi = envoyer(site, "/inscription/employeur", "", &corps).await;
                assert_eq!(envoi.statut, 400, "{siret}");
            }
            let courriel = "panne@exemple-panne.fr";
            let corps = employeur(EntreprisesFeintes::EN_PANNE, courriel);
            let envoi = envoyer(site, "/inscription/employeur", "", &corps).await;
            assert_eq!(envoi.statut, 303);
            prouver(site, courriel).await;
            let (modele, texte) = dernier_courriel(site, courriel).await;
            assert!(modele == "comptes.en_attente" && texte.contains("rien à refaire"), "{texte}");
            let pendant = comptes::porte::verifier_les_organisations(&site.etat).await.unwrap();
            assert_eq!(pendant, 0, "the source is still down");
            revenir(site, EntreprisesFeintes::EN_PANNE).await;
            let apres = comptes::porte::verifier_les_organisations(&site.etat).await.unwrap();
            assert_eq!(apres, 1);
            let (modele, texte) = dernier_courriel(site, courriel).await;
            assert!(texte.contains("SIRET est vérifié"), "{modele} {texte}");
        }
    });
}

#[test]
fn the_page_says_the_same_whether_a_mailbox_has_an_account_or_not() {
    jouer(async {
        let site = &sites().await[0];
        let mut vues = Vec::new();
        for courriel in ["cfa@exemple.fr", "personne@exemple-inconnu.fr"] {
            let corps = employeur("90000000800004", courriel);
            let envoi = envoyer(site, "/inscription/employeur", "", &corps).await;
            vues.push((envoi.statut, envoi.entete("location").to_owned(), envoi.corps));
        }
        assert_eq!(vues[0], vues[1]);
        let jetable = employeur("90000000800004", "x@yopmail.com");
        assert_eq!(envoyer(site, "/inscription/employeur", "", &jetable).await.statut, 400);
    });
}

#[test]
fn an_invitation_opens_once_and_one_member_less_leaves_the_others() {
    jouer(async {
        for site in sites().await {
            let gestionnaire = site.cookie(Role::Cfa).await;
            let ici =
                lire(site, "/organisation", &gestionnaire).await.entete("location").to_owned();
            let corps = "adresses=un@exemple-cfa.fr,+deux@exemple-cfa.fr";
            let envoi = envoyer(site, &format!("{ici}/invitations"), &gestionnaire, corps).await;
            assert_eq!(envoi.statut, 303, "{}", envoi.corps);
            let mut sessions = Vec::new();
            for courriel in ["un@exemple-cfa.fr", "deux@exemple-cfa.fr"] {
                let (_, texte) = dernier_courriel(site, courriel).await;
                let lien = lien(&texte, "/invitation/");
                assert_eq!(lire(site, &lien, "").await.statut, 200);
                assert_eq!(envoyer(site, &lien, "", "prenom=&nom=").await.statut, 400);
                let ouverte = envoyer(site, &lien, "", "prenom=Zoé&nom=Martin").await;
                assert_eq!(ouverte.statut, 303, "{}", ouverte.corps);
                assert_eq!(lire(site, &lien, "").await.statut, 410);
                sessions.push(session(&ouverte));
            }
            assert_eq!(lire(site, &ici, &sessions[0]).await.statut, 200);
            let interdit = envoyer(site, &format!("{ici}/invitations"), &sessions[0], corps).await;
            assert_eq!(interdit.statut, 403, "only managers invite");
            assert_eq!(
                envoyer(site, &format!("{ici}/quitter"), &gestionnaire, "").await.statut,
                409
            );
            assert_eq!(
                envoyer(site, &format!("{ici}/quitter"), &sessions[0], "").await.statut,
                303
            );
            assert_eq!(lire(site, &ici, &sessions[0]).await.statut, 403);
            assert_eq!(lire(site, &ici, &sessions[1]).await.statut, 200);
        }
    });
}

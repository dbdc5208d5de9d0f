//! An employer proposes an offer to training centres near by: who is shown, who is written to, what they
//! see, answer and stop.

use axum::http::Method;
use noyau::dates::Instant;
use web::Role;

use crate::acces::D_ICI;
use crate::demande::{CLIENT, Reponse};
use crate::offres::OFFRE;
use crate::site::{Site, jouer, sites};

/// The secret of an offer proposed to a centre.
pub async fn une_proposition(site: &Site) -> String {
    let secret = coffre::hasard();
    let fin = site.etat.horloge.maintenant().ms() + 1_000;
    let sql = "INSERT INTO offres_delegations
                   (offre, centre, empreinte, nom, ville, km, envoyee, proposee_le, expire_le, reponse)
               VALUES ($1, $2, $3, 'CFA', 'Rennes', 3, 1, 1, $4, '')";
    let mut tx = site.etat.db.write().await.unwrap();
    let centre = format!("essai-{}", &secret[..8]);
    let requete = sqlx::query(sql).bind(OFFRE).bind(centre).bind(coffre::empreinte(&secret));
    requete.bind(fin).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    secret
}

/// SIRET of the example training centre, to which the demonstration proposes an offer.
pub async fn centre(site: &Site) -> String {
    let id = comptes::porte::organisation_de(&site.etat.db, "cfa@exemple.fr").await.unwrap();
    let db = site.etat.db.read();
    comptes::porte::administration::organisation(db, &id.unwrap()).await.unwrap().siret
}

async fn envoyer(site: &Site, ou: &str, cookie: &str, corps: &str) -> Reponse {
    let entetes =
        [D_ICI, ("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    site.envoyer(Method::POST, ou, CLIENT, &entetes, corps).await
}

async fn lire(site: &Site, ou: &str, cookie: &str) -> Reponse {
    site.demander(Method::GET, ou, CLIENT, &[("cookie", cookie)]).await
}

/// A new offer of the example employer, published today, for a trade that centres train for.
async fn une_offre(site: &Site, cookie: &str) -> String {
    crate::offres::poster_une_offre(site, cookie, &[("titre", "Boulanger à proposer")]).await
}

/// The SIRET that the page lets choose.
fn choix(page: &Reponse) -> Vec<String> {
    let suites = page.corps.split("name=\"centre\" value=\"").skip(1);
    suites.map(|s| s.split('"').next().unwrap_or_default().to_owned()).collect()
}

/// Mails of this model that wait, with who they are for.
async fn lettres(site: &Site, modele: &str, cle: &str) -> Vec<(String, String)> {
    let sql =
        "SELECT c.adresse, p.texte FROM courriels c JOIN courriels_corps p ON p.courriel = c.id
               WHERE c.modele = $1 AND c.cle LIKE $2 ORDER BY c.id";
    let requete = sqlx::query_as(sql).bind(modele).bind(format!("{cle}%"));
    requete.fetch_all(site.etat.db.read().pool()).await.unwrap()
}

/// The secret in the text of a mail.
fn secret(texte: &str) -> &str {
    let suite = texte.split("/offres/proposition/").nth(1).unwrap();
    suite.split_whitespace().next().unwrap()
}

#[test]
fn an_employer_proposes_an_offer_and_a_centre_answers() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let id = une_offre(site, &cookie).await;
            let ici = format!("/employeur/offres/{id}/centres");
            let page = lire(site, &ici, &cookie).await;
            let proposes = choix(&page);
            assert!((2..=10).contains(&proposes.len()), "{}: {}", site.nom, page.corps);
            let rien = envoyer(site, &ici, &cookie, "").await;
            assert_eq!(rien.statut, 400, "{}", site.nom);
            let inconnu = envoyer(site, &ici, &cookie, "centre=13002526500013").await;
            assert_eq!(inconnu.statut, 400, "{}: only a centre of the list", site.nom);
            assert!(lettres(site, "offres.proposition", &id).await.is_empty(), "{}", site.nom);

            let deux = format!("centre={}&centre={}", proposes[0], proposes[1]);
            assert_eq!(envoyer(site, &ici, &cookie, &deux).await.statut, 303, "{}", site.nom);
            let encore = envoyer(site, &ici, &cookie, &deux).await;
            assert_eq!(encore.statut, 400, "{}: never twice", site.nom);
            let envoyees = lettres(site, "offres.proposition", &id).await;
            assert_eq!(envoyees.len(), 2, "{}", site.nom);
            let page = lire(site, &ici, &cookie).await;
            assert!(!choix(&page).contains(&proposes[0]), "{}", site.nom);
            assert!(page.corps.contains("pas encore"), "{}", site.nom);
            assert!(!page.corps.contains(&envoyees[0].0), "{}: its mailbox is private", site.nom);

            let lien = format!("/offres/proposition/{}", secret(&envoyees[0].1));
            let avant = site.lire(&lien).await;
            assert_eq!(avant.statut, 200, "{}", site.nom);
            assert_eq!(avant.entete("referrer-policy"), "no-referrer", "{}", site.nom);
            let boite = "recrutement@lices.exemple.fr";
            assert!(!avant.corps.contains(boite), "{}: a scanner sees nothing", site.nom);
            let ouvert = envoyer(site, &format!("{lien}/ouvrir"), "", "").await;
            assert_eq!(ouvert.statut, 303, "{}", site.nom);
            assert!(site.lire(&lien).await.corps.contains(boite), "{}", site.nom);
            assert_eq!(envoyer(site, &lien, "", "reponse=peut-etre").await.statut, 400);
            for _ in 0..2 {
                assert_eq!(envoyer(site, &lien, "", "reponse=oui").await.statut, 303);
            }
            let dites = lettres(site, "offres.reponse_d_un_cfa", &id).await;
            assert_eq!(dites.len(), 1, "{}: told once", site.nom);
            assert_eq!(dites[0].0, boite, "{}", site.nom);
            let page = lire(site, &ici, &cookie).await;
            assert!(page.corps.contains("Nous avons des candidats"), "{}", site.nom);
            let fiche = lire(site, &format!("/employeur/offres/{id}"), &cookie).await;
            assert!(fiche.corps.contains("CFA contactés</dt><dd>2<"), "{}", site.nom);
            assert!(fiche.corps.contains("Réponse d’un CFA"), "{}: in the history", site.nom);

            let corps = "motif=plus_de_besoin";
            let close =
                envoyer(site, &format!("/employeur/offres/{id}/clore"), &cookie, corps).await;
            assert_eq!(close.statut, 303, "{}: {}", site.nom, close.corps);
            assert!(!site.lire(&lien).await.corps.contains(boite), "{}: it is over", site.nom);
            assert_eq!(envoyer(site, &lien, "", "reponse=non").await.statut, 409, "{}", site.nom);
            let autre = format!("centre={}", choix(&page)[0]);
            assert_eq!(envoyer(site, &ici, &cookie, &autre).await.statut, 409, "{}", site.nom);
        }
    });
}

#[test]
fn nothing_is_proposed_before_publication_nor_by_someone_else() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let brouillon = [("acte", "brouillon")];
            let id = crate::offres::poster_une_offre(site, &cookie, &brouillon).await;
            let ici = format!("/employeur/offres/{id}/centres");
            let page = lire(site, &ici, &cookie).await;
            assert!(choix(&page).is_empty(), "{}", site.nom);
            assert!(page.corps.contains("pas en ligne"), "{}", site.nom);
            let centre =
                choix(&lire(site, &format!("/employeur/offres/{OFFRE}/centres"), &cookie).await);
            let corps = format!("centre={}", centre[0]);
            assert_eq!(envoyer(site, &ici, &cookie, &corps).await.statut, 409, "{}", site.nom);
            for role in [Role::Cfa, Role::Opco] {
                let autre = site.cookie(role).await;
                assert_eq!(lire(site, &ici, &autre).await.statut, 403, "{} {role:?}", site.nom);
                assert_eq!(envoyer(site, &ici, &autre, &corps).await.statut, 403);
            }
        }
    });
}

#[test]
fn a_centre_that_stops_is_never_shown_again_until_it_changes_its_mind() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let id = une_offre(site, &cookie).await;
            let ici = format!("/employeur/offres/{id}/centres");
            let proposes = choix(&lire(site, &ici, &cookie).await);
            let centre = proposes.last().unwrap();
            envoyer(site, &ici, &cookie, &format!("centre={centre}")).await;
            let lettre = lettres(site, "offres.proposition", &id).await.remove(0);
            let lien = format!("/offres/proposition/{}", secret(&lettre.1));
            assert_eq!(
                envoyer(site, &format!("{lien}/arret"), "", "choix=arreter").await.statut,
                303
            );
            let seconde = une_offre(site, &cookie).await;
            let la = format!("/employeur/offres/{seconde}/centres");
            assert!(!choix(&lire(site, &la, &cookie).await).contains(centre), "{}", site.nom);
            let refus = envoyer(site, &la, &cookie, &format!("centre={centre}")).await;
            assert_eq!(refus.statut, 400, "{}: even asked for by hand", site.nom);
            assert!(site.lire(&lien).await.corps.contains("Recevoir de nouveau"), "{}", site.nom);
            envoyer(site, &format!("{lien}/arret"), "", "choix=reprendre").await;
            assert!(choix(&lire(site, &la, &cookie).await).contains(centre), "{}", site.nom);
        }
    });
}

#[test]
fn a_link_ends_and_opens_only_its_own() {
    jouer(async {
        for site in sites().await {
            let jeton = une_proposition(site).await;
            let lien = format!("/offres/proposition/{jeton}");
            assert_eq!(site.lire(&lien).await.statut, 200, "{}", site.nom);
            let mut tx = site.etat.db.write().await.unwrap();
            let sql = "UPDATE offres_delegations SET expire_le = 1 WHERE empreinte = $1";
            sqlx::query(sql).bind(coffre::empreinte(&jeton)).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(site.lire(&lien).await.statut, 410, "{}", site.nom);
            for suite in ["", "/ouvrir", "/arret"] {
                let ou = format!("{lien}{suite}");
                assert_eq!(envoyer(site, &ou, "", "reponse=oui&choix=arreter").await.statut, 410);
            }
            assert_eq!(site.lire("/offres/proposition/inconnu").await.statut, 410, "{}", site.nom);
        }
    });
}

#[test]
fn centres_are_suggested_once_when_few_apply() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let id = une_offre(site, &cookie).await;
            let dans = |jours: i64| {
                Instant::from_ms(site.etat.horloge.maintenant().ms() + jours * 86_400_000)
            };
            let suggerer = async |jours| {
                offres::porte::suggerer_des_cfa(&site.etat, dans(jours)).await.unwrap();
                lettres(site, "offres.cfa_proches", &id).await.len()
            };
            assert_eq!(suggerer(4).await, 0, "{}: too early", site.nom);
            assert_eq!(suggerer(46).await, 0, "{}: too late", site.nom);
            let compter = async |nombre: i64| {
                let mut tx = site.etat.db.write().await.unwrap();
                let sql = "UPDATE offres_deposees SET candidatures = $2 WHERE id = $1";
                sqlx::query(sql).bind(&id).bind(nombre).execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
            };
            compter(15).await;
            assert_eq!(suggerer(6).await, 0, "{}: enough applications", site.nom);
            compter(14).await;
            assert_eq!(suggerer(6).await, 1, "{}", site.nom);
            assert_eq!(suggerer(7).await, 1, "{}: once", site.nom);
        }
    });
}

#[test]
fn a_centre_finds_in_its_space_what_it_was_proposed_and_nothing_of_others() {
    jouer(async {
        for site in sites().await {
            let cfa = site.cookie(Role::Cfa).await;
            let liste = lire(site, "/cfa/offres-proposees", &cfa).await;
            let siret = centre(site).await;
            let ici = format!("/cfa/offres-proposees/{siret}/{OFFRE}");
            assert!(liste.corps.contains(&ici), "{}: {}", site.nom, liste.corps);
            let page = lire(site, &ici, &cfa).await;
            assert!(page.corps.contains("employeur@exemple.fr"), "{}: it was opened", site.nom);
            for reponse in ["non", "oui"] {
                let corps = format!("reponse={reponse}");
                assert_eq!(envoyer(site, &ici, &cfa, &corps).await.statut, 303, "{}", site.nom);
            }
            let page = lire(site, &ici, &cfa).await;
            assert!(page.corps.contains("nous avons des candidats"), "{}", site.nom);

            let secret = une_proposition(site).await;
            let sql = "SELECT centre FROM offres_delegations WHERE empreinte = $1";
            let requete = sqlx::query_scalar(sql).bind(coffre::empreinte(&secret));
            let autre: String = requete.fetch_one(site.etat.db.read().pool()).await.unwrap();
            let la = format!("/cfa/offres-proposees/{autre}/{OFFRE}");
            assert_eq!(lire(site, &la, &cfa).await.statut, 403, "{}", site.nom);
            assert_eq!(envoyer(site, &la, &cfa, "reponse=oui").await.statut, 403, "{}", site.nom);
            assert!(!liste.corps.contains(&autre), "{}", site.nom);
            let employeur = site.cookie(Role::Employeur).await;
            assert_eq!(lire(site, &ici, &employeur).await.statut, 403, "{}", site.nom);
        }
    });
}

//! What is done to several offers at once, and what an OPCO follows of its companies.

use axum::http::Method;
use web::Role;

use crate::acces::D_ICI;
use crate::demande::{CLIENT, Reponse};
use crate::site::{Site, jouer, sites};

const LOT: &str = "/employeur/offres/lot";

async fn envoyer(site: &Site, ou: &str, cookie: &str, corps: &str) -> Reponse {
    let entetes =
        [D_ICI, ("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    site.envoyer(Method::POST, ou, CLIENT, &entetes, corps).await
}

async fn lire(site: &Site, ou: &str, cookie: &str) -> Reponse {
    site.demander(Method::GET, ou, CLIENT, &[("cookie", cookie)]).await
}

async fn une(site: &Site, cookie: &str, titre: &str) -> String {
    crate::offres::poster_une_offre(site, cookie, &[("titre", titre)]).await
}

#[test]
fn several_offers_are_prolonged_exported_and_closed_with_a_reason() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let (a, b) = (une(site, &cookie, "Lot un").await, une(site, &cookie, "Lot deux").await);
            let choix = format!("offre={a}&offre={b}");
            let sans = envoyer(site, LOT, &cookie, "acte=prolonger").await;
            assert!(sans.entete("location").ends_with("fait=aucune"), "{}", site.nom);
            assert_eq!(envoyer(site, LOT, &cookie, &choix).await.statut, 400, "{}", site.nom);

            let longues = envoyer(site, LOT, &cookie, &format!("{choix}&acte=prolonger")).await;
            assert!(longues.entete("location").contains("n=2&reste=0"), "{}", site.nom);
            let bilan = lire(site, longues.entete("location"), &cookie).await;
            assert!(bilan.corps.contains("Prolongation de deux mois : 2 offres"), "{}", site.nom);

            let fichier = envoyer(site, LOT, &cookie, &format!("{choix}&acte=exporter")).await;
            let csv = lire(site, fichier.entete("location"), &cookie).await;
            assert_eq!(csv.corps.lines().count(), 3, "{}: {}", site.nom, csv.corps);

            let pourquoi = envoyer(site, LOT, &cookie, &format!("{choix}&acte=clore")).await;
            assert_eq!(pourquoi.statut, 200, "{}: asks why first", site.nom);
            for id in [&a, &b] {
                assert!(pourquoi.corps.contains(id.as_str()), "{}", site.nom);
                assert_eq!(crate::offres::etat_de(site, id).await, "publiee", "{}", site.nom);
            }
            let corps = format!("{choix}&acte=clore&confirme=oui");
            assert_eq!(envoyer(site, LOT, &cookie, &corps).await.statut, 400, "{}", site.nom);
            let corps = format!("{corps}&motif=plus_de_besoin");
            let closes = envoyer(site, LOT, &cookie, &corps).await;
            assert!(closes.entete("location").contains("n=2&reste=0"), "{}", site.nom);
            let encore = envoyer(site, LOT, &cookie, &corps).await;
            assert!(encore.entete("location").contains("n=0&reste=2"), "{}", site.nom);
            for id in [&a, &b] {
                assert_eq!(crate::offres::etat_de(site, id).await, "annulee", "{}", site.nom);
            }
        }
    });
}

#[test]
fn the_offers_of_others_are_left_alone() {
    jouer(async {
        for site in sites().await {
            let employeur = site.cookie(Role::Employeur).await;
            let id = une(site, &employeur, "Lot d’un autre").await;
            let cfa = site.cookie(Role::Cfa).await;
            let corps = format!("offre={id}&acte=clore&confirme=oui&motif=plus_de_besoin");
            let rien = envoyer(site, LOT, &cfa, &corps).await;
            assert!(rien.entete("location").contains("n=0&reste=1"), "{}", site.nom);
            assert_eq!(crate::offres::etat_de(site, &id).await, "publiee", "{}", site.nom);
            let export = format!("/employeur/offres/export/csv?offre={id}");
            let csv = lire(site, &export, &cfa).await;
            assert!(!csv.corps.contains(&id), "{}: nor read", site.nom);
            let opco = site.cookie(Role::Opco).await;
            assert_eq!(envoyer(site, LOT, &opco, &corps).await.statut, 403, "{}", site.nom);
        }
    });
}

#[test]
fn an_opco_follows_its_companies_and_no_other() {
    jouer(async {
        for site in sites().await {
            let employeur = site.cookie(Role::Employeur).await;
            let id = une(site, &employeur, "Offre suivie par l’OPCO").await;
            let opco = site.cookie(Role::Opco).await;
            let page = lire(site, "/opco/entreprises?q=lices", &opco).await;
            assert_eq!(page.statut, 200, "{}", site.nom);
            assert!(page.corps.contains("Boulangerie des Lices"), "{}: {}", site.nom, page.corps);
            assert!(page.corps.contains("Comptes à valider"), "{}", site.nom);
            let garage = lire(site, "/opco/entreprises?q=vilaine", &opco).await;
            assert!(garage.corps.contains("Garage de la Vilaine"), "{}: by its centre", site.nom);
            for filtre in ["en_ligne", "expirees", "en_attente", "sans_candidature", "autre"] {
                let ou = format!("/opco/entreprises?etat={filtre}");
                assert_eq!(lire(site, &ou, &opco).await.statut, 200, "{} {filtre}", site.nom);
            }
            let offres = "/opco/offres?siret=90000000100009&etat=publiee&q=suivie";
            let liste = lire(site, offres, &opco).await;
            assert!(liste.corps.contains(&format!("/offre/{id}")), "{}: {}", site.nom, liste.corps);
            assert!(!liste.corps.contains("recrutement@lices"), "{}: no mailbox", site.nom);
            let csv = lire(site, "/opco/offres.csv?q=suivie", &opco).await;
            assert!(csv.corps.contains(&id) && !csv.corps.contains('@'), "{}", site.nom);
            let csv = lire(site, "/opco/entreprises.csv", &opco).await;
            assert!(csv.corps.contains("90000000100009"), "{}", site.nom);

            let ailleurs = async |nom: &str| {
                let mut tx = site.etat.db.write().await.unwrap();
                let sql = "UPDATE offres_deposees SET opco = $2 WHERE id = $1";
                sqlx::query(sql).bind(&id).bind(nom).execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
            };
            ailleurs("AFDAS").await;
            let plus = lire(site, offres, &opco).await;
            assert!(!plus.corps.contains(&id), "{}: of another OPCO", site.nom);
            for role in [Role::Employeur, Role::Cfa] {
                let autre = site.cookie(role).await;
                for ou in ["/opco/entreprises", "/opco/offres", "/opco/offres.csv"] {
                    assert_eq!(lire(site, ou, &autre).await.statut, 403, "{} {role:?}", site.nom);
                }
            }
        }
    });
}

//! The CV of an application goes through the antivirus, when there is one.

use axum::http::Method;
use web::{Etat, Reglages, Role, routeur};

use crate::candidatures::{ETAT, Essai, ID, de, ecrire, texte, vieillir};
use crate::site::{Site, jouer, sites};

#[test]
fn an_antivirus_stops_what_it_finds() {
    jouer(async {
        for site in sites().await {
            let (clamd, serveur) = clamd().await;
            let protege = proteger(site, clamd).await;
            for (qui, cv, etat, envois) in [
                ("sain@exemple.fr", "%PDF-1.7 sain", "en_route", 1),
                ("virus@exemple.fr", "%PDF-1.7 EICAR", "infectee", 0),
            ] {
                let essai = Essai { cv: ("cv.pdf", cv), ..de(qui) };
                assert_eq!(protege.postuler(&essai).await.statut, 303, "{}", site.nom);
                assert!(site.a_l_employeur(qui).await.is_empty(), "{}: not before", site.nom);
                candidatures::porte::suivre(&protege.etat).await.unwrap();
                assert_eq!(texte(site, ETAT, qui).await, etat, "{}", site.nom);
                assert_eq!(site.a_l_employeur(qui).await.len(), envois, "{} {qui}", site.nom);
            }
            assert_eq!(site.mails("virus@exemple.fr", "candidatures.infectee").await.len(), 1);
            let mail = site.a_l_employeur("sain@exemple.fr").await.remove(0);
            assert!(mail.texte.contains("n’y a rien trouvé"), "{}", mail.texte);
            let id = texte(site, ID, "virus@exemple.fr").await;
            let fiche = format!("/employeur/candidature/{id}");
            let reponse = site.en_tant_que(Role::Employeur, Method::GET, &fiche, "").await;
            assert_eq!(reponse.statut, 404, "{}: shown to nobody", site.nom);
            serveur.abort();
            let muet = de("attente@exemple.fr");
            protege.postuler(&muet).await;
            candidatures::porte::suivre(&protege.etat).await.unwrap();
            assert_eq!(
                texte(site, ETAT, muet.courriel).await,
                "a_analyser",
                "{}: it waits",
                site.nom
            );
            vieillir(site, muet.courriel, 4).await;
            let sql = "UPDATE candidatures SET prochaine = 0 WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind(muet.courriel)).await;
            candidatures::porte::suivre(&protege.etat).await.unwrap();
            assert_eq!(texte(site, ETAT, muet.courriel).await, "echec", "{}: then ends", site.nom);
            assert_eq!(site.mails(muet.courriel, "candidatures.echec").await.len(), 1);
        }
    });
}

/// The same site with an antivirus.
async fn proteger(site: &Site, clamd: liens::antivirus::Clamd) -> Site {
    let reglages = Reglages { antivirus: Some(clamd), ..(*site.etat.reglages).clone() };
    let etat = Etat::nouveau(site.etat.db.clone(), site.etat.horloge.clone(), reglages);
    let services: Vec<_> = compagnon::assembly::services()
        .into_iter()
        .filter(|s| ["plateforme", "offres", "comptes", "candidatures"].contains(&s.nom))
        .collect();
    let (routeur, etat) = routeur::assembler(etat, &services).await.expect("a router");
    Site::emprunte("avec antivirus", routeur, etat, services)
}

/// A server that speaks like clamd: what holds `EICAR` is infected.
async fn clamd() -> (liens::antivirus::Clamd, tokio::task::JoinHandle<()>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let ecouteur = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adresse = format!("tcp://{}", ecouteur.local_addr().unwrap());
    let serveur = tokio::spawn(async move {
        while let Ok((mut flux, _)) = ecouteur.accept().await {
            let mut recu = Vec::new();
            let mut tampon = [0; 4096];
            while !recu.ends_with(&[0, 0, 0, 0]) {
                let lus = flux.read(&mut tampon).await.unwrap();
                recu.extend_from_slice(&tampon[..lus]);
            }
            let infecte = recu.windows(5).any(|f| f == b"EICAR");
            let dit: &[u8] = if infecte { b"stream: Eicar FOUND\0" } else { b"stream: OK\0" };
            flux.write_all(dit).await.unwrap();
        }
    });
    (liens::antivirus::Clamd::lire(&adresse).unwrap(), serveur)
}

//! The technical logs after a full journey: nothing of a person in them.

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::http::Method;
use tracing_subscriber::EnvFilter;
use web::Role;

use crate::demande::{CLIENT, FORMULAIRE};
use crate::site::{Site, jouer, sites};

/// What the whole run of the tests logs.
static LIGNES: LazyLock<Arc<Mutex<Vec<u8>>>> = LazyLock::new(Arc::default);

struct Copie;

impl Write for Copie {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        LIGNES.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Logs as the program does in production, into memory.
fn ecouter() {
    let filtre = EnvFilter::new("info,tantivy=warn,sqlx=warn");
    let journal = tracing_subscriber::fmt().with_env_filter(filtre).json();
    journal.with_writer(|| Copie).try_init().expect("the only test that listens");
}

const COURRIEL: &str = "zoe.temoin-du-journal@exemple.fr";

async fn poster(site: &Site, adresse: &str, corps: &str, cookie: &str) -> (u16, String) {
    let mut entetes = FORMULAIRE.to_vec();
    entetes.push(("cookie", cookie));
    let reponse = site.envoyer(Method::POST, adresse, CLIENT, &entetes, corps).await;
    let pose = reponse.entete("set-cookie").split(';').next().unwrap_or_default().to_owned();
    (reponse.statut, pose)
}

/// The secret of the link that was mailed to this address.
async fn jeton(site: &Site, chemin: &str) -> String {
    let sql = "SELECT c.texte FROM courriels_corps c JOIN courriels m ON m.id = c.courriel
               WHERE m.adresse = $1 ORDER BY m.id DESC LIMIT 1";
    let requete = sqlx::query_scalar(sql).bind(COURRIEL);
    let texte: String = requete.fetch_one(site.etat.db.read().pool()).await.expect("a mail");
    let suite = texte.split(chemin).nth(1).unwrap_or_default();
    suite.split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn the_technical_logs_say_nothing_of_anyone() {
    jouer(async {
        ecouter();
        for site in sites().await {
            let courriel = COURRIEL.replace('@', "%40");
            poster(site, "/mes-donnees", &format!("courriel={courriel}"), "").await;
            let secret = jeton(site, "/mes-donnees/lien/").await;
            site.lire(&format!("/mes-donnees/lien/{secret}?de=Temoin-Nom")).await;
            let (_, cookie) =
                poster(site, "/mes-donnees/ouvrir", &format!("jeton={secret}"), "").await;
            let demande = "genre=acces&texte=Temoin-Nom,+06+98+76+54+32";
            assert_eq!(poster(site, "/mes-donnees/demander", demande, &cookie).await.0, 303);
            let dpo = site.cookie(Role::Dpo).await;
            for adresse in
                ["/recherche?q=Temoin-Nom", "/api/v1/search?q=0698765432", "/dpo/demandes"]
            {
                site.demander(Method::GET, adresse, CLIENT, &[("cookie", &dpo)]).await;
            }
            poster(site, "/connexion", &format!("courriel={courriel}"), "").await;
            poster(site, "/mes-donnees/corriger", "table=Temoin-Nom&colonne=x", &cookie).await;
            assert_eq!(poster(site, "/mes-donnees/effacer", "confirmer=oui", &cookie).await.0, 303);
            let lignes = LIGNES.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let lignes = String::from_utf8_lossy(&lignes).to_lowercase();
            assert!(
                lignes.contains("/mes-donnees/effacer"),
                "{}: the journey was logged",
                site.nom
            );
            for trace in ["temoin", "%40", "0698765432", "98+76", "98 76", &secret, "203.0.113.7"] {
                let ligne = lignes.lines().find(|l| l.contains(trace)).unwrap_or_default();
                assert_eq!(ligne, "", "{}: « {trace} » is in the logs", site.nom);
            }
        }
    });
}

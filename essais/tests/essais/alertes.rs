//! Being told of new offers: nothing before the mailbox is proved, one mail a day, nothing after a stop.

use courrier::essai::{Depose, deposes};

use crate::demande::adresse;
use crate::site::{Site, jouer, sites};

const REQUETE: &str = "q=boulanger";

/// An ordinary address for the routes of alerts that want one.
pub async fn exemple(site: &Site, chemin: &str) -> String {
    if chemin == "/alertes" {
        return adresse(chemin, &[("q", "boulanger")]);
    }
    let secret = coffre::hasard();
    let sql = "INSERT INTO alertes (id, courriel, requete, libelle, empreinte, cree_le)
               VALUES ($1, 'exemple@exemple.fr', 'q=boulanger', 'Boulanger', $2, 9000000000000)";
    ecrire(site, sqlx::query(sql).bind(secret.clone()).bind(coffre::empreinte(&secret))).await;
    chemin.replace("{jeton}", &secret)
}

async fn ecrire(site: &Site, requete: sqlx::query::Query<'_, sqlx::Any, sqlx::any::AnyArguments>) {
    let mut tx = site.etat.db.write().await.unwrap();
    requete.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn mails(site: &Site, qui: &str, modele: &str) -> Vec<Depose> {
    let tous = deposes(site.etat.db.read(), qui).await;
    tous.into_iter().filter(|d| d.modele == modele && d.etat != "refuse").collect()
}

/// Asks, and confirms.
async fn abonner(site: &Site, qui: &str) {
    let corps = format!("courriel={}&requete={}", qui.replace('@', "%40"), "q%3Dboulanger");
    let reponse = site.poster("/alertes", &corps).await;
    assert_eq!(reponse.statut, 303, "{}: {}", site.nom, reponse.corps);
    assert_eq!(alertes::porte::envoyer(&site.etat).await.unwrap(), 0, "{}", site.nom);
    let mail = mails(site, qui, "alertes.confirmer").await.remove(0);
    let debut = mail.texte.find("/alertes/confirmer/").expect("a link");
    let lien = mail.texte[debut..].split_whitespace().next().unwrap().to_owned();
    for _ in 0..3 {
        assert_eq!(site.lire(&lien).await.statut, 200, "{}: reading confirms nothing", site.nom);
    }
    assert!(!confirmee(site, qui).await, "{}", site.nom);
    assert_eq!(site.poster(&lien, "").await.statut, 303, "{}", site.nom);
    assert!(confirmee(site, qui).await, "{}", site.nom);
    assert_eq!(site.poster(&lien, "").await.statut, 410, "{}: once", site.nom);
}

async fn confirmee(site: &Site, qui: &str) -> bool {
    let sql = "SELECT COUNT(*) FROM alertes WHERE courriel = $1 AND confirmee_le IS NOT NULL";
    let requete = sqlx::query_scalar(sql).bind(qui);
    let nombre: i64 = requete.fetch_one(site.etat.db.read().pool()).await.unwrap();
    nombre > 0
}

/// Makes two of the offers found new again, and a day pass.
async fn deux_nouvelles(site: &Site, qui: &str) {
    let sql = "DELETE FROM alertes_connues WHERE offre IN (SELECT k.offre FROM alertes_connues k
               JOIN alertes a ON a.id = k.alerte WHERE a.courriel = $1 ORDER BY k.offre LIMIT 2)
               AND alerte IN (SELECT id FROM alertes WHERE courriel = $1)";
    ecrire(site, sqlx::query(sql).bind(qui)).await;
}

async fn un_jour_passe(site: &Site, qui: &str) {
    let sql = "UPDATE alertes SET envoyee_le = envoyee_le - 86400000 WHERE courriel = $1";
    ecrire(site, sqlx::query(sql).bind(qui)).await;
    let sql = "UPDATE courriels SET cle = cle || ':hier' WHERE adresse = $1";
    ecrire(site, sqlx::query(sql).bind(qui)).await;
}

#[test]
fn two_new_offers_make_one_mail_and_a_stop_ends_it() {
    jouer(async {
        for site in sites().await {
            let qui = "alerte@exemple.fr";
            assert_eq!(site.lire(&format!("/alertes?{REQUETE}")).await.statut, 200);
            abonner(site, qui).await;
            let envoyer = async || alertes::porte::envoyer(&site.etat).await.unwrap();
            envoyer().await;
            assert!(mails(site, qui, "alertes.offres").await.is_empty(), "{}: known", site.nom);
            deux_nouvelles(site, qui).await;
            envoyer().await;
            let dits = mails(site, qui, "alertes.offres").await;
            assert_eq!(dits.len(), 1, "{}", site.nom);
            assert!(dits[0].sujet.starts_with("2 nouvelles offres"), "{}", dits[0].sujet);
            deux_nouvelles(site, qui).await;
            envoyer().await;
            assert_eq!(
                mails(site, qui, "alertes.offres").await.len(),
                1,
                "{}: one a day",
                site.nom
            );
            let page = site.lire(&format!("/demo/courriels/{}", dits[0].id)).await.corps;
            let debut = page.find("/courriels/desabonnement/").expect("a way out");
            let arret = page[debut..].split_whitespace().next().unwrap();
            assert!(site.poster(arret, "").await.statut < 400, "{}", site.nom);
            un_jour_passe(site, qui).await;
            deux_nouvelles(site, qui).await;
            envoyer().await;
            assert_eq!(mails(site, qui, "alertes.offres").await.len(), 1, "{}: stopped", site.nom);
            assert!(!confirmee(site, qui).await, "{}: and forgotten", site.nom);
        }
    });
}

#[test]
fn an_address_is_not_flooded_and_a_search_of_nothing_is_not_kept() {
    jouer(async {
        for site in sites().await {
            for _ in 0..7 {
                let corps = "courriel=inonde%40exemple.fr&requete=q%3Dboulanger";
                assert_eq!(site.poster("/alertes", corps).await.statut, 303, "{}", site.nom);
            }
            let dits = mails(site, "inonde@exemple.fr", "alertes.confirmer").await;
            assert_eq!(dits.len(), 5, "{}: five an hour", site.nom);
            for corps in ["courriel=a%40exemple.fr", "courriel=a%40exemple.fr&requete=x%3D1"] {
                assert_eq!(
                    site.poster("/alertes", corps).await.statut,
                    400,
                    "{} {corps}",
                    site.nom
                );
            }
            let corps = "courriel=a&requete=q%3Dboulanger";
            assert_eq!(site.poster("/alertes", corps).await.statut, 400, "{}", site.nom);
        }
    });
}

#[test]
fn a_link_to_confirm_ends_after_two_days() {
    jouer(async {
        for site in sites().await {
            let qui = "tardive@exemple.fr";
            let corps = format!("courriel={}&requete=q%3Dboulanger", qui.replace('@', "%40"));
            assert_eq!(site.poster("/alertes", &corps).await.statut, 303, "{}", site.nom);
            let mail = mails(site, qui, "alertes.confirmer").await.remove(0);
            let debut = mail.texte.find("/alertes/confirmer/").expect("a link");
            let lien = mail.texte[debut..].split_whitespace().next().unwrap().to_owned();
            let sql = "UPDATE alertes SET cree_le = cree_le - 172800001 WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind(qui)).await;
            assert_eq!(site.poster(&lien, "").await.statut, 410, "{}", site.nom);
            assert!(!confirmee(site, qui).await, "{}", site.nom);
        }
    });
}

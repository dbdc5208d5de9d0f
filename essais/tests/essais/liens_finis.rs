//! A link of a mail opens until its day, and no longer.

use base::sqlx::{self, AssertSqlSafe};

use crate::site::{Site, jouer, sites};

/// Ends the link that has this secret.
async fn finir(site: &Site, table: &str, colonne: &str, secret: &str) {
    let sql = format!("UPDATE {table} SET {colonne} = 1 WHERE empreinte = $1");
    let requete = sqlx::query(AssertSqlSafe(sql)).bind(coffre::empreinte(secret));
    let mut tx = site.etat.db.write().await.unwrap();
    assert_eq!(requete.execute(&mut *tx).await.unwrap().rows_affected(), 1, "{table}");
    tx.commit().await.unwrap();
}

#[test]
fn a_link_of_the_offers_ends_on_its_day() {
    jouer(async {
        for site in sites().await {
            let mandat = format!("/offres/mandat/{}", crate::mandats::un_lien(site).await);
            for (lien, table, colonne) in [
                (crate::offres::un_lien(site).await, "offres_liens", "expire_le"),
                (
                    crate::offres::un_lien_d_entreprise(site).await,
                    "offres_liens_entreprises",
                    "expire_le",
                ),
                (mandat, "offres_mandats", "lien_expire_le"),
            ] {
                assert_eq!(site.lire(&lien).await.statut, 200, "{} {table}", site.nom);
                let secret = lien.rsplit('/').next().unwrap_or_default();
                finir(site, table, colonne, secret).await;
                assert_eq!(site.lire(&lien).await.statut, 410, "{} {table}", site.nom);
                assert_eq!(site.poster(&lien, "").await.statut, 410, "{} {table}", site.nom);
            }
        }
    });
}

#[test]
fn the_link_of_a_request_and_that_of_ones_applications_end_too() {
    jouer(async {
        for site in sites().await {
            let demande = crate::rendezvous::demander(site, "lien-fini@exemple.fr").await;
            assert_eq!(site.lire(&demande).await.statut, 200, "{}", site.nom);
            let secret = demande.rsplit('/').next().unwrap_or_default();
            finir(site, "rdv_demandes", "lien_expire_le", secret).await;
            assert_eq!(site.lire(&demande).await.statut, 410, "{}", site.nom);

            let ouvrir = "/mes-candidatures/ouvrir";
            let jeton = |lien: &str| lien.rsplit('/').next().unwrap_or_default().to_owned();
            let bon = crate::candidatures::exemple(site, "/mes-candidatures/lien/{jeton}").await;
            let corps = format!("jeton={}", jeton(&bon));
            assert_eq!(site.poster(ouvrir, &corps).await.statut, 303, "{}", site.nom);
            let fini = crate::candidatures::exemple(site, "/mes-candidatures/lien/{jeton}").await;
            finir(site, "candidatures_liens", "expire_le", &jeton(&fini)).await;
            let corps = format!("jeton={}", jeton(&fini));
            assert_eq!(site.poster(ouvrir, &corps).await.statut, 410, "{}", site.nom);
        }
    });
}

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

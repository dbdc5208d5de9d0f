//! What keeps the offers clean: lists of companies, copies of partners; and the flow of what is left.

use offres::porte;
use serde_json::json;
use web::Role;

use crate::demande::adresse;
use crate::offres::{
    envoyer, etat_de, lire, offre_de_partenaire, poster_une_offre, publier_par_api,
};
use crate::site::{Site, jouer, sites};

const LISTES: &str = "/moderation/listes";

#[test]
fn an_administrator_keeps_the_lists_that_the_rules_follow() {
    jouer(async {
        for site in sites().await {
            let admin = site.cookie(Role::Administrateur).await;
            let refus = envoyer(site, LISTES, &admin, "genre=blanche&cle=123&pourquoi=x").await;
            assert_eq!(refus.statut, 400, "{}", site.nom);
            assert!(refus.corps.contains("SIREN (9 chiffres)"), "{}", site.nom);
            let champs =
                [("genre", "blanche"), ("cle", "91000003300019"), ("pourquoi", "CFA de la maison")];
            let corps = adresse("", &champs)[1..].to_owned();
            assert_eq!(envoyer(site, LISTES, &admin, &corps).await.statut, 303, "{}", site.nom);
            let page = lire(site, LISTES, &admin).await;
            assert!(page.corps.contains("CFA de la maison"), "{}", site.nom);
            let retrait = "inscrite=blanche%3A910000033";
            let ou = format!("{LISTES}/retirer");
            assert_eq!(envoyer(site, &ou, &admin, retrait).await.statut, 303, "{}", site.nom);
            assert_eq!(envoyer(site, &ou, &admin, retrait).await.statut, 400, "{}", site.nom);
            let page = lire(site, LISTES, &admin).await;
            assert!(!page.corps.contains("CFA de la maison"), "{}", site.nom);
            let opco = site.cookie(Role::Opco).await;
            assert_eq!(lire(site, LISTES, &opco).await.statut, 403, "{}", site.nom);
        }
    });
}

#[test]
fn the_copy_of_a_partner_leaves_when_the_employer_publishes() {
    jouer(async {
        for site in sites().await {
            let titre = "Tourier de nuit en boulangerie";
            let lieu = json!("12 rue de Nantes 35000 Rennes");
            let autres =
                [("/offer/title", json!(titre)), ("/workplace/location/address", lieu.clone())];
            let copie =
                publier_par_api(site, &offre_de_partenaire("copie-1", BOULANGERIE, &autres)).await;
            let ailleurs = [
                ("/offer/title", json!(titre)),
                ("/workplace/location/address", json!("3 rue du Port 35400 Saint-Malo")),
            ];
            let autre =
                publier_par_api(site, &offre_de_partenaire("copie-2", BOULANGERIE, &ailleurs))
                    .await;
            assert_eq!(etat_de(site, &copie).await, "publiee", "{}", site.nom);
            let cookie = site.cookie(Role::Employeur).await;
            let sienne = poster_une_offre(site, &cookie, &[("titre", titre)]).await;
            porte::suivre(&site.etat).await.unwrap();
            assert_eq!(etat_de(site, &sienne).await, "publiee", "{}", site.nom);
            assert_eq!(etat_de(site, &copie).await, "refusee", "{}", site.nom);
            assert_eq!(etat_de(site, &autre).await, "publiee", "{}: another town", site.nom);
            // And the copy that comes after.
            let corps = offre_de_partenaire("copie-3", BOULANGERIE, &autres);
            let apres = publier_par_api(site, &corps).await;
            assert_eq!(etat_de(site, &apres).await, "refusee", "{}", site.nom);
        }
    });
}

const BOULANGERIE: &str = "90000000100009";

/// The appellation of the form with its code, as the ROME holds it; the demonstration has no ROME.
async fn connaitre_l_appellation(site: &Site) {
    let sql = "INSERT INTO rome_appellations (version, ogr, libelle, libelle_court, rome, principale, peu_usite)
               SELECT MIN(id), 11573, 'Boulanger / Boulangère', 'Boulanger / Boulangère', 'D1102', 1, 0
               FROM versions WHERE statut = 'courante'";
    let mut tx = site.etat.db.write().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn france_travail_takes_the_offers_of_employers() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let titre = [("titre", "Pétrisseur de brioches")];
            let id = poster_une_offre(site, &cookie, &titre).await;
            connaitre_l_appellation(site).await;
            let mut flux = Vec::new();
            let (db, maintenant) = (site.etat.db.read(), site.etat.horloge.maintenant());
            let adresse = "https://compagnon.exemple";
            let nombre =
                porte::flux_france_travail(db, adresse, maintenant, &mut flux).await.unwrap();
            let texte = String::from_utf8(flux).unwrap();
            assert_eq!(texte.lines().count() as i64, nombre + 1, "{}", site.nom);
            let mut lignes =
                csv::ReaderBuilder::new().delimiter(b'|').from_reader(texte.as_bytes());
            let titres = lignes.headers().unwrap().clone();
            let colonne = |nom: &str| titres.iter().position(|t| t == nom).unwrap();
            let toutes: Vec<_> = lignes.records().map(Result::unwrap).collect();
            let voulue = format!("E2-{id}");
            let une = toutes.iter().find(|l| l.get(0) == Some(voulue.as_str())).unwrap();
            for (nom, attendu) in [
                ("Code_rome", "D1102"),
                ("Libelle_metier_OGR", "Boulanger / Boulangère"),
                ("Code_OGR", "11573"),
                ("Qua_cle", "6"),
                ("COM_cle", "35238"),
                ("Off_adr_nom_voie", "12 rue de Nantes"),
                ("Off_client_final_siret", BOULANGERIE),
                ("Mail_correspondant", ""),
                ("Par_URL_offre", &format!("https://compagnon.exemple/offre/{id}")),
            ] {
                assert_eq!(une.get(colonne(nom)), Some(attendu), "{} {nom}", site.nom);
            }
            assert!(!texte.contains("recrutement@lices"), "{}: no mailbox leaves", site.nom);
        }
    });
}

//! What a company likely to hire chose holds when the next list names it again.

use base::sqlx;
use donnees::demo::{Demo, Echelle, Graine};
use importer::{Fichier, Issue, auto, importer};
use noyau::identifiants::Siret;
use offres::porte::{self, Adresse, Objet};

use crate::demande;
use crate::site::{Site, horloge, jouer, options, sites};

/// Imports the company file of the demonstration again, as the next week's list.
async fn reimporter(site: &Site) {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("etablissements.csv");
    let demo = Demo::new(&Echelle::Petit, Graine(2026), horloge().aujourd_hui().naive());
    std::fs::write(&chemin, demo.etablissements().collect::<Vec<_>>().join("\n")).unwrap();
    let fichier = Fichier::nouveau(chemin);
    let importeurs = compagnon::assembly::importeurs(&site.services);
    let importeur = auto::trouver(&fichier, &importeurs).unwrap();
    let options = importer::Options { forcer: true, ..options(dossier.path()) };
    let course = importer(&site.etat.db, &horloge(), importeur, &fichier, &options).await.unwrap();
    assert!(matches!(course.issue, Issue::Stocke { .. }), "{}: {:?}", site.nom, course.issue);
    site.indexer().await;
}

async fn version(site: &Site) -> i64 {
    let sql =
        "SELECT id FROM versions WHERE jeu = 'recruteurs/etablissements' AND statut = 'courante'";
    sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

/// A company whose mailbox is known, that no other test touches: SIRET, mailbox.
async fn une_entreprise(site: &Site, rang: i64) -> (Siret, String) {
    let sql =
        "SELECT c.siret, c.courriel FROM offres_contacts c JOIN versions v ON v.id = c.version
               WHERE v.statut = 'courante' ORDER BY c.siret LIMIT 1 OFFSET $1";
    let (siret, boite): (String, String) =
        sqlx::query_as(sql).bind(rang).fetch_one(site.etat.db.read().pool()).await.unwrap();
    (siret.parse().unwrap(), boite)
}

async fn demander(site: &Site, siret: &Siret, demande: &str) {
    let maintenant = site.etat.horloge.maintenant();
    let mut tx = site.etat.db.write().await.unwrap();
    let lien = porte::lien_de_l_entreprise(&mut tx, siret, maintenant).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(site.poster(&lien, demande).await.statut, 200, "{} {demande}", site.nom);
}

async fn boite(site: &Site, siret: &Siret) -> Option<String> {
    let (objet, maintenant) = (Objet::Recruteur(*siret), site.etat.horloge.maintenant());
    match porte::destinataire(site.etat.db.read(), &objet, maintenant).await.unwrap() {
        Some(Adresse::Ouverte(d)) => Some(d.courriel),
        _ => None,
    }
}

#[test]
fn objections_stops_and_corrections_outlive_the_next_list() {
    jouer(async {
        for site in sites().await {
            let (arretee, _) = une_entreprise(site, 21).await;
            let (opposee, boite_opposee) = une_entreprise(site, 23).await;
            let (corrigee, ancienne) = une_entreprise(site, 25).await;
            demander(site, &arretee, "demande=arreter&raison=moyens").await;
            demander(site, &opposee, "demande=opposer&raison=autre").await;
            let neuve = "jeunes%40exemple.fr";
            demander(site, &corrigee, &format!("demande=corriger&courriel={neuve}")).await;
            let avant = version(site).await;
            reimporter(site).await;
            assert!(version(site).await > avant, "{}: another list is in force", site.nom);
            for (siret, pourquoi) in [(&arretee, "stopped"), (&opposee, "objected")] {
                let fiche = format!("/entreprise/{siret}");
                assert_eq!(site.lire(&fiche).await.statut, 404, "{} {pourquoi}", site.nom);
                assert_eq!(boite(site, siret).await, None, "{} {pourquoi}", site.nom);
                let liste =
                    site.lire(&demande::adresse("/recherche", &[("q", siret.as_str())])).await;
                assert!(!liste.corps.contains(&fiche), "{} {pourquoi}", site.nom);
            }
            assert_eq!(boite(site, &corrigee).await.as_deref(), Some("jeunes@exemple.fr"));
            assert_ne!(boite(site, &corrigee).await, Some(ancienne), "{}", site.nom);
            // The objection holds for the mailbox, whatever company gives it later.
            let sql = "SELECT COUNT(*) FROM offres_oppositions WHERE empreinte = $1";
            let gardee: i64 = sqlx::query_scalar(sql)
                .bind(coffre::empreinte(&boite_opposee))
                .fetch_one(site.etat.db.read().pool())
                .await
                .unwrap();
            assert_eq!(gardee, 1, "{}", site.nom);
            demander(site, &arretee, "demande=paraitre").await;
            let fiche = site.lire(&format!("/entreprise/{arretee}")).await;
            assert_eq!(fiche.statut, 200, "{}: and it may come back", site.nom);
        }
    });
}

#[test]
fn the_sheet_of_a_company_says_why_it_is_there() {
    jouer(async {
        for site in sites().await {
            // Without a mailbox: the other tests never take such a company out of sight.
            let sql = "SELECT p.siret FROM offres_previsions p JOIN versions v ON v.id = p.version
                       WHERE v.statut = 'courante' AND NOT EXISTS
                           (SELECT 1 FROM offres_contacts c WHERE c.siret = p.siret)
                       ORDER BY p.siret LIMIT 1";
            let siret: String =
                sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.unwrap();
            let fiche = site.lire(&format!("/entreprise/{siret}")).await;
            assert_eq!(fiche.statut, 200, "{} {siret}", site.nom);
            for dit in
                ["Pourquoi cette entreprise", "un calcul, pas une promesse", "douze derniers mois"]
            {
                assert!(fiche.corps.contains(dit), "{}: {dit}", site.nom);
            }
        }
    });
}

//! What applications ask of the offers, on every engine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

use std::path::Path;

use base::essai::{Base, bases};
use importer::{Fichier, Options, auto};
use noyau::dates::Instant;
use noyau::horloge::Horloge;
use noyau::identifiants::Siret;
use offres::porte::{self, Adresse, Objet};

fn maintenant() -> Instant {
    "2026-11-24T10:00:00+01:00".parse().unwrap()
}

async fn toutes() -> Vec<Base> {
    bases(&[offres::service().migrations.unwrap()]).await
}

async fn importer(base: &Base, nom: &str) {
    let chemin = Path::new(env!("CARGO_MANIFEST_DIR")).join("exemples").join(nom);
    let fichier = Fichier::nouveau(chemin);
    let importeurs = offres::service().importeurs;
    let importeur = auto::trouver(&fichier, &importeurs).unwrap();
    let options =
        Options { a_blanc: false, forcer: false, rapports: base.dossier.clone(), bavard: false };
    let horloge = Horloge::figee(maintenant());
    importer::importer(&base.db, &horloge, importeur, &fichier, &options).await.unwrap();
}

async fn adresse(base: &Base, objet: &Objet) -> Option<Adresse> {
    porte::destinataire(base.db.read(), objet, maintenant()).await.unwrap()
}

#[tokio::test]
async fn a_company_is_written_to_until_its_mailbox_is_lost() {
    for base in toutes().await {
        importer(&base, "etablissements.csv").await;
        let siret: Siret = "00000001800010".parse().unwrap();
        let objet = Objet::Recruteur(siret);
        let Some(Adresse::Ouverte(d)) = adresse(&base, &objet).await else {
            panic!("{}: the bakery has a mailbox", base.nom)
        };
        assert_eq!((d.courriel.as_str(), d.recues), ("a@exemple.invalid", 0), "{}", base.nom);
        assert_eq!(d.source, "fichier France Travail reçu le 24 novembre 2026", "{}", base.nom);
        let fiche = porte::recruteur(base.db.read(), &siret).await.unwrap().unwrap();
        assert_eq!(fiche.candidature.destinataire, Some(objet.code()), "{}", base.nom);

        let mut tx = base.db.write().await.unwrap();
        porte::compter_candidature(&mut tx, &objet, maintenant()).await.unwrap();
        porte::compter_candidature(&mut tx, &objet, maintenant()).await.unwrap();
        tx.commit().await.unwrap();
        let Some(Adresse::Ouverte(d)) = adresse(&base, &objet).await else { panic!() };
        assert_eq!(d.recues, 2, "{}", base.nom);

        let mut tx = base.db.write().await.unwrap();
        porte::contact_perdu(&mut tx, &objet, maintenant()).await.unwrap();
        porte::contact_perdu(&mut tx, &objet, maintenant()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(adresse(&base, &objet).await, Some(Adresse::SansContact), "{}", base.nom);
        let fiche = porte::recruteur(base.db.read(), &siret).await.unwrap().unwrap();
        assert_eq!(fiche.candidature.destinataire, None, "{}", base.nom);
    }
}

#[tokio::test]
async fn what_has_no_mailbox_says_so() {
    for base in toutes().await {
        importer(&base, "etablissements.csv").await;
        importer(&base, "offres.ndjson").await;
        let garage = Objet::Recruteur("12345678200010".parse().unwrap());
        assert_eq!(adresse(&base, &garage).await, Some(Adresse::SansContact), "{}", base.nom);
        let inconnue = Objet::Recruteur("90000000100009".parse().unwrap());
        assert_eq!(adresse(&base, &inconnue).await, None, "{}", base.nom);
        let importee = Objet::Offre("aaaaaaaaaaaaaaaaaaaaaaa1".to_owned());
        assert_eq!(adresse(&base, &importee).await, Some(Adresse::SansContact), "{}", base.nom);
        assert_eq!(adresse(&base, &Objet::Offre("rien".to_owned())).await, None, "{}", base.nom);
    }
}

#[test]
fn public_identifiers_read_back() {
    let objets =
        [Objet::Offre("01ABC".to_owned()), Objet::Recruteur("90000000100009".parse().unwrap())];
    for objet in objets {
        assert_eq!(Objet::lire(&objet.code()), Some(objet));
    }
    for code in ["", "partners_", "recruiters_", "recruiters_123", "autre_1"] {
        assert_eq!(Objet::lire(code), None, "{code}");
    }
}

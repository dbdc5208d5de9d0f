//! Keys on both databases: made, used, expired, revoked.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use base::Migrations;
use noyau::dates::{DateCivile, Instant};
use noyau::horloge::Horloge;
use partenaires::porte::{self, Etat};
use web::{Erreur, LeGuichet, Partenaire, Pieces, Portee, Reglages};

fn instant(texte: &str) -> Instant {
    texte.parse().unwrap()
}

async fn identifier(db: &base::Db, maintenant: Instant, cle: &str) -> Result<Partenaire, Erreur> {
    let reglages = Reglages::d_essai();
    let etat = web::Etat::nouveau(db.clone(), Horloge::figee(maintenant), reglages);
    let mut pieces = Pieces::default();
    partenaires::service().preparations[0](&etat, &mut pieces).await.unwrap();
    let guichet = etat.avec(pieces).piece::<LeGuichet>().unwrap();
    guichet.identifier(cle).await
}

#[tokio::test]
async fn a_key_lives_from_its_making_to_its_end() {
    let migrations: Migrations = partenaires::service().migrations.unwrap();
    for base in base::essai::bases(&[migrations]).await {
        let db = &base.db;
        let midi = instant("2026-11-24T11:00:00Z");
        let expire: DateCivile = "2026-12-31".parse().unwrap();
        let cle = porte::creer(db, "Portail", &[Portee::Offres], expire, midi).await.unwrap();

        let partenaire = identifier(db, midi, &cle).await.unwrap();
        assert_eq!(partenaire.nom, "Portail");
        assert_eq!(partenaire.portees, [Portee::Lecture, Portee::Offres]);

        let refus = async |quand, cle: &str| identifier(db, quand, cle).await.unwrap_err().code;
        assert_eq!(refus(midi, "cpg_abc").await, "cle.illisible");
        let mut autre = cle.clone();
        autre.replace_range(cle.len() - 1.., if cle.ends_with('0') { "1" } else { "0" });
        assert_eq!(
            refus(midi, &autre).await,
            "cle.inconnue",
            "the secret counts to its last letter"
        );
        assert_eq!(refus(instant("2027-01-01T00:00:00Z"), &cle).await, "cle.expiree");

        assert!(porte::revoquer(db, &partenaire.cle, midi).await.unwrap());
        assert!(!porte::revoquer(db, &partenaire.cle, midi).await.unwrap(), "it is over already");
        assert_eq!(refus(midi, &cle).await, "cle.revoquee");

        let connues = porte::lister(db.read(), midi).await.unwrap();
        assert_eq!(connues.len(), 1);
        assert_eq!(connues[0].etat, Etat::Revoquee);
        assert!(cle.ends_with(&connues[0].fin));
        let dit = format!("{connues:?}");
        assert!(!dit.contains(&cle[17..]), "the secret is nowhere");
    }
}

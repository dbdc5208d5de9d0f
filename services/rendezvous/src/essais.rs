//! The service on each database of the machine: requests, openings, time. Deliveries of the catalogue
//! are in `essais`.

mod campagnes;
mod demandes;
mod temps;

use base::essai::{Base, bases};
use noyau::dates::Instant;
use noyau::horloge::Horloge;
use web::{Etat, Reglages};

use crate::actes::Saisie;
use crate::depot::canaux;
use crate::depot::formations::{self, Cle, Formation, Nouvelle};
use crate::depot::gestionnaires::{self, Gestionnaire};
use crate::regles::motif;
use crate::regles::ouverture::{Dates, JOUR_MS};
use crate::regles::portail::Canal;

/// A Tuesday morning.
pub const MARDI: &str = "2026-11-24T09:00:00Z";

pub const SIRET: &str = "90000000100009";

pub struct Essai {
    pub etat: Etat,
    pub nom: &'static str,
    _base: Base,
}

/// One program per database, on this day.
pub async fn essais(jour: &str) -> Vec<Essai> {
    let mut migrations = vec![taches::MIGRATIONS, conformite::MIGRATIONS, courrier::MIGRATIONS];
    migrations.extend(crate::service().migrations);
    let mut essais = Vec::new();
    for base in bases(&migrations).await {
        let horloge = Horloge::figee(jour.parse().unwrap());
        let etat = Etat::nouveau(base.db.clone(), horloge, Reglages::d_essai());
        essais.push(Essai { etat, nom: base.nom, _base: base });
    }
    essais
}

impl Essai {
    pub fn maintenant(&self) -> i64 {
        self.etat.horloge.maintenant().ms()
    }

    pub fn avancer(&self, jours: i64) {
        let duree = std::time::Duration::from_millis((jours * JOUR_MS) as u64);
        self.etat.horloge.avancer(duree);
    }

    /// A training of the example centre, with this mailbox.
    pub async fn formation(&self, id: &str, courriel: &str) -> Formation {
        let formation = Formation {
            id: id.to_owned(),
            cle_me: Some(id.to_owned()),
            titre: format!("CAP Boulanger {id}"),
            cfd: "50022137".to_owned(),
            gestionnaire: SIRET.to_owned(),
            gestionnaire_nom: "CFA des Marronniers".to_owned(),
            formateur: SIRET.to_owned(),
            formateur_nom: "CFA des Marronniers".to_owned(),
            lieu_localite: "Rennes".to_owned(),
            parcoursup: 1,
            affelnet: 1,
            courriel: Some(courriel.to_owned()),
            provenance: "formation".to_owned(),
            ..Formation::default()
        };
        let nouvelle = Nouvelle {
            titre_plie: "cap boulanger rennes".to_owned(),
            formation: formation.clone(),
        };
        let g = Gestionnaire {
            siret: SIRET.to_owned(),
            nom: "CFA des Marronniers".to_owned(),
            courriel: Some("direction@cfa.exemple.fr".to_owned()),
            formations: 2,
            parcoursup: 2,
            affelnet: 0,
        };
        let mut tx = self.etat.db.write().await.unwrap();
        formations::ecrire(&mut tx, &[nouvelle], 1).await.unwrap();
        gestionnaires::ecrire(&mut tx, &[g], 1).await.unwrap();
        tx.commit().await.unwrap();
        formation
    }

    /// The same, open to our own sites.
    pub async fn ouverte(&self, id: &str, courriel: &str) -> Formation {
        let formation = self.formation(id, courriel).await;
        let dates = Dates { ouvert_le: Some(1), ..Dates::default() };
        let mut tx = self.etat.db.write().await.unwrap();
        canaux::ecrire(&mut tx, SIRET, (Canal::Libre, 0), &dates).await.unwrap();
        tx.commit().await.unwrap();
        formation
    }

    pub async fn relire(&self, id: &str) -> Formation {
        formations::trouver(self.etat.db.read(), Cle::Formation(id)).await.unwrap().unwrap()
    }

    /// The mails of a model queued for this address, newest first.
    pub async fn courriels(&self, a: &str, modele: &str) -> Vec<courrier::essai::Depose> {
        let tous = courrier::essai::deposes(self.etat.db.read(), a).await;
        tous.into_iter().filter(|c| c.modele == modele).collect()
    }

    /// The provider says that this address no longer exists.
    pub async fn tuer(&self, courriel: &str) {
        let retour = courrier::porte::Retour {
            cle: format!("{courriel}{}", self.maintenant()),
            genre: courrier::porte::Genre::RebondDefinitif,
            adresse: courrier::Adresse::lire(courriel).unwrap(),
            motif: "550 5.1.1".to_owned(),
        };
        let mut tx = self.etat.db.write().await.unwrap();
        courrier::porte::apprendre(&mut tx, &retour, self.maintenant()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

pub fn saisie(courriel: &str) -> Saisie {
    Saisie {
        parent: false,
        prenom: "Inès".to_owned(),
        nom: "Le Goff".to_owned(),
        courriel: courriel.parse().unwrap(),
        telephone: "01 99 00 12 34".parse().unwrap(),
        motifs: motif::du_texte("place,frais"),
        message: String::new(),
    }
}

pub fn instant(texte: &str) -> i64 {
    texte.parse::<Instant>().unwrap().ms()
}

//! From the services' rows to what the search shows: the only room that knows both.

mod emplois;
mod formations;

use std::path::Path;
use std::sync::Arc;

use annuaire::porte::Organismes;
use base::Lecture;
use catalogue::porte::Reperes;
use moteur::Document;
use noyau::dates::Instant;
use noyau::identifiants::Rome;
use referentiels::porte::{Certifications, Communes, Metiers};
use tokio::sync::mpsc::Sender;

use crate::alimentation::Message;
use crate::hit::Hit;
use crate::plan::{FORMATION, OFFRE};
use crate::regles::{Lieux, Ville};
use crate::tables::{Mobilite, Tables, officiel};

pub use emplois::{duree_en_mois, ville};
pub use formations::{adresse as adresse_de_formation, ville as ville_de_formation};

/// Names of the trades.
#[derive(Clone, Debug, Default)]
pub struct Noms(Arc<Metiers>);

impl Noms {
    /// Reads the vocabulary.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Self> {
        Ok(Noms(Metiers::charger(db).await?))
    }

    /// Every trade.
    pub fn table(&self) -> &Metiers {
        &self.0
    }

    /// Labels of these trades, in their order; unknown codes are left out.
    pub fn metiers(&self, codes: &[Rome]) -> Vec<String> {
        codes.iter().filter_map(|code| self.0.libelle(code)).map(str::to_owned).collect()
    }
}

/// What is needed to turn rows into results and to write sheets. Cheap to share.
#[derive(Debug, Default)]
pub struct Sources {
    noms: Noms,
    communes: Arc<Communes>,
    reperes: Reperes,
    certifications: Arc<Certifications>,
    organismes: Arc<Organismes>,
}

impl Sources {
    /// Reads the vocabularies.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Self> {
        let communes = Communes::charger(db).await?;
        let certifications = Certifications::charger(db).await?;
        Ok(Sources {
            noms: Noms::charger(db).await?,
            reperes: Reperes::nouveaux(Arc::clone(&communes), Arc::clone(&certifications)),
            certifications,
            communes,
            organismes: Organismes::charger(db).await?,
        })
    }

    /// Names of the trades.
    pub fn noms(&self) -> &Noms {
        &self.noms
    }

    /// Certifications and their trades.
    pub fn certifications(&self) -> &Certifications {
        &self.certifications
    }

    /// What completes a training.
    pub fn reperes(&self) -> &Reperes {
        &self.reperes
    }

    /// Sends every document of a genre, neighbours together.
    pub async fn envoyer(
        &self,
        db: &Lecture,
        maintenant: Instant,
        genre: &str,
        envoi: &Sender<Message>,
    ) -> anyhow::Result<()> {
        match genre {
            FORMATION => self.envoyer_formations(db, maintenant, envoi).await,
            OFFRE => self.envoyer_offres(db, maintenant, envoi).await,
            _ => self.envoyer_recruteurs(db, envoi).await,
        }
    }

    /// What the index holds of an offer.
    pub fn document_d_offre(&self, offre: offres::porte::Offre) -> anyhow::Result<Document> {
        emplois::offre(offre, &self.noms).document()
    }

    /// What the index holds of a company likely to hire.
    pub fn document_de_recruteur(
        &self,
        recruteur: offres::porte::Recruteur,
    ) -> anyhow::Result<Document> {
        emplois::recruteur(recruteur, &self.noms).document()
    }

    async fn envoyer_offres(
        &self,
        db: &Lecture,
        maintenant: Instant,
        envoi: &Sender<Message>,
    ) -> anyhow::Result<()> {
        let mut offres = offres::porte::Offres::ouvrir(db, maintenant).await?;
        while let Some(page) = offres.suivantes(db).await? {
            for offre in page {
                poster(envoi, emplois::offre(offre, &self.noms)).await?;
            }
        }
        Ok(())
    }

    async fn envoyer_recruteurs(
        &self,
        db: &Lecture,
        envoi: &Sender<Message>,
    ) -> anyhow::Result<()> {
        let mut recruteurs = offres::porte::Recruteurs::ouvrir(db).await?;
        while let Some(page) = recruteurs.suivants(db).await? {
            for recruteur in page {
                poster(envoi, emplois::recruteur(recruteur, &self.noms)).await?;
            }
        }
        Ok(())
    }

    /// Places and suggestions, from the vocabularies and from what was indexed.
    pub fn tables(&self, dossier: &Path) -> anyhow::Result<Tables> {
        let metiers = &self.noms.0;
        let mut mobilite = Mobilite::default();
        let mut officiels = Vec::new();
        for metier in metiers.tous() {
            let code = metier.code.as_str();
            mobilite.nommer(&metier.libelle, code);
            officiels.push(officiel(&metier.libelle, "metier"));
            for appellation in &metier.appellations {
                mobilite.nommer(appellation, code);
                officiels.push(officiel(appellation, "metier"));
            }
            let voisins = metiers.proches(&metier.code);
            mobilite.rapprocher(code, voisins.map(str::to_owned).collect());
        }
        std::fs::create_dir_all(dossier)?;
        Tables::nouvelles(lieux(&self.communes), mobilite, officiels, dossier)
    }
}

async fn poster(envoi: &Sender<Message>, hit: Hit) -> anyhow::Result<()> {
    let message = Message::Hit(Box::new(hit));
    envoi.send(message).await.map_err(|_| anyhow::anyhow!("l'index n'accepte plus de documents"))
}

fn lieux(communes: &Communes) -> Lieux {
    let villes = communes.toutes().filter_map(|c| {
        Some(Ville {
            code: c.code.to_string(),
            nom: c.nom.clone(),
            codes_postaux: c.codes_postaux.iter().map(|cp| cp.to_string()).collect(),
            departement: c.departement.clone(),
            population: c.population,
            point: c.centre?,
        })
    });
    Lieux::nouveaux(villes.collect())
}

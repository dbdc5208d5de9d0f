//! Every organisation in memory, for lists, counts and exports; read again when something changed.

use std::collections::HashMap;
use std::sync::Arc;

use base::{ErreurBase, Lecture};
use noyau::identifiants::Siret;
use tokio::sync::RwLock;
use web::{Erreur, Etat};

use super::organisme::{Organisme, organismes};
use crate::depot;

/// The organisations, in the order of SIRET.
#[derive(Debug, Default)]
pub struct Registre {
    /// The organisations.
    pub organismes: Vec<Organisme>,
    rangs: HashMap<Siret, usize>,
}

impl Registre {
    /// Reads them all.
    pub async fn charger(db: &Lecture) -> Result<Self, ErreurBase> {
        let organismes = organismes(db).await?;
        let rangs = organismes.iter().enumerate().map(|(rang, o)| (o.siret, rang)).collect();
        Ok(Registre { organismes, rangs })
    }

    /// The organisation of this SIRET.
    pub fn get(&self, siret: &Siret) -> Option<&Organisme> {
        self.organismes.get(*self.rangs.get(siret)?)
    }
}

/// The register of this node. Whoever asks for it gets one as fresh as the database: what changed
/// is looked up first (one indexed read), and the register read again if need be.
#[derive(Debug)]
pub struct Registres(RwLock<((i64, i64), Arc<Registre>)>);

impl Registres {
    /// Reads the first one.
    pub async fn ouvrir(db: &Lecture) -> Result<Self, ErreurBase> {
        let marque = depot::marque(db).await?;
        Ok(Registres(RwLock::new((marque, Arc::new(Registre::charger(db).await?)))))
    }

    /// The register of the moment; an error when the service is switched off.
    pub async fn de(etat: &Etat) -> Result<Arc<Registre>, Erreur> {
        let piece = etat.piece::<Registres>();
        let piece = piece.ok_or_else(|| Erreur::indisponible("L’annuaire n’est pas prêt."))?;
        let db = etat.db.read();
        let marque = depot::marque(db).await?;
        {
            let garde = piece.0.read().await;
            if garde.0 == marque {
                return Ok(garde.1.clone());
            }
        }
        let mut garde = piece.0.write().await;
        if garde.0 != marque {
            *garde = (marque, Arc::new(Registre::charger(db).await?));
        }
        Ok(garde.1.clone())
    }
}

//! Checking a key at each call.

use std::collections::HashMap;
use std::sync::Mutex;

use async_trait::async_trait;
use base::Db;
use noyau::horloge::Horloge;
use web::{Erreur, Guichet, Partenaire};

use crate::depot::{self, LigneCle};
use crate::regles::{Cle, EtatDeCle, etat, lire_portees};

/// The last use of a key is noted at most this often (ms).
const PAS_MS: i64 = 60_000;

/// The keys, and when this node last noted the use of each.
pub struct Cles {
    db: Db,
    horloge: Horloge,
    notees: Mutex<HashMap<String, i64>>,
}

impl Cles {
    /// The keys of this database.
    pub fn nouveau(db: Db, horloge: Horloge) -> Self {
        Cles { db, horloge, notees: Mutex::default() }
    }

    /// Whether the use of this key should be written now.
    fn a_noter(&self, id: &str, maintenant: i64) -> bool {
        let Ok(mut notees) = self.notees.lock() else { return false };
        let recente = notees.get(id).is_some_and(|le| maintenant - le < PAS_MS);
        if !recente {
            notees.insert(id.to_owned(), maintenant);
        }
        !recente
    }

    /// A note that cannot be written is not a reason to refuse the call.
    fn noter(&self, id: String, maintenant: i64) {
        let db = self.db.clone();
        tokio::spawn(async move {
            let note = async {
                let mut tx = db.write().await?;
                depot::voir(&mut tx, &id, maintenant).await?;
                anyhow::Ok(tx.commit().await?)
            };
            if let Err(cause) = note.await {
                tracing::warn!(?cause, "the use of a key was not noted");
            }
        });
    }
}

#[async_trait]
impl Guichet for Cles {
    async fn identifier(&self, cle: &str) -> Result<Partenaire, Erreur> {
        let maintenant = self.horloge.maintenant().ms();
        let cle = Cle::lire(cle).ok_or_else(illisible)?;
        let ligne = depot::trouver(self.db.read(), &cle.id).await?;
        let ligne = ligne.filter(|l| l.empreinte == cle.empreinte()).ok_or_else(inconnue)?;
        encore_bonne(&ligne, maintenant)?;
        if self.a_noter(&ligne.id, maintenant) {
            self.noter(ligne.id.clone(), maintenant);
        }
        Ok(Partenaire {
            portees: lire_portees(&ligne.portees),
            cle: ligne.id,
            nom: ligne.nom,
            organisme: Some(ligne.organisme).filter(|o| !o.is_empty()),
        })
    }
}

fn encore_bonne(ligne: &LigneCle, maintenant: i64) -> Result<(), Erreur> {
    match etat(ligne.expire_le, ligne.revoquee_le, maintenant) {
        EtatDeCle::Valide => Ok(()),
        EtatDeCle::Expiree => {
            let message = "Cette clé d’API a expiré : demandez-en une nouvelle.";
            Err(Erreur::non_identifie("cle.expiree", message))
        }
        EtatDeCle::Revoquee => {
            Err(Erreur::non_identifie("cle.revoquee", "Cette clé d’API a été révoquée."))
        }
    }
}

fn illisible() -> Erreur {
    let message = "Cette clé d’API n’est pas lisible : vérifiez qu’elle a été copiée en entier.";
    Erreur::non_identifie("cle.illisible", message)
}

fn inconnue() -> Erreur {
    Erreur::non_identifie("cle.inconnue", "Cette clé d’API n’existe pas.")
}

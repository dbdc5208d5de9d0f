//! Who holds a session: what the guard of every route asks.

use std::collections::HashMap;
use std::sync::Mutex;

use async_trait::async_trait;
use base::Db;
use noyau::horloge::Horloge;
use web::acces::{GenreDeRessort, Habilitation, Observation};
use web::{Acteur, Concierge, Erreur, Ressort, Role};

use crate::depot::habilitations::{self, EnVigueur};
use crate::depot::personnes::{self, Personne};
use crate::depot::sessions::{self, Session};
use crate::regles::etat::Etat;
use crate::regles::jeton::{PAS_MS, ouverte};

/// The sessions of this database.
pub struct Sessions {
    db: Db,
    horloge: Horloge,
    notees: Mutex<HashMap<String, i64>>,
}

impl Sessions {
    /// The sessions of this database, by this clock.
    pub fn nouveau(db: Db, horloge: Horloge) -> Self {
        Sessions { db, horloge, notees: Mutex::default() }
    }

    /// Notes the use of a session, once a minute; a note that cannot be written is no reason to
    /// refuse the page.
    fn noter(&self, session: &Session, maintenant: i64) {
        if maintenant - session.vue_le < PAS_MS || !self.a_noter(&session.id, maintenant) {
            return;
        }
        let (db, id, personne) = (self.db.clone(), session.id.clone(), session.personne.clone());
        tokio::spawn(async move {
            let note = async {
                let mut tx = db.write().await?;
                sessions::voir(&mut tx, &id, maintenant).await?;
                personnes::voir(&mut tx, &personne, maintenant).await?;
                anyhow::Ok(tx.commit().await?)
            };
            if let Err(cause) = note.await {
                tracing::warn!(?cause, "the use of a session was not noted");
            }
        });
    }

    /// One note at a time for a session; what is no longer useful is forgotten.
    fn a_noter(&self, id: &str, maintenant: i64) -> bool {
        let Ok(mut notees) = self.notees.lock() else { return false };
        notees.retain(|_, le| maintenant - *le < PAS_MS);
        notees.insert(id.to_owned(), maintenant).is_none()
    }

    async fn acteur(&self, session: &Session, maintenant: i64) -> Result<Option<Acteur>, Erreur> {
        let Some(titulaire) = self.active(&session.personne).await? else { return Ok(None) };
        let a_doubler = titulaire.a_un_second_facteur() && session.double_le.is_none();
        let observe = session.observe.as_deref().zip(session.observe_fin);
        let observe = observe.filter(|(_, fin)| *fin > maintenant && !a_doubler);
        let (personne, observation) = match observe {
            None => (titulaire, None),
            Some((autre, fin)) => {
                let Some(autre) = self.active(autre).await? else { return Ok(None) };
                (autre, Some(Observation { par: titulaire.id, fin }))
            }
        };
        let lues = habilitations::en_vigueur(self.db.read(), &personne.id, maintenant).await?;
        Ok(Some(Acteur {
            nom: personne.nom_complet(),
            courriel: personne.courriel,
            session: session.id.clone(),
            double: session.double_le.is_some(),
            a_doubler,
            habilitations: lues.into_iter().filter_map(habilitation).collect(),
            personne: personne.id,
            observation,
        }))
    }

    async fn active(&self, id: &str) -> Result<Option<Personne>, Erreur> {
        let personne = personnes::par_id(self.db.read(), id).await?;
        Ok(personne.filter(|p| p.etat == Etat::Active.code()))
    }
}

/// A row as the guard reads it; a role or a ressort that no longer exists gives nothing.
fn habilitation(ligne: EnVigueur) -> Option<Habilitation> {
    let genre = GenreDeRessort::lire(&ligne.ressort_genre)?;
    Some(Habilitation {
        id: ligne.id,
        role: Role::lire(&ligne.role)?,
        ressort: Ressort::lire(genre, &ligne.ressort_code)?,
        organisme: ligne.nom,
        gestionnaire: ligne.gestionnaire == 1,
    })
}

#[async_trait]
impl Concierge for Sessions {
    async fn reconnaitre(&self, secret: &str) -> Result<Option<Acteur>, Erreur> {
        let maintenant = self.horloge.maintenant().ms();
        let empreinte = coffre::empreinte(secret);
        let Some(session) = sessions::par_empreinte(self.db.read(), &empreinte).await? else {
            return Ok(None);
        };
        if !ouverte(session.vue_le, session.expire_le, session.fermee_le, maintenant) {
            return Ok(None);
        }
        let acteur = self.acteur(&session, maintenant).await?;
        if acteur.is_some() {
            self.noter(&session, maintenant);
        }
        Ok(acteur)
    }
}

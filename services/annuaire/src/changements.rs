//! The journal of changes that partners follow: what each new state of the directory changed.

use std::collections::HashMap;
use std::time::Duration;

use base::{Db, evenements};
use noyau::dates::Instant;
use web::Etat;

use crate::api::decrire;
use crate::depot;
use crate::depot::changements::{LigneChangement, empreintes, noter};
use crate::porte::{Organisme, Registre};
use crate::regles::changement::{self, Empreintes};

/// Consumer of the outbox: its row is also what keeps two nodes from comparing at once.
const CONSOMMATEUR: &str = "annuaire.changements";

/// How often a node looks whether something changed.
const RYTHME: Duration = Duration::from_secs(2);

/// Keeps the journal up to date as long as the program runs.
pub async fn suivre(etat: Etat) {
    let mut vue = None;
    loop {
        match depot::marque(etat.db.read()).await {
            Ok(marque) if vue == Some(marque) => {}
            Ok(marque) => match comparer(&etat.db, etat.horloge.maintenant()).await {
                Ok(nombre) => {
                    vue = Some(marque);
                    tracing::info!(changements = nombre, "changes of the directory noted");
                }
                Err(e) => tracing::error!(erreur = %e, "changes could not be noted"),
            },
            Err(e) => tracing::error!(erreur = %e, "changes could not be looked for"),
        }
        tokio::time::sleep(RYTHME).await;
    }
}

/// Compares the directory with the last state seen and notes each change, all or nothing; returns
/// how many there are.
pub async fn comparer(db: &Db, maintenant: Instant) -> anyhow::Result<usize> {
    let position = evenements::derniere_position(db.read()).await?;
    let mut tx = db.write().await?;
    evenements::avancer(&mut tx, CONSOMMATEUR, position).await?;
    let mut avant: HashMap<String, String> = empreintes(&mut tx).await?.into_iter().collect();
    let registre = Registre::charger(db.read()).await?;
    let mut nombre = 0;
    for o in &registre.organismes {
        let vu = avant.remove(o.siret.as_str());
        if let Some((ligne, etat)) = changement(o, vu.as_deref(), maintenant)? {
            noter(&mut tx, &ligne, Some(etat)).await?;
            nombre += 1;
        }
    }
    let mut disparus: Vec<String> = avant.into_keys().collect();
    disparus.sort();
    for siret in disparus {
        noter(&mut tx, &ligne(&siret, "disparu", &[], maintenant), None).await?;
        nombre += 1;
    }
    tx.commit().await?;
    Ok(nombre)
}

fn changement(
    o: &Organisme,
    avant: Option<&str>,
    maintenant: Instant,
) -> anyhow::Result<Option<(LigneChangement, String)>> {
    let apres = changement::empreintes(&decrire(o));
    let etat = serde_json::to_string(&apres)?;
    if avant == Some(etat.as_str()) {
        return Ok(None);
    }
    let Some(avant) = avant else {
        return Ok(Some((ligne(o.siret.as_str(), "cree", &[], maintenant), etat)));
    };
    let avant: Empreintes = serde_json::from_str(avant)?;
    let champs = changement::differences(&avant, &apres);
    let decide = champs.iter().any(|c| c == "uai")
        && o.decisions.last().is_some_and(|d| d.apres == o.uai_validee());
    let genre = if decide { "decision" } else { "modifie" };
    Ok(Some((ligne(o.siret.as_str(), genre, &champs, maintenant), etat)))
}

fn ligne(siret: &str, genre: &str, champs: &[String], maintenant: Instant) -> LigneChangement {
    LigneChangement {
        rang: 0,
        siret: siret.to_owned(),
        genre: genre.to_owned(),
        champs: champs.join(","),
        instant: maintenant.ms(),
    }
}

//! The journal of changes that partners follow: what each new state of the directory changed.

use std::collections::BTreeMap;
use std::time::Duration;

use base::{Db, evenements};
use noyau::dates::Instant;
use web::Etat;

use crate::api::decrire;
use crate::depot;
use crate::depot::changements::{LigneChangement, empreintes_entre, noter};
use crate::porte::{Organisme, Registre};
use crate::regles::changement::{self, Empreintes};

/// Consumer of the outbox: its row is also what keeps two nodes from comparing at once.
const CONSOMMATEUR: &str = "annuaire.changements";

/// How often a node looks whether something changed.
const RYTHME: Duration = Duration::from_secs(2);

/// Changes written together: some tens of milliseconds.
const LOT: usize = 500;

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

/// Compares the directory with the last state seen and notes each change; returns how many there
/// are. The comparison holds nothing; the writing goes by batches, each with the states that it
/// saw: stopped halfway, the next comparison finds the rest.
pub async fn comparer(db: &Db, maintenant: Instant) -> anyhow::Result<usize> {
    let vue = evenements::position(db.read(), CONSOMMATEUR).await?;
    let position = evenements::derniere_position(db.read()).await?;
    let mut avant: BTreeMap<String, String> =
        depot::changements::empreintes(db.read()).await?.into_iter().collect();
    let registre = Registre::charger(db.read()).await?;
    let mut trouves = Vec::new();
    for o in &registre.organismes {
        let vu = avant.remove(o.siret.as_str());
        let change = changement(o, vu.as_deref(), maintenant)?;
        trouves.extend(change.map(|(ligne, apres)| Change {
            ligne,
            avant: vu,
            apres: Some(apres),
        }));
    }
    trouves.extend(avant.into_iter().map(|(siret, vu)| Change {
        ligne: ligne(&siret, "disparu", &[], maintenant),
        avant: Some(vu),
        apres: None,
    }));
    trouves.sort_by(|a, b| a.ligne.siret.cmp(&b.ligne.siret));
    let mut nombre = 0;
    while !trouves.is_empty() {
        let reste = trouves.split_off(trouves.len().min(LOT));
        nombre += noter_un_lot(db, trouves, vue).await?;
        trouves = reste;
    }
    let mut tx = db.write().await?;
    evenements::avancer(&mut tx, CONSOMMATEUR, position).await?;
    tx.commit().await?;
    Ok(nombre)
}

/// A change that a comparison found.
struct Change {
    ligne: LigneChangement,
    /// State that the comparison saw; none for an organisation that appears.
    avant: Option<String>,
    /// State now; none for one that is gone.
    apres: Option<String>,
}

/// Notes a batch, without what another node noted in the meantime. The row of the consumer keeps
/// two nodes from doing it at once.
async fn noter_un_lot(db: &Db, lot: Vec<Change>, vue: i64) -> anyhow::Result<usize> {
    let (Some(premier), Some(dernier)) = (lot.first(), lot.last()) else { return Ok(0) };
    let mut tx = db.write().await?;
    evenements::avancer(&mut tx, CONSOMMATEUR, vue).await?;
    let bornes = (premier.ligne.siret.as_str(), dernier.ligne.siret.as_str());
    let etats: BTreeMap<String, String> =
        empreintes_entre(&mut tx, bornes.0, bornes.1).await?.into_iter().collect();
    let encore = lot.into_iter().filter(|c| etats.get(&c.ligne.siret) == c.avant.as_ref());
    let a_noter: Vec<_> = encore.map(|c| (c.ligne, c.apres)).collect();
    noter(&mut tx, &a_noter).await?;
    tx.commit().await?;
    Ok(a_noter.len())
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

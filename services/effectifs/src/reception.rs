//! Taking in what is sent: each item is judged at once, everything is kept, then the work begins.

use base::Db;
use serde_json::Value;
use ulid::Ulid;

use crate::depot::fautes::{self, Signale};
use crate::depot::transmissions;
use crate::regles::dossier::{self, Lu};

/// What the software of a training centre sends through the API.
pub const ERP: &str = "ERP";

/// What was received.
#[derive(Debug)]
pub struct Recue {
    /// Identifier of the sending.
    pub id: String,
    /// The items as they are kept, in order.
    pub items: Vec<Value>,
    /// What was found in each.
    pub lus: Vec<Lu>,
}

impl Recue {
    /// Items that something refuses.
    pub fn refuses(&self) -> usize {
        self.lus.iter().filter(|lu| !lu.fautes.is_empty()).count()
    }
}

/// Keeps what this organisation sends, in one transaction; what is returned is durably stored.
///
/// # Errors
/// When the database refuses: nothing is kept.
pub async fn recevoir(
    db: &Db,
    organisme: &str,
    source: &str,
    items: Vec<Value>,
    maintenant: i64,
) -> anyhow::Result<Recue> {
    // Two thousand items take a while: other requests must not wait behind them.
    let (recue, signales, contenu) = tokio::task::spawn_blocking(|| juger(items)).await??;
    let comptes = (i64::try_from(recue.items.len())?, i64::try_from(recue.refuses())?);
    let mut tx = db.write().await?;
    let qui = (recue.id.as_str(), organisme, source);
    transmissions::recevoir(&mut tx, qui, comptes, &contenu, maintenant).await?;
    fautes::ajouter(&mut tx, &recue.id, &signales, 1, maintenant).await?;
    tx.commit().await?;
    Ok(recue)
}

/// Reads every item; also gives what there is to say of them, and what to keep.
fn juger(items: Vec<Value>) -> serde_json::Result<(Recue, Vec<Signale>, String)> {
    let lus: Vec<Lu> = items.iter().map(dossier::lire).collect();
    let items: Vec<Value> = items.into_iter().map(dossier::sans_nir).collect();
    let recue = Recue { id: Ulid::new().to_string(), items, lus };
    let signales = signales(&recue);
    let contenu = serde_json::to_string(&recue.items)?;
    Ok((recue, signales, contenu))
}

fn signales(recue: &Recue) -> Vec<Signale> {
    let lignes = (1..).zip(recue.items.iter().zip(&recue.lus));
    lignes
        .filter(|(_, (_, lu))| !lu.fautes.is_empty() || !lu.avertissements.is_empty())
        .map(|(rang, (item, lu))| Signale {
            rang,
            id_erp: dit(item, "id_erp_apprenant"),
            nom: format!("{} {}", dit(item, "prenom_apprenant"), dit(item, "nom_apprenant")),
            fautes: lu.fautes.clone(),
            avertissements: lu.avertissements.clone(),
        })
        .collect()
}

/// A field as it was sent, for its author to find the item again.
fn dit(item: &Value, champ: &str) -> String {
    match item.get(champ) {
        Some(Value::String(texte)) => noyau::erreur::extrait(texte),
        Some(Value::Number(nombre)) => nombre.to_string(),
        _ => String::new(),
    }
}

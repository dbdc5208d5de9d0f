//! Taking in what is sent: each item is judged at once, everything is kept, then the work begins.

use base::Db;
use serde_json::Value;
use ulid::Ulid;

use crate::depot::fautes::{self, Signale};
use crate::depot::transmissions::{self, NouvelEnvoi};
use crate::regles::dossier::{self, Lu};
use crate::traitement;

/// What the software of a training centre sends through the API.
pub const ERP: &str = "ERP";

/// A file that a training centre sends from its space.
pub const FICHIER: &str = "FICHIER";

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
    items: Vec<Value>,
    maintenant: i64,
) -> anyhow::Result<Recue> {
    // Two thousand items take a while: other requests must not wait behind them.
    let (recue, signales, contenu) = tokio::task::spawn_blocking(|| juger(items)).await??;
    let comptes = (i64::try_from(recue.items.len())?, i64::try_from(recue.refuses())?);
    let envoi = NouvelEnvoi {
        id: &recue.id,
        organisme,
        source: ERP,
        apercu: false,
        recus: comptes.0,
        refuses: comptes.1,
        contenu: &contenu,
        rangs: "",
    };
    let mut tx = db.write().await?;
    transmissions::ajouter(&mut tx, &envoi, maintenant).await?;
    fautes::ajouter(&mut tx, &recue.id, &signales, 1, maintenant).await?;
    tx.commit().await?;
    Ok(recue)
}

/// Keeps a file to be looked at before anything of it is imported: the identifier of the sending. Each item has its line in
/// the file.
///
/// # Errors
/// When the database refuses: nothing is kept.
pub async fn apercevoir(
    db: &Db,
    organisme: &str,
    rangs: Vec<i64>,
    items: Vec<Value>,
    maintenant: i64,
) -> anyhow::Result<String> {
    let (recue, mut signales, contenu) = tokio::task::spawn_blocking(|| juger(items)).await??;
    let mut refuses = recue.refuses();
    let dossiers = recue.lus.iter().map(|lu| lu.dossier.as_ref());
    let hors_annuaire = traitement::verifier(db.read(), organisme, dossiers).await?;
    refuses += hors_annuaire.len();
    let a_la_ligne = |s: &mut Signale| {
        let place = usize::try_from(s.rang - 1).ok().and_then(|n| rangs.get(n));
        s.rang = place.copied().unwrap_or(s.rang);
    };
    let mut hors_annuaire = hors_annuaire;
    signales.iter_mut().chain(&mut hors_annuaire).for_each(a_la_ligne);
    let rangs: Vec<String> = rangs.iter().map(i64::to_string).collect();
    let envoi = NouvelEnvoi {
        id: &recue.id,
        organisme,
        source: FICHIER,
        apercu: true,
        recus: i64::try_from(recue.items.len())?,
        refuses: i64::try_from(refuses)?,
        contenu: &contenu,
        rangs: &rangs.join(","),
    };
    let mut tx = db.write().await?;
    transmissions::ajouter(&mut tx, &envoi, maintenant).await?;
    fautes::ajouter(&mut tx, &recue.id, &signales, 1, maintenant).await?;
    let premier = traitement::PREMIER_NUMERO;
    fautes::ajouter(&mut tx, &recue.id, &hors_annuaire, premier, maintenant).await?;
    tx.commit().await?;
    Ok(recue.id)
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

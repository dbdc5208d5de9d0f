//! Opérateurs de compétences, by collective agreement.

use std::collections::HashMap;
use std::sync::Arc;

use base::Lecture;
use noyau::identifiants::Idcc;

use crate::depot::opco as depot;

/// IDCC → OPCO.
#[derive(Debug, Default)]
pub struct Opco(HashMap<Idcc, Arc<str>>);

impl Opco {
    /// Loads the current version.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Arc<Self>> {
        let mut noms: HashMap<String, Arc<str>> = HashMap::new();
        let lignes = depot::tous(db).await?.into_iter().filter_map(|(idcc, opco)| {
            let nom = noms.entry(opco).or_insert_with_key(|nom| Arc::from(nom.as_str()));
            Some((idcc.parse().ok()?, Arc::clone(nom)))
        });
        Ok(Arc::new(Opco(lignes.collect())))
    }

    /// The OPCO of the companies under this agreement, as the ministry names it.
    pub fn de(&self, idcc: &Idcc) -> Option<&str> {
        self.0.get(idcc).map(|nom| &**nom)
    }
}

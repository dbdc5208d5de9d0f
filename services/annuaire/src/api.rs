//! The JSON of the directory.

mod changements;
mod document;
mod fichiers;
mod filtres;
mod partenaires;
mod referentiel;
mod statistiques;
mod vocabulaires;

use std::collections::HashSet;

use web::{Erreur, Etat};

use self::filtres::Demande;
use crate::depot::changements::arrivees;
use crate::porte::Registre;

pub use changements::{__path_changements, changements};
pub(crate) use document::decrire;
pub use fichiers::{__path_json, __path_ndjson, csv, json, ndjson, xlsx};
pub use partenaires::{__path_exporter, __path_recherche, exporter, recherche};
pub use referentiel::{
    __path_lister, __path_lister_par_corps, __path_organisme, __path_uai, lister, lister_par_corps,
    organisme, uai,
};
pub use statistiques::{
    __path_couverture, __path_etat_administratif, __path_natures, __path_nouveaux, __path_qualiopi,
    __path_validation, couverture, etat_administratif, natures, nouveaux, qualiopi, validation,
};
pub use vocabulaires::{__path_data, data};

/// How long an organisation is new (days).
const NOUVEAUTE: i64 = 180;

const JOUR_MS: i64 = 86_400_000;

/// Ranks of the organisations that pass the filters, in the order asked.
async fn retenus(
    etat: &Etat,
    registre: &Registre,
    demande: &Demande,
) -> Result<Vec<usize>, Erreur> {
    let recents = match demande.nouveaux {
        None => HashSet::new(),
        Some(_) => {
            let depuis = etat.horloge.maintenant().ms() - NOUVEAUTE * JOUR_MS;
            let arrives = arrivees(etat.db.read(), depuis).await?;
            arrives.into_iter().map(|(siret, _)| siret).collect()
        }
    };
    let tous = registre.organismes.iter().enumerate();
    let mut rangs: Vec<usize> =
        tous.filter(|(_, o)| demande.retient(o, &recents)).map(|(rang, _)| rang).collect();
    if !demande.croissant {
        rangs.reverse();
    }
    Ok(rangs)
}

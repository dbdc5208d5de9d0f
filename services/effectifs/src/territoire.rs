//! Which communes each mission locale serves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use base::Lecture;
use referentiels::porte::{Communes, MissionsLocales};
use web::Etat;

/// Where a mission locale acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// In these communes, by their INSEE code.
    Communes(Vec<String>),
    /// In this département: nobody says which communes it serves.
    Departement(String),
    /// Nowhere.
    Nulle,
}

impl Zone {
    /// Whether a commune lies within.
    pub fn couvre(&self, commune: &str) -> bool {
        match self {
            Zone::Communes(codes) => codes.iter().any(|c| c == commune),
            Zone::Departement(code) => !commune.is_empty() && commune.starts_with(code.as_str()),
            Zone::Nulle => false,
        }
    }
}

/// The missions locales of the national list, by what they serve.
#[derive(Debug, Default)]
pub struct Missions {
    /// Communes, by the SIRET of the mission locale.
    communes: HashMap<String, Vec<String>>,
    /// SIRET and name of the mission locale, by commune.
    par_commune: HashMap<String, (String, String)>,
}

/// Keeps the table in memory from one request to the next.
#[derive(Default)]
pub struct Tenue(Mutex<Option<Arc<Missions>>>);

impl Missions {
    /// The current lists.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Arc<Self>> {
        db.partager(&["missions-locales", "communes"], Self::lire(db)).await
    }

    /// The same, kept in memory.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn de(etat: &Etat) -> anyhow::Result<Arc<Self>> {
        let missions = Missions::charger(etat.db.read()).await?;
        if let Some(tenue) = etat.piece::<Tenue>()
            && let Ok(mut place) = tenue.0.lock()
        {
            *place = Some(missions.clone());
        }
        Ok(missions)
    }

    async fn lire(db: &Lecture) -> anyhow::Result<Self> {
        let missions = MissionsLocales::charger(db).await?;
        let communes = Communes::charger(db).await?;
        let mut lues = Missions::default();
        for commune in communes.toutes() {
            let Some(mission) = missions.de(commune) else { continue };
            let code = commune.code.to_string();
            lues.communes.entry(mission.siret.clone()).or_default().push(code.clone());
            lues.par_commune.insert(code, (mission.siret.clone(), mission.nom.clone()));
        }
        Ok(lues)
    }

    /// Name of the mission locale of a commune; none when the national list does not say.
    pub fn nom_de_celle_de(&self, commune: &str) -> Option<&str> {
        self.par_commune.get(commune).map(|(_, nom)| nom.as_str())
    }

    /// Where a mission locale acts, by the code of its ressort: the communes of the national list, else the département
    /// of its account.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn zone(&self, db: &Lecture, ressort: &str) -> anyhow::Result<Zone> {
        if let Some(communes) = self.communes.get(ressort) {
            return Ok(Zone::Communes(communes.clone()));
        }
        let organisation = comptes::porte::membres::mission_locale(db, ressort).await?;
        let departement = organisation.map(|o| o.departement).filter(|d| !d.is_empty());
        Ok(departement.map_or(Zone::Nulle, Zone::Departement))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_covers_its_communes_and_nothing_that_is_not_known() {
        let communes = Zone::Communes(vec!["35238".to_owned()]);
        let departement = Zone::Departement("35".to_owned());
        let corse = Zone::Departement("2A".to_owned());
        let cas = [
            (&communes, "35238", true),
            (&communes, "35047", false),
            (&communes, "", false),
            (&departement, "35047", true),
            (&departement, "97411", false),
            (&departement, "", false),
            (&corse, "2A004", true),
            (&corse, "2B033", false),
            (&Zone::Nulle, "35238", false),
        ];
        for (zone, commune, attendu) in cas {
            assert_eq!(zone.couvre(commune), attendu, "{zone:?} {commune}");
        }
    }
}

//! Bassins d'emploi: the zones d'emploi of INSEE, by commune.

use std::collections::HashMap;

use base::Lecture;
use noyau::identifiants::CodeCommune;

use super::Communes;
use crate::depot::communes as depot;

/// Commune → bassin d'emploi; empty when the data set was not imported.
#[derive(Debug, Default)]
pub struct BassinsEmploi {
    zones: HashMap<CodeCommune, String>,
    noms: HashMap<String, String>,
}

impl BassinsEmploi {
    /// Loads the current version.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Self> {
        let rangees = depot::zones(db).await?;
        let zones = rangees.iter().filter_map(|mut champs| {
            let commune = champs.valeur()?;
            Some((commune, champs.texte().to_owned()))
        });
        let zones: HashMap<CodeCommune, String> = zones.collect();
        let communes = Communes::charger(db).await?;
        Ok(BassinsEmploi { noms: nommer(&zones, &communes), zones })
    }

    /// Code of the bassin of a commune; that of the whole town for an arrondissement.
    pub fn de(&self, commune: &CodeCommune) -> Option<&str> {
        let zone = self.zones.get(commune).or_else(|| self.zones.get(&commune.commune_entiere()));
        zone.map(String::as_str)
    }

    /// What people call a bassin: its largest commune.
    pub fn nom(&self, code: &str) -> Option<&str> {
        self.noms.get(code).map(String::as_str)
    }
}

/// The file of INSEE gives codes only; a bassin is called after its largest commune.
fn nommer(zones: &HashMap<CodeCommune, String>, communes: &Communes) -> HashMap<String, String> {
    let mut grandes: HashMap<&str, (i64, &str)> = HashMap::new();
    for commune in communes.toutes() {
        let Some(zone) = zones.get(&commune.code) else { continue };
        let grande = grandes.entry(zone).or_insert((-1, ""));
        if commune.population > grande.0 {
            *grande = (commune.population, &commune.nom);
        }
    }
    grandes.into_iter().map(|(zone, (_, nom))| (zone.to_owned(), nom.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bassin_bears_the_name_of_its_largest_commune() {
        let zones = [("35238", "5312"), ("35024", "5312"), ("75056", "1109")];
        let zones = zones.map(|(c, z)| (c.parse::<CodeCommune>().unwrap(), z.to_owned()));
        let zones: HashMap<_, _> = zones.into_iter().collect();
        let noms = nommer(&zones, &Communes::embarquees());
        let bassins = BassinsEmploi { zones, noms };
        for (commune, attendu) in [
            ("35024", Some("Rennes")),
            ("75056", Some("Paris")),
            ("75115", Some("Paris")),
            ("22278", None),
        ] {
            let zone = bassins.de(&commune.parse().unwrap());
            assert_eq!(zone.and_then(|z| bassins.nom(z)), attendu, "{commune}");
        }
    }
}

//! Missions locales (code du travail, L. 5314-1): who helps young people of a town, and where.

use std::collections::HashMap;
use std::sync::Arc;

use base::Lecture;
use noyau::geo::{Point, distance_km};
use noyau::identifiants::CodePostal;

use super::communes::{Commune, cle};
use crate::depot::missions_locales as depot;
use crate::depot::{Champs, Rangees};

/// A mission locale.
#[derive(Debug, Clone, PartialEq)]
pub struct MissionLocale {
    /// Its number at its union's.
    pub numero: i64,
    /// Its code at its union's.
    pub code: String,
    /// Name.
    pub nom: String,
    /// SIRET.
    pub siret: String,
    /// Street.
    pub adresse: String,
    /// Postal code.
    pub code_postal: String,
    /// Town.
    pub ville: String,
    /// Position.
    pub point: Option<Point>,
    /// E-mail of its reception.
    pub courriel: Option<String>,
    /// Telephone.
    pub telephone: Option<String>,
    /// Site.
    pub site: Option<String>,
}

/// Every mission locale, ready to be looked up.
#[derive(Debug, Default)]
pub struct MissionsLocales {
    /// In the order of the numbers.
    toutes: Vec<MissionLocale>,
    par_ville: HashMap<(CodePostal, String), usize>,
    /// Ranks of those that serve a town of the postal code.
    par_code_postal: HashMap<CodePostal, Vec<usize>>,
}

impl MissionsLocales {
    /// Loads the current versions.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Arc<Self>> {
        let (missions, villes, points) =
            tokio::try_join!(depot::toutes(db), depot::villes(db), depot::points(db))?;
        let points = points_nommes(&points);
        let missions: Vec<MissionLocale> =
            missions.iter().filter_map(|champs| lire(champs, &points)).collect();
        let villes = villes.iter().filter_map(|mut champs| {
            Some((champs.valeur()?, champs.valeur()?, champs.texte().to_owned()))
        });
        Ok(Arc::new(Self::nouvelles(missions, villes)))
    }

    /// Indexes missions locales and the towns (number, postal code, name) that they serve.
    pub fn nouvelles(
        mut toutes: Vec<MissionLocale>,
        villes: impl Iterator<Item = (i64, CodePostal, String)>,
    ) -> Self {
        toutes.sort_by_key(|m| m.numero);
        let rangs: HashMap<i64, usize> =
            toutes.iter().enumerate().map(|(rang, m)| (m.numero, rang)).collect();
        let mut missions = MissionsLocales { toutes, ..Self::default() };
        for (numero, code_postal, ville) in villes {
            let Some(&rang) = rangs.get(&numero) else { continue };
            let la = missions.par_ville.entry((code_postal, cle(&ville))).or_insert(rang);
            *la = rang.min(*la);
            let memes = missions.par_code_postal.entry(code_postal).or_default();
            if !memes.contains(&rang) {
                memes.push(rang);
            }
        }
        missions
    }

    /// Every mission locale, in the order of the numbers.
    pub fn toutes(&self) -> impl Iterator<Item = &MissionLocale> {
        self.toutes.iter()
    }

    /// The one that serves a commune: that of its postal codes and name, else the only one that
    /// serves its postal codes (towns are written in many ways). None when several could.
    pub fn de(&self, commune: &Commune) -> Option<&MissionLocale> {
        let nom = cle(&commune.nom);
        let codes = || commune.codes_postaux.iter();
        let nommee = codes().find_map(|code| self.par_ville.get(&(*code, nom.clone())));
        let rang = nommee.copied().or_else(|| {
            let mut rangs = codes().filter_map(|code| self.par_code_postal.get(code)).flatten();
            let premier = *rangs.next()?;
            rangs.all(|rang| *rang == premier).then_some(premier)
        })?;
        self.toutes.get(rang)
    }

    /// Those at most `rayon_km` from a point, nearest first.
    pub fn autour(&self, point: Point, rayon_km: f64) -> Vec<&MissionLocale> {
        let distances = self.toutes.iter().filter_map(|m| Some((distance_km(point, m.point?), m)));
        let mut dedans: Vec<_> = distances.filter(|(km, _)| *km <= rayon_km).collect();
        dedans.sort_by(|a, b| a.0.total_cmp(&b.0));
        dedans.into_iter().map(|(_, mission)| mission).collect()
    }
}

fn points_nommes(rangees: &Rangees) -> HashMap<String, Point> {
    let lus = rangees.iter().filter_map(|mut champs| {
        let nom = cle(champs.texte());
        Some((nom, Point::new(champs.valeur()?, champs.valeur()?).ok()?))
    });
    lus.collect()
}

fn lire(mut champs: Champs<'_>, points: &HashMap<String, Point>) -> Option<MissionLocale> {
    let numero = champs.valeur()?;
    let mut texte = || champs.texte().to_owned();
    let (code, nom, siret) = (texte(), texte(), texte());
    let (adresse, code_postal, ville) = (texte(), texte(), texte());
    let (lat, lon): (Option<f64>, Option<f64>) = (champs.valeur(), champs.valeur());
    let situe = lat.zip(lon).and_then(|(lat, lon)| Point::new(lat, lon).ok());
    let mut option = || Some(champs.texte().to_owned()).filter(|t| !t.is_empty());
    Some(MissionLocale {
        numero,
        point: situe.or_else(|| points.get(&cle(&nom)).copied()),
        code,
        nom,
        siret,
        adresse,
        code_postal,
        ville,
        courriel: option(),
        telephone: option(),
        site: option(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mission(numero: i64, point: Option<(f64, f64)>) -> MissionLocale {
        MissionLocale {
            numero,
            code: numero.to_string(),
            nom: format!("ML {numero}"),
            siret: String::new(),
            adresse: String::new(),
            code_postal: String::new(),
            ville: String::new(),
            point: point.and_then(|(lat, lon)| Point::new(lat, lon).ok()),
            courriel: None,
            telephone: None,
            site: None,
        }
    }

    fn commune(nom: &str, codes: &[&str]) -> Commune {
        Commune {
            code: "35238".parse().unwrap(),
            nom: nom.to_owned(),
            codes_postaux: codes.iter().map(|c| c.parse().unwrap()).collect(),
            departement: "35".to_owned(),
            region: "53".to_owned(),
            population: 0,
            centre: None,
        }
    }

    #[test]
    fn a_town_has_one_mission_locale_by_its_name_else_by_its_postal_code() {
        let villes = [
            (1, "35000", "RENNES"),
            (1, "35400", "ST MALO"),
            (2, "35400", "Parame"),
            (9, "35000", "Personne"),
        ];
        let villes = villes.map(|(m, cp, v)| (m, cp.parse().unwrap(), v.to_owned()));
        let missions = MissionsLocales::nouvelles(
            vec![mission(2, None), mission(1, None)],
            villes.into_iter(),
        );
        let cas: [(&str, &[&str], Option<i64>); 6] = [
            ("Rennes", &["35000", "35700"], Some(1)),
            ("Saint-Malo", &["35400"], Some(1)),
            ("Paramé", &["35400"], Some(2)),
            ("Cesson", &["35000"], Some(1)),
            ("La Gouesnière", &["35400"], None),
            ("Vannes", &["56000"], None),
        ];
        for (nom, codes, attendue) in cas {
            let trouvee = missions.de(&commune(nom, codes)).map(|m| m.numero);
            assert_eq!(trouvee, attendue, "{nom}");
        }
    }

    #[test]
    fn nearest_first_within_the_radius() {
        let toutes = vec![
            mission(1, Some((48.2, -1.7))),
            mission(2, Some((48.11, -1.68))),
            mission(3, Some((43.3, 5.4))),
            mission(4, None),
        ];
        let missions = MissionsLocales::nouvelles(toutes, std::iter::empty());
        let rennes = Point::new(48.11, -1.68).unwrap();
        let numeros = |rayon| -> Vec<i64> {
            missions.autour(rennes, rayon).iter().map(|m| m.numero).collect()
        };
        assert_eq!(numeros(30.0), [2, 1]);
        assert_eq!(numeros(0.0), [2]);
        assert_eq!(numeros(2_000.0), [2, 1, 3]);
    }
}

//! Parameters of an API address, read one by one; what is not asked for is left aside.

use noyau::geo::Point;
use url::form_urlencoded;

use crate::erreur::Erreur;

/// Largest radius of a search around a point, in km (public API).
const RAYON_MAX_KM: f64 = 200.0;

/// Radius when none is asked for, in km (public API).
const RAYON_KM: f64 = 30.0;

/// The parameters of an address.
#[derive(Clone, Debug, Default)]
pub struct Parametres(Vec<(String, String)>);

impl Parametres {
    /// Cuts what follows `?`.
    pub fn lire(adresse: Option<&str>) -> Self {
        let paires = form_urlencoded::parse(adresse.unwrap_or_default().as_bytes());
        Parametres(paires.into_owned().collect())
    }

    /// The last value of a parameter, without the spaces around it; none when it is empty.
    pub fn texte(&self, nom: &str) -> Option<&str> {
        let valeurs = self.0.iter().rev().filter(|(n, _)| n == nom);
        valeurs.map(|(_, valeur)| valeur.trim()).next().filter(|v| !v.is_empty())
    }

    /// The values of a parameter that may be repeated (`a=1&a=2`, `a[]=1`) or hold a list (`a=1,2`).
    pub fn liste(&self, nom: &str) -> Vec<&str> {
        let du_nom = |n: &String| n.strip_suffix("[]").unwrap_or(n) == nom;
        let valeurs = self.0.iter().filter(|(n, _)| du_nom(n)).flat_map(|(_, v)| v.split(','));
        valeurs.map(str::trim).filter(|v| !v.is_empty()).collect()
    }

    /// A number between two bounds, included.
    ///
    /// # Errors
    /// 400 when it is not a number, or is out of bounds.
    pub fn nombre(&self, nom: &str, min: f64, max: f64) -> Result<Option<f64>, Erreur> {
        let Some(texte) = self.texte(nom) else { return Ok(None) };
        match texte.parse::<f64>() {
            Ok(nombre) if (min..=max).contains(&nombre) => Ok(Some(nombre)),
            _ => Err(Erreur::parametre(nom, &format!("un nombre de {min} à {max} est attendu"))),
        }
    }

    /// The circle of `latitude`, `longitude` and `radius` (km; 30 when absent, 200 at most).
    ///
    /// # Errors
    /// 400 when one is not a number or out of bounds, or one coordinate comes without the other.
    pub fn cercle(&self) -> Result<Option<(Point, f64)>, Erreur> {
        let lat = self.nombre("latitude", -90.0, 90.0)?;
        let lon = self.nombre("longitude", -180.0, 180.0)?;
        let rayon = self.nombre("radius", 0.0, RAYON_MAX_KM)?.unwrap_or(RAYON_KM);
        let seule = |absente| Err(Erreur::parametre(absente, "les deux coordonnées vont ensemble"));
        match (lat, lon) {
            (None, None) => Ok(None),
            (Some(_), None) => seule("longitude"),
            (None, Some(_)) => seule("latitude"),
            (Some(lat), Some(lon)) => match Point::new(lat, lon) {
                Ok(point) => Ok(Some((point, rayon))),
                Err(e) => Err(Erreur::parametre("latitude", &e.message)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles() {
        let cas = [
            ("", Ok(None)),
            ("latitude=48.1&longitude=-1.7", Ok(Some(30.0))),
            ("latitude=48.1&longitude=-1.7&radius=0", Ok(Some(0.0))),
            ("latitude=&longitude=", Ok(None)),
            ("latitude=48.1", Err("longitude")),
            ("longitude=48.1", Err("latitude")),
            ("latitude=91&longitude=0", Err("latitude")),
            ("latitude=nan&longitude=0", Err("latitude")),
            ("latitude=1&longitude=1&radius=201", Err("radius")),
        ];
        for (adresse, attendu) in cas {
            let lu = Parametres::lire(Some(adresse)).cercle();
            match attendu {
                Ok(rayon) => assert_eq!(lu.unwrap().map(|(_, r)| r), rayon, "{adresse}"),
                Err(nom) => assert!(lu.unwrap_err().message.starts_with(nom), "{adresse}"),
            }
        }
    }

    #[test]
    fn lists_repeated_or_joined() {
        let p = Parametres::lire(Some("a=1&a[]=2,%203&b=x&a=&b=y"));
        assert_eq!(p.liste("a"), ["1", "2", "3"]);
        assert_eq!(p.texte("b"), Some("y"));
        assert_eq!(p.texte("c"), None);
    }
}

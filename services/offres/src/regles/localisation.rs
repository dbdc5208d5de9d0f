//! Where a job is: what an address and a point say together, and how far to believe them.
//!
//! Publishers write a street, a town, or only a département or a région ("15 - Cantal"). A bare
//! word is never taken for a street: the names of départements and régions are read first, and a
//! point that comes with one of them is dropped, because the publisher found it by looking for a
//! street of that name.

use donnees::Commune;
use noyau::geo::{Point, distance_km};
use noyau::identifiants::{CodeCommune, CodePostal};
use noyau::territoires::{Departement, Region};
use noyau::texte::plier;

use super::lieux;
use super::vocabulaire::Precision;

/// A point this far from its commune is not in it: the two coordinates were swapped, or belong to
/// another town.
const ECART_MAX_KM: f64 = 40.0;

/// Where something is.
#[derive(Clone, Debug, PartialEq)]
pub struct Localisation {
    /// The address as its publisher wrote it, on one line.
    pub adresse: String,
    /// Postal code.
    pub code_postal: Option<CodePostal>,
    /// INSEE code of the commune.
    pub commune: Option<CodeCommune>,
    /// Name of the town.
    pub ville: Option<String>,
    /// Code of the département.
    pub departement: Option<String>,
    /// INSEE code of the région.
    pub region: Option<String>,
    /// Position.
    pub point: Option<Point>,
    /// What of all this is known.
    pub precision: Precision,
}

/// What the address says.
enum Zone {
    Commune { commune: Option<&'static Commune>, code_postal: Option<CodePostal>, rue: bool },
    Departement(&'static Departement),
    Region(&'static Region),
    Rien,
}

/// Places an address, with the point that its publisher gives for it.
pub fn situer(adresse: &str, point: Option<Point>) -> Localisation {
    let adresse = adresse.split_whitespace().collect::<Vec<_>>().join(" ");
    match lire(&adresse) {
        Zone::Commune { commune: Some(commune), code_postal, rue } => {
            dans_la_commune(adresse, commune, code_postal, rue, point)
        }
        Zone::Commune { commune: None, code_postal, .. } => {
            let departement = code_postal.as_ref().and_then(Departement::de_code_postal);
            let ou = Localisation { code_postal, ..rien(adresse) };
            departement.map_or(ou.clone(), |d| dans_le_departement(ou, d))
        }
        Zone::Departement(departement) => dans_le_departement(rien(adresse), departement),
        Zone::Region(region) => Localisation {
            region: Some(region.code.to_owned()),
            precision: Precision::Region,
            ..rien(adresse)
        },
        Zone::Rien => au_point(adresse, point),
    }
}

/// Places an address whose commune is known by its INSEE code, without a point.
pub fn situer_dans_la_commune(
    adresse: &str,
    commune: &CodeCommune,
    code_postal: Option<CodePostal>,
) -> Option<Localisation> {
    let commune = lieux::de_code(commune.as_str())?;
    Some(dans_la_commune(adresse.to_owned(), commune, code_postal, false, None))
}

fn rien(adresse: String) -> Localisation {
    Localisation {
        adresse,
        code_postal: None,
        commune: None,
        ville: None,
        departement: None,
        region: None,
        point: None,
        precision: Precision::Aucune,
    }
}

fn dans_la_commune(
    adresse: String,
    commune: &'static Commune,
    code_postal: Option<CodePostal>,
    rue: bool,
    point: Option<Point>,
) -> Localisation {
    let centre = lieux::centre(commune);
    let exact = point.and_then(|p| vraisemblable(p, centre));
    let precision = if rue && exact.is_some() { Precision::Adresse } else { Precision::Commune };
    Localisation {
        code_postal,
        commune: commune.code.parse().ok(),
        ville: Some(commune.ville().to_owned()),
        departement: Some(commune.departement.to_owned()),
        region: Some(commune.region.to_owned()),
        point: exact.or(centre),
        precision,
        ..rien(adresse)
    }
}

/// The point if it is near the commune, or else with its coordinates put right.
fn vraisemblable(point: Point, centre: Option<Point>) -> Option<Point> {
    let Some(centre) = centre else {
        return Some(point);
    };
    let inverse = Point::new(point.lon(), point.lat()).ok();
    [Some(point), inverse].into_iter().flatten().find(|p| distance_km(*p, centre) <= ECART_MAX_KM)
}

fn dans_le_departement(ou: Localisation, departement: &'static Departement) -> Localisation {
    Localisation {
        departement: Some(departement.code.to_owned()),
        region: Some(departement.region().code.to_owned()),
        point: lieux::plus_peuplee(departement.code).and_then(lieux::centre),
        precision: Precision::Departement,
        ..ou
    }
}

/// An address that names no place we know: the point decides, if it is in France. An address of
/// one word is no street: the point is worth its commune at best.
fn au_point(adresse: String, point: Option<Point>) -> Localisation {
    let Some((point, commune)) = point.and_then(|p| Some((p, lieux::plus_proche(p)?))) else {
        return rien(adresse);
    };
    let rue = adresse.contains(' ');
    dans_la_commune(adresse, commune, None, rue, Some(point))
}

fn lire(adresse: &str) -> Zone {
    match code_postal(adresse) {
        Some((avant, code, apres)) => {
            let rue = avant.chars().any(char::is_alphabetic);
            let commune = lieux::de_code_postal(code.as_str(), nom_de_ville(apres));
            Zone::Commune { commune, code_postal: Some(code), rue }
        }
        None => lire_sans_code_postal(adresse),
    }
}

/// The last postal code of an address, with what comes before and after.
fn code_postal(adresse: &str) -> Option<(&str, CodePostal, &str)> {
    let mut trouve = None;
    let mut debut = 0;
    for jeton in adresse.split(|c: char| !c.is_ascii_digit()) {
        let fin = debut + jeton.len();
        if jeton.len() == 5
            && let Ok(code) = jeton.parse::<CodePostal>()
        {
            trouve = Some((&adresse[..debut], code, &adresse[fin..]));
        }
        // A separator is one character, of any width.
        debut = fin + adresse[fin..].chars().next().map_or(0, char::len_utf8);
    }
    trouve.filter(|(_, code, _)| Departement::de_code_postal(code).is_some())
}

/// "Rennes" out of " Rennes, France" or " - RENNES (35)".
fn nom_de_ville(apres: &str) -> &str {
    let nom = apres.trim_start_matches(|c: char| !c.is_alphanumeric());
    nom.split([',', '(']).next().unwrap_or_default().trim()
}

fn lire_sans_code_postal(adresse: &str) -> Zone {
    let morceaux: Vec<&str> =
        adresse.split([',', '(', ')', '–', '/']).flat_map(|m| m.split(" - ")).collect();
    let morceaux: Vec<&str> = morceaux
        .into_iter()
        .map(str::trim)
        .filter(|m| !m.is_empty() && !est_la_france(m))
        .collect();
    match morceaux.as_slice() {
        [] => Zone::Rien,
        [seul] => zone_nommee(seul),
        plusieurs => zone_de_plusieurs(plusieurs),
    }
}

fn est_la_france(morceau: &str) -> bool {
    matches!(plier(morceau).as_str(), "france" | "france entiere" | "france metropolitaine")
}

/// "Cantal", "idf", "Rennes".
fn zone_nommee(nom: &str) -> Zone {
    if let Some(departement) = Departement::par_nom(nom).or_else(|| de_code_seul(nom)) {
        return Zone::Departement(departement);
    }
    if let Some(region) = Region::par_nom(nom) {
        return Zone::Region(region);
    }
    match lieux::de_nom_seul(nom) {
        Some(commune) => Zone::Commune { commune: Some(commune), code_postal: None, rue: false },
        None => Zone::Rien,
    }
}

/// "35 - RENNES", "Cantal - 15", "12 rue Haute, Rennes": a code and a name help each other.
fn zone_de_plusieurs(morceaux: &[&str]) -> Zone {
    let code = morceaux.iter().find_map(|m| de_code_seul(m));
    let noms = || morceaux.iter().rev().filter(|m| de_code_seul(m).is_none());
    if let Some(departement) = code {
        let commune = noms()
            .filter(|m| Departement::par_nom(m) != Some(departement))
            .find_map(|m| lieux::de_nom(m, departement.code));
        return match commune {
            Some(commune) => {
                let rue = noms().count() > 1;
                Zone::Commune { commune: Some(commune), code_postal: None, rue }
            }
            None => Zone::Departement(departement),
        };
    }
    noms().map(|m| zone_nommee(m)).find(|z| !matches!(z, Zone::Rien)).unwrap_or(Zone::Rien)
}

/// The département whose code this is, and nothing else: `15`, `2A`, `974`.
fn de_code_seul(morceau: &str) -> Option<&'static Departement> {
    let forme = matches!(morceau.len(), 2 | 3) && morceau.as_bytes()[0].is_ascii_digit();
    if forme { Departement::par_code(morceau) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat: f64, lon: f64) -> Option<Point> {
        Point::new(lat, lon).ok()
    }

    #[test]
    fn what_an_address_says() {
        let cas = [
            ("11 rue des Artisans 13105 Mimet", Some("13062"), Some("13"), Precision::Commune),
            ("35000 Rennes", Some("35238"), Some("35"), Precision::Commune),
            ("35000 RENNES CEDEX 7, France", Some("35238"), Some("35"), Precision::Commune),
            ("75011 Paris", Some("75111"), Some("75"), Precision::Commune),
            ("15 - Cantal", None, Some("15"), Precision::Departement),
            ("Cantal - 15", None, Some("15"), Precision::Departement),
            ("Cantal", None, Some("15"), Precision::Departement),
            ("Cantal (15)", None, Some("15"), Precision::Departement),
            ("974 - La Réunion", None, Some("974"), Precision::Departement),
            ("35 - RENNES", Some("35238"), Some("35"), Precision::Commune),
            ("Rennes (35)", Some("35238"), Some("35"), Precision::Commune),
            ("Rennes", Some("35238"), Some("35"), Precision::Commune),
            ("2A - Corse-du-Sud", None, Some("2A"), Precision::Departement),
            ("Île-de-France", None, None, Precision::Region),
            ("idf", None, None, Precision::Region),
            ("France entière", None, None, Precision::Aucune),
            ("Saint-Aubin", None, None, Precision::Aucune),
            ("", None, None, Precision::Aucune),
            ("Zone de l'Été 35000 Rennes", Some("35238"), Some("35"), Precision::Commune),
        ];
        for (adresse, commune, departement, precision) in cas {
            let ou = situer(adresse, None);
            assert_eq!(ou.commune.map(|c| c.as_str().to_owned()).as_deref(), commune, "{adresse}");
            assert_eq!(ou.departement.as_deref(), departement, "{adresse}");
            assert_eq!(ou.precision, precision, "{adresse}");
            let place = matches!(precision, Precision::Commune | Precision::Departement);
            assert_eq!(ou.point.is_some(), place, "{adresse}");
        }
    }

    #[test]
    fn a_word_is_not_a_street() {
        // The geocoder of the publisher answered "rue du Cantal, Toulouse".
        let ou = situer("Cantal - 15", point(43.59, 1.42));
        assert_eq!((ou.departement.as_deref(), ou.precision), (Some("15"), Precision::Departement));
        let aurillac = Point::new(44.9258, 2.4419).unwrap();
        assert!(distance_km(ou.point.unwrap(), aurillac) < 10.0);
        assert_eq!(situer("Bretagne", point(43.59, 1.42)).point, None);
    }

    #[test]
    fn a_point_is_believed_when_it_is_in_its_commune() {
        let rennes = point(48.1173, -1.6778);
        let cas = [
            ("3 place du Gros Chêne 35700 Rennes", rennes, rennes, Precision::Adresse),
            ("35700 Rennes", rennes, rennes, Precision::Commune),
            // Latitude and longitude swapped.
            ("3 place Neuve 35700 Rennes", point(-1.6778, 48.1173), rennes, Precision::Adresse),
        ];
        for (adresse, donne, attendu, precision) in cas {
            let ou = situer(adresse, donne);
            assert_eq!((ou.point, ou.precision), (attendu, precision), "{adresse}");
        }
        let loin = situer("3 place Neuve 35700 Rennes", point(43.3, 5.4));
        assert_eq!(loin.precision, Precision::Commune);
        assert!(distance_km(loin.point.unwrap(), rennes.unwrap()) < 5.0);
    }

    #[test]
    fn without_a_known_place_the_point_decides() {
        let ou = situer("Zone industrielle Nord", point(48.11, -1.68));
        assert_eq!(ou.ville.as_deref(), Some("Rennes"));
        assert_eq!(ou.precision, Precision::Adresse);
        assert_eq!(
            situer("Zone industrielle Nord", point(0.0, 0.0)),
            situer("Zone industrielle Nord", None)
        );
    }

    #[test]
    fn a_known_commune() {
        let code = "35238".parse().unwrap();
        let ou = situer_dans_la_commune("4 RUE HAUTE", &code, "35000".parse().ok()).unwrap();
        assert_eq!((ou.ville.as_deref(), ou.region.as_deref()), (Some("Rennes"), Some("53")));
        assert_eq!(situer_dans_la_commune("", &"99100".parse().unwrap(), None), None);
    }
}

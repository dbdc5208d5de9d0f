//! Shapes of the answers, field after field in the order of the official SDK.

use noyau::geo::Point;
use noyau::territoires::Departement;
use serde::Serialize;
use utoipa::ToSchema;

use crate::geographie::Tables;
use crate::porte::{Commune, MissionLocale};

/// Half the side of the square that stands for the outline of a commune, in km: half of communes are
/// smaller than 11 km², nine in ten smaller than 36 km² (INSEE).
const DEMI_COTE_KM: f64 = 3.0;

/// Height of a degree of latitude, in km.
const KM_PAR_DEGRE: f64 = 111.2;

/// Centre of mainland France, for the collectivities whose position nobody publishes.
const CENTRE_DE_LA_FRANCE: [f64; 2] = [2.5, 46.5];

/// GeoJSON point.
#[derive(Serialize, ToSchema)]
#[schema(as = GeographiePoint)]
pub struct PointApi {
    /// Longitude, latitude.
    coordinates: [f64; 2],
    /// `Point`.
    #[serde(rename = "type")]
    genre: &'static str,
}

/// GeoJSON polygon.
#[derive(Serialize, ToSchema)]
#[schema(as = GeographiePolygone)]
pub struct PolygoneApi {
    /// Rings of longitudes and latitudes.
    coordinates: Vec<Vec<[f64; 2]>>,
    /// `Polygon`.
    #[serde(rename = "type")]
    genre: &'static str,
}

/// A name and its INSEE code.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GeographieNomEtCode)]
pub struct NomEtCode {
    /// Name.
    nom: String,
    /// INSEE code.
    code_insee: String,
}

/// A région.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GeographieRegion)]
pub struct RegionApi {
    /// INSEE code.
    code_insee: String,
    /// Name.
    nom: String,
}

/// An arrondissement of Paris, Lyon or Marseille.
#[derive(Serialize, ToSchema)]
#[schema(as = GeographieArrondissement)]
pub struct ArrondissementApi {
    /// INSEE code.
    code: String,
    /// Name.
    nom: String,
}

/// An académie.
#[derive(Serialize, ToSchema)]
#[schema(as = GeographieAcademie)]
pub struct AcademieApi {
    /// `A` and its code.
    id: String,
    /// Its code, two figures.
    code: String,
    /// Name.
    nom: String,
}

/// Codes of a commune.
#[derive(Serialize, ToSchema)]
#[schema(as = GeographieCodes)]
pub struct CodesApi {
    /// INSEE code.
    insee: String,
    /// Postal codes.
    postaux: Vec<String>,
}

/// Where a commune is.
#[derive(Serialize, ToSchema)]
#[schema(as = GeographieLocalisation)]
pub struct LocalisationApi {
    /// Its centre.
    centre: PointApi,
    /// A square around its centre.
    bbox: PolygoneApi,
}

/// A commune.
#[derive(Serialize, ToSchema)]
#[schema(as = Commune)]
pub struct CommuneApi {
    /// Name.
    nom: String,
    /// Codes.
    code: CodesApi,
    /// Former communes.
    anciennes: Vec<NomEtCode>,
    /// Arrondissements.
    arrondissements: Vec<ArrondissementApi>,
    /// Département.
    departement: NomEtCode,
    /// Région.
    region: RegionApi,
    /// Académie.
    academie: AcademieApi,
    /// Position.
    localisation: LocalisationApi,
    /// Mission locale that serves it.
    mission_locale: Option<MissionLocaleApi>,
}

/// A département.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Departement)]
pub struct DepartementApi {
    /// Name.
    nom: String,
    /// INSEE code.
    code_insee: String,
    /// Région.
    region: RegionApi,
    /// Académie.
    academie: AcademieApi,
}

/// Where a mission locale is.
#[derive(Serialize, ToSchema)]
#[schema(as = GeographieAdresseDeMission)]
pub struct AdresseDeMission {
    /// Position.
    geopoint: Option<PointApi>,
    /// Street.
    adresse: String,
    /// Postal code.
    cp: String,
    /// Town.
    ville: String,
}

/// How to reach a mission locale.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GeographieContactDeMission)]
pub struct ContactDeMission {
    /// E-mail.
    email: Option<String>,
    /// Telephone.
    telephone: Option<String>,
    /// Site.
    site_web: Option<String>,
}

/// A mission locale.
#[derive(Serialize, ToSchema)]
#[schema(as = MissionLocale)]
pub struct MissionLocaleApi {
    /// Its number at its union's.
    id: i64,
    /// Its code.
    code: String,
    /// Name.
    nom: String,
    /// SIRET.
    siret: String,
    /// Address.
    localisation: AdresseDeMission,
    /// Contact.
    contact: ContactDeMission,
}

impl PointApi {
    fn de(point: Point) -> Self {
        PointApi { coordinates: [point.lon(), point.lat()], genre: "Point" }
    }
}

impl PolygoneApi {
    /// The square around a centre, counter-clockwise, kept inside the bounds of coordinates.
    fn autour([lon, lat]: [f64; 2]) -> Self {
        let haut = DEMI_COTE_KM / KM_PAR_DEGRE;
        let large = haut / lat.to_radians().cos().max(0.01);
        let (sud, nord) = ((lat - haut).max(-90.0), (lat + haut).min(90.0));
        let (ouest, est) = ((lon - large).max(-180.0), (lon + large).min(180.0));
        let anneau = [[ouest, sud], [est, sud], [est, nord], [ouest, nord], [ouest, sud]];
        PolygoneApi { coordinates: vec![anneau.to_vec()], genre: "Polygon" }
    }
}

impl AcademieApi {
    /// The académie of a département; 00 for the territories that have none.
    fn de(departement: Option<&Departement>) -> Self {
        let academie = departement.and_then(Departement::academie);
        let (code, nom) = academie.map_or(("00", "Étranger"), |a| (a.code, a.nom));
        AcademieApi { id: format!("A{code}"), code: code.to_owned(), nom: nom.to_owned() }
    }
}

impl DepartementApi {
    /// The answer for a département.
    pub fn de(departement: &'static Departement) -> Self {
        let region = departement.region();
        DepartementApi {
            nom: departement.nom.to_owned(),
            code_insee: departement.code.to_owned(),
            region: RegionApi { code_insee: region.code.to_owned(), nom: region.nom.to_owned() },
            academie: AcademieApi::de(Some(departement)),
        }
    }
}

impl CommuneApi {
    /// The answer for a whole commune.
    pub fn de(commune: &Commune, tables: &Tables) -> Self {
        let departement = Departement::par_code(&commune.departement);
        let region = departement.map(Departement::region);
        let centre = centre(commune, tables);
        CommuneApi {
            nom: commune.nom.clone(),
            code: CodesApi {
                insee: commune.code.to_string(),
                postaux: commune.codes_postaux.iter().map(|c| c.to_string()).collect(),
            },
            anciennes: Vec::new(),
            arrondissements: arrondissements(commune, tables),
            departement: NomEtCode {
                nom: departement.map_or_else(|| commune.departement.clone(), |d| d.nom.to_owned()),
                code_insee: commune.departement.clone(),
            },
            region: RegionApi {
                code_insee: commune.region.clone(),
                nom: region.map_or_else(|| commune.region.clone(), |r| r.nom.to_owned()),
            },
            academie: AcademieApi::de(departement),
            localisation: LocalisationApi {
                centre: PointApi { coordinates: centre, genre: "Point" },
                bbox: PolygoneApi::autour(centre),
            },
            mission_locale: tables.missions.de(commune).map(MissionLocaleApi::de),
        }
    }
}

/// Longitude and latitude: the schema wants some. A commune that nobody places stands at the most
/// populated town of its département that is placed.
fn centre(commune: &Commune, tables: &Tables) -> [f64; 2] {
    let du_departement = || {
        let voisines = tables.communes.toutes().filter(|c| c.departement == commune.departement);
        let situees = voisines.filter_map(|c| Some((c.population, c.centre?)));
        situees.max_by_key(|(population, _)| *population).map(|(_, point)| point)
    };
    let point = commune.centre.or_else(du_departement);
    point.map_or(CENTRE_DE_LA_FRANCE, |p| [p.lon(), p.lat()])
}

fn arrondissements(commune: &Commune, tables: &Tables) -> Vec<ArrondissementApi> {
    let voisines = tables.communes.toutes().filter(|c| {
        c.departement == commune.departement
            && c.code != commune.code
            && c.code.commune_entiere() == commune.code
    });
    voisines.map(|c| ArrondissementApi { code: c.code.to_string(), nom: c.nom.clone() }).collect()
}

impl MissionLocaleApi {
    /// The answer for a mission locale.
    pub fn de(mission: &MissionLocale) -> Self {
        MissionLocaleApi {
            id: mission.numero,
            code: mission.code.clone(),
            nom: mission.nom.clone(),
            siret: mission.siret.clone(),
            localisation: AdresseDeMission {
                geopoint: mission.point.map(PointApi::de),
                adresse: mission.adresse.clone(),
                cp: mission.code_postal.clone(),
                ville: mission.ville.clone(),
            },
            contact: ContactDeMission {
                email: mission.courriel.clone(),
                telephone: mission.telephone.clone(),
                site_web: mission.site.clone(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::porte::Communes;

    fn tables() -> Tables {
        Tables { communes: Arc::new(Communes::embarquees()), ..Tables::default() }
    }

    #[test]
    fn a_commune_in_the_order_of_the_sdk() {
        let tables = tables();
        let paris = tables.communes.par_code(&"75056".parse().unwrap()).unwrap();
        let json = serde_json::to_string(&CommuneApi::de(paris, &tables)).unwrap();
        assert!(
            json.starts_with(r#"{"nom":"Paris","code":{"insee":"75056","postaux":["#),
            "{json}"
        );
        let lue: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(lue["arrondissements"].as_array().unwrap().len(), 20);
        assert_eq!(lue["academie"]["id"], "A01");
        assert_eq!(lue["region"]["codeInsee"], "11");
        assert_eq!(lue["localisation"]["bbox"]["coordinates"][0].as_array().unwrap().len(), 5);
        assert!(lue["mission_locale"].is_null());
    }

    #[test]
    fn a_commune_that_nobody_places_stands_in_its_departement() {
        let tables = tables();
        let rennes = tables.communes.par_code(&"35238".parse().unwrap()).unwrap();
        let perdue = Commune { centre: None, ..rennes.clone() };
        let point = rennes.centre.unwrap();
        assert_eq!(centre(&perdue, &tables), [point.lon(), point.lat()]);
        let ailleurs = Commune { departement: "999".to_owned(), ..perdue };
        assert_eq!(centre(&ailleurs, &tables), CENTRE_DE_LA_FRANCE);
    }
}

//! The shape of an answer of the API, field by field.

use importer::lecteurs::souple::{Liste, Texte};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Brut {
    pub siret: Texte,
    pub uai: Texte,
    pub raison_sociale: Texte,
    pub enseigne: Texte,
    pub nature: Texte,
    pub etat_administratif: Texte,
    pub siege_social: Texte,
    pub qualiopi: Texte,
    pub numero_declaration_activite: Texte,
    pub forme_juridique: Option<Terme>,
    pub adresse: Option<AdresseBrute>,
    pub uai_potentiels: Option<Vec<UaiBrute>>,
    pub relations: Option<Vec<RelationBrute>>,
    pub lieux_de_formation: Option<Vec<LieuBrut>>,
    pub reseaux: Option<Vec<Terme>>,
    pub contacts: Option<Vec<ContactBrut>>,
    pub certifications: Option<Vec<Terme>>,
    pub diplomes: Option<Vec<Terme>>,
    pub _meta: Option<Meta>,
}

/// A code and its label.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Terme {
    pub code: Texte,
    pub label: Texte,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UaiBrute {
    pub uai: Texte,
    pub sources: Liste,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContactBrut {
    pub email: Texte,
    #[serde(rename = "confirmé")]
    pub confirme: Texte,
    pub sources: Liste,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RelationBrute {
    #[serde(rename = "type")]
    pub genre: Texte,
    pub siret: Texte,
    pub label: Texte,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LieuBrut {
    pub code: Texte,
    pub uai: Texte,
    pub uai_fiable: Texte,
    pub adresse: Option<AdresseBrute>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AdresseBrute {
    pub label: Texte,
    pub code_postal: Texte,
    pub code_insee: Texte,
    pub localite: Texte,
    geojson: Option<GeoJson>,
}

impl AdresseBrute {
    /// Longitude and latitude of the address, or of the middle of its commune.
    pub fn centre(&self) -> Option<(f64, f64)> {
        self.geojson.as_ref()?.geometry.as_ref()?.coordinates.as_ref()?.centre()
    }
}

#[derive(Debug, Deserialize)]
struct GeoJson {
    geometry: Option<Geometrie>,
}

#[derive(Debug, Deserialize)]
struct Geometrie {
    coordinates: Option<Coordonnees>,
}

/// A point (longitude, then latitude), or the outline of the commune when the address was not
/// found: rings of points.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Coordonnees {
    Point(f64, f64),
    Contour(Vec<Coordonnees>),
}

impl Coordonnees {
    fn points(&self) -> Vec<(f64, f64)> {
        match self {
            Coordonnees::Point(lon, lat) => vec![(*lon, *lat)],
            Coordonnees::Contour(parts) => parts.iter().flat_map(Coordonnees::points).collect(),
        }
    }

    /// The point, or the middle of the box around the outline, as longitude and latitude.
    fn centre(&self) -> Option<(f64, f64)> {
        let points = self.points();
        let milieu = |axe: fn(&(f64, f64)) -> f64| {
            let bornes = points.iter().map(axe).map(|v| (v, v));
            bornes.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map(|(min, max)| (min + max) / 2.0)
        };
        milieu(|p| p.0).zip(milieu(|p| p.1))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meta {
    pub uai_probable: Texte,
    pub date_dernier_import: Texte,
}

#[cfg(test)]
mod tests {
    use super::Coordonnees;

    #[test]
    fn a_point_or_the_middle_of_an_outline() {
        let cases = [
            ("[-1.5,48]", Some((-1.5, 48.0))),
            ("[[[0,40],[4,40],[4,42],[0,42],[0,40]]]", Some((2.0, 41.0))),
            ("[[[[0,40],[4,42]]],[[[2,41],[8,46]]]]", Some((4.0, 43.0))),
            ("[]", None),
        ];
        for (json, attendu) in cases {
            let lues: Coordonnees = serde_json::from_str(json).unwrap();
            assert_eq!(lues.centre(), attendu, "{json}");
        }
    }
}

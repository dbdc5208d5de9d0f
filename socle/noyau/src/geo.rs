//! Points on the Earth, distances, and a key that keeps neighbours together.

use serde::{Deserialize, Serialize};

use crate::erreur::{ValeurInvalide, extrait};

/// Mean radius of the Earth, in kilometres, as the catalogue of trainings uses it.
const RAYON_TERRE_KM: f64 = 6371.0;

/// Number of steps of the key on each axis.
const PAS: f64 = 65_536.0;

/// Several values in one RCO field are separated by this; the first one counts.
const SEPARATEUR_RCO: &str = "##";

/// A position in WGS 84 decimal degrees, always inside the world.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "PointBrut")]
pub struct Point {
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
struct PointBrut {
    lat: f64,
    lon: f64,
}

impl TryFrom<PointBrut> for Point {
    type Error = ValeurInvalide;

    fn try_from(brut: PointBrut) -> Result<Self, Self::Error> {
        Point::new(brut.lat, brut.lon)
    }
}

impl Point {
    /// A point from a latitude in [-90, 90] and a longitude in [-180, 180].
    ///
    /// # Errors
    /// `point.latitude` or `point.longitude` when one is out of range or not a number.
    pub fn new(lat: f64, lon: f64) -> Result<Self, ValeurInvalide> {
        if !(-90.0..=90.0).contains(&lat) {
            let message =
                format!("La latitude « {lat} » doit être comprise entre -90 et 90 degrés.");
            return Err(ValeurInvalide::new("point.latitude", &lat.to_string(), message));
        }
        if !(-180.0..=180.0).contains(&lon) {
            let message =
                format!("La longitude « {lon} » doit être comprise entre -180 et 180 degrés.");
            return Err(ValeurInvalide::new("point.longitude", &lon.to_string(), message));
        }
        Ok(Self { lat, lon })
    }

    /// Latitude in degrees, north positive.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Longitude in degrees, east positive.
    pub fn lon(self) -> f64 {
        self.lon
    }
}

/// Great-circle distance in kilometres (haversine).
pub fn distance_km(a: Point, b: Point) -> f64 {
    let (phi_a, phi_b) = (a.lat.to_radians(), b.lat.to_radians());
    let demi_lat = (phi_b - phi_a) / 2.0;
    let demi_lon = (b.lon - a.lon).to_radians() / 2.0;
    let h = demi_lat.sin().powi(2) + phi_a.cos() * phi_b.cos() * demi_lon.sin().powi(2);
    // Rounding can push h a hair above 1 between antipodes, where asin is undefined.
    2.0 * RAYON_TERRE_KM * h.min(1.0).sqrt().asin()
}

/// Morton key of a point: 16 bits of latitude and 16 of longitude, interleaved.
///
/// Sorting by this key keeps neighbours close on disk: a cell is about 305 m high and, in
/// mainland France, 400 m wide. Latitude takes the odd bits. The result is in `0..2^32`.
pub fn cle(point: Point) -> i64 {
    let lat = pas((point.lat + 90.0) / 180.0);
    let lon = pas((point.lon + 180.0) / 360.0);
    i64::from((etaler(lat) << 1) | etaler(lon))
}

/// The step in `0..65536` of a position given as a fraction of its axis.
fn pas(fraction: f64) -> u32 {
    (fraction * PAS).min(PAS - 1.0) as u32
}

/// Puts a zero between any two bits of a 16-bit number.
fn etaler(valeur: u32) -> u32 {
    let mut x = valeur & 0xFFFF;
    x = (x | (x << 8)) & 0x00FF_00FF;
    x = (x | (x << 4)) & 0x0F0F_0F0F;
    x = (x | (x << 2)) & 0x3333_3333;
    (x | (x << 1)) & 0x5555_5555
}

/// Reads `latitude,longitude`, the order of the places of training in RCO.
///
/// # Errors
/// `point.forme` when these are not two decimal numbers, else as [`Point::new`].
pub fn parse_lat_lon(texte: &str) -> Result<Point, ValeurInvalide> {
    let (lat, lon) = deux_nombres(texte)?;
    Point::new(lat, lon)
}

/// Reads `longitude,latitude`, the order of the training organisations in RCO.
///
/// # Errors
/// As [`parse_lat_lon`].
pub fn parse_lon_lat(texte: &str) -> Result<Point, ValeurInvalide> {
    let (lon, lat) = deux_nombres(texte)?;
    Point::new(lat, lon)
}

fn deux_nombres(texte: &str) -> Result<(f64, f64), ValeurInvalide> {
    let premier = texte.split(SEPARATEUR_RCO).next().unwrap_or_default();
    premier.split_once(',').and_then(|(a, b)| Some((nombre(a)?, nombre(b)?))).ok_or_else(|| {
        let message = format!(
            "« {} » n'est pas une position : deux nombres décimaux séparés par une virgule sont attendus, par exemple 48.85,2.35.",
            extrait(texte)
        );
        ValeurInvalide::new("point.forme", texte, message)
    })
}

/// A plain decimal number; Rust would also read "inf" and "nan".
fn nombre(texte: &str) -> Option<f64> {
    let texte = texte.trim();
    let plausible =
        texte.bytes().all(|o| o.is_ascii_digit() || matches!(o, b'.' | b'-' | b'+' | b'e' | b'E'));
    if plausible { texte.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(lat: f64, lon: f64) -> Point {
        Point::new(lat, lon).unwrap()
    }

    #[test]
    fn documented_distance() {
        let a = point(48.85053461447283, 2.3083430674498158);
        let b = point(48.8915255395329, 2.3942656979918544);
        assert_eq!((distance_km(a, b) * 1000.0).round(), 7763.0);
    }

    #[test]
    fn antipodes_are_half_the_world_away() {
        let d = distance_km(point(0.0, 0.0), point(0.0, 180.0));
        assert!((d - std::f64::consts::PI * RAYON_TERRE_KM).abs() < 1e-6);
    }

    #[test]
    fn refused_points() {
        let cas = [
            (91.0, 0.0, "point.latitude"),
            (f64::NAN, 0.0, "point.latitude"),
            (0.0, -180.5, "point.longitude"),
            (0.0, f64::INFINITY, "point.longitude"),
        ];
        for (lat, lon, regle) in cas {
            assert_eq!(Point::new(lat, lon).unwrap_err().regle, regle, "{lat},{lon}");
        }
    }

    #[test]
    fn the_two_orders_of_rco() {
        assert_eq!(parse_lat_lon("43.5,5.25"), Ok(point(43.5, 5.25)));
        assert_eq!(parse_lon_lat("5.25, 43.5"), Ok(point(43.5, 5.25)));
        assert_eq!(parse_lat_lon("43.5,5.25##48.1,2.3"), Ok(point(43.5, 5.25)));
        for mauvais in ["", "43.5", "a,b", "nan,nan", "inf,2", "1,2,3", "##43.5,5.5"] {
            assert_eq!(parse_lat_lon(mauvais).unwrap_err().regle, "point.forme", "{mauvais}");
        }
    }

    #[test]
    fn corners_of_the_key() {
        assert_eq!(cle(point(-90.0, -180.0)), 0);
        assert_eq!(cle(point(90.0, 180.0)), i64::from(u32::MAX));
        assert_eq!(cle(point(90.0, -180.0)), 0xAAAA_AAAA);
        assert_eq!(cle(point(0.0, 0.0)), 0xC000_0000);
    }

    #[test]
    fn json_is_checked_too() {
        assert!(serde_json::from_str::<Point>(r#"{"lat":48.8,"lon":2.3}"#).is_ok());
        assert!(serde_json::from_str::<Point>(r#"{"lat":148.8,"lon":2.3}"#).is_err());
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_bounded(a in -90.0..=90.0f64, b in -180.0..=180.0f64, c in -90.0..=90.0f64, d in -180.0..=180.0f64) {
            let (p, q) = (point(a, b), point(c, d));
            let aller = distance_km(p, q);
            prop_assert!((aller - distance_km(q, p)).abs() < 1e-6);
            prop_assert!((0.0..=20_016.0).contains(&aller));
        }

        #[test]
        fn the_key_grows_with_each_axis(lat in -90.0..=90.0f64, lon in -180.0..=180.0f64, plus in 0.0..=1.0f64) {
            let base = point(lat, lon);
            let nord = point((lat + plus).min(90.0), lon);
            let est = point(lat, (lon + plus).min(180.0));
            prop_assert!(cle(nord) >= cle(base));
            prop_assert!(cle(est) >= cle(base));
        }
    }
}

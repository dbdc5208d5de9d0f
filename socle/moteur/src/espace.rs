//! Geometry: points as unit vectors, circles as ranges of place keys.

use std::ops::Range;

use noyau::geo::Point;

/// Mean radius of the Earth in kilometres, the one `noyau::geo::distance_km` uses.
const RAYON_KM: f64 = 6371.0;

/// Under this many documents a cell is read whole rather than cut further.
const CELLULE_MIN: usize = 192;

/// Finest level of the grid: 2^16 steps on each axis.
const NIVEAU_MAX: u32 = 16;

/// Two positions in single precision packed in one column; NaN without a place.
pub(crate) fn tasser(point: Option<Point>) -> u64 {
    let (lat, lon) = point.map_or((f32::NAN, f32::NAN), |p| (p.lat() as f32, p.lon() as f32));
    u64::from(lat.to_bits()) << 32 | u64::from(lon.to_bits())
}

/// A point of the unit sphere. Squared distances between such points are cheap, and a
/// single-precision coordinate is good to half a metre on the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Vecteur {
    pub x: f32,
    pub y: f32,
    pub z: f32,
}

impl Vecteur {
    pub fn new(lat: f64, lon: f64) -> Self {
        let (sin_lat, cos_lat) = lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = lon.to_radians().sin_cos();
        Self { x: (cos_lat * cos_lon) as f32, y: (cos_lat * sin_lon) as f32, z: sin_lat as f32 }
    }

    pub fn du_point(point: Point) -> Self {
        // Through single precision, as the documents went.
        Self::new(f64::from(point.lat() as f32), f64::from(point.lon() as f32))
    }

    /// From the packed column; NaN everywhere without a place.
    pub fn detasser(colonne: u64) -> Self {
        let lat = f32::from_bits((colonne >> 32) as u32);
        let lon = f32::from_bits(colonne as u32);
        Self::new(f64::from(lat), f64::from(lon))
    }

    /// Square of the straight-line distance through the Earth; NaN if one has no place.
    #[inline]
    pub fn carre(self, autre: Self) -> f32 {
        let (dx, dy, dz) = (self.x - autre.x, self.y - autre.y, self.z - autre.z);
        dx * dx + dy * dy + dz * dz
    }
}

/// Square of the straight line under an arc of this many kilometres.
pub(crate) fn carre_de(km: f64) -> f32 {
    if !km.is_finite() || km >= RAYON_KM * std::f64::consts::PI {
        return 5.0; // more than the diameter: the whole Earth
    }
    let demi = (km.max(0.0) / (2.0 * RAYON_KM)).sin();
    (4.0 * demi * demi) as f32
}

/// Kilometres of arc above a squared straight line.
pub(crate) fn km_de(carre: f32) -> f64 {
    let demi = (f64::from(carre).max(0.0).sqrt() / 2.0).min(1.0);
    2.0 * RAYON_KM * demi.asin()
}

/// A circle on the sphere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cercle {
    pub centre: Vecteur,
    /// Squared straight line of the radius.
    pub carre: f32,
    point: Point,
    rayon_km: f64,
    /// Cosine of the latitude of the centre.
    cosinus: f64,
}

/// A cell of the grid: `niveau` cuts on each axis.
#[derive(Clone, Copy)]
struct Cellule {
    lat: u32,
    lon: u32,
    niveau: u32,
}

impl Cercle {
    pub fn new(point: Point, rayon_km: f64) -> Self {
        let rayon_km = if rayon_km.is_nan() { 0.0 } else { rayon_km.max(0.0) };
        Self {
            centre: Vecteur::du_point(point),
            carre: carre_de(rayon_km),
            point,
            rayon_km,
            cosinus: point.lat().to_radians().cos(),
        }
    }

    /// Document ranges that hold every document of the circle, in a segment sorted by `cles`.
    ///
    /// They hold others too: the caller measures each distance.
    pub fn plages(&self, cles: &[u32]) -> Vec<Range<u32>> {
        let mut plages = Vec::new();
        self.couper(Cellule { lat: 0, lon: 0, niveau: 0 }, cles, 0..cles.len(), &mut plages);
        plages
    }

    fn couper(
        &self,
        cellule: Cellule,
        cles: &[u32],
        docs: Range<usize>,
        plages: &mut Vec<Range<u32>>,
    ) {
        if docs.is_empty() || self.hors_de(cellule) {
            return;
        }
        if docs.len() <= CELLULE_MIN || cellule.niveau == NIVEAU_MAX || self.contient(cellule) {
            return ajouter(plages, docs);
        }
        let mut debut = docs.start;
        for enfant in cellule.enfants() {
            let limite =
                u64::from(enfant.premiere_cle()) + (1 << (2 * (NIVEAU_MAX - enfant.niveau)));
            let fin = debut + cles[debut..docs.end].partition_point(|c| u64::from(*c) < limite);
            self.couper(enfant, cles, debut..fin, plages);
            debut = fin;
        }
    }

    /// No point of the cell is in the circle. May be wrong in the safe direction.
    fn hors_de(&self, cellule: Cellule) -> bool {
        let (sud, nord, ouest, est) = cellule.bords();
        let lat = self.point.lat().clamp(sud, nord);
        let ecart_lat = (self.point.lat() - lat).abs().to_radians() * RAYON_KM;
        // A hair of slack: keys are computed in double precision, distances in single.
        if ecart_lat > self.rayon_km + 0.01 {
            return true;
        }
        let ecart_lon = ecart_de_longitude(self.point.lon(), ouest, est);
        self.distance_au_meridien(ecart_lon) > self.rayon_km + 0.01
    }

    /// Most points of the cell are in the circle, as on a flat map: it can be read whole.
    fn contient(&self, cellule: Cellule) -> bool {
        let (sud, nord, ouest, est) = cellule.bords();
        let loin = |a: f64, b: f64, centre: f64| {
            (a - centre).abs().max((b - centre).abs()).to_radians() * RAYON_KM
        };
        let (dy, dx) =
            (loin(sud, nord, self.point.lat()), loin(ouest, est, self.point.lon()) * self.cosinus);
        dx * dx + dy * dy <= self.rayon_km * self.rayon_km
    }

    /// Distance from the centre to the nearest point of a meridian this many degrees away.
    fn distance_au_meridien(&self, ecart_lon: f64) -> f64 {
        if ecart_lon >= 90.0 {
            // The nearest point of a far meridian is a pole.
            return (90.0 - self.point.lat().abs()).to_radians() * RAYON_KM;
        }
        (ecart_lon.to_radians().sin() * self.cosinus).asin() * RAYON_KM
    }
}

impl Cellule {
    /// The four quarters, in the order of the keys.
    fn enfants(self) -> [Cellule; 4] {
        let (lat, lon, niveau) = (self.lat * 2, self.lon * 2, self.niveau + 1);
        [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(y, x)| Cellule {
            lat: lat + y,
            lon: lon + x,
            niveau,
        })
    }

    /// South, north, west, east, in degrees.
    fn bords(self) -> (f64, f64, f64, f64) {
        let pas = f64::from(1_u32 << self.niveau);
        let lat = |i: u32| f64::from(i) / pas * 180.0 - 90.0;
        let lon = |i: u32| f64::from(i) / pas * 360.0 - 180.0;
        (lat(self.lat), lat(self.lat + 1), lon(self.lon), lon(self.lon + 1))
    }

    fn premiere_cle(self) -> u32 {
        let decalage = NIVEAU_MAX - self.niveau;
        let mut cle = 0;
        for bit in 0..self.niveau {
            cle |= (self.lat >> bit & 1) << (2 * (bit + decalage) + 1);
            cle |= (self.lon >> bit & 1) << (2 * (bit + decalage));
        }
        cle
    }
}

/// Degrees between a longitude and an interval of longitudes, around the back if shorter.
fn ecart_de_longitude(lon: f64, ouest: f64, est: f64) -> f64 {
    if (ouest..=est).contains(&lon) {
        return 0.0;
    }
    let tour = |a: f64, b: f64| {
        let d = (a - b).abs() % 360.0;
        d.min(360.0 - d)
    };
    tour(lon, ouest).min(tour(lon, est))
}

fn ajouter(plages: &mut Vec<Range<u32>>, docs: Range<usize>) {
    let docs = docs.start as u32..docs.end as u32;
    match plages.last_mut() {
        Some(derniere) if docs.start <= derniere.end + 64 => derniere.end = docs.end,
        _ => plages.push(docs),
    }
}

/// Key of a document's place as held in memory.
pub(crate) fn cle_courte(cle: u64) -> u32 {
    u32::try_from(cle).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use noyau::geo;
    use proptest::prelude::*;

    fn point(lat: f64, lon: f64) -> Point {
        Point::new(lat, lon).unwrap()
    }

    #[test]
    fn the_key_of_a_cell_is_the_key_of_its_corner() {
        for (lat, lon, niveau) in [(0, 0, 0), (1, 0, 1), (0, 1, 1), (40_000, 12_345, 16), (5, 9, 4)]
        {
            let cellule = Cellule { lat, lon, niveau };
            let (sud, _, ouest, _) = cellule.bords();
            assert_eq!(
                i64::from(cellule.premiere_cle()),
                geo::cle(point(sud, ouest)),
                "{lat} {lon} {niveau}"
            );
        }
    }

    proptest! {
        #[test]
        fn short_distances_are_those_of_noyau(lat in -89.0..89.0f64, lon in -179.0..179.0f64, dy in -1.0..1.0f64, dx in -1.0..1.0f64) {
            let (a, b) = (point(lat, lon), point((lat + dy).clamp(-90.0, 90.0), lon + dx));
            let km = km_de(Vecteur::du_point(a).carre(Vecteur::du_point(b)));
            prop_assert!((km - geo::distance_km(a, b)).abs() < 0.005, "{} {}", km, geo::distance_km(a, b));
        }

        #[test]
        fn ranges_hold_the_whole_circle(
            points in proptest::collection::vec((-90.0..=90.0f64, -180.0..=180.0f64), 1..600),
            lat in -90.0..=90.0f64, lon in -180.0..=180.0f64, km in 0.0..9_000.0f64,
        ) {
            let mut points: Vec<Point> = points.into_iter().map(|(a, b)| point(a, b)).collect();
            points.sort_by_key(|p| geo::cle(*p));
            let cles: Vec<u32> = points.iter().map(|p| cle_courte(geo::cle(*p) as u64)).collect();
            let cercle = Cercle::new(point(lat, lon), km);
            let plages = cercle.plages(&cles);
            for (i, p) in points.iter().enumerate() {
                let dedans = Vecteur::du_point(*p).carre(cercle.centre) <= cercle.carre;
                prop_assert!(!dedans || plages.iter().any(|r| r.contains(&(i as u32))), "{:?}", p);
            }
            prop_assert!(plages.windows(2).all(|w| w[0].end < w[1].start));
        }
    }
}

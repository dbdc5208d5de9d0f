//! A point for what is known to be somewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use noyau::geo::Point;

use super::localisation::Localisation;

/// The most populated commune of each région.
static CHEFS_LIEUX: LazyLock<HashMap<&'static str, Point>> = LazyLock::new(|| {
    let mut communes: Vec<_> = donnees::communes().iter().collect();
    communes.sort_by_key(|c| c.population);
    let points =
        communes.into_iter().filter_map(|c| Some((c.region, Point::new(c.lat, c.lon).ok()?)));
    points.collect()
});

/// The point of a place, else that of the largest town of its région; none when nothing is known.
pub fn repere(lieu: &Localisation) -> Option<Point> {
    let du_territoire = || CHEFS_LIEUX.get(lieu.region.as_deref()?).copied();
    lieu.point.or_else(du_territoire)
}

#[cfg(test)]
mod tests {
    use super::super::localisation::situer;
    use super::*;

    #[test]
    fn a_region_stands_at_its_largest_town() {
        let bretagne = repere(&situer("Bretagne", None)).unwrap();
        assert!((bretagne.lat() - 48.11).abs() < 0.1, "{bretagne:?}");
        let rennes = situer("1 rue du Port 35000 Rennes", None);
        assert_eq!(repere(&rennes), rennes.point);
        assert_eq!(repere(&situer("", None)), None);
    }
}

//! First names, folded: what makes the name of a company look like that of a person.

pub(crate) const PRENOMS: &str = include_str!("../prenoms.csv");

/// Common first names in France, without accents, in lower case.
pub fn prenoms() -> impl Iterator<Item = &'static str> {
    PRENOMS.lines().skip(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_and_once_each() {
        let tous: Vec<&str> = prenoms().collect();
        assert!(tous.len() > 700 && tous.windows(2).all(|w| w[0] < w[1]), "sorted, once each");
        assert!(tous.iter().all(|p| p.chars().all(|c| c.is_ascii_lowercase())));
    }
}

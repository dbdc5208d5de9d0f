//! What is counted, and how it is said: `donnees/mesures.toml`.

use std::sync::LazyLock;

use noyau::territoires::Departement;
use serde::Deserialize;

/// Something that is counted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mesure {
    /// Stable code, e.g. `recherche.issue`.
    pub code: String,
    /// Title of its table.
    pub titre: String,
    /// How it is counted.
    pub definition: String,
    /// Title of the column of its keys.
    pub colonne: String,
    /// Whether its labels give the order of the rows.
    #[serde(default)]
    pub ordonnee: bool,
    /// Label of each key.
    pub libelles: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Fichier {
    mesure: Vec<Mesure>,
}

static MESURES: LazyLock<Vec<Mesure>> = LazyLock::new(|| {
    let fichier = toml::from_str::<Fichier>(include_str!("../../donnees/mesures.toml"));
    fichier.map(|f| f.mesure).unwrap_or_default()
});

/// Everything that is counted.
pub fn mesures() -> &'static [Mesure] {
    &MESURES
}

/// The measure of this code.
pub fn mesure(code: &str) -> Option<&'static Mesure> {
    MESURES.iter().find(|m| m.code == code)
}

/// How a key is said.
pub fn libelle_dans(mesure: &Mesure, cle: &str) -> String {
    if let Some((_, libelle)) = mesure.libelles.iter().find(|(c, _)| c == cle) {
        return libelle.clone();
    }
    match Departement::par_code(cle) {
        Some(d) if mesure.code == "recherche.departement" => format!("{} ({})", d.nom, d.code),
        _ => cle.to_owned(),
    }
}

/// How a key of this measure is said; the key itself when the measure is not known.
pub fn libelle(code: &str, cle: &str) -> String {
    mesure(code).map_or_else(|| cle.to_owned(), |m| libelle_dans(m, cle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_told() {
        assert_eq!(mesures().len(), 9);
        assert_eq!(libelle("recherche.departement", "2A"), "Corse-du-Sud (2A)");
        assert_eq!(libelle("recherche.departement", "france"), "Toute la France");
        assert_eq!(libelle("recherche.domaine", "H"), "Industrie");
        assert_eq!(libelle("api.appels", "GET /api/v1/search"), "GET /api/v1/search");
        assert_eq!(libelle("inconnue", "35"), "35");
    }
}

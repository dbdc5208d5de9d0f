//! Charts that the browser draws above a table that says the same (components of DSFR Chart).

use serde_json::{Value, json};

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graphe {
    /// Custom element that draws it.
    pub balise: &'static str,
    /// What it shows, in a sentence, for those who do not see it.
    pub legende: String,
    attributs: Value,
}

impl Graphe {
    /// Lines over the same abscissas: the name and the values of each.
    pub fn courbes(legende: &str, abscisses: &[String], series: &[(&str, Vec<i64>)]) -> Self {
        let x: Vec<&[String]> = series.iter().map(|_| abscisses).collect();
        let y: Vec<&[i64]> = series.iter().map(|(_, valeurs)| valeurs.as_slice()).collect();
        let noms: Vec<&str> = series.iter().map(|(nom, _)| *nom).collect();
        let attributs = json!({
            "x": json!(x).to_string(), "y": json!(y).to_string(), "name": json!(noms).to_string(),
            "selected-palette": "categorical",
        });
        Graphe { balise: "line-chart", legende: legende.to_owned(), attributs }
    }

    /// A map of the départements: what is measured, its value for the country, the day, then the value of each département
    /// by code; those left out are grey.
    pub fn carte(
        (nom, total): (&str, i64),
        jour: &str,
        departements: impl Iterator<Item = (String, i64)>,
    ) -> Self {
        let valeurs: serde_json::Map<String, Value> =
            departements.map(|(code, valeur)| (code, valeur.into())).collect();
        let attributs = json!({
            "data": Value::Object(valeurs).to_string(), "value": total.to_string(), "name": nom,
            "date": jour, "level": "dep",
        });
        Graphe { balise: "map-chart", legende: format!("Carte : {nom}"), attributs }
    }

    /// Its attributes, JSON.
    pub fn attributs(&self) -> String {
        self.attributs.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_texts_that_the_component_reads() {
        let mois = ["janvier".to_owned(), "février".to_owned()];
        let courbes = Graphe::courbes(
            "Évolution",
            &mois,
            &[("Apprentis", vec![1, 2]), ("Ruptures", vec![0, 1])],
        );
        let lus: Value = serde_json::from_str(&courbes.attributs()).unwrap();
        assert_eq!(lus["x"], r#"[["janvier","février"],["janvier","février"]]"#);
        assert_eq!(
            (&lus["y"], &lus["name"]),
            (&"[[1,2],[0,1]]".into(), &r#"["Apprentis","Ruptures"]"#.into())
        );
        let departements = [("35".to_owned(), 12)].into_iter();
        let carte = Graphe::carte(("Apprentis", 12), "30/11/2026", departements);
        let lus: Value = serde_json::from_str(&carte.attributs()).unwrap();
        assert_eq!((&lus["data"], &lus["level"]), (&r#"{"35":12}"#.into(), &"dep".into()));
    }
}

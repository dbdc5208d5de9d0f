//! The file of the lines that were refused, to be mended and sent again as it is.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::dossier::{OBLIGATOIRES, aides};

/// Column that says where the line was; left aside when the file comes back.
pub const LIGNE: &str = "ligne_du_fichier";

/// Column that says what is wrong; left aside when the file comes back.
pub const A_CORRIGER: &str = "a_corriger";

/// A table of texts, its heading first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tableau {
    /// Names of the columns.
    pub colonnes: Vec<String>,
    /// The lines.
    pub lignes: Vec<Vec<String>>,
}

/// The refused items among those that were sent, each with its place and what refuses it. The columns are those that were
/// sent, in the order of the template, and those that must be filled.
pub fn tableau(items: &[(i64, Map<String, Value>)], refus: &BTreeMap<i64, Vec<String>>) -> Tableau {
    let refuses: Vec<&(i64, Map<String, Value>)> =
        items.iter().filter(|(rang, _)| refus.contains_key(rang)).collect();
    let champs = champs(&refuses);
    let mut colonnes = vec![A_CORRIGER.to_owned(), LIGNE.to_owned()];
    colonnes.extend(champs.iter().cloned());
    let lignes = refuses.iter().map(|(rang, item)| {
        let raisons = refus.get(rang).map(|r| r.join(" ")).unwrap_or_default();
        let mut ligne = vec![raisons, rang.to_string()];
        ligne.extend(champs.iter().map(|champ| item.get(champ).map(texte).unwrap_or_default()));
        ligne
    });
    Tableau { colonnes, lignes: lignes.collect() }
}

fn champs(refuses: &[&(i64, Map<String, Value>)]) -> Vec<String> {
    let envoye = |nom: &str| refuses.iter().any(|(_, item)| item.contains_key(nom));
    let du_modele = aides().into_iter().map(|(nom, _)| nom.to_owned());
    let mut champs: Vec<String> =
        du_modele.filter(|nom| OBLIGATOIRES.contains(&nom.as_str()) || envoye(nom)).collect();
    let autres: std::collections::BTreeSet<&String> = refuses
        .iter()
        .flat_map(|(_, item)| item.keys())
        .filter(|nom| !champs.contains(nom))
        .collect();
    let autres: Vec<String> = autres.into_iter().cloned().collect();
    champs.extend(autres);
    champs
}

fn texte(valeur: &Value) -> String {
    match valeur {
        Value::String(texte) => texte.clone(),
        Value::Null => String::new(),
        autre => autre.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_was_refused_with_why_and_what_must_be_filled() {
        let item = |valeur: Value| valeur.as_object().unwrap().clone();
        let items = vec![
            (2, item(json!({"nom_apprenant": "Riou", "annee_formation": 1, "zz": "x"}))),
            (3, item(json!({"nom_apprenant": "Bon", "tel_apprenant": "06"}))),
            (5, item(json!({"prenom_apprenant": "Awa", "has_nir": true}))),
        ];
        let refus = BTreeMap::from([
            (2, vec!["Prénom vide.".to_owned(), "Date invalide.".to_owned()]),
            (5, vec!["Nom vide.".to_owned()]),
        ]);
        let t = tableau(&items, &refus);
        let rang = |nom: &str| t.colonnes.iter().position(|c| c == nom);
        assert_eq!(t.colonnes[..3], ["a_corriger", "ligne_du_fichier", "nom_apprenant"]);
        assert_eq!(t.lignes[0][..3], ["Prénom vide. Date invalide.", "2", "Riou"]);
        assert_eq!(t.lignes[0][rang("annee_formation").unwrap()], "1");
        assert_eq!(t.lignes[1][rang("prenom_apprenant").unwrap()], "Awa");
        assert_eq!(t.lignes[1][rang("zz").unwrap()], "");
        assert_eq!(rang("tel_apprenant"), None, "no refused line has it");
        assert!(rang("etablissement_formateur_uai").is_some(), "it must be filled");
        assert_eq!(t.lignes.len(), 2);
    }
}

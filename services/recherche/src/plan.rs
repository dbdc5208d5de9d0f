//! What the search knows of its documents: facets, flags, keys, weights, words.

use std::collections::BTreeMap;

use moteur::{Departage, Facette, MotsVides, Plan, Poids, Taille};
use serde::Deserialize;

/// Genre of trainings.
pub const FORMATION: &str = "formation";
/// Genre of offers.
pub const OFFRE: &str = "offre";
/// Genre of companies likely to hire.
pub const RECRUTEUR: &str = "recruteur";
/// Every genre, in the order of building.
pub const GENRES: [&str; 3] = [FORMATION, OFFRE, RECRUTEUR];

/// Facets, named as the parameters of the API.
const FACETTES: [(&str, Taille); 13] = [
    ("type", Taille::Petite),
    ("sub_type", Taille::Petite),
    ("type_filter_label", Taille::Petite),
    ("nature", Taille::Petite),
    ("contract_type", Taille::Petite),
    ("level", Taille::Petite),
    ("activity_sector", Taille::Grande),
    ("organization_name", Taille::Grande),
    ("departement", Taille::Territoire),
    ("region", Taille::Territoire),
    // Only for the public job API: they are filters there, and are not in the result.
    ("rome", Taille::Grande),
    ("opco", Taille::Grande),
    ("origine", Taille::Grande),
];

/// Flags, named as the parameters of the API.
const DRAPEAUX: [&str; 6] = [
    "is_disabled_elligible",
    "urgent",
    "smart_apply",
    "is_algo_company",
    "is_formation_included",
    "is_start_flexible",
];

/// Day of publication, day of start (days since 1970), number of applications.
const CLES: [&str; 3] = ["publication", "debut", "candidatures"];

#[derive(Deserialize)]
struct Mots {
    grammaire: Vec<String>,
    domaine: Vec<String>,
    diplomes: Vec<String>,
    expressions: Vec<String>,
}

#[derive(Deserialize)]
struct Synonymes {
    groupes: Vec<Vec<String>>,
    locutions: Vec<String>,
    elargir: BTreeMap<String, Vec<String>>,
}

/// The plan of the index. Words and synonyms are files that anyone can edit
/// (`donnees/mots_vides.toml`, `donnees/synonymes.toml`).
pub fn plan() -> anyhow::Result<Plan> {
    let mots: Mots = toml::from_str(donnees::MOTS_VIDES)?;
    let synonymes: Synonymes = toml::from_str(donnees::SYNONYMES)?;
    let vides = mots.grammaire.into_iter().chain(mots.domaine).collect();
    Ok(Plan {
        facettes: FACETTES.map(|(nom, taille)| Facette { nom: nom.to_owned(), taille }).to_vec(),
        drapeaux: DRAPEAUX.map(str::to_owned).to_vec(),
        cles: CLES.map(str::to_owned).to_vec(),
        mots_vides: MotsVides { vides, diplomes: mots.diplomes },
        expressions: mots.expressions,
        synonymes: synonymes.groupes,
        elargissements: synonymes.elargir.into_iter().collect(),
        locutions: synonymes.locutions,
        poids: Poids::default(),
        departage: Departage {
            drapeau: Some("smart_apply".to_owned()),
            moins: Some("candidatures".to_owned()),
            plus: Some("publication".to_owned()),
        },
    })
}

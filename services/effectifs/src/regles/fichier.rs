//! A table of enrolments: what its cells say, as the API would have received it.

use std::collections::BTreeMap;

use noyau::dates::DateCivile;
use noyau::texte::plier;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::corrige::{A_CORRIGER, LIGNE};
use super::dossier;

/// Two figures of a year up to this one are of this century.
const SIECLE: i32 = 40;

/// The names of the columns, as the API names them: case, spaces and the stars of the template do not count.
pub fn entete(cellules: &[String]) -> Vec<String> {
    let nom = |c: &String| c.trim().trim_end_matches('*').trim().to_lowercase().replace(' ', "_");
    cellules.iter().map(nom).collect()
}

/// The heading with the names that a centre said its columns stand for; a column that has a name of the API keeps it.
pub fn traduire(entete: Vec<String>, dites: &BTreeMap<String, String>) -> Vec<String> {
    let connu = |nom: &String| dossier::aides().iter().any(|(champ, _)| champ == nom);
    let traduit = |nom: String| match dites.get(&nom) {
        Some(champ) if !connu(&nom) => champ.clone(),
        _ => nom,
    };
    entete.into_iter().map(traduit).collect()
}

/// What a heading lacks, for the file to be one of enrolments.
pub fn colonnes_absentes(entete: &[String]) -> Vec<&'static str> {
    let present = |nom: &&&str| !entete.iter().any(|c| c == **nom);
    let generee = "id_erp_apprenant";
    dossier::OBLIGATOIRES.iter().filter(present).copied().filter(|nom| *nom != generee).collect()
}

/// A line as an item of the API. Dates are read the way people write them; a person without an identifier is given one
/// that the same person has in the next file.
pub fn item(entete: &[String], cellules: &[String]) -> Value {
    let mut objet = Map::new();
    for (nom, texte) in entete.iter().zip(cellules) {
        let texte = texte.trim();
        if nom.is_empty() || texte.is_empty() || [LIGNE, A_CORRIGER].contains(&nom.as_str()) {
            continue;
        }
        let valeur = if est_une_date(nom) { date(texte) } else { texte.to_owned() };
        objet.insert(nom.clone(), valeur.into());
    }
    if !objet.contains_key("id_erp_apprenant") {
        let genere = identifiant(&objet);
        objet.insert("id_erp_apprenant".to_owned(), genere.into());
    }
    Value::Object(objet)
}

fn est_une_date(nom: &str) -> bool {
    nom.starts_with("date_") || nom.starts_with("contrat_date_")
}

/// A day as the API wants it; what is no day stays as it was written, to be told.
fn date(texte: &str) -> String {
    let lu = texte.parse::<DateCivile>().ok().or_else(|| avec_deux_chiffres(texte));
    lu.map_or_else(|| texte.to_owned(), |jour| jour.to_string())
}

/// `01/09/24`.
fn avec_deux_chiffres(texte: &str) -> Option<DateCivile> {
    let morceaux: Vec<&str> = texte.split(['/', '-', '.']).collect();
    let [jour, mois, annee] = morceaux[..] else { return None };
    let annee: i32 = annee.parse().ok().filter(|a| (0..100).contains(a))?;
    let siecle = if annee <= SIECLE { 2000 } else { 1900 };
    DateCivile::new(siecle + annee, mois.parse().ok()?, jour.parse().ok()?).ok()
}

fn identifiant(objet: &Map<String, Value>) -> String {
    let dit = |nom: &str| plier(objet.get(nom).and_then(Value::as_str).unwrap_or_default());
    let personne = [
        dit("nom_apprenant"),
        dit("prenom_apprenant"),
        dit("date_de_naissance_apprenant"),
        dit("formation_cfd"),
        dit("formation_rncp"),
    ];
    hex::encode(&Sha256::digest(personne.join("|"))[..10])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cellules(textes: &[&str]) -> Vec<String> {
        textes.iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn headings_are_those_of_the_api() {
        let entete = entete(&cellules(&[
            " Nom_apprenant *",
            "PRENOM apprenant",
            "date_de_naissance_apprenant**",
        ]));
        assert_eq!(entete, ["nom_apprenant", "prenom_apprenant", "date_de_naissance_apprenant"]);
        let absentes = colonnes_absentes(&entete);
        assert!(absentes.contains(&"annee_scolaire") && !absentes.contains(&"nom_apprenant"));
        assert!(!absentes.contains(&"id_erp_apprenant"), "it can be made");
    }

    #[test]
    fn a_centre_says_once_what_its_columns_stand_for() {
        let dites = BTreeMap::from([
            ("nom_de_famille".to_owned(), "nom_apprenant".to_owned()),
            ("prenom_apprenant".to_owned(), "nom_apprenant".to_owned()),
        ]);
        let lue = entete(&cellules(&["Nom de famille", "Prenom_apprenant", "Couleur"]));
        let attendue = ["nom_apprenant", "prenom_apprenant", "couleur"];
        assert_eq!(traduire(lue, &dites), attendue);
    }

    #[test]
    fn what_was_mended_comes_back_as_it_was_sent() {
        let colonnes = cellules(&["a_corriger", "ligne_du_fichier", "id_erp_apprenant"]);
        let lu = item(&colonnes, &cellules(&["Prénom vide", "4", "7"]));
        assert_eq!(lu, json!({"id_erp_apprenant": "7"}));
    }

    #[test]
    fn any_french_date_is_read_or_left_to_be_told() {
        let cas = [
            ("2008-03-12", "2008-03-12"),
            ("12/03/2008", "2008-03-12"),
            ("12-03-2008", "2008-03-12"),
            ("12.03.2008", "2008-03-12"),
            ("1/3/2008", "2008-03-01"),
            ("12/03/08", "2008-03-12"),
            ("12/03/40", "2040-03-12"),
            ("12/03/41", "1941-03-12"),
            ("2008/03/12", "2008-03-12"),
            ("2008-03-12 00:00:00", "2008-03-12"),
            ("31/02/2008", "31/02/2008"),
            ("mars 2008", "mars 2008"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(date(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn a_person_keeps_the_same_identifier_from_file_to_file() {
        let entete =
            cellules(&["nom_apprenant", "prenom_apprenant", "date_de_naissance_apprenant"]);
        let un = item(&entete, &cellules(&["LE GOFF", "Éloïse", "12/03/2008"]));
        let deux = item(&entete, &cellules(&[" Le Goff ", "eloise", "2008-03-12"]));
        assert_eq!(un["id_erp_apprenant"], deux["id_erp_apprenant"]);
        assert_eq!(un["date_de_naissance_apprenant"], "2008-03-12");
        let donne = item(&cellules(&["id_erp_apprenant", ""]), &cellules(&["7", "x"]));
        assert_eq!(donne, json!({"id_erp_apprenant": "7"}));
    }
}

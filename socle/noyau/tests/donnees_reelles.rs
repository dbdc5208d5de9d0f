//! Reads the identifiers of publishers' real files and holds the counts measured on them.
//!
//! The files are not in the repository: `COMPAGNON_DONNEES_REELLES` names their folder, else
//! `../shared/data` beside the workspace. Each test says so and stops there when they are absent.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

use noyau::ValeurInvalide;
use noyau::dates::DateCivile;
use noyau::geo::parse_lat_lon;
use noyau::identifiants::{
    Cfd, CleMinistereEducatif, CodeCommune, CodePostal, Idcc, Mef10, MefStat11, Naf, Nda, Nsf,
    Rncp, Rome, Siren, Siret, Uai,
};
use noyau::niveau::NiveauDiplome;
use noyau::territoires::{Academie, Departement, Region};
use serde_json::Value;

type Ligne = BTreeMap<String, String>;

/// The bytes of a file, or nothing, said on the error output.
fn octets(fichier: &str) -> Option<Vec<u8>> {
    #[allow(clippy::disallowed_methods, reason = "a test has no configuration to read it from")]
    let choisi = std::env::var("COMPAGNON_DONNEES_REELLES");
    let voisin = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let dossier = choisi.map_or_else(|_| PathBuf::from(voisin), PathBuf::from);
    let lu = fs::read(dossier.join(fichier)).ok();
    if lu.is_none() {
        eprintln!("{fichier} is absent: nothing is tested on it");
    }
    lu
}

/// The lines of a CSV in ISO-8859-1, which is the first 256 characters of Unicode.
fn csv_latin1(fichier: &str) -> Option<Vec<Ligne>> {
    let texte: String = octets(fichier)?.into_iter().map(char::from).collect();
    Some(lignes(&texte))
}

/// The lines of a CSV in UTF-8, with or without its byte order mark.
fn csv_utf8(fichier: &str) -> Option<Vec<Ligne>> {
    let texte = String::from_utf8(octets(fichier)?).unwrap();
    Some(lignes(texte.trim_start_matches('\u{feff}')))
}

fn lignes(texte: &str) -> Vec<Ligne> {
    let mut lecteur = csv::ReaderBuilder::new().delimiter(b';').from_reader(texte.as_bytes());
    lecteur.deserialize().map(Result::unwrap).collect()
}

/// The objects of a JSON array, at the root or under the only key of the root.
fn json(fichier: &str) -> Option<Vec<Value>> {
    match serde_json::from_slice(&octets(fichier)?).unwrap() {
        Value::Array(valeurs) => Some(valeurs),
        Value::Object(racine) => racine.into_iter().next()?.1.as_array().cloned(),
        _ => None,
    }
}

fn colonne(lignes: &[Ligne], nom: &str) -> Vec<String> {
    lignes.iter().map(|ligne| ligne[nom].clone()).filter(|valeur| !valeur.is_empty()).collect()
}

/// RCO writes "None" where there is nothing.
fn champ(valeurs: &[Value], nom: &str) -> Vec<String> {
    let textes = valeurs.iter().filter_map(|valeur| valeur[nom].as_str());
    textes.filter(|texte| !texte.is_empty() && *texte != "None").map(str::to_owned).collect()
}

/// How many values there are, and those that are refused, each once.
fn refuses<T: FromStr<Err = ValeurInvalide> + Display>(valeurs: &[String]) -> (usize, Vec<&str>) {
    let refuses: BTreeSet<&str> =
        valeurs.iter().map(String::as_str).filter(|valeur| relit::<T>(valeur).is_err()).collect();
    (valeurs.len(), refuses.into_iter().collect())
}

/// Parses, then parses what is displayed: a canonical form must be its own reading.
fn relit<T: FromStr<Err = ValeurInvalide> + Display>(valeur: &str) -> Result<T, ValeurInvalide> {
    let lu: T = valeur.parse()?;
    lu.to_string().parse()
}

/// Every value is accepted, and there are that many.
fn tous<T: FromStr<Err = ValeurInvalide> + Display>(valeurs: &[String], attendus: usize) {
    assert_eq!(refuses::<T>(valeurs), (attendus, vec![]), "{}", std::any::type_name::<T>());
}

#[test]
fn etablissements_de_rco() {
    let Some(lus) = json("rco/catalogue_etablissement_apprentissage_20221010.json") else {
        return;
    };
    assert_eq!(refuses::<Siret>(&champ(&lus, "siret")), (5_691, vec!["19331424200000"]));
    tous::<Siren>(&champ(&lus, "siren"), 5_691);
    tous::<Uai>(&champ(&lus, "uai"), 3_853);
    tous::<Nda>(&champ(&lus, "nda"), 4_545);
    tous::<CodePostal>(&champ(&lus, "code_postal"), 5_689);
    tous::<CodeCommune>(&champ(&lus, "code_insee_localite"), 5_689);
    // Codes of the nomenclature of 2003 or earlier, which had three digits before its letter.
    assert_eq!(
        refuses::<Naf>(&champ(&lus, "naf_code")),
        (5_678, vec!["80.2A", "80.2C", "80.3Z", "82.01"])
    );
    let positions = champ(&lus, "geo_coordonnees");
    assert_eq!(
        (
            positions.len(),
            positions.iter().filter(|position| parse_lat_lon(position).is_ok()).count()
        ),
        (5_668, 5_668)
    );
}

#[test]
fn places_of_the_establishments_of_rco() {
    let Some(lus) = json("rco/catalogue_etablissement_apprentissage_20221010.json") else {
        return;
    };
    let mut compares = 0;
    for etablissement in &lus {
        let texte = |nom: &str| etablissement[nom].as_str().unwrap_or_default();
        let ecrit = Departement::par_code(texte("num_departement"));
        let Ok(commune) = texte("code_insee_localite").parse() else {
            continue;
        };
        let departement = Departement::de_commune(&commune);
        assert!(ecrit.is_none() || ecrit == departement, "{commune}");
        if let (Some(departement), Some(academie)) =
            (ecrit, Academie::par_code(texte("num_academie")))
        {
            assert_eq!(departement.academie(), Some(academie), "{commune}");
            compares += 1;
        }
    }
    assert_eq!(compares, 5_666);
}

#[test]
fn closing_dates_of_rco() {
    let Some(lus) = json("rco/catalogue_etablissement_apprentissage_20221010.json") else {
        return;
    };
    let dates: Vec<Option<DateCivile>> = champ(&lus, "date_fermeture")
        .iter()
        .map(|texte| DateCivile::lire(texte).unwrap())
        .collect();
    assert_eq!((dates.len(), dates.iter().flatten().count()), (5_689, 116));
}

#[test]
fn cfa_sous_convention() {
    let Some(lus) = csv_latin1("organismes/CFASousConvRegionale_latest-UAI.csv") else {
        return;
    };
    tous::<Uai>(&colonne(&lus, "numero_uai"), 933);
    let siret = colonne(&lus, "numero_siren_siret_uai");
    assert_eq!(refuses::<Siret>(&siret), (843, vec!["77560813500859", "77568013500708"]));
}

#[test]
fn uai_corrected_by_hand() {
    let Some(lus) = csv_utf8("organismes/uai-edited-2021-12-28.csv") else {
        return;
    };
    let cles = colonne(&lus, "cle_ministere_educatif");
    tous::<CleMinistereEducatif>(&cles, 2_155);
    let cles: Vec<CleMinistereEducatif> = cles.iter().map(|cle| cle.parse().unwrap()).collect();
    assert_eq!(cles.iter().filter(|cle| cle.as_str().len() == 47).count(), 31);
    assert_eq!(cles.iter().filter(|cle| cle.annee().is_none()).count(), 1_942);
    assert!(cles.iter().all(|cle| cle.siret_gestionnaire().is_ok()
        && cle.siret_formateur().is_ok()
        && cle.commune().is_some()));
    let faux = [
        "001276G",
        "01412395c",
        "03391146J",
        "0351603R",
        "03522996S",
        "040002X",
        "055996ST",
        "07118896A",
        "9741089K",
    ];
    assert_eq!(refuses::<Uai>(&colonne(&lus, "uai_formation")), (2_155, faux.to_vec()));
}

#[test]
fn diplomas_of_bcn() {
    let fichiers = [
        ("bcn/N_FORMATION_DIPLOME.csv", 3_923, 14),
        ("bcn/N_FORMATION_DIPLOME_ENQUETE_51.csv", 6_954, 3),
    ];
    for (fichier, attendus, autres_niveaux) in fichiers {
        let Some(lus) = csv_latin1(fichier) else {
            return;
        };
        tous::<Cfd>(&colonne(&lus, "FORMATION_DIPLOME"), attendus);
        for nom in ["DATE_OUVERTURE", "DATE_FERMETURE"] {
            let dates = colonne(&lus, nom);
            assert!(dates.len() > 2_000 && refuses::<DateCivile>(&dates).1.is_empty());
        }
        let ecarts = lus.iter().filter(|ligne| niveau_deduit(ligne) != niveau_ecrit(ligne)).count();
        assert_eq!(ecarts, autres_niveaux, "{fichier}");
    }
}

fn niveau_deduit(ligne: &Ligne) -> Option<NiveauDiplome> {
    NiveauDiplome::de_cfd(&ligne["FORMATION_DIPLOME"].parse().unwrap())
}

fn niveau_ecrit(ligne: &Ligne) -> Option<NiveauDiplome> {
    NiveauDiplome::lire(&ligne["NIVEAU_QUALIFICATION_RNCP"]).unwrap()
}

#[test]
fn mef_of_bcn() {
    let Some(lus) = csv_utf8("bcn/N_MEF.csv") else {
        return;
    };
    tous::<Mef10>(&colonne(&lus, "MEF"), 10_067);
    tous::<MefStat11>(&colonne(&lus, "MEF_STAT_11"), 10_067);
    for ligne in &lus {
        let cfd: Cfd = ligne["FORMATION_DIPLOME"].parse().unwrap();
        let (mef, stat): (Mef10, MefStat11) =
            (ligne["MEF"].parse().unwrap(), ligne["MEF_STAT_11"].parse().unwrap());
        assert!(mef.concerne(&cfd) && stat.specialite() == cfd.specialite(), "{mef}");
        assert_eq!(
            (mef.dispositif(), mef.annee().to_string()),
            (&*ligne["DISPOSITIF_FORMATION"], ligne["ANNEE_DISPOSITIF"].clone())
        );
    }
}

#[test]
fn certifinfo_and_idcc() {
    if let Some(lus) = csv_utf8("certifinfo/certif_info.csv") {
        tous::<Rome>(&colonne(&lus, "Code_Rome_1"), 7_502);
        tous::<Nsf>(&colonne(&lus, "Code_Nsf"), 8_407);
        tous::<Rncp>(&colonne(&lus, "Code_RNCP"), 5_346);
        tous::<Cfd>(&colonne(&lus, "Code_Scolarité"), 3_761);
        tous::<NiveauDiplome>(&colonne(&lus, "Code_Niveau_Europeen"), 6_152);
    }
    if let Some(lus) = csv_utf8("idcc/referentielCodesIdccOpco.csv") {
        assert_eq!(refuses::<Idcc>(&colonne(&lus, "IDCC")), (333, vec!["N.A.", "na"]));
    }
}

#[test]
fn other_lists_of_organisations() {
    if let Some(lus) = csv_utf8("organismes/organismes-prepa-apprentissage.csv") {
        tous::<Uai>(&colonne(&lus, "uai"), 6_059);
        tous::<Siret>(&colonne(&lus, "siret"), 6_059);
    }
    if let Some(lus) = json("organismes/referentiel-api-v1-organismes.json") {
        tous::<Siret>(&champ(&lus, "siret"), 808);
        let potentiels: Vec<Value> = lus
            .iter()
            .filter_map(|organisme| organisme["uai_potentiels"].as_array())
            .flatten()
            .cloned()
            .collect();
        tous::<Uai>(&champ(&potentiels, "uai"), 1_774);
    }
}

#[test]
fn trainings_of_rco_on_three_days() {
    for (fichier, cfd, rncp, siret) in
        [("j-1", 214, 220, 230), ("j", 215, 221, 231), ("j+1", 215, 220, 230)]
    {
        let Some(lus) = json(&format!("rco/formations_{fichier}.json")) else {
            return;
        };
        tous::<Cfd>(&champ(&lus, "cfd"), cfd);
        tous::<Rncp>(&champ(&lus, "rncp_code"), rncp);
        tous::<Siret>(&champ(&lus, "etablissement_gestionnaire_siret"), siret);
        for lieu in champ(&lus, "etablissement_lieu_formation_geo_coordonnees") {
            let point = parse_lat_lon(&lieu).unwrap();
            assert!(
                (41.0..52.0).contains(&point.lat()) && (-6.0..10.0).contains(&point.lon()),
                "{lieu}"
            );
        }
    }
}

#[test]
fn communes_and_their_postal_codes() {
    let Some(lus) = json("communes/communes.json") else {
        return;
    };
    let (mut postaux, mut ailleurs) = (0, 0);
    for commune in &lus {
        let code: CodeCommune = commune["code"].as_str().unwrap().parse().unwrap();
        let departement = Departement::de_commune(&code).unwrap();
        let ecrit = [&commune["codeDepartement"], &commune["codeRegion"]]
            .map(|code| code.as_str().unwrap());
        assert_eq!([departement.code, departement.region().code], ecrit, "{code}");
        for postal in commune["codesPostaux"].as_array().unwrap() {
            let postal: CodePostal = postal.as_str().unwrap().parse().unwrap();
            postaux += 1;
            ailleurs += usize::from(Departement::de_code_postal(&postal) != Some(departement));
        }
    }
    assert_eq!((lus.len(), postaux, ailleurs), (35_014, 35_539, 24));
}

#[test]
fn departements_of_the_education_nationale() {
    let Some(lus) = csv_utf8("geo/departements_academies_regions.csv") else {
        return;
    };
    let mut retrouves = 0;
    for ligne in &lus {
        let Some(departement) = Departement::par_code(&ligne["codeDepartement"]) else {
            continue;
        };
        assert_eq!(Departement::par_nom(&ligne["libelleDepartement"]), Some(departement));
        assert_eq!(departement.academie(), Academie::par_code(&ligne["codeAcademie"]), "{ligne:?}");
        // The file files overseas collectivités under Guadeloupe or a région of its own.
        let collectivite = departement.region().code.len() == 3;
        assert!(
            collectivite || Region::par_code(&ligne["codeRegion"]) == Some(departement.region()),
            "{ligne:?}"
        );
        retrouves += 1;
    }
    assert_eq!(retrouves, 107);
}

//! The file of the SIFA survey.

use axum::http::Method;

use super::*;
use crate::demande::CLIENT;
use crate::site::{jouer, sites};

#[test]
fn the_sifa_file_has_as_many_lines_as_the_screen_says_and_its_taking_is_noted() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(web::Role::Cfa).await;
            let entetes = [("cookie", cookie.as_str())];
            let page = site.demander(Method::GET, "/effectifs/sifa", CLIENT, &entetes).await.corps;
            let dit = page.split("Fichier SIFA, diplômes (").nth(1).expect("a file");
            let dit: usize = dit.split_whitespace().next().unwrap().parse().expect("a number");
            let avant = journal(site, "effectifs.sifa").await;
            let csv =
                site.demander(Method::GET, "/effectifs/sifa.csv", CLIENT, &entetes).await.corps;
            assert_eq!(journal(site, "effectifs.sifa").await, avant + 1, "the taking is noted");
            let mut lecteur = csv::ReaderBuilder::new();
            let mut lecteur =
                lecteur.has_headers(false).delimiter(b';').from_reader(csv.as_bytes());
            let lignes: Vec<csv::StringRecord> = lecteur.records().map(|l| l.unwrap()).collect();
            assert!(dit > 40 && lignes.len() == dit, "{dit} {}", lignes.len());
            assert!(lignes.iter().all(|l| l.len() == 47 && &l[6] == "APP" && l[28].len() == 8));
            assert!(lignes[0][0].trim_start_matches('\u{feff}') == "=\"\"", "{:?}", &lignes[0]);
            let titres = "/effectifs/sifa.csv?titres=oui";
            let csv = site.demander(Method::GET, titres, CLIENT, &entetes).await.corps;
            assert!(csv.starts_with("\u{feff}INE;NUMERO_UAI;TYPE_CFA;SIT_FORM;"), "{}", &csv[..80]);
        }
    });
}

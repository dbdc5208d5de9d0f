//! The publishers' real files, when the machine has them.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::commun::{Essai, donnees_reelles};
use annuaire::porte::Organismes;
use importer::Issue;

/// File, records read, organisations (or corrections) stored, records rejected, fields left out.
const ATTENDUS: [(&str, i64, i64, i64, i64); 14] = [
    ("organismes/referentiel-api-v1-organismes.json", 808, 808, 0, 0),
    ("organismes/organismes-prepa-apprentissage.csv", 6059, 6059, 0, 0),
    // 90 without a SIRET, 2 with a wrong one; 15 lines give a second UAI to an organisation.
    ("organismes/CFASousConvRegionale_latest-UAI.csv", 933, 826, 92, 0),
    // Spaces and lower case are put right; what is left has a wrong letter or digits too many.
    ("organismes/uai-edited-2021-12-28.csv", 2155, 2143, 12, 0),
    // One SIRET with a wrong key; the fields left out are codes of the NAF of 1993.
    ("rco/catalogue_etablissement_apprentissage_20221010.json", 5691, 5690, 1, 6),
    ("reseaux/referentiel-reseau-aden.csv", 8, 8, 0, 0),
    ("reseaux/referentiel-reseau-afpa.csv", 148, 148, 0, 0),
    ("reseaux/referentiel-reseau-aftral.csv", 111, 111, 0, 0),
    ("reseaux/referentiel-reseau-agri.csv", 754, 754, 0, 0),
    ("reseaux/referentiel-reseau-cma.csv", 149, 146, 3, 1),
    ("reseaux/referentiel-reseau-compagnons-du-devoir.csv", 51, 51, 0, 0),
    ("reseaux/referentiel-reseau-compagnons-du-tour-de-france.csv", 14, 14, 0, 0),
    ("reseaux/referentiel-reseau-cr-normandie.csv", 29, 28, 1, 0),
    ("reseaux/referentiel-reseau-eduservice.csv", 69, 69, 0, 0),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_measured_counts() {
    let Some(dossier) = donnees_reelles() else { return };
    let essai = Essai::sqlite().await;
    let mut vus = Vec::new();
    for (fichier, ..) in ATTENDUS {
        let course = essai.importer(&dossier.join(fichier)).await;
        assert!(matches!(course.issue, Issue::Stocke { .. }), "{fichier}: {:?}", course.issue);
        let rejets = essai.rejets(&course).await;
        let ignores = rejets.iter().filter(|r| r.3.ends_with(".ignore")).count() as i64;
        let principaux = essai.principaux(&course).await;
        vus.push((fichier, course.comptes.lus, principaux, rejets.len() as i64 - ignores, ignores));
    }
    assert_eq!(vus, ATTENDUS);
    let debut = Instant::now();
    let organismes = Organismes::charger(essai.db()).await.unwrap();
    eprintln!("{} organisations in memory in {:?}", organismes.len(), debut.elapsed());
    assert_eq!(organismes.len() as i64, essai.organismes().await);
}

#[test]
fn every_file_of_the_publishers_is_claimed_at_most_once() {
    let Some(dossier) = donnees_reelles() else { return };
    let importeurs = annuaire::service().importeurs;
    let mut reconnus = Vec::new();
    for chemin in fichiers(&dossier) {
        let apercu = importer::Fichier::nouveau(&chemin).apercu().unwrap();
        let jeux: Vec<&str> =
            importeurs.iter().filter(|i| (i.reconnaitre)(&apercu)).map(|i| i.jeu).collect();
        assert!(jeux.len() <= 1, "{}: {jeux:?}", chemin.display());
        let nom = chemin.strip_prefix(&dossier).unwrap().display().to_string();
        eprintln!("{nom:<60} {}", jeux.first().unwrap_or(&"—"));
        reconnus.extend(jeux.first().map(|_| nom));
    }
    let mut attendus: Vec<&str> = ATTENDUS.iter().map(|a| a.0).collect();
    attendus.sort_unstable();
    reconnus.sort();
    assert_eq!(reconnus, attendus);
}

fn fichiers(dossier: &Path) -> Vec<PathBuf> {
    let entrees = std::fs::read_dir(dossier).unwrap().map(|e| e.unwrap().path());
    entrees.flat_map(|p| if p.is_dir() { fichiers(&p) } else { vec![p] }).collect()
}

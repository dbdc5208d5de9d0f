//! The publishers' real files, when the machine has them.

use std::path::{Path, PathBuf};

use crate::commun::{Essai, donnees_reelles, version};
use catalogue::porte::{self, Reperes};
use importer::Issue;

/// File, records read, trainings, records rejected, fields left out.
const ATTENDUS: [(&str, i64, i64, i64, i64); 5] = [
    // A placeholder stands for each key ("1", "2"…); rejected fiches have no CFD.
    ("catalogue/rco_formations_2022_sample.json", 21, 20, 1, 21),
    ("rco/formations_j-1.json", 230, 214, 16, 1),
    ("rco/formations_j.json", 231, 215, 16, 3),
    ("rco/formations_j+1.json", 230, 215, 15, 2),
    ("catalogue/formations-api-sample.json", 2, 2, 0, 0),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_measured_counts() {
    let Some(dossier) = donnees_reelles() else { return };
    let essai = Essai::sqlite().await;
    let mut vus = Vec::new();
    for (fichier, ..) in ATTENDUS {
        let course = essai.reimporter(&dossier.join(fichier)).await;
        assert!(matches!(course.issue, Issue::Stocke { .. }), "{fichier}: {:?}", course.issue);
        let rejets = essai.rejets(&course).await;
        let ignores = rejets.iter().filter(|r| r.3.ends_with(".ignore")).count() as i64;
        let formations = essai.lignes("formations", &course).await;
        vus.push((fichier, course.comptes.lus, formations, rejets.len() as i64 - ignores, ignores));
    }
    assert_eq!(vus, ATTENDUS);
}

#[tokio::test(flavor = "multi_thread")]
async fn three_days_of_rco() {
    let Some(dossier) = donnees_reelles() else { return };
    let essai = Essai::sqlite().await;
    essai.reimporter(&dossier.join("rco/formations_j-1.json")).await;
    let mut vues = Vec::new();
    for jour in ["j", "j+1"] {
        let course = essai.reimporter(&dossier.join(format!("rco/formations_{jour}.json"))).await;
        let d = porte::differences(essai.db(), &Reperes::default(), version(&course))
            .await
            .unwrap()
            .unwrap();
        for changement in &d.changees {
            eprintln!("{jour}: {changement:?}");
        }
        vues.push((jour, d.ajoutees.len(), d.disparues.len(), d.changees.len()));
    }
    // The fiche that goes on the last day has no CFD: it never came in.
    assert_eq!(vues, [("j", 1, 0, 1), ("j+1", 0, 0, 0)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nearly_every_training_of_rco_finds_a_name_a_level_and_a_place() {
    let Some(dossier) = donnees_reelles() else { return };
    let essai = Essai::sqlite().await;
    for fichier in [
        "bcn/N_FORMATION_DIPLOME.csv",
        "bcn/N_FORMATION_DIPLOME_ENQUETE_51.csv",
        "rncp/Kit_apprentissage_20250131.xlsx",
        "certifinfo/certif_info.csv",
    ] {
        essai.importer_referentiel(&dossier.join(fichier)).await;
    }
    essai.reimporter(&dossier.join("rco/formations_j.json")).await;
    let reperes = Reperes::charger(essai.db()).await.unwrap();
    let mut manques = [0; 4];
    porte::pour_chaque(essai.db(), reperes, |f| {
        let manque =
            [f.titre().is_none(), f.niveau.is_none(), f.romes.is_empty(), f.lieu.point.is_none()];
        manque.iter().zip(&mut manques).for_each(|(m, total)| *total += i32::from(*m));
    })
    .await
    .unwrap();
    // 23 fiches prepare for titles of 2021 that no vocabulary of today joins to a trade.
    assert_eq!(manques, [0, 0, 23, 0], "without name, level, trades, position");
}

#[test]
fn every_file_of_the_publishers_is_claimed_at_most_once() {
    let Some(dossier) = donnees_reelles() else { return };
    let importeurs = catalogue::service().importeurs;
    let mut reconnus = Vec::new();
    for chemin in fichiers(&dossier) {
        let apercu = importer::Fichier::nouveau(&chemin).apercu().unwrap();
        let jeux: Vec<&str> =
            importeurs.iter().filter(|i| (i.reconnaitre)(&apercu)).map(|i| i.jeu).collect();
        assert!(jeux.len() <= 1, "{}: {jeux:?}", chemin.display());
        let nom = chemin.strip_prefix(&dossier).unwrap().display().to_string();
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

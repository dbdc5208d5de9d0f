//! A service handed over: its figures are the same in the instance that takes it.

use crate::programme::{Programme, dit};
use crate::serveur::{Serveur, lire};

const FIGURES: &str = "/api/v1/effectifs/indicateurs?date=2026-10-31";

fn figures(programme: &Programme) -> String {
    let serveur = Serveur::demarrer(programme, &[]);
    let (statut, figures) = lire(serveur.adresse, FIGURES).unwrap();
    assert_eq!(statut, 200, "{figures}");
    figures
}

#[test]
fn the_figures_of_a_service_that_was_handed_over_are_the_same() {
    let ici = Programme::nouveau();
    let sortie = ici.executer(&["demo", "--date", "2026-11-24", "--seed", "1"]);
    assert!(sortie.status.success(), "{}", dit(&sortie));
    let dossier = ici.dossier().join("remise").display().to_string();
    let services = ["effectifs", "annuaire", "referentiels"];
    let exporter = [&["handover", "export", "--output", &dossier][..], &services].concat();
    let sortie = ici.executer(&exporter);
    assert!(sortie.status.success(), "{}", dit(&sortie));
    let attendues = figures(&ici);
    let lues: serde_json::Value = serde_json::from_str(&attendues).unwrap();
    assert!(lues["territoires"][0]["apprentis"].as_i64() > Some(100), "{attendues}");

    let la = Programme::nouveau();
    let sortie = la.executer(&["handover", "import", &dossier]);
    assert!(sortie.status.success(), "{}", dit(&sortie));
    assert_eq!(figures(&la), attendues);

    let sortie = la.executer(&["handover", "import", &dossier]);
    assert!(
        !sortie.status.success() && dit(&sortie).contains("n'est pas vide"),
        "{}",
        dit(&sortie)
    );
    std::fs::write(ici.dossier().join("remise/effectifs.ndjson"), "{}").unwrap();
    let sortie = Programme::nouveau().executer(&["handover", "import", &dossier]);
    assert!(dit(&sortie).contains("n'est pas celui du manifeste"), "{}", dit(&sortie));
}

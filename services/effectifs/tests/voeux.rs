//! The file of wishes on both databases: bad lines are said, the rest goes in, a new file takes the place of the old one.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use base::essai::Base;
use base::sqlx;
use importer::{Course, Fichier, Issue, Options, auto};
use noyau::horloge::Horloge;
use serde_json::{Value, json};

const TITRES: &str = "Académie possédant le dossier élève et l'offre de formation;INE;Nom de l'élève;Prénom 1;Code offre de formation (vœu);clé ministère éducatif;Téléphone portable;Code MEF;Libellé formation;Libellé étab. origine;SIRET UAI gestionnaire;SIRET UAI formateur";

const CLE: &str = "018807P012X1859216160005718592161600057-59350#L01";

async fn importer(base: &Base, lignes: &[String]) -> Course {
    let texte = std::iter::once(TITRES.to_owned()).chain(lignes.iter().cloned());
    let chemin = base.dossier.join("voeux.csv");
    std::fs::write(&chemin, texte.collect::<Vec<_>>().join("\n")).unwrap();
    let importeurs = effectifs::service().importeurs;
    let fichier = Fichier::nouveau(chemin);
    let importeur = auto::trouver(&fichier, &importeurs).unwrap();
    let options =
        Options { a_blanc: false, forcer: false, rapports: base.dossier.clone(), bavard: false };
    let horloge = Horloge::figee("2026-06-10T09:00:00Z".parse().unwrap());
    importer::importer(&base.db, &horloge, importeur, &fichier, &options).await.unwrap()
}

fn ligne(champs: [&str; 12]) -> String {
    champs.join(";")
}

const BONNE: [&str; 12] = [
    "RENNES",
    "123456789aa",
    "Le Goff",
    "Éloïse",
    "12001",
    CLE,
    "+33 6 12 34 56 78",
    "24722137311",
    "CAP Boulanger",
    "Collège",
    "-",
    "-",
];

fn avec(rang: usize, valeur: &'static str) -> String {
    let mut champs = BONNE;
    champs[rang] = valeur;
    ligne(champs)
}

#[tokio::test]
async fn bad_lines_are_said_and_the_rest_goes_in() {
    for base in base::essai::bases(&[effectifs::service().migrations.unwrap()]).await {
        let sans_cle = {
            let mut champs = BONNE;
            (champs[1], champs[5]) = ("987654321BB", "-");
            (champs[10], champs[11]) = ("13002526500013", "13002526500013");
            ligne(champs)
        };
        let lignes = [
            ligne(BONNE),
            sans_cle,
            avec(0, "ATLANTIDE"),
            avec(1, "-"),
            avec(2, ""),
            avec(5, "clé illisible"),
        ];
        let course = importer(&base, &lignes).await;
        assert!(matches!(course.issue, Issue::Stocke { .. }), "{:?}", course.issue);
        assert_eq!((course.comptes.stockes, course.comptes.rejetes), (2, 4), "{}", base.nom);
        let sql = "SELECT regle FROM rejets ORDER BY ligne";
        let regles: Vec<String> =
            sqlx::query_scalar(sql).fetch_all(base.db.read().pool()).await.unwrap();
        assert_eq!(regles[0], "academie.inconnue");
        assert_eq!(regles[3], "voeu.organismes");
        let sql =
            "SELECT ine, academie, telephone, siret_formateur FROM effectifs_voeux ORDER BY ine";
        let lues: Vec<(String, String, Option<String>, String)> =
            sqlx::query_as(sql).fetch_all(base.db.read().pool()).await.unwrap();
        let attendue = ("123456789AA", "14", Some("+33612345678"), "18592161600057");
        let lue = &lues[0];
        assert_eq!((&*lue.0, &*lue.1, lue.2.as_deref(), &*lue.3), attendue);
        assert_eq!(lues[1].3, "13002526500013", "without a key, the SIRET of the file");
    }
}

const CFA: &str = "13002526500013";

/// A wish addressed to a centre.
fn voeu(ine: &'static str, nom: &'static str, offre: &'static str, siret: &'static str) -> String {
    let mut champs = BONNE;
    (champs[1], champs[2], champs[4], champs[5]) = (ine, nom, offre, "-");
    (champs[10], champs[11]) = (siret, siret);
    ligne(champs)
}

fn inscrit(id: &str, nom: &str, autres: Value) -> Value {
    let mut item = json!({
        "nom_apprenant": nom, "prenom_apprenant": "Eloise", "date_de_naissance_apprenant": "2011-03-12",
        "annee_scolaire": "2026-2027", "id_erp_apprenant": id, "date_inscription_formation": "2026-06-01",
        "date_entree_formation": "2026-09-01", "date_fin_formation": "2027-08-31",
        "etablissement_responsable_uai": "0010856A", "etablissement_responsable_siret": CFA,
        "etablissement_formateur_uai": "0010856A", "etablissement_formateur_siret": CFA,
    });
    let (Value::Object(base), Value::Object(plus)) = (&mut item, autres) else { panic!() };
    base.extend(plus);
    item
}

async fn chiffres(base: &Base) -> Vec<(String, i64, i64, i64, i64, i64, i64)> {
    let horloge = Horloge::figee("2026-11-24T09:00:00Z".parse().unwrap());
    let tache =
        effectifs::service().taches.iter().find(|t| t.nom == "effectifs.voeux").unwrap().travail;
    tache(taches::Contexte { db: base.db.clone(), horloge }).await.unwrap();
    let sql =
        "SELECT academie, eleves, apprentis, sans_contrat, non_inscrits, attendus, transmetteurs
               FROM effectifs_chiffres_voeux WHERE campagne = 2026 ORDER BY academie";
    sqlx::query_as(sql).fetch_all(base.db.read().pool()).await.unwrap()
}

#[tokio::test]
async fn pupils_are_counted_by_academie_and_their_figures_outlive_their_wishes() {
    let migrations = [
        annuaire::service().migrations.unwrap(),
        referentiels::service().migrations.unwrap(),
        effectifs::service().migrations.unwrap(),
    ];
    for base in base::essai::bases(&migrations).await {
        assert_eq!(chiffres(&base).await, [], "no file, {}", base.nom);
        let ailleurs = "90000000100009";
        let mut nantes = BONNE;
        nantes[0] = "NANTES";
        let lignes = [
            voeu("987654321BB", "Le Goff", "1", CFA),
            voeu("987654321BB", "Le Goff", "2", ailleurs),
            voeu("987654322BB", "Kerbrat", "1", CFA),
            voeu("987654323BB", "Riou", "1", CFA),
            ligne(nantes),
        ];
        assert_eq!(importer(&base, &lignes).await.comptes.stockes, 5);
        let items = vec![
            inscrit(
                "1",
                "Autre",
                json!({"ine_apprenant": "987654321BB", "contrat_date_debut": "2026-10-01"}),
            ),
            inscrit("2", "Kerbrat", json!({})),
        ];
        let horloge = Horloge::figee("2026-11-24T09:00:00Z".parse().unwrap());
        let maintenant = horloge.maintenant().ms();
        effectifs::porte::transmettre(&base.db, CFA, items, maintenant).await.unwrap();
        effectifs::porte::traiter(&base.db, &horloge).await.unwrap();
        let attendus = [("14".to_owned(), 3, 1, 1, 1, 2, 1), ("17".to_owned(), 1, 0, 0, 1, 1, 0)];
        assert_eq!(chiffres(&base).await, attendus, "{}", base.nom);
        assert_eq!(chiffres(&base).await, attendus, "counted again, {}", base.nom);
        let mut tx = base.db.write().await.unwrap();
        sqlx::query("DELETE FROM effectifs_voeux").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(chiffres(&base).await, attendus, "the wishes are erased, {}", base.nom);
    }
}

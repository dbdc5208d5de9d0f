//! The file of wishes on both databases: bad lines are said, the rest goes in, a new file takes the place of the old one.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use base::essai::Base;
use base::sqlx;
use importer::{Course, Fichier, Issue, Options, auto};
use noyau::horloge::Horloge;

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

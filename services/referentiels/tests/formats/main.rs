//! Each publisher's format, on examples written for it: what is stored, what is rejected and why,
//! on every database.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod attendus;
mod paquets;

use std::fs;
use std::path::{Path, PathBuf};

use base::essai::{Base, bases};
use base::sqlx;
use importer::{Course, Fichier, Importeur, Issue, Options, importer};
use noyau::horloge::Horloge;

use attendus::{Attendu, FORMATS};

/// Where the file of an example is: as written, or packed as its publisher does.
fn fichier(nom: &str, dossier: &Path) -> PathBuf {
    let paquet = dossier.join(nom);
    match nom {
        "rncp.zip" => paquets::archive_rncp(&paquet, None),
        _ => match nom.strip_suffix(".xlsx") {
            Some(exemple) => paquets::classeur(exemple, &paquet),
            None => return paquets::exemples().join(nom),
        },
    }
    paquet
}

/// The importer of this crate that recognises a file, there being no other.
fn seul_importeur(fichier: &Fichier) -> Importeur {
    let apercu = fichier.apercu().unwrap();
    let trouves: Vec<Importeur> = referentiels::service()
        .importeurs
        .into_iter()
        .filter(|i| (i.reconnaitre)(&apercu))
        .collect();
    assert_eq!(trouves.len(), 1, "{} : {trouves:?}", fichier.nom());
    trouves[0]
}

async fn lancer(base: &Base, importeur: &Importeur, fichier: &Fichier) -> Course {
    let options = Options {
        a_blanc: false,
        forcer: false,
        rapports: base.dossier.join("rapports"),
        bavard: false,
    };
    importer(&base.db, &Horloge::systeme(), importeur, fichier, &options).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_format_gives_its_rows_and_its_rejects() {
    for base in bases(referentiels::service().migrations.as_slice()).await {
        for attendu in &FORMATS {
            let fichier = Fichier::nouveau(fichier(attendu.fichier, &base.dossier));
            let importeur = seul_importeur(&fichier);
            assert_eq!(importeur.jeu, attendu.jeu, "{}", attendu.fichier);
            let course = lancer(&base, &importeur, &fichier).await;
            verifier(&base, attendu, &course).await;
            let encore = lancer(&base, &importeur, &fichier).await;
            assert_eq!(encore.issue, Issue::Inchange, "{}", attendu.fichier);
        }
    }
}

async fn verifier(base: &Base, attendu: &Attendu, course: &Course) {
    let nom = format!("{} ({})", attendu.fichier, base.nom);
    let Issue::Stocke { version } = course.issue else { panic!("{nom} : {:?}", course.issue) };
    let rejets: Vec<(i64, String, String, String)> = sqlx::query_as(
        "SELECT ligne, colonne, valeur, regle FROM rejets WHERE version = $1 ORDER BY rang",
    )
    .bind(version)
    .fetch_all(base.db.read().pool())
    .await
    .unwrap();
    let rejets: Vec<_> = rejets
        .iter()
        .map(|(ligne, colonne, valeur, regle)| {
            (*ligne, colonne.as_str(), valeur.as_str(), regle.as_str())
        })
        .collect();
    assert_eq!(rejets, attendu.rejets, "{nom}");
    let comptes = course.comptes;
    assert_eq!((comptes.lus, comptes.stockes), (attendu.lus, attendu.stockes), "{nom}");
    for (sql, lignes) in attendu.contenus {
        let lues: Vec<String> =
            sqlx::query_scalar(*sql).fetch_all(base.db.read().pool()).await.unwrap();
        assert_eq!(lues, *lignes, "{nom} : {sql}");
    }
}

/// What a damaged file is answered: nothing stored, and a sentence that says what is wrong.
async fn refuse(importeur: &Importeur, chemin: &Path, message: &str) {
    let base = bases(referentiels::service().migrations.as_slice()).await.remove(0);
    let course = lancer(&base, importeur, &Fichier::nouveau(chemin)).await;
    let Issue::Illisible(motif) = &course.issue else {
        panic!("{} : {:?}", chemin.display(), course.issue)
    };
    assert!(motif.contains(message), "{} : {motif}", chemin.display());
    assert_eq!(course.issue.code(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_header_is_named() {
    let dossier = tempfile::tempdir().unwrap();
    for attendu in FORMATS.iter().filter(|a| a.fichier.ends_with(".csv")) {
        let bon = fichier(attendu.fichier, dossier.path());
        let mut octets = fs::read(&bon).unwrap();
        let debut = octets.iter().position(|o| *o == b'\n').unwrap();
        octets.splice(..debut, *b"une;autre,entete");
        let mauvais = dossier.path().join("mauvais.csv");
        fs::write(&mauvais, octets).unwrap();
        let importeur = seul_importeur(&Fichier::nouveau(bon));
        refuse(&importeur, &mauvais, "colonnes absentes : ").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_truncated_file_is_said_to_be_so() {
    let dossier = tempfile::tempdir().unwrap();
    let cas = [
        ("communes/communes.json", "tronqué"),
        ("communes/zones-emploi.json", "tronqué"),
        ("rncp.zip", "tronquée"),
        ("kit.xlsx", "tronqué"),
        ("npec-2019.xlsx", "tronqué"),
        ("npec-2022.xlsx", "tronqué"),
    ];
    for (nom, message) in cas {
        let bon = fichier(nom, dossier.path());
        let importeur = seul_importeur(&Fichier::nouveau(&bon));
        let octets = fs::read(&bon).unwrap();
        let coupe = dossier.path().join(format!("coupe-{}", nom.replace('/', "-")));
        fs::write(&coupe, &octets[..octets.len() * 2 / 3]).unwrap();
        refuse(&importeur, &coupe, message).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_without_one_of_its_files_is_refused() {
    let dossier = tempfile::tempdir().unwrap();
    let archive = dossier.path().join("rncp.zip");
    paquets::archive_rncp(&archive, Some("Nsf"));
    let importeur = seul_importeur(&Fichier::nouveau(&archive));
    refuse(&importeur, &archive, "fichiers absents de l'archive : Nsf").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn latin1_where_utf8_is_expected_is_told_with_its_line() {
    let dossier = tempfile::tempdir().unwrap();
    let bon = fichier("rome/codes.csv", dossier.path());
    let importeur = seul_importeur(&Fichier::nouveau(&bon));
    let texte = fs::read_to_string(&bon).unwrap();
    let octets: Vec<u8> =
        texte.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let latin1 = dossier.path().join("latin1.csv");
    fs::write(&latin1, octets).unwrap();
    refuse(&importeur, &latin1, "ligne 3 : le texte n'est pas en UTF-8").await;
}

//! Files that are not what they should be: each gets its clear message, nothing is lost, and
//! nothing is half visible.

use std::fs;
use std::path::{Path, PathBuf};

use base::essai::Base;
use base::versions::{self, Version};
use compagnon::assembly;
use donnees::demo::{Demo, Echelle, Graine, ecrire_lignes};
use importer::{Course, Fichier, Issue, auto, importer};
use noyau::identifiants::Siret;
use sqlx::{AssertSqlSafe, Executor};

use crate::site::{bases_vides, horloge, jouer, options};

/// Imports a file as `compagnon import` does: recognised first, or refused with the reason.
async fn charger(base: &Base, chemin: &Path) -> Result<Course, String> {
    let importeurs = assembly::importeurs(&assembly::services());
    let fichier = Fichier::nouveau(chemin);
    let importeur = auto::trouver(&fichier, &importeurs)?;
    let course = importer(&base.db, &horloge(), importeur, &fichier, &options(&base.dossier)).await;
    course.map_err(|e| e.to_string())
}

fn demo() -> Demo {
    Demo::new(&Echelle::France, Graine(1), horloge().aujourd_hui().naive())
}

fn ecrire(dossier: &Path, nom: &str, contenu: impl AsRef<[u8]>) -> PathBuf {
    let chemin = dossier.join(nom);
    fs::write(&chemin, contenu).expect("a file is written");
    chemin
}

/// The first companies of the invented France, one a line.
fn recruteurs(combien: usize) -> String {
    let mut texte = Vec::new();
    ecrire_lignes(demo().recruteurs().take(combien), &mut texte).expect("lines are written");
    String::from_utf8(texte).expect("UTF-8")
}

async fn courante(base: &Base, jeu: &str) -> Option<Version> {
    versions::courante(base.db.read(), jeu).await.expect("the database answers")
}

async fn compter(base: &Base, sql: &'static str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(base.db.read().pool()).await.expect("a count")
}

const VISIBLES: &str = "SELECT COUNT(*) FROM recruteurs WHERE version IN \
                        (SELECT id FROM versions WHERE statut = 'courante')";

#[test]
fn a_bad_siret_in_line_40_000_is_named_and_the_others_go_in() {
    let mut lignes: Vec<String> = recruteurs(45_000).lines().map(str::to_owned).collect();
    let fautif = changer_la_cle(&mut lignes[39_999]);
    assert!(fautif.parse::<Siret>().is_err());
    jouer(async {
        for base in bases_vides().await {
            let chemin = ecrire(&base.dossier, "recruteurs.ndjson", lignes.join("\n"));
            let course = charger(&base, &chemin).await.expect("a known format");
            assert!(matches!(course.issue, Issue::Stocke { .. }), "{:?}", course.issue);
            assert_eq!(course.comptes.lus, 45_000, "{}", base.nom);
            assert_eq!(course.comptes.rejetes, 1, "{}", base.nom);
            assert_eq!(compter(&base, VISIBLES).await, course.comptes.stockes, "{}", base.nom);
            assert!(course.comptes.stockes >= 44_900, "{} {:?}", base.nom, course.comptes);
            let rapport =
                fs::read_to_string(course.rapport.expect("a report")).expect("the report is read");
            let ligne = rapport.lines().nth(1).expect("a reject");
            assert!(
                ligne.starts_with(&format!("40000;workplace.siret;{fautif};siret.")),
                "{ligne}"
            );
            assert!(ligne.len() > 70, "the rule is said in French: {ligne}");
        }
    });
}

/// Changes the last digit of the SIRET of a line; returns the new, wrong number.
fn changer_la_cle(ligne: &mut String) -> String {
    let (_, suite) = ligne.split_once("\"siret\":\"").expect("a SIRET");
    let bon = suite[..14].to_owned();
    let dernier = bon.as_bytes()[13];
    let autre = if dernier == b'9' { '0' } else { char::from(dernier + 1) };
    let fautif = format!("{}{autre}", &bon[..13]);
    *ligne = ligne.replace(&bon, &fautif);
    fautif
}

#[test]
fn a_truncated_zip_is_refused_and_changes_nothing() {
    jouer(async {
        for base in bases_vides().await {
            // The head of a zip without its directory, under names that publishers use.
            let tete = [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &[0u8; 400]].concat();
            for nom in
                ["export-fiches-csv-2026-11-24.zip", "RefRomeCsv.zip", "referentiel-npec.xlsx"]
            {
                let chemin = ecrire(&base.dossier, nom, &tete);
                let motif = match charger(&base, &chemin).await {
                    Err(motif) => motif,
                    Ok(course) => match course.issue {
                        Issue::Illisible(motif) => motif,
                        autre => panic!("{nom}: {autre:?}"),
                    },
                };
                assert!(
                    motif.contains("archive") || motif.contains("zip") || motif.contains("tronqu"),
                    "{nom}: {motif}"
                );
            }
            assert_eq!(
                compter(&base, "SELECT COUNT(*) FROM versions WHERE statut = 'courante'").await,
                0
            );
        }
    });
}

#[test]
fn a_latin_1_file_where_utf_8_is_expected_is_refused() {
    let texte = recruteurs(50).replacen(
        "\"workplace\":{\"name\":\"",
        "\"workplace\":{\"name\":\"\u{e9}\u{e8}",
        1,
    );
    let latin: Vec<u8> =
        texte.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    jouer(async {
        for base in bases_vides().await {
            let chemin = ecrire(&base.dossier, "recruteurs.ndjson", &latin);
            let motif = match charger(&base, &chemin).await {
                Err(motif) => motif,
                Ok(Course { issue: Issue::Illisible(motif), .. }) => motif,
                Ok(course) => panic!("{:?}", course.issue),
            };
            assert!(motif.contains("UTF-8"), "{motif}");
            assert_eq!(compter(&base, VISIBLES).await, 0);
        }
    });
}

#[test]
fn a_wrong_header_is_no_format_that_we_know() {
    jouer(async {
        for base in bases_vides().await {
            for contenu in
                ["siret;nom;ville\n1;2;3\n", "{\"truc\": 1}\n", "", "\u{feff}\n\n", "<html></html>"]
            {
                let chemin = ecrire(&base.dossier, "recruteurs.csv", contenu);
                let motif = charger(&base, &chemin).await.expect_err("an unknown format");
                assert!(!motif.is_empty());
            }
            assert_eq!(compter(&base, "SELECT COUNT(*) FROM versions").await, 0);
        }
    });
}

#[test]
fn the_guard_keeps_what_was_there_when_too_much_would_vanish() {
    jouer(async {
        for base in bases_vides().await {
            let chemin = ecrire(&base.dossier, "recruteurs.ndjson", recruteurs(300));
            charger(&base, &chemin).await.expect("imported");
            let avant = courante(&base, "recruteurs/api").await.expect("a version");
            ecrire(&base.dossier, "recruteurs.ndjson", recruteurs(100));
            let course = charger(&base, &chemin).await.expect("read");
            assert_eq!(course.issue.code(), 3, "{} {:?}", base.nom, course.issue);
            let apres = courante(&base, "recruteurs/api").await.expect("a version");
            assert_eq!(apres.id, avant.id, "{}", base.nom);
            assert_eq!(compter(&base, VISIBLES).await, avant.stockes, "{}", base.nom);
        }
    });
}

#[test]
fn the_same_file_twice_changes_nothing_and_says_so() {
    jouer(async {
        for base in bases_vides().await {
            let chemin = ecrire(&base.dossier, "recruteurs.ndjson", recruteurs(300));
            charger(&base, &chemin).await.expect("imported");
            let avant = versions::marque(base.db.read()).await.expect("a mark");
            let course = charger(&base, &chemin).await.expect("read");
            assert_eq!(course.issue, Issue::Inchange, "{}", base.nom);
            assert_eq!(
                versions::marque(base.db.read()).await.expect("a mark"),
                avant,
                "{}",
                base.nom
            );
            assert_eq!(auto::dire_issue(&course.issue), "inchangé");
        }
    });
}

/// A disk that fills up half-way, on SQLite: the writer may not grow the file any further.
#[test]
fn a_full_disk_leaves_nothing_half_visible_and_the_next_import_succeeds() {
    jouer(async {
        let base = bases_vides().await.remove(0);
        let chemin = ecrire(&base.dossier, "recruteurs.ndjson", recruteurs(20_000));
        borner(&base, 300).await;
        let importeurs = assembly::importeurs(&assembly::services());
        let fichier = Fichier::nouveau(&chemin);
        let importeur = auto::trouver(&fichier, &importeurs).expect("a known format");
        let erreur = importer(&base.db, &horloge(), importeur, &fichier, &options(&base.dossier))
            .await
            .expect_err("the disk is full");
        assert!(erreur.disque_plein(), "{erreur}");
        let dite = compagnon::commands::expliquer(&erreur.into());
        assert!(dite.contains("disque est plein"), "{dite}");
        assert_eq!(compter(&base, VISIBLES).await, 0);
        borner(&base, 1_000_000).await;
        let course = charger(&base, &chemin).await.expect("imported");
        assert!(matches!(course.issue, Issue::Stocke { .. }), "{:?}", course.issue);
        assert_eq!(compter(&base, VISIBLES).await, course.comptes.stockes);
    });
}

/// Lets the file have so many pages, and no more.
async fn borner(base: &Base, pages: u32) {
    let mut tx = base.db.write().await.expect("a transaction");
    let sql = format!("PRAGMA max_page_count = {pages}");
    tx.execute(AssertSqlSafe(sql)).await.expect("the limit is set");
    tx.commit().await.expect("the transaction ends");
}

//! Our engine.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, ensure};
use moteur::Index;

use crate::documents::{GENRES, lire};
use crate::requetes::questions;
use benches::mesure::{Mesures, memoire_de};

/// Measures in a process of its own: neither the documents being written nor another engine are
/// in its memory.
pub fn mesurer_a_part(dossier: &Path, requetes: usize) -> anyhow::Result<Mesures> {
    let (documents, secondes) = construire(dossier)?;
    let sortie = Command::new(std::env::current_exe()?)
        .arg(dossier)
        .arg("--mesurer-moteur")
        .args(["--requetes", &requetes.to_string()])
        .output()?;
    let erreurs = String::from_utf8_lossy(&sortie.stderr);
    ensure!(sortie.status.success(), "the measure failed: {erreurs}");
    let json = serde_json::from_slice(&sortie.stdout).context("the measure is not readable")?;
    Ok(Mesures { documents, secondes, ..Mesures::de_json(&json) })
}

/// Builds the index; returns how many documents and how many seconds.
fn construire(dossier: &Path) -> anyhow::Result<(u64, f64)> {
    let fichiers = dossier.join("index");
    Index::effacer(&fichiers)?;
    let debut = Instant::now();
    let index = Index::open(&fichiers, recherche::plan()?)?;
    let mut ecrivain = index.ecrivain()?;
    for genre in GENRES {
        let documents = lire(dossier, genre)?.map(|hit| Ok(hit?.document()?));
        ecrivain.remplacer_genre(genre, documents, 1)?;
    }
    Ok((index.nombre_de_documents(), debut.elapsed().as_secs_f64()))
}

/// Opens the index and runs the queries.
pub fn mesurer(dossier: &Path, requetes: usize) -> anyhow::Result<Mesures> {
    let questions = questions(requetes)?;
    let mut mesures = Mesures::default();
    let debut = Instant::now();
    let index = Index::open(&dossier.join("index"), recherche::plan()?)?;
    for question in questions.iter().take(1) {
        index.search(&question.requete)?;
    }
    mesures.ouverture_ms = debut.elapsed().as_secs_f64() * 1_000.0;
    for question in &questions {
        index.search(&question.requete)?;
    }
    for question in &questions {
        let debut = Instant::now();
        let reponse = index.search(&question.requete)?;
        mesures.noter(question.genre, debut.elapsed());
        mesures.trouves += reponse.total as u64;
    }
    mesures.memoire = memoire_de(std::process::id());
    mesures.disque = taille(&dossier.join("index"))?;
    Ok(mesures)
}

fn taille(dossier: &Path) -> anyhow::Result<u64> {
    let mut octets = 0;
    for entree in fs::read_dir(dossier)? {
        octets += entree?.metadata()?.len();
    }
    Ok(octets)
}

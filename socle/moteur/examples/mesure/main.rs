//! Measures the engine on an invented France: build, opening, memory, latencies.
//!
//! `cargo run --release -p moteur --example mesure [folder] [share of the 760 000 documents]`
//! builds the index, then searches it from a fresh process so that memory is that of a server
//! that opens an existing index. `mesure folder 1 chercher "rien"` searches again, one kind of
//! questions only.

// A program that measures may stop at the first fault.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod france;
mod questions;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use france::France;
use moteur::{Index, Requete, Suggestions};

#[global_allocator]
static ALLOCATEUR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Searches measured.
const QUESTIONS: usize = 4_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let dossier =
        arguments.get(1).map_or_else(|| std::env::temp_dir().join("mesure-moteur"), PathBuf::from);
    let part: f64 = arguments.get(2).map_or(1.0, |p| p.parse().expect("a share between 0 and 1"));
    match arguments.get(3).map(String::as_str) {
        Some("chercher") => chercher(&dossier),
        _ => {
            construire(&dossier, part);
            let moi = std::env::current_exe().expect("own path");
            let statut = std::process::Command::new(moi)
                .arg(&dossier)
                .arg(part.to_string())
                .arg("chercher")
                .status();
            assert!(statut.expect("second process").success());
        }
    }
}

fn construire(dossier: &Path, part: f64) {
    Index::effacer(dossier).expect("old index removed");
    let france = France::lire();
    let index = Index::open(dossier, france::plan()).expect("new index");
    let mut ecrivain = index.ecrivain().expect("writer");
    let debut = Instant::now();
    let mut total = 0;
    for (genre, nombre) in
        [("formation", 60_000.0), ("offre", 200_000.0), ("entreprise", 500_000.0)]
    {
        let depart = Instant::now();
        let documents = france.documents(genre, (nombre * part) as usize);
        let n = ecrivain.remplacer_genre(genre, documents.map(Ok), 1).expect("documents written");
        println!(
            "{genre:12} {n:7} documents  {:6.0} documents/s",
            n as f64 / depart.elapsed().as_secs_f64()
        );
        total += n;
    }
    let duree = debut.elapsed().as_secs_f64();
    println!(
        "construction {total:7} documents  {:6.0} documents/s en {duree:.1} s, {} Mo résidents",
        total as f64 / duree,
        memoire()
    );
    let changements = france.changements(200);
    let depart = Instant::now();
    ecrivain.appliquer(&changements, 2).expect("changes applied");
    println!("200 changements visibles en {:.0} ms", depart.elapsed().as_secs_f64() * 1e3);
    france.suggestions().ecrire(&dossier.join("suggestions.tsv")).expect("suggestions written");
    println!("taille sur disque {} Mo", taille(dossier) / 1_000_000);
}

fn taille(dossier: &Path) -> u64 {
    let fichiers = std::fs::read_dir(dossier).expect("folder");
    fichiers.filter_map(|f| f.ok()?.metadata().ok()).map(|m| m.len()).sum()
}

fn chercher(dossier: &Path) {
    let debut = Instant::now();
    let index = Index::open(dossier, france::plan()).expect("existing index");
    println!("ouverture {:.0} ms, {} Mo résidents", debut.elapsed().as_secs_f64() * 1e3, memoire());
    let mut questions = questions::tirer(&France::lire(), QUESTIONS);
    questions.retain(|(sorte, _)| std::env::args().nth(4).is_none_or(|seule| *sorte == seule));
    mesurer_les_sortes(&index, &questions);
    println!("débit sur 2 fils : {:.0} recherches/s", debit(&index, &questions, 2));
    println!("{} Mo résidents après {} recherches", memoire(), 5 * questions.len());
    mesurer_les_suggestions(dossier, &questions);
}

fn mesurer_les_sortes(index: &Index, questions: &[(&'static str, Requete)]) {
    // The best of several rounds: what the search costs when nobody else takes the processor.
    let mut meilleures = vec![(Duration::MAX, 0); questions.len()];
    for _ in 0..4 {
        for ((_, requete), meilleure) in questions.iter().zip(&mut meilleures) {
            let depart = Instant::now();
            let total = index.search(requete).expect("an answer").total;
            *meilleure = (depart.elapsed().min(meilleure.0), total);
        }
    }
    let mut par_sorte: Vec<(&str, Vec<Duration>, usize)> = vec![("toutes", Vec::new(), 0)];
    for ((sorte, _), (duree, total)) in questions.iter().zip(meilleures) {
        ranger(&mut par_sorte, sorte, duree, total);
    }
    println!(
        "{:28} {:>6} {:>9} {:>9} {:>9} {:>9}",
        "recherches", "nombre", "p50 ms", "p99 ms", "max ms", "trouvés"
    );
    for (sorte, mut durees, totaux) in par_sorte {
        durees.sort();
        let ms = |quantile: f64| {
            durees[((durees.len() - 1) as f64 * quantile) as usize].as_secs_f64() * 1e3
        };
        println!(
            "{sorte:28} {:6} {:9.2} {:9.2} {:9.2} {:9}",
            durees.len(),
            ms(0.5),
            ms(0.99),
            ms(1.0),
            totaux / durees.len()
        );
    }
}

fn ranger(
    par_sorte: &mut Vec<(&'static str, Vec<Duration>, usize)>,
    sorte: &'static str,
    duree: Duration,
    total: usize,
) {
    if !par_sorte.iter().any(|(s, _, _)| *s == sorte) {
        par_sorte.push((sorte, Vec::new(), 0));
    }
    for (_, durees, totaux) in
        par_sorte.iter_mut().filter(|(s, _, _)| *s == sorte || *s == "toutes")
    {
        durees.push(duree);
        *totaux += total;
    }
}

fn debit(index: &Index, questions: &[(&'static str, Requete)], fils: usize) -> f64 {
    let depart = Instant::now();
    std::thread::scope(|portee| {
        for fil in 0..fils {
            portee.spawn(move || {
                for (_, requete) in questions.iter().skip(fil).step_by(fils) {
                    index.search(requete).expect("an answer");
                }
            });
        }
    });
    questions.len() as f64 / depart.elapsed().as_secs_f64()
}

fn mesurer_les_suggestions(dossier: &Path, questions: &[(&'static str, Requete)]) {
    let depart = Instant::now();
    let suggestions = Suggestions::lire(&dossier.join("suggestions.tsv")).expect("suggestions");
    println!(
        "{} suggestions lues en {:.0} ms",
        suggestions.len(),
        depart.elapsed().as_secs_f64() * 1e3
    );
    let mut durees = Vec::new();
    for (_, requete) in questions {
        for (fin, _) in requete.texte.char_indices().skip(1) {
            let depart = Instant::now();
            suggestions.chercher(&requete.texte[..fin], 8);
            durees.push(depart.elapsed());
        }
    }
    durees.sort();
    let ms =
        |quantile: f64| durees[((durees.len() - 1) as f64 * quantile) as usize].as_secs_f64() * 1e3;
    println!(
        "{} suggestions demandées : p50 {:.3} ms, p99 {:.3} ms, max {:.3} ms",
        durees.len(),
        ms(0.5),
        ms(0.99),
        ms(1.0)
    );
}

/// Resident memory in megabytes, index pages included.
fn memoire() -> u64 {
    let statut = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ligne = statut.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    ligne.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1_024
}

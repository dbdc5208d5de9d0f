//! What goes in and out of the program in bulk, and the memory it takes: every open data set
//! exported, or a folder of files imported into an empty database.
//!
//! `flux target/bench/france/site` exports the database of that folder; `flux --importer <folder>`
//! imports its files. Peaks are those of the whole process (`VmHWM`), set back before each line.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use base::Db;
use clap::Parser;
use compagnon::assembly;
use futures::TryStreamExt;
use importer::{Options, auto};
use noyau::horloge::Horloge;
use web::export::{self, Format};

#[global_allocator]
static ALLOCATEUR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
struct Cli {
    /// Folder of a database (`compagnon.sqlite`), or of files with `--importer`.
    dossier: PathBuf,
    /// Imports the files of the folder, instead of exporting its database.
    #[arg(long)]
    importer: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if cli.importer { importer_tout(&cli.dossier).await } else { exporter_tout(&cli.dossier).await }
}

async fn exporter_tout(dossier: &std::path::Path) -> anyhow::Result<()> {
    let db = Db::ouvrir_fichier(&dossier.join("compagnon.sqlite")).await?;
    base::migrations::migrer(&db, &assembly::migrations(&assembly::services()), 0).await?;
    println!("{:<28} {:>7} {:>9} {:>7} {:>9} {:>9}", "jeu", "format", "Mo", "s", "avant", "pic");
    for jeu in assembly::services().into_iter().flat_map(|s| s.jeux) {
        for format in Format::TOUS {
            let avant = remettre_le_pic()?;
            let debut = Instant::now();
            let lignes = (jeu.lignes)(db.read().clone());
            let mut morceaux = export::ecrire(format, jeu.colonnes, lignes).await?;
            let mut octets = 0;
            while let Some(morceau) = morceaux.try_next().await? {
                octets += morceau.len();
            }
            println!(
                "{:<28} {:>7} {:>9.1} {:>7.1} {avant:>6} Mo {:>6} Mo",
                jeu.code,
                format.extension(),
                octets as f64 / 1e6,
                debut.elapsed().as_secs_f64(),
                pic()?
            );
        }
    }
    Ok(())
}

async fn importer_tout(fichiers: &std::path::Path) -> anyhow::Result<()> {
    let dossier = tempfile::tempdir()?;
    let db = Db::ouvrir_fichier(&dossier.path().join("compagnon.sqlite")).await?;
    let services = assembly::services();
    base::migrations::migrer(&db, &assembly::migrations(&services), 0).await?;
    let rapports = dossier.path().join("imports");
    let options = Options { a_blanc: false, forcer: false, rapports, bavard: false };
    let importeurs = assembly::importeurs(&services);
    let horloge = Horloge::systeme();
    remettre_le_pic()?;
    let lignes =
        auto::importer_dossier(&db, &horloge, &importeurs, fichiers, &options, |_| ()).await?;
    println!("{}\nPic de mémoire : {} Mo", auto::tableau(&lignes), pic()?);
    Ok(())
}

/// Sets the peak back to what is resident now; returns that, in MB.
fn remettre_le_pic() -> anyhow::Result<u64> {
    std::fs::write("/proc/self/clear_refs", "5")?;
    memoire("VmRSS:")
}

/// Highest resident memory since the peak was set back, in MB.
fn pic() -> anyhow::Result<u64> {
    memoire("VmHWM:")
}

fn memoire(nom: &str) -> anyhow::Result<u64> {
    let etat = std::fs::read_to_string("/proc/self/status")?;
    let ligne = etat.lines().find_map(|l| l.strip_prefix(nom)).context("/proc/self/status")?;
    let kilos: u64 = ligne.trim().trim_end_matches(" kB").parse()?;
    Ok(kilos / 1024)
}

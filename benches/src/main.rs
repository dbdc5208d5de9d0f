#![doc = include_str!("../README.md")]

mod documents;

mod notre_moteur;
mod postgres;
mod rapport;
mod requetes;
mod serveur;
mod sql;

use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use donnees::demo::Echelle;

#[global_allocator]
static ALLOCATEUR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures the search, beside PostgreSQL when there is one.
#[derive(Parser)]
struct Cli {
    /// Where documents, database and indexes are kept from one run to the next.
    #[arg(default_value = "target/bench")]
    dossier: PathBuf,
    /// How many documents: petit, departement or france.
    #[arg(long, default_value = "france")]
    echelle: String,
    /// PostgreSQL server to compare with; its table `documents` is made anew.
    #[arg(long, env = "COMPAGNON_TEST_PG")]
    postgres: Option<String>,
    /// Queries measured in each engine.
    #[arg(long, default_value_t = 1_000)]
    requetes: usize,
    /// Only measures our engine, whose index is built, and prints the figures for another process.
    #[arg(long, hide = true)]
    mesurer_moteur: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if cli.mesurer_moteur {
        println!("{}", notre_moteur::mesurer(&cli.dossier, cli.requetes)?.en_json());
        return Ok(());
    }
    let echelle: Echelle = cli.echelle.parse()?;
    let dossier = cli.dossier.join(&cli.echelle);
    documents::preparer(&dossier, &echelle).await?;
    let moteur = notre_moteur::mesurer_a_part(&dossier, cli.requetes)?;
    let autre = match &cli.postgres {
        Some(adresse) => {
            Some(postgres::mesurer(&dossier, adresse, cli.requetes).await.context("PostgreSQL")?)
        }
        None => None,
    };
    println!("{}", rapport::moteurs(&moteur, autre.as_ref()));
    println!("{}", serveur::mesurer(&dossier, cli.requetes).await?);
    Ok(())
}

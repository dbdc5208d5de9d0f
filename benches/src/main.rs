#![doc = include_str!("../README.md")]

mod documents;
mod mesure;
mod notre_moteur;
mod postgres;
mod rapport;
mod requetes;
mod sql;

use std::path::PathBuf;

use anyhow::Context;
use clap::{Parser, Subcommand};
use donnees::demo::Echelle;

#[global_allocator]
static ALLOCATEUR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    commande: Commande,
}

#[derive(Subcommand)]
enum Commande {
    /// Makes the documents of the demonstration, once.
    Preparer {
        /// Where they are kept.
        dossier: PathBuf,
        /// How many: petit, departement or france.
        #[arg(long, default_value = "france")]
        echelle: Echelle,
    },
    /// Measures our engine alone.
    Moteur {
        /// Where `preparer` wrote.
        dossier: PathBuf,
    },
    /// Measures both and prints the ratios.
    Comparer {
        /// Where `preparer` wrote.
        dossier: PathBuf,
        /// PostgreSQL server; its table `documents` is made anew.
        #[arg(long, env = "COMPAGNON_TEST_PG")]
        postgres: String,
        /// Queries measured.
        #[arg(long, default_value_t = 400)]
        requetes: usize,
    },
    /// What `moteur` runs in a process of its own, so that its memory is its own.
    #[command(hide = true)]
    MesurerMoteur {
        /// Where `preparer` wrote.
        dossier: PathBuf,
        /// Queries measured.
        requetes: usize,
    },
}

/// Queries of our engine measured alone: enough for a 99th percentile to mean something.
const REQUETES: usize = 4_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().commande {
        Commande::Preparer { dossier, echelle } => documents::preparer(&dossier, &echelle).await,
        Commande::Moteur { dossier } => {
            let moteur = notre_moteur::mesurer_a_part(&dossier, REQUETES)?;
            println!("{}", rapport::seul(&moteur));
            Ok(())
        }
        Commande::Comparer { dossier, postgres, requetes } => {
            let moteur = notre_moteur::mesurer_a_part(&dossier, requetes)?;
            let autre =
                postgres::mesurer(&dossier, &postgres, requetes).await.context("PostgreSQL")?;
            println!("{}", rapport::cote_a_cote(&moteur, &autre));
            Ok(())
        }
        Commande::MesurerMoteur { dossier, requetes } => {
            let mesures = notre_moteur::mesurer(&dossier, requetes)?;
            println!("{}", mesures.en_json());
            Ok(())
        }
    }
}

//! The `compagnon` program: one binary, every service.

mod assembly;
mod commands;
mod config;

use std::process::ExitCode;

use clap::Parser;
use commands::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match config::Config::lire(|nom| std::env::var(nom).ok()) {
        Ok(config) => config,
        Err(fautes) => {
            eprintln!("Configuration invalide :\n  - {}", fautes.join("\n  - "));
            return ExitCode::from(2);
        }
    };
    commands::journaliser(&cli, &config);
    let moteur = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let resultat = moteur.map_err(Into::into).and_then(|m| m.block_on(commands::executer(cli, config)));
    match resultat {
        Ok(code) => ExitCode::from(code),
        Err(e) => {
            eprintln!("Erreur : {}", commands::expliquer(&e));
            ExitCode::FAILURE
        }
    }
}

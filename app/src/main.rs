//! The `compagnon` program.

use std::process::ExitCode;

use clap::Parser;
use compagnon::commands::{self, Cli};
use compagnon::config::Config;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match Config::lire(variable) {
        Ok(config) => config,
        Err(fautes) => {
            eprintln!("Configuration invalide :\n  - {}", fautes.join("\n  - "));
            return ExitCode::from(2);
        }
    };
    commands::journaliser(&config);
    let moteur = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let resultat =
        moteur.map_err(Into::into).and_then(|m| m.block_on(commands::executer(cli, config)));
    match resultat {
        Ok(code) => ExitCode::from(code),
        Err(e) => {
            eprintln!("Erreur : {}", commands::expliquer(&e));
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place where the environment is read")]
fn variable(nom: &str) -> Option<String> {
    std::env::var(nom).ok()
}

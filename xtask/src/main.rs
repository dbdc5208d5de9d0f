//! Chores of the workspace: `cargo xtask architecture | lexique | docs [--check]`.

mod direction;
mod files;
mod generated;
mod lexique;
mod sizes;
mod sql;
mod workspace;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            faults.iter().for_each(|fault| eprintln!("✗ {fault}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a chore; returns the faults it found.
fn run(arguments: &[String]) -> Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["architecture"] => architecture(root),
        ["lexique"] => lexique::write(root),
        ["lexique", "--check"] => lexique::check(root),
        ["docs"] => generated::write(root),
        ["docs", "--check"] => generated::check(root),
        _ => bail!("expected architecture, lexique [--check] or docs [--check]"),
    }
}

fn architecture(root: &Path) -> Result<Vec<String>> {
    let crates = workspace::crates(root)?;
    let sources = files::rust(root)?;
    let edges = direction::declared_edges(&std::fs::read_to_string(root.join("ARCHITECTURE.md"))?);
    let mut faults = direction::check(&crates, &edges);
    faults.extend(direction::check_doors(&crates, &sources));
    faults.extend(sql::check(&sources));
    faults.extend(files::check_names(&sources));
    print!("{}", sizes::report(&sources));
    Ok(faults)
}

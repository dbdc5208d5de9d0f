//! docs/genere/: the OpenAPI document, the rights matrix and the processing register, written by
//! the program itself from the declarations of its services.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

const FOLDER: &str = "docs/genere";

/// Writes the documents.
pub fn write(root: &Path) -> Result<Vec<String>> {
    generate(root, &root.join(FOLDER))?;
    Ok(Vec::new())
}

/// Tells which documents are out of date.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let fresh = root.join("target").join("xtask-docs");
    generate(root, &fresh)?;
    let mut faults = Vec::new();
    for entry in fs::read_dir(&fresh)? {
        let name = entry?.file_name();
        let expected = fs::read(fresh.join(&name))?;
        if fs::read(root.join(FOLDER).join(&name)).unwrap_or_default() != expected {
            let name = name.to_string_lossy();
            faults.push(format!("{FOLDER}/{name} is out of date: run cargo xtask docs"));
        }
    }
    fs::remove_dir_all(&fresh)?;
    Ok(faults)
}

/// Runs the program already built that `COMPAGNON_BINAIRE` names, or builds one.
#[allow(clippy::disallowed_methods, reason = "chores are configured by their runner")]
fn generate(root: &Path, folder: &Path) -> Result<()> {
    let mut command = match std::env::var_os("COMPAGNON_BINAIRE") {
        Some(program) => Command::new(program),
        None => cargo_run(),
    };
    let status =
        command.arg("docs").arg(folder).current_dir(root).status().context("starting compagnon")?;
    if !status.success() {
        bail!("compagnon docs failed");
    }
    Ok(())
}

fn cargo_run() -> Command {
    let mut command = Command::new(option_env!("CARGO").unwrap_or("cargo"));
    command.args(["run", "--quiet", "--package", "compagnon", "--"]);
    command
}

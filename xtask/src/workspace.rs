//! The crates of the workspace and what they depend on, read from their manifests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use toml::{Table, Value};

/// A crate of the workspace.
#[derive(Debug, PartialEq, Eq)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its folder, from the root.
    pub folder: String,
    /// The crates of the workspace that it is built with; those of its tests apart.
    pub uses: BTreeSet<String>,
    /// The crates of the workspace that only its tests need.
    pub tests_use: BTreeSet<String>,
}

/// Every crate of the workspace.
pub fn crates(root: &Path) -> Result<Vec<Crate>> {
    let manifest = read(&root.join("Cargo.toml"))?;
    let members =
        manifest.get("workspace").and_then(|w| w.get("members")).and_then(Value::as_array);
    let mut manifests = Vec::new();
    for member in members.into_iter().flatten().filter_map(Value::as_str) {
        for folder in expand(root, member)? {
            manifests.push((folder.clone(), read(&root.join(folder).join("Cargo.toml"))?));
        }
    }
    let names: BTreeSet<String> = manifests.iter().filter_map(|(_, m)| name(m)).collect();
    Ok(manifests.iter().filter_map(|(folder, m)| describe(folder, m, &names)).collect())
}

fn read(path: &Path) -> Result<Table> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    text.parse().with_context(|| format!("parsing {}", path.display()))
}

/// The folders that a member stands for: itself, or for `socle/*` those inside that are crates.
fn expand(root: &Path, member: &str) -> Result<Vec<String>> {
    let Some(parent) = member.strip_suffix("/*") else {
        return Ok(vec![member.to_owned()]);
    };
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root.join(parent))?.filter_map(|e| Some(e.ok()?.path())).collect();
    folders.retain(|folder| folder.join("Cargo.toml").exists());
    folders.sort();
    let names = folders.iter().filter_map(|f| f.file_name()?.to_str());
    Ok(names.map(|name| format!("{parent}/{name}")).collect())
}

fn name(manifest: &Table) -> Option<String> {
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

fn describe(folder: &str, manifest: &Table, names: &BTreeSet<String>) -> Option<Crate> {
    let uses = |section: &str| -> BTreeSet<String> {
        let table = manifest.get(section).and_then(Value::as_table);
        let keys = table.into_iter().flat_map(Table::keys);
        keys.filter(|key| names.contains(*key)).cloned().collect()
    };
    let name = name(manifest)?;
    let mut tests_use = uses("dev-dependencies");
    tests_use.remove(&name);
    let uses = &uses("dependencies") | &uses("build-dependencies");
    Some(Crate { name, folder: folder.to_owned(), uses, tests_use })
}

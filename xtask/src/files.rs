//! The Rust files of the workspace.

use std::fs;
use std::path::Path;

use anyhow::Result;

/// Folders that hold nothing of ours.
const SKIPPED: [&str; 6] = ["target", "node_modules", "dist", "var", "test-results", ".git"];

/// A Rust file.
#[derive(Debug)]
pub struct Source {
    /// Its path from the root, with slashes.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl Source {
    /// True for a file that only tests, examples or benchmarks are built from.
    pub fn is_test(&self) -> bool {
        let folders = ["/tests/", "/examples/", "/benches/", "/src/essais/", "/src/essais.rs"];
        folders.iter().any(|folder| self.path.contains(folder))
            || ["benches/", "essais/"].iter().any(|root| self.path.starts_with(root))
    }

    /// The text without the module of tests at its end.
    pub fn without_tests(&self) -> &str {
        self.text.split_once("\n#[cfg(test)]\nmod ").map_or(&self.text, |(code, _)| code)
    }
}

/// Every Rust file, sorted by path.
pub fn rust(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    walk(root, "", &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn walk(root: &Path, folder: &str, sources: &mut Vec<Source>) -> Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if entry.file_type()?.is_dir() && !SKIPPED.contains(&name.as_str()) {
            walk(root, &path, sources)?;
        } else if name.ends_with(".rs") {
            sources.push(Source { text: fs::read_to_string(entry.path())?, path });
        }
    }
    Ok(())
}

/// `x.rs` beside `x/`, never `x/mod.rs`: an editor's tabs then tell the files apart.
pub fn check_names(sources: &[Source]) -> Vec<String> {
    let old = sources.iter().filter(|source| source.path.ends_with("/mod.rs"));
    old.map(|source| format!("{}: write the module beside its folder instead", source.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_tree_are_found_without_what_is_built() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["a/src/lib.rs", "a/src/b/mod.rs", "target/x.rs", "web/node_modules/y.rs"] {
            fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
            fs::write(folder.path().join(path), "").unwrap();
        }
        let sources = rust(folder.path()).unwrap();
        let paths: Vec<&str> = sources.iter().map(|s| s.path.as_str()).collect();
        assert_eq!(paths, ["a/src/b/mod.rs", "a/src/lib.rs"]);
        assert_eq!(check_names(&sources).len(), 1);
    }
}

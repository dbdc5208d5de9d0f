//! docs/LEXIQUE.md, assembled from the table that each crate keeps in docs/LEXIQUE.d/.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;

const HEAD: &str = "# Lexique

One word per thing: the word of the law or of the publisher, the type that bears it, where it comes from.
Assembled by `cargo xtask lexique` from the tables of `LEXIQUE.d/`, one per crate.

| terme | type | source légale ou éditeur |
|---|---|---|
";

/// Writes the file.
pub fn write(root: &Path) -> Result<Vec<String>> {
    let (text, faults) = assemble(&tables(root)?);
    fs::write(root.join("docs/LEXIQUE.md"), text)?;
    Ok(faults)
}

/// Tells whether the file is up to date.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let (text, mut faults) = assemble(&tables(root)?);
    if fs::read_to_string(root.join("docs/LEXIQUE.md")).unwrap_or_default() != text {
        faults.push("docs/LEXIQUE.md is out of date: run cargo xtask lexique".to_owned());
    }
    Ok(faults)
}

/// Name and text of each crate's table.
fn tables(root: &Path) -> Result<BTreeMap<String, String>> {
    let mut tables = BTreeMap::new();
    for entry in fs::read_dir(root.join("docs/LEXIQUE.d"))? {
        let path = entry?.path();
        if let Some(name) = path.file_stem().and_then(|s| s.to_str()) {
            tables.insert(name.to_owned(), fs::read_to_string(&path)?);
        }
    }
    Ok(tables)
}

/// The whole lexicon in alphabetical order; a term that two crates define is a fault.
fn assemble(tables: &BTreeMap<String, String>) -> (String, Vec<String>) {
    let mut rows: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    let mut faults = Vec::new();
    for (name, table) in tables {
        for row in table.lines().filter(|line| is_row(line)) {
            if let Some((other, _)) = rows.insert(key(row), (name, row)) {
                faults.push(format!("« {} » is defined by {other} and {name}", term(row)));
            }
        }
    }
    let body: Vec<String> = rows.values().map(|(_, row)| format!("{row}\n")).collect();
    (HEAD.to_owned() + &body.concat(), faults)
}

fn is_row(line: &str) -> bool {
    line.starts_with('|') && !line.starts_with("|--") && !line.starts_with("| terme ")
}

fn term(row: &str) -> &str {
    row.split('|').nth(1).unwrap_or_default().trim()
}

/// What the rows are sorted by: the term without case or accents.
fn key(row: &str) -> String {
    let plain = term(row).to_lowercase();
    plain.chars().map(without_accent).filter(|c| *c != '`').collect()
}

fn without_accent(c: char) -> char {
    match c {
        'à' | 'â' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_sorted_and_defined_once() {
        let a = "| terme | type | source |\n|---|---|---|\n| offre | `O` | loi |\n| Établissement | `E` | code |\n";
        let b = "| terme | type | source |\n|---|---|---|\n| offre | `P` | loi |\n| diplôme | `D` | code |\n";
        let tables =
            BTreeMap::from([("a".to_owned(), a.to_owned()), ("b".to_owned(), b.to_owned())]);
        let (text, faults) = assemble(&tables);
        assert_eq!(faults, ["« offre » is defined by a and b"]);
        let order: Vec<&str> = text.lines().filter(|l| is_row(l)).map(term).collect();
        assert_eq!(order, ["diplôme", "Établissement", "offre"]);
    }
}

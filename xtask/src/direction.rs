//! The law of direction: `noyau ← socle ← web ← services ← app ← essais`, never upward; from one
//! service to another only along the edges of ARCHITECTURE.md, and only through its `porte`.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::Source;
use crate::workspace::Crate;

/// Which services a service may call.
pub type Edges = BTreeMap<String, BTreeSet<String>>;

/// Floor of a crate: it may use those of lower floors, and on some floors its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Floor {
    Noyau,
    Socle,
    Web,
    Service,
    App,
    Essais,
    /// Tools: they use nobody and nobody uses them.
    Apart,
}

fn floor(of: &Crate) -> Floor {
    match of.folder.as_str() {
        "socle/noyau" => Floor::Noyau,
        "socle/web" => Floor::Web,
        "app" => Floor::App,
        "essais" | "benches" => Floor::Essais,
        "xtask" => Floor::Apart,
        folder if folder.starts_with("services/") => Floor::Service,
        _ => Floor::Socle,
    }
}

/// Reads the table of ARCHITECTURE.md: rows `| service | what it calls | … |` under the heading
/// that names the edges.
pub fn declared_edges(architecture: &str) -> Edges {
    let section = architecture.split_once("## Who may call whom").map_or("", |(_, after)| after);
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| {
        let mut cells = row.split('|').skip(1).map(names);
        Some((cells.next()?.into_iter().next()?, cells.next()?.into_iter().collect()))
    })
    .collect()
}

/// The words of a cell that stand between backquotes.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Dependencies that go up, or sideways without being declared; edges declared for nothing.
pub fn check(crates: &[Crate], edges: &Edges) -> Vec<String> {
    let by_name: BTreeMap<&str, &Crate> = crates.iter().map(|c| (c.name.as_str(), c)).collect();
    let mut faults = Vec::new();
    for one in crates {
        let wanted = one.uses.iter().map(|used| (used, ""));
        let tested = one.tests_use.iter().map(|used| (used, " in its tests"));
        for (used, place) in wanted.chain(tested) {
            let Some(other) = by_name.get(used.as_str()) else {
                continue;
            };
            if !allowed(one, other, edges) {
                faults.push(format!("{} may not use {used}{place}", one.name));
            }
        }
    }
    faults.extend(useless(&by_name, edges));
    faults
}

fn allowed(one: &Crate, other: &Crate, edges: &Edges) -> bool {
    let (here, there) = (floor(one), floor(other));
    if there == Floor::Apart || here == Floor::Apart {
        return false;
    }
    if here == Floor::Service && there == Floor::Service {
        return edges.get(&one.name).is_some_and(|calls| calls.contains(&other.name));
    }
    there < here || (here == Floor::Socle && there == Floor::Socle)
}

fn useless(by_name: &BTreeMap<&str, &Crate>, edges: &Edges) -> Vec<String> {
    let declared =
        edges.iter().flat_map(|(one, calls)| calls.iter().map(move |other| (one, other)));
    let unused = declared
        .filter(|(one, other)| by_name.get(one.as_str()).is_none_or(|c| !c.uses.contains(*other)));
    unused
        .map(|(one, other)| format!("ARCHITECTURE.md lets {one} call {other}, which it does not"))
        .collect()
}

/// Paths into another service that do not go through its door.
pub fn check_doors(crates: &[Crate], sources: &[Source]) -> Vec<String> {
    let services: BTreeSet<&str> =
        crates.iter().filter(|c| floor(c) == Floor::Service).map(|c| c.name.as_str()).collect();
    let mut faults = Vec::new();
    for one in crates.iter().filter(|c| floor(c) == Floor::Service) {
        let folder = format!("{}/src/", one.folder);
        for source in sources.iter().filter(|s| s.path.starts_with(&folder)) {
            for other in one.uses.iter().filter(|used| services.contains(used.as_str())) {
                faults.extend(not_through_the_door(source.without_tests(), other).map(|line| {
                    format!("{}:{line}: {other} is reached past its porte", source.path)
                }));
            }
        }
    }
    faults
}

/// Lines where `other::` is followed by something else than its `porte`.
fn not_through_the_door<'a>(code: &'a str, other: &'a str) -> impl Iterator<Item = usize> + 'a {
    let path = format!("{other}::");
    code.lines().enumerate().filter_map(move |(rank, line)| {
        let code = line.split("//").next().unwrap_or_default();
        let past = code.match_indices(&path).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            let whole_word = before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':'));
            whole_word && !code[at + path.len()..].starts_with("porte")
        });
        past.then_some(rank + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn krate(folder: &str, uses: &[&str]) -> Crate {
        let name = folder.rsplit('/').next().unwrap().to_owned();
        let uses = uses.iter().map(|u| (*u).to_owned()).collect();
        Crate { name, folder: folder.to_owned(), uses, tests_use: BTreeSet::new() }
    }

    fn tree() -> Vec<Crate> {
        [
            "socle/noyau",
            "socle/base",
            "socle/web",
            "services/offres",
            "services/recherche",
            "app",
            "essais",
            "xtask",
        ]
        .map(|folder| krate(folder, &[]))
        .into()
    }

    #[test]
    fn a_crate_uses_those_below_it_only() {
        let cases = [
            ("services/catalogue", "base", true),
            ("services/catalogue", "offres", false),
            ("services/catalogue", "app", false),
            ("socle/base", "noyau", true),
            ("socle/importer", "base", true),
            ("socle/base", "web", false),
            ("socle/noyau", "base", false),
            ("socle/web", "offres", false),
            ("app", "offres", true),
            ("app", "essais", false),
            ("essais", "app", true),
            ("app", "xtask", false),
            ("xtask", "noyau", false),
        ];
        for (from, to, fine) in cases {
            let mut crates = tree();
            crates.retain(|c| c.folder != from);
            crates.push(krate(from, &[to]));
            assert_eq!(check(&crates, &Edges::new()).is_empty(), fine, "{from} → {to}");
        }
    }

    #[test]
    fn the_tests_of_a_crate_obey_too() {
        let mut crates = tree();
        crates[1].tests_use.insert("web".to_owned());
        assert_eq!(check(&crates, &Edges::new()), ["base may not use web in its tests"]);
    }

    #[test]
    fn a_service_calls_another_along_a_declared_edge() {
        let text = "## Who may call whom\n\n| service | calls |\n|---|---|\n| `recherche` | `offres` |\n\n## Next\n| `offres` | `base` |\n";
        let edges = declared_edges(text);
        assert_eq!(edges.len(), 1);
        let mut crates = tree();
        assert_eq!(
            check(&crates, &edges),
            ["ARCHITECTURE.md lets recherche call offres, which it does not"]
        );
        crates[4].uses.insert("offres".to_owned());
        assert_eq!(check(&crates, &edges), Vec::<String>::new());
    }

    #[test]
    fn a_service_is_entered_through_its_porte() {
        let cases = [
            ("use offres::porte::Offre;", true),
            ("use offres::depot::Ligne;", false),
            ("let x = offres::service();", false),
            ("use crate::depot::offres::compter;", true),
            ("mes_offres::compter()", true),
            ("// offres::depot is private", true),
        ];
        for (line, fine) in cases {
            assert_eq!(not_through_the_door(line, "offres").count() == 0, fine, "{line}");
        }
    }
}

//! How long files and functions are. Figures to look at, not a rule.

use crate::files::Source;

/// A file or a function and its number of lines.
type Sized = (usize, String);

/// The distribution of sizes outside tests, and the longest.
pub fn report(sources: &[Source]) -> String {
    let code: Vec<&Source> = sources.iter().filter(|source| !source.is_test()).collect();
    let files = code.iter().map(|s| (lines(s.without_tests()), s.path.clone())).collect();
    let functions = code.iter().flat_map(|s| functions(s)).collect();
    describe("files", files) + &describe("functions", functions)
}

/// Lines that hold something.
fn lines(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}

fn describe(what: &str, mut sized: Vec<Sized>) -> String {
    sized.sort();
    let at = |share: f64| {
        let rank = (sized.len() as f64 * share) as usize;
        sized.get(rank.min(sized.len().saturating_sub(1))).map_or(0, |s| s.0)
    };
    let count = sized.len();
    let (median, p90, p99) = (at(0.5), at(0.9), at(0.99));
    let mut text = format!("{count} {what}: median {median} lines, p90 {p90}, p99 {p99}\n");
    for (length, name) in sized.iter().rev().take(3) {
        text += &format!("  {length:>5} {name}\n");
    }
    text
}

/// The functions of a file. A formatted file ends a function at the first line that has its
/// indentation and a closing brace.
fn functions(source: &Source) -> Vec<Sized> {
    let mut found = Vec::new();
    let lines: Vec<&str> = source.without_tests().lines().collect();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = name(line) else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = lines[start..].iter().position(|l| l.strip_prefix(indent).is_some_and(ends));
        if let Some(length) = end {
            found.push((length + 1, format!("{}: {name}", source.path)));
        }
    }
    found
}

fn ends(line: &str) -> bool {
    line == "}"
        || line.ends_with(';') && line.starts_with("fn ")
        || line.starts_with("fn ") && line.ends_with('}')
}

fn name(line: &str) -> Option<&str> {
    let code = line.trim_start();
    let after = code.strip_prefix("fn ").or_else(|| {
        let (before, after) = code.split_once(" fn ")?;
        let words = ["pub", "async", "const", "pub(crate)", "pub(super)"];
        before.split(' ').all(|word| words.contains(&word)).then_some(after)
    })?;
    after.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured() {
        let text = "pub fn a() {\n    b();\n}\n\nimpl X {\n    async fn c<T>(\n        t: T,\n    ) {\n        d()\n    }\n}\n// fn not_me() {\nlet x = \"a fn b\";\n";
        let source = Source { path: "x.rs".to_owned(), text: text.to_owned() };
        let expected = vec![(3, "x.rs: a".to_owned()), (5, "x.rs: c".to_owned())];
        assert_eq!(functions(&source), expected);
    }

    #[test]
    fn the_distribution_names_the_longest() {
        let sized = (1..=100).map(|n| (n, format!("f{n}"))).collect();
        let text = describe("files", sized);
        assert!(
            text.starts_with("100 files: median 51 lines, p90 91, p99 100\n    100 f100\n"),
            "{text}"
        );
    }
}

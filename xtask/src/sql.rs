//! SQL stands in few places: whoever looks for a query knows where to look.

use crate::files::Source;

/// What a file that talks to the database contains.
const MARKS: [&str; 3] = ["sqlx::query", "query_scalar(", "query_as("];

/// Files that hold SQL outside the ground floor's and the services' `depot`.
pub fn check(sources: &[Source]) -> Vec<String> {
    let strays = sources.iter().filter(|source| {
        !source.is_test()
            && !source.path.starts_with("xtask/")
            && !may_hold_sql(&source.path)
            && MARKS.iter().any(|mark| source.without_tests().contains(mark))
    });
    strays.map(|source| format!("{}: SQL belongs in the depot", source.path)).collect()
}

fn may_hold_sql(path: &str) -> bool {
    let floor = ["socle/base/", "socle/taches/", "socle/conformite/"]
        .iter()
        .any(|folder| path.starts_with(folder));
    let depot = ["services/", "socle/"].iter().any(|floor| path.starts_with(floor))
        && ["/src/depot.rs", "/src/depot/"].iter().any(|place| path.contains(place));
    floor || depot
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_is_told_where_it_does_not_belong() {
        let query = "sqlx::query(\"SELECT 1\")";
        let tested = "fn a() {}\n#[cfg(test)]\nmod tests {\n sqlx::query(\"\") }";
        let cases = [
            ("services/offres/src/depot.rs", query, true),
            ("services/offres/src/depot/offres.rs", query, true),
            ("services/offres/src/pages/offre.rs", query, false),
            ("services/offres/src/porte.rs", query, false),
            ("services/offres/src/regles.rs", tested, true),
            ("services/offres/tests/imports.rs", query, true),
            ("socle/base/src/versions.rs", query, true),
            ("socle/courrier/src/depot/file.rs", query, true),
            ("socle/web/src/page.rs", query, false),
            ("app/src/main.rs", "fn main() {}", true),
        ];
        for (path, text, fine) in cases {
            let source = Source { path: path.to_owned(), text: text.to_owned() };
            assert_eq!(check(&[source]).is_empty(), fine, "{path}");
        }
    }
}

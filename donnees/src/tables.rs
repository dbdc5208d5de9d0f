//! Reading the tables embedded in the binary: one header line, fields cut at `;`, lists cut at `|`, no quoting.

use std::str::FromStr;

/// One line of an embedded table. A missing field reads as empty: the tests check that no table has one.
pub(crate) struct Row(Vec<&'static str>);

impl Row {
    /// The text of column `index`.
    pub(crate) fn text(&self, index: usize) -> &'static str {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// The parts of column `index`, cut at `|`; empty when the column is.
    pub(crate) fn list(&self, index: usize) -> Vec<&'static str> {
        self.text(index).split('|').filter(|part| !part.is_empty()).collect()
    }

    /// The number in column `index`; zero when it is not one.
    pub(crate) fn number<T: FromStr + Default>(&self, index: usize) -> T {
        self.text(index).parse().unwrap_or_default()
    }
}

/// The lines of `table` after its header.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    table.lines().skip(1).map(|line| Row(line.split(';').collect()))
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn every_line_of_every_table_has_the_columns_of_its_header() {
        let tables = [
            ("communes", crate::communes::TABLE),
            ("departements", crate::communes::DEPARTEMENTS),
            ("metiers", crate::metiers::TABLE),
            ("diplomes", crate::diplomes::TABLE),
            ("naf", crate::secteurs::TABLE),
            ("opco", crate::secteurs::OPCO),
            ("prenoms_noms", crate::noms::TABLE),
        ];
        for (name, table) in tables {
            let columns = table.lines().next().unwrap_or_default().split(';').count();
            for (line, row) in rows(table).enumerate() {
                assert_eq!(row.0.len(), columns, "{name}.csv, line {}", line + 2);
            }
        }
    }

    #[test]
    fn lists_are_cut_and_numbers_read() {
        let row = rows("a;b;c\nx;1|2;34").next().expect("one line");
        assert_eq!(row.list(1), ["1", "2"]);
        assert_eq!(row.number::<u32>(2), 34);
        assert!(row.list(9).is_empty());
    }
}

//! Reading the small tables of `donnees/`, embedded in the program: one fact a line, fields
//! separated by `;`, lines starting with `#` are comments. We type them, so no quoting is needed.

/// The lines that hold a fact.
pub(crate) fn lignes(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|ligne| !ligne.is_empty() && !ligne.starts_with('#'))
}

/// The fields of each line; an absent field reads as an empty one.
pub(crate) fn champs<const N: usize>(
    table: &'static str,
) -> impl Iterator<Item = [&'static str; N]> {
    lignes(table).map(|ligne| {
        let mut champs = ligne.split(';');
        std::array::from_fn(|_| champs.next().unwrap_or_default())
    })
}

/// The values of a field that holds several, separated by commas.
pub(crate) fn valeurs(champ: &'static str) -> impl Iterator<Item = &'static str> {
    champ.split(',').filter(|valeur| !valeur.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_missing_fields() {
        let lus: Vec<[&str; 3]> = champs("# a;b;c\n1;un;uno,eins\n\n2;deux\n").collect();
        assert_eq!(lus, [["1", "un", "uno,eins"], ["2", "deux", ""]]);
        assert_eq!(valeurs(lus[0][2]).collect::<Vec<_>>(), ["uno", "eins"]);
        assert_eq!(valeurs(lus[1][2]).count(), 0);
    }
}

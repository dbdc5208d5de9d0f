//! Common family names, first names and place words from which names are invented.

use std::sync::LazyLock;

use crate::tables::rows;

pub(crate) const TABLE: &str = include_str!("../prenoms_noms.csv");

/// The word lists, one per kind.
pub(crate) struct Noms {
    pub(crate) nom: Vec<&'static str>,
    pub(crate) prenom: Vec<&'static str>,
    pub(crate) lieu: Vec<&'static str>,
    pub(crate) lieux: Vec<&'static str>,
    pub(crate) voie: Vec<&'static str>,
    pub(crate) marque_debut: Vec<&'static str>,
    pub(crate) marque_fin: Vec<&'static str>,
}

static NOMS: LazyLock<Noms> = LazyLock::new(|| Noms {
    nom: of_kind("nom"),
    prenom: of_kind("prenom"),
    lieu: of_kind("lieu"),
    lieux: of_kind("lieux"),
    voie: of_kind("voie"),
    marque_debut: of_kind("marque_debut"),
    marque_fin: of_kind("marque_fin"),
});

pub(crate) fn noms() -> &'static Noms {
    &NOMS
}

fn of_kind(kind: &str) -> Vec<&'static str> {
    rows(TABLE).filter(|row| row.text(0) == kind).map(|row| row.text(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::noms;

    #[test]
    fn no_list_is_empty() {
        let n = noms();
        let smallest =
            [&n.nom, &n.prenom, &n.lieu, &n.lieux, &n.voie, &n.marque_debut, &n.marque_fin]
                .into_iter()
                .map(Vec::len)
                .min();
        assert!(smallest >= Some(10));
    }
}

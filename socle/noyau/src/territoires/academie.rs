use std::collections::HashMap;
use std::sync::LazyLock;

use super::departement::Departement;
use super::noms;
use crate::tables;

static ACADEMIES: LazyLock<Vec<Academie>> = LazyLock::new(|| {
    let champs = tables::champs(include_str!("../../donnees/academies.csv"));
    champs
        .map(|[code, nom, anciens_codes, autres_noms]| Academie {
            code,
            nom,
            anciens_codes,
            autres_noms,
        })
        .collect()
});

static PAR_NOM: LazyLock<HashMap<String, &'static Academie>> =
    LazyLock::new(|| noms::index(&ACADEMIES, Academie::noms));

/// An académie, or the vice-rectorat of an overseas collectivité.
#[derive(Debug, PartialEq, Eq)]
pub struct Academie {
    /// Code of the Éducation nationale: `14`, `70`.
    pub code: &'static str,
    /// Usual name.
    pub nom: &'static str,
    anciens_codes: &'static str,
    autres_noms: &'static str,
}

impl Academie {
    /// Every académie, by code.
    pub fn toutes() -> &'static [Academie] {
        &ACADEMIES
    }

    /// The académie of that code; `1` is read as `01`, and a merged code leads to today's académie.
    pub fn par_code(code: &str) -> Option<&'static Academie> {
        let code = format!("{:0>2}", code.trim());
        ACADEMIES.iter().find(|academie| {
            academie.code == code
                || tables::valeurs(academie.anciens_codes).any(|ancien| ancien == code)
        })
    }

    /// The académie of that name, whatever the spelling.
    pub fn par_nom(nom: &str) -> Option<&'static Academie> {
        PAR_NOM.get(&noms::cle(nom)).copied()
    }

    fn noms(&self) -> Vec<&'static str> {
        std::iter::once(self.nom).chain(tables::valeurs(self.autres_noms)).collect()
    }

    /// Its départements, by code.
    pub fn departements(&self) -> impl Iterator<Item = &'static Departement> {
        let code = self.code;
        Departement::tous().iter().filter(move |departement| {
            departement.academie().is_some_and(|academie| academie.code == code)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_academie_has_a_departement() {
        assert_eq!(Academie::toutes().len(), 34);
        assert!(Academie::toutes().iter().all(|academie| academie.departements().next().is_some()));
    }

    #[test]
    fn codes_and_names() {
        for (code, nom) in [
            ("1", "Paris"),
            ("14", "Rennes"),
            ("05", "Normandie"),
            ("21", "Normandie"),
            ("70", "Normandie"),
        ] {
            assert_eq!(Academie::par_code(code).map(|academie| academie.nom), Some(nom), "{code}");
        }
        for (nom, code) in
            [("ORLEANS TOURS", "18"), ("Rouen", "70"), ("Réunion", "28"), ("créteil", "24")]
        {
            assert_eq!(Academie::par_nom(nom).map(|academie| academie.code), Some(code), "{nom}");
        }
        assert_eq!(Academie::par_code("99"), None);
    }
}

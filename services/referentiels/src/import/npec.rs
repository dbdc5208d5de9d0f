//! NPEC: niveaux de prise en charge of apprenticeship contracts (France compétences).
//!
//! Two generations of workbooks. That of 2019 knows diplomas (CFD) and branches by their labels: one
//! sheet has a line for each pair, another is a matrix. Those of 2022 and after know sheets of the
//! register (RNCP) and branches by the code of their CPNE. All fill the same tables.

mod branches;
mod edition_2019;
mod edition_2022;

use importer::{Enregistrement, Fichier, Illisible, Importeur, Puits, sans_ordre};

use super::enregistrement::enregistrement;

enregistrement! {
    /// A branch, as the workbook names it.
    Branche, "npec_branches", cle(branche) {
        branche: i64,
        cpne: Option<String>,
        libelle: String,
    }
}

enregistrement! {
    /// What an OPCO pays for a year of contract. `certification` is a CFD or an RNCP;
    /// `applicable_au` an ISO date, empty when the workbook gives none.
    Montant, "npec_montants", cle(certification, branche, applicable_au) {
        certification: String,
        branche: i64,
        applicable_au: String,
        centimes: i64,
        statut: Option<String>,
    }
}

enregistrement! {
    /// A collective agreement covered by a CPNE.
    CpneConvention, "npec_conventions", cle(cpne, idcc) {
        cpne: String,
        idcc: noyau::identifiants::Idcc,
    }
}

/// The workbook.
pub const IMPORTEURS: [Importeur; 1] = [Importeur {
    source: "npec",
    jeu: "npec/montants",
    titre: "Niveaux de prise en charge (France compétences)",
    attendu: "le classeur xlsx du référentiel des niveaux de prise en charge : feuilles « Onglet 3 \
              - par formation-CPNE » et « Onglet 2 - global » (2019), ou « Onglet 3 - référentiel \
              NPEC » (depuis 2022)",
    rang: 29,
    revision: 1,
    tables: &[Branche::TABLE, Montant::TABLE, CpneConvention::TABLE],
    reconnaitre: |a| edition(&a.feuilles()).is_some(),
    ordre: sans_ordre,
    lire,
}];

#[derive(Clone, Copy)]
enum Edition {
    De2019,
    De2022,
}

fn edition(feuilles: &[String]) -> Option<Edition> {
    if feuilles.iter().any(|f| f == edition_2019::PAR_COUPLE) {
        return Some(Edition::De2019);
    }
    feuilles.iter().any(|f| f == edition_2022::REFERENTIEL).then_some(Edition::De2022)
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    let feuilles = importer::lecteurs::xlsx::feuilles(fichier)?;
    match edition(&feuilles) {
        Some(Edition::De2019) => edition_2019::lire(fichier, puits),
        Some(Edition::De2022) => edition_2022::lire(fichier, &feuilles, puits),
        None => Err(Illisible::format("aucune des feuilles attendues n'est dans le classeur")),
    }
}

/// Euros of the workbook → cents. Averages have more decimals than money has.
fn centimes(euros: f64) -> Option<i64> {
    let plausible = euros.is_finite() && (0.0..1_000_000.0).contains(&euros);
    plausible.then(|| (euros * 100.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::centimes;

    #[test]
    fn money_is_in_cents() {
        let cas = [
            (6079.3333, Some(607_933)),
            (7682.0, Some(768_200)),
            (0.005, Some(1)),
            (-1.0, None),
            (f64::NAN, None),
            (1e9, None),
        ];
        for (euros, attendu) in cas {
            assert_eq!(centimes(euros), attendu, "{euros}");
        }
    }
}

//! Workbooks of 2022 and after, by sheet of the register and code of CPNE.

use importer::lecteurs::xlsx::{self, Rangee};
use importer::{Fichier, Illisible, Puits, Rejet};
use noyau::dates::DateCivile;
use noyau::identifiants::Rncp;

use super::branches::Branches;
use super::{CpneConvention, Montant, centimes};
use crate::import::champs::Date;

/// One line for each pair.
pub const REFERENTIEL: &str = "Onglet 3 - référentiel NPEC";

const COLONNES: [&str; 2] = ["Code RNCP", "Code CPNE"];

/// Names changed from one edition to the next.
const FACULTATIVES: [&str; 7] = [
    "CPNE",
    "Libellé CPNE",
    "NPEC final",
    "Valeur finale",
    "Statut",
    "Date d'applicabilité des NPEC*",
    "Procédure*",
];

pub fn lire(fichier: &Fichier, feuilles: &[String], puits: &mut Puits) -> Result<(), Illisible> {
    let mut branches = Branches::default();
    xlsx::lire_avec(fichier, REFERENTIEL, &COLONNES, &FACULTATIVES, |rangee| {
        puits.lu();
        lire_rangee(rangee, puits, &mut branches)
    })?;
    match feuilles.iter().find(|f| f.ends_with("CPNE-IDCC")) {
        Some(feuille) => lire_conventions(fichier, feuille, puits),
        None => Ok(()),
    }
}

/// `NC` and `NR` say that the amount is not known: there is nothing to store, nothing to correct.
fn lire_rangee(
    rangee: &Rangee<'_>,
    puits: &mut Puits,
    branches: &mut Branches,
) -> Result<(), Illisible> {
    let valeur = premier(rangee, [4, 5]);
    if matches!(valeur.as_str(), "" | "NC" | "NR") {
        return Ok(());
    }
    let (cpne, montant) = match cles(rangee, &valeur) {
        Ok(cles) => cles,
        Err(rejet) => return Ok(puits.rejeter(rejet)?),
    };
    let ligne = rangee.origine.ligne;
    let branche = branches.numero(puits, ligne, Some(&cpne), &premier(rangee, [2, 3]))?;
    let applicable_au = applicable_au(rangee, puits)?;
    let statut = Some(rangee.champ(6)).filter(|s| !s.is_empty());
    for rncp in rangee.champ(0).split('/') {
        match rangee.origine.valeur::<Rncp>(COLONNES[0], rncp) {
            Ok(rncp) => puits.poser_une_fois(
                ligne,
                Montant {
                    certification: rncp.to_string(),
                    branche,
                    applicable_au: applicable_au.clone(),
                    centimes: montant,
                    statut: statut.clone(),
                },
            )?,
            Err(rejet) => puits.rejeter(rejet)?,
        }
    }
    Ok(())
}

/// The first of these columns that holds something.
fn premier(rangee: &Rangee<'_>, colonnes: [usize; 2]) -> String {
    let [une, autre] = colonnes.map(|n| rangee.champ(n));
    if une.is_empty() { autre } else { une }
}

fn cles(rangee: &Rangee<'_>, valeur: &str) -> Result<(String, i64), Rejet> {
    let cpne = rangee.champ(1);
    rangee.origine.requis(COLONNES[1], Some(&cpne))?;
    let brut: String = valeur.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let montant = brut.replace(',', ".").parse().ok().and_then(centimes);
    montant.map(|montant| (cpne, montant)).ok_or_else(|| {
        let message = "un montant en euros est attendu";
        rangee.origine.rejet(FACULTATIVES[2], valeur, "npec.montant", message)
    })
}

/// Without a date, amounts apply from the first of September of the year of the procedure.
fn applicable_au(rangee: &Rangee<'_>, puits: &mut Puits) -> Result<String, Illisible> {
    let date = rangee.champ(7);
    let lue = rangee.origine.option::<Date>("Date d'applicabilité des NPEC", Some(&date));
    let date = puits.facultatif(lue)?.and_then(|d| d.0);
    let date = date.or_else(|| premier_septembre(&rangee.champ(8)));
    Ok(date.map(|d| d.to_string()).unwrap_or_default())
}

fn premier_septembre(procedure: &str) -> Option<DateCivile> {
    let annee: String = procedure.chars().filter(char::is_ascii_digit).collect();
    DateCivile::new(annee.parse().ok()?, 9, 1).ok()
}

fn lire_conventions(fichier: &Fichier, feuille: &str, puits: &mut Puits) -> Result<(), Illisible> {
    xlsx::lire(fichier, feuille, &["Code CPNE*", "IDCC*"], |rangee| {
        puits.lu();
        let cpne = rangee.champ(0);
        let lu = rangee.origine.valeur("IDCC", &rangee.champ(1));
        match lu {
            Ok(idcc) => {
                Ok(puits.poser_une_fois(rangee.origine.ligne, CpneConvention { cpne, idcc })?)
            }
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::premier_septembre;

    #[test]
    fn the_year_of_a_procedure_gives_a_date() {
        let cas = [
            ("2022", Some("2022-09-01")),
            ("Procédure 2023", Some("2023-09-01")),
            ("2022-2023", None),
            ("", None),
        ];
        for (procedure, attendu) in cas {
            let date = premier_septembre(procedure).map(|d| d.to_string());
            assert_eq!(date.as_deref(), attendu, "{procedure}");
        }
    }
}

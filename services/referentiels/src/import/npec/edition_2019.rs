//! The workbook of 2019, by diploma.

use calamine::Data;
use importer::lecteurs::xlsx::{self, Rangee};
use importer::{Fichier, Illisible, Origine, Puits, Rejet};
use noyau::identifiants::Cfd;

use super::branches::Branches;
use super::{Montant, centimes};

/// One line for each pair, with the way the amount was set.
pub const PAR_COUPLE: &str = "Onglet 3 - par formation-CPNE";

/// Diplomas in lines, branches in columns from C on, amounts where they cross.
const MATRICE: &str = "Onglet 2 - global";

/// Columns of the matrix before the branches.
const AVANT_LES_BRANCHES: usize = 2;

const COLONNES: [&str; 4] = ["Code la formation", "Libellé CPNE", "Valeur finale", "Statut"];

/// The lines first, for their status; the matrix then adds the pairs that have no line.
pub fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    let mut branches = Branches::default();
    xlsx::lire(fichier, PAR_COUPLE, &COLONNES, |rangee| {
        puits.lu();
        match couple(rangee) {
            Ok((cfd, libelle, montant)) => {
                let ligne = rangee.origine.ligne;
                let branche = branches.numero(puits, ligne, None, &libelle)?;
                let statut = Some(rangee.champ(3)).filter(|s| !s.is_empty());
                poser(puits, ligne, cfd, branche, montant, statut)
            }
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })?;
    lire_matrice(fichier, puits, &mut branches)
}

fn couple(rangee: &Rangee<'_>) -> Result<(Cfd, String, i64), Rejet> {
    let cfd = cfd(rangee.origine, &rangee.champ(0))?;
    let libelle = rangee.champ(1);
    rangee.origine.requis(COLONNES[1], Some(&libelle))?;
    let montant = rangee.nombre(2).and_then(centimes);
    let montant =
        montant.ok_or_else(|| sans_montant(rangee.origine, COLONNES[2], &rangee.champ(2)))?;
    Ok((cfd, libelle, montant))
}

fn cfd(origine: Origine, code: &str) -> Result<Cfd, Rejet> {
    Cfd::complete_par_zeros(code).map_err(|e| origine.rejet(COLONNES[0], code, e.regle, &e.message))
}

fn sans_montant(origine: Origine, colonne: &str, valeur: &str) -> Rejet {
    origine.rejet(colonne, valeur, "npec.montant", "un montant en euros est attendu")
}

fn poser(
    puits: &mut Puits,
    ligne: i64,
    cfd: Cfd,
    branche: i64,
    centimes: i64,
    statut: Option<String>,
) -> Result<(), Illisible> {
    let (certification, applicable_au) = (cfd.to_string(), String::new());
    let montant = Montant { certification, branche, applicable_au, centimes, statut };
    Ok(puits.poser_une_fois(ligne, montant)?)
}

fn lire_matrice(
    fichier: &Fichier,
    puits: &mut Puits,
    branches: &mut Branches,
) -> Result<(), Illisible> {
    let mut entete: Option<Vec<String>> = None;
    xlsx::parcourir(fichier, MATRICE, |ligne, cellules| match &entete {
        Some(noms) => lire_rangee(Origine { ligne }, cellules, noms, puits, branches),
        None => {
            let noms: Vec<String> = cellules.iter().map(xlsx::texte).collect();
            entete = (noms.first().is_some_and(|n| n == "Code formation")).then_some(noms);
            Ok(())
        }
    })?;
    match entete {
        Some(_) => Ok(()),
        None => Err(Illisible::format(format!(
            "feuille « {MATRICE} » : aucune ligne d'en-tête ne commence par Code formation"
        ))),
    }
}

fn lire_rangee(
    origine: Origine,
    cellules: &[Data],
    noms: &[String],
    puits: &mut Puits,
    branches: &mut Branches,
) -> Result<(), Illisible> {
    puits.lu();
    let code = cellules.first().map(xlsx::texte).unwrap_or_default();
    let cfd = match cfd(origine, &code) {
        Ok(cfd) => cfd,
        Err(rejet) => return Ok(puits.rejeter(rejet)?),
    };
    for (nom, cellule) in noms.iter().zip(cellules).skip(AVANT_LES_BRANCHES) {
        if nom.is_empty() || *cellule == Data::Empty {
            continue;
        }
        match xlsx::nombre(cellule).and_then(centimes) {
            Some(montant) => {
                let branche = branches.numero(puits, origine.ligne, None, nom)?;
                poser(puits, origine.ligne, cfd, branche, montant, None)?;
            }
            None => puits.rejeter(sans_montant(origine, nom, &xlsx::texte(cellule)))?,
        }
    }
    Ok(())
}

//! The company file of 2022 (`etablissements.csv`, France Travail): who and where; with trades and a
//! forecast of hirings once the scoring job has read it (`marche_cache`). Telephones are not read; a mailbox is kept for the
//! companies that may be written to, and never shown (see `regles::boite`).

use importer::lecteurs::souple::Texte;
use importer::{Apercu, Csv, Fichier, Illisible, Importeur, Ligne, Puits, sans_ordre};
use noyau::identifiants::{CodeCommune, CodePostal, Courriel, Siret};

use super::api::Tri;
use super::previsions;
pub use super::previsions::COLONNES as PREVISION;
use super::recruteurs::poser;
use crate::depot::contacts::{self, Boite};
use crate::depot::previsions::TABLE as PREVISIONS;
use crate::depot::recruteurs::TABLE;
use crate::porte::{Candidature, Employeur, Localisation, Recruteur};
use crate::regles;

/// The columns that every delivery has.
pub const COLONNES: [&str; 10] = [
    "siret",
    "enseigne",
    "nom",
    "naf",
    "numero_rue",
    "libelle_rue",
    "code_commune",
    "code_postal",
    "tranche_effectif",
    "website",
];
/// Rank of the SIRET.
pub const SIRET: usize = 0;
const ENSEIGNE: usize = 1;
const NOM: usize = 2;
/// Rank of the activity.
pub const NAF: usize = 3;
const NUMERO: usize = 4;
const RUE: usize = 5;
const COMMUNE: usize = 6;
const CODE_POSTAL: usize = 7;
/// Rank of the bracket of size.
pub const EFFECTIF: usize = 8;
const SITE: usize = 9;

/// Columns that not every delivery has.
pub const FACULTATIVES: [&str; 10] = [
    "email",
    "categorie_juridique",
    "statut_diffusion",
    PREVISION[0],
    PREVISION[1],
    PREVISION[2],
    PREVISION[3],
    PREVISION[4],
    PREVISION[5],
    PREVISION[6],
];
const COURRIEL: usize = 10;
const CATEGORIE: usize = 11;
/// Rank of the last column before the forecast.
pub const DIFFUSION: usize = 12;

/// The importer of the company file.
pub fn importeur() -> Importeur {
    Importeur {
        source: "recruteurs",
        jeu: "recruteurs/etablissements",
        titre: "Entreprises susceptibles de recruter (France Travail, fichier des établissements de 2022)",
        attendu: "un CSV séparé par « ; » avec les colonnes siret, enseigne, nom, naf, numero_rue, libelle_rue, code_commune…",
        rang: 61,
        revision: 3,
        tables: &[&TABLE, &contacts::TABLE, &PREVISIONS],
        reconnaitre,
        ordre: sans_ordre,
        lire,
    }
}

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&COLONNES)
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire_avec(fichier, &COLONNES, &FACULTATIVES, |ligne| {
        puits.lu();
        match Siret::complete_par_zeros(ligne.champ(SIRET)) {
            Ok(siret) => {
                let mut tri = Tri { origine: ligne.origine, puits };
                let mut recruteur = recruteur(&mut tri, ligne, siret)?;
                let lue = previsions::lire(ligne, DIFFUSION + 1, siret);
                let prevision = puits.facultatif(lue)?;
                let romes = prevision.iter().flat_map(|p| &p.metiers).map(|(rome, _)| *rome);
                recruteur.romes = romes.collect();
                if !poser(puits, ligne.origine, recruteur)? {
                    return Ok(());
                }
                if let Some(prevision) = prevision {
                    puits.poser_une_fois(ligne.origine.ligne, prevision)?;
                }
                boite(puits, ligne, siret)
            }
            Err(e) => {
                let brut = ligne.champ(SIRET);
                Ok(puits.rejeter(ligne.origine.rejet("siret", brut, e.regle, &e.message))?)
            }
        }
    })
}

/// Keeps the mailbox of a company that may be written to. A reject never holds an address.
fn boite(puits: &mut Puits, ligne: &Ligne<'_>, siret: Siret) -> Result<(), Illisible> {
    let Some(brut) = champ(ligne, COURRIEL) else { return Ok(()) };
    let Ok(courriel) = brut.parse::<Courriel>() else {
        let message = "ce n'est pas une adresse électronique : elle est laissée de côté";
        let rejet = ligne.origine.rejet("email", "", "courriel.forme.ignore", message);
        return Ok(puits.rejeter(rejet)?);
    };
    let texte = |rang| champ(ligne, rang).unwrap_or_default();
    let declare = regles::Declare {
        nom: texte(NOM),
        enseigne: texte(ENSEIGNE),
        categorie: texte(CATEGORIE),
        diffusion: texte(DIFFUSION),
    };
    if regles::boite_permise(declare, &courriel) {
        puits.poser_une_fois(ligne.origine.ligne, Boite { siret, courriel })?;
    }
    Ok(())
}

fn recruteur(tri: &mut Tri<'_>, ligne: &Ligne<'_>, siret: Siret) -> Result<Recruteur, Illisible> {
    Ok(Recruteur {
        siret,
        employeur: employeur(tri, ligne)?,
        lieu: lieu(ligne),
        romes: Vec::new(),
        handicap: false,
        candidature: Candidature::default(),
    })
}

fn employeur(tri: &mut Tri<'_>, ligne: &Ligne<'_>) -> Result<Employeur, Illisible> {
    let message = "ce n'est pas l'adresse d'une page : https://… est attendu";
    let site = texte(ligne, SITE);
    Ok(Employeur {
        nom: regles::nom_affichable(None, champ(ligne, ENSEIGNE), champ(ligne, NOM)),
        presentation: None,
        site: tri.reconnu("website", &site, "url.forme", message, regles::adresse_web)?,
        taille: tri.option("tranche_effectif", &texte(ligne, EFFECTIF), regles::taille)?.flatten(),
        naf: tri.option("naf", &texte(ligne, NAF), str::parse)?,
        secteur: None,
        idcc: None,
        opco: None,
    })
}

/// The commune places the company; without one that we know, its postal code does.
fn lieu(ligne: &Ligne<'_>) -> Localisation {
    let morceaux = [NUMERO, RUE, CODE_POSTAL].map(|n| champ(ligne, n));
    let adresse = morceaux.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let code_postal = champ(ligne, CODE_POSTAL).and_then(|c| CodePostal::complete_par_zero(c).ok());
    // A spreadsheet eats the zero of 01004.
    let commune: Option<CodeCommune> =
        champ(ligne, COMMUNE).and_then(|c| format!("{c:0>5}").parse().ok());
    commune
        .and_then(|c| regles::situer_dans_la_commune(&adresse, &c, code_postal))
        .unwrap_or_else(|| regles::situer(&adresse, None))
}

/// A value; "NULL" is none.
pub fn champ<'a>(ligne: &'a Ligne<'_>, rang: usize) -> Option<&'a str> {
    ligne.texte(rang).filter(|t| *t != "NULL")
}

fn texte(ligne: &Ligne<'_>, rang: usize) -> Texte {
    Texte(champ(ligne, rang).map(str::to_owned))
}

//! The company file of 2022 (`etablissements.csv`, France Travail): who and where, without trades
//! or forecast of hirings. E-mails and telephones are not read.

use importer::lecteurs::souple::Texte;
use importer::{Apercu, Csv, Fichier, Illisible, Importeur, Ligne, Puits, sans_ordre};
use noyau::identifiants::{CodeCommune, CodePostal, Siret};

use super::api::Tri;
use super::recruteurs::poser;
use crate::depot::recruteurs::TABLE;
use crate::porte::{Candidature, Employeur, Localisation, Recruteur};
use crate::regles;

const COLONNES: [&str; 10] = [
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
const SIRET: usize = 0;
const ENSEIGNE: usize = 1;
const NOM: usize = 2;
const NAF: usize = 3;
const NUMERO: usize = 4;
const RUE: usize = 5;
const COMMUNE: usize = 6;
const CODE_POSTAL: usize = 7;
const EFFECTIF: usize = 8;
const SITE: usize = 9;

/// The importer of the company file.
pub fn importeur() -> Importeur {
    Importeur {
        source: "recruteurs",
        jeu: "recruteurs/etablissements",
        titre: "Entreprises susceptibles de recruter (France Travail, fichier des établissements de 2022)",
        attendu: "un CSV séparé par « ; » avec les colonnes siret, enseigne, nom, naf, numero_rue, libelle_rue, code_commune…",
        rang: 61,
        revision: 1,
        tables: &[&TABLE],
        reconnaitre,
        ordre: sans_ordre,
        lire,
    }
}

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&COLONNES)
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire(fichier, &COLONNES, |ligne| {
        puits.lu();
        match Siret::complete_par_zeros(ligne.champ(SIRET)) {
            Ok(siret) => {
                let mut tri = Tri { origine: ligne.origine, puits };
                let recruteur = recruteur(&mut tri, ligne, siret)?;
                poser(puits, ligne.origine, recruteur)
            }
            Err(e) => {
                let brut = ligne.champ(SIRET);
                Ok(puits.rejeter(ligne.origine.rejet("siret", brut, e.regle, &e.message))?)
            }
        }
    })
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
fn champ<'a>(ligne: &'a Ligne<'_>, rang: usize) -> Option<&'a str> {
    ligne.texte(rang).filter(|t| *t != "NULL")
}

fn texte(ligne: &Ligne<'_>, rang: usize) -> Texte {
    Texte(champ(ligne, rang).map(str::to_owned))
}

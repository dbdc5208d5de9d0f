//! Certif Info (réseau des Carif-Oref): certifications with their trades.

use importer::{
    Csv, Enregistrement, Fichier, Illisible, Importeur, Ligne, Puits, Rejet, sans_ordre,
};
use noyau::dates::DateCivile;
use noyau::identifiants::{Cfd, Nsf, Rncp, Rome};
use noyau::niveau::NiveauDiplome;

use super::champs::{Entier, date, niveau, requis, texte};
use super::enregistrement::enregistrement;

enregistrement! {
    /// A certification.
    Certification, "certifinfo_certifications", cle(code) {
        code: i64,
        libelle: String,
        genre: Option<String>,
        niveau: Option<NiveauDiplome>,
        cfd: Option<Cfd>,
        rncp: Option<Rncp>,
        nsf: Option<Nsf>,
        formacode: Option<String>,
        formacode_libelle: Option<String>,
        apprentissage: Option<bool>,
        etat: Option<String>,
        mise_a_jour: Option<DateCivile>,
    }
}

enregistrement! {
    /// A trade that a certification leads to.
    CertificationRome, "certifinfo_romes", cle(code, rome) { code: i64, rome: Rome }
}

enregistrement! {
    /// The same certification at the Onisep.
    CertificationOnisep, "certifinfo_onisep", cle(code, ideo) { code: i64, ideo: String }
}

/// Certif Info.
pub const IMPORTEURS: [Importeur; 1] = [Importeur {
    source: "certifinfo",
    jeu: "certifinfo/certifications",
    titre: "Certif Info (réseau des Carif-Oref)",
    attendu: "un CSV à points-virgules en UTF-8, avec Code_Diplome, Code_Rome_1, Code_RNCP et \
              Code_Scolarité",
    rang: 27,
    revision: 1,
    tables: &[Certification::TABLE, CertificationRome::TABLE, CertificationOnisep::TABLE],
    reconnaitre: |a| a.a_les_colonnes(&["Code_Diplome", "Libelle_Diplome", "Code_Rome_1"]),
    ordre: sans_ordre,
    lire,
}];

const COLONNES: [&str; 18] = [
    "Code_Diplome",
    "Libelle_Diplome",
    "Libelle_Type_Diplome",
    "Code_Niveau_Europeen",
    "Code_Scolarité",
    "Code_RNCP",
    "Code_Nsf",
    "Code_FormaCode",
    "Libelle_FormaCode",
    "accessibilite_ca",
    "Etat_Libelle",
    "Date_MaJ",
    "codeIdeo2",
    "Code_Rome_1",
    "Code_Rome_2",
    "Code_Rome_3",
    "Code_Rome_4",
    "Code_Rome_5",
];

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire(fichier, &COLONNES, |ligne| {
        puits.lu();
        match cles(ligne) {
            Ok((code, libelle)) => poser(ligne, puits, code, libelle),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn cles(ligne: &Ligne<'_>) -> Result<(i64, String), Rejet> {
    Ok((ligne.valeur::<Entier>(0)?.0, requis(ligne, 1)?))
}

/// A certification comes back on a line of its own for each of its identifiers at the Onisep.
fn poser(
    ligne: &Ligne<'_>,
    puits: &mut Puits,
    code: i64,
    libelle: String,
) -> Result<(), Illisible> {
    let numero = ligne.numero();
    if let Some(ideo) = texte(ligne, 12) {
        puits.poser_une_fois(numero, CertificationOnisep { code, ideo })?;
    }
    for n in 13..COLONNES.len() {
        if let Some(rome) = puits.facultatif(ligne.option(n))? {
            puits.poser_une_fois(numero, CertificationRome { code, rome })?;
        }
    }
    let certification = Certification {
        code,
        libelle,
        genre: texte(ligne, 2),
        niveau: niveau(puits, ligne, 3)?,
        cfd: puits.facultatif(ligne.option(4))?,
        rncp: puits.facultatif(ligne.option(5))?,
        nsf: puits.facultatif(ligne.option(6))?,
        formacode: texte(ligne, 7),
        formacode_libelle: texte(ligne, 8),
        apprentissage: accessible(ligne.champ(9)),
        etat: texte(ligne, 10),
        mise_a_jour: date(puits, ligne, 11)?,
    };
    Ok(puits.poser_une_fois(numero, certification)?)
}

/// `1` yes, `0` no, `2` unknown.
fn accessible(code: &str) -> Option<bool> {
    match code {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

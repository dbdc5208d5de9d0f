//! RNCP: the zip of ten CSV that France compétences publishes (`export-fiches-csv-YYYY-MM-DD.zip`).
//!
//! The archive also describes the Répertoire spécifique, whose certifications are not prepared in
//! apprenticeship (code du travail, article L. 6211-1): each of its sheets (`RS…`) is rejected once,
//! with its reason, and its lines in the nine other files are passed over.

mod fiches;
mod parties;

use std::io::Read;

use importer::lecteurs::zip;
use importer::{
    Apercu, Csv, Enregistrement, Fichier, Illisible, Importeur, Ligne, Puits, Rejet, sans_ordre,
};
use noyau::identifiants::Rncp;

pub use fiches::Fiche;

/// The register.
pub const IMPORTEURS: [Importeur; 1] = [Importeur {
    source: "rncp",
    jeu: "rncp/fiches",
    titre: "Répertoire national des certifications professionnelles (France compétences)",
    attendu: "l'archive zip des dix fichiers CSV de France compétences \
              (export_fiches_CSV_Standard_…, _Rome_…, _Nsf_…)",
    rang: 25,
    revision: 1,
    tables: &[
        Fiche::TABLE,
        parties::FicheRome::TABLE,
        parties::FicheNsf::TABLE,
        parties::Certificateur::TABLE,
        parties::Partenaire::TABLE,
        parties::Bloc::TABLE,
        parties::Voie::TABLE,
        parties::FicheFiliation::TABLE,
        parties::FicheConvention::TABLE,
        parties::FicheFormacode::TABLE,
    ],
    reconnaitre,
    ordre: sans_ordre,
    lire,
}];

/// Reads one file of the archive.
type LirePartie = fn(&mut dyn Read, &mut Puits) -> Result<(), Illisible>;

/// What the names of the files contain. Accents are left out: the archive spells them in a legacy
/// encoding.
const PARTIES: [(&str, LirePartie); 10] = [
    ("_Standard_", fiches::lire),
    ("_Rome_", parties::lire_romes),
    ("_Nsf_", parties::lire_nsf),
    ("_Certificateurs_", parties::lire_certificateurs),
    ("_Partenaires_", parties::lire_partenaires),
    ("_Blocs_De_Comp", parties::lire_blocs),
    ("_VoixdAcc", parties::lire_voies),
    ("_Ancienne_Nouvelle_", parties::lire_filiations),
    ("_CCN_", parties::lire_conventions),
    ("_Formacode_", parties::lire_formacodes),
];

fn reconnaitre(apercu: &Apercu) -> bool {
    let noms = apercu.noms_du_zip();
    noms.iter().any(|nom| nom.contains("export_fiches_CSV_"))
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    let mut attendues: Vec<&str> = PARTIES.iter().map(|(nom, _)| *nom).collect();
    zip::lire(fichier, |nom, flux| {
        let Some((partie, lire)) = PARTIES.iter().find(|(partie, _)| nom.contains(partie)) else {
            return Ok(());
        };
        attendues.retain(|attendue| attendue != partie);
        lire(flux, puits).map_err(|e| situer(nom, e))
    })?;
    if attendues.is_empty() {
        return Ok(());
    }
    let absents: Vec<&str> = attendues.iter().map(|nom| nom.trim_matches('_')).collect();
    Err(Illisible::format(format!("fichiers absents de l'archive : {}", absents.join(", "))))
}

/// The faulty file, in front of what is wrong with it.
fn situer(nom: &str, erreur: Illisible) -> Illisible {
    match erreur {
        Illisible::Format(message) => Illisible::format(format!("{nom} : {message}")),
        Illisible::Lecture(e) => Illisible::format(format!("{nom} : archive endommagée ({e})")),
        Illisible::Arret => Illisible::Arret,
    }
}

/// Reads a file keyed by `Numero_Fiche` (the first of `colonnes`), sheets of the Répertoire
/// spécifique left out.
fn lire_partie(
    flux: &mut dyn Read,
    puits: &mut Puits,
    colonnes: &[&'static str],
    mut traiter: impl FnMut(&Ligne<'_>, Rncp, &mut Puits) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire_flux(flux, colonnes, |ligne| {
        puits.lu();
        if est_rs(ligne.champ(0)) {
            return Ok(());
        }
        match ligne.valeur(0) {
            Ok(rncp) => traiter(ligne, rncp, puits),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn est_rs(numero: &str) -> bool {
    numero.starts_with("RS")
}

/// Stores what may be told twice, or rejects it.
fn poser<E: Enregistrement>(
    ligne: &Ligne<'_>,
    puits: &mut Puits,
    lu: Result<E, Rejet>,
) -> Result<(), Illisible> {
    match lu {
        Ok(e) => Ok(puits.poser_une_fois(ligne.numero(), e)?),
        Err(rejet) => Ok(puits.rejeter(rejet)?),
    }
}

//! The wishes of apprenticeship: the file that Affelnet gives (code de l'éducation, arrêté du 17 juillet 2017, articles 3
//! and 4). Only what finding a person again asks for is kept: no address, nothing of their parents.

use importer::{Csv, Fichier, Illisible, Importeur, Ligne, Puits, Rejet, Table, sans_ordre};
use noyau::identifiants::{CleMinistereEducatif, Mef10, Siret, Telephone};
use noyau::territoires::Academie;

use crate::depot::voeux::{VOEUX, Voeu};

/// Order of loading: after the directory.
const RANG: u16 = 70;

/// The columns, as the platform names them.
const COLONNES: [&str; 6] = [
    "Académie possédant le dossier élève et l'offre de formation",
    "INE",
    "Nom de l'élève",
    "Prénom 1",
    "Code offre de formation (vœu)",
    "clé ministère éducatif",
];

/// Those that some editions lack.
const FACULTATIVES: [&str; 6] = [
    "Téléphone portable",
    "Code MEF",
    "Libellé formation",
    "Libellé étab. origine",
    "SIRET UAI gestionnaire",
    "SIRET UAI formateur",
];

const TABLES: &[&Table] = &[&VOEUX];

/// The files that this service reads.
pub fn importeurs() -> [Importeur; 1] {
    [Importeur {
        source: "voeux",
        jeu: "voeux/affelnet",
        titre: "Vœux d’apprentissage d’Affelnet",
        attendu: "un CSV à points-virgules avec INE, Nom de l'élève, Prénom 1, Code offre de formation (vœu), clé ministère éducatif",
        rang: RANG,
        revision: 1,
        tables: TABLES,
        reconnaitre: |a| a.a_les_colonnes(&COLONNES),
        ordre: sans_ordre,
        lire: lire_les_voeux,
    }]
}

fn lire_les_voeux(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire_avec(fichier, &COLONNES, &FACULTATIVES, |ligne| {
        puits.lu();
        Ok(puits.poser_ou_rejeter(ligne.origine.ligne, voeu(ligne))?)
    })
}

fn voeu(ligne: &Ligne<'_>) -> Result<Voeu, Rejet> {
    let dit = |n: usize| ligne.texte(n).filter(|t| *t != "-").unwrap_or_default();
    let academie = dit(0);
    let connue = Academie::par_nom(academie).or_else(|| Academie::par_code(academie));
    let connue = connue.ok_or_else(|| {
        ligne.origine.rejet(COLONNES[0], academie, "academie.inconnue", "n'est pas une académie")
    })?;
    let (responsable, formateur) = organismes(ligne)?;
    let mef: Option<Mef10> = dit(7).get(..10).and_then(|t| t.parse().ok());
    let telephone: Option<Telephone> = dit(6).parse().ok();
    Ok(Voeu {
        ine: requis(ligne, 1)?.to_uppercase(),
        offre: requis(ligne, 4)?,
        academie: connue.code.to_owned(),
        nom: requis(ligne, 2)?,
        prenom: requis(ligne, 3)?,
        telephone: telephone.map(|t| t.to_string()),
        cfd: mef.map(|m| m.specialite().to_owned()).unwrap_or_default(),
        formation: dit(8).to_owned(),
        origine: dit(9).to_owned(),
        siret_responsable: responsable.to_string(),
        siret_formateur: formateur.to_string(),
    })
}

/// A column that must hold something else than a dash.
fn requis(ligne: &Ligne<'_>, n: usize) -> Result<String, Rejet> {
    let texte = ligne.requis(n)?;
    if texte == "-" {
        return Err(ligne.origine.rejet(COLONNES[n], texte, "champ.vide", "est à remplir"));
    }
    Ok(texte.to_owned())
}

/// The two centres: those of the key of the ministry, else those that the file names.
fn organismes(ligne: &Ligne<'_>) -> Result<(Siret, Siret), Rejet> {
    let cle: Result<CleMinistereEducatif, Rejet> = ligne.valeur(5);
    let de_la_cle = cle
        .as_ref()
        .ok()
        .and_then(|c| Some((c.siret_gestionnaire().ok()?, c.siret_formateur().ok()?)));
    if let Some(couple) = de_la_cle {
        return Ok(couple);
    }
    match (ligne.option::<Siret>(10), ligne.option::<Siret>(11)) {
        (Ok(Some(responsable)), Ok(Some(formateur))) => Ok((responsable, formateur)),
        _ => {
            let message =
                "ne dit pas les deux organismes, que les colonnes SIRET ne disent pas non plus";
            Err(ligne.origine.rejet(COLONNES[5], ligne.champ(5), "voeu.organismes", message))
        }
    }
}

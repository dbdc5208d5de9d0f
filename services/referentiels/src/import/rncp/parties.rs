//! The nine files that complete the sheets.

use std::collections::HashMap;
use std::io::Read;

use importer::{Illisible, Ligne, Puits, Rejet};
use noyau::identifiants::{Idcc, Nsf, Rncp, Rome, Siret};
use noyau::texte::plier;

use super::{est_rs, lire_partie, poser};
use crate::import::champs::{requis, texte};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A trade that a certification leads to.
    FicheRome, "rncp_romes", cle(rncp, rome) { rncp: Rncp, rome: Rome, libelle: Option<String> }
}

enregistrement! {
    /// A speciality of a certification.
    FicheNsf, "rncp_nsf", cle(rncp, nsf) { rncp: Rncp, nsf: Nsf, libelle: Option<String> }
}

enregistrement! {
    /// Who delivers a certification; `rang` from 1.
    Certificateur, "rncp_certificateurs", cle(rncp, rang) {
        rncp: Rncp,
        rang: i64,
        siret: Option<Siret>,
        nom: String,
    }
}

enregistrement! {
    /// Who prepares to a certification with the consent of its owner; `rang` from 1.
    Partenaire, "rncp_partenaires", cle(rncp, rang) {
        rncp: Rncp,
        rang: i64,
        siret: Option<Siret>,
        nom: String,
        habilitation: Option<String>,
    }
}

enregistrement! {
    /// A bloc de compétences.
    Bloc, "rncp_blocs", cle(rncp, code) { rncp: Rncp, code: String, libelle: String }
}

enregistrement! {
    /// A way to obtain a certification.
    Voie, "rncp_voies", cle(rncp, voie) { rncp: Rncp, voie: &'static str }
}

enregistrement! {
    /// A certification that follows another.
    FicheFiliation, "rncp_filiations", cle(ancien, nouveau) { ancien: Rncp, nouveau: Rncp }
}

enregistrement! {
    /// A collective agreement that a certification is made for.
    FicheConvention, "rncp_conventions", cle(rncp, idcc) {
        rncp: Rncp,
        idcc: Idcc,
        libelle: Option<String>,
    }
}

enregistrement! {
    /// A Formacode (thesaurus of training, Centre Inffo) of a certification.
    FicheFormacode, "rncp_formacodes", cle(rncp, formacode) {
        rncp: Rncp,
        formacode: String,
        libelle: Option<String>,
    }
}

pub fn lire_romes(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes = ["Numero_Fiche", "Codes_Rome_Code", "Codes_Rome_Libelle"];
    lire_partie(flux, puits, &colonnes, |ligne, rncp, puits| {
        let lu = ligne.valeur(1).map(|rome| FicheRome { rncp, rome, libelle: texte(ligne, 2) });
        poser(ligne, puits, lu)
    })
}

pub fn lire_nsf(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes = ["Numero_Fiche", "Nsf_Code", "Nsf_Intitule"];
    lire_partie(flux, puits, &colonnes, |ligne, rncp, puits| {
        let lu = ligne.valeur(1).map(|nsf| FicheNsf { rncp, nsf, libelle: sans_code(ligne, 2) });
        poser(ligne, puits, lu)
    })
}

/// `251 : Mécanique générale` → `Mécanique générale`.
fn sans_code(ligne: &Ligne<'_>, n: usize) -> Option<String> {
    let texte = ligne.texte(n)?;
    Some(texte.split_once(" : ").map_or(texte, |(_, libelle)| libelle).to_owned())
}

pub fn lire_certificateurs(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes = ["Numero_Fiche", "Siret_Certificateur", "Nom_Certificateur"];
    let mut rangs = Rangs::default();
    lire_partie(flux, puits, &colonnes, |ligne, rncp, puits| {
        let siret = puits.facultatif(ligne.option(1))?;
        let rang = rangs.suivant(rncp);
        let lu = requis(ligne, 2).map(|nom| Certificateur { rncp, rang, siret, nom });
        poser(ligne, puits, lu)
    })
}

pub fn lire_partenaires(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes =
        ["Numero_Fiche", "Nom_Partenaire", "Siret_Partenaire", "Habilitation_Partenaire"];
    let mut rangs = Rangs::default();
    lire_partie(flux, puits, &colonnes, |ligne, rncp, puits| {
        let siret = puits.facultatif(ligne.option(2))?;
        let (rang, habilitation) = (rangs.suivant(rncp), texte(ligne, 3));
        let lu = requis(ligne, 1).map(|nom| Partenaire { rncp, rang, siret, nom, habilitation });
        poser(ligne, puits, lu)
    })
}

/// The next rank in each sheet.
#[derive(Default)]
struct Rangs(HashMap<Rncp, i64>);

impl Rangs {
    fn suivant(&mut self, rncp: Rncp) -> i64 {
        let rang = self.0.entry(rncp).or_default();
        *rang += 1;
        *rang
    }
}

pub fn lire_blocs(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes = ["Numero_Fiche", "Bloc_Competences_Code", "Bloc_Competences_Libelle"];
    lire_partie(flux, puits, &colonnes, |ligne, rncp, puits| {
        let lu =
            requis(ligne, 1).and_then(|code| Ok(Bloc { rncp, code, libelle: requis(ligne, 2)? }));
        poser(ligne, puits, lu)
    })
}

pub fn lire_voies(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    lire_partie(flux, puits, &["Numero_Fiche", "Si_Jury"], |ligne, rncp, puits| {
        poser(ligne, puits, voie(ligne).map(|voie| Voie { rncp, voie }))
    })
}

/// The words that tell the six ways apart (« En contrat d’apprentissage », « Par expérience »…).
const VOIES: [(&str, &str); 6] = [
    ("apprentissage", "apprentissage"),
    ("professionnalisation", "contrat_professionnalisation"),
    ("formation continue", "formation_continue"),
    ("eleve", "statut_eleve"),
    ("experience", "experience"),
    ("candidature individuelle", "candidature_individuelle"),
];

fn voie(ligne: &Ligne<'_>) -> Result<&'static str, Rejet> {
    let libelle = plier(ligne.champ(1));
    let connue = VOIES.iter().find(|(mot, _)| libelle.contains(mot));
    connue.map(|(_, voie)| *voie).ok_or_else(|| {
        let message = "cette voie d'accès est inconnue";
        ligne.origine.rejet("Si_Jury", ligne.champ(1), "rncp.voie", message)
    })
}

pub fn lire_filiations(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes = ["Numero_Fiche", "Ancienne_Certification", "Nouvelle_Certification"];
    lire_partie(flux, puits, &colonnes, |ligne, rncp, puits| {
        if let Some(ancien) = autre_fiche(ligne, 1, puits)? {
            poser(ligne, puits, Ok(FicheFiliation { ancien, nouveau: rncp }))?;
        }
        if let Some(nouveau) = autre_fiche(ligne, 2, puits)? {
            poser(ligne, puits, Ok(FicheFiliation { ancien: rncp, nouveau }))?;
        }
        Ok(())
    })
}

fn autre_fiche(ligne: &Ligne<'_>, n: usize, puits: &mut Puits) -> Result<Option<Rncp>, Illisible> {
    if est_rs(ligne.champ(n)) {
        return Ok(None);
    }
    Ok(puits.facultatif(ligne.option(n))?)
}

pub fn lire_conventions(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes = [
        "Numero_Fiche",
        "Ccn_1_Numero",
        "Ccn_1_Libelle",
        "Ccn_2_Numero",
        "Ccn_2_Libelle",
        "Ccn_3_Numero",
        "Ccn_3_Libelle",
    ];
    lire_partie(flux, puits, &colonnes, |ligne, rncp, puits| {
        for n in [1, 3, 5] {
            if let Some(idcc) = puits.facultatif(ligne.option(n))? {
                let libelle = texte(ligne, n + 1);
                poser(ligne, puits, Ok(FicheConvention { rncp, idcc, libelle }))?;
            }
        }
        Ok(())
    })
}

pub fn lire_formacodes(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes = ["Numero_Fiche", "Formacode_Code", "Formacode_Libelle"];
    lire_partie(flux, puits, &colonnes, |ligne, rncp, puits| {
        let lu = requis(ligne, 1).map(|formacode| FicheFormacode {
            rncp,
            formacode,
            libelle: sans_code(ligne, 2),
        });
        poser(ligne, puits, lu)
    })
}

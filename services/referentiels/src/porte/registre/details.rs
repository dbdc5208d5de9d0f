//! What diplomas and sheets say beyond their names.

use std::collections::HashMap;
use std::hash::Hash;
use std::str::FromStr;

use noyau::dates::DateCivile;
use noyau::identifiants::{Cfd, Rncp};

use super::modele::{
    BlocApi, CertificateurApi, CodeApi, CodeLibreApi, ConventionApi, VoiesRncpApi,
};
use crate::depot::{Champs, Rangees};

/// Of a diploma.
#[derive(Debug, Clone, Default)]
pub struct DetailDiplome {
    pub specialite: Option<String>,
    pub premiere_session: Option<i64>,
    pub derniere_session: Option<i64>,
    pub nature: Option<String>,
    pub gestionnaire: Option<String>,
}

/// Of a sheet.
#[derive(Debug, Clone, Default)]
pub struct DetailFiche {
    pub activation: Option<DateCivile>,
    pub debut_parcours: Option<DateCivile>,
    /// None when the register says nothing of them.
    pub voies: Option<VoiesRncpApi>,
    pub blocs: Vec<BlocApi>,
    pub nsf: Vec<CodeLibreApi>,
    pub formacodes: Vec<CodeApi>,
    pub conventions: Vec<ConventionApi>,
    pub certificateurs: Vec<CertificateurApi>,
}

type Fiches = HashMap<Rncp, DetailFiche>;

/// The tables of the BCN, the one that wins first.
const NOMENCLATURES: [&str; 3] = ["N", "V", "E51"];

pub fn diplomes(rangees: &Rangees) -> HashMap<Cfd, DetailDiplome> {
    let mut lus: HashMap<Cfd, (usize, DetailDiplome)> = HashMap::new();
    for mut champs in rangees.iter() {
        let nomenclature = champs.texte();
        let rang = NOMENCLATURES.iter().position(|n| *n == nomenclature).unwrap_or(usize::MAX);
        let Some(cfd) = champs.valeur::<Cfd>() else { continue };
        if lus.get(&cfd).is_none_or(|(deja, _)| rang < *deja) {
            lus.insert(cfd, (rang, diplome(&mut champs)));
        }
    }
    lus.into_iter().map(|(cfd, (_, detail))| (cfd, detail)).collect()
}

fn diplome(champs: &mut Champs<'_>) -> DetailDiplome {
    DetailDiplome {
        specialite: dit(champs.texte()),
        premiere_session: champs.valeur(),
        derniere_session: champs.valeur(),
        nature: dit(champs.texte()),
        gestionnaire: dit(champs.texte()),
    }
}

/// A key and a value on each row.
pub fn liens<A: FromStr, B: FromStr>(rangees: &Rangees) -> Vec<(A, B)> {
    rangees.iter().filter_map(|mut champs| Some((champs.valeur()?, champs.valeur()?))).collect()
}

/// A code and its label on each row.
pub fn libelles<C: FromStr + Hash + Eq>(rangees: &Rangees) -> HashMap<C, String> {
    let lire = |mut champs: Champs<'_>| Some((champs.valeur()?, champs.texte().to_owned()));
    rangees.iter().filter_map(lire).collect()
}

/// Adds to each sheet what a table says of it, then puts each list in the order of `cle`.
fn ajouter<T, C: Ord>(
    fiches: &mut Fiches,
    rangees: &Rangees,
    liste: fn(&mut DetailFiche) -> &mut Vec<T>,
    lire: fn(&str, &str) -> Option<T>,
    cle: fn(&T) -> C,
) {
    for mut champs in rangees.iter() {
        let Some(rncp) = champs.valeur() else { continue };
        let (code, libelle) = (champs.texte(), champs.texte());
        if let Some(lu) = lire(code, libelle) {
            liste(fiches.entry(rncp).or_default()).push(lu);
        }
    }
    fiches.values_mut().for_each(|fiche| liste(fiche).sort_by_key(cle));
}

pub fn ajouter_blocs(fiches: &mut Fiches, rangees: &Rangees) {
    let lire = |code: &str, titre: &str| {
        Some(BlocApi { code: code.to_owned(), intitule: dit(titre) }).filter(|_| code_de_bloc(code))
    };
    ajouter(fiches, rangees, |f| &mut f.blocs, lire, |b| b.code.clone());
}

pub fn ajouter_nsf(fiches: &mut Fiches, rangees: &Rangees) {
    let lire = |code: &str, titre: &str| {
        let code = code.to_ascii_lowercase();
        code_nsf(&code).then(|| CodeLibreApi { intitule: dit(titre), code })
    };
    ajouter(fiches, rangees, |f| &mut f.nsf, lire, |n| n.code.clone());
}

pub fn ajouter_formacodes(fiches: &mut Fiches, rangees: &Rangees) {
    let lire = |code: &str, titre: &str| {
        Some(CodeApi { code: code.to_owned(), intitule: titre.to_owned() })
    };
    ajouter(fiches, rangees, |f| &mut f.formacodes, lire, |c| c.code.clone());
}

pub fn ajouter_conventions(fiches: &mut Fiches, rangees: &Rangees) {
    let lire = |numero: &str, titre: &str| {
        Some(ConventionApi { numero: numero.to_owned(), intitule: titre.to_owned() })
    };
    ajouter(fiches, rangees, |f| &mut f.conventions, lire, |c| c.numero.clone());
}

pub fn ajouter_certificateurs(fiches: &mut Fiches, rangees: &Rangees) {
    let lire = |siret: &str, nom: &str| {
        Some(CertificateurApi { siret: siret.to_owned(), nom: nom.to_owned() })
    };
    ajouter(fiches, rangees, |f| &mut f.certificateurs, lire, |c| c.nom.clone());
}

pub fn ajouter_voies(fiches: &mut Fiches, rangees: &Rangees) {
    for mut champs in rangees.iter() {
        let Some(rncp) = champs.valeur() else { continue };
        let voies = fiches.entry(rncp).or_default().voies.get_or_insert_default();
        match champs.texte() {
            "apprentissage" => voies.apprentissage = true,
            "experience" => voies.experience = true,
            "candidature_individuelle" => voies.candidature_individuelle = true,
            "contrat_professionnalisation" => voies.contrat_professionnalisation = true,
            "formation_continue" => voies.formation_continue = true,
            "statut_eleve" => voies.formation_statut_eleve = true,
            _ => {}
        }
    }
}

pub fn ajouter_activations(fiches: &mut Fiches, rangees: &Rangees) {
    for mut champs in rangees.iter() {
        let Some(rncp) = champs.valeur() else { continue };
        fiches.entry(rncp).or_default().activation = champs.valeur();
    }
}

fn dit(texte: &str) -> Option<String> {
    Some(texte.trim()).filter(|t| !t.is_empty()).map(str::to_owned)
}

/// `RNCP38722BC01`, or the number of the block alone (France compétences, fiches).
fn code_de_bloc(code: &str) -> bool {
    let numero = match code.strip_prefix("RNCP").map(|reste| reste.split_once("BC")) {
        None => code,
        Some(Some((fiche, numero))) if (3..=5).contains(&fiche.len()) && chiffres(fiche) => numero,
        Some(_) => return false,
    };
    (1..=2).contains(&numero.len()) && chiffres(numero)
}

/// Two or three digits, then at most one letter (INSEE, NSF).
fn code_nsf(code: &str) -> bool {
    let numero = code.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(code);
    (2..=3).contains(&numero.len()) && chiffres(numero)
}

fn chiffres(texte: &str) -> bool {
    texte.bytes().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_the_public_api_accepts() {
        let cas = [
            ("RNCP38722BC01", true, false),
            ("RNCP387BC1", true, false),
            ("RNCP38722BC123", false, false),
            ("RNCP38722", false, false),
            ("12", true, true),
            ("221u", false, true),
            ("1", true, false),
            ("2213", false, false),
        ];
        for (code, bloc, nsf) in cas {
            assert_eq!((code_de_bloc(code), code_nsf(code)), (bloc, nsf), "{code}");
        }
    }
}

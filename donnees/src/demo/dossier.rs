//! Invented enrolments, in the fields of `POST /api/v3/dossiers-apprenants`: three school years of each training centre.

use chrono::{Datelike, Days, NaiveDate};

use super::Demo;
use super::json::Objet;
use super::organisme::{DIPLOMES_PAR_FAMILLE, Organisme};
use super::redaction::majuscule;
use super::sirene::{base_entreprise, siren, siret, telephone};
use super::territoire::lieu;
use super::tirage::{Serie, Tirage};
use crate::diplomes::{Diplome, diplome};
use crate::noms::noms;

/// School years of the data set, the one under way last.
const ANNEES: u32 = 3;

/// Room between the persons of two centres, so that their streams of chance differ.
const PERSONNES: u32 = 4_096;

/// A day of a school year begins in August.
const MOIS_DE_RENTREE: u32 = 8;

/// A person, and the training of two years that they follow in one centre.
struct Inscrit {
    rang: u32,
    /// First calendar year of the training.
    entree: i32,
    /// First school year (0) or second (1).
    annee: u32,
}

impl Demo {
    /// How many training centres send enrolments.
    pub fn centres(&self) -> u32 {
        self.effectifs.centres
    }

    /// SIRET of a centre, and what its software sends: one object for each enrolment.
    pub fn dossiers(&self, centre: u32) -> (String, Vec<String>) {
        let organisme = self.organisme(self.rang_du_centre(centre));
        let par_annee = self.effectifs.dossiers / (self.effectifs.centres * ANNEES).max(1);
        let derniere = premiere_annee(self.reference);
        let dossiers = (0..ANNEES).flat_map(|annee| {
            let civile = derniere + 1 - i32::try_from(ANNEES - annee).unwrap_or_default();
            inscrits(annee, civile, par_annee)
        });
        let lignes = dossiers.map(|inscrit| self.dossier(&organisme, &inscrit)).collect();
        (organisme.siret, lignes)
    }

    /// Centres are spread over the organisations; the very first one is left to who shows the program.
    fn rang_du_centre(&self, centre: u32) -> u32 {
        let pas = (self.effectifs.organismes / self.effectifs.centres.max(1)).max(1);
        centre * pas + pas / 2
    }

    fn dossier(&self, organisme: &Organisme, inscrit: &Inscrit) -> String {
        let personne = organisme.rang.wrapping_mul(PERSONNES).wrapping_add(inscrit.rang);
        let mut tirage = Tirage::new(self.graine, Serie::Dossier, personne);
        let civile = inscrit.entree + i32::try_from(inscrit.annee).unwrap_or_default();
        let entree = jour(inscrit.entree, 9, 1);
        let fin = jour(inscrit.entree + 2, 7, 5);
        let mut o = Objet::ligne(1_200);
        identite(&mut o, &mut tirage, entree);
        o.champ("annee_scolaire", format!("{civile}-{}", civile + 1));
        o.champ("id_erp_apprenant", format!("D{personne}"));
        o.champ("date_inscription_formation", iso(entree - Days::new(60)));
        o.champ("date_entree_formation", iso(entree)).champ("date_fin_formation", iso(fin));
        o.champ("duree_theorique_formation_mois", "24");
        o.champ("annee_formation", inscrit.annee + 1);
        for role in ["etablissement_responsable_", "etablissement_formateur_"] {
            o.champ_de(role, "uai", &organisme.uai).champ_de(role, "siret", &organisme.siret);
        }
        if let Some(diplome) = formation(organisme, &mut tirage) {
            o.champ("formation_cfd", diplome.cfd).champ("formation_rncp", diplome.rncp);
            o.champ("libelle_court_formation", diplome.sigle);
            o.champ("libelle_long_formation", diplome.intitule_long);
        }
        let ici =
            lieu(self.territoire.bourg_voisin(organisme.lieu.commune, &mut tirage), &mut tirage);
        o.champ("adresse_apprenant", &ici.voie).champ("code_postal_apprenant", ici.code_postal);
        o.champ("code_commune_insee_apprenant", ici.commune.code);
        o.champ("tel_apprenant", telephone(ici.commune.region, personne));
        o.champ("email_contact", format!("apprenant{personne}@exemple.invalid"));
        contrats(&mut o, &mut tirage, self.graine.0, entree);
        o.fin()
    }
}

/// The enrolments of a school year: half of them began the year before.
fn inscrits(annee: u32, civile: i32, nombre: u32) -> impl Iterator<Item = Inscrit> {
    let anciens = nombre / 2;
    (0..nombre).map(move |n| {
        let ancien = n < anciens;
        Inscrit {
            rang: n + annee * (nombre - anciens),
            entree: civile - i32::from(ancien),
            annee: u32::from(ancien),
        }
    })
}

fn identite(o: &mut Objet, tirage: &mut Tirage, entree: NaiveDate) {
    let naissance = entree - Days::new(u64::from(tirage.entre(15 * 365 + 90, 26 * 365)));
    o.champ("nom_apprenant", tirage.mot(&noms().nom));
    o.champ("prenom_apprenant", majuscule(tirage.mot(&noms().prenom)));
    o.champ("date_de_naissance_apprenant", iso(naissance));
    o.champ("sexe_apprenant", if tirage.chance(42) { "F" } else { "M" });
    o.champ("nationalite_apprenant", "1");
    o.champ("rqth_apprenant", tirage.chance(2));
}

fn formation(organisme: &Organisme, tirage: &mut Tirage) -> Option<&'static Diplome> {
    let famille = tirage.parmi(&organisme.familles)?;
    let cfds: Vec<&str> = DIPLOMES_PAR_FAMILLE.get(famille)?.keys().copied().collect();
    diplome(tirage.parmi(&cfds)?)
}

/// Four out of five sign near the beginning; one contract in eight is broken, and half of those sign again.
fn contrats(o: &mut Objet, tirage: &mut Tirage, graine: u64, entree: NaiveDate) {
    if tirage.chance(8) {
        return;
    }
    let employeur =
        |tirage: &mut Tirage| siret(&siren(base_entreprise(graine, tirage.entre(0, 400_000))), 1);
    let debut = entree - Days::new(30) + Days::new(u64::from(tirage.entre(0, 90)));
    let fin = jour(entree.year() + 2, 8, 31);
    o.champ("contrat_date_debut", iso(debut)).champ("contrat_date_fin", iso(fin));
    o.champ("siret_employeur", employeur(tirage));
    if !tirage.chance(13) {
        return;
    }
    let rupture = debut + Days::new(u64::from(tirage.entre(20, 400)));
    o.champ("contrat_date_rupture", iso(rupture));
    o.champ("cause_rupture_contrat", "Commun accord");
    if tirage.chance(50) {
        let suivant = rupture + Days::new(u64::from(tirage.entre(5, 150)));
        o.champ("contrat_date_debut_2", iso(suivant)).champ("contrat_date_fin_2", iso(fin));
        o.champ("siret_employeur_2", employeur(tirage));
    } else if tirage.chance(30) {
        o.champ("date_exclusion_formation", iso(rupture + Days::new(15)));
        o.champ("cause_exclusion_formation", "Départ volontaire");
    }
}

/// First calendar year of the school year of a day.
fn premiere_annee(jour: NaiveDate) -> i32 {
    jour.year() - i32::from(jour.month() < MOIS_DE_RENTREE)
}

fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, jour).unwrap_or_default()
}

fn iso(jour: NaiveDate) -> String {
    jour.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::{Echelle, Graine};
    use super::*;

    #[test]
    fn a_centre_sends_three_years_and_the_second_year_is_the_same_person() {
        let jour = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let demo = Demo::new(&Echelle::Petit, Graine(1), jour);
        let (siret, lignes) = demo.dossiers(3);
        assert_eq!(demo.dossiers(3), (siret, lignes.clone()), "same seed, same bytes");
        let mut annees: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut personnes: BTreeMap<String, String> = BTreeMap::new();
        for ligne in &lignes {
            let lu: serde_json::Value = serde_json::from_str(ligne).unwrap();
            let champ = |nom: &str| lu[nom].as_str().unwrap_or_default().to_owned();
            let id = champ("id_erp_apprenant");
            annees.entry(champ("annee_scolaire")).or_default().insert(id.clone());
            let qui = champ("nom_apprenant") + &champ("date_de_naissance_apprenant");
            assert_eq!(personnes.entry(id).or_insert_with(|| qui.clone()), &qui);
        }
        let connues: Vec<_> = annees.keys().map(String::as_str).collect();
        assert_eq!(connues, ["2024-2025", "2025-2026", "2026-2027"]);
        let nombre = annees["2026-2027"].len();
        assert!(annees.values().all(|ids| ids.len() == nombre), "each once a year");
        let communs = annees["2026-2027"].intersection(&annees["2025-2026"]).count();
        assert_eq!(communs, nombre / 2);
    }
}

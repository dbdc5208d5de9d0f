//! The SIFA survey: each year, training centres declare to the ministry of education the apprentices they have on
//! 31 December (*système d’information sur la formation des apprentis*, décret n° 2024-1223).
//!
//! One line an apprentice, forty-seven columns in a set order. What the API of enrolments has no field for is read in
//! what the software sends besides, under the name that the survey gives it.

mod contrat;
mod etablissement;
mod formation;
mod identite;
mod origine;
mod texte;

use noyau::dates::DateCivile;
use serde_json::{Map, Value};

use super::fusion::Contenu;
use super::situation::{Parcours, Situation};

pub use etablissement::TYPES_DE_CFA;

/// Month from which the survey is that of the coming 31 December; before it, that of the last one.
const PREMIER_MOIS: u32 = 8;

/// The day that the survey observes, seen from today.
pub fn observation(aujourd_hui: DateCivile) -> DateCivile {
    let annee = aujourd_hui.annee() - i32::from(aujourd_hui.mois() < PREMIER_MOIS);
    DateCivile::new(annee, 12, 31).unwrap_or(aujourd_hui)
}

/// Whether the survey counts someone who has this timeline: apprentices, and those between two contracts.
pub fn compte(parcours: &Parcours, observation: DateCivile) -> bool {
    matches!(parcours.le(observation), Situation::Apprenti | Situation::Rupturant)
}

/// An enrolment as the survey reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inscription {
    /// UAI of the centre that teaches.
    pub uai_formateur: String,
    /// UAI of the centre that answers for the training; may be empty.
    pub uai_responsable: String,
    /// Kind of the centre, when it said it once for all; may be empty.
    pub type_du_centre: String,
    /// Diploma in force at the entry.
    pub cfd: Option<String>,
    /// Certification.
    pub rncp: Option<String>,
    /// The day observed.
    pub observation: DateCivile,
    /// The rest.
    pub contenu: Contenu,
}

impl Inscription {
    /// An optional field of the API; empty when it was not sent.
    fn champ(&self, nom: &str) -> String {
        dit(&self.contenu.details, nom)
    }

    /// What was sent under the name of a column of the survey; empty when nothing was.
    fn autre(&self, colonne: &str) -> String {
        let lu = dit(&self.contenu.autres, colonne);
        if lu.is_empty() { dit(&self.contenu.autres, &colonne.to_lowercase()) } else { lu }
    }

    /// The same among the values that the survey takes; empty when it is none of them.
    fn parmi(&self, colonne: &str, valeurs: &[&str]) -> String {
        let lu = self.autre(colonne).to_uppercase();
        if valeurs.contains(&lu.as_str()) { lu } else { String::new() }
    }

    /// Whether its line names a diploma or a certification: a file holds only one kind.
    pub fn certification(&self) -> Certification {
        if self.cfd.is_none() && self.rncp.is_some() {
            Certification::Rncp
        } else {
            Certification::Diplome
        }
    }
}

/// What the lines of a file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certification {
    /// The code of a diploma.
    Diplome,
    /// The number of a certification of the national register, for what is no diploma.
    Rncp,
}

fn dit(champs: &Map<String, Value>, nom: &str) -> String {
    match champs.get(nom) {
        Some(Value::String(texte)) => texte.trim().to_owned(),
        Some(Value::Number(nombre)) => nombre.to_string(),
        _ => String::new(),
    }
}

/// A column of the file.
pub struct Colonne {
    /// Its name.
    pub nom: &'static str,
    /// What it holds for an enrolment.
    pub valeur: fn(&Inscription) -> String,
}

const fn c(nom: &'static str, valeur: fn(&Inscription) -> String) -> Colonne {
    Colonne { nom, valeur }
}

/// The columns, in the order of the survey.
pub static COLONNES: [Colonne; 47] = [
    c("INE", identite::ine),
    c("NUMERO_UAI", etablissement::numero_uai),
    c("TYPE_CFA", etablissement::type_cfa),
    c("SIT_FORM", etablissement::sit_form),
    c("UAI_EPLE", etablissement::non_connu),
    c("NAT_STR_JUR", etablissement::non_connu),
    c("STATUT", etablissement::statut),
    c("DIPLOME", formation::diplome),
    c("RNCP", formation::rncp),
    c("DUR_FORM_THEO", formation::duree_theorique),
    c("DUR_FORM_REELLE", formation::duree_reelle),
    c("AN_FORM", formation::annee),
    c("NOM", identite::nom),
    c("NOM2", vide),
    c("PRENOM1", identite::prenom),
    c("PRENOM2", vide),
    c("PRENOM3", vide),
    c("ADRESSE", identite::adresse),
    c("COD_POST", identite::code_postal),
    c("COM_RESID", identite::commune),
    c("TEL_JEUNE", identite::telephone),
    c("TEL_RESP1_PERSO", identite::telephone_du_responsable),
    c("TEL_RESP1_PRO", identite::telephone_du_responsable),
    c("TEL_RESP2_PERSO", vide),
    c("TEL_RESP2_PRO", vide),
    c("MAIL_JEUNE", identite::courriel),
    c("MAIL_RESP1", identite::premier_courriel),
    c("MAIL_RESP2", identite::second_courriel),
    c("DATE_NAIS", identite::naissance),
    c("LIEU_NAIS", identite::lieu_de_naissance),
    c("SEXE", identite::sexe),
    c("REGIME_SCO", origine::regime),
    c("PCS", origine::pcs),
    c("HANDI", identite::handicap),
    c("NATIO", origine::nationalite),
    c("SIT_AV_APP", origine::situation_avant),
    c("DIP_OBT", origine::diplome_obtenu),
    c("SIT_N_1", origine::situation_precedente),
    c("ETAB_N_1", origine::etablissement_precedent),
    c("TYPE_EMP", contrat::type_d_employeur),
    c("DATE_ENTREE_CFA", formation::entree),
    c("DATE_DEB_CONT", contrat::debut),
    c("DATE_RUPT_CONT", contrat::rupture),
    c("COM_ETAB", contrat::code_postal),
    c("NAF_ETAB", contrat::naf),
    c("NBSAL_EMP", contrat::salaries),
    c("SIRET_EMP", contrat::siret),
];

/// NOM2, PRENOM2, PRENOM3 and the phones of a second legal representative: no software sends them.
fn vide(_: &Inscription) -> String {
    String::new()
}

/// What a line may not lack: what people call it, the columns of which one must be filled.
const REQUIS: &[(&str, &[&str])] = &[
    ("Nom", &["NOM"]),
    ("Prénom", &["PRENOM1"]),
    ("Date de naissance", &["DATE_NAIS"]),
    ("Lieu de naissance", &["LIEU_NAIS"]),
    ("Sexe", &["SEXE"]),
    ("Adresse", &["ADRESSE"]),
    ("Situation l’année précédente", &["SIT_N_1"]),
    ("Établissement de l’année précédente", &["ETAB_N_1"]),
    ("Type de CFA", &["TYPE_CFA"]),
    ("Durée réelle de la formation", &["DUR_FORM_REELLE"]),
    ("Durée théorique de la formation", &["DUR_FORM_THEO"]),
    ("Année de formation", &["AN_FORM"]),
    ("Diplôme ou titre", &["DIPLOME", "RNCP"]),
];

/// What the line of an enrolment lacks.
pub fn manques(inscription: &Inscription) -> Vec<&'static str> {
    let rempli = |nom: &&str| {
        let colonne = COLONNES.iter().find(|c| c.nom == *nom);
        colonne.is_some_and(|c| !(c.valeur)(inscription).is_empty())
    };
    let vides = REQUIS.iter().filter(|(_, colonnes)| !colonnes.iter().any(&rempli));
    vides.map(|(libelle, _)| *libelle).collect()
}

/// The line of an enrolment.
pub fn ligne(inscription: &Inscription) -> Vec<String> {
    COLONNES.iter().map(|c| (c.valeur)(inscription)).collect()
}

#[cfg(test)]
mod tests;

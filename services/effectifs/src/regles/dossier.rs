//! An enrolment as the API v3 receives it: checked, with everything that is wrong in it.

mod champs;
mod codes;
mod lecteur;

use noyau::ValeurInvalide;
use noyau::dates::DateCivile;
use noyau::identifiants::{Cfd, Rncp, Siret, Uai};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::annee;
use super::faute::Faute;
use super::situation::{Contrat, Session};
use lecteur::Lecteur;

pub use lecteur::jour;

/// The suffixes of the four contracts that an item may carry.
pub const RANGS: [&str; 4] = ["", "_2", "_3", "_4"];

/// Fields without which an item is refused, in the order of the template.
pub const OBLIGATOIRES: &[&str] = &[
    "nom_apprenant",
    "prenom_apprenant",
    "date_de_naissance_apprenant",
    "annee_scolaire",
    "id_erp_apprenant",
    "date_inscription_formation",
    "date_entree_formation",
    "date_fin_formation",
    "etablissement_responsable_uai",
    "etablissement_responsable_siret",
    "etablissement_formateur_uai",
    "etablissement_formateur_siret",
];

/// What the template says of each field but those of contracts.
pub fn aides() -> Vec<(&'static str, &'static str)> {
    let date = "Un jour, JJ/MM/AAAA";
    let mut aides = vec![
        ("nom_apprenant", "Nom"),
        ("prenom_apprenant", "Prénom"),
        ("date_de_naissance_apprenant", date),
        ("annee_scolaire", "Deux années, 2024-2025"),
        (
            "id_erp_apprenant",
            "Votre identifiant ; laissé vide, il est fait du nom, du prénom et de la naissance",
        ),
        ("date_inscription_formation", date),
        ("date_entree_formation", date),
        ("date_fin_formation", date),
        ("etablissement_responsable_uai", "UAI de l’organisme responsable"),
        ("etablissement_responsable_siret", "SIRET de l’organisme responsable"),
        ("etablissement_formateur_uai", "UAI de l’organisme formateur"),
        ("etablissement_formateur_siret", "SIRET de l’organisme formateur"),
        ("date_exclusion_formation", date),
        ("statut_apprenant", "0 sorti, 2 inscrit, 3 apprenti"),
        ("formation_cfd", "Code du diplôme, 8 caractères"),
        ("formation_rncp", "Code RNCP, RNCP4911"),
    ];
    aides.extend(champs::aides());
    aides
}

/// Fields read by name, beside the optional ones.
const NOMMES: &[&str] = &[
    "nom_apprenant",
    "prenom_apprenant",
    "date_de_naissance_apprenant",
    "annee_scolaire",
    "id_erp_apprenant",
    "date_inscription_formation",
    "date_entree_formation",
    "date_fin_formation",
    "date_exclusion_formation",
    "etablissement_responsable_uai",
    "etablissement_responsable_siret",
    "etablissement_formateur_uai",
    "etablissement_formateur_siret",
    "statut_apprenant",
    "formation_cfd",
    "formation_rncp",
    "nir_apprenant",
];

/// Beginnings of the fields of a contract.
const CONTRAT: [&str; 5] = [
    "contrat_date_debut",
    "contrat_date_fin",
    "contrat_date_rupture",
    "cause_rupture_contrat",
    "siret_employeur",
];

/// An establishment as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Couple {
    /// Its UAI, of the right form; its key may be wrong.
    pub uai: String,
    /// Its SIRET, of the right form; its key may be wrong.
    pub siret: String,
}

/// A contract as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContratRecu {
    /// First day.
    pub debut: DateCivile,
    /// Last day agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fin: Option<DateCivile>,
    /// Day of the rupture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rupture: Option<DateCivile>,
    /// Why it was broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// SIRET of the employer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siret: Option<String>,
}

impl ContratRecu {
    /// What counts for the situation.
    pub fn dates(&self) -> Contrat {
        Contrat { debut: self.debut, fin: self.fin, rupture: self.rupture }
    }
}

/// An enrolment that can be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// Its identifier in the software that sent it.
    pub id_erp: String,
    /// School year, `2024-2025`.
    pub annee_scolaire: String,
    /// Last name, in capitals.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth.
    pub naissance: DateCivile,
    /// Day of enrolment.
    pub inscription: DateCivile,
    /// First and last day of the training.
    pub session: Session,
    /// Day it was ended, if it was.
    pub exclusion: Option<DateCivile>,
    /// Whether the sender says that the person is still there.
    pub present: bool,
    /// Who answers for the training.
    pub responsable: Couple,
    /// Who teaches.
    pub formateur: Couple,
    /// Code of the diploma, as sent.
    pub cfd: Option<String>,
    /// Code in the national register, as sent.
    pub rncp: Option<String>,
    /// Contracts, four at most.
    pub contrats: Vec<ContratRecu>,
    /// The optional fields, by their name in the API.
    pub details: Map<String, Value>,
    /// What the API does not know, kept aside.
    pub autres: Map<String, Value>,
}

/// What reading an item gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Lu {
    /// The enrolment; none when something refuses it.
    pub dossier: Option<Dossier>,
    /// What refuses it.
    pub fautes: Vec<Faute>,
    /// What only leaves a field empty, or may not be found later.
    pub avertissements: Vec<Faute>,
}

/// Reads an item of the payload.
pub fn lire(item: &Value) -> Lu {
    let Value::Object(objet) = item else {
        let faute =
            Faute::nouvelle("", "dossier.genre", "", "Format invalide : un objet est attendu.");
        return Lu { dossier: None, fautes: vec![faute], avertissements: Vec::new() };
    };
    let mut lecteur = Lecteur::nouveau(objet);
    let dossier = dossier(&mut lecteur, objet);
    let dossier = dossier.filter(|_| lecteur.fautes.is_empty());
    Lu { dossier, fautes: lecteur.fautes, avertissements: lecteur.avertissements }
}

/// Every field is read before anything is given up, so that all faults are told at once.
fn dossier(l: &mut Lecteur<'_>, objet: &Map<String, Value>) -> Option<Dossier> {
    let nom = l.requis("nom_apprenant").map(|n| n.to_uppercase());
    let prenom = l.requis("prenom_apprenant");
    let naissance = l.date_requise("date_de_naissance_apprenant");
    let annee_scolaire = annee_scolaire(l);
    let id_erp = l.requis("id_erp_apprenant");
    let inscription = l.date_requise("date_inscription_formation");
    let session = session(l);
    let responsable = couple(l, "responsable");
    let formateur = couple(l, "formateur");
    let (exclusion, present) = exclusion(l);
    let cfd = certification::<Cfd>(l, "formation_cfd", "Code CFD invalide");
    let rncp = certification::<Rncp>(l, "formation_rncp", "Code RNCP invalide");
    let contrats = contrats(l);
    let mut details = champs::lire(l);
    if l.texte("nir_apprenant").is_some() {
        details.insert("has_nir".to_owned(), true.into());
    }
    Some(Dossier {
        id_erp: id_erp?,
        annee_scolaire: annee_scolaire?,
        nom: nom?,
        prenom: prenom?,
        naissance: naissance?,
        inscription: inscription?,
        session: session?,
        exclusion,
        present,
        responsable: responsable?,
        formateur: formateur?,
        cfd,
        rncp,
        contrats,
        details,
        autres: autres(objet),
    })
}

fn annee_scolaire(l: &mut Lecteur<'_>) -> Option<String> {
    let texte = l.requis("annee_scolaire")?;
    let lue = annee::lire(&texte);
    if lue.is_none() {
        let message =
            "Format invalide : deux années qui se suivent sont attendues, par exemple 2024-2025.";
        l.refuser("annee_scolaire", "annee.forme", &texte, message);
    }
    lue
}

fn session(l: &mut Lecteur<'_>) -> Option<Session> {
    let entree = l.date_requise("date_entree_formation");
    let fin = l.date_requise("date_fin_formation");
    let session = Session::new(entree?, fin?);
    if session.is_none() {
        let message = "La formation finit avant d’avoir commencé.";
        let fin = fin.map(|f| f.to_string()).unwrap_or_default();
        l.refuser("date_fin_formation", "formation.ordre", &fin, message);
    }
    session
}

/// UAI and SIRET of one of the two establishments. A wrong key is only a warning: the directory has the last word.
fn couple(l: &mut Lecteur<'_>, role: &str) -> Option<Couple> {
    let (champ_uai, champ_siret) =
        (format!("etablissement_{role}_uai"), format!("etablissement_{role}_siret"));
    let uai = l.requis(&champ_uai).and_then(|t| {
        let lu = t.parse::<Uai>().map(|u| u.to_string());
        identifiant(l, &champ_uai, &t.to_uppercase(), lu, ("uai.cle", "UAI invalide"))
    });
    let siret = l.requis(&champ_siret).and_then(|t| {
        let lu = t.parse::<Siret>().map(|s| s.to_string());
        let compact: String = t.chars().filter(char::is_ascii_digit).collect();
        identifiant(l, &champ_siret, &compact, lu, ("siret.cle", "Siret invalide"))
    });
    Some(Couple { uai: uai?, siret: siret? })
}

fn identifiant(
    l: &mut Lecteur<'_>,
    champ: &str,
    compact: &str,
    lu: Result<String, ValeurInvalide>,
    (cle, invalide): (&str, &str),
) -> Option<String> {
    match lu {
        Ok(lu) => Some(lu),
        Err(e) if e.regle == cle => {
            l.avertir(champ, e.regle, compact, format!("{invalide} : {}", e.message));
            Some(compact.to_owned())
        }
        Err(e) => {
            l.refuser(champ, e.regle, compact, format!("{invalide} : {}", e.message));
            None
        }
    }
}

fn certification<T>(l: &mut Lecteur<'_>, champ: &str, invalide: &str) -> Option<String>
where
    T: std::str::FromStr<Err = ValeurInvalide> + std::fmt::Display,
{
    let texte = l.texte(champ)?;
    match texte.replace(['.', '-', ' '], "").parse::<T>() {
        Ok(code) => Some(code.to_string()),
        Err(e) => {
            l.refuser(champ, e.regle, &texte, format!("{invalide} : {}", e.message));
            None
        }
    }
}

/// The day the enrolment was ended, and whether the sender says that the person is still there. The status 0 ends it
/// on its own day, unless an exclusion says another.
fn exclusion(l: &mut Lecteur<'_>) -> (Option<DateCivile>, bool) {
    let dite = l.date("date_exclusion_formation");
    let Some(statut) = l.texte("statut_apprenant") else { return (dite, false) };
    match statut.as_str() {
        "0" => (
            dite.or_else(|| l.texte("date_metier_mise_a_jour_statut").and_then(|t| jour(&t))),
            false,
        ),
        "2" | "3" => (dite, true),
        _ => {
            let message = "Format invalide : 0 (abandon), 2 (inscrit) ou 3 (apprenti) est attendu.";
            l.refuser("statut_apprenant", "statut.valeur", &statut, message);
            (dite, false)
        }
    }
}

fn contrats(l: &mut Lecteur<'_>) -> Vec<ContratRecu> {
    RANGS.iter().filter_map(|rang| contrat(l, rang)).collect()
}

fn contrat(l: &mut Lecteur<'_>, rang: &str) -> Option<ContratRecu> {
    let [champ_debut, champ_fin, champ_rupture, champ_cause, champ_siret] =
        CONTRAT.map(|champ| format!("{champ}{rang}"));
    let debut = l.date(&champ_debut);
    let (fin, rupture) = (l.date(&champ_fin), l.date(&champ_rupture));
    let cause = l.texte(&champ_cause);
    let siret = l.texte(&champ_siret).and_then(|t| match t.parse::<Siret>() {
        Ok(siret) => Some(siret.to_string()),
        Err(e) => {
            l.avertir(&champ_siret, e.regle, &t, format!("Siret invalide : {}", e.message));
            None
        }
    });
    if let Some(debut) = debut {
        return Some(ContratRecu { debut, fin, rupture, cause, siret });
    }
    let donnee = fin.is_some() || rupture.is_some() || cause.is_some();
    if donnee && l.fautes.iter().all(|f| f.champ != champ_debut) {
        let message =
            "Champ obligatoire quand le contrat a une fin, une rupture ou une cause de rupture.";
        l.refuser(&champ_debut, "contrat.debut", "", message);
    }
    None
}

/// What no rule reads. The social security number is never kept.
fn autres(objet: &Map<String, Value>) -> Map<String, Value> {
    let inconnu = |nom: &str| {
        let nu = RANGS[1..].iter().find_map(|r| nom.strip_suffix(r)).unwrap_or(nom);
        !NOMMES.contains(&nom) && !CONTRAT.contains(&nu) && !champs::connu(nom)
    };
    let gardes = objet.iter().filter(|(nom, valeur)| !valeur.is_null() && inconnu(nom));
    gardes.map(|(nom, valeur)| (nom.clone(), valeur.clone())).collect()
}

/// What may be stored of an item: without the social security number, of which only the presence is said.
pub fn sans_nir(mut item: Value) -> Value {
    if let Value::Object(objet) = &mut item {
        objet.retain(|_, valeur| !valeur.is_null());
        if objet.remove("nir_apprenant").is_some() {
            objet.insert("has_nir".to_owned(), true.into());
        }
    }
    item
}

#[cfg(test)]
mod tests;

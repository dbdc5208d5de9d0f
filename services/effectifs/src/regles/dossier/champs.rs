//! The optional fields of the payload: how each is read, and what happens to a value that is not readable.

use noyau::identifiants::{CodeCommune, CodePostal, Courriel, Siret, Telephone, Uai};
use serde_json::Value;

use super::codes;
use super::lecteur::Lecteur;

/// How a field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lecture {
    Libre,
    Majuscules,
    Sexe,
    Courriel,
    Telephone,
    CodePostal,
    Commune,
    Booleen,
    Jour,
    Uai,
    Siret,
    Situation,
    DernierOrganisme,
    TypeDeCfa,
    /// A whole number within bounds.
    Entier(i64, i64),
}

/// Whether an unreadable value refuses the enrolment, or only leaves the field empty with a warning, as the field's
/// software is used to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Si {
    Refuser,
    Tolerer,
}

const CHAMPS: &[(&str, Lecture, Si)] = &[
    ("date_metier_mise_a_jour_statut", Lecture::Jour, Si::Refuser),
    ("ine_apprenant", Lecture::Majuscules, Si::Refuser),
    ("sexe_apprenant", Lecture::Sexe, Si::Refuser),
    ("email_contact", Lecture::Courriel, Si::Refuser),
    ("tel_apprenant", Lecture::Telephone, Si::Refuser),
    ("adresse_apprenant", Lecture::Libre, Si::Refuser),
    ("code_postal_apprenant", Lecture::CodePostal, Si::Refuser),
    ("code_commune_insee_apprenant", Lecture::Commune, Si::Refuser),
    ("code_commune_insee_de_naissance_apprenant", Lecture::Commune, Si::Refuser),
    ("code_postal_de_naissance_apprenant", Lecture::CodePostal, Si::Tolerer),
    ("has_nir", Lecture::Booleen, Si::Tolerer),
    ("rqth_apprenant", Lecture::Booleen, Si::Refuser),
    ("date_rqth_apprenant", Lecture::Jour, Si::Refuser),
    ("responsable_apprenant_mail1", Lecture::Courriel, Si::Refuser),
    ("responsable_apprenant_mail2", Lecture::Courriel, Si::Refuser),
    ("derniere_situation", Lecture::Situation, Si::Refuser),
    ("dernier_organisme_uai", Lecture::DernierOrganisme, Si::Refuser),
    ("type_cfa", Lecture::TypeDeCfa, Si::Refuser),
    ("custom_statut_apprenant", Lecture::Libre, Si::Refuser),
    ("libelle_court_formation", Lecture::Libre, Si::Refuser),
    ("annee_formation", Lecture::Entier(0, 5), Si::Refuser),
    ("duree_theorique_formation", Lecture::Entier(1, 4), Si::Tolerer),
    ("duree_theorique_formation_mois", Lecture::Entier(1, 48), Si::Tolerer),
    ("obtention_diplome_formation", Lecture::Booleen, Si::Refuser),
    ("date_obtention_diplome_formation", Lecture::Jour, Si::Refuser),
    ("cause_exclusion_formation", Lecture::Libre, Si::Refuser),
    ("nom_referent_handicap_formation", Lecture::Libre, Si::Refuser),
    ("prenom_referent_handicap_formation", Lecture::Libre, Si::Refuser),
    ("email_referent_handicap_formation", Lecture::Courriel, Si::Refuser),
    ("formation_presentielle", Lecture::Booleen, Si::Refuser),
    ("etablissement_lieu_de_formation_uai", Lecture::Uai, Si::Tolerer),
    ("etablissement_lieu_de_formation_siret", Lecture::Siret, Si::Tolerer),
    ("etablissement_lieu_de_formation_adresse", Lecture::Libre, Si::Refuser),
    ("etablissement_lieu_de_formation_code_postal", Lecture::CodePostal, Si::Tolerer),
];

impl Lecture {
    /// What people are told to write.
    fn aide(self) -> &'static str {
        match self {
            Lecture::Libre | Lecture::Majuscules => "Texte",
            Lecture::Sexe => "M ou F",
            Lecture::Courriel => "Adresse électronique",
            Lecture::Telephone => "Numéro de téléphone",
            Lecture::CodePostal => "5 chiffres",
            Lecture::Commune => "Code commune de l’Insee",
            Lecture::Booleen => "oui ou non",
            Lecture::Jour => "Un jour, JJ/MM/AAAA",
            Lecture::Uai => "UAI",
            Lecture::Siret => "SIRET",
            Lecture::Situation => "Code de la situation l’année précédente (nomenclature SIFA)",
            Lecture::DernierOrganisme => {
                "UAI, département, ou 990 étranger, 993 inconnu, 995 sans objet"
            }
            Lecture::TypeDeCfa => "Un code de 01 à 10",
            Lecture::Entier(..) => "Un nombre entier",
        }
    }
}

/// The optional fields with what is expected in each.
pub fn aides() -> impl Iterator<Item = (&'static str, &'static str)> {
    CHAMPS.iter().map(|(nom, lecture, _)| (*nom, lecture.aide()))
}

/// Whether the payload knows this optional field.
pub fn connu(nom: &str) -> bool {
    CHAMPS.iter().any(|(champ, ..)| *champ == nom)
}

/// Reads every optional field that was given.
pub fn lire(lecteur: &mut Lecteur<'_>) -> serde_json::Map<String, Value> {
    let mut lus = serde_json::Map::new();
    for (nom, lecture, si) in CHAMPS {
        // The code 0 stands for nothing there.
        let Some(texte) = lecteur.texte(nom).filter(|t| *lecture != Lecture::Situation || t != "0")
        else {
            continue;
        };
        match valeur(*lecture, &texte) {
            Ok(valeur) => {
                lus.insert((*nom).to_owned(), valeur);
            }
            Err((code, message)) if *si == Si::Refuser => {
                lecteur.refuser(nom, code, &texte, message)
            }
            Err((code, message)) => lecteur.avertir(nom, code, &texte, message),
        }
    }
    duree_en_mois(&mut lus);
    lus
}

/// The length said in years is one in months, unless months were said.
fn duree_en_mois(lus: &mut serde_json::Map<String, Value>) {
    let annees = lus.remove("duree_theorique_formation").and_then(|v| v.as_i64());
    if let Some(annees) = annees {
        lus.entry("duree_theorique_formation_mois").or_insert_with(|| (annees * 12).into());
    }
}

type Lu = Result<Value, (&'static str, &'static str)>;

fn valeur(lecture: Lecture, texte: &str) -> Lu {
    let dite = |v: Option<String>, code, message| v.map(Value::from).ok_or((code, message));
    match lecture {
        Lecture::Libre => Ok(texte.into()),
        Lecture::Majuscules => Ok(texte.to_uppercase().into()),
        Lecture::Sexe => dite(
            codes::sexe(texte).map(str::to_owned),
            "sexe.valeur",
            "Format invalide : M ou F est attendu.",
        ),
        Lecture::Courriel => dite(
            texte.parse::<Courriel>().ok().map(|c| c.to_string()),
            "courriel.forme",
            "Email non valide.",
        ),
        Lecture::Telephone => dite(
            texte.parse::<Telephone>().ok().map(|t| t.to_string()),
            "telephone.forme",
            "Numéro de téléphone invalide.",
        ),
        Lecture::CodePostal => dite(
            format!("{texte:0>5}").parse::<CodePostal>().ok().map(|c| c.to_string()),
            "code_postal.forme",
            "Format invalide : un code postal de 5 chiffres est attendu.",
        ),
        Lecture::Commune => dite(
            texte.parse::<CodeCommune>().ok().map(|c| c.to_string()),
            "commune.forme",
            "Format invalide : un code commune de l’Insee est attendu.",
        ),
        Lecture::Booleen => codes::booleen(texte)
            .map(Value::from)
            .ok_or(("booleen.valeur", "Format invalide : oui ou non est attendu.")),
        Lecture::Jour => dite(
            super::lecteur::jour(texte).map(|j| j.to_string()),
            "date.forme",
            super::lecteur::DATE_INVALIDE,
        ),
        Lecture::Uai => {
            dite(texte.parse::<Uai>().ok().map(|u| u.to_string()), "uai.forme", "UAI invalide.")
        }
        Lecture::Siret => dite(
            texte.parse::<Siret>().ok().map(|s| s.to_string()),
            "siret.forme",
            "Siret invalide : 14 chiffres sont attendus, clé comprise.",
        ),
        Lecture::Situation => dite(
            codes::est_une_situation(texte).then(|| texte.to_owned()),
            "situation.valeur",
            "Format invalide : ce n’est pas un code de situation de l’année précédente.",
        ),
        Lecture::DernierOrganisme => dite(
            codes::dernier_organisme(texte),
            "dernier_organisme.forme",
            "Format invalide : un UAI, un département, ou 990, 993, 995 est attendu.",
        ),
        Lecture::TypeDeCfa => dite(
            codes::type_de_cfa(texte),
            "type_cfa.valeur",
            "Format invalide : un code de 01 à 10 est attendu.",
        ),
        Lecture::Entier(min, max) => texte
            .parse::<i64>()
            .ok()
            .filter(|n| (min..=max).contains(n))
            .map(Value::from)
            .ok_or(("nombre.bornes", "Format invalide : ce nombre n’est pas dans les bornes.")),
    }
}

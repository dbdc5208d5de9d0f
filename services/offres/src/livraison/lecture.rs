//! From the lines of a file to offers as partners write them.

use importer::lecteurs::json;
use importer::{Csv, Fichier, Illisible, Ligne, Origine};
use serde_json::Value;

use crate::api::ecriture::modele::{
    CandidatureEcrite, ContratEcrit, DatesEcrites, DiplomeEcrit, EntrepriseEcrite,
    IdentifiantEcrit, LieuEcrit, OffreEcrite, PosteEcrit,
};

/// Columns that the file must have: names of fields of the API.
const REQUISES: [&str; 4] = [REFERENCE, "workplace.siret", "offer.title", "offer.description"];

const REFERENCE: &str = "identifier.partner_job_id";

/// Columns that it may have.
const FACULTATIVES: [&str; 19] = [
    "workplace.name",
    "workplace.description",
    "workplace.website",
    "workplace.location.address",
    "apply.email",
    "apply.url",
    "contract.start",
    "contract.duration",
    "contract.remote",
    "contract.type",
    "offer.desired_skills",
    "offer.to_be_acquired_skills",
    "offer.access_conditions",
    "offer.opening_count",
    "offer.rome_codes",
    "offer.target_diploma.european",
    "offer.publication.creation",
    "offer.publication.expiration",
    "offer.status",
];

/// What separates the values of a list in one cell.
const LISTE: char = '|';

/// An offer of the file.
#[derive(Debug)]
pub struct Lue {
    /// Line of the file, or rank in a JSON array.
    pub ligne: i64,
    /// Its identifier at the partner's; empty when it cannot be told.
    pub reference: String,
    /// The offer, or what is to be corrected.
    pub offre: Result<OffreEcrite, String>,
}

/// Hands over the offers of a file; `traiter` answers whether to go on.
pub fn lire(fichier: &Fichier, mut traiter: impl FnMut(Lue) -> bool) -> Result<(), Illisible> {
    let mut suivre = |lue| if traiter(lue) { Ok(()) } else { Err(Illisible::Arret) };
    let apercu = fichier.apercu()?;
    let texte = apercu.texte();
    let debut = texte.trim_start_matches('\u{feff}').trim_start();
    if debut.starts_with('{') {
        return json::lire_lignes(fichier.ouvrir()?, |origine, lu| suivre(objet(origine, lu)));
    }
    if debut.starts_with('[') {
        return json::lire_tableau(fichier.ouvrir()?, |origine, lu| suivre(objet(origine, lu)));
    }
    let titres = debut.lines().next().unwrap_or_default();
    let csv = match titres.matches(';').count() >= titres.matches(',').count() {
        true => Csv::POINT_VIRGULE,
        false => Csv::VIRGULE,
    };
    csv.lire_avec(fichier, &REQUISES, &FACULTATIVES, |l| {
        let reference = texte_de(l, REFERENCE).unwrap_or_default();
        suivre(Lue { ligne: l.numero(), reference, offre: offre(l) })
    })
}

fn objet(origine: Origine, lu: Result<Value, String>) -> Lue {
    let reference =
        |v: &Value| v.pointer("/identifier/partner_job_id")?.as_str().map(str::to_owned);
    Lue {
        ligne: origine.ligne,
        reference: lu.as_ref().ok().and_then(reference).unwrap_or_default().trim().to_owned(),
        offre: lu.and_then(|v| serde_json::from_value(v).map_err(|e| e.to_string())),
    }
}

/// What a line holds in the column of this name.
fn texte_de(l: &Ligne<'_>, colonne: &str) -> Option<String> {
    let rang = REQUISES.iter().chain(&FACULTATIVES).position(|c| *c == colonne)?;
    l.texte(rang).map(str::to_owned)
}

fn valeurs(texte: &str) -> Vec<String> {
    texte.split(LISTE).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
}

fn offre(l: &Ligne<'_>) -> Result<OffreEcrite, String> {
    let dit = |colonne: &str| texte_de(l, colonne);
    let requis = |colonne: &str| dit(colonne).ok_or_else(|| format!("{colonne} : requis"));
    let liste = |colonne: &str| dit(colonne).map(|texte| valeurs(&texte));
    let entier = |colonne: &str| match dit(colonne) {
        None => Ok(None),
        Some(texte) => {
            let faute = |_| format!("{colonne} : « {texte} » n’est pas un nombre entier");
            texte.parse::<i64>().map(Some).map_err(faute)
        }
    };
    Ok(OffreEcrite {
        identifier: IdentifiantEcrit { partner_job_id: dit(REFERENCE) },
        workplace: EntrepriseEcrite {
            siret: requis("workplace.siret")?,
            name: dit("workplace.name"),
            description: dit("workplace.description"),
            website: dit("workplace.website"),
            location: Some(LieuEcrit { address: dit("workplace.location.address") }),
        },
        apply: CandidatureEcrite { email: dit("apply.email"), url: dit("apply.url"), phone: None },
        contract: ContratEcrit {
            start: dit("contract.start"),
            duration: entier("contract.duration")?,
            remote: dit("contract.remote"),
            genres: liste("contract.type"),
        },
        offer: PosteEcrit {
            title: requis("offer.title")?,
            description: requis("offer.description")?,
            desired_skills: liste("offer.desired_skills"),
            to_be_acquired_skills: liste("offer.to_be_acquired_skills"),
            access_conditions: liste("offer.access_conditions"),
            opening_count: entier("offer.opening_count")?,
            rome_codes: liste("offer.rome_codes"),
            target_diploma: Some(DiplomeEcrit { european: dit("offer.target_diploma.european") }),
            publication: Some(DatesEcrites {
                creation: dit("offer.publication.creation"),
                expiration: dit("offer.publication.expiration"),
            }),
            status: dit("offer.status"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lues(nom: &str, texte: &str) -> Result<Vec<Lue>, Illisible> {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join(nom);
        std::fs::write(&chemin, texte).unwrap();
        let mut lues = Vec::new();
        lire(&Fichier::nouveau(chemin), |lue| {
            lues.push(lue);
            true
        })?;
        Ok(lues)
    }

    #[test]
    fn every_column_is_read_with_either_separator() {
        let colonnes: Vec<&str> = REQUISES.iter().chain(&FACULTATIVES).copied().collect();
        let valeurs: Vec<String> = (1..=colonnes.len()).map(|n| n.to_string()).collect();
        for separateur in [";", ","] {
            let fichier = [colonnes.join(separateur), valeurs.join(separateur)].join("\n");
            let lues = lues("offres.csv", &fichier).unwrap();
            let Ok(o) = &lues[0].offre else { panic!("{lues:?}") };
            assert_eq!((lues[0].ligne, lues[0].reference.as_str()), (2, "1"));
            let dite = format!("{o:?}");
            for valeur in &valeurs {
                let (texte, entier) = (format!("\"{valeur}\""), format!("Some({valeur})"));
                assert!(dite.contains(&texte) || dite.contains(&entier), "{valeur}: {dite}");
            }
        }
    }

    #[test]
    fn a_list_is_cut_and_a_fault_names_its_column() {
        let csv = "identifier.partner_job_id;workplace.siret;offer.title;offer.description;offer.rome_codes;contract.duration\n\
                   a;1;Boulanger;Pétrir;D1102 | D1106;\nb;1;Boulanger;Pétrir;;deux\nc;;Boulanger;Pétrir;;\n";
        let lues = lues("offres.csv", csv).unwrap();
        let romes = lues[0].offre.as_ref().unwrap().offer.rome_codes.clone().unwrap();
        assert_eq!(romes, ["D1102", "D1106"]);
        let faute = |n: usize| (lues[n].reference.as_str(), lues[n].offre.as_ref().unwrap_err());
        let duree = "contract.duration : « deux » n’est pas un nombre entier".to_owned();
        assert_eq!(faute(1), ("b", &duree));
        assert_eq!(faute(2), ("c", &"workplace.siret : requis".to_owned()));
        let sans = super::tests::lues("offres.csv", "titre;siret\na;b\n").unwrap_err();
        assert!(sans.to_string().contains("offer.title"), "{sans}");
    }

    #[test]
    fn objects_are_read_one_a_line_or_in_an_array() {
        let bonne = r#"{"identifier":{"partner_job_id":"a"},"workplace":{"siret":"1"},"apply":{},"offer":{"title":"t","description":"d"}}"#;
        let mauvaise = r#"{"identifier":{"partner_job_id":"b"},"workplace":1}"#;
        for (nom, texte, illisible) in [
            ("offres.ndjson", format!("{bonne}\nzut\n{mauvaise}\n"), true),
            ("offres.json", format!("[{bonne},\n{mauvaise}]"), false),
        ] {
            let lues = lues(nom, &texte).unwrap();
            assert!(lues[0].offre.is_ok(), "{nom}");
            assert!(!illisible || (lues[1].ligne == 2 && lues[1].offre.is_err()), "{nom}");
            let derniere = lues.last().unwrap();
            assert!(derniere.reference == "b" && derniere.offre.is_err(), "{nom}: {derniere:?}");
        }
    }
}

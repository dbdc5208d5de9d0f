//! The platforms' files: which trainings they take requests for, and their numbers there.

use importer::lecteurs::json;
use importer::lecteurs::souple::Texte;
use importer::{Csv, Fichier, Illisible, Importeur, Ligne, Puits, Rejet, Table, sans_ordre};
use noyau::identifiants::CleMinistereEducatif;
use serde::Deserialize;

use crate::depot::correspondances::{ONISEP, Onisep, PERIMETRE, Perimetre};

/// Order of loading: after trainings.
const RANG: u16 = 60;

const COLONNES_ONISEP: [&str; 2] = ["ID action IDEO2", "Clé ministère éducatif MA"];

const TABLE_DU_PERIMETRE: &[&Table] = &[&PERIMETRE];

const TABLE_DE_L_ONISEP: &[&Table] = &[&ONISEP];

/// The files this service reads.
pub fn importeurs() -> Vec<Importeur> {
    vec![
        Importeur {
            source: "rendezvous",
            jeu: "rendezvous/perimetre",
            titre: "Périmètre de la prise de rendez-vous de Parcoursup et d’Affelnet",
            attendu: "un tableau JSON avec cle_ministere_educatif, parcoursup_id, parcoursup_perimetre_prise_rdv, affelnet_perimetre_prise_rdv",
            rang: RANG,
            revision: 1,
            tables: TABLE_DU_PERIMETRE,
            reconnaitre: |a| {
                a.a_les_cles(&["cle_ministere_educatif", "affelnet_perimetre_prise_rdv"])
            },
            ordre: sans_ordre,
            lire: lire_le_perimetre,
        },
        Importeur {
            source: "rendezvous",
            jeu: "rendezvous/onisep",
            titre: "Numéros des formations à l’Onisep (relation widget MNA – IDEO2)",
            attendu: "un CSV à points-virgules avec ID action IDEO2 et Clé ministère éducatif MA",
            rang: RANG,
            revision: 1,
            tables: TABLE_DE_L_ONISEP,
            reconnaitre: |a| a.a_les_colonnes(&COLONNES_ONISEP),
            ordre: sans_ordre,
            lire: lire_l_onisep,
        },
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Brut {
    cle_ministere_educatif: Texte,
    parcoursup_id: Texte,
    parcoursup_perimetre_prise_rdv: Texte,
    affelnet_perimetre_prise_rdv: Texte,
}

fn lire_le_perimetre(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    json::lire(fichier, |origine, lu: Result<Brut, String>| {
        puits.lu();
        let brut = match lu {
            Ok(brut) => brut,
            Err(e) => {
                return Ok(puits.rejeter(origine.rejet("enregistrement", "", "forme", &e))?);
            }
        };
        let champ = "cle_ministere_educatif";
        let cle = origine.requis(champ, brut.cle_ministere_educatif.get());
        let cle = cle.and_then(|texte| origine.valeur::<CleMinistereEducatif>(champ, texte));
        let perimetre = cle.map(|cle| Perimetre {
            cle_me: cle.to_string(),
            id_parcoursup: brut.parcoursup_id.get().map(str::to_owned),
            parcoursup: brut.parcoursup_perimetre_prise_rdv.booleen().unwrap_or(false),
            affelnet: brut.affelnet_perimetre_prise_rdv.booleen().unwrap_or(false),
        });
        Ok(puits.poser_ou_rejeter(origine.ligne, perimetre)?)
    })
}

fn lire_l_onisep(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire(fichier, &COLONNES_ONISEP, |ligne| {
        puits.lu();
        Ok(puits.poser_ou_rejeter(ligne.origine.ligne, onisep(ligne))?)
    })
}

fn onisep(ligne: &Ligne<'_>) -> Result<Onisep, Rejet> {
    let cle: CleMinistereEducatif = ligne.valeur(1)?;
    Ok(Onisep { id_action: ligne.requis(0)?.to_owned(), cle_me: cle.to_string() })
}

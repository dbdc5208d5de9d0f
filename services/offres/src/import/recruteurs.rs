//! Companies likely to hire, in the recruiter read model of the public job API with the trades
//! found for them: a JSON array, or one company a line.

use importer::lecteurs::json;
use importer::lecteurs::souple::{Liste, Texte};
use importer::{Apercu, Fichier, Illisible, Importeur, Origine, Puits, Rejet, sans_ordre};
use noyau::identifiants::Siret;
use serde::Deserialize;

use super::api::{self, Apply, Tri, Workplace, ou_rien};
use crate::depot::recruteurs::TABLE;
use crate::porte::{Precision, Recruteur};
use crate::regles::ENSEIGNE_INCONNUE;

#[derive(Deserialize)]
struct Brut {
    #[serde(default, deserialize_with = "ou_rien")]
    workplace: Workplace,
    #[serde(default, deserialize_with = "ou_rien")]
    apply: Apply,
    #[serde(default)]
    rome_codes: Liste,
    #[serde(default)]
    is_disabled_elligible: Texte,
}

/// The importer of companies.
pub fn importeur() -> Importeur {
    Importeur {
        source: "recruteurs",
        jeu: "recruteurs/api",
        titre: "Entreprises susceptibles de recruter (API Apprentissage, modèle « recruiter »)",
        attendu: "un tableau JSON ou une entreprise par ligne, avec les clés identifier, workplace, apply et rome_codes",
        rang: 61,
        revision: 1,
        tables: &[&TABLE],
        reconnaitre,
        ordre: sans_ordre,
        lire,
    }
}

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_cles(&["identifier", "workplace", "apply"])
        && apercu.texte().contains("\"recruteurs_lba\"")
        && !apercu.a_les_cles(&["offer"])
        && api::enregistrements(apercu)
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    json::lire::<Brut>(fichier, |origine, lu| {
        puits.lu();
        let brut = match lu {
            Ok(brut) => brut,
            Err(message) => return Ok(puits.rejeter(api::mal_forme(origine, &message))?),
        };
        match siret(origine, &brut.workplace) {
            Ok(siret) => {
                let recruteur = recruteur(&mut Tri { origine, puits }, &brut, siret)?;
                poser(puits, origine, recruteur).map(|_| ())
            }
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn siret(origine: Origine, workplace: &Workplace) -> Result<Siret, Rejet> {
    let brut = origine.requis("workplace.siret", workplace.siret.get())?;
    origine.valeur("workplace.siret", brut)
}

/// Stores a company, unless one could neither name it nor find it; whether it was stored.
pub(super) fn poser(puits: &mut Puits, origine: Origine, r: Recruteur) -> Result<bool, Illisible> {
    if r.employeur.nom == ENSEIGNE_INCONNUE {
        let message = "l'entreprise n'a pas de nom";
        puits.rejeter(origine.rejet("nom", "", "recruteur.nom", message))?;
        return Ok(false);
    }
    if r.lieu.precision == Precision::Aucune {
        let message = "l'adresse ne désigne aucun lieu connu";
        let adresse = &r.lieu.adresse;
        puits.rejeter(origine.rejet("adresse", adresse, "recruteur.lieu", message))?;
        return Ok(false);
    }
    Ok(puits.poser_nouveau(origine.ligne, r)?)
}

fn recruteur(tri: &mut Tri<'_>, brut: &Brut, siret: Siret) -> Result<Recruteur, Illisible> {
    Ok(Recruteur {
        siret,
        employeur: api::employeur(tri, &brut.workplace)?,
        lieu: api::lieu(&brut.workplace),
        romes: tri.liste("rome_codes", &brut.rome_codes.0, str::parse)?,
        handicap: brut.is_disabled_elligible.booleen().unwrap_or(false),
        candidature: api::candidature(tri, &brut.apply)?,
    })
}

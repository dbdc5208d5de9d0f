//! Offers in the read model of the public job API (`GET /job/v1/export`): a JSON array, or one
//! offer a line.

use importer::lecteurs::json;
use importer::lecteurs::souple::{Liste, Texte};
use importer::{Apercu, Fichier, Illisible, Importeur, Origine, Puits, Rejet, sans_ordre};
use noyau::ValeurInvalide;
use noyau::dates::{DateCivile, Instant};
use noyau::texte::slug;
use serde::Deserialize;

use super::api::{self, Apply, Identifier, Tri, Workplace, ou_rien};
use crate::depot::offres::TABLE;
use crate::porte::{Contrat, Offre, Statut, Teletravail, TypeDebut};
use crate::regles;

/// A shorter title says nothing (public job API).
const TITRE_MIN: usize = 3;

/// Longest contract read, in months: five years.
const DUREE_MAX: i64 = 60;

#[derive(Deserialize)]
struct Brute {
    #[serde(default, deserialize_with = "ou_rien")]
    identifier: Identifier,
    #[serde(default, deserialize_with = "ou_rien")]
    workplace: Workplace,
    #[serde(default, deserialize_with = "ou_rien")]
    apply: Apply,
    #[serde(default, deserialize_with = "ou_rien")]
    contract: Contract,
    #[serde(default, deserialize_with = "ou_rien")]
    offer: Offer,
    #[serde(default)]
    is_delegated: Texte,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Contract {
    start: Texte,
    start_type: Texte,
    start_is_flexible: Texte,
    duration: Texte,
    #[serde(rename = "type")]
    types: Liste,
    remote: Texte,
    rythm: Texte,
    is_disabled_elligible: Texte,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Offer {
    title: Texte,
    description: Texte,
    rome_codes: Liste,
    desired_skills: Liste,
    to_be_acquired_skills: Liste,
    access_conditions: Liste,
    opening_count: Texte,
    #[serde(deserialize_with = "ou_rien")]
    publication: Publication,
    #[serde(deserialize_with = "ou_rien")]
    target_diploma: Diploma,
    status: Texte,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Publication {
    creation: Texte,
    expiration: Texte,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Diploma {
    european: Texte,
}

/// The importer of offers.
pub fn importeur() -> Importeur {
    Importeur {
        source: "offres",
        jeu: "offres/api",
        titre: "Offres d’emploi en alternance (API Apprentissage, export des offres)",
        attendu: "un tableau JSON ou une offre par ligne, avec les clés identifier, workplace, contract et offer",
        rang: 60,
        revision: 2,
        tables: &[&TABLE],
        reconnaitre,
        ordre: sans_ordre,
        lire,
    }
}

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_cles(&["identifier", "workplace", "contract", "offer"])
        && api::enregistrements(apercu)
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    json::lire::<Brute>(fichier, |origine, lue| {
        puits.lu();
        let brute = match lue {
            Ok(brute) => brute,
            Err(message) => return Ok(puits.rejeter(api::mal_forme(origine, &message))?),
        };
        match essentiel(origine, &brute) {
            Ok(essentiel) => {
                let offre = offre(&mut Tri { origine, puits }, brute, essentiel)?;
                Ok(puits.poser(origine.ligne, offre)?)
            }
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

/// What an offer cannot do without.
struct Essentiel {
    id: String,
    origine: String,
    reference: String,
    titre: String,
    statut: Statut,
    publication: Option<Instant>,
    expiration: Instant,
}

fn essentiel(origine: Origine, brute: &Brute) -> Result<Essentiel, Rejet> {
    let i = &brute.identifier;
    let label = origine.requis("identifier.partner_label", i.partner_label.get())?;
    let (id, reference) = identite(origine, label, i)?;
    let publication: Option<Instant> =
        origine.option("offer.publication.creation", brute.offer.publication.creation.get())?;
    Ok(Essentiel {
        id,
        reference,
        origine: label.to_owned(),
        titre: titre(origine, brute.offer.title.get())?,
        statut: statut(origine, brute.offer.status.get())?,
        publication,
        expiration: expiration(origine, &brute.offer.publication.expiration, publication)?,
    })
}

/// Identifier of the API, or one made of those of the publisher when the API gives none.
fn identite(origine: Origine, label: &str, i: &Identifier) -> Result<(String, String), Rejet> {
    match (i.id.get(), i.partner_job_id.get()) {
        (Some(id), reference) => Ok((slug(id), reference.unwrap_or(id).to_owned())),
        (None, Some(reference)) => {
            Ok((slug(&format!("{label} {reference}")), reference.to_owned()))
        }
        (None, None) => {
            Err(origine.rejet("identifier.id", "", "requis", "l'offre n'a pas d'identifiant"))
        }
    }
}

fn titre(origine: Origine, brut: Option<&str>) -> Result<String, Rejet> {
    let brut = origine.requis("offer.title", brut)?;
    let titre = regles::titre_sans_redite(brut);
    if titre.chars().count() >= TITRE_MIN {
        return Ok(titre);
    }
    Err(origine.rejet(
        "offer.title",
        brut,
        "offre.titre",
        "un titre de trois lettres au moins est attendu",
    ))
}

fn statut(origine: Origine, brut: Option<&str>) -> Result<Statut, Rejet> {
    let Some(mot) = brut else {
        return Ok(Statut::Active);
    };
    Statut::de_api(mot).ok_or_else(|| {
        origine.rejet(
            "offer.status",
            mot,
            "offre.statut",
            "statut inconnu : Active, Filled, Cancelled ou Pending est attendu",
        )
    })
}

fn expiration(
    origine: Origine,
    brute: &Texte,
    publication: Option<Instant>,
) -> Result<Instant, Rejet> {
    let colonne = "offer.publication.expiration";
    let dite: Option<Instant> = origine.option(colonne, brute.get())?;
    dite.or(publication.map(regles::expiration_par_defaut)).ok_or_else(|| {
        let message =
            "sans date de publication ni d'expiration, l'offre resterait affichée pour toujours";
        origine.rejet(colonne, "", "offre.expiration", message)
    })
}

fn offre(tri: &mut Tri<'_>, brute: Brute, e: Essentiel) -> Result<Offre, Illisible> {
    let (c, o, w) = (&brute.contract, brute.offer, &brute.workplace);
    let employeur = api::employeur(tri, w)?;
    let deleguee = brute.is_delegated.booleen().unwrap_or(false);
    let debut = tri.option("contract.start", &c.start, jour)?.flatten();
    let dit = c.start_type.get().and_then(TypeDebut::de_code);
    Ok(Offre {
        siret: tri.option("workplace.siret", &w.siret, str::parse)?,
        lieu: api::lieu(w),
        romes: tri.liste("offer.rome_codes", &o.rome_codes.0, str::parse)?,
        handicap: c.is_disabled_elligible.booleen().unwrap_or(false),
        candidature: api::candidature(tri, &brute.apply)?,
        titre: e.titre,
        description: o.description.get().map(regles::texte_simple).unwrap_or_default(),
        niveau: tri.option(
            "offer.target_diploma.european",
            &o.target_diploma.european,
            str::parse,
        )?,
        contrats: contrats(tri, &c.types.0)?,
        debut,
        type_debut: regles::type_de_debut(dit, debut, e.publication.map(Instant::date)),
        debut_souple: c.start_is_flexible.booleen().unwrap_or(false),
        duree_mois: duree(tri, &c.duration)?,
        rythme: c.rythm.get().map(regles::titre_sans_redite),
        teletravail: c.remote.get().and_then(Teletravail::de_api),
        postes: o.opening_count.get().and_then(|n| n.parse().ok()).unwrap_or(1),
        competences: textes(o.desired_skills),
        acquis: textes(o.to_be_acquired_skills),
        conditions: textes(o.access_conditions),
        formation_incluse: deleguee || regles::est_un_geiq(&employeur.nom),
        employeur,
        deleguee,
        id: e.id,
        origine: e.origine,
        reference: e.reference,
        statut: e.statut,
        publication: e.publication,
        expiration: Some(e.expiration),
    })
}

/// The day in Paris of an instant, or a plain day. The first day of 1970 means that there is none.
fn jour(texte: &str) -> Result<Option<DateCivile>, ValeurInvalide> {
    match texte.parse::<Instant>() {
        Ok(instant) if instant.ms().abs() < 86_400_000 => Ok(None),
        Ok(instant) => Ok(Some(instant.date())),
        Err(_) => DateCivile::lire(texte),
    }
}

/// The contracts named; both when none is (public job API).
fn contrats(tri: &mut Tri<'_>, bruts: &[String]) -> Result<Vec<Contrat>, Illisible> {
    let mut contrats = Vec::new();
    for brut in bruts {
        let message = "Apprentissage ou Professionnalisation est attendu";
        let brut = Texte(Some(brut.clone()));
        contrats.extend(tri.reconnu(
            "contract.type",
            &brut,
            "contrat.type",
            message,
            Contrat::de_code,
        )?);
    }
    if contrats.is_empty() {
        contrats = Contrat::TOUS.to_vec();
    }
    Ok(contrats)
}

fn duree(tri: &mut Tri<'_>, brute: &Texte) -> Result<Option<i64>, Illisible> {
    let message = "une durée de 1 à 60 mois est attendue";
    let mois = |texte: &str| match texte.parse() {
        Ok(0) => Some(None),
        Ok(mois) if (1..=DUREE_MAX).contains(&mois) => Some(Some(mois)),
        _ => None,
    };
    Ok(tri.reconnu("contract.duration", brute, "contrat.duree", message, mois)?.flatten())
}

fn textes(bruts: Liste) -> Vec<String> {
    bruts.0.iter().map(|t| regles::titre_sans_redite(t)).filter(|t| !t.is_empty()).collect()
}

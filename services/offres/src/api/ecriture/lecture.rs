//! From what a partner writes to an offer: each value is checked, and its fault names its field.

use noyau::dates::Instant;
use noyau::identifiants::{Courriel, Siret};
use noyau::niveau::NiveauDiplome;
use web::Erreur;

use super::modele::{
    CandidatureEcrite, ContratEcrit, DatesEcrites, EntrepriseEcrite, OffreEcrite, PosteEcrit,
};
use crate::depot::deposees::Deposee;
use crate::porte::{Objet, Offre, Statut, Teletravail, TypeDebut};
use crate::regles::{self, Contrat, situer, texte_simple, titre_sans_redite};

/// Clocks differ: a publication this far ahead, an end this far behind, are now.
const JEU_MS: i64 = 5 * 60 * 1_000;

/// Shortest title and description (those of the public job API).
const TITRE_MIN: usize = 3;
const DESCRIPTION_MIN: usize = 30;

/// Puts what was written into the offer; the status asked for.
pub fn lire(d: &mut Deposee, e: &OffreEcrite, maintenant: Instant) -> Result<Statut, Erreur> {
    let siret: Siret = valeur("workplace.siret", &e.workplace.siret)?;
    d.offre.siret = Some(siret);
    lire_l_entreprise(d, &e.workplace)?;
    lire_la_candidature(d, &e.apply)?;
    lire_le_contrat(&mut d.offre, &e.contract, maintenant)?;
    lire_le_poste(&mut d.offre, &e.offer)?;
    d.texte_libre.clone_from(&d.offre.description);
    lire_les_dates(&mut d.offre, e.offer.publication.as_ref(), maintenant)?;
    let statut = e.offer.status.as_deref().unwrap_or("Active");
    match statut {
        "Active" | "Filled" | "Cancelled" => Ok(Statut::de_api(statut).unwrap_or(Statut::Active)),
        _ => Err(Erreur::parametre("offer.status", "« Active », « Filled » ou « Cancelled »")),
    }
}

fn valeur<T: std::str::FromStr<Err = noyau::ValeurInvalide>>(
    nom: &str,
    texte: &str,
) -> Result<T, Erreur> {
    texte.parse().map_err(|e: noyau::ValeurInvalide| Erreur::parametre(nom, &e.message))
}

fn lire_l_entreprise(d: &mut Deposee, w: &EntrepriseEcrite) -> Result<(), Erreur> {
    let o = &mut d.offre;
    o.employeur.nom = w.name.as_deref().map(texte_simple).unwrap_or_default();
    o.employeur.presentation = w.description.as_deref().map(texte_simple).filter(|t| !t.is_empty());
    o.employeur.site = match w.website.as_deref() {
        None | Some("") => None,
        Some(site) => Some(regles::adresse_web(site).ok_or_else(|| {
            Erreur::parametre("workplace.website", "ce n’est pas l’adresse d’un site")
        })?),
    };
    let adresse = w.location.as_ref().and_then(|l| l.address.as_deref()).unwrap_or_default();
    o.lieu = situer(adresse, None);
    Ok(())
}

fn lire_la_candidature(d: &mut Deposee, a: &CandidatureEcrite) -> Result<(), Erreur> {
    let dit = |v: &Option<String>| v.clone().filter(|t| !t.trim().is_empty());
    let (email, url) = (dit(&a.email), dit(&a.url));
    if email.is_none() && url.is_none() {
        let message = match dit(&a.phone) {
            Some(_) => "un téléphone ne suffit pas : donnez email ou url",
            None => "donnez au moins email ou url",
        };
        return Err(Erreur::parametre("apply", message));
    }
    let courriel: Option<Courriel> = email.map(|e| valeur("apply.email", &e)).transpose()?;
    let url = url
        .map(|u| {
            regles::adresse_web(&u)
                .ok_or_else(|| Erreur::parametre("apply.url", "ce n’est pas l’adresse d’une page"))
        })
        .transpose()?;
    d.courriel = courriel.map(|c| c.to_string()).unwrap_or_default();
    d.perdu_le = None;
    d.offre.candidature.url = url;
    let simple = !d.courriel.is_empty();
    d.offre.candidature.destinataire = simple.then(|| Objet::Offre(d.offre.id.clone()).code());
    Ok(())
}

fn lire_le_contrat(o: &mut Offre, c: &ContratEcrit, maintenant: Instant) -> Result<(), Erreur> {
    o.debut = match c.start.as_deref() {
        None | Some("") => None,
        Some(texte) => Some(instant("contract.start", texte)?.date()),
    };
    let proche = o.debut.is_none_or(|d| d <= maintenant.date());
    o.type_debut = Some(if proche { TypeDebut::DesQuePossible } else { TypeDebut::DatePrecise });
    o.duree_mois = match c.duration {
        Some(mois) if !(1..=60).contains(&mois) => {
            return Err(Erreur::parametre("contract.duration", "de 1 à 60 mois"));
        }
        mois => mois,
    };
    o.teletravail = match c.remote.as_deref() {
        None => None,
        Some(mot) => Some(Teletravail::de_api(mot).ok_or_else(|| {
            Erreur::parametre("contract.remote", "« onsite », « hybrid » ou « remote »")
        })?),
    };
    let deux = || vec![Contrat::Apprentissage, Contrat::Professionnalisation];
    o.contrats = match &c.genres {
        None => deux(),
        Some(mots) if mots.is_empty() => deux(),
        Some(mots) => mots
            .iter()
            .map(|mot| {
                Contrat::de_code(mot).ok_or_else(|| {
                    let message = "« Apprentissage » ou « Professionnalisation »";
                    Erreur::parametre("contract.type", message)
                })
            })
            .collect::<Result<_, _>>()?,
    };
    Ok(())
}

fn lire_le_poste(o: &mut Offre, p: &PosteEcrit) -> Result<(), Erreur> {
    o.titre = titre_sans_redite(&p.title);
    if o.titre.chars().count() < TITRE_MIN {
        return Err(Erreur::parametre("offer.title", "3 caractères au moins"));
    }
    o.description = texte_simple(&p.description);
    if o.description.chars().count() < DESCRIPTION_MIN {
        return Err(Erreur::parametre("offer.description", "30 caractères au moins"));
    }
    o.competences = p.desired_skills.clone().unwrap_or_default();
    o.acquis = p.to_be_acquired_skills.clone().unwrap_or_default();
    o.conditions = p.access_conditions.clone().unwrap_or_default();
    o.postes = match p.opening_count.unwrap_or(1) {
        n if n >= 1 => n,
        _ => return Err(Erreur::parametre("offer.opening_count", "un poste au moins")),
    };
    o.romes = p
        .rome_codes
        .iter()
        .flatten()
        .map(|code| valeur("offer.rome_codes", code))
        .collect::<Result<_, _>>()?;
    let niveau = p.target_diploma.as_ref().and_then(|d| d.european.as_deref());
    o.niveau = match niveau {
        None => None,
        Some(texte) => {
            let lu = texte.parse::<u8>().ok().filter(|n| (3..=7).contains(n));
            let lu = lu.and_then(|n| NiveauDiplome::new(n).ok());
            let message = "un niveau européen de 3 à 7";
            Some(lu.ok_or_else(|| Erreur::parametre("offer.target_diploma.european", message))?)
        }
    };
    Ok(())
}

fn lire_les_dates(
    o: &mut Offre,
    dates: Option<&DatesEcrites>,
    maintenant: Instant,
) -> Result<(), Erreur> {
    let dit = |v: &Option<String>| v.clone().filter(|t| !t.is_empty());
    let creation = dates.and_then(|d| dit(&d.creation));
    let fin = dates.and_then(|d| dit(&d.expiration));
    if let Some(texte) = creation {
        let quand = instant("offer.publication.creation", &texte)?;
        if quand.ms() > maintenant.ms() + JEU_MS {
            let message = "une date à venir ne peut pas être celle de la publication";
            return Err(Erreur::parametre("offer.publication.creation", message));
        }
        o.publication = Some(quand);
    }
    if let Some(texte) = fin {
        let quand = instant("offer.publication.expiration", &texte)?;
        if quand.ms() < maintenant.ms() - JEU_MS {
            return Err(Erreur::parametre("offer.publication.expiration", "cette date est passée"));
        }
        o.expiration = Some(quand);
    }
    Ok(())
}

fn instant(nom: &str, texte: &str) -> Result<Instant, Erreur> {
    texte.parse().map_err(|_| {
        Erreur::parametre(nom, "une date ISO 8601 avec son fuseau : 2026-11-24T08:00:00+01:00")
    })
}

//! What other services may read of the offers and of the companies likely to hire.

mod candidature;
mod horloge;

use base::{ErreurBase, Lecture};
use noyau::dates::{DateCivile, Instant};
use noyau::effectif::TrancheEffectif;
use noyau::identifiants::{Idcc, Naf, Rome, Siret};
use noyau::niveau::NiveauDiplome;

pub use crate::api::{OffreApi, RecruteurApi};
pub use crate::audience::Audience;
pub use crate::export::france_travail::ecrire as flux_france_travail;
pub use crate::pages::mon_entreprise::lier as lien_de_l_entreprise;
pub use candidature::{
    Adresse, Destinataire, Fermeture, Objet, compter_candidature, contact_perdu, destinataire,
};
pub use horloge::{compter_l_audience, expirer, rappeler, suggerer_des_cfa, suivre};

use crate::depot::parcours::Parcours;
use crate::depot::{self, versions_courantes};
pub use crate::regles::prevision::Prevision;
use crate::regles::vie::Etat;
pub use crate::regles::vie::{CHANGEE, CLOSE, PUBLIEE, RECRUTEUR_CHANGE};
pub use crate::regles::{Contrat, Localisation, Nature, Precision, Statut, Teletravail, TypeDebut};
use crate::regles::{RECRUTEURS, est_un_geiq, est_visible, nature, sous_type};

/// A company as its workplace.
#[derive(Clone, Debug, PartialEq)]
pub struct Employeur {
    /// Name to show.
    pub nom: String,
    /// What it says of itself, without markup.
    pub presentation: Option<String>,
    /// Its site.
    pub site: Option<String>,
    /// How many people it employs.
    pub taille: Option<TrancheEffectif>,
    /// Its activity.
    pub naf: Option<Naf>,
    /// Label of its activity.
    pub secteur: Option<String>,
    /// Its collective agreement.
    pub idcc: Option<Idcc>,
    /// Its opérateur de compétences, as its publisher names it.
    pub opco: Option<String>,
}

/// How to apply. Telephones and e-mails are not kept: people write through the service or go to
/// the publisher's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidature {
    /// Page of the publisher.
    pub url: Option<String>,
    /// Identifier under which the service can write to the employer.
    pub destinataire: Option<String>,
    /// Applications received.
    pub recues: i64,
}

impl Candidature {
    /// True when an application can be sent from here.
    pub fn est_simple(&self) -> bool {
        self.destinataire.is_some()
    }
}

/// An offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Offre {
    /// Identifier, fit for an address.
    pub id: String,
    /// Label of its publisher.
    pub origine: String,
    /// Its identifier at its publisher's.
    pub reference: String,
    /// Where it stands.
    pub statut: Statut,
    /// The establishment; the school's when it publishes for a company.
    pub siret: Option<Siret>,
    /// Who hires; the school when it publishes for a company.
    pub employeur: Employeur,
    /// Where.
    pub lieu: Localisation,
    /// Trades, most likely first.
    pub romes: Vec<Rome>,
    /// Open to disabled people, by commitment of the company.
    pub handicap: bool,
    /// How to apply.
    pub candidature: Candidature,
    /// Title.
    pub titre: String,
    /// The job, without markup; one paragraph a line.
    pub description: String,
    /// Level aimed at; none when any or unknown.
    pub niveau: Option<NiveauDiplome>,
    /// Contracts possible.
    pub contrats: Vec<Contrat>,
    /// Day of start.
    pub debut: Option<DateCivile>,
    /// How the start is to be read.
    pub type_debut: Option<TypeDebut>,
    /// Whether the start may move.
    pub debut_souple: bool,
    /// Length in months.
    pub duree_mois: Option<i64>,
    /// Rhythm between school and company, in the publisher's words.
    pub rythme: Option<String>,
    /// Work away from the premises.
    pub teletravail: Option<Teletravail>,
    /// People wanted.
    pub postes: i64,
    /// Skills wished.
    pub competences: Vec<String>,
    /// Skills that will be learnt.
    pub acquis: Vec<String>,
    /// Conditions of access.
    pub conditions: Vec<String>,
    /// When it was published.
    pub publication: Option<Instant>,
    /// When it stops being shown.
    pub expiration: Option<Instant>,
    /// Published by a training centre for a company.
    pub deleguee: bool,
    /// Comes with its training: delegated, or of a group of employers that trains.
    pub formation_incluse: bool,
}

impl Offre {
    /// Which of the four kinds it is.
    pub fn nature(&self) -> Nature {
        nature(&self.origine, self.formation_incluse)
    }

    /// `sub_type` of the search API.
    pub fn sous_type(&self) -> &'static str {
        sous_type(&self.origine)
    }

    /// Whether a *groupement d'employeurs pour l'insertion et la qualification* publishes it.
    pub fn est_d_un_geiq(&self) -> bool {
        est_un_geiq(&self.employeur.nom)
    }

    /// Whether people may see it at this instant.
    pub fn est_visible(&self, maintenant: Instant) -> bool {
        est_visible(self.statut, self.expiration, maintenant)
    }

    /// The training centre that publishes it for a company: the public job API then gives the
    /// centre's name, SIRET and address in place of the company's.
    pub fn delegation(&self) -> Option<(&str, Option<&Siret>)> {
        self.deleguee.then_some((self.employeur.nom.as_str(), self.siret.as_ref()))
    }
}

/// A company likely to hire, without an offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Recruteur {
    /// The establishment.
    pub siret: Siret,
    /// Who it is.
    pub employeur: Employeur,
    /// Where.
    pub lieu: Localisation,
    /// Trades it may hire in, most likely first.
    pub romes: Vec<Rome>,
    /// Open to disabled people, by commitment of the company.
    pub handicap: bool,
    /// How to apply.
    pub candidature: Candidature,
}

impl Recruteur {
    /// Always a spontaneous application.
    pub fn nature(&self) -> Nature {
        Nature::CandidatureSpontanee
    }

    /// `sub_type` of the search API.
    pub fn sous_type(&self) -> &'static str {
        RECRUTEURS
    }
}

/// Walks through the offers that people may see, neighbours together, a page at a time.
#[derive(Debug)]
pub struct Offres {
    parcours: Parcours,
    maintenant: Instant,
}

impl Offres {
    /// At the first page.
    pub async fn ouvrir(db: &Lecture, maintenant: Instant) -> Result<Self, ErreurBase> {
        let mut versions = versions_courantes(db, depot::offres::JEUX).await?;
        versions.push(depot::offres::DEPOSEES);
        Ok(Offres { parcours: Parcours::nouveau(versions), maintenant })
    }

    /// The next page, never empty; `None` at the end.
    pub async fn suivantes(&mut self, db: &Lecture) -> Result<Option<Vec<Offre>>, ErreurBase> {
        while let Some(position) = self.parcours.position() {
            let page = depot::offres::page(db, &position, self.maintenant).await?;
            let derniere = page.last().map(|o| (depot::cle_geo(&o.lieu), o.id.clone()));
            self.parcours.avancer(derniere);
            if !page.is_empty() {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }
}

/// Walks through the companies likely to hire, neighbours together, a page at a time.
#[derive(Debug)]
pub struct Recruteurs {
    parcours: Parcours,
    preferee: i64,
}

impl Recruteurs {
    /// At the first page.
    pub async fn ouvrir(db: &Lecture) -> Result<Self, ErreurBase> {
        let versions = versions_courantes(db, depot::recruteurs::JEUX).await?;
        let preferee = versions.first().copied().unwrap_or_default();
        Ok(Recruteurs { parcours: Parcours::nouveau(versions), preferee })
    }

    /// The next page, never empty; `None` at the end. A company that two files name comes once,
    /// from the public job API.
    pub async fn suivants(&mut self, db: &Lecture) -> Result<Option<Vec<Recruteur>>, ErreurBase> {
        while let Some(position) = self.parcours.position() {
            let page = depot::recruteurs::page(db, &position, self.preferee).await?;
            let dernier = page.last().map(|r| (depot::cle_geo(&r.lieu), r.siret.to_string()));
            self.parcours.avancer(dernier);
            if !page.is_empty() {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }
}

/// The offer of this identifier, visible or not: see [`Offre::est_visible`].
pub async fn offre(db: &Lecture, id: &str) -> Result<Option<Offre>, ErreurBase> {
    match depot::deposees::trouver(db, id).await? {
        Some(d) => Ok((d.etat != Etat::Brouillon).then_some(d.offre)),
        None => depot::offres::trouver(db, id).await,
    }
}

/// The offers of these identifiers, in their order; those that are unknown are left out.
pub async fn offres(db: &Lecture, ids: &[&str]) -> Result<Vec<Offre>, ErreurBase> {
    let mut offres = depot::offres::plusieurs(db, ids).await?;
    offres.extend(depot::deposees::plusieurs(db, ids).await?);
    let rang = |id: &str| ids.iter().position(|voulu| *voulu == id);
    offres.sort_by_cached_key(|o| rang(&o.id));
    Ok(offres)
}

/// The companies of these SIRET, in their order; those that are unknown are left out.
pub async fn recruteurs(db: &Lecture, sirets: &[&str]) -> Result<Vec<Recruteur>, ErreurBase> {
    let mut recruteurs = depot::recruteurs::plusieurs(db, sirets).await?;
    let rang = |siret: &str| sirets.iter().position(|voulu| *voulu == siret);
    recruteurs.sort_by_cached_key(|r| rang(r.siret.as_str()));
    Ok(recruteurs)
}

/// Why this company is likely to hire, when the scoring job said so.
pub async fn prevision(db: &Lecture, siret: &Siret) -> Result<Option<Prevision>, ErreurBase> {
    depot::previsions::de(db, siret).await
}

/// The company of this SIRET, if it is among those likely to hire.
pub async fn recruteur(db: &Lecture, siret: &Siret) -> Result<Option<Recruteur>, ErreurBase> {
    depot::recruteurs::trouver(db, siret).await
}

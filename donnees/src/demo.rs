//! An invented France over real places: deterministic, streamed, written in the publishers' own formats so that
//! the ordinary importers load it. Same scale, same seed, same reference day: same bytes.
//!
//! People and companies are invented: SIREN below 005 000 000 (never attributed by the INSEE), telephone numbers
//! of the ranges the ARCEP keeps for fiction, addresses at `exemple.invalid`.

mod dossier;
mod echelle;
mod entreprise;
mod fichiers;
mod formation;
mod json;
mod mission;
mod offre;
mod organisme;
mod recruteur;
mod redaction;
mod sirene;
mod territoire;
mod tirage;

use chrono::NaiveDate;

pub use echelle::{Echelle, EchelleInconnue, Effectifs};
pub use fichiers::{Fichier, ecrire_lignes, ecrire_tableau};

use territoire::Territoire;

/// Seed of the generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graine(pub u64);

/// One invented data set. Each row is a pure function of the seed and its rank, so nothing is kept in memory.
pub struct Demo {
    graine: Graine,
    reference: NaiveDate,
    effectifs: Effectifs,
    territoire: Territoire,
    accent_rennes: bool,
}

/// Companies whose mailbox the company file gives.
const AVEC_BOITE: u32 = 3_000;

impl Demo {
    /// Prepares a data set; `reference` is the day around which offers and sessions are dated.
    pub fn new(echelle: &Echelle, graine: Graine, reference: NaiveDate) -> Self {
        Self {
            graine,
            reference,
            effectifs: echelle.effectifs(),
            territoire: Territoire::new(echelle),
            accent_rennes: *echelle == Echelle::Petit,
        }
    }

    /// How many rows each iterator gives.
    pub fn effectifs(&self) -> Effectifs {
        self.effectifs
    }

    /// Every commune, as geo.api.gouv.fr answers them (one object a line).
    pub fn communes(&self) -> impl Iterator<Item = String> {
        crate::communes().iter().map(territoire::commune_json)
    }

    /// Training organisations, as the API v1 of the référentiel UAI-SIRET (one object a line).
    pub fn organismes(&self) -> impl Iterator<Item = String> {
        (0..self.effectifs.organismes).map(|rang| self.organisme(rang).json(self))
    }

    /// Missions locales, as their directory answers them (one object a line).
    pub fn missions_locales(&self) -> impl Iterator<Item = String> {
        mission::lignes(self)
    }

    /// Trainings, as the catalogue's API (one object a line).
    pub fn formations(&self) -> impl Iterator<Item = String> {
        formation::lignes(self)
    }

    /// Job offers, as the read model of the public job API (one object a line).
    pub fn offres(&self) -> impl Iterator<Item = String> {
        (0..self.effectifs.offres).map(|rang| offre::json(self, rang))
    }

    /// The company file, which gives the mailboxes: a heading, then the first companies likely to
    /// hire.
    pub fn etablissements(&self) -> impl Iterator<Item = String> {
        let nombre = self.effectifs.recruteurs.min(AVEC_BOITE);
        let lignes = (0..nombre).map(|rang| recruteur::ligne_du_fichier(self, rang));
        std::iter::once(recruteur::COLONNES.to_owned()).chain(lignes)
    }

    /// Companies likely to hire, as the recruiter read model of the public job API plus `rome_codes`.
    pub fn recruteurs(&self) -> impl Iterator<Item = String> {
        (0..self.effectifs.recruteurs).map(|rang| recruteur::json(self, rang))
    }
}

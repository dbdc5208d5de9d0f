//! Diplomas and titles: the code of the Éducation nationale (CFD), the sheets of the register
//! (RNCP), and what joins them to each other and to trades.

mod assemblage;

use std::collections::HashMap;
use std::sync::Arc;

use base::Lecture;
use noyau::dates::DateCivile;
use noyau::identifiants::{Cfd, Mef10, Nsf, Rncp, Rome};
use noyau::niveau::NiveauDiplome;

pub use crate::regles::eligibilite::Enregistrement;

use crate::regles::eligibilite::eligible_apprentissage;
use crate::regles::filiation::{Suite, suivre};
use crate::regles::validite::{survit, valide_au};

/// Sources whose data make certifications.
const SOURCES: [&str; 4] = ["bcn", "rncp", "kit", "certifinfo"];

/// A diploma of the BCN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diplome {
    /// Its code.
    pub cfd: Cfd,
    /// Short name of its kind: `CAP`, `BTS`.
    pub sigle: String,
    /// Usual name, in capitals without accents, as the BCN writes it.
    pub libelle: String,
    /// Whole name, same writing.
    pub libelle_long: String,
    /// Kind of diploma: `CERTIFICAT D'APTITUDE PROFESSIONNELLE`.
    pub famille: String,
    /// European level.
    pub niveau: Option<NiveauDiplome>,
    /// First day.
    pub ouverture: Option<DateCivile>,
    /// Last day; none while it is open.
    pub fermeture: Option<DateCivile>,
}

/// A sheet of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fiche {
    /// Its code.
    pub rncp: Rncp,
    /// Title.
    pub intitule: String,
    /// Short name of its kind: `CAP`, `TP`.
    pub abrege: Option<String>,
    /// European level.
    pub niveau: Option<NiveauDiplome>,
    /// Whether France compétences holds it for active.
    pub active: bool,
    /// How it came into the register.
    pub enregistrement: Enregistrement,
    /// Last day of the registration.
    pub fin: Option<DateCivile>,
    /// Whether the sheet opens the way of apprenticeship.
    pub voie_apprentissage: bool,
}

impl Diplome {
    /// Whether it can still be prepared on that day.
    pub fn valide_au(&self, jour: DateCivile) -> bool {
        valide_au(self.fermeture, jour)
    }
}

impl Fiche {
    /// Whether it can still be prepared on that day.
    pub fn valide_au(&self, jour: DateCivile) -> bool {
        valide_au(self.fin, jour)
    }

    /// Whether it outlives a limit, such as that of publication.
    pub fn survit(&self, limite: DateCivile) -> bool {
        survit(self.fin, limite)
    }

    /// Whether it can be prepared in apprenticeship.
    pub fn eligible_apprentissage(&self) -> bool {
        eligible_apprentissage(self.enregistrement, self.voie_apprentissage)
    }
}

/// Every diploma and sheet, ready to be looked up.
#[derive(Debug, Default)]
pub struct Certifications {
    diplomes: HashMap<Cfd, Diplome>,
    fiches: HashMap<Rncp, Fiche>,
    successeurs: HashMap<Cfd, Vec<Cfd>>,
    mefs: HashMap<Cfd, Vec<Mef10>>,
    rncps: HashMap<Cfd, Vec<Rncp>>,
    cfds: HashMap<Rncp, Vec<Cfd>>,
    romes_des_diplomes: HashMap<Cfd, Vec<Rome>>,
    romes_des_fiches: HashMap<Rncp, Vec<Rome>>,
    nsf: HashMap<Rncp, Vec<Nsf>>,
}

impl Certifications {
    /// The current versions, shared by all who hold them, or the table that comes with the program
    /// when neither diplomas nor sheets were imported.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Arc<Self>> {
        db.partager(&SOURCES, assemblage::charger(db)).await
    }

    /// Every diploma, in no order.
    pub fn diplomes(&self) -> impl Iterator<Item = &Diplome> {
        self.diplomes.values()
    }

    /// Every sheet, in no order.
    pub fn fiches(&self) -> impl Iterator<Item = &Fiche> {
        self.fiches.values()
    }

    /// The diploma of a code.
    pub fn diplome(&self, cfd: &Cfd) -> Option<&Diplome> {
        self.diplomes.get(cfd)
    }

    /// The sheet of a code.
    pub fn fiche(&self, rncp: &Rncp) -> Option<&Fiche> {
        self.fiches.get(rncp)
    }

    /// The sheets of a diploma, active ones first.
    pub fn rncps(&self, cfd: &Cfd) -> &[Rncp] {
        self.rncps.get(cfd).map_or(&[], Vec::as_slice)
    }

    /// The diplomas of a sheet.
    pub fn cfds(&self, rncp: &Rncp) -> &[Cfd] {
        self.cfds.get(rncp).map_or(&[], Vec::as_slice)
    }

    /// The ways of preparing a diploma.
    pub fn mefs(&self, cfd: &Cfd) -> &[Mef10] {
        self.mefs.get(cfd).map_or(&[], Vec::as_slice)
    }

    /// Specialities of a sheet.
    pub fn nsf(&self, rncp: &Rncp) -> &[Nsf] {
        self.nsf.get(rncp).map_or(&[], Vec::as_slice)
    }

    /// Trades that a sheet leads to: those it names, or those of Certif Info.
    pub fn romes_de_fiche(&self, rncp: &Rncp) -> &[Rome] {
        self.romes_des_fiches.get(rncp).map_or(&[], Vec::as_slice)
    }

    /// Trades that a diploma leads to: those of its own entry in Certif Info, else those of its
    /// sheets, each once.
    pub fn romes(&self, cfd: &Cfd) -> Vec<Rome> {
        if let Some(romes) = self.romes_des_diplomes.get(cfd) {
            return romes.clone();
        }
        let mut romes = Vec::new();
        for rome in self.rncps(cfd).iter().flat_map(|rncp| self.romes_de_fiche(rncp)) {
            if !romes.contains(rome) {
                romes.push(*rome);
            }
        }
        romes
    }

    /// European level of a diploma: as the BCN states it, else as its sheets do, else as its code
    /// says.
    pub fn niveau(&self, cfd: &Cfd) -> Option<NiveauDiplome> {
        let declare = self.diplome(cfd).and_then(|d| d.niveau);
        let des_fiches = || self.rncps(cfd).iter().find_map(|r| self.fiche(r)?.niveau);
        declare.or_else(des_fiches).or_else(|| NiveauDiplome::de_cfd(cfd))
    }

    /// Diplomas that follow one, as the old one says, else as they do; never up to date for sure.
    pub fn successeurs(&self, cfd: &Cfd) -> &[Cfd] {
        self.successeurs.get(cfd).map_or(&[], Vec::as_slice)
    }

    /// What stands for a diploma on that day.
    pub fn suite(&self, cfd: &Cfd, jour: DateCivile) -> Suite {
        suivre(
            *cfd,
            |c| self.diplome(c).map(|d| d.valide_au(jour)),
            |c| self.successeurs.get(c).map_or(&[][..], Vec::as_slice),
        )
    }
}

//! Certifications whole: pairs CFD × RNCP with their validity, lineage and details, as the public
//! API and the sheets give them. One table in memory for each version of the data.

mod assemblage;
mod details;
mod fiche;
pub mod modele;
mod piece;
mod rayon;

use std::collections::HashMap;
use std::sync::Arc;

use base::Lecture;
use noyau::identifiants::{Cfd, Rncp};

use super::Certifications;
use crate::regles::continuite::Lignees;
use crate::regles::couverture::Intervalle;
use details::{DetailDiplome, DetailFiche};

pub use modele::CertificationApi;
pub use piece::Registre;
pub use rayon::{Demande, Ligne, Trouvees};

/// A certification: which diploma, which sheet, and the days it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certification {
    /// The diploma.
    pub cfd: Option<Cfd>,
    /// The sheet; at least one of the two is there.
    pub rncp: Option<Rncp>,
    /// First and last day. It may hold no day, when the publisher joins two things that were never
    /// open together.
    pub periode: Intervalle,
}

/// Every certification, in the order of the diplomas, then of the sheets alone.
#[derive(Debug, Default)]
pub struct CertificationsApi {
    table: Arc<Certifications>,
    liste: Vec<Certification>,
    rayon: Vec<Ligne>,
    par_cfd: HashMap<Cfd, Vec<usize>>,
    par_rncp: HashMap<Rncp, Vec<usize>>,
    diplomes: HashMap<Cfd, DetailDiplome>,
    fiches: HashMap<Rncp, DetailFiche>,
    niveaux: HashMap<String, String>,
    metiers: HashMap<String, String>,
    lignees_cfd: Lignees<Cfd>,
    lignees_rncp: Lignees<Rncp>,
    suites_rncp: HashMap<Rncp, Vec<Rncp>>,
}

impl CertificationsApi {
    /// The current versions, shared by all who hold them.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Arc<Self>> {
        db.partager(&piece::SOURCES, assemblage::charger(db)).await
    }

    /// Diplomas and sheets, to look up names, trades and successors.
    pub fn table(&self) -> &Arc<Certifications> {
        &self.table
    }

    /// Every certification.
    pub fn liste(&self) -> &[Certification] {
        &self.liste
    }

    /// Those of a diploma.
    pub fn de_cfd(&self, cfd: &Cfd) -> impl Iterator<Item = &Certification> {
        self.aux(self.par_cfd.get(cfd))
    }

    /// Those of a sheet.
    pub fn de_rncp(&self, rncp: &Rncp) -> impl Iterator<Item = &Certification> {
        self.aux(self.par_rncp.get(rncp))
    }

    fn aux(&self, rangs: Option<&Vec<usize>>) -> impl Iterator<Item = &Certification> {
        rangs.into_iter().flatten().map(|rang| &self.liste[*rang])
    }

    /// Those with exactly this diploma and this sheet; several when one of them stands alone over
    /// several periods.
    pub fn get(
        &self,
        cfd: Option<&Cfd>,
        rncp: Option<&Rncp>,
    ) -> impl Iterator<Item = &Certification> {
        let rangs = match (cfd, rncp) {
            (Some(cfd), _) => self.par_cfd.get(cfd),
            (None, Some(rncp)) => self.par_rncp.get(rncp),
            (None, None) => None,
        };
        let (cfd, rncp) = (cfd.copied(), rncp.copied());
        self.aux(rangs).filter(move |c| c.cfd == cfd && c.rncp == rncp)
    }

    /// Diplomas that one was before and became after, itself included, in the order of the codes.
    pub fn lignee_de_cfd(&self, cfd: &Cfd) -> &[Cfd] {
        self.lignees_cfd.de(cfd)
    }

    /// The same for a sheet.
    pub fn lignee_de_rncp(&self, rncp: &Rncp) -> &[Rncp] {
        self.lignees_rncp.de(rncp)
    }

    /// Sheets that follow one in the register.
    pub fn successeurs_de_rncp(&self, rncp: &Rncp) -> &[Rncp] {
        self.suites_rncp.get(rncp).map_or(&[], Vec::as_slice)
    }

    /// Name of a trade, when the list of trades has it.
    pub fn metier(&self, rome: &str) -> Option<&str> {
        self.metiers.get(rome).map(String::as_str)
    }

    /// Name of a trade, its code when no list gives it.
    pub fn nom_de_metier<'a>(&'a self, rome: &'a str) -> &'a str {
        self.metier(rome).unwrap_or(rome)
    }

    /// What a sheet says beyond its name.
    pub(crate) fn details(&self, rncp: &Rncp) -> DetailFiche {
        self.fiches.get(rncp).cloned().unwrap_or_default()
    }

    /// The life of a diploma.
    pub fn vie_de_cfd(&self, cfd: &Cfd) -> Intervalle {
        let dates = self.table.diplome(cfd).map(|d| (d.ouverture, d.fermeture));
        dates.map_or_else(Intervalle::default, |(debut, fin)| Intervalle { debut, fin })
    }

    /// The life of a sheet.
    pub fn vie_de_rncp(&self, rncp: &Rncp) -> Intervalle {
        Intervalle {
            debut: self.fiches.get(rncp).and_then(|f| f.activation),
            fin: self.table.fiche(rncp).and_then(|f| f.fin),
        }
    }
}

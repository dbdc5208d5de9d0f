//! The official vocabularies that complete what publishers leave out.

use std::sync::Arc;

use base::Lecture;
use noyau::dates::DateCivile;
use noyau::identifiants::Cfd;
use referentiels::porte::{Certifications, Communes, Enregistrement, Suite, limite_de_publication};

use crate::regles::completer::{
    CommuneConnue, DiplomeConnu, a_nommer, nom_en_usage, nommer, situer,
};
use crate::regles::examen::{Connu, FicheConnue};
use crate::regles::formation::{Formation, Lieu};

/// Communes and certifications, cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Reperes {
    communes: Arc<Communes>,
    certifications: Arc<Certifications>,
}

impl Reperes {
    /// Over vocabularies that the caller already holds.
    pub fn nouveaux(communes: Arc<Communes>, certifications: Arc<Certifications>) -> Self {
        Reperes { communes, certifications }
    }

    /// Reads the vocabularies.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Self> {
        Ok(Reperes::nouveaux(Communes::charger(db).await?, Certifications::charger(db).await?))
    }

    /// Fills what the publisher left out: position, town, name, family, level, trades.
    pub(crate) fn completer(&self, formation: &mut Formation) {
        if let Some(commune) = self.commune(&formation.lieu) {
            situer(formation, commune);
        }
        if a_nommer(formation) {
            let diplome = self.diplome(formation);
            nommer(formation, diplome);
        }
    }

    /// The communes.
    pub(crate) fn communes(&self) -> &Communes {
        &self.communes
    }

    /// The certifications.
    pub(crate) fn certifications(&self) -> &Certifications {
        &self.certifications
    }

    /// What the lists say of a training, for its controls on that day.
    pub(crate) fn connu(&self, f: &Formation, jour: DateCivile, qualiopi: Option<bool>) -> Connu {
        let listes = &self.certifications;
        let rncps = listes.rncps(&f.cfd);
        Connu {
            aujourd_hui: Some(jour),
            seuil: Some(limite_de_publication(jour)),
            diplomes: listes.diplomes().next().is_some(),
            diplome: listes.diplome(&f.cfd).map(|d| d.fermeture),
            successeurs: self.successeurs(&f.cfd, jour),
            fiches: listes.fiches().next().is_some(),
            fiche: f.rncp.as_ref().and_then(|rncp| self.fiche(rncp)),
            couple: f.rncp.filter(|_| !rncps.is_empty()).map(|rncp| rncps.contains(&rncp)),
            mefs: listes.mefs(&f.cfd).to_vec(),
            centre: self.commune(&f.lieu).and_then(|commune| commune.centre),
            qualiopi,
        }
    }

    fn fiche(&self, rncp: &noyau::identifiants::Rncp) -> Option<FicheConnue> {
        self.certifications.fiche(rncp).map(|fiche| FicheConnue {
            fin: fiche.fin,
            active: fiche.active,
            de_droit: fiche.enregistrement == Enregistrement::DeDroit,
            apprentissage: fiche.eligible_apprentissage(),
        })
    }

    fn successeurs(&self, cfd: &Cfd, jour: DateCivile) -> Vec<Cfd> {
        match self.certifications.suite(cfd, jour) {
            Suite::Remplace(codes) => codes,
            _ => Vec::new(),
        }
    }

    fn commune(&self, lieu: &Lieu) -> Option<CommuneConnue<'_>> {
        let par_code = lieu.commune.and_then(|code| self.communes.par_code(&code));
        let par_poste = || self.communes.par_code_postal(&lieu.code_postal?).next();
        let commune = par_code.or_else(par_poste)?;
        Some(CommuneConnue { nom: &commune.nom, centre: commune.centre })
    }

    fn diplome(&self, formation: &Formation) -> DiplomeConnu {
        let diplome = self.certifications.diplome(&formation.cfd);
        let du_diplome = diplome.and_then(|d| nom_en_usage(&d.sigle, &d.libelle));
        let sienne = formation.rncp.as_ref();
        let fiches = sienne.into_iter().chain(self.certifications.rncps(&formation.cfd));
        let mut noms = fiches.filter_map(|rncp| {
            let fiche = self.certifications.fiche(rncp)?;
            nom_en_usage(fiche.abrege.as_deref().unwrap_or_default(), &fiche.intitule)
        });
        let mut romes = self.certifications.romes(&formation.cfd);
        if let (true, Some(rncp)) = (romes.is_empty(), &formation.rncp) {
            romes = self.certifications.romes_de_fiche(rncp).to_vec();
        }
        DiplomeConnu {
            nom: du_diplome.or_else(|| noms.next()),
            famille: diplome.map(|d| d.famille.clone()).filter(|f| !f.is_empty()),
            niveau: self.certifications.niveau(&formation.cfd),
            romes,
        }
    }
}

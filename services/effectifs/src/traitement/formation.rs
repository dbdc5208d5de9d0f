//! Which training an enrolment is in: the certification in force when it began, its name and level.

use noyau::identifiants::{Cfd, Rncp};
use noyau::texte::titre_propre;
use referentiels::porte::{Certifications, Suite};

use crate::regles::fusion::Contenu;

/// The training.
pub struct Formation {
    /// Diploma in force at the entry.
    pub cfd: Option<String>,
    /// Its name; that of the software when no register knows it.
    pub libelle: String,
    /// European level, 3 to 8.
    pub niveau: Option<i64>,
}

impl Formation {
    /// From the codes that were sent. A diploma out of date at the entry gives way to the one that took its place, when
    /// there is exactly one.
    pub fn de(certifications: &Certifications, contenu: &Contenu) -> Self {
        let cfd: Option<Cfd> = contenu.cfd.as_deref().and_then(|c| c.parse().ok());
        let cfd = cfd.map(|cfd| match certifications.suite(&cfd, contenu.session.entree) {
            Suite::Remplace(suivants) if suivants.len() == 1 => suivants[0],
            _ => cfd,
        });
        let rncp: Option<Rncp> = contenu.rncp.as_deref().and_then(|c| c.parse().ok());
        let diplome = cfd.as_ref().and_then(|c| certifications.diplome(c));
        let fiche = rncp.as_ref().and_then(|r| certifications.fiche(r));
        let niveau = cfd
            .as_ref()
            .and_then(|c| certifications.niveau(c))
            .or_else(|| fiche.and_then(|f| f.niveau));
        let dit = contenu.details.get("libelle_court_formation").and_then(|l| l.as_str());
        let libelle = fiche
            .map(|f| f.intitule.clone())
            .or_else(|| diplome.map(|d| titre_propre(&format!("{} {}", d.sigle, d.libelle))))
            .or_else(|| dit.map(str::to_owned))
            .unwrap_or_else(|| "Formation sans code reconnu".to_owned());
        Formation {
            cfd: cfd.map(|c| c.to_string()),
            libelle,
            niveau: niveau.map(|n| i64::from(n.numero())),
        }
    }
}

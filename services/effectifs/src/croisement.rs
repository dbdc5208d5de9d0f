//! The wishes of apprenticeship beside the enrolments: what became of each.

use std::collections::{BTreeSet, HashSet};

use base::Lecture;
use noyau::dates::{DateCivile, Instant};

use crate::cube::Couverture;
use crate::depot::voeux::{self as depot, De, LigneInscription, LigneVoeu};
use crate::regles::annee;
use crate::regles::situation::Situation;
use crate::regles::voeux::{Bilan, Inscription, Inscriptions, Suite, Voeu};

/// Month and day of the start of the school year that wishes are for.
const RENTREE: (u32, u32) = (9, 1);

/// Wishes, with what became of each.
#[derive(Default)]
pub struct Croisement {
    /// When the file was imported.
    pub importe: Option<Instant>,
    /// The wishes, by name.
    pub voeux: Vec<(LigneVoeu, Suite)>,
    /// The centres that they name, and those of them that sent enrolments of the school year.
    pub couverture: Couverture,
}

impl Croisement {
    /// The wishes of the file in force that are addressed to these.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture, portee: &[De]) -> anyhow::Result<Self> {
        let Some(importe) = depot::instant(db).await?.map(Instant::from_ms) else {
            return Ok(Croisement::default());
        };
        let mut lignes = Vec::new();
        for de in portee {
            lignes.extend(depot::lister(db, de).await?);
        }
        let sirets: BTreeSet<String> = lignes.iter().map(|v| v.siret_formateur.clone()).collect();
        let sirets: Vec<String> = sirets.into_iter().collect();
        let inscrits = depot::inscriptions(db, &sirets, &annee::du_jour(rentree(importe))).await?;
        let connus: HashSet<&str> = inscrits.iter().map(|i| i.siret.as_str()).collect();
        let nombre = |n: usize| i64::try_from(n).unwrap_or_default();
        let couverture =
            Couverture { attendus: nombre(sirets.len()), transmetteurs: nombre(connus.len()) };
        let inscrits = Inscriptions::nouvelles(inscrits.iter().filter_map(inscription));
        let voeux = lignes.into_iter().map(|ligne| {
            let suite = inscrits.suite(&voeu(&ligne));
            (ligne, suite)
        });
        Ok(Croisement { importe: Some(importe), voeux: voeux.collect(), couverture })
    }

    /// The pupils, by what became of their wishes.
    pub fn bilan(&self) -> Bilan {
        Bilan::de(self.voeux.iter().map(|(v, suite)| (v.ine.as_str(), *suite)))
    }
}

/// The first day of the school year that wishes imported at this instant are for: that of their calendar year.
pub fn rentree(importe: Instant) -> DateCivile {
    let jour = importe.date();
    DateCivile::new(jour.annee(), RENTREE.0, RENTREE.1).unwrap_or(jour)
}

fn voeu(l: &LigneVoeu) -> Voeu {
    Voeu {
        ine: l.ine.clone(),
        nom: l.nom.clone(),
        prenom: l.prenom.clone(),
        siret: l.siret_formateur.clone(),
    }
}

fn inscription(l: &LigneInscription) -> Option<Inscription> {
    let details: serde_json::Value = serde_json::from_str(&l.details).unwrap_or_default();
    Some(Inscription {
        ine: details["ine_apprenant"].as_str().unwrap_or_default().to_owned(),
        nom: l.nom.clone(),
        prenom: l.prenom.clone(),
        siret: l.siret.clone(),
        situation: Situation::par_code(&l.situation)?,
    })
}

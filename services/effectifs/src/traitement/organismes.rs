//! Which training centres an enrolment is about, and whether the sender may speak for them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use annuaire::porte::{self, EtatSiret, Organismes};
use base::Lecture;
use noyau::identifiants::{Siret, Uai};

use crate::regles::dossier::{Couple, Dossier};
use crate::regles::faute::Faute;

/// A training centre as the directory knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Etablissement {
    /// Its SIRET.
    pub siret: String,
    /// Its UAI.
    pub uai: String,
    /// The rule that decided.
    pub regle: &'static str,
    /// Whether the directory vouches for it.
    pub fiable: bool,
    /// Its département; empty when nobody says.
    pub departement: String,
}

/// The directory, asked once about each couple.
pub struct Annuaire<'a> {
    db: &'a Lecture,
    organismes: Arc<Organismes>,
    emetteur: String,
    lies: BTreeSet<String>,
    connus: HashMap<Couple, Option<Etablissement>>,
}

impl<'a> Annuaire<'a> {
    /// The directory, for what this organisation sends.
    pub async fn ouvrir(db: &'a Lecture, emetteur: &str) -> anyhow::Result<Self> {
        let organismes = Organismes::charger(db).await?;
        let mut lies = BTreeSet::new();
        if let Ok(siret) = emetteur.parse::<Siret>()
            && let Some(organisme) = porte::organisme(db, &siret).await?
        {
            lies.extend(organisme.relations.iter().map(|r| r.siret.to_string()));
        }
        let emetteur = emetteur.to_owned();
        Ok(Annuaire { db, organismes, emetteur, lies, connus: HashMap::new() })
    }

    /// The two centres of a dossier: who teaches, who answers for it; or why it is refused.
    pub async fn admettre(
        &mut self,
        dossier: &Dossier,
    ) -> anyhow::Result<Result<(Etablissement, Etablissement), Vec<Faute>>> {
        let formateur = self.trouver(&dossier.formateur).await?;
        let responsable = self.trouver(&dossier.responsable).await?;
        let mut fautes = Vec::new();
        if formateur.is_none() {
            fautes.push(inconnu("formateur", &dossier.formateur));
        }
        if responsable.is_none() {
            fautes.push(inconnu("responsable", &dossier.responsable));
        }
        let (Some(formateur), Some(responsable)) = (formateur, responsable) else {
            return Ok(Err(fautes));
        };
        if !self.peut_parler_pour(&formateur.siret) && !self.peut_parler_pour(&responsable.siret) {
            return Ok(Err(vec![hors_perimetre(&dossier.formateur)]));
        }
        Ok(Ok((formateur, responsable)))
    }

    /// A centre sends for itself, for the establishments of its company, and for those it is in relation with.
    fn peut_parler_pour(&self, siret: &str) -> bool {
        let meme_entreprise = siret.len() == 14 && self.emetteur.get(..9) == siret.get(..9);
        meme_entreprise || self.lies.contains(siret)
    }

    async fn trouver(&mut self, couple: &Couple) -> anyhow::Result<Option<Etablissement>> {
        if let Some(connu) = self.connus.get(couple) {
            return Ok(connu.clone());
        }
        let trouve = self.chercher(couple).await?;
        self.connus.insert(couple.clone(), trouve.clone());
        Ok(trouve)
    }

    async fn chercher(&self, couple: &Couple) -> anyhow::Result<Option<Etablissement>> {
        let uai: Option<Uai> = couple.uai.parse().ok();
        let siret: Option<Siret> = couple.siret.parse().ok();
        let trouvee = porte::rechercher(self.db, uai.as_ref(), siret.as_ref()).await?;
        let regle = trouvee.regle.code();
        if let Some(piste) = trouvee.resultat {
            let uai = piste.uai.map_or_else(|| couple.uai.clone(), |u| u.to_string());
            let fiable = piste.ouvert && piste.uai.is_some();
            return Ok(Some(self.etablissement(piste.siret, uai, regle, fiable)));
        }
        // Without a directory, or when it knows the SIRET and cannot tell more, what was sent is taken as it is.
        let connu = trouvee.siret.is_some_and(|etat| etat != EtatSiret::Inconnu);
        Ok(siret.filter(|_| connu).map(|s| self.etablissement(s, couple.uai.clone(), regle, false)))
    }

    fn etablissement(
        &self,
        siret: Siret,
        uai: String,
        regle: &'static str,
        fiable: bool,
    ) -> Etablissement {
        let departement = self.organismes.get(&siret).and_then(|o| o.departement.clone());
        let departement = departement.unwrap_or_default();
        Etablissement { siret: siret.to_string(), uai, regle, fiable, departement }
    }
}

fn inconnu(role: &str, couple: &Couple) -> Faute {
    let valeur = format!("{} {}", couple.uai, couple.siret);
    let message = format!(
        "Organisme {role} non trouvé : l’annuaire ne connaît ni cet UAI ni ce SIRET. Vérifiez-les, puis renvoyez le \
         dossier."
    );
    Faute::nouvelle(format!("etablissement_{role}_uai"), "organisme.inconnu", &valeur, message)
}

fn hors_perimetre(couple: &Couple) -> Faute {
    let message = "Votre organisme n’a pas de relation connue avec cet organisme formateur : il ne peut pas transmettre \
                   pour lui.";
    let champ = "etablissement_formateur_siret";
    Faute::nouvelle(champ, "organisme.perimetre", &couple.siret, message)
}

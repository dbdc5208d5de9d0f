//! Every training evaluated once for each version of the data and each day, on first demand.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use base::Lecture;
use noyau::dates::DateCivile;
use noyau::territoires::Departement;
use referentiels::porte::{Certifications, Communes, Enregistrement, Registre};
use tokio::sync::RwLock;
use web::{Erreur, Etat};

use crate::porte::{Formation, Reperes, pour_chaque};
use crate::regles::perimetres::{
    Campagne, CodeControle, Decision, Explication, Fiche, Plateforme, Regle, Statut, evaluer, lire,
};

/// The rules of the program: an example, until those of the ministries take its place.
const REGLES: &str = include_str!("../../donnees/perimetres.toml");

/// What a training gets on a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resultat {
    /// Status before, as the publisher of the catalogue says.
    pub avant: Option<Statut>,
    /// Status that the rules give.
    pub apres: Statut,
    /// The rule that decided, if one did.
    pub regle: Option<u32>,
}

/// A training with its result on each platform, in the order of [`Plateforme::TOUTES`].
#[derive(Debug)]
pub struct Evaluee {
    /// What the rules read; its status is left empty.
    pub fiche: Fiche,
    /// Results.
    pub resultats: [Resultat; 2],
}

/// Every training and the rules.
#[derive(Debug)]
pub struct Table {
    /// Rules in force.
    pub regles: Vec<Regle>,
    /// The campaign of the day.
    pub campagne: Campagne,
    /// The day.
    pub jour: DateCivile,
    /// Published trainings.
    pub formations: Vec<Evaluee>,
    par_id: HashMap<String, usize>,
}

/// The table of the moment, with the mark of the data it was made from.
#[derive(Debug, Default)]
pub struct Perimetres(RwLock<Option<(i64, Arc<Table>)>>);

impl Perimetres {
    /// The table, evaluated again when data or day changed.
    ///
    /// # Errors
    /// 503 when a service it needs is switched off; those of the database.
    pub async fn de(etat: &Etat) -> Result<Arc<Table>, Erreur> {
        let piece = etat.piece::<Perimetres>();
        let piece =
            piece.ok_or_else(|| Erreur::indisponible("Les règles ne sont pas chargées."))?;
        let db = etat.db.read();
        let (marque, jour) = (base::versions::marque(db).await?, etat.horloge.aujourd_hui());
        let a_jour = |tenue: &Option<(i64, Arc<Table>)>| {
            let tenue = tenue.as_ref().filter(|(m, t)| *m == marque && t.jour == jour);
            tenue.map(|(_, table)| Arc::clone(table))
        };
        if let Some(table) = a_jour(&*piece.0.read().await) {
            return Ok(table);
        }
        // One evaluates, the others wait for it.
        let mut place = piece.0.write().await;
        if let Some(table) = a_jour(&place) {
            return Ok(table);
        }
        let certifications = Arc::clone(Registre::de(etat)?.table());
        let table = Arc::new(Table::charger(db, certifications, jour).await?);
        *place = Some((marque, Arc::clone(&table)));
        Ok(table)
    }
}

impl Table {
    async fn charger(
        db: &Lecture,
        certifications: Arc<Certifications>,
        jour: DateCivile,
    ) -> anyhow::Result<Self> {
        let regles = lire(REGLES)?;
        let campagne = Campagne::au(jour);
        let reperes = Reperes::nouveaux(Communes::charger(db).await?, Arc::clone(&certifications));
        let mut noms = Noms::default();
        let mut formations: Vec<Evaluee> = Vec::new();
        let mut par_id = HashMap::new();
        pour_chaque(db, reperes, |formation| {
            let fiche = noms.fiche(&formation, &certifications);
            let statuts = [&formation.parcoursup_statut, &formation.affelnet_statut];
            par_id.insert(fiche.id.clone(), formations.len());
            formations.push(juger(fiche, statuts, &regles, &campagne, jour));
        })
        .await?;
        Ok(Table { regles, campagne, jour, formations, par_id })
    }

    /// A training by its identifier.
    pub fn formation(&self, id: &str) -> Option<&Evaluee> {
        self.par_id.get(id).map(|rang| &self.formations[*rang])
    }

    /// The whole explanation of a training on a platform, with the rules given.
    pub fn expliquer(
        &self,
        evaluee: &Evaluee,
        plateforme: Plateforme,
        regles: &[Regle],
    ) -> Explication {
        let avant = evaluee.resultats[rang(plateforme)].avant;
        let fiche = avec_statut(&evaluee.fiche, avant);
        evaluer(&fiche, regles, plateforme, &self.campagne, self.jour)
    }
}

/// Place of a platform among the results.
pub fn rang(plateforme: Plateforme) -> usize {
    match plateforme {
        Plateforme::Parcoursup => 0,
        Plateforme::Affelnet => 1,
    }
}

/// A training said to be shown is known of the platform.
fn avec_statut(fiche: &Fiche, statut: Option<Statut>) -> Fiche {
    Fiche { statut, connue: statut == Some(Statut::Publie), ..fiche.clone() }
}

fn juger(
    mut fiche: Fiche,
    statuts: [&Option<String>; 2],
    regles: &[Regle],
    campagne: &Campagne,
    jour: DateCivile,
) -> Evaluee {
    let resultats = Plateforme::TOUTES.map(|plateforme| {
        let avant = statuts[rang(plateforme)].as_deref().and_then(Statut::lire);
        fiche.statut = avant;
        fiche.connue = avant == Some(Statut::Publie);
        let explication = evaluer(&fiche, regles, plateforme, campagne, jour);
        let regle = match explication.decision {
            Decision::Regle { numero, .. } => Some(numero),
            _ => None,
        };
        Resultat { avant, apres: explication.apres, regle }
    });
    Evaluee { fiche: Fiche { statut: None, connue: false, ..fiche }, resultats }
}

/// Names that many trainings share, held once.
#[derive(Default)]
struct Noms(HashSet<Arc<str>>);

impl Noms {
    fn un(&mut self, texte: &str) -> Arc<str> {
        if let Some(deja) = self.0.get(texte) {
            return Arc::clone(deja);
        }
        let neuf: Arc<str> = texte.into();
        self.0.insert(Arc::clone(&neuf));
        neuf
    }

    fn fiche(&mut self, f: &Formation, certifications: &Certifications) -> Fiche {
        let departement = f.lieu.departement.as_deref().unwrap_or_default();
        let connu = Departement::par_code(departement);
        let academie = connu.and_then(|d| d.academie()).map_or("", |a| a.code);
        Fiche {
            id: f.id.clone(),
            niveau: f.niveau.map(|n| n.numero()),
            diplome: self.un(f.diplome.as_deref().unwrap_or_default()),
            duree: f.duree,
            annee: f.annee.clone().unwrap_or_default(),
            academie: self.un(academie),
            region: self.un(f.lieu.region.as_deref().unwrap_or_default()),
            departement: self.un(departement),
            cfd: f.cfd.to_string(),
            rncp: f.rncp.map(|r| r.to_string()).unwrap_or_default(),
            mefs: f.mefs.iter().map(|m| m.to_string()).collect::<Vec<_>>().join(" "),
            intitule: self.un(&f.titre().unwrap_or_default()),
            gestionnaire: f.gestionnaire.siret.to_string(),
            formateur: f.formateur.siret.to_string(),
            uai: f.lieu.uai.map(|u| u.to_string()).unwrap_or_default(),
            debuts: f.sessions.iter().map(|s| s.debut).collect(),
            publiee: f.publiee,
            catalogue: f.catalogue_general.unwrap_or(true),
            controle: controle(f, certifications),
            a_distance: f.a_distance,
            statut: None,
            connue: false,
        }
    }
}

/// Certifications of right are controlled by their diploma, the others by their sheet when they
/// have one (catalogue des formations).
fn controle(f: &Formation, certifications: &Certifications) -> CodeControle {
    let fiche = f.rncp.as_ref().and_then(|r| certifications.fiche(r));
    match fiche.filter(|fiche| fiche.enregistrement != Enregistrement::DeDroit) {
        Some(fiche) => CodeControle {
            nom: format!("de certification {}", fiche.rncp),
            actif: fiche.active,
            fin: fiche.fin,
        },
        None => {
            let diplome = certifications.diplome(&f.cfd);
            CodeControle {
                nom: format!("de diplôme {}", f.cfd),
                actif: diplome.is_some(),
                fin: diplome.and_then(|d| d.fermeture),
            }
        }
    }
}

//! Every training evaluated once for each version of the data and each day, on first demand.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use base::Lecture;
use noyau::dates::DateCivile;
use noyau::territoires::Departement;
use referentiels::porte::{Certifications, Communes, Enregistrement, Registre};
use tokio::sync::{Mutex, RwLock};
use web::{Erreur, Etat};

use crate::piece::Catalogue;
use crate::porte::{Formation, Formations, Reperes};
use crate::regles::perimetres::{
    Campagne, CodeControle, Decision, Explication, Fiche, Nom, Plateforme, Regle, Statut, evaluer,
    lire,
};

/// The rules of the program: an example, until those of the ministries take its place.
const REGLES: &str = include_str!("../../donnees/perimetres.toml");

/// How often a node looks whether something changed.
const RYTHME: Duration = Duration::from_secs(1);

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
    /// Published trainings, in the order of their identifiers.
    pub formations: Vec<Evaluee>,
}

/// The table of the moment. It is evaluated once for each version of the data and each day, behind
/// the readers: they keep the old one meanwhile.
#[derive(Debug, Default)]
pub struct Perimetres {
    tenue: RwLock<Option<(i64, Arc<Table>)>>,
    /// Held while evaluating: whoever comes before the first table waits for it.
    evaluation: Mutex<()>,
}

impl Perimetres {
    /// The table.
    ///
    /// # Errors
    /// 503 when a service it needs is switched off; those of the database.
    pub async fn de(etat: &Etat) -> Result<Arc<Table>, Erreur> {
        let piece = etat.piece::<Perimetres>();
        let piece =
            piece.ok_or_else(|| Erreur::indisponible("Les règles ne sont pas chargées."))?;
        if let Some((_, table)) = piece.tenue.read().await.as_ref() {
            return Ok(Arc::clone(table));
        }
        piece.evaluer(etat).await
    }

    /// Evaluates again when data or day changed.
    async fn evaluer(&self, etat: &Etat) -> Result<Arc<Table>, Erreur> {
        let _seul = self.evaluation.lock().await;
        let db = etat.db.read();
        let (marque, jour) = (base::versions::marque(db).await?, etat.horloge.aujourd_hui());
        if let Some((_, table)) =
            self.tenue.read().await.as_ref().filter(|(m, t)| *m == marque && t.jour == jour)
        {
            return Ok(Arc::clone(table));
        }
        let certifications = Arc::clone(Registre::de(etat)?.table());
        let table = Arc::new(Table::charger(db, certifications, jour).await?);
        *self.tenue.write().await = Some((marque, Arc::clone(&table)));
        Ok(table)
    }

    /// Keeps the table true as long as the program runs, from the first reader of the catalogue on:
    /// whoever reads the one soon asks for the other.
    pub async fn suivre(etat: Etat) {
        let Some(piece) = etat.piece::<Perimetres>() else { return };
        loop {
            tokio::time::sleep(RYTHME).await;
            let catalogue = etat.piece::<Catalogue>();
            let attendue = match catalogue {
                Some(catalogue) => catalogue.est_lu().await,
                None => false,
            };
            if !attendue && piece.tenue.read().await.is_none() {
                continue;
            }
            if let Err(e) = piece.evaluer(&etat).await {
                tracing::error!(erreur = ?e, "the perimeters could not be evaluated again");
                tokio::time::sleep(RYTHME * 10).await;
            }
        }
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
        let mut parcours = Formations::ouvrir(db, reperes).await?.legeres();
        while let Some(page) = parcours.suivantes(db).await? {
            formations.extend(page.iter().map(|formation| {
                let fiche = noms.fiche(formation, &certifications);
                let statuts = [&formation.parcoursup_statut, &formation.affelnet_statut];
                juger(fiche, statuts, &regles, &campagne, jour)
            }));
        }
        formations.sort_unstable_by(|a, b| a.fiche.id.cmp(&b.fiche.id));
        Ok(Table { regles, campagne, jour, formations })
    }

    /// A training by its identifier.
    pub fn formation(&self, id: &str) -> Option<&Evaluee> {
        let rang = self.formations.binary_search_by(|e| (*e.fiche.id).cmp(id));
        rang.ok().map(|rang| &self.formations[rang])
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
struct Noms {
    textes: HashSet<Arc<str>>,
    diplomes: HashMap<String, Nom>,
}

impl Noms {
    fn un(&mut self, texte: &str) -> Arc<str> {
        if let Some(deja) = self.textes.get(texte) {
            return Arc::clone(deja);
        }
        let neuf: Arc<str> = texte.into();
        self.textes.insert(Arc::clone(&neuf));
        neuf
    }

    fn diplome(&mut self, texte: &str) -> Nom {
        if let Some(deja) = self.diplomes.get(texte) {
            return deja.clone();
        }
        let neuf = Nom::from(texte);
        self.diplomes.insert(texte.to_owned(), neuf.clone());
        neuf
    }

    fn fiche(&mut self, f: &Formation, certifications: &Certifications) -> Fiche {
        let departement = f.lieu.departement.as_deref().unwrap_or_default();
        let connu = Departement::par_code(departement);
        let academie = connu.and_then(|d| d.academie()).map_or("", |a| a.code);
        Fiche {
            id: f.id.as_str().into(),
            niveau: f.niveau.map(|n| n.numero()),
            diplome: self.diplome(f.diplome.as_deref().unwrap_or_default()),
            duree: f.duree,
            annee: self.un(f.annee.as_deref().unwrap_or_default()),
            academie: self.un(academie),
            region: self.un(f.lieu.region.as_deref().unwrap_or_default()),
            departement: self.un(departement),
            cfd: Some(f.cfd),
            rncp: f.rncp,
            mefs: self.un(&f.mefs.iter().map(|m| m.as_str()).collect::<Vec<_>>().join(" ")),
            intitule: self.un(&f.titre().unwrap_or_default()),
            gestionnaire: Some(f.gestionnaire.siret),
            formateur: Some(f.formateur.siret),
            uai: f.lieu.uai,
            debuts: f.sessions.iter().map(|s| s.debut).collect(),
            publiee: f.publiee,
            catalogue: f.catalogue_general.unwrap_or(true),
            controle: self.controle(f, certifications),
            a_distance: f.a_distance,
            statut: None,
            connue: false,
        }
    }

    /// Certifications of right are controlled by their diploma, the others by their sheet when they
    /// have one (catalogue des formations).
    fn controle(&mut self, f: &Formation, certifications: &Certifications) -> CodeControle {
        let fiche = f.rncp.as_ref().and_then(|r| certifications.fiche(r));
        match fiche.filter(|fiche| fiche.enregistrement != Enregistrement::DeDroit) {
            Some(fiche) => CodeControle {
                nom: self.un(&format!("de certification {}", fiche.rncp)),
                actif: fiche.active,
                fin: fiche.fin,
            },
            None => {
                let diplome = certifications.diplome(&f.cfd);
                CodeControle {
                    nom: self.un(&format!("de diplôme {}", f.cfd)),
                    actif: diplome.is_some(),
                    fin: diplome.and_then(|d| d.fermeture),
                }
            }
        }
    }
}

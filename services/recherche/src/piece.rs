//! What the search keeps in memory: the index, the places, the suggestions.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use moteur::{Erreur as ErreurMoteur, Index, Reponse};
use noyau::geo::Point;
use web::{Erreur, Etat};

use crate::hit::Hit;
use crate::plan::plan;
use crate::regles::{Criteres, LieuCompris, Portee, cercle, requete};
use crate::sources::Sources;
use crate::tables::Tables;

/// The search of this node.
pub struct Recherche {
    index: Index,
    dossier: PathBuf,
    /// Replaced together when a data set changes.
    vivier: RwLock<(Arc<Sources>, Arc<Tables>)>,
}

/// What a search found.
#[derive(Debug)]
pub struct Trouve {
    /// Totals and counts.
    pub reponse: Reponse,
    /// The results of the page, each with its distance.
    pub hits: Vec<(Hit, Option<u32>)>,
    /// The circle searched, if any.
    pub cercle: Option<(Point, f64)>,
}

impl Trouve {
    /// The place searched and its radius; `None` for the whole country.
    pub fn ou(&self, lieu: &LieuCompris) -> Option<(String, Option<f64>)> {
        match (&self.cercle, &lieu.portee) {
            (Some((_, rayon)), _) => Some((lieu.libelle.clone(), Some(*rayon))),
            (None, Portee::France) => None,
            (None, _) => Some((lieu.libelle.clone(), None)),
        }
    }
}

impl Recherche {
    /// Opens the index of a folder. An index built with other rules is thrown away: it will be
    /// built again from the database.
    pub fn ouvrir(dossier: &Path, sources: Sources) -> anyhow::Result<Self> {
        let fichiers = dossier.join("index");
        let index = match Index::open(&fichiers, plan()?) {
            Err(ErreurMoteur::PlanDifferent(_)) => {
                tracing::warn!("the index was built with other rules and will be rebuilt");
                Index::effacer(&fichiers)?;
                Index::open(&fichiers, plan()?)?
            }
            autre => autre?,
        };
        let vivier = (Arc::new(sources), Arc::default());
        let recherche =
            Recherche { index, dossier: dossier.to_owned(), vivier: RwLock::new(vivier) };
        recherche.recharger(recherche.sources())?;
        Ok(recherche)
    }

    /// The search of the program; an error when its service is switched off.
    pub fn de(etat: &Etat) -> Result<Arc<Recherche>, Erreur> {
        etat.piece::<Recherche>()
            .ok_or_else(|| Erreur::indisponible("La recherche n’est pas prête."))
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Folder of the files beside the index.
    pub fn dossier(&self) -> &Path {
        &self.dossier
    }

    /// Places, trades and suggestions of the moment.
    pub fn tables(&self) -> Arc<Tables> {
        Arc::clone(&self.vivier.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// Vocabularies of the moment.
    pub fn sources(&self) -> Arc<Sources> {
        Arc::clone(&self.vivier.read().unwrap_or_else(PoisonError::into_inner).0)
    }

    /// Puts these vocabularies, and the tables made of them, in front of the searches.
    pub fn recharger(&self, sources: Arc<Sources>) -> anyhow::Result<()> {
        let tables = Arc::new(sources.tables(&self.dossier)?);
        *self.vivier.write().unwrap_or_else(PoisonError::into_inner) = (sources, tables);
        Ok(())
    }

    /// What the place of a search means; `None` when nothing is called so. Coordinates given by
    /// the client win over the text, which then only names them.
    pub fn comprendre(&self, criteres: &Criteres) -> Option<LieuCompris> {
        let tables = self.tables();
        let Some(point) = criteres.point else {
            return tables.lieux.comprendre(&criteres.lieu);
        };
        let nom = if criteres.lieu.is_empty() { "Autour de moi" } else { &criteres.lieu };
        Some(LieuCompris {
            libelle: nom.to_owned(),
            court: nom.to_owned(),
            portee: Portee::Autour(point),
        })
    }

    /// Searches.
    pub fn chercher(&self, criteres: &Criteres, portee: &Portee) -> Result<Trouve, Erreur> {
        let requete = requete(criteres, portee);
        let mut reponse = self.index.search(&requete)?;
        let resultats = std::mem::take(&mut reponse.resultats);
        let hits =
            resultats.into_iter().map(|r| Ok((serde_json::from_slice(&r.charge)?, r.distance_km)));
        let hits = hits.collect::<Result<_, Erreur>>()?;
        Ok(Trouve { reponse, hits, cercle: cercle(criteres, portee) })
    }

    /// How many results a search has, without fetching them.
    pub fn compter(&self, criteres: &Criteres, portee: &Portee) -> Result<usize, Erreur> {
        let mut requete = requete(criteres, portee);
        requete.par_page = 0;
        requete.page = 0;
        requete.facettes.clear();
        Ok(self.index.search(&requete)?.total)
    }

    /// The nearest results, beyond the radius when there is nothing within.
    pub fn plus_proches(
        &self,
        criteres: &Criteres,
        portee: &Portee,
        combien: usize,
    ) -> Result<Vec<(Hit, Option<u32>)>, Erreur> {
        let trouves = self.index.plus_proches(&requete(criteres, portee), combien)?;
        let hits =
            trouves.into_iter().map(|r| Ok((serde_json::from_slice(&r.charge)?, r.distance_km)));
        hits.collect()
    }
}

//! Every organisation, lightly, in memory: names and places for search documents.

use std::collections::HashMap;
use std::sync::Arc;

use base::{ErreurBase, Lecture};
use noyau::geo::Point;
use noyau::identifiants::{CodeCommune, Siret};
use noyau::texte::titre_propre;

use crate::depot::{self, LigneLegere};
use crate::regles::fusion::priorite;

/// A few facts of an organisation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrganismeLeger {
    /// The name people know: the one over the door, else the registered one, properly cased.
    pub nom: Option<String>,
    /// Its commune.
    pub commune: Option<CodeCommune>,
    /// Its town, properly cased.
    pub localite: Option<String>,
    /// Code of its département.
    pub departement: Option<String>,
    /// Holds the Qualiopi certificate for apprenticeship.
    pub qualiopi: Option<bool>,
    /// Where it is.
    pub point: Option<Point>,
}

/// The organisations of the current data sets, by SIRET.
#[derive(Debug, Default)]
pub struct Organismes(HashMap<Siret, OrganismeLeger>);

impl Organismes {
    /// All of them, about 10 000, shared by all who hold them.
    pub async fn charger(db: &Lecture) -> Result<Arc<Self>, ErreurBase> {
        db.partager(&["organismes"], Self::lire(db)).await
    }

    async fn lire(db: &Lecture) -> Result<Self, ErreurBase> {
        let mut lignes = depot::legeres(db).await?;
        lignes.sort_by_key(|l| priorite(&l.jeu));
        let mut organismes = HashMap::with_capacity(lignes.len());
        for ligne in lignes {
            let Ok(siret) = ligne.siret.parse() else { continue };
            completer(organismes.entry(siret).or_default(), ligne);
        }
        Ok(Organismes(organismes))
    }

    /// The organisation of this SIRET.
    pub fn get(&self, siret: &Siret) -> Option<&OrganismeLeger> {
        self.0.get(siret)
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&Siret, &OrganismeLeger)> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True when no data set is loaded.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The training centre of a demonstration: certified, in Ille-et-Vilaine, always the same. SIRET and name.
pub async fn centre_d_exemple(db: &Lecture) -> Result<Option<(Siret, String)>, ErreurBase> {
    let organismes = Organismes::charger(db).await?;
    let du_35 = organismes.iter().filter(|(_, o)| {
        o.departement.as_deref() == Some("35") && o.qualiopi == Some(true) && o.nom.is_some()
    });
    let premier = du_35.min_by_key(|(siret, _)| **siret);
    Ok(premier.map(|(siret, o)| (*siret, o.nom.clone().unwrap_or_default())))
}

/// Adds what a publisher says to what those before it left unsaid.
fn completer(organisme: &mut OrganismeLeger, ligne: LigneLegere) {
    let avant = std::mem::take(organisme);
    let nom = ligne.enseigne.or(ligne.raison_sociale);
    *organisme = OrganismeLeger {
        nom: avant.nom.or_else(|| nom.map(|n| titre_propre(&n))),
        commune: avant.commune.or_else(|| ligne.commune.and_then(|c| c.parse().ok())),
        localite: avant.localite.or_else(|| ligne.localite.map(|l| titre_propre(&l))),
        departement: avant.departement.or(ligne.departement),
        qualiopi: avant.qualiopi.or(ligne.qualiopi.map(|q| q != 0)),
        point: avant.point.or_else(|| point(ligne.lat, ligne.lon)),
    };
}

fn point(lat: Option<f64>, lon: Option<f64>) -> Option<Point> {
    lat.zip(lon).and_then(|(lat, lon)| Point::new(lat, lon).ok())
}

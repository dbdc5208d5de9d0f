//! Reading trainings: one, those around a point, all of them.

use std::collections::HashMap;

use base::{ErreurBase, Lecture};
use noyau::dates::{DateCivile, Instant};
use noyau::geo::{Point, distance_km};
use noyau::identifiants::{Rome, Siret};
use web::{Erreur, Etat};

use super::Reperes;
use crate::depot::formations::{self, Parcours};
use crate::depot::versions::Courantes;
use crate::piece::Catalogue;
use crate::regles::formation::Formation;

/// Below every geographic key.
const AVANT_TOUT: i64 = i64::MIN;

/// Kilometres in a degree of latitude.
const KM_PAR_DEGRE: f64 = 111.0;

/// A training and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Fiche {
    /// The training, sessions included.
    pub formation: Formation,
    /// Its data set, e.g. `formations/rco`.
    pub jeu: String,
    /// Day when its delivery became current.
    pub date: DateCivile,
}

/// The current sheet of a training, published or not; the catalogue's when RCO also has it.
pub async fn formation(
    db: &Lecture,
    reperes: &Reperes,
    id: &str,
) -> Result<Option<Fiche>, ErreurBase> {
    for livraison in Courantes::lire(db).await?.0 {
        let mut lues = formations::par_ids(db, livraison.id, &[id.to_owned()]).await?;
        if let Some(mut formation) = lues.pop() {
            reperes.completer(&mut formation);
            let date = Instant::from_ms(livraison.fin.unwrap_or_default()).date();
            return Ok(Some(Fiche { formation, jeu: livraison.jeu, date }));
        }
    }
    Ok(None)
}

/// The current sheets of these identifiers, in their order; those that no longer exist are left out.
pub async fn formations(
    db: &Lecture,
    reperes: &Reperes,
    ids: &[String],
) -> Result<Vec<Formation>, ErreurBase> {
    let mut lues: HashMap<String, Formation> = HashMap::with_capacity(ids.len());
    for livraison in Courantes::lire(db).await?.0 {
        for formation in formations::par_ids(db, livraison.id, ids).await? {
            lues.entry(formation.id.clone()).or_insert(formation);
        }
    }
    let mut lues: Vec<Formation> = ids.iter().filter_map(|id| lues.remove(id)).collect();
    lues.iter_mut().for_each(|formation| reperes.completer(formation));
    Ok(lues)
}

/// Trades of the published trainings that an organisation answers for or teaches, each once.
///
/// # Errors
/// 503 while the catalogue is not ready.
pub async fn romes_d_un_organisme(etat: &Etat, siret: &Siret) -> Result<Vec<Rome>, Erreur> {
    let lu = Catalogue::de(etat).await?;
    let siennes = lu
        .vivier
        .rangees()
        .iter()
        .filter(|r| r.publiee && (r.gestionnaire.0 == *siret || r.formateur.0 == *siret));
    let mut romes: Vec<Rome> = siennes.flat_map(|r| r.romes.iter().copied()).collect();
    romes.sort_unstable();
    romes.dedup();
    Ok(romes)
}

/// The published trainings within `rayon_km` of a point whose position is known, the nearest first,
/// at most `limite`, with their distance in kilometres.
pub async fn formations_proches(
    db: &Lecture,
    reperes: &Reperes,
    point: Point,
    rayon_km: f64,
    limite: usize,
) -> Result<Vec<(f64, Formation)>, ErreurBase> {
    let courantes = Courantes::lire(db).await?;
    let mut proches: Vec<(f64, Formation)> = Vec::new();
    let (latitudes, longitudes) = cadre(point, rayon_km);
    for livraison in courantes.paires() {
        let lues = formations::dans_le_cadre(db, livraison, latitudes, longitudes).await?;
        let situees = lues.into_iter().filter_map(|f| Some((distance_km(point, f.lieu.point?), f)));
        proches.extend(situees.filter(|(km, _)| *km <= rayon_km));
    }
    proches.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
    proches.truncate(limite);
    proches.iter_mut().for_each(|(_, formation)| reperes.completer(formation));
    Ok(proches)
}

/// Latitudes and longitudes that hold the circle, a little larger.
fn cadre(point: Point, rayon_km: f64) -> ((f64, f64), (f64, f64)) {
    let hauteur = rayon_km / KM_PAR_DEGRE * 1.01;
    let largeur = hauteur / point.lat().to_radians().cos().max(0.01);
    let (lat, lon) = (point.lat(), point.lon());
    ((lat - hauteur, lat + hauteur), (lon - largeur, lon + largeur))
}

/// A walk through the published trainings, neighbours together, a page at a time.
#[derive(Debug)]
pub struct Formations {
    reperes: Reperes,
    restantes: Vec<(String, [i64; 2])>,
    parcours: Parcours,
    apres: (i64, String),
}

impl Formations {
    /// At the first page.
    pub async fn ouvrir(db: &Lecture, reperes: Reperes) -> Result<Self, ErreurBase> {
        let courantes = Courantes::lire(db).await?;
        let jeux = courantes.0.iter().map(|l| l.jeu.clone());
        let mut restantes: Vec<_> = jeux.zip(courantes.paires()).collect();
        restantes.reverse();
        Ok(Formations {
            reperes,
            restantes,
            parcours: Parcours::default(),
            apres: (AVANT_TOUT, String::new()),
        })
    }

    /// The same walk through what is no longer published too.
    pub(crate) fn toutes(mut self) -> Self {
        self.parcours.toutes = true;
        self
    }

    /// The same walk without the long texts (objective, content, link to ONISEP).
    pub(crate) fn legeres(mut self) -> Self {
        self.parcours.legeres = true;
        self
    }

    /// The data set being read.
    pub(crate) fn jeu(&self) -> &str {
        self.restantes.last().map_or("", |(jeu, _)| jeu)
    }

    /// The next page, never empty; `None` at the end.
    pub async fn suivantes(&mut self, db: &Lecture) -> Result<Option<Vec<Formation>>, ErreurBase> {
        while let Some((_, livraison)) = self.restantes.last() {
            let page = formations::page(db, *livraison, &self.apres, self.parcours).await?;
            if let Some((cle, derniere)) = page.last() {
                self.apres = (*cle, derniere.id.clone());
                let complete = |(_, mut formation)| {
                    self.reperes.completer(&mut formation);
                    formation
                };
                return Ok(Some(page.into_iter().map(complete).collect()));
            }
            self.restantes.pop();
            self.apres = (AVANT_TOUT, String::new());
        }
        Ok(None)
    }
}

/// Hands over every published training, neighbours together.
pub async fn pour_chaque(
    db: &Lecture,
    reperes: Reperes,
    mut faire: impl FnMut(Formation),
) -> Result<(), ErreurBase> {
    let mut parcours = Formations::ouvrir(db, reperes).await?;
    while let Some(page) = parcours.suivantes(db).await? {
        page.into_iter().for_each(&mut faire);
    }
    Ok(())
}

//! A search: analyse, match, judge, order, read the page.

use tantivy::TantivyDocument;
use tantivy::schema::Value;

use crate::analyse::Analyse;
use crate::erreur::Erreur;
use crate::espace::km_de;
use crate::generation::Generation;
use crate::index::Interieur;
use crate::indexation::signature_du_titre;
use crate::reponse::{Reponse, Resultat};
use crate::requete::{Lieu, Requete, Tri};

mod affinage;
mod comptes;
mod criteres;
mod curseur;
mod examen;
mod fenetre;
mod ordre;
mod passe;
mod retenue;
mod textes;

use affinage::AFFINES;
use comptes::Comptes;
use criteres::Criteres;
use examen::Examen;
use fenetre::Fenetre;
use ordre::Ordre;
use passe::{Jugement, Passe, Touche, normes};
use retenue::{Candidat, Retenue};
use textes::Pistes;

/// Results in a page.
const PAR_PAGE_MAX: usize = 200;

/// Deepest result that can be reached.
const PROFONDEUR_MAX: usize = 10_000;

/// First radius tried beyond the one asked for, in kilometres.
const RAYON_ELARGI: f64 = 50.0;

/// No two points of the Earth are farther apart, in kilometres.
const DEMI_TOUR: f64 = 20_020.0;

/// Working buffers of a search, kept from one to the next.
#[derive(Default)]
pub(crate) struct Brouillon {
    fenetre: Fenetre,
    comptes: Comptes,
    touches: Vec<Touche>,
    lot: Vec<Examen>,
}

pub(crate) fn chercher(
    interieur: &Interieur,
    generation: &Generation,
    brouillon: &mut Brouillon,
    requete: &Requete,
) -> Result<Reponse, Erreur> {
    let analyse = Analyse::new(interieur, generation, &requete.texte);
    let criteres = Criteres::new(&interieur.plan, generation, requete)?;
    for voulue in &requete.facettes {
        interieur
            .plan
            .facette(&voulue.nom)
            .ok_or_else(|| criteres::inconnu("facette", &voulue.nom))?;
    }
    brouillon.comptes.preparer(&interieur.plan, generation, &requete.facettes);
    let candidats = trouver(interieur, generation, brouillon, requete, &analyse, &criteres)?;
    let page = lire_page(interieur, generation, requete, &candidats)?;
    Ok(composer(interieur, generation, requete, &analyse, &criteres, &brouillon.comptes, page))
}

/// Every match is counted; the best ones come back in order.
fn trouver(
    interieur: &Interieur,
    generation: &Generation,
    brouillon: &mut Brouillon,
    requete: &Requete,
    analyse: &Analyse,
    criteres: &Criteres,
) -> Result<Vec<Candidat>, Erreur> {
    let ordre = Ordre::new(&interieur.plan, generation, requete)?;
    let a_affiner = requete.tri == Tri::Pertinence && !analyse.vide();
    let mut retenue = Retenue::new(places(requete, a_affiner));
    let mut jugement = Jugement {
        generation,
        criteres,
        ordre: &ordre,
        comptes: &mut brouillon.comptes,
        retenue: &mut retenue,
        normes: normes(),
        titre_exact: titre_exact(analyse, interieur.plan.poids.titre_exact),
    };
    let par_profil = analyse.vide() && criteres.par_profil();
    if par_profil {
        jugement.comptes.tout(generation, criteres);
    }
    for (rang, segment) in generation.segments.iter().enumerate() {
        let mut passe =
            Passe { jugement: &mut jugement, segment, rang: rang as u32, lot: &mut brouillon.lot };
        let plages = passe.plages();
        if par_profil {
            passe.classer_par_profil();
        } else if analyse.vide() {
            passe.juger_tous(&plages);
        } else {
            let mut pistes = Pistes::ouvrir(segment, analyse, &interieur.plan.poids)?;
            pistes.balayer(&plages, &mut brouillon.fenetre, &mut brouillon.touches, &mut passe);
        }
    }
    let mut candidats = retenue.finir();
    if a_affiner {
        affinage::affiner(generation, analyse, &interieur.plan.poids, &ordre, &mut candidats)?;
    }
    Ok(candidats)
}

/// How many of the best documents must be known to give the page.
fn places(requete: &Requete, a_affiner: bool) -> usize {
    if requete.par_page == 0 {
        return 0;
    }
    let fin = requete
        .page
        .saturating_add(1)
        .saturating_mul(requete.par_page.min(PAR_PAGE_MAX))
        .min(PROFONDEUR_MAX);
    if a_affiner { fin.max(AFFINES) } else { fin }
}

fn titre_exact(analyse: &Analyse, poids: f32) -> Option<(u32, f32)> {
    let idf: f32 = analyse.termes.iter().map(|t| t.idf).sum();
    let cles: Vec<String> = analyse.termes.iter().map(|t| t.cle.clone()).collect();
    (!analyse.vide()).then(|| ((signature_du_titre(&cles) >> 8) as u32, poids * idf))
}

fn lire_page(
    interieur: &Interieur,
    generation: &Generation,
    requete: &Requete,
    candidats: &[Candidat],
) -> Result<Vec<Resultat>, Erreur> {
    let par_page = requete.par_page.min(PAR_PAGE_MAX);
    let debut = requete.page.saturating_mul(par_page);
    let page = candidats.iter().take(PROFONDEUR_MAX).skip(debut).take(par_page);
    page.map(|c| lire_resultat(interieur, generation, *c)).collect()
}

fn lire_resultat(
    interieur: &Interieur,
    generation: &Generation,
    candidat: Candidat,
) -> Result<Resultat, Erreur> {
    let adresse = tantivy::DocAddress::new(candidat.segment, candidat.doc);
    let document: TantivyDocument = generation.searcher.doc(adresse)?;
    let champs = &interieur.champs;
    let profil =
        generation.segments[candidat.segment as usize].colonnes.profils[candidat.doc as usize];
    let profils = &generation.tables.profils;
    Ok(Resultat {
        id: document.get_first(champs.id).and_then(|v| v.as_str()).unwrap_or_default().to_owned(),
        genre: profils.genres.valeur(profils.liste[profil as usize].genre).to_owned(),
        distance_km: (!candidat.carre.is_nan()).then(|| km_de(candidat.carre).ceil() as u32),
        score: candidat.score,
        charge: document
            .get_first(champs.charge)
            .and_then(|v| v.as_bytes())
            .unwrap_or_default()
            .to_vec(),
    })
}

fn composer(
    interieur: &Interieur,
    generation: &Generation,
    requete: &Requete,
    analyse: &Analyse,
    criteres: &Criteres,
    comptes: &Comptes,
    resultats: Vec<Resultat>,
) -> Reponse {
    let plan = &interieur.plan;
    let drapeaux = plan.drapeaux.iter().enumerate();
    Reponse {
        total: comptes.total,
        resultats,
        facettes: requete
            .facettes
            .iter()
            .filter_map(|f| comptes.facette(plan, generation, criteres, f))
            .collect(),
        drapeaux: drapeaux
            .map(|(rang, nom)| (nom.clone(), comptes.drapeau(generation, criteres, rang)))
            .collect(),
        termes: analyse.cles(),
        corrections: analyse.corrections(generation),
    }
}

/// Widens the circle until enough documents are in it.
pub(crate) fn plus_proches(
    interieur: &Interieur,
    generation: &Generation,
    brouillon: &mut Brouillon,
    requete: &Requete,
    combien: usize,
) -> Result<Vec<Resultat>, Erreur> {
    let Lieu::Cercle { centre, rayon_km } = requete.lieu else { return Ok(Vec::new()) };
    let mut rayon_km = (2.0 * rayon_km).max(RAYON_ELARGI);
    let mut requete = Requete {
        tri: Tri::Proximite { origine: None },
        page: 0,
        par_page: combien,
        facettes: Vec::new(),
        ..requete.clone()
    };
    loop {
        requete.lieu = Lieu::Cercle { centre, rayon_km };
        let reponse = chercher(interieur, generation, brouillon, &requete)?;
        if reponse.total >= combien || rayon_km >= DEMI_TOUR {
            return Ok(reponse.resultats);
        }
        rayon_km *= 2.0;
    }
}

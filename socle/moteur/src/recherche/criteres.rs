//! The filters of a request, decided once per profile where they can be.

use crate::colonnes::{Colonnes, Fiche};
use crate::erreur::Erreur;
use crate::espace::{Cercle, Vecteur};
use crate::generation::Generation;
use crate::plan::{Casier, Plan, Taille};
use crate::profils::Profil;
use crate::requete::{Filtre, Lieu, Requete, Tri};

use super::examen::{self, Examen, FiltreCle, FiltreGrande, a_une_valeur};

/// A profile that can neither be found nor counted.
const EXCLU: u32 = u32::MAX;

/// Filters in a request; each takes a bit.
const FILTRES_MAX: usize = 30;

/// What a filter is about: the only thing it does not prevent from counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cible {
    Facette(Casier),
    /// Flag, by its rank in the plan.
    Drapeau(usize),
}

/// Restriction to a territory.
pub(crate) struct Territoire {
    pub facette: usize,
    pub rangs: Vec<u32>,
}

/// A request, compiled for a generation.
pub(crate) struct Criteres {
    /// For each profile, the bits of the filters it fails.
    pub echecs: Vec<u32>,
    /// For each bit, what its filter is about.
    pub cibles: Vec<Cible>,
    pub cercle: Option<Cercle>,
    pub territoire: Option<Territoire>,
    /// Where distances are measured from.
    centre: Option<Vecteur>,
    grandes: Vec<FiltreGrande>,
    cles: Vec<FiltreCle>,
}

/// More than one bit is set: the document counts nowhere.
#[inline]
pub(crate) fn plusieurs(echec: u32) -> bool {
    echec & echec.wrapping_sub(1) != 0
}

impl Criteres {
    pub fn new(plan: &Plan, generation: &Generation, requete: &Requete) -> Result<Self, Erreur> {
        let cercle = match requete.lieu {
            Lieu::Cercle { centre, rayon_km } => Some(Cercle::new(centre, rayon_km)),
            _ => None,
        };
        let mut criteres = Self {
            echecs: vec![0; generation.tables.profils.liste.len()],
            cibles: Vec::new(),
            centre: centre(requete, cercle.as_ref()),
            territoire: territoire(plan, generation, &requete.lieu)?,
            cercle,
            grandes: Vec::new(),
            cles: Vec::new(),
        };
        if requete.filtres.len() > FILTRES_MAX {
            return Err(Erreur::Requete(format!("plus de {FILTRES_MAX} filtres")));
        }
        criteres.garder_les_genres(generation, &requete.genres);
        requete.filtres.iter().try_for_each(|f| criteres.ajouter(plan, generation, f))?;
        criteres.exiger_la_cle_du_tri(plan, &requete.tri)?;
        Ok(criteres)
    }

    /// The profile of a document decides alone.
    pub fn par_profil(&self) -> bool {
        self.cercle.is_none()
            && self.territoire.is_none()
            && self.grandes.is_empty()
            && self.cles.is_empty()
    }

    /// Every document passes.
    pub fn sans_filtre(&self) -> bool {
        self.par_profil() && self.echecs.iter().all(|e| *e == 0)
    }

    /// Squared distance to where distances are measured from; NaN without that or a place.
    #[inline]
    pub fn carre(&self, fiche: &Fiche) -> f32 {
        self.centre.map_or(f32::NAN, |centre| centre.carre(fiche.place))
    }

    /// Applies to a batch what the profiles do not decide. What stays fails one filter at most.
    pub fn filtrer(&self, colonnes: &Colonnes, lot: &mut Vec<Examen>) {
        examen::ecarter(lot);
        if let Some(cercle) = &self.cercle {
            // A document without a place is at distance NaN, which is not "at most" anything.
            examen::garder(lot, |e| e.carre <= cercle.carre);
        }
        if let Some(t) = &self.territoire {
            examen::garder(lot, |e| a_une_valeur(colonnes, t.facette, e.doc, &t.rangs, false));
        }
        self.cles.iter().for_each(|f| f.filtrer(colonnes, lot));
        self.grandes.iter().for_each(|f| f.marquer(colonnes, lot));
        if !self.grandes.is_empty() {
            examen::ecarter(lot);
        }
    }

    /// The large facet whose filter is the only one failed, if it is one.
    pub fn grande_seule(&self, echec: u32) -> Option<usize> {
        match self.cibles.get(echec.trailing_zeros() as usize)? {
            Cible::Facette(Casier::Grande(facette)) => Some(*facette),
            _ => None,
        }
    }

    fn garder_les_genres(&mut self, generation: &Generation, genres: &[String]) {
        let gardes: Vec<u32> =
            genres.iter().filter_map(|g| generation.tables.profils.genres.rang(g)).collect();
        if !genres.is_empty() {
            self.exclure(generation, |profil| !gardes.contains(&profil.genre));
        }
    }

    fn exclure(&mut self, generation: &Generation, exclu: impl Fn(&Profil) -> bool) {
        for (echec, profil) in self.echecs.iter_mut().zip(&generation.tables.profils.liste) {
            *echec |= if exclu(profil) { EXCLU } else { 0 };
        }
    }

    fn ajouter(
        &mut self,
        plan: &Plan,
        generation: &Generation,
        filtre: &Filtre,
    ) -> Result<(), Erreur> {
        match filtre {
            Filtre::Facette { nom, valeurs, absents } => {
                self.ajouter_facette(plan, generation, nom, valeurs, *absents)
            }
            Filtre::Drapeau { nom, valeur } => self.ajouter_drapeau(plan, generation, nom, *valeur),
            Filtre::Cle { nom, min, max, absents, sauf_drapeau } => {
                let exemptes = sauf_drapeau
                    .as_ref()
                    .map_or(Ok(Vec::new()), |d| avec_drapeau(plan, generation, d))?;
                let (min, max) = (min.unwrap_or(i32::MIN), max.unwrap_or(i32::MAX));
                self.cles.push(FiltreCle {
                    cle: cle(plan, nom)?,
                    min,
                    max,
                    absents: *absents,
                    exemptes,
                });
                Ok(())
            }
        }
    }

    fn ajouter_facette(
        &mut self,
        plan: &Plan,
        generation: &Generation,
        nom: &str,
        valeurs: &[String],
        absents: bool,
    ) -> Result<(), Erreur> {
        let casier = plan.casier(nom).ok_or_else(|| inconnu("facette", nom))?;
        let bit = 1 << self.cibles.len();
        self.cibles.push(Cible::Facette(casier));
        match casier {
            Casier::Grande(facette) => {
                let rangs = rangs(&generation.tables.valeurs[facette], valeurs);
                self.grandes.push(FiltreGrande { bit, facette, rangs, absents });
            }
            Casier::Petite(petite) => {
                let rangs = rangs(&generation.tables.profils.valeurs[petite], valeurs);
                self.marquer(generation, bit, |profil| {
                    let siennes = &profil.facettes[petite];
                    siennes.iter().any(|v| rangs.contains(v)) || (absents && siennes.is_empty())
                });
            }
        }
        Ok(())
    }

    fn ajouter_drapeau(
        &mut self,
        plan: &Plan,
        generation: &Generation,
        nom: &str,
        valeur: bool,
    ) -> Result<(), Erreur> {
        let drapeau = plan.drapeau(nom).ok_or_else(|| inconnu("drapeau", nom))?;
        let bit = 1 << self.cibles.len();
        self.cibles.push(Cible::Drapeau(drapeau));
        self.marquer(generation, bit, |profil| (profil.drapeaux >> drapeau & 1 == 1) == valeur);
        Ok(())
    }

    fn marquer(&mut self, generation: &Generation, bit: u32, passe: impl Fn(&Profil) -> bool) {
        for (echec, profil) in self.echecs.iter_mut().zip(&generation.tables.profils.liste) {
            *echec |= if passe(profil) { 0 } else { bit };
        }
    }

    fn exiger_la_cle_du_tri(&mut self, plan: &Plan, tri: &Tri) -> Result<(), Erreur> {
        if let Tri::Cle { nom, .. } = tri {
            self.cles.push(FiltreCle {
                cle: cle(plan, nom)?,
                min: i32::MIN,
                max: i32::MAX,
                absents: false,
                exemptes: Vec::new(),
            });
        }
        Ok(())
    }
}

fn centre(requete: &Requete, cercle: Option<&Cercle>) -> Option<Vecteur> {
    let origine = match requete.tri {
        Tri::Proximite { origine } => origine.map(Vecteur::du_point),
        _ => None,
    };
    cercle.map(|c| c.centre).or(origine)
}

fn territoire(
    plan: &Plan,
    generation: &Generation,
    lieu: &Lieu,
) -> Result<Option<Territoire>, Erreur> {
    let Lieu::Territoire { facette, valeurs } = lieu else { return Ok(None) };
    let declare = plan.facettes.iter().any(|f| f.nom == *facette && f.taille == Taille::Territoire);
    let Some(Casier::Grande(rang)) = plan.casier(facette).filter(|_| declare) else {
        return Err(inconnu("territoire", facette));
    };
    Ok(Some(Territoire { facette: rang, rangs: rangs(&generation.tables.valeurs[rang], valeurs) }))
}

fn rangs(table: &crate::interne::Interne, valeurs: &[String]) -> Vec<u32> {
    let mut rangs: Vec<u32> = valeurs.iter().filter_map(|v| table.rang(v)).collect();
    rangs.sort_unstable();
    rangs.dedup();
    rangs
}

/// For each profile, whether it has a flag.
fn avec_drapeau(plan: &Plan, generation: &Generation, nom: &str) -> Result<Vec<bool>, Erreur> {
    let drapeau = plan.drapeau(nom).ok_or_else(|| inconnu("drapeau", nom))?;
    Ok(generation.tables.profils.liste.iter().map(|p| p.drapeaux >> drapeau & 1 == 1).collect())
}

fn cle(plan: &Plan, nom: &str) -> Result<usize, Erreur> {
    plan.cle(nom).ok_or_else(|| inconnu("clé", nom))
}

pub(crate) fn inconnu(quoi: &str, nom: &str) -> Erreur {
    Erreur::Requete(format!("{quoi} « {nom} » inconnu(e) de l'index"))
}

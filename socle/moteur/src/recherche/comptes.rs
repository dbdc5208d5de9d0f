//! Counting the facets: one counter per profile, one per value of each large facet.

use crate::colonnes::Colonnes;
use crate::generation::Generation;
use crate::plan::{Plan, Taille};
use crate::reponse::ComptesFacette;
use crate::requete::FacetteVoulue;

use super::criteres::{Cible, Criteres, rang_petite};

/// Counters of a large facet; `touches` lists the values that are not at 0.
#[derive(Default)]
struct CompteGrande {
    voulue: bool,
    comptes: Vec<u32>,
    touches: Vec<u32>,
}

/// The counters of a search, kept from one search to the next.
#[derive(Default)]
pub(crate) struct Comptes {
    pub total: usize,
    par_profil: Vec<u32>,
    /// For each facet of the plan; unused for the small ones.
    grandes: Vec<CompteGrande>,
    /// Ranks of the large facets to count.
    voulues: Vec<usize>,
}

impl Comptes {
    /// Back to 0, for the facets of a request.
    pub fn preparer(&mut self, plan: &Plan, generation: &Generation, voulues: &[FacetteVoulue]) {
        self.total = 0;
        self.par_profil.clear();
        self.par_profil.resize(generation.tables.profils.liste.len(), 0);
        self.grandes.resize_with(plan.facettes.len(), CompteGrande::default);
        self.voulues.clear();
        for (rang, grande) in self.grandes.iter_mut().enumerate() {
            let facette = &plan.facettes[rang];
            grande.voulue = facette.taille != Taille::Petite && voulues.iter().any(|v| v.nom == facette.nom);
            grande.vider(generation.tables.valeurs[rang].len());
            if grande.voulue {
                self.voulues.push(rang);
            }
        }
    }

    /// Some large facet must be counted document by document.
    pub fn compte_des_grandes(&self) -> bool {
        !self.voulues.is_empty()
    }

    /// Counts `nombre` documents of a profile.
    #[inline]
    pub fn profil(&mut self, profil: usize, nombre: u32) {
        self.par_profil[profil] += nombre;
    }

    /// Counts a document found in every large facet.
    #[inline]
    pub fn toutes_les_grandes(&mut self, colonnes: &Colonnes, doc: u32) {
        for rang in &self.voulues {
            self.grandes[*rang].ajouter(colonnes, *rang, doc);
        }
    }

    /// Counts a document that failed only the filter of this large facet.
    #[inline]
    pub fn une_grande(&mut self, colonnes: &Colonnes, rang: usize, doc: u32) {
        if self.grandes[rang].voulue {
            self.grandes[rang].ajouter(colonnes, rang, doc);
        }
    }

    /// The counts of a facet, most frequent values first.
    pub fn facette(&self, plan: &Plan, generation: &Generation, criteres: &Criteres, voulue: &FacetteVoulue) -> Option<ComptesFacette> {
        let rang = plan.facette(&voulue.nom)?;
        let valeurs = if plan.facettes[rang].taille == Taille::Petite {
            let petite = rang_petite(plan, rang);
            let table = &generation.tables.profils.valeurs[petite];
            premieres(self.petite(generation, criteres, petite), voulue.combien, |v| table.valeur(v))
        } else {
            let table = &generation.tables.valeurs[rang];
            premieres(self.grandes[rang].lire(), voulue.combien, |v| table.valeur(v))
        };
        Some(ComptesFacette { nom: voulue.nom.clone(), valeurs })
    }

    fn petite(&self, generation: &Generation, criteres: &Criteres, petite: usize) -> Vec<(u32, u32)> {
        let mut comptes = vec![0; generation.tables.profils.valeurs[petite].len()];
        for (profil, nombre) in self.profils_comptes(criteres, Cible::Petite(petite)) {
            for valeur in &generation.tables.profils.liste[profil].facettes[petite] {
                comptes[*valeur as usize] += nombre;
            }
        }
        comptes.into_iter().enumerate().filter(|(_, n)| *n > 0).map(|(v, n)| (v as u32, n)).collect()
    }

    /// How many documents have a flag.
    pub fn drapeau(&self, generation: &Generation, criteres: &Criteres, drapeau: usize) -> usize {
        let profils = self.profils_comptes(criteres, Cible::Drapeau(drapeau));
        let avec = profils.filter(|(p, _)| generation.tables.profils.liste[*p].drapeaux >> drapeau & 1 == 1);
        avec.map(|(_, n)| n as usize).sum()
    }

    /// Profiles counted for a target: those that fail no filter, or only its own.
    fn profils_comptes<'a>(&'a self, criteres: &'a Criteres, cible: Cible) -> impl Iterator<Item = (usize, u32)> + 'a {
        let comptes = self.par_profil.iter().enumerate().filter(|(_, n)| **n > 0);
        let concernes = comptes.filter(move |(profil, _)| {
            let echec = criteres.echecs[*profil];
            echec == 0 || (echec.is_power_of_two() && criteres.cibles[echec.trailing_zeros() as usize] == cible)
        });
        concernes.map(|(profil, n)| (profil, *n))
    }
}

impl CompteGrande {
    fn vider(&mut self, valeurs: usize) {
        for touche in self.touches.drain(..) {
            self.comptes[touche as usize] = 0;
        }
        if self.voulue && self.comptes.len() < valeurs {
            self.comptes.resize(valeurs, 0);
        }
    }

    #[inline]
    fn ajouter(&mut self, colonnes: &Colonnes, rang: usize, doc: u32) {
        let Some(colonne) = &colonnes.facettes[rang] else { return };
        for valeur in colonne.valeurs(doc) {
            let compte = &mut self.comptes[*valeur as usize];
            if *compte == 0 {
                self.touches.push(*valeur);
            }
            *compte += 1;
        }
    }

    fn lire(&self) -> Vec<(u32, u32)> {
        self.touches.iter().map(|v| (*v, self.comptes[*v as usize])).collect()
    }
}

/// The most frequent values, equal ones in the order of their names.
fn premieres<'a>(mut comptes: Vec<(u32, u32)>, combien: usize, nom: impl Fn(u32) -> &'a str) -> Vec<(String, usize)> {
    let ordre = |a: &(u32, u32), b: &(u32, u32)| b.1.cmp(&a.1).then_with(|| nom(a.0).cmp(nom(b.0)));
    if combien == 0 {
        return Vec::new();
    }
    if comptes.len() > combien {
        comptes.select_nth_unstable_by(combien - 1, ordre);
        comptes.truncate(combien);
    }
    comptes.sort_unstable_by(ordre);
    comptes.into_iter().map(|(v, n)| (nom(v).to_owned(), n as usize)).collect()
}

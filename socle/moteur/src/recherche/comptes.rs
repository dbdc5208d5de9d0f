//! Counting the facets: one counter per profile, one per value of each large facet.

use crate::colonnes::{ColonneFacette, Colonnes, SANS_VALEUR};
use crate::generation::{Generation, VALEURS_MAX};
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
    /// Every document is counted: the generation knows the large facets.
    tout: bool,
}

impl Comptes {
    /// Back to 0, for the facets of a request.
    pub fn preparer(&mut self, plan: &Plan, generation: &Generation, voulues: &[FacetteVoulue]) {
        self.total = 0;
        self.tout = false;
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

    /// Counts every document there is, without looking at them.
    pub fn tout(&mut self, generation: &Generation) {
        self.tout = true;
        self.total = generation.searcher.num_docs() as usize;
        for segment in &generation.segments {
            let comptes = self.par_profil.iter_mut().zip(&segment.par_profil);
            comptes.for_each(|(compte, n)| *compte += n);
        }
    }

    /// Counts a document of a profile.
    #[inline]
    pub fn profil(&mut self, profil: usize) {
        self.par_profil[profil] += 1;
    }

    /// Counts documents found in every large facet.
    pub fn toutes_les_grandes(&mut self, colonnes: &Colonnes, docs: &[u32]) {
        for rang in &self.voulues {
            self.grandes[*rang].ajouter(colonnes.facettes[*rang].as_ref(), docs);
        }
    }

    /// Counts a document that failed only the filter of this large facet.
    pub fn une_grande(&mut self, colonnes: &Colonnes, rang: usize, doc: u32) {
        if self.grandes[rang].voulue {
            self.grandes[rang].ajouter(colonnes.facettes[rang].as_ref(), &[doc]);
        }
    }

    /// The counts of a facet, most frequent values first.
    pub fn facette(&self, plan: &Plan, generation: &Generation, criteres: &Criteres, voulue: &FacetteVoulue) -> Option<ComptesFacette> {
        let rang = plan.facette(&voulue.nom)?;
        let combien = voulue.combien.min(VALEURS_MAX);
        let valeurs = if plan.facettes[rang].taille == Taille::Petite {
            let petite = rang_petite(plan, rang);
            let table = &generation.tables.profils.valeurs[petite];
            premieres(self.petite(generation, criteres, petite), combien, |v| table.valeur(v))
        } else {
            let table = &generation.tables.valeurs[rang];
            premieres(self.grande(generation, rang), combien, |v| table.valeur(v))
        };
        Some(ComptesFacette { nom: voulue.nom.clone(), valeurs })
    }

    fn grande(&self, generation: &Generation, rang: usize) -> Vec<(u32, u32)> {
        if self.tout { generation.frequentes(rang).to_vec() } else { self.grandes[rang].lire() }
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

    fn ajouter(&mut self, colonne: Option<&ColonneFacette>, docs: &[u32]) {
        match colonne {
            None => {}
            Some(ColonneFacette::Une(valeurs)) => {
                for doc in docs {
                    let valeur = valeurs[*doc as usize];
                    if valeur != SANS_VALEUR {
                        self.compter(valeur);
                    }
                }
            }
            Some(plusieurs) => {
                for valeur in docs.iter().flat_map(|doc| plusieurs.valeurs(*doc)) {
                    self.compter(*valeur);
                }
            }
        }
    }

    #[inline]
    fn compter(&mut self, valeur: u32) {
        let compte = &mut self.comptes[valeur as usize];
        if *compte == 0 {
            self.touches.push(valeur);
        }
        *compte += 1;
    }

    fn lire(&self) -> Vec<(u32, u32)> {
        self.touches.iter().map(|v| (*v, self.comptes[*v as usize])).collect()
    }
}

/// The most frequent values, equal ones in the order of their names. Which of the equal ones
/// make the cut is left to their numbers: names are too slow to compare by the hundred thousand.
fn premieres<'a>(comptes: Vec<(u32, u32)>, combien: usize, nom: impl Fn(u32) -> &'a str) -> Vec<(String, usize)> {
    let mut cles: Vec<u64> = comptes.into_iter().map(|(valeur, n)| u64::from(n) << 32 | u64::from(!valeur)).collect();
    if combien == 0 {
        return Vec::new();
    }
    if cles.len() > combien {
        cles.select_nth_unstable_by(combien - 1, |a, b| b.cmp(a));
        cles.truncate(combien);
    }
    let mut premieres: Vec<(&str, usize)> = cles.into_iter().map(|cle| (nom(!(cle as u32)), (cle >> 32) as usize)).collect();
    premieres.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    premieres.into_iter().map(|(nom, n)| (nom.to_owned(), n)).collect()
}

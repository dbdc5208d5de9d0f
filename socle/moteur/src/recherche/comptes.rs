//! Counting the facets: one counter per profile, one per value of each large facet.

use crate::colonnes::Grandes;
use crate::generation::{Generation, VALEURS_MAX};
use crate::plan::{Casier, Plan};
use crate::reponse::ComptesFacette;
use crate::requete::FacetteVoulue;

use super::criteres::{Cible, Criteres};
use super::examen::Examen;

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
    /// For each large facet.
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
        self.grandes.resize_with(generation.tables.valeurs.len(), CompteGrande::default);
        self.voulues.clear();
        for (rang, (grande, facette)) in self.grandes.iter_mut().zip(plan.grandes()).enumerate() {
            grande.voulue = voulues.iter().any(|v| v.nom == facette.nom);
            grande.vider(generation.tables.valeurs[rang].len());
            if grande.voulue {
                self.voulues.push(rang);
            }
        }
    }

    /// Counts every document there is in the profiles, without looking at them.
    pub fn tout(&mut self, generation: &Generation, criteres: &Criteres) {
        self.tout = criteres.sans_filtre();
        for segment in &generation.segments {
            let comptes = self.par_profil.iter_mut().zip(&segment.par_profil);
            comptes.for_each(|(compte, n)| *compte += n);
        }
        let trouves =
            self.par_profil.iter().zip(&criteres.echecs).filter(|(_, echec)| **echec == 0);
        self.total = trouves.map(|(n, _)| *n as usize).sum();
    }

    /// Counts a document of a profile.
    #[inline]
    pub fn profil(&mut self, profil: u32) {
        self.par_profil[profil as usize] += 1;
    }

    /// Counts documents found in every large facet.
    pub fn toutes_les_grandes(&mut self, grandes: &Grandes, trouves: &[Examen]) {
        if self.tout || self.voulues.is_empty() {
            return;
        }
        // As `Passe::rapprocher`: every line of memory is asked for before any is waited for.
        let largeur = grandes.largeur;
        std::hint::black_box(
            trouves.iter().fold(0, |s, t| s ^ grandes.lignes[t.doc as usize * largeur]),
        );
        for facette in self.voulues.iter().filter(|f| grandes.plusieurs[**f].is_none()) {
            let compte = &mut self.grandes[*facette];
            trouves
                .iter()
                .for_each(|t| compte.compter(grandes.lignes[t.doc as usize * largeur + facette]));
        }
        for facette in &self.voulues {
            if let Some(plusieurs) = &grandes.plusieurs[*facette] {
                let valeurs = trouves.iter().flat_map(|t| plusieurs.valeurs(t.doc));
                valeurs.for_each(|v| self.grandes[*facette].compter(*v));
            }
        }
    }

    /// Counts a document that failed only the filter of this large facet.
    pub fn une_grande(&mut self, grandes: &Grandes, facette: usize, doc: u32) {
        if self.grandes[facette].voulue {
            grandes.valeurs(facette, doc).iter().for_each(|v| self.grandes[facette].compter(*v));
        }
    }

    /// The counts of a facet, most frequent values first.
    pub fn facette(
        &self,
        plan: &Plan,
        generation: &Generation,
        criteres: &Criteres,
        voulue: &FacetteVoulue,
    ) -> Option<ComptesFacette> {
        let combien = voulue.combien.min(VALEURS_MAX);
        let valeurs = match plan.casier(&voulue.nom)? {
            Casier::Petite(petite) => {
                let table = &generation.tables.profils.valeurs[petite];
                premieres(self.petite(generation, criteres, petite), combien, |v| table.valeur(v))
            }
            Casier::Grande(rang) => {
                let table = &generation.tables.valeurs[rang];
                premieres(self.grande(generation, rang), combien, |v| table.valeur(v))
            }
        };
        Some(ComptesFacette { nom: voulue.nom.clone(), valeurs })
    }

    fn grande(&self, generation: &Generation, rang: usize) -> Vec<(u32, u32)> {
        if self.tout { generation.frequentes(rang).to_vec() } else { self.grandes[rang].lire() }
    }

    fn petite(
        &self,
        generation: &Generation,
        criteres: &Criteres,
        petite: usize,
    ) -> Vec<(u32, u32)> {
        let mut comptes = vec![0; generation.tables.profils.valeurs[petite].len()];
        for (profil, nombre) in
            self.profils_comptes(criteres, Cible::Facette(Casier::Petite(petite)))
        {
            for valeur in &generation.tables.profils.liste[profil].facettes[petite] {
                comptes[*valeur as usize] += nombre;
            }
        }
        comptes
            .into_iter()
            .enumerate()
            .filter(|(_, n)| *n > 0)
            .map(|(v, n)| (v as u32, n))
            .collect()
    }

    /// How many documents have a flag.
    pub fn drapeau(&self, generation: &Generation, criteres: &Criteres, drapeau: usize) -> usize {
        let profils = self.profils_comptes(criteres, Cible::Drapeau(drapeau));
        let avec = profils
            .filter(|(p, _)| generation.tables.profils.liste[*p].drapeaux >> drapeau & 1 == 1);
        avec.map(|(_, n)| n as usize).sum()
    }

    /// Profiles counted for a target: those that fail no filter, or only its own.
    fn profils_comptes<'a>(
        &'a self,
        criteres: &'a Criteres,
        cible: Cible,
    ) -> impl Iterator<Item = (usize, u32)> + 'a {
        let comptes = self.par_profil.iter().enumerate().filter(|(_, n)| **n > 0);
        let concernes = comptes.filter(move |(profil, _)| {
            let echec = criteres.echecs[*profil];
            echec == 0
                || (echec.is_power_of_two()
                    && criteres.cibles[echec.trailing_zeros() as usize] == cible)
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
    fn compter(&mut self, valeur: u32) {
        let Some(compte) = self.comptes.get_mut(valeur as usize) else { return }; // SANS_VALEUR
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
fn premieres<'a>(
    comptes: Vec<(u32, u32)>,
    combien: usize,
    nom: impl Fn(u32) -> &'a str,
) -> Vec<(String, usize)> {
    let mut cles: Vec<u64> =
        comptes.into_iter().map(|(valeur, n)| u64::from(n) << 32 | u64::from(!valeur)).collect();
    if combien == 0 {
        return Vec::new();
    }
    if cles.len() > combien {
        cles.select_nth_unstable_by(combien - 1, |a, b| b.cmp(a));
        cles.truncate(combien);
    }
    let mut premieres: Vec<(&str, usize)> =
        cles.into_iter().map(|cle| (nom(!(cle as u32)), (cle >> 32) as usize)).collect();
    premieres.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    premieres.into_iter().map(|(nom, n)| (nom.to_owned(), n)).collect()
}

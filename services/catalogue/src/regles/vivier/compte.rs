//! Counting while searching: each row is judged once, and one that fails a single filter still
//! counts in that filter's own facet.

use super::{Criteres, FACETTES, Facette, Rangee, Selections, Territoire, Vivier};

/// A search under way.
pub struct Compteur<'a> {
    vivier: &'a Vivier,
    selections: Selections,
    comptes: Vec<Vec<u32>>,
    lignes: Vec<u32>,
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Trouve {
    /// The rows, in order.
    pub lignes: Vec<u32>,
    comptes: Vec<Vec<u32>>,
}

impl<'a> Compteur<'a> {
    /// Nothing counted yet.
    pub fn nouveau(vivier: &'a Vivier, criteres: &Criteres) -> Self {
        let selection = |facette: Facette| {
            let colonne = vivier.colonne(facette);
            let rangs = criteres.valeurs(facette).filter_map(|v| colonne.rangs.get(v).copied());
            criteres.valeurs(facette).next().map(|_| rangs.collect())
        };
        let comptes = vivier.colonnes.iter().map(|c| vec![0; c.valeurs.len()]).collect();
        let selections = Facette::TOUTES.map(selection);
        Compteur { vivier, selections, comptes, lignes: Vec::new() }
    }

    /// Judges a row.
    pub fn examiner(&mut self, n: u32, territoire: &Territoire) {
        let rangee: &Rangee = &self.vivier.rangees[n as usize];
        if !rangee.est_dans(territoire) {
            return;
        }
        let ratees: Vec<usize> = self.ratees(n as usize);
        match ratees[..] {
            [] => {
                self.lignes.push(n);
                (0..FACETTES).for_each(|facette| self.compter(facette, n as usize));
            }
            [seule] => self.compter(seule, n as usize),
            _ => {}
        }
    }

    /// The facets whose filter the row fails; beyond two, nobody needs to know.
    fn ratees(&self, n: usize) -> Vec<usize> {
        let filtres = self.selections.iter().enumerate();
        let ratees = filtres.filter(|(facette, choisies)| match choisies {
            None => false,
            Some(choisies) => {
                !self.vivier.colonnes[*facette].de(n).iter().any(|v| choisies.contains(v))
            }
        });
        ratees.map(|(facette, _)| facette).take(2).collect()
    }

    fn compter(&mut self, facette: usize, n: usize) {
        for valeur in self.vivier.colonnes[facette].de(n) {
            self.comptes[facette][*valeur as usize] += 1;
        }
    }

    /// What was found.
    pub fn fini(self) -> Trouve {
        Trouve { lignes: self.lignes, comptes: self.comptes }
    }
}

impl Trouve {
    /// Every value of a facet with its key, label and count, most frequent first.
    pub fn comptes<'v>(
        &self,
        vivier: &'v Vivier,
        facette: Facette,
    ) -> Vec<(&'v str, &'v str, u32)> {
        let valeurs = &vivier.colonne(facette).valeurs;
        let comptes = self.comptes.get(facette as usize).map_or(&[][..], Vec::as_slice);
        let paires = valeurs.iter().zip(comptes);
        let mut comptes: Vec<_> =
            paires.map(|((cle, libelle), n)| (cle.as_str(), libelle.as_str(), *n)).collect();
        comptes.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(b.1)));
        comptes
    }
}

//! A window of documents: what each term gives them, before anything else is looked at.

use super::passe::Touche;

/// Documents in a window: its cells stay in the first levels of cache.
pub(crate) const LARGEUR: u32 = 4_096;

/// What a document has received.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Case {
    /// Terms it has.
    pub masque: u32,
    /// Score from its title, before the length of the title is known.
    pub titre: f32,
    /// Score from everything else.
    pub autre: f32,
}

/// What one posting gives, by sum of origins.
pub(crate) type Apports = [Case; crate::schema::origine::SOMMES];

/// The cells of consecutive documents.
pub(crate) struct Fenetre {
    debut: u32,
    cases: Vec<Case>,
    touches: Vec<u64>,
}

impl Default for Fenetre {
    fn default() -> Self {
        Self {
            debut: 0,
            cases: vec![Case::default(); LARGEUR as usize],
            touches: vec![0; LARGEUR as usize / 64],
        }
    }
}

impl Fenetre {
    /// Places the (empty) window.
    pub fn placer(&mut self, debut: u32) {
        self.debut = debut;
    }

    /// First document of the window.
    pub fn debut(&self) -> u32 {
        self.debut
    }

    /// Gives to a document.
    #[inline]
    pub fn crediter(&mut self, doc: u32, apport: &Case) {
        let rang = (doc - self.debut) as usize;
        self.touches[rang / 64] |= 1 << (rang % 64);
        ajouter(&mut self.cases[rang], apport);
    }

    /// Gives to a document unless it already has these terms.
    #[inline]
    pub fn suppleer(&mut self, doc: u32, apport: &Case) {
        let deja = self.cases[(doc - self.debut) as usize].masque;
        if apport.masque & !deja != 0 {
            self.crediter(doc, apport);
        }
    }

    /// Gives to a document that already received something.
    #[inline]
    pub fn bonifier(&mut self, doc: u32, apport: &Case) {
        let rang = (doc - self.debut) as usize;
        if self.touches[rang / 64] >> (rang % 64) & 1 == 1 {
            ajouter(&mut self.cases[rang], apport);
        }
    }

    /// Empties the window; the documents that received at least `requis` terms go to `touches`,
    /// in order.
    pub fn vider(&mut self, requis: u32, touches: &mut Vec<Touche>) {
        touches.clear();
        for mot in 0..self.touches.len() {
            let mut reste = std::mem::take(&mut self.touches[mot]);
            while reste != 0 {
                let rang = mot * 64 + reste.trailing_zeros() as usize;
                reste &= reste - 1;
                let Case { masque, titre, autre } = std::mem::take(&mut self.cases[rang]);
                if masque.count_ones() >= requis {
                    touches.push(Touche { doc: self.debut + rang as u32, titre, autre });
                }
            }
        }
    }
}

#[inline]
fn ajouter(case: &mut Case, apport: &Case) {
    case.masque |= apport.masque;
    case.titre += apport.titre;
    case.autre += apport.autre;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_forgets_everything() {
        let mut fenetre = Fenetre::default();
        fenetre.placer(10_000);
        let un = Case { masque: 1, titre: 1.0, autre: 0.0 };
        let deux = Case { masque: 2, titre: 0.0, autre: 2.0 };
        fenetre.crediter(10_100, &un);
        fenetre.suppleer(10_100, &un);
        fenetre.suppleer(10_100, &deux);
        fenetre.bonifier(10_101, &un);
        fenetre.crediter(14_095, &un);
        let mut touches = Vec::new();
        let mut vider = |requis| {
            fenetre.vider(requis, &mut touches);
            touches.iter().map(|t| (t.doc, t.titre, t.autre)).collect::<Vec<_>>()
        };
        assert_eq!(vider(2), [(10_100, 1.0, 2.0)]);
        assert_eq!(vider(0), []);
    }
}

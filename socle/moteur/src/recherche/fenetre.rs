//! A window of documents: what each term gives them, before anything else is looked at.

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
        Self { debut: 0, cases: vec![Case::default(); LARGEUR as usize], touches: vec![0; LARGEUR as usize / 64] }
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

    /// Calls `agir` for each document that received something, in order, and empties the window.
    #[inline]
    pub fn vider(&mut self, mut agir: impl FnMut(u32, Case)) {
        for (mot, touches) in self.touches.iter_mut().enumerate() {
            let mut reste = std::mem::take(touches);
            while reste != 0 {
                let rang = mot * 64 + reste.trailing_zeros() as usize;
                reste &= reste - 1;
                agir(self.debut + rang as u32, std::mem::take(&mut self.cases[rang]));
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
        let mut vus = Vec::new();
        fenetre.vider(|doc, case| vus.push((doc, case.masque, case.titre, case.autre)));
        assert_eq!(vus, [(10_100, 3, 1.0, 2.0)]);
        fenetre.vider(|doc, _| panic!("{doc} is still there"));
    }
}

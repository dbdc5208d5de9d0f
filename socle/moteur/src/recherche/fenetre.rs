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

    /// The documents that received something, in order; the window is empty when it ends.
    #[inline]
    pub fn vider(&mut self) -> impl Iterator<Item = (u32, Case)> {
        let (debut, cases) = (self.debut, &mut self.cases);
        let mots = self.touches.iter_mut().enumerate();
        let rangs = mots.flat_map(|(mot, touches)| {
            let mut reste = std::mem::take(touches);
            std::iter::from_fn(move || {
                let rang = mot * 64 + reste.trailing_zeros() as usize;
                reste &= reste.wrapping_sub(1);
                (rang < mot * 64 + 64).then_some(rang)
            })
        });
        rangs.map(move |rang| (debut + rang as u32, std::mem::take(&mut cases[rang])))
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
        let vus: Vec<_> = fenetre.vider().map(|(doc, case)| (doc, case.masque, case.titre, case.autre)).collect();
        assert_eq!(vus, [(10_100, 3, 1.0, 2.0), (14_095, 1, 1.0, 0.0)]);
        assert_eq!(fenetre.vider().count(), 0);
    }
}

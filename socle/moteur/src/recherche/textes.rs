//! Matching the words: every posting list of the query walked together, window by window.

use std::io;
use std::ops::Range;

use tantivy::TERMINATED;
use tantivy::schema::IndexRecordOption;

use crate::analyse::{Alternative, Analyse, Terme};
use crate::generation::Segment;
use crate::indexation::couple;
use crate::plan::Poids;
use crate::schema::origine;

use super::curseur::{Curseur, Source, phrase};
use super::fenetre::{Apports, Case, Fenetre, LARGEUR};
use super::passe::{Passe, Touche};

/// How a posting list gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Maniere {
    /// To every document.
    Toujours,
    /// Only terms that a document does not have yet.
    SiAbsent,
    /// As `SiAbsent`, to the documents that a keyword opens.
    AuxOuverts,
    /// Only to documents that already have something.
    Bonus,
}

/// A posting list and what it gives.
struct Piste {
    source: Source,
    apports: Apports,
    maniere: Maniere,
}

impl Piste {
    /// Terms that the list may give.
    fn bits(&self) -> u32 {
        self.apports.iter().fold(0, |bits, apport| bits | apport.masque)
    }
}

/// The posting lists of a query in a segment.
pub(crate) struct Pistes {
    /// Lists that make a match, in the order they give.
    decisives: Vec<Piste>,
    bonus: Vec<Piste>,
    /// For each term, the decisive lists that may give it.
    par_terme: Vec<Vec<usize>>,
    requis: usize,
}

impl Pistes {
    pub fn ouvrir(segment: &Segment, analyse: &Analyse, poids: &Poids) -> io::Result<Self> {
        let requis = analyse.requis as usize;
        let mut pistes =
            Self { decisives: Vec::new(), bonus: Vec::new(), par_terme: Vec::new(), requis };
        pistes.termes(segment, analyse, poids)?;
        for alternative in &analyse.alternatives {
            pistes.alternative(segment, alternative)?;
        }
        pistes.bonus(segment, analyse, poids)?;
        let donneuses = |bit: u32| {
            pistes
                .decisives
                .iter()
                .enumerate()
                .filter(move |(_, p)| p.bits() & bit != 0)
                .map(|(i, _)| i)
        };
        pistes.par_terme =
            (0..analyse.termes.len()).map(|terme| donneuses(1 << terme).collect()).collect();
        Ok(pistes)
    }

    fn termes(&mut self, segment: &Segment, analyse: &Analyse, poids: &Poids) -> io::Result<()> {
        let termes: Vec<(usize, &Terme)> =
            analyse.termes.iter().enumerate().filter(|(_, t)| !t.muet).collect();
        // With a single term, a keyword is a match: only those that open their document are here.
        let seul = analyse.termes.len() == 1;
        for (rang, terme) in &termes {
            let apports = apports_du_mot(1 << rang, terme.idf, poids, seul);
            self.ajouter(mots(segment, &terme.cle)?, apports, Maniere::Toujours);
            let curseur = Curseur::ouvrir(&segment.nom, &terme.mot, IndexRecordOption::Basic)?;
            let apport = Case { masque: 1 << rang, titre: 0.0, autre: poids.nom * terme.idf };
            let source = curseur.map(|c| Source::Blocs(Box::new(c)));
            self.ajouter(source, [apport; origine::SOMMES], maniere_du_nom(terme, seul));
        }
        for (rang, terme) in &termes {
            for (cle, facteur) in &terme.variantes {
                let apports = apports_du_mot(1 << rang, terme.idf * facteur, poids, false);
                self.ajouter(mots(segment, cle)?, apports, Maniere::SiAbsent);
            }
        }
        Ok(())
    }

    fn ajouter(&mut self, source: Option<Source>, apports: Apports, maniere: Maniere) {
        self.decisives.extend(source.map(|source| Piste { source, apports, maniere }));
    }

    fn alternative(&mut self, segment: &Segment, alternative: &Alternative) -> io::Result<()> {
        let source = match alternative.cles.as_slice() {
            [seule] => mots(segment, seule)?,
            cles => phrase(&segment.couples, cles)?,
        };
        let apports = apports_de_phrase(alternative.bits, alternative.poids);
        self.ajouter(source, apports, Maniere::SiAbsent);
        Ok(())
    }

    fn bonus(&mut self, segment: &Segment, analyse: &Analyse, poids: &Poids) -> io::Result<()> {
        for paire in analyse.suite.windows(2) {
            let curseur = Curseur::ouvrir(
                &segment.couples,
                &couple(&paire[0], &paire[1]),
                IndexRecordOption::WithFreqs,
            )?;
            let poids = poids.expression * analyse.idf_du_couple(&paire[0], &paire[1]);
            let apports = apports_de_phrase(0, poids);
            self.bonus.extend(curseur.map(|c| Piste {
                source: Source::Blocs(Box::new(c)),
                apports,
                maniere: Maniere::Bonus,
            }));
        }
        let idf = analyse.idf_moyen();
        for [gauche, droite] in &analyse.locutions {
            let mode = IndexRecordOption::WithFreqs;
            let curseur = Curseur::ouvrir(&segment.couples, &couple(gauche, droite), mode)?;
            self.bonus.extend(curseur.map(|c| Piste {
                source: Source::Blocs(Box::new(c)),
                apports: reprises_de_locution(idf, poids),
                maniere: Maniere::Bonus,
            }));
        }
        for cle in &analyse.bonus {
            let apports = apports_du_diplome(poids.diplome * analyse.idf_moyen());
            self.bonus.extend(mots(segment, cle)?.map(|source| Piste {
                source,
                apports,
                maniere: Maniere::Bonus,
            }));
        }
        Ok(())
    }

    /// Walks the lists over some ranges and judges every document that has enough terms.
    pub fn balayer(
        &mut self,
        plages: &[Range<u32>],
        fenetre: &mut Fenetre,
        touches: &mut Vec<Touche>,
        passe: &mut Passe<'_, '_>,
    ) {
        let mut plages = plages;
        let mut debut = 0;
        loop {
            let prochain = self.prochain(debut);
            plages = &plages[plages.partition_point(|p| p.end <= prochain)..];
            let Some(plage) = plages.first() else { return };
            if plage.start > prochain {
                debut = plage.start;
                continue;
            }
            let fin = fin_de_fenetre(plages, prochain);
            fenetre.placer(prochain);
            self.remplir(fenetre, fin, passe);
            fenetre.vider(self.requis as u32, touches);
            passe.juger_les_touches(touches);
            debut = fin;
        }
    }

    /// First document, not before `debut`, that could have enough terms.
    fn prochain(&mut self, debut: u32) -> u32 {
        let premiers: Vec<u32> = self.decisives.iter_mut().map(|p| p.source.viser(debut)).collect();
        let par_terme = self
            .par_terme
            .iter()
            .map(|pistes| pistes.iter().map(|p| premiers[*p]).min().unwrap_or(TERMINATED));
        let mut par_terme: Vec<u32> = par_terme.collect();
        par_terme.sort_unstable();
        // Before the n-th of these documents, fewer than n terms have any.
        par_terme.get(self.requis - 1).copied().unwrap_or(TERMINATED)
    }

    fn remplir(&mut self, fenetre: &mut Fenetre, fin: u32, passe: &Passe<'_, '_>) {
        for Piste { source, apports, maniere } in &mut self.decisives {
            source.viser(fenetre.debut());
            match maniere {
                Maniere::SiAbsent => {
                    source.parcourir(fin, |doc, somme| fenetre.suppleer(doc, de(apports, somme)))
                }
                Maniere::AuxOuverts => {
                    source.parcourir(fin, |doc, somme| {
                        if passe.ouvrant(doc) {
                            fenetre.suppleer(doc, de(apports, somme));
                        }
                    });
                }
                _ => source.parcourir(fin, |doc, somme| fenetre.crediter(doc, de(apports, somme))),
            }
        }
        for Piste { source, apports, .. } in &mut self.bonus {
            source.viser(fenetre.debut());
            source.parcourir(fin, |doc, somme| fenetre.bonifier(doc, de(apports, somme)));
        }
    }
}

impl Passe<'_, '_> {
    /// A keyword alone finds this document.
    fn ouvrant(&self, doc: u32) -> bool {
        let profil = self.segment.colonnes.profils[doc as usize];
        self.jugement.generation.tables.profils.liste[profil as usize].ouvrant()
    }
}

/// A proper name is worth as much as a title. A word of titles in a name ("Aide et Soutien") only
/// makes up for a title that lacks it; alone, it does so for companies, which are named after
/// their trade, not for schools, which teach others too.
fn maniere_du_nom(terme: &Terme, seul: bool) -> Maniere {
    match (terme.commun, seul) {
        (false, _) => Maniere::Toujours,
        (true, true) => Maniere::AuxOuverts,
        (true, false) => Maniere::SiAbsent,
    }
}

#[inline]
fn de(apports: &Apports, somme: u32) -> &Case {
    &apports[somme as usize % origine::SOMMES]
}

/// Where the window that begins at `debut` ends: within reach, after the last useful range.
fn fin_de_fenetre(plages: &[Range<u32>], debut: u32) -> u32 {
    let limite = debut.saturating_add(LARGEUR);
    let atteintes = plages.partition_point(|p| p.start < limite);
    plages[atteintes - 1].end.min(limite)
}

fn mots(segment: &Segment, cle: &str) -> io::Result<Option<Source>> {
    let curseur = Curseur::ouvrir(&segment.mots, cle, IndexRecordOption::WithFreqs)?;
    Ok(curseur.map(|c| Source::Blocs(Box::new(c))))
}

/// A word counts where it is found; in keywords only, it makes a match if they are `ouvrants`.
fn apports_du_mot(bits: u32, idf: f32, poids: &Poids, ouvrants: bool) -> Apports {
    std::array::from_fn(|somme| {
        let (titre, libelle, mot_cle) = presences(somme);
        Case {
            masque: if titre || libelle || (mot_cle && ouvrants) { bits } else { 0 },
            titre: f32::from(titre) * poids.titre * idf,
            autre: (f32::from(libelle) * poids.libelle + f32::from(mot_cle) * poids.mot_cle) * idf,
        }
    })
}

/// A phrase counts a little more in a title than in a label, and more in a short title.
fn apports_de_phrase(bits: u32, poids: f32) -> Apports {
    std::array::from_fn(|somme| match presences(somme) {
        (true, libelle, _) => {
            let autre = if libelle { 1.1 } else { 0.7 };
            Case { masque: bits, titre: 0.4 * poids, autre: autre * poids }
        }
        (_, true, _) => Case { masque: bits, titre: 0.0, autre: poids },
        _ => Case::default(),
    })
}

/// What is taken back from a word that is there inside an expression that means something else.
fn reprises_de_locution(idf: f32, poids: &Poids) -> Apports {
    let reprise = (poids.locution - 1.0) * idf;
    std::array::from_fn(|somme| {
        let (titre, libelle, _) = presences(somme);
        Case {
            masque: 0,
            titre: f32::from(titre) * poids.titre * reprise,
            autre: f32::from(libelle) * poids.libelle * reprise,
        }
    })
}

/// A diploma word counts in the title only, however long the title.
fn apports_du_diplome(poids: f32) -> Apports {
    std::array::from_fn(|somme| Case {
        autre: f32::from(presences(somme).0) * poids,
        ..Case::default()
    })
}

fn presences(somme: usize) -> (bool, bool, bool) {
    let a = |origine: u32| somme as u32 & origine != 0;
    (a(origine::TITRE), a(origine::LIBELLE), a(origine::MOT_CLE))
}

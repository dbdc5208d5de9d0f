//! Suggestions while typing: labels whose words begin with the words typed.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

use crate::erreur::Erreur;
use crate::langue::plier_mots;
use crate::vocabulaire::a_une_faute_pres;

/// First line of a suggestions file.
const ENTETE: &str = "suggestions 1";

/// Words read in what is typed.
const MOTS_MAX: usize = 8;

/// From this length on, a word that leads nowhere is tried with one mistake.
const FAUTE_MIN: usize = 4;

/// A label to suggest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entree {
    /// What is shown and then searched.
    pub libelle: String,
    /// Heavier labels come first.
    pub poids: u32,
    /// What the caller knows it by (a trade, a diploma…).
    pub categorie: String,
}

/// A label suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// What is shown and then searched.
    pub libelle: &'a str,
    /// What the caller knows it by.
    pub categorie: &'a str,
}

/// The labels, sorted by weight, and an index of their words.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// Heaviest first, then shortest: the rank of an entry is its place among equals.
    entrees: Vec<Entree>,
    /// Folded words of each entry, joined by spaces.
    plis: Vec<String>,
    /// Entries in the alphabetical order of their folded words.
    alphabet: Vec<u32>,
    /// Every word, sorted.
    mots: Vec<String>,
    /// Entries of word `m`: `entrees_par_mot[debuts[m]..debuts[m + 1]]`. Words with a common
    /// beginning follow each other, so their entries are one slice.
    debuts: Vec<u32>,
    entrees_par_mot: Vec<u32>,
    /// Words of entry `e`: `mots_par_entree[fins[e - 1]..fins[e]]`.
    mots_par_entree: Vec<u32>,
    fins: Vec<u32>,
}

impl Suggestions {
    /// Indexes labels. Of several labels that fold alike, the heaviest stays.
    pub fn nouvelles(entrees: impl IntoIterator<Item = Entree>) -> Self {
        let mut entrees: Vec<Entree> = entrees.into_iter().collect();
        entrees.sort_by(|a, b| {
            b.poids
                .cmp(&a.poids)
                .then_with(|| (a.libelle.len(), &a.libelle).cmp(&(b.libelle.len(), &b.libelle)))
        });
        let mut plis: Vec<String> = Vec::with_capacity(entrees.len());
        let mut vus = HashSet::new();
        entrees.retain(|entree| {
            let pli = plier_mots(&entree.libelle).join(" ");
            let nouveau = !pli.is_empty() && vus.insert(pli.clone());
            if nouveau {
                plis.push(pli);
            }
            nouveau
        });
        Self { entrees, plis, ..Self::default() }.indexer()
    }

    fn indexer(mut self) -> Self {
        let mut par_mot: HashMap<&str, Vec<u32>> = HashMap::new();
        for (rang, pli) in self.plis.iter().enumerate() {
            for mot in pli.split(' ') {
                let rangs = par_mot.entry(mot).or_default();
                if rangs.last() != Some(&(rang as u32)) {
                    rangs.push(rang as u32);
                }
            }
        }
        let mut alphabet: Vec<u32> = (0..self.plis.len() as u32).collect();
        alphabet.sort_unstable_by_key(|rang| &self.plis[*rang as usize]);
        let mut mots: Vec<&str> = par_mot.keys().copied().collect();
        mots.sort_unstable();
        let mut par_entree: Vec<Vec<u32>> = vec![Vec::new(); self.plis.len()];
        let (mut debuts, mut entrees_par_mot) = (vec![0], Vec::new());
        for (m, mot) in mots.iter().enumerate() {
            par_mot[mot].iter().for_each(|e| par_entree[*e as usize].push(m as u32));
            entrees_par_mot.extend_from_slice(&par_mot[mot]);
            debuts.push(entrees_par_mot.len() as u32);
        }
        let mots: Vec<String> = mots.into_iter().map(str::to_owned).collect();
        for mots in par_entree {
            self.mots_par_entree.extend(mots);
            self.fins.push(self.mots_par_entree.len() as u32);
        }
        Self { alphabet, mots, debuts, entrees_par_mot, ..self }
    }

    /// Number of labels.
    pub fn len(&self) -> usize {
        self.entrees.len()
    }

    /// There is no label.
    pub fn is_empty(&self) -> bool {
        self.entrees.is_empty()
    }

    /// At most `combien` labels in which every word typed begins a word, accents aside: first
    /// those that begin with the whole text, then by weight, then the shortest. When there is
    /// none, one mistake per word is forgiven.
    pub fn chercher(&self, texte: &str, combien: usize) -> Vec<Suggestion<'_>> {
        let texte = &texte[..texte.floor_char_boundary(200)];
        let mut mots = plier_mots(texte);
        mots.truncate(MOTS_MAX);
        let mut rangs = self.commencant_par_le_texte(&mots.join(" "), combien);
        if rangs.len() < combien {
            let plages: Vec<_> = mots.iter().map(|m| vec![self.commencant_par(m)]).collect();
            self.completer(&mut rangs, &plages, combien);
        }
        if rangs.is_empty() {
            let plages: Vec<_> = mots.iter().map(|m| self.a_peu_pres(m)).collect();
            self.completer(&mut rangs, &plages, combien);
        }
        let entrees = rangs.into_iter().map(|rang| &self.entrees[rang as usize]);
        entrees.map(|e| Suggestion { libelle: &e.libelle, categorie: &e.categorie }).collect()
    }

    /// The best entries that begin with the whole text.
    fn commencant_par_le_texte(&self, pli: &str, combien: usize) -> Vec<u32> {
        if pli.is_empty() || combien == 0 {
            return Vec::new();
        }
        let premier = self.alphabet.partition_point(|e| self.plis[*e as usize].as_str() < pli);
        let nombre =
            self.alphabet[premier..].partition_point(|e| self.plis[*e as usize].starts_with(pli));
        let mut rangs = self.alphabet[premier..premier + nombre].to_vec();
        if rangs.len() > combien {
            rangs.select_nth_unstable(combien - 1);
            rangs.truncate(combien);
        }
        rangs.sort_unstable();
        rangs
    }

    /// Adds the best of the entries that have these words, up to `combien`.
    fn completer(&self, rangs: &mut Vec<u32>, plages: &[Vec<Range<u32>>], combien: usize) {
        let premiers = rangs.clone();
        rangs.extend(
            self.communes(plages)
                .filter(|rang| !premiers.contains(rang))
                .take(combien - premiers.len()),
        );
    }

    /// Words that begin so.
    fn commencant_par(&self, debut: &str) -> Range<u32> {
        let premier = self.mots.partition_point(|m| m.as_str() < debut);
        let nombre = self.mots[premier..].partition_point(|m| m.starts_with(debut));
        premier as u32..(premier + nombre) as u32
    }

    /// Words that begin so, or so but for one mistake after the first letter.
    fn a_peu_pres(&self, debut: &str) -> Vec<Range<u32>> {
        let exacts = self.commencant_par(debut);
        if !exacts.is_empty() || debut.len() < FAUTE_MIN || !debut.is_char_boundary(1) {
            return vec![exacts];
        }
        let proches = self
            .commencant_par(&debut[..1])
            .filter(|m| commence_a_peu_pres(&self.mots[*m as usize], debut));
        let mut plages: Vec<Range<u32>> = Vec::new();
        for mot in proches {
            match plages.last_mut() {
                Some(derniere) if derniere.end == mot => derniere.end += 1,
                _ => plages.push(mot..mot + 1),
            }
        }
        plages
    }

    /// Entries that have, for each word typed, a word of its ranges, best first.
    fn communes<'a>(&'a self, plages: &'a [Vec<Range<u32>>]) -> impl Iterator<Item = u32> + 'a {
        let rares =
            plages.iter().min_by_key(|p| p.iter().map(|r| self.entrees_de(r).len()).sum::<usize>());
        let mut presentes = vec![0_u64; self.entrees.len().div_ceil(64)];
        for rang in rares.into_iter().flatten().flat_map(|r| self.entrees_de(r)) {
            presentes[*rang as usize / 64] |= 1 << (rang % 64);
        }
        let rangs = presentes.into_iter().enumerate().flat_map(|(mot, mut bits)| {
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
                (bit < 64).then_some(mot as u32 * 64 + bit)
            })
        });
        rangs.filter(move |rang| plages.iter().all(|p| self.a_un_mot(*rang, p)))
    }

    fn entrees_de(&self, mots: &Range<u32>) -> &[u32] {
        if mots.is_empty() {
            return &[];
        }
        &self.entrees_par_mot
            [self.debuts[mots.start as usize] as usize..self.debuts[mots.end as usize] as usize]
    }

    fn a_un_mot(&self, rang: u32, plages: &[Range<u32>]) -> bool {
        let debut = if rang == 0 { 0 } else { self.fins[rang as usize - 1] };
        let mots = &self.mots_par_entree[debut as usize..self.fins[rang as usize] as usize];
        mots.iter().any(|mot| plages.iter().any(|p| p.contains(mot)))
    }

    /// Writes the labels to a file, replacing it at once or not at all.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn ecrire(&self, chemin: &Path) -> Result<(), Erreur> {
        let provisoire = chemin.with_extension("nouveau");
        let mut sortie = std::io::BufWriter::new(fs::File::create(&provisoire)?);
        writeln!(sortie, "{ENTETE}")?;
        for Entree { libelle, poids, categorie } in &self.entrees {
            writeln!(sortie, "{poids}\t{}\t{}", une_ligne(categorie), une_ligne(libelle))?;
        }
        sortie.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(provisoire, chemin)?;
        Ok(())
    }

    /// Reads a file written by [`Suggestions::ecrire`].
    ///
    /// # Errors
    /// `Erreur::Suggestions` with the number of the first line that is not one of ours.
    pub fn lire(chemin: &Path) -> Result<Self, Erreur> {
        let contenu = fs::read_to_string(chemin)?;
        let mut lignes = contenu.lines();
        if lignes.next() != Some(ENTETE) {
            return Err(Erreur::Suggestions(1));
        }
        let entrees = lignes
            .enumerate()
            .map(|(i, ligne)| lire_ligne(ligne).ok_or(Erreur::Suggestions(i + 2)));
        Ok(Self::nouvelles(entrees.collect::<Result<Vec<_>, _>>()?))
    }
}

fn lire_ligne(ligne: &str) -> Option<Entree> {
    let mut parties = ligne.splitn(3, '\t');
    let poids = parties.next()?.parse().ok()?;
    let categorie = parties.next()?.to_owned();
    Some(Entree { libelle: parties.next()?.to_owned(), poids, categorie })
}

/// A text without the characters that separate lines and columns.
fn une_ligne(texte: &str) -> String {
    texte.replace(['\t', '\n', '\r'], " ")
}

/// The word begins with `debut` but for one mistake.
fn commence_a_peu_pres(mot: &str, debut: &str) -> bool {
    let longueurs = debut.len() - 1..=debut.len() + 1;
    longueurs
        .filter_map(|n| mot.as_bytes().get(..n))
        .any(|tete| a_une_faute_pres(tete, debut.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exemple() -> Suggestions {
        let entrees = [
            ("Boulanger / Boulangère", 5, "metier"),
            ("CAP Boulanger", 9, "diplome"),
            ("Aide boulanger", 5, "metier"),
            ("Chargé de développement", 2, "metier"),
            ("Développeur web", 3, "metier"),
            ("Développeur d'applications web et web mobile", 3, "metier"),
            ("developpeur  WEB", 1, "recherche"),
            ("Agent de sécurité", 3, "metier"),
        ];
        Suggestions::nouvelles(entrees.map(|(l, poids, c)| Entree {
            libelle: l.into(),
            poids,
            categorie: c.into(),
        }))
    }

    #[test]
    fn what_is_suggested() {
        let cas: [(&str, &[&str]); 10] = [
            ("boul", &["Boulanger / Boulangère", "CAP Boulanger", "Aide boulanger"]),
            ("BOULANGÈRE", &["Boulanger / Boulangère"]),
            ("devel web", &["Développeur web", "Développeur d'applications web et web mobile"]),
            ("web dev", &["Développeur web", "Développeur d'applications web et web mobile"]),
            ("agent secu", &["Agent de sécurité"]),
            ("boulnager", &["CAP Boulanger", "Aide boulanger", "Boulanger / Boulangère"]),
            (
                "devlop",
                &[
                    "Développeur web",
                    "Développeur d'applications web et web mobile",
                    "Chargé de développement",
                ],
            ),
            ("xyz", &[]),
            ("", &[]),
            ("!!!", &[]),
        ];
        let suggestions = exemple();
        for (texte, attendu) in cas {
            let obtenu: Vec<&str> =
                suggestions.chercher(texte, 5).iter().map(|s| s.libelle).collect();
            assert_eq!(obtenu, attendu, "{texte}");
        }
        assert_eq!(suggestions.chercher("boul", 1).len(), 1);
        assert!(suggestions.chercher("boul", 0).is_empty());
        assert_eq!(suggestions.len(), 7);
    }

    #[test]
    fn the_file_gives_the_same_suggestions() {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("suggestions.tsv");
        let avant = exemple();
        avant.ecrire(&chemin).unwrap();
        let apres = Suggestions::lire(&chemin).unwrap();
        assert_eq!(apres.entrees, avant.entrees);
        assert_eq!(apres.chercher("boul", 5), avant.chercher("boul", 5));
        fs::write(&chemin, format!("{ENTETE}\n3\tmetier\tBoucher\nabc\n")).unwrap();
        assert!(matches!(Suggestions::lire(&chemin), Err(Erreur::Suggestions(3))));
        fs::write(&chemin, "autre chose").unwrap();
        assert!(matches!(Suggestions::lire(&chemin), Err(Erreur::Suggestions(1))));
    }

    proptest! {
        #[test]
        fn as_a_naive_reading_would(labels in proptest::collection::vec("[abé]{1,3}( [abé]{1,3}){0,2}", 1..30), texte in "[abe]{1,2}( [abe]{1,2})?") {
            let suggestions = Suggestions::nouvelles(labels.iter().map(|l| Entree { libelle: l.clone(), poids: 1, categorie: String::new() }));
            let mots = plier_mots(&texte);
            let bon = |l: &str| mots.iter().all(|m| plier_mots(l).iter().any(|w| w.starts_with(m.as_str())));
            let attendus = suggestions.entrees.iter().filter(|e| bon(&e.libelle)).count();
            prop_assert_eq!(suggestions.chercher(&texte, 100).len(), attendus);
        }

        #[test]
        fn anything_can_be_typed(texte in "\\PC*") {
            exemple().chercher(&texte, 8);
        }
    }
}

//! The tables that a search reads beside the index.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use moteur::{Entree, Suggestions};

use crate::plan::GENRES;
use crate::regles::Lieux;

/// Titles kept for suggestions, most frequent first.
const TITRES_MAX: usize = 60_000;

/// Weight of a label of the official vocabulary: it comes before a title seen a few times.
const POIDS_OFFICIEL: u32 = 50;

/// Places and suggestions.
#[derive(Debug, Default)]
pub struct Tables {
    /// Places.
    pub lieux: Lieux,
    /// Trades, diplomas and titles.
    pub suggestions: Suggestions,
    /// Trades near each other.
    pub mobilite: Mobilite,
}

impl Tables {
    /// Tables made of these places, of the official labels and of the titles seen in the index.
    pub fn nouvelles(
        lieux: Lieux,
        mobilite: Mobilite,
        officiels: Vec<Entree>,
        dossier: &Path,
    ) -> anyhow::Result<Self> {
        let mut entrees = officiels;
        for genre in GENRES {
            entrees.extend(lire_titres(&fichier(dossier, genre))?);
        }
        Ok(Tables { lieux, suggestions: Suggestions::nouvelles(entrees), mobilite })
    }
}

/// Which trades are near which (ROME, mobility between trades).
#[derive(Debug, Default)]
pub struct Mobilite {
    /// Folded words of a trade's name → its code.
    noms: HashMap<String, String>,
    /// Code → names of the trades near it, nearest first.
    voisins: HashMap<String, Vec<String>>,
}

impl Mobilite {
    /// Notes that a trade is called so.
    pub fn nommer(&mut self, nom: &str, code: &str) {
        for forme in nom.split(" / ") {
            self.noms.entry(cle(forme)).or_insert_with(|| code.to_owned());
        }
        self.noms.entry(cle(nom)).or_insert_with(|| code.to_owned());
    }

    /// Notes the trades near a trade.
    pub fn rapprocher(&mut self, code: &str, noms: Vec<String>) {
        self.voisins.insert(code.to_owned(), noms);
    }

    /// Names of the trades near the one that this text names; empty when it names none.
    pub fn proches(&self, texte: &str) -> &[String] {
        let code = self.noms.get(&cle(texte));
        code.and_then(|c| self.voisins.get(c)).map_or(&[], Vec::as_slice)
    }
}

/// Folded words without gender or number: "boulangères" and "Boulanger" are one name.
fn cle(texte: &str) -> String {
    noyau::texte::mots(texte).iter().map(|m| moteur::cle_de_mot(m)).collect::<Vec<_>>().join(" ")
}

/// A label of an official vocabulary.
pub fn officiel(libelle: &str, categorie: &str) -> Entree {
    Entree { libelle: libelle.to_owned(), poids: POIDS_OFFICIEL, categorie: categorie.to_owned() }
}

/// Titles seen while a genre is indexed.
#[derive(Debug, Default)]
pub struct Titres(HashMap<String, u32>);

impl Titres {
    /// Counts a title.
    pub fn voir(&mut self, titre: &str) {
        match self.0.get_mut(titre) {
            Some(nombre) => *nombre += 1,
            None => {
                self.0.insert(titre.to_owned(), 1);
            }
        }
    }

    /// Keeps the most frequent ones beside the index, replacing those of before at once.
    pub fn garder(self, dossier: &Path, genre: &str) -> std::io::Result<()> {
        let mut titres: Vec<(String, u32)> = self.0.into_iter().collect();
        titres.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let chemin = fichier(dossier, genre);
        let provisoire = chemin.with_extension("nouveau");
        let mut sortie = BufWriter::new(File::create(&provisoire)?);
        for (titre, nombre) in titres.iter().take(TITRES_MAX) {
            writeln!(sortie, "{nombre}\t{}", titre.replace(['\n', '\t'], " "))?;
        }
        sortie.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(provisoire, chemin)
    }
}

fn fichier(dossier: &Path, genre: &str) -> PathBuf {
    dossier.join(format!("titres-{genre}.txt"))
}

fn lire_titres(chemin: &Path) -> std::io::Result<Vec<Entree>> {
    let fichier = match File::open(chemin) {
        Ok(fichier) => fichier,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    let mut entrees = Vec::new();
    for ligne in BufReader::new(fichier).lines() {
        let ligne = ligne?;
        let Some((nombre, titre)) = ligne.split_once('\t') else { continue };
        let poids = nombre.parse::<u32>().unwrap_or(1).saturating_mul(2);
        entrees.push(Entree { libelle: titre.to_owned(), poids, categorie: "titre".to_owned() });
    }
    Ok(entrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_back_most_frequent_first() {
        let dossier = tempfile::tempdir().unwrap();
        let mut titres = Titres::default();
        ["CAP Boulanger", "CAP Boulanger", "BTS MCO"].iter().for_each(|t| titres.voir(t));
        titres.garder(dossier.path(), "formation").unwrap();
        let officiels = vec![officiel("Boulanger / Boulangère", "metier")];
        let tables =
            Tables::nouvelles(Lieux::default(), Mobilite::default(), officiels, dossier.path())
                .unwrap();
        let trouvees: Vec<&str> =
            tables.suggestions.chercher("boulang", 5).iter().map(|s| s.libelle).collect();
        assert_eq!(trouvees, ["Boulanger / Boulangère", "CAP Boulanger"]);
    }

    #[test]
    fn a_trade_is_found_by_any_of_its_names() {
        let mut mobilite = Mobilite::default();
        mobilite.nommer("Boulanger / Boulangère", "D1102");
        mobilite.rapprocher("D1102", vec!["Pâtissier / Pâtissière".to_owned()]);
        for nom in ["boulanger", "Boulangère", "boulangers", "Boulanger / Boulangère"] {
            assert_eq!(mobilite.proches(nom), ["Pâtissier / Pâtissière"], "{nom}");
        }
        assert!(mobilite.proches("luthier").is_empty());
    }
}

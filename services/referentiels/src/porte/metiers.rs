//! Trades of the ROME.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use base::Lecture;
use noyau::identifiants::Rome;
use noyau::texte::mots;

use crate::depot::Rangees;
use crate::depot::metiers as depot;

/// A trade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metier {
    /// ROME code.
    pub code: Rome,
    /// Label, in both genders: `Boulanger / Boulangère`.
    pub libelle: String,
    /// The names people give it, in both genders, in alphabetical order.
    pub appellations: Vec<String>,
    /// Trades that one can move to, nearest first.
    pub mobilites: Vec<Rome>,
}

/// Every trade, ready to be looked up.
#[derive(Debug, Default)]
pub struct Metiers {
    /// In the order of the codes.
    tous: Vec<Metier>,
    par_code: HashMap<Rome, usize>,
    /// Folded names → rank; made on first use.
    par_nom: OnceLock<HashMap<String, usize>>,
}

impl Metiers {
    /// The current version, shared by all who hold it, or the table that comes with the program
    /// when none was imported.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Arc<Self>> {
        db.partager(&["rome"], Self::lire(db)).await
    }

    async fn lire(db: &Lecture) -> anyhow::Result<Self> {
        let (codes, noms, liens) =
            tokio::try_join!(depot::tous(db), depot::appellations(db), depot::mobilites(db))?;
        let tous = if codes.est_vide() { embarques() } else { assembler(&codes, &noms, &liens) };
        Ok(Self::nouveaux(tous))
    }

    /// Indexes trades.
    pub fn nouveaux(mut tous: Vec<Metier>) -> Self {
        tous.sort_by_key(|m| m.code);
        let par_code = tous.iter().enumerate().map(|(rang, m)| (m.code, rang)).collect();
        Metiers { tous, par_code, par_nom: OnceLock::new() }
    }

    /// Every trade, in the order of the codes.
    pub fn tous(&self) -> impl Iterator<Item = &Metier> {
        self.tous.iter()
    }

    /// The trade of a code.
    pub fn par_code(&self, code: &Rome) -> Option<&Metier> {
        self.par_code.get(code).map(|rang| &self.tous[*rang])
    }

    /// The label of a code.
    pub fn libelle(&self, code: &Rome) -> Option<&str> {
        self.par_code(code).map(|m| m.libelle.as_str())
    }

    /// Labels of the trades that one can move to, nearest first.
    pub fn proches(&self, code: &Rome) -> impl Iterator<Item = &str> {
        let cibles = self.par_code(code).map_or(&[][..], |m| m.mobilites.as_slice());
        cibles.iter().filter_map(|cible| self.libelle(cible))
    }

    /// The trade that bears this name, as label or appellation, in either gender.
    pub fn par_nom(&self, nom: &str) -> Option<&Metier> {
        let noms = self.par_nom.get_or_init(|| self.nommer());
        noms.get(&cle(nom)).map(|rang| &self.tous[*rang])
    }

    /// Labels win over appellations; of two trades, the first code wins.
    fn nommer(&self) -> HashMap<String, usize> {
        let libelles = self.tous.iter().enumerate().map(|(rang, m)| (&m.libelle, rang));
        let appellations = self.tous.iter().enumerate();
        let appellations =
            appellations.flat_map(|(rang, m)| m.appellations.iter().map(move |a| (a, rang)));
        let mut noms = HashMap::new();
        for (nom, rang) in libelles.chain(appellations) {
            for forme in std::iter::once(nom.as_str()).chain(nom.split(" / ")) {
                noms.entry(cle(forme)).or_insert(rang);
            }
        }
        noms
    }
}

/// A competence or a savoir that a trade asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exigence {
    /// Label.
    pub libelle: String,
    /// Something to know, rather than to be able to do.
    pub savoir: bool,
    /// At the heart of the trade (principal or emerging).
    pub coeur: bool,
}

/// What a trade asks for, its heart first.
///
/// # Errors
/// Those of the database.
pub async fn exigences(db: &Lecture, rome: &Rome) -> anyhow::Result<Vec<Exigence>> {
    let lues = depot::exigences(db, rome).await?;
    let exigences = lues.into_iter().map(|(libelle, savoir, coeur)| Exigence {
        libelle,
        savoir: savoir == 1,
        coeur: coeur == 1,
    });
    Ok(exigences.collect())
}

fn cle(nom: &str) -> String {
    mots(nom).join(" ")
}

fn assembler(codes: &Rangees, noms: &Rangees, liens: &Rangees) -> Vec<Metier> {
    let mut appellations: HashMap<Rome, Vec<String>> = HashMap::new();
    for mut champs in noms.iter() {
        if let Some(code) = champs.valeur() {
            appellations.entry(code).or_default().push(champs.texte().to_owned());
        }
    }
    let mut mobilites: HashMap<Rome, Vec<(i64, Rome)>> = HashMap::new();
    for mut champs in liens.iter() {
        if let (Some(code), Some(rang), Some(cible)) =
            (champs.valeur(), champs.valeur(), champs.valeur())
        {
            mobilites.entry(code).or_default().push((rang, cible));
        }
    }
    let metiers = codes.iter().filter_map(|mut champs| {
        let code = champs.valeur()?;
        let mut noms = appellations.remove(&code).unwrap_or_default();
        noms.sort_unstable();
        let mut cibles = mobilites.remove(&code).unwrap_or_default();
        cibles.sort_unstable();
        Some(Metier {
            code,
            libelle: champs.texte().to_owned(),
            appellations: noms,
            mobilites: cibles.into_iter().map(|(_, cible)| cible).collect(),
        })
    });
    metiers.collect()
}

/// The table that comes with the program knows no mobility.
fn embarques() -> Vec<Metier> {
    let metiers = donnees::metiers().iter().filter_map(|m| {
        Some(Metier {
            code: m.rome.parse().ok()?,
            libelle: libelle_embarque(m),
            appellations: m.variantes.iter().map(|v| majuscule(v)).collect(),
            mobilites: Vec::new(),
        })
    });
    metiers.collect()
}

fn libelle_embarque(metier: &donnees::Metier) -> String {
    let masculin = majuscule(metier.masculin);
    match metier.masculin == metier.feminin {
        true => masculin,
        false => format!("{masculin} / {}", majuscule(metier.feminin)),
    }
}

fn majuscule(texte: &str) -> String {
    let mut lettres = texte.chars();
    lettres.next().map_or_else(String::new, |l| l.to_uppercase().chain(lettres).collect())
}

/// Code OGR of an appellation of a trade; none when no ROME was imported, or it does not hold it.
///
/// # Errors
/// Those of the database.
pub async fn code_ogr(db: &Lecture, rome: &Rome, appellation: &str) -> anyhow::Result<Option<i64>> {
    Ok(depot::code_ogr(db, rome, appellation).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metier(code: &str, libelle: &str, appellations: &[&str], mobilites: &[&str]) -> Metier {
        Metier {
            code: code.parse().unwrap(),
            libelle: libelle.to_owned(),
            appellations: appellations.iter().map(|a| (*a).to_owned()).collect(),
            mobilites: mobilites.iter().map(|m| m.parse().unwrap()).collect(),
        }
    }

    fn table() -> Metiers {
        Metiers::nouveaux(vec![
            metier("D1104", "Pâtissier / Pâtissière", &["Glacier / Glacière"], &[]),
            metier("D1102", "Boulanger / Boulangère", &["Tourier / Tourière"], &["D1104", "Z9999"]),
        ])
    }

    #[test]
    fn names_in_either_gender_and_without_accents() {
        let metiers = table();
        let cas = [
            ("boulangere", Some("D1102")),
            ("Boulanger / Boulangère", Some("D1102")),
            ("TOURIÈRE", Some("D1102")),
            ("glacier", Some("D1104")),
            ("luthier", None),
            ("", None),
        ];
        for (nom, code) in cas {
            let trouve = metiers.par_nom(nom).map(|m| m.code.to_string());
            assert_eq!(trouve.as_deref(), code, "{nom}");
        }
    }

    #[test]
    fn moves_name_known_trades_only() {
        let metiers = table();
        let proches: Vec<&str> = metiers.proches(&"D1102".parse().unwrap()).collect();
        assert_eq!(proches, ["Pâtissier / Pâtissière"]);
        assert_eq!(metiers.proches(&"Z9999".parse().unwrap()).count(), 0);
    }

    #[test]
    fn the_embedded_table_is_complete() {
        let metiers = Metiers::nouveaux(embarques());
        assert_eq!(metiers.tous().count(), donnees::metiers().len());
        let boulanger = metiers.libelle(&"D1102".parse().unwrap());
        assert_eq!(boulanger, Some("Boulanger / Boulangère"));
    }
}

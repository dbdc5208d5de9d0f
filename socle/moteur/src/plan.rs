//! The plan: what the documents of an index are made of, declared once by the caller.

use serde::{Deserialize, Serialize};

use crate::erreur::Erreur;
use crate::interne::hacher;

/// Version of the file layout; raising it makes every older index "to rebuild".
const FORMAT: u32 = 2;

/// A document holds at most this many flags (one bit is ours).
pub(crate) const DRAPEAUX_MAX: usize = 31;

/// Everything the engine must know about the documents before the first one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Plan {
    /// Vocabularies a document can be filtered on and counted by.
    pub facettes: Vec<Facette>,
    /// Yes/no properties, at most 31.
    pub drapeaux: Vec<String>,
    /// Whole-number keys (days, counters) to sort and filter on.
    pub cles: Vec<String>,
    /// Words that never decide of a match by themselves.
    pub mots_vides: MotsVides,
    /// Expressions whose words all count, even those that do not by themselves ("La Poste").
    pub expressions: Vec<String>,
    /// Groups of equivalent phrases. May change without rebuilding the index.
    pub synonymes: Vec<Vec<String>>,
    /// A phrase, and those that it also finds; they do not find it. May change without
    /// rebuilding the index.
    pub elargissements: Vec<(String, Vec<String>)>,
    /// Expressions of two words in which a word means something else ("remontées mécaniques"): whoever
    /// types that word alone finds everything else first. May change without rebuilding the index.
    pub locutions: Vec<String>,
    /// Weights of the texts. May change without rebuilding the index.
    pub poids: Poids,
    /// How equal scores are put in order. May change without rebuilding the index.
    pub departage: Departage,
}

/// A vocabulary of the documents.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Facette {
    /// Name used by documents and requests.
    pub nom: String,
    /// How many different values it has.
    pub taille: Taille,
}

/// Order of magnitude of a facet; it decides how the facet is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Taille {
    /// A few dozen values: counting costs nothing, however many such facets there are.
    Petite,
    /// Thousands of values (names, sectors): one column, counted document by document.
    Grande,
    /// As `Grande`, single-valued, and documents near each other share their value
    /// (département, région): [`Lieu::Territoire`](crate::Lieu) reads only the right documents.
    Territoire,
}

/// Where the values of a facet are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Casier {
    /// In the profiles: rank among the small facets.
    Petite(usize),
    /// In a column: rank among the others.
    Grande(usize),
}

/// Words removed from queries, as they are written (folding is done here).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct MotsVides {
    /// Grammatical words and noise of the domain: ignored everywhere.
    pub vides: Vec<String>,
    /// Diploma words: a bonus beside other words, ordinary words when alone.
    pub diplomes: Vec<String>,
}

/// Weight of a match in each text; multiplied by the rarity (idf) of the term.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Poids {
    /// Word of the title; shorter titles count more.
    pub titre: f32,
    /// Word of a label.
    pub libelle: f32,
    /// Word of the name, exact only.
    pub nom: f32,
    /// Word of a keyword: a bonus, or the only match for documents that allow it.
    pub mot_cle: f32,
    /// Word of the body: a bonus only.
    pub corps: f32,
    /// Two consecutive words found side by side in the title or a label.
    pub expression: f32,
    /// Every word of the query in the name.
    pub nom_entier: f32,
    /// The title holds exactly the words of the query.
    pub titre_exact: f32,
    /// Synonym phrase found whole.
    pub synonyme: f32,
    /// Narrower phrase found whole.
    pub elargi: f32,
    /// Diploma word of the query found in the title.
    pub diplome: f32,
    /// Share that a word keeps inside an expression that means something else.
    pub locution: f32,
    /// Factor of a word found with a typing mistake.
    pub faute: f32,
    /// Factor of a word that begins with the one typed.
    pub prefixe: f32,
}

impl Default for Poids {
    fn default() -> Self {
        Self {
            titre: 7.0,
            libelle: 8.0,
            nom: 6.0,
            mot_cle: 3.0,
            corps: 1.0,
            expression: 10.0,
            nom_entier: 8.0,
            titre_exact: 5.0,
            synonyme: 6.0,
            elargi: 3.5,
            diplome: 10.0,
            locution: 0.25,
            faute: 0.6,
            prefixe: 0.4,
        }
    }
}

/// How documents of equal score are ordered, first criterion first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Departage {
    /// Documents with this flag come first.
    pub drapeau: Option<String>,
    /// Then the smallest value of this key; a missing value counts as 0.
    pub moins: Option<String>,
    /// Then (after the nearest, when a circle is given) the largest value of this key.
    pub plus: Option<String>,
}

impl Plan {
    /// Position of a facet in the plan.
    pub(crate) fn facette(&self, nom: &str) -> Option<usize> {
        self.facettes.iter().position(|f| f.nom == nom)
    }

    /// The facets kept in columns, in the order of their columns.
    pub(crate) fn grandes(&self) -> impl Iterator<Item = &Facette> {
        self.facettes.iter().filter(|f| f.taille != Taille::Petite)
    }

    /// Where a facet is kept.
    pub(crate) fn casier(&self, nom: &str) -> Option<Casier> {
        let facette = &self.facettes[self.facette(nom)?];
        let petite = facette.taille == Taille::Petite;
        let semblables = self.facettes.iter().filter(|f| (f.taille == Taille::Petite) == petite);
        let rang = semblables.take_while(|f| f.nom != nom).count();
        Some(if petite { Casier::Petite(rang) } else { Casier::Grande(rang) })
    }

    /// Position of a flag in the plan.
    pub(crate) fn drapeau(&self, nom: &str) -> Option<usize> {
        self.drapeaux.iter().position(|d| d == nom)
    }

    /// Position of a key in the plan.
    pub(crate) fn cle(&self, nom: &str) -> Option<usize> {
        self.cles.iter().position(|c| c == nom)
    }

    /// Refuses a plan that cannot work.
    pub(crate) fn verifier(&self) -> Result<(), Erreur> {
        if self.drapeaux.len() > DRAPEAUX_MAX {
            return Err(Erreur::Plan(format!("plus de {DRAPEAUX_MAX} drapeaux")));
        }
        let noms = self.facettes.iter().map(|f| &f.nom).chain(&self.drapeaux).chain(&self.cles);
        let mut vus: Vec<&String> = noms.collect();
        vus.sort();
        if let Some(double) = vus.windows(2).find(|paire| paire[0] == paire[1]) {
            return Err(Erreur::Plan(format!("« {} » est déclaré deux fois", double[0])));
        }
        self.verifier_departage()
    }

    fn verifier_departage(&self) -> Result<(), Erreur> {
        let inconnu = |nom: &String| Erreur::Plan(format!("départage sur « {nom} », inconnu"));
        if let Some(nom) = self.departage.drapeau.as_ref().filter(|n| self.drapeau(n).is_none()) {
            return Err(inconnu(nom));
        }
        let cles = self.departage.moins.iter().chain(&self.departage.plus);
        cles.filter(|n| self.cle(n).is_none()).map(inconnu).next().map_or(Ok(()), Err)
    }

    /// What must be the same for an existing index to be readable: the layout and the words
    /// left out of the pairs, not the weights nor the synonyms.
    pub(crate) fn empreinte(&self) -> String {
        let lisible = (
            FORMAT,
            &self.facettes,
            &self.drapeaux,
            &self.cles,
            &self.mots_vides,
            &self.expressions,
        );
        let json = serde_json::to_string(&lisible).unwrap_or_default();
        format!("{:016x}", hacher(json.as_bytes()))
    }
}

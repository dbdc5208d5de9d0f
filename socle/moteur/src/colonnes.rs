//! The columns of a segment, unpacked in memory when the index opens.

use std::ops::Range;

use tantivy::columnar::{Cardinality, Column, StrColumn};
use tantivy::{SegmentReader, TantivyError};

use crate::espace::{Vecteur, cle_courte};
use crate::interne::Interne;
use crate::plan::{Plan, Taille};
use crate::profils::{Profils, rang_ou_ajout};
use crate::schema;

/// Value of a key that a document does not have.
pub(crate) const SANS_CLE: i32 = i32::MIN;

/// Rank of a single-valued facet that a document does not have.
pub(crate) const SANS_VALEUR: u32 = u32::MAX;

/// Largest number of profiles: the rest of the word is the length of the title.
const PROFILS_MAX: u32 = 1 << 24;

/// What every candidate document is judged and placed on, in half a cache line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fiche {
    pub place: Vecteur,
    profil_et_longueur: u32,
    /// The plan's tie-break, larger first: the flag (1 bit), the counter (31), the date (32).
    pub rang: u64,
    /// Hash of the title.
    pub titre: u32,
}

impl Fiche {
    /// Number of the profile.
    #[inline]
    pub fn profil(&self) -> u32 {
        self.profil_et_longueur >> 8
    }

    /// Number of different keys in the title, at most 255.
    #[inline]
    pub fn longueur(&self) -> usize {
        (self.profil_et_longueur & 0xFF) as usize
    }
}

/// Values of the large facets.
#[derive(Debug)]
pub(crate) struct Grandes {
    /// Number of large facets.
    pub largeur: usize,
    /// For each document, one value of each facet; `SANS_VALEUR` for none.
    pub lignes: Vec<u32>,
    /// The facets that have several values in some document of the segment.
    pub plusieurs: Vec<Option<Plusieurs>>,
}

/// Values of document `d`: `valeurs[debuts[d]..debuts[d + 1]]`.
#[derive(Debug)]
pub(crate) struct Plusieurs {
    debuts: Vec<u32>,
    valeurs: Vec<u32>,
}

impl Plusieurs {
    /// Values of a document.
    #[inline]
    pub fn valeurs(&self, doc: u32) -> &[u32] {
        &self.valeurs[self.debuts[doc as usize] as usize..self.debuts[doc as usize + 1] as usize]
    }
}

impl Grandes {
    /// Values of a facet in a document.
    #[inline]
    pub fn valeurs(&self, facette: usize, doc: u32) -> &[u32] {
        if let Some(plusieurs) = &self.plusieurs[facette] {
            return plusieurs.valeurs(doc);
        }
        let case = doc as usize * self.largeur + facette;
        if self.lignes[case] == SANS_VALEUR { &[] } else { &self.lignes[case..=case] }
    }
}

/// The columns of one segment. They never change: deletions are kept beside them.
#[derive(Debug)]
pub(crate) struct Colonnes {
    pub fiches: Vec<Fiche>,
    /// Numbers of the profiles, again: scanning every document reads nothing else.
    pub profils: Vec<u32>,
    /// Place keys, increasing.
    pub cles: Vec<u32>,
    pub grandes: Grandes,
    /// For each large facet that is a territory, for each of its values, where its documents are.
    pub territoires: Vec<Option<Vec<Vec<Range<u32>>>>>,
    /// For each key of the plan, its values.
    pub nombres: Vec<Vec<i32>>,
}

/// Tables that give numbers to strings, shared by all segments.
#[derive(Debug, Clone)]
pub(crate) struct Tables {
    pub profils: Profils,
    /// For each large facet, its values.
    pub valeurs: Vec<Interne>,
}

impl Tables {
    pub fn new(plan: &Plan) -> Self {
        let grandes = plan.grandes().count();
        Self {
            profils: Profils::new(plan.facettes.len() - grandes),
            valeurs: vec![Interne::default(); grandes],
        }
    }
}

impl Colonnes {
    /// Reads the columns of a segment, giving numbers to the strings it brings.
    pub fn lire(
        lecteur: &SegmentReader,
        plan: &Plan,
        tables: &mut Tables,
    ) -> tantivy::Result<Self> {
        let docs = lecteur.max_doc();
        let rapides = lecteur.fast_fields();
        let nombres = plan
            .cles
            .iter()
            .map(|nom| lire_cle(lecteur, nom))
            .collect::<tantivy::Result<Vec<_>>>()?;
        let profils = lire_profils(lecteur, tables)?;
        let grandes = lire_grandes(lecteur, plan, tables)?;
        let territoires = plan.grandes().enumerate().map(|(rang, facette)| {
            let territoire = facette.taille == Taille::Territoire;
            territoire.then(|| par_valeur(&grandes, rang, docs, tables.valeurs[rang].len()))
        });
        Ok(Self {
            territoires: territoires.collect(),
            fiches: lire_fiches(lecteur, plan, &profils, &tables.profils, &nombres)?,
            profils,
            cles: entier(&rapides.u64(schema::CLE)?, docs).into_iter().map(cle_courte).collect(),
            grandes,
            nombres,
        })
    }
}

/// A key as an unsigned number in the same order; 0 for none.
pub(crate) fn croissant(valeur: i32) -> u32 {
    valeur.cast_unsigned() ^ (1 << 31)
}

/// A full column of numbers.
fn entier(colonne: &Column<u64>, docs: u32) -> Vec<u64> {
    let mut valeurs = vec![0; docs as usize];
    if colonne.get_cardinality() == Cardinality::Full {
        colonne.values.get_range(0, &mut valeurs);
    }
    valeurs
}

fn lire_fiches(
    lecteur: &SegmentReader,
    plan: &Plan,
    rangs: &[u32],
    profils: &Profils,
    nombres: &[Vec<i32>],
) -> tantivy::Result<Vec<Fiche>> {
    let points = entier(&lecteur.fast_fields().u64(schema::POINT)?, lecteur.max_doc());
    let signatures = entier(&lecteur.fast_fields().u64(schema::TITRE)?, lecteur.max_doc());
    let departage = Rangs::new(plan, nombres);
    let mut precedent = (0, Vecteur::detasser(0));
    let lignes = points.into_iter().zip(rangs).zip(signatures).enumerate();
    let fiches = lignes.map(|(doc, ((point, profil), signature))| {
        // Documents of one place follow each other: the trigonometry is done once for all.
        if point != precedent.0 {
            precedent = (point, Vecteur::detasser(point));
        }
        Fiche {
            place: precedent.1,
            profil_et_longueur: profil << 8 | (signature & 0xFF) as u32,
            rang: departage.rang(doc, profils.liste[*profil as usize].drapeaux),
            titre: (signature >> 8) as u32,
        }
    });
    Ok(fiches.collect())
}

/// The place of each document among those of equal score.
struct Rangs<'a> {
    drapeau: Option<usize>,
    moins: Option<&'a Vec<i32>>,
    plus: Option<&'a Vec<i32>>,
}

impl<'a> Rangs<'a> {
    fn new(plan: &Plan, nombres: &'a [Vec<i32>]) -> Self {
        let colonne =
            |nom: &Option<String>| nom.as_ref().and_then(|n| plan.cle(n)).map(|cle| &nombres[cle]);
        Self {
            drapeau: plan.departage.drapeau.as_ref().and_then(|nom| plan.drapeau(nom)),
            moins: colonne(&plan.departage.moins),
            plus: colonne(&plan.departage.plus),
        }
    }

    fn rang(&self, doc: usize, drapeaux: u32) -> u64 {
        let favori = self.drapeau.is_some_and(|d| drapeaux >> d & 1 == 1);
        let compteur = self.moins.map_or(0, |m| m[doc].max(0));
        let nouveau = self.plus.map_or(0, |p| croissant(p[doc]));
        u64::from(favori) << 63
            | u64::from((i32::MAX - compteur).cast_unsigned()) << 32
            | u64::from(nouveau)
    }
}

fn lire_profils(lecteur: &SegmentReader, tables: &mut Tables) -> tantivy::Result<Vec<u32>> {
    let Some(colonne) = lecteur.fast_fields().str(schema::PROFIL)? else {
        return Ok(vec![0; lecteur.max_doc() as usize]);
    };
    let rangs = traduire(&colonne, |texte| tables.profils.rang(texte))?;
    if tables.profils.liste.len() as u32 >= PROFILS_MAX {
        return Err(TantivyError::InternalError("trop de profils différents".into()));
    }
    let locaux = entier(colonne.ords(), lecteur.max_doc());
    Ok(locaux.into_iter().map(|ord| rangs[ord as usize]).collect())
}

/// The number of each string of a column's dictionary.
fn traduire(colonne: &StrColumn, mut numero: impl FnMut(&str) -> u32) -> tantivy::Result<Vec<u32>> {
    let mut rangs = Vec::with_capacity(colonne.num_terms());
    let mut flux = colonne.dictionary().stream()?;
    while flux.advance() {
        rangs.push(numero(&String::from_utf8_lossy(flux.key())));
    }
    Ok(rangs)
}

fn lire_grandes(
    lecteur: &SegmentReader,
    plan: &Plan,
    tables: &mut Tables,
) -> tantivy::Result<Grandes> {
    let docs = lecteur.max_doc();
    let largeur = tables.valeurs.len();
    let mut lignes = vec![SANS_VALEUR; docs as usize * largeur];
    let mut plusieurs = Vec::with_capacity(largeur);
    for (rang, (facette, table)) in plan.grandes().zip(&mut tables.valeurs).enumerate() {
        plusieurs.push(None);
        let Some(colonne) = lecteur.fast_fields().str(&schema::colonne_facette(&facette.nom))?
        else {
            continue;
        };
        let rangs = traduire(&colonne, |texte| rang_ou_ajout(table, texte))?;
        if colonne.ords().get_cardinality() == Cardinality::Multivalued {
            plusieurs[rang] = Some(lire_plusieurs(colonne.ords(), &rangs, docs));
            continue;
        }
        for (doc, ligne) in lignes.chunks_exact_mut(largeur).enumerate() {
            ligne[rang] =
                colonne.ords().first(doc as u32).map_or(SANS_VALEUR, |ord| rangs[ord as usize]);
        }
    }
    Ok(Grandes { largeur, lignes, plusieurs })
}

fn lire_plusieurs(ords: &Column<u64>, rangs: &[u32], docs: u32) -> Plusieurs {
    let mut debuts = Vec::with_capacity(docs as usize + 1);
    let mut valeurs = Vec::with_capacity(ords.values.num_vals() as usize);
    for doc in 0..docs {
        debuts.push(valeurs.len() as u32);
        valeurs.extend(ords.values_for_doc(doc).map(|ord| rangs[ord as usize]));
    }
    debuts.push(valeurs.len() as u32);
    Plusieurs { debuts, valeurs }
}

/// For each value, the ranges of documents that have it; near ranges become one.
fn par_valeur(
    grandes: &Grandes,
    facette: usize,
    docs: u32,
    valeurs: usize,
) -> Vec<Vec<Range<u32>>> {
    const TROU: u32 = 64;
    let mut plages: Vec<Vec<Range<u32>>> = vec![Vec::new(); valeurs];
    for doc in 0..docs {
        for valeur in grandes.valeurs(facette, doc) {
            let siennes = &mut plages[*valeur as usize];
            match siennes.last_mut() {
                Some(derniere) if doc <= derniere.end + TROU => derniere.end = doc + 1,
                _ => siennes.push(doc..doc + 1),
            }
        }
    }
    plages
}

fn lire_cle(lecteur: &SegmentReader, nom: &str) -> tantivy::Result<Vec<i32>> {
    let colonne = lecteur.fast_fields().i64(&schema::colonne_cle(nom))?;
    let valeur = |doc| colonne.first(doc).and_then(|v| i32::try_from(v).ok()).unwrap_or(SANS_CLE);
    Ok((0..lecteur.max_doc()).map(valeur).collect())
}

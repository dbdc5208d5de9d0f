//! The columns of a segment, unpacked in memory when the index opens.

use std::ops::Range;

use tantivy::columnar::{Cardinality, Column, StrColumn};
use tantivy::{SegmentReader, TantivyError};

use crate::espace::{Vecteur, cle_courte};
use crate::interne::Interne;
use crate::plan::{Plan, Taille};
use crate::profils::{Profils, rang_ou_ajout};
use crate::schema::{self, Champs};

/// Value of a key that a document does not have.
pub(crate) const SANS_CLE: i32 = i32::MIN;

/// Rank of a single-valued facet that a document does not have.
pub(crate) const SANS_VALEUR: u32 = u32::MAX;

/// Largest number of profiles: the rest of the word is the length of the title.
const PROFILS_MAX: u32 = 1 << 24;

/// What every candidate document is judged on, in 16 bytes: four to a cache line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fiche {
    pub place: Vecteur,
    profil_et_longueur: u32,
}

impl Fiche {
    /// Number of the profile.
    #[inline]
    pub fn profil(self) -> usize {
        (self.profil_et_longueur >> 8) as usize
    }

    /// Number of different keys in the title, at most 255.
    #[inline]
    pub fn longueur(self) -> usize {
        (self.profil_et_longueur & 0xFF) as usize
    }
}

/// Values of a large facet.
#[derive(Debug)]
pub(crate) enum ColonneFacette {
    /// At most one value per document; `SANS_VALEUR` for none.
    Une(Vec<u32>),
    /// Values of document `d` are `valeurs[debuts[d]..debuts[d + 1]]`.
    Plusieurs { debuts: Vec<u32>, valeurs: Vec<u32> },
}

impl ColonneFacette {
    /// Values of a document.
    #[inline]
    pub fn valeurs(&self, doc: u32) -> &[u32] {
        let doc = doc as usize;
        match self {
            Self::Une(valeurs) if valeurs[doc] == SANS_VALEUR => &[],
            Self::Une(valeurs) => &valeurs[doc..=doc],
            Self::Plusieurs { debuts, valeurs } => &valeurs[debuts[doc] as usize..debuts[doc + 1] as usize],
        }
    }
}

/// The columns of one segment. They never change: deletions are kept beside them.
#[derive(Debug)]
pub(crate) struct Colonnes {
    pub fiches: Vec<Fiche>,
    /// Place keys, increasing.
    pub cles: Vec<u32>,
    /// Hashes of the titles.
    pub titres: Vec<u32>,
    /// For each facet of the plan, its column when it is not a small one.
    pub facettes: Vec<Option<ColonneFacette>>,
    /// For each territory facet, for each of its values, where its documents are.
    pub territoires: Vec<Option<Vec<Vec<Range<u32>>>>>,
    /// For each key of the plan, its values.
    pub nombres: Vec<Vec<i32>>,
    /// The plan's tie-break, larger first: the flag (1 bit), the counter (31), the date (32).
    pub rangs: Vec<u64>,
}

/// Tables that give numbers to strings, shared by all segments.
#[derive(Debug, Clone)]
pub(crate) struct Tables {
    pub profils: Profils,
    /// For each facet of the plan, its values when it is not a small one.
    pub valeurs: Vec<Interne>,
}

impl Tables {
    pub fn new(plan: &Plan) -> Self {
        let petites = plan.facettes.iter().filter(|f| f.taille == Taille::Petite).count();
        Self { profils: Profils::new(petites), valeurs: vec![Interne::default(); plan.facettes.len()] }
    }
}

impl Colonnes {
    /// Reads the columns of a segment, giving numbers to the strings it brings.
    pub fn lire(lecteur: &SegmentReader, plan: &Plan, champs: &Champs, tables: &mut Tables) -> tantivy::Result<Self> {
        let rapides = lecteur.fast_fields();
        let points = entier(&rapides.u64(schema::POINT)?, lecteur.max_doc());
        let signatures = entier(&rapides.u64(schema::TITRE)?, lecteur.max_doc());
        let cles = entier(&rapides.u64(schema::CLE)?, lecteur.max_doc());
        let profils = lire_profils(lecteur, tables)?;
        let facettes = lire_facettes(lecteur, plan, champs, tables)?;
        let territoires = plan.facettes.iter().zip(&facettes).enumerate().map(|(rang, (facette, colonne))| {
            let territoire = facette.taille == Taille::Territoire;
            colonne.as_ref().filter(|_| territoire).map(|c| par_valeur(c, lecteur.max_doc(), tables.valeurs[rang].len()))
        });
        let nombres = plan.cles.iter().map(|nom| lire_cle(lecteur, nom)).collect::<tantivy::Result<Vec<_>>>()?;
        let fiches = fiches(&points, &profils, &signatures);
        Ok(Self {
            rangs: rangs(plan, &fiches, &nombres, &tables.profils),
            fiches,
            cles: cles.into_iter().map(cle_courte).collect(),
            titres: signatures.iter().map(|s| (s >> 8) as u32).collect(),
            territoires: territoires.collect(),
            facettes,
            nombres,
        })
    }
}

/// The place of each document among those of equal score.
fn rangs(plan: &Plan, fiches: &[Fiche], nombres: &[Vec<i32>], profils: &Profils) -> Vec<u64> {
    let drapeau = plan.departage.drapeau.as_ref().and_then(|nom| plan.drapeau(nom));
    let colonne = |nom: &Option<String>| nom.as_ref().and_then(|n| plan.cle(n)).map(|cle| &nombres[cle]);
    let (moins, plus) = (colonne(&plan.departage.moins), colonne(&plan.departage.plus));
    let rang = |(doc, fiche): (usize, &Fiche)| {
        let favori = drapeau.is_some_and(|d| profils.liste[fiche.profil()].drapeaux >> d & 1 == 1);
        let compteur = moins.map_or(0, |m| m[doc].max(0));
        let nouveau = plus.map_or(0, |p| croissant(p[doc]));
        u64::from(favori) << 63 | u64::from((i32::MAX - compteur).cast_unsigned()) << 32 | u64::from(nouveau)
    };
    fiches.iter().enumerate().map(rang).collect()
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

fn fiches(points: &[u64], profils: &[u32], signatures: &[u64]) -> Vec<Fiche> {
    let mut precedent = (f32::NAN.to_bits().into(), Vecteur { x: f32::NAN, y: f32::NAN, z: f32::NAN });
    let lignes = points.iter().zip(profils).zip(signatures);
    lignes
        .map(|((point, profil), signature)| {
            // Documents of one town follow each other: the trigonometry is done once for all.
            if *point != precedent.0 {
                precedent = (*point, Vecteur::detasser(*point));
            }
            Fiche { place: precedent.1, profil_et_longueur: profil << 8 | (signature & 0xFF) as u32 }
        })
        .collect()
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

fn lire_facettes(
    lecteur: &SegmentReader,
    plan: &Plan,
    champs: &Champs,
    tables: &mut Tables,
) -> tantivy::Result<Vec<Option<ColonneFacette>>> {
    let facettes = plan.facettes.iter().enumerate();
    facettes
        .map(|(rang, facette)| {
            if champs.grandes[rang].is_none() {
                return Ok(None);
            }
            lire_facette(lecteur, &facette.nom, &mut tables.valeurs[rang]).map(Some)
        })
        .collect()
}

fn lire_facette(lecteur: &SegmentReader, nom: &str, table: &mut Interne) -> tantivy::Result<ColonneFacette> {
    let docs = lecteur.max_doc();
    let Some(colonne) = lecteur.fast_fields().str(&schema::colonne_facette(nom))? else {
        return Ok(ColonneFacette::Une(vec![SANS_VALEUR; docs as usize]));
    };
    let rangs = traduire(&colonne, |texte| rang_ou_ajout(table, texte))?;
    let ords = colonne.ords();
    if ords.get_cardinality() == Cardinality::Multivalued {
        return Ok(plusieurs(ords, &rangs, docs));
    }
    let une = |doc| ords.first(doc).map_or(SANS_VALEUR, |ord| rangs[ord as usize]);
    Ok(ColonneFacette::Une((0..docs).map(une).collect()))
}

fn plusieurs(ords: &Column<u64>, rangs: &[u32], docs: u32) -> ColonneFacette {
    let mut debuts = Vec::with_capacity(docs as usize + 1);
    let mut valeurs = Vec::with_capacity(ords.values.num_vals() as usize);
    for doc in 0..docs {
        debuts.push(valeurs.len() as u32);
        valeurs.extend(ords.values_for_doc(doc).map(|ord| rangs[ord as usize]));
    }
    debuts.push(valeurs.len() as u32);
    ColonneFacette::Plusieurs { debuts, valeurs }
}

/// For each value, the ranges of documents that have it; near ranges become one.
fn par_valeur(colonne: &ColonneFacette, docs: u32, valeurs: usize) -> Vec<Vec<Range<u32>>> {
    const TROU: u32 = 64;
    let mut plages: Vec<Vec<Range<u32>>> = vec![Vec::new(); valeurs];
    for doc in 0..docs {
        for valeur in colonne.valeurs(doc) {
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

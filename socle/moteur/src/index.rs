//! The index: a folder, its plan, and the generation that searches read.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::index::IndexSettings;
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use tantivy::{IndexReader, IndexSortByField, Order, ReloadPolicy};

use crate::ecrivain::Ecrivain;
use crate::erreur::Erreur;
use crate::generation::Generation;
use crate::langue::Lexique;
use crate::plan::Plan;
use crate::recherche::{self, Brouillon};
use crate::reponse::{Reponse, Resultat};
use crate::requete::Requete;
use crate::schema::{self, Champs};
use crate::synonymes::Synonymes;

/// Blocks of stored documents kept unpacked, per segment.
const BLOCS_EN_MEMOIRE: usize = 32;

/// Size of a block of stored documents: small, because a page shows scattered documents.
const TAILLE_BLOC: usize = 8_192;

/// What a commit remembers beside the documents.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Note {
    /// Print of the plan the index was built with.
    pub empreinte: String,
    /// How far the caller's journal had been read.
    pub position: i64,
}

/// An open index. Cheap to clone; every clone sees the same documents.
#[derive(Clone)]
pub struct Index {
    pub(crate) interieur: Arc<Interieur>,
}

pub(crate) struct Interieur {
    pub chemin: PathBuf,
    pub plan: Plan,
    pub champs: Champs,
    pub lexique: Lexique,
    pub synonymes: Synonymes,
    /// Expressions in which a word means something else, as the keys of their words.
    pub locutions: Vec<Vec<String>>,
    pub tantivy: tantivy::Index,
    lecteur: IndexReader,
    generation: RwLock<Arc<Generation>>,
    /// Held while a generation is read, so that an older one never replaces a newer one.
    rechargement: Mutex<()>,
    brouillons: Mutex<Vec<Brouillon>>,
}

impl Index {
    /// Opens the index of a folder, creating it when the folder is empty or missing.
    ///
    /// # Errors
    /// `Erreur::PlanDifferent` when it was built with another plan (see [`Index::effacer`]).
    pub fn open(chemin: &Path, plan: Plan) -> Result<Self, Erreur> {
        plan.verifier()?;
        std::fs::create_dir_all(chemin)?;
        let champs = Champs::new(&plan);
        let tantivy = ouvrir_tantivy(chemin, &champs)?;
        if note(&tantivy)?.is_some_and(|n| n.empreinte != plan.empreinte()) {
            return Err(Erreur::PlanDifferent(chemin.to_owned()));
        }
        let lecteur = tantivy.reader_builder().reload_policy(ReloadPolicy::Manual);
        let lecteur: IndexReader =
            lecteur.doc_store_cache_num_blocks(BLOCS_EN_MEMOIRE).try_into()?;
        let opstamp = tantivy.load_metas()?.opstamp;
        let generation = Generation::lire(lecteur.searcher(), opstamp, &plan, &champs, None)?;
        let lexique = Lexique::new(&plan.mots_vides).avec_expressions(&plan.expressions);
        let interieur = Interieur {
            chemin: chemin.to_owned(),
            synonymes: Synonymes::new(&plan.synonymes, &plan.elargissements, &lexique),
            locutions: plan.locutions.iter().map(|l| lexique.suite(l)).collect(),
            lexique,
            champs,
            plan,
            tantivy,
            lecteur,
            generation: RwLock::new(Arc::new(generation)),
            rechargement: Mutex::default(),
            brouillons: Mutex::default(),
        };
        Ok(Self { interieur: Arc::new(interieur) })
    }

    /// Removes the index of a folder, so that the next [`Index::open`] makes a new one.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn effacer(chemin: &Path) -> Result<(), Erreur> {
        match std::fs::remove_dir_all(chemin) {
            Err(erreur) if erreur.kind() != std::io::ErrorKind::NotFound => Err(erreur.into()),
            _ => Ok(()),
        }
    }

    /// Takes the right to write, for one process and one `Ecrivain` at a time.
    ///
    /// # Errors
    /// `Erreur::EcritureOccupee` when it is taken.
    pub fn ecrivain(&self) -> Result<Ecrivain, Erreur> {
        Ecrivain::new(self.clone())
    }

    /// Position of the caller's journal at the last commit; 0 in a new index.
    ///
    /// # Errors
    /// Those of the index files.
    pub fn position(&self) -> Result<i64, Erreur> {
        Ok(note(&self.interieur.tantivy)?.map_or(0, |n| n.position))
    }

    /// Number of documents.
    pub fn nombre_de_documents(&self) -> u64 {
        self.generation().searcher.num_docs()
    }

    /// Searches. Never waits for a write.
    ///
    /// # Errors
    /// `Erreur::Requete` when the request names what the plan does not declare.
    pub fn search(&self, requete: &Requete) -> Result<Reponse, Erreur> {
        self.avec_brouillon(|generation, brouillon| {
            recherche::chercher(&self.interieur, generation, brouillon, requete)
        })
    }

    /// The `combien` documents nearest to the centre, beyond the radius if need be, when the
    /// circle of a request holds nothing. Empty without a circle.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn plus_proches(&self, requete: &Requete, combien: usize) -> Result<Vec<Resultat>, Erreur> {
        self.avec_brouillon(|generation, brouillon| {
            recherche::plus_proches(&self.interieur, generation, brouillon, requete, combien)
        })
    }

    /// Looks for commits of another process; true when the documents changed.
    ///
    /// # Errors
    /// Those of the index files.
    pub fn actualiser(&self) -> Result<bool, Erreur> {
        let change = self.interieur.tantivy.load_metas()?.opstamp != self.generation().opstamp;
        if change {
            self.recharger()?;
        }
        Ok(change)
    }

    /// Puts the last commit in front of the searches, at once and whole.
    pub(crate) fn recharger(&self) -> Result<(), Erreur> {
        let interieur = &self.interieur;
        let _seul = interieur.rechargement.lock().unwrap_or_else(PoisonError::into_inner);
        // Read first: a commit made meanwhile will then be seen as news the next time.
        let opstamp = interieur.tantivy.load_metas()?.opstamp;
        interieur.lecteur.reload()?;
        let precedente = self.generation();
        let (plan, champs) = (&interieur.plan, &interieur.champs);
        let suivante = Generation::lire(
            interieur.lecteur.searcher(),
            opstamp,
            plan,
            champs,
            Some(&precedente),
        )?;
        *interieur.generation.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(suivante);
        Ok(())
    }

    fn generation(&self) -> Arc<Generation> {
        self.interieur.generation.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lends a set of working buffers, kept from one search to the next.
    fn avec_brouillon<T>(
        &self,
        agir: impl FnOnce(&Generation, &mut Brouillon) -> Result<T, Erreur>,
    ) -> Result<T, Erreur> {
        let brouillons = &self.interieur.brouillons;
        let repris = brouillons.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut brouillon = repris.unwrap_or_default();
        let resultat = agir(&self.generation(), &mut brouillon);
        brouillons.lock().unwrap_or_else(PoisonError::into_inner).push(brouillon);
        resultat
    }
}

fn ouvrir_tantivy(chemin: &Path, champs: &Champs) -> Result<tantivy::Index, Erreur> {
    let dossier = MmapDirectory::open(chemin).map_err(tantivy::TantivyError::from)?;
    let existant = tantivy::Index::exists(&dossier).map_err(tantivy::TantivyError::from)?;
    if existant {
        let mut index = tantivy::Index::open(dossier)?;
        if index.schema() != champs.schema {
            return Err(Erreur::PlanDifferent(chemin.to_owned()));
        }
        index.set_tokenizers(analyseurs());
        return Ok(index);
    }
    let reglages = IndexSettings {
        sort_by_field: Some(IndexSortByField { field: schema::CLE.into(), order: Order::Asc }),
        docstore_blocksize: TAILLE_BLOC,
        ..IndexSettings::default()
    };
    let constructeur = tantivy::Index::builder().schema(champs.schema.clone()).settings(reglages);
    Ok(constructeur.tokenizers(analyseurs()).open_or_create(dossier)?)
}

fn analyseurs() -> TokenizerManager {
    let analyseurs = TokenizerManager::default();
    analyseurs.register(schema::BLANCS, TextAnalyzer::from(WhitespaceTokenizer::default()));
    analyseurs
}

fn note(index: &tantivy::Index) -> Result<Option<Note>, Erreur> {
    let charge = index.load_metas()?.payload;
    Ok(charge.and_then(|texte| serde_json::from_str(&texte).ok()))
}

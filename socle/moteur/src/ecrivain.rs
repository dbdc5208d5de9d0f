//! Writing: whole genres at once, or journals of changes. One commit per call.

use tantivy::directory::error::LockError;
use tantivy::{IndexWriter, TantivyError, Term};

use crate::document::{Changement, Document};
use crate::erreur::{BoxErreur, Erreur};
use crate::fusion::PetitsSegments;
use crate::index::{Index, Note};
use crate::indexation::Indexation;

/// Memory of the indexing thread; a segment is written each time it is full.
const MEMOIRE: usize = 160_000_000;

/// The right to write in an index. Dropping it gives it back; what was not committed is lost.
pub struct Ecrivain {
    index: Index,
    writer: IndexWriter,
}

impl Ecrivain {
    pub(crate) fn new(index: Index) -> Result<Self, Erreur> {
        // One thread: the order of the documents is then the order of the calls.
        let writer =
            index.interieur.tantivy.writer_with_num_threads(1, MEMOIRE).map_err(|erreur| {
                match erreur {
                    TantivyError::LockFailure(LockError::LockBusy, _) => {
                        Erreur::EcritureOccupee(index.interieur.chemin.clone())
                    }
                    autre => autre.into(),
                }
            })?;
        writer.set_merge_policy(Box::new(PetitsSegments));
        Ok(Self { index, writer })
    }

    /// Replaces every document of a genre. Searches see the old ones until they see the new
    /// ones, all of them.
    ///
    /// Documents given in the order of their place (`noyau::geo::cle`) make an index that
    /// answers faster; any other order works.
    ///
    /// # Errors
    /// `Erreur::Source` when the iterator fails, `Erreur::Document` for a document of another
    /// genre or foreign to the plan. The index is then unchanged.
    pub fn remplacer_genre<I>(
        &mut self,
        genre: &str,
        documents: I,
        position: i64,
    ) -> Result<usize, Erreur>
    where
        I: IntoIterator<Item = Result<Document, BoxErreur>>,
    {
        self.writer.delete_term(Term::from_field_text(
            self.index.interieur.champs.genre,
            &crate::profils::propre(genre),
        ));
        let resultat = self.ajouter_tous(genre, documents);
        self.conclure(resultat, position)
    }

    /// Applies changes in order. A crash before the end leaves the index as it was, with the
    /// position of its last commit: apply again from there.
    ///
    /// # Errors
    /// `Erreur::Document` for a document foreign to the plan. The index is then unchanged.
    pub fn appliquer(
        &mut self,
        changements: &[Changement],
        position: i64,
    ) -> Result<usize, Erreur> {
        let resultat =
            changements.iter().try_for_each(|c| self.changer(c)).map(|()| changements.len());
        self.conclure(resultat, position)
    }

    /// Position of the caller's journal at the last commit; 0 in a new index.
    ///
    /// # Errors
    /// Those of the index files.
    pub fn position(&self) -> Result<i64, Erreur> {
        self.index.position()
    }

    fn ajouter_tous<I>(&self, genre: &str, documents: I) -> Result<usize, Erreur>
    where
        I: IntoIterator<Item = Result<Document, BoxErreur>>,
    {
        let mut nombre = 0;
        for document in documents {
            let document = document.map_err(Erreur::Source)?;
            if document.genre != genre {
                return Err(Erreur::Document {
                    raison: format!("genre « {} » au lieu de « {genre} »", document.genre),
                    id: document.id,
                });
            }
            self.ajouter(&document)?;
            nombre += 1;
        }
        Ok(nombre)
    }

    fn changer(&self, changement: &Changement) -> Result<(), Erreur> {
        let id = match changement {
            Changement::Poser(document) => &document.id,
            Changement::Retirer(id) => id,
        };
        self.writer.delete_term(Term::from_field_text(self.index.interieur.champs.id, id));
        if let Changement::Poser(document) = changement {
            self.ajouter(document)?;
        }
        Ok(())
    }

    fn ajouter(&self, document: &Document) -> Result<(), Erreur> {
        let interieur = &*self.index.interieur;
        let indexation = Indexation {
            plan: &interieur.plan,
            champs: &interieur.champs,
            lexique: &interieur.lexique,
        };
        self.writer.add_document(indexation.convertir(document)?)?;
        Ok(())
    }

    /// Commits, or forgets everything since the last commit.
    fn conclure(
        &mut self,
        resultat: Result<usize, Erreur>,
        position: i64,
    ) -> Result<usize, Erreur> {
        let nombre = match resultat {
            Ok(nombre) => nombre,
            Err(erreur) => {
                self.writer.rollback()?;
                // Rolling back makes a new writer, with tantivy's own policy.
                self.writer.set_merge_policy(Box::new(PetitsSegments));
                return Err(erreur);
            }
        };
        let note = Note { empreinte: self.index.interieur.plan.empreinte(), position };
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(&note).unwrap_or_default());
        commit.commit()?;
        self.index.recharger()?;
        Ok(nombre)
    }
}

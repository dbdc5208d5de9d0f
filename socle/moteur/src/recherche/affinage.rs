//! The second look at the best documents only: bodies, keywords and whole names.

use std::io;

use tantivy::index::InvertedIndexReader;
use tantivy::schema::IndexRecordOption;

use crate::analyse::Analyse;
use crate::generation::{Generation, Segment};
use crate::plan::Poids;

use super::curseur::Curseur;
use super::ordre::{APlacer, Ordre};
use super::retenue::Candidat;

/// How many of the best documents are looked at again; they are only reordered among
/// themselves, so that pages never repeat a document.
pub(crate) const AFFINES: usize = 200;

/// Adds the bonuses and puts the first candidates in their final order.
pub(crate) fn affiner(
    generation: &Generation,
    analyse: &Analyse,
    poids: &Poids,
    ordre: &Ordre,
    candidats: &mut [Candidat],
) -> io::Result<()> {
    let combien = candidats.len().min(AFFINES);
    let premiers = &mut candidats[..combien];
    premiers.sort_unstable_by_key(|c| (c.segment, c.doc));
    for groupe in premiers.chunk_by_mut(|a, b| a.segment == b.segment) {
        let segment = &generation.segments[groupe[0].segment as usize];
        bonifier(segment, analyse, poids, groupe)?;
        for candidat in groupe {
            let Candidat { doc, score, carre, .. } = *candidat;
            candidat.ordre = ordre.place(&segment.colonnes, APlacer { doc, score, carre });
        }
    }
    premiers.sort_unstable_by_key(|c| std::cmp::Reverse(c.ordre));
    Ok(())
}

/// The candidates are in the order of their documents, as posting lists are.
fn bonifier(
    segment: &Segment,
    analyse: &Analyse,
    poids: &Poids,
    candidats: &mut [Candidat],
) -> io::Result<()> {
    let mut en_nom = vec![0_usize; candidats.len()];
    for terme in &analyse.termes {
        ajouter(&segment.corps, &terme.cle, poids.corps * terme.idf, candidats)?;
        ajouter(&segment.indices, &terme.cle, poids.mot_cle * terme.idf, candidats)?;
        if let Some(mut nom) = Curseur::ouvrir(&segment.nom, &terme.mot, IndexRecordOption::Basic)?
        {
            for (presents, candidat) in en_nom.iter_mut().zip(candidats.iter()) {
                *presents += usize::from(nom.viser(candidat.doc) == candidat.doc);
            }
        }
    }
    if !analyse.peut_nommer() {
        return Ok(());
    }
    let bonus = poids.nom_entier * analyse.termes.iter().map(|t| t.idf).sum::<f32>();
    for (candidat, presents) in candidats.iter_mut().zip(en_nom) {
        candidat.score += if presents == analyse.termes.len() { bonus } else { 0.0 };
    }
    Ok(())
}

/// Adds a bonus to the candidates that have a key.
fn ajouter(
    lecteur: &InvertedIndexReader,
    cle: &str,
    bonus: f32,
    candidats: &mut [Candidat],
) -> io::Result<()> {
    if let Some(mut curseur) = Curseur::ouvrir(lecteur, cle, IndexRecordOption::Basic)? {
        for candidat in candidats.iter_mut().filter(|c| curseur.viser(c.doc) == c.doc) {
            candidat.score += bonus;
        }
    }
    Ok(())
}

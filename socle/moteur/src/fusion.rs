//! Which segments are merged: only the small ones that incremental updates leave behind.

use tantivy::index::SegmentMeta;
use tantivy::indexer::{MergeCandidate, MergePolicy};

/// A segment with fewer documents is small.
const PETIT: u32 = 30_000;

/// As many small segments are merged into one.
const LOT: usize = 8;

/// A segment that lost more than this share of its documents is rewritten alone.
const PERTE: f32 = 0.4;

/// Leaves the big segments of a rebuild alone: rewriting them would cost minutes of disk for
/// nothing, since they are already in order.
#[derive(Debug)]
pub(crate) struct PetitsSegments;

impl MergePolicy for PetitsSegments {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let (petits, grands): (Vec<_>, Vec<_>) =
            segments.iter().partition(|s| s.num_docs() < PETIT);
        let uses =
            grands.iter().filter(|s| s.num_deleted_docs() as f32 > PERTE * s.max_doc() as f32);
        let mut lots: Vec<MergeCandidate> = uses.map(|s| MergeCandidate(vec![s.id()])).collect();
        lots.extend(
            petits
                .chunks_exact(LOT)
                .map(|lot| MergeCandidate(lot.iter().map(|s| s.id()).collect())),
        );
        lots
    }
}

//! The frozen corpus of relevance: what people type, and what they must find.
//!
//! `pertinence/corpus.csv` holds invented documents, `pertinence/jugements.toml` the searches and
//! their judgements. Both are written for people who do not read code; see `pertinence/README.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

#[path = "pertinence/banc.rs"]
mod banc;
#[path = "pertinence/corpus.rs"]
mod corpus;
#[path = "pertinence/jugements.rs"]
mod jugements;

use banc::Banc;
use jugements::{Figures, Verdict};

const CORPUS: &str = include_str!("../pertinence/corpus.csv");
const JUGEMENTS: &str = include_str!("../pertinence/jugements.toml");

#[test]
fn every_judgement_holds() {
    let hits = corpus::lire(CORPUS);
    let recherches = jugements::lire(JUGEMENTS, &hits);
    let banc = Banc::monter(hits);
    let verdicts: Vec<Verdict> =
        recherches.iter().map(|r| r.juger(&banc.chercher(&r.demande))).collect();
    verdicts.iter().for_each(|v| println!("{v}"));
    println!("\n{}", Figures::de(&verdicts));
    let fautes: Vec<String> = verdicts.iter().filter(|v| !v.ok()).map(Verdict::to_string).collect();
    assert!(
        fautes.is_empty(),
        "\n{}\n{} KO sur {}",
        fautes.join("\n"),
        fautes.len(),
        verdicts.len()
    );
}

#[test]
fn the_corpus_covers_the_traps() {
    let hits = corpus::lire(CORPUS);
    assert!(hits.len() >= 400, "{}", hits.len());
    let recherches = jugements::lire(JUGEMENTS, &hits);
    assert!(recherches.len() >= 150, "{}", recherches.len());
    for sorte in ["f-", "o-", "x-", "e-"] {
        assert!(hits.iter().any(|h| h.url_id.starts_with(sorte)), "{sorte}");
    }
}

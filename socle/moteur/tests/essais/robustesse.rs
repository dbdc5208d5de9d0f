//! Hostile questions get an answer, quickly.

use std::time::{Duration, Instant};

use moteur::{Document, Requete};
use proptest::prelude::*;

use super::outils::{Essai, a, cercle, entreprise, index, offre, texte_seul};

fn petit() -> Essai {
    let documents = (0..300)
        .map(|i| {
            a(
                40.0 + f64::from(i) / 30.0,
                f64::from(i % 7),
                offre(&format!("{i}"), &format!("Métier numéro {i} de boulanger")),
            )
        })
        .collect();
    index(documents)
}

#[test]
fn monstrous_texts_take_no_time() {
    let essai = petit();
    let mots = |n: usize| (0..n).map(|i| format!("mot{i}")).collect::<Vec<_>>().join(" ");
    let cas = [
        "a".repeat(1 << 20),
        "boulanger ".repeat(100_000),
        mots(10_000),
        "é".repeat(1 << 19),
        "\u{200b}\u{200d}\u{feff}".repeat(10_000),
        "((((\"*AND OR NOT:^~".repeat(1_000),
        "\0\u{1}\u{1e}\u{1f}".into(),
        "+".repeat(5_000),
    ];
    for texte in cas {
        let debut = Instant::now();
        essai.index.search(&texte_seul(&texte)).unwrap();
        assert!(
            debut.elapsed() < Duration::from_millis(500),
            "{} octets : {:?}",
            texte.len(),
            debut.elapsed()
        );
    }
}

#[test]
fn monstrous_documents_are_indexed() {
    let essai = index(vec![
        Document { corps: "x".repeat(200_000), ..offre("long", "Boulanger") },
        Document {
            libelles: vec!["boulanger".into(); 5_000],
            nom: "n ".repeat(5_000),
            ..offre("large", "")
        },
        offre("", ""),
        entreprise("controle", "A\u{1f}B\u{1e}C", &["D+E"]),
        Document {
            facettes: vec![("sorte", "a\u{1f}b\u{1e}".into()), ("secteur", "s".repeat(60_000))],
            ..offre("valeurs", "Boucher")
        },
    ]);
    assert_eq!(essai.texte("boulanger").len(), 2);
    assert_eq!(essai.texte("boucher"), ["valeurs"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_question_has_an_answer(
        texte in "\\PC{0,60}", lat in -90.0..=90.0f64, lon in -180.0..=180.0f64,
        rayon in proptest::num::f64::ANY, page in 0..usize::MAX, par_page in 0..1_000usize,
    ) {
        thread_local!(static ESSAI: Essai = petit());
        ESSAI.with(|essai| {
            let requete = Requete { lieu: cercle(lat, lon, rayon), page, par_page, ..texte_seul(&texte) };
            let reponse = essai.index.search(&requete).unwrap();
            assert!(reponse.resultats.len() <= reponse.total.min(200));
            essai.index.plus_proches(&requete, 3).unwrap();
        });
    }
}

//! Writing: atomic, resumable, one writer at a time.

use moteur::{Changement, Document, Erreur, Index, Plan, Requete};

use super::outils::{Essai, entreprise, index, offre, plan, texte_seul};

fn poser(document: Document) -> Changement {
    Changement::Poser(Box::new(document))
}

fn trois() -> Essai {
    index(vec![
        offre("1", "Boulanger"),
        offre("2", "Boucher"),
        entreprise("3", "Fournil", &["Boulanger"]),
    ])
}

#[test]
fn changes_are_seen_at_once() {
    let essai = trois();
    let mut ecrivain = essai.index.ecrivain().unwrap();
    let changements = [
        poser(offre("1", "Fleuriste")),
        Changement::Retirer("2".into()),
        poser(offre("4", "Boucher")),
        Changement::Retirer("9".into()),
    ];
    assert_eq!(ecrivain.appliquer(&changements, 12).unwrap(), 4);
    assert_eq!(essai.texte("fleuriste"), ["1"]);
    assert_eq!(essai.texte("boulanger"), ["3"]);
    assert_eq!(essai.texte("boucher"), ["4"]);
    assert_eq!((essai.index.nombre_de_documents(), ecrivain.position().unwrap()), (3, 12));
}

#[test]
fn a_later_change_of_the_same_document_wins() {
    let essai = trois();
    let mut ecrivain = essai.index.ecrivain().unwrap();
    ecrivain
        .appliquer(
            &[
                poser(offre("7", "Fleuriste")),
                poser(offre("7", "Soudeur")),
                poser(offre("8", "Soudeur")),
                Changement::Retirer("8".into()),
            ],
            1,
        )
        .unwrap();
    assert_eq!(essai.texte("soudeur"), ["7"]);
    assert!(essai.texte("fleuriste").is_empty());
}

#[test]
fn a_genre_is_replaced_whole_and_alone() {
    let essai = trois();
    let mut ecrivain = essai.index.ecrivain().unwrap();
    let nombre = ecrivain.remplacer_genre("offre", [Ok(offre("5", "Soudeur"))], 40).unwrap();
    assert_eq!((nombre, essai.index.position().unwrap()), (1, 40));
    assert_eq!(essai.texte("soudeur"), ["5"]);
    assert_eq!(essai.texte("boulanger"), ["3"]);
    assert_eq!(ecrivain.remplacer_genre("offre", [], 41).unwrap(), 0);
    assert_eq!(essai.index.nombre_de_documents(), 1);
}

#[test]
fn a_failure_changes_nothing() {
    let essai = trois();
    let mut ecrivain = essai.index.ecrivain().unwrap();
    let panne = ecrivain.remplacer_genre(
        "offre",
        [Ok(offre("5", "Soudeur")), Err("base perdue".into())],
        9,
    );
    assert!(matches!(panne, Err(Erreur::Source(_))));
    let etranger = Document { drapeaux: vec!["couleur"], ..offre("6", "Soudeur") };
    for mauvais in [etranger, entreprise("6", "X", &["Soudeur"])] {
        assert!(matches!(
            ecrivain.remplacer_genre("offre", [Ok(mauvais)], 9),
            Err(Erreur::Document { .. })
        ));
    }
    for mauvais in [
        Document { facettes: vec![("couleur", "x".into())], ..offre("6", "Soudeur") },
        Document { cles: vec![("couleur", 1)], ..offre("6", "Soudeur") },
        Document {
            facettes: vec![("departement", "35".into()), ("departement", "22".into())],
            ..offre("6", "Soudeur")
        },
    ] {
        assert!(matches!(
            ecrivain.appliquer(&[Changement::Retirer("1".into()), poser(mauvais)], 9),
            Err(Erreur::Document { .. })
        ));
    }
    assert_eq!((essai.index.nombre_de_documents(), essai.index.position().unwrap()), (3, 0));
    ecrivain.appliquer(&[poser(offre("5", "Soudeur"))], 10).unwrap();
    assert_eq!(essai.texte("soudeur"), ["5"]);
    assert_eq!(essai.texte("boulanger").len(), 2);
}

#[test]
fn one_writer_at_a_time() {
    let essai = trois();
    let premier = essai.index.ecrivain().unwrap();
    let autre = Index::open(essai.dossier.path(), plan()).unwrap();
    assert!(matches!(autre.ecrivain(), Err(Erreur::EcritureOccupee(_))));
    drop(premier);
    assert!(autre.ecrivain().is_ok());
}

#[test]
fn another_process_sees_the_commits_when_it_looks() {
    let essai = trois();
    let lecteur = Index::open(essai.dossier.path(), plan()).unwrap();
    assert!(!lecteur.actualiser().unwrap());
    essai.index.ecrivain().unwrap().appliquer(&[Changement::Retirer("1".into())], 3).unwrap();
    assert_eq!(lecteur.nombre_de_documents(), 3);
    assert!(lecteur.actualiser().unwrap());
    assert_eq!((lecteur.nombre_de_documents(), lecteur.position().unwrap()), (2, 3));
    assert!(!lecteur.actualiser().unwrap());
}

#[test]
fn an_index_is_kept_between_two_openings() {
    let essai = trois();
    essai.index.ecrivain().unwrap().appliquer(&[poser(offre("4", "Soudeur"))], 77).unwrap();
    let Essai { dossier, index } = essai;
    let avant = index.search(&texte_seul("boulanger")).unwrap();
    drop(index);
    let rouvert = Index::open(dossier.path(), plan()).unwrap();
    assert_eq!(rouvert.search(&texte_seul("boulanger")).unwrap(), avant);
    assert_eq!(rouvert.position().unwrap(), 77);
}

#[test]
fn what_was_not_committed_is_as_if_never_written() {
    let essai = trois();
    // A crash in the middle of a batch is a writer that disappears.
    let interrompu = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let documents = (0..)
            .map(|i| if i < 5 { Ok(offre(&format!("n{i}"), "Soudeur")) } else { panic!("crash") });
        essai.index.ecrivain().unwrap().remplacer_genre("offre", documents, 5)
    }));
    assert!(interrompu.is_err());
    let rouvert = Index::open(essai.dossier.path(), plan()).unwrap();
    assert_eq!((rouvert.nombre_de_documents(), rouvert.position().unwrap()), (3, 0));
    rouvert.ecrivain().unwrap().remplacer_genre("offre", [Ok(offre("5", "Soudeur"))], 5).unwrap();
    assert_eq!(rouvert.nombre_de_documents(), 2);
}

#[test]
fn another_plan_means_rebuilding() {
    let essai = trois();
    let mut poids = plan();
    poids.poids.titre = 1.0;
    poids.synonymes.clear();
    assert!(Index::open(essai.dossier.path(), poids).is_ok(), "weights and synonyms may change");
    let mut mots = plan();
    mots.mots_vides.vides.push("chez".into());
    let mut facettes = plan();
    facettes.facettes.pop();
    for autre in [mots, facettes] {
        assert!(matches!(Index::open(essai.dossier.path(), autre), Err(Erreur::PlanDifferent(_))));
    }
    let dossier = essai.dossier;
    drop(essai.index);
    Index::effacer(dossier.path()).unwrap();
    Index::effacer(dossier.path()).unwrap();
    let neuf = Index::open(dossier.path(), Plan::default()).unwrap();
    assert_eq!(neuf.search(&Requete::default()).unwrap().total, 0);
}

#[test]
fn an_inconsistent_plan_is_refused() {
    let dossier = tempfile::tempdir().unwrap();
    let mut double = plan();
    double.drapeaux.push("sorte".into());
    let mut departage = plan();
    departage.departage.moins = Some("inconnue".into());
    let mut drapeaux = plan();
    drapeaux.drapeaux = (0..32).map(|i| format!("d{i}")).collect();
    for mauvais in [double, departage, drapeaux] {
        assert!(matches!(Index::open(dossier.path(), mauvais), Err(Erreur::Plan(_))));
    }
}

#[test]
fn many_small_commits_are_merged() {
    let essai = trois();
    let mut ecrivain = essai.index.ecrivain().unwrap();
    for i in 0..40 {
        ecrivain
            .appliquer(
                &[
                    poser(offre(&format!("n{i}"), "Soudeur")),
                    Changement::Retirer(format!("n{}", i - 20)),
                ],
                i64::from(i),
            )
            .unwrap();
    }
    assert_eq!(essai.index.search(&texte_seul("soudeur")).unwrap().total, 20);
    drop(ecrivain);
    let segments = std::fs::read_dir(essai.dossier.path())
        .unwrap()
        .filter(|f| f.as_ref().unwrap().path().extension().is_some_and(|e| e == "store"))
        .count();
    assert!(segments < 30, "{segments} segments");
}

//! An import killed half-way: nothing of it is visible, and the next one completes.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::programme::{Programme, dit, recruteurs};

const EN_COURS: &str = "SELECT COALESCE(SUM(stockes), 0) FROM versions WHERE statut = 'en_cours'";
const ECRITES: &str = "SELECT COUNT(*) FROM recruteurs";
const VISIBLES: &str = "SELECT COUNT(*) FROM recruteurs WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')";

#[test]
fn an_import_killed_half_way_leaves_nothing_half_visible() {
    let programme = Programme::nouveau();
    let petit = programme.ecrire("petit.ndjson", recruteurs(1_000));
    let sortie = programme.executer(&["import", "recruteurs", &petit]);
    assert!(sortie.status.success(), "{}", dit(&sortie));
    let avant = programme.compter(VISIBLES);
    assert!(avant > 900);

    let grand = programme.ecrire("grand.ndjson", recruteurs(60_000));
    let mut enfant = programme.lancer(&["import", "recruteurs", &grand]);
    let debut = Instant::now();
    while programme.compter(EN_COURS) < 2_000 {
        assert!(debut.elapsed() < Duration::from_secs(60), "the import never wrote");
        assert!(
            enfant.try_wait().expect("a child").is_none(),
            "the import ended before it was killed"
        );
        sleep(Duration::from_millis(20));
    }
    enfant.kill().expect("SIGKILL");
    enfant.wait().expect("the end");
    assert_eq!(programme.compter(VISIBLES), avant, "readers still see the old whole");
    assert!(programme.compter(ECRITES) > avant, "the killed import had written rows");

    let sortie = programme.executer(&["import", "recruteurs", &grand]);
    assert!(sortie.status.success(), "{}", dit(&sortie));
    let apres = programme.compter(VISIBLES);
    assert!(apres > 50_000, "{apres}");
    assert_eq!(programme.compter("SELECT COUNT(*) FROM versions WHERE statut = 'interrompue'"), 1);
    assert_eq!(programme.compter("SELECT COUNT(*) FROM versions WHERE statut = 'en_cours'"), 0);
    let sortie = programme.executer(&["doctor"]);
    assert!(sortie.status.success(), "{}", dit(&sortie));
}

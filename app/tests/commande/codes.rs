//! Exit codes: 0 read, 2 not the announced format, 3 stopped by the guard, 1 for the rest.

use crate::programme::{Programme, dit, recruteurs};

#[test]
fn an_import_says_how_it_ended() {
    let programme = Programme::nouveau();
    let bon = programme.ecrire("recruteurs.ndjson", recruteurs(300));
    let court = programme.ecrire("court.ndjson", recruteurs(100));
    let zip = programme.ecrire("tronque.zip", b"PK\x03\x04\x14\0\0\0\x08\0tronque");
    let latin = programme.ecrire("latin.ndjson", b"{\"identifier\":{},\"workplace\":{\"name\":\"\xe9\"},\"apply\":{\"x\":\"recruteurs_lba\"}}\n");
    let entete = programme.ecrire("entete.csv", "siret;nom\n1;2\n");
    let cas: [(&[&str], i32, &str); 11] = [
        (&["import", "recruteurs", &bon, "--dry-run"], 0, "rien n'est écrit"),
        (&["import", "recruteurs", &bon], 0, "300 lus"),
        (&["import", "recruteurs", &bon], 0, "inchangé"),
        (&["import", "recruteurs", &court], 3, "disparaîtraient"),
        (&["import", "recruteurs", &court, "--forcer"], 0, "100 lus"),
        (&["import", "recruteurs", &zip], 2, "archive endommagée ou tronquée"),
        (&["import", "recruteurs", &latin], 2, "UTF-8"),
        (&["import", "recruteurs", &entete], 2, "attendu :"),
        (&["import", "recruteurs", "absent.ndjson"], 1, "n'existe pas"),
        (&["import", "nimporte", &bon], 1, "sources :"),
        (&["import", "recruteurs"], 1, "--list"),
    ];
    for (arguments, code, attendu) in cas {
        let sortie = programme.executer(arguments);
        let dite = dit(&sortie);
        assert_eq!(sortie.status.code(), Some(code), "{arguments:?}: {dite}");
        assert!(dite.contains(attendu), "{arguments:?}: {dite}");
        assert!(!dite.contains("panicked"), "{dite}");
    }
}

#[test]
fn a_wrong_configuration_says_every_fault() {
    let programme = Programme::nouveau();
    let mut commande = programme.commande(&["config"]);
    commande.env("COMPAGNON_LISTEN", "partout").env("DATABASE_URL", "mysql://x");
    let sortie = commande.output().expect("the program starts");
    let dite = dit(&sortie);
    assert!(!sortie.status.success());
    assert!(dite.contains("COMPAGNON_LISTEN") && dite.contains("DATABASE_URL"), "{dite}");
}

#[test]
fn the_sources_are_listed() {
    let sortie = Programme::nouveau().executer(&["import", "--list"]);
    let dite = dit(&sortie);
    for source in [
        "communes",
        "rome",
        "bcn",
        "rncp",
        "kit",
        "certifinfo",
        "npec",
        "idcc",
        "organismes",
        "formations",
        "offres",
        "recruteurs",
    ] {
        assert!(dite.lines().any(|ligne| ligne.starts_with(source)), "{source}: {dite}");
    }
}

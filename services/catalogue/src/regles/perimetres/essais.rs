//! The acceptance cases of the two platforms, as tables.

use proptest::prelude::*;

use super::*;
use noyau::dates::DateCivile;

const EXEMPLE: &str = include_str!("../../../donnees/perimetres.toml");

fn jour() -> DateCivile {
    "2026-11-24".parse().unwrap()
}

fn regles() -> Vec<Regle> {
    lire(EXEMPLE).unwrap()
}

/// A training of right that has all it needs.
fn fiche(niveau: u8, diplome: &str, duree: i64) -> Fiche {
    Fiche {
        niveau: Some(niveau),
        diplome: diplome.into(),
        duree: Some(duree),
        annee: "1".into(),
        academie: "06".into(),
        debuts: ["2027-09-01".parse().unwrap()].into(),
        publiee: true,
        catalogue: true,
        controle: CodeControle { nom: "CFD".into(), actif: true, fin: None },
        ..Fiche::default()
    }
}

const CAP: &str = "CERTIFICAT D'APTITUDE PROFESSIONNELLE";

fn juger(fiche: &Fiche, plateforme: Plateforme) -> Explication {
    evaluer(fiche, &regles(), plateforme, &Campagne::au(jour()), jour())
}

#[test]
fn the_threshold_and_the_session_of_a_day() {
    let cas = [
        ("2021-05-01", "2021-08-31", "2021-08-01", "2022-07-31"),
        ("2021-10-01", "2022-08-31", "2022-08-01", "2023-07-31"),
        ("2026-11-24", "2027-08-31", "2027-08-01", "2028-07-31"),
    ];
    for (le, limite, debut, fin) in cas {
        let c = Campagne::au(le.parse().unwrap());
        let dite = (c.limite.to_string(), c.debut.to_string(), c.fin.to_string());
        assert_eq!(dite, (limite.to_owned(), debut.to_owned(), fin.to_owned()), "{le}");
    }
}

#[test]
fn one_single_start_must_be_in_the_session() {
    let c = Campagne::au("2023-11-01".parse().unwrap());
    let cas: [(&[&str], bool); 5] = [
        (&[], false),
        (&["2024-06-01", "2025-09-01"], false),
        (&["2024-06-01", "2024-09-01"], true),
        (&["2024-08-01"], true),
        (&["2025-07-31"], true),
    ];
    for (debuts, attendu) in cas {
        let lus: Vec<DateCivile> = debuts.iter().map(|d| d.parse().unwrap()).collect();
        assert_eq!(c.en_session(&lus), attendu, "{debuts:?}");
    }
}

#[test]
fn a_rule_gives_its_status_and_is_named() {
    let cas = [
        (5, "BREVET DE TECHNICIEN SUPERIEUR", Plateforme::Parcoursup, Statut::APublier, 1),
        (
            6,
            "BACHELOR UNIVERSITAIRE DE TECHNOLOGIE",
            Plateforme::Parcoursup,
            Statut::VerifierAcces,
            3,
        ),
        (5, "TITRE PROFESSIONNEL", Plateforme::Parcoursup, Statut::SousHabilitation, 4),
        (3, CAP, Plateforme::Affelnet, Statut::APublier, 11),
    ];
    for (niveau, diplome, plateforme, statut, numero) in cas {
        let explication = juger(&fiche(niveau, diplome, 2), plateforme);
        let decision = Decision::Regle { numero, academie: false, garde: false };
        assert_eq!((explication.apres, explication.decision), (statut, decision), "{diplome}");
    }
}

#[test]
fn what_keeps_a_training_out_of_any_perimeter() {
    let bonne = || fiche(5, "BREVET DE TECHNICIEN SUPERIEUR", 2);
    let fin =
        |le: &str| CodeControle { nom: "CFD".into(), actif: true, fin: Some(le.parse().unwrap()) };
    let cas = [
        (Fiche { publiee: false, ..bonne() }, "offre publiée"),
        (Fiche { catalogue: false, ..bonne() }, "catalogue général"),
        (Fiche { controle: fin("2027-08-31"), ..bonne() }, "prend fin"),
        (Fiche { controle: CodeControle::default(), ..bonne() }, "n’est pas actif"),
        (Fiche { debuts: Box::default(), ..bonne() }, "Aucune rentrée"),
    ];
    let libres = [
        None,
        Some(Statut::APublier),
        Some(Statut::Pret),
        Some(Statut::EnAttente),
        Some(Statut::Rejet),
    ];
    let tenus = [Statut::Publie, Statut::NonPublie, Statut::Ferme];
    for (sans, mots) in cas {
        for statut in libres {
            let dite = juger(&Fiche { statut, ..sans.clone() }, Plateforme::Parcoursup);
            let Decision::Obstacles(obstacles) = &dite.decision else { panic!("{dite:?}") };
            assert!(obstacles.iter().any(|o| o.contains(mots)), "{obstacles:?}");
            assert_eq!(dite.apres, Statut::NonPubliable);
        }
        for statut in tenus {
            let tenue = Fiche { statut: Some(statut), connue: true, ..sans.clone() };
            assert_eq!(juger(&tenue, Plateforme::Parcoursup).apres, statut);
        }
    }
}

#[test]
fn an_academy_decides_on_affelnet() {
    let cas = [
        ("06", false, None, Statut::ADefinir),
        ("06", true, Some(Statut::Publie), Statut::ADefinir),
        ("14", false, None, Statut::APublier),
        ("14", true, None, Statut::Pret),
        ("14", true, Some(Statut::Publie), Statut::Publie),
        ("01", true, Some(Statut::Publie), Statut::NonPubliable),
        ("01", false, Some(Statut::NonPublie), Statut::NonPublie),
    ];
    for (academie, connue, statut, attendu) in cas {
        let f = Fiche { academie: academie.into(), connue, statut, ..fiche(3, CAP, 3) };
        assert_eq!(juger(&f, Plateforme::Affelnet).apres, attendu, "{academie} {statut:?}");
    }
}

#[test]
fn rules_that_almost_apply_say_what_is_missing() {
    let f = Fiche { annee: "2".into(), ..fiche(3, CAP, 2) };
    let dite = juger(&f, Plateforme::Affelnet);
    assert_eq!((dite.apres, dite.decision), (Statut::NonPubliable, Decision::AucuneRegle));
    let onze = dite.essais.iter().find(|e| e.regle == 11).unwrap();
    assert_eq!(onze.manques, ["l’année d’entrée « 2 » n’est pas admise"]);
}

#[test]
fn what_replaces_takes_the_place_of_one_only() {
    let publie = Fiche { statut: Some(Statut::Publie), connue: true, ..fiche(3, CAP, 2) };
    let autre = Fiche { statut: Some(Statut::APublier), ..fiche(3, CAP, 2) };
    let nouveau = fiche(3, CAP, 2);
    let r = remplacer(&nouveau, &[&publie], Some("0561732D")).unwrap();
    assert_eq!((r.successeur, r.predecesseur), (Statut::Pret, Statut::NonPublie));
    assert_eq!((r.uai.as_str(), r.motif), ("0561732D", super::remplacement::MOTIF));
    let avec = Fiche { uai: Some("0751234J".parse().unwrap()), ..fiche(3, CAP, 2) };
    assert_eq!(remplacer(&avec, &[&publie], Some("0561732D")).unwrap().uai, "0751234J");
    assert_eq!(remplacer(&nouveau, &[&publie, &publie], None), None);
    assert_eq!(remplacer(&nouveau, &[&autre], None), None);
    assert_eq!(remplacer(&nouveau, &[], None), None);
}

#[test]
fn words_of_the_catalogue_old_and_new() {
    for statut in Statut::TOUS {
        assert_eq!(Statut::lire(statut.libelle()), Some(statut));
        assert!(!statut.suites_manuelles().contains(&statut));
    }
    let anciens = [
        ("hors périmètre", Statut::NonPubliable),
        ("en attente de publication", Statut::Pret),
        ("non publiable en l'état", Statut::NonPubliable),
    ];
    for (mot, statut) in anciens {
        assert_eq!(Statut::lire(mot), Some(statut), "{mot}");
    }
    assert_eq!(Statut::lire("autre"), None);
}

#[test]
fn a_faulty_file_names_the_rule() {
    let regle = |suite: &str| {
        format!(
            "[[regle]]\nnumero = 7\nnom = \"x\"\nplateforme = \"parcoursup\"\nniveau = 5\n\
             debut = \"2025-10-01\"\nauteur = \"x\"\n{suite}\n"
        )
    };
    let bonne = "condition = \"doit intégrer\"\nstatut = \"à publier\"";
    let cas = [
        (regle("condition = \"doit intégrer\"\nstatut = \"publié\""), "n’est pas permis"),
        (regle(bonne).repeat(2), "sert déjà"),
        (regle(&format!("{bonne}\nfin = \"2025-09-01\"")), "avant de commencer"),
        (regle(&format!("{bonne}\nacademies = {{ \"14\" = \"à publier\" }}")), "ne changent pas"),
        (regle(&format!("{bonne}\ncouleur = 1")), "couleur"),
    ];
    assert!(lire(&regle(bonne)).is_ok());
    for (texte, mots) in cas {
        let faute = lire(&texte).unwrap_err().to_string();
        assert!(faute.contains(mots), "{faute}");
    }
}

proptest! {
    /// Evaluating again with the status just given changes nothing.
    #[test]
    fn twice_is_once(
        statut in proptest::option::of(proptest::sample::select(Statut::TOUS.to_vec())),
        connue: bool,
        affelnet: bool,
        catalogue: bool,
        diplome in 0usize..4,
        duree in 1i64..4,
        annee in 0usize..3,
        academie in 0usize..3,
    ) {
        let (niveau, nom) = [
            (3, CAP),
            (4, "BAC PROFESSIONNEL"),
            (5, "BREVET DE TECHNICIEN SUPERIEUR"),
            (5, "TITRE PROFESSIONNEL"),
        ][diplome];
        let plateforme = if affelnet { Plateforme::Affelnet } else { Plateforme::Parcoursup };
        let f = Fiche {
            statut,
            connue,
            catalogue,
            annee: ["1", "2", "X"][annee].into(),
            academie: ["06", "14", "01"][academie].into(),
            ..fiche(niveau, nom, duree)
        };
        let une = juger(&f, plateforme).apres;
        let deux = juger(&Fiche { statut: Some(une), ..f }, plateforme).apres;
        prop_assert_eq!(une, deux);
    }
}

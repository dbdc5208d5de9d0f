use serde_json::{Value, json};

use super::super::situation::Session;
use super::*;

fn inscrit(id: &str, nom: &str, prenom: &str, naissance: &str) -> Inscrit {
    Inscrit {
        id: id.to_owned(),
        siret: "13002526500013".to_owned(),
        annee_scolaire: "2026-2027".to_owned(),
        nom: nom.to_owned(),
        prenom: prenom.to_owned(),
        naissance: naissance.to_owned(),
        sexe: String::new(),
        ine: String::new(),
        cfd: Some("50022137".to_owned()),
        rncp: None,
        formation: "CAP Boulanger".to_owned(),
        entree: "2026-09-01".parse().unwrap(),
    }
}

fn raison(a: &Inscrit, b: &Inscrit) -> Option<Raison> {
    groupes(&[a.clone(), b.clone()], &Distincts::new()).first().map(|g| g.raison)
}

#[test]
fn who_is_the_same_person() {
    let eloise = inscrit("a", "LE GOFF", "Éloïse", "2008-03-12");
    let cas = [
        ("LE GOFF", "Eloise", "2008-03-12", Some(Raison::Identite)),
        ("Le-Goff", "ELOÏSE", "2008-03-12", Some(Raison::Identite)),
        ("ELOISE", "Le Goff", "2008-03-12", Some(Raison::Inversion)),
        ("LE GOF", "Éloïse", "2008-03-12", Some(Raison::Noms)),
        ("LE GOFF KERBRAT", "Éloïse", "2008-03-12", Some(Raison::Noms)),
        ("LE GOFF", "Éloïse-Marie", "2008-03-12", Some(Raison::Noms)),
        ("LE GOFF", "Éolïse", "2008-03-12", Some(Raison::Noms)),
        ("LE GOFF", "Éloïse", "2008-12-03", Some(Raison::Naissance)),
        ("LE GOFF", "Éloïse", "2009-03-12", Some(Raison::Naissance)),
        ("LE GOFF", "Éloïse", "2009-03-13", None),
        ("LE GOFF", "Nolwenn", "2008-03-12", None),
        ("LE GALL", "Éloïse", "2008-03-12", None),
        ("LE GOF", "Éloïse", "2008-12-03", None),
    ];
    for (nom, prenom, naissance, attendue) in cas {
        let autre = inscrit("b", nom, prenom, naissance);
        assert_eq!(raison(&eloise, &autre), attendue, "{nom} {prenom} {naissance}");
        assert_eq!(raison(&autre, &eloise), attendue, "{nom} {prenom} {naissance}, reversed");
    }
    let (lea, leo) =
        (inscrit("a", "RIOU", "Léa", "2008-03-12"), inscrit("b", "RIOU", "Léo", "2008-03-12"));
    assert_eq!(raison(&lea, &leo), None, "a short name may be a twin's");
    let avec = |sexe: &str, ine: &str, i: &Inscrit| Inscrit {
        sexe: sexe.to_owned(),
        ine: ine.to_owned(),
        ..i.clone()
    };
    let (axel, axelle) =
        (inscrit("a", "RIOU", "Axel", "2008-03-12"), inscrit("b", "RIOU", "Axele", "2008-03-12"));
    assert_eq!(raison(&avec("M", "", &axel), &avec("F", "", &axelle)), None);
    assert_eq!(raison(&avec("", "1", &axel), &avec("", "2", &axel)), None, "two numbers");
    let ailleurs = inscrit("b", "MARTIN", "Inès", "2007-01-01");
    assert_eq!(raison(&avec("", "1", &axel), &avec("", "1", &ailleurs)), Some(Raison::Ine));
}

#[test]
fn one_person_may_well_be_enrolled_twice() {
    let un = inscrit("a", "LE GOFF", "Éloïse", "2008-03-12");
    let base = Inscrit { id: "b".to_owned(), ..un.clone() };
    let autre_annee = Inscrit { annee_scolaire: "2025-2026".to_owned(), ..base.clone() };
    let autre_site = Inscrit { siret: "13002526500021".to_owned(), ..base.clone() };
    let autre_diplome = Inscrit { cfd: Some("32033422".to_owned()), ..base.clone() };
    let plus_tard = Inscrit { entree: "2026-11-01".parse().unwrap(), ..base.clone() };
    for (autre, quoi) in [
        (autre_annee, "another year"),
        (autre_site, "another site"),
        (autre_diplome, "another diploma"),
        (plus_tard, "61 days later"),
    ] {
        assert_eq!(raison(&un, &autre), None, "{quoi}");
    }
    let sans_code = Inscrit { cfd: None, formation: "Cap boulanger".to_owned(), ..base.clone() };
    let deux_mois = Inscrit { entree: "2026-10-31".parse().unwrap(), ..base.clone() };
    for (autre, quoi) in [(sans_code, "the same name"), (deux_mois, "60 days later")] {
        assert_eq!(raison(&un, &autre), Some(Raison::Identite), "{quoi}");
    }
    let distincts = Distincts::from([paire("b", "a")]);
    assert_eq!(groupes(&[un, base], &distincts), [], "their centre said they are two");
}

#[test]
fn a_group_holds_all_that_look_like_one_of_it() {
    let tous = [
        inscrit("c", "LE GOFF", "Éloïse", "2008-03-12"),
        inscrit("b", "LE GOF", "Éloïse", "2008-03-12"),
        inscrit("d", "MARTIN", "Inès", "2007-01-01"),
        inscrit("a", "LE GOFF", "Éloïse", "2008-12-03"),
    ];
    let trouves = groupes(&tous, &Distincts::new());
    assert_eq!(trouves.len(), 1);
    assert_eq!(trouves[0].ids, ["a", "b", "c"]);
}

#[test]
fn the_one_that_stays_is_completed_and_never_contradicted() {
    let contenu = |details: Value, contrat: Option<&str>| Contenu {
        nom: "LE GOFF".to_owned(),
        prenom: "Éloïse".to_owned(),
        naissance: "2008-03-12".parse().unwrap(),
        inscription: "2026-06-01".parse().unwrap(),
        session: Session::new("2026-09-01".parse().unwrap(), "2027-08-31".parse().unwrap())
            .unwrap(),
        exclusion: None,
        cfd: None,
        rncp: None,
        contrats: contrat
            .map(|d| serde_json::from_value(json!({"debut": d})).unwrap())
            .into_iter()
            .collect(),
        details: details.as_object().unwrap().clone(),
        autres: serde_json::Map::new(),
    };
    let garde = contenu(json!({"tel_apprenant": "1"}), None);
    let autres = [
        contenu(json!({"tel_apprenant": "2", "ine_apprenant": "3"}), Some("2026-09-15")),
        contenu(json!({"ine_apprenant": "4"}), Some("2026-09-20")),
    ];
    let reuni = reunir(garde, &autres);
    assert_eq!(Value::Object(reuni.details), json!({"tel_apprenant": "1", "ine_apprenant": "3"}));
    assert_eq!(reuni.contrats[0].debut.to_string(), "2026-09-15");
    assert_eq!(reuni.contrats.len(), 1);
}

//! The invented France as its importers will see it: counts, valid identifiers, determinism, nobody real.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use donnees::demo::{Demo, Echelle, Graine};
use noyau::identifiants::{
    Cfd, CleMinistereEducatif, CodeCommune, CodePostal, Courriel, Naf, Nda, Rncp, Rome, Siret,
    Telephone, Uai,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a real day")
}

fn demo(echelle: &str) -> Demo {
    Demo::new(&echelle.parse().expect("a known scale"), Graine(1), day())
}

fn read(lignes: impl Iterator<Item = String>) -> Vec<Value> {
    lignes.map(|ligne| serde_json::from_str(&ligne).expect("one JSON object a line")).collect()
}

fn text<'a>(object: &'a Value, pointer: &str) -> &'a str {
    object
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("{pointer} in {object}"))
}

fn hash(lignes: impl Iterator<Item = String>) -> String {
    let mut sha = Sha256::new();
    for ligne in lignes {
        sha.update(ligne.as_bytes());
    }
    hex::encode(sha.finalize())
}

#[test]
fn each_scale_gives_the_rows_it_announces() {
    for echelle in ["petit", "departement:48"] {
        let demo = demo(echelle);
        let e = demo.effectifs();
        assert_eq!(demo.organismes().count(), e.organismes as usize, "{echelle}");
        assert_eq!(demo.formations().count(), e.formations as usize, "{echelle}");
        assert_eq!(demo.offres().count(), e.offres as usize, "{echelle}");
        assert_eq!(demo.recruteurs().count(), e.recruteurs as usize, "{echelle}");
    }
    let france = Echelle::France.effectifs();
    assert_eq!(
        [france.organismes, france.formations, france.offres, france.recruteurs],
        [6_000, 60_000, 200_000, 500_000]
    );
}

#[test]
fn same_seed_and_day_same_bytes() {
    let bytes = |graine, day| {
        let demo = Demo::new(&Echelle::Petit, Graine(graine), day);
        [
            hash(demo.organismes()),
            hash(demo.formations()),
            hash(demo.offres()),
            hash(demo.recruteurs()),
        ]
    };
    let first = bytes(1, day());
    assert_eq!(first, bytes(1, day()));
    assert!(first.iter().zip(bytes(2, day())).all(|(a, b)| *a != b), "another seed, other bytes");
    assert_ne!(
        first[2],
        bytes(1, day().succ_opt().expect("tomorrow"))[2],
        "another day, other offers"
    );
}

#[test]
fn workplaces_have_valid_identifiers() {
    let demo = demo("petit");
    for o in read(demo.offres()).iter().chain(&read(demo.recruteurs())) {
        text(o, "/workplace/siret").parse::<Siret>().expect("SIRET");
        text(o, "/workplace/domain/naf/code").parse::<Naf>().expect("NAF");
        if let Some(phone) = o.pointer("/apply/phone").and_then(Value::as_str) {
            phone.parse::<Telephone>().expect("telephone");
        }
        let romes =
            o.pointer("/offer/rome_codes").or(o.pointer("/rome_codes")).and_then(Value::as_array);
        for rome in romes.expect("rome_codes") {
            rome.as_str().expect("a code").parse::<Rome>().expect("ROME");
        }
    }
}

#[test]
fn organisations_have_valid_identifiers_and_mutual_relations() {
    let organismes = read(demo("petit").organismes());
    let mut links = HashSet::new();
    let mut attendent = 0;
    for o in &organismes {
        let siret = text(o, "/siret").parse::<Siret>().expect("SIRET");
        let uai = text(o, "/lieux_de_formation/0/uai").parse::<Uai>().expect("UAI");
        attendent += usize::from(o.get("uai").is_none_or(|dit| dit != uai.as_str()));
        text(o, "/numero_declaration_activite").parse::<Nda>().expect("NDA");
        text(o, "/adresse/code_postal").parse::<CodePostal>().expect("code postal");
        text(o, "/adresse/code_insee").parse::<CodeCommune>().expect("commune");
        for relation in o["relations"].as_array().expect("relations") {
            links.insert((
                siret.to_string(),
                text(relation, "/type").to_owned(),
                text(relation, "/siret").to_owned(),
            ));
        }
        assert!(o["contacts"].as_array().is_some_and(Vec::is_empty));
    }
    assert!(links.len() > 50);
    for (siret, kind, autre) in &links {
        let mirror = if kind == "formateur->responsable" {
            "responsable->formateur"
        } else {
            "formateur->responsable"
        };
        assert!(
            links.contains(&(autre.clone(), mirror.to_owned(), siret.clone())),
            "{siret} {kind} {autre}"
        );
    }
    let sirets: HashSet<_> = organismes.iter().map(|o| text(o, "/siret")).collect();
    let uais: HashSet<_> =
        organismes.iter().map(|o| text(o, "/lieux_de_formation/0/uai")).collect();
    assert_eq!(attendent, organismes.len() / 6, "there is something to decide");
    assert_eq!((sirets.len(), uais.len()), (organismes.len(), organismes.len()));
}

#[test]
fn trainings_have_valid_identifiers_and_known_organisations() {
    let demo = demo("petit");
    let known: HashSet<String> =
        read(demo.organismes()).iter().map(|o| text(o, "/siret").to_owned()).collect();
    let formations = read(demo.formations());
    let mut cles = HashSet::new();
    for f in &formations {
        let cle = text(f, "/cle_ministere_educatif").parse::<CleMinistereEducatif>().expect("clé");
        assert_eq!(
            cle.siret_formateur().expect("SIRET").to_string(),
            text(f, "/etablissement_formateur_siret")
        );
        assert_eq!(
            cle.siret_gestionnaire().expect("SIRET").to_string(),
            text(f, "/etablissement_gestionnaire_siret")
        );
        assert!(cles.insert(text(f, "/cle_ministere_educatif")), "a key twice");
        text(f, "/cfd").parse::<Cfd>().expect("CFD");
        text(f, "/rncp_code").parse::<Rncp>().expect("RNCP");
        text(f, "/uai_formation").parse::<Uai>().expect("UAI");
        text(f, "/code_commune_insee").parse::<CodeCommune>().expect("commune");
        text(f, "/etablissement_formateur_courriel").parse::<Courriel>().expect("courriel");
        for field in ["/etablissement_formateur_siret", "/etablissement_gestionnaire_siret"] {
            assert!(known.contains(text(f, field)), "{field}");
        }
    }
}

#[test]
fn a_school_lists_a_diploma_once_for_each_place_and_year() {
    let mut vues = HashSet::new();
    for f in read(demo("petit").formations()) {
        let quoi =
            ["/etablissement_formateur_siret", "/cfd", "/annee"].map(|c| text(&f, c).to_owned());
        let ou = ["/lieu_formation_adresse", "/code_commune_insee"].map(|c| text(&f, c).to_owned());
        assert!(vues.insert((quoi.clone(), ou.clone())), "{quoi:?} {ou:?}");
    }
}

#[test]
fn every_rome_code_is_one_of_the_real_archive() {
    let Some(path) = real_data("rome/unix_referentiel_code_rome_v460_utf8.csv") else {
        return;
    };
    let mut reader = csv::Reader::from_path(path).expect("a readable file");
    let real: HashSet<String> =
        reader.records().map(|row| row.expect("a row")[0].to_owned()).collect();
    let ours = donnees::metiers().iter().map(|m| m.rome);
    for rome in ours.chain(donnees::diplomes().iter().flat_map(|d| d.romes.iter().copied())) {
        assert!(real.contains(rome), "{rome}");
    }
}

#[test]
fn diploma_codes_are_those_of_the_bcn() {
    let tables = ["bcn/N_FORMATION_DIPLOME.csv", "bcn/N_FORMATION_DIPLOME_ENQUETE_51.csv"];
    let paths: Vec<_> = tables.into_iter().filter_map(real_data).collect();
    if paths.len() < tables.len() {
        return;
    }
    let bytes = paths.iter().map(|path| std::fs::read(path).expect("a readable file"));
    let rows = bytes.map(|bytes| bytes.iter().map(|b| char::from(*b)).collect::<String>());
    let known: HashSet<String> = rows
        .flat_map(|text| {
            text.lines().filter_map(|line| line.get(..8).map(str::to_owned)).collect::<Vec<_>>()
        })
        .collect();
    let absent: Vec<_> =
        donnees::diplomes().iter().map(|d| d.cfd).filter(|cfd| !known.contains(*cfd)).collect();
    // Diplomas opened after that edition of the BCN are known by the kit apprentissage only.
    assert!(absent.len() * 20 < donnees::diplomes().len(), "{absent:?}");
}

/// A publisher's file, when this machine has them; says so and gives `None` otherwise.
#[allow(clippy::disallowed_methods, reason = "tests are configured by their runner")]
fn real_data(name: &str) -> Option<std::path::PathBuf> {
    let beside = || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("COMPAGNON_DONNEES_REELLES").map_or_else(beside, Into::into);
    let path = folder.join(name);
    if !path.exists() {
        println!("skipped: {} is absent", path.display());
    }
    path.exists().then_some(path)
}

#[test]
fn a_newcomer_finds_bakers_in_rennes_and_every_domain() {
    let demo = demo("petit");
    let offres = read(demo.offres());
    let recruteurs = read(demo.recruteurs());
    let formations = read(demo.formations());
    let near = |o: &&Value| text(o, "/workplace/location/address").contains(" 35");
    let baker = |o: &&Value| text(o, "/offer/rome_codes/0") == "D1102";
    assert!(offres.iter().filter(baker).filter(near).count() >= 30);
    assert!(
        recruteurs.iter().filter(|o| text(o, "/rome_codes/0") == "D1102").filter(near).count()
            >= 30
    );
    let cap = |f: &&Value| text(f, "/cfd") == "50022137" && text(f, "/localite") == "Rennes";
    assert!(formations.iter().filter(cap).count() >= 2);
    let domains = |rows: &[Value], pointer: &str| -> HashSet<char> {
        let codes =
            rows.iter().filter_map(|o| o.pointer(pointer)).filter_map(Value::as_array).flatten();
        codes.filter_map(|code| code.as_str()?.chars().next()).collect()
    };
    assert_eq!(domains(&offres, "/offer/rome_codes").len(), 14);
    assert_eq!(domains(&recruteurs, "/rome_codes").len(), 14);
    assert_eq!(domains(&formations, "/rome_codes").len(), 14);
}

#[test]
fn offers_read_like_offers() {
    let offres = read(demo("petit").offres());
    let mut descriptions = HashSet::new();
    let mut without_level = 0;
    for o in &offres {
        let description = text(o, "/offer/description");
        let length = description.chars().count();
        assert!((250..=650).contains(&length), "{length}: {description}");
        assert!(
            !description.contains(['{', '}', '!']) && !description.contains("  "),
            "{description}"
        );
        assert!(text(o, "/offer/title").chars().count() >= 10);
        assert!(!description.contains('€'));
        descriptions.insert(description);
        without_level += usize::from(o["offer"]["target_diploma"].is_null());
    }
    assert!(descriptions.len() * 100 > offres.len() * 99, "descriptions differ");
    let share = without_level * 100 / offres.len();
    assert!((80..=86).contains(&share), "{share} % without a level");
    let delegated =
        offres.iter().filter(|o| o["is_delegated"] == true).count() * 100 / offres.len();
    assert!((9..=15).contains(&delegated), "{delegated} % delegated");
}

#[test]
fn nobody_real_is_in_it() {
    let demo = demo("petit");
    let lignes =
        demo.organismes().chain(demo.formations()).chain(demo.offres()).chain(demo.recruteurs());
    let fiction = ["+3319900", "+3326191", "+3335301", "+3346571", "+3353649"];
    for ligne in lignes {
        for (at, _) in ligne.match_indices('@') {
            assert!(ligne[at..].starts_with("@exemple.invalid"), "{ligne}");
        }
        for (at, _) in ligne.match_indices("\"+33") {
            assert!(fiction.iter().any(|range| ligne[at + 1..].starts_with(range)), "{ligne}");
        }
        for (at, _) in ligne.match_indices("\"https://") {
            let host = ligne[at + 9..].split(['/', '"']).next().unwrap_or_default();
            assert!(host.ends_with(".exemple.invalid"), "{host}");
        }
    }
}

#[test]
fn trades_live_where_they_do_in_life() {
    let population: HashMap<&str, u32> =
        donnees::communes().iter().map(|c| (c.code, c.population)).collect();
    assert!(population.len() > 34_000);
    let demo = demo("france");
    let (mut bakers, mut developers, mut farmers) = ([0u32; 2], [0u32; 2], [0u32; 2]);
    let by_postal = small_postal_codes();
    for o in read(demo.recruteurs().skip(1_000).take(20_000)) {
        let address = text(&o, "/workplace/location/address");
        let postal = address
            .split(' ')
            .rev()
            .find(|w| w.len() == 5 && w.bytes().all(|b| b.is_ascii_digit()));
        let country = usize::from(postal.is_some_and(|p| by_postal.contains(p)));
        match text(&o, "/rome_codes/0") {
            "D1102" => bakers[country] += 1,
            "M1805" => developers[country] += 1,
            "A1416" => farmers[country] += 1,
            _ => {}
        }
    }
    assert!(developers[1] == 0 && developers[0] > 100, "{developers:?}");
    assert!(farmers[1] > farmers[0], "{farmers:?}");
    assert!(bakers[1] > 50 && bakers[0] > 50, "{bakers:?}");
}

// Postal codes that serve only communes under 3,000 people.
fn small_postal_codes() -> HashSet<&'static str> {
    let (large, small): (Vec<_>, Vec<_>) =
        donnees::communes().iter().partition(|c| c.population >= 3_000);
    let large: HashSet<_> = large.iter().flat_map(|c| c.codes_postaux.iter().copied()).collect();
    small
        .iter()
        .flat_map(|c| c.codes_postaux.iter().copied())
        .filter(|code| !large.contains(code))
        .collect()
}

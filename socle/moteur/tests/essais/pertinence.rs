//! The rules of relevance, one small corpus each.

use moteur::{Document, Requete, Sens, Tri};

use super::outils::{Essai, entreprise, formation, index, offre, texte_seul};

fn offres(titres: &[(&str, &str)]) -> Essai {
    index(titres.iter().map(|(id, titre)| offre(id, titre)).collect())
}

#[test]
fn gender_number_and_accents_do_not_matter() {
    let essai = offres(&[
        ("1", "Boulangère H/F"),
        ("2", "Agriculteurs"),
        ("3", "Employée de ménage"),
        ("4", "Commerciaux"),
    ]);
    let cas = [
        ("boulanger", "1"),
        ("BOULANGERS", "1"),
        ("agricultrice", "2"),
        ("employés", "3"),
        ("commerciale", "4"),
        ("boula\u{301}ngere", "1"),
    ];
    for (texte, id) in cas {
        assert_eq!(essai.texte(texte), [id], "{texte}");
    }
}

#[test]
fn the_gate_asks_for_enough_words() {
    let essai = offres(&[
        ("plein", "Chargé de déploiement"),
        ("affaires", "Chargé d'affaires"),
        ("trois", "Assistant ressources humaines"),
        ("deux", "Responsable ressources humaines"),
        ("un", "Assistant dentaire"),
    ]);
    assert_eq!(essai.texte("chargé de déploiement"), ["plein"]);
    assert_eq!(essai.texte("assistant ressources humaines"), ["trois", "deux"]);
    assert_eq!(essai.texte("déploiement chargée"), ["plein"]);
    assert!(essai.texte("chargé inexistantissime").is_empty());
}

#[test]
fn the_body_never_decides_but_ranks() {
    let essai = index(vec![
        Document { corps: "Nous cherchons un boulanger".into(), ..offre("corps", "Vendeur") },
        Document { corps: "Levain, pétrin".into(), ..offre("nu", "Boulanger") },
        Document { corps: "Le boulanger pétrit".into(), ..offre("riche", "Boulanger") },
    ]);
    assert_eq!(essai.texte("boulanger"), ["riche", "nu"]);
}

#[test]
fn short_and_exact_titles_come_first() {
    let essai = offres(&[
        ("long", "Cuisinier en collectivité à domicile pour personnes âgées dépendantes"),
        ("exact", "Cuisinier / Cuisinière à domicile"),
        ("aide", "Aide à domicile"),
        ("ordre", "Domicile cuisinier service"),
    ]);
    assert_eq!(essai.texte("Cuisinier / Cuisinière à domicile")[0], "exact");
    assert!(!essai.texte("Cuisinier / Cuisinière à domicile").contains(&"aide".to_owned()));
    let essai = offres(&[
        ("phrase", "Assistant commercial export junior"),
        ("mots", "Commercial assistant export junior"),
    ]);
    assert_eq!(essai.texte("assistant commercial"), ["phrase", "mots"]);
}

#[test]
fn typing_mistakes_are_forgiven_when_the_word_is_long_or_unknown() {
    let essai = offres(&[
        ("m", "Technicien de maintenance"),
        ("e", "Espaces verts"),
        ("v", "Vente en magasin"),
        ("b", "Boucher"),
    ]);
    let cas: [(&str, &[&str]); 7] = [
        ("maintenace", &["m"]),
        ("mainetnance", &["m"]),
        ("vente", &["v"]),
        ("bouhcer", &["b"]),
        ("bouche", &["b"]),
        ("aintenance", &[]),
        ("mzintenance", &[]),
    ];
    for (texte, attendu) in cas {
        assert_eq!(essai.texte(texte), attendu, "{texte}");
    }
}

#[test]
fn a_misspelt_title_is_found_after_the_others() {
    let titres: Vec<String> = (0..30).map(|i| format!("Comptable {i}")).collect();
    let mut documents: Vec<Document> = titres.iter().map(|t| offre(t, t)).collect();
    documents.push(offre("mal écrit", "Comptaple"));
    let essai = index(documents);
    let trouves = essai.ids(&Requete { par_page: 100, ..texte_seul("comptable") });
    assert_eq!((trouves.len(), trouves.last().map(String::as_str)), (31, Some("mal écrit")));
}

#[test]
fn two_words_of_the_same_order_are_both_meant() {
    let essai = offres(&[("metier", "Boulanger"), ("lieu", "Vente en boulangerie")]);
    assert_eq!(essai.texte("boulanger"), ["metier"]);
    assert_eq!(essai.texte("boulangerie"), ["lieu"]);
}

#[test]
fn the_last_word_may_be_unfinished() {
    let essai = offres(&[("1", "Boulanger pâtissier"), ("2", "Boucher")]);
    assert_eq!(essai.texte("boulan"), ["1"]);
    assert_eq!(essai.texte("boulanger pâti"), ["1"]);
    assert!(essai.texte("pâti boucher").is_empty());
}

#[test]
fn company_names_match_exactly_or_not_at_all() {
    let essai = index(vec![
        entreprise("vigier", "VIGIER", &["Maçon"]),
        entreprise("sncf", "SNCF", &["Conducteur de train"]),
        Document { corps: "partenaire de la SNCF".into(), ..offre("mention", "Contrôleur") },
        Document { nom: "SNCF".into(), ..offre("offre", "Aiguilleur") },
        offre("securite", "Agent de sécurité"),
        offre("commercial", "Agent commercial"),
    ]);
    assert_eq!(essai.texte("vigile"), ["securite"]);
    assert_eq!(essai.texte("vigier"), ["vigier"]);
    let mut sncf = essai.texte("sncf");
    sncf.sort();
    assert_eq!(sncf, ["offre", "sncf"]);
    assert!(essai.texte("vigiere").is_empty());
}

#[test]
fn a_whole_name_wins() {
    let essai = index(vec![
        entreprise("loin", "Agricole Services", &["Crédit manager"]),
        entreprise("banque", "Crédit Agricole", &["Conseiller clientèle"]),
    ]);
    assert_eq!(essai.texte("credit agricole")[0], "banque");
}

#[test]
fn synonyms_are_whole_phrases() {
    let essai = offres(&[
        ("securite", "Agent / Agente de sécurité H/F"),
        ("securite_longue", "Agent polyvalent en magasin"),
        ("commercial", "Agent commercial"),
        ("esf", "Conseiller en économie sociale familiale"),
        ("esg", "Analyste ESG"),
        ("social", "Assistant familial en économie"),
        ("rh", "Chargé RH"),
        ("son", "Ingénieur du son"),
    ]);
    let cas: [(&str, &[&str]); 5] = [
        ("vigile", &["securite"]),
        ("esf", &["esf"]),
        ("ressources humaines", &["rh"]),
        ("chargé ressources humaines", &["rh"]),
        ("technicien son", &["son"]),
    ];
    for (texte, attendu) in cas {
        assert_eq!(essai.texte(texte), attendu, "{texte}");
    }
}

#[test]
fn the_word_typed_comes_before_its_synonym() {
    let essai = offres(&[("synonyme", "Agent de sécurité"), ("mot", "Vigile")]);
    assert_eq!(essai.texte("vigile"), ["mot", "synonyme"]);
}

#[test]
fn diploma_words_help_but_do_not_decide() {
    let essai = index(vec![
        offre("offre", "Boulanger"),
        formation("cap", "CAP Boulanger"),
        formation("bp", "BP Boulanger"),
        formation("patissier", "CAP Pâtissier"),
    ]);
    let trouves = essai.texte("cap boulanger");
    assert_eq!(trouves[0], "cap");
    assert_eq!(trouves.len(), 3);
    let mut seul = essai.texte("cap");
    seul.sort();
    assert_eq!(seul, ["cap", "patissier"]);
}

#[test]
fn words_that_say_nothing_find_everything() {
    let essai = offres(&[("1", "Boulanger"), ("2", "Alternance commerce")]);
    for texte in ["", "  ", "alternance", "en apprentissage", "!!! ???", "de la"] {
        assert_eq!(essai.texte(texte).len(), 2, "{texte}");
    }
    assert_eq!(essai.texte("alternance boulanger"), ["1"]);
}

#[test]
fn keywords_open_the_documents_that_allow_it() {
    let mots_cles = vec!["communication".to_owned()];
    let essai = index(vec![
        Document { mots_cles: mots_cles.clone(), ..offre("offre", "Assistant polyvalent") },
        Document {
            mots_cles: mots_cles.clone(),
            ..entreprise("entreprise", "ACME", &["Graphiste"])
        },
        Document { mots_cles, ..offre("mieux", "Chargé de communication") },
        offre("bien", "Chargé de communication"),
    ]);
    let trouves = essai.texte("communication");
    assert_eq!(trouves[..2], ["mieux", "bien"]);
    assert_eq!(trouves[2..], ["entreprise"]);
    assert!(
        essai.texte("communication graphiste").is_empty(),
        "two words: a keyword no longer opens"
    );
}

#[test]
fn equal_scores_are_put_in_order() {
    let avec = |id: &str, drapeaux: Vec<&'static str>, cles: Vec<(&'static str, i32)>| Document {
        drapeaux,
        cles,
        ..offre(id, "Vendeur")
    };
    let essai = index(vec![
        avec("vieille", vec![], vec![("compteur", 0), ("date", 1)]),
        avec("demandee", vec![], vec![("compteur", 9), ("date", 9)]),
        avec("simple", vec!["simple"], vec![("compteur", 9)]),
        avec("recente", vec![], vec![("compteur", 0), ("date", 9)]),
    ]);
    let attendu = ["simple", "recente", "vieille", "demandee"];
    assert_eq!(essai.texte("vendeur"), attendu);
    assert_eq!(essai.texte(""), attendu);
}

#[test]
fn pages_share_the_results_out() {
    let documents = (0..530)
        .map(|i| offre(&format!("{i}"), if i % 2 == 0 { "Vendeur" } else { "Vendeur en magasin" }))
        .collect();
    let essai = index(documents);
    let mut vus: Vec<String> = (0..12)
        .flat_map(|page| essai.ids(&Requete { page, par_page: 47, ..texte_seul("vendeur") }))
        .collect();
    assert_eq!(vus.len(), 530);
    vus.sort();
    vus.dedup();
    assert_eq!(vus.len(), 530, "no document on two pages");
    assert!(essai.ids(&Requete { page: usize::MAX, ..texte_seul("vendeur") }).is_empty());
    let sans = essai.index.search(&Requete { par_page: 0, ..texte_seul("vendeur") }).unwrap();
    assert_eq!((sans.total, sans.resultats.len()), (530, 0));
}

#[test]
fn the_answer_says_what_was_looked_for() {
    let essai = offres(&[("1", "Technicien de maintenance"), ("2", "Agent de sécurité")]);
    let reponse = essai.index.search(&texte_seul("maintenace")).unwrap();
    assert_eq!(reponse.corrections, [("maintenace".to_owned(), vec!["maintenanc".to_owned()])]);
    let extrait = moteur::extraits("La maintenance d'abord", &reponse.termes);
    assert_eq!(extrait[1], moteur::Morceau::Trouve("maintenance".into()));
    let reponse = essai.index.search(&texte_seul("vigile")).unwrap();
    assert!(reponse.termes.contains(&"securit".to_owned()), "{:?}", reponse.termes);
}

#[test]
fn sorting_by_a_key_leaves_out_what_has_none() {
    let date = |id: &str, genre: &str, date: Option<i32>| Document {
        genre: genre.into(),
        cles: date.map(|d| ("date", d)).into_iter().collect(),
        ..offre(id, "Assistant ressources humaines")
    };
    let essai = index(vec![
        date("a", "offre", Some(10)),
        date("b", "offre", Some(30)),
        date("c", "offre", None),
        date("d", "entreprise", Some(40)),
        Document { cles: vec![("date", 99)], ..offre("hors", "Boucher") },
    ]);
    let tri =
        |sens| Tri::Cle { nom: "date".into(), sens, genres_en_dernier: vec!["entreprise".into()] };
    let requete = |sens| Requete { tri: tri(sens), ..texte_seul("assistant ressources humaines") };
    assert_eq!(essai.ids(&requete(Sens::Decroissant)), ["b", "a", "d"]);
    assert_eq!(essai.ids(&requete(Sens::Croissant)), ["a", "b", "d"]);
    assert_eq!(essai.index.search(&requete(Sens::Croissant)).unwrap().total, 3);
}

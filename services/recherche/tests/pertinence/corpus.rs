//! The documents of the corpus, as the search would have received them.

use std::collections::HashSet;

use recherche::{Hit, PointGeoJson};
use serde::Deserialize;

/// A line of `corpus.csv`; its README says what each column holds.
#[derive(Deserialize)]
struct Ligne {
    id: String,
    sorte: String,
    titre: String,
    organisation: String,
    ville: String,
    metiers: String,
    mots_cles: String,
    niveau: String,
    contrats: String,
    secteur: String,
    publication: String,
    debut: String,
    candidatures: String,
    signes: String,
    description: String,
}

/// Reads the corpus; a faulty line stops the test with its identifier.
pub fn lire(texte: &str) -> Vec<Hit> {
    let mut lecteur = csv::ReaderBuilder::new().delimiter(b';').from_reader(texte.as_bytes());
    let lignes: Vec<Ligne> = lecteur.deserialize().collect::<Result<_, _>>().unwrap();
    let mut vus = HashSet::new();
    lignes.iter().for_each(|l| assert!(vus.insert(&l.id), "{} est écrit deux fois", l.id));
    lignes.iter().map(hit).collect()
}

fn hit(ligne: &Ligne) -> Hit {
    let (sub_type, ecole) = sorte(ligne);
    let genre = if ligne.sorte == "formation" { "formation" } else { "offre" };
    let commune = crate::banc::commune(&ligne.ville)
        .unwrap_or_else(|| panic!("{} : ville inconnue", ligne.id));
    let point = noyau::geo::Point::new(commune.lat, commune.lon).unwrap();
    let de_suite = ligne.debut == "dès que possible";
    let a = |signe: &str| ligne.signes.split('|').any(|s| s == signe);
    Hit {
        url_id: ligne.id.clone(),
        genre: genre.to_owned(),
        sub_type: sub_type.to_owned(),
        title: ligne.titre.clone(),
        description: ligne.description.clone(),
        organization_name: ligne.organisation.clone(),
        ville: ligne.ville.clone(),
        location: Some(PointGeoJson::de(point)),
        departement: commune.departement.to_owned(),
        region: commune.region.to_owned(),
        level: ligne
            .niveau
            .parse()
            .map_or(String::new(), |n| donnees::libelle_niveau_catalogue(n).to_owned()),
        contract_type: liste(&ligne.contrats).iter().map(|c| contrat(c)).collect(),
        activity_sector: ligne.secteur.clone(),
        rome_labels: liste(&ligne.metiers),
        keywords: liste(&ligne.mots_cles),
        publication_date: texte(&ligne.publication),
        start_date: texte(&ligne.debut).filter(|_| !de_suite),
        start_type: texte(&ligne.debut)
            .map(|_| if de_suite { "des_que_possible" } else { "precise_date" }.to_owned()),
        is_disabled_elligible: a("handicap"),
        smart_apply: a("candidature"),
        is_start_flexible: a("souple"),
        is_algo_company: ligne.sorte == "entreprise",
        is_formation_included: ecole,
        application_count: (genre == "offre").then(|| ligne.candidatures.parse().unwrap_or(0)),
        ..Hit::default()
    }
}

/// Sub-type of the API, and whether the offer comes with its training.
fn sorte(ligne: &Ligne) -> (&'static str, bool) {
    match ligne.sorte.as_str() {
        "formation" => ("formation", false),
        "offre" => ("offres_emploi_partenaires", false),
        "offre_ecole" => ("offres_emploi_lba", true),
        "entreprise" => ("recruteurs_lba", false),
        autre => panic!("{} : sorte « {autre} » inconnue", ligne.id),
    }
}

fn contrat(mot: &str) -> String {
    match mot {
        "apprentissage" => "Apprentissage".to_owned(),
        "professionnalisation" => "Professionnalisation".to_owned(),
        autre => panic!("contrat « {autre} » inconnu"),
    }
}

fn liste(texte: &str) -> Vec<String> {
    texte.split('|').filter(|m| !m.is_empty()).map(str::to_owned).collect()
}

fn texte(valeur: &str) -> Option<String> {
    (!valeur.is_empty()).then(|| valeur.to_owned())
}

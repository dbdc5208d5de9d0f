//! The questions people ask, in the proportions of a home page.

use moteur::{FacetteVoulue, Filtre, Lieu, Requete, Sens, Tri};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::france::France;

/// Kinds of questions and their share.
const SORTES: [(&str, u32); 14] = [
    ("métier + ville", 30),
    ("métier + ville, filtre", 8),
    ("métier + ville, par date", 5),
    ("faute + ville", 8),
    ("métier, France", 10),
    ("faute, France", 4),
    ("quatre mots, France", 4),
    ("mots fréquents, France", 3),
    ("nom d'entreprise", 4),
    ("ville seule", 9),
    ("ville seule, 100 km", 3),
    ("rien", 4),
    ("rien, filtres", 4),
    ("métier, département", 4),
];

pub fn tirer(france: &France, nombre: usize) -> Vec<(&'static str, Requete)> {
    let mut alea = ChaCha8Rng::seed_from_u64(42);
    let total: u32 = SORTES.iter().map(|(_, part)| part).sum();
    (0..nombre)
        .map(|_| {
            let mut tirage = alea.random_range(0..total);
            let sorte = SORTES.iter().find(|(_, part)| {
                let ici = tirage < *part;
                tirage = tirage.saturating_sub(*part);
                ici
            });
            let sorte = sorte.expect("shares add up").0;
            (sorte, question(france, sorte, &mut alea))
        })
        .collect()
}

fn question(france: &France, sorte: &str, alea: &mut ChaCha8Rng) -> Requete {
    let facettes = ["sorte", "contrat", "niveau", "rythme", "secteur", "nom", "departement"];
    let mut requete = Requete {
        facettes: facettes.map(|nom| FacetteVoulue { nom: nom.into(), combien: 100 }).to_vec(),
        texte: texte(france, sorte, alea),
        ..Requete::default()
    };
    let ville = &france.villes[france.ville(alea)];
    if sorte.contains("ville") {
        let rayon_km = if sorte.contains("100") {
            100.0
        } else {
            [10.0, 20.0, 30.0, 30.0, 60.0][alea.random_range(0..5)]
        };
        requete.lieu = Lieu::Cercle { centre: ville.point, rayon_km };
    }
    if sorte.contains("département") {
        requete.lieu = Lieu::Territoire {
            facette: "departement".into(),
            valeurs: vec![ville.departement.clone()],
        };
    }
    if sorte.contains("filtre") {
        requete.filtres = filtres(alea);
    }
    if sorte.contains("par date") {
        requete.tri = Tri::Cle {
            nom: "date".into(),
            sens: Sens::Decroissant,
            genres_en_dernier: vec!["entreprise".into()],
        };
    }
    requete
}

fn texte(france: &France, sorte: &str, alea: &mut ChaCha8Rng) -> String {
    let metier = france.metier(alea).masculin.clone();
    match sorte {
        s if s.starts_with("métier") => metier,
        s if s.starts_with("faute") => faute(&metier, alea),
        s if s.starts_with("quatre") => {
            format!("{metier} {} confirmé", france.metier(alea).masculin)
        }
        s if s.starts_with("mots fréquents") => {
            ["agent", "technicien", "vendeur", "employé", "assistant commercial"]
                [alea.random_range(0..5)]
            .into()
        }
        s if s.starts_with("nom") => france.nom(alea),
        _ => String::new(),
    }
}

/// Two neighbouring letters swapped in the longest word, after its first two.
fn faute(texte: &str, alea: &mut ChaCha8Rng) -> String {
    let long = texte.split(' ').max_by_key(|m| m.len()).unwrap_or_default();
    let mut lettres: Vec<char> = long.chars().collect();
    if lettres.len() > 4 {
        let rang = alea.random_range(2..lettres.len() - 1);
        lettres.swap(rang, rang + 1);
    }
    texte.replacen(long, &lettres.into_iter().collect::<String>(), 1)
}

fn filtres(alea: &mut ChaCha8Rng) -> Vec<Filtre> {
    let facette = |nom: &str, valeur: &str, absents| Filtre::Facette {
        nom: nom.into(),
        valeurs: vec![valeur.into()],
        absents,
    };
    let possibles = [
        facette("sorte", "offre", false),
        facette("niveau", "4", true),
        facette("contrat", "Apprentissage", false),
        Filtre::Drapeau { nom: "handi".into(), valeur: true },
        Filtre::Cle {
            nom: "debut".into(),
            min: None,
            max: Some(20_500),
            absents: true,
            sauf_drapeau: Some("simple".into()),
        },
        facette("departement", "35", false),
    ];
    let premier = alea.random_range(0..possibles.len());
    possibles.into_iter().cycle().skip(premier).take(2).collect()
}

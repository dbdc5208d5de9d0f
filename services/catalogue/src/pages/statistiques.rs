//! Figures of the catalogue: every one leads to its list, every table has its bars and its file.

use axum::extract::{Path, State};
use axum::response::Response;
use futures::StreamExt;
use futures::stream;
use noyau::texte::{decimal, nombre};
use web::export::{Format, repondre};
use web::jeu::{Cellule, Colonne, Genre};
use web::page::Lien;
use web::{Erreur, Etat};

use super::{Rendu, encoder, fil, page, rendre};
use crate::piece::{Catalogue, Lu};
use crate::regles::criteres::{Criteres, Facette};
use crate::regles::territoire::Territoire;
use crate::vues::statistiques::{Barre, Barres, Statistiques};

/// The facets told, each with its title.
const TABLEAUX: [(Facette, &str); 5] = [
    (Facette::Region, "Formations publiées par région"),
    (Facette::Academie, "Formations publiées par académie"),
    (Facette::Niveau, "Formations publiées par niveau"),
    (Facette::Rentree, "Formations publiées par rentrée à venir"),
    (Facette::Controle, "Contrôles qui échouent, parmi les formations publiées"),
];

/// A value of the statistics.
struct Chiffre {
    tableau: &'static str,
    facette: Option<Facette>,
    cle: String,
    valeur: String,
    nombre: i64,
    /// Percentage of the published trainings.
    part: Option<f64>,
}

/// Shows the figures.
pub async fn show(State(etat): State<Etat>) -> Rendu {
    let lu = Catalogue::de(&etat).await?;
    let ensemble = ensemble(&lu);
    let ensemble = ensemble.iter().map(|c| vec![c.valeur.clone(), nombre(c.nombre)]).collect();
    rendre(&Statistiques {
        page: page(&etat, "Statistiques du catalogue", "/catalogue/statistiques"),
        fil: fil(),
        ensemble,
        tableaux: TABLEAUX.map(|(facette, titre)| barres(&lu, facette, titre)).to_vec(),
        exports: exports("/catalogue/statistiques/export"),
    })
}

/// The same as a file.
pub async fn export(
    State(etat): State<Etat>,
    Path(format): Path<String>,
) -> Result<Response, Erreur> {
    let introuvable = || Erreur::introuvable("Les formats sont csv, xlsx et ndjson.");
    let format = Format::lire(&format).ok_or_else(introuvable)?;
    let lu = Catalogue::de(&etat).await?;
    let tableaux = TABLEAUX.into_iter().flat_map(|(facette, titre)| chiffres(&lu, facette, titre));
    let lignes: Vec<_> = ensemble(&lu).into_iter().chain(tableaux).map(cellules).collect();
    repondre(format, "catalogue-statistiques", &COLONNES, stream::iter(lignes).boxed()).await
}

static COLONNES: [Colonne; 4] = [
    Colonne {
        nom: "tableau",
        genre: Genre::Texte,
        description: "Tableau de la page",
        exemple: "Formations publiées par niveau",
    },
    Colonne {
        nom: "valeur",
        genre: Genre::Texte,
        description: "Ce qui est compté",
        exemple: "CAP, BEP (niveau 3)",
    },
    Colonne { nom: "nombre", genre: Genre::Entier, description: "Combien", exemple: "420" },
    Colonne {
        nom: "part",
        genre: Genre::Nombre,
        description: "Part des formations publiées, en pourcentage",
        exemple: "28.1",
    },
];

fn cellules(c: Chiffre) -> anyhow::Result<Vec<Cellule>> {
    let part = c.part.map(|p| (p * 10.0).round() / 10.0);
    Ok(vec![c.tableau.into(), c.valeur.into(), c.nombre.into(), part.into()])
}

/// The list as files, under an address.
pub fn exports(adresse: &str) -> Vec<Lien> {
    let lien =
        |f: Format| Lien::new(f.extension().to_uppercase(), format!("{adresse}/{}", f.extension()));
    Format::TOUS.map(lien).to_vec()
}

fn ensemble(lu: &Lu) -> Vec<Chiffre> {
    let publiees = lu.vivier.rangees().iter().filter(|r| r.publiee);
    let (mut total, mut a_venir, mut connues, mut places) = (0_i64, 0_i64, 0_i64, 0_i64);
    for r in publiees {
        total += 1;
        a_venir += i64::from(r.rentree.is_some());
        connues += i64::from(r.capacite.is_some());
        places += r.capacite.unwrap_or(0);
    }
    let lignes = [
        ("Formations publiées", total),
        ("dont une rentrée à venir est déclarée", a_venir),
        ("dont aucune rentrée à venir n’est déclarée", total - a_venir),
        ("dont la capacité est déclarée", connues),
        ("Places déclarées par ces dernières", places),
        ("Formations retirées par l’éditeur", lu.vivier.rangees().len() as i64 - total),
    ];
    let chiffre = |(valeur, nombre): (&str, i64)| Chiffre {
        tableau: "Ensemble",
        facette: None,
        cle: String::new(),
        valeur: valeur.to_owned(),
        nombre,
        part: None,
    };
    lignes.map(chiffre).into_iter().collect()
}

fn chiffres(lu: &Lu, facette: Facette, tableau: &'static str) -> Vec<Chiffre> {
    let criteres = Criteres::avec(Facette::Etat, "publiee");
    let trouve = lu.vivier.chercher(&criteres, &Territoire::France);
    let total = trouve.lignes.len().max(1) as f64;
    let comptes = trouve.comptes(&lu.vivier, facette);
    let chiffre = |(cle, libelle, n): (&str, &str, u32)| Chiffre {
        tableau,
        facette: Some(facette),
        cle: cle.to_owned(),
        valeur: libelle.to_owned(),
        nombre: n.into(),
        part: Some(f64::from(n) * 100.0 / total),
    };
    comptes.into_iter().filter(|(.., n)| *n > 0).map(chiffre).collect()
}

fn barres(lu: &Lu, facette: Facette, titre: &'static str) -> Barres {
    let mut chiffres = chiffres(lu, facette, titre);
    if matches!(facette, Facette::Niveau | Facette::Rentree) {
        chiffres.sort_by(|a, b| a.cle.cmp(&b.cle));
    }
    let plus_grand = chiffres.iter().map(|c| c.nombre).max().unwrap_or(0).max(1);
    let lignes = chiffres.into_iter().map(|c| Barre {
        libelle: c.valeur,
        adresse: c.facette.map(|f| liste(f, &c.cle)).unwrap_or_default(),
        nombre: nombre(c.nombre),
        part: format!("{} %", decimal(c.part.unwrap_or_default(), 1)),
        longueur: (c.nombre * 100 / plus_grand) as u32,
    });
    Barres { titre, lignes: lignes.collect() }
}

/// The list behind a figure.
fn liste(facette: Facette, cle: &str) -> String {
    format!("/catalogue?etat=publiee&{}={}", facette.nom(), encoder(cle))
}

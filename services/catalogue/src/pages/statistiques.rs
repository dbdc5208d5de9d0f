//! Figures of the catalogue: every one leads to its list.

use axum::extract::State;
use noyau::texte::nombre;
use web::Etat;
use web::document::{Document, Section};
use web::page::Lien;

use super::{Rendu, fil, page, rendre};
use crate::piece::{Catalogue, Lu};
use crate::regles::criteres::{Criteres, Facette};
use crate::regles::territoire::Territoire;

/// The facets told, each with its title.
const TABLEAUX: [(Facette, &str); 5] = [
    (Facette::Region, "Formations publiées par région"),
    (Facette::Academie, "Formations publiées par académie"),
    (Facette::Niveau, "Formations publiées par niveau"),
    (Facette::Rentree, "Formations publiées par rentrée à venir"),
    (Facette::Controle, "Contrôles qui échouent, parmi les formations publiées"),
];

/// Shows the figures.
pub async fn show(State(etat): State<Etat>) -> Rendu {
    let lu = Catalogue::de(&etat).await?;
    let mut sections = vec![ensemble(&lu)];
    sections.extend(TABLEAUX.map(|(facette, titre)| tableau(&lu, facette, titre)));
    let chapo = "Ce que contient le catalogue aujourd’hui. Chaque chiffre compte des fiches de formation des livraisons en service.";
    let page = page(&etat, "Statistiques du catalogue", "/catalogue/statistiques");
    let mut document = Document::nouveau(page, chapo, sections);
    document.fil = fil();
    rendre(&document)
}

fn ensemble(lu: &Lu) -> Section {
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
    let lignes = lignes.map(|(quoi, n)| vec![quoi.to_owned(), nombre(n)]).to_vec();
    let mut section = Section::texte("Ensemble", &[]);
    section.liens = vec![Lien::new("Voir les formations publiées", "/catalogue?etat=publiee")];
    section.tableau(&["Mesure", "Nombre"], lignes)
}

fn tableau(lu: &Lu, facette: Facette, titre: &str) -> Section {
    let criteres = Criteres::avec(Facette::Etat, "publiee");
    let trouve = lu.vivier.chercher(&criteres, &Territoire::France);
    let total = trouve.lignes.len().max(1) as f64;
    let comptes = trouve.comptes(&lu.vivier, facette);
    let lignes = comptes.into_iter().filter(|(.., n)| *n > 0).map(|(_, libelle, n)| {
        let part = noyau::texte::decimal(f64::from(n) * 100.0 / total, 1);
        vec![libelle.to_owned(), nombre(n.into()), format!("{part} %")]
    });
    Section::texte(titre, &[]).tableau(&["Valeur", "Formations", "Part"], lignes.collect())
}

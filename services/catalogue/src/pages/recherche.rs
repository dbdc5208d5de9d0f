//! The search of the catalogue.

use axum::extract::{RawQuery, State};
use noyau::texte;
use web::Etat;
use web::page::Compte;
use web::pagination::Pagination;

use super::{Rendu, encoder, page, rendre};
use crate::piece::{Catalogue, Lu};
use crate::regles::criteres::{Criteres, Facette, Tri};
use crate::regles::territoire::Territoire;
use crate::regles::vivier::{Rangee, Trouve};
use crate::vues::{Choix, Filtre, Ligne, Option_, Pose, Recherche};

/// Rows a page.
const PAR_PAGE: usize = 20;

/// Values shown of a facet.
const VALEURS: usize = 12;

/// Shows what fits.
pub async fn show(State(etat): State<Etat>, RawQuery(adresse): RawQuery) -> Rendu {
    let criteres = Criteres::lire(&adresse.unwrap_or_default());
    let lu = Catalogue::de(&etat).await?;
    let territoire = Territoire::lire(&criteres.lieu, lu.reperes.communes());
    let erreur = match &territoire {
        None => format!(
            "Aucun lieu ne s’appelle « {} » : la recherche porte sur la France.",
            criteres.lieu
        ),
        Some(_) => String::new(),
    };
    let (territoire, ou) = territoire.unwrap_or((Territoire::France, "France".to_owned()));
    let trouve = lu.vivier.chercher(&criteres, &territoire);
    rendre(&vue(&etat, &lu, &criteres, (ou, erreur), &trouve))
}

fn vue(
    etat: &Etat,
    lu: &Lu,
    criteres: &Criteres,
    (ou, erreur_lieu): (String, String),
    trouve: &Trouve,
) -> Recherche {
    let total = trouve.lignes.len();
    let pages = total.div_ceil(PAR_PAGE) as u64;
    let debut = (criteres.page * PAR_PAGE).min(total);
    let visibles = &trouve.lignes[debut..total.min(debut + PAR_PAGE)];
    let adresse_de = |page: u64| Criteres { page: page as usize, ..criteres.clone() }.adresse();
    let compte = Compte(total as u64);
    let titre = format!("Catalogue — {compte} formation{}", compte.s());
    let mut page = page(etat, titre, "/catalogue");
    page.indexable = criteres.ecrire().is_empty();
    Recherche {
        page,
        q: criteres.q.clone(),
        lieu: criteres.lieu.clone(),
        ou,
        erreur_lieu,
        total: compte,
        filtres: Facette::TOUTES
            .into_iter()
            .filter_map(|f| filtre(lu, criteres, trouve, f))
            .collect(),
        poses: poses(lu, criteres),
        sans_filtre: criteres.sans_filtre().adresse(),
        tris: tris(criteres.tri),
        lignes: lu.vivier.lignes(visibles).map(ligne).collect(),
        exports: super::export::liens(criteres),
        pagination: Pagination::nouvelle(criteres.page as u64, pages, adresse_de),
    }
}

fn tris(courant: Tri) -> Vec<Choix> {
    let choix = Tri::TOUS.into_iter();
    choix.map(|(tri, valeur, libelle)| Choix { valeur, libelle, choisi: tri == courant }).collect()
}

/// A facet with its most frequent values, and those chosen; none when it divides nothing.
fn filtre(lu: &Lu, criteres: &Criteres, trouve: &Trouve, facette: Facette) -> Option<Filtre> {
    let comptes = trouve.comptes(&lu.vivier, facette);
    let mut options: Vec<Option_> = Vec::new();
    for (rang, (cle, libelle, nombre)) in comptes.into_iter().enumerate() {
        let choisie = criteres.a_choisi(facette, cle);
        if choisie || (rang < VALEURS && nombre > 0) {
            let (valeur, libelle) = (cle.to_owned(), libelle.to_owned());
            options.push(Option_ { valeur, libelle, compte: Compte(nombre.into()), choisie });
        }
    }
    if matches!(facette, Facette::Niveau | Facette::Rentree) {
        options.sort_by(|a, b| a.valeur.cmp(&b.valeur));
    }
    let choisie = options.iter().any(|o| o.choisie);
    (options.len() > 1 || choisie).then_some(Filtre {
        nom: facette.nom(),
        titre: facette.titre(),
        ouvert: choisie || matches!(facette, Facette::Etat | Facette::Niveau),
        options,
    })
}

fn poses(lu: &Lu, criteres: &Criteres) -> Vec<Pose> {
    let choix = criteres.choix.iter();
    choix
        .map(|(facette, valeur)| Pose {
            libelle: format!(
                "{} : {}",
                facette.titre(),
                lu.vivier.colonne(*facette).libelle(valeur)
            ),
            sans: criteres.sans(*facette, valeur).adresse(),
        })
        .collect()
}

fn ligne(r: &Rangee) -> Ligne {
    let departement = r.territoires[0];
    let ou = if departement.is_empty() {
        r.ville.to_string()
    } else {
        format!("{} ({departement})", r.ville)
    };
    let echecs = i64::from(r.echecs());
    Ligne {
        titre: r.titre.to_string(),
        adresse: format!("/catalogue/formation/{}", encoder(&r.id)),
        organisme: r.formateur.1.to_string(),
        ou: ou.trim().to_owned(),
        rentree: match r.rentree {
            Some((date, true)) => date.long(),
            Some((date, false)) => date.mois_long(),
            None => "Aucune".to_owned(),
        },
        etat: if r.publiee { "Publiée" } else { "Retirée" },
        controles: if echecs == 0 {
            "Aucun échec".to_owned()
        } else {
            texte::pluriel(echecs, "échec")
        },
    }
}

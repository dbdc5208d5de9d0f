//! What the statistics page may say of searches: counts by closed lists, never a word typed.

use noyau::geo::Point;
use web::Etat;

use crate::piece::{Recherche, Trouve};
use crate::regles::{Criteres, Lieux, Mode, Portee};
use crate::vues::Nature;

/// Counts a search: where it was made from, what kind was looked for, where, in which trade
/// domain, and whether something was found. A further page of the same search is the same search;
/// an address that asks for nothing is not one.
pub fn noter(
    etat: &Etat,
    recherche: &Recherche,
    voie: &'static str,
    criteres: &Criteres,
    portee: &Portee,
    trouve: &Trouve,
) {
    if criteres.page > 0 || *criteres == vide(criteres) {
        return;
    }
    etat.compter("recherche.voie", voie);
    etat.compter("recherche.genre", genre(criteres));
    let issue = if trouve.reponse.total == 0 { "vide" } else { "resultats" };
    etat.compter("recherche.issue", issue);
    let ou = territoire(portee, &recherche.tables().lieux);
    etat.compter("recherche.departement", &ou);
    let premier = trouve.hits.first().filter(|_| !criteres.q.is_empty());
    if let Some(domaine) = premier.and_then(|(hit, _)| hit.rome_codes.first()?.get(..1)) {
        etat.compter("recherche.domaine", domaine);
    }
}

/// The same page without anything asked.
fn vide(criteres: &Criteres) -> Criteres {
    Criteres { par_page: criteres.par_page, tri: criteres.tri, ..Criteres::default() }
}

/// The kind looked for, when there is only one.
fn genre(criteres: &Criteres) -> &'static str {
    let [seule] = criteres.valeurs("nature") else {
        return match (criteres.mode, criteres.genre.as_deref()) {
            (Some(Mode::Formations), _) | (None, Some("formation")) => "formation",
            (Some(Mode::Emplois), _) | (None, Some(_)) => "emploi",
            (Some(Mode::EmploisFormation), _) => "offre_formation",
            (None, None) => "tout",
        };
    };
    let natures = [
        (Nature::Formation, "formation"),
        (Nature::Offre, "offre"),
        (Nature::OffreFormation, "offre_formation"),
        (Nature::Entreprise, "entreprise"),
    ];
    natures.into_iter().find(|(n, _)| n.libelle() == seule).map_or("tout", |(_, cle)| cle)
}

/// Code of the département, `region` for a whole région, `france` for the whole country.
fn territoire(portee: &Portee, lieux: &Lieux) -> String {
    let autour = |point: &Point| lieux.departement_proche(*point).unwrap_or("inconnu").to_owned();
    match portee {
        Portee::France => "france".to_owned(),
        Portee::Region(_) => "region".to_owned(),
        Portee::Departement(code) => (*code).to_owned(),
        Portee::Autour(point) => autour(point),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criteres(adresse: &str) -> Criteres {
        Criteres::lire(adresse, false).unwrap()
    }

    #[test]
    fn the_kind_comes_from_a_closed_list() {
        let cas = [
            ("q=a", "tout"),
            ("q=a&mode=formations", "formation"),
            ("q=a&type=formation", "formation"),
            ("q=a&mode=emplois", "emploi"),
            ("nature=Formation", "formation"),
            ("nature=Entreprise+%C3%A0+contacter", "entreprise"),
            ("nature=Formation&nature=Entreprise+%C3%A0+contacter", "tout"),
            ("nature=jean.dupont%40exemple.fr", "tout"),
        ];
        for (adresse, attendu) in cas {
            assert_eq!(genre(&criteres(adresse)), attendu, "{adresse}");
        }
    }

    #[test]
    fn asking_for_nothing_is_not_a_search() {
        for (adresse, rien) in
            [("", true), ("sort=date", true), ("q=a", false), ("lieu=Rennes", false)]
        {
            let lus = criteres(adresse);
            assert_eq!(lus == vide(&lus), rien, "{adresse}");
        }
    }
}

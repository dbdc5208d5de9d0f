//! From the criteria to the request of the engine.

use moteur::{FacetteVoulue, Filtre, Lieu, Requete, Sens, Tri};
use noyau::dates::DateCivile;
use noyau::geo::Point;

use super::criteres::{Criteres, Mode, TriVoulu};
use super::lieu::Portee;
use crate::hit::jours_depuis_1970;
use crate::plan::{FORMATION, OFFRE, RECRUTEUR};

/// Radius when none is asked for (domain: 30 km).
pub const RAYON_KM: f64 = 30.0;

/// Results a page when nothing is asked for.
pub const PAR_PAGE: usize = 20;

/// Facets of the answer, and how many values of each.
const FACETTES_COMPTEES: [(&str, usize); 8] = [
    ("type", 10),
    ("sub_type", 10),
    ("type_filter_label", 10),
    ("nature", 10),
    ("contract_type", 10),
    ("level", 20),
    ("activity_sector", 100),
    ("organization_name", 100),
];

/// Name of the facet of a document's start flag.
const URGENT: &str = "urgent";

/// Builds the request of a search whose place was understood as `portee`.
pub fn requete(criteres: &Criteres, portee: &Portee) -> Requete {
    Requete {
        texte: criteres.q.clone(),
        lieu: lieu(criteres, portee),
        genres: genres(criteres),
        filtres: filtres(criteres),
        tri: tri(criteres.tri),
        page: criteres.page,
        par_page: criteres.par_page.unwrap_or(PAR_PAGE),
        facettes: FACETTES_COMPTEES
            .map(|(nom, combien)| FacetteVoulue { nom: nom.to_owned(), combien })
            .to_vec(),
    }
}

/// The circle of a search, if it has one.
pub fn cercle(criteres: &Criteres, portee: &Portee) -> Option<(Point, f64)> {
    let centre = criteres.point.or(match portee {
        Portee::Autour(point) => Some(*point),
        _ => None,
    })?;
    Some((centre, criteres.rayon.unwrap_or(RAYON_KM)))
}

fn lieu(criteres: &Criteres, portee: &Portee) -> Lieu {
    if let Some((centre, rayon_km)) = cercle(criteres, portee) {
        return Lieu::Cercle { centre, rayon_km };
    }
    let territoire = |facette: &str, code: &str| Lieu::Territoire {
        facette: facette.to_owned(),
        valeurs: vec![code.to_owned()],
    };
    match portee {
        Portee::Departement(code) => territoire("departement", code),
        Portee::Region(code) => territoire("region", code),
        Portee::France | Portee::Autour(_) => Lieu::Partout,
    }
}

fn genres(criteres: &Criteres) -> Vec<String> {
    let du_mode: &[&str] = match criteres.mode {
        Some(Mode::Emplois | Mode::EmploisFormation) => &[OFFRE, RECRUTEUR],
        Some(Mode::Formations) => &[FORMATION],
        None => &[],
    };
    let du_genre: &[&str] = match criteres.genre.as_deref() {
        Some("offre") => &[OFFRE, RECRUTEUR],
        Some(_) => &[FORMATION],
        None => &[],
    };
    match (du_mode, du_genre) {
        (mode, []) => mode.iter().map(|g| (*g).to_owned()).collect(),
        ([], genre) => genre.iter().map(|g| (*g).to_owned()).collect(),
        // Both given and foreign to each other: a genre that does not exist finds nothing.
        (mode, genre) if mode != genre => vec!["aucun".to_owned()],
        (mode, _) => mode.iter().map(|g| (*g).to_owned()).collect(),
    }
}

fn filtres(criteres: &Criteres) -> Vec<Filtre> {
    let mut filtres: Vec<Filtre> = criteres.facettes.iter().map(facette).collect();
    let drapeau = |nom: &str, valeur| Filtre::Drapeau { nom: nom.to_owned(), valeur };
    filtres.extend(criteres.drapeaux.iter().map(|(nom, etat)| drapeau(nom, *etat)));
    match criteres.mode {
        Some(Mode::Emplois) => filtres.push(drapeau("is_formation_included", false)),
        Some(Mode::EmploisFormation) => filtres.push(drapeau("is_formation_included", true)),
        _ => {}
    }
    if let Some(genre) = criteres.debut_genre.as_deref() {
        filtres.push(drapeau(URGENT, genre == "des_que_possible"));
    }
    filtres.extend(criteres.debut.map(debut_au_plus_tard));
    filtres
}

/// A level filter keeps the documents that state none: most offers do not, and none of them
/// would be seen otherwise.
fn facette((nom, valeurs): &(&'static str, Vec<String>)) -> Filtre {
    Filtre::Facette { nom: (*nom).to_owned(), valeurs: valeurs.clone(), absents: *nom == "level" }
}

/// Keeps what starts by then, what is flexible, and what says nothing.
fn debut_au_plus_tard(date: DateCivile) -> Filtre {
    Filtre::Cle {
        nom: "debut".to_owned(),
        min: None,
        max: Some(jours_depuis_1970(date)),
        absents: true,
        sauf_drapeau: Some("is_start_flexible".to_owned()),
    }
}

fn tri(voulu: Option<TriVoulu>) -> Tri {
    let cle = |nom: &str, sens| Tri::Cle {
        nom: nom.to_owned(),
        sens,
        genres_en_dernier: vec![RECRUTEUR.to_owned()],
    };
    match voulu {
        None => Tri::Pertinence,
        Some(TriVoulu::Proximite) => Tri::Proximite { origine: None },
        Some(TriVoulu::Date) => cle("publication", Sens::Decroissant),
        Some(TriVoulu::Debut) => cle("debut", Sens::Croissant),
        Some(TriVoulu::Candidatures) => cle("candidatures", Sens::Croissant),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lue(adresse: &str, portee: &Portee) -> Requete {
        requete(&Criteres::lire(adresse, true).unwrap(), portee)
    }

    #[test]
    fn a_point_wins_over_the_place_and_a_territory_is_not_a_circle() {
        let rennes = Point::new(48.11, -1.68).unwrap();
        let cercle = |rayon_km| Lieu::Cercle { centre: rennes, rayon_km };
        assert_eq!(lue("", &Portee::Autour(rennes)).lieu, cercle(RAYON_KM));
        assert_eq!(lue("radius=60", &Portee::Autour(rennes)).lieu, cercle(60.0));
        assert_eq!(lue("latitude=48.11&longitude=-1.68", &Portee::France).lieu, cercle(RAYON_KM));
        assert_eq!(lue("", &Portee::France).lieu, Lieu::Partout);
        assert!(matches!(lue("", &Portee::Region("53")).lieu, Lieu::Territoire { .. }));
    }

    #[test]
    fn a_mode_and_a_type_that_contradict_each_other_find_nothing() {
        assert_eq!(lue("mode=formations", &Portee::France).genres, ["formation"]);
        assert_eq!(lue("type=offre", &Portee::France).genres, ["offre", "recruteur"]);
        assert_eq!(lue("mode=formations&type=offre", &Portee::France).genres, ["aucun"]);
    }

    #[test]
    fn the_level_filter_keeps_the_unspecified() {
        let requete = lue("level=3+%28CAP...%29&contract_type=Apprentissage", &Portee::France);
        let absents = requete.filtres.iter().map(|f| match f {
            Filtre::Facette { nom, absents, .. } => (nom.as_str(), *absents),
            _ => ("", false),
        });
        let attendus = vec![("level", true), ("contract_type", false)];
        assert_eq!(absents.collect::<Vec<_>>(), attendus);
    }
}

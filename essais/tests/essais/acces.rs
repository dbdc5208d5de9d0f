//! Who may do what, on every route and for every role.

use axum::http::Method;
use web::acces::{GenreDeRessort, Habilitation, Perimetre, Refus};
use web::{Acteur, Action, Cible, Droit, Ressort, Role, Route};

use crate::demande::CLIENT;
use crate::routes::exemple;
use crate::site::{Site, jouer, sites};

/// What the browser adds to a form of one of our own pages.
pub const D_ICI: (&str, &str) = ("sec-fetch-site", "same-origin");

fn proteges(site: &Site) -> impl Iterator<Item = &Route> {
    let routes = site.services.iter().flat_map(|s| &s.routes);
    routes.filter(|r| matches!(r.droit, Droit::Connecte | Droit::Peut(_)))
}

#[test]
fn nobody_enters_without_a_session() {
    jouer(async {
        let site = &sites().await[0];
        let mut vues = 0;
        for route in proteges(site) {
            let adresse = exemple(site, route).await;
            for cookie in ["", "session=", "session=00", "session=' OR 1=1 --"] {
                let entetes = [D_ICI, ("cookie", cookie)];
                let reponse =
                    site.demander(route.methode.clone(), &adresse, CLIENT, &entetes).await;
                if route.est_api() {
                    assert_eq!(reponse.statut, 401, "{adresse}");
                } else {
                    assert_eq!(reponse.statut, 303, "{} {adresse}", route.methode);
                    assert!(
                        reponse.entete("location").starts_with("/connexion?suite="),
                        "{adresse}"
                    );
                }
            }
            vues += 1;
        }
        assert!(vues > 8, "{vues}");
    });
}

#[test]
fn a_form_is_refused_when_it_comes_from_elsewhere() {
    jouer(async {
        let site = &sites().await[0];
        let mut vues = 0;
        for route in site.services.iter().flat_map(|s| &s.routes) {
            if route.methode == Method::GET || route.est_api() || route.hors_site {
                continue;
            }
            let adresse = exemple(site, route).await;
            let cookie = site.cookie(Role::Administrateur).await;
            for origine in [
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://exemple.fr"),
                ("accept", "*/*"),
            ] {
                let entetes = [origine, ("cookie", cookie.as_str())];
                let reponse =
                    site.demander(route.methode.clone(), &adresse, CLIENT, &entetes).await;
                assert_eq!(reponse.statut, 403, "{adresse} {origine:?}");
            }
            vues += 1;
        }
        assert!(vues > 5, "{vues}");
    });
}

#[test]
fn a_role_opens_the_routes_of_its_actions_and_no_other() {
    jouer(async {
        let site = &sites().await[0];
        for role in Role::TOUS {
            let cookie = site.cookie(role).await;
            for route in proteges(site) {
                let Droit::Peut(action) = route.droit else { continue };
                let adresse = exemple(site, route).await;
                let entetes = [D_ICI, ("cookie", cookie.as_str())];
                let reponse =
                    site.demander(route.methode.clone(), &adresse, CLIENT, &entetes).await;
                let ou = format!("{role:?} {} {adresse}: {}", route.methode, reponse.statut);
                let permis = action.regles.iter().any(|r| r.role == role);
                if !permis {
                    assert_eq!(reponse.statut, 403, "{ou}");
                } else if route.cible.is_none() && !(action.ecrit && role.lecture_seule()) {
                    assert_ne!(reponse.statut, 403, "{ou}");
                }
                assert!(reponse.statut < 500, "{ou} {}", reponse.corps);
            }
        }
    });
}

#[test]
fn a_route_whose_path_names_something_says_what_the_right_is_judged_on() {
    jouer(async {
        for route in proteges(&sites().await[0]) {
            let Droit::Peut(action) = route.droit else { continue };
            let partout = action.regles.iter().all(|r| r.perimetre == Perimetre::Partout);
            let nomme = route.chemin.contains('{');
            assert!(
                !nomme || partout || route.cible.is_some(),
                "{} {}",
                route.methode,
                route.chemin
            );
        }
    });
}

/// Every cell of the matrix: each action, each role, inside and outside what it is held for.
#[test]
fn the_matrix_cell_by_cell() {
    jouer(async {
        let services = &sites().await[0].services;
        for action in services.iter().flat_map(|s| s.actions.iter()) {
            for role in Role::TOUS {
                cellule(action, role, false);
                cellule(action, role, true);
            }
        }
    });
}

fn cellule(action: &Action, role: Role, double: bool) {
    let acteur = acteur(role, double);
    let regle = action.regles.iter().find(|r| r.role == role);
    let exige = role.exige_double()
        || (action.nominative
            && (role.ressort() == GenreDeRessort::France
                || regle.is_some_and(|r| r.perimetre == Perimetre::Partout)));
    let permis = |dedans: bool| match regle {
        None => Err(Refus::Role),
        Some(r) if matches!(r.perimetre, Perimetre::Ressort | Perimetre::Gestion) && !dedans => {
            Err(Refus::HorsRessort)
        }
        Some(r) if r.perimetre == Perimetre::Soi && !dedans => Err(Refus::HorsRessort),
        Some(_) if action.ecrit && role.lecture_seule() => Err(Refus::LectureSeule),
        Some(_) if exige && !double => Err(Refus::Double),
        Some(_) => Ok(()),
    };
    let ou = format!("{} {role:?} double={double}", action.code);
    let national = role.ressort() == GenreDeRessort::France;
    assert_eq!(acteur.peut(action, &dedans()).map(|_| ()), permis(true), "{ou} inside");
    let dehors_permis = permis(national && regle.is_some_and(|r| r.perimetre != Perimetre::Soi));
    assert_eq!(acteur.peut(action, &dehors()).map(|_| ()), dehors_permis, "{ou} outside");
    let nulle_part = acteur.peut(action, &Cible::default()).map(|_| ());
    assert_eq!(nulle_part, dehors_permis, "{ou} nowhere");
}

fn dedans() -> Cible {
    let mut cible =
        Cible::nouvelle("essai", "1").a_l_organisme("o1").a_la_personne("moi").dans("35");
    cible.opco = Some("op1".to_owned());
    cible.reseaux = vec!["r1".to_owned()];
    cible
}

fn dehors() -> Cible {
    let mut cible =
        Cible::nouvelle("essai", "2").a_l_organisme("o2").a_la_personne("autre").dans("13");
    cible.opco = Some("op2".to_owned());
    cible.reseaux = vec!["r2".to_owned()];
    cible
}

fn acteur(role: Role, double: bool) -> Acteur {
    let code = match role.ressort() {
        GenreDeRessort::France => "",
        GenreDeRessort::Region => "53",
        GenreDeRessort::Academie => "14",
        GenreDeRessort::Departement => "35",
        GenreDeRessort::Organisme => "o1",
        GenreDeRessort::Opco => "op1",
        GenreDeRessort::Reseau => "r1",
    };
    let habilitation = Habilitation {
        id: "h".to_owned(),
        role,
        ressort: Ressort::lire(role.ressort(), code).expect("a ressort"),
        organisme: String::new(),
        gestionnaire: true,
    };
    Acteur {
        personne: "moi".to_owned(),
        nom: "Moi".to_owned(),
        courriel: "moi@exemple.fr".to_owned(),
        session: "s".to_owned(),
        double,
        a_doubler: false,
        habilitations: vec![habilitation],
        observation: None,
    }
}

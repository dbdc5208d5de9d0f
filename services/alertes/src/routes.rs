//! The routes. Nothing else.

use axum::routing::{get, post};
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Route};

use crate::pages;

const ALERTES: Finalite = Finalite::Traitement("alertes.alertes");

/// How often one address may send something.
const ENVOIS: Debit = Debit::Minute(20);

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const ENVOI: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (429, "Trop de demandes"),
];

const LIEN: &[Reponse] = &[
    (200, "La page"),
    (404, "Ce n’est pas un lien"),
    (410, "Le lien ne fonctionne plus"),
    (429, "Trop de demandes"),
];

const CONFIRMER: &[Reponse] = &[
    (303, "L’alerte est confirmée"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Ce n’est pas un lien"),
    (410, "Le lien ne fonctionne plus"),
    (429, "Trop de demandes"),
];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let (page, formulaire, public) = (Route::page, Route::formulaire, Droit::Public);
    let lien = "/alertes/confirmer/{jeton}";
    vec![
        page("/alertes", public, Debit::Page, ALERTES, PAGE, get(pages::show)),
        formulaire("/alertes", public, ENVOIS, ALERTES, ENVOI, post(pages::submit)),
        page("/alertes/envoyee", public, Debit::Page, ALERTES, PAGE, get(pages::envoyee)),
        page(lien, public, ENVOIS, ALERTES, LIEN, get(pages::lien)),
        formulaire(lien, public, ENVOIS, ALERTES, CONFIRMER, post(pages::confirmer)),
        page("/alertes/confirmee", public, Debit::Page, ALERTES, PAGE, get(pages::confirmee)),
    ]
}

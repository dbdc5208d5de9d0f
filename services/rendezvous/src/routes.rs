//! The routes. Nothing else.

use axum::routing::{MethodRouter, get, post};
use web::route::{Reponse, TrouverCible};
use web::{Action, Debit, Droit, Etat, Finalite, Portee, Retrait, Route, routes};

use crate::actions::{self, ADMINISTRER, LIRE, REGLER, REPONDRE, VOIR_LES_REGLAGES};
use crate::api;
use crate::pages::{administration, cfa, demande, demander, modeles, reglages, reponse, service};

const DEMANDES: Finalite = Finalite::Traitement("rendezvous.demandes");
const DESTINATAIRES: Finalite = Finalite::Traitement("rendezvous.destinataires");
const MODELES: Finalite = Finalite::Traitement("rendezvous.modeles");
const OUVRIR: Finalite =
    Finalite::SansDonneePersonnelle("Ouvrir ou fermer la prise de rendez-vous d’un organisme");
const PRESENTER: Finalite =
    Finalite::SansDonneePersonnelle("Présenter le formulaire d’une formation");

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const FORMULAIRE: &[Reponse] = &[
    (200, "Le formulaire, ou pourquoi il est fermé"),
    (400, "Ce site n’est pas de ceux d’où l’on demande un rendez-vous"),
    (404, "Cette formation n’existe pas, ou n’est plus publiée"),
    (429, "Trop de demandes"),
];

const ENVOI: &[Reponse] = &[
    (200, "La prise de rendez-vous vient de se fermer"),
    (303, "La demande est enregistrée"),
    (400, "Ce site n’est pas de ceux d’où l’on demande un rendez-vous"),
    (403, "La demande ne vient pas d’une page du site"),
    (404, "Cette formation n’existe pas, ou n’est plus publiée"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

const ANCIENNE: &[Reponse] = &[(303, "Vers le formulaire"), (429, "Trop de demandes")];

const LIEN: &[Reponse] = &[
    (200, "La page"),
    (404, "Ce n’est pas un lien"),
    (410, "Ce lien a servi, ou il est trop ancien"),
    (429, "Trop de demandes"),
];

const PAR_LIEN: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Un choix n’est pas lisible"),
    (403, "La demande ne vient pas d’une page du site"),
    (409, "Une réponse a déjà été donnée"),
    (410, "Ce lien a servi, ou il est trop ancien"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

const FICHE: &[Reponse] =
    &[(200, "La page"), (404, "Il n’y a rien à cette adresse"), (429, "Trop de demandes")];

const FICHIER: &[Reponse] = &[(200, "Le fichier"), (429, "Trop de demandes")];

const ACTE: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Un choix n’est pas lisible"),
    (404, "Il n’y a rien à cette adresse"),
    (409, "Une réponse a déjà été donnée"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

/// The table.
pub fn table() -> Vec<Route> {
    [demande(), liens(), centre(), administration_du_site(), partenaires()].concat()
}

fn demande() -> Vec<Route> {
    let lue = |chemin, reponses, reponse| {
        Route::page(chemin, Droit::Public, Debit::Page, PRESENTER, reponses, reponse)
    };
    let posee = |chemin| {
        let reponse = post(demander::submit);
        Route::formulaire(chemin, Droit::Public, Debit::Minute(10), DEMANDES, ENVOI, reponse)
    };
    vec![
        lue("/rendez-vous", FORMULAIRE, get(demander::show)),
        posee("/rendez-vous"),
        lue("/rendez-vous/envoyee", FORMULAIRE, get(demander::envoyee)),
        lue("/widget/rendez-vous", FORMULAIRE, get(demander::show)).integrable(),
        posee("/widget/rendez-vous").integrable(),
        lue("/widget/rendez-vous/envoyee", FORMULAIRE, get(demander::envoyee)).integrable(),
        lue("/rdva", ANCIENNE, get(demander::ancienne)),
    ]
}

fn liens() -> Vec<Route> {
    let lue = |chemin, finalite, reponses, reponse| {
        Route::page(chemin, Droit::Public, Debit::Page, finalite, reponses, reponse)
    };
    let posee = |chemin, finalite, reponse| {
        let debit = Debit::Minute(30);
        Route::formulaire(chemin, Droit::Public, debit, finalite, PAR_LIEN, reponse)
    };
    let demande = "/rendez-vous/demande/{id}/lien/{jeton}";
    let decision = "/rendez-vous/service/lien/{jeton}";
    vec![
        lue(demande, DEMANDES, LIEN, get(reponse::show)),
        posee("/rendez-vous/demande/{id}/lien/{jeton}/ouvrir", DEMANDES, post(reponse::ouvrir)),
        posee(demande, DEMANDES, post(reponse::submit)),
        lue("/rendez-vous/reponse-envoyee", DEMANDES, PAGE, get(reponse::envoyee)),
        lue(decision, OUVRIR, LIEN, get(service::show)),
        posee(decision, OUVRIR, post(service::submit)),
    ]
}

fn page(
    chemin: &str,
    action: &'static Action,
    finalite: Finalite,
    reponses: &[Reponse],
    reponse: MethodRouter<Etat>,
) -> Route {
    Route::page(chemin, Droit::Peut(action), Debit::Page, finalite, reponses, reponse)
}

fn acte(
    chemin: &str,
    action: &'static Action,
    finalite: Finalite,
    sur: TrouverCible,
    reponse: MethodRouter<Etat>,
) -> Route {
    let (droit, debit) = (Droit::Peut(action), Debit::Minute(60));
    Route::formulaire(chemin, droit, debit, finalite, ACTE, reponse).sur(sur)
}

/// An act on what the handler takes among what belongs to the person's centres.
fn parmi_les_siens(chemin: &str, finalite: Finalite, reponse: MethodRouter<Etat>) -> Route {
    let (droit, debit) = (Droit::Peut(&REPONDRE), Debit::Minute(60));
    Route::formulaire(chemin, droit, debit, finalite, ACTE, reponse)
}

fn centre() -> Vec<Route> {
    let une = "/cfa/rendez-vous/{siret}/demande/{id}";
    let ouvrir = "/cfa/rendez-vous/{siret}/demande/{id}/ouvrir";
    let centre = "/cfa/rendez-vous/{siret}/reglages";
    let formation = "/cfa/rendez-vous/{siret}/formation/{formation}";
    let adresse = "/cfa/rendez-vous/{siret}/formation/{formation}/adresse";
    let ouverture = "/cfa/rendez-vous/{siret}/formation/{formation}/service";
    vec![
        page("/cfa/rendez-vous", &LIRE, DEMANDES, PAGE, get(cfa::list)),
        parmi_les_siens("/cfa/rendez-vous/lot", DEMANDES, post(cfa::plusieurs)),
        page("/cfa/rendez-vous/reponses", &REPONDRE, MODELES, PAGE, get(modeles::show)),
        parmi_les_siens("/cfa/rendez-vous/reponses", MODELES, post(modeles::submit)),
        parmi_les_siens("/cfa/rendez-vous/reponses/retirer", MODELES, post(modeles::retirer)),
        page("/cfa/rendez-vous/export.csv", &LIRE, DEMANDES, FICHIER, get(cfa::export)),
        page(une, &LIRE, DEMANDES, FICHE, get(demande::show)).sur(actions::demande),
        acte(ouvrir, &REPONDRE, DEMANDES, actions::demande, post(demande::ouvrir)),
        acte(une, &REPONDRE, DEMANDES, actions::demande, post(demande::submit)),
        page(centre, &VOIR_LES_REGLAGES, DESTINATAIRES, FICHE, get(reglages::show))
            .sur(actions::centre),
        acte(centre, &REGLER, OUVRIR, actions::centre, post(reglages::decider)),
        page(formation, &VOIR_LES_REGLAGES, DESTINATAIRES, FICHE, get(reglages::formation))
            .sur(actions::formation),
        acte(adresse, &REGLER, DESTINATAIRES, actions::formation, post(reglages::choisir)),
        acte(ouverture, &REGLER, OUVRIR, actions::formation, post(reglages::ouvrir_ou_fermer)),
    ]
}

fn administration_du_site() -> Vec<Route> {
    let reponse = get(administration::show);
    vec![page("/administration/rendez-vous", &ADMINISTRER, DESTINATAIRES, PAGE, reponse)]
}

fn partenaires() -> Vec<Route> {
    let remplacant = "/api/formation/v1/appointment/generate-link";
    let retrait = Retrait { depuis: "2026-11-30", fin: "2028-08-31", remplacant };
    let cle = Droit::Cle(Portee::RendezVous);
    vec![
        Route::api(routes!(api::generer), cle, Debit::Minute(10), PRESENTER),
        Route::api(routes!(api::creer), Droit::Public, Debit::Minute(60), PRESENTER)
            .perime(retrait),
    ]
}

//! The routes. Nothing else.

use axum::routing::{get, post};
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Route};

use crate::actions::{
    EXPORTER_LE_JOURNAL, GELER, LIRE_LE_JOURNAL, LIRE_LES_DEMANDES, LIRE_LES_INCIDENTS,
    TENIR_LES_INCIDENTS, TRAITER_LES_DEMANDES,
};
use crate::pages::{
    accueil, demandes, dossier, exports, fichiers, gels, incidents, journal, registres,
};

const ACCES: Finalite = Finalite::Traitement("droits.acces");
const DEMANDES: Finalite = Finalite::Traitement("droits.demandes");
const JOURNAL: Finalite = Finalite::Traitement("conformite.journal");
const REGISTRE: Finalite = Finalite::SansDonneePersonnelle("Lire un registre public");
const INCIDENTS: Finalite = Finalite::SansDonneePersonnelle("Tenir le registre des incidents");
const GELS: Finalite = Finalite::SansDonneePersonnelle("Suspendre un effacement");

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const LIEN: &[Reponse] = &[
    (200, "La page"),
    (404, "Ce n’est pas un lien"),
    (410, "Ce lien a servi, ou il a plus de 15 minutes"),
    (429, "Trop de demandes"),
];

const ENVOI: &[Reponse] = &[
    (303, "C’est fait"),
    (403, "La demande ne vient pas d’une page du site"),
    (410, "Le lien a servi, ou il a plus de 15 minutes"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

const CORRECTION: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Cette donnée ne se corrige pas ici"),
    (403, "La demande ne vient pas d’une page du site"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

const MIENNE: &[Reponse] = &[
    (200, "La page"),
    (303, "Vers la preuve de l’adresse, pour qui ne l’a pas donnée"),
    (404, "Il n’y a rien à cette adresse"),
    (429, "Trop de demandes"),
];

const FICHE: &[Reponse] =
    &[(200, "La page"), (404, "Il n’y a rien à cette adresse"), (429, "Trop de demandes")];

const RECHERCHE: &[Reponse] =
    &[(200, "La page"), (400, "Une date n’est pas lisible"), (429, "Trop de demandes")];

const ACTE: &[Reponse] = &[
    (303, "C’est fait"),
    (404, "Il n’y a rien à cette adresse"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

const EXTRAIT: &[Reponse] = &[
    (200, "Le fichier"),
    (400, "Le motif manque, ou une date n’est pas lisible"),
    (429, "Trop de demandes"),
];

/// The table.
pub fn table() -> Vec<Route> {
    [mes_donnees(), registres_publics(), delegue()].concat()
}

fn mes_donnees() -> Vec<Route> {
    let lue = |chemin, reponses, reponse| {
        Route::page(chemin, Droit::Public, Debit::Page, ACCES, reponses, reponse)
    };
    let posee = |chemin, debit, reponses, reponse| {
        Route::formulaire(chemin, Droit::Public, debit, ACCES, reponses, reponse)
    };
    vec![
        lue("/mes-donnees", MIENNE, get(accueil::show)),
        posee("/mes-donnees", Debit::Minute(5), ENVOI, post(accueil::submit)),
        lue("/mes-donnees/envoye", PAGE, get(accueil::envoye)),
        lue("/mes-donnees/lien/{jeton}", LIEN, get(accueil::lien)),
        posee("/mes-donnees/ouvrir", Debit::Minute(20), ENVOI, post(accueil::ouvrir)),
        posee("/mes-donnees/fermer", Debit::Minute(20), ENVOI, post(accueil::fermer)),
        lue("/mes-donnees/dossier", MIENNE, get(dossier::show)),
        lue("/mes-donnees/fichier/{format}", MIENNE, get(fichiers::show)),
        posee("/mes-donnees/corriger", Debit::Minute(20), CORRECTION, post(dossier::corriger)),
        Route::formulaire(
            "/mes-donnees/demander",
            Droit::Public,
            Debit::Minute(5),
            DEMANDES,
            ENVOI,
            post(dossier::demander_au_delegue),
        ),
        posee("/mes-donnees/effacer", Debit::Minute(5), ENVOI, post(dossier::effacer)),
        lue("/mes-donnees/efface", PAGE, get(dossier::efface)),
    ]
}

fn registres_publics() -> Vec<Route> {
    let lue = |chemin, reponses, reponse| {
        Route::page(chemin, Droit::Public, Debit::Page, REGISTRE, reponses, reponse)
    };
    vec![
        lue("/donnees-personnelles/sous-traitants", PAGE, get(registres::sous_traitants)),
        lue("/donnees-personnelles/suppressions", PAGE, get(registres::suppressions)),
        lue("/donnees-personnelles/registre/{fichier}", FICHE, get(exports::public)),
    ]
}

fn delegue() -> Vec<Route> {
    let lue = |chemin, action, finalite, reponses, reponse| {
        Route::page(chemin, Droit::Peut(action), Debit::Page, finalite, reponses, reponse)
    };
    let posee = |chemin, action, finalite, reponses, reponse| {
        Route::formulaire(
            chemin,
            Droit::Peut(action),
            Debit::Minute(60),
            finalite,
            reponses,
            reponse,
        )
    };
    vec![
        lue("/dpo/demandes", &LIRE_LES_DEMANDES, DEMANDES, PAGE, get(demandes::list)),
        lue("/dpo/demandes/{id}", &LIRE_LES_DEMANDES, DEMANDES, FICHE, get(demandes::show)),
        posee("/dpo/demandes/{id}", &TRAITER_LES_DEMANDES, DEMANDES, ACTE, post(demandes::submit)),
        lue("/dpo/incidents", &LIRE_LES_INCIDENTS, INCIDENTS, PAGE, get(incidents::list)),
        posee("/dpo/incidents", &TENIR_LES_INCIDENTS, INCIDENTS, ACTE, post(incidents::inscrire)),
        lue(
            "/dpo/incidents/nouveau",
            &TENIR_LES_INCIDENTS,
            INCIDENTS,
            PAGE,
            get(incidents::nouveau),
        ),
        lue("/dpo/incidents/{id}", &LIRE_LES_INCIDENTS, INCIDENTS, FICHE, get(incidents::show)),
        posee(
            "/dpo/incidents/{id}",
            &TENIR_LES_INCIDENTS,
            INCIDENTS,
            ACTE,
            post(incidents::submit),
        ),
        lue(
            "/dpo/exports/{registre}/{format}",
            &LIRE_LES_INCIDENTS,
            INCIDENTS,
            FICHE,
            get(exports::du_delegue),
        ),
        lue("/dpo/journal", &LIRE_LE_JOURNAL, JOURNAL, RECHERCHE, get(journal::show)),
        posee(
            "/dpo/journal/export",
            &EXPORTER_LE_JOURNAL,
            JOURNAL,
            EXTRAIT,
            post(journal::emporter_l_extrait),
        ),
        lue("/dpo/gels", &GELER, GELS, PAGE, get(gels::show)),
        posee("/dpo/gels", &GELER, GELS, ACTE, post(gels::submit)),
    ]
}

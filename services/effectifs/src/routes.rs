//! The routes. Nothing else.

use axum::routing::{get, post};
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Portee, Route, routes};

use crate::actions::{
    self, ACCOMPAGNER, AIDER, CORRIGER, CROISER, DECLARER, DEMANDER, PILOTER, RENDRE_COMPTE,
    SUIVRE, SUIVRE_LE_RESEAU, TRANSMETTRE,
};
use crate::api;
use crate::pages::{
    a_aider, accueil, apprenants, archives, cles, collaboration, correspondance, corrige, doublons,
    fiche, jeune, jeunes, national, pilotage, rapports, reseau, sifa, televersement, voeux,
};

const SUIVI: Finalite = Finalite::Traitement("effectifs.suivi");
const ARCHIVES: Finalite = Finalite::Traitement("effectifs.archives");
const ENSEMBLE: Finalite = Finalite::Traitement("effectifs.missions_locales");
const VOEUX: Finalite = Finalite::Traitement("effectifs.voeux");
const ENVOIS: Finalite = Finalite::Traitement("effectifs.transmissions");

const COMPTER: Finalite = Finalite::SansDonneePersonnelle("Publier des nombres, sans personne");

/// How often the software of a training centre may send.
const RYTHME: Debit = Debit::Minute(3_000);

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const FICHE: &[Reponse] =
    &[(200, "La page"), (404, "Il n’y a rien à cette adresse"), (429, "Trop de demandes")];

const CHIFFRES: &[Reponse] =
    &[(200, "Les nombres"), (429, "Trop de demandes"), (503, "Les indicateurs ne sont pas prêts")];

const EXPORT: &[Reponse] = &[(200, "Le fichier"), (429, "Trop de demandes")];

const FICHIER: &[Reponse] =
    &[(200, "Le fichier"), (404, "Ce format n’existe pas"), (429, "Trop de demandes")];

const CREATION: &[Reponse] = &[
    (200, "La clé, pour la seule fois"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

const MODELE: Finalite = Finalite::SansDonneePersonnelle("Donner un modèle de fichier vide");

const FICHIER_ENVOYE: &[Reponse] = &[
    (303, "Le fichier est lu : vers son aperçu"),
    (400, "L’envoi n’a pas la forme d’un formulaire"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (413, "Le fichier dépasse 8 Mo"),
    (422, "Le fichier est à corriger"),
    (429, "Trop de demandes"),
];

const ACTE: &[Reponse] = &[
    (303, "C’est fait"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (429, "Trop de demandes"),
];

const CORRECTION: &[Reponse] = &[
    (303, "C’est fait"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

const SAISIE: &[Reponse] = &[
    (303, "C’est fait"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (422, "Une réponse est à corriger"),
    (429, "Trop de demandes"),
];

/// The table.
pub fn table() -> Vec<Route> {
    [logiciels(), centre(), corrections(), missions_locales(), enquete(), chiffres()].concat()
}

/// What the software of training centres calls.
fn logiciels() -> Vec<Route> {
    let cle = Droit::Cle(Portee::Effectifs);
    vec![
        Route::api(routes!(api::dossiers), cle, RYTHME, SUIVI),
        Route::api(routes!(api::essai), cle, RYTHME, ENVOIS),
        Route::api(routes!(api::compte_rendu), cle, Debit::Minute(120), ENVOIS),
    ]
}

/// The space of a training centre.
fn centre() -> Vec<Route> {
    let suivre = Droit::Peut(&SUIVRE);
    let transmettre = Droit::Peut(&TRANSMETTRE);
    let lue = |chemin, droit, finalite, reponses, reponse| {
        Route::page(chemin, droit, Debit::Page, finalite, reponses, reponse)
    };
    vec![
        lue("/effectifs", suivre, SUIVI, PAGE, get(accueil::show)),
        lue("/effectifs/apprenants", suivre, SUIVI, PAGE, get(apprenants::show)),
        lue("/effectifs/apprenants.csv", suivre, SUIVI, EXPORT, get(apprenants::fichier)),
        lue("/effectifs/apprenants.xlsx", suivre, SUIVI, EXPORT, get(apprenants::fichier)),
        lue("/effectifs/apprenant/{id}", suivre, SUIVI, FICHE, get(fiche::show))
            .sur(actions::du_formateur),
        lue(
            "/effectifs/responsable/apprenant/{id}",
            suivre,
            SUIVI,
            FICHE,
            get(fiche::du_responsable),
        )
        .sur(actions::du_responsable),
        lue("/effectifs/transmissions", transmettre, ENVOIS, PAGE, get(rapports::list)),
        lue("/effectifs/transmissions/{id}", suivre, ENVOIS, FICHE, get(rapports::show))
            .sur(actions::transmission),
        lue(
            "/effectifs/transmissions/{id}/erreurs/{format}",
            suivre,
            ENVOIS,
            FICHIER,
            get(rapports::fichier),
        )
        .sur(actions::transmission),
        lue(
            "/effectifs/transmissions/{id}/a-corriger",
            suivre,
            ENVOIS,
            FICHIER,
            get(corrige::fichier),
        )
        .sur(actions::transmission),
        lue("/effectifs/televersement", transmettre, ENVOIS, PAGE, get(televersement::show)),
        Route::formulaire(
            correspondance::ICI,
            transmettre,
            Debit::Page,
            MODELE,
            SAISIE,
            post(correspondance::submit),
        ),
        lue("/effectifs/modele.xlsx", transmettre, MODELE, EXPORT, get(televersement::le_modele)),
        Route::formulaire(
            "/effectifs/televersement",
            transmettre,
            Debit::Minute(20),
            SUIVI,
            FICHIER_ENVOYE,
            post(televersement::submit)
                .layer(axum::extract::DefaultBodyLimit::max(televersement::CORPS_MAX)),
        ),
        Route::formulaire(
            "/effectifs/transmissions/{id}/importer",
            transmettre,
            Debit::Page,
            SUIVI,
            ACTE,
            post(televersement::importer),
        )
        .sur(actions::transmission),
        lue("/effectifs/cles", transmettre, ENVOIS, PAGE, get(cles::show)),
        Route::formulaire(
            "/effectifs/cles",
            transmettre,
            Debit::Page,
            ENVOIS,
            CREATION,
            post(cles::submit),
        ),
        Route::formulaire(
            "/effectifs/cles/{id}/revoquer",
            transmettre,
            Debit::Page,
            ENVOIS,
            ACTE,
            post(cles::revoquer),
        )
        .sur(actions::cle),
    ]
}

/// Doubles, and what a centre takes out.
fn corrections() -> Vec<Route> {
    let suivre = Droit::Peut(&SUIVRE);
    let corriger = Droit::Peut(&CORRIGER);
    let lue = |chemin, reponses, reponse| {
        Route::page(chemin, suivre, Debit::Page, ARCHIVES, reponses, reponse)
    };
    let acte = |chemin, reponse| {
        Route::formulaire(chemin, corriger, Debit::Page, ARCHIVES, CORRECTION, reponse)
    };
    vec![
        lue(doublons::ICI, PAGE, get(doublons::list)),
        lue("/effectifs/doublons/{id}", FICHE, get(doublons::show)).sur(actions::du_formateur),
        acte("/effectifs/doublons/{id}/fusionner", post(doublons::fusionner))
            .sur(actions::du_formateur),
        acte("/effectifs/doublons/{id}/distinguer", post(doublons::distinguer))
            .sur(actions::du_formateur),
        lue("/effectifs/apprenant/{id}/retirer", FICHE, get(archives::demander))
            .sur(actions::du_formateur),
        acte("/effectifs/apprenant/{id}/retirer", post(archives::retirer))
            .sur(actions::du_formateur),
        lue(archives::ICI, PAGE, get(archives::list)),
        lue("/effectifs/archives/{id}", FICHE, get(archives::show)).sur(actions::archive),
        acte("/effectifs/archives/{id}/retablir", post(archives::retablir)).sur(actions::archive),
    ]
}

/// What training centres and missions locales do together.
fn missions_locales() -> Vec<Route> {
    let lue = |chemin, action, reponses, reponse| {
        Route::page(chemin, Droit::Peut(action), Debit::Page, ENSEMBLE, reponses, reponse)
    };
    let acte = |chemin, action, reponse| {
        let droit = Droit::Peut(action);
        Route::formulaire(chemin, droit, Debit::Page, ENSEMBLE, CORRECTION, reponse)
    };
    let (fiche, aide) =
        ("/effectifs/mission-locale/{mission}/{id}", "/effectifs/apprenant/{id}/mission-locale");
    vec![
        lue(collaboration::ICI, &SUIVRE, PAGE, get(collaboration::list)),
        lue(aide, &SUIVRE, FICHE, get(collaboration::demander)).sur(actions::du_formateur),
        acte(aide, &DEMANDER, post(collaboration::submit)).sur(actions::du_formateur),
        lue(jeunes::ICI, &ACCOMPAGNER, PAGE, get(jeunes::show)),
        lue("/effectifs/mission-locale.csv", &ACCOMPAGNER, EXPORT, get(jeunes::fichier)),
        lue("/effectifs/mission-locale.xlsx", &ACCOMPAGNER, EXPORT, get(jeunes::fichier)),
        lue(fiche, &ACCOMPAGNER, FICHE, get(jeune::show)).sur(actions::jeune),
        acte(fiche, &RENDRE_COMPTE, post(jeune::submit)).sur(actions::jeune),
    ]
}

/// The file of the SIFA survey.
fn enquete() -> Vec<Route> {
    let declarer = Droit::Peut(&DECLARER);
    let lue = |chemin, reponses, reponse| {
        Route::page(chemin, declarer, Debit::Page, SUIVI, reponses, reponse)
    };
    vec![
        lue(sifa::ICI, PAGE, get(sifa::show)),
        lue("/effectifs/sifa.csv", EXPORT, get(sifa::csv)),
        lue("/effectifs/sifa.xlsx", EXPORT, get(sifa::xlsx)),
        Route::formulaire(
            "/effectifs/sifa/type",
            Droit::Peut(&TRANSMETTRE),
            Debit::Page,
            SUIVI,
            SAISIE,
            post(sifa::dire_le_type),
        ),
    ]
}

/// The figures, public or of a territory, and those whom its agents help.
fn chiffres() -> Vec<Route> {
    let lue = |chemin, reponses, reponse| {
        Route::page(chemin, Droit::Public, Debit::Page, COMPTER, reponses, reponse)
    };
    let api = Debit::Minute(600);
    let pilote = |chemin, action, finalite, reponses, reponse| {
        Route::page(chemin, Droit::Peut(action), Debit::Page, finalite, reponses, reponse)
    };
    vec![
        pilote(pilotage::ICI, &PILOTER, COMPTER, CHIFFRES, get(pilotage::show)),
        pilote("/effectifs/pilotage.csv", &PILOTER, COMPTER, CHIFFRES, get(pilotage::fichier)),
        pilote("/effectifs/pilotage.xlsx", &PILOTER, COMPTER, CHIFFRES, get(pilotage::fichier)),
        pilote(reseau::ICI, &SUIVRE_LE_RESEAU, SUIVI, PAGE, get(reseau::show)),
        pilote("/effectifs/reseau.csv", &SUIVRE_LE_RESEAU, SUIVI, EXPORT, get(reseau::fichier)),
        pilote("/effectifs/reseau.xlsx", &SUIVRE_LE_RESEAU, SUIVI, EXPORT, get(reseau::fichier)),
        pilote(voeux::ICI, &CROISER, VOEUX, PAGE, get(voeux::show)),
        pilote("/effectifs/voeux.csv", &CROISER, VOEUX, EXPORT, get(voeux::fichier)),
        pilote("/effectifs/voeux.xlsx", &CROISER, VOEUX, EXPORT, get(voeux::fichier)),
        pilote(a_aider::ICI, &AIDER, SUIVI, PAGE, get(a_aider::show)),
        pilote("/effectifs/jeunes.csv", &AIDER, SUIVI, EXPORT, get(a_aider::fichier)),
        pilote("/effectifs/jeunes.xlsx", &AIDER, SUIVI, EXPORT, get(a_aider::fichier)),
        lue(national::ICI, CHIFFRES, get(national::show)),
        lue("/indicateurs-apprentissage.csv", CHIFFRES, get(national::fichier)),
        lue("/indicateurs-apprentissage.xlsx", CHIFFRES, get(national::fichier)),
        Route::api(routes!(api::indicateurs), Droit::Public, api, COMPTER),
        Route::api(routes!(api::voeux), Droit::Public, api, COMPTER),
    ]
}

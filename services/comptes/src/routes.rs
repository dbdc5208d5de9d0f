//! The routes of the accounts. Nothing else.

use axum::routing::{get, post};
use web::route::Reponse;
use web::routeur::SECOND_FACTEUR;
use web::{Debit, Droit, Finalite, Route};

use crate::actions;
use crate::pages::ecarts::LIRE_LES_ECARTS;
use crate::pages::{
    compte, connexion, courriel, demo, double, ecarts, espace, habilitations, inscription, oidc,
    organisation,
};

const COMPTE: Finalite = Finalite::Traitement("comptes.personnes");
const SESSION: Finalite = Finalite::Traitement("comptes.sessions");
const INSCRIPTION: Finalite = Finalite::Traitement("comptes.inscriptions");
const IDENTITE: Finalite = Finalite::Traitement("comptes.identites");
const LIEN: Finalite = Finalite::Traitement("comptes.liens");

/// How often one address may try to open something.
const ESSAIS: Debit = Debit::Minute(20);

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const PAGE_OU_SUITE: &[Reponse] =
    &[(200, "La page"), (303, "C’est déjà fait"), (429, "Trop de demandes")];

const DEMO: &[Reponse] =
    &[(200, "La page"), (404, "Hors démonstration"), (429, "Trop de demandes")];

const ENVOI: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (429, "Trop de demandes"),
];

const ENVOI_ET_PAGE: &[Reponse] = &[
    (200, "C’est fait, et la suite"),
    (303, "Rien à faire"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (429, "Trop de demandes"),
];

const BOUTON: &[Reponse] = &[
    (303, "C’est fait"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (429, "Trop de demandes"),
];

const OUVRIR: &[Reponse] = &[
    (303, "La session est ouverte"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Ce n’est pas un lien"),
    (410, "Le lien a servi, ou il est trop tard"),
    (429, "Trop de demandes"),
];

const UN_LIEN: &[Reponse] = &[
    (200, "La page"),
    (404, "Ce n’est pas un lien"),
    (410, "Le lien a servi, ou il est trop tard"),
    (429, "Trop de demandes"),
];

const DEPART: &[Reponse] = &[
    (200, "Vers le fournisseur d’identité"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Ce fournisseur n’est pas en service"),
    (429, "Trop de demandes"),
    (503, "Le fournisseur ne répond pas"),
];

const RETOUR: &[Reponse] = &[
    (200, "La page"),
    (303, "Vers la connexion, sans réponse d’un fournisseur"),
    (400, "Le fournisseur n’a pas ouvert de connexion"),
    (404, "Rien de tel"),
    (429, "Trop de demandes"),
];

const IDENTIFIE: &[Reponse] = &[
    (303, "La session est ouverte"),
    (403, "La réponse n’est pas vérifiable, ou personne ne lui correspond"),
    (404, "Ce fournisseur n’est pas en service"),
    (410, "La connexion a servi, ou il est trop tard"),
    (429, "Trop de demandes"),
    (503, "Le fournisseur ne répond pas"),
];

/// Signing in at an identity provider.
fn identite() -> [Route; 4] {
    let (depart, retour) = ("/connexion/{fournisseur}", "/connexion/{fournisseur}/retour");
    let public = Droit::Public;
    let administrer = Droit::Peut(&LIRE_LES_ECARTS);
    [
        Route::page("/comptes/ecarts", administrer, Debit::Page, IDENTITE, PAGE, get(ecarts::show)),
        Route::formulaire(depart, public, ESSAIS, IDENTITE, DEPART, post(oidc::partir)),
        Route::page(retour, public, ESSAIS, IDENTITE, RETOUR, get(oidc::retour)),
        Route::formulaire(retour, public, ESSAIS, IDENTITE, IDENTIFIE, post(oidc::ouvrir)),
    ]
}

/// Every route of the service.
pub fn table() -> Vec<Route> {
    use Droit::{Connecte, Public};
    let page = Route::page;
    let formulaire = Route::formulaire;
    let mut routes = vec![
        page("/connexion", Public, Debit::Page, LIEN, PAGE, get(connexion::show)),
        formulaire("/connexion", Public, ESSAIS, LIEN, ENVOI, post(connexion::submit)),
        page("/connexion/envoye", Public, Debit::Page, LIEN, PAGE, get(connexion::envoye)),
        page("/connexion/lien/{jeton}", Public, ESSAIS, LIEN, UN_LIEN, get(connexion::lien)),
        formulaire(
            "/connexion/lien/{jeton}",
            Public,
            ESSAIS,
            SESSION,
            OUVRIR,
            post(connexion::ouvrir),
        ),
        page(SECOND_FACTEUR, Connecte, Debit::Page, SESSION, PAGE_OU_SUITE, get(double::demander)),
        formulaire(SECOND_FACTEUR, Connecte, ESSAIS, SESSION, ENVOI, post(double::donner)),
        formulaire(
            "/deconnexion",
            Connecte,
            Debit::Page,
            SESSION,
            BOUTON,
            post(connexion::quitter),
        )
        .en_observation(),
        page("/espace", Connecte, Debit::Page, COMPTE, PAGE, get(espace::show)),
        page("/compte", Connecte, Debit::Page, COMPTE, PAGE, get(compte::show)),
        formulaire("/compte", Connecte, Debit::Page, COMPTE, ENVOI, post(compte::submit)),
        formulaire(
            "/compte/sessions/{id}/fermer",
            Connecte,
            Debit::Page,
            SESSION,
            BOUTON,
            post(compte::fermer),
        ),
        formulaire(
            "/compte/sessions/fermer-les-autres",
            Connecte,
            Debit::Page,
            SESSION,
            BOUTON,
            post(compte::fermer_les_autres),
        ),
        page(
            "/compte/second-facteur",
            Connecte,
            Debit::Page,
            SESSION,
            PAGE_OU_SUITE,
            get(double::installer),
        ),
        formulaire(
            "/compte/second-facteur",
            Connecte,
            ESSAIS,
            SESSION,
            ENVOI_ET_PAGE,
            post(double::confirmer),
        ),
        formulaire(
            "/compte/second-facteur/retirer",
            Connecte,
            ESSAIS,
            SESSION,
            BOUTON,
            post(double::retirer),
        ),
        formulaire(
            "/compte/second-facteur/secours",
            Connecte,
            ESSAIS,
            SESSION,
            ENVOI_ET_PAGE,
            post(double::renouveler),
        ),
        page("/compte/courriel", Connecte, Debit::Page, COMPTE, PAGE, get(courriel::show)),
        formulaire(
            "/compte/courriel",
            Connecte,
            ESSAIS,
            COMPTE,
            ENVOI_ET_PAGE,
            post(courriel::submit),
        ),
        page(
            "/compte/courriel/{jeton}",
            Connecte,
            ESSAIS,
            COMPTE,
            UN_LIEN,
            get(courriel::confirmer),
        ),
        formulaire(
            "/compte/courriel/{jeton}",
            Connecte,
            ESSAIS,
            COMPTE,
            OUVRIR,
            post(courriel::appliquer),
        ),
        formulaire(
            "/compte/identites/{fournisseur}/detacher",
            Connecte,
            Debit::Page,
            IDENTITE,
            BOUTON,
            post(compte::detacher),
        ),
        page("/demo/connexion", Public, Debit::Page, COMPTE, DEMO, get(demo::show)),
        formulaire(
            "/demo/connexion/{role}",
            Public,
            Debit::Page,
            COMPTE,
            BOUTON,
            post(demo::submit),
        ),
    ];
    routes.extend(inscriptions());
    routes.extend(organisations());
    routes.extend(identite());
    routes
}

/// Pages that ask a partner.
const RECHERCHE: Debit = Debit::Minute(30);

/// How often one address may send a sign-up.
const ENVOIS: Debit = Debit::Minute(10);

const TROUVER: &[Reponse] = &[
    (200, "La page"),
    (400, "Rien de tel, ou l’inscription n’est pas possible : la page dit pourquoi"),
    (429, "Trop de demandes"),
];

const DECISION: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (403, "Hors de votre habilitation, ou l’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (409, "Ce n’est plus possible"),
    (429, "Trop de demandes"),
];

const PROTEGEE: &[Reponse] = &[
    (200, "La page"),
    (303, "Vers la seule organisation, ou vers le second facteur"),
    (403, "Hors de votre habilitation"),
    (404, "Rien de tel"),
    (429, "Trop de demandes"),
];

const INVITEE: &[Reponse] = &[
    (303, "La session est ouverte"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "L’organisation n’existe plus"),
    (410, "L’invitation a servi, ou il est trop tard"),
    (429, "Trop de demandes"),
];

fn inscriptions() -> Vec<Route> {
    use Droit::{Connecte, Public};
    use inscription::{agent, cfa, employeur, suite};
    let page = Route::page;
    let formulaire = Route::formulaire;
    vec![
        page("/inscription", Public, Debit::Page, INSCRIPTION, PAGE, get(inscription::show)),
        page(
            "/inscription/employeur",
            Public,
            RECHERCHE,
            INSCRIPTION,
            TROUVER,
            get(employeur::show),
        ),
        formulaire(
            "/inscription/employeur",
            Public,
            ENVOIS,
            INSCRIPTION,
            ENVOI,
            post(employeur::submit),
        ),
        page("/inscription/cfa", Public, RECHERCHE, INSCRIPTION, TROUVER, get(cfa::show)),
        formulaire("/inscription/cfa", Public, ENVOIS, INSCRIPTION, ENVOI, post(cfa::submit)),
        page("/inscription/agent", Public, Debit::Page, INSCRIPTION, PAGE, get(agent::show)),
        formulaire("/inscription/agent", Public, ENVOIS, INSCRIPTION, ENVOI, post(agent::submit)),
        page("/inscription/envoye", Public, Debit::Page, INSCRIPTION, PAGE, get(suite::envoye)),
        page("/inscription/suite", Connecte, Debit::Page, INSCRIPTION, PAGE, get(suite::show)),
        page(
            "/invitation/{jeton}",
            Public,
            ESSAIS,
            INSCRIPTION,
            UN_LIEN,
            get(organisation::invitation::show),
        ),
        formulaire(
            "/invitation/{jeton}",
            Public,
            ESSAIS,
            INSCRIPTION,
            INVITEE,
            post(organisation::invitation::accepter),
        ),
    ]
}

fn organisations() -> Vec<Route> {
    use Droit::{Connecte, Peut};
    use organisation::{invitation, membres, revue};
    let page = |chemin, action, reponse| {
        Route::page(chemin, Peut(action), Debit::Page, COMPTE, PROTEGEE, reponse)
    };
    let formulaire = |chemin, action, reponse| {
        Route::formulaire(chemin, Peut(action), Debit::Page, COMPTE, DECISION, reponse)
    };
    let gerer = &actions::GERER_L_ORGANISATION;
    let lire = &actions::LIRE_L_ORGANISATION;
    let ici = actions::organisation;
    vec![
        page(habilitations::CHEMIN, &actions::LIRE_LES_DEMANDES, get(habilitations::show)),
        formulaire("/habilitations/{id}/decider", &actions::DECIDER, post(habilitations::decider))
            .sur(actions::habilitation),
        page(revue::CHEMIN, &actions::REVOIR, get(revue::toutes)),
        formulaire(revue::CHEMIN, &actions::REVOIR, post(revue::submit_toutes)),
        page("/organisation", lire, get(organisation::liste)),
        page("/organisation/{id}", lire, get(organisation::show)).sur(ici),
        formulaire("/organisation/{id}/invitations", gerer, post(invitation::inviter)).sur(ici),
        formulaire("/organisation/{id}/invitations/agir", gerer, post(invitation::agir)).sur(ici),
        formulaire("/organisation/{id}/membres", gerer, post(membres::agir)).sur(ici),
        page("/organisation/{id}/revue", gerer, get(revue::show)).sur(ici),
        formulaire("/organisation/{id}/revue", gerer, post(revue::submit)).sur(ici),
        Route::formulaire(
            "/organisation/{id}/quitter",
            Connecte,
            Debit::Page,
            COMPTE,
            DECISION,
            post(membres::quitter),
        ),
    ]
}

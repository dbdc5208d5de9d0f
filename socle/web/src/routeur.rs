//! From the list of services to the router.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

use crate::couches::{adresse_du_client, couvrir};
use crate::debit::Limites;
use crate::erreur::Erreur;
use crate::etat::{Etat, Pieces};
use crate::mesures::Mesures;
use crate::plateforme::Registre;
use crate::route::{Droit, Route};
use crate::service::Service;

/// What the guard of a route needs.
#[derive(Clone)]
struct Garde {
    etat: Etat,
    limites: Arc<Limites>,
    droit: Droit,
    debit: crate::route::Debit,
}

/// Lets the services prepare themselves, then builds the router of all their routes.
pub async fn assembler(etat: Etat, services: &[Service]) -> anyhow::Result<(Router, Etat)> {
    let mut pieces = Pieces::default();
    pieces.poser(Registre::de(services));
    let mesures = Arc::new(Mesures::default());
    pieces.poser(mesures.clone());
    for service in services {
        if let Some(preparer) = service.preparer {
            preparer(&etat, &mut pieces).await?;
        }
    }
    let etat = etat.avec(pieces);
    let limites = Arc::new(Limites::default());
    let mut routes = Router::new();
    for route in services.iter().flat_map(|s| &s.routes) {
        routes = routes.route(&route.chemin, garder(route, &etat, &limites));
    }
    let routes = routes.fallback(rien_ici);
    Ok((couvrir(routes, &etat, &mesures).with_state(etat.clone()), etat))
}

fn garder(route: &Route, etat: &Etat, limites: &Arc<Limites>) -> axum::routing::MethodRouter<Etat> {
    let garde = Garde {
        etat: etat.clone(),
        limites: limites.clone(),
        droit: route.droit,
        debit: route.debit,
    };
    route.reponse.clone().route_layer(from_fn_with_state(garde, verifier))
}

/// The right first, then the rate, then the handler.
async fn verifier(State(garde): State<Garde>, requete: Request, suite: Next) -> Response {
    let reglages = &garde.etat.reglages;
    let adresse = adresse_du_client(&requete, reglages.mandataires);
    let chemin = requete.extensions().get::<axum::extract::MatchedPath>().cloned();
    let permis = match garde.droit {
        Droit::Public => true,
        Droit::Exploitation => adresse.is_some_and(|a| a.is_loopback()),
    };
    let mut reponse = if !permis {
        // Nothing tells that something is there.
        Erreur::introuvable("Il n’y a rien à cette adresse.").into_response()
    } else if reglages.limites
        && let Err(erreur) = garde.limites.passer(garde.debit, adresse)
    {
        erreur.into_response()
    } else {
        suite.run(requete).await
    };
    if let Some(chemin) = chemin {
        reponse.extensions_mut().insert(chemin);
    }
    reponse
}

async fn rien_ici() -> Erreur {
    Erreur::introuvable("Il n’y a pas de page à cette adresse.")
}

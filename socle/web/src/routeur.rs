//! From the list of services to the router.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderMap;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

use crate::couches::{Integrable, adresse_du_client, couvrir};
use crate::debit::{Client, Limites, Reste};
use crate::entetes::{annoncer, valider};
use crate::erreur::Erreur;
use crate::etat::{Etat, Pieces};
use crate::guichet::{LeGuichet, Partenaire, cle_presentee, exiger};
use crate::mesures::Mesures;
use crate::plateforme::Registre;
use crate::route::{Debit, Droit, Portee, Retrait, Route};
use crate::service::{Service, declarations};

/// What the guard of a route needs.
#[derive(Clone)]
struct Garde {
    etat: Etat,
    limites: Arc<Limites>,
    regle: Arc<Regle>,
}

/// What a route declares, for its guard.
struct Regle {
    chemin: Arc<str>,
    droit: Droit,
    debit: Debit,
    sources: &'static [&'static str],
    retrait: Option<Retrait>,
    integrable: bool,
}

/// Lets the services prepare themselves, then builds the router of all their routes.
pub async fn assembler(etat: Etat, services: &[Service]) -> anyhow::Result<(Router, Etat)> {
    let mut pieces = Pieces::default();
    pieces.poser(Registre::de(services));
    pieces.poser(declarations(services));
    let mesures = Arc::new(Mesures::default());
    pieces.poser(mesures.clone());
    for preparer in services.iter().flat_map(|s| &s.preparations) {
        preparer(&etat, &mut pieces).await?;
    }
    let etat = etat.avec(pieces);
    let limites = Arc::new(Limites::des(services.iter().flat_map(|s| &s.routes)));
    let mut routes = Router::new();
    for route in services.iter().flat_map(|s| &s.routes) {
        routes = routes.route(&route.chemin, garder(route, &etat, &limites));
    }
    let routes = routes.fallback(rien_ici);
    Ok((couvrir(routes, &etat, &mesures).with_state(etat.clone()), etat))
}

fn garder(route: &Route, etat: &Etat, limites: &Arc<Limites>) -> axum::routing::MethodRouter<Etat> {
    let regle = Arc::new(Regle {
        chemin: route.chemin.as_str().into(),
        droit: route.droit,
        debit: route.debit,
        sources: route.sources,
        retrait: route.retrait,
        integrable: route.integrable,
    });
    let garde = Garde { etat: etat.clone(), limites: limites.clone(), regle };
    route.reponse.clone().route_layer(from_fn_with_state(garde, verifier))
}

/// The right first, then the rate, then the handler.
async fn verifier(State(garde): State<Garde>, requete: Request, suite: Next) -> Response {
    let chemin = requete.extensions().get::<MatchedPath>().cloned();
    let mut reponse =
        garde.laisser_passer(requete, suite).await.unwrap_or_else(Erreur::into_response);
    if let Some(retrait) = garde.regle.retrait {
        annoncer(retrait, reponse.headers_mut());
    }
    if garde.regle.integrable {
        reponse.extensions_mut().insert(Integrable);
    }
    if let Some(chemin) = chemin {
        reponse.extensions_mut().insert(chemin);
    }
    reponse
}

impl Garde {
    async fn laisser_passer(&self, mut requete: Request, suite: Next) -> Result<Response, Erreur> {
        let adresse = adresse_du_client(&requete, self.etat.reglages.mandataires);
        let client = match self.regle.droit {
            Droit::Public => Client::adresse(adresse),
            Droit::Exploitation if adresse.is_some_and(|a| a.is_loopback()) => {
                Client::adresse(adresse)
            }
            // Nothing tells that something is there.
            Droit::Exploitation => {
                return Err(Erreur::introuvable("Il n’y a rien à cette adresse."));
            }
            Droit::Cle(portee) => {
                let partenaire = self.identifier(requete.headers(), portee, adresse).await?;
                let client = Client::Cle(partenaire.cle.clone());
                requete.extensions_mut().insert(partenaire);
                client
            }
        };
        let reste = self.compter(self.regle.debit, client)?;
        let mut reponse = valider(&self.etat, self.regle.sources, requete, suite).await?;
        if let Some(reste) = reste {
            reste.ecrire(reponse.headers_mut());
        }
        Ok(reponse)
    }

    fn compter(&self, debit: Debit, client: Client) -> Result<Option<Reste>, Erreur> {
        if !self.etat.reglages.limites {
            return Ok(None);
        }
        self.limites.passer(debit, client, &self.regle.chemin)
    }

    /// The holder of the key. A wrong key costs a request to the address that tries it, so that
    /// nobody tries many.
    async fn identifier(
        &self,
        entetes: &HeaderMap,
        portee: Portee,
        adresse: Option<IpAddr>,
    ) -> Result<Partenaire, Erreur> {
        let trouve = self.chercher_la_cle(entetes, portee).await;
        if trouve.is_err() {
            self.compter(Debit::Page, Client::adresse(adresse))?;
        }
        trouve
    }

    async fn chercher_la_cle(
        &self,
        entetes: &HeaderMap,
        portee: Portee,
    ) -> Result<Partenaire, Erreur> {
        let cle = cle_presentee(entetes)?;
        let guichet = self.etat.piece::<LeGuichet>();
        let guichet = guichet
            .ok_or_else(|| Erreur::indisponible("Les clés d’API ne sont pas en service."))?;
        let partenaire = guichet.identifier(cle).await?;
        exiger(&partenaire, portee)?;
        Ok(partenaire)
    }
}

async fn rien_ici() -> Erreur {
    Erreur::introuvable("Il n’y a pas de page à cette adresse.")
}

//! From the list of services to the router.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use conformite::journal::{self, Fait};

use crate::acces::{Acteur, Action, Cible, Refus, Role};
use crate::compteurs::Compteurs;
use crate::consignes::Consignes;
use crate::couches::{Integrable, adresse_du_client, couvrir};
use crate::debit::{Client, Limites, Reste};
use crate::entetes::{annoncer, valider};
use crate::erreur::Erreur;
use crate::etat::{Etat, Pieces};
use crate::guichet::{LeGuichet, Partenaire, cle_presentee, exiger};
use crate::mesures::Mesures;
use crate::origine;
use crate::plateforme::Registre;
use crate::route::{Chemin, Debit, Droit, Portee, Retrait, Route, TrouverCible};
use crate::service::{Service, declarations};
use crate::session::{COOKIE, LeConcierge, Visite, cookie, non_connecte};

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
    service: &'static str,
    api: bool,
    cible: Option<TrouverCible>,
    hors_site: bool,
    en_observation: bool,
}

/// Address of the sign-in page.
pub const CONNEXION: &str = "/connexion";

/// Address where the second proof of identity is given.
pub const SECOND_FACTEUR: &str = "/connexion/second-facteur";

/// What someone who still owes a second proof of identity may do: give it, or leave.
const SANS_DOUBLE: [&str; 2] = [SECOND_FACTEUR, "/deconnexion"];

/// Lets the services prepare themselves, then builds the router of all their routes.
pub async fn assembler(etat: Etat, services: &[Service]) -> anyhow::Result<(Router, Etat)> {
    let mut pieces = Pieces::default();
    pieces.poser(Registre::de(services));
    pieces.poser(declarations(services));
    pieces.poser(Consignes::default());
    let mesures = Arc::new(Mesures::default());
    pieces.poser(mesures.clone());
    pieces.poser(Compteurs::nouveaux(etat.horloge.clone()));
    for preparer in services.iter().flat_map(|s| &s.preparations) {
        preparer(&etat, &mut pieces).await?;
    }
    let etat = etat.avec(pieces);
    let limites = Arc::new(Limites::des(services.iter().flat_map(|s| &s.routes)));
    let mut routes = Router::new();
    for service in services {
        for route in &service.routes {
            routes = routes.route(&route.chemin, garder(service.nom, route, &etat, &limites));
        }
    }
    let routes = routes.fallback(rien_ici);
    Ok((couvrir(routes, &etat, &mesures).with_state(etat.clone()), etat))
}

fn garder(
    service: &'static str,
    route: &Route,
    etat: &Etat,
    limites: &Arc<Limites>,
) -> axum::routing::MethodRouter<Etat> {
    let regle = Arc::new(Regle {
        chemin: route.chemin.as_str().into(),
        droit: route.droit,
        debit: route.debit,
        sources: route.sources,
        retrait: route.retrait,
        integrable: route.integrable,
        service,
        api: route.est_api(),
        cible: route.cible,
        hors_site: route.hors_site,
        en_observation: route.en_observation,
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

/// What the right says of a request.
enum Verdict {
    /// It may go on, counted for this client.
    Passe(Client),
    /// The person must first go there.
    Ailleurs(Redirect),
}

impl Garde {
    async fn laisser_passer(&self, mut requete: Request, suite: Next) -> Result<Response, Erreur> {
        if !self.regle.api && !self.regle.hors_site {
            let site = &self.etat.reglages.adresse;
            origine::verifier(requete.method(), requete.headers(), site)?;
        }
        let acteur = self.acteur(requete.headers()).await?;
        let consignes = self.etat.piece::<Consignes>().unwrap_or_default().en_vigueur();
        let reconnu = acteur.as_ref().filter(|a| !a.a_doubler);
        let administre = reconnu.is_some_and(|a| a.a_le_role(Role::Administrateur));
        consignes.laisser_passer(self.regle.service, requete.method(), administre)?;
        let client = match self.juger(&mut requete, acteur.as_ref()).await? {
            Verdict::Passe(client) => client,
            Verdict::Ailleurs(redirection) => return Ok(redirection.into_response()),
        };
        let reste = match self.compter(self.regle.debit, client) {
            Ok(reste) => reste,
            Err(refus) => return Ok(self.quota_epuise(refus)),
        };
        let visite = Visite::de(reconnu, consignes.annonce.clone());
        let connue = acteur.is_some();
        // Where anyone may come, someone who still owes a second proof is nobody.
        let presente = acteur.filter(|a| !a.a_doubler || self.regle.droit == Droit::Connecte);
        if let Some(acteur) = presente {
            requete.extensions_mut().insert(acteur);
        }
        let mut reponse = visite.pendant(self.repondre(requete, suite, connue)).await?;
        if let Some(reste) = reste {
            reste.ecrire(reponse.headers_mut());
        }
        Ok(reponse)
    }

    /// What is answered to a signed-in person is theirs: no cache keeps it.
    async fn repondre(
        &self,
        requete: Request,
        suite: Next,
        connue: bool,
    ) -> Result<Response, Erreur> {
        if !connue || self.regle.api {
            return valider(&self.etat, self.regle.sources, requete, suite).await;
        }
        let mut reponse = suite.run(requete).await;
        let entetes = reponse.headers_mut();
        entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(reponse)
    }

    async fn juger(
        &self,
        requete: &mut Request,
        acteur: Option<&Acteur>,
    ) -> Result<Verdict, Erreur> {
        let adresse = adresse_du_client(requete, self.etat.reglages.mandataires);
        self.refuser_l_observateur(requete.method(), acteur)?;
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
            Droit::Connecte | Droit::Peut(_) => {
                let Some(acteur) = acteur else { return self.vers(CONNEXION, requete) };
                if acteur.a_doubler && !SANS_DOUBLE.contains(&&*self.regle.chemin) {
                    return self.vers(SECOND_FACTEUR, requete);
                }
                if let Droit::Peut(action) = self.regle.droit
                    && let Err(refus) = self.autoriser(action, acteur, requete).await?
                {
                    return self.refuser(refus, requete);
                }
                Client::adresse(adresse)
            }
        };
        Ok(Verdict::Passe(client))
    }

    /// Someone who looks through the eyes of another only reads.
    fn refuser_l_observateur(
        &self,
        methode: &Method,
        acteur: Option<&Acteur>,
    ) -> Result<(), Erreur> {
        let observe = acteur.is_some_and(|a| a.observation.is_some());
        if observe && !lit(methode) && !self.regle.en_observation {
            let refus = Refus::LectureSeule;
            return Err(Erreur::interdit(refus.code(), refus.phrase()));
        }
        Ok(())
    }

    /// Who is signed in. Files and health are for anyone and ask nobody.
    async fn acteur(&self, entetes: &HeaderMap) -> Result<Option<Acteur>, Erreur> {
        if self.regle.debit == Debit::Libre && self.regle.droit == Droit::Public {
            return Ok(None);
        }
        let Some(secret) = cookie(entetes, COOKIE) else { return Ok(None) };
        match self.etat.piece::<LeConcierge>() {
            Some(concierge) => concierge.reconnaitre(secret).await,
            None => Ok(None),
        }
    }

    /// Judges the act on what the path is about; leaves both to the handler.
    async fn autoriser(
        &self,
        action: &'static Action,
        acteur: &Acteur,
        requete: &mut Request,
    ) -> Result<Result<(), Refus>, Erreur> {
        let acces = match self.regle.cible {
            None => acteur.peut_quelque_part(action),
            Some(trouver) => {
                let cible = trouver(&self.etat, &chemin_de(requete).await).await?;
                let cible =
                    cible.ok_or_else(|| Erreur::introuvable("Il n’y a rien à cette adresse."))?;
                let acces = acteur.peut(action, &cible);
                requete.extensions_mut().insert(cible);
                acces
            }
        };
        if acces.is_ok() && action.nominative && lit(requete.method()) {
            self.inscrire_la_lecture(action, acteur, requete.extensions().get()).await?;
        }
        Ok(acces.map(|acces| {
            requete.extensions_mut().insert(acces);
        }))
    }

    /// The reading of named persons leaves its line in the journal before anything is shown. What
    /// writes leaves its own, in its own transaction.
    async fn inscrire_la_lecture(
        &self,
        action: &'static Action,
        acteur: &Acteur,
        cible: Option<&Cible>,
    ) -> Result<(), Erreur> {
        let titulaire = acteur.observation.as_ref().map_or(&acteur.personne, |o| &o.par);
        let fait = Fait {
            acte: action.code,
            acteur: journal::Acteur::compte(titulaire),
            objet_genre: cible.map_or("liste", |c| c.genre),
            objet_id: cible.map_or_else(|| self.regle.chemin.to_string(), |c| c.id.clone()),
            sujet: cible
                .and_then(|c| c.sujet.as_deref())
                .map(|courriel| conformite::sujet(&self.etat.reglages.coffre, courriel)),
            motif: String::new(),
            details: serde_json::json!({ "observation": acteur.observation.is_some() }),
        };
        let mut tx = self.etat.db.write().await?;
        journal::consigner(&mut tx, &fait, self.etat.horloge.maintenant().ms()).await?;
        tx.commit().await?;
        Ok(())
    }

    fn refuser(&self, refus: Refus, requete: &Request) -> Result<Verdict, Erreur> {
        if refus == Refus::Double {
            return self.vers(SECOND_FACTEUR, requete);
        }
        Err(Erreur::interdit(refus.code(), refus.phrase()))
    }

    /// A person is led there, and comes back afterwards; a program is told.
    fn vers(&self, ou: &str, requete: &Request) -> Result<Verdict, Erreur> {
        if self.regle.api {
            return Err(non_connecte());
        }
        let suite = requete.uri().path_and_query().map_or("/", |p| p.as_str());
        let suite = if requete.method() == Method::GET { suite } else { "/espace" };
        let adresse = url::form_urlencoded::Serializer::for_suffix(format!("{ou}?"), ou.len() + 1)
            .append_pair("suite", suite)
            .finish();
        Ok(Verdict::Ailleurs(Redirect::to(&adresse)))
    }

    fn compter(&self, debit: Debit, client: Client) -> Result<Option<Reste>, Erreur> {
        if !self.etat.reglages.limites {
            return Ok(None);
        }
        self.limites.passer(debit, client, &self.regle.chemin)
    }

    /// The refusal of a request too many, with what is left: nothing.
    fn quota_epuise(&self, refus: Erreur) -> Response {
        let mut reponse = refus.into_response();
        if let Some(reste) = Reste::aucun(self.regle.debit) {
            reste.ecrire(reponse.headers_mut());
        }
        reponse
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
        trouve.map_err(|e| match e.statut {
            StatusCode::UNAUTHORIZED => Erreur { statut: portee.refus_de_cle(), ..e },
            _ => e,
        })
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

/// The parameters of the path that the router matched.
async fn chemin_de(requete: &mut Request) -> Chemin {
    let (mut parts, corps) = std::mem::take(requete).into_parts();
    let trouves = RawPathParams::from_request_parts(&mut parts, &()).await;
    *requete = Request::from_parts(parts, corps);
    let paires = trouves.map(|p| p.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect());
    Chemin::new(paires.unwrap_or_else(|_| Vec::new()))
}

fn lit(methode: &Method) -> bool {
    matches!(*methode, Method::GET | Method::HEAD)
}

async fn rien_ici() -> Erreur {
    Erreur::introuvable("Il n’y a pas de page à cette adresse.")
}

//! The layers that every request goes through, in order. This is the only list of them.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use ulid::Ulid;

use crate::erreur::{self, Erreur};
use crate::etat::{Etat, Reglages};
use crate::mesures::Mesures;
use crate::page::Site;

/// Longest address accepted: beyond, nobody typed it.
const ADRESSE_MAX: usize = 8 * 1024;

/// Largest body accepted (two thousand enrolments, the largest sending of the API).
const CORPS_MAX: usize = 10 * 1024 * 1024;

/// Longest a request may take.
const DUREE_MAX: Duration = Duration::from_secs(30);

/// Identifier of a request, in its answer and in the logs.
#[derive(Clone, Debug)]
pub struct Reference(pub String);

/// Wraps the routes. The last layer added is the first that a request meets.
pub fn couvrir(routes: Router<Etat>, etat: &Etat, mesures: &Arc<Mesures>) -> Router<Etat> {
    routes
        .layer(RequestBodyLimitLayer::new(CORPS_MAX))
        .layer(from_fn(borner))
        .layer(CatchPanicLayer::custom(panique))
        .layer(from_fn(rendre_les_erreurs))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(etat.reglages.clone(), proteger))
        .layer(from_fn_with_state((etat.clone(), mesures.clone()), observer))
}

/// Refuses what is too long or cannot exist, stops what takes too long.
async fn borner(requete: Request, suite: Next) -> Response {
    let longueur = requete.uri().path_and_query().map_or(0, |p| p.as_str().len());
    if longueur > ADRESSE_MAX {
        let message = "Cette adresse est trop longue : raccourcissez votre recherche.";
        return Erreur::nouvelle(StatusCode::URI_TOO_LONG, "adresse.longueur", message)
            .into_response();
    }
    // PostgreSQL refuses this character in any text: no identifier can contain it.
    if requete.uri().path().contains("%00") {
        return Erreur::introuvable("Il n’y a rien à cette adresse.").into_response();
    }
    match tokio::time::timeout(DUREE_MAX, suite.run(requete)).await {
        Ok(reponse) => reponse,
        Err(_) => {
            Erreur::indisponible("La réponse prend trop de temps : réessayez dans un instant.")
                .into_response()
        }
    }
}

/// A panic is a bug: logged by the panic hook, answered like any other failure.
fn panique(_: Box<dyn std::any::Any + Send>) -> Response {
    Erreur::from(anyhow::anyhow!("a handler panicked")).into_response()
}

/// Gives errors the form that the client reads, in the one place that knows who asks.
async fn rendre_les_erreurs(requete: Request, suite: Next) -> Response {
    let genre = genre_de_json(requete.uri().path(), requete.headers());
    let reference = requete.extensions().get::<Reference>().cloned();
    let reference = reference.map(|r| r.0).unwrap_or_default();
    let reponse = suite.run(requete).await;
    match reponse.extensions().get::<Erreur>().cloned().or_else(|| muette(&reponse)) {
        Some(erreur) => reprendre(&reponse, erreur::rendre(&erreur, genre, &reference)),
        None => reponse,
    }
}

/// Errors that axum and tower-http answer by themselves, without our words.
fn muette(reponse: &Response) -> Option<Erreur> {
    let statut = reponse.status();
    let (code, message) = match statut {
        StatusCode::NOT_FOUND => ("introuvable", "Il n’y a rien à cette adresse."),
        StatusCode::METHOD_NOT_ALLOWED => ("methode", "Cette adresse ne s’utilise pas ainsi."),
        StatusCode::PAYLOAD_TOO_LARGE => ("corps.taille", "L’envoi dépasse 10 Mo."),
        StatusCode::BAD_REQUEST => ("requete", "La demande contient une valeur illisible."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => {
            ("requete.corps", "Le contenu envoyé n’a pas la forme attendue.")
        }
        _ => return None,
    };
    let dite = reponse.headers().get(header::CONTENT_TYPE);
    let texte_brut = dite.is_none_or(|g| g.as_bytes().starts_with(b"text/plain"));
    texte_brut.then(|| Erreur::nouvelle(statut, code, message))
}

/// Headers of an error that carry meaning whatever its form.
const GARDES: [&str; 8] = [
    "allow",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "ratelimit-policy",
    "deprecation",
    "sunset",
    "link",
];

/// Keeps them.
fn reprendre(ancienne: &Response, mut nouvelle: Response) -> Response {
    for nom in GARDES.map(HeaderName::from_static) {
        if let Some(valeur) = ancienne.headers().get(&nom) {
            nouvelle.headers_mut().insert(nom, valeur.clone());
        }
    }
    nouvelle
}

/// The kind of JSON that a program reads; none for a person. The official client of the public API
/// reads the message of an error only when it is called `application/json`.
fn genre_de_json(chemin: &str, entetes: &HeaderMap) -> Option<&'static str> {
    let accept = entetes.get(header::ACCEPT).and_then(|a| a.to_str().ok()).unwrap_or_default();
    let programme =
        chemin.starts_with("/api") || (accept.contains("json") && !accept.contains("html"));
    let genre = if accept.contains("application/problem+json") {
        "application/problem+json"
    } else {
        "application/json"
    };
    programme.then_some(genre)
}

/// Marks an answer that the pages of partners may frame.
#[derive(Clone, Copy, Debug)]
pub struct Integrable;

/// Headers that make browsers safer. No third party is ever allowed in; a tile server is, when
/// the operator configured one.
async fn proteger(
    State(reglages): State<Arc<Reglages>>,
    requete: Request,
    suite: Next,
) -> Response {
    let mut reponse = suite.run(requete).await;
    let integrable = reponse.extensions_mut().remove::<Integrable>().is_some();
    let entetes = reponse.headers_mut();
    for (nom, valeur) in ENTETES {
        entetes.entry(HeaderName::from_static(nom)).or_insert(HeaderValue::from_static(valeur));
    }
    let politique = politique_de_contenu(&reglages.site, integrable);
    if let Ok(valeur) = HeaderValue::from_str(&politique) {
        entetes.entry(header::CONTENT_SECURITY_POLICY).or_insert(valeur);
    }
    if integrable {
        // This header knows no list of origins; `frame-ancestors` does, and replaces it.
        entetes.remove(header::X_FRAME_OPTIONS);
    }
    reponse
}

const ENTETES: [(&str, &str); 7] = [
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "geolocation=(self), camera=(), microphone=(), payment=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn politique_de_contenu(site: &Site, integrable: bool) -> String {
    let serveur = site.tuiles.as_deref().and_then(|t| url::Url::parse(t).ok());
    let serveur = serveur.map(|u| u.origin().ascii_serialization()).unwrap_or_default();
    let ancetres =
        if integrable { format!("'self' {}", site.integrateurs) } else { "'none'".to_owned() };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: {serveur}; \
         font-src 'self'; connect-src 'self' {serveur}; worker-src 'self'; manifest-src 'self'; \
         frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancetres}"
    )
}

/// Names the request, counts it, and writes its line in the log: route template, status, time.
/// Never a query string, a body or a name.
async fn observer(
    State((etat, mesures)): State<(Etat, Arc<Mesures>)>,
    mut requete: Request,
    suite: Next,
) -> Response {
    let reference = Ulid::new().to_string();
    requete.extensions_mut().insert(Reference(reference.clone()));
    let methode = requete.method().clone();
    let debut = Instant::now();
    let mut reponse = suite.run(requete).await;
    let route = reponse.extensions_mut().remove::<MatchedPath>();
    let route = route.as_ref().map_or("", |r| r.as_str());
    let (statut, duree) = (reponse.status().as_u16(), debut.elapsed());
    mesures.compter(route, statut, duree);
    if route.starts_with("/api/") && statut < 400 {
        etat.compter("api.appels", &format!("{methode} {route}"));
    }
    let ms = duree.as_secs_f64() * 1000.0;
    tracing::info!(target: "acces", %methode, route, statut, ms, reference);
    if let Ok(valeur) = HeaderValue::from_str(&reference) {
        reponse.headers_mut().insert("x-request-id", valeur);
    }
    reponse
}

/// Address of the client: that of the connection, or the one that the last trusted proxy saw.
pub fn adresse_du_client(requete: &Request, mandataires: usize) -> Option<IpAddr> {
    let connexion = requete.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    if mandataires == 0 {
        return connexion;
    }
    let suivie = requete.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok());
    let adresses: Vec<&str> = suivie.unwrap_or_default().split(',').map(str::trim).collect();
    let rang = adresses.len().checked_sub(mandataires)?;
    adresses.get(rang).and_then(|a| a.parse().ok()).or(connexion)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_cannot_choose_its_address() {
        let cases = [
            // (X-Forwarded-For, trusted proxies, expected)
            ("6.6.6.6", 0, Some("1.2.3.4")),
            ("9.9.9.9", 1, Some("9.9.9.9")),
            ("6.6.6.6, 9.9.9.9", 1, Some("9.9.9.9")),
            ("6.6.6.6, 9.9.9.9, 8.8.8.8", 2, Some("9.9.9.9")),
            ("pas une adresse", 1, Some("1.2.3.4")),
            ("9.9.9.9", 2, None),
        ];
        for (entete, mandataires, attendue) in cases {
            let mut requete = Request::new(axum::body::Body::empty());
            requete.headers_mut().insert("x-forwarded-for", entete.parse().unwrap());
            let connexion: SocketAddr = "1.2.3.4:5".parse().unwrap();
            requete.extensions_mut().insert(ConnectInfo(connexion));
            let attendue = attendue.map(|a: &str| a.parse().unwrap());
            assert_eq!(adresse_du_client(&requete, mandataires), attendue, "{entete}");
        }
    }

    #[test]
    fn the_policy_opens_to_the_configured_tile_server_only() {
        let fermee = politique_de_contenu(&Site::default(), false);
        assert!(fermee.contains("connect-src 'self' ;"));
        let tuiles = Some("https://tuiles.exemple.fr/style.json?cle=1".to_owned());
        let ouverte = politique_de_contenu(&Site { tuiles, ..Site::default() }, false);
        assert!(ouverte.contains("connect-src 'self' https://tuiles.exemple.fr;"));
    }

    #[test]
    fn only_what_is_meant_to_be_framed_can_be_and_only_where_the_operator_allows() {
        let integrateurs = "https://portail.exemple.fr".to_owned();
        let site = Site { integrateurs, ..Site::default() };
        assert!(politique_de_contenu(&site, false).ends_with("frame-ancestors 'none'"));
        assert!(
            politique_de_contenu(&site, true)
                .ends_with("frame-ancestors 'self' https://portail.exemple.fr")
        );
        assert!(politique_de_contenu(&Site::default(), true).ends_with("frame-ancestors 'self' "));
    }
}

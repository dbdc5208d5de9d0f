//! Asking the program something, as a client would.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::site::Site;

/// Where requests come from, unless said otherwise: somewhere on the internet.
pub const CLIENT: &str = "203.0.113.7:40000";

/// What a browser says when it sends a form from one of our pages.
pub const FORMULAIRE: [(&str, &str); 2] =
    [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reponse {
    pub statut: u16,
    pub entetes: HeaderMap,
    pub corps: String,
}

impl Reponse {
    /// Value of a header, or nothing.
    pub fn entete(&self, nom: &str) -> &str {
        self.entetes.get(nom).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Whether it is a page.
    pub fn est_une_page(&self) -> bool {
        self.entete("content-type").starts_with("text/html")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.corps).unwrap_or_else(|e| panic!("{e} in {}", self.corps))
    }
}

impl Site {
    /// Reads an address.
    pub async fn lire(&self, adresse: &str) -> Reponse {
        self.demander(Method::GET, adresse, CLIENT, &[]).await
    }

    /// Reads an address of the API.
    pub async fn lire_json(&self, adresse: &str) -> Value {
        let reponse = self.lire(adresse).await;
        assert_eq!(reponse.statut, 200, "{} {adresse}: {}", self.nom, reponse.corps);
        reponse.json()
    }

    /// Asks with a method, from somewhere, with headers.
    pub async fn demander(
        &self,
        methode: Method,
        adresse: &str,
        client: &str,
        entetes: &[(&str, &str)],
    ) -> Reponse {
        self.envoyer(methode, adresse, client, entetes, "").await
    }

    /// Sends a form of this site.
    pub async fn poster(&self, adresse: &str, corps: &str) -> Reponse {
        self.envoyer(Method::POST, adresse, CLIENT, &FORMULAIRE, corps).await
    }

    /// Sends JSON to an address of the API.
    pub async fn envoyer_json(&self, adresse: &str, corps: &str) -> Reponse {
        let entetes = [("content-type", "application/json")];
        self.envoyer(Method::POST, adresse, CLIENT, &entetes, corps).await
    }

    /// Asks with a body.
    pub async fn envoyer(
        &self,
        methode: Method,
        adresse: &str,
        client: &str,
        entetes: &[(&str, &str)],
        corps: &str,
    ) -> Reponse {
        let mut requete = Request::builder().method(methode).uri(adresse);
        for (nom, valeur) in entetes {
            requete = requete.header(*nom, *valeur);
        }
        let corps = Body::from(corps.to_owned());
        let mut requete = requete.body(corps).unwrap_or_else(|e| panic!("{adresse}: {e}"));
        let client: SocketAddr = client.parse().expect("an address and a port");
        requete.extensions_mut().insert(ConnectInfo(client));
        requete
            .headers_mut()
            .entry(header::ACCEPT)
            .or_insert(header::HeaderValue::from_static("text/html"));
        let reponse = self.routeur.clone().oneshot(requete).await.expect("an answer");
        let (tete, corps) = reponse.into_parts();
        let corps = corps.collect().await.expect("a body").to_bytes();
        Reponse {
            statut: tete.status.as_u16(),
            entetes: tete.headers,
            corps: String::from_utf8_lossy(&corps).into_owned(),
        }
    }
}

/// An address with its parameters, encoded.
pub fn adresse(chemin: &str, parametres: &[(&str, &str)]) -> String {
    let mut ecrite = url::form_urlencoded::Serializer::new(String::new());
    ecrite.extend_pairs(parametres);
    format!("{chemin}?{}", ecrite.finish())
}

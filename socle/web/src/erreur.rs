//! Errors, rendered in one place: a DSFR page for people, a problem document (RFC 9457) with the
//! `statusCode`, `name` and `message` that existing clients read for programs.

use std::borrow::Cow;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::page_erreur::PageErreur;

/// What a handler answers when it cannot do what was asked.
#[derive(Clone, Debug)]
pub struct Erreur {
    /// HTTP status.
    pub statut: StatusCode,
    /// Stable code, e.g. `requete.parametre`.
    pub code: Cow<'static, str>,
    /// What is wrong and what to do, in French.
    pub message: String,
    /// Seconds to wait before trying again.
    pub attente: Option<u64>,
    /// What existing clients read besides, in the JSON form only.
    pub complement: Option<Box<Map<String, Value>>>,
}

impl Erreur {
    /// An error with its status, code and message.
    pub fn nouvelle(
        statut: StatusCode,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        let (code, message) = (code.into(), message.into());
        Erreur { statut, code, message, attente: None, complement: None }
    }

    /// 404.
    pub fn introuvable(message: impl Into<String>) -> Self {
        Erreur::nouvelle(StatusCode::NOT_FOUND, "introuvable", message)
    }

    /// 400 for a value of the request. `data.validationError` is what the official client of the
    /// public API reads of it (`errorData`).
    pub fn parametre(nom: &str, message: &str) -> Self {
        let issues = json!([{ "path": [nom], "message": message }]);
        let erreur = json!({
            "validationError": {
                "name": "ValidationError",
                "code": "requete.parametre",
                "statusCode": 400,
                "issues": issues,
            }
        });
        let message = format!("{nom} : {message}");
        Erreur::nouvelle(StatusCode::BAD_REQUEST, "requete.parametre", message).avec("data", erreur)
    }

    /// The same with one more member in its JSON form, which existing clients read.
    pub fn avec(mut self, nom: &str, valeur: Value) -> Self {
        self.complement.get_or_insert_default().insert(nom.to_owned(), valeur);
        self
    }

    /// 503: something the program needs is not ready.
    pub fn indisponible(message: impl Into<String>) -> Self {
        let erreur = Erreur::nouvelle(StatusCode::SERVICE_UNAVAILABLE, "indisponible", message);
        Erreur { attente: Some(5), ..erreur }
    }

    /// 429: `rythme` says what is allowed, `attente` the seconds to wait.
    pub fn trop_souvent(rythme: &str, attente: u64) -> Self {
        let message = format!("Vous dépassez {rythme} : attendez {attente} s puis recommencez.");
        let erreur = Erreur::nouvelle(StatusCode::TOO_MANY_REQUESTS, "debit", message);
        Erreur { attente: Some(attente), ..erreur }
    }

    /// 401: a key is missing, unknown, revoked or expired; the message says which.
    pub fn non_identifie(code: &'static str, message: impl Into<String>) -> Self {
        Erreur::nouvelle(StatusCode::UNAUTHORIZED, code, message)
    }

    /// 403.
    pub fn interdit(code: &'static str, message: impl Into<String>) -> Self {
        Erreur::nouvelle(StatusCode::FORBIDDEN, code, message)
    }
}

/// Anything unexpected: logged whole, told to nobody.
impl<E: Into<anyhow::Error>> From<E> for Erreur {
    fn from(cause: E) -> Self {
        let cause = cause.into();
        tracing::error!(cause = ?cause, "unexpected error");
        let message = "Le service a rencontré un problème ; il est enregistré et sera corrigé.";
        Erreur::nouvelle(StatusCode::INTERNAL_SERVER_ERROR, "interne", message)
    }
}

impl IntoResponse for Erreur {
    /// Leaves the error in the extensions of an empty answer; [`rendre`] gives it its form once
    /// the outer layer knows who asks.
    fn into_response(self) -> Response {
        let mut reponse = self.statut.into_response();
        reponse.extensions_mut().insert(self);
        reponse
    }
}

/// Gives an error the form that the client reads: JSON of this kind, or a page.
pub fn rendre(erreur: &Erreur, json: Option<&'static str>, reference: &str) -> Response {
    let mut reponse = match json {
        Some(genre) => probleme(erreur, genre, reference),
        None => page(erreur, reference),
    };
    *reponse.status_mut() = erreur.statut;
    if let Some(secondes) = erreur.attente {
        reponse.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(secondes));
    }
    reponse
}

fn probleme(erreur: &Erreur, genre: &'static str, reference: &str) -> Response {
    let nom = erreur.statut.canonical_reason().unwrap_or("Error");
    let mut corps = json!({
        "type": format!("urn:compagnon:erreur:{}", erreur.code),
        "title": nom,
        "status": erreur.statut.as_u16(),
        "detail": erreur.message,
        "code": erreur.code,
        "reference": reference,
        "statusCode": erreur.statut.as_u16(),
        "name": nom,
        "message": erreur.message,
    });
    if let (Some(corps), Some(complement)) = (corps.as_object_mut(), &erreur.complement) {
        corps.extend(complement.iter().map(|(nom, valeur)| (nom.clone(), valeur.clone())));
    }
    ([(header::CONTENT_TYPE, genre)], corps.to_string()).into_response()
}

fn page(erreur: &Erreur, reference: &str) -> Response {
    let mut vue = PageErreur::nouvelle(erreur.statut.as_u16(), Some(reference.to_owned()));
    if erreur.statut.is_client_error() && !erreur.message.is_empty() {
        vue.explication.clone_from(&erreur.message);
    }
    match vue.render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => erreur.message.clone().into_response(),
    }
}

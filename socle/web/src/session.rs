//! Who is signed in: what the guard of a route asks the service that keeps the sessions, and what
//! every page shows of it.

use std::sync::Arc;

use async_trait::async_trait;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::acces::Acteur;
use crate::erreur::Erreur;
use crate::etat::Etat;

/// Name of the cookie that holds the secret of a session.
pub const COOKIE: &str = "session";

/// Keeps the sessions. A service puts its own in the pieces, as [`LeConcierge`].
#[async_trait]
pub trait Concierge: Send + Sync {
    /// Who holds this secret; none when it is unknown, over or revoked.
    ///
    /// # Errors
    /// When the database does not answer.
    async fn reconnaitre(&self, secret: &str) -> Result<Option<Acteur>, Erreur>;
}

/// The piece that the guard looks for.
pub type LeConcierge = Arc<dyn Concierge>;

/// The value of a cookie of a request.
pub fn cookie<'a>(entetes: &'a HeaderMap, nom: &str) -> Option<&'a str> {
    let lignes = entetes.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok());
    let paires = lignes.flat_map(|ligne| ligne.split(';')).filter_map(|p| p.split_once('='));
    paires.map(|(n, v)| (n.trim(), v.trim())).find(|(n, _)| *n == nom).map(|(_, v)| v)
}

/// A cookie that only this site reads, that no script sees, and that other sites' forms do not
/// carry. `secondes` to live; zero removes it.
pub fn poser_cookie(nom: &str, valeur: &str, secondes: i64, adresse_du_site: &str) -> String {
    let sure = if adresse_du_site.starts_with("https://") { "; Secure" } else { "" };
    format!("{nom}={valeur}; Path=/; HttpOnly; SameSite=Lax; Max-Age={secondes}{sure}")
}

/// What the layout of every page shows of the visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visite {
    /// Name of the signed-in person.
    pub nom: Option<String>,
    /// Set while someone of the support looks through the eyes of this person.
    pub observation: bool,
    /// What the operator wants everyone to read.
    pub annonce: Option<String>,
}

tokio::task_local! {
    /// The visit that the handler under way answers; set by the guard of the route so that no
    /// handler has to hand it to its page.
    static VISITE: Visite;
}

impl Visite {
    /// The visit under way; an anonymous one outside of a request.
    pub fn en_cours() -> Visite {
        VISITE.try_with(Clone::clone).unwrap_or_default()
    }

    /// Of this person, if any.
    pub(crate) fn de(acteur: Option<&Acteur>, annonce: Option<String>) -> Visite {
        Visite {
            nom: acteur.map(|a| a.nom.clone()),
            observation: acteur.is_some_and(|a| a.observation.is_some()),
            annonce,
        }
    }

    /// Runs a handler during this visit.
    pub(crate) async fn pendant<T>(self, travail: impl Future<Output = T>) -> T {
        VISITE.scope(self, travail).await
    }
}

impl FromRequestParts<Etat> for Acteur {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, _: &Etat) -> Result<Self, Erreur> {
        parts.extensions.get::<Acteur>().cloned().ok_or_else(non_connecte)
    }
}

/// 401 for whoever must sign in first.
pub(crate) fn non_connecte() -> Erreur {
    Erreur::non_identifie("session.absente", "Connectez-vous pour continuer.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cookie_among_others() {
        let mut entetes = HeaderMap::new();
        entetes.append(header::COOKIE, "theme=dark; session=abc; x=1".parse().unwrap());
        entetes.append(header::COOKIE, "autre=2".parse().unwrap());
        assert_eq!(cookie(&entetes, "session"), Some("abc"));
        assert_eq!(cookie(&entetes, "autre"), Some("2"));
        assert_eq!(cookie(&entetes, "sess"), None);
    }

    #[test]
    fn a_cookie_is_secure_where_the_site_is() {
        assert!(poser_cookie("session", "a", 60, "https://x.fr").ends_with("; Secure"));
        assert!(!poser_cookie("session", "a", 60, "http://127.0.0.1:8080").contains("Secure"));
    }

    #[tokio::test]
    async fn a_visit_is_seen_from_inside_only() {
        let visite = Visite { nom: Some("Camille".to_owned()), ..Visite::default() };
        assert_eq!(visite.clone().pendant(async { Visite::en_cours() }).await, visite);
        assert_eq!(Visite::en_cours(), Visite::default());
    }
}

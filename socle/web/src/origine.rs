//! Forms of this site only: a request that changes something must come from one of our own pages.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`); neither can be forged by
//! a page. Together with `SameSite=Lax` cookies this is what keeps other sites from acting in the
//! name of a signed-in person; see docs/decisions. Routes of the API are not concerned: they carry
//! a key, which no browser adds by itself.

use axum::http::{HeaderMap, Method, header};
use url::Url;

use crate::erreur::Erreur;

/// Refuses a request that changes something and comes from elsewhere, or does not say.
///
/// # Errors
/// 403 with its words.
pub fn verifier(
    methode: &Method,
    entetes: &HeaderMap,
    adresse_du_site: &str,
) -> Result<(), Erreur> {
    if matches!(*methode, Method::GET | Method::HEAD | Method::OPTIONS)
        || d_ici(entetes, adresse_du_site)
    {
        return Ok(());
    }
    let message =
        "Cette demande ne vient pas d’une page de ce site : rechargez la page puis recommencez.";
    Err(Erreur::interdit("origine", message))
}

fn d_ici(entetes: &HeaderMap, adresse_du_site: &str) -> bool {
    let dit = |nom: &str| entetes.get(nom).and_then(|v| v.to_str().ok());
    match dit("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => {
            dit(header::ORIGIN.as_str()).is_some_and(|o| meme_origine(o, adresse_du_site, entetes))
        }
    }
}

/// Either the address that the operator announced, or the one the browser really called: behind
/// no proxy, a site opened as `localhost` is still itself.
fn meme_origine(origine: &str, adresse_du_site: &str, entetes: &HeaderMap) -> bool {
    let Ok(origine) = Url::parse(origine) else { return false };
    let annoncee = Url::parse(adresse_du_site).is_ok_and(|u| u.origin() == origine.origin());
    let hote = entetes.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let appelee = Url::parse(&format!("{}://{hote}", origine.scheme()));
    annoncee || (!hote.is_empty() && appelee.is_ok_and(|u| u.origin() == origine.origin()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_change_something() {
        let site = "https://apprentissage.exemple.fr";
        let cas = [
            (Method::GET, vec![], true),
            (Method::POST, vec![], false),
            (Method::POST, vec![("sec-fetch-site", "same-origin")], true),
            (Method::POST, vec![("sec-fetch-site", "same-site")], false),
            (Method::POST, vec![("sec-fetch-site", "cross-site"), ("origin", site)], false),
            (Method::POST, vec![("sec-fetch-site", "none")], false),
            (Method::POST, vec![("origin", site)], true),
            (Method::POST, vec![("origin", "null")], false),
            (Method::POST, vec![("origin", "https://exemple.fr")], false),
            (
                Method::POST,
                vec![("origin", "http://localhost:8080"), ("host", "localhost:8080")],
                true,
            ),
            (
                Method::DELETE,
                vec![("origin", "http://localhost:9"), ("host", "localhost:8080")],
                false,
            ),
        ];
        for (methode, lignes, permis) in cas {
            let mut entetes = HeaderMap::new();
            for (nom, valeur) in &lignes {
                entetes.insert(*nom, valeur.parse().unwrap());
            }
            assert_eq!(verifier(&methode, &entetes, site).is_ok(), permis, "{methode} {lignes:?}");
        }
    }
}

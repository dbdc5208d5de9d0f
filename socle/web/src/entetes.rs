//! Headers that routes declare: validators of what they answer, and their end of life.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use noyau::dates::DateCivile;
use sha2::{Digest, Sha256};

use crate::erreur::Erreur;
use crate::etat::Etat;
use crate::route::Retrait;

/// Answers 304 to a client that already holds this very answer; otherwise lets the handler answer
/// and signs what it says. An answer depends on its address, on the data it was made from, on the
/// day (offers expire) and on the program.
pub async fn valider(
    etat: &Etat,
    sources: &[&str],
    requete: Request,
    suite: Next,
) -> Result<Response, Erreur> {
    if sources.is_empty() || !matches!(*requete.method(), Method::GET | Method::HEAD) {
        return Ok(suite.run(requete).await);
    }
    let position = base::evenements::derniere_position_de(etat.db.read(), sources).await?;
    let jour = etat.horloge.aujourd_hui();
    let version = etat.reglages.site.version.as_str();
    let accept = requete.headers().get(header::ACCEPT).map(HeaderValue::as_bytes);
    let mut empreinte = Sha256::new();
    empreinte.update(format!("{position} {jour} {version} {}", requete.uri()));
    empreinte.update(accept.unwrap_or_default());
    let etiquette = format!("W/\"{:.32}\"", hex::encode(empreinte.finalize()));
    let mut reponse = if deja_vue(requete.headers(), &etiquette) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        suite.run(requete).await
    };
    if reponse.status().is_success() || reponse.status() == StatusCode::NOT_MODIFIED {
        let entetes = reponse.headers_mut();
        entetes.insert(header::ETAG, HeaderValue::from_str(&etiquette)?);
        entetes.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    }
    Ok(reponse)
}

/// Weak comparison, as RFC 9110 asks for `If-None-Match`.
fn deja_vue(entetes: &HeaderMap, etiquette: &str) -> bool {
    let connues = entetes.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let nue = |texte: &str| texte.trim().trim_start_matches("W/").to_owned();
    connues.is_some_and(|liste| {
        liste.split(',').any(|une| une.trim() == "*" || nue(une) == nue(etiquette))
    })
}

/// Says that the route goes away (RFC 9745 and RFC 8594).
pub fn annoncer(retrait: Retrait, entetes: &mut HeaderMap) {
    let Some((depuis, fin)) = dates(retrait) else { return };
    let lien = format!("<{}>; rel=\"successor-version\"", retrait.remplacant);
    let lignes = [("deprecation", depuis), ("sunset", fin), ("link", lien)];
    for (nom, valeur) in lignes {
        if let Ok(valeur) = HeaderValue::from_str(&valeur) {
            entetes.append(HeaderName::from_static(nom), valeur);
        }
    }
}

/// `Deprecation` is a number of seconds, `Sunset` an HTTP date.
fn dates(retrait: Retrait) -> Option<(String, String)> {
    let jour = |texte: &str| texte.parse::<DateCivile>().ok().map(DateCivile::naive);
    let depuis = jour(retrait.depuis)?.and_hms_opt(0, 0, 0)?.and_utc().timestamp();
    let fin = jour(retrait.fin)?.and_hms_opt(23, 59, 59)?;
    Some((format!("@{depuis}"), fin.format("%a, %d %b %Y %H:%M:%S GMT").to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_answer_is_recognised_among_others() {
        let cas = [
            (None, false),
            (Some("W/\"a\""), true),
            (Some("\"a\""), true),
            (Some("\"b\", W/\"a\""), true),
            (Some("*"), true),
            (Some("\"b\""), false),
        ];
        for (valeur, attendu) in cas {
            let mut entetes = HeaderMap::new();
            if let Some(valeur) = valeur {
                entetes.insert(header::IF_NONE_MATCH, valeur.parse().unwrap());
            }
            assert_eq!(deja_vue(&entetes, "W/\"a\""), attendu, "{valeur:?}");
        }
    }

    #[test]
    fn an_end_of_life_is_said_with_its_dates_and_its_successor() {
        let mut entetes = HeaderMap::new();
        let retrait =
            Retrait { depuis: "2026-11-24", fin: "2027-12-31", remplacant: "/api/v1/search" };
        annoncer(retrait, &mut entetes);
        assert_eq!(entetes["deprecation"], "@1795478400");
        assert_eq!(entetes["sunset"], "Fri, 31 Dec 2027 23:59:59 GMT");
        assert_eq!(entetes["link"], "</api/v1/search>; rel=\"successor-version\"");
    }
}

//! Small text files that robots and agents look for at fixed addresses.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::pages::registre_de;
use super::pages_de_la_plateforme;
use crate::erreur::Erreur;
use crate::etat::Etat;
use crate::statique;

/// Days until `security.txt` has to be read again (RFC 9116 recommends less than a year).
const VALIDITE: i64 = 180;

/// Everything public may be indexed; searches, which are infinite, may not.
pub async fn robots(State(etat): State<Etat>) -> String {
    let adresse = &etat.reglages.adresse;
    format!(
        "User-agent: *\nDisallow: /recherche\nDisallow: /api/\n\nSitemap: {adresse}/sitemap.xml\n"
    )
}

/// Where to report a vulnerability (RFC 9116).
pub async fn securite(State(etat): State<Etat>) -> String {
    let site = &etat.reglages.site;
    let adresse = &etat.reglages.adresse;
    let contact = match &site.contact {
        Some(c) if c.contains('@') => format!("mailto:{c}"),
        Some(c) => c.clone(),
        None => format!("{adresse}/mentions-legales"),
    };
    let fin = etat.horloge.aujourd_hui().plus_jours(VALIDITE);
    format!(
        "Contact: {contact}\nExpires: {fin}T00:00:00Z\nPreferred-Languages: fr, en\n\
         Canonical: {adresse}/.well-known/security.txt\n"
    )
}

/// The pages that do not depend on a search.
pub async fn plan(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let registre = registre_de(&etat)?;
    let des_services = registre.services.iter().flat_map(|s| s.plan.clone());
    let adresses = des_services.chain(pages_de_la_plateforme()).map(|l| l.adresse);
    let lignes: String = adresses
        .map(|a| format!("  <url><loc>{}{a}</loc></url>\n", etat.reglages.adresse))
        .collect();
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{lignes}</urlset>\n"
    );
    let genre = HeaderValue::from_static("application/xml");
    Ok(([(header::CONTENT_TYPE, genre)], xml).into_response())
}

/// The script that partners put in their pages. Its address never changes, so it is asked for again
/// every hour; other sites may load it.
pub async fn encart() -> Result<Response, Erreur> {
    let nom = statique::adresse("widget.js");
    let nom = nom.trim_start_matches(statique::PREFIXE);
    let fichier = statique::fichier(nom, "")
        .ok_or_else(|| Erreur::introuvable("Les fichiers du site ne sont pas construits."))?;
    let entetes = [
        (header::CONTENT_TYPE, fichier.genre),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((entetes, fichier.contenu).into_response())
}

/// What the site is and where its data is, for programs that read text (<https://llmstxt.org>).
pub async fn agents(State(etat): State<Etat>) -> Response {
    let adresse = &etat.reglages.adresse;
    let nom = &etat.reglages.site.nom;
    let texte = format!(
        "# {nom}\n\n\
         > Formations en apprentissage, offres d’emploi et entreprises susceptibles de recruter, en France.\n\n\
         Les données sont publiques et réutilisables (Licence Ouverte 2.0). Préférez l’API et les fichiers aux pages.\n\n\
         ## API\n\n\
         - [Description OpenAPI]({adresse}/api/openapi.json)\n\
         - [Documentation]({adresse}/api)\n\n\
         ## Données\n\n\
         - [Jeux de données]({adresse}/donnees-ouvertes)\n\
         - [Catalogue DCAT]({adresse}/donnees-ouvertes/catalogue.jsonld)\n"
    );
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/markdown; charset=utf-8"))], texte)
        .into_response()
}

//! The offers deposited here as a feed that any reader follows: RSS 2.0 and JSON Feed 1.1.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use noyau::dates::Instant;
use serde_json::{Value, json};
use web::{Erreur, Etat};

use crate::depot::gestion;
use crate::porte::Offre;

/// Offers of a feed, the newest.
const OFFRES: i64 = 200;

/// Address of the RSS feed.
pub const RSS: &str = "/offres/flux.rss";

/// Address of the JSON feed.
pub const JSON: &str = "/offres/flux.json";

const TITRE: &str = "Offres en apprentissage déposées par les employeurs";

async fn offres(etat: &Etat) -> Result<Vec<Offre>, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let deposees = gestion::dernieres(etat.db.read(), OFFRES).await?;
    let offres = deposees.into_iter().map(|d| d.offre);
    Ok(offres.filter(|o| o.est_visible(maintenant)).collect())
}

fn titre(o: &Offre) -> String {
    let ville = o.lieu.ville.as_deref().unwrap_or(&o.lieu.adresse);
    format!("{} — {}, {ville}", o.titre, o.employeur.nom)
}

/// The feed in RSS.
pub async fn rss(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let site = &etat.reglages.adresse;
    let mut corps = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>{TITRE}</title><link>{}</link><description>{TITRE}</description><language>fr</language>",
        echapper(site)
    );
    for o in offres(&etat).await? {
        corps.push_str(&article(&o, site));
    }
    corps.push_str("</channel></rss>\n");
    let genre = [(header::CONTENT_TYPE, "application/rss+xml; charset=utf-8")];
    Ok((genre, corps).into_response())
}

fn article(o: &Offre, site: &str) -> String {
    let lien = format!("{site}/offre/{}", o.id);
    let date = o.publication.map(date_rss).unwrap_or_default();
    format!(
        "<item><title>{}</title><link>{lien}</link><guid isPermaLink=\"true\">{lien}</guid><pubDate>{date}</pubDate><description>{}</description></item>",
        echapper(&titre(o)),
        echapper(&o.description),
        lien = echapper(&lien),
    )
}

/// The date as RSS writes it (RFC 822), in universal time.
fn date_rss(instant: Instant) -> String {
    const JOURS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MOIS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    // The text of an instant is RFC 3339 in universal time: AAAA-MM-JJTHH:MM:SS.
    let texte = instant.to_string();
    let nombre = |de: usize, a: usize| texte.get(de..a).and_then(|t| t.parse::<usize>().ok());
    let (Some(annee), Some(mois), Some(jour)) = (nombre(0, 4), nombre(5, 7), nombre(8, 10)) else {
        return String::new();
    };
    let semaine = usize::try_from(instant.ms() / 86_400_000).unwrap_or_default() % 7;
    let nom = MOIS.get(mois.saturating_sub(1)).copied().unwrap_or_default();
    let heure = texte.get(11..19).unwrap_or("00:00:00");
    format!("{}, {jour:02} {nom} {annee} {heure} +0000", JOURS[semaine])
}

fn echapper(texte: &str) -> String {
    texte.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The feed in JSON.
pub async fn json(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let site = &etat.reglages.adresse;
    let articles: Vec<Value> = offres(&etat).await?.iter().map(|o| entree(o, site)).collect();
    let flux = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITRE,
        "home_page_url": site,
        "feed_url": format!("{site}{JSON}"),
        "language": "fr",
        "items": articles,
    });
    let genre = [(header::CONTENT_TYPE, "application/feed+json; charset=utf-8")];
    Ok((genre, flux.to_string()).into_response())
}

fn entree(o: &Offre, site: &str) -> Value {
    let lien = format!("{site}/offre/{}", o.id);
    json!({
        "id": o.id,
        "url": lien,
        "title": titre(o),
        "content_text": o.description,
        "date_published": o.publication,
        "tags": o.romes.iter().map(|r| r.to_string()).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_rss() {
        let instant: Instant = "2026-11-24T10:05:09+01:00".parse().unwrap();
        assert_eq!(date_rss(instant), "Tue, 24 Nov 2026 09:05:09 +0000");
        let epoque = Instant::from_ms(0);
        assert_eq!(date_rss(epoque), "Thu, 01 Jan 1970 00:00:00 +0000");
    }

    #[test]
    fn what_was_written_cannot_become_markup() {
        assert_eq!(echapper("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
    }
}

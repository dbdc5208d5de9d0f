//! The Base Adresse Nationale, through the geocoder of the Géoplateforme
//! (<https://data.geopf.fr/geocodage>), or any server that speaks like it (addok).

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use noyau::geo::Point;
use reqwest::Client;
use serde::Deserialize;

use super::{AdresseTrouvee, Geocodeur, Grain, garder, preparer};
use crate::memoire::Memoire;
use crate::{ErreurLien, client_http};

/// How it is named to people.
const NOM: &str = "Le service des adresses";

/// Longer, and the person has typed the next letter.
const DELAI: Duration = Duration::from_secs(2);

/// Answers kept.
const CAPACITE: usize = 1_000;

/// How long an answer is kept: the index of addresses changes once a week.
const DUREE: Duration = Duration::from_secs(3_600);

/// Most results asked for; the partner gives 50 at most.
const LIMITE_MAX: usize = 20;

/// The client.
#[derive(Debug)]
pub struct Ban {
    client: Client,
    adresse: String,
    memoire: Mutex<Memoire<Vec<AdresseTrouvee>>>,
}

#[derive(Deserialize)]
struct Reponse {
    features: Vec<Objet>,
}

#[derive(Deserialize)]
struct Objet {
    geometry: Geometrie,
    properties: Proprietes,
}

#[derive(Deserialize)]
struct Geometrie {
    coordinates: [f64; 2],
}

#[derive(Deserialize)]
struct Proprietes {
    label: String,
    score: f64,
    #[serde(rename = "type", default)]
    genre: String,
    postcode: Option<String>,
    citycode: Option<String>,
}

impl Ban {
    /// Of the Géoplateforme.
    pub const GEOPLATEFORME: &'static str = "https://data.geopf.fr/geocodage";

    /// A client of the geocoder at this address, which answers under `/search`.
    ///
    /// # Errors
    /// Those of [`client_http`].
    pub fn nouveau(adresse: &str) -> Result<Self, reqwest::Error> {
        Self::avec_delai(adresse, DELAI)
    }

    fn avec_delai(adresse: &str, delai: Duration) -> Result<Self, reqwest::Error> {
        let adresse = format!("{}/search", adresse.trim_end_matches('/'));
        let memoire = Mutex::new(Memoire::nouvelle(CAPACITE, DUREE));
        Ok(Ban { client: client_http(delai)?, adresse, memoire })
    }

    async fn demander(
        &self,
        texte: &str,
        limite: usize,
    ) -> Result<Vec<AdresseTrouvee>, reqwest::Error> {
        let limite = limite.to_string();
        let requete = self.client.get(&self.adresse).query(&[("q", texte), ("limit", &limite)]);
        let reponse = requete.send().await?.error_for_status()?.json::<Reponse>().await?;
        Ok(reponse.features.into_iter().filter_map(lire).collect())
    }
}

#[async_trait]
impl Geocodeur for Ban {
    async fn chercher(
        &self,
        texte: &str,
        limite: usize,
    ) -> Result<Vec<AdresseTrouvee>, ErreurLien> {
        let Some(texte) = preparer(texte) else {
            return Ok(Vec::new());
        };
        let limite = limite.clamp(1, LIMITE_MAX);
        let question = format!("{limite} {texte}");
        let connue = self.memoire().lire(&question, Instant::now());
        if let Some(reponse) = connue {
            return Ok(reponse);
        }
        let trouvees = self.demander(&texte, limite).await.map_err(|e| {
            // Neither the text nor the address of the request, which holds it.
            tracing::warn!(statut = ?e.status(), lent = e.is_timeout(), "the geocoder did not answer");
            ErreurLien::de(NOM, &e)
        })?;
        let gardees = garder(trouvees, limite);
        self.memoire().garder(&question, &gardees, Instant::now());
        Ok(gardees)
    }
}

impl Ban {
    fn memoire(&self) -> std::sync::MutexGuard<'_, Memoire<Vec<AdresseTrouvee>>> {
        self.memoire.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place; none when its coordinates are not.
fn lire(objet: Objet) -> Option<AdresseTrouvee> {
    let [lon, lat] = objet.geometry.coordinates;
    let p = objet.properties;
    Some(AdresseTrouvee {
        libelle: p.label,
        point: Point::new(lat, lon).ok()?,
        score: p.score,
        grain: grain(&p.genre),
        code_postal: p.postcode.and_then(|c| c.parse().ok()),
        commune: p.citycode.and_then(|c| c.parse().ok()),
    })
}

fn grain(genre: &str) -> Grain {
    match genre {
        "housenumber" => Grain::Numero,
        "street" => Grain::Rue,
        "municipality" => Grain::Commune,
        _ => Grain::LieuDit,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wiremock::matchers::{method, path, query_param};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::*;

    const DELAI_D_ESSAI: Duration = Duration::from_millis(300);

    async fn ban(reponse: ResponseTemplate) -> (MockServer, Ban) {
        let serveur = MockServer::start().await;
        Mock::given(method("GET"))
            .and(path("/geo/search"))
            .respond_with(reponse)
            .mount(&serveur)
            .await;
        let ban = Ban::avec_delai(&format!("{}/geo/", serveur.uri()), DELAI_D_ESSAI).unwrap();
        (serveur, ban)
    }

    fn objet(label: &str, score: f64, genre: &str, coordonnees: [f64; 2]) -> Value {
        json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": coordonnees},
            "properties": {"label": label, "score": score, "type": genre, "postcode": "35000", "citycode": "35238"}
        })
    }

    fn reponse(objets: &[Value]) -> ResponseTemplate {
        ResponseTemplate::new(200)
            .set_body_json(json!({"type": "FeatureCollection", "features": objets}))
    }

    #[tokio::test]
    async fn keeps_what_can_be_believed() {
        let (_serveur, ban) = ban(reponse(&[
            objet("4 Place des Lices 35000 Rennes", 0.97, "housenumber", [-1.6835, 48.1131]),
            objet("Place des Lices 35000 Rennes", 0.6, "street", [-1.6836, 48.1131]),
            objet("Place des Lices 56000 Vannes", 0.59, "street", [-2.7591, 47.6567]),
            objet("Nulle part", 0.99, "locality", [-1.6, 148.0]),
        ]))
        .await;
        let trouvees = ban.chercher("4 place des Lices", 5).await.unwrap();
        let grains: Vec<Grain> = trouvees.iter().map(|a| a.grain).collect();
        assert_eq!(grains, [Grain::Numero, Grain::Rue]);
        assert_eq!((trouvees[0].point.lat(), trouvees[0].point.lon()), (48.1131, -1.6835));
        assert_eq!(trouvees[0].commune.unwrap().as_str(), "35238");
        assert_eq!(trouvees[0].code_postal.unwrap().as_str(), "35000");
    }

    #[tokio::test]
    async fn asks_once_and_sends_what_was_typed() {
        let serveur = MockServer::start().await;
        Mock::given(query_param("q", "4 place des Lices & co"))
            .and(query_param("limit", "5"))
            .respond_with(reponse(&[objet("Ici", 0.9, "municipality", [0.0, 45.0])]))
            .expect(1)
            .mount(&serveur)
            .await;
        let ban = Ban::nouveau(&serveur.uri()).unwrap();
        for _ in 0..3 {
            assert_eq!(ban.chercher(" 4 place  des Lices & co", 5).await.unwrap().len(), 1);
        }
        assert!(ban.chercher("4", 5).await.unwrap().is_empty(), "too short to be sent");
    }

    #[tokio::test]
    async fn a_partner_that_fails_is_told_and_asked_again() {
        let lente = reponse(&[]).set_delay(Duration::from_secs(5));
        let cas = [
            (lente, "assez vite"),
            (ResponseTemplate::new(429), "trop de demandes"),
            (ResponseTemplate::new(503), "indisponible"),
            (
                ResponseTemplate::new(302).insert_header("location", "http://exemple.invalid/"),
                "lisible",
            ),
            (ResponseTemplate::new(200).set_body_string("<html>"), "lisible"),
            (ResponseTemplate::new(200).set_body_json(json!({"features": [{}]})), "lisible"),
        ];
        for (reponse, attendu) in cas {
            let (serveur, ban) = ban(reponse).await;
            for _ in 0..2 {
                let erreur = ban.chercher("place des Lices", 5).await.unwrap_err().to_string();
                assert!(erreur.contains(attendu), "{erreur}");
            }
            let demandes = serveur.received_requests().await.unwrap().len();
            assert_eq!(demandes, 2, "an error is not kept");
        }
        let absente = Ban::nouveau("http://127.0.0.1:1").unwrap();
        let erreur = absente.chercher("place des Lices", 5).await.unwrap_err();
        assert!(matches!(erreur, ErreurLien::Indisponible(_)), "{erreur}");
    }

    #[tokio::test]
    async fn https_has_its_provider() {
        // Without a provider, making the client would panic.
        assert!(Ban::nouveau(Ban::GEOPLATEFORME).is_ok());
    }
}

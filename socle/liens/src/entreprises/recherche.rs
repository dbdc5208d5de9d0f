//! API Recherche d'entreprises (DINUM), public, without a key: 7 requests a second by address.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use noyau::identifiants::Siret;
use noyau::texte::titre_propre;
use reqwest::Client;
use serde::Deserialize;

use super::{Entreprise, Entreprises, Reponse, departement, naf};
use crate::memoire::Memoire;
use crate::{ErreurLien, client_http, reessayer};

const NOM: &str = "L’annuaire des entreprises";

/// Someone waits in front of a form.
const DELAI: Duration = Duration::from_secs(4);

/// How long an answer is kept by a node; the table of the accounts keeps it longer.
const DUREE: Duration = Duration::from_secs(3_600);

/// The client.
pub struct RechercheEntreprises {
    client: Client,
    adresse: String,
    memoire: Mutex<Memoire<Reponse>>,
}

#[derive(Deserialize)]
struct Reponses {
    results: Vec<Unite>,
}

#[derive(Deserialize)]
struct Unite {
    nom_complet: Option<String>,
    statut_diffusion: Option<String>,
    #[serde(default)]
    matching_etablissements: Vec<Etablissement>,
}

#[derive(Deserialize)]
struct Etablissement {
    siret: String,
    adresse: Option<String>,
    code_postal: Option<String>,
    commune: Option<String>,
    libelle_commune: Option<String>,
    activite_principale: Option<String>,
    etat_administratif: Option<String>,
    statut_diffusion_etablissement: Option<String>,
    liste_enseignes: Option<Vec<String>>,
    liste_idcc: Option<Vec<String>>,
}

impl RechercheEntreprises {
    /// A client of the service at this address, which answers under `/search`.
    ///
    /// # Errors
    /// Those of [`client_http`].
    pub fn nouveau(adresse: &str) -> Result<Self, reqwest::Error> {
        Self::avec_delai(adresse, DELAI)
    }

    fn avec_delai(adresse: &str, delai: Duration) -> Result<Self, reqwest::Error> {
        let adresse = format!("{}/search", adresse.trim_end_matches('/'));
        let memoire = Mutex::new(Memoire::nouvelle(1_000, DUREE));
        Ok(RechercheEntreprises { client: client_http(delai)?, adresse, memoire })
    }

    async fn demander(&self, texte: &str, limite: usize) -> Result<Vec<Unite>, ErreurLien> {
        let parametres = [
            ("q", texte),
            ("page", "1"),
            ("per_page", &limite.to_string()),
            ("limite_matching_etablissements", "100"),
        ];
        let envoyer = || async {
            let requete = self.client.get(&self.adresse).query(&parametres);
            requete.send().await?.error_for_status()?.json::<Reponses>().await
        };
        let reponses = reessayer(NOM, envoyer).await?;
        Ok(reponses.results)
    }

    fn memoire(&self) -> MutexGuard<'_, Memoire<Reponse>> {
        self.memoire.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Entreprises for RechercheEntreprises {
    async fn par_siret(&self, siret: &Siret) -> Result<Reponse, ErreurLien> {
        let connue = self.memoire().lire(siret.as_str(), Instant::now());
        if let Some(reponse) = connue {
            return Ok(reponse);
        }
        let unites = self.demander(siret.as_str(), 1).await?;
        let reponse = unites.iter().find_map(|u| etablissement(u, siret.as_str()));
        let reponse = reponse.unwrap_or(Reponse::Inconnue);
        self.memoire().garder(siret.as_str(), &reponse, Instant::now());
        Ok(reponse)
    }

    async fn chercher(&self, texte: &str, limite: usize) -> Result<Vec<Entreprise>, ErreurLien> {
        let texte = texte.trim();
        if texte.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
            return Ok(Vec::new());
        }
        let unites = self.demander(texte, limite.clamp(1, 25)).await?;
        let toutes = unites.iter().flat_map(|u| {
            u.matching_etablissements.iter().filter_map(|e| etablissement(u, &e.siret))
        });
        let ouvertes = toutes.filter_map(|reponse| match reponse {
            Reponse::Trouvee(e) if e.ouverte => Some(e),
            _ => None,
        });
        Ok(ouvertes.take(limite).collect())
    }
}

fn etablissement(unite: &Unite, siret: &str) -> Option<Reponse> {
    let e = unite.matching_etablissements.iter().find(|e| e.siret == siret)?;
    let discrete = |statut: &Option<String>| statut.as_deref().is_some_and(|s| s != "O");
    if discrete(&unite.statut_diffusion) || discrete(&e.statut_diffusion_etablissement) {
        return Some(Reponse::NonDiffusible);
    }
    let enseigne = e.liste_enseignes.iter().flatten().next();
    let nom = enseigne.or(unite.nom_complet.as_ref()).map_or("", String::as_str);
    let texte = |champ: &Option<String>| champ.clone().unwrap_or_default();
    Some(Reponse::Trouvee(Entreprise {
        siret: siret.to_owned(),
        nom: titre_propre(nom),
        adresse: texte(&e.adresse),
        ville: titre_propre(&texte(&e.libelle_commune)),
        departement: departement(&texte(&e.commune), &texte(&e.code_postal)),
        naf: naf(&texte(&e.activite_principale)),
        idcc: e.liste_idcc.clone().unwrap_or_default(),
        ouverte: e.etat_administratif.as_deref() == Some("A"),
        source: "Annuaire des entreprises (Sirene)".to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wiremock::matchers::{path, query_param};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::*;

    const SIRET: &str = "90000000100009";

    fn unite(etat: &str, diffusion: &str) -> Value {
        json!({"results": [{
            "nom_complet": "BOULANGERIE DES LICES",
            "statut_diffusion": diffusion,
            "matching_etablissements": [{
                "siret": SIRET, "adresse": "4 PLACE DES LICES 35000 RENNES", "code_postal": "35000",
                "commune": "35238", "libelle_commune": "RENNES", "activite_principale": "10.71C",
                "etat_administratif": etat, "statut_diffusion_etablissement": "O",
                "liste_enseignes": null, "liste_idcc": ["0843"]
            }]
        }], "total_results": 1})
    }

    async fn source(reponse: ResponseTemplate) -> (MockServer, RechercheEntreprises) {
        let serveur = MockServer::start().await;
        Mock::given(path("/search")).respond_with(reponse).mount(&serveur).await;
        let delai = Duration::from_millis(300);
        let source = RechercheEntreprises::avec_delai(&serveur.uri(), delai).unwrap();
        (serveur, source)
    }

    #[tokio::test]
    async fn unknown_hidden_closed_and_down_are_four_things() {
        let siret = SIRET.parse().unwrap();
        let bonne = ResponseTemplate::new(200).set_body_json(unite("A", "O"));
        let (serveur, ouverte) = source(bonne).await;
        for _ in 0..2 {
            let Ok(Reponse::Trouvee(e)) = ouverte.par_siret(&siret).await else {
                panic!("it is known")
            };
            assert_eq!((e.naf.as_str(), e.departement.as_str(), e.ouverte), ("10.71C", "35", true));
            assert_eq!(e.idcc, ["0843"]);
        }
        assert_eq!(serveur.received_requests().await.unwrap().len(), 1, "asked once");
        let cas = [
            (unite("F", "O"), "fermée"),
            (unite("A", "P"), "non diffusible"),
            (json!({"results": []}), "inconnue"),
        ];
        for (corps, attendu) in cas {
            let (_s, source) = source(ResponseTemplate::new(200).set_body_json(corps)).await;
            let dit = match source.par_siret(&siret).await.unwrap() {
                Reponse::Trouvee(e) if !e.ouverte => "fermée",
                Reponse::Trouvee(_) => "ouverte",
                Reponse::NonDiffusible => "non diffusible",
                Reponse::Inconnue => "inconnue",
            };
            assert_eq!(dit, attendu);
        }
    }

    #[tokio::test]
    async fn a_source_that_fails_is_asked_twice_and_nothing_is_concluded() {
        let siret = SIRET.parse().unwrap();
        let lente = ResponseTemplate::new(200).set_delay(Duration::from_secs(5));
        let cas = [
            (ResponseTemplate::new(503), 2),
            (lente, 2),
            (ResponseTemplate::new(429), 1),
            (ResponseTemplate::new(200).set_body_string("<html>"), 1),
        ];
        for (reponse, demandes) in cas {
            let (serveur, source) = source(reponse).await;
            assert!(source.par_siret(&siret).await.is_err());
            assert_eq!(serveur.received_requests().await.unwrap().len(), demandes);
        }
    }

    #[tokio::test]
    async fn a_text_finds_open_establishments() {
        let serveur = MockServer::start().await;
        let bonne = ResponseTemplate::new(200).set_body_json(unite("A", "O"));
        Mock::given(query_param("q", "lices")).respond_with(bonne).mount(&serveur).await;
        let source = RechercheEntreprises::nouveau(&serveur.uri()).unwrap();
        assert_eq!(source.chercher(" lices ", 5).await.unwrap().len(), 1);
        assert!(source.chercher("li", 5).await.unwrap().is_empty());
    }
}

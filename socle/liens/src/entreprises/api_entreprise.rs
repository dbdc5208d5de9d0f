//! API Entreprise (DINUM), for administrations that hold a token.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use noyau::identifiants::Siret;
use noyau::texte::titre_propre;
use reqwest::{Client, StatusCode};
use serde::Deserialize;

use super::{Entreprise, Entreprises, Reponse, departement, naf};
use crate::memoire::Memoire;
use crate::{ErreurLien, client_http, reessayer};

const NOM: &str = "API Entreprise";

/// Someone waits in front of a form.
const DELAI: Duration = Duration::from_secs(5);

const DUREE: Duration = Duration::from_secs(3_600);

/// What the operator holds to call it.
#[derive(Clone, PartialEq, Eq)]
pub struct Acces {
    /// Address of the service.
    pub adresse: String,
    /// The token.
    pub jeton: String,
    /// SIRET of the administration that asks.
    pub destinataire: String,
}

impl std::fmt::Debug for Acces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Acces({})", self.adresse)
    }
}

/// The client.
pub struct ApiEntreprise {
    client: Client,
    acces: Acces,
    memoire: Mutex<Memoire<Reponse>>,
}

#[derive(Deserialize)]
struct Enveloppe {
    data: Etablissement,
}

#[derive(Deserialize)]
struct Etablissement {
    etat_administratif: String,
    status_diffusion: Option<String>,
    enseigne: Option<String>,
    activite_principale: Activite,
    adresse: Adresse,
    unite_legale: UniteLegale,
}

#[derive(Deserialize)]
struct Activite {
    code: Option<String>,
}

#[derive(Deserialize)]
struct Adresse {
    code_postal: Option<String>,
    code_commune: Option<String>,
    libelle_commune: Option<String>,
    #[serde(default)]
    acheminement_postal: Acheminement,
}

#[derive(Deserialize, Default)]
struct Acheminement {
    l4: Option<String>,
    l6: Option<String>,
}

#[derive(Deserialize)]
struct UniteLegale {
    personne_morale_attributs: Option<Morale>,
    personne_physique_attributs: Option<Physique>,
}

#[derive(Deserialize)]
struct Morale {
    raison_sociale: Option<String>,
}

#[derive(Deserialize)]
struct Physique {
    prenom_usuel: Option<String>,
    nom_usage: Option<String>,
    nom_naissance: Option<String>,
}

impl ApiEntreprise {
    /// A client with this access.
    ///
    /// # Errors
    /// Those of [`client_http`].
    pub fn nouveau(acces: Acces) -> Result<Self, reqwest::Error> {
        let memoire = Mutex::new(Memoire::nouvelle(1_000, DUREE));
        Ok(ApiEntreprise { client: client_http(DELAI)?, acces, memoire })
    }

    /// None when the answer is that nobody has this SIRET or that it may not be shown.
    async fn demander(&self, siret: &Siret) -> Result<Result<Enveloppe, Reponse>, ErreurLien> {
        let base = self.acces.adresse.trim_end_matches('/');
        let adresse = format!("{base}/v3/insee/sirene/etablissements/diffusibles/{siret}");
        let parametres = [
            ("context", "Services de l’apprentissage"),
            ("recipient", self.acces.destinataire.as_str()),
            ("object", "Inscription d’un employeur"),
        ];
        let envoyer = || async {
            let requete = self.client.get(&adresse).bearer_auth(&self.acces.jeton);
            let reponse = requete.query(&parametres).send().await?;
            match reponse.status() {
                StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY => {
                    Ok(Err(Reponse::Inconnue))
                }
                StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS => Ok(Err(Reponse::NonDiffusible)),
                _ => Ok(Ok(reponse.error_for_status()?.json::<Enveloppe>().await?)),
            }
        };
        reessayer(NOM, envoyer).await
    }

    fn memoire(&self) -> MutexGuard<'_, Memoire<Reponse>> {
        self.memoire.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Entreprises for ApiEntreprise {
    async fn par_siret(&self, siret: &Siret) -> Result<Reponse, ErreurLien> {
        let connue = self.memoire().lire(siret.as_str(), Instant::now());
        if let Some(reponse) = connue {
            return Ok(reponse);
        }
        let reponse = match self.demander(siret).await? {
            Ok(enveloppe) => lire(siret, enveloppe.data),
            Err(reponse) => reponse,
        };
        self.memoire().garder(siret.as_str(), &reponse, Instant::now());
        Ok(reponse)
    }

    /// It has no search by text: the next source is asked.
    async fn chercher(&self, _texte: &str, _limite: usize) -> Result<Vec<Entreprise>, ErreurLien> {
        Err(ErreurLien::Indisponible(NOM))
    }
}

fn lire(siret: &Siret, e: Etablissement) -> Reponse {
    if e.status_diffusion.as_deref().is_some_and(|s| s != "diffusible") {
        return Reponse::NonDiffusible;
    }
    let a = e.adresse;
    let lignes = [a.acheminement_postal.l4, a.acheminement_postal.l6];
    let adresse: Vec<String> = lignes.into_iter().flatten().collect();
    let texte = Option::unwrap_or_default;
    Reponse::Trouvee(Entreprise {
        siret: siret.to_string(),
        nom: titre_propre(&e.enseigne.unwrap_or_else(|| nom(e.unite_legale))),
        adresse: adresse.join(", "),
        ville: titre_propre(&texte(a.libelle_commune)),
        departement: departement(&texte(a.code_commune), &texte(a.code_postal)),
        naf: naf(&texte(e.activite_principale.code)),
        idcc: Vec::new(),
        ouverte: e.etat_administratif == "A",
        source: "API Entreprise (Sirene)".to_owned(),
    })
}

fn nom(unite: UniteLegale) -> String {
    let morale = unite.personne_morale_attributs.and_then(|m| m.raison_sociale);
    let physique = unite.personne_physique_attributs.map(|p| {
        let nom = p.nom_usage.or(p.nom_naissance).unwrap_or_default();
        format!("{} {nom}", p.prenom_usuel.unwrap_or_default())
    });
    morale.or(physique).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wiremock::matchers::{header, path_regex, query_param};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::*;

    const SIRET: &str = "90000000100009";

    async fn source(reponse: ResponseTemplate) -> (MockServer, ApiEntreprise) {
        let serveur = MockServer::start().await;
        Mock::given(path_regex("^/v3/insee/sirene/etablissements/diffusibles/[0-9]{14}$"))
            .and(header("authorization", "Bearer secret"))
            .and(query_param("recipient", "11000001500013"))
            .respond_with(reponse)
            .mount(&serveur)
            .await;
        let acces = Acces {
            adresse: serveur.uri(),
            jeton: "secret".to_owned(),
            destinataire: "11000001500013".to_owned(),
        };
        (serveur, ApiEntreprise::nouveau(acces).unwrap())
    }

    #[tokio::test]
    async fn a_sole_trader_has_the_name_of_the_person() {
        let corps = json!({"data": {
            "etat_administratif": "A", "status_diffusion": "diffusible", "enseigne": null,
            "activite_principale": {"code": "10.71C"},
            "adresse": {"code_postal": "35000", "code_commune": "35238", "libelle_commune": "RENNES",
                "acheminement_postal": {"l4": "4 PLACE DES LICES", "l6": "35000 RENNES"}},
            "unite_legale": {"personne_morale_attributs": {"raison_sociale": null},
                "personne_physique_attributs": {"prenom_usuel": "CAMILLE", "nom_usage": null, "nom_naissance": "LE GOFF"}}
        }});
        let (_s, source) = source(ResponseTemplate::new(200).set_body_json(corps)).await;
        let Ok(Reponse::Trouvee(e)) = source.par_siret(&SIRET.parse().unwrap()).await else {
            panic!("it is known")
        };
        assert_eq!(e.adresse, "4 PLACE DES LICES, 35000 RENNES");
        assert!(e.nom.starts_with("Camille") && e.ouverte, "{}", e.nom);
    }

    #[tokio::test]
    async fn what_is_not_an_answer_is_never_a_refusal() {
        let siret = SIRET.parse().unwrap();
        for (statut, attendu) in [
            (404, Some(Reponse::Inconnue)),
            (422, Some(Reponse::Inconnue)),
            (451, Some(Reponse::NonDiffusible)),
            (401, None),
            (429, None),
            (502, None),
        ] {
            let (_s, source) = source(ResponseTemplate::new(statut)).await;
            assert_eq!(source.par_siret(&siret).await.ok(), attendu, "{statut}");
        }
        let (_s, source) = source(ResponseTemplate::new(404)).await;
        assert!(!format!("{:?}", source.acces).contains("secret"));
    }
}

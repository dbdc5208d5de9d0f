//! A provider: its settings, its addresses and its keys, read once an hour.

use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, Client, ClientId, ClientSecret, EmptyExtraTokenFields, EndSessionUrl,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken, IdTokenClaims, IdTokenFields,
    IssuerUrl, ProviderMetadataWithLogout, RedirectUrl, StandardErrorResponse,
    StandardTokenResponse,
};
use serde::{Deserialize, Serialize};
use tokio::sync::RwLock;

use super::transport::Transport;
use super::{DELAI, ErreurIdentite};
use crate::client_http;

/// Keys are read again after this long.
const FRAICHEUR: Duration = Duration::from_secs(3600);

/// A key that nobody knows makes them be read again, at most this often.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a provider is reached, and as whom.
#[derive(Clone)]
pub struct Reglages {
    /// What people call it.
    pub nom: &'static str,
    /// Its issuer: under it lies `/.well-known/openid-configuration`.
    pub emetteur: String,
    /// Our identifier there.
    pub client: String,
    /// Our secret there.
    pub secret: String,
    /// Our address that it sends people back to.
    pub retour: String,
    /// What we ask to know, besides `openid`.
    pub portees: &'static [&'static str],
    /// What else it wants to be told.
    pub parametres: &'static [(&'static str, &'static str)],
}

/// A provider.
pub struct Fournisseur {
    pub(super) reglages: Reglages,
    pub(super) http: reqwest::Client,
    cles: RwLock<Option<Arc<Cles>>>,
}

/// What a provider publishes.
pub(super) struct Cles {
    pub(super) client: ClientOidc,
    pub(super) sortie: Option<EndSessionUrl>,
    lues: Instant,
}

impl Fournisseur {
    /// A provider, not asked anything yet.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn nouveau(reglages: Reglages) -> Result<Self, reqwest::Error> {
        Ok(Fournisseur { reglages, http: client_http(DELAI)?, cles: RwLock::new(None) })
    }

    /// What people call it.
    pub fn nom(&self) -> &'static str {
        self.reglages.nom
    }

    /// Its issuer, which it may repeat in its answers (RFC 9207).
    pub fn emetteur(&self) -> &str {
        &self.reglages.emetteur
    }

    /// Its addresses and keys; `neuves` when those kept did not do.
    pub(super) async fn cles(&self, neuves: bool) -> Result<Arc<Cles>, ErreurIdentite> {
        let age = if neuves { PATIENCE } else { FRAICHEUR };
        let bonnes = |c: &Arc<Cles>| c.lues.elapsed() < age;
        if let Some(cles) = self.cles.read().await.as_ref().filter(|c| bonnes(c)) {
            return Ok(cles.clone());
        }
        let mut garde = self.cles.write().await;
        if let Some(cles) = garde.as_ref().filter(|c| bonnes(c)) {
            return Ok(cles.clone());
        }
        let cles = Arc::new(self.lire().await?);
        *garde = Some(cles.clone());
        Ok(cles)
    }

    async fn lire(&self) -> Result<Cles, ErreurIdentite> {
        let indisponible = |cause: &dyn std::fmt::Display| {
            tracing::warn!(fournisseur = self.reglages.nom, %cause, "a provider was not read");
            ErreurIdentite::Indisponible(self.reglages.nom)
        };
        let emetteur =
            IssuerUrl::new(self.reglages.emetteur.clone()).map_err(|c| indisponible(&c))?;
        let transport = Transport(&self.http);
        let publie = ProviderMetadataWithLogout::discover_async(emetteur, &transport)
            .await
            .map_err(|c| indisponible(&c))?;
        let sortie = publie.additional_metadata().end_session_endpoint.clone();
        let retour =
            RedirectUrl::new(self.reglages.retour.clone()).map_err(|c| indisponible(&c))?;
        let client = ClientOidc::from_provider_metadata(
            publie,
            ClientId::new(self.reglages.client.clone()),
            Some(ClientSecret::new(self.reglages.secret.clone())),
        )
        .set_redirect_uri(retour);
        Ok(Cles { client, sortie, lues: Instant::now() })
    }
}

/// Claims of ProConnect beside those of the standard.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Supplement {
    /// Name in use.
    pub(super) usual_name: Option<String>,
    /// SIRET of the organisation.
    pub(super) siret: Option<String>,
}

impl AdditionalClaims for Supplement {}

type Champs = IdTokenFields<
    Supplement,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

pub(super) type Jeton = IdToken<
    Supplement,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

pub(super) type Revendications = IdTokenClaims<Supplement, CoreGenderClaim>;

pub(super) type Reponse = StandardTokenResponse<Champs, CoreTokenType>;

pub(super) type ClientOidc = Client<
    Supplement,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Reponse,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

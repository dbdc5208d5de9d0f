//! The one way to make an HTTP client.

use std::sync::Once;
use std::time::Duration;

use reqwest::{Client, redirect};

use crate::ErreurLien;

static RING: Once = Once::new();

/// A client that gives up after `delai`, body included.
///
/// reqwest is built without a TLS provider, so that the program holds one only: ring is installed
/// here, before the first client, for the whole process.
///
/// # Errors
/// When the certificates of the system cannot be read.
pub fn client_http(delai: Duration) -> Result<Client, reqwest::Error> {
    RING.call_once(|| {
        // An error means that a provider is already there, which is the aim.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    Client::builder()
        .timeout(delai)
        .connect_timeout(delai)
        .redirect(redirect::Policy::none())
        .user_agent("compagnon")
        .build()
}

/// Time before the second request to a partner that failed.
const PAUSE: Duration = Duration::from_millis(150);

/// Asks a partner, and once more when it was slow or failed by itself. Whoever is told to ask less
/// does not ask again.
pub(crate) async fn reessayer<T, F>(
    partenaire: &'static str,
    envoyer: impl Fn() -> F,
) -> Result<T, ErreurLien>
where
    F: Future<Output = Result<T, reqwest::Error>>,
{
    let premiere = match envoyer().await {
        Ok(reponse) => return Ok(reponse),
        Err(e) => e,
    };
    let utile = premiere.is_timeout()
        || premiere.is_connect()
        || premiere.status().is_some_and(|s| s.is_server_error());
    let derniere = if utile {
        tokio::time::sleep(PAUSE).await;
        match envoyer().await {
            Ok(reponse) => return Ok(reponse),
            Err(e) => e,
        }
    } else {
        premiere
    };
    // Not the address, which says about whom.
    tracing::warn!(partenaire, statut = ?derniere.status(), lent = derniere.is_timeout(), "no answer");
    Err(ErreurLien::de(partenaire, &derniere))
}

//! The one way to make an HTTP client.

use std::sync::Once;
use std::time::Duration;

use reqwest::{Client, redirect};

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

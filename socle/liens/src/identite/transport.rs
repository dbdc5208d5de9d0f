//! The requests of the library, through the program's own client.

use std::future::Future;
use std::pin::Pin;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};

/// Longest answer read, in bytes.
const TAILLE_MAX: usize = 1 << 20;

/// Why a request did not succeed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ErreurTransport {
    #[error(transparent)]
    Requete(#[from] reqwest::Error),
    #[error(transparent)]
    Forme(#[from] http::Error),
    #[error("the provider fails: {0}")]
    Panne(http::StatusCode),
    #[error("the answer is too long")]
    TropLongue,
}

/// Sends what the library asks for.
pub(super) struct Transport<'c>(pub(super) &'c reqwest::Client);

impl<'c> AsyncHttpClient<'c> for Transport<'_> {
    type Error = ErreurTransport;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, ErreurTransport>> + Send + 'c>>;

    fn call(&'c self, requete: HttpRequest) -> Self::Future {
        Box::pin(envoyer(self.0, requete))
    }
}

async fn envoyer(
    client: &reqwest::Client,
    requete: HttpRequest,
) -> Result<HttpResponse, ErreurTransport> {
    let mut reponse = client.execute(requete.try_into()?).await?;
    if reponse.status().is_server_error() {
        return Err(ErreurTransport::Panne(reponse.status()));
    }
    let mut lue = http::Response::builder().status(reponse.status());
    for (nom, valeur) in reponse.headers() {
        lue = lue.header(nom, valeur);
    }
    let mut corps = Vec::new();
    while let Some(morceau) = reponse.chunk().await? {
        if corps.len() + morceau.len() > TAILLE_MAX {
            return Err(ErreurTransport::TropLongue);
        }
        corps.extend_from_slice(&morceau);
    }
    Ok(lue.body(corps)?)
}

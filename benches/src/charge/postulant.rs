//! People who send applications, each with a CV of its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use donnees::candidature::{GENRE, candidature};
use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, ORIGIN};

/// Sends so many applications, so many at a time, with CVs of so many kilobytes; the milliseconds that
/// each waited.
///
/// # Errors
/// When one is not accepted.
pub async fn envoyer(
    adresse: SocketAddr,
    sirets: &[String],
    (nombre, ensemble, cv): (usize, usize, usize),
) -> anyhow::Result<Vec<f64>> {
    let client = liens::client_http(Duration::from_secs(60))?;
    let (suivant, sirets) = (Arc::new(AtomicUsize::new(0)), Arc::new(sirets.to_vec()));
    let personnes = (0..ensemble).map(|_| {
        let (client, suivant, sirets) = (client.clone(), suivant.clone(), sirets.clone());
        tokio::spawn(async move {
            let mut durees = Vec::new();
            loop {
                let rang = suivant.fetch_add(1, Ordering::SeqCst);
                if rang >= nombre {
                    return anyhow::Ok(durees);
                }
                let debut = Instant::now();
                let corps = candidature(rang, &sirets[rang % sirets.len()], cv * 1024);
                postuler(&client, adresse, corps).await?;
                durees.push(debut.elapsed().as_secs_f64() * 1_000.0);
            }
        })
    });
    let mut durees = Vec::with_capacity(nombre);
    for personne in personnes.collect::<Vec<_>>() {
        durees.extend(personne.await??);
    }
    Ok(durees)
}

async fn postuler(client: &Client, adresse: SocketAddr, corps: String) -> anyhow::Result<()> {
    let site = format!("http://{adresse}");
    let reponse = client
        .post(format!("{site}/postuler"))
        .header(ORIGIN, site)
        .header(CONTENT_TYPE, GENRE)
        .body(corps)
        .send()
        .await?;
    let statut = reponse.status();
    ensure!(statut == 303, "{statut}: {}", reponse.text().await?);
    Ok(())
}

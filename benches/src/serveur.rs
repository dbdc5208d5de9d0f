//! The program as it is installed: index built from the database, start, searches over HTTP.

use std::fmt::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use reqwest::Client;

use crate::documents::site;
use crate::requetes::{questions, saisies};
use benches::mesure::{centile, memoire_de};

/// How long the server is kept busy.
const DUREE: Duration = Duration::from_secs(10);

/// People searching at the same time: enough to keep two processors busy.
const CLIENTS: usize = 4;

/// The server is held for dead when it has not answered by then.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server, stopped when dropped.
struct Serveur {
    processus: Child,
    adresse: String,
}

impl Drop for Serveur {
    fn drop(&mut self) {
        let _ = self.processus.kill();
        let _ = self.processus.wait();
    }
}

/// Measures the program; returns the figures as text.
pub async fn mesurer(dossier: &Path, combien: usize) -> anyhow::Result<String> {
    let mut texte = String::from("programme complet, sur HTTP\n");
    let debut = Instant::now();
    let indexation = programme(dossier)?.args(["index", "rebuild"]).output()?;
    ensure!(indexation.status.success(), "{}", String::from_utf8_lossy(&indexation.stderr));
    let dit = String::from_utf8_lossy(&indexation.stdout).trim().to_owned();
    let _ = writeln!(texte, "  {dit} ({:.1} s avec le démarrage)", debut.elapsed().as_secs_f64());
    let client = liens::client_http(Duration::from_secs(10))?;
    let recherches: Vec<String> =
        questions(combien)?.iter().map(|q| format!("/api/v1/search?{}", q.adresse)).collect();
    let debut = Instant::now();
    let serveur = demarrer(dossier, &client, &recherches[0]).await?;
    let ouverture = debut.elapsed().as_secs_f64() * 1_000.0;
    let _ = writeln!(texte, "  première réponse {ouverture:.0} ms après le démarrage");
    let une_a_une = l_une_apres_l_autre(&client, &serveur.adresse, &recherches).await?;
    let _ = writeln!(texte, "  recherche, une à la fois : {}", centiles(&une_a_une));
    let tapees: Vec<String> =
        saisies(combien).iter().map(|q| format!("/api/v1/search/suggest?q={q}")).collect();
    let suggestions = l_une_apres_l_autre(&client, &serveur.adresse, &tapees).await?;
    let _ = writeln!(texte, "  suggestion, une à la fois : {}", centiles(&suggestions));
    let ensemble = ensemble(&client, &serveur.adresse, recherches).await?;
    let rythme = ensemble.len() as f64 / DUREE.as_secs_f64();
    let _ = writeln!(
        texte,
        "  {rythme:.0} recherches par seconde à {CLIENTS} : {}",
        centiles(&ensemble)
    );
    let memoire = memoire_de(serveur.processus.id()) as f64 / 1e6;
    let _ = writeln!(texte, "  {memoire:.0} Mo de mémoire résidente à la fin");
    Ok(texte)
}

/// The program built beside this one, on its own data.
fn programme(dossier: &Path) -> anyhow::Result<Command> {
    let voisin: PathBuf = std::env::current_exe()?.with_file_name("compagnon");
    ensure!(voisin.exists(), "{} is missing: build it with the same profile", voisin.display());
    let mut commande = Command::new(voisin);
    commande
        .env("COMPAGNON_DATA_DIR", site(dossier))
        .env("COMPAGNON_LIMITES__ACTIVES", "non")
        .env_remove("DATABASE_URL")
        .stdin(Stdio::null());
    Ok(commande)
}

/// Starts the server; returns once it has answered a search.
async fn demarrer(dossier: &Path, client: &Client, recherche: &str) -> anyhow::Result<Serveur> {
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let ecoute = format!("127.0.0.1:{port}");
    let processus = programme(dossier)?
        .args(["serve", "--listen", &ecoute])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut serveur = Serveur { processus, adresse: format!("http://{ecoute}") };
    let debut = Instant::now();
    while debut.elapsed() < PATIENCE {
        if demander(client, &serveur.adresse, recherche).await.is_ok() {
            return Ok(serveur);
        }
        let fin = serveur.processus.try_wait()?;
        ensure!(fin.is_none(), "the server stopped: {fin:?}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    anyhow::bail!("the server did not answer")
}

async fn demander(client: &Client, adresse: &str, chemin: &str) -> anyhow::Result<()> {
    let reponse = client.get(format!("{adresse}{chemin}")).send().await?;
    reponse.error_for_status().with_context(|| chemin.to_owned())?.bytes().await?;
    Ok(())
}

/// Milliseconds of each request, after a first round that is not counted.
async fn l_une_apres_l_autre(
    client: &Client,
    adresse: &str,
    chemins: &[String],
) -> anyhow::Result<Vec<f64>> {
    for chemin in chemins {
        demander(client, adresse, chemin).await?;
    }
    let mut durees = Vec::with_capacity(chemins.len());
    for chemin in chemins {
        let debut = Instant::now();
        demander(client, adresse, chemin).await?;
        durees.push(debut.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(durees)
}

/// Milliseconds of each request when several people search without pause.
async fn ensemble(
    client: &Client,
    adresse: &str,
    chemins: Vec<String>,
) -> anyhow::Result<Vec<f64>> {
    let (chemins, suivant) = (Arc::new(chemins), Arc::new(AtomicUsize::new(0)));
    let fin = Instant::now() + DUREE;
    let personnes = (0..CLIENTS).map(|_| {
        let (client, adresse) = (client.clone(), adresse.to_owned());
        let (chemins, suivant) = (Arc::clone(&chemins), Arc::clone(&suivant));
        tokio::spawn(async move {
            let mut durees = Vec::new();
            while Instant::now() < fin {
                let rang = suivant.fetch_add(1, Ordering::Relaxed) % chemins.len();
                let debut = Instant::now();
                demander(&client, &adresse, &chemins[rang]).await?;
                durees.push(debut.elapsed().as_secs_f64() * 1_000.0);
            }
            anyhow::Ok(durees)
        })
    });
    let mut toutes = Vec::new();
    for personne in personnes.collect::<Vec<_>>() {
        toutes.extend(personne.await??);
    }
    Ok(toutes)
}

fn centiles(durees: &[f64]) -> String {
    let c = |part| centile(durees, part);
    format!("p50 {:.2} ms, p95 {:.2}, p99 {:.2}, max {:.2}", c(0.5), c(0.95), c(0.99), c(1.0))
}

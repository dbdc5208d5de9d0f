//! Applications under load while the mail server is down, then everything sent once it is back, on the
//! program as it is installed: `charge` prints how many are accepted a second and how long each waits,
//! how long the mails take to leave, and fails when one is lost, doubled or refused.

#[path = "charge/poste.rs"]
mod poste;
#[path = "charge/postulant.rs"]
mod postulant;

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use base::{Db, sqlx};
use clap::Parser;

#[global_allocator]
static ALLOCATEUR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Most applications that a company takes in a day from this site.
const PAR_ENTREPRISE: usize = 20;

/// The server is held for dead when it has not answered by then.
const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Parser)]
struct Cli {
    /// Applications sent.
    #[arg(long, default_value_t = 4_000)]
    nombre: usize,
    /// People who send at the same time.
    #[arg(long, default_value_t = 16)]
    ensemble: usize,
    /// Size of a CV, in kilobytes: two pages.
    #[arg(long, default_value_t = 60)]
    cv: usize,
    /// Database of the program; SQLite in a temporary folder by default.
    #[arg(long)]
    base: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let dossier = tempfile::tempdir()?;
    let url = cli.base.clone().unwrap_or_else(|| {
        format!("sqlite://{}", dossier.path().join("compagnon.sqlite").display())
    });
    let smtp = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let demo = programme(dossier.path(), &url)?.arg("demo").output()?;
    ensure!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));
    let db = Db::ouvrir(&url).await?;
    let sirets: Vec<String> =
        sqlx::query_scalar("SELECT siret FROM offres_contacts ORDER BY siret")
            .fetch_all(db.read().pool())
            .await?;
    ensure!(sirets.len() * PAR_ENTREPRISE >= cli.nombre, "{} companies only", sirets.len());
    let serveur = Serveur::demarrer(dossier.path(), &url, smtp)?;

    let debut = Instant::now();
    let mut durees =
        postulant::envoyer(serveur.adresse, &sirets, (cli.nombre, cli.ensemble, cli.cv)).await?;
    let secondes = debut.elapsed().as_secs_f64();
    let processeur = processeur_de(serveur.processus.id())?;
    durees.sort_by(f64::total_cmp);
    let centile = |part: f64| durees[((durees.len() - 1) as f64 * part) as usize];
    println!(
        "{} applications accepted in {secondes:.1} s, mail server down: {:.0} a second; \
         p50 {:.0} ms, p95 {:.0}, p99 {:.0}, max {:.0}; {:.1} ms of processor each",
        cli.nombre,
        cli.nombre as f64 / secondes,
        centile(0.5),
        centile(0.95),
        centile(0.99),
        centile(1.0),
        processeur * 1_000.0 / cli.nombre as f64
    );
    verifier(&db, cli.nombre).await?;

    let poste = poste::ouvrir(smtp).await?;
    // The waits between tries are those of a day: they are shortened, not the work.
    let mut tx = db.write().await?;
    let sql = "UPDATE courriels SET prochaine = 0, bail = 0 WHERE etat = 'en_attente'";
    sqlx::query(sql).execute(&mut *tx).await?;
    tx.commit().await?;
    let debut = Instant::now();
    while compter(&db, "SELECT COUNT(*) FROM courriels WHERE etat = 'en_attente'").await? > 0 {
        ensure!(debut.elapsed() < PATIENCE * 5, "mails still wait");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let secondes = debut.elapsed().as_secs_f64();
    let (recus, doubles) = poste.compte();
    println!(
        "{recus} mails left in {secondes:.1} s, mail server back: {:.0} a second; {doubles} twice",
        recus as f64 / secondes
    );
    ensure!(recus == 2 * cli.nombre && doubles == 0, "one to each employer, one to each candidate");
    Ok(())
}

/// Seconds of processor that a process used so far.
fn processeur_de(pid: u32) -> anyhow::Result<f64> {
    let texte = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let champs: Vec<&str> = texte.rsplit(')').next().unwrap_or_default().split(' ').collect();
    let tics = |rang: usize| champs.get(rang).and_then(|c| c.parse::<f64>().ok());
    // Fields 14 and 15 of the line, in hundredths of a second.
    let (utilisateur, noyau) = tics(12).zip(tics(13)).context("/proc")?;
    Ok((utilisateur + noyau) / 100.0)
}

/// Everything that was accepted is stored once, with its CV and its mails.
async fn verifier(db: &Db, nombre: usize) -> anyhow::Result<()> {
    for sql in [
        "SELECT COUNT(*) FROM candidatures",
        "SELECT COUNT(DISTINCT jeton) FROM candidatures",
        "SELECT COUNT(*) FROM candidatures_cv",
        "SELECT COUNT(*) FROM courriels WHERE modele = 'candidatures.employeur'",
        "SELECT COUNT(*) FROM courriels WHERE modele = 'candidatures.recue'",
    ] {
        let garde = compter(db, sql).await?;
        ensure!(garde as usize == nombre, "{sql}: {garde}, not {nombre}");
    }
    Ok(())
}

async fn compter(db: &Db, sql: &'static str) -> anyhow::Result<i64> {
    Ok(sqlx::query_scalar(sql).fetch_one(db.read().pool()).await?)
}

/// The program built beside this one.
fn programme(dossier: &Path, url: &str) -> anyhow::Result<Command> {
    let voisin: PathBuf = std::env::current_exe()?.with_file_name("compagnon");
    ensure!(voisin.exists(), "{} is missing: build it with the same profile", voisin.display());
    let mut commande = Command::new(voisin);
    commande
        .env("COMPAGNON_DATA_DIR", dossier)
        .env("DATABASE_URL", url)
        .env("COMPAGNON_LIMITES__ACTIVES", "non")
        .stdin(Stdio::null());
    Ok(commande)
}

/// A running server, stopped when dropped.
struct Serveur {
    processus: Child,
    adresse: SocketAddr,
}

impl Serveur {
    fn demarrer(dossier: &Path, url: &str, smtp: SocketAddr) -> anyhow::Result<Self> {
        let adresse = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let processus = programme(dossier, url)?
            .args(["serve", "--listen", &adresse.to_string()])
            .env("COMPAGNON_COURRIEL__SMTP", format!("smtp://{smtp}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("the program")?;
        let serveur = Serveur { processus, adresse };
        let debut = Instant::now();
        while std::net::TcpStream::connect(adresse).is_err() {
            ensure!(debut.elapsed() < PATIENCE, "the server did not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(serveur)
    }
}

impl Drop for Serveur {
    fn drop(&mut self) {
        let _ = self.processus.kill();
        let _ = self.processus.wait();
    }
}

//! The dashboard at the scale of France: what the software of training centres sends, taken in over HTTP and worked
//! through; then the same questions asked of the figures in memory, of DuckDB and of PostgreSQL, on the same rows.

mod effectifs_questions;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use base::Db;
use base::sqlx;
use clap::Parser;
use compagnon::assembly;
use donnees::demo::{Demo, Echelle, Graine, ecrire_tableau};
use importer::auto;
use noyau::horloge::Horloge;
use reqwest::Client;
use web::Portee;

use benches::mesure::memoire_de;

#[global_allocator]
static ALLOCATEUR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Centres that send at the same time.
const ENSEMBLE: usize = 4;

/// The server is held for dead when it has not answered by then.
const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Parser)]
struct Cli {
    /// Where the database is made; emptied first.
    #[arg(default_value = "target/bench/effectifs")]
    dossier: PathBuf,
    /// Training centres that send, out of 3 500; all of them make 1 000 000 enrolments.
    #[arg(long, default_value_t = 3_500)]
    centres: u32,
    /// The same on a PostgreSQL server, whose database is made anew; also asks it the questions.
    #[arg(long, env = "COMPAGNON_TEST_PG")]
    postgres: Option<String>,
    /// Only on this database: sqlite or postgres.
    #[arg(long)]
    seulement: Option<String>,
    /// Only asks the questions, of what an earlier run took in.
    #[arg(long)]
    questions: bool,
    /// A Python that has the module duckdb.
    #[arg(long, env = "COMPAGNON_DUCKDB")]
    duckdb: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let mut sites = vec![("sqlite", None)];
    sites.extend(cli.postgres.clone().map(|url| ("postgres", Some(url))));
    sites.retain(|(nom, _)| cli.seulement.as_deref().is_none_or(|s| s == *nom));
    for (nom, url) in sites {
        let site = Site { dossier: cli.dossier.join(nom), url };
        if !cli.questions {
            println!("{nom}, {} centres", cli.centres);
            site.preparer(cli.centres).await?;
            site.ingerer(cli.centres).await?;
        }
        effectifs_questions::comparer(&site, cli.duckdb.as_deref()).await?;
    }
    Ok(())
}

/// A database and the program on it.
pub struct Site {
    /// Its folder.
    pub dossier: PathBuf,
    /// PostgreSQL; SQLite in the folder when none.
    pub url: Option<String>,
}

impl Site {
    /// Its database.
    pub async fn ouvrir(&self) -> anyhow::Result<Db> {
        Ok(match &self.url {
            Some(url) => Db::ouvrir(url).await?,
            None => Db::ouvrir_fichier(&self.dossier.join("compagnon.sqlite")).await?,
        })
    }

    /// The directory of training centres, and a key for each of those that send.
    async fn preparer(&self, centres: u32) -> anyhow::Result<()> {
        std::fs::remove_dir_all(&self.dossier).ok();
        let fichiers = self.dossier.join("fichiers");
        std::fs::create_dir_all(&fichiers)?;
        let horloge = Horloge::systeme();
        let db = self.ouvrir().await?;
        if self.url.is_some() {
            let mut tx = db.write().await?;
            sqlx::raw_sql("DROP SCHEMA public CASCADE").execute(&mut *tx).await?;
            sqlx::raw_sql("CREATE SCHEMA public").execute(&mut *tx).await?;
            tx.commit().await?;
        }
        let services = assembly::services();
        let migrations = assembly::migrations(&services);
        base::migrations::migrer(&db, &migrations, horloge.maintenant().ms()).await?;
        let demo = demo(&horloge);
        let sortie = &mut std::fs::File::create(fichiers.join("organismes.json"))?;
        ecrire_tableau(demo.organismes(), sortie)?;
        let options = importer::Options {
            a_blanc: false,
            forcer: true,
            rapports: self.dossier.join("imports"),
            bavard: false,
        };
        let importeurs = assembly::importeurs(&services);
        auto::importer_dossier(&db, &horloge, &importeurs, &fichiers, &options, |_| ()).await?;
        let fin = horloge.aujourd_hui().plus_jours(30);
        let mut cles = Vec::new();
        let mut tx = db.write().await?;
        for rang in 0..centres {
            let (siret, _) = demo.dossiers(rang);
            let voulue = ("bench", &[Portee::Effectifs][..]);
            let maintenant = horloge.maintenant();
            cles.push(
                partenaires::porte::creer_pour(&mut tx, &siret, voulue, fin, maintenant).await?,
            );
        }
        tx.commit().await?;
        std::fs::write(self.dossier.join("cles"), cles.join("\n"))?;
        db.fermer().await;
        Ok(())
    }

    /// The program, answering.
    pub async fn demarrer(&self, client: &Client) -> anyhow::Result<Serveur> {
        let voisin: PathBuf = std::env::current_exe()?.with_file_name("compagnon");
        ensure!(voisin.exists(), "{} is missing: build it with the same profile", voisin.display());
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let ecoute = format!("127.0.0.1:{port}");
        let mut commande = Command::new(voisin);
        commande
            .args(["serve", "--listen", &ecoute])
            .env("COMPAGNON_DATA_DIR", &self.dossier)
            .env("COMPAGNON_LIMITES__ACTIVES", "non")
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(self.dossier.join("serveur.log"))?);
        if let Some(url) = &self.url {
            commande.env("DATABASE_URL", url);
        }
        let mut serveur =
            Serveur { processus: commande.spawn()?, adresse: format!("http://{ecoute}") };
        let debut = Instant::now();
        while debut.elapsed() < PATIENCE {
            let reponse = client.get(format!("{}/indicateurs-apprentissage", serveur.adresse));
            if reponse.send().await.is_ok_and(|r| r.status().is_success()) {
                return Ok(serveur);
            }
            let fin = serveur.processus.try_wait()?;
            ensure!(fin.is_none(), "the server stopped: {fin:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        anyhow::bail!("the server did not answer")
    }

    /// Sends everything twice: what is new, then the same again.
    async fn ingerer(&self, centres: u32) -> anyhow::Result<()> {
        let client = liens::client_http(Duration::from_secs(120))?;
        let serveur = self.demarrer(&client).await?;
        for passage in ["nouveaux", "renvoyés"] {
            let debut = Instant::now();
            let envoyes = envoyer(&client, &serveur.adresse, &self.dossier, centres).await?;
            let acceptes = debut.elapsed().as_secs_f64();
            self.attendre_la_fin().await?;
            let traites = debut.elapsed().as_secs_f64();
            let par_seconde = |s: f64| f64::from(envoyes) / s;
            println!(
                "  {envoyes} dossiers {passage} : {:.0} acceptés/s, {:.0} traités/s, {:.0} Mo résidents",
                par_seconde(acceptes),
                par_seconde(traites),
                memoire_de(serveur.processus.id()) as f64 / 1e6
            );
        }
        drop(serveur);
        self.situer().await
    }

    async fn attendre_la_fin(&self) -> anyhow::Result<()> {
        let db = self.ouvrir().await?;
        let sql = "SELECT COUNT(*) FROM effectifs_transmissions WHERE etat = 'recue'";
        loop {
            let reste: i64 = sqlx::query_scalar(sql).fetch_one(db.read().pool()).await?;
            if reste == 0 {
                db.fermer().await;
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The job of the night when every situation has to move: a year later.
    async fn situer(&self) -> anyhow::Result<()> {
        let db = self.ouvrir().await?;
        let services = assembly::services();
        let mut taches = services.iter().flat_map(|s| &s.taches);
        let tache = taches.find(|t| t.nom == "effectifs.situations").context("the job")?;
        let dans_un_an = Horloge::systeme().aujourd_hui().plus_mois(12).debut();
        let contexte = taches::Contexte { db: db.clone(), horloge: Horloge::figee(dans_un_an) };
        let debut = Instant::now();
        let dit = (tache.travail)(contexte).await?;
        println!(
            "  recalcul de la nuit, un an plus tard : {dit} en {:.1} s",
            debut.elapsed().as_secs_f64()
        );
        db.fermer().await;
        Ok(())
    }
}

/// A running server, stopped when dropped.
pub struct Serveur {
    processus: Child,
    /// Where it answers.
    pub adresse: String,
}

impl Drop for Serveur {
    fn drop(&mut self) {
        let _ = self.processus.kill();
        let _ = self.processus.wait();
    }
}

fn demo(horloge: &Horloge) -> Demo {
    Demo::new(&Echelle::France, Graine(1), horloge.aujourd_hui().naive())
}

/// One call for each centre, several centres at a time; how many enrolments were sent.
async fn envoyer(
    client: &Client,
    adresse: &str,
    dossier: &Path,
    centres: u32,
) -> anyhow::Result<u32> {
    let cles = Arc::new(std::fs::read_to_string(dossier.join("cles"))?);
    let (suivant, envoyes) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let demo = Arc::new(demo(&Horloge::systeme()));
    let envois = (0..ENSEMBLE).map(|_| {
        let (client, adresse, demo) = (client.clone(), adresse.to_owned(), demo.clone());
        let (cles, suivant, envoyes) = (cles.clone(), suivant.clone(), envoyes.clone());
        tokio::spawn(async move {
            let cles: Vec<&str> = cles.lines().collect();
            loop {
                let rang = suivant.fetch_add(1, Ordering::Relaxed);
                if rang >= centres {
                    return anyhow::Ok(());
                }
                let (_, dossiers) = demo.dossiers(rang);
                let corps = format!("[{}]", dossiers.join(","));
                let envoi = client
                    .post(format!("{adresse}/api/v3/dossiers-apprenants"))
                    .bearer_auth(cles[rang as usize])
                    .header("content-type", "application/json")
                    .body(corps);
                envoi.send().await?.error_for_status()?.bytes().await?;
                envoyes.fetch_add(u32::try_from(dossiers.len())?, Ordering::Relaxed);
            }
        })
    });
    for envoi in envois.collect::<Vec<_>>() {
        envoi.await??;
    }
    Ok(envoyes.load(Ordering::Relaxed))
}

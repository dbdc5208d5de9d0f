//! The documents of the demonstration, made once by the ordinary road: files of the publishers'
//! formats, importers, database, then what the search makes of each row.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use base::Db;
use compagnon::assembly;
use donnees::demo::{Demo, Echelle, Graine};
use importer::auto;
use noyau::dates::Instant;
use noyau::horloge::Horloge;
use recherche::{Hit, Message, Sources};
use tokio::sync::mpsc::channel;

/// Genres of the index, in the order of building.
pub const GENRES: [&str; 3] = ["formation", "offre", "recruteur"];

/// Documents in flight.
const EN_VOL: usize = 2_000;

/// Data folder of the program, with the database that the documents come from.
pub fn site(dossier: &Path) -> PathBuf {
    dossier.join("site")
}

/// File of the documents of a genre.
fn fichier(dossier: &Path, genre: &str) -> PathBuf {
    dossier.join(format!("{genre}.ndjson"))
}

/// Makes the documents, unless they are there.
pub async fn preparer(dossier: &Path, echelle: &Echelle) -> anyhow::Result<()> {
    if GENRES.iter().all(|g| fichier(dossier, g).exists()) {
        println!("Documents already in {}", dossier.display());
        return Ok(());
    }
    fs::create_dir_all(dossier)?;
    let horloge = Horloge::systeme();
    let db = importer_la_demonstration(dossier, echelle, &horloge).await?;
    let sources = Sources::charger(db.read()).await?;
    for genre in GENRES {
        let nombre =
            ecrire(&db, &sources, horloge.maintenant(), genre, &fichier(dossier, genre)).await?;
        println!("{genre}: {nombre} documents");
    }
    db.fermer().await;
    Ok(())
}

async fn importer_la_demonstration(
    dossier: &Path,
    echelle: &Echelle,
    horloge: &Horloge,
) -> anyhow::Result<Db> {
    let fichiers = dossier.join("demo");
    fs::create_dir_all(&fichiers)?;
    Demo::new(echelle, Graine(1), horloge.aujourd_hui().naive()).ecrire_fichiers(&fichiers)?;
    let services = assembly::services();
    let db = Db::ouvrir_fichier(&site(dossier).join("compagnon.sqlite")).await?;
    let migrations = assembly::migrations(&services);
    base::migrations::migrer(&db, &migrations, horloge.maintenant().ms()).await?;
    let options = importer::Options {
        a_blanc: false,
        forcer: true,
        rapports: dossier.join("imports"),
        bavard: false,
    };
    let importeurs = assembly::importeurs(&services);
    let lignes =
        auto::importer_dossier(&db, horloge, &importeurs, &fichiers, &options, |_| ()).await?;
    print!("{}", auto::tableau(&lignes));
    fs::remove_dir_all(fichiers)?;
    Ok(db)
}

async fn ecrire(
    db: &Db,
    sources: &Sources,
    maintenant: Instant,
    genre: &str,
    chemin: &Path,
) -> anyhow::Result<u64> {
    let (envoi, mut reception) = channel(EN_VOL);
    let provisoire = chemin.with_extension("part");
    let mut sortie = BufWriter::new(File::create(&provisoire)?);
    let lecture = async {
        let fini = sources.envoyer(db.read(), maintenant, genre, &envoi).await;
        drop(envoi);
        fini
    };
    let ecriture = async {
        let mut nombre = 0;
        while let Some(Message::Hit(hit)) = reception.recv().await {
            serde_json::to_writer(&mut sortie, &hit)?;
            sortie.write_all(b"\n")?;
            nombre += 1;
        }
        sortie.flush()?;
        anyhow::Ok(nombre)
    };
    let (lue, ecrite) = tokio::join!(lecture, ecriture);
    lue?;
    fs::rename(provisoire, chemin)?;
    ecrite
}

/// Reads the documents of a genre one by one.
pub fn lire(
    dossier: &Path,
    genre: &str,
) -> anyhow::Result<impl Iterator<Item = anyhow::Result<Hit>>> {
    let chemin = fichier(dossier, genre);
    let fichier = File::open(&chemin)
        .with_context(|| format!("{} is missing: run « preparer » first", chemin.display()))?;
    ensure!(fichier.metadata()?.len() > 0, "{} is empty", chemin.display());
    let lignes = BufReader::with_capacity(1 << 20, fichier).lines();
    Ok(lignes.map(|ligne| Ok(serde_json::from_str(&ligne?)?)))
}

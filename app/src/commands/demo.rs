//! `compagnon demo`: an invented France, through the ordinary importers.

use std::path::Path;

use anyhow::bail;
use base::Db;
use donnees::demo::{Demo, Echelle as EchelleDemo, Graine};
use effectifs::porte as effectifs_porte;
use importer::auto::{self, Suite};
use importer::{Issue, Options};
use noyau::dates::DateCivile;
use noyau::horloge::Horloge;

use super::Echelle;
use super::import::indexer;
use crate::assembly::{self, importeurs, services};
use crate::config::Config;

/// Makes the data and imports it, or only writes the files.
pub async fn executer(
    config: &Config,
    echelle: Echelle,
    date: Option<&str>,
    graine: u64,
    fichiers: Option<&Path>,
) -> anyhow::Result<u8> {
    let horloge = Horloge::systeme();
    let date = match date {
        Some(date) => date.parse::<DateCivile>()?,
        None => horloge.aujourd_hui(),
    };
    if let Some(dossier) = fichiers {
        ecrire(dossier, &demo(echelle, date, graine))?;
        println!("Fichiers écrits dans {}", dossier.display());
        return Ok(0);
    }
    let db = assembly::ouvrir(config, &horloge).await?;
    charger(config, &db, &horloge, echelle, date, graine).await?;
    indexer(config, &db).await?;
    Ok(0)
}

/// Imports a data set of this scale. The files exist only for the time of the import.
pub async fn charger(
    config: &Config,
    db: &Db,
    horloge: &Horloge,
    echelle: Echelle,
    date: DateCivile,
    graine: u64,
) -> anyhow::Result<()> {
    let dossier = config.dossier.join("demo");
    let demo = demo(echelle, date, graine);
    ecrire(&dossier, &demo)?;
    let options = Options {
        a_blanc: false,
        forcer: true,
        rapports: config.dossier.join("imports"),
        bavard: true,
    };
    let importeurs = importeurs(&services());
    let lignes =
        auto::importer_dossier(db, horloge, &importeurs, &dossier, &options, |_| ()).await?;
    print!("{}", auto::tableau(&lignes));
    std::fs::remove_dir_all(&dossier)?;
    for ligne in &lignes {
        let bien = matches!(&ligne.suite, Suite::Importe { course, .. } if matches!(course.issue, Issue::Stocke { .. }));
        if !bien {
            bail!("le fichier de démonstration « {} » n'a pas été importé", ligne.fichier);
        }
    }
    transmettre(db, horloge, &demo).await
}

/// What the training centres send, through the same reception as their software.
async fn transmettre(db: &Db, horloge: &Horloge, demo: &Demo) -> anyhow::Result<()> {
    for rang in 0..demo.centres() {
        let (siret, dossiers) = demo.dossiers(rang);
        let items = dossiers.iter().map(|d| serde_json::from_str(d)).collect::<Result<_, _>>()?;
        effectifs_porte::transmettre(db, &siret, items, horloge.maintenant().ms()).await?;
        effectifs_porte::traiter(db, horloge).await?;
    }
    Ok(())
}

fn demo(echelle: Echelle, date: DateCivile, graine: u64) -> Demo {
    let echelle = match echelle {
        Echelle::Petit => EchelleDemo::Petit,
        Echelle::Departement => EchelleDemo::Departement("35".to_owned()),
        Echelle::France => EchelleDemo::France,
    };
    Demo::new(&echelle, Graine(graine), date.naive())
}

fn ecrire(dossier: &Path, demo: &Demo) -> anyhow::Result<()> {
    std::fs::create_dir_all(dossier)?;
    demo.ecrire_fichiers(dossier)?;
    Ok(())
}

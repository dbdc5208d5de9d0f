//! `compagnon import`.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use base::Db;
use importer::auto::{self, Ligne, Suite};
use importer::{Course, Ecarte, Fichier, Importeur, Issue, Options};
use noyau::horloge::Horloge;
use recherche::Recherche;

use super::Import;
use crate::assembly::{self, importeurs, services};
use crate::config::Config;

/// Exit code of a file that is not of the announced format.
const FORMAT: u8 = 2;

/// Imports a file or a folder, then brings the search index up to date.
pub async fn executer(config: Config, arguments: Import) -> anyhow::Result<u8> {
    let importeurs = importeurs(&services());
    if arguments.list {
        lister(&importeurs);
        return Ok(0);
    }
    let (Some(source), Some(chemin)) = (&arguments.source, &arguments.chemin) else {
        bail!("donnez une source et un fichier, ou --list pour voir les sources");
    };
    if !chemin.exists() {
        bail!("« {} » n'existe pas", chemin.display());
    }
    let horloge = Horloge::systeme();
    let db = assembly::ouvrir(&config, &horloge).await?;
    let options = Options {
        a_blanc: arguments.dry_run,
        forcer: arguments.forcer,
        rapports: config.dossier.join("imports"),
        bavard: true,
    };
    let code = if source == "auto" {
        dossier(&db, &horloge, &importeurs, chemin, &options).await?
    } else {
        une_source(&db, &horloge, &importeurs, source, chemin, &options).await?
    };
    if !options.a_blanc {
        indexer(&config, &db).await?;
    }
    Ok(code)
}

fn lister(importeurs: &[Importeur]) {
    for importeur in importeurs {
        println!("{:<12} {:<34} {}", importeur.source, importeur.jeu, importeur.titre);
        println!("{:<12} attend : {}", "", importeur.attendu);
    }
}

/// A whole folder; the files of one source only when it is named.
async fn dossier(
    db: &Db,
    horloge: &Horloge,
    importeurs: &[Importeur],
    chemin: &Path,
    options: &Options,
) -> anyhow::Result<u8> {
    if !chemin.is_dir() {
        bail!("« {} » n'est pas un dossier", chemin.display());
    }
    let dire = |ligne: &Ligne| {
        if let Suite::Importe { jeu, course } = &ligne.suite {
            eprintln!("{} → {jeu} : {}", ligne.fichier, auto::dire_issue(&course.issue));
        }
    };
    let mut lignes = auto::importer_dossier(db, horloge, importeurs, chemin, options, dire).await?;
    let ecartes: Vec<Ecarte> = services().iter().flat_map(|s| s.ecartes.clone()).collect();
    auto::motiver(&mut lignes, chemin, &ecartes);
    print!("{}", auto::tableau(&lignes));
    let change = lignes.iter().any(|l| matches!(&l.suite, Suite::Importe { course, .. } if matches!(course.issue, Issue::Stocke { .. })));
    if !change && !options.a_blanc {
        println!("Rien n'a changé depuis le dernier import.");
    }
    Ok(0)
}

async fn une_source(
    db: &Db,
    horloge: &Horloge,
    importeurs: &[Importeur],
    source: &str,
    chemin: &Path,
    options: &Options,
) -> anyhow::Result<u8> {
    let siens: Vec<Importeur> = importeurs.iter().filter(|i| i.source == source).copied().collect();
    if siens.is_empty() {
        let mut noms: Vec<&str> = importeurs.iter().map(|i| i.source).collect();
        noms.dedup();
        bail!("la source « {source} » n'existe pas ; sources : {}", noms.join(", "));
    }
    if chemin.is_dir() {
        return dossier(db, horloge, &siens, chemin, options).await;
    }
    let fichier = Fichier::nouveau(chemin);
    let importeur = match auto::trouver(&fichier, &siens) {
        Ok(importeur) => importeur,
        Err(motif) => {
            eprintln!(
                "« {} » n'est pas un fichier de la source « {source} » : {motif}.",
                fichier.nom()
            );
            siens.iter().for_each(|i| eprintln!("  attendu : {}", i.attendu));
            return Ok(FORMAT);
        }
    };
    let course = importer::importer(db, horloge, importeur, &fichier, options)
        .await
        .with_context(|| format!("import de « {} »", fichier.nom()))?;
    raconter(importeur, &course);
    Ok(course.issue.code())
}

fn raconter(importeur: &Importeur, course: &Course) {
    let comptes = course.comptes;
    println!("{} : {}", importeur.jeu, auto::dire_issue(&course.issue));
    println!(
        "  {} lus, {} stockés, {} rejetés en {:.1} s",
        comptes.lus,
        comptes.stockes,
        comptes.rejetes,
        course.duree.as_secs_f64()
    );
    if let Some(rapport) = &course.rapport {
        println!("  rejets : {}", rapport.display());
    }
}

/// Brings the index of this machine up to date, unless a running program does it.
pub async fn indexer(config: &Config, db: &Db) -> anyhow::Result<()> {
    let recherche = Arc::new(Recherche::ouvrir(&config.dossier, Default::default())?);
    let bilan = recherche::rattraper(db, &Horloge::systeme(), &recherche).await?;
    if bilan.documents > 0 {
        println!("Index de recherche à jour : {} documents.", bilan.documents);
    }
    Ok(())
}

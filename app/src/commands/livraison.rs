//! `compagnon livraison-offres`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use importer::Fichier;
use noyau::horloge::Horloge;
use offres::livraison::{Bilan, Livraison, livrer};
use web::routeur;

use super::fichier::entier;
use super::import::indexer;
use crate::assembly::{self, services};
use crate::config::Config;

/// Exit code of a file where something is to be corrected.
const FAUTES: u8 = 1;

/// Ce qui est livré.
#[derive(Debug, Args)]
pub struct LivraisonOffres {
    /// Fichier de l'éditeur.
    fichier: PathBuf,
    /// Nom du partenaire, celui de sa clé d'API s'il en a une.
    #[arg(long)]
    partenaire: String,
    /// Le fichier est complet : les offres de ce partenaire qui n'y sont plus sont retirées.
    #[arg(long)]
    complete: bool,
    /// Avec --complete, retire même plus de la moitié des offres.
    #[arg(long, requires = "complete")]
    forcer: bool,
    /// Où écrire ce que devient chaque ligne (CSV) ; la sortie standard par défaut.
    #[arg(long)]
    rapport: Option<PathBuf>,
}

/// Writes the offers of a file as if each came by the API, then brings the search up to date.
pub async fn executer(config: &Config, arguments: LivraisonOffres) -> anyhow::Result<u8> {
    let horloge = Horloge::systeme();
    let db = assembly::ouvrir(config, &horloge).await?;
    let etat = assembly::etat(config, db.clone(), horloge, false)?;
    let (_, etat) = routeur::assembler(etat, &services()).await?;
    let livraison = Livraison {
        partenaire: arguments.partenaire,
        complete: arguments.complete,
        forcer: arguments.forcer,
    };
    let mut rapport = Vec::new();
    let fichier = Fichier::nouveau(arguments.fichier);
    let bilan = livrer(&etat, &livraison, fichier, &mut rapport).await;
    // What was done before a fault is told too.
    ecrire(arguments.rapport.as_deref(), &rapport)?;
    let bilan = bilan?;
    dire(&bilan);
    indexer(config, &db).await?;
    Ok(if bilan.fautes > 0 { FAUTES } else { 0 })
}

fn ecrire(chemin: Option<&Path>, rapport: &[u8]) -> anyhow::Result<()> {
    match chemin {
        None => Ok(io::stdout().write_all(rapport)?),
        Some(chemin) => entier(chemin, |fichier| Ok(fichier.write_all(rapport)?)),
    }
}

fn dire(b: &Bilan) {
    eprintln!(
        "{} lignes lues : {} offres publiées ou modifiées, {} inchangées, {} arrêtées par une règle, {} retirées, {} lignes à corriger.",
        b.lues, b.publiees, b.inchangees, b.arretees, b.retirees, b.fautes
    );
    if let Some(pourquoi) = &b.gardees {
        eprintln!("{pourquoi}.");
    }
}

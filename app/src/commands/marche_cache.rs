//! `compagnon marche-cache`.

use std::io::{self, BufWriter};
use std::path::Path;

use anyhow::{Context, anyhow};
use offres::marche_cache::{Bilan, Entrees, scorer};
use offres::regles::prevision::{COEFFICIENTS, Coefficients};

use super::ActionMarcheCache;
use super::fichier::entier;

/// Foresees hirings, or prints the coefficients.
pub fn executer(action: ActionMarcheCache) -> anyhow::Result<u8> {
    match action {
        ActionMarcheCache::Coefficients => print!("{COEFFICIENTS}"),
        ActionMarcheCache::Scorer { etablissements, embauches, contrats, coefficients, output } => {
            let entrees = Entrees {
                etablissements: &etablissements,
                embauches: &embauches,
                contrats: &contrats,
            };
            let c = lire_coefficients(coefficients.as_deref())?;
            dire(ecrire(entrees, &c, output.as_deref())?);
        }
    }
    Ok(0)
}

fn lire_coefficients(chemin: Option<&Path>) -> anyhow::Result<Coefficients> {
    let texte = match chemin {
        None => COEFFICIENTS.to_owned(),
        Some(chemin) => {
            std::fs::read_to_string(chemin).with_context(|| format!("{}", chemin.display()))?
        }
    };
    let nom = chemin.map_or("coefficients".to_owned(), |c| c.display().to_string());
    Coefficients::lire(&texte).map_err(|faute| anyhow!("{nom} : {faute}"))
}

fn ecrire(entrees: Entrees<'_>, c: &Coefficients, sortie: Option<&Path>) -> anyhow::Result<Bilan> {
    let Some(chemin) = sortie else {
        return Ok(scorer(entrees, c, BufWriter::new(io::stdout().lock()))?);
    };
    entier(chemin, |fichier| Ok(scorer(entrees, c, fichier)?))
}

fn dire(b: Bilan) {
    eprintln!(
        "{} entreprises lues, {} retenues. Écartées : {} sans embauche connue dans leur secteur, {} sous \
         le seuil, {} sans métier, {} en double. Lignes illisibles : {}.",
        b.lues,
        b.retenues,
        b.secteur_inconnu,
        b.sous_le_seuil,
        b.sans_metier,
        b.doublons,
        b.illisibles
    );
}

//! A whole folder at once: each file recognised, loaded in dependency order, accounted for.

use std::path::{Path, PathBuf};

use base::{Db, ErreurBase};
use noyau::horloge::Horloge;

use crate::{Course, Ecarte, Fichier, Importeur, Issue, Options, importer};

/// A file and what became of it.
#[derive(Debug)]
pub struct Ligne {
    /// Path below the folder.
    pub fichier: String,
    /// What was done.
    pub suite: Suite,
}

/// What became of a file.
#[derive(Debug)]
pub enum Suite {
    /// It was imported (or found unchanged, refused, unreadable).
    Importe {
        /// Its data set.
        jeu: String,
        /// What happened.
        course: Course,
    },
    /// No importer recognises it.
    Ignore(String),
}

/// A file and the importer that recognises it.
pub type Connu<'a> = (Fichier, &'a Importeur);

/// Files of a folder that have an importer, in the order of loading, and the others.
pub fn reconnaitre<'a>(
    dossier: &Path,
    importeurs: &'a [Importeur],
) -> std::io::Result<(Vec<Connu<'a>>, Vec<Ligne>)> {
    let mut connus = Vec::new();
    let mut ignores = Vec::new();
    for chemin in parcourir(dossier)? {
        let fichier = Fichier::nouveau(&chemin);
        match trouver(&fichier, importeurs) {
            Ok(importeur) => connus.push((fichier, importeur)),
            Err(motif) => {
                ignores.push(Ligne {
                    fichier: relatif(dossier, &chemin),
                    suite: Suite::Ignore(motif),
                });
            }
        }
    }
    connus.sort_by_key(|(fichier, importeur)| {
        let nom = fichier.nom();
        (importeur.rang, importeur.jeu, (importeur.ordre)(&nom), fichier.chemin().to_owned())
    });
    Ok((connus, ignores))
}

/// The importer that recognises a file, or why there is none.
pub fn trouver<'a>(
    fichier: &Fichier,
    importeurs: &'a [Importeur],
) -> Result<&'a Importeur, String> {
    let apercu = fichier.apercu().map_err(|e| e.to_string())?;
    if apercu.texte().trim().is_empty() {
        return Err("fichier vide".to_owned());
    }
    importeurs.iter().find(|i| (i.reconnaitre)(&apercu)).ok_or_else(|| {
        if apercu.est_un_zip() && apercu.noms_du_zip().is_empty() {
            return "archive endommagée ou tronquée".to_owned();
        }
        "aucune source ne connaît ce format".to_owned()
    })
}

/// Says why each ignored file that we know is left aside. The first description that fits wins.
pub fn motiver(lignes: &mut [Ligne], dossier: &Path, ecartes: &[Ecarte]) {
    for ligne in lignes {
        let Suite::Ignore(motif) = &mut ligne.suite else { continue };
        let apercu = Fichier::nouveau(dossier.join(&ligne.fichier)).apercu();
        let connu = apercu.ok().and_then(|a| ecartes.iter().find(|e| (e.reconnaitre)(&a)));
        if let Some(ecarte) = connu {
            ecarte.motif.clone_into(motif);
        }
    }
}

/// Imports a folder. `dire` is told of each file as it ends.
pub async fn importer_dossier(
    db: &Db,
    horloge: &Horloge,
    importeurs: &[Importeur],
    dossier: &Path,
    options: &Options,
    mut dire: impl FnMut(&Ligne),
) -> Result<Vec<Ligne>, ErreurBase> {
    let (connus, mut lignes) = reconnaitre(dossier, importeurs)?;
    for (fichier, importeur) in connus {
        let course = importer(db, horloge, importeur, &fichier, options).await?;
        let nom = relatif(dossier, fichier.chemin());
        let jeu = importeur.jeu_de(&fichier);
        let ligne = Ligne { fichier: nom, suite: Suite::Importe { jeu, course } };
        dire(&ligne);
        lignes.push(ligne);
    }
    lignes.sort_by(|a, b| a.fichier.cmp(&b.fichier));
    Ok(lignes)
}

fn relatif(dossier: &Path, chemin: &Path) -> String {
    chemin.strip_prefix(dossier).unwrap_or(chemin).display().to_string()
}

fn parcourir(dossier: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut trouves = Vec::new();
    for entree in std::fs::read_dir(dossier)? {
        let entree = entree?;
        let cache = entree.file_name().to_string_lossy().starts_with('.');
        match entree.file_type()? {
            _ if cache => {}
            t if t.is_dir() => trouves.extend(parcourir(&entree.path())?),
            t if t.is_file() => trouves.push(entree.path()),
            _ => {}
        }
    }
    trouves.sort();
    Ok(trouves)
}

/// The table printed at the end of `import auto`.
pub fn tableau(lignes: &[Ligne]) -> String {
    let mut sortie =
        rangee(["fichier", "source", "lus", "stockés", "rejetés", "secondes", "issue"]);
    for ligne in lignes {
        sortie.push_str(&match &ligne.suite {
            Suite::Ignore(motif) => {
                rangee([&ligne.fichier, "—", "", "", "", "", &format!("ignoré : {motif}")])
            }
            Suite::Importe { jeu, course } => rangee([
                &ligne.fichier,
                jeu,
                &course.comptes.lus.to_string(),
                &course.comptes.stockes.to_string(),
                &course.comptes.rejetes.to_string(),
                &format!("{:.1}", course.duree.as_secs_f64()),
                &dire_issue(&course.issue),
            ]),
        });
    }
    sortie
}

/// An issue in a few French words.
pub fn dire_issue(issue: &Issue) -> String {
    match issue {
        Issue::Stocke { version } => format!("importé, version {version}"),
        Issue::Inchange => "inchangé".to_owned(),
        Issue::ABlanc => "vérifié, rien n'est écrit".to_owned(),
        Issue::Garde(motif) => format!("arrêté par la garde : {motif}"),
        Issue::Illisible(motif) => format!("illisible : {motif}"),
    }
}

fn rangee(cellules: [&str; 7]) -> String {
    let [fichier, source, lus, stockes, rejetes, secondes, issue] = cellules;
    format!(
        "{fichier:<58} {source:<28} {lus:>9} {stockes:>9} {rejetes:>8} {secondes:>8}  {issue}\n"
    )
}

//! Feeding the index from the outbox.
//!
//! The index remembers, in its own commits, how far it has read the outbox: after a crash it goes
//! on from there. When a data set changes, the genres that it feeds are read again from the
//! database and replaced at once: a search sees the old documents or the new ones.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use base::Db;
use base::evenements::{self, Evenement};
use base::versions::SUJET_COURANTE;
use moteur::{BoxErreur, Changement, Document, Ecrivain, Erreur as ErreurMoteur};
use noyau::dates::Instant as Date;
use noyau::horloge::Horloge;
use tokio::sync::mpsc::{Receiver, channel};

use crate::hit::Hit;
use crate::piece::Recherche;
use crate::plan::{FORMATION, GENRES, OFFRE, RECRUTEUR};
use crate::sources::Sources;
use crate::tables::Titres;

/// Subject of the event of a new day: offers expire.
pub const SUJET_JOUR: &str = "recherche.jour";

/// How often a node looks for events.
const RYTHME: Duration = Duration::from_millis(700);

/// Events read at a time.
const LOT: i64 = 1_000;

/// Documents in flight between the database and the index.
const EN_VOL: usize = 2_000;

/// What an update did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Documents indexed.
    pub documents: usize,
    /// Genres replaced.
    pub genres: Vec<&'static str>,
}

/// Keeps the index up to date as long as the program runs.
pub async fn suivre(db: Db, horloge: Horloge, recherche: Arc<Recherche>) {
    loop {
        tokio::time::sleep(RYTHME).await;
        if let Err(e) = rattraper(&db, &horloge, &recherche).await {
            tracing::error!(erreur = %e, "the index could not be brought up to date");
            tokio::time::sleep(RYTHME * 10).await;
        }
    }
}

/// Brings the index up to date with the outbox; does nothing when it is, or when another process
/// is doing it.
pub async fn rattraper(
    db: &Db,
    horloge: &Horloge,
    recherche: &Arc<Recherche>,
) -> anyhow::Result<Bilan> {
    if recherche.index().actualiser()? {
        recharger(db, recherche).await?;
    }
    let position = recherche.index().position()?;
    let touche = a_refaire(db, position).await?;
    if touche.derniere == position {
        return Ok(Bilan::default());
    }
    let mut ecrivain = match recherche.index().ecrivain() {
        Err(ErreurMoteur::EcritureOccupee(_)) => return Ok(Bilan::default()),
        autre => autre?,
    };
    if !touche.genres.is_empty() {
        return refaire(db, horloge, recherche, ecrivain, &touche.genres, touche.derniere).await;
    }
    let mut changements = changements(db, horloge, recherche, &touche.offres).await?;
    changements.extend(changements_de_recruteurs(db, recherche, &touche.recruteurs).await?);
    let documents = ecrivain.appliquer(&changements, touche.derniere)?;
    Ok(Bilan { documents, genres: Vec::new() })
}

/// What became of these offers: those that people may see are put in, the others taken out.
async fn changements(
    db: &Db,
    horloge: &Horloge,
    recherche: &Recherche,
    ids: &BTreeSet<String>,
) -> anyhow::Result<Vec<Changement>> {
    let cles: Vec<&str> = ids.iter().map(String::as_str).collect();
    let maintenant = horloge.maintenant();
    let mut visibles = offres::porte::offres(db.read(), &cles).await?;
    visibles.retain(|o| o.est_visible(maintenant));
    let vus: HashSet<String> = visibles.iter().map(|o| o.id.clone()).collect();
    let retires = ids.iter().filter(|id| !vus.contains(*id));
    let mut changements: Vec<Changement> =
        retires.map(|id| Changement::Retirer(format!("{OFFRE}:{id}"))).collect();
    let sources = recherche.sources();
    for offre in visibles {
        changements.push(Changement::Poser(Box::new(sources.document_d_offre(offre)?)));
    }
    Ok(changements)
}

/// What became of these companies: those that are shown are put in, the others taken out.
async fn changements_de_recruteurs(
    db: &Db,
    recherche: &Recherche,
    sirets: &BTreeSet<String>,
) -> anyhow::Result<Vec<Changement>> {
    let cles: Vec<&str> = sirets.iter().map(String::as_str).collect();
    let montres = offres::porte::recruteurs(db.read(), &cles).await?;
    let vus: HashSet<String> = montres.iter().map(|r| r.siret.to_string()).collect();
    let retires = sirets.iter().filter(|siret| !vus.contains(*siret));
    let mut changements: Vec<Changement> =
        retires.map(|siret| Changement::Retirer(format!("{RECRUTEUR}:{siret}"))).collect();
    let sources = recherche.sources();
    for recruteur in montres {
        let document = sources.document_de_recruteur(recruteur)?;
        changements.push(Changement::Poser(Box::new(document)));
    }
    Ok(changements)
}

/// Builds everything again.
pub async fn reconstruire(
    db: &Db,
    horloge: &Horloge,
    recherche: &Arc<Recherche>,
) -> anyhow::Result<Bilan> {
    let ecrivain = recherche.index().ecrivain()?;
    let derniere = evenements::derniere_position(db.read()).await?;
    refaire(db, horloge, recherche, ecrivain, &GENRES, derniere).await
}

/// What events change in the index.
#[derive(Default)]
struct Touche {
    /// Genres to read again whole, in the order of the plan.
    genres: Vec<&'static str>,
    /// Offers that changed by themselves.
    offres: BTreeSet<String>,
    /// Companies likely to hire that changed by themselves, by their SIRET.
    recruteurs: BTreeSet<String>,
    /// Last position read.
    derniere: i64,
}

/// What the events after `position` change.
async fn a_refaire(db: &Db, position: i64) -> anyhow::Result<Touche> {
    let mut touches: BTreeSet<&str> = BTreeSet::new();
    let mut touche = Touche { derniere: position, ..Touche::default() };
    loop {
        let evenements = evenements::lire(db.read(), touche.derniere, LOT).await?;
        let Some(dernier) = evenements.last() else { break };
        touche.derniere = dernier.id;
        evenements.iter().for_each(|e| touches.extend(genres_touches(e)));
        touche.offres.extend(evenements.iter().filter_map(offre_touchee));
        let changes = evenements.iter().filter(|e| e.sujet == offres::porte::RECRUTEUR_CHANGE);
        touche.recruteurs.extend(changes.map(|e| e.cle.clone()));
    }
    // Reading one genre again does not read the others: an offer that changed brings its own.
    if !touches.is_empty() && !touche.offres.is_empty() {
        touches.insert(OFFRE);
    }
    if !touches.is_empty() && !touche.recruteurs.is_empty() {
        touches.insert(RECRUTEUR);
    }
    touche.genres = GENRES.into_iter().filter(|g| touches.contains(g)).collect();
    Ok(touche)
}

/// The offer that an event of the offers is about.
fn offre_touchee(evenement: &Evenement) -> Option<String> {
    use offres::porte::{CHANGEE, CLOSE, PUBLIEE};
    let sujets = [PUBLIEE, CHANGEE, CLOSE];
    sujets.contains(&evenement.sujet.as_str()).then(|| evenement.cle.clone())
}

/// Which genres an event changes. Vocabularies give labels and places to every genre.
fn genres_touches(evenement: &Evenement) -> &'static [&'static str] {
    match evenement.sujet.as_str() {
        SUJET_JOUR => return &[OFFRE],
        SUJET_COURANTE => {}
        _ => return &[],
    }
    let source = evenement.cle.split('/').next().unwrap_or_default();
    match source {
        "formations" => &[FORMATION],
        "organismes" => &[FORMATION],
        "offres" => &[OFFRE],
        "recruteurs" => &[RECRUTEUR],
        "communes" | "rome" => &GENRES,
        "bcn" | "kit" | "rncp" | "certifinfo" => &[FORMATION],
        _ => &[],
    }
}

async fn refaire(
    db: &Db,
    horloge: &Horloge,
    recherche: &Arc<Recherche>,
    mut ecrivain: Ecrivain,
    genres: &[&'static str],
    derniere: i64,
) -> anyhow::Result<Bilan> {
    let debut = Instant::now();
    let avant = ecrivain.position()?;
    let sources = Arc::new(Sources::charger(db.read()).await?);
    let maintenant = horloge.maintenant();
    let mut bilan = Bilan::default();
    for (rang, genre) in genres.iter().enumerate() {
        // Only the last commit moves the position: a crash before it starts again.
        let position = if rang + 1 == genres.len() { derniere } else { avant };
        let nombre;
        (ecrivain, nombre) = remplacer(
            Releve { db, recherche, sources: &sources, maintenant },
            ecrivain,
            genre,
            position,
        )
        .await?;
        bilan.documents += nombre;
        bilan.genres.push(genre);
    }
    drop(ecrivain);
    recherche.recharger(sources)?;
    let secondes = debut.elapsed().as_secs_f64();
    tracing::info!(documents = bilan.documents, secondes, "index brought up to date");
    Ok(bilan)
}

/// What a genre is read from and written to.
struct Releve<'a> {
    db: &'a Db,
    recherche: &'a Recherche,
    sources: &'a Arc<Sources>,
    maintenant: Date,
}

/// Replaces a genre: one side reads the database, the other writes the index.
async fn remplacer(
    releve: Releve<'_>,
    mut ecrivain: Ecrivain,
    genre: &'static str,
    position: i64,
) -> anyhow::Result<(Ecrivain, usize)> {
    let maintenant = releve.maintenant;
    let (envoi, reception) = channel(EN_VOL);
    let lecture = {
        let (db, sources) = (releve.db.clone(), Arc::clone(releve.sources));
        tokio::spawn(async move {
            sources.envoyer(db.read(), maintenant, genre, &envoi).await?;
            // Without this word, the end of the channel would look like the end of the data.
            envoi.send(Message::Fin).await.ok();
            anyhow::Ok(())
        })
    };
    let dossier = releve.recherche.dossier().to_owned();
    let ecriture = tokio::task::spawn_blocking(move || {
        let mut titres = Titres::default();
        let documents = Documents { reception, titres: &mut titres };
        let nombre = ecrivain.remplacer_genre(genre, documents, position)?;
        titres.garder(&dossier, genre)?;
        anyhow::Ok((ecrivain, nombre))
    });
    let ecrit = ecriture.await?;
    lecture.await??;
    ecrit
}

/// What travels from the database to the index.
#[derive(Debug)]
pub enum Message {
    /// A document.
    Hit(Box<Hit>),
    /// There are no more.
    Fin,
}

/// The documents of a genre, as the index wants them: one at a time, or the reason why the
/// reading stopped.
struct Documents<'a> {
    reception: Receiver<Message>,
    titres: &'a mut Titres,
}

impl Iterator for Documents<'_> {
    type Item = Result<Document, BoxErreur>;

    fn next(&mut self) -> Option<Self::Item> {
        let hit = match self.reception.blocking_recv() {
            Some(Message::Hit(hit)) => hit,
            Some(Message::Fin) => return None,
            None => return Some(Err("la lecture de la base s'est arrêtée avant la fin".into())),
        };
        // A company is known by its name: it is not a word to complete.
        if hit.genre_d_index() != RECRUTEUR {
            self.titres.voir(&hit.title);
        }
        Some(hit.document().map_err(Into::into))
    }
}

/// Reads places and suggestions again.
pub async fn recharger(db: &Db, recherche: &Recherche) -> anyhow::Result<()> {
    let sources = Sources::charger(db.read()).await?;
    recherche.recharger(Arc::new(sources))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evenement(sujet: &str, cle: &str) -> Evenement {
        Evenement {
            id: 1,
            sujet: sujet.to_owned(),
            cle: cle.to_owned(),
            contenu: String::new(),
            instant: 0,
        }
    }

    #[test]
    fn a_data_set_changes_what_it_feeds_and_nothing_else() {
        let cas: [(&str, &str, &[&str]); 7] = [
            (SUJET_JOUR, "2026-11-24", &[OFFRE]),
            (SUJET_COURANTE, "offres/api", &[OFFRE]),
            (SUJET_COURANTE, "recruteurs/api", &[RECRUTEUR]),
            (SUJET_COURANTE, "formations/rco", &[FORMATION]),
            (SUJET_COURANTE, "communes/geo", &GENRES),
            (SUJET_COURANTE, "idcc/opco", &[]),
            ("autre", "offres/api", &[]),
        ];
        for (sujet, cle, attendus) in cas {
            assert_eq!(genres_touches(&evenement(sujet, cle)), attendus, "{sujet} {cle}");
        }
    }
}

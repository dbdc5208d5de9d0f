//! What the clock does: what has left, what reached nobody, who does not answer; openings, their
//! announcements and reminders.

use taches::{Contexte, tourner_avec};
use web::Etat;

mod campagnes;
mod suivi;

pub use campagnes::{annoncer, annoncer_l_ouverture, ouvrir, rappeler};
pub use suivi::{suivre, suspendre};

/// Runs the jobs at their hours, as long as the program runs.
pub async fn tourner(etat: Etat) {
    let contexte = || Contexte { db: etat.db.clone(), horloge: etat.horloge.clone() };
    let suivi = tourner_avec(contexte(), "rendezvous.suivre", "* * * * *", || suivre(&etat));
    let ouvertures = tourner_avec(contexte(), "rendezvous.ouvrir", "50 0 * * *", || ouvrir(&etat));
    let annonces = tourner_avec(contexte(), "rendezvous.annoncer", "0 9 * * *", || annoncer(&etat));
    let rappels = tourner_avec(contexte(), "rendezvous.rappeler", "0 6 * * *", || rappeler(&etat));
    let suspensions =
        tourner_avec(contexte(), "rendezvous.suspendre", "30 7 * * *", || suspendre(&etat));
    tokio::join!(suivi, ouvertures, annonces, rappels, suspensions);
}

/// An error of a page, for the journal of jobs.
fn cause(erreur: web::Erreur) -> anyhow::Error {
    anyhow::anyhow!(erreur.message)
}

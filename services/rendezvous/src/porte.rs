//! What the other services, and the tests, may ask of this one.

use base::{Db, ErreurBase, Lecture};
use noyau::dates::Instant;
use noyau::horloge::Horloge;
use noyau::identifiants::Courriel;
use web::Etat;

use crate::depot::demandes::{self, Demande};
use crate::regles::calendrier;

/// A request, as the person who made it follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandeFaite {
    /// Identifier.
    pub id: String,
    /// Name of the training.
    pub intitule: String,
    /// Name of the training centre.
    pub centre: String,
    /// Where it is taught.
    pub lieu: String,
    /// When it was made.
    pub deposee_le: Instant,
    /// Stable code of where it stands.
    pub etat: &'static str,
    /// Where it stands, in words for the person.
    pub etat_en_mots: String,
    /// What the centre wrote; empty without an answer.
    pub reponse: String,
    /// The agreed date and place, in words; empty when there is none.
    pub rendez_vous: String,
    /// Address of the sheet of the training.
    pub fiche: String,
}

/// The requests of a mailbox, newest first: for whoever has proved that it is theirs.
///
/// # Errors
/// When the database refuses.
pub async fn demandes_de(
    db: &Lecture,
    courriel: &Courriel,
) -> Result<Vec<DemandeFaite>, ErreurBase> {
    let lues = demandes::de_la_personne(db, courriel.as_str()).await?;
    Ok(lues.into_iter().map(faite).collect())
}

fn faite(d: Demande) -> DemandeFaite {
    let etat = d.etat();
    let etat_en_mots = match d.non_distribuee_le {
        Some(_) if etat.ouvert() => {
            "Non remise : l’adresse du centre ne fonctionne plus".to_owned()
        }
        _ => etat.pour_la_personne().to_owned(),
    };
    let rendez_vous = d.convenu_le.map(|debut| {
        let quand = calendrier::en_mots(debut);
        if d.convenu_ou.is_empty() { quand } else { format!("{quand}, {}", d.convenu_ou) }
    });
    DemandeFaite {
        etat: etat.code(),
        etat_en_mots,
        deposee_le: Instant::from_ms(d.deposee_le),
        rendez_vous: rendez_vous.unwrap_or_default(),
        id: d.id,
        intitule: d.intitule,
        centre: d.formateur_nom,
        lieu: d.lieu,
        reponse: d.reponse,
        fiche: crate::pages::demander::fiche(&d.formation),
    }
}

/// Writes the trainings again when a delivery came since the last time; how many there are then.
///
/// # Errors
/// When the database refuses.
pub async fn rattraper(db: &Db, horloge: &Horloge) -> anyhow::Result<Option<usize>> {
    crate::alimentation::rattraper(db, horloge).await
}

/// Runs each job once, whatever the hour; what each says.
///
/// # Errors
/// When the database refuses.
pub async fn passer_les_taches(etat: &Etat) -> anyhow::Result<Vec<String>> {
    Ok(vec![
        crate::taches::suivre(etat).await?,
        crate::taches::ouvrir(etat).await?,
        crate::taches::annoncer(etat).await?,
        crate::taches::rappeler(etat).await?,
        crate::taches::suspendre(etat).await?,
    ])
}

//! In a demonstration: centres that take requests, and a few requests to the example training centre,
//! in every state. The people are invented.

use comptes::porte::administration::organisation;
use comptes::porte::organisation_de;
use ulid::Ulid;
use web::{Erreur, Etat};

use crate::actes::{self, ReponseSaisie, Saisie};
use crate::alimentation;
use crate::depot::formations::{self, Formation};
use crate::depot::modeles::{self, Modele};
use crate::depot::{canaux, demandes, gestionnaires};
use crate::regles::motif;
use crate::regles::ouverture::{Dates, JOUR_MS};
use crate::regles::portail::{Canal, Portail};
use crate::regles::saison::saison;
use crate::regles::suivi::Reponse;

/// Days since the service is open everywhere.
const OUVERT_DEPUIS: i64 = 60;

/// Makes what is missing; what is there stays.
///
/// # Errors
/// When the database refuses.
pub async fn preparer(etat: &Etat) -> Result<(), Erreur> {
    alimentation::rattraper(&etat.db, &etat.horloge).await?;
    ouvrir(etat).await?;
    let Some(siret) = centre(etat).await? else { return Ok(()) };
    let siennes = formations::de_l_organisme(etat.db.read(), &siret, "", (3, 0)).await?;
    for (formation, exemple) in siennes.iter().cycle().zip(EXEMPLES) {
        demander(etat, formation, &exemple).await?;
    }
    garder_un_modele(etat, siret).await
}

/// An answer that the example centre starts from.
async fn garder_un_modele(etat: &Etat, siret: String) -> Result<(), Erreur> {
    if !modeles::du_centre(etat.db.read(), &siret).await?.is_empty() {
        return Ok(());
    }
    let modele = Modele {
        id: Ulid::new().to_string(),
        siret,
        titre: "Venir un mercredi".to_owned(),
        texte: "Bonjour,\n\nNous recevons chaque mercredi après-midi, avec une visite des ateliers. Quel mercredi vous conviendrait ?".to_owned(),
        cree_le: etat.horloge.maintenant().ms(),
    };
    let mut tx = etat.db.write().await?;
    modeles::garder(&mut tx, &modele).await?;
    tx.commit().await?;
    Ok(())
}

/// The SIRET of the example training centre.
async fn centre(etat: &Etat) -> Result<Option<String>, Erreur> {
    let Some(id) = organisation_de(&etat.db, "cfa@exemple.fr").await? else { return Ok(None) };
    Ok(Some(organisation(etat.db.read(), &id).await?.siret))
}

/// Our own sites are open everywhere; Parcoursup waits for its answers.
async fn ouvrir(etat: &Etat) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let saison_libre = saison(Canal::Libre, etat.horloge.aujourd_hui());
    let connues = canaux::situations(etat.db.read(), Canal::Libre, saison_libre).await?;
    let tous = gestionnaires::joignables(etat.db.read()).await?;
    let ouverte = Dates {
        invite_le: Some(maintenant - (OUVERT_DEPUIS + 15) * JOUR_MS),
        ouvert_le: Some(maintenant - OUVERT_DEPUIS * JOUR_MS),
        ..Dates::default()
    };
    let mut tx = etat.db.write().await?;
    for g in tous.iter().filter(|g| !connues.contains_key(&g.siret)) {
        canaux::ecrire(&mut tx, &g.siret, (Canal::Libre, saison_libre), &ouverte).await?;
    }
    tx.commit().await?;
    Ok(())
}

struct Exemple {
    prenom: &'static str,
    nom: &'static str,
    courriel: &'static str,
    motifs: &'static str,
    message: &'static str,
    lue: bool,
    reponse: Option<Reponse>,
}

const fn exemple(prenom: &'static str, nom: &'static str, courriel: &'static str) -> Exemple {
    Exemple {
        prenom,
        nom,
        courriel,
        motifs: "place,accompagnement",
        message: "",
        lue: false,
        reponse: None,
    }
}

const EXEMPLES: [Exemple; 5] = [
    exemple("Lina", "Exemple", "lina@exemple.fr"),
    Exemple {
        motifs: "frais,autre",
        message: "Peut-on venir visiter un samedi ?",
        lue: true,
        ..exemple("Malo", "Exemple", "malo@exemple.fr")
    },
    Exemple { reponse: Some(Reponse::Message), ..exemple("Awa", "Exemple", "awa@exemple.fr") },
    Exemple { reponse: Some(Reponse::AutreCanal), ..exemple("Noé", "Exemple", "noe@exemple.fr") },
    Exemple {
        reponse: Some(Reponse::Injoignable),
        ..exemple("Yanis", "Exemple", "yanis@exemple.fr")
    },
];

/// Asks, then does what the example says; nothing when the person already asked.
async fn demander(etat: &Etat, f: &Formation, exemple: &Exemple) -> Result<(), Erreur> {
    if !demandes::de_la_personne(etat.db.read(), exemple.courriel).await?.is_empty() {
        return Ok(());
    }
    let saisie = Saisie {
        parent: false,
        prenom: exemple.prenom.to_owned(),
        nom: exemple.nom.to_owned(),
        courriel: exemple.courriel.parse()?,
        telephone: "01 99 00 12 34".parse()?,
        motifs: motif::du_texte(exemple.motifs),
        message: exemple.message.to_owned(),
    };
    let Ok(id) = actes::demander(etat, f, Portail::Site, &saisie).await? else { return Ok(()) };
    let Some(d) = demandes::trouver(etat.db.read(), &id).await? else { return Ok(()) };
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if exemple.lue {
        actes::lire(&mut tx, &d, maintenant).await?;
    }
    if let Some(reponse) = exemple.reponse {
        let saisie = ReponseSaisie {
            reponse,
            message: "Bonjour, venez nous rencontrer au centre.".to_owned(),
            convenu_le: (reponse == Reponse::Message).then_some(maintenant + 7 * JOUR_MS),
            convenu_ou: d.lieu.clone(),
        };
        // Nobody answered before: the example was just made.
        let _ = actes::repondre(&mut tx, &etat.reglages.adresse, &d, &saisie, maintenant).await?;
    }
    tx.commit().await?;
    Ok(())
}

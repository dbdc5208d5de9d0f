//! The sender of this node, and the mail that tries it.

use std::sync::Arc;

use courrier::{Compteurs, Contenu, LeClasseur, Lettre, Modele, Poste, Transport};
use web::Etat;

/// What `compagnon courriel` sends.
pub const ESSAI: Modele = Modele {
    code: "courriels.essai",
    titre: "Courriel d’essai",
    quand: "À l’adresse que donne l’exploitant, pour vérifier que les courriels partent.",
    exemple: || essai("https://compagnon.exemple.fr"),
};

/// A mail that says that mails arrive. `adresse` is that of the site.
pub fn essai(adresse: &str) -> Contenu {
    Lettre::new("Les courriels arrivent")
        .paragraphe("Bonjour,")
        .paragraphe(
            "Si vous lisez ce message, le service sait envoyer des courriels à cette adresse.",
        )
        .bouton("Ouvrir le service", adresse)
        .raison(
            "Vous recevez ce courriel parce que l’exploitant du service a demandé un envoi d’essai \
             à votre adresse.",
        )
        .contenu()
}

/// Sends what is due, as long as the program runs.
pub async fn tourner(etat: Etat) {
    match transport(&etat) {
        Ok(transport) => courrier::tourner(poste(&etat, transport)).await,
        Err(e) => tracing::error!(erreur = %e, "mails will not leave"),
    }
}

/// A demonstration writes to nobody: its people are invented, their addresses may be someone's.
fn transport(etat: &Etat) -> anyhow::Result<Transport> {
    if etat.reglages.demo {
        return Ok(Transport::Local);
    }
    Transport::de(&etat.reglages.courriel)
}

fn poste(etat: &Etat, transport: Transport) -> Poste {
    let compteurs: Option<Arc<Arc<Compteurs>>> = etat.piece();
    let compteurs = compteurs.map(|c| (*c).clone()).unwrap_or_default();
    let site = (etat.reglages.habillage(), etat.reglages.coffre.clone());
    let classeur: Option<Arc<LeClasseur>> = etat.piece();
    Poste::nouveau((etat.db.clone(), etat.horloge.clone()), transport, site, compteurs)
        .classeur(classeur.map(|c| (*c).clone()))
}

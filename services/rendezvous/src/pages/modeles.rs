//! Answers that a centre writes once and starts from again.

use axum::extract::{RawQuery, State};
use ulid::Ulid;
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat};

use super::repondre::MESSAGE_MAX;
use super::{Rendu, cfa, page, rendre, vers};
use crate::actions::{REPONDRE, sirets};
use crate::depot::modeles::{self, Modele};

/// Path of the page.
pub const CHEMIN: &str = "/cfa/rendez-vous/reponses";

/// Answers kept by one centre.
const MAX: usize = 30;

/// Longest title.
const TITRE_MAX: usize = 80;

/// The list, and the form that adds one.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(adresse): RawQuery) -> Rendu {
    let ecran = ecran(&etat, &acteur, &Saisie::default()).await?;
    rendre(&match adresse.as_deref() {
        Some("fait") => ecran.alerte("success", "C’est enregistré", ""),
        _ => ecran,
    })
}

async fn ecran(etat: &Etat, acteur: &Acteur, saisie: &Saisie) -> Result<Ecran, Erreur> {
    let siens = sirets(acteur, &REPONDRE);
    let chapo = "Un modèle sert à tout votre centre. Vous pourrez le changer avant chaque envoi.";
    let page = page(etat, "Mes réponses aux demandes de rendez-vous", CHEMIN);
    let mut ecran = cfa::sous_la_liste(Ecran::nouveau(page, chapo));
    for siret in &siens {
        for modele in modeles::du_centre(etat.db.read(), siret).await? {
            ecran = ecran.bloc(montrer(&modele));
        }
    }
    let ajouter = Bloc::nouveau("Ajouter un modèle", &[]);
    Ok(ecran.bloc(ajouter.formulaire(formulaire(&siens).avec(saisie))))
}

fn montrer(m: &Modele) -> Bloc {
    let retirer = Formulaire {
        champs: vec![Champ::cache("id", m.id.as_str())],
        ..Formulaire::bouton(format!("{CHEMIN}/retirer"), "Retirer ce modèle")
    };
    Bloc::nouveau(&m.titre, &[]).texte(&m.texte).formulaire(retirer)
}

fn formulaire(siens: &[String]) -> Formulaire {
    let mut champs =
        vec![Champ::ligne("titre", "Titre du modèle"), Champ::new("texte", "Message", Genre::Zone)];
    if siens.len() > 1 {
        let choix = siens.iter().map(|s| Choix::new(s, s)).collect();
        champs.insert(0, Champ::new("siret", "Centre (SIRET)", Genre::Liste(choix)));
    }
    Formulaire::new(CHEMIN, "Enregistrer le modèle", champs)
}

/// The centre that the form names, when it is one of theirs; the only one when there is one.
fn choisi(saisie: &Saisie, siens: Vec<String>) -> Option<String> {
    let seul = siens.len() == 1;
    siens.into_iter().find(|s| seul || s == saisie.texte("siret"))
}

/// Keeps an answer.
pub async fn submit(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let titre = saisie.borne("titre", 2, TITRE_MAX);
    let texte = saisie.borne("texte", 10, MESSAGE_MAX);
    let siret = choisi(&saisie, sirets(&acteur, &REPONDRE));
    match &siret {
        None => saisie.refuser("siret", "Choisissez l’un de vos centres."),
        Some(siret) if modeles::du_centre(etat.db.read(), siret).await?.len() >= MAX => {
            saisie.refuser("titre", format!("{MAX} modèles au plus : retirez-en un."));
        }
        Some(_) => {}
    }
    let (Some(siret), true) = (siret, saisie.bonne()) else {
        return rendre(&ecran(&etat, &acteur, &saisie).await?);
    };
    let id = Ulid::new().to_string();
    let modele = Modele { id, siret, titre, texte, cree_le: etat.horloge.maintenant().ms() };
    let mut tx = etat.db.write().await?;
    modeles::garder(&mut tx, &modele).await?;
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}?fait")))
}

/// Removes an answer.
pub async fn retirer(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let saisie = Saisie::lire(&corps);
    let mut tx = etat.db.write().await?;
    for siret in sirets(&acteur, &REPONDRE) {
        modeles::retirer(&mut tx, saisie.texte("id"), &siret).await?;
    }
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}?fait")))
}

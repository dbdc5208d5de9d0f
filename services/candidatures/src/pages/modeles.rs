//! Answers that an organisation writes once and uses again.

use axum::extract::{RawQuery, State};
use ulid::Ulid;
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat};

use super::reponse::intentions;
use super::{Rendu, ecran, page, vers};
use crate::actions::organisations;
use crate::depot::notes::{self, Modele};
use crate::regles::reponse::{Intention, TEXTE_MAX};

const CHEMIN: &str = "/employeur/reponses";

/// Answers kept by one organisation.
const MAX: usize = 30;

/// Longest title.
const TITRE_MAX: usize = 80;

/// The list, and the form that adds one.
pub async fn show(State(etat): State<Etat>, RawQuery(requete): RawQuery, acteur: Acteur) -> Rendu {
    let mut vue = vue(&etat, &acteur, None).await?;
    if requete.as_deref() == Some("fait") {
        vue = vue.alerte("success", "C’est enregistré", "");
    }
    ecran(&vue)
}

async fn vue(etat: &Etat, acteur: &Acteur, saisie: Option<&Saisie>) -> Result<Ecran, Erreur> {
    let siennes = organisations(acteur);
    let mut vue = Ecran::nouveau(page(etat, "Mes modèles de réponse", CHEMIN), "")
        .sous("Mon espace", "/espace")
        .sous("Candidatures reçues", "/employeur/candidatures");
    for (siret, role) in &siennes {
        for modele in notes::modeles(etat.db.read(), siret, role).await? {
            vue = vue.bloc(montrer(&modele));
        }
    }
    let formulaire = formulaire(&siennes);
    let formulaire = match saisie {
        Some(saisie) => formulaire.avec(saisie),
        None => formulaire,
    };
    let dit =
        "Un modèle sert à toute votre organisation. Vous pourrez le changer avant chaque envoi.";
    Ok(vue.bloc(Bloc::nouveau("Ajouter un modèle", &[dit]).formulaire(formulaire)))
}

fn montrer(m: &Modele) -> Bloc {
    let intention = Intention::lire(&m.intention).map_or("", Intention::choix);
    let caches = vec![Champ::cache("id", m.id.clone())];
    let mut retirer = Formulaire::new(format!("{CHEMIN}/retirer"), "Retirer ce modèle", caches);
    retirer.principal = false;
    Bloc::nouveau(&m.titre, &[intention]).texte(&m.texte).formulaire(retirer)
}

fn formulaire(siennes: &[(String, String)]) -> Formulaire {
    let mut champs = vec![
        Champ::ligne("titre", "Titre du modèle"),
        Champ::new("intention", "Pour quelle réponse", Genre::Radios(intentions())),
        Champ::new("texte", "Message", Genre::Zone),
    ];
    if siennes.len() > 1 {
        let choix = siennes.iter().map(|(s, r)| Choix::new(format!("{s} {r}"), s.clone()));
        champs.insert(
            0,
            Champ::new("organisation", "Organisation (SIRET)", Genre::Liste(choix.collect())),
        );
    }
    Formulaire::new(CHEMIN, "Enregistrer le modèle", champs)
}

/// The organisation that the form names, when it is one of theirs; the only one when there is one.
fn choisie(saisie: &Saisie, siennes: &[(String, String)]) -> Option<(String, String)> {
    if let [une] = siennes {
        return Some(une.clone());
    }
    let voulue = saisie.texte("organisation");
    siennes.iter().find(|(s, r)| format!("{s} {r}") == voulue).cloned()
}

/// Keeps an answer.
pub async fn submit(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let siennes = organisations(&acteur);
    let titre = saisie.borne("titre", 2, TITRE_MAX);
    let texte = saisie.borne("texte", 10, TEXTE_MAX);
    let intention = Intention::lire(saisie.texte("intention"));
    if intention.is_none() {
        saisie.refuser("intention", "Choisissez une réponse.");
    }
    let organisation = choisie(&saisie, &siennes);
    match &organisation {
        None => saisie.refuser("organisation", "Choisissez l’une de vos organisations."),
        Some((siret, role)) if notes::modeles(etat.db.read(), siret, role).await?.len() >= MAX => {
            saisie.refuser("titre", format!("{MAX} modèles au plus : retirez-en un."));
        }
        Some(_) => {}
    }
    let (Some(intention), Some((siret, role)), true) = (intention, organisation, saisie.bonne())
    else {
        return ecran(&vue(&etat, &acteur, Some(&saisie)).await?);
    };
    let modele = Modele {
        id: Ulid::new().to_string(),
        siret,
        role,
        intention: intention.code().to_owned(),
        titre,
        texte,
        cree_le: etat.horloge.maintenant().ms(),
    };
    let mut tx = etat.db.write().await?;
    notes::garder(&mut tx, &modele).await?;
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}?fait")))
}

/// Removes an answer.
pub async fn retirer(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let saisie = Saisie::lire(&corps);
    let mut tx = etat.db.write().await?;
    for (siret, role) in organisations(&acteur) {
        notes::retirer(&mut tx, saisie.texte("id"), (&siret, &role)).await?;
    }
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}?fait")))
}

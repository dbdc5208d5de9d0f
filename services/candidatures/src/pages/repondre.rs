//! Answering from the mail. The link shows and changes nothing: mail scanners follow links.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use web::ecran::{Bloc, Ecran};
use web::formulaire::Saisie;
use web::{Erreur, Etat};

use super::reponse::{choisir, corriger, ecrire, faite, lire, qui, relire, resume};
use super::{Rendu, discrete, ecran, page, vers};
use crate::depot::candidatures::{self, Ligne};
use crate::depot::liens;
use crate::regles::reponse::Intention;
use crate::repondre::repondre;

/// The application of a link, and the address of its page.
async fn ouvrir(etat: &Etat, jeton: &str) -> Result<(Ligne, String), Erreur> {
    let trouve = liens::reponse(etat.db.read(), &coffre::empreinte(jeton)).await?;
    let (id, expire_le) = trouve.ok_or_else(|| {
        Erreur::introuvable("Ce lien n’existe pas, ou la candidature a été effacée.")
    })?;
    if expire_le <= etat.horloge.maintenant().ms() {
        let dit = "Ce lien a plus de 60 jours : il ne permet plus de répondre.";
        return Err(Erreur::nouvelle(StatusCode::GONE, "candidature.lien.expire", dit));
    }
    let ligne = candidatures::trouver(etat.db.read(), &id).await?;
    let ligne = ligne.ok_or_else(|| Erreur::introuvable("La candidature a été effacée."))?;
    Ok((ligne, format!("/candidature/repondre/{jeton}")))
}

fn page_de(etat: &Etat, l: &Ligne) -> Ecran {
    let titre = format!("Répondre à {}", qui(l));
    Ecran::nouveau(page(etat, &titre, "/candidature/repondre"), "")
}

/// Shows the application and, once an answer is chosen, its text.
pub async fn show(
    State(etat): State<Etat>,
    Path(jeton): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Rendu {
    let (l, base) = ouvrir(&etat, &jeton).await?;
    let voulue = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let vue = page_de(&etat, &l).bloc(resume(&l));
    let vue = match Intention::lire(voulue.texte("reponse")) {
        _ if !l.attend() => donnee(vue, &base, &l, &etat, voulue.texte("fait")),
        Some(intention) => vue.bloc(ecrire(&base, &l, intention, None, &[])),
        None => vue.bloc(choisir(&base)),
    };
    Ok(discrete(ecran(&vue)?))
}

/// The answer that was given, and what was just done.
fn donnee(vue: Ecran, base: &str, l: &Ligne, etat: &Etat, fait: &str) -> Ecran {
    let vue = match fait {
        "oui" => {
            vue.alerte("success", "Merci d’avoir répondu", "Vous recevrez une copie du courriel.")
        }
        _ => vue,
    };
    let espace = Bloc::nouveau("", &[])
        .lien("Voir toutes les candidatures reçues", "/employeur/candidatures");
    vue.bloc(faite(base, l, etat.horloge.maintenant().ms())).bloc(espace)
}

/// Shows the mail that would leave. Changes nothing.
pub async fn apercu(State(etat): State<Etat>, Path(jeton): Path<String>, corps: String) -> Rendu {
    let (l, base) = ouvrir(&etat, &jeton).await?;
    let mut saisie = Saisie::lire(&corps);
    let vue = page_de(&etat, &l);
    if !l.attend() {
        return Ok(discrete(ecran(&donnee(vue, &base, &l, &etat, ""))?));
    }
    let vue = match lire(&mut saisie) {
        Some(reponse) => vue.bloc(relire(&base, &l, &reponse)),
        None => corriger(vue, &base, &l, &saisie, &[]),
    };
    Ok(discrete(ecran(&vue)?))
}

/// Sends the answer, once.
pub async fn confirmer(
    State(etat): State<Etat>,
    Path(jeton): Path<String>,
    corps: String,
) -> Rendu {
    let (l, base) = ouvrir(&etat, &jeton).await?;
    let mut saisie = Saisie::lire(&corps);
    let Some(reponse) = lire(&mut saisie) else {
        let vue = corriger(page_de(&etat, &l), &base, &l, &saisie, &[]);
        return Ok(discrete(ecran(&vue)?));
    };
    let mut tx = etat.db.write().await?;
    if !repondre(&mut tx, &etat, &l, &reponse, "").await? {
        let dit = "Cette candidature a déjà reçu une réponse, ou n’en attend plus.";
        return Err(Erreur::nouvelle(StatusCode::CONFLICT, "candidature.repondue", dit));
    }
    tx.commit().await?;
    Ok(discrete(vers(&format!("{base}?fait=oui"))))
}

/// Takes the answer back, before it leaves.
pub async fn annuler(State(etat): State<Etat>, Path(jeton): Path<String>) -> Rendu {
    let (l, base) = ouvrir(&etat, &jeton).await?;
    let mut tx = etat.db.write().await?;
    if !crate::repondre::annuler(&mut tx, &etat, &l).await? {
        return Err(trop_tard());
    }
    tx.commit().await?;
    Ok(discrete(vers(&base)))
}

/// The answer has left, or there is none.
pub fn trop_tard() -> Erreur {
    let dit = "Cette réponse est partie : elle ne peut plus être annulée.";
    Erreur::nouvelle(StatusCode::CONFLICT, "candidature.partie", dit)
}

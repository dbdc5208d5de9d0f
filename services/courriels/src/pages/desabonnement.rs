//! Stopping a list from the link of one of its mails (RFC 8058).

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::Lecture;
use courrier::porte::{self, Abonnement, Origine};
use web::formulaire::Saisie;
use web::{Erreur, Etat};

use super::vues::Desabonnement;
use super::{html, page};

/// Says what the link stops, with a button: a mail reader that opens links changes nothing.
pub async fn show(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    Path(jeton): Path<String>,
) -> Result<Response, Erreur> {
    let abonnement = trouver(&etat, &db, &jeton).await?;
    montrer(&etat, &jeton, &abonnement, abonnement.arrete(&db).await?)
}

/// Stops the list: the button of the page, or the mail reader with one POST.
pub async fn submit(
    State(etat): State<Etat>,
    Path(jeton): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let abonnement = trouver(&etat, etat.db.read(), &jeton).await?;
    let en_un_clic = Saisie::lire(&corps).texte("List-Unsubscribe") == "One-Click";
    let origine = if en_un_clic { Origine::Messagerie } else { Origine::Personne };
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    abonnement.arreter(&mut tx, origine, maintenant).await?;
    tx.commit().await?;
    if en_un_clic {
        // RFC 8058: no redirection.
        return montrer(&etat, &jeton, &abonnement, true);
    }
    Ok(Redirect::to(&format!("/courriels/desabonnement/{jeton}")).into_response())
}

async fn trouver(etat: &Etat, db: &Lecture, jeton: &str) -> Result<Abonnement, Erreur> {
    let trouve = porte::abonnement(db, &etat.reglages.coffre, jeton).await?;
    trouve.ok_or_else(|| {
        Erreur::introuvable(
            "Ce lien de désabonnement n’est pas le nôtre, ou il a plus d’un an. Utilisez celui du \
             dernier courriel reçu.",
        )
    })
}

fn montrer(
    etat: &Etat,
    jeton: &str,
    abonnement: &Abonnement,
    arrete: bool,
) -> Result<Response, Erreur> {
    let titre = if arrete {
        "Vous ne recevrez plus ces courriels"
    } else {
        "Ne plus recevoir ces courriels"
    };
    html(&Desabonnement {
        page: page(etat, titre, "/courriels/desabonnement"),
        liste: abonnement.titre.clone(),
        arrete,
        action: format!("/courriels/desabonnement/{jeton}"),
    })
}

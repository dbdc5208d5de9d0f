//! An offer that a delivery brought and that visitors reported: whoever looks at it lets it be, or takes
//! it away for good.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::{moderation as file, page, vers};
use crate::depot::{moderation, offres, retirees};
use crate::doublons;
use crate::porte::Offre;
use crate::refus;

/// The page.
pub const ROUTE: &str = "/moderation/offres/importees/{id}";

/// Address of the page of an offer.
pub fn chemin(id: &str) -> String {
    format!("{}/importees/{id}", file::CHEMIN)
}

async fn trouver(etat: &Etat, id: &str) -> Result<Offre, Erreur> {
    offres::trouver(etat.db.read(), id).await?.ok_or_else(refus::introuvable)
}

/// Shows it to who decides.
pub async fn examiner(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let o = trouver(&etat, &id).await?;
    let ecran = ecran(&etat, &o, &Saisie::default()).await?;
    Ok(Html(ecran.render()?).into_response())
}

async fn ecran(etat: &Etat, o: &Offre, saisie: &Saisie) -> Result<Ecran, Erreur> {
    let ici = chemin(&o.id);
    let titre = format!("Vérifier l’offre : {}", o.titre);
    let chapo = format!("Livrée par « {} ». Elle n’a pas été déposée ici.", o.origine);
    let mut ecran = Ecran::nouveau(page(etat, titre, &ici), &chapo);
    ecran.fil = vec![Lien::new("Mon espace", "/espace")];
    ecran = ecran.sous("Offres à vérifier", file::CHEMIN);
    let visible = o.est_visible(etat.horloge.maintenant());
    if !visible {
        ecran = ecran.alerte("info", "Plus personne ne voit cette offre", "");
    }
    let dires = file::dires(etat, &o.id).await?;
    let dires: Vec<&str> = dires.iter().map(String::as_str).collect();
    let texte: Vec<&str> = o.description.lines().collect();
    let formulaire = Formulaire::new(ici, "Enregistrer ma décision", champs()).avec(saisie);
    Ok(ecran
        .bloc(Bloc::nouveau("Ce que des visiteurs en disent", &dires))
        .bloc(
            Bloc::nouveau("L’offre", &texte)
                .faits(file::faits(o))
                .lien("La voir comme un candidat", format!("/offre/{}", o.id)),
        )
        .bloc(Bloc::nouveau("Décider", &[]).formulaire(formulaire)))
}

fn champs() -> Vec<Champ> {
    let choix = vec![
        Choix::new("laisser", "La laisser comme elle est"),
        Choix::new("retirer", "La retirer, même si son éditeur la livre encore"),
    ];
    vec![
        Champ::new("acte", "Votre décision", Genre::Radios(choix)),
        Champ::new("motif", "Motif", Genre::Zone).facultatif().aide("Obligatoire pour retirer."),
        file::case_surveiller(),
    ]
}

/// Decides.
pub async fn decider(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let o = trouver(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let motif = saisie.borne("motif", 0, 500);
    let retirer = saisie.texte("acte") == "retirer";
    if !retirer && saisie.texte("acte") != "laisser" {
        saisie.refuser("acte", "Choisissez une décision.");
    }
    if retirer && motif.chars().count() < 3 {
        saisie.refuser("motif", "Dites pourquoi vous la retirez.");
    }
    if !saisie.bonne() {
        let html = ecran(&etat, &o, &saisie).await?.render()?;
        return Ok((StatusCode::BAD_REQUEST, Html(html)).into_response());
    }
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    if retirer {
        let raison = (retirees::MODERATION, motif.as_str());
        doublons::retirer_une_importee(&mut tx, &id, raison, (&acteur.personne, maintenant))
            .await?;
    }
    if saisie.coche("liste") {
        file::surveiller(&mut tx, &o, (&motif, &acteur.personne), maintenant).await?;
    }
    moderation::traiter(&mut tx, &id, maintenant.ms()).await?;
    tx.commit().await?;
    Ok(vers(&format!("{}?fait=oui", file::CHEMIN)))
}

//! What is done to several offers at once: each is judged and changed by itself, and what could not be done
//! is said.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use web::formulaire::{Champ, Formulaire, PageFormulaire, Saisie};
use web::{Acteur, Erreur, Etat};

use super::agir::{champs_de_cloture, faire_durer, lire_la_cloture};
use super::{fil_des_offres, formulaire_seul, liste, page, vers};
use crate::actes::agir;
use crate::actions::{GERER, cible_de};
use crate::depot::deposees::{self, Deposee};
use crate::refus;
use crate::regles::vie::Acte;

/// Where the choice is sent.
pub const CHEMIN: &str = "/employeur/offres/lot";

/// Most offers at once.
const MAX: usize = 50;

/// Prolongs, closes or exports the offers that were chosen.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(&corps);
    let ids: Vec<String> = saisie.liste("offre").into_iter().take(MAX).map(str::to_owned).collect();
    if ids.is_empty() {
        return Ok(vers(&format!("{}?fait=aucune", liste::CHEMIN)));
    }
    match saisie.texte("acte") {
        "prolonger" => prolonger(&etat, &acteur, &ids).await,
        "clore" => clore(&etat, &acteur, (&ids, saisie)).await,
        "exporter" => Ok(vers(&exporter(&ids))),
        _ => Err(Erreur::parametre("acte", "prolonger, clore ou exporter")),
    }
}

fn exporter(ids: &[String]) -> String {
    let paires = ids.iter().map(|id| ("offre", id));
    let suite = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(paires).finish();
    format!("{}/export/csv?{suite}", liste::CHEMIN)
}

/// The offer, when whoever acts may manage it.
async fn permise(etat: &Etat, acteur: &Acteur, id: &str) -> Result<Option<Deposee>, Erreur> {
    let Some(d) = deposees::trouver(etat.db.read(), id).await? else { return Ok(None) };
    let cible = cible_de(etat.db.read(), &d).await?;
    Ok(acteur.peut(&GERER, &cible).is_ok().then_some(d))
}

/// Whether an act was done; one that the offer no longer allows is counted, not fatal.
fn fait(reponse: Result<(), Erreur>) -> Result<bool, Erreur> {
    match reponse {
        Err(e) if e.statut == StatusCode::CONFLICT => Ok(false),
        autre => autre.map(|()| true),
    }
}

fn bilan(quoi: &str, faites: usize, ids: &[String]) -> Response {
    let reste = ids.len() - faites;
    vers(&format!("{}?fait={quoi}&n={faites}&reste={reste}", liste::CHEMIN))
}

async fn prolonger(etat: &Etat, acteur: &Acteur, ids: &[String]) -> Result<Response, Erreur> {
    let mut faites = 0;
    for id in ids {
        let Some(mut d) = permise(etat, acteur, id).await? else { continue };
        faites += usize::from(fait(faire_durer(etat, &mut d, &acteur.personne).await)?);
    }
    Ok(bilan("lot_prolonge", faites, ids))
}

/// Asks why first.
async fn clore(
    etat: &Etat,
    acteur: &Acteur,
    (ids, mut saisie): (&[String], Saisie),
) -> Result<Response, Erreur> {
    let confirme = saisie.coche("confirme");
    if !confirme {
        return formulaire_seul(pourquoi(etat, ids, None));
    }
    let Some((acte, motif)) = lire_la_cloture(&mut saisie) else {
        return formulaire_seul(pourquoi(etat, ids, Some(&saisie)));
    };
    let mut faites = 0;
    for id in ids {
        let Some(mut d) = permise(etat, acteur, id).await? else { continue };
        let close = fermer(etat, &mut d, (acte, &acteur.personne, &motif)).await;
        faites += usize::from(fait(close)?);
    }
    Ok(bilan("lot_clos", faites, ids))
}

async fn fermer(
    etat: &Etat,
    d: &mut Deposee,
    (acte, par, motif): (Acte, &str, &str),
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    agir(&mut tx, d, acte, (par, motif), maintenant).await.map_err(refus::de)?;
    tx.commit().await?;
    Ok(())
}

fn pourquoi(etat: &Etat, ids: &[String], saisie: Option<&Saisie>) -> PageFormulaire {
    let mut champs = champs_de_cloture();
    champs.push(Champ::cache("acte", "clore"));
    champs.push(Champ::cache("confirme", "oui"));
    let formulaire = Formulaire::new(CHEMIN, "Clore ces offres", champs);
    let mut formulaire = saisie.map_or(formulaire.clone(), |s| formulaire.avec(s));
    // One field for each offer: what was typed would give them all the first value.
    formulaire.champs.extend(ids.iter().map(|id| Champ::cache("offre", id.as_str())));
    let combien = match ids.len() {
        1 => "Une offre est choisie.".to_owned(),
        n => format!("{n} offres sont choisies."),
    };
    let chapo = [
        combien.as_str(),
        "Elles ne seront plus visibles, et les candidats qui n’ont pas eu de réponse seront prévenus.",
    ];
    PageFormulaire::new(
        page(etat, "Clore plusieurs offres", CHEMIN),
        fil_des_offres(),
        &chapo,
        formulaire,
    )
}

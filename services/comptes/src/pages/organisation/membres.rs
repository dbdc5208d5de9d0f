//! Naming, removing, leaving.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::Transaction;
use web::formulaire::Saisie;
use web::{Acteur, Erreur, Etat};

use crate::actes::{garder_un_gestionnaire, habiliter, journaliser};
use crate::courriels;
use crate::depot::evenements::{self, Evenement};
use crate::depot::habilitations::{self, Habilitation};
use crate::pages::vers;
use crate::poste::poster;
use crate::regles::etat::{Acte, Etat as EtatDeCompte, Objet};

/// Names a manager, takes the management back, or removes a member.
pub async fn agir(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(&corps);
    let h = membre(&etat, &id, saisie.texte("habilitation")).await?;
    let motif = saisie.texte("motif");
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    match saisie.texte("acte") {
        "gestionnaire" => nommer(&mut tx, &h, 1, &acteur, maintenant).await?,
        "simple" => {
            garder_un_gestionnaire(&mut tx, &h, maintenant).await?;
            nommer(&mut tx, &h, 0, &acteur, maintenant).await?;
        }
        "retirer" => retirer(&mut tx, &etat, &h, &acteur, motif, maintenant).await?,
        _ => return Err(Erreur::parametre("acte", "gestionnaire, simple ou retirer.")),
    }
    tx.commit().await?;
    Ok(vers(&format!("/organisation/{id}?fait")))
}

/// The habilitation, when it is one of this organisation.
async fn membre(etat: &Etat, organisation: &str, id: &str) -> Result<Habilitation, Erreur> {
    let trouvee = habilitations::par_id(etat.db.read(), id).await?;
    trouvee
        .filter(|h| h.organisation.as_deref() == Some(organisation))
        .ok_or_else(|| Erreur::introuvable("Cette personne n’est pas membre de l’organisation."))
}

async fn nommer(
    tx: &mut Transaction,
    h: &Habilitation,
    gestionnaire: i64,
    acteur: &Acteur,
    maintenant: i64,
) -> Result<(), Erreur> {
    if h.etat != EtatDeCompte::Active.code() {
        let dit = "Cet accès n’est plus en vigueur.";
        return Err(Erreur::nouvelle(StatusCode::CONFLICT, "comptes.transition", dit));
    }
    habilitations::nommer(tx, &h.id, gestionnaire).await?;
    let dit = if gestionnaire == 1 { "Nommé gestionnaire" } else { "N’est plus gestionnaire" };
    let codes = (h.etat.as_str(), h.etat.as_str());
    let e =
        Evenement::nouveau(Objet::Habilitation, &h.id, codes, &acteur.personne, dit, maintenant);
    evenements::ajouter(tx, &e).await?;
    let acte = "comptes.habilitation.nommer";
    journaliser(tx, acte, &h.id, &acteur.personne, dit, maintenant).await
}

async fn retirer(
    tx: &mut Transaction,
    etat: &Etat,
    h: &Habilitation,
    acteur: &Acteur,
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    habiliter(tx, h, Acte::Desactiver, &acteur.personne, motif, maintenant).await?;
    let Some(d) = habilitations::dossier(etat.db.read(), &h.id).await? else { return Ok(()) };
    let texte = format!("{} : {motif}", crate::pages::habilitations::pour(&d));
    let lettre = courriels::refusee("Votre accès est retiré", &texte);
    let cle = format!("{}:{maintenant}", h.id);
    poster(tx, "comptes.refusee", &d.courriel, lettre, &cle, maintenant).await
}

/// Leaves the organisation; its last manager stays until they name another.
pub async fn quitter(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    acteur: Acteur,
) -> Result<Response, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let miennes = habilitations::de_la_personne(etat.db.read(), &acteur.personne).await?;
    let ici = miennes.into_iter().filter(|h| {
        h.organisation.as_deref() == Some(&id) && h.etat == EtatDeCompte::Active.code()
    });
    let mut tx = etat.db.write().await?;
    for h in ici {
        let motif = "A quitté l’organisation";
        habiliter(&mut tx, &h, Acte::Desactiver, &acteur.personne, motif, maintenant).await?;
    }
    tx.commit().await?;
    Ok(vers("/espace"))
}

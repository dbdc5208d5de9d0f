//! The links of mails: each lands on a page that asks to confirm; only confirming changes
//! something, once.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use web::formulaire::{Formulaire, PageFormulaire, Saisie};
use web::{Erreur, Etat};

use super::agir::{cloture, lire_la_cloture};
use super::{discrete, formulaire_seul, page};
use crate::actes::agir;
use crate::depot::deposees::{self, Deposee};
use crate::depot::liens::{self, Lien};
use crate::refus;
use crate::regles::expiration_par_defaut;
use crate::regles::vie::Acte;

/// Who acts by a link of a mail: whoever reads the mailbox of the offer.
const PAR_COURRIEL: &str = "courriel";

/// The link of this secret and its offer.
///
/// # Errors
/// 404 when it is not a link, 410 when it has served or is too old.
async fn trouver(etat: &Etat, secret: &str) -> Result<(Lien, Deposee, Acte), Erreur> {
    let rien = || Erreur::introuvable("Ce n’est pas un lien de nos courriels.");
    let db = etat.db.read();
    let lien = liens::trouver(db, secret).await?.ok_or_else(rien)?;
    let maintenant = etat.horloge.maintenant().ms();
    if lien.utilise_le.is_some() || lien.expire_le <= maintenant {
        return Err(passe());
    }
    let d = deposees::trouver(db, &lien.offre).await?.ok_or_else(rien)?;
    let acte = Acte::lire(&lien.acte).ok_or_else(rien)?;
    Ok((lien, d, acte))
}

fn passe() -> Erreur {
    let message = "Ce lien a déjà servi, ou il a plus de trente jours. Connectez-vous pour gérer votre offre.";
    Erreur::nouvelle(StatusCode::GONE, "offres.lien", message)
}

/// Asks to confirm.
pub async fn show(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
) -> Result<Response, Erreur> {
    let (_, d, acte) = trouver(&etat, &secret).await?;
    discrete(formulaire_seul(confirmation(&etat, &d, (acte, &secret), None)))
}

fn confirmation(
    etat: &Etat,
    d: &Deposee,
    (acte, secret): (Acte, &str),
    saisie: Option<&Saisie>,
) -> PageFormulaire {
    let action = format!("/offres/lien/{secret}");
    if acte != Acte::Prolonger {
        let mut vue = cloture(etat, d, &action, saisie);
        vue.page.titre = format!("Confirmer la clôture de l’offre : {}", d.offre.titre);
        vue.fil = vec![web::page::Lien::new("Accueil", "/")];
        return vue;
    }
    let titre = format!("Prolonger l’offre : {}", d.offre.titre);
    let fin = expiration_par_defaut(etat.horloge.maintenant()).date().long();
    let phrase = format!("Elle restera en ligne jusqu’au {fin}.");
    let formulaire = Formulaire::new(action, "Prolonger de deux mois", Vec::new());
    let fil = vec![web::page::Lien::new("Accueil", "/")];
    PageFormulaire::new(page(etat, titre, ""), fil, &[&phrase], formulaire)
}

/// Does it, once.
pub async fn submit(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let (lien, mut d, acte) = trouver(&etat, &secret).await?;
    let mut saisie = Saisie::lire(&corps);
    let (acte, motif) = match acte {
        Acte::Prolonger => (acte, String::new()),
        _ => match lire_la_cloture(&mut saisie) {
            Some(cloture) => cloture,
            None => {
                let vue = confirmation(&etat, &d, (acte, &secret), Some(&saisie));
                return discrete(formulaire_seul(vue));
            }
        },
    };
    let maintenant = etat.horloge.maintenant();
    if acte == Acte::Prolonger {
        d.offre.expiration = Some(expiration_par_defaut(maintenant));
        d.rappel = 0;
        d.prolongations += 1;
    }
    let mut tx = etat.db.write().await?;
    if !liens::utiliser(&mut tx, &lien.empreinte, maintenant.ms()).await? {
        return Err(passe());
    }
    agir(&mut tx, &mut d, acte, (PAR_COURRIEL, &motif), maintenant).await.map_err(refus::de)?;
    tx.commit().await?;
    discrete(formulaire_seul(fait(&etat, &d, acte)))
}

fn fait(etat: &Etat, d: &Deposee, acte: Acte) -> PageFormulaire {
    let (titre, phrase) = match acte {
        Acte::Prolonger => {
            let fin = d.offre.expiration.map(|f| f.date().long()).unwrap_or_default();
            ("Votre offre est prolongée", format!("Elle est en ligne jusqu’au {fin}."))
        }
        _ => (
            "Votre offre est close",
            "Les candidats qui n’ont pas eu de réponse sont prévenus.".to_owned(),
        ),
    };
    PageFormulaire {
        page: page(etat, titre, ""),
        fil: vec![web::page::Lien::new("Accueil", "/")],
        chapo: vec![d.offre.titre.clone()],
        alerte: Some(("success", titre.to_owned(), phrase)),
        formulaire: None,
        liens: vec![web::page::Lien::new("Gérer mes offres", super::liste::CHEMIN)],
    }
}

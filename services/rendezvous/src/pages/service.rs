//! The page of a manager's link: one channel, opened or closed with a button.

use axum::extract::{Path, State};
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Formulaire, Saisie};
use web::{Erreur, Etat};

use super::{Rendu, choix, page, quand, rendre, vers};
use crate::actes;
use crate::depot::gestionnaires::{self, Gestionnaire};
use crate::depot::{canaux, liens};
use crate::refus::Refus;
use crate::regles::ouverture::{Etat as Ouverture, Situation};
use crate::regles::portail::Canal;
use crate::regles::saison::saison;
use crate::regles::suivi::REPONSE_JOURS_OUVRES;
use crate::taches::annoncer_l_ouverture;

async fn trouver(etat: &Etat, secret: &str) -> Result<(Gestionnaire, Canal), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let lien = liens::trouver(etat.db.read(), &coffre::empreinte(secret), maintenant).await?;
    let lien = lien.ok_or_else(|| Refus::LienPerime.erreur())?;
    let canal = Canal::lire(&lien.canal).ok_or_else(|| Refus::LienPerime.erreur())?;
    let connu = gestionnaires::trouver(etat.db.read(), &lien.gestionnaire).await?;
    let siret = lien.gestionnaire;
    let nom = format!("SIRET {siret}");
    Ok((connu.unwrap_or_else(|| Gestionnaire { siret, nom, ..Gestionnaire::default() }), canal))
}

/// What is known of a channel of a manager.
///
/// # Errors
/// When the database refuses.
pub async fn situation(etat: &Etat, siret: &str, canal: Canal) -> Result<Situation, Erreur> {
    let saison = saison(canal, etat.horloge.aujourd_hui());
    Ok(canaux::situation(etat.db.read(), siret, canal, saison).await?)
}

/// Where a channel stands, in words.
pub fn etat_en_mots(situation: &Situation) -> String {
    match situation.etat() {
        Ouverture::Inconnu => "Pas encore proposé".to_owned(),
        Ouverture::Invite(Some(prevu)) => {
            format!("S’ouvre le {}, sauf refus de votre part", super::jour(prevu))
        }
        Ouverture::Invite(None) => "Proposé, en attente de votre réponse".to_owned(),
        Ouverture::Ouvert => format!("Ouvert depuis le {}", quand(situation.ouvert_le)),
        Ouverture::Refuse => format!("Fermé depuis le {}", quand(situation.refuse_le)),
    }
}

/// The buttons that a channel offers where it stands.
pub fn boutons(action: &str, situation: &Situation, canal: Canal) -> Vec<Formulaire> {
    let bouton = |libelle: &str, choix: &str, principal| Formulaire {
        principal,
        champs: vec![Champ::cache("canal", canal.code()), Champ::cache("choix", choix)],
        ..Formulaire::bouton(action, libelle)
    };
    let nom = canal.libelle();
    match situation.etat() {
        Ouverture::Ouvert => vec![bouton(&format!("Arrêter ({nom})"), "non", false)],
        Ouverture::Refuse => vec![bouton(&format!("Ouvrir ({nom})"), "oui", false)],
        Ouverture::Inconnu | Ouverture::Invite(_) => vec![
            bouton(&format!("Accepter ({nom})"), "oui", true),
            bouton(&format!("Refuser ({nom})"), "non", false),
        ],
    }
}

/// The page.
pub async fn show(State(etat): State<Etat>, Path(secret): Path<String>) -> Rendu {
    let (g, canal) = trouver(&etat, &secret).await?;
    let situation = situation(&etat, &g.siret, canal).await?;
    let page = page(&etat, "Les demandes de rendez-vous", "/rendez-vous/service/lien");
    let engagement = format!(
        "Accepter, c’est s’engager à répondre à chaque demande sous {REPONSE_JOURS_OUVRES} jours ouvrés, par courriel ou par téléphone. Vous pouvez changer d’avis à tout moment."
    );
    let bloc = Bloc::nouveau("Votre choix", &[&engagement]).faits(vec![
        ("Organisme", g.nom.clone()),
        ("Sites", canal.libelle().to_owned()),
        ("Formations concernées", g.concernees(canal).to_string()),
        ("État", etat_en_mots(&situation)),
    ]);
    let action = format!("/rendez-vous/service/lien/{secret}");
    let boutons = boutons(&action, &situation, canal);
    let bloc = boutons.into_iter().fold(bloc, Bloc::formulaire);
    let chapo = "Les jeunes et leurs familles demandent un rendez-vous à vos formations ; chaque demande vous arrive par courriel.";
    rendre(&Ecran::nouveau(page, chapo).bloc(bloc))
}

/// The manager decides.
pub async fn submit(State(etat): State<Etat>, Path(secret): Path<String>, corps: String) -> Rendu {
    let (g, canal) = trouver(&etat, &secret).await?;
    let oui = choix(&Saisie::lire(&corps))?;
    let mut tx = etat.db.write().await?;
    if actes::decider(&etat, &mut tx, &g.siret, canal, oui).await?.is_ok() {
        if oui {
            annoncer_l_ouverture(&etat, &mut tx, &g, canal).await?;
        }
        tx.commit().await?;
    }
    Ok(vers(&format!("/rendez-vous/service/lien/{secret}")))
}

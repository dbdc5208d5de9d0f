//! The link by which a company ends the mandate that a training centre declared.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use comptes::porte::membres;
use web::formulaire::{Formulaire, PageFormulaire};
use web::page::Lien;
use web::{Erreur, Etat};

use crate::depot::mandats::{self, Mandat};
use crate::mandat::{PAR_L_ENTREPRISE, terminer};
use crate::pages::{discrete, formulaire_seul, page};

/// The mandate of this secret.
///
/// # Errors
/// 410 when it is not a link of ours, when it is too old, when the mandate is over.
async fn trouver(etat: &Etat, secret: &str) -> Result<Mandat, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let trouve = mandats::du_lien(etat.db.read(), secret).await?;
    trouve.filter(|m| m.en_vigueur() && maintenant < m.lien_expire_le).ok_or_else(perime)
}

fn perime() -> Erreur {
    let message =
        "Ce lien n’est pas de nos courriels, il a plus de 90 jours, ou l’accord est déjà terminé.";
    Erreur::nouvelle(StatusCode::GONE, "offres.mandat", message)
}

/// Asks to confirm.
pub async fn show(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
) -> Result<Response, Erreur> {
    let m = trouver(&etat, &secret).await?;
    let cfa = membres::nom_de(etat.db.read(), &m.cfa).await?.unwrap_or_else(|| m.cfa.clone());
    let phrases = [
        format!("{cfa} publie des offres d’apprentissage pour {} et reçoit les candidatures.", m.nom),
        "Si vous mettez fin à cet accord, ces offres ne seront plus visibles et les candidats sans réponse seront prévenus.".to_owned(),
    ];
    let phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
    let formulaire =
        Formulaire::new(format!("/offres/mandat/{secret}"), "Mettre fin à l’accord", Vec::new());
    let page = page(&etat, "Mettre fin à l’accord avec un CFA", "");
    let fil = vec![Lien::new("Accueil", "/")];
    discrete(formulaire_seul(PageFormulaire::new(page, fil, &phrases, formulaire)))
}

/// Ends it.
pub async fn submit(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
) -> Result<Response, Erreur> {
    let m = trouver(&etat, &secret).await?;
    let motif = "L’entreprise y a mis fin par le lien de son courriel";
    if !terminer(&etat, &m, (PAR_L_ENTREPRISE, motif)).await? {
        return Err(perime());
    }
    let titre = "L’accord est terminé";
    discrete(formulaire_seul(PageFormulaire {
        page: page(&etat, titre, ""),
        fil: vec![Lien::new("Accueil", "/")],
        chapo: Vec::new(),
        alerte: Some((
            "success",
            "C’est fait".to_owned(),
            "Les offres ne sont plus en ligne. Vous pouvez déposer les vôtres en créant un compte employeur.".to_owned(),
        )),
        formulaire: None,
        liens: vec![Lien::new("Créer un compte employeur", "/inscription/employeur")],
    }))
}

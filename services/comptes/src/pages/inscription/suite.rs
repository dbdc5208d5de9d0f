//! What happens next: before the mailbox is proven, and after.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::{ETAPES, Etape};
use crate::depot::habilitations;
use crate::inscription::SUITE;
use crate::regles::etat::Etat as EtatDeCompte;

/// A link was sent.
pub async fn envoye(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let mut vue =
        Etape::nouvelle(&etat, "Confirmez votre adresse électronique", "/inscription/envoye");
    vue.etape = Some(ETAPES[2]);
    vue.chapo = vec![
        "Un message vient de partir à l’adresse que vous avez donnée. Il contient un lien qui confirme cette adresse et ouvre votre session ; il fonctionne une fois, pendant 24 heures.".to_owned(),
        "Ensuite, votre accès s’ouvre tout de suite si votre adresse est celle d’un contact déjà publié de l’organisation. Sinon quelqu’un vérifie votre demande, et vous êtes prévenu par courriel.".to_owned(),
        "Rien dans quelques minutes ? Regardez parmi les indésirables, ou demandez un autre lien en vous connectant avec la même adresse.".to_owned(),
    ];
    vue.liens = vec![Lien::new("Demander un autre lien", "/connexion")];
    if etat.reglages.demo {
        vue.liens.push(Lien::new("Démonstration : lire les courriels", "/demo/courriels"));
    }
    vue.repondre(StatusCode::OK)
}

/// The mailbox is proven: where the request stands.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Result<Response, Erreur> {
    let toutes = habilitations::de_la_personne(etat.db.read(), &acteur.personne).await?;
    let mut vue = Etape::nouvelle(&etat, "Votre adresse est confirmée", SUITE);
    let derniere = toutes.first().and_then(|h| EtatDeCompte::lire(&h.etat));
    let (genre, titre, texte) = match derniere {
        Some(EtatDeCompte::Active) => (
            "success",
            "Votre accès est ouvert",
            "Vous pouvez utiliser votre espace dès maintenant.",
        ),
        Some(EtatDeCompte::EnAttente) => (
            "info",
            "Votre demande est à l’examen",
            "Quelqu’un vérifie que vous pouvez agir pour cette organisation ; vous recevrez un courriel dès qu’une décision est prise. Vous n’avez rien à refaire.",
        ),
        Some(EtatDeCompte::Refusee) => (
            "warning",
            "Cette demande a déjà été refusée",
            "Le courriel que vous venez de recevoir dit à qui vous adresser.",
        ),
        _ => (
            "info",
            "Aucune demande en cours",
            "Le courriel que vous venez de recevoir dit pourquoi.",
        ),
    };
    vue.alerte = Some((genre, titre.to_owned(), texte.to_owned()));
    let ligne = |h| {
        let [role, pour, etat, _] = crate::pages::compte::dire(h);
        format!("{role}, {pour} : {}", etat.to_lowercase())
    };
    vue.chapo = toutes.iter().map(ligne).collect();
    vue.liens =
        vec![Lien::new("Aller dans mon espace", "/espace"), Lien::new("Mon compte", "/compte")];
    vue.repondre(StatusCode::OK)
}

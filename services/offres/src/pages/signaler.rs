//! "Signaler une offre": anyone says what is wrong with an offer; nothing tells who.

use axum::extract::{Path, State};
use axum::response::Response;
use ulid::Ulid;
use web::formulaire::{Champ, Choix, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::Lien;
use web::{Erreur, Etat};

use super::{formulaire_seul, page};
use crate::depot::moderation::{self, Signalement};
use crate::porte::{self, Offre};
use crate::refus;

/// What can be wrong with an offer (the reasons of the former service).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raison {
    /// It insults or discriminates.
    Offensante,
    /// What it says is wrong, or over.
    Inexacte,
    /// A school looks for students.
    FausseOffre,
    /// Someone asks for money or papers.
    Escroquerie,
    /// It is not a work-study contract.
    HorsAlternance,
    /// Something else.
    Autre,
}

impl Raison {
    /// Every reason, in the order of the page.
    pub const TOUTES: [Raison; 6] = [
        Raison::Offensante,
        Raison::Inexacte,
        Raison::FausseOffre,
        Raison::Escroquerie,
        Raison::HorsAlternance,
        Raison::Autre,
    ];

    fn ligne(self) -> (&'static str, &'static str) {
        match self {
            Raison::Offensante => ("offensante", "Elle est offensante ou discriminatoire"),
            Raison::Inexacte => ("inexacte", "Elle est inexacte ou n’est plus d’actualité"),
            Raison::FausseOffre => {
                ("fausse", "C’est la publicité d’une école, sans poste dans une entreprise")
            }
            Raison::Escroquerie => ("escroquerie", "On y demande de l’argent ou des papiers"),
            Raison::HorsAlternance => ("hors_alternance", "Ce n’est pas un contrat en alternance"),
            Raison::Autre => ("autre", "Autre raison"),
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        self.ligne().0
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        self.ligne().1
    }

    /// The reason that has this code.
    pub fn lire(code: &str) -> Option<Raison> {
        Raison::TOUTES.into_iter().find(|r| r.code() == code)
    }
}

async fn offre_de(etat: &Etat, id: &str) -> Result<Offre, Erreur> {
    porte::offre(etat.db.read(), id).await?.ok_or_else(refus::introuvable)
}

fn formulaire(etat: &Etat, o: &Offre, saisie: Option<&Saisie>) -> PageFormulaire {
    let choix = Raison::TOUTES.iter().map(|r| Choix::new(r.code(), r.libelle())).collect();
    let champs = vec![
        Champ::new("raison", "Qu’est-ce qui ne va pas ?", Genre::Radios(choix)),
        Champ::new("precisions", "Ce que vous avez vu", Genre::Zone)
            .facultatif()
            .aide("N’écrivez ni votre nom ni vos coordonnées : nous ne vous répondrons pas."),
    ];
    let action = format!("/signaler/offre/{}", o.id);
    let formulaire = Formulaire::new(action.clone(), "Signaler l’offre", champs);
    let formulaire = match saisie {
        Some(saisie) => formulaire.avec(saisie),
        None => formulaire,
    };
    let titre = format!("Signaler l’offre : {}", o.titre);
    let fil =
        vec![Lien::new("Accueil", "/"), Lien::new(o.titre.clone(), format!("/offre/{}", o.id))];
    let chapo = ["Une personne lira votre signalement. Il est anonyme."];
    PageFormulaire::new(page(etat, titre, &action), fil, &chapo, formulaire)
}

/// The form.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Result<Response, Erreur> {
    let o = offre_de(&etat, &id).await?;
    formulaire_seul(formulaire(&etat, &o, None))
}

/// Keeps the report.
pub async fn submit(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let o = offre_de(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let precisions = saisie.borne("precisions", 0, 500);
    let Some(raison) = Raison::lire(saisie.texte("raison")) else {
        saisie.refuser("raison", "Choisissez une raison.");
        return formulaire_seul(formulaire(&etat, &o, Some(&saisie)));
    };
    if !saisie.bonne() {
        return formulaire_seul(formulaire(&etat, &o, Some(&saisie)));
    }
    let signalement = Signalement {
        id: Ulid::new().to_string(),
        offre: o.id.clone(),
        raison: raison.code().to_owned(),
        precisions,
        instant: etat.horloge.maintenant().ms(),
    };
    let mut tx = etat.db.write().await?;
    moderation::signaler(&mut tx, &signalement).await?;
    tx.commit().await?;
    formulaire_seul(PageFormulaire {
        page: page(&etat, "Merci de votre signalement", ""),
        fil: vec![Lien::new("Accueil", "/")],
        chapo: Vec::new(),
        alerte: Some((
            "success",
            "Votre signalement est enregistré".to_owned(),
            "Une personne va regarder cette offre.".to_owned(),
        )),
        formulaire: None,
        liens: vec![Lien::new("Chercher d’autres offres", "/recherche")],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        assert!(Raison::TOUTES.into_iter().all(|r| Raison::lire(r.code()) == Some(r)));
    }
}

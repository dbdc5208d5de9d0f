//! The page of a centre's link: one request, and its answer. Opening the link shows nothing of the
//! person and writes nothing: mail scanners follow links. A button opens the request.

use axum::extract::{Path, State};
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Formulaire, Saisie};
use web::{Erreur, Etat};

use super::{Rendu, page, rendre, repondre, vers};
use crate::actes;
use crate::depot::demandes::{self, Demande};
use crate::refus::Refus;

async fn trouver(etat: &Etat, id: &str, secret: &str) -> Result<Demande, Erreur> {
    let trouvee = demandes::trouver(etat.db.read(), id).await?;
    let maintenant = etat.horloge.maintenant().ms();
    // Once answered, the secret is forgotten: the link says that it has served.
    let sienne = |d: &Demande| {
        !d.empreinte.is_empty()
            && d.empreinte == coffre::empreinte(secret)
            && maintenant < d.lien_expire_le
    };
    trouvee.filter(sienne).ok_or_else(|| Refus::LienPerime.erreur())
}

fn adresse(id: &str, secret: &str) -> String {
    format!("/rendez-vous/demande/{id}/lien/{secret}")
}

/// The request: a button first, then its content and the form.
pub async fn show(State(etat): State<Etat>, Path((id, secret)): Path<(String, String)>) -> Rendu {
    let d = trouver(&etat, &id, &secret).await?;
    rendre(&ecran(&etat, &d, &adresse(&id, &secret), None))
}

fn ecran(etat: &Etat, d: &Demande, ici: &str, saisie: Option<&Saisie>) -> Ecran {
    let page = page(etat, "Une demande de rendez-vous", "/rendez-vous/demande/lien");
    let ecran = Ecran::nouveau(page, &repondre::engagement()).bloc(repondre::annonce(d));
    if d.lue_le.is_none() {
        let bouton = Formulaire {
            principal: true,
            ..Formulaire::bouton(format!("{ici}/ouvrir"), "Lire la demande")
        };
        return ecran.bloc(Bloc::default().formulaire(bouton));
    }
    let formulaire = repondre::formulaire(ici, d);
    let formulaire = saisie.map_or(formulaire.clone(), |s| formulaire.avec(s));
    let titre = Bloc::nouveau("Répondre", &[]);
    ecran.bloc(repondre::detail(d)).bloc(titre.formulaire(formulaire))
}

/// The centre opens the request.
pub async fn ouvrir(State(etat): State<Etat>, Path((id, secret)): Path<(String, String)>) -> Rendu {
    let d = trouver(&etat, &id, &secret).await?;
    let mut tx = etat.db.write().await?;
    actes::lire(&mut tx, &d, etat.horloge.maintenant().ms()).await?;
    tx.commit().await?;
    Ok(vers(&adresse(&id, &secret)))
}

/// The centre answers.
pub async fn submit(
    State(etat): State<Etat>,
    Path((id, secret)): Path<(String, String)>,
    corps: String,
) -> Rendu {
    let d = trouver(&etat, &id, &secret).await?;
    let mut saisie = Saisie::lire(&corps);
    let maintenant = etat.horloge.maintenant();
    let Some(lue) = repondre::lire(&mut saisie, maintenant) else {
        let d = Demande { lue_le: Some(maintenant.ms()), ..d };
        return rendre(&ecran(&etat, &d, &adresse(&id, &secret), Some(&saisie)));
    };
    let mut tx = etat.db.write().await?;
    let site = &etat.reglages.adresse;
    if let Err(refus) = actes::repondre(&mut tx, site, &d, &lue, maintenant.ms()).await? {
        return Err(refus.erreur());
    }
    tx.commit().await?;
    Ok(vers("/rendez-vous/reponse-envoyee"))
}

/// The answer has left.
pub async fn envoyee(State(etat): State<Etat>) -> Rendu {
    let page = page(&etat, "Votre réponse est enregistrée", "/rendez-vous/reponse-envoyee");
    let espace = Bloc::nouveau(
        "Toutes vos demandes",
        &["Votre espace les réunit, avec les réglages : qui les reçoit, depuis quels sites."],
    )
    .lien("Aller à mon espace", "/cfa/rendez-vous");
    let ecran = Ecran::nouveau(page, "")
        .alerte("success", "C’est fait", "La personne est prévenue par courriel si vous lui avez répondu ici, ou si vous n’avez pas pu la joindre. Le lien qui vous a servi ne fonctionne plus.")
        .bloc(espace);
    rendre(&ecran)
}

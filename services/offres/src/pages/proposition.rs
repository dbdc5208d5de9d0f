//! The page of a training centre to which an offer was proposed. Opening the link of the mail shows
//! nothing of the employer and writes nothing: mail scanners follow links. A button opens the contact.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use noyau::dates::Instant;
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Formulaire, Saisie};
use web::{Erreur, Etat};

use super::{discrete, page, vers};
use crate::delegation;
use crate::depot::delegations::{self, Delegation};
use crate::depot::deposees::{self, Deposee};
use crate::refus;
use crate::regles::delegation::Reponse;
use crate::regles::vie::{Etat as EtatDOffre, RefusDeVie};

/// What the link opens.
///
/// # Errors
/// 410 when it is not a link of ours, or when it is too old.
async fn trouver(etat: &Etat, secret: &str) -> Result<(Deposee, Delegation), Erreur> {
    let db = etat.db.read();
    let maintenant = etat.horloge.maintenant().ms();
    let delegation = delegations::du_lien(db, secret, maintenant).await?.ok_or_else(perime)?;
    let d = deposees::trouver(db, &delegation.offre).await?.ok_or_else(perime)?;
    Ok((d, delegation))
}

fn perime() -> Erreur {
    let message = "Ce lien n’est pas de nos courriels, ou il a plus de trente jours. Les offres en ligne se trouvent par la recherche.";
    Erreur::nouvelle(StatusCode::GONE, "offres.proposition", message)
}

fn ici(secret: &str) -> String {
    format!("/offres/proposition/{secret}")
}

/// The offer, then whom to contact and the answers once it is opened.
pub async fn show(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
) -> Result<Response, Erreur> {
    let trouvee = trouver(&etat, &secret).await?;
    discrete(ecran(&etat, &trouvee, &ici(&secret)).await?.montrer())
}

/// The page of an offer proposed to a centre, whose forms are sent under `ici`.
///
/// # Errors
/// When the database refuses.
pub async fn ecran(
    etat: &Etat,
    (d, delegation): &(Deposee, Delegation),
    ici: &str,
) -> Result<Vue, Erreur> {
    let arrete = delegations::arretes(etat.db.read()).await?.contains(&delegation.centre);
    let mut ecran = Ecran::nouveau(
        page(etat, format!("Une offre pour vos candidats : {}", d.offre.titre), ""),
        "Cette page est réservée à votre centre. Un employeur l’a choisi parmi ceux qui forment à ce métier.",
    );
    if let Some(dit) = dite(delegation) {
        ecran = ecran.alerte("success", "Votre réponse est enregistrée", &dit);
    }
    ecran = ecran.bloc(l_offre(d));
    ecran = match (d.etat == EtatDOffre::Publiee, delegation.lue_le.is_some()) {
        (false, _) => ecran.bloc(finie()),
        (true, false) => ecran.bloc(a_ouvrir(ici)),
        (true, true) => {
            let contact = delegation::contact(etat.db.read(), d).await?;
            ecran.bloc(joindre(contact)).bloc(repondre(ici))
        }
    };
    Ok(Vue(ecran.bloc(arret(ici, arrete))))
}

/// A page, ready to be answered.
pub struct Vue(pub Ecran);

impl Vue {
    /// Answers it.
    ///
    /// # Errors
    /// When the template fails.
    pub fn montrer(&self) -> Result<Response, Erreur> {
        Ok(Html(self.0.render()?).into_response())
    }
}

fn dite(delegation: &Delegation) -> Option<String> {
    let reponse = Reponse::lire(&delegation.reponse)?;
    let le = Instant::from_ms(delegation.repondue_le?).date().long();
    Some(format!("Le {le} : {}. Vous pouvez la changer.", reponse.libelle().to_lowercase()))
}

fn l_offre(d: &Deposee) -> Bloc {
    let o = &d.offre;
    let contrats: Vec<&str> = o.contrats.iter().map(|c| c.code()).collect();
    let mut bloc = Bloc::nouveau("L’offre", &[]).faits(vec![
        ("Entreprise", o.employeur.nom.clone()),
        ("Métier", d.appellation.clone()),
        ("Lieu de travail", o.lieu.adresse.clone()),
        ("Contrat", contrats.join(" ou ")),
        ("Postes", o.postes.to_string()),
        ("En ligne jusqu’au", o.expiration.map(|f| f.date().long()).unwrap_or_default()),
    ]);
    bloc.faits.retain(|(_, valeur)| !valeur.is_empty());
    bloc.texte = Some(o.description.clone());
    if d.etat == EtatDOffre::Publiee {
        bloc = bloc.lien("L’offre telle que les candidats la voient", format!("/offre/{}", o.id));
    }
    bloc
}

fn finie() -> Bloc {
    let phrase =
        "Cette offre n’est plus en ligne : l’employeur ne cherche plus, ou pas en ce moment.";
    Bloc::nouveau("Joindre l’employeur", &[phrase])
}

fn a_ouvrir(ici: &str) -> Bloc {
    let bouton = Formulaire::new(format!("{ici}/ouvrir"), "Voir le contact", Vec::new());
    Bloc::nouveau("Joindre l’employeur", &["L’employeur saura que vous avez lu son offre."])
        .formulaire(bouton)
}

fn joindre(contact: delegation::Contact) -> Bloc {
    let mut bloc = Bloc::nouveau(
        "Joindre l’employeur",
        &["Ces coordonnées vous sont données pour cette offre seulement. Vos candidats peuvent aussi postuler en ligne."],
    )
    .faits(vec![
        ("Contact", contact.qui),
        ("Adresse électronique", contact.courriel),
        ("Téléphone", contact.telephone),
    ]);
    bloc.faits.retain(|(_, valeur)| !valeur.is_empty());
    bloc
}

fn repondre(ici: &str) -> Bloc {
    let bouton = |r: Reponse| Formulaire {
        champs: vec![Champ::cache("reponse", r.code())],
        ..Formulaire::bouton(ici, r.libelle())
    };
    let bloc = Bloc::nouveau(
        "Répondre à l’employeur",
        &["Un clic suffit. L’employeur voit votre réponse."],
    );
    Reponse::TOUTES.into_iter().fold(bloc, |bloc, r| bloc.formulaire(bouton(r)))
}

fn arret(ici: &str, arrete: bool) -> Bloc {
    let (phrase, choix, libelle) = match arrete {
        false => (
            "Si votre centre ne veut plus recevoir d’offres d’employeurs, un clic suffit : cela vaut pour tous les employeurs.",
            "arreter",
            "Ne plus recevoir d’offres",
        ),
        true => (
            "Votre centre ne reçoit plus d’offres d’employeurs : aucun ne peut plus le choisir.",
            "reprendre",
            "Recevoir de nouveau des offres",
        ),
    };
    let formulaire = Formulaire {
        champs: vec![Champ::cache("choix", choix)],
        ..Formulaire::bouton(format!("{ici}/arret"), libelle)
    };
    Bloc::nouveau("Recevoir ces offres, ou non", &[phrase]).formulaire(formulaire)
}

/// The centre opens the contact: the employer sees it.
pub async fn ouvrir(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
) -> Result<Response, Erreur> {
    let (_, delegation) = trouver(&etat, &secret).await?;
    lire(&etat, &delegation).await?;
    discrete(Ok(vers(&ici(&secret))))
}

/// Notes that the centre read an offer.
///
/// # Errors
/// When the database refuses.
pub async fn lire(etat: &Etat, delegation: &Delegation) -> Result<(), Erreur> {
    let mut tx = etat.db.write().await?;
    delegations::lire(&mut tx, delegation, etat.horloge.maintenant().ms()).await?;
    tx.commit().await?;
    Ok(())
}

/// The centre answers; it may change its answer as long as the offer is there.
pub async fn submit(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let trouvee = trouver(&etat, &secret).await?;
    garder(&etat, &trouvee, &Saisie::lire(&corps)).await?;
    discrete(Ok(vers(&ici(&secret))))
}

/// Keeps the answer of a form.
///
/// # Errors
/// 400 when it is none, 409 when the offer is over.
pub async fn garder(
    etat: &Etat,
    (d, delegation): &(Deposee, Delegation),
    saisie: &Saisie,
) -> Result<(), Erreur> {
    let reponse = Reponse::lire(saisie.texte("reponse"))
        .ok_or_else(|| Erreur::parametre("reponse", "oui ou non"))?;
    if d.etat != EtatDOffre::Publiee {
        return Err(refus::de(RefusDeVie::Transition.into()));
    }
    let mut tx = etat.db.write().await?;
    delegation::repondre(etat, &mut tx, (d, delegation), reponse).await?;
    tx.commit().await?;
    Ok(())
}

/// The centre wants no offer any more, or wants some again.
pub async fn arreter(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let (_, delegation) = trouver(&etat, &secret).await?;
    choisir(&etat, &delegation.centre, &Saisie::lire(&corps)).await?;
    discrete(Ok(vers(&ici(&secret))))
}

/// Keeps whether a centre wants offers.
///
/// # Errors
/// 400 when the form does not say it.
pub async fn choisir(etat: &Etat, centre: &str, saisie: &Saisie) -> Result<(), Erreur> {
    let mut tx = etat.db.write().await?;
    match saisie.texte("choix") {
        "arreter" => {
            delegations::arreter(&mut tx, centre, etat.horloge.maintenant().ms()).await?;
        }
        "reprendre" => delegations::reprendre(&mut tx, centre).await?,
        _ => return Err(Erreur::parametre("choix", "arreter ou reprendre")),
    }
    tx.commit().await?;
    Ok(())
}

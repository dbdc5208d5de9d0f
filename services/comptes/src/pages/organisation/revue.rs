//! The quarterly review: what nobody confirmed for 90 days is confirmed or ended (convention,
//! annexe 2).

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Transaction;
use noyau::dates::Instant;
use web::formulaire::Saisie;
use web::page::{Lien, Page};
use web::{Acteur, Erreur, Etat};

use super::lire;
use crate::actes::{confirmer, habiliter};
use crate::courriels;
use crate::depot::habilitations::{self, Dossier};
use crate::pages::habilitations::pour;
use crate::pages::{html, page, vers};
use crate::poste::poster;
use crate::regles::etat::{Acte, JOUR_MS, REVUE_JOURS};

/// The review of the whole country.
pub const CHEMIN: &str = "/habilitations/revue";

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "revue.html")]
pub struct Revue {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Identifier, person and details.
    pub lignes: Vec<(String, String, String)>,
    /// Address of the page.
    pub ici: String,
}

impl Revue {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        Revue {
            page: Page::nouvelle("Revue des accès"),
            fil: vec![Lien::new("Mon espace", "/espace")],
            lignes: vec![("1".to_owned(), "Camille Le Goff".to_owned(), "CFA".to_owned())],
            ici: CHEMIN.to_owned(),
        }
    }
}

fn vue(etat: &Etat, titre: &str, dossiers: &[Dossier], ici: String) -> Revue {
    let ligne = |d: &Dossier| {
        let revue = Instant::from_ms(d.revue_le).date().long();
        let fin = Instant::from_ms(d.fin).date().long();
        let precision =
            format!("{} — {} — confirmé le {revue}, jusqu’au {fin}", pour(d), d.courriel);
        (d.id.clone(), format!("{} {}", d.prenom, d.nom), precision)
    };
    Revue {
        page: page(etat, titre, &ici),
        fil: vec![Lien::new("Mon espace", "/espace")],
        lignes: dossiers.iter().map(ligne).collect(),
        ici,
    }
}

async fn a_revoir(etat: &Etat, organisation: &str) -> Result<Vec<Dossier>, Erreur> {
    let avant = etat.horloge.maintenant().ms() - REVUE_JOURS * JOUR_MS;
    Ok(habilitations::a_revoir(etat.db.read(), organisation, avant).await?)
}

/// How many wait in the whole country, a hundred at most.
pub async fn compter(etat: &Etat) -> Result<i64, Erreur> {
    let nombre = a_revoir(etat, "").await?.len();
    Ok(i64::try_from(nombre).unwrap_or(0))
}

/// That of an organisation.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Result<Response, Erreur> {
    let o = lire(etat.db.read(), &id).await?;
    let adresse = format!("/organisation/{id}");
    let titre = format!("Revue des accès : {}", o.nom);
    let mut vue = vue(&etat, &titre, &a_revoir(&etat, &id).await?, format!("{adresse}/revue"));
    vue.fil.push(Lien::new(o.nom, adresse));
    html(&vue)
}

/// That of the country.
pub async fn toutes(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let titre = "Revue de toutes les habilitations";
    html(&vue(&etat, titre, &a_revoir(&etat, "").await?, CHEMIN.to_owned()))
}

/// Confirms or ends those of an organisation.
pub async fn submit(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    revoir(&etat, &id, &acteur, &corps).await?;
    Ok(vers(&format!("/organisation/{id}/revue")))
}

/// Confirms or ends those of the country.
pub async fn submit_toutes(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    revoir(&etat, "", &acteur, &corps).await?;
    Ok(vers(CHEMIN))
}

async fn revoir(
    etat: &Etat,
    organisation: &str,
    acteur: &Acteur,
    corps: &str,
) -> Result<(), Erreur> {
    let saisie = Saisie::lire(corps);
    let cochees = saisie.liste("habilitation");
    let finir = match saisie.texte("acte") {
        "confirmer" => false,
        "terminer" => true,
        _ => return Err(Erreur::parametre("acte", "confirmer ou terminer.")),
    };
    let dossiers = a_revoir(etat, organisation).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    for d in dossiers.iter().filter(|d| cochees.contains(&d.id.as_str())) {
        let Some(h) = habilitations::par_id(etat.db.read(), &d.id).await? else { continue };
        if finir {
            let motif = "Accès non confirmé à la revue trimestrielle";
            habiliter(&mut tx, &h, Acte::Desactiver, &acteur.personne, motif, maintenant).await?;
            prevenir(&mut tx, d, motif, maintenant).await?;
        } else {
            confirmer(&mut tx, &h, &acteur.personne, maintenant).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn prevenir(
    tx: &mut Transaction,
    d: &Dossier,
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let lettre = courriels::refusee("Votre accès est retiré", &format!("{} : {motif}", pour(d)));
    let cle = format!("{}:{maintenant}", d.id);
    poster(tx, "comptes.refusee", &d.courriel, lettre, &cle, maintenant).await
}

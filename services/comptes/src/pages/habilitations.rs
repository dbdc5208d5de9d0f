//! The requests that wait for someone's decision.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use base::{Lecture, Transaction};
use noyau::dates::Instant;
use web::acces::GenreDeRessort;
use web::formulaire::Saisie;
use web::page::{Compte, Lien, Page};
use web::pagination::Pagination;
use web::{Acteur, Erreur, Etat, Ressort, Role};

use super::{html, page, vers};
use crate::actes::habiliter;
use crate::actions::{DECIDER, LIRE_LES_DEMANDES};
use crate::courriels;
use crate::depot::evenements::{self, Evenement};
use crate::depot::habilitations::{self, Dossier};
use crate::depot::organisations;
use crate::poste::poster;
use crate::regles::etat::{Acte, Etat as EtatDeCompte, Objet, passer};
use crate::regles::jeton::suite;
use crate::regles::validation::est_d_un_service_public;

/// The page of the requests.
pub const CHEMIN: &str = "/habilitations/a-valider";

/// Requests on a page.
const PAR_PAGE: i64 = 20;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "demandes.html")]
pub struct Demandes {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// How many wait.
    pub total: Compte,
    /// Those of this page.
    pub demandes: Vec<Demande>,
    /// Whether whoever reads may decide.
    pub decide: bool,
    /// The other pages.
    pub pagination: Pagination,
    /// Where to come back.
    pub ici: String,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demande {
    /// Identifier.
    pub id: String,
    /// First and last name.
    pub qui: String,
    /// Role and organisation or territory.
    pub pour: String,
    /// Mailbox, phone, organisation, address, dates.
    pub faits: Vec<(&'static str, String)>,
    /// Why it was not granted at once.
    pub motif: String,
    /// Whether the company may be said not to be of one's OPCO.
    pub opco: bool,
    /// What happened, newest first.
    pub historique: Vec<String>,
}

impl Demandes {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        let demande = Demande {
            id: "1".to_owned(),
            qui: "Camille Le Goff".to_owned(),
            pour: "Employeur, Menuiserie du Canal".to_owned(),
            faits: vec![("Courriel", "camille@exemple.fr".to_owned())],
            motif: "Aucun contact publié n’a ce domaine".to_owned(),
            opco: true,
            historique: vec!["24 novembre 2026 : en attente".to_owned()],
        };
        Demandes {
            page: Page::nouvelle("Demandes à valider"),
            fil: vec![Lien::new("Mon espace", "/espace")],
            total: Compte(1),
            demandes: vec![demande],
            decide: true,
            pagination: Pagination::nouvelle(0, 2, |n| format!("{CHEMIN}?page={n}")),
            ici: CHEMIN.to_owned(),
        }
    }
}

/// What a ressort reads: its OPCO, its organisation, everything; none when it is a territory.
fn filtre(ressort: &Ressort) -> Option<(&str, &str)> {
    match ressort {
        Ressort::France => Some(("", "")),
        Ressort::Opco(nom) => Some((nom, "")),
        Ressort::Organisme(siret) => Some(("", siret)),
        _ => None,
    }
}

/// The widest of what the person may read.
fn porte(acteur: &Acteur) -> Option<Ressort> {
    let ressorts = acteur.ressorts(&LIRE_LES_DEMANDES);
    let partout = ressorts.iter().find(|r| **r == Ressort::France);
    partout.or_else(|| ressorts.first()).cloned()
}

/// How many wait for this person.
pub async fn compter(etat: &Etat, acteur: &Acteur) -> Result<i64, Erreur> {
    let porte = porte(acteur);
    let Some(filtre) = porte.as_ref().and_then(filtre) else { return Ok(0) };
    Ok(habilitations::compter_a_valider(etat.db.read(), filtre).await?)
}

/// The page.
pub async fn show(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    acteur: Acteur,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let voulue: u32 = saisie.texte("page").parse().unwrap_or(0);
    let porte = porte(&acteur);
    let filtre = porte.as_ref().and_then(filtre);
    let (total, dossiers) = match filtre {
        None => (0, Vec::new()),
        Some(filtre) => (
            habilitations::compter_a_valider(&db, filtre).await?,
            habilitations::a_valider(&db, filtre, (PAR_PAGE, i64::from(voulue) * PAR_PAGE)).await?,
        ),
    };
    let mut demandes = Vec::with_capacity(dossiers.len());
    for d in &dossiers {
        let passe = evenements::de(&db, Objet::Habilitation, &d.id).await?;
        demandes.push(demande(d, &passe));
    }
    let total = u64::try_from(total).unwrap_or(0);
    let pages = total.div_ceil(20);
    html(&Demandes {
        page: page(&etat, "Demandes à valider", CHEMIN),
        fil: vec![Lien::new("Mon espace", "/espace")],
        total: Compte(total),
        demandes,
        decide: acteur.peut_quelque_part(&DECIDER).is_ok(),
        pagination: Pagination::nouvelle(voulue.into(), pages, |n| format!("{CHEMIN}?page={n}")),
        ici: CHEMIN.to_owned(),
    })
}

/// A request as pages show it.
pub(crate) fn demande(d: &Dossier, passe: &[Evenement]) -> Demande {
    let jour = |ms: i64| Instant::from_ms(ms).date().long();
    let mut faits = vec![("Courriel", d.courriel.clone())];
    let siret = if d.siret.is_empty() { String::new() } else { d.siret.clone() };
    for (terme, valeur) in [
        ("Téléphone", d.telephone.clone()),
        ("SIRET", siret),
        ("Adresse", d.adresse.clone()),
        ("OPCO", d.opco.clone()),
        ("Demandé le", jour(d.creee_le)),
    ] {
        if !valeur.is_empty() {
            faits.push((terme, valeur));
        }
    }
    if d.organisation.is_empty() {
        let public = d.courriel.parse().is_ok_and(|c| est_d_un_service_public(&c));
        let dit = if public { "oui" } else { "non reconnue : à vérifier" };
        faits.push(("Adresse d’un service public", dit.to_owned()));
    }
    let ligne = |e: &Evenement| {
        let etat = EtatDeCompte::lire(&e.apres).map_or(e.apres.as_str(), |x| x.libelle());
        let motif = if e.motif.is_empty() { String::new() } else { format!(" — {}", e.motif) };
        format!("{} : {}{motif}", jour(e.instant), etat.to_lowercase())
    };
    Demande {
        id: d.id.clone(),
        qui: format!("{} {}", d.prenom, d.nom),
        pour: pour(d),
        faits,
        motif: d.motif.clone(),
        opco: d.role == Role::Employeur.code() && !d.opco.is_empty(),
        historique: passe.iter().map(ligne).collect(),
    }
}

/// Role, and organisation or territory.
pub(crate) fn pour(d: &Dossier) -> String {
    let role = Role::lire(&d.role).map_or(d.role.as_str(), |r| r.libelle());
    if !d.organisme.is_empty() {
        return format!("{role}, {}", d.organisme);
    }
    let ressort =
        GenreDeRessort::lire(&d.ressort_genre).and_then(|g| Ressort::lire(g, &d.ressort_code));
    format!("{role}, {}", ressort.map_or_else(|| d.ressort_code.clone(), |r| r.libelle()))
}

/// Accepts, refuses, or says that the company is not of one's OPCO.
pub async fn decider(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(&corps);
    let retour = match saisie.texte("suite") {
        "" => CHEMIN.to_owned(),
        voulue => suite(voulue).to_owned(),
    };
    let motif = saisie.texte("motif");
    let acte = match saisie.texte("acte") {
        "accepter" => Acte::Accepter,
        "refuser" => Acte::Refuser,
        "remettre" => Acte::Remettre,
        _ => return Err(Erreur::parametre("acte", "accepter, refuser ou remettre.")),
    };
    let rien = || Erreur::introuvable("Cette demande n’existe pas.");
    let dossier = habilitations::dossier(etat.db.read(), &id).await?.ok_or_else(rien)?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if acte == Acte::Remettre {
        autre_opco(&mut tx, &dossier, &acteur, motif, maintenant).await?;
    } else {
        trancher(&mut tx, &etat, &dossier, acte, &acteur, motif, maintenant).await?;
    }
    tx.commit().await?;
    Ok(vers(&retour))
}

async fn trancher(
    tx: &mut Transaction,
    etat: &Etat,
    d: &Dossier,
    acte: Acte,
    acteur: &Acteur,
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let rien = || Erreur::introuvable("Cette demande n’existe pas.");
    let h = habilitations::par_id(etat.db.read(), &d.id).await?.ok_or_else(rien)?;
    habiliter(tx, &h, acte, &acteur.personne, motif, maintenant).await?;
    let attente = EtatDeCompte::EnAttente.code();
    let active = EtatDeCompte::Active.code();
    let accepte = acte == Acte::Accepter;
    // Whoever accepts has checked the company where its source could not.
    if accepte && organisations::passer(tx, &d.organisation, attente, active).await? {
        let codes = (attente, active);
        let dit = "Vérifiée par la personne qui accepte la demande";
        let e = Evenement::nouveau(
            Objet::Organisation,
            &d.organisation,
            codes,
            &acteur.personne,
            dit,
            maintenant,
        );
        evenements::ajouter(tx, &e).await?;
    }
    let cle = format!("{}:{maintenant}", d.id);
    if accepte {
        let lettre = courriels::bienvenue(&etat.reglages.adresse, pour(d));
        return poster(tx, "comptes.bienvenue", &d.courriel, lettre, &cle, maintenant).await;
    }
    let texte = format!("{} : {motif}", pour(d));
    let lettre = courriels::refusee("Votre demande est refusée", &texte);
    poster(tx, "comptes.refusee", &d.courriel, lettre, &cle, maintenant).await
}

/// The company leaves the list of this OPCO for that of the administrators.
async fn autre_opco(
    tx: &mut Transaction,
    d: &Dossier,
    acteur: &Acteur,
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    passer(Objet::Habilitation, EtatDeCompte::Active, Acte::Remettre, motif)
        .map_err(|e| Erreur::parametre("motif", &e.to_string()))?;
    organisations::sans_opco(tx, &d.organisation).await?;
    let dit = format!("N’est pas de l’OPCO {} : {motif}", d.opco);
    let e = Evenement::nouveau(
        Objet::Habilitation,
        &d.id,
        (&d.etat, &d.etat),
        &acteur.personne,
        &dit,
        maintenant,
    );
    evenements::ajouter(tx, &e).await?;
    Ok(())
}

//! One offer, for those who manage it: where it stands, what can be done, what happened.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use noyau::dates::Instant;
use web::formulaire::{Champ, Formulaire, Saisie};
use web::page::{Lien, Page};
use web::{Acteur, Erreur, Etat};

use super::formulaire::PLAFOND_MAX;
use super::{fil_des_offres, html, page};
use crate::actes::REGLE;
use crate::delegation::{self, est_proposable};
use crate::depot::deposees::{self, Deposee};
use crate::depot::histoire::{self, Fait};
use crate::depot::{delegations, mandats, moderation};
use crate::refus;
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "offre_gestion.html")]
pub struct Fiche {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// What was just done.
    pub fait: Option<String>,
    /// Label and colour of the state.
    pub etat: (&'static str, &'static str),
    /// What the state means and what to do.
    pub suite: String,
    /// Why someone looks at it.
    pub raisons: Vec<String>,
    /// Company, place, end.
    pub faits: Vec<(&'static str, String)>,
    /// Seen, opened, applied.
    pub chiffres: Vec<(&'static str, i64)>,
    /// Mailbox that no longer receives anything.
    pub adresse_perdue: bool,
    /// Links to what can be done.
    pub liens: Vec<Lien>,
    /// Buttons to what can be done: address, label.
    pub boutons: Vec<(String, &'static str)>,
    /// The form that opens it again, when its ceiling is reached.
    pub rouvrir: Option<Formulaire>,
    /// What happened: when, what, who, why.
    pub histoire: Vec<[String; 4]>,
}

impl Fiche {
    /// An invented one, for tests.
    #[cfg(test)]
    pub fn exemple() -> Self {
        Fiche {
            page: Page::nouvelle("Boulanger, boulangère"),
            fil: fil_des_offres(),
            fait: Some("Votre offre est en ligne.".to_owned()),
            etat: ("Publiée", "success"),
            suite: "Elle est visible jusqu’au 24 janvier 2027.".to_owned(),
            raisons: vec!["Le texte renvoie à un autre site.".to_owned()],
            faits: vec![("Entreprise", "Boulangerie des Lices".to_owned())],
            chiffres: vec![("Vues", 12), ("Ouvertures", 3), ("Candidatures", 1)],
            adresse_perdue: true,
            liens: vec![Lien::new("Modifier", "/x")],
            boutons: vec![("/x".to_owned(), "Prolonger de deux mois")],
            rouvrir: Some(reouverture("/x", 80)),
            histoire: vec![["24 novembre", "Création", "Vous", ""].map(str::to_owned)],
        }
    }
}

/// Address of the page of an offer.
pub fn adresse(d: &Deposee) -> String {
    format!("{}/{}", super::liste::CHEMIN, d.offre.id)
}

/// The offer of this identifier.
///
/// # Errors
/// 404 when there is none.
pub async fn offre_de(etat: &Etat, id: &str) -> Result<Deposee, Erreur> {
    deposees::trouver(etat.db.read(), id).await?.ok_or_else(refus::introuvable)
}

/// Shows it.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let histoire = histoire::de(etat.db.read(), &id).await?;
    let raisons = match d.etat {
        EtatDOffre::AVerifier | EtatDOffre::Refusee => {
            moderation::controles(etat.db.read(), &id).await?
        }
        _ => Vec::new(),
    };
    let ici = adresse(&d);
    let relever = (d.etat == EtatDOffre::Plafonnee)
        .then(|| reouverture(&format!("{ici}/rouvrir"), d.recues()));
    html(&Fiche {
        page: page(&etat, d.offre.titre.clone(), &ici),
        fil: fil_des_offres(),
        fait: dit(saisie.texte("fait")),
        etat: (d.etat.libelle(), d.etat.badge()),
        suite: suite(&d),
        raisons: raisons.into_iter().map(|(_, phrase)| phrase).collect(),
        faits: [pour_qui(&etat, &d).await?, faits(&d)].concat(),
        chiffres: vec![
            ("Vues dans la recherche", d.vues),
            ("Ouvertures", d.ouvertures),
            ("Candidatures", d.recues()),
            ("CFA contactés", delegations::compter(etat.db.read(), &id).await?),
        ],
        adresse_perdue: d.perdu_le.is_some(),
        liens: liens(&d),
        boutons: boutons(&d),
        rouvrir: relever,
        histoire: histoire.iter().map(|f| ligne(f, &acteur)).collect(),
    })
}

/// What was just done, in words; nothing for a word that no form sends.
pub fn dit(code: &str) -> Option<String> {
    let phrase = match code {
        "publiee" => "Votre offre est en ligne. Vous pouvez aussi la proposer à des CFA proches.",
        "a_verifier" => {
            "Votre offre est enregistrée. Une personne la relit avant la mise en ligne."
        }
        "en_attente" => {
            "Votre offre est enregistrée. Elle sera publiée dès que votre compte sera validé."
        }
        "brouillon" => "Votre brouillon est gardé.",
        "enregistree" => "Vos changements sont enregistrés.",
        "prolongee" => "Votre offre est prolongée de deux mois.",
        "rouverte" => "Votre offre reçoit de nouveau des candidatures.",
        "pourvue" | "annulee" => "Votre offre est close. Les candidats sans réponse sont prévenus.",
        "dupliquee" => "Voici la copie : relisez-la avant de la publier.",
        "supprimee" => "Le brouillon est supprimé.",
        _ => return None,
    };
    Some(phrase.to_owned())
}

fn suite(d: &Deposee) -> String {
    let fin = d.offre.expiration.map(|f| f.date().long()).unwrap_or_default();
    match d.etat {
        EtatDOffre::Brouillon => "Elle n’est visible que de vous et de vos collègues.".to_owned(),
        EtatDOffre::EnAttente => {
            format!("Elle sera publiée dès que votre compte sera validé. {}", d.motif)
        }
        EtatDOffre::AVerifier => {
            "Une personne la relit avant la mise en ligne, en deux jours ouvrés au plus.".to_owned()
        }
        EtatDOffre::Publiee => format!(
            "Elle est visible jusqu’au {fin}. Vous serez prévenu 7 jours puis 1 jour avant."
        ),
        EtatDOffre::Refusee => format!(
            "Elle n’a pas été mise en ligne : {}. Corrigez-la, puis soumettez-la de nouveau.",
            d.motif.trim_end_matches('.')
        ),
        EtatDOffre::Pourvue | EtatDOffre::Annulee => {
            format!("Motif : {}.", d.motif.trim_end_matches('.'))
        }
        EtatDOffre::Expiree => {
            "Sa date de fin est passée. Vous pouvez la prolonger, ou dire qu’elle est pourvue."
                .to_owned()
        }
        EtatDOffre::Plafonnee => format!(
            "Elle a reçu {} candidatures et n’en reçoit plus. Répondez-y, relevez le plafond, ou dites qu’elle est pourvue.",
            d.recues()
        ),
    }
}

/// The company for which a training centre publishes: the offer does not name it, those who manage it and
/// look at it know it.
///
/// # Errors
/// When the database refuses.
pub(super) async fn pour_qui(
    etat: &Etat,
    d: &Deposee,
) -> Result<Vec<(&'static str, String)>, Erreur> {
    let Some(m) = mandats::trouver(etat.db.read(), &d.mandat).await? else { return Ok(Vec::new()) };
    Ok(vec![("Pour l’entreprise", format!("{} (SIRET {})", m.nom, m.siret))])
}

fn faits(d: &Deposee) -> Vec<(&'static str, String)> {
    let o = &d.offre;
    let contrats: Vec<&str> = o.contrats.iter().map(|c| c.code()).collect();
    vec![
        ("Entreprise", o.employeur.nom.clone()),
        ("Métier", d.appellation.clone()),
        ("Lieu de travail", o.lieu.adresse.clone()),
        ("Contrat", contrats.join(" ou ")),
        ("Postes", o.postes.to_string()),
        ("Candidatures envoyées à", d.courriel.clone()),
    ]
}

fn liens(d: &Deposee) -> Vec<Lien> {
    let ici = adresse(d);
    let mut liens = Vec::new();
    if d.etat.est_modifiable() {
        liens.push(Lien::new("Modifier", format!("{ici}/modifier")));
    }
    if d.etat == EtatDOffre::Publiee {
        liens.push(Lien::new("Voir l’offre en ligne", format!("/offre/{}", d.offre.id)));
        if est_proposable(d) {
            liens.push(Lien::new("Proposer à des CFA proches", format!("{ici}/centres")));
        }
        liens.push(Lien::new("Imprimer l’affiche", format!("{ici}/affiche")));
    }
    if d.etat.actes_du_proprietaire().contains(&Acte::Annuler) {
        liens.push(Lien::new("Clore l’offre", format!("{ici}/clore")));
    }
    liens
}

fn boutons(d: &Deposee) -> Vec<(String, &'static str)> {
    let ici = adresse(d);
    let mut boutons = Vec::new();
    if d.etat.actes_du_proprietaire().contains(&Acte::Prolonger) {
        boutons.push((format!("{ici}/prolonger"), "Prolonger de deux mois"));
    }
    boutons.push((format!("{ici}/dupliquer"), "Dupliquer"));
    if d.etat == EtatDOffre::Brouillon {
        boutons.push((format!("{ici}/supprimer"), "Supprimer le brouillon"));
    }
    boutons
}

pub(super) fn reouverture(action: &str, recues: i64) -> Formulaire {
    let champ = Champ::ligne("plafond", "Nouveau plafond de candidatures")
        .clavier_de("numeric")
        .aide(format!("Plus de {recues}, {PLAFOND_MAX} au plus."))
        .valeur((recues + 20).min(PLAFOND_MAX).to_string());
    Formulaire { principal: false, ..Formulaire::new(action, "Rouvrir l’offre", vec![champ]) }
}

/// One thing that happened: a person is only named to themselves.
fn ligne(f: &Fait, acteur: &Acteur) -> [String; 4] {
    let quoi = match f.acte.as_str() {
        delegation::PROPOSER => "Proposition à des CFA",
        delegation::REPONSE => "Réponse d’un CFA",
        code => Acte::lire(code).map_or(code, |a| a.libelle()),
    };
    let qui = match f.par.as_str() {
        REGLE => "Automatique",
        delegation::PAR_UN_CFA => "Un CFA",
        par if par == acteur.personne => "Vous",
        _ => "Une autre personne habilitée",
    };
    [Instant::from_ms(f.instant).long(), quoi.to_owned(), qui.to_owned(), f.motif.clone()]
}

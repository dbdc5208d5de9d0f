//! The mails of the service: to the centre, to the person.

mod centre;
mod ouverture;
mod personne;

use base::Transaction;
use courrier::{Contenu, Depot, Modele, Sort, deposer};
use web::Erreur;

pub use centre::{demande, suspension};
pub use ouverture::{invitation, ouverte, ouverture_prevue, rappel, relance};
pub use personne::{confirmation, non_distribuee, reponse};

use crate::depot::demandes::Demande;
use crate::regles::suivi::Etat;

/// Codes of the mails.
pub mod codes {
    /// A request, to the centre.
    pub const DEMANDE: &str = "rendezvous.demande";
    /// What the person asked, to the person.
    pub const CONFIRMATION: &str = "rendezvous.confirmation";
    /// The answer, to the person.
    pub const REPONSE: &str = "rendezvous.reponse";
    /// The centre's mailbox is dead, to the person.
    pub const NON_DISTRIBUEE: &str = "rendezvous.non_distribuee";
    /// Requests will be taken in fifteen days, to the manager.
    pub const OUVERTURE_PREVUE: &str = "rendezvous.ouverture_prevue";
    /// Requests are taken, to the manager and to those who receive them.
    pub const OUVERTE: &str = "rendezvous.ouverte";
    /// Parcoursup or Affelnet, to the manager.
    pub const INVITATION: &str = "rendezvous.invitation";
    /// The same, once more.
    pub const RELANCE: &str = "rendezvous.relance";
    /// Each year, to those who receive requests.
    pub const RAPPEL: &str = "rendezvous.rappel";
    /// Too many requests without an answer, to the centre.
    pub const SUSPENSION: &str = "rendezvous.suspension";
}

/// The mails that the service may send.
pub fn modeles() -> [Modele; 10] {
    let m = |code, titre, quand, exemple| Modele { code, titre, quand, exemple };
    [
        m(
            codes::DEMANDE,
            "Une demande de rendez-vous",
            "Au centre de formation, quand une personne lui demande un rendez-vous.",
            || demande("https://exemple.fr", &exemple(), "secret"),
        ),
        m(
            codes::CONFIRMATION,
            "Votre demande de rendez-vous est enregistrée",
            "À la personne qui demande un rendez-vous.",
            || confirmation("https://exemple.fr", &exemple()),
        ),
        m(
            codes::REPONSE,
            "Le centre vous répond",
            "À la personne qui a demandé un rendez-vous, quand le centre lui répond.",
            || reponse("https://exemple.fr", &repondue(), 1_795_600_000_000),
        ),
        m(
            codes::NON_DISTRIBUEE,
            "Votre demande n’est pas arrivée",
            "À la personne, une fois, quand l’adresse du centre ne reçoit plus de courriels.",
            || non_distribuee("https://exemple.fr", &exemple()),
        ),
        m(
            codes::OUVERTURE_PREVUE,
            "Les jeunes pourront vous demander un rendez-vous",
            "À l’organisme gestionnaire, 15 jours avant que ses formations reçoivent des demandes.",
            || {
                ouverture_prevue(
                    "CFA des Marronniers",
                    12,
                    "1er décembre 2026",
                    "https://exemple.fr/x",
                )
            },
        ),
        m(
            codes::OUVERTE,
            "Vos formations reçoivent des demandes de rendez-vous",
            "À l’organisme gestionnaire et aux adresses qui reçoivent les demandes, à l’ouverture.",
            || ouverte("Parcoursup", "CFA des Marronniers", Some("https://exemple.fr/x")),
        ),
        m(
            codes::INVITATION,
            "Recevez les demandes venues d’une plateforme",
            "À l’organisme gestionnaire, une fois par saison de Parcoursup ou d’Affelnet.",
            || invitation("Parcoursup", "CFA des Marronniers", 12, "https://exemple.fr/x"),
        ),
        m(
            codes::RELANCE,
            "Rappel : recevez les demandes venues d’une plateforme",
            "À l’organisme gestionnaire, dix jours après l’invitation restée sans réponse, une fois.",
            || relance("Affelnet", "CFA des Marronniers", 3, "https://exemple.fr/x"),
        ),
        m(
            codes::RAPPEL,
            "Vos formations reçoivent toujours des demandes",
            "Chaque année, une fois par adresse, à qui reçoit les demandes d’une plateforme.",
            || rappel("https://exemple.fr", "Parcoursup"),
        ),
        m(
            codes::SUSPENSION,
            "Les demandes de rendez-vous sont suspendues",
            "Au centre de formation qui n’a pas répondu à ses cinq dernières demandes.",
            || suspension("https://exemple.fr", "CFA des Marronniers"),
        ),
    ]
}

/// Queues a mail; the same key of the same model never leaves twice. Returns its identifier, none
/// when it was queued before or when the address takes no mail.
///
/// # Errors
/// When the database refuses.
pub async fn poster(
    tx: &mut Transaction,
    modele: &'static str,
    a: &str,
    contenu: Contenu,
    cle: &str,
    maintenant: i64,
) -> Result<Option<String>, Erreur> {
    let cle = Some(cle.to_owned());
    let depot = Depot { modele, a, contenu, cle, liste: None, a_partir_de: maintenant };
    Ok(match deposer(tx, &depot, maintenant).await? {
        Sort::Depose(id) => Some(id),
        Sort::DejaDepose | Sort::Refuse(_) => None,
    })
}

/// An invented request.
fn exemple() -> Demande {
    Demande {
        id: "01JEXEMPLE".to_owned(),
        formation: "exemple".to_owned(),
        intitule: "CAP Boulanger".to_owned(),
        formateur_nom: "CFA des Marronniers".to_owned(),
        lieu: "12 rue des Écoles, 35000 Rennes".to_owned(),
        portail: "lba".to_owned(),
        profil: "jeune".to_owned(),
        prenom: "Inès".to_owned(),
        nom: "Le Goff".to_owned(),
        courriel: "ines@exemple.fr".to_owned(),
        telephone: "02 99 00 00 00".to_owned(),
        motifs: "place,autre".to_owned(),
        message: "Peut-on commencer en janvier ?".to_owned(),
        etat: Etat::Transmise.code().to_owned(),
        due_le: 1_795_900_000_000,
        ..Demande::default()
    }
}

/// The same, answered with a date.
fn repondue() -> Demande {
    Demande {
        etat: Etat::Repondue.code().to_owned(),
        reponse: "Bonjour Inès, venez nous rencontrer.".to_owned(),
        convenu_le: Some(1_796_000_000_000),
        convenu_ou: "12 rue des Écoles, 35000 Rennes".to_owned(),
        ..exemple()
    }
}

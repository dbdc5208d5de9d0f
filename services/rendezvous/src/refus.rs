//! Why a request, an answer or a setting is refused, with stable codes.

use axum::http::StatusCode;
use noyau::dates::Instant;
use web::Erreur;

/// A refusal of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// No published training has this identifier.
    FormationInconnue,
    /// The training takes no request from there.
    Fermee,
    /// The same person asked about the same training less than four days ago; from when they may.
    TropTot(i64),
    /// This mailbox made too many requests today.
    TropDeDemandes,
    /// The centre already answered.
    DejaRepondue,
    /// The link was not written by us, or is too old.
    LienPerime,
    /// It is already so.
    DejaFait,
}

impl Refus {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Refus::FormationInconnue => "rendezvous.formation_inconnue",
            Refus::Fermee => "rendezvous.fermee",
            Refus::TropTot(_) => "rendezvous.trop_tot",
            Refus::TropDeDemandes => "rendezvous.trop_de_demandes",
            Refus::DejaRepondue => "rendezvous.deja_repondue",
            Refus::LienPerime => "rendezvous.lien_perime",
            Refus::DejaFait => "rendezvous.deja_fait",
        }
    }

    /// What the person reads.
    pub fn phrase(self) -> String {
        match self {
            Refus::FormationInconnue => {
                "Cette formation n’existe pas, ou n’est plus publiée.".to_owned()
            }
            Refus::Fermee => "Cette formation ne reçoit pas de demande de rendez-vous.".to_owned(),
            Refus::TropTot(possible) => format!(
                "Vous avez déjà demandé un rendez-vous pour cette formation. Sans réponse, vous pourrez recommencer à partir du {}.",
                Instant::from_ms(possible).date().long()
            ),
            Refus::TropDeDemandes => {
                "Cette adresse a fait beaucoup de demandes aujourd’hui : réessayez demain."
                    .to_owned()
            }
            Refus::DejaRepondue => "Cette demande a déjà reçu une réponse.".to_owned(),
            Refus::LienPerime => {
                "Ce lien ne fonctionne plus : il a servi, ou il est trop ancien.".to_owned()
            }
            Refus::DejaFait => "C’est déjà fait.".to_owned(),
        }
    }

    fn statut(self) -> StatusCode {
        match self {
            Refus::FormationInconnue => StatusCode::NOT_FOUND,
            Refus::LienPerime => StatusCode::GONE,
            Refus::Fermee | Refus::DejaRepondue | Refus::DejaFait => StatusCode::CONFLICT,
            Refus::TropTot(_) | Refus::TropDeDemandes => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The error that the platform renders.
    pub fn erreur(self) -> Erreur {
        Erreur::nouvelle(self.statut(), self.code(), self.phrase())
    }
}

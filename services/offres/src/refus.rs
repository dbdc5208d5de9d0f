//! The refusals of the service, with their stable codes.

use axum::http::StatusCode;
use web::Erreur;

use crate::actes::ErreurActe;
use crate::regles::vie::RefusDeVie;

/// An act that was not done, as it is answered.
pub fn de(erreur: ErreurActe) -> Erreur {
    match erreur {
        ErreurActe::Base(e) => e.into(),
        ErreurActe::Refus(refus) => {
            let code = match refus {
                RefusDeVie::Transition => "offres.transition",
                RefusDeVie::Motif => "offres.motif",
            };
            Erreur::nouvelle(StatusCode::CONFLICT, code, refus.to_string())
        }
    }
}

/// The training centre no longer manages the offers of this company.
pub fn mandat_fini() -> Erreur {
    let message = "Le mandat de cette entreprise est terminé : ses offres ne peuvent plus changer.";
    Erreur::nouvelle(StatusCode::CONFLICT, "offres.mandat", message)
}

/// Nothing is at this address.
pub fn introuvable() -> Erreur {
    Erreur::introuvable("Cette offre n’existe pas.")
}

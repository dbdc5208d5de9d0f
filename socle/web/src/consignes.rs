//! What the administrators decide for the whole site while it runs: a banner, maintenance,
//! services switched off. Kept in memory on each node; the service that stores them refreshes it.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::Method;

use crate::erreur::Erreur;

/// The decisions in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decidees {
    /// Shown at the top of every page.
    pub annonce: Option<String>,
    /// Reading goes on, nothing can be changed but by administrators.
    pub maintenance: bool,
    /// Names of the services that do not answer.
    pub suspendus: BTreeSet<String>,
}

/// The piece that holds them; the platform always lays one.
#[derive(Clone, Debug, Default)]
pub struct Consignes(Arc<RwLock<Arc<Decidees>>>);

/// Services that cannot be switched off: without them nobody could switch them on again.
pub const INDISPENSABLES: [&str; 3] = ["web", "comptes", "administration"];

impl Consignes {
    /// Replaces them.
    pub fn poser(&self, decidees: Decidees) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(decidees);
    }

    /// Those in force.
    pub fn en_vigueur(&self) -> Arc<Decidees> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Decidees {
    /// Whether this request may go on.
    ///
    /// # Errors
    /// 503: the service is suspended, or the site in maintenance.
    pub fn laisser_passer(
        &self,
        service: &str,
        methode: &Method,
        administre: bool,
    ) -> Result<(), Erreur> {
        if self.suspendus.contains(service) && !INDISPENSABLES.contains(&service) {
            return Err(Erreur::indisponible("Ce service est suspendu pour le moment."));
        }
        let lit = matches!(*methode, Method::GET | Method::HEAD | Method::OPTIONS);
        if self.maintenance && !lit && !administre && service != "comptes" {
            let message = "Le site est en maintenance : vous pouvez le consulter, rien ne peut y être enregistré pour le moment.";
            return Err(Erreur::indisponible(message));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_suspended_and_what_maintenance_lets_through() {
        let decidees = Decidees {
            annonce: None,
            maintenance: true,
            suspendus: ["offres".to_owned(), "web".to_owned()].into(),
        };
        let cas = [
            ("offres", Method::GET, true, false),
            ("web", Method::GET, false, true),
            ("annuaire", Method::GET, false, true),
            ("annuaire", Method::POST, false, false),
            ("annuaire", Method::POST, true, true),
            ("comptes", Method::POST, false, true),
        ];
        for (service, methode, administre, passe) in cas {
            let trouve = decidees.laisser_passer(service, &methode, administre).is_ok();
            assert_eq!(trouve, passe, "{service} {methode} {administre}");
        }
    }
}

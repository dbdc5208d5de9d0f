//! The identity providers that the operator configured.

use liens::identite::{Fournisseur as Lien, Reglages};
use web::{Erreur, Etat};

use crate::regles::fournisseur::Fournisseur;

/// Those that are configured.
#[derive(Default)]
pub struct Fournisseurs(Vec<(Fournisseur, Lien)>);

impl Fournisseurs {
    /// Out of the configuration; nothing is asked of them yet.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn configures(etat: &Etat) -> anyhow::Result<Self> {
        let mut prets = Vec::new();
        for reglage in &etat.reglages.fournisseurs {
            let Some(f) = Fournisseur::lire(reglage.code) else { continue };
            let lien = Lien::nouveau(Reglages {
                nom: f.nom(),
                emetteur: reglage.emetteur.clone(),
                client: reglage.client.clone(),
                secret: reglage.secret.clone(),
                retour: format!("{}/connexion/{}/retour", etat.reglages.adresse, f.code()),
                portees: f.portees(),
                parametres: f.parametres(),
            })?;
            prets.push((f, lien));
        }
        Ok(Fournisseurs(prets))
    }

    /// The one of this code.
    pub fn trouver(&self, code: &str) -> Option<(Fournisseur, &Lien)> {
        self.0.iter().find(|(f, _)| f.code() == code).map(|(f, lien)| (*f, lien))
    }

    /// Those a person may choose.
    pub fn offerts(&self) -> impl Iterator<Item = Fournisseur> + '_ {
        self.0.iter().map(|(f, _)| *f)
    }
}

/// Those of this program.
///
/// # Errors
/// 503 when the service is not ready.
pub fn de(etat: &Etat) -> Result<std::sync::Arc<Fournisseurs>, Erreur> {
    let piece = etat.piece::<Fournisseurs>();
    piece.ok_or_else(|| Erreur::indisponible("La connexion n’est pas prête."))
}

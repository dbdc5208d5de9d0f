//! A company from its SIRET, judged as a sign-up judges it: what the services in which organisations act for
//! others ask of the accounts.

use liens::entreprises::Entreprise;
use noyau::identifiants::Siret;
use web::{Erreur, Etat};

use crate::entreprises::{self, Savoir};
use crate::regles::inscription::{Refus, employeur};

/// A company that may publish offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Etablissement {
    /// What its source says.
    pub entreprise: Entreprise,
    /// Its OPCO; empty when nobody says it.
    pub opco: String,
}

/// Why a company may not, in words: what is wrong, what to do.
pub type Motif = (&'static str, &'static str);

/// What is said when the source does not answer.
const PANNE: Motif = (
    "Nous ne pouvons pas vérifier ce SIRET en ce moment",
    "La source des entreprises ne répond pas : réessayez plus tard.",
);

/// The company of this SIRET, or why it may not publish offers.
///
/// # Errors
/// When the database refuses.
pub async fn etablissement(
    etat: &Etat,
    siret: &Siret,
) -> Result<Result<Etablissement, Motif>, Erreur> {
    let reponse = match entreprises::chercher(etat, siret).await? {
        Savoir::Su(reponse) => reponse,
        Savoir::Panne => return Ok(Err(PANNE)),
    };
    let entreprise = match employeur(reponse) {
        Ok(entreprise) => entreprise,
        Err(refus) => return Ok(Err(dire(refus))),
    };
    let opco = entreprises::opco(etat, siret, &entreprise.idcc).await?;
    let opco = opco.map(|(nom, _)| nom.to_owned()).unwrap_or_default();
    Ok(Ok(Etablissement { entreprise, opco }))
}

fn dire(refus: Refus) -> Motif {
    (refus.titre(), refus.conseil())
}

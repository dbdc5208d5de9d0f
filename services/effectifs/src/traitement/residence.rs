//! Where a person lives.

use noyau::identifiants::{CodeCommune, CodePostal};
use referentiels::porte::Communes;

use crate::regles::fusion::Contenu;

/// INSEE code of the commune: the one that was sent, else the most inhabited of those of the postal code; empty when
/// neither is known.
pub fn commune(communes: &Communes, contenu: &Contenu) -> String {
    let dit = |champ: &str| contenu.details.get(champ).and_then(|v| v.as_str());
    let envoyee: Option<CodeCommune> =
        dit("code_commune_insee_apprenant").and_then(|t| t.parse().ok());
    let postal: Option<CodePostal> = dit("code_postal_apprenant").and_then(|t| t.parse().ok());
    let connue = envoyee.as_ref().and_then(|code| communes.par_code(code));
    let trouvee =
        connue.or_else(|| postal.as_ref().and_then(|code| communes.par_code_postal(code).next()));
    trouvee.map(|c| c.code.to_string()).unwrap_or_default()
}

//! Which sources of companies the operator configured.

use std::sync::Arc;

use super::{
    Acces, ApiEntreprise, Entreprises, EntreprisesFeintes, LesEntreprises, RechercheEntreprises,
    Suite,
};

/// `COMPAGNON_LIENS__ENTREPRISES…`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reglages {
    /// Address of API Recherche d'entreprises.
    pub recherche: Option<String>,
    /// Access to API Entreprise, asked first.
    pub api: Option<Acces>,
}

const RECHERCHE: &str = "COMPAGNON_LIENS__ENTREPRISES";
const ADRESSE: &str = "COMPAGNON_LIENS__ENTREPRISES_API";
const JETON: &str = "COMPAGNON_LIENS__ENTREPRISES_API_JETON";
const DESTINATAIRE: &str = "COMPAGNON_LIENS__ENTREPRISES_API_DESTINATAIRE";

impl Reglages {
    /// Reads the variables; adds what is wrong to `fautes`, in French.
    pub fn lire(texte: &impl Fn(&str) -> Option<String>, fautes: &mut Vec<String>) -> Self {
        let recherche = texte(RECHERCHE);
        let acces = (texte(ADRESSE), texte(JETON), texte(DESTINATAIRE));
        for (nom, valeur) in [(RECHERCHE, &recherche), (ADRESSE, &acces.0)] {
            if let Some(url) = valeur.as_deref().filter(|u| !u.starts_with("http")) {
                fautes.push(format!("{nom} doit être une adresse http(s) ; reçu « {url} »"));
            }
        }
        let api = match acces {
            (None, None, None) => None,
            (Some(adresse), Some(jeton), Some(destinataire)) => {
                Some(Acces { adresse, jeton, destinataire })
            }
            _ => {
                fautes.push(format!(
                    "{ADRESSE}, {JETON} et {DESTINATAIRE} vont ensemble : donnez les trois"
                ));
                None
            }
        };
        Reglages { recherche, api }
    }

    /// What `compagnon config` prints.
    pub fn masques(&self) -> [(&'static str, String); 4] {
        let api = self.api.as_ref();
        [
            (RECHERCHE, self.recherche.clone().unwrap_or_default()),
            (ADRESSE, api.map(|a| a.adresse.clone()).unwrap_or_default()),
            (JETON, api.map(|_| "***".to_owned()).unwrap_or_default()),
            (DESTINATAIRE, api.map(|a| a.destinataire.clone()).unwrap_or_default()),
        ]
    }

    /// The source in service: invented companies in a demonstration, the configured ones
    /// otherwise. Without any, every question is answered by "not available".
    ///
    /// # Errors
    /// When an HTTP client cannot be made.
    pub fn source(&self, demo: bool) -> anyhow::Result<LesEntreprises> {
        if demo && *self == Reglages::default() {
            return Ok(Arc::new(EntreprisesFeintes::exemples()));
        }
        let mut sources: Vec<Arc<dyn Entreprises>> = Vec::new();
        if let Some(acces) = &self.api {
            sources.push(Arc::new(ApiEntreprise::nouveau(acces.clone())?));
        }
        if let Some(adresse) = &self.recherche {
            sources.push(Arc::new(RechercheEntreprises::nouveau(adresse)?));
        }
        Ok(Arc::new(Suite::de(sources)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lire(paires: &[(&str, &str)]) -> (Reglages, usize) {
        let mut fautes = Vec::new();
        let texte =
            |nom: &str| paires.iter().find(|(n, _)| *n == nom).map(|(_, v)| (*v).to_owned());
        (Reglages::lire(&texte, &mut fautes), fautes.len())
    }

    #[test]
    fn what_is_wrong_is_said_and_the_token_is_not() {
        assert_eq!(lire(&[]), (Reglages::default(), 0));
        assert_eq!(lire(&[(RECHERCHE, "recherche.fr")]).1, 1);
        assert_eq!(lire(&[(ADRESSE, "https://a.fr")]).1, 1);
        let (complet, fautes) =
            lire(&[(ADRESSE, "https://a.fr"), (JETON, "s3cret"), (DESTINATAIRE, "1")]);
        let dit = format!("{complet:?} {:?}", complet.masques());
        assert!(fautes == 0 && !dit.contains("s3cret"), "{dit}");
    }
}

//! Who holds an API key: what the guard of a route asks the service that keeps them.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::{HeaderMap, header};

use crate::erreur::Erreur;
use crate::route::Portee;

/// The holder of a valid key. A handler of a route with [`crate::Droit::Cle`] reads it from the
/// extensions of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partenaire {
    /// Public identifier of the key.
    pub cle: String,
    /// Name given to the key.
    pub nom: String,
    /// What the key allows.
    pub portees: Vec<Portee>,
    /// SIRET of the organisation the key speaks for, when it is that of one.
    pub organisme: Option<String>,
}

/// Keeps the keys. A service puts its own in the pieces, as `Arc<dyn Guichet>`.
#[async_trait]
pub trait Guichet: Send + Sync {
    /// The holder of this key.
    ///
    /// # Errors
    /// 401 when the key is unknown, revoked or expired, each with its own words.
    async fn identifier(&self, cle: &str) -> Result<Partenaire, Erreur>;
}

/// The piece that the guard looks for.
pub type LeGuichet = Arc<dyn Guichet>;

/// The key of a request, from `Authorization: Bearer …`.
pub fn cle_presentee(entetes: &HeaderMap) -> Result<&str, Erreur> {
    let entete = entetes.get(header::AUTHORIZATION).ok_or_else(|| {
        let message =
            "Il manque une clé d’API : ajoutez l’en-tête « Authorization: Bearer votre-clé ».";
        Erreur::non_identifie("cle.absente", message)
    })?;
    let texte = entete.to_str().unwrap_or_default();
    let (genre, cle) = texte.split_once(' ').unwrap_or_default();
    if genre.eq_ignore_ascii_case("bearer") && !cle.trim().is_empty() {
        return Ok(cle.trim());
    }
    let message = "L’en-tête Authorization doit être de la forme « Bearer votre-clé ».";
    Err(Erreur::non_identifie("cle.forme", message))
}

/// Refuses a key that does not hold the scope.
pub fn exiger(partenaire: &Partenaire, portee: Portee) -> Result<(), Erreur> {
    if partenaire.portees.contains(&portee) {
        return Ok(());
    }
    let message =
        format!("Cette clé ne permet pas cet appel : il y faut la portée « {} ».", portee.code());
    Err(Erreur::interdit("cle.portee", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_in_a_bearer_header() {
        let cas = [
            (None, Err("cle.absente")),
            (Some("Bearer abc"), Ok("abc")),
            (Some("bearer  abc "), Ok("abc")),
            (Some("Bearer"), Err("cle.forme")),
            (Some("Bearer  "), Err("cle.forme")),
            (Some("Basic abc"), Err("cle.forme")),
            (Some("abc"), Err("cle.forme")),
        ];
        for (entete, attendu) in cas {
            let mut entetes = HeaderMap::new();
            if let Some(valeur) = entete {
                entetes.insert(header::AUTHORIZATION, valeur.parse().unwrap());
            }
            let lu = cle_presentee(&entetes).map_err(|e| e.code.into_owned());
            assert_eq!(lu, attendu.map_err(str::to_owned), "{entete:?}");
        }
    }

    #[test]
    fn a_key_without_the_scope_is_refused() {
        let partenaire = |portees: &[Portee]| Partenaire {
            cle: "c".to_owned(),
            nom: "n".to_owned(),
            portees: portees.to_vec(),
            organisme: None,
        };
        assert!(exiger(&partenaire(&[Portee::Lecture]), Portee::Lecture).is_ok());
        assert!(exiger(&partenaire(&[Portee::Lecture]), Portee::Offres).is_err());
        assert!(exiger(&partenaire(&[]), Portee::Lecture).is_err(), "an empty set allows nothing");
    }
}

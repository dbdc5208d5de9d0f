//! `GET /api/v1/search/suggest`: trades, diplomas and titles while typing.

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use url::form_urlencoded;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use crate::piece::Recherche;

/// Suggestions when the client asks for no number.
const LIMITE: usize = 8;

/// Most suggestions in an answer.
const LIMITE_MAX: usize = 20;

/// Shortest text worth suggesting for.
const TEXTE_MIN: usize = 3;

/// Longest text read.
const TEXTE_MAX: usize = 200;

/// A suggestion.
#[derive(Serialize, ToSchema)]
pub struct SuggestionApi {
    /// Text to put in the field.
    label: String,
    /// `metier`, `diplome` or `titre`.
    category: String,
}

/// The answer.
#[derive(Serialize, ToSchema)]
pub struct SuggestReponse {
    /// Most likely first.
    suggestions: Vec<SuggestionApi>,
}

/// Compléter un métier ou un diplôme
///
/// Propositions dont chaque mot commence par un mot tapé, sans tenir compte des accents.
#[utoipa::path(
    get,
    path = "/api/v1/search/suggest",
    params(
        ("q" = String, Query, description = "3 à 200 caractères"),
        ("limit" = Option<usize>, Query, description = "1 à 20 ; 8 par défaut"),
    ),
    responses(
        (status = 200, description = "Les propositions", body = SuggestReponse),
        (status = 400, description = "Texte trop court ou trop long, ou nombre impossible"),
        (status = 429, description = "Plus de 60 demandes par seconde"),
        (status = 503, description = "L'index n'est pas prêt"),
    )
)]
pub async fn suggest(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<SuggestReponse>, Erreur> {
    let (texte, limite) = lire(&adresse.unwrap_or_default(), TEXTE_MIN)?;
    let recherche = Recherche::de(&etat)?;
    let tables = recherche.tables();
    let trouvees = tables.suggestions.chercher(&texte, limite).into_iter();
    let suggestions = trouvees
        .map(|s| SuggestionApi { label: s.libelle.to_owned(), category: s.categorie.to_owned() });
    Ok(Json(SuggestReponse { suggestions: suggestions.collect() }))
}

/// Reads `q` and `limit`; any other parameter is refused.
pub(super) fn lire(adresse: &str, texte_min: usize) -> Result<(String, usize), Erreur> {
    let (mut texte, mut limite) = (String::new(), LIMITE);
    for (nom, valeur) in form_urlencoded::parse(adresse.as_bytes()) {
        match &*nom {
            "q" => texte = valeur.trim().to_owned(),
            // A form sends the fields that were left empty.
            "limit" if valeur.is_empty() => {}
            "limit" => {
                let lue = valeur.parse().ok().filter(|n| (1..=LIMITE_MAX).contains(n));
                limite = lue
                    .ok_or_else(|| Erreur::parametre("limit", "un entier de 1 à 20 est attendu"))?;
            }
            autre => return Err(Erreur::parametre(autre, "ce paramètre n’existe pas")),
        }
    }
    let longueur = texte.chars().count();
    if !(texte_min..=TEXTE_MAX).contains(&longueur) {
        let message = format!("de {texte_min} à {TEXTE_MAX} caractères sont attendus");
        return Err(Erreur::parametre("q", &message));
    }
    Ok((texte, limite))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_of_a_suggestion() {
        let cas = [
            ("q=bou", true),
            ("q=++bou++&limit=20", true),
            ("q=bo", false),
            ("q=+b+", false),
            ("", false),
            ("q=boulanger&limit=", true),
            ("q=boulanger&limit=0", false),
            ("q=boulanger&limit=21", false),
            ("q=boulanger&autre=1", false),
        ];
        for (adresse, accepte) in cas {
            assert_eq!(lire(adresse, TEXTE_MIN).is_ok(), accepte, "{adresse}");
        }
        assert!(lire(&format!("q={}", "é".repeat(200)), TEXTE_MIN).is_ok());
        assert!(lire(&format!("q={}", "é".repeat(201)), TEXTE_MIN).is_err());
    }
}

//! `GET /api/certification/v1`: the certifications of the State's public API.

use std::convert::Infallible;
use std::str::FromStr;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream;
use noyau::identifiants::{Cfd, Rncp};
use web::{Erreur, Etat};

use crate::porte::{Certification, CertificationApi, CertificationsApi, Registre};

/// Certifications written in one piece of the answer.
const LOT: usize = 200;

/// What is asked of one identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filtre<T> {
    /// The parameter is absent: anything.
    Tout,
    /// Empty or `null`: no identifier of this kind.
    Aucun,
    /// This one.
    Egal(T),
}

impl<T: FromStr + PartialEq> Filtre<T> {
    fn lire(adresse: &str, nom: &str) -> Result<Self, Erreur> {
        let mut champs = url::form_urlencoded::parse(adresse.as_bytes());
        let Some((_, valeur)) = champs.find(|(n, _)| n == nom) else { return Ok(Filtre::Tout) };
        if valeur.is_empty() || valeur == "null" {
            return Ok(Filtre::Aucun);
        }
        let faux = |_| Erreur::parametre(nom, "ce code n’a pas la forme attendue");
        Ok(Filtre::Egal(valeur.parse().map_err(faux)?))
    }

    fn admet(&self, valeur: Option<T>) -> bool {
        match self {
            Filtre::Tout => true,
            Filtre::Aucun => valeur.is_none(),
            Filtre::Egal(attendu) => valeur.is_some_and(|v| v == *attendu),
        }
    }
}

/// Lister les certifications
///
/// Une certification est un diplôme (CFD) et la fiche du RNCP qui lui correspond, ou l'un des deux
/// seul pour les périodes où l'autre ne l'accompagne pas. Un paramètre absent ne filtre pas ; vide
/// ou `null`, il demande les certifications qui n'ont pas ce code.
#[utoipa::path(
    get,
    path = "/api/certification/v1",
    params(
        ("identifiant.cfd" = Option<String>, Query, description = "Code formation diplôme, 8 caractères"),
        ("identifiant.rncp" = Option<String>, Query, description = "RNCP suivi de son numéro"),
    ),
    responses(
        (status = 200, description = "Les certifications, sans pagination", body = Vec<CertificationApi>),
        (status = 400, description = "Un code n'a pas la forme attendue"),
        (status = 401, description = "Sans clé d'API, ou avec une clé qui ne vaut plus"),
        (status = 403, description = "La clé n'a pas la portée demandée"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "Les certifications ne sont pas chargées"),
    )
)]
pub async fn certifications(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let adresse = adresse.unwrap_or_default();
    let cfd = Filtre::<Cfd>::lire(&adresse, "identifiant.cfd")?;
    let rncp = Filtre::<Rncp>::lire(&adresse, "identifiant.rncp")?;
    let registre = Registre::de(&etat)?;
    let choisies: Vec<Certification> = match (cfd, rncp) {
        (Filtre::Egal(cfd), rncp) => choisir(registre.de_cfd(&cfd), Filtre::Tout, rncp),
        (cfd, Filtre::Egal(rncp)) => choisir(registre.de_rncp(&rncp), cfd, Filtre::Tout),
        (cfd, rncp) => choisir(registre.liste().iter(), cfd, rncp),
    };
    let genre = [(header::CONTENT_TYPE, "application/json")];
    Ok((genre, Body::from_stream(stream::iter(morceaux(registre, choisies)))).into_response())
}

fn choisir<'a>(
    liste: impl Iterator<Item = &'a Certification>,
    cfd: Filtre<Cfd>,
    rncp: Filtre<Rncp>,
) -> Vec<Certification> {
    liste.filter(|c| cfd.admet(c.cfd) && rncp.admet(c.rncp)).copied().collect()
}

/// A JSON array, written a piece at a time: only one piece is in memory.
fn morceaux(
    registre: Arc<CertificationsApi>,
    choisies: Vec<Certification>,
) -> impl Iterator<Item = Result<Bytes, Infallible>> {
    let mut premier = true;
    let mut rang = 0;
    let pieces = std::iter::from_fn(move || {
        let lot = choisies.get(rang..).filter(|reste| !reste.is_empty())?;
        let lot = &lot[..lot.len().min(LOT)];
        rang += lot.len();
        let mut piece = String::new();
        for ecrite in lot.iter().filter_map(|c| registre.ecrire(c)) {
            piece.push(if premier { '[' } else { ',' });
            premier = false;
            piece.push_str(&serde_json::to_string(&ecrite).unwrap_or_default());
        }
        if rang == choisies.len() {
            piece.push_str(if premier { "[]" } else { "]" });
        }
        Some(Ok(Bytes::from(piece)))
    });
    let mut pieces = pieces.peekable();
    let vide = pieces.peek().is_none().then(|| Ok(Bytes::from_static(b"[]")));
    pieces.chain(vide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_empty_null_and_value() {
        let cfd = "32032408".parse().unwrap();
        let cas = [
            ("", Filtre::Tout, true, true),
            ("identifiant.rncp=x", Filtre::Tout, true, true),
            ("identifiant.cfd=", Filtre::Aucun, false, true),
            ("identifiant.cfd=null", Filtre::Aucun, false, true),
            ("identifiant.cfd=32032408", Filtre::Egal(cfd), true, false),
        ];
        for (adresse, attendu, avec, sans) in cas {
            let lu = Filtre::<Cfd>::lire(adresse, "identifiant.cfd").unwrap();
            assert_eq!(lu, attendu, "{adresse}");
            assert_eq!((lu.admet(Some(cfd)), lu.admet(None)), (avec, sans), "{adresse}");
        }
        assert!(Filtre::<Cfd>::lire("identifiant.cfd=3", "identifiant.cfd").is_err());
    }

    #[test]
    fn an_empty_answer_is_an_empty_list() {
        let pieces = morceaux(Arc::default(), Vec::new());
        let texte: Vec<u8> = pieces.flat_map(|p| p.unwrap_or_default().to_vec()).collect();
        assert_eq!(texte, b"[]");
    }
}

//! What other services may ask of the search: a search kept to be done again, and the offers it
//! finds.

use noyau::texte::plier;
use web::{Erreur, Etat};

use crate::adresses;
use crate::hit::Hit;
use crate::pages::{adresse_de, resume};
use crate::piece::Recherche;
use crate::regles::{Criteres, LieuCompris, Mode, TriVoulu};

/// A search of offers that can be done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voulue {
    /// Its canonical query string, what follows `/recherche?`.
    pub requete: String,
    /// What it looks for: "Boulanger à Rennes".
    pub libelle: String,
}

/// An offer found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouvee {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub titre: String,
    /// Who hires.
    pub entreprise: String,
    /// Where.
    pub ville: String,
    /// Path of its sheet.
    pub adresse: String,
}

/// Most offers found at once.
pub const TROUVEES_MAX: usize = 100;

/// Understands what follows `?` as a search of offers; `None` when it looks for nothing in
/// particular.
///
/// # Errors
/// When the search is switched off.
pub async fn comprendre(etat: &Etat, requete: &str) -> Result<Option<Voulue>, Erreur> {
    let Ok(criteres) = Criteres::lire(requete, false) else { return Ok(None) };
    let recherche = Recherche::de(etat)?;
    let criteres = offres_de(criteres);
    if plier(&criteres.q).is_empty() && criteres.lieu.is_empty() && criteres.point.is_none() {
        return Ok(None);
    }
    let lieu = adresses::comprendre(etat, &recherche, &criteres).await;
    let lieu = lieu.unwrap_or_else(LieuCompris::france);
    let libelle = resume(&criteres, &lieu);
    Ok(Some(Voulue { requete: criteres.ecrire(), libelle }))
}

/// The offers of a search, most recent first.
///
/// # Errors
/// When the search is switched off.
pub async fn offres(etat: &Etat, requete: &str) -> Result<Vec<Trouvee>, Erreur> {
    let recherche = Recherche::de(etat)?;
    let criteres = offres_de(Criteres::lire(requete, false)?);
    let criteres = Criteres { par_page: Some(TROUVEES_MAX), ..criteres };
    let lieu = adresses::comprendre(etat, &recherche, &criteres).await;
    let lieu = lieu.unwrap_or_else(LieuCompris::france);
    let trouve = recherche.chercher(&criteres, &lieu.portee)?;
    let offres = trouve.hits.iter().map(|(hit, _)| hit).filter(|hit| est_une_offre(hit));
    Ok(offres.map(trouvee).collect())
}

/// The same search, of offers alone, most recent first.
fn offres_de(criteres: Criteres) -> Criteres {
    let mode = match criteres.mode {
        Some(Mode::EmploisFormation) => Mode::EmploisFormation,
        _ => Mode::Emplois,
    };
    Criteres {
        mode: Some(mode),
        genre: None,
        tri: Some(TriVoulu::Date),
        page: 0,
        par_page: None,
        ..criteres
    }
}

fn est_une_offre(hit: &Hit) -> bool {
    !matches!(hit.sub_type.as_str(), "recruteurs_lba" | "formation")
}

fn trouvee(hit: &Hit) -> Trouvee {
    Trouvee {
        id: hit.url_id.clone(),
        titre: hit.title.clone(),
        entreprise: hit.organization_name.clone(),
        ville: hit.ville.clone(),
        adresse: adresse_de(hit),
    }
}

//! The poster of an offer, to print and to put in a window.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use qrcode::QrCode;
use qrcode::render::svg;
use web::page::{Lien, Page};
use web::{Erreur, Etat};

use super::gerer::{adresse, offre_de};
use super::{fil_des_offres, html, page};

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "affiche.html")]
pub struct Affiche {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Title of the offer.
    pub titre: String,
    /// Company.
    pub entreprise: String,
    /// Town.
    pub ville: String,
    /// Contract, start, length.
    pub faits: Vec<(&'static str, String)>,
    /// The picture to photograph, as SVG made by the program.
    pub image: String,
    /// The address it holds.
    pub lien: String,
}

impl Affiche {
    /// An invented one, for tests.
    #[cfg(test)]
    pub fn exemple() -> Self {
        Affiche {
            page: Page::nouvelle("Affiche : Boulanger, boulangère"),
            titre: "Boulanger, boulangère".to_owned(),
            fil: fil_des_offres(),
            entreprise: "Boulangerie des Lices".to_owned(),
            ville: "Rennes".to_owned(),
            faits: vec![("Contrat", "Apprentissage".to_owned())],
            image: image("https://exemple.fr/offre/1").unwrap_or_default(),
            lien: "https://exemple.fr/offre/1".to_owned(),
        }
    }
}

/// Shows it.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    let o = &d.offre;
    let lien = format!("{}/offre/{}", etat.reglages.adresse, o.id);
    let contrats: Vec<&str> = o.contrats.iter().map(|c| c.code()).collect();
    let debut = o.debut.map_or("Dès que possible".to_owned(), |d| d.long());
    let diplome = o.niveau.map(|n| n.libelle().to_owned()).unwrap_or_default();
    let faits = [
        ("Contrat", contrats.join(" ou ")),
        ("Début", debut),
        ("Durée", o.duree_mois.map(|m| format!("{m} mois")).unwrap_or_default()),
        ("Diplôme préparé", diplome),
    ];
    let mut fil = fil_des_offres();
    fil.push(Lien::new(o.titre.clone(), adresse(&d)));
    html(&Affiche {
        page: page(&etat, format!("Affiche : {}", o.titre), &format!("{}/affiche", adresse(&d))),
        titre: o.titre.clone(),
        fil,
        entreprise: o.employeur.nom.clone(),
        ville: o.lieu.ville.clone().unwrap_or_default(),
        faits: faits.into_iter().filter(|(_, valeur)| !valeur.is_empty()).collect(),
        image: image(&lien)?,
        lien,
    })
}

fn image(adresse: &str) -> Result<String, Erreur> {
    let image = QrCode::new(adresse)?.render::<svg::Color<'_>>().min_dimensions(260, 260).build();
    // Only the drawing: the XML header has no place inside a page.
    let debut = image.find("<svg").unwrap_or(0);
    Ok(image[debut..].to_owned())
}

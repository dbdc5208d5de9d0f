//! The home page.

use axum::extract::State;
use web::page::Compte;
use web::{Erreur, Etat};

use super::{Rendu, rendre};
use crate::piece::Recherche;
use crate::regles::{Criteres, Portee};
use crate::vues::Accueil;

/// Shows one question, three honest figures, four doors.
pub async fn show(State(etat): State<Etat>) -> Rendu {
    let recherche = Recherche::de(&etat)?;
    let compter = |adresse: &str| -> Result<Compte, Erreur> {
        let criteres = Criteres::lire(adresse, true)?;
        Ok(Compte(recherche.compter(&criteres, &Portee::France)? as u64))
    };
    let formations = compter("mode=formations")?;
    let offres = compter("nature=Offre+d%E2%80%99emploi&nature=Offre+avec+formation")?;
    let entreprises = compter("nature=Entreprise+%C3%A0+contacter")?;
    let provenance = provenance(&etat).await?;
    let mut vue = Accueil::nouvelle(formations, offres, entreprises, provenance);
    vue.page = vue.page.sur(&etat.reglages.site);
    rendre(&vue)
}

/// Where the figures come from and when: never a date that is not that of the data.
async fn provenance(etat: &Etat) -> Result<String, Erreur> {
    let versions = base::versions::lister(etat.db.read(), 200).await?;
    let courantes = versions.iter().filter(|v| v.statut == "courante");
    let date = courantes
        .filter_map(|v| v.fin)
        .max()
        .map(|ms| noyau::dates::Instant::from_ms(ms).date().long());
    let quoi = if etat.reglages.demo {
        "Données de démonstration : personnes et entreprises inventées, lieux réels"
    } else {
        "Données publiques de l’État, des régions et de France Travail"
    };
    Ok(date.map_or_else(|| format!("{quoi}."), |d| format!("{quoi}, mises à jour le {d}.")))
}

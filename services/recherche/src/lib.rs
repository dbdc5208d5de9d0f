#![doc = include_str!("../README.md")]

mod adresses;
mod alimentation;
mod api;
mod comptes;
mod hit;
mod pages;
mod piece;
mod plan;
pub mod porte;
mod regles;
mod routes;
mod sources;
mod tables;
mod taches;
pub mod vues;

use noyau::texte::pluriel;
use web::{Constat, Etat, Pieces, Service, Sonde, Source};

pub use alimentation::{Bilan, Message, rattraper, reconstruire};
pub use hit::{Hit, PointGeoJson};
pub use piece::{Recherche, Trouve};
pub use plan::plan;
pub use regles::{Criteres, Portee, requete};
pub use sources::Sources;
pub use tables::Tables;

/// The search.
pub fn service() -> Service {
    Service::new(
        "recherche",
        "Chercher une formation, une offre, une entreprise",
        Source::Convention("annexe, La bonne alternance"),
    )
    .routes(routes::table())
    .plan([
        ("Accueil", "/"),
        ("Rechercher", "/recherche"),
        ("Intégrer la recherche à votre site", "/integrer"),
    ])
    .taches([taches::nouveau_jour()])
    .sondes([Sonde {
        titre: "Index de recherche",
        attendu: "Aucun événement de retard.",
        mesurer: |etat| Box::pin(mesurer(etat)),
    }])
    .preparer(|etat, pieces| Box::pin(preparer(etat, pieces)))
    .fond(|etat| Box::pin(suivre(etat)))
}

async fn preparer(etat: &Etat, pieces: &mut Pieces) -> anyhow::Result<()> {
    let dossier = &etat.reglages.dossier;
    let sources = Sources::charger(etat.db.read()).await?;
    pieces.poser(Recherche::ouvrir(dossier, sources)?);
    if let Some(adresse) = &etat.reglages.adresses {
        pieces.poser(adresses::Adresses::de(adresse)?);
    }
    Ok(())
}

/// How many documents can be found, and how far behind the facts they are.
async fn mesurer(etat: &Etat) -> anyhow::Result<Constat> {
    let recherche = Recherche::de(etat).map_err(|e| anyhow::anyhow!(e.message))?;
    let index = recherche.index();
    let retard = base::evenements::derniere_position(etat.db.read()).await? - index.position()?;
    let documents = i64::try_from(index.nombre_de_documents())?;
    let mesure = format!(
        "{}, {}",
        pluriel(documents, "document"),
        pluriel(retard, "événement") + " de retard"
    );
    Ok(Constat::bon_sauf(retard > 100 || documents == 0, mesure))
}

async fn suivre(etat: Etat) {
    if let Ok(recherche) = Recherche::de(&etat) {
        alimentation::suivre(etat.db.clone(), etat.horloge.clone(), recherche).await;
    }
}

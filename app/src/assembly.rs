//! The list of services. To add one, add its line.

use std::path::Path;
use std::sync::Arc;

use base::{Db, Migrations};
use noyau::horloge::Horloge;
use web::page::Site;
use web::{Etat, Reglages, Service};

use crate::config::Config;

/// Every service, one line each.
pub fn services() -> Vec<Service> {
    vec![
        web::plateforme::service(),
        referentiels::service(),
        annuaire::service(),
        catalogue::service(),
        offres::service(),
        candidatures::service(),
        recherche::service(),
        alertes::service(),
        partenaires::service(),
        comptes::service(),
        rendezvous::service(),
        courriels::service(),
        pilotage::service(),
        droits_personnes::service(),
        effectifs::service(),
        administration::service(),
    ]
}

/// The migrations of the services, in their order.
pub fn migrations(services: &[Service]) -> Vec<Migrations> {
    let mut toutes = vec![taches::MIGRATIONS, conformite::MIGRATIONS, courrier::MIGRATIONS];
    toutes.extend(services.iter().filter_map(|s| s.migrations));
    toutes
}

/// Every importer of the services.
pub fn importeurs(services: &[Service]) -> Vec<importer::Importeur> {
    services.iter().flat_map(|s| s.importeurs.iter().copied()).collect()
}

/// Opens the database, brings its tables up to date, buries the imports that a crash left.
pub async fn ouvrir(config: &Config, horloge: &Horloge) -> anyhow::Result<Db> {
    let url = config.url_de_la_base();
    let db = Db::ouvrir_avec_replique(&url, config.lecture.as_deref()).await?;
    let maintenant = horloge.maintenant().ms();
    base::migrations::migrer(&db, &migrations(&services()), maintenant).await?;
    base::versions::enterrer_les_morts(&db, maintenant).await?;
    Ok(db)
}

/// The state that handlers share.
///
/// # Errors
/// When the key of the site can be neither read nor made.
pub fn etat(config: &Config, db: Db, horloge: Horloge, demo: bool) -> anyhow::Result<Etat> {
    let reglages = Reglages {
        adresse: config.adresse.clone(),
        dossier: config.dossier.clone(),
        demo,
        mandataires: config.mandataires,
        limites: config.limites,
        adresses: config.adresses.clone(),
        antivirus: config.antivirus.clone(),
        entreprises: config.entreprises.clone(),
        fournisseurs: config.fournisseurs.clone(),
        coffre: config.coffre()?,
        courriel: config.courriel.clone(),
        site: Arc::new(Site { demo, ..config.site.clone() }),
    };
    Ok(Etat::nouveau(db, horloge, reglages))
}

/// Folder of the search index of this node.
pub fn dossier_de_l_index(dossier: &Path) -> std::path::PathBuf {
    dossier.join("index")
}

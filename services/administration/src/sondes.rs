//! What every site measures of itself, whatever its services.

use std::time::Instant;

use noyau::texte::{accord, nombre};
use taches::{Sante, suivis};
use web::{Constat, Etat, Niveau, Sonde};

/// Below this, someone must make room (bytes): an import of the whole country takes about 2 GB.
const DISQUE_MIN: u64 = 5 * GO;

const GO: u64 = 1 << 30;

/// How long a mail may wait before someone looks (ms).
const ATTENTE_MAX: i64 = 15 * 60_000;

/// A verification of the journal older than this is missing: it runs each night.
const VERIFICATION_MAX: i64 = 36 * 3_600_000;

/// The measures.
pub fn sondes() -> [Sonde; 5] {
    [
        Sonde {
            titre: "Base de données",
            attendu: "Répond en moins de 100 ms.",
            mesurer: |etat| Box::pin(base(etat)),
        },
        Sonde {
            titre: "Tâches",
            attendu: "Aucune en retard ni en échec.",
            mesurer: |etat| Box::pin(taches_en_ordre(etat)),
        },
        Sonde {
            titre: "Courriels en attente",
            attendu: "Aucun n’attend plus de 15 minutes, aucun n’est abandonné.",
            mesurer: |etat| Box::pin(courriels(etat)),
        },
        Sonde {
            titre: "Espace disque",
            attendu: "Plus de 5 Go libres dans le dossier des données.",
            mesurer: |etat| Box::pin(disque(etat)),
        },
        Sonde {
            titre: "Journal",
            attendu: "Vérifié chaque nuit, chaîne intacte.",
            mesurer: |etat| Box::pin(journal(etat)),
        },
    ]
}

async fn base(etat: &Etat) -> anyhow::Result<Constat> {
    let debut = Instant::now();
    base::versions::marque(etat.db.read()).await?;
    let ms = debut.elapsed().as_millis();
    let moteur = match etat.db.moteur() {
        base::Moteur::Sqlite => "SQLite",
        base::Moteur::Postgres => "PostgreSQL",
    };
    Ok(Constat::bon_sauf(ms > 100, format!("{moteur}, {ms} ms")))
}

async fn taches_en_ordre(etat: &Etat) -> anyhow::Result<Constat> {
    let maintenant = etat.horloge.maintenant().ms();
    let santes: Vec<Sante> =
        suivis(etat.db.read()).await?.iter().map(|s| s.sante(maintenant)).collect();
    let combien = |voulue| santes.iter().filter(|s| **s == voulue).count();
    let (retard, echec) = (combien(Sante::EnRetard), combien(Sante::Abandonnee));
    let mesure = format!(
        "{}, {retard} en retard, {echec} en échec",
        accord(i64::try_from(santes.len())?, "tâche", "tâches")
    );
    Ok(Constat::bon_sauf(retard + echec > 0, mesure))
}

async fn courriels(etat: &Etat) -> anyhow::Result<Constat> {
    let file = courrier::porte::attente(etat.db.read()).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let retard = file.plus_ancien.is_some_and(|p| maintenant - p > ATTENTE_MAX);
    let mesure =
        format!("{} en attente, {} abandonnés", nombre(file.en_attente), nombre(file.abandonnes));
    Ok(Constat::bon_sauf(retard || file.abandonnes > 0, mesure))
}

async fn disque(etat: &Etat) -> anyhow::Result<Constat> {
    let dossier = etat.reglages.dossier.clone();
    let place = tokio::task::spawn_blocking(move || rustix::fs::statvfs(&dossier)).await??;
    let libres = place.f_bavail * place.f_frsize;
    let total = place.f_blocks * place.f_frsize;
    let go = |octets: u64| noyau::texte::decimal(octets as f64 / GO as f64, 1);
    let mesure = format!("{} Go libres sur {}", go(libres), go(total));
    Ok(Constat::bon_sauf(libres < DISQUE_MIN, mesure))
}

async fn journal(etat: &Etat) -> anyhow::Result<Constat> {
    let bilans = conformite::journal::bilans(etat.db.read(), 1).await?;
    let Some(dernier) = bilans.into_iter().next() else {
        return Ok(Constat::bon_sauf(false, "Pas encore vérifié : la vérification est nocturne"));
    };
    let quand = noyau::dates::Instant::from_ms(dernier.instant);
    if let Some(rang) = dernier.rompu {
        let mesure = format!("Chaîne rompue à la ligne {}", nombre(rang));
        return Ok(Constat { niveau: Niveau::Panne, mesure });
    }
    let age = etat.horloge.maintenant().ms() - dernier.instant;
    let mesure = format!("Intact, vérifié {}", quand.relatif(etat.horloge.maintenant()));
    Ok(Constat::bon_sauf(age > VERIFICATION_MAX, mesure))
}

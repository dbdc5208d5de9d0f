//! The jobs of the night.

use conformite::{Declarations, journal, retention};
use taches::{Contexte, Tache};
use web::Etat;

/// Verifies the journal every night, whole on Sundays.
pub fn taches() -> [Tache; 2] {
    [
        Tache {
            nom: "conformite.verifier_le_journal",
            titre: "Vérifier ce que le journal a reçu depuis la dernière vérification",
            quand: "30 1 * * 1-6",
            travail: |contexte| Box::pin(verifier(contexte, false)),
        },
        Tache {
            nom: "conformite.verifier_tout_le_journal",
            titre: "Vérifier tout le journal",
            quand: "30 1 * * 0",
            travail: |contexte| Box::pin(verifier(contexte, true)),
        },
    ]
}

async fn verifier(contexte: Contexte, entiere: bool) -> anyhow::Result<String> {
    let maintenant = contexte.horloge.maintenant().ms();
    let bilan = journal::verifier_et_noter(&contexte.db, entiere, maintenant).await?;
    match bilan.rupture {
        None => Ok(format!("intact, {} lignes vérifiées", bilan.lues)),
        Some(rupture) => anyhow::bail!("rompu à la ligne {} ({})", rupture.rang, rupture.raison),
    }
}

/// Applies the rules of retention every night at 2: they are those of every service, which a job
/// of the list does not know.
pub async fn appliquer_la_conservation(etat: Etat) {
    let contexte = Contexte { db: etat.db.clone(), horloge: etat.horloge.clone() };
    taches::tourner_avec(contexte, "conformite.conservation", "0 2 * * *", || nuit(&etat)).await;
}

async fn nuit(etat: &Etat) -> anyhow::Result<String> {
    let maintenant = etat.horloge.maintenant().ms();
    let Some(declarations) = etat.piece::<Declarations>() else {
        anyhow::bail!("les déclarations des services manquent");
    };
    let passages = retention::passer(&etat.db, &declarations, false, maintenant).await?;
    retention::purger(&etat.db, maintenant).await?;
    let traites: i64 = passages.iter().map(|p| p.traites).sum();
    let echecs = passages.iter().filter(|p| p.etat == "echec").count();
    anyhow::ensure!(echecs == 0, "{echecs} règles en échec, {traites} lignes traitées");
    Ok(format!("{} règles, {traites} lignes traitées", passages.len()))
}

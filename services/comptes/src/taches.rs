//! What the clock does to accounts.

use std::collections::BTreeMap;

use taches::{Contexte, Tache};

use crate::actes::{REGLE, habiliter};
use crate::courriels;
use crate::depot::habilitations;
use crate::depot::habilitations::Dossier;
use crate::pages::habilitations::pour;
use crate::poste::poster;
use crate::regles::etat::{Acte, JOUR_MS, REVUE_JOURS};

/// The jobs of the service.
pub fn taches() -> [Tache; 3] {
    [
        Tache {
            nom: "comptes.terminer",
            titre: "Terminer les habilitations dont la fin est passée",
            quand: "10 0 * * *",
            travail: |contexte| Box::pin(terminer(contexte)),
        },
        Tache {
            nom: "comptes.prevenir",
            titre: "Prévenir 30 jours avant la fin d’une habilitation",
            quand: "20 7 * * *",
            travail: |contexte| Box::pin(prevenir(contexte)),
        },
        Tache {
            nom: "comptes.revue",
            titre: "Rappeler la revue trimestrielle aux gestionnaires",
            quand: "30 7 1 * *",
            travail: |contexte| Box::pin(rappeler_la_revue(contexte)),
        },
    ]
}

/// Writes the end of what is over. Rights stop at that instant by themselves: this keeps the
/// history true.
async fn terminer(contexte: Contexte) -> anyhow::Result<String> {
    let maintenant = contexte.horloge.maintenant().ms();
    let echues = habilitations::echues(contexte.db.read(), maintenant).await?;
    let nombre = echues.len();
    for id in echues {
        let Some(h) = habilitations::par_id(contexte.db.read(), &id).await? else { continue };
        let mut tx = contexte.db.write().await?;
        habiliter(&mut tx, &h, Acte::Terminer, REGLE, "La date de fin est passée", maintenant)
            .await
            .map_err(|e| anyhow::anyhow!(e.message))?;
        tx.commit().await?;
    }
    Ok(format!("{nombre} habilitations terminées"))
}

/// Days of notice before a habilitation ends.
const PREAVIS_JOURS: i64 = 30;

/// Warns whoever holds a habilitation that ends soon, once.
async fn prevenir(contexte: Contexte) -> anyhow::Result<String> {
    let maintenant = contexte.horloge.maintenant().ms();
    let bornes = (maintenant, maintenant + PREAVIS_JOURS * JOUR_MS);
    let proches = habilitations::bientot_finies(contexte.db.read(), bornes).await?;
    for d in &proches {
        let jour = noyau::dates::Instant::from_ms(d.fin).date().long();
        let lettre = courriels::fin(&pour(d), &jour);
        let cle = format!("{}:{}", d.id, d.fin);
        let mut tx = contexte.db.write().await?;
        poster(&mut tx, "comptes.fin", &d.courriel, lettre, &cle, maintenant)
            .await
            .map_err(|e| anyhow::anyhow!(e.message))?;
        tx.commit().await?;
    }
    Ok(format!("{} habilitations finissent dans les {PREAVIS_JOURS} jours", proches.len()))
}

/// Reminds the managers of an organisation of the review, once a month as long as it waits.
async fn rappeler_la_revue(contexte: Contexte) -> anyhow::Result<String> {
    let maintenant = contexte.horloge.maintenant();
    let (ms, mois) = (maintenant.ms(), maintenant.date().mois_long());
    let avant = ms - REVUE_JOURS * JOUR_MS;
    let dossiers = habilitations::a_revoir(contexte.db.read(), "", avant).await?;
    let mut par_organisation: BTreeMap<&str, Vec<&Dossier>> = BTreeMap::new();
    for d in dossiers.iter().filter(|d| !d.organisation.is_empty()) {
        par_organisation.entry(&d.organisation).or_default().push(d);
    }
    for (organisation, siens) in &par_organisation {
        let gestionnaires =
            habilitations::gestionnaires(contexte.db.read(), organisation, ms).await?;
        let mut tx = contexte.db.write().await?;
        for a in &gestionnaires {
            let nom = siens.first().map_or("", |d| d.organisme.as_str());
            let lettre = courriels::revue(nom, siens.len());
            let cle = format!("{organisation}:{a}:{mois}");
            poster(&mut tx, "comptes.revue", a, lettre, &cle, ms)
                .await
                .map_err(|e| anyhow::anyhow!(e.message))?;
        }
        tx.commit().await?;
    }
    Ok(format!("{} organisations à relancer", par_organisation.len()))
}

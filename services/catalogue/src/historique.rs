//! Each delivery compared with the one before, once: what changed is kept when the rows are gone.

use std::time::Duration;

use base::Db;
use noyau::horloge::Horloge;
use web::Etat;

use crate::depot::historique::{self, Changement};
use crate::porte::{Differences, Reperes, differences};

/// How often a node looks whether a delivery came.
const RYTHME: Duration = Duration::from_secs(2);

/// Days kept: two campaigns, so that a year can be compared with the one before.
pub const JOURS_GARDES: i64 = 760;

const MS_PAR_JOUR: i64 = 86_400_000;

/// Characters kept of a value: enough to recognise a text.
const LONGUEUR: usize = 500;

/// Compares deliveries as they come, as long as the program runs.
pub async fn suivre(etat: Etat) {
    loop {
        if let Err(e) = rattraper(&etat.db, &etat.horloge).await {
            tracing::error!(erreur = %e, "a delivery could not be compared with the one before");
            tokio::time::sleep(RYTHME * 10).await;
        }
        tokio::time::sleep(RYTHME).await;
    }
}

/// Compares the deliveries that are not yet; returns how many there were.
pub async fn rattraper(db: &Db, horloge: &Horloge) -> anyhow::Result<usize> {
    let versions = historique::a_comparer(db.read()).await?;
    for version in &versions {
        let trouvees = differences(db.read(), &Reperes::default(), *version).await?;
        let mut tx = db.write().await?;
        if historique::marquer(&mut tx, *version, trouvees.is_some()).await? {
            let changements = trouvees.map(a_plat).unwrap_or_default();
            historique::garder(&mut tx, *version, changements).await?;
            let limite = horloge.maintenant().ms() - JOURS_GARDES * MS_PAR_JOUR;
            historique::oublier(&mut tx, limite).await?;
            tx.commit().await?;
        }
    }
    Ok(versions.len())
}

fn a_plat(d: Differences) -> Vec<Changement> {
    let entiere =
        |nature| move |id| Changement { id, nature, champ: None, avant: None, apres: None };
    let champs = d.changees.into_iter().flat_map(|c| {
        c.champs.into_iter().map(move |champ| Changement {
            id: c.id.clone(),
            nature: "changee",
            champ: Some(champ.champ),
            avant: champ.avant.map(abreger),
            apres: champ.apres.map(abreger),
        })
    });
    let ajoutees = d.ajoutees.into_iter().map(entiere("ajoutee"));
    ajoutees.chain(champs).chain(d.disparues.into_iter().map(entiere("disparue"))).collect()
}

fn abreger(texte: String) -> String {
    match texte.char_indices().nth(LONGUEUR) {
        Some((fin, _)) => format!("{}…", &texte[..fin]),
        None => texte,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use base::essai::bases;
    use importer::{Fichier, Options};
    use noyau::dates::Instant;

    use super::*;

    /// 2026-11-24 at noon in Paris.
    const MAINTENANT: i64 = 1_795_518_000_000;

    async fn livrer(base: &base::essai::Base, nom: &str) {
        let exemples = Path::new(env!("CARGO_MANIFEST_DIR")).join("exemples");
        let fichier = Fichier::nouveau(exemples.join(nom));
        let importeurs = crate::import::importeurs();
        let importeur = importer::auto::trouver(&fichier, &importeurs).unwrap();
        let rapports = base.dossier.join("rapports");
        let options = Options { a_blanc: false, forcer: true, rapports, bavard: false };
        let horloge = Horloge::figee(Instant::from_ms(MAINTENANT));
        importer::importer(&base.db, &horloge, importeur, &fichier, &options).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_a_delivery_changed_is_kept_once_and_forgotten_in_time() {
        let services = [referentiels::service(), crate::service()];
        let migrations: Vec<_> = services.into_iter().filter_map(|s| s.migrations).collect();
        for base in bases(&migrations).await {
            let le_jour = Horloge::figee(Instant::from_ms(MAINTENANT));
            livrer(&base, "rco_formations_j-1.json").await;
            assert_eq!(rattraper(&base.db, &le_jour).await.unwrap(), 1, "{}", base.nom);
            let db = base.db.read();
            let version = base::versions::marque(db).await.unwrap();
            livrer(&base, "rco_formations_j.json").await;
            let attendues = differences(db, &Reperes::default(), version + 1).await.unwrap();
            let attendus = a_plat(attendues.unwrap());
            assert!(attendus.iter().any(|c| c.nature == "changee"), "{attendus:?}");
            assert!(attendus.iter().any(|c| c.nature == "disparue"), "{attendus:?}");
            assert_eq!(rattraper(&base.db, &le_jour).await.unwrap(), 1);
            assert_eq!(rattraper(&base.db, &le_jour).await.unwrap(), 0, "once only");
            for change in &attendus {
                let passe = historique::de(db, &change.id, 50).await.unwrap();
                let vu = passe.iter().any(|p| {
                    p.nature == change.nature
                        && p.champ.as_deref() == change.champ
                        && (&p.avant, &p.apres) == (&change.avant, &change.apres)
                });
                assert!(vu, "{change:?} on {}", base.nom);
            }
            let plus_tard = MAINTENANT + (JOURS_GARDES + 1) * MS_PAR_JOUR;
            let mut tx = base.db.write().await.unwrap();
            historique::oublier(&mut tx, plus_tard).await.unwrap();
            tx.commit().await.unwrap();
            assert!(historique::de(db, &attendus[0].id, 50).await.unwrap().is_empty());
        }
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(abreger("é".repeat(LONGUEUR)), "é".repeat(LONGUEUR));
        assert_eq!(abreger("é".repeat(LONGUEUR + 1)).chars().count(), LONGUEUR + 1);
        assert!(abreger("é".repeat(LONGUEUR + 1)).ends_with('…'));
    }
}

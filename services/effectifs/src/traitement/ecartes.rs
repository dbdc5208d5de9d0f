//! What a centre took out does not come back by itself: its software is told, at each sending.

use std::collections::HashMap;

use base::Transaction;
use noyau::dates::Instant;

use super::Admis;
use crate::depot::archives::{self, Ecarte};
use crate::depot::fautes::Signale;
use crate::depot::transmissions::Comptes;
use crate::regles::faute::Faute;
use crate::regles::motif;

/// Leaves aside the dossiers that were merged into another one, or taken out.
pub async fn ecarter(
    tx: &mut Transaction,
    admis: Vec<Admis>,
    comptes: &mut Comptes,
    signales: &mut Vec<Signale>,
) -> anyhow::Result<Vec<Admis>> {
    let mut par_centre: HashMap<String, Vec<Ecarte>> = HashMap::new();
    for a in &admis {
        if !par_centre.contains_key(&a.formateur.siret) {
            let ecartes = archives::du_centre(tx, &a.formateur.siret).await?;
            par_centre.insert(a.formateur.siret.clone(), ecartes);
        }
    }
    let mut restent = Vec::with_capacity(admis.len());
    for a in admis {
        let ecartes = par_centre.get(&a.formateur.siret).map_or(&[][..], Vec::as_slice);
        let Some(ecarte) = ecartes.iter().find(|e| concerne(e, &a)) else {
            restent.push(a);
            continue;
        };
        let mut dit = super::signale(a.rang, &a.dossier, vec![faute(ecarte)]);
        if ecarte.garde.is_empty() {
            comptes.refuses += 1;
        } else {
            comptes.fusionnes += 1;
            dit.avertissements = std::mem::take(&mut dit.fautes);
        }
        signales.push(dit);
    }
    Ok(restent)
}

fn concerne(ecarte: &Ecarte, admis: &Admis) -> bool {
    let d = &admis.dossier;
    ecarte.uai == admis.formateur.uai
        && ecarte.annee_scolaire == d.annee_scolaire
        && ecarte.id_erp == d.id_erp
}

fn faute(ecarte: &Ecarte) -> Faute {
    let le = Instant::from_ms(ecarte.archive_le).date().court();
    let (code, message) = if ecarte.garde.is_empty() {
        let raison = motif::libelle(&ecarte.raison).to_lowercase();
        let message = format!(
            "Vous avez retiré ce dossier le {le} ({raison}) : retirez-le aussi de votre logiciel, ou rétablissez-le dans « Dossiers retirés »."
        );
        ("effectif.retire", message)
    } else {
        let message = format!(
            "Vous avez fusionné ce double le {le} : seul le dossier gardé est mis à jour. Retirez celui-ci de votre logiciel."
        );
        ("effectif.fusionne", message)
    };
    Faute::nouvelle("id_erp_apprenant", code, &ecarte.id_erp, message)
}

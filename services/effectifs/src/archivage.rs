//! Taking enrolments out, merging doubles, and undoing it.

use base::Transaction;
use conformite::journal::{self, Acteur as Auteur, Fait};
use referentiels::porte::Certifications;
use ulid::Ulid;
use web::{Acteur, Erreur, Etat};

use crate::depot::archives::{self, Archive};
use crate::depot::effectifs::{self, Effectif};
use crate::depot::suivis;
use crate::regles::doublons::reunir;
use crate::regles::motif::{DOUBLON, RETABLIR_JOURS};
use crate::traitement;

/// Milliseconds of a day.
const JOUR_MS: i64 = 86_400_000;

/// Why an enrolment is taken out.
pub struct Motif<'a> {
    /// Its code.
    pub code: &'a str,
    /// As whoever does it writes it.
    pub precision: &'a str,
}

/// Since when what was taken out can be put back (ms since 1970).
pub fn depuis(maintenant: i64) -> i64 {
    maintenant - RETABLIR_JOURS * JOUR_MS
}

/// Takes an enrolment out.
///
/// # Errors
/// When it is no longer there, or the database refuses.
pub async fn supprimer(
    etat: &Etat,
    acteur: &Acteur,
    effectif: &Effectif,
    motif: &Motif<'_>,
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    let archive = archive(acteur, effectif, motif, maintenant)?;
    oter(&mut tx, &archive).await?;
    noter(&mut tx, acteur, ("effectifs.supprimer", &effectif.id), motif.code, maintenant).await?;
    tx.commit().await?;
    Ok(())
}

/// Merges doubles into the one that stays.
///
/// # Errors
/// When one of them is no longer there, or the database refuses.
pub async fn fusionner(
    etat: &Etat,
    acteur: &Acteur,
    garde: &Effectif,
    doubles: &[Effectif],
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let certifications = Certifications::charger(etat.db.read()).await?;
    let autres: Vec<_> = doubles.iter().filter_map(Effectif::contenu).collect();
    let reuni = garde.contenu().map(|contenu| {
        let complet = reunir(contenu, &autres);
        let base = Effectif { modifie_le: maintenant.ms(), ..garde.clone() };
        traitement::recomposer(base, &complet, &certifications, maintenant.date())
    });
    let motif = Motif { code: DOUBLON, precision: "" };
    let avant = serde_json::to_string(garde)?;
    let mut tx = etat.db.write().await?;
    for double in doubles {
        let suivi_deplace = suivis::deplacer(&mut tx, &double.id, &garde.id).await?;
        let archive = Archive {
            garde: garde.id.clone(),
            avant: avant.clone(),
            suivi_deplace: i64::from(suivi_deplace),
            ..archive(acteur, double, &motif, maintenant.ms())?
        };
        oter(&mut tx, &archive).await?;
    }
    effectifs::ecrire(&mut tx, reuni.as_slice()).await?;
    noter(&mut tx, acteur, ("effectifs.fusionner", &garde.id), DOUBLON, maintenant.ms()).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts an enrolment back as it was, with what a mission locale did for it. The one it was merged into finds its own
/// state again, unless it changed since.
///
/// # Errors
/// When it is too late, or the database refuses.
pub async fn retablir(etat: &Etat, acteur: &Acteur, archive: &Archive) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    if archive.archive_le < depuis(maintenant) || archive.contenu.is_empty() {
        return Err(Erreur::introuvable("Il est trop tard pour rétablir ce dossier."));
    }
    let mut retour: Vec<Effectif> = vec![serde_json::from_str(&archive.contenu)?];
    if !archive.garde.is_empty()
        && let Some(garde) = effectifs::trouver(etat.db.read(), &archive.garde).await?
        && garde.modifie_le == archive.archive_le
    {
        retour.push(serde_json::from_str(&archive.avant)?);
    }
    let mut tx = etat.db.write().await?;
    if !archives::oter(&mut tx, &archive.id).await? {
        return Err(Erreur::introuvable("Ce dossier est déjà rétabli."));
    }
    effectifs::ecrire(&mut tx, &retour).await?;
    if archive.suivi_deplace == 1 {
        suivis::deplacer(&mut tx, &archive.garde, &archive.effectif).await?;
    }
    noter(&mut tx, acteur, ("effectifs.retablir", &archive.effectif), &archive.raison, maintenant)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn oter(tx: &mut Transaction, archive: &Archive) -> Result<(), Erreur> {
    if archives::ajouter(tx, archive).await? {
        return Ok(());
    }
    Err(Erreur::introuvable("Ce dossier n’est plus là : quelqu’un l’a déjà retiré."))
}

fn archive(
    acteur: &Acteur,
    e: &Effectif,
    motif: &Motif<'_>,
    maintenant: i64,
) -> Result<Archive, Erreur> {
    Ok(Archive {
        id: Ulid::new().to_string(),
        effectif: e.id.clone(),
        siret: e.siret.clone(),
        uai: e.uai.clone(),
        annee_scolaire: e.annee_scolaire.clone(),
        id_erp: e.id_erp.clone(),
        nom: e.nom.clone(),
        prenom: e.prenom.clone(),
        courriel: e.courriel.clone(),
        raison: motif.code.to_owned(),
        precision_motif: motif.precision.to_owned(),
        par: acteur.personne.clone(),
        archive_le: maintenant,
        garde: String::new(),
        contenu: serde_json::to_string(e)?,
        avant: String::new(),
        suivi_deplace: 0,
    })
}

/// The line of the journal, and what tells the figures that they changed.
async fn noter(
    tx: &mut Transaction,
    acteur: &Acteur,
    (acte, effectif): (&'static str, &str),
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let fait = Fait {
        acte,
        acteur: Auteur::compte(acteur.personne.as_str()),
        objet_genre: "effectif",
        objet_id: effectif.to_owned(),
        sujet: None,
        motif: motif.to_owned(),
        details: serde_json::json!({}),
    };
    journal::consigner(tx, &fait, maintenant).await?;
    base::evenements::publier(tx, "effectifs", effectif, &serde_json::json!({}), maintenant)
        .await?;
    Ok(())
}

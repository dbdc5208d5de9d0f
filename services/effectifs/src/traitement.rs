//! Working through what was received: organisation, certification, person, contracts, situation.
//!
//! A sending is applied in one transaction with its report: killed in the middle, it is as if it had not begun, and
//! applied twice it changes nothing more.

mod ecartes;
mod formation;
mod organismes;
mod residence;

use std::collections::HashMap;
use std::time::Duration;

use base::{Db, Lecture, Transaction};
use futures::future::join_all;
use noyau::dates::{DateCivile, Instant};
use noyau::horloge::Horloge;
use referentiels::porte::{Certifications, Communes};
use serde_json::Value;
use ulid::Ulid;

use crate::depot::effectifs::{self, Effectif};
use crate::depot::fautes::{self, Signale};
use crate::depot::transmissions::{self, Comptes};
use crate::regles::dossier::{self, Dossier};
use crate::regles::faute::Faute;
use crate::regles::fusion::{Contenu, fusionner};
use formation::Formation;
use organismes::{Annuaire, Etablissement};

/// How long one node keeps a sending to itself (ms): what a killed node had begun waits no longer. Should the work
/// last longer, another node does it too, and only the first to end counts.
const BAIL_MS: i64 = 30 * 1000;

/// When a sending that failed is tried again (ms): the database may only be restarting.
const REPRISE_MS: i64 = 2 * 1000;

/// How often a node looks for something to work through.
const RYTHME: Duration = Duration::from_millis(500);

/// Faults found here are numbered after those found at reception.
pub const PREMIER_NUMERO: i64 = 1_000;

/// A dossier that goes in, with its centres.
struct Admis {
    rang: i64,
    dossier: Dossier,
    formateur: Etablissement,
    responsable: Etablissement,
}

/// Sendings worked through at the same time, of different senders: one is read while the database writes the other.
const OUVRIERS: usize = 2;

/// Works through what arrives, as long as the program runs.
pub async fn tourner(db: Db, horloge: Horloge) {
    join_all((0..OUVRIERS).map(|_| ouvrier(&db, &horloge))).await;
}

async fn ouvrier(db: &Db, horloge: &Horloge) {
    loop {
        match une(db, horloge).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(cause) => tracing::error!(?cause, "a sending could not be worked through"),
        }
        tokio::time::sleep(RYTHME).await;
    }
}

/// Works through everything that waits; how many sendings.
///
/// # Errors
/// When the database refuses: the sending stays where it is.
pub async fn tout(db: &Db, horloge: &Horloge) -> anyhow::Result<u64> {
    let mut faites = 0;
    while une(db, horloge).await? {
        faites += 1;
    }
    Ok(faites)
}

/// Works through one sending; false when none waits.
async fn une(db: &Db, horloge: &Horloge) -> anyhow::Result<bool> {
    let maintenant = horloge.maintenant();
    let Some(id) = transmissions::suivante(db.read(), maintenant.ms()).await? else {
        return Ok(false);
    };
    let mut tx = db.write().await?;
    let prise = transmissions::prendre(&mut tx, &id, maintenant.ms() + BAIL_MS, maintenant.ms());
    let prise = prise.await?;
    tx.commit().await?;
    if prise && let Err(cause) = appliquer(db, &id, maintenant).await {
        relacher(db, &id, maintenant).await?;
        return Err(cause);
    }
    Ok(true)
}

/// Gives a sending that failed back, for a little later.
async fn relacher(db: &Db, id: &str, maintenant: Instant) -> anyhow::Result<()> {
    let mut tx = db.write().await?;
    transmissions::relacher(&mut tx, id, maintenant.ms() + REPRISE_MS).await?;
    Ok(tx.commit().await?)
}

/// Applies one sending.
async fn appliquer(db: &Db, id: &str, maintenant: Instant) -> anyhow::Result<()> {
    let Some(recu) = transmissions::en_attente(db.read(), id).await? else { return Ok(()) };
    let items: Vec<Value> = serde_json::from_str(&recu.contenu)?;
    let rangs = rangs(&recu.rangs, items.len());
    let mut annuaire = Annuaire::ouvrir(db.read(), &recu.organisme).await?;
    let certifications = Certifications::charger(db.read()).await?;
    let communes = Communes::charger(db.read()).await?;
    let mut comptes = Comptes::default();
    let (mut admis, mut signales) = (Vec::new(), Vec::new());
    for (rang, item) in rangs.into_iter().zip(&items) {
        let Some(dossier) = dossier::lire(item).dossier else {
            comptes.refuses += 1;
            continue;
        };
        match annuaire.admettre(&dossier).await? {
            Ok((formateur, responsable)) => {
                admis.push(Admis { rang, dossier, formateur, responsable });
            }
            Err(fautes) => {
                comptes.refuses += 1;
                signales.push(signale(rang, &dossier, fautes));
            }
        }
    }
    let recue_le = recu.recue_le;
    let (source, aujourd_hui) = (recu.source.as_str(), maintenant.date());
    let envoi = Envoi { id, source, recue_le, aujourd_hui, communes: &communes };
    let mut tx = db.write().await?;
    let admis = ecartes::ecarter(&mut tx, admis, &mut comptes, &mut signales).await?;
    fautes::ajouter(&mut tx, id, &signales, PREMIER_NUMERO, recue_le).await?;
    inscrire(&mut tx, &envoi, &certifications, admis, &mut comptes).await?;
    base::evenements::publier(&mut tx, "effectifs", id, &serde_json::json!({}), maintenant.ms())
        .await?;
    if transmissions::terminer(&mut tx, id, &comptes, maintenant.ms()).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Where each item was: its line in a file, else its rank.
pub fn rangs(dits: &str, nombre: usize) -> Vec<i64> {
    let lus: Vec<i64> = dits.split(',').filter_map(|rang| rang.parse().ok()).collect();
    if lus.len() == nombre { lus } else { (1..).take(nombre).collect() }
}

/// What the directory refuses among dossiers that can be read, with their rank from 1.
///
/// # Errors
/// When the database refuses.
pub async fn verifier(
    db: &Lecture,
    emetteur: &str,
    dossiers: impl Iterator<Item = Option<&Dossier>>,
) -> anyhow::Result<Vec<Signale>> {
    let mut annuaire = Annuaire::ouvrir(db, emetteur).await?;
    let mut signales = Vec::new();
    for (rang, dossier) in (1..).zip(dossiers) {
        let Some(dossier) = dossier else { continue };
        if let Err(fautes) = annuaire.admettre(dossier).await? {
            signales.push(signale(rang, dossier, fautes));
        }
    }
    Ok(signales)
}

fn signale(rang: i64, dossier: &Dossier, fautes: Vec<Faute>) -> Signale {
    Signale {
        rang,
        id_erp: dossier.id_erp.clone(),
        nom: format!("{} {}", dossier.prenom, dossier.nom),
        fautes,
        avertissements: Vec::new(),
    }
}

/// What is the same for every item of a sending.
struct Envoi<'a> {
    id: &'a str,
    source: &'a str,
    recue_le: i64,
    aujourd_hui: DateCivile,
    communes: &'a Communes,
}

/// What makes an enrolment the same: centre that teaches, UAI, school year, identifier in the software.
type Cle = (String, String, String, String);

fn cle(admis: &Admis) -> Cle {
    let d = &admis.dossier;
    let f = &admis.formateur;
    (f.siret.clone(), f.uai.clone(), d.annee_scolaire.clone(), d.id_erp.clone())
}

/// Merges each item into what is known, and writes.
async fn inscrire(
    tx: &mut Transaction,
    envoi: &Envoi<'_>,
    certifications: &Certifications,
    admis: Vec<Admis>,
    comptes: &mut Comptes,
) -> anyhow::Result<()> {
    let connus = connus(tx, &admis).await?;
    let mut neufs: HashMap<Cle, Effectif> = HashMap::with_capacity(admis.len());
    for a in &admis {
        let cle = cle(a);
        let precedent = neufs.get(&cle).or_else(|| connus.get(&cle));
        let effectif = effectif(envoi, certifications, a, precedent);
        if neufs.insert(cle, effectif).is_some() {
            comptes.fusionnes += 1;
        }
    }
    let (mut lignes, mut revus) = (Vec::with_capacity(neufs.len()), Vec::new());
    for (cle, neuf) in neufs {
        match connus.get(&cle) {
            Some(connu) if connu.dit_comme(&neuf) => {
                comptes.identiques += 1;
                revus.push(neuf.id);
                continue;
            }
            Some(_) => comptes.mis_a_jour += 1,
            None => comptes.crees += 1,
        }
        lignes.push(neuf);
    }
    lignes.sort_by(|a, b| a.id.cmp(&b.id));
    effectifs::ecrire(tx, &lignes).await?;
    effectifs::revoir(tx, &revus, envoi.id, envoi.recue_le).await?;
    Ok(())
}

/// What is known of these enrolments.
async fn connus(tx: &mut Transaction, admis: &[Admis]) -> anyhow::Result<HashMap<Cle, Effectif>> {
    let mut par_classe: HashMap<(&str, &str, &str), Vec<&str>> = HashMap::new();
    for a in admis {
        let classe = (&*a.formateur.siret, &*a.formateur.uai, &*a.dossier.annee_scolaire);
        par_classe.entry(classe).or_default().push(&a.dossier.id_erp);
    }
    let mut connus = HashMap::with_capacity(admis.len());
    for (classe, ids) in par_classe {
        for e in effectifs::connus(tx, classe, &ids).await? {
            let cle = (e.siret.clone(), e.uai.clone(), e.annee_scolaire.clone(), e.id_erp.clone());
            connus.insert(cle, e);
        }
    }
    Ok(connus)
}

/// The enrolment after this item.
fn effectif(
    envoi: &Envoi<'_>,
    certifications: &Certifications,
    admis: &Admis,
    precedent: Option<&Effectif>,
) -> Effectif {
    let contenu = fusionner(precedent.and_then(Effectif::contenu), &admis.dossier);
    let formation = Formation::de(certifications, &contenu);
    let (id, cree_le) = precedent
        .map_or_else(|| (Ulid::new().to_string(), envoi.recue_le), |p| (p.id.clone(), p.cree_le));
    let effectif = Effectif {
        id,
        siret: admis.formateur.siret.clone(),
        uai: admis.formateur.uai.clone(),
        annee_scolaire: admis.dossier.annee_scolaire.clone(),
        id_erp: admis.dossier.id_erp.clone(),
        siret_responsable: admis.responsable.siret.clone(),
        uai_responsable: admis.responsable.uai.clone(),
        siret_envoye: admis.dossier.formateur.siret.clone(),
        uai_envoye: admis.dossier.formateur.uai.clone(),
        regle: admis.formateur.regle.to_owned(),
        fiable: i64::from(admis.formateur.fiable && admis.responsable.fiable),
        departement: admis.formateur.departement.clone(),
        commune: residence::commune(envoi.communes, &contenu),
        source: envoi.source.to_owned(),
        transmission: envoi.id.to_owned(),
        cree_le,
        modifie_le: envoi.recue_le,
        transmis_le: envoi.recue_le,
        ..Effectif::default()
    };
    remplir(effectif, &contenu, formation, envoi.aujourd_hui)
}

/// The enrolment with this content.
pub fn recomposer(
    effectif: Effectif,
    contenu: &Contenu,
    certifications: &Certifications,
    aujourd_hui: DateCivile,
) -> Effectif {
    remplir(effectif, contenu, Formation::de(certifications, contenu), aujourd_hui)
}

/// What comes from the content of the enrolment.
fn remplir(
    effectif: Effectif,
    contenu: &Contenu,
    formation: Formation,
    aujourd_hui: DateCivile,
) -> Effectif {
    let parcours = contenu.parcours();
    let json = |valeur: serde_json::Result<String>| valeur.unwrap_or_default();
    let courriel = contenu.details.get("email_contact").and_then(Value::as_str);
    Effectif {
        nom: contenu.nom.clone(),
        prenom: contenu.prenom.clone(),
        naissance: contenu.naissance.to_string(),
        personne: contenu.personne(),
        courriel: courriel.map(str::to_owned),
        inscription: contenu.inscription.to_string(),
        entree: contenu.session.entree.to_string(),
        fin: contenu.session.fin.to_string(),
        exclusion: contenu.exclusion.map(|e| e.to_string()),
        cfd_envoye: contenu.cfd.clone().filter(|c| formation.cfd.as_ref() != Some(c)),
        cfd: formation.cfd,
        rncp: contenu.rncp.clone(),
        formation: formation.libelle,
        niveau: formation.niveau,
        contrats: json(serde_json::to_string(&contenu.contrats)),
        details: json(serde_json::to_string(&contenu.details)),
        autres: json(serde_json::to_string(&contenu.autres)),
        parcours: parcours.ecrire(),
        situation: parcours.le(aujourd_hui).code().to_owned(),
        change_le: parcours.change_apres(aujourd_hui).map(|d| d.to_string()),
        ..effectif
    }
}

//! What the command line may ask of the service.

use base::{Db, Lecture, Transaction};
use noyau::dates::{DateCivile, Instant};
use rand::TryRngCore;
use rand::rngs::OsRng;
use web::Portee;

use crate::depot::{self, LigneCle};
use crate::regles::{Cle, EtatDeCle, ecrire_portees, etat, lire_portees};

/// Days that a key lives when nothing else is said.
pub const DUREE: i64 = 365;

/// A key as lists show it.
#[derive(Clone, Debug)]
pub struct CleConnue {
    /// Public identifier.
    pub id: String,
    /// Name given to it.
    pub nom: String,
    /// Last characters of the secret.
    pub fin: String,
    /// What it allows.
    pub portees: Vec<Portee>,
    /// Whether it may still be used.
    pub etat: EtatDeCle,
    /// When it expires.
    pub expire_le: Instant,
    /// When it was last used.
    pub vue_le: Option<Instant>,
}

pub use crate::regles::EtatDeCle as Etat;

/// Makes a key and returns it whole, for the only time. Every key reads; it stops at the end of
/// the day `expire`.
pub async fn creer(
    db: &Db,
    nom: &str,
    portees: &[Portee],
    expire: DateCivile,
    maintenant: Instant,
) -> anyhow::Result<String> {
    let mut tx = db.write().await?;
    let cle = creer_pour(&mut tx, "", (nom, portees), expire, maintenant).await?;
    tx.commit().await?;
    Ok(cle)
}

/// The same for a key that speaks for the organisation of this SIRET: name and scopes, last day.
pub async fn creer_pour(
    tx: &mut Transaction,
    organisme: &str,
    (nom, portees): (&str, &[Portee]),
    expire: DateCivile,
    maintenant: Instant,
) -> anyhow::Result<String> {
    let mut hasard = [0; 38];
    OsRng.try_fill_bytes(&mut hasard)?;
    let cle = Cle::de(&hasard);
    let mut toutes = vec![Portee::Lecture];
    toutes.extend(portees.iter().filter(|p| **p != Portee::Lecture));
    let ligne = LigneCle {
        id: cle.id.clone(),
        nom: nom.to_owned(),
        empreinte: cle.empreinte(),
        fin: cle.fin().to_owned(),
        portees: ecrire_portees(&toutes),
        creee_le: maintenant.ms(),
        expire_le: expire.fin().ms(),
        revoquee_le: None,
        vue_le: None,
        organisme: organisme.to_owned(),
    };
    depot::ajouter(tx, &ligne).await?;
    Ok(cle.entiere())
}

/// Every key, newest first.
pub async fn lister(db: &Lecture, maintenant: Instant) -> anyhow::Result<Vec<CleConnue>> {
    Ok(depot::lister(db).await?.into_iter().map(|ligne| connue(ligne, maintenant)).collect())
}

/// The keys that speak for the organisation of this SIRET, newest first.
pub async fn lister_de(
    db: &Lecture,
    organisme: &str,
    maintenant: Instant,
) -> anyhow::Result<Vec<CleConnue>> {
    let lignes = depot::de_l_organisme(db, organisme).await?;
    Ok(lignes.into_iter().map(|ligne| connue(ligne, maintenant)).collect())
}

/// SIRET of the organisation that a key speaks for; none when there is no such key, or when it is that of a partner.
pub async fn organisme_de(db: &Lecture, id: &str) -> anyhow::Result<Option<String>> {
    let trouvee = depot::trouver(db, id).await?;
    Ok(trouvee.map(|ligne| ligne.organisme).filter(|siret| !siret.is_empty()))
}

fn connue(ligne: LigneCle, maintenant: Instant) -> CleConnue {
    CleConnue {
        etat: etat(ligne.expire_le, ligne.revoquee_le, maintenant.ms()),
        portees: lire_portees(&ligne.portees),
        expire_le: Instant::from_ms(ligne.expire_le),
        vue_le: ligne.vue_le.map(Instant::from_ms),
        id: ligne.id,
        nom: ligne.nom,
        fin: ligne.fin,
    }
}

/// Ends a key; false when there is none to end.
pub async fn revoquer(db: &Db, id: &str, maintenant: Instant) -> anyhow::Result<bool> {
    let mut tx = db.write().await?;
    let faite = depot::revoquer(&mut tx, id, maintenant.ms()).await?;
    tx.commit().await?;
    Ok(faite)
}

//! For whom a person acts: what the services in which organisations work ask of the accounts.

use base::{ErreurBase, Lecture};
use web::Role;

use crate::depot::habilitations;
use crate::depot::membres::{self, Ligne};
use crate::depot::organisations;

/// Subject of the event of a habilitation that changed state; its key is its identifier.
pub const HABILITATION: &str = "comptes.habilitation";

/// Subject of the event of an organisation that changed state; its key is its identifier.
pub const ORGANISATION: &str = "comptes.organisation";

/// An organisation that a person acts for, or asks to act for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attache {
    /// Identifier of the organisation.
    pub organisation: String,
    /// What the person is there.
    pub role: Role,
    /// Whether the habilitation and the organisation are in force; otherwise they wait.
    pub en_vigueur: bool,
    /// SIRET; empty for what has none.
    pub siret: String,
    /// Name.
    pub nom: String,
    /// Postal address, on one line; may be empty.
    pub adresse: String,
    /// Département; may be empty.
    pub departement: String,
    /// NAF code; may be empty.
    pub naf: String,
    /// OPCO; may be empty.
    pub opco: String,
}

impl Attache {
    /// Its organisation as a ressort names it: SIRET, else identifier.
    pub fn ressort(&self) -> &str {
        if self.siret.is_empty() { &self.organisation } else { &self.siret }
    }
}

/// The companies and training centres of a person, those in force first.
///
/// # Errors
/// When the database refuses.
pub async fn attaches(
    db: &Lecture,
    personne: &str,
    maintenant: i64,
) -> Result<Vec<Attache>, ErreurBase> {
    let lignes = membres::de_la_personne(db, personne, maintenant).await?;
    Ok(lignes.into_iter().filter_map(attache).collect())
}

fn attache(l: Ligne) -> Option<Attache> {
    Some(Attache {
        role: Role::lire(&l.role)?,
        en_vigueur: l.en_vigueur == 1,
        organisation: l.organisation,
        siret: l.siret,
        nom: l.nom,
        adresse: l.adresse,
        departement: l.departement,
        naf: l.naf,
        opco: l.opco,
    })
}

/// A mission locale that has accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissionLocale {
    /// Its name.
    pub nom: String,
    /// Its département; may be empty.
    pub departement: String,
}

/// The mission locale of a ressort (SIRET, else identifier); none when no account acts for one.
///
/// # Errors
/// When the database refuses.
pub async fn mission_locale(
    db: &Lecture,
    ressort: &str,
) -> Result<Option<MissionLocale>, ErreurBase> {
    let par_siret = organisations::par_siret(db, "mission_locale", ressort).await?;
    let trouvee = match par_siret {
        Some(o) => Some(o),
        None => organisations::par_id(db, ressort).await?,
    };
    let trouvee = trouvee.filter(|o| o.genre == "mission_locale");
    Ok(trouvee.map(|o| MissionLocale { nom: o.nom, departement: o.departement }))
}

/// The organisations that somebody holds this role for now, with the mailboxes of those who do: ressort, mailbox.
///
/// # Errors
/// When the database refuses.
pub async fn boites(
    db: &Lecture,
    role: Role,
    maintenant: i64,
) -> Result<Vec<(String, String)>, ErreurBase> {
    membres::boites(db, role.code(), maintenant).await
}

/// How many requests of employers wait for this OPCO; for everyone when it is empty.
///
/// # Errors
/// When the database refuses.
pub async fn en_attente(db: &Lecture, opco: &str) -> Result<i64, ErreurBase> {
    habilitations::compter_a_valider(db, (opco, "")).await
}

/// The name of the training centre of this SIRET, when it has accounts.
///
/// # Errors
/// When the database refuses.
pub async fn nom_de(db: &Lecture, siret: &str) -> Result<Option<String>, ErreurBase> {
    membres::nom_du_cfa(db, siret).await
}

/// Whether somebody acts now for this organisation, in this role.
///
/// # Errors
/// When the database refuses.
pub async fn a_un_membre(
    db: &Lecture,
    (role, ressort): (Role, &str),
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    membres::en_vigueur(db, (role.code(), ressort), maintenant).await
}

//! The journal: who did what, on whose behalf, to what, about whom, and why.
//!
//! Append-only and chained: each row holds the SHA-256 of its content and of the row before it, so
//! that a row changed, removed or slipped in breaks the chain from there on. The database refuses
//! updates and deletes by itself (triggers). Kept three years, the most that the CNIL admits for
//! internal control of who reads what (délibération n° 2021-122 of 14 October 2021).

mod chaine;
mod coupe;
mod lecture;
mod verification;

use base::{ErreurBase, Moteur, Transaction, evenements};
use serde_json::Value;
use sqlx::{AssertSqlSafe, FromRow};

pub use coupe::couper;
pub use lecture::{Filtre, chercher, de_la_personne, flux};
pub use verification::{Bilan, BilanNote, Rupture, bilans, verifier, verifier_et_noter};

/// Days that a row is kept: three years. The database's own guard says the same in milliseconds.
pub const CONSERVATION_JOURS: u32 = 1_096;

/// Rows written by one statement.
const LOT: usize = 200;

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acteur {
    genre: &'static str,
    id: String,
    au_nom_de: Option<String>,
}

impl Acteur {
    /// Someone who signed in: the identifier of the account, never a name.
    pub fn compte(id: impl Into<String>) -> Self {
        Acteur { genre: "compte", id: id.into(), au_nom_de: None }
    }

    /// A partner's program: the public identifier of its key.
    pub fn cle(id: impl Into<String>) -> Self {
        Acteur { genre: "cle", id: id.into(), au_nom_de: None }
    }

    /// The person whose data it is, after the proof of a mailbox: its key (see [`crate::sujet`]).
    pub fn personne(sujet: impl Into<String>) -> Self {
        Acteur { genre: "personne", id: sujet.into(), au_nom_de: None }
    }

    /// A job of the program, or its operator at the command line.
    pub fn systeme(nom: impl Into<String>) -> Self {
        Acteur { genre: "systeme", id: nom.into(), au_nom_de: None }
    }

    /// For an organisation: its name, which the person concerned will read.
    pub fn au_nom_de(mut self, organisation: impl Into<String>) -> Self {
        self.au_nom_de = Some(organisation.into());
        self
    }
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct Fait {
    /// What: service, object, verb, e.g. `annuaire.uai.valider`.
    pub acte: &'static str,
    /// Who.
    pub acteur: Acteur,
    /// Kind of object, e.g. `organisme`.
    pub objet_genre: &'static str,
    /// Which one.
    pub objet_id: String,
    /// Key of the person whose data it is (see [`crate::sujet`]).
    pub sujet: Option<String>,
    /// Why, as whoever did it wrote it; empty when the act says it all.
    pub motif: String,
    /// What else is worth keeping. Nothing of a person.
    pub details: Value,
}

/// A row of the journal.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Ligne {
    /// Place in the chain, from 1, without gaps.
    pub rang: i64,
    /// When (ms since 1970).
    pub instant: i64,
    /// What was done.
    pub acte: String,
    /// `compte`, `cle`, `personne` or `systeme`.
    pub acteur_genre: String,
    /// Identifier of who did it.
    pub acteur: String,
    /// Name of the organisation it was done for.
    pub au_nom_de: Option<String>,
    /// Kind of object.
    pub objet_genre: String,
    /// Identifier of the object.
    pub objet: String,
    /// Key of the person whose data it is.
    pub sujet: Option<String>,
    /// Why.
    pub motif: String,
    /// Details, as JSON.
    pub details: String,
    /// Hash of the row and of the one before, in hexadecimal.
    pub empreinte: String,
}

pub(crate) const COLONNES: &str = "rang, instant, acte, acteur_genre, acteur, au_nom_de, \
     objet_genre, objet, sujet, motif, details, empreinte";

/// Writes one fact in the caller's transaction; returns its place in the chain.
pub async fn consigner(
    tx: &mut Transaction,
    fait: &Fait,
    maintenant: i64,
) -> Result<i64, ErreurBase> {
    consigner_tous(tx, std::slice::from_ref(fait), maintenant).await
}

/// Writes several facts at once, in their order; returns the place of the last.
pub async fn consigner_tous(
    tx: &mut Transaction,
    faits: &[Fait],
    maintenant: i64,
) -> Result<i64, ErreurBase> {
    evenements::ordonner(tx).await?;
    let nombre = i64::try_from(faits.len()).unwrap_or(i64::MAX);
    let avancer = "UPDATE journal_tete SET rang = rang + $1 WHERE id = 1 RETURNING rang, empreinte";
    let (fin, mut empreinte): (i64, String) =
        sqlx::query_as(avancer).bind(nombre).fetch_one(&mut **tx).await?;
    let mut lignes = Vec::with_capacity(faits.len());
    for (rang, fait) in (fin - nombre + 1..).zip(faits) {
        let ligne = chaine::enchainer(&empreinte, rang, fait, maintenant);
        empreinte.clone_from(&ligne.empreinte);
        lignes.push(ligne);
    }
    for lot in lignes.chunks(LOT) {
        ecrire(tx, lot).await?;
    }
    let clore = "UPDATE journal_tete SET empreinte = $1 WHERE id = 1";
    sqlx::query(clore).bind(empreinte).execute(&mut **tx).await?;
    Ok(fin)
}

async fn ecrire(tx: &mut Transaction, lignes: &[Ligne]) -> Result<(), ErreurBase> {
    // SQLite also reads `$1`, but looks each up by name among all the others.
    let moteur = tx.moteur();
    let parametre = |p: usize| match moteur {
        Moteur::Sqlite => "?".to_owned(),
        Moteur::Postgres => format!("${p}"),
    };
    let rangee = |n: usize| {
        let parametres: Vec<String> = (1..=12).map(|p| parametre(n * 12 + p)).collect();
        format!("({})", parametres.join(", "))
    };
    let rangees: Vec<String> = (0..lignes.len()).map(rangee).collect();
    let sql = format!("INSERT INTO journal ({COLONNES}) VALUES {}", rangees.join(", "));
    let mut requete = sqlx::query(AssertSqlSafe(sql)).persistent(lignes.len() == 1);
    for l in lignes {
        requete = requete.bind(l.rang).bind(l.instant).bind(&l.acte).bind(&l.acteur_genre);
        requete = requete.bind(&l.acteur).bind(&l.au_nom_de).bind(&l.objet_genre).bind(&l.objet);
        requete = requete.bind(&l.sujet).bind(&l.motif).bind(&l.details).bind(&l.empreinte);
    }
    requete.execute(&mut **tx).await?;
    Ok(())
}

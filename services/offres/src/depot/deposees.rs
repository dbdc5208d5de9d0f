//! The offers deposited here.

use std::sync::LazyLock;

use base::sqlx::any::AnyRow;
use base::sqlx::{self, AssertSqlSafe, Row};
use base::{ErreurBase, Lecture, Transaction, Valeur, lots};
use importer::Enregistrement;
use noyau::dates::Instant;

use super::ligne::Valeurs;
use super::offres::{self, TABLE};
use super::parcours::Position;
use super::{LOT, PAGE, reperes};
use crate::porte::Offre;
use crate::regles::vie::Etat;

/// Columns after those that every offer has.
const PROPRES: [&str; 19] = [
    "etat",
    "role",
    "organisme",
    "auteur",
    "courriel",
    "provenance",
    "perdu_le",
    "appellation",
    "texte_libre",
    "questions",
    "plafond",
    "prolongations",
    "rappel",
    "vues",
    "ouvertures",
    "motif",
    "creee_le",
    "modifiee_le",
    "mandat",
];

/// Counters: only their own statements change them.
const COMPTEURS: [&str; 3] = ["candidatures", "vues", "ouvertures"];

static COLONNES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| TABLE.colonnes.iter().copied().chain(PROPRES).collect());

static SELECT: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {} FROM offres_deposees ", COLONNES.join(", ")));

/// An offer with what only the service and its owner know.
#[derive(Clone, Debug, PartialEq)]
pub struct Deposee {
    /// What everyone may read.
    pub offre: Offre,
    /// Where it stands.
    pub etat: Etat,
    /// Whose members manage it: `employeur`, `cfa` or `partenaire`.
    pub role: String,
    /// Organisation of those members: SIRET, or the name of the partner.
    pub organisme: String,
    /// Account that wrote it; empty for a partner.
    pub auteur: String,
    /// Where applications go; empty when they go to the page of the partner.
    pub courriel: String,
    /// Where this mailbox comes from.
    pub provenance: String,
    /// When mails stopped arriving there (ms since 1970).
    pub perdu_le: Option<i64>,
    /// Name of the trade, as chosen in ROME.
    pub appellation: String,
    /// What the employer wrote besides the trade; part of the description.
    pub texte_libre: String,
    /// Asked to whoever applies, three at most.
    pub questions: Vec<String>,
    /// Most applications wanted.
    pub plafond: Option<i64>,
    /// How many times it was made to last longer.
    pub prolongations: i64,
    /// Days announced by the last reminder of this publication; 0 for none.
    pub rappel: i64,
    /// Times it was seen in results.
    pub vues: i64,
    /// Times its sheet was opened.
    pub ouvertures: i64,
    /// Why it is in this state.
    pub motif: String,
    /// When it began (ms since 1970).
    pub creee_le: i64,
    /// When it last changed (ms since 1970).
    pub modifiee_le: i64,
    /// Mandate under which a training centre wrote it; empty when there is none.
    pub mandat: String,
}

impl Deposee {
    /// Values in the order of the columns.
    fn valeurs(&self) -> Vec<Valeur> {
        let mut v = Valeurs(self.offre.clone().valeurs());
        v.une(self.etat.code()).une(self.role.as_str()).une(self.organisme.as_str());
        v.une(self.auteur.as_str()).une(self.courriel.as_str());
        v.une(self.provenance.as_str()).une(self.perdu_le);
        v.une(self.appellation.as_str()).une(self.texte_libre.as_str()).liste(&self.questions);
        v.une(self.plafond).une(self.prolongations).une(self.rappel);
        v.une(self.vues).une(self.ouvertures).une(self.motif.as_str());
        v.une(self.creee_le).une(self.modifiee_le).une(self.mandat.as_str());
        v.0
    }

    /// The applications received.
    pub fn recues(&self) -> i64 {
        self.offre.candidature.recues
    }
}

fn lire(row: &AnyRow) -> Result<Deposee, ErreurBase> {
    let texte = |nom: &str| row.try_get::<String, _>(nom);
    let etat = texte("etat")?;
    let inconnu = || sqlx::Error::Decode(format!("état d’offre « {etat} »").into());
    Ok(Deposee {
        offre: offres::lire(row)?,
        etat: Etat::lire(&etat).ok_or_else(inconnu)?,
        role: texte("role")?,
        organisme: texte("organisme")?,
        auteur: texte("auteur")?,
        courriel: texte("courriel")?,
        provenance: texte("provenance")?,
        perdu_le: row.try_get("perdu_le")?,
        appellation: texte("appellation")?,
        texte_libre: texte("texte_libre")?,
        questions: serde_json::from_str(&texte("questions")?).unwrap_or_default(),
        plafond: row.try_get("plafond")?,
        prolongations: row.try_get("prolongations")?,
        rappel: row.try_get("rappel")?,
        vues: row.try_get("vues")?,
        ouvertures: row.try_get("ouvertures")?,
        motif: texte("motif")?,
        creee_le: row.try_get("creee_le")?,
        modifiee_le: row.try_get("modifiee_le")?,
        mandat: texte("mandat")?,
    })
}

/// Adds an offer.
pub async fn ajouter(tx: &mut Transaction, d: &Deposee) -> Result<(), ErreurBase> {
    lots::ajouter(tx, "offres_deposees", &COLONNES, "", &[d.valeurs()]).await?;
    Ok(())
}

/// Writes an offer over the one of the same identifier, as long as that one is still in the state
/// it was read in; false otherwise. Counters stay.
pub async fn remplacer(tx: &mut Transaction, d: &Deposee, lu: Etat) -> Result<bool, ErreurBase> {
    static CONFLIT: LazyLock<String> = LazyLock::new(|| {
        let ecrites = COLONNES.iter().filter(|c| **c != "id" && !COMPTEURS.contains(c));
        let ecrites: Vec<String> = ecrites.map(|c| format!("{c} = excluded.{c}")).collect();
        format!("ON CONFLICT (id) DO UPDATE SET {}", ecrites.join(", "))
    });
    let sql = "UPDATE offres_deposees SET modifiee_le = $3 WHERE id = $1 AND etat = $2";
    let encore = sqlx::query(sql).bind(&d.offre.id).bind(lu.code()).bind(d.modifiee_le);
    if encore.execute(&mut **tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    lots::ajouter(tx, "offres_deposees", &COLONNES, &CONFLIT, &[d.valeurs()]).await?;
    Ok(true)
}

/// Those that a clause of this module's neighbours chooses: its text values come first.
pub(super) async fn choisir(
    db: &Lecture,
    suite: &str,
    textes: &[String],
    entiers: &[i64],
) -> Result<Vec<Deposee>, ErreurBase> {
    let sql = format!("{}{suite}", *SELECT);
    let mut requete = sqlx::query(AssertSqlSafe(sql));
    for texte in textes {
        requete = requete.bind(texte.as_str());
    }
    for entier in entiers {
        requete = requete.bind(*entier);
    }
    requete.fetch_all(db.pool()).await?.iter().map(lire).collect()
}

/// The offer of this identifier, whatever its state.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Deposee>, ErreurBase> {
    let sql = format!("{}WHERE id = $1", *SELECT);
    let ligne = sqlx::query(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?;
    ligne.as_ref().map(lire).transpose()
}

/// The same, as this transaction sees it.
pub async fn relire(tx: &mut Transaction, id: &str) -> Result<Option<Deposee>, ErreurBase> {
    let sql = format!("{}WHERE id = $1", *SELECT);
    let ligne = sqlx::query(AssertSqlSafe(sql)).bind(id).fetch_optional(&mut **tx).await?;
    ligne.as_ref().map(lire).transpose()
}

/// Those of these identifiers that are more than drafts, in no particular order.
pub async fn plusieurs(db: &Lecture, ids: &[&str]) -> Result<Vec<Offre>, ErreurBase> {
    let mut trouvees = Vec::new();
    for lot in ids.chunks(LOT) {
        let sql = format!("{}WHERE etat <> $1 AND id IN ({})", *SELECT, reperes(lot.len()));
        let mut requete = sqlx::query(AssertSqlSafe(sql)).bind(Etat::Brouillon.code());
        for id in lot {
            requete = requete.bind(*id);
        }
        for ligne in requete.fetch_all(db.pool()).await? {
            trouvees.push(lire(&ligne)?.offre);
        }
    }
    Ok(trouvees)
}

/// The offers visible at `maintenant`, after a position, in the order of places.
pub async fn page(
    db: &Lecture,
    position: &Position,
    maintenant: Instant,
) -> Result<Vec<Offre>, ErreurBase> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "{}WHERE etat = 'publiee' AND (cle_geo, id) > ($1, $2) AND expiration > $3
             ORDER BY cle_geo, id LIMIT $4",
            *SELECT
        )
    });
    let lignes = sqlx::query(AssertSqlSafe(SQL.as_str()))
        .bind(position.cle)
        .bind(&position.id)
        .bind(maintenant.ms())
        .bind(PAGE)
        .fetch_all(db.pool())
        .await?;
    lignes.iter().map(|l| Ok(lire(l)?.offre)).collect()
}

/// Counts one application received; false when people no longer see the offer.
pub async fn compter_candidature(tx: &mut Transaction, id: &str) -> Result<bool, ErreurBase> {
    let sql = "UPDATE offres_deposees SET candidatures = candidatures + 1
               WHERE id = $1 AND etat = 'publiee'";
    let fait = sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Notes that mails no longer arrive at the mailbox of an offer; false when it was known.
pub async fn perdre_le_contact(
    tx: &mut Transaction,
    id: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE offres_deposees SET perdu_le = $2, destinataire = NULL
               WHERE id = $1 AND perdu_le IS NULL";
    let fait = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() > 0)
}

/// When the deposited offers last changed, in milliseconds since 1970.
pub async fn mise_a_jour(db: &Lecture) -> Result<Option<i64>, ErreurBase> {
    let sql = "SELECT MAX(modifiee_le) FROM offres_deposees";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

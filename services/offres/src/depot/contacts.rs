//! Private mailboxes of the companies likely to hire.

use std::sync::LazyLock;

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Table, Transaction, Valeur};
use importer::Enregistrement;
use noyau::identifiants::{Courriel, Siret};

/// The table of mailboxes.
pub const TABLE: Table = Table {
    nom: "offres_contacts",
    colonnes: &["siret", "courriel", "empreinte"],
    cle: &["siret"],
};

/// The mailboxes that may be used now: those of the file in force, but for those where mails no
/// longer arrive, those that asked for nothing more, and those of companies that gave another.
const DU_FICHIER: &str = "FROM offres_contacts c JOIN versions v ON v.id = c.version
     WHERE v.jeu = 'recruteurs/etablissements' AND v.statut = 'courante'
       AND NOT EXISTS (SELECT 1 FROM offres_contacts_perdus p
                       WHERE p.siret = c.siret AND p.empreinte = c.empreinte)
       AND NOT EXISTS (SELECT 1 FROM offres_oppositions o WHERE o.empreinte = c.empreinte)
       AND NOT EXISTS (SELECT 1 FROM offres_choix x WHERE x.siret = c.siret AND x.courriel <> '')";

/// The mailboxes that companies gave themselves, but for those where mails no longer arrive.
const DONNEES: &str = "FROM offres_choix c
     WHERE c.courriel <> '' AND c.choix = 'paraitre'
       AND NOT EXISTS (SELECT 1 FROM offres_contacts_perdus p
                       WHERE p.siret = c.siret AND p.empreinte = c.empreinte)
       AND NOT EXISTS (SELECT 1 FROM offres_oppositions o WHERE o.empreinte = c.empreinte)";

/// The column `destinataire` of a company, for those that can be written to from here.
pub static DESTINATAIRE: LazyLock<String> = LazyLock::new(|| {
    format!(
        "CASE WHEN EXISTS (SELECT 1 {DU_FICHIER} AND c.siret = recruteurs.siret)
               OR EXISTS (SELECT 1 {DONNEES} AND c.siret = recruteurs.siret)
              THEN 'recruiters_' || recruteurs.siret END AS destinataire"
    )
});

/// A mailbox of the company file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boite {
    /// The establishment.
    pub siret: Siret,
    /// Its mailbox.
    pub courriel: Courriel,
}

impl Enregistrement for Boite {
    const TABLE: &'static Table = &TABLE;

    fn cle(&self) -> String {
        self.siret.to_string()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let empreinte = coffre::empreinte(self.courriel.as_str());
        vec![self.siret.to_string().into(), self.courriel.to_string().into(), empreinte.into()]
    }
}

/// A mailbox, where it comes from and since when (ms since 1970).
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Contact {
    /// The mailbox.
    pub courriel: String,
    /// 1 when the company gave it itself.
    pub donne: i64,
    /// When the file, or the company, gave it.
    pub recu_le: i64,
}

/// The mailbox of this company that may be used, if there is one.
pub async fn de(db: &Lecture, siret: &Siret) -> Result<Option<Contact>, ErreurBase> {
    let sql = format!(
        "SELECT c.courriel, CAST(0 AS BIGINT) AS donne, v.debut AS recu_le {DU_FICHIER} AND c.siret = $1
         UNION ALL
         SELECT c.courriel, CAST(1 AS BIGINT), c.choisi_le {DONNEES} AND c.siret = $1"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(siret.as_str());
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Notes that mails no longer arrive at the mailbox of this company.
pub async fn perdre(
    tx: &mut Transaction,
    siret: &Siret,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    for boites in [DU_FICHIER, DONNEES] {
        let sql = format!(
            "INSERT INTO offres_contacts_perdus (siret, empreinte, perdu_le)
             SELECT c.siret, c.empreinte, $2 {boites} AND c.siret = $1
             ON CONFLICT (siret, empreinte) DO NOTHING"
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(siret.as_str())
            .bind(maintenant)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Applications that this company received here.
pub async fn recues(db: &Lecture, siret: &Siret) -> Result<i64, ErreurBase> {
    let sql = "SELECT nombre FROM offres_recues WHERE siret = $1";
    let nombre: Option<i64> =
        sqlx::query_scalar(sql).bind(siret.as_str()).fetch_optional(db.pool()).await?;
    Ok(nombre.unwrap_or_default())
}

/// Counts one application that this company received.
pub async fn compter(
    tx: &mut Transaction,
    siret: &Siret,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO offres_recues (siret, nombre, derniere_le) VALUES ($1, 1, $2)
         ON CONFLICT (siret) DO UPDATE
         SET nombre = offres_recues.nombre + 1, derniere_le = excluded.derniere_le",
    )
    .bind(siret.as_str())
    .bind(maintenant)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

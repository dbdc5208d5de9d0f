//! The companies likely to hire.

use std::collections::HashSet;
use std::sync::LazyLock;

use base::sqlx::any::AnyRow;
use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Table, Valeur};
use importer::Enregistrement;
use noyau::identifiants::Siret;

use super::choix::ABSENTE;
use super::contacts::DESTINATAIRE;
use super::ligne::{Colonnes, Valeurs};
use super::parcours::Position;
use super::{LOT, PAGE, reperes, versions_courantes};
use crate::porte::Recruteur;

/// The data sets that fill the table, the preferred one first.
pub const JEUX: &[&str] = &["recruteurs/api", "recruteurs/etablissements"];

/// The table of companies. Its columns follow those of `ligne.rs`, group by group.
pub const TABLE: Table = Table {
    nom: "recruteurs",
    colonnes: &[
        "siret",
        "nom",
        "presentation",
        "site",
        "taille",
        "naf",
        "secteur",
        "idcc",
        "opco",
        "adresse",
        "code_postal",
        "commune",
        "ville",
        "departement",
        "region",
        "latitude",
        "longitude",
        "precision_lieu",
        "cle_geo",
        "romes",
        "handicap",
        "url",
        "destinataire",
        "candidatures",
    ],
    cle: &["siret"],
};

static SELECT: LazyLock<String> = LazyLock::new(|| {
    let lue = |c: &&'static str| match *c {
        // What the file says of it belongs to its publisher's site.
        "destinataire" => DESTINATAIRE.as_str(),
        autre => autre,
    };
    let colonnes: Vec<&str> = TABLE.colonnes.iter().map(lue).collect();
    format!("SELECT {} FROM recruteurs ", colonnes.join(", "))
});

impl Enregistrement for Recruteur {
    const TABLE: &'static Table = &TABLE;

    fn cle(&self) -> String {
        self.siret.to_string()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let mut v = Valeurs::default();
        v.une(self.siret.to_string()).employeur(self.employeur).lieu(self.lieu);
        v.liste(&self.romes).une(self.handicap).candidature(self.candidature);
        v.0
    }
}

/// Those of a legal unit, a hundred at most: SIRET, name, address, town, département, NAF, IDCC,
/// OPCO, site.
pub async fn du_siren(db: &Lecture, siren: &str) -> Result<Vec<[String; 9]>, ErreurBase> {
    let sql = "SELECT siret, nom, adresse, COALESCE(ville, ''), COALESCE(departement, ''),
                      COALESCE(naf, ''), COALESCE(idcc, ''), COALESCE(opco, ''), COALESCE(site, '')
               FROM recruteurs WHERE version = $1 AND siret >= $2 AND siret < $3
               ORDER BY siret LIMIT 100";
    let mut toutes = Vec::new();
    for version in versions_courantes(db, JEUX).await? {
        let requete = sqlx::query(sql).bind(version).bind(siren).bind(format!("{siren}:"));
        for row in requete.fetch_all(db.pool()).await? {
            let mut valeurs: [String; 9] = Default::default();
            for (rang, valeur) in valeurs.iter_mut().enumerate() {
                *valeur = sqlx::Row::try_get(&row, rang)?;
            }
            toutes.push(valeurs);
        }
    }
    Ok(toutes)
}

fn lire(row: &AnyRow) -> Result<Recruteur, ErreurBase> {
    let mut c = Colonnes::de(row);
    let siret: &str = c.une()?;
    Ok(Recruteur {
        siret: siret.parse().map_err(|e| sqlx::Error::Decode(Box::new(e)))?,
        employeur: c.employeur()?,
        lieu: c.lieu()?,
        romes: c.liste(|t| t.parse().ok())?,
        handicap: c.oui()?,
        candidature: c.candidature()?,
    })
}

/// The companies after a position, in the order of places, but for those that the preferred
/// version already gave.
pub async fn page(
    db: &Lecture,
    position: &Position,
    preferee: i64,
) -> Result<Vec<Recruteur>, ErreurBase> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "{}WHERE version = $1 AND (cle_geo, siret) > ($2, $3) AND NOT {ABSENTE}
               AND (version = $4 OR siret NOT IN (SELECT siret FROM recruteurs WHERE version = $4))
             ORDER BY cle_geo, siret LIMIT $5",
            *SELECT
        )
    });
    let lignes = sqlx::query(AssertSqlSafe(SQL.as_str()))
        .bind(position.version)
        .bind(position.cle)
        .bind(&position.id)
        .bind(preferee)
        .bind(PAGE)
        .fetch_all(db.pool())
        .await?;
    lignes.iter().map(lire).collect()
}

/// The company of this SIRET.
pub async fn trouver(db: &Lecture, siret: &Siret) -> Result<Option<Recruteur>, ErreurBase> {
    static SQL: LazyLock<String> =
        LazyLock::new(|| format!("{}WHERE version = $1 AND siret = $2 AND NOT {ABSENTE}", *SELECT));
    for version in versions_courantes(db, JEUX).await? {
        let requete = sqlx::query(AssertSqlSafe(SQL.as_str())).bind(version).bind(siret.as_str());
        if let Some(ligne) = requete.fetch_optional(db.pool()).await? {
            return Ok(Some(lire(&ligne)?));
        }
    }
    Ok(None)
}

/// The companies of these SIRET, in no particular order; the preferred version speaks first.
pub async fn plusieurs(db: &Lecture, sirets: &[&str]) -> Result<Vec<Recruteur>, ErreurBase> {
    let mut trouves: Vec<Recruteur> = Vec::with_capacity(sirets.len());
    let mut restants = sirets.to_vec();
    for version in versions_courantes(db, JEUX).await? {
        for lot in restants.chunks(LOT) {
            let sql = format!(
                "{}WHERE version = $1 AND siret IN ({}) AND NOT {ABSENTE}",
                *SELECT,
                reperes(lot.len())
            );
            let mut requete = sqlx::query(AssertSqlSafe(sql)).bind(version);
            for siret in lot {
                requete = requete.bind(*siret);
            }
            let lignes = requete.fetch_all(db.pool()).await?;
            trouves.extend(lignes.iter().map(lire).collect::<Result<Vec<_>, _>>()?);
        }
        let connus: HashSet<&str> = trouves.iter().map(|r| r.siret.as_str()).collect();
        restants.retain(|siret| !connus.contains(siret));
    }
    Ok(trouves)
}

/// How many companies there are.
pub async fn compter(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = format!(
        "SELECT COUNT(DISTINCT siret) FROM recruteurs
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante') AND NOT {ABSENTE}"
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(db.pool()).await?)
}

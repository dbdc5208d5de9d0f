//! What the platforms say of trainings: numbers, perimeters.

use base::{ErreurBase, Lecture, Table, Valeur, sqlx};
use importer::Enregistrement;

/// What a platform says of a training.
#[derive(Clone, Debug)]
pub struct Perimetre {
    /// Key of the ministry.
    pub cle_me: String,
    /// Number at Parcoursup.
    pub id_parcoursup: Option<String>,
    /// Whether Parcoursup leads to it.
    pub parcoursup: bool,
    /// Whether Affelnet does.
    pub affelnet: bool,
}

/// The table of perimeters.
pub static PERIMETRE: Table = Table {
    nom: "rdv_perimetre",
    colonnes: &["cle_me", "id_parcoursup", "parcoursup", "affelnet"],
    cle: &["cle_me"],
};

impl Enregistrement for Perimetre {
    const TABLE: &'static Table = &PERIMETRE;

    fn cle(&self) -> String {
        self.cle_me.clone()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let (parcoursup, affelnet) = (self.parcoursup.into(), self.affelnet.into());
        vec![self.cle_me.into(), self.id_parcoursup.into(), parcoursup, affelnet]
    }
}

/// The number of a training at ONISEP.
#[derive(Clone, Debug)]
pub struct Onisep {
    /// Number.
    pub id_action: String,
    /// Key of the ministry.
    pub cle_me: String,
}

/// The table of ONISEP.
pub static ONISEP: Table =
    Table { nom: "rdv_onisep", colonnes: &["id_action", "cle_me"], cle: &["id_action"] };

impl Enregistrement for Onisep {
    const TABLE: &'static Table = &ONISEP;

    fn cle(&self) -> String {
        self.id_action.clone()
    }

    fn valeurs(self) -> Vec<Valeur> {
        vec![self.id_action.into(), self.cle_me.into()]
    }
}

const COURANTES: &str = "version IN (SELECT id FROM versions WHERE statut = 'courante')";

/// Key, number at Parcoursup, Parcoursup, Affelnet.
pub type LignePerimetre = (String, Option<String>, i64, i64);

/// The current perimeter; empty when nobody delivered it.
pub async fn perimetre(db: &Lecture) -> Result<Vec<LignePerimetre>, ErreurBase> {
    let sql = format!(
        "SELECT cle_me, id_parcoursup, parcoursup, affelnet FROM rdv_perimetre WHERE {COURANTES}"
    );
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(db.pool()).await?)
}

/// Key, number at ONISEP.
pub async fn onisep(db: &Lecture) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = format!("SELECT cle_me, id_action FROM rdv_onisep WHERE {COURANTES}");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(db.pool()).await?)
}

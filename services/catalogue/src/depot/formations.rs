//! The table of trainings.

use std::sync::LazyLock;

use base::sqlx::any::AnyRow;
use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Table, Valeur};
use importer::Enregistrement;
use noyau::geo;
use noyau::niveau::NiveauDiplome;
use sha2::{Digest, Sha256};

use super::ligne::{Colonnes, Valeurs};
use super::sessions::{self, EN_UN_TEXTE};
use crate::regles::formation::Formation;

/// Rows read at a time.
pub const PAGE: i64 = 2_000;

/// Geographic key of a training without a position.
const SANS_POSITION: i64 = -1;

/// The table. `ligne.rs` writes and reads its columns group by group.
pub static FORMATIONS: Table = Table {
    nom: "formations",
    colonnes: &[
        "id",
        "empreinte",
        "cle_geo",
        "cle_me",
        "id_formation",
        "id_action",
        "id_certifinfo",
        "cfd",
        "rncp",
        "mefs",
        "nom_usuel",
        "intitule",
        "intitule_court",
        "diplome",
        "niveau",
        "romes",
        "lieu_adresse",
        "lieu_code_postal",
        "lieu_commune",
        "lieu_localite",
        "lieu_departement",
        "lieu_region",
        "lieu_lat",
        "lieu_lon",
        "lieu_siret",
        "lieu_uai",
        "gestionnaire_siret",
        "gestionnaire_nom",
        "gestionnaire_uai",
        "gestionnaire_adresse",
        "gestionnaire_code_postal",
        "gestionnaire_commune",
        "gestionnaire_localite",
        "formateur_siret",
        "formateur_nom",
        "formateur_uai",
        "formateur_adresse",
        "formateur_code_postal",
        "formateur_commune",
        "formateur_localite",
        "capacite",
        "duree",
        "annee",
        "a_distance",
        "niveau_entree",
        "objectif",
        "contenu",
        "onisep_url",
        "parcoursup_statut",
        "affelnet_statut",
        "publiee",
        "catalogue_general",
    ],
    cle: &["id"],
};

static SELECT: LazyLock<String> = LazyLock::new(|| {
    let colonnes = FORMATIONS.colonnes.join(", ");
    format!("SELECT {colonnes}, {EN_UN_TEXTE} FROM formations ")
});

impl Enregistrement for Formation {
    const TABLE: &'static Table = &FORMATIONS;

    fn cle(&self) -> String {
        self.id.clone()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let (id, cle_geo) = (self.id.clone(), cle_geo(&self));
        let sessions = format!("{:?}", self.sessions);
        let mut v = Valeurs::default();
        v.code(self.cle_me).numeros(self.rco);
        v.une(self.cfd.to_string()).code(self.rncp).codes(&self.mefs);
        v.une(self.nom_usuel).une(self.intitule).une(self.intitule_court).une(self.diplome);
        v.une(self.niveau.map(|n| i64::from(n.numero()))).codes(&self.romes);
        v.lieu(self.lieu).etablissement(self.gestionnaire).etablissement(self.formateur);
        v.une(self.capacite).une(self.duree).une(self.annee).une(self.a_distance);
        v.une(self.niveau_entree).une(self.objectif).une(self.contenu).une(self.onisep_url);
        v.une(self.parcoursup_statut).une(self.affelnet_statut);
        v.une(self.publiee).une(self.catalogue_general);
        let empreinte = empreinte(&v.0, &sessions);
        let debut = [Valeur::from(id), Valeur::from(empreinte), Valeur::from(cle_geo)];
        debut.into_iter().chain(v.0).collect()
    }
}

fn lire(row: &AnyRow) -> Result<Formation, sqlx::Error> {
    let mut c = Colonnes::de(row);
    let id = c.une()?;
    let (_empreinte, _cle_geo): (&str, i64) = (c.une()?, c.une()?);
    Ok(Formation {
        id,
        cle_me: c.code()?,
        rco: c.numeros()?,
        cfd: c.requis()?,
        rncp: c.code()?,
        mefs: c.codes()?,
        nom_usuel: c.une()?,
        intitule: c.une()?,
        intitule_court: c.une()?,
        diplome: c.une()?,
        niveau: c.une::<Option<i64>>()?.and_then(niveau),
        romes: c.codes()?,
        lieu: c.lieu()?,
        gestionnaire: c.etablissement()?,
        formateur: c.etablissement()?,
        capacite: c.une()?,
        duree: c.une()?,
        annee: c.une()?,
        a_distance: c.oui()?,
        niveau_entree: c.une()?,
        objectif: c.une()?,
        contenu: c.une()?,
        onisep_url: c.une()?,
        parcoursup_statut: c.une()?,
        affelnet_statut: c.une()?,
        publiee: c.oui()?,
        catalogue_general: c.une::<Option<i64>>()?.map(|v| v != 0),
        sessions: c.une::<Option<&str>>()?.map(sessions::lire).unwrap_or_default(),
    })
}

fn niveau(numero: i64) -> Option<NiveauDiplome> {
    u8::try_from(numero).ok().and_then(|n| NiveauDiplome::new(n).ok())
}

/// The key by which trainings are read: neighbours together, what has no position first.
pub fn cle_geo(formation: &Formation) -> i64 {
    formation.lieu.point.map_or(SANS_POSITION, geo::cle)
}

/// 64 bits are enough to notice a change: a miss needs a collision between two states of one fiche.
fn empreinte(valeurs: &[Valeur], sessions: &str) -> String {
    let somme = Sha256::digest(format!("{valeurs:?}{sessions}"));
    hex::encode(&somme[..8])
}

/// Trainings of a version, those that a delivery which decides before it also has left out: `$1` is
/// the version, `$2` that of the other delivery.
const RETENUES: &str = "version = $1 AND NOT EXISTS (
    SELECT 1 FROM formations autre WHERE autre.version = $2 AND autre.id = formations.id)";

/// Those of them that are published.
const PUBLIEES: &str = "publiee = 1";

/// Every one of them.
const TOUTES: &str = "1 = 1";

/// The trainings of a delivery after a key, in the order of the key: the published ones, or all.
pub async fn page(
    db: &Lecture,
    [version, devant]: [i64; 2],
    apres: &(i64, String),
    toutes: bool,
) -> Result<Vec<Formation>, ErreurBase> {
    let lesquelles = if toutes { TOUTES } else { PUBLIEES };
    let sql = format!(
        "{} WHERE {RETENUES} AND {lesquelles} AND (cle_geo, id) > ($3, $4)
         ORDER BY cle_geo, id LIMIT $5",
        *SELECT
    );
    let requete = sqlx::query(AssertSqlSafe(sql)).bind(version).bind(devant);
    let requete = requete.bind(apres.0).bind(&apres.1).bind(PAGE);
    let rows = requete.fetch_all(db.pool()).await?;
    Ok(rows.iter().map(lire).collect::<Result<_, _>>()?)
}

/// The trainings of a version that have these identifiers, in any order.
pub async fn par_ids(
    db: &Lecture,
    version: i64,
    ids: &[String],
) -> Result<Vec<Formation>, ErreurBase> {
    let mut formations = Vec::with_capacity(ids.len());
    for lot in ids.chunks(500) {
        let places: Vec<String> = (2..lot.len() + 2).map(|n| format!("${n}")).collect();
        let sql = format!("{} WHERE version = $1 AND id IN ({})", *SELECT, places.join(", "));
        let requete = sqlx::query(AssertSqlSafe(sql)).bind(version);
        let requete = lot.iter().fold(requete, |r, id| r.bind(id));
        let rows = requete.fetch_all(db.pool()).await?;
        formations.extend(rows.iter().map(lire).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(formations)
}

/// The visible trainings of a delivery in a box of latitudes and longitudes.
pub async fn dans_le_cadre(
    db: &Lecture,
    [version, devant]: [i64; 2],
    (sud, nord): (f64, f64),
    (ouest, est): (f64, f64),
) -> Result<Vec<Formation>, ErreurBase> {
    let sql = format!(
        "{} WHERE {RETENUES} AND {PUBLIEES} AND lieu_lat BETWEEN $3 AND $4 AND lieu_lon BETWEEN $5 AND $6",
        *SELECT
    );
    let requete = sqlx::query(AssertSqlSafe(sql)).bind(version).bind(devant);
    let requete = requete.bind(sud).bind(nord).bind(ouest).bind(est);
    let rows = requete.fetch_all(db.pool()).await?;
    Ok(rows.iter().map(lire).collect::<Result<_, _>>()?)
}

/// Number of visible trainings of a delivery.
pub async fn compter(db: &Lecture, [version, devant]: [i64; 2]) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) FROM formations WHERE {RETENUES} AND {PUBLIEES}");
    let requete = sqlx::query_scalar(AssertSqlSafe(sql)).bind(version).bind(devant);
    Ok(requete.fetch_one(db.pool()).await?)
}

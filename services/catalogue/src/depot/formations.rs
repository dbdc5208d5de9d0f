//! The table of trainings.

use std::sync::LazyLock;

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Table, Valeur};
use importer::Enregistrement;
use noyau::geo;
use noyau::niveau::NiveauDiplome;
use sha2::{Digest, Sha256};

use super::ligne::{Colonnes, SEPARATEUR, Valeurs};
use super::sessions::{self, EN_UN_TEXTE};
use crate::regles::formation::Formation;

/// Rows read at a time: their texts are held together.
const PAGE: i64 = 500;

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

/// Long texts, that only a sheet shows.
const TEXTES: [&str; 3] = ["objectif", "contenu", "onisep_url"];

/// Whole rows, each as one text.
static SELECT: LazyLock<String> = LazyLock::new(|| select(&[]));

/// The same without their long texts.
static SELECT_LEGER: LazyLock<String> = LazyLock::new(|| select(&TEXTES));

fn select(sans: &[&str]) -> String {
    let colonne = |nom: &&'static str| match sans.contains(nom) {
        true => "''".to_owned(),
        false => format!("COALESCE(CAST({nom} AS TEXT), '')"),
    };
    let colonnes: Vec<String> = FORMATIONS.colonnes.iter().map(colonne).collect();
    let colonnes = colonnes.join(", ");
    format!(
        "SELECT concat_ws('{SEPARATEUR}', {colonnes}, COALESCE({EN_UN_TEXTE}, '')) FROM formations "
    )
}

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
        debut.into_iter().chain(v.0).map(lisible).collect()
    }
}

/// No text holds what separates columns.
fn lisible(valeur: Valeur) -> Valeur {
    match valeur {
        Valeur::Texte(texte) if texte.contains(SEPARATEUR) => {
            Valeur::Texte(texte.replace(SEPARATEUR, " "))
        }
        autre => autre,
    }
}

/// A training and its geographic key.
fn lire(row: &str) -> Result<(i64, Formation), sqlx::Error> {
    let mut c = Colonnes::de(row);
    let id = c.requis("id")?;
    let _empreinte = c.texte();
    let cle_geo = c.requis("cle_geo")?;
    let formation = Formation {
        id,
        cle_me: c.une(),
        rco: c.numeros(),
        cfd: c.requis("cfd")?,
        rncp: c.une(),
        mefs: c.codes(),
        nom_usuel: c.une(),
        intitule: c.une(),
        intitule_court: c.une(),
        diplome: c.une(),
        niveau: c.une().and_then(niveau),
        romes: c.codes(),
        lieu: c.lieu(),
        gestionnaire: c.etablissement("gestionnaire_siret")?,
        formateur: c.etablissement("formateur_siret")?,
        capacite: c.une(),
        duree: c.une(),
        annee: c.une(),
        a_distance: c.oui().unwrap_or(false),
        niveau_entree: c.une(),
        objectif: c.une(),
        contenu: c.une(),
        onisep_url: c.une(),
        parcoursup_statut: c.une(),
        affelnet_statut: c.une(),
        publiee: c.oui().unwrap_or(false),
        catalogue_general: c.oui(),
        sessions: c.texte().map(sessions::lire).unwrap_or_default(),
    };
    Ok((cle_geo, formation))
}

/// Runs a query whose rows are trainings, each as one text.
async fn executer(
    db: &Lecture,
    sql: String,
    valeurs: Vec<Valeur>,
) -> Result<Vec<(i64, Formation)>, ErreurBase> {
    let requete = sqlx::query_scalar::<_, String>(AssertSqlSafe(sql));
    let requete = valeurs.into_iter().fold(requete, |r, valeur| match valeur {
        Valeur::Texte(texte) => r.bind(texte),
        Valeur::Entier(n) => r.bind(n),
        Valeur::Reel(n) => r.bind(n),
        Valeur::Nul => r.bind(None::<String>),
    });
    let lignes = requete.fetch_all(db.pool()).await?;
    Ok(lignes.iter().map(|ligne| lire(ligne)).collect::<Result<_, _>>()?)
}

fn niveau(numero: i64) -> Option<NiveauDiplome> {
    u8::try_from(numero).ok().and_then(|n| NiveauDiplome::new(n).ok())
}

/// The key by which trainings are read: neighbours together, what has no position first.
fn cle_geo(formation: &Formation) -> i64 {
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

/// Which trainings a walk goes through.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parcours {
    /// What is no longer published too.
    pub toutes: bool,
    /// Without their long texts.
    pub legeres: bool,
}

/// The trainings of a delivery after a key, in the order of the key, each with its own.
pub async fn page(
    db: &Lecture,
    [version, devant]: [i64; 2],
    (cle, id): &(i64, String),
    parcours: Parcours,
) -> Result<Vec<(i64, Formation)>, ErreurBase> {
    let lesquelles = if parcours.toutes { TOUTES } else { PUBLIEES };
    let select: &str = if parcours.legeres { &SELECT_LEGER } else { &SELECT };
    let sql = format!(
        "{select} WHERE {RETENUES} AND {lesquelles} AND (cle_geo, id) > ($3, $4)
         ORDER BY cle_geo, id LIMIT {PAGE}",
    );
    let valeurs = vec![version.into(), devant.into(), (*cle).into(), id.clone().into()];
    executer(db, sql, valeurs).await
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
        let ids = lot.iter().map(|id| Valeur::from(id.clone()));
        let valeurs = std::iter::once(Valeur::from(version)).chain(ids).collect();
        formations.extend(executer(db, sql, valeurs).await?.into_iter().map(|(_, f)| f));
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
    let cadre = [sud, nord, ouest, est].map(Valeur::Reel);
    let valeurs = [Valeur::from(version), Valeur::from(devant)].into_iter().chain(cadre).collect();
    Ok(executer(db, sql, valeurs).await?.into_iter().map(|(_, f)| f).collect())
}

/// Number of visible trainings of a delivery.
pub async fn compter(db: &Lecture, [version, devant]: [i64; 2]) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) FROM formations WHERE {RETENUES} AND {PUBLIEES}");
    let requete = sqlx::query_scalar(AssertSqlSafe(sql)).bind(version).bind(devant);
    Ok(requete.fetch_one(db.pool()).await?)
}

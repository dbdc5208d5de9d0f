//! The wishes of apprenticeship.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture, Table, Valeur};
use importer::Enregistrement;

/// A wish as it is imported.
#[derive(Clone, Debug)]
pub struct Voeu {
    /// National number of the pupil.
    pub ine: String,
    /// Offer of training of the platform.
    pub offre: String,
    /// Code of the académie.
    pub academie: String,
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Mobile phone.
    pub telephone: Option<String>,
    /// Diploma; empty when the file does not say it.
    pub cfd: String,
    /// Name of the training.
    pub formation: String,
    /// Where the pupil comes from.
    pub origine: String,
    /// SIRET of the centre that answers for the training.
    pub siret_responsable: String,
    /// SIRET of the centre that teaches.
    pub siret_formateur: String,
}

/// The table of wishes.
pub static VOEUX: Table = Table {
    nom: "effectifs_voeux",
    colonnes: &[
        "ine",
        "offre",
        "academie",
        "nom",
        "prenom",
        "telephone",
        "cfd",
        "formation",
        "origine",
        "siret_responsable",
        "siret_formateur",
    ],
    cle: &["ine", "offre"],
};

impl Enregistrement for Voeu {
    const TABLE: &'static Table = &VOEUX;

    fn cle(&self) -> String {
        format!("{} · {}", self.ine, self.offre)
    }

    fn valeurs(self) -> Vec<Valeur> {
        vec![
            self.ine.into(),
            self.offre.into(),
            self.academie.into(),
            self.nom.into(),
            self.prenom.into(),
            self.telephone.into(),
            self.cfd.into(),
            self.formation.into(),
            self.origine.into(),
            self.siret_responsable.into(),
            self.siret_formateur.into(),
        ]
    }
}

/// A wish of a list.
#[derive(Clone, Debug, FromRow)]
pub struct LigneVoeu {
    /// National number of the pupil.
    pub ine: String,
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Mobile phone.
    pub telephone: Option<String>,
    /// Name of the training.
    pub formation: String,
    /// Where the pupil comes from.
    pub origine: String,
    /// SIRET of the centre that teaches.
    pub siret_formateur: String,
    /// Code of the académie.
    pub academie: String,
}

/// Whose wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum De {
    /// Of centres, by SIRET, that teach or answer for the training.
    Centres(Vec<String>),
    /// Of académies, by code.
    Academies(Vec<String>),
}

/// The instant (ms since 1970) of the file in force; none when there is none.
pub async fn instant(db: &Lecture) -> Result<Option<i64>, ErreurBase> {
    let sql = "SELECT debut FROM versions WHERE jeu = 'voeux/affelnet' AND statut = 'courante'";
    Ok(sqlx::query_scalar(sql).fetch_optional(db.pool()).await?)
}

/// The wishes of the file in force, by name.
pub async fn lister(db: &Lecture, de: &De) -> Result<Vec<LigneVoeu>, ErreurBase> {
    let (codes, condition) = match de {
        De::Centres(codes) => (codes, "siret_formateur IN (*) OR siret_responsable IN (*)"),
        De::Academies(codes) => (codes, "academie IN (*)"),
    };
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT ine, nom, prenom, telephone, formation, origine, siret_formateur, academie FROM effectifs_voeux
         WHERE version = (SELECT id FROM versions WHERE jeu = 'voeux/affelnet' AND statut = 'courante')
           AND ({}) ORDER BY nom, prenom, ine, offre",
        condition.replace('*', &parametres(codes.len(), 1))
    );
    let mut requete = sqlx::query_as(AssertSqlSafe(sql));
    for code in codes {
        requete = requete.bind(code);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}

/// Codes of the académies of the file in force.
pub async fn academies(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT DISTINCT academie FROM effectifs_voeux
               WHERE version = (SELECT id FROM versions WHERE jeu = 'voeux/affelnet' AND statut = 'courante')
               ORDER BY academie";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

/// An enrolment to compare with.
#[derive(Clone, Debug, FromRow)]
pub struct LigneInscription {
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// SIRET of the centre that teaches.
    pub siret: String,
    /// Situation.
    pub situation: String,
    /// Optional fields, JSON.
    pub details: String,
}

/// SIRET bound in one statement.
const PAR_LOT: usize = 500;

/// The enrolments of these centres in these school years.
pub async fn inscriptions(
    db: &Lecture,
    sirets: &[String],
    annees: &[String; 2],
) -> Result<Vec<LigneInscription>, ErreurBase> {
    let mut toutes = Vec::new();
    for lot in sirets.chunks(PAR_LOT) {
        let sql = format!(
            "SELECT nom, prenom, siret, situation, details FROM effectifs
             WHERE annee_scolaire IN ($1, $2) AND siret IN ({})",
            parametres(lot.len(), 3)
        );
        let mut requete = sqlx::query_as(AssertSqlSafe(sql)).bind(&annees[0]).bind(&annees[1]);
        for siret in lot {
            requete = requete.bind(siret);
        }
        toutes.extend(requete.fetch_all(db.pool()).await?);
    }
    Ok(toutes)
}

/// `$3, $4`.
fn parametres(nombre: usize, premier: usize) -> String {
    let tous: Vec<String> = (0..nombre).map(|n| format!("${}", n + premier)).collect();
    tous.join(", ")
}

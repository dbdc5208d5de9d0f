//! Lists and counts of the enrolments of training centres.

use base::sqlx::any::AnyRow;
use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture};
use futures::stream::{self, BoxStream, StreamExt};
use noyau::texte::plier;

use super::personnes::SEULE;

/// Words of a search that count.
const MOTS_MAX: usize = 4;

/// Where the enrolments of a list are. An empty list is nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ou {
    /// In centres, by SIRET, that teach or answer for the training.
    Centres(Vec<String>),
    /// In départements, by code.
    Departements(Vec<String>),
}

impl Ou {
    fn nulle_part(&self) -> bool {
        match self {
            Ou::Centres(codes) | Ou::Departements(codes) => codes.is_empty(),
        }
    }
}

impl Default for Ou {
    fn default() -> Self {
        Ou::Centres(Vec::new())
    }
}

/// What a list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtre {
    /// Where.
    pub ou: Ou,
    /// School year; any when empty.
    pub annee: String,
    /// Situations, by code; any when empty.
    pub situations: Vec<&'static str>,
    /// Words of a name, of a day of birth.
    pub texte: String,
    /// Whether each person shows once, with the enrolment that counts ([`SEULE`]).
    pub une_fois: bool,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct LigneEffectif {
    /// Identifier.
    pub id: String,
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth.
    pub naissance: String,
    /// Name of the training.
    pub formation: String,
    /// School year.
    pub annee_scolaire: String,
    /// Situation.
    pub situation: String,
    /// Timeline.
    pub parcours: String,
    /// SIRET of the centre that teaches.
    pub siret: String,
    /// Identifier in the software that sent it.
    pub id_erp: String,
    /// Mailbox.
    pub courriel: Option<String>,
    /// Département of the centre.
    pub departement: String,
    /// Optional fields, JSON.
    pub details: String,
}

impl LigneEffectif {
    /// Phone number; empty when nobody gave it.
    pub fn telephone(&self) -> String {
        let details: serde_json::Value = serde_json::from_str(&self.details).unwrap_or_default();
        details["tel_apprenant"].as_str().unwrap_or_default().to_owned()
    }
}

const COLONNES: &str = "SELECT id, nom, prenom, naissance, formation, annee_scolaire, situation, parcours, siret, id_erp, courriel, departement, details FROM effectifs e";

const ORDRE: &str = " ORDER BY personne, entree DESC, id";

/// A statement being written, with what is bound to it.
struct Requete {
    sql: String,
    valeurs: Vec<String>,
}

impl Requete {
    fn nouvelle(tete: &str, filtre: &Filtre) -> Self {
        let mut requete = Requete { sql: tete.to_owned(), valeurs: Vec::new() };
        match &filtre.ou {
            Ou::Centres(sirets) => {
                requete.dans(" WHERE (siret IN (", sirets);
                requete.dans(") OR siret_responsable IN (", sirets);
                requete.sql.push_str("))");
            }
            Ou::Departements(codes) => {
                requete.dans(" WHERE departement IN (", codes);
                requete.sql.push(')');
            }
        }
        if !filtre.annee.is_empty() {
            requete.et(" AND annee_scolaire = ", &filtre.annee);
        }
        if !filtre.situations.is_empty() {
            let codes: Vec<String> = filtre.situations.iter().map(|s| (*s).to_owned()).collect();
            requete.dans(" AND situation IN (", &codes);
            requete.sql.push(')');
        }
        if filtre.une_fois {
            requete.sql.push_str(SEULE);
        }
        for mot in plier(&filtre.texte).split_whitespace().take(MOTS_MAX) {
            requete.et(" AND personne LIKE ", &format!("%{}%", mot.replace(['%', '_'], "")));
        }
        requete
    }

    /// A condition on one value.
    fn et(&mut self, condition: &str, valeur: &str) {
        self.valeurs.push(valeur.to_owned());
        self.sql.push_str(&format!("{condition}${}", self.valeurs.len()));
    }

    /// A condition on a list of values, left open.
    fn dans(&mut self, condition: &str, valeurs: &[String]) {
        self.sql.push_str(condition);
        for (rang, valeur) in valeurs.iter().enumerate() {
            self.et(if rang == 0 { "" } else { ", " }, valeur);
        }
    }

    async fn lire<T>(self, db: &Lecture) -> Result<Vec<T>, ErreurBase>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        let mut requete = sqlx::query_as(AssertSqlSafe(self.sql));
        for valeur in self.valeurs {
            requete = requete.bind(valeur);
        }
        Ok(requete.fetch_all(db.pool()).await?)
    }
}

/// The enrolments, by name, page by page from 0.
pub async fn lister(
    db: &Lecture,
    filtre: &Filtre,
    (page, par_page): (i64, i64),
) -> Result<Vec<LigneEffectif>, ErreurBase> {
    if filtre.ou.nulle_part() {
        return Ok(Vec::new());
    }
    // Rows are wide: those of the page are found in an index, then read alone.
    let tete = format!("{COLONNES} WHERE id IN (SELECT id FROM effectifs e");
    let mut requete = Requete::nouvelle(&tete, filtre);
    let suite = format!("{ORDRE} LIMIT {par_page} OFFSET {}){ORDRE}", page * par_page);
    requete.sql.push_str(&suite);
    requete.lire(db).await
}

/// All of them in the same order, one after the other, for a file.
pub fn toutes(
    db: &Lecture,
    filtre: &Filtre,
) -> BoxStream<'static, Result<LigneEffectif, ErreurBase>> {
    if filtre.ou.nulle_part() {
        return stream::empty().boxed();
    }
    let requete = Requete::nouvelle(COLONNES, filtre);
    base::flux(db, requete.sql + ORDRE, requete.valeurs)
}

/// How many there are.
pub async fn compter(db: &Lecture, filtre: &Filtre) -> Result<i64, ErreurBase> {
    Ok(par_situation(db, filtre).await?.iter().map(|(_, n)| n).sum())
}

/// How many there are in each situation.
pub async fn par_situation(
    db: &Lecture,
    filtre: &Filtre,
) -> Result<Vec<(String, i64)>, ErreurBase> {
    if filtre.ou.nulle_part() {
        return Ok(Vec::new());
    }
    let mut requete = Requete::nouvelle("SELECT situation, COUNT(*) FROM effectifs e", filtre);
    requete.sql.push_str(" GROUP BY situation");
    requete.lire(db).await
}

/// The school years there are, the last first.
pub async fn annees(db: &Lecture, filtre: &Filtre) -> Result<Vec<String>, ErreurBase> {
    if filtre.ou.nulle_part() {
        return Ok(Vec::new());
    }
    let sans_annee = Filtre { ou: filtre.ou.clone(), ..Filtre::default() };
    let tete = "SELECT DISTINCT annee_scolaire FROM effectifs e";
    let mut requete = Requete::nouvelle(tete, &sans_annee);
    requete.sql.push_str(" ORDER BY annee_scolaire DESC");
    let annees: Vec<(String,)> = requete.lire(db).await?;
    Ok(annees.into_iter().map(|(annee,)| annee).collect())
}

/// The other enrolments of the same person in these centres.
pub async fn de_la_personne(
    db: &Lecture,
    sirets: &[String],
    personne: &str,
) -> Result<Vec<LigneEffectif>, ErreurBase> {
    let filtre = Filtre { ou: Ou::Centres(sirets.to_vec()), ..Filtre::default() };
    if filtre.ou.nulle_part() {
        return Ok(Vec::new());
    }
    let mut requete = Requete::nouvelle(COLONNES, &filtre);
    requete.et(" AND personne = ", personne);
    requete.sql.push_str(" ORDER BY annee_scolaire DESC, id LIMIT 20");
    requete.lire(db).await
}

/// Whether a centre has an enrolment of this identifier in its software.
pub async fn existe(db: &Lecture, siret: &str, id_erp: &str) -> Result<bool, ErreurBase> {
    let sql = "SELECT 1 FROM effectifs WHERE siret = $1 AND id_erp = $2 LIMIT 1";
    let trouve = sqlx::query(sql).bind(siret).bind(id_erp).fetch_optional(db.pool()).await?;
    Ok(trouve.is_some())
}

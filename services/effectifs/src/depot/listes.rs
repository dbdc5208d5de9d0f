//! Lists and counts of the enrolments of training centres.

use base::sqlx::{self, FromRow, QueryBuilder};
use base::{ErreurBase, Lecture};
use noyau::texte::plier;

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
    /// Situation; any when empty.
    pub situation: String,
    /// Words of a name, of a day of birth.
    pub texte: String,
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

const COLONNES: &str = "SELECT id, nom, prenom, naissance, formation, annee_scolaire, situation, parcours, siret, id_erp, courriel, departement, details FROM effectifs";

type Requete = QueryBuilder<sqlx::Any>;

fn ou(mut requete: Requete, filtre: &Filtre) -> Requete {
    match &filtre.ou {
        Ou::Centres(sirets) => {
            requete.push(" WHERE (siret IN (");
            lister_les(&mut requete, sirets);
            requete.push(") OR siret_responsable IN (");
            lister_les(&mut requete, sirets);
            requete.push("))");
        }
        Ou::Departements(codes) => {
            requete.push(" WHERE departement IN (");
            lister_les(&mut requete, codes);
            requete.push(")");
        }
    }
    for (colonne, valeur) in [("annee_scolaire", &filtre.annee), ("situation", &filtre.situation)] {
        if !valeur.is_empty() {
            requete.push(format!(" AND {colonne} = ")).push_bind(valeur.clone());
        }
    }
    for mot in plier(&filtre.texte).split_whitespace().take(MOTS_MAX) {
        requete.push(" AND personne LIKE ").push_bind(format!("%{}%", mot.replace(['%', '_'], "")));
    }
    requete
}

fn lister_les(requete: &mut Requete, valeurs: &[String]) {
    let mut liste = requete.separated(", ");
    for valeur in valeurs {
        liste.push_bind(valeur.clone());
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
    let mut requete = ou(QueryBuilder::new(COLONNES), filtre);
    requete.push(" ORDER BY personne, annee_scolaire DESC, id LIMIT ").push_bind(par_page);
    requete.push(" OFFSET ").push_bind(page * par_page);
    Ok(requete.build_query_as().fetch_all(db.pool()).await?)
}

/// How many there are in each situation.
pub async fn par_situation(
    db: &Lecture,
    filtre: &Filtre,
) -> Result<Vec<(String, i64)>, ErreurBase> {
    if filtre.ou.nulle_part() {
        return Ok(Vec::new());
    }
    let tete = "SELECT situation, COUNT(*) FROM effectifs";
    let mut requete = ou(QueryBuilder::new(tete), filtre);
    requete.push(" GROUP BY situation");
    Ok(requete.build_query_as().fetch_all(db.pool()).await?)
}

/// The school years there are, the last first.
pub async fn annees(db: &Lecture, filtre: &Filtre) -> Result<Vec<String>, ErreurBase> {
    if filtre.ou.nulle_part() {
        return Ok(Vec::new());
    }
    let sans_annee = Filtre { ou: filtre.ou.clone(), ..Filtre::default() };
    let mut requete =
        ou(QueryBuilder::new("SELECT DISTINCT annee_scolaire FROM effectifs"), &sans_annee);
    requete.push(" ORDER BY annee_scolaire DESC");
    Ok(requete.build_query_scalar().fetch_all(db.pool()).await?)
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
    let mut requete = ou(QueryBuilder::new(COLONNES), &filtre);
    requete.push(" AND personne = ").push_bind(personne.to_owned());
    requete.push(" ORDER BY annee_scolaire DESC, id LIMIT 20");
    Ok(requete.build_query_as().fetch_all(db.pool()).await?)
}

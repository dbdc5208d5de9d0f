//! The lists of the administration: searched, filtered, sorted, by pages or whole.

use base::{ErreurBase, Lecture, flux};
use futures::stream::BoxStream;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, FromRow};

use super::evenements::Evenement;
use super::habilitations::Habilitation;

/// Rows of a page.
pub const PAR_PAGE: i64 = 50;

/// What a list keeps; empty texts keep everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtre {
    /// Words, already folded.
    pub mots: Vec<String>,
    /// Code of the state.
    pub etat: String,
    /// Code of the role.
    pub role: String,
    /// Kind of the organisation.
    pub genre: String,
    /// Name of the OPCO.
    pub opco: String,
    /// Kind and code of a territory.
    pub territoire: Option<(String, String)>,
    /// Départements of that territory.
    pub departements: Vec<String>,
    /// Ends before this instant (ms since 1970).
    pub fin_avant: Option<i64>,
    /// Identifier of the person.
    pub personne: String,
    /// Identifier of the organisation.
    pub organisation: String,
    /// In what order.
    pub tri: Tri,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tri {
    /// By name.
    #[default]
    Nom,
    /// Newest first.
    Recentes,
    /// Last seen first.
    Vues,
    /// First to end first.
    Fin,
}

/// A condition being written, and its values, all text so that a stream can carry them.
struct Condition {
    textes: Vec<String>,
    valeurs: Vec<String>,
}

impl Condition {
    fn nouvelle() -> Self {
        Condition { textes: vec!["1 = 1".to_owned()], valeurs: Vec::new() }
    }

    /// The place of a value in the statement.
    fn valeur(&mut self, valeur: &str) -> String {
        self.valeurs.push(valeur.to_owned());
        format!("${}", self.valeurs.len())
    }

    /// `colonne = valeur`, when there is a value.
    fn egal(&mut self, colonne: &str, valeur: &str) {
        if !valeur.is_empty() {
            let place = self.valeur(valeur);
            self.textes.push(format!("{colonne} = {place}"));
        }
    }

    /// Every word is somewhere in one of the columns.
    fn mots(&mut self, colonnes: &[&str], mots: &[String]) {
        for mot in mots {
            let place = self.valeur(&format!("%{}%", proteger(mot)));
            let un = |colonne: &&str| format!("{colonne} LIKE {place} ESCAPE '!'");
            let parmi: Vec<String> = colonnes.iter().map(un).collect();
            self.textes.push(format!("({})", parmi.join(" OR ")));
        }
    }

    /// One of these values; nothing when there is none.
    fn parmi(&mut self, colonne: &str, valeurs: &[String]) -> Option<String> {
        let places: Vec<String> = valeurs.iter().map(|v| self.valeur(v)).collect();
        (!places.is_empty()).then(|| format!("{colonne} IN ({})", places.join(", ")))
    }

    fn texte(&self) -> String {
        self.textes.join(" AND ")
    }
}

/// A text that LIKE takes as it is.
fn proteger(texte: &str) -> String {
    let mut propre = String::with_capacity(texte.len());
    for c in texte.chars() {
        if matches!(c, '%' | '_' | '!') {
            propre.push('!');
        }
        propre.push(c);
    }
    propre
}

/// What a list reads: its columns, its tables, its condition, its order.
struct Requete {
    colonnes: &'static str,
    tables: &'static str,
    condition: Condition,
    ordre: &'static str,
}

impl Requete {
    fn sql(&self) -> String {
        let condition = self.condition.texte();
        format!(
            "SELECT {} FROM {} WHERE {condition} ORDER BY {}",
            self.colonnes, self.tables, self.ordre
        )
    }
}

async fn page<L>(db: &Lecture, r: Requete, page: i64) -> Result<(Vec<L>, i64), ErreurBase>
where
    L: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
{
    let sql = format!("SELECT COUNT(*) FROM {} WHERE {}", r.tables, r.condition.texte());
    let mut requete = sqlx::query_scalar(AssertSqlSafe(sql));
    for valeur in &r.condition.valeurs {
        requete = requete.bind(valeur.clone());
    }
    let total = requete.fetch_one(db.pool()).await?;
    let sql = format!("{} LIMIT {PAR_PAGE} OFFSET {}", r.sql(), page.max(0) * PAR_PAGE);
    let mut requete = sqlx::query_as(AssertSqlSafe(sql));
    for valeur in &r.condition.valeurs {
        requete = requete.bind(valeur.clone());
    }
    Ok((requete.fetch_all(db.pool()).await?, total))
}

/// A list as it is read, for a file.
pub type Flux<L> = BoxStream<'static, Result<L, ErreurBase>>;

/// A person, as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct LignePersonne {
    /// Identifier.
    pub id: String,
    /// Mailbox.
    pub courriel: String,
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Code of the state.
    pub etat: String,
    /// When the account was made (ms since 1970).
    pub creee_le: i64,
    /// When they last did something.
    pub vue_le: i64,
    /// Codes of the roles in force, separated by commas, perhaps twice.
    pub roles: String,
}

fn personnes(filtre: &Filtre) -> Requete {
    let mut c = Condition::nouvelle();
    c.mots(&["p.pli"], &filtre.mots);
    c.egal("p.etat", &filtre.etat);
    let avant = c.textes.len();
    c.egal("h.role", &filtre.role);
    c.egal("o.opco", &filtre.opco);
    ou(&mut c, filtre);
    let du_role = c.textes.split_off(avant);
    if !du_role.is_empty() {
        c.textes.push(format!(
            "EXISTS (SELECT 1 FROM comptes_habilitations h
                     LEFT JOIN comptes_organisations o ON o.id = h.organisation
                     WHERE h.personne = p.id AND h.etat = 'active' AND {})",
            du_role.join(" AND ")
        ));
    }
    Requete {
        colonnes: "p.id, p.courriel, p.prenom, p.nom, p.etat, p.creee_le, p.vue_le,
                   COALESCE((SELECT string_agg(h.role, ',') FROM comptes_habilitations h
                             WHERE h.personne = p.id AND h.etat = 'active'), '') AS roles",
        tables: "comptes_personnes p",
        condition: c,
        ordre: match filtre.tri {
            Tri::Recentes => "p.creee_le DESC, p.id",
            Tri::Vues => "p.vue_le DESC, p.id",
            Tri::Nom | Tri::Fin => "p.nom, p.prenom, p.id",
        },
    }
}

/// Held for this territory, or for an organisation that lies in it.
fn ou(c: &mut Condition, filtre: &Filtre) {
    let Some((genre, code)) = &filtre.territoire else { return };
    let (genre, code) = (c.valeur(genre), c.valeur(code));
    let tenue = format!("(h.ressort_genre = {genre} AND h.ressort_code = {code})");
    let dedans = c.parmi("o.departement", &filtre.departements);
    c.textes.push(match dedans {
        Some(dedans) => format!("({tenue} OR {dedans})"),
        None => tenue,
    });
}

/// People of a page, and how many there are.
pub async fn lister_personnes(
    db: &Lecture,
    filtre: &Filtre,
    rang: i64,
) -> Result<(Vec<LignePersonne>, i64), ErreurBase> {
    page(db, personnes(filtre), rang).await
}

/// All of them.
pub fn toutes_les_personnes(db: &Lecture, filtre: &Filtre) -> Flux<LignePersonne> {
    let requete = personnes(filtre);
    flux(db, requete.sql(), requete.condition.valeurs)
}

/// An organisation, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct LigneOrganisation {
    /// Identifier.
    pub id: String,
    /// Code of its kind.
    pub genre: String,
    /// SIRET; may be empty.
    pub siret: String,
    /// Name.
    pub nom: String,
    /// Département.
    pub departement: String,
    /// OPCO.
    pub opco: String,
    /// Code of the state.
    pub etat: String,
    /// When it was made (ms since 1970).
    pub creee_le: i64,
    /// How many people act for it now.
    pub membres: i64,
}

fn organisations(filtre: &Filtre) -> Requete {
    let mut c = Condition::nouvelle();
    c.mots(&["o.pli"], &filtre.mots);
    c.egal("o.etat", &filtre.etat);
    c.egal("o.genre", &filtre.genre);
    c.egal("o.opco", &filtre.opco);
    if filtre.territoire.is_some() {
        let dedans = c.parmi("o.departement", &filtre.departements);
        c.textes.push(dedans.unwrap_or_else(|| "1 = 0".to_owned()));
    }
    Requete {
        colonnes: "o.id, o.genre, o.siret, o.nom, o.departement, o.opco, o.etat, o.creee_le,
                   (SELECT COUNT(DISTINCT h.personne) FROM comptes_habilitations h
                    WHERE h.organisation = o.id AND h.etat = 'active') AS membres",
        tables: "comptes_organisations o",
        condition: c,
        ordre: match filtre.tri {
            Tri::Recentes => "o.creee_le DESC, o.id",
            Tri::Nom | Tri::Vues | Tri::Fin => "o.pli, o.id",
        },
    }
}

/// Organisations of a page, and how many there are.
pub async fn lister_organisations(
    db: &Lecture,
    filtre: &Filtre,
    rang: i64,
) -> Result<(Vec<LigneOrganisation>, i64), ErreurBase> {
    page(db, organisations(filtre), rang).await
}

/// All of them.
pub fn toutes_les_organisations(db: &Lecture, filtre: &Filtre) -> Flux<LigneOrganisation> {
    let requete = organisations(filtre);
    flux(db, requete.sql(), requete.condition.valeurs)
}

/// A habilitation with its holder and its organisation.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct LigneHabilitation {
    /// The habilitation.
    #[sqlx(flatten)]
    pub habilitation: Habilitation,
    /// First name of the holder.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Mailbox.
    pub courriel: String,
    /// Name of the organisation; empty when it is for a territory.
    pub organisme: String,
    /// Who granted it: a name, or that of a rule.
    pub par: String,
}

fn habilitations(filtre: &Filtre) -> Requete {
    let mut c = Condition::nouvelle();
    c.mots(&["p.pli", "COALESCE(o.pli, '')"], &filtre.mots);
    c.egal("h.etat", &filtre.etat);
    c.egal("h.role", &filtre.role);
    c.egal("h.personne", &filtre.personne);
    c.egal("h.organisation", &filtre.organisation);
    if !filtre.opco.is_empty() {
        let opco = c.valeur(&filtre.opco);
        let texte =
            format!("(o.opco = {opco} OR (h.ressort_genre = 'opco' AND h.ressort_code = {opco}))");
        c.textes.push(texte);
    }
    ou(&mut c, filtre);
    if let Some(fin) = filtre.fin_avant {
        let place = c.valeur(&fin.to_string());
        c.textes.push(format!("h.fin < CAST({place} AS BIGINT)"));
    }
    Requete {
        colonnes: "h.id, h.personne, h.organisation, h.role, h.ressort_genre, h.ressort_code,
                   h.gestionnaire, h.motif, h.etat, h.accordee_par, h.creee_le, h.debut, h.fin,
                   h.revue_le, p.prenom, p.nom, p.courriel, COALESCE(o.nom, '') AS organisme,
                   COALESCE((SELECT a.prenom || ' ' || a.nom FROM comptes_personnes a
                             WHERE a.id = h.accordee_par), h.accordee_par) AS par",
        tables: "comptes_habilitations h
                 JOIN comptes_personnes p ON p.id = h.personne
                 LEFT JOIN comptes_organisations o ON o.id = h.organisation",
        condition: c,
        ordre: match filtre.tri {
            Tri::Fin => "h.fin, h.id",
            Tri::Recentes | Tri::Vues => "h.creee_le DESC, h.id",
            Tri::Nom => "p.nom, p.prenom, h.id",
        },
    }
}

/// Habilitations of a page, and how many there are.
pub async fn lister_habilitations(
    db: &Lecture,
    filtre: &Filtre,
    rang: i64,
) -> Result<(Vec<LigneHabilitation>, i64), ErreurBase> {
    page(db, habilitations(filtre), rang).await
}

/// All of them.
pub fn toutes_les_habilitations(db: &Lecture, filtre: &Filtre) -> Flux<LigneHabilitation> {
    let requete = habilitations(filtre);
    flux(db, requete.sql(), requete.condition.valeurs)
}

/// One of them, with its holder and its organisation.
pub async fn une_habilitation(
    db: &Lecture,
    id: &str,
) -> Result<Option<LigneHabilitation>, ErreurBase> {
    let mut requete = habilitations(&Filtre::default());
    requete.condition.egal("h.id", id);
    Ok(page(db, requete, 0).await?.0.pop())
}

/// The history of an object and of the habilitations it holds, newest first; who did each thing is
/// a name, or that of a rule. `genre` is `personne`, `organisation` or `habilitation`.
pub async fn histoire(db: &Lecture, genre: &str, id: &str) -> Result<Vec<Evenement>, ErreurBase> {
    let sql = "SELECT e.genre, e.objet, e.avant, e.apres, e.motif, e.instant,
                      COALESCE((SELECT a.prenom || ' ' || a.nom FROM comptes_personnes a
                                WHERE a.id = e.par), e.par) AS par
               FROM comptes_evenements e
               WHERE (e.genre = $1 AND e.objet = $2)
                  OR (e.genre = 'habilitation' AND e.objet IN (
                        SELECT id FROM comptes_habilitations
                        WHERE ($1 = 'personne' AND personne = $2)
                           OR ($1 = 'organisation' AND organisation = $2)))
               ORDER BY e.rang DESC LIMIT 200";
    Ok(sqlx::query_as(sql).bind(genre).bind(id).fetch_all(db.pool()).await?)
}

/// How many habilitations of a state there are.
pub async fn compter_habilitations(db: &Lecture, etat: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM comptes_habilitations WHERE etat = $1";
    Ok(sqlx::query_scalar(sql).bind(etat).fetch_one(db.pool()).await?)
}

/// The OPCO that companies are known to have.
pub async fn opcos(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT DISTINCT opco FROM comptes_organisations WHERE opco <> '' ORDER BY opco";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_never_a_pattern() {
        assert_eq!(proteger("50%_a!"), "50!%!_a!!");
    }

    #[test]
    fn each_criterion_has_its_condition_and_its_values() {
        let filtre = Filtre {
            mots: vec!["le".to_owned(), "goff".to_owned()],
            etat: "active".to_owned(),
            role: "cfa".to_owned(),
            opco: "AKTO".to_owned(),
            territoire: Some(("region".to_owned(), "53".to_owned())),
            departements: vec!["35".to_owned()],
            fin_avant: Some(7),
            ..Filtre::default()
        };
        let requete = habilitations(&filtre);
        let valeurs = ["%le%", "%goff%", "active", "cfa", "AKTO", "region", "53", "35", "7"];
        assert_eq!(requete.condition.valeurs, valeurs);
        assert!(requete.sql().contains("h.fin < CAST($9 AS BIGINT)"));
        assert_eq!(personnes(&filtre).condition.valeurs.len(), 8);
        assert_eq!(organisations(&Filtre::default()).condition.texte(), "1 = 1");
    }
}

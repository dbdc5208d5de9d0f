//! The companies and the offers of an OPCO, as it follows them: counts, nothing of a person.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture};

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Critere {
    /// Name of the OPCO; empty for all.
    pub opco: String,
    /// Whose name, title or SIRET holds this; empty for all.
    pub q: String,
    /// Code of a filter of the list; empty for none.
    pub etat: String,
    /// Of this company only; empty for all.
    pub siret: String,
}

/// A company with what became of its offers.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Entreprise {
    /// SIRET.
    pub siret: String,
    /// Name.
    pub nom: String,
    /// Département; may be empty.
    pub departement: String,
    /// Offers that people see.
    pub en_ligne: i64,
    /// Those whose end has come.
    pub expirees: i64,
    /// Those that someone must look at.
    pub a_verifier: i64,
    /// Those whose author's account waits.
    pub en_attente: i64,
    /// All of them, drafts aside.
    pub offres: i64,
    /// Applications received.
    pub candidatures: i64,
}

/// An offer as an OPCO reads it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Offre {
    /// Identifier.
    pub id: String,
    /// Title.
    pub titre: String,
    /// Company that hires.
    pub nom: String,
    /// Its SIRET.
    pub siret: String,
    /// Town; may be empty.
    pub ville: String,
    /// Code of its state.
    pub etat: String,
    /// When it was published (ms since 1970), if it was.
    pub publication: Option<i64>,
    /// When it ends, or ended.
    pub expiration: Option<i64>,
    /// Times it was seen in results.
    pub vues: i64,
    /// Times its sheet was opened.
    pub ouvertures: i64,
    /// Applications received.
    pub candidatures: i64,
}

/// Offers with the company that hires: that of the mandate when a training centre publishes for it.
const OFFRES: &str = "SELECT o.id, o.titre, COALESCE(m.nom, o.nom) AS nom,
        COALESCE(m.siret, o.siret, o.organisme) AS siret, COALESCE(o.ville, '') AS ville,
        COALESCE(o.departement, '') AS departement, o.etat, o.publication, o.expiration, o.vues,
        o.ouvertures, o.candidatures, o.modifiee_le
    FROM offres_deposees o LEFT JOIN offres_mandats m ON m.id = o.mandat
    WHERE o.etat <> 'brouillon' AND o.role <> 'partenaire' AND ($1 = '' OR o.opco = $1)";

/// The values of every statement of this module: OPCO, text, digits, SIRET.
fn valeurs(c: &Critere) -> [String; 4] {
    let texte = format!("%{}%", c.q.to_lowercase().replace(['%', '_'], " "));
    let chiffres: String = c.q.chars().filter(char::is_ascii_digit).collect();
    // Text without a digit is no SIRET: nothing begins so.
    let numero = if chiffres.is_empty() { "-".to_owned() } else { format!("{chiffres}%") };
    [c.opco.clone(), texte, numero, c.siret.clone()]
}

/// Those whose name, title or SIRET holds the text, of the company when there is one.
const CHERCHEES: &str = "(lower(t.nom) LIKE $2 OR lower(t.titre) LIKE $2 OR t.siret LIKE $3)
    AND ($4 = '' OR t.siret = $4)";

const COMPTES: &str = "SUM(CASE WHEN t.etat = 'publiee' THEN 1 ELSE 0 END) AS en_ligne,
    SUM(CASE WHEN t.etat = 'expiree' THEN 1 ELSE 0 END) AS expirees,
    SUM(CASE WHEN t.etat = 'a_verifier' THEN 1 ELSE 0 END) AS a_verifier,
    SUM(CASE WHEN t.etat = 'en_attente' THEN 1 ELSE 0 END) AS en_attente,
    COUNT(*) AS offres, CAST(SUM(t.candidatures) AS BIGINT) AS candidatures";

/// The filters of the companies: code, what people read, what it keeps.
pub const FILTRES: [(&str, &str, &str); 4] = [
    ("en_ligne", "Avec une offre en ligne", "en_ligne > 0"),
    ("expirees", "Avec une offre expirée", "expirees > 0"),
    ("en_attente", "Avec une offre en attente ou à vérifier", "en_attente + a_verifier > 0"),
    ("sans_candidature", "En ligne, sans aucune candidature", "en_ligne > 0 AND candidatures = 0"),
];

fn entreprises(c: &Critere) -> String {
    let filtre = FILTRES.iter().find(|(code, ..)| *code == c.etat);
    let filtre = filtre.map_or("1 = 1", |(.., sql)| sql);
    format!(
        "SELECT siret, nom, departement, en_ligne, expirees, a_verifier, en_attente, offres, candidatures
         FROM (SELECT t.siret, MAX(t.nom) AS nom, MAX(t.departement) AS departement, {COMPTES}
               FROM ({OFFRES}) t WHERE {CHERCHEES} GROUP BY t.siret) e
         WHERE {filtre}"
    )
}

/// The companies of a list, in the order of names.
pub async fn lister(
    db: &Lecture,
    c: &Critere,
    (limite, saut): (i64, i64),
) -> Result<Vec<Entreprise>, ErreurBase> {
    let sql = format!("{} ORDER BY nom, siret LIMIT {limite} OFFSET {saut}", entreprises(c));
    let requete = sqlx::query_as(AssertSqlSafe(sql));
    let requete = valeurs(c).into_iter().fold(requete, |r, valeur| r.bind(valeur));
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many companies a list has, and the sums of its columns: online, expired, applications.
pub async fn totaux(db: &Lecture, c: &Critere) -> Result<[i64; 4], ErreurBase> {
    let sql = format!(
        "SELECT COUNT(*), CAST(COALESCE(SUM(en_ligne), 0) AS BIGINT),
                CAST(COALESCE(SUM(expirees), 0) AS BIGINT),
                CAST(COALESCE(SUM(candidatures), 0) AS BIGINT) FROM ({}) l",
        entreprises(c)
    );
    let requete = sqlx::query_as::<_, (i64, i64, i64, i64)>(AssertSqlSafe(sql));
    let requete = valeurs(c).into_iter().fold(requete, |r, valeur| r.bind(valeur));
    let (nombre, en_ligne, expirees, candidatures) = requete.fetch_one(db.pool()).await?;
    Ok([nombre, en_ligne, expirees, candidatures])
}

fn offres_de(c: &Critere) -> (String, Vec<String>) {
    let mut valeurs = valeurs(c).to_vec();
    let mut sql = format!("FROM ({OFFRES}) t WHERE {CHERCHEES}");
    if !c.etat.is_empty() {
        valeurs.push(c.etat.clone());
        sql.push_str(" AND t.etat = $5");
    }
    (sql, valeurs)
}

/// The offers of a list, those that changed last first.
pub async fn offres(
    db: &Lecture,
    c: &Critere,
    (limite, saut): (i64, i64),
) -> Result<Vec<Offre>, ErreurBase> {
    let (suite, valeurs) = offres_de(c);
    let sql = format!(
        "SELECT t.id, t.titre, t.nom, t.siret, t.ville, t.etat, t.publication, t.expiration, t.vues,
                t.ouvertures, t.candidatures {suite}
         ORDER BY t.modifiee_le DESC, t.id LIMIT {limite} OFFSET {saut}"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql));
    let requete = valeurs.into_iter().fold(requete, |r, valeur| r.bind(valeur));
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many offers a list has.
pub async fn compter_les_offres(db: &Lecture, c: &Critere) -> Result<i64, ErreurBase> {
    let (suite, valeurs) = offres_de(c);
    let requete = sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) {suite}")));
    let requete = valeurs.into_iter().fold(requete, |r, valeur| r.bind(valeur));
    Ok(requete.fetch_one(db.pool()).await?)
}

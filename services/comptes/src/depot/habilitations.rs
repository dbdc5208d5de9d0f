//! Habilitations.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::{AssertSqlSafe, FromRow};

/// What a person may do, for whom, until when.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Habilitation {
    /// Identifier.
    pub id: String,
    /// Whose.
    pub personne: String,
    /// For which organisation, when it is for one.
    pub organisation: Option<String>,
    /// Code of the role.
    pub role: String,
    /// Kind of ressort.
    pub ressort_genre: String,
    /// Code of the ressort.
    pub ressort_code: String,
    /// 1 when its holder manages the members.
    pub gestionnaire: i64,
    /// Why it was asked for.
    pub motif: String,
    /// Code of its state.
    pub etat: String,
    /// Account or rule that granted it; empty before.
    pub accordee_par: String,
    /// When it was asked for (ms since 1970), like the following.
    pub creee_le: i64,
    /// When it begins.
    pub debut: i64,
    /// When it ends.
    pub fin: i64,
    /// When someone last confirmed it.
    pub revue_le: i64,
}

const COLONNES: &str = "SELECT id, personne, organisation, role, ressort_genre, ressort_code, gestionnaire, motif, etat, accordee_par, creee_le, debut, fin, revue_le FROM comptes_habilitations";

/// A habilitation in force, with the name of its organisation.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EnVigueur {
    /// Identifier.
    pub id: String,
    /// Code of the role.
    pub role: String,
    /// Kind of ressort.
    pub ressort_genre: String,
    /// Code of the ressort.
    pub ressort_code: String,
    /// 1 when its holder manages the members.
    pub gestionnaire: i64,
    /// Name of the organisation; empty when it is for a territory.
    pub nom: String,
}

/// What a person holds now: granted, begun, not over, for an organisation in force.
pub async fn en_vigueur(
    db: &Lecture,
    personne: &str,
    maintenant: i64,
) -> Result<Vec<EnVigueur>, ErreurBase> {
    let sql = "SELECT h.id, h.role, h.ressort_genre, h.ressort_code, h.gestionnaire,
                      COALESCE(o.nom, '') AS nom
               FROM comptes_habilitations h
               LEFT JOIN comptes_organisations o ON o.id = h.organisation
               WHERE h.personne = $1 AND h.etat = 'active' AND h.debut <= $2 AND h.fin > $2
                 AND (h.organisation IS NULL OR o.etat = 'active')
               ORDER BY h.creee_le, h.id";
    Ok(sqlx::query_as(sql).bind(personne).bind(maintenant).fetch_all(db.pool()).await?)
}

/// The habilitation of this identifier.
pub async fn par_id(db: &Lecture, id: &str) -> Result<Option<Habilitation>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// Every habilitation of a person, newest first.
pub async fn de_la_personne(db: &Lecture, personne: &str) -> Result<Vec<Habilitation>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE personne = $1 ORDER BY creee_le DESC, id");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(personne).fetch_all(db.pool()).await?)
}

/// Adds a habilitation.
pub async fn ajouter(tx: &mut Transaction, h: &Habilitation) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO comptes_habilitations
         (id, personne, organisation, role, ressort_genre, ressort_code, gestionnaire, motif, etat,
          accordee_par, creee_le, debut, fin, revue_le)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(&h.id)
    .bind(&h.personne)
    .bind(&h.organisation)
    .bind(&h.role)
    .bind(&h.ressort_genre)
    .bind(&h.ressort_code)
    .bind(h.gestionnaire)
    .bind(&h.motif)
    .bind(&h.etat)
    .bind(&h.accordee_par)
    .bind(h.creee_le)
    .bind(h.debut)
    .bind(h.fin)
    .bind(h.revue_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Moves from one state to another; false when it was no longer in the first.
pub async fn passer(
    tx: &mut Transaction,
    id: &str,
    avant: &str,
    apres: &str,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_habilitations SET etat = $3 WHERE id = $1 AND etat = $2";
    let fait = sqlx::query(sql).bind(id).bind(avant).bind(apres).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Grants: who, from when, until when.
pub async fn accorder(
    tx: &mut Transaction,
    id: &str,
    par: &str,
    (debut, fin): (i64, i64),
) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_habilitations
               SET accordee_par = $2, debut = $3, fin = $4, revue_le = $3 WHERE id = $1";
    sqlx::query(sql).bind(id).bind(par).bind(debut).bind(fin).execute(&mut **tx).await?;
    Ok(())
}

/// How many people manage an organisation now, not counting this habilitation.
pub async fn autres_gestionnaires(
    tx: &mut Transaction,
    organisation: &str,
    sauf: &str,
    maintenant: i64,
) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM comptes_habilitations h
               JOIN comptes_personnes p ON p.id = h.personne
               WHERE h.organisation = $1 AND h.id <> $2 AND h.gestionnaire = 1
                 AND h.etat = 'active' AND h.fin > $3 AND p.etat = 'active'";
    let requete = sqlx::query_scalar(sql).bind(organisation).bind(sauf).bind(maintenant);
    Ok(requete.fetch_one(&mut **tx).await?)
}

/// Those in force whose end has come.
pub async fn echues(db: &Lecture, maintenant: i64) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT id FROM comptes_habilitations WHERE etat = 'active' AND fin <= $1";
    Ok(sqlx::query_scalar(sql).bind(maintenant).fetch_all(db.pool()).await?)
}

/// A habilitation with who asks for it and for which organisation, as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Dossier {
    /// Identifier of the habilitation.
    pub id: String,
    /// Account of its holder.
    pub personne: String,
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Mailbox.
    pub courriel: String,
    /// Phone; may be empty.
    pub telephone: String,
    /// Code of the role.
    pub role: String,
    /// Kind of ressort.
    pub ressort_genre: String,
    /// Code of the ressort.
    pub ressort_code: String,
    /// 1 when its holder manages the members.
    pub gestionnaire: i64,
    /// Why it was asked for.
    pub motif: String,
    /// Code of its state.
    pub etat: String,
    /// When it was asked for (ms since 1970), like the following.
    pub creee_le: i64,
    /// When it ends.
    pub fin: i64,
    /// When someone last confirmed it.
    pub revue_le: i64,
    /// Identifier of the organisation; empty when it is for a territory.
    pub organisation: String,
    /// Its SIRET.
    pub siret: String,
    /// Its name.
    pub organisme: String,
    /// Its address.
    pub adresse: String,
    /// Its OPCO.
    pub opco: String,
}

const DOSSIERS: &str = "SELECT h.id, h.personne, p.prenom, p.nom, p.courriel, p.telephone, h.role,
    h.ressort_genre, h.ressort_code, h.gestionnaire, h.motif, h.etat, h.creee_le, h.fin, h.revue_le,
    COALESCE(o.id, '') AS organisation, COALESCE(o.siret, '') AS siret,
    COALESCE(o.nom, '') AS organisme, COALESCE(o.adresse, '') AS adresse,
    COALESCE(o.opco, '') AS opco
    FROM comptes_habilitations h
    JOIN comptes_personnes p ON p.id = h.personne
    LEFT JOIN comptes_organisations o ON o.id = h.organisation";

/// The file of one habilitation.
pub async fn dossier(db: &Lecture, id: &str) -> Result<Option<Dossier>, ErreurBase> {
    let sql = format!("{DOSSIERS} WHERE h.id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// Those that wait for a decision, oldest first: of companies of this OPCO, of this organisation
/// (by SIRET), or all when both are empty.
pub async fn a_valider(
    db: &Lecture,
    (opco, siret): (&str, &str),
    (limite, saut): (i64, i64),
) -> Result<Vec<Dossier>, ErreurBase> {
    let sql = format!(
        "{DOSSIERS} WHERE h.etat = 'en_attente'
         AND ($1 = '' OR (o.opco = $1 AND h.role = 'employeur')) AND ($2 = '' OR o.siret = $2 OR o.id = $2)
         ORDER BY h.creee_le, h.id LIMIT $3 OFFSET $4"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(opco).bind(siret).bind(limite).bind(saut);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many wait, by the same filter.
pub async fn compter_a_valider(
    db: &Lecture,
    (opco, siret): (&str, &str),
) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM comptes_habilitations h
               LEFT JOIN comptes_organisations o ON o.id = h.organisation
               WHERE h.etat = 'en_attente'
               AND ($1 = '' OR (o.opco = $1 AND h.role = 'employeur')) AND ($2 = '' OR o.siret = $2 OR o.id = $2)";
    Ok(sqlx::query_scalar(sql).bind(opco).bind(siret).fetch_one(db.pool()).await?)
}

/// Every habilitation for an organisation that is in force or waits, oldest first.
pub async fn de_l_organisation(
    db: &Lecture,
    organisation: &str,
) -> Result<Vec<Dossier>, ErreurBase> {
    let sql = format!(
        "{DOSSIERS} WHERE h.organisation = $1 AND h.etat IN ('active', 'en_attente')
         ORDER BY h.creee_le, h.id"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(organisation).fetch_all(db.pool()).await?)
}

/// Those in force that nobody confirmed since an instant, the oldest review first, a hundred at
/// most; of one organisation, or of all when it is empty.
pub async fn a_revoir(
    db: &Lecture,
    organisation: &str,
    avant: i64,
) -> Result<Vec<Dossier>, ErreurBase> {
    let sql = format!(
        "{DOSSIERS} WHERE h.etat = 'active' AND h.revue_le <= $2
         AND ($1 = '' OR h.organisation = $1)
         ORDER BY h.revue_le, h.id LIMIT 100"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(organisation).bind(avant);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// Those in force that end between two instants.
pub async fn bientot_finies(
    db: &Lecture,
    (debut, fin): (i64, i64),
) -> Result<Vec<Dossier>, ErreurBase> {
    let sql = format!(
        "{DOSSIERS} WHERE h.etat = 'active' AND h.fin > $1 AND h.fin <= $2 ORDER BY h.fin, h.id"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(debut).bind(fin);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// Who manages an organisation now: mailboxes.
pub async fn gestionnaires(
    db: &Lecture,
    organisation: &str,
    maintenant: i64,
) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT p.courriel FROM comptes_habilitations h
               JOIN comptes_personnes p ON p.id = h.personne
               WHERE h.organisation = $1 AND h.gestionnaire = 1 AND h.etat = 'active'
                 AND h.fin > $2 AND p.etat = 'active' ORDER BY h.creee_le, h.id";
    let requete = sqlx::query_scalar(sql).bind(organisation).bind(maintenant);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// Gives or takes the management of the members.
pub async fn nommer(tx: &mut Transaction, id: &str, gestionnaire: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_habilitations SET gestionnaire = $2 WHERE id = $1";
    sqlx::query(sql).bind(id).bind(gestionnaire).execute(&mut **tx).await?;
    Ok(())
}

/// Confirms: still needed, for a year from now.
pub async fn confirmer(
    tx: &mut Transaction,
    id: &str,
    (maintenant, fin): (i64, i64),
) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_habilitations SET revue_le = $2, fin = CASE WHEN fin < $3 THEN $3 ELSE fin END
               WHERE id = $1 AND etat = 'active'";
    sqlx::query(sql).bind(id).bind(maintenant).bind(fin).execute(&mut **tx).await?;
    Ok(())
}

/// Those in force that a person holds as the manager of an organisation.
pub async fn de_gestion(
    db: &Lecture,
    personne: &str,
    maintenant: i64,
) -> Result<Vec<Habilitation>, ErreurBase> {
    let sql = format!(
        "{COLONNES} WHERE personne = $1 AND gestionnaire = 1 AND organisation IS NOT NULL
         AND etat = 'active' AND fin > $2"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(personne).bind(maintenant);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// Mailboxes of those who manage the organisations that a person acts for.
pub async fn gestionnaires_autour(
    db: &Lecture,
    personne: &str,
    maintenant: i64,
) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT DISTINCT p.courriel FROM comptes_habilitations h
               JOIN comptes_habilitations g ON g.organisation = h.organisation
               JOIN comptes_personnes p ON p.id = g.personne
               WHERE h.personne = $1 AND h.etat = 'active' AND h.fin > $2
                 AND g.gestionnaire = 1 AND g.etat = 'active' AND g.fin > $2
                 AND p.etat = 'active'
               ORDER BY p.courriel";
    Ok(sqlx::query_scalar(sql).bind(personne).bind(maintenant).fetch_all(db.pool()).await?)
}

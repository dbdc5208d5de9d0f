//! Requests: made, found, moved on.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture, Transaction};

use noyau::identifiants::Telephone;

use crate::regles::suivi::Etat;

/// A request for an appointment.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Demande {
    /// Identifier.
    pub id: String,
    /// Training, in the catalogue.
    pub formation: String,
    /// Key of the ministry.
    pub cle_me: Option<String>,
    /// Name of the training.
    pub intitule: String,
    /// SIRET of who answers for it.
    pub gestionnaire: String,
    /// SIRET of who teaches.
    pub formateur: String,
    /// Its name.
    pub formateur_nom: String,
    /// Where it is taught.
    pub lieu: String,
    /// Code of the portal.
    pub portail: String,
    /// `jeune` or `parent`.
    pub profil: String,
    /// First name; empty once blanked, like all that follows of the person.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Both, folded, for the search.
    pub nom_plie: String,
    /// Mailbox, in lower case.
    pub courriel: String,
    /// Phone.
    pub telephone: String,
    /// Codes of the reasons.
    pub motifs: String,
    /// What the person wrote.
    pub message: String,
    /// Who received it.
    pub destinataire: String,
    /// Identifier of the mail to the centre; empty when it was refused.
    pub envoi: String,
    /// Hash of the secret of the centre's link.
    pub empreinte: String,
    /// When that link dies (ms since 1970).
    pub lien_expire_le: i64,
    /// Code of the state.
    pub etat: String,
    /// When it was made.
    pub deposee_le: i64,
    /// End of the last day on which the centre keeps its word.
    pub due_le: i64,
    /// When it left.
    pub transmise_le: Option<i64>,
    /// When the centre opened it.
    pub lue_le: Option<i64>,
    /// When the centre answered.
    pub repondue_le: Option<i64>,
    /// What the centre wrote.
    pub reponse: String,
    /// When both meet.
    pub convenu_le: Option<i64>,
    /// Where they do.
    pub convenu_ou: String,
    /// When it turned out that the centre's mailbox receives nothing.
    pub non_distribuee_le: Option<i64>,
}

impl Demande {
    /// Where it stands.
    pub fn etat(&self) -> Etat {
        Etat::lire(&self.etat).unwrap_or(Etat::Demande)
    }

    /// The phone as the French read it; empty once blanked.
    pub fn telephone_lisible(&self) -> String {
        let lu = self.telephone.parse::<Telephone>();
        lu.map_or_else(|_| self.telephone.clone(), |t| t.affichage())
    }

    /// How the person is called.
    pub fn qui(&self) -> String {
        match self.nom.is_empty() {
            true => "Personne effacée".to_owned(),
            false => format!("{} {}", self.prenom, self.nom),
        }
    }
}

/// Every column, in the order of [`Demande`].
pub const COLONNES: &str = "id, formation, cle_me, intitule, gestionnaire, formateur,
    formateur_nom, lieu, portail, profil, prenom, nom, nom_plie, courriel, telephone, motifs,
    message, destinataire, envoi, empreinte, lien_expire_le, etat, deposee_le, due_le,
    transmise_le, lue_le, repondue_le, reponse, convenu_le, convenu_ou, non_distribuee_le";

/// Adds a request.
pub async fn ajouter(tx: &mut Transaction, d: &Demande) -> Result<(), ErreurBase> {
    let places: Vec<String> = (1..=31).map(|n| format!("${n}")).collect();
    let sql = format!("INSERT INTO rdv_demandes ({COLONNES}) VALUES ({})", places.join(", "));
    let r = sqlx::query(AssertSqlSafe(sql)).bind(&d.id).bind(&d.formation).bind(&d.cle_me);
    let r = r.bind(&d.intitule).bind(&d.gestionnaire).bind(&d.formateur).bind(&d.formateur_nom);
    let r = r.bind(&d.lieu).bind(&d.portail).bind(&d.profil).bind(&d.prenom).bind(&d.nom);
    let r = r.bind(&d.nom_plie).bind(&d.courriel).bind(&d.telephone).bind(&d.motifs);
    let r = r.bind(&d.message).bind(&d.destinataire).bind(&d.envoi).bind(&d.empreinte);
    let r = r.bind(d.lien_expire_le).bind(&d.etat).bind(d.deposee_le).bind(d.due_le);
    let r = r.bind(d.transmise_le).bind(d.lue_le).bind(d.repondue_le).bind(&d.reponse);
    let r = r.bind(d.convenu_le).bind(&d.convenu_ou).bind(d.non_distribuee_le);
    r.execute(&mut **tx).await?;
    Ok(())
}

/// Notes which mail carries a request.
pub async fn noter_l_envoi(tx: &mut Transaction, id: &str, envoi: &str) -> Result<(), ErreurBase> {
    let sql = "UPDATE rdv_demandes SET envoi = $2 WHERE id = $1";
    sqlx::query(sql).bind(id).bind(envoi).execute(&mut **tx).await?;
    Ok(())
}

/// One request.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Demande>, ErreurBase> {
    let sql = format!("SELECT {COLONNES} FROM rdv_demandes WHERE id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// When this mailbox last asked about this training, and how many requests it made since `depuis`.
/// Asked inside the transaction that adds one, so that two at once do not both pass.
pub async fn deja(
    tx: &mut Transaction,
    courriel: &str,
    formation: &str,
    depuis: i64,
) -> Result<(Option<i64>, i64), ErreurBase> {
    base::evenements::ordonner(tx).await?;
    let sql = "SELECT MAX(CASE WHEN formation = $2 THEN deposee_le END),
                   COUNT(CASE WHEN deposee_le > $3 THEN 1 END)
               FROM rdv_demandes WHERE courriel = $1";
    let requete = sqlx::query_as(sql).bind(courriel).bind(formation).bind(depuis);
    Ok(requete.fetch_one(&mut **tx).await?)
}

/// Its mail has left; false when it was past that.
pub async fn transmettre(
    tx: &mut Transaction,
    id: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE rdv_demandes SET etat = 'transmise', transmise_le = $2
               WHERE id = $1 AND etat = 'demande'";
    let faite = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(faite.rows_affected() == 1)
}

/// The centre opened it; false when it was past that.
pub async fn marquer_lue(
    tx: &mut Transaction,
    id: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE rdv_demandes SET etat = 'lue', lue_le = $2
               WHERE id = $1 AND etat IN ('demande', 'transmise')";
    let faite = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(faite.rows_affected() == 1)
}

/// What a centre answers.
#[derive(Clone, Copy, Debug)]
pub struct ReponseDonnee<'a> {
    /// State it leads to.
    pub etat: Etat,
    /// What the centre wrote.
    pub message: &'a str,
    /// When both meet (ms since 1970).
    pub convenu_le: Option<i64>,
    /// Where they do.
    pub convenu_ou: &'a str,
}

/// The centre answered; false when it already had. Reading goes with it.
pub async fn repondre(
    tx: &mut Transaction,
    id: &str,
    r: &ReponseDonnee<'_>,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE rdv_demandes SET etat = $2, reponse = $3, convenu_le = $4, convenu_ou = $5,
                   repondue_le = $6, lue_le = COALESCE(lue_le, $6), empreinte = ''
               WHERE id = $1 AND etat IN ('demande', 'transmise', 'lue')";
    let requete = sqlx::query(sql).bind(id).bind(r.etat.code()).bind(r.message);
    let requete = requete.bind(r.convenu_le).bind(r.convenu_ou).bind(maintenant);
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// The requests of a mailbox (lower case), newest first.
pub async fn de_la_personne(db: &Lecture, courriel: &str) -> Result<Vec<Demande>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM rdv_demandes WHERE courriel = $1 ORDER BY deposee_le DESC, id DESC"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(courriel).fetch_all(db.pool()).await?)
}

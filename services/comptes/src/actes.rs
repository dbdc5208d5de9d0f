//! What changes an account: each function is one step of a transaction that the caller commits.

use base::Transaction;
use conformite::journal::{self, Acteur, Fait};
use ulid::Ulid;
use web::{Erreur, Ressort, Role};

use crate::depot::evenements::{self, Evenement};
use crate::depot::habilitations::{self, Habilitation};
use crate::depot::organisations::{self, Organisation};
use crate::depot::personnes::{self, Personne};
use crate::depot::sessions::{self, Session};
use crate::porte::membres::{HABILITATION, ORGANISATION};
use crate::regles::etat::{
    Acte, DUREE_AUDIT_JOURS, DUREE_JOURS, Etat, JOUR_MS, Objet, Refus, passer,
};
use crate::regles::jeton::SESSION_MS;

/// Who acts when no person does: the name of the rule.
pub const REGLE: &str = "regle";

/// An account that does not exist yet.
pub fn personne_nouvelle(courriel: &str, prenom: &str, nom: &str, maintenant: i64) -> Personne {
    Personne {
        id: Ulid::new().to_string(),
        courriel: courriel.to_owned(),
        prenom: prenom.to_owned(),
        nom: nom.to_owned(),
        telephone: String::new(),
        etat: Etat::EnAttente.code().to_owned(),
        creee_le: maintenant,
        vue_le: maintenant,
        totp: String::new(),
        totp_confirme_le: None,
        totp_pas: 0,
    }
}

/// Adds an account and the first line of its history; false when the mailbox already has one.
///
/// # Errors
/// When the database refuses.
pub async fn creer_la_personne(
    tx: &mut Transaction,
    personne: &Personne,
    par: &str,
) -> Result<bool, Erreur> {
    if !personnes::ajouter(tx, personne).await? {
        return Ok(false);
    }
    let creee = Evenement::nouveau(
        Objet::Personne,
        &personne.id,
        ("", &personne.etat),
        par,
        "",
        personne.creee_le,
    );
    evenements::ajouter(tx, &creee).await?;
    Ok(true)
}

/// A habilitation to ask for.
#[derive(Clone, Debug)]
pub struct Demande<'a> {
    /// For whom.
    pub personne: &'a str,
    /// Which role.
    pub role: Role,
    /// For what.
    pub ressort: &'a Ressort,
    /// For which organisation, when it is for one.
    pub organisation: Option<&'a str>,
    /// Whether its holder manages the members.
    pub gestionnaire: bool,
    /// Why.
    pub motif: &'a str,
}

/// Writes a request; its identifier.
///
/// # Errors
/// 500 when the ressort is not of the kind that the role wants: nobody may be granted France by
/// way of a role of a région.
pub async fn demander(
    tx: &mut Transaction,
    demande: &Demande<'_>,
    par: &str,
    maintenant: i64,
) -> Result<String, Erreur> {
    if demande.role.ressort() != demande.ressort.genre() {
        return Err(anyhow::anyhow!("a ressort that is not of the role").into());
    }
    let id = Ulid::new().to_string();
    let ligne = Habilitation {
        id: id.clone(),
        personne: demande.personne.to_owned(),
        organisation: demande.organisation.map(str::to_owned),
        role: demande.role.code().to_owned(),
        ressort_genre: demande.ressort.genre().code().to_owned(),
        ressort_code: demande.ressort.code().to_owned(),
        gestionnaire: i64::from(demande.gestionnaire),
        motif: demande.motif.to_owned(),
        etat: Etat::EnAttente.code().to_owned(),
        accordee_par: String::new(),
        creee_le: maintenant,
        debut: maintenant,
        fin: maintenant + duree_ms(demande.role),
        revue_le: maintenant,
    };
    habilitations::ajouter(tx, &ligne).await?;
    let apres = Etat::EnAttente.code();
    let evenement =
        Evenement::nouveau(Objet::Habilitation, &id, ("", apres), par, demande.motif, maintenant);
    evenements::ajouter(tx, &evenement).await?;
    Ok(id)
}

fn duree_ms(role: Role) -> i64 {
    let jours = if role == Role::Auditeur { DUREE_AUDIT_JOURS } else { DUREE_JOURS };
    jours * JOUR_MS
}

/// Grants a request at once: its identifier.
///
/// # Errors
/// As [`demander`] and [`habiliter`].
pub async fn accorder_d_emblee(
    tx: &mut Transaction,
    demande: &Demande<'_>,
    par: &str,
    maintenant: i64,
) -> Result<String, Erreur> {
    let id = demander(tx, demande, par, maintenant).await?;
    let ligne = Habilitation {
        id: id.clone(),
        etat: Etat::EnAttente.code().to_owned(),
        role: demande.role.code().to_owned(),
        ..Habilitation::default()
    };
    habiliter(tx, &ligne, Acte::Accepter, par, demande.motif, maintenant).await?;
    Ok(id)
}

/// Does something to a habilitation, and keeps who and why.
///
/// # Errors
/// 409 with its words when the act is not possible from where it stands, when the reason is
/// missing, or when an organisation would be left with nobody to manage it.
pub async fn habiliter(
    tx: &mut Transaction,
    h: &Habilitation,
    acte: Acte,
    par: &str,
    motif: &str,
    maintenant: i64,
) -> Result<Etat, Erreur> {
    let avant = Etat::lire(&h.etat).ok_or_else(|| anyhow::anyhow!("unknown state"))?;
    let apres = passer(Objet::Habilitation, avant, acte, motif).map_err(conflit)?;
    if avant == Etat::Active && h.gestionnaire == 1 && acte != Acte::Terminer {
        garder_un_gestionnaire(tx, h, maintenant).await?;
    }
    if !habilitations::passer(tx, &h.id, avant.code(), apres.code()).await? {
        return Err(conflit(Refus::Transition));
    }
    if apres == Etat::Active {
        let fin = Role::lire(&h.role).map_or(0, duree_ms);
        habilitations::accorder(tx, &h.id, par, (maintenant, maintenant + fin)).await?;
    }
    let codes = (avant.code(), apres.code());
    let e = Evenement::nouveau(Objet::Habilitation, &h.id, codes, par, motif, maintenant);
    evenements::ajouter(tx, &e).await?;
    let acte = CODES.iter().find(|(a, _)| *a == acte).map_or("comptes.habilitation", |(_, c)| c);
    journaliser(tx, acte, &h.id, par, motif, maintenant).await?;
    annoncer(tx, HABILITATION, &h.id, apres, maintenant).await?;
    Ok(apres)
}

/// Tells the other services of a new state.
async fn annoncer(
    tx: &mut Transaction,
    sujet: &str,
    id: &str,
    etat: Etat,
    maintenant: i64,
) -> Result<(), Erreur> {
    let contenu = serde_json::json!({ "etat": etat.code() });
    Ok(base::evenements::publier(tx, sujet, id, &contenu, maintenant).await?)
}

/// What the journal calls each act.
const CODES: [(Acte, &str); 6] = [
    (Acte::Accepter, "comptes.habilitation.accepter"),
    (Acte::Refuser, "comptes.habilitation.refuser"),
    (Acte::Remettre, "comptes.habilitation.remettre"),
    (Acte::Desactiver, "comptes.habilitation.desactiver"),
    (Acte::Reactiver, "comptes.habilitation.reactiver"),
    (Acte::Terminer, "comptes.habilitation.terminer"),
];

/// Length of the identifier of an account; whoever else acts is a rule or the operator.
const COMPTE: usize = 26;

/// Writes a change of habilitation in the journal of the site.
///
/// # Errors
/// When the database refuses.
pub async fn journaliser(
    tx: &mut Transaction,
    acte: &'static str,
    habilitation: &str,
    par: &str,
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let acteur = if par.len() == COMPTE { Acteur::compte(par) } else { Acteur::systeme(par) };
    let fait = Fait {
        acte,
        acteur,
        objet_genre: "habilitation",
        objet_id: habilitation.to_owned(),
        sujet: None,
        motif: motif.to_owned(),
        details: serde_json::json!({}),
    };
    journal::consigner(tx, &fait, maintenant).await?;
    Ok(())
}

/// Confirms at a review that a habilitation is still needed: for a year from now.
///
/// # Errors
/// When the database refuses.
pub async fn confirmer(
    tx: &mut Transaction,
    h: &Habilitation,
    par: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let fin = maintenant + Role::lire(&h.role).map_or(0, duree_ms);
    habilitations::confirmer(tx, &h.id, (maintenant, fin)).await?;
    let codes = (h.etat.as_str(), h.etat.as_str());
    let motif = "Accès confirmé à la revue";
    let e = Evenement::nouveau(Objet::Habilitation, &h.id, codes, par, motif, maintenant);
    evenements::ajouter(tx, &e).await?;
    journaliser(tx, "comptes.habilitation.confirmer", &h.id, par, motif, maintenant).await
}

/// Refuses to leave an organisation without anyone to manage it.
///
/// # Errors
/// 409 when this is its last manager.
pub async fn garder_un_gestionnaire(
    tx: &mut Transaction,
    h: &Habilitation,
    maintenant: i64,
) -> Result<(), Erreur> {
    let Some(organisation) = &h.organisation else { return Ok(()) };
    let autres = habilitations::autres_gestionnaires(tx, organisation, &h.id, maintenant).await?;
    if autres == 0 { Err(conflit(Refus::DernierGestionnaire)) } else { Ok(()) }
}

/// Does something to an account, and keeps who and why. Stopping it closes its sessions.
///
/// # Errors
/// 409 with its words when the act is not possible from where it stands, or the reason is missing.
pub async fn agir_sur_la_personne(
    tx: &mut Transaction,
    p: &Personne,
    acte: Acte,
    par: &str,
    motif: &str,
    maintenant: i64,
) -> Result<Etat, Erreur> {
    let avant = Etat::lire(&p.etat).ok_or_else(|| anyhow::anyhow!("unknown state"))?;
    let apres = passer(Objet::Personne, avant, acte, motif).map_err(conflit)?;
    if !personnes::passer(tx, &p.id, avant.code(), apres.code()).await? {
        return Err(conflit(Refus::Transition));
    }
    if apres == Etat::Desactivee {
        sessions::fermer_toutes(tx, &p.id, "", maintenant).await?;
    }
    let codes = (avant.code(), apres.code());
    let e = Evenement::nouveau(Objet::Personne, &p.id, codes, par, motif, maintenant);
    evenements::ajouter(tx, &e).await?;
    Ok(apres)
}

/// Does something to an organisation, and keeps who and why.
///
/// # Errors
/// 409 with its words when the act is not possible from where it stands, or the reason is missing.
pub async fn agir_sur_l_organisation(
    tx: &mut Transaction,
    o: &Organisation,
    acte: Acte,
    par: &str,
    motif: &str,
    maintenant: i64,
) -> Result<Etat, Erreur> {
    let avant = Etat::lire(&o.etat).ok_or_else(|| anyhow::anyhow!("unknown state"))?;
    let apres = passer(Objet::Organisation, avant, acte, motif).map_err(conflit)?;
    if !organisations::passer(tx, &o.id, avant.code(), apres.code()).await? {
        return Err(conflit(Refus::Transition));
    }
    let codes = (avant.code(), apres.code());
    let e = Evenement::nouveau(Objet::Organisation, &o.id, codes, par, motif, maintenant);
    evenements::ajouter(tx, &e).await?;
    annoncer(tx, ORGANISATION, &o.id, apres, maintenant).await?;
    Ok(apres)
}

pub(crate) fn conflit(refus: Refus) -> Erreur {
    let statut = axum::http::StatusCode::CONFLICT;
    Erreur::nouvelle(statut, "comptes.transition", refus.to_string())
}

/// Opens a session for this person; its secret, that only the browser keeps.
///
/// # Errors
/// When the database refuses.
pub async fn ouvrir_une_session(
    tx: &mut Transaction,
    personne: &str,
    appareil: &str,
    double_le: Option<i64>,
    maintenant: i64,
) -> Result<String, Erreur> {
    let (_, secret) =
        ouvrir_une_session_dite(tx, personne, appareil, double_le, maintenant).await?;
    Ok(secret)
}

/// The same, told with its identifier: identifier, secret.
///
/// # Errors
/// When the database refuses.
pub async fn ouvrir_une_session_dite(
    tx: &mut Transaction,
    personne: &str,
    appareil: &str,
    double_le: Option<i64>,
    maintenant: i64,
) -> Result<(String, String), Erreur> {
    let secret = coffre::hasard();
    let session = Session {
        id: Ulid::new().to_string(),
        empreinte: coffre::empreinte(&secret),
        personne: personne.to_owned(),
        appareil: appareil.to_owned(),
        creee_le: maintenant,
        vue_le: maintenant,
        expire_le: maintenant + SESSION_MS,
        fermee_le: None,
        double_le,
        essais: 0,
        observe: None,
        observe_fin: None,
    };
    sessions::ouvrir(tx, &session).await?;
    personnes::voir(tx, personne, maintenant).await?;
    Ok((session.id, secret))
}

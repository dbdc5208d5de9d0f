//! Publishing an offer: what the rules say of it, and where it goes.

use base::{Lecture, Transaction};
use noyau::dates::Instant;
use noyau::identifiants::Siret;
use web::{Erreur, Etat, Role};

use crate::actes::agir;
use crate::courriels;
use crate::depot::deposees::Deposee;
use crate::depot::{gestion, mandats, moderation};
use crate::mandat;
use crate::poste;
use crate::refus;
use crate::regles::expiration_par_defaut;
use crate::regles::garde::{Annonce, Raison, raisons};
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// Longest list of reasons kept in the history.
const MOTIF_MAX: usize = 600;

/// The reasons to look at this offer first; none when it may be shown at once.
///
/// # Errors
/// When the database refuses.
pub async fn controler(db: &Lecture, d: &Deposee) -> Result<Vec<Raison>, Erreur> {
    let listes = moderation::listes(db).await?;
    let o = &d.offre;
    let (nom, siret) = pour_qui(db, d).await?;
    let (est_un_organisme, autres) = match &siret {
        Some(siret) if !d.mandat.is_empty() => (false, mandats::actives(db, siret.as_str()).await?),
        Some(siret) => (
            annuaire::porte::organisme(db, siret).await?.is_some(),
            gestion::actives(db, siret.as_str()).await?,
        ),
        None => (false, 0),
    };
    let elle = i64::from(d.etat == EtatDOffre::Publiee);
    let presentation = o.employeur.presentation.as_deref().unwrap_or_default();
    let competences = [o.competences.join("\n"), o.acquis.join("\n"), d.questions.join("\n")];
    let texte = format!("{}\n{presentation}\n{}", o.description, competences.join("\n"));
    let annonce = Annonce {
        titre: &o.titre,
        texte: &texte,
        entreprise: &nom,
        siret: siret.as_ref(),
        naf: o.employeur.naf.as_ref(),
        taille: o.employeur.taille,
        romes: &o.romes,
        est_un_organisme,
        d_un_cfa: d.role == Role::Cfa.code(),
        actives: autres - elle,
    };
    Ok(raisons(&annonce, &listes))
}

/// Who hires: the company of the mandate, when there is one, else who publishes.
async fn pour_qui(db: &Lecture, d: &Deposee) -> Result<(String, Option<Siret>), Erreur> {
    if d.mandat.is_empty() {
        return Ok((d.offre.employeur.nom.clone(), d.offre.siret));
    }
    let mandat = mandats::trouver(db, &d.mandat).await?.ok_or_else(refus::mandat_fini)?;
    Ok((mandat.nom, mandat.siret.parse().ok()))
}

/// What submitting an offer needs to know.
pub struct Soumission<'a> {
    /// The reasons to look at it first.
    pub raisons: &'a [Raison],
    /// Whether its author's habilitation is in force.
    pub en_vigueur: bool,
    /// Who submits.
    pub par: &'a str,
}

/// Sends a draft, or an offer that was refused or waited, where it must go: shown, looked at, or
/// waiting for the account of its author.
///
/// # Errors
/// 409 when the offer changed in between.
pub async fn soumettre(
    etat: &Etat,
    tx: &mut Transaction,
    d: &mut Deposee,
    s: &Soumission<'_>,
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    mandat::tenir(tx, d).await?;
    moderation::controler(tx, &d.offre.id, s.raisons, maintenant.ms()).await?;
    let motif = resumer(s.raisons);
    let acte = match (s.en_vigueur, s.raisons.is_empty()) {
        (false, _) => Acte::Attendre,
        (true, false) => Acte::Verifier,
        (true, true) => Acte::Publier,
    };
    if acte == Acte::Publier {
        dater(d, maintenant);
    }
    agir(tx, d, acte, (s.par, &motif), maintenant).await.map_err(refus::de)?;
    match acte {
        Acte::Publier => annoncer(etat, tx, d).await,
        _ => Ok(()),
    }
}

/// An offer begins: its end comes two months later, and nobody was reminded of it.
pub fn dater(d: &mut Deposee, maintenant: Instant) {
    d.offre.publication = Some(maintenant);
    d.offre.expiration = Some(expiration_par_defaut(maintenant));
    d.rappel = 0;
}

/// Tells its owner that the offer is shown.
///
/// # Errors
/// When the database refuses.
pub async fn annoncer(etat: &Etat, tx: &mut Transaction, d: &Deposee) -> Result<(), Erreur> {
    let lettre = courriels::publiee(d, &etat.reglages.adresse);
    let jour = d.offre.publication.map_or(0, Instant::ms);
    let cle = format!("{}:{jour}", d.offre.id);
    poste::poster(tx, courriels::PUBLIEE, d, lettre, &cle, etat.horloge.maintenant()).await
}

/// The reasons on one line, for the history.
pub fn resumer(raisons: &[Raison]) -> String {
    let phrases: Vec<&str> = raisons.iter().map(|r| r.phrase.as_str()).collect();
    phrases.join(" ").chars().take(MOTIF_MAX).collect()
}

//! Receiving the offer of a partner: each step of quality says what it found, and its reason is
//! kept. What nothing can mend is refused with its reason; what is doubtful is looked at.

use base::Lecture;
use liens::entreprises::{Entreprise, LesEntreprises, Reponse};
use noyau::dates::Instant;
use noyau::identifiants::{Rome, Siret};
use noyau::texte::mots;
use referentiels::porte::Metiers;
use web::{Erreur, Etat};

use crate::actes::{REGLE, agir, creer};
use crate::depot::deposees::Deposee;
use crate::depot::retirees::COPIE;
use crate::depot::{moderation, partenaires};
use crate::porte::Precision;
use crate::publication::{controler, resumer};
use crate::refus;
use crate::regles::doublon::meme_titre;
use crate::regles::expiration_par_defaut;
use crate::regles::garde::Raison;
use crate::regles::situer;
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// What the steps found: what nothing can mend, what someone must look at.
#[derive(Debug, Default)]
pub struct Examen {
    /// Reasons not to show it at all.
    pub refus: Vec<Raison>,
    /// Reasons to look at it first.
    pub doutes: Vec<Raison>,
}

impl Examen {
    /// Whether no step found anything.
    pub fn est_bon(&self) -> bool {
        self.refus.is_empty() && self.doutes.is_empty()
    }
}

/// Completes the offer from what is known of its company and its trade, and says what is wrong.
///
/// # Errors
/// When the database refuses. A source of companies that does not answer stops nothing.
pub async fn examiner(etat: &Etat, d: &mut Deposee) -> Result<Examen, Erreur> {
    let mut examen = Examen::default();
    let refuser = |examen: &mut Examen, regle: &'static str, phrase: &str| {
        examen.refus.push(Raison { regle, phrase: phrase.to_owned() });
    };
    if let Some(siret) = d.offre.siret {
        match entreprise(etat, &siret).await {
            Some(Reponse::Trouvee(e)) if !e.ouverte => {
                refuser(&mut examen, "CLOSED_COMPANY", "L’établissement est fermé.");
            }
            Some(Reponse::Trouvee(e)) => completer(d, &e),
            Some(Reponse::NonDiffusible) | Some(Reponse::Inconnue) | None => {}
        }
        completer_du_marche_cache(etat.db.read(), &siret, d).await?;
    }
    if matches!(d.offre.lieu.precision, Precision::Aucune | Precision::Region) {
        let phrase = "Ni l’adresse donnée ni celle de l’entreprise n’ont pu être situées.";
        refuser(&mut examen, "GEOLOCATION_NOT_FOUND", phrase);
    }
    if d.offre.romes.is_empty() {
        d.offre.romes = metier_du_titre(etat.db.read(), &d.offre.titre).await?;
    }
    if d.offre.romes.is_empty() {
        let phrase = "L’intitulé ne désigne aucun métier du ROME : donnez rome_codes.";
        refuser(&mut examen, "ROME_NOT_FOUND", phrase);
    }
    if let Some(doublon) = doublon(etat.db.read(), d).await? {
        examen.refus.push(doublon);
    }
    examen.doutes = controler(etat.db.read(), d).await?;
    Ok(examen)
}

/// What the source of companies says; none when it does not answer.
async fn entreprise(etat: &Etat, siret: &Siret) -> Option<Reponse> {
    let source = etat.piece::<LesEntreprises>()?;
    source.par_siret(siret).await.ok()
}

fn completer(d: &mut Deposee, e: &Entreprise) {
    let employeur = &mut d.offre.employeur;
    if employeur.nom.is_empty() {
        employeur.nom.clone_from(&e.nom);
    }
    employeur.naf = employeur.naf.take().or_else(|| e.naf.parse().ok());
    if d.offre.lieu.precision == Precision::Aucune && !e.adresse.is_empty() {
        d.offre.lieu = situer(&e.adresse, None);
    }
}

async fn completer_du_marche_cache(
    db: &Lecture,
    siret: &Siret,
    d: &mut Deposee,
) -> Result<(), Erreur> {
    let Some(connue) = crate::porte::recruteur(db, siret).await? else { return Ok(()) };
    let employeur = &mut d.offre.employeur;
    if employeur.nom.is_empty() {
        employeur.nom = connue.employeur.nom;
    }
    employeur.taille = employeur.taille.or(connue.employeur.taille);
    employeur.naf = employeur.naf.take().or(connue.employeur.naf);
    employeur.secteur = employeur.secteur.take().or(connue.employeur.secteur);
    employeur.opco = employeur.opco.take().or(connue.employeur.opco);
    if d.offre.lieu.precision == Precision::Aucune {
        d.offre.lieu = connue.lieu;
    }
    Ok(())
}

/// The trade that a title names: the whole title, else its longest run of words that is a name.
async fn metier_du_titre(db: &Lecture, titre: &str) -> Result<Vec<Rome>, Erreur> {
    let metiers = Metiers::charger(db).await?;
    let mots = mots(titre);
    for longueur in (1..=mots.len()).rev() {
        for suite in mots.windows(longueur) {
            if let Some(metier) = metiers.par_nom(&suite.join(" ")) {
                return Ok(vec![metier.code]);
            }
        }
    }
    Ok(Vec::new())
}

/// The same job of the same company in the same place, that another publisher shows already.
async fn doublon(db: &Lecture, d: &Deposee) -> Result<Option<Raison>, Erreur> {
    let Some(siret) = &d.offre.siret else { return Ok(None) };
    let code_postal = d.offre.lieu.code_postal.as_ref().map(|c| c.to_string()).unwrap_or_default();
    let voisines = partenaires::voisines(db, siret, &d.offre.origine).await?;
    let meme = voisines
        .into_iter()
        .find(|v| v.code_postal == code_postal && meme_titre(&v.titre, &d.offre.titre));
    Ok(meme.map(|v| Raison {
        regle: COPIE,
        phrase: format!("La même offre est déjà publiée par « {} » ({}).", v.origine, v.id),
    }))
}

/// Writes an offer of a partner, new or again, where the steps send it.
///
/// # Errors
/// 409 when it changed in between.
pub async fn recevoir(
    etat: &Etat,
    d: &mut Deposee,
    examen: &Examen,
    (nouvelle, par): (bool, &str),
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let toutes: Vec<Raison> = examen.refus.iter().chain(&examen.doutes).cloned().collect();
    let mut tx = etat.db.write().await?;
    if nouvelle {
        creer(&mut tx, d, par, maintenant).await?;
    }
    moderation::controler(&mut tx, &d.offre.id, &toutes, maintenant.ms()).await?;
    for (acte, motif) in actes(d.etat, examen, &toutes) {
        if acte == Acte::Publier || acte == Acte::Accepter {
            dater(d, maintenant);
        }
        let qui = if acte == Acte::Modifier { par } else { REGLE };
        agir(&mut tx, d, acte, (qui, &motif), maintenant).await.map_err(refus::de)?;
    }
    tx.commit().await?;
    Ok(())
}

/// The acts that lead an offer from its state to where the steps send it.
fn actes(etat: EtatDOffre, examen: &Examen, toutes: &[Raison]) -> Vec<(Acte, String)> {
    let motif = resumer(toutes);
    let mut actes = Vec::new();
    match (toutes.is_empty(), etat) {
        (true, EtatDOffre::Publiee) => actes.push((Acte::Modifier, String::new())),
        (true, EtatDOffre::AVerifier) => actes.push((Acte::Accepter, String::new())),
        (true, _) => actes.push((Acte::Publier, String::new())),
        (false, EtatDOffre::AVerifier) => actes.push((Acte::Modifier, String::new())),
        (false, _) => actes.push((Acte::Verifier, motif.clone())),
    }
    if !examen.refus.is_empty() {
        actes.push((Acte::Refuser, motif));
    }
    actes
}

/// Its first publication is now, its end is the one that its publisher gave, else two months later.
fn dater(d: &mut Deposee, maintenant: Instant) {
    d.offre.publication = d.offre.publication.or(Some(maintenant));
    let donnee = d.offre.expiration.filter(|fin| *fin > maintenant);
    d.offre.expiration = donnee.or(Some(expiration_par_defaut(maintenant)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_steps_send_an_offer() {
        let raison = || Raison { regle: "r", phrase: "Parce que.".to_owned() };
        let bon = Examen::default();
        let doute = Examen { doutes: vec![raison()], ..Examen::default() };
        let mauvais = Examen { refus: vec![raison()], ..Examen::default() };
        let noms = |etat, examen: &Examen| -> Vec<Acte> {
            let toutes: Vec<Raison> = examen.refus.iter().chain(&examen.doutes).cloned().collect();
            actes(etat, examen, &toutes).into_iter().map(|(acte, _)| acte).collect()
        };
        use EtatDOffre::{AVerifier, Brouillon, Publiee, Refusee};
        for (etat, examen, attendus) in [
            (Brouillon, &bon, vec![Acte::Publier]),
            (Publiee, &bon, vec![Acte::Modifier]),
            (AVerifier, &bon, vec![Acte::Accepter]),
            (Refusee, &bon, vec![Acte::Publier]),
            (Brouillon, &doute, vec![Acte::Verifier]),
            (Publiee, &doute, vec![Acte::Verifier]),
            (AVerifier, &doute, vec![Acte::Modifier]),
            (Brouillon, &mauvais, vec![Acte::Verifier, Acte::Refuser]),
            (Refusee, &mauvais, vec![Acte::Verifier, Acte::Refuser]),
            (AVerifier, &mauvais, vec![Acte::Modifier, Acte::Refuser]),
        ] {
            assert_eq!(noms(etat, examen), attendus, "{etat:?}");
        }
    }
}

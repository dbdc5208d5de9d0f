//! What is known of a company, and from whom: its source, then what was last read of it.

use annuaire::porte::organisme;
use liens::entreprises::{Connue, Entreprise, LesConnues, LesEntreprises, Reponse};
use noyau::identifiants::{Idcc, Siret};
use web::{Erreur, Etat};

use crate::depot::entreprises as depot;
use crate::regles::inscription::FRAICHEUR_MS;
use crate::regles::opco::reconnaitre;
use crate::regles::validation::Contact;

/// What is known of a SIRET.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Savoir {
    /// The answer of the source.
    Su(Reponse),
    /// The source does not answer and nothing was read before: nothing can be concluded.
    Panne,
}

/// What is known of this SIRET. Reads only: [`garder`] keeps it.
///
/// # Errors
/// When the database refuses.
pub async fn chercher(etat: &Etat, siret: &Siret) -> Result<Savoir, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let gardee = depot::lire(etat.db.read(), siret.as_str()).await?;
    let gardee = gardee.and_then(|(json, le)| Some((serde_json::from_str(&json).ok()?, le)));
    if let Some((reponse, le)) = &gardee
        && maintenant - le < FRAICHEUR_MS
    {
        return Ok(Savoir::Su(Reponse::clone(reponse)));
    }
    let Some(source) = etat.piece::<LesEntreprises>() else { return Ok(Savoir::Panne) };
    match source.par_siret(siret).await {
        Ok(Reponse::Inconnue) if etat.reglages.demo => inventee(etat, siret).await,
        Ok(reponse) => Ok(Savoir::Su(reponse)),
        // What was read long ago is better than nothing.
        Err(_) => Ok(gardee.map_or(Savoir::Panne, |(reponse, _)| Savoir::Su(reponse))),
    }
}

/// In a demonstration, the invented companies of the offers exist.
async fn inventee(etat: &Etat, siret: &Siret) -> Result<Savoir, Erreur> {
    let connues = connues(etat, siret).await?;
    let trouvee = connues.into_iter().find(|c| c.siret == siret.as_str());
    let reponse = trouvee.map_or(Reponse::Inconnue, |c| {
        Reponse::Trouvee(Entreprise {
            siret: c.siret,
            nom: c.nom,
            adresse: c.adresse,
            ville: c.ville,
            departement: c.departement,
            naf: c.naf,
            idcc: vec![c.idcc],
            ouverte: true,
            source: "Démonstration".to_owned(),
        })
    });
    Ok(Savoir::Su(reponse))
}

/// Keeps an answer, so that the next question needs nobody.
///
/// # Errors
/// When the database refuses.
pub async fn garder(
    tx: &mut base::Transaction,
    siret: &str,
    savoir: &Savoir,
    maintenant: i64,
) -> Result<(), Erreur> {
    if let Savoir::Su(reponse) = savoir {
        depot::garder(tx, siret, &serde_json::to_string(reponse)?, maintenant).await?;
    }
    Ok(())
}

/// What the other services hold of the same legal unit.
async fn connues(etat: &Etat, siret: &Siret) -> Result<Vec<Connue>, Erreur> {
    let Some(connues) = etat.piece::<LesConnues>() else { return Ok(Vec::new()) };
    Ok(connues.du_siren(siret.siren().as_str()).await?)
}

/// The OPCO of a company and who says it: companies already known of the same legal unit, then
/// the collective agreement.
///
/// # Errors
/// When the database refuses.
pub async fn opco(
    etat: &Etat,
    siret: &Siret,
    idcc: &[String],
) -> Result<Option<(&'static str, String)>, Erreur> {
    let connues = connues(etat, siret).await?;
    if let Some(nom) = connues.iter().find_map(|c| reconnaitre(&c.opco)) {
        return Ok(Some((nom, "les offres et entreprises déjà publiées".to_owned())));
    }
    let table = referentiels::porte::Opco::charger(etat.db.read()).await?;
    let tous = idcc.iter().chain(connues.iter().map(|c| &c.idcc));
    let par_accord = tous.filter_map(|code| code.parse::<Idcc>().ok()).find_map(|idcc| {
        let nom = reconnaitre(table.de(&idcc)?)?;
        Some((nom, format!("la convention collective {idcc}")))
    });
    Ok(par_accord)
}

/// The ways to reach an organisation that were published before anyone signed up for it.
///
/// # Errors
/// When the database refuses.
pub async fn contacts(etat: &Etat, cfa: bool, siret: &Siret) -> Result<Vec<Contact>, Erreur> {
    if cfa {
        let connu = organisme(etat.db.read(), siret).await?;
        let contacts = connu.map(|o| o.contacts).unwrap_or_default().into_iter();
        let source = "annuaire des organismes de formation".to_owned();
        return Ok(contacts
            .map(|c| Contact { valeur: c.courriel, source: source.clone() })
            .collect());
    }
    let sites = connues(etat, siret).await?.into_iter().filter(|c| !c.site.is_empty());
    let source = "site publié avec une offre ou une entreprise".to_owned();
    Ok(sites.map(|c| Contact { valeur: c.site, source: source.clone() }).collect())
}

//! Who may sign up for an organisation, and what they are told when they may not.

use annuaire::porte::Organisme;
use liens::entreprises::{Entreprise, Reponse};

/// A link of a sign-up works this long (ms): the time that a busy employer takes to open a mail.
pub const LIEN_D_INSCRIPTION_MS: i64 = 24 * 3_600_000;

/// An invitation works this long (ms), as the dashboard's did: 96 hours.
pub const INVITATION_MS: i64 = 96 * 3_600_000;

/// Mailboxes invited at once.
pub const INVITATIONS_MAX: usize = 50;

/// What is known of a company is asked again after this long (ms).
pub const FRAICHEUR_MS: i64 = 7 * 24 * 3_600_000;

/// Section of the activities of teaching (NAF).
const ENSEIGNEMENT: &str = "85";

/// Why someone may not sign up for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// Nobody has this SIRET.
    Inconnue,
    /// The establishment is closed.
    Fermee,
    /// It asked that nothing of it be published.
    NonDiffusible,
    /// It is a training company: it signs up as such.
    Formation,
    /// The directory does not know this training centre.
    HorsAnnuaire,
    /// The training centre is closed.
    CfaFerme,
    /// It is not certified.
    SansQualiopi,
    /// It has no address: it teaches at a distance only.
    SansAdresse,
}

impl Refus {
    /// What is wrong.
    pub fn titre(self) -> &'static str {
        match self {
            Refus::Inconnue => "Aucun établissement n’a ce SIRET",
            Refus::Fermee => "Cet établissement est fermé",
            Refus::NonDiffusible => "Cet établissement a demandé à ne pas être publié",
            Refus::Formation => "C’est un organisme de formation",
            Refus::HorsAnnuaire => "L’annuaire ne connaît pas ce SIRET",
            Refus::CfaFerme => "Cet organisme de formation est fermé",
            Refus::SansQualiopi => "Cet organisme n’a pas la certification Qualiopi",
            Refus::SansAdresse => "Cet organisme n’a pas d’adresse connue",
        }
    }

    /// What to do.
    pub fn conseil(self) -> &'static str {
        match self {
            Refus::Inconnue => {
                "Vérifiez les 14 chiffres : ils figurent sur une facture, un bulletin de paie ou un extrait Kbis."
            }
            Refus::Fermee => {
                "S’il a déménagé, utilisez le SIRET de la nouvelle adresse. S’il est ouvert, faites corriger sa situation auprès de l’INSEE."
            }
            Refus::NonDiffusible => {
                "Les offres sont publiques : il faut d’abord rendre l’établissement diffusible auprès de l’INSEE, ou nous écrire."
            }
            Refus::Formation => {
                "Son activité relève de l’enseignement : inscrivez-vous comme organisme de formation."
            }
            Refus::HorsAnnuaire => {
                "Le Carif-Oref de votre région tient l’annuaire à jour : demandez-lui d’ajouter votre organisme."
            }
            Refus::CfaFerme => {
                "S’il a déménagé, utilisez le nouveau SIRET. S’il est ouvert, faites corriger sa situation auprès de l’INSEE puis du Carif-Oref."
            }
            Refus::SansQualiopi => {
                "La certification est obligatoire pour former des apprentis (code du travail, article L. 6316-1). Une fois certifié, votre organisme apparaîtra comme tel dans l’annuaire."
            }
            Refus::SansAdresse => "Demandez au Carif-Oref de votre région de compléter l’annuaire.",
        }
    }
}

/// Whether an employer may sign up for this company.
///
/// # Errors
/// The reason, which the page shows.
pub fn employeur(reponse: Reponse) -> Result<Entreprise, Refus> {
    match reponse {
        Reponse::Inconnue => Err(Refus::Inconnue),
        Reponse::NonDiffusible => Err(Refus::NonDiffusible),
        Reponse::Trouvee(e) if !e.ouverte => Err(Refus::Fermee),
        Reponse::Trouvee(e) if e.naf.starts_with(ENSEIGNEMENT) => Err(Refus::Formation),
        Reponse::Trouvee(e) => Ok(e),
    }
}

/// Whether someone may sign up for this training centre.
///
/// # Errors
/// The reason, which the page shows.
pub fn cfa(organisme: Option<Organisme>) -> Result<Organisme, Refus> {
    let organisme = organisme.ok_or(Refus::HorsAnnuaire)?;
    if !organisme.ouvert() {
        return Err(Refus::CfaFerme);
    }
    if organisme.qualiopi.as_ref().is_none_or(|q| !q.valeur) {
        return Err(Refus::SansQualiopi);
    }
    if organisme.adresse.is_none() {
        return Err(Refus::SansAdresse);
    }
    Ok(organisme)
}

/// Mailboxes out of a text where several were pasted, and what could not be read.
pub fn adresses(texte: &str) -> (Vec<noyau::identifiants::Courriel>, Vec<String>) {
    let mots = texte.split([' ', '\n', '\t', ';', ',', '<', '>']).map(str::trim);
    let (mut bonnes, mut autres) = (Vec::new(), Vec::new());
    for mot in mots.filter(|m| m.contains('@') || m.len() > 60) {
        match mot.parse() {
            Ok(courriel) if bonnes.contains(&courriel) => {}
            Ok(courriel) => bonnes.push(courriel),
            Err(_) => autres.push(mot.chars().take(60).collect()),
        }
    }
    (bonnes, autres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_hidden_unknown_and_training_companies_are_told_apart() {
        let e = |naf: &str, ouverte| {
            Reponse::Trouvee(Entreprise { naf: naf.to_owned(), ouverte, ..Entreprise::default() })
        };
        for (reponse, attendu) in [
            (Reponse::Inconnue, Some(Refus::Inconnue)),
            (Reponse::NonDiffusible, Some(Refus::NonDiffusible)),
            (e("10.71C", false), Some(Refus::Fermee)),
            (e("85.59A", true), Some(Refus::Formation)),
            (e("85.20Z", true), Some(Refus::Formation)),
            (e("88.91A", true), None),
            (e("", true), None),
        ] {
            assert_eq!(employeur(reponse.clone()).err(), attendu, "{reponse:?}");
        }
        assert_eq!(cfa(None).err(), Some(Refus::HorsAnnuaire));
    }

    #[test]
    fn pasted_mailboxes() {
        let texte = "Camille <camille@a.fr>; zoe@a.fr,\n ZOE@a.fr\tx@\nbonjour";
        let (bonnes, autres) = adresses(texte);
        let bonnes: Vec<&str> = bonnes.iter().map(|c| c.as_str()).collect();
        assert_eq!((bonnes, autres.len()), (vec!["camille@a.fr", "zoe@a.fr"], 1));
    }
}

//! Whether a training centre may manage the offers of a company.

use noyau::identifiants::{Courriel, Telephone};

/// Section of the NAF: education.
const ENSEIGNEMENT: &str = "85";

/// Days that the link of the company works.
pub const LIEN_JOURS: i64 = 90;

/// Why it may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// The company teaches: it would be a school publishing for a school.
    Enseignement,
    /// The company is the centre itself, or one of its establishments.
    SoiMeme,
    /// The mailbox is that of whoever declares it, or of the centre's own domain.
    Courriel,
    /// The phone is that of whoever declares it.
    Telephone,
}

impl Refus {
    /// The field that is wrong.
    pub fn champ(self) -> &'static str {
        match self {
            Refus::Enseignement | Refus::SoiMeme => "siret",
            Refus::Courriel => "courriel",
            Refus::Telephone => "telephone",
        }
    }

    /// What whoever declares it reads.
    pub fn phrase(self) -> &'static str {
        match self {
            Refus::Enseignement => {
                "L’activité de cette entreprise est l’enseignement : un CFA ne gère pas les offres d’un autre organisme de formation."
            }
            Refus::SoiMeme => {
                "C’est un établissement de votre organisme : déposez vos propres offres directement."
            }
            Refus::Courriel => {
                "Donnez l’adresse d’une personne de l’entreprise, pas celle de votre centre."
            }
            Refus::Telephone => "Donnez le téléphone de l’entreprise, pas le vôtre.",
        }
    }
}

/// What the rules read of a company: SIREN and activity.
#[derive(Clone, Copy, Debug)]
pub struct Entreprise<'a> {
    /// SIREN.
    pub siren: &'a str,
    /// Activity, as `85.59A`.
    pub naf: &'a str,
}

/// Whether a centre may declare this company.
///
/// # Errors
/// The reason.
pub fn entreprise_permise(e: Entreprise<'_>, siren_du_cfa: &str) -> Result<(), Refus> {
    match () {
        () if e.naf.starts_with(ENSEIGNEMENT) => Err(Refus::Enseignement),
        () if e.siren == siren_du_cfa => Err(Refus::SoiMeme),
        () => Ok(()),
    }
}

/// What the rules read of whoever declares it.
#[derive(Clone, Copy, Debug)]
pub struct Declarant<'a> {
    /// Mailbox of the account.
    pub courriel: &'a str,
    /// Phone of the account; may be empty.
    pub telephone: &'a str,
}

/// What is wrong with the contact given for the company: it must not be the centre's own, or the company
/// would never learn that someone publishes for it.
pub fn fautes_du_contact(
    d: Declarant<'_>,
    courriel: Option<&Courriel>,
    telephone: Option<&Telephone>,
) -> Vec<Refus> {
    let mut fautes = Vec::new();
    if courriel.is_some_and(|c| est_du_centre(d.courriel, c)) {
        fautes.push(Refus::Courriel);
    }
    let sien: Option<Telephone> = d.telephone.parse().ok();
    if telephone.is_some() && telephone == sien.as_ref() {
        fautes.push(Refus::Telephone);
    }
    fautes
}

/// The same mailbox, or the same domain when it is not one where anyone opens a mailbox.
fn est_du_centre(sien: &str, donne: &Courriel) -> bool {
    let domaine = sien.rsplit('@').next().unwrap_or_default();
    sien == donne.as_str()
        || (domaine == donne.domaine() && !donnees::domaines::est_public(domaine))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_companies_a_centre_may_declare() {
        let cas = [
            ("900000001", "10.71C", Ok(())),
            ("900000001", "", Ok(())),
            ("900000001", "85.59A", Err(Refus::Enseignement)),
            ("130025265", "10.71C", Err(Refus::SoiMeme)),
        ];
        for (siren, naf, attendu) in cas {
            let trouve = entreprise_permise(Entreprise { siren, naf }, "130025265");
            assert_eq!(trouve, attendu, "{siren} {naf}");
        }
    }

    #[test]
    fn the_contact_is_that_of_the_company() {
        let cas = [
            ("lea@cfa.fr", "chef@fournil.fr", "0199000001", vec![]),
            ("lea@cfa.fr", "lea@cfa.fr", "0199000001", vec![Refus::Courriel]),
            ("lea@cfa.fr", "paul@cfa.fr", "0199000001", vec![Refus::Courriel]),
            ("lea@gmail.com", "chef@gmail.com", "0199000001", vec![]),
            ("lea@gmail.com", "lea@gmail.com", "0199000001", vec![Refus::Courriel]),
            ("lea@cfa.fr", "chef@fournil.fr", "01 99 00 99 99", vec![Refus::Telephone]),
        ];
        for (sien, courriel, telephone, attendues) in cas {
            let d = Declarant { courriel: sien, telephone: "+33199009999" };
            let (courriel, telephone) = (courriel.parse().unwrap(), telephone.parse().unwrap());
            let trouvees = fautes_du_contact(d, Some(&courriel), Some(&telephone));
            assert_eq!(trouvees, attendues, "{sien} {courriel}");
        }
        let muet = Declarant { courriel: "lea@cfa.fr", telephone: "" };
        assert!(fautes_du_contact(muet, None, None).is_empty());
    }
}

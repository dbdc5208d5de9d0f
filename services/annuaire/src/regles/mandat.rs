//! Who may decide of the UAI of an organisation, and under which name the decision is known.

use web::acces::{Habilitation, Perimetre, Regle};
use web::{Acteur, Action, Cible, Role};

use crate::porte::Organisme;

/// Deciding of the UAI of an organisation: the authorities of its territory (référentiel
/// UAI–SIRET, users of type `academie` and `region`), the Carif-Oref that collects its offer.
pub static VALIDER_UAI: Action = Action {
    code: "annuaire.uai.valider",
    libelle: "Valider, corriger ou retirer l’UAI d’un organisme",
    ecrit: true,
    nominative: false,
    regles: &[
        Regle::ressort(Role::Academie),
        Regle::ressort(Role::Region),
        Regle::ressort(Role::CarifOref),
        Regle::partout(Role::Administrateur),
    ],
};

/// An organisation, as rights are judged on it: its SIRET, its département when it is known.
pub fn cible(o: &Organisme) -> Cible {
    let cible =
        Cible::nouvelle("organisme", o.siret.to_string()).a_l_organisme(o.siret.to_string());
    let departement = o.adresse.as_ref().and_then(|a| a.valeur.departement.as_deref());
    departement.map_or(cible.clone(), |code| cible.dans(code))
}

/// The authority in whose name this person decides: that of the habilitation which reaches the
/// organisation. Never the name of a person.
pub fn autorite(acteur: &Acteur, cible: &Cible) -> String {
    let atteint = |h: &&Habilitation| {
        let regle = VALIDER_UAI.regles.iter().find(|r| r.role == h.role);
        regle.is_some_and(|r| r.perimetre == Perimetre::Partout || h.ressort.couvre(cible))
    };
    let tenue = acteur.habilitations.iter().find(atteint);
    tenue.map_or_else(|| Role::Administrateur.libelle().to_owned(), nom)
}

fn nom(h: &Habilitation) -> String {
    match h.role {
        Role::Academie => h.ressort.libelle(),
        Role::Administrateur => "Administration du service".to_owned(),
        role => format!("{}, {}", role.libelle(), h.ressort.libelle()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Ressort;

    fn acteur(habilitations: &[(Role, Ressort)]) -> Acteur {
        let une = |(role, ressort): &(Role, Ressort)| Habilitation {
            id: "h".to_owned(),
            role: *role,
            ressort: ressort.clone(),
            organisme: String::new(),
            gestionnaire: false,
        };
        Acteur {
            personne: "p".to_owned(),
            nom: "Camille Le Goff".to_owned(),
            courriel: "camille@exemple.fr".to_owned(),
            session: "s".to_owned(),
            double: true,
            a_doubler: false,
            habilitations: habilitations.iter().map(une).collect(),
            observation: None,
        }
    }

    #[test]
    fn a_decision_is_known_by_the_authority_that_may_take_it() {
        let rennes = (Role::Academie, Ressort::Academie("14".to_owned()));
        let paris = (Role::Academie, Ressort::Academie("01".to_owned()));
        let bretagne = (Role::Region, Ressort::Region("53".to_owned()));
        let carif = (Role::CarifOref, Ressort::Region("53".to_owned()));
        let partout = (Role::Administrateur, Ressort::France);
        let cfa = (Role::Cfa, Ressort::Organisme("1".to_owned()));
        let cas: [(&[(Role, Ressort)], &str); 6] = [
            (std::slice::from_ref(&rennes), "Académie de Rennes"),
            (&[paris.clone(), bretagne], "Conseil régional, Bretagne"),
            (&[cfa, carif], "Carif-Oref, Bretagne"),
            (&[paris, partout.clone()], "Administration du service"),
            (&[partout], "Administration du service"),
            (&[], "Administrateur"),
        ];
        let a_rennes = Cible::nouvelle("organisme", "1").dans("35");
        for (habilitations, attendue) in cas {
            let acteur = acteur(habilitations);
            assert_eq!(autorite(&acteur, &a_rennes), attendue);
            assert!(!autorite(&acteur, &a_rennes).contains("Camille"));
        }
    }
}

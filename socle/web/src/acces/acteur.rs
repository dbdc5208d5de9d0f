//! Who is in front of the program, and what they may do.

use super::action::{Action, Perimetre, Regle};
use super::ressort::{Cible, GenreDeRessort, Ressort};
use super::role::Role;

/// The signed-in person, with the habilitations in force now. A handler of a route that asks for
/// one takes it as an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acteur {
    /// Identifier of the account.
    pub personne: String,
    /// How the pages call them.
    pub nom: String,
    /// Their address.
    pub courriel: String,
    /// Identifier of the session.
    pub session: String,
    /// Whether a second proof of identity was given in this session.
    pub double: bool,
    /// Whether they still owe it: until then they are nobody.
    pub a_doubler: bool,
    /// What they hold now: granted, begun, not over.
    pub habilitations: Vec<Habilitation>,
    /// Set when someone of the support looks through their eyes.
    pub observation: Option<Observation>,
}

/// A habilitation in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habilitation {
    /// Its identifier.
    pub id: String,
    /// The role.
    pub role: Role,
    /// What it is held for.
    pub ressort: Ressort,
    /// Name of the organisation, as pages show it.
    pub organisme: String,
    /// Whether its holder manages the members of the organisation.
    pub gestionnaire: bool,
}

impl Habilitation {
    /// Whether the target lies within, and is for this role when it is for the members of an
    /// organisation.
    fn couvre(&self, cible: &Cible) -> bool {
        let autre_role = cible.role.is_some_and(|role| role != self.role);
        let membre = self.ressort.genre() == GenreDeRessort::Organisme;
        self.ressort.couvre(cible) && !(membre && autre_role)
    }
}

/// Someone looks through the eyes of another: reading only, for a short time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Account of the one who looks.
    pub par: String,
    /// Until when (ms since 1970).
    pub fin: i64,
}

/// Why an act is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// No habilitation of this person has the role.
    Role,
    /// It has, but not for this target.
    HorsRessort,
    /// A second proof of identity is needed first.
    Double,
    /// Reading only: observing, or an auditor.
    LectureSeule,
}

impl Refus {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Refus::Role => "acces.role",
            Refus::HorsRessort => "acces.ressort",
            Refus::Double => "acces.double",
            Refus::LectureSeule => "acces.lecture_seule",
        }
    }

    /// What the person reads.
    pub fn phrase(self) -> &'static str {
        match self {
            Refus::Role => "Votre compte n’a pas l’habilitation nécessaire.",
            Refus::HorsRessort => "Votre habilitation ne s’étend pas jusqu’ici.",
            Refus::Double => "Confirmez d’abord votre identité avec votre second facteur.",
            Refus::LectureSeule => "Vous êtes en lecture seule : rien ne peut être modifié.",
        }
    }
}

/// How far an act is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acces {
    /// Fields that must not be shown.
    pub masques: Vec<&'static str>,
}

impl Acces {
    /// Whether this field may be shown.
    pub fn montre(&self, champ: &str) -> bool {
        !self.masques.contains(&champ)
    }
}

impl Acteur {
    /// Whether this act on this target is allowed, and what must stay hidden. Several rules may
    /// allow it: what one of them shows is shown.
    ///
    /// # Errors
    /// The nearest reason: what is missing once everything else is there.
    pub fn peut(&self, action: &Action, cible: &Cible) -> Result<Acces, Refus> {
        self.decider(action, |regle, habilitation| match regle.perimetre {
            Perimetre::Partout => true,
            Perimetre::Ressort => habilitation.couvre(cible),
            Perimetre::Gestion => habilitation.gestionnaire && habilitation.couvre(cible),
            Perimetre::Soi => cible.personne.as_ref() == Some(&self.personne),
        })
    }

    /// Whether this act is allowed on something: what opens the page of a list, which then shows
    /// only what [`Acteur::ressorts`] covers.
    ///
    /// # Errors
    /// As [`Acteur::peut`].
    pub fn peut_quelque_part(&self, action: &Action) -> Result<Acces, Refus> {
        self.decider(action, |regle, h| regle.perimetre != Perimetre::Gestion || h.gestionnaire)
    }

    /// Where this act is allowed, for a list to filter on. Empty: nowhere. What is allowed for the
    /// person alone is not a place, and is left out.
    pub fn ressorts(&self, action: &Action) -> Vec<Ressort> {
        let permises = self.permises(action).filter(|(r, h)| self.autorise(action, r, h).is_ok());
        permises
            .filter_map(|(regle, h)| match regle.perimetre {
                Perimetre::Partout => Some(Ressort::France),
                Perimetre::Ressort => Some(h.ressort.clone()),
                Perimetre::Gestion => h.gestionnaire.then(|| h.ressort.clone()),
                Perimetre::Soi => None,
            })
            .collect()
    }

    /// Whether one habilitation has this role.
    pub fn a_le_role(&self, role: Role) -> bool {
        self.habilitations.iter().any(|h| h.role == role)
    }

    fn permises(&self, action: &Action) -> impl Iterator<Item = (&'static Regle, &Habilitation)> {
        let regles = action.regles.iter();
        regles.flat_map(|r| {
            self.habilitations.iter().filter(|h| h.role == r.role).map(move |h| (r, h))
        })
    }

    fn decider(
        &self,
        action: &Action,
        atteint: impl Fn(&Regle, &Habilitation) -> bool,
    ) -> Result<Acces, Refus> {
        let mut refus = Refus::Role;
        let mut masques: Option<Vec<&'static str>> = None;
        for (regle, habilitation) in self.permises(action) {
            if !atteint(regle, habilitation) {
                refus = if refus == Refus::Role { Refus::HorsRessort } else { refus };
                continue;
            }
            match self.autorise(action, regle, habilitation) {
                Err(plus_proche) => refus = plus_proche,
                Ok(()) => masques = Some(communs(masques, regle.masques)),
            }
        }
        masques.map(|masques| Acces { masques }).ok_or(refus)
    }

    /// What the person must bring beyond the role.
    fn autorise(&self, action: &Action, regle: &Regle, h: &Habilitation) -> Result<(), Refus> {
        if action.ecrit && (self.observation.is_some() || h.role.lecture_seule()) {
            return Err(Refus::LectureSeule);
        }
        let partout = h.ressort == Ressort::France || regle.perimetre == Perimetre::Partout;
        let exige = h.role.exige_double() || (action.nominative && partout);
        if exige && !self.double { Err(Refus::Double) } else { Ok(()) }
    }
}

/// What both hide.
fn communs(deja: Option<Vec<&'static str>>, masques: &[&'static str]) -> Vec<&'static str> {
    match deja {
        None => masques.to_vec(),
        Some(deja) => deja.into_iter().filter(|m| masques.contains(m)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static VALIDER: Action = Action {
        code: "essai.valider",
        libelle: "Valider",
        ecrit: true,
        nominative: false,
        regles: &[
            Regle::ressort(Role::Academie),
            Regle::ressort(Role::Region),
            Regle::ressort(Role::Auditeur),
            Regle::partout(Role::Administrateur),
        ],
    };

    static LIRE: Action = Action {
        code: "essai.lire",
        libelle: "Lire des noms",
        ecrit: false,
        nominative: true,
        regles: &[
            Regle::ressort(Role::Cfa),
            Regle::ressort(Role::Dreets).sans(&["telephone", "courriel"]),
            Regle::ressort(Role::Academie).sans(&["telephone"]),
            Regle::ressort(Role::Dgefp),
            Regle::soi(Role::Employeur),
        ],
    };

    static RIEN: Action = Action {
        code: "essai.rien",
        libelle: "Rien",
        ecrit: false,
        nominative: false,
        regles: &[],
    };

    fn acteur(habilitations: &[(Role, Ressort)]) -> Acteur {
        Acteur {
            personne: "p1".to_owned(),
            nom: "Camille".to_owned(),
            courriel: "camille@exemple.fr".to_owned(),
            session: "s1".to_owned(),
            double: false,
            a_doubler: false,
            habilitations: habilitations
                .iter()
                .map(|(role, ressort)| Habilitation {
                    id: "h".to_owned(),
                    role: *role,
                    ressort: ressort.clone(),
                    organisme: String::new(),
                    gestionnaire: false,
                })
                .collect(),
            observation: None,
        }
    }

    fn academie(code: &str) -> (Role, Ressort) {
        (Role::Academie, Ressort::Academie(code.to_owned()))
    }

    #[test]
    fn what_no_rule_says_is_refused() {
        let a_rennes = Cible::nouvelle("organisme", "1").dans("35");
        let nulle_part = Cible::nouvelle("organisme", "2");
        let cas = [
            (vec![], &a_rennes, Err(Refus::Role)),
            (vec![(Role::Cfa, Ressort::Organisme("1".into()))], &a_rennes, Err(Refus::Role)),
            (vec![academie("14")], &a_rennes, Ok(())),
            (vec![academie("01")], &a_rennes, Err(Refus::HorsRessort)),
            (vec![academie("01"), academie("14")], &a_rennes, Ok(())),
            (vec![academie("14")], &nulle_part, Err(Refus::HorsRessort)),
            (vec![(Role::Region, Ressort::Region("53".into()))], &a_rennes, Ok(())),
            (vec![(Role::Auditeur, Ressort::France)], &a_rennes, Err(Refus::LectureSeule)),
            (vec![(Role::Administrateur, Ressort::France)], &a_rennes, Err(Refus::Double)),
        ];
        for (habilitations, cible, attendu) in cas {
            let trouve = acteur(&habilitations).peut(&VALIDER, cible).map(|_| ());
            assert_eq!(trouve, attendu, "{habilitations:?} {}", cible.id);
        }
        for role in Role::TOUS {
            let tout = acteur(&[(role, Ressort::France)]);
            assert_eq!(tout.peut(&RIEN, &a_rennes), Err(Refus::Role), "{role:?}");
            assert!(tout.ressorts(&RIEN).is_empty());
        }
    }

    #[test]
    fn a_second_proof_opens_what_is_national_and_named() {
        let cible = Cible::nouvelle("effectif", "e").dans("35");
        let mut dgefp = acteur(&[(Role::Dgefp, Ressort::France)]);
        assert_eq!(dgefp.peut(&LIRE, &cible), Err(Refus::Double));
        assert!(dgefp.ressorts(&LIRE).is_empty());
        dgefp.double = true;
        assert!(dgefp.peut(&LIRE, &cible).is_ok());
        assert_eq!(dgefp.ressorts(&LIRE), [Ressort::France]);
    }

    #[test]
    fn one_who_observes_changes_nothing() {
        let cible = Cible::nouvelle("organisme", "1").dans("35");
        let mut observe = acteur(&[academie("14")]);
        observe.observation = Some(Observation { par: "p2".to_owned(), fin: 1 });
        assert_eq!(observe.peut(&VALIDER, &cible), Err(Refus::LectureSeule));
        assert!(observe.peut(&LIRE, &cible).is_ok());
    }

    #[test]
    fn what_one_habilitation_shows_another_does_not_hide() {
        let cible = Cible::nouvelle("effectif", "e").dans("35");
        let dreets = (Role::Dreets, Ressort::Region("53".to_owned()));
        let seule = acteur(std::slice::from_ref(&dreets)).peut(&LIRE, &cible).unwrap();
        assert!(!seule.montre("telephone") && !seule.montre("courriel") && seule.montre("nom"));
        let deux = acteur(&[dreets, academie("14")]).peut(&LIRE, &cible).unwrap();
        assert!(!deux.montre("telephone") && deux.montre("courriel"));
    }

    #[test]
    fn two_organisations_of_one_siret_are_two() {
        static GERER: Action = Action {
            code: "essai.gerer",
            libelle: "Gérer",
            ecrit: true,
            nominative: false,
            regles: &[Regle::gestion(Role::Cfa), Regle::gestion(Role::Employeur)],
        };
        let mut employeur = acteur(&[(Role::Employeur, Ressort::Organisme("s".into()))]);
        employeur.habilitations[0].gestionnaire = true;
        let de = |role| Cible::nouvelle("organisation", "1").a_l_organisme("s").pour(Some(role));
        assert!(employeur.peut(&GERER, &de(Role::Employeur)).is_ok());
        assert_eq!(employeur.peut(&GERER, &de(Role::Cfa)), Err(Refus::HorsRessort));
    }

    #[test]
    fn what_is_for_oneself_is_for_oneself() {
        let employeur = acteur(&[(Role::Employeur, Ressort::Organisme("o".into()))]);
        let mienne = Cible::nouvelle("compte", "p1").a_la_personne("p1");
        let autre = Cible::nouvelle("compte", "p2").a_la_personne("p2").a_l_organisme("o");
        assert!(employeur.peut(&LIRE, &mienne).is_ok());
        assert_eq!(employeur.peut(&LIRE, &autre), Err(Refus::HorsRessort));
        assert_eq!(employeur.peut(&LIRE, &Cible::default()), Err(Refus::HorsRessort));
    }
}

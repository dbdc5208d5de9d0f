//! Whom a mission locale helps, in which order, and what becomes of it.

use noyau::dates::DateCivile;

use super::situation::Situation;

/// Missions locales help young people from this age (code du travail, L. 5314-2)…
pub const AGE_MIN: i32 = 16;

/// …to this one, whole; a recognised disabled worker is helped at any age.
pub const AGE_MAX: i32 = 25;

/// Age of majority.
const MAJORITE: i32 = 18;

/// Days that a training centre has to help by itself: after them, the mission locale sees the person even when nobody
/// asked for its help.
pub const JOURS_DU_CENTRE: i64 = 45;

/// The situations in which a mission locale helps.
pub const SITUATIONS: [Situation; 2] = [Situation::Rupturant, Situation::Inscrit];

/// Where a person stands in the work of a mission locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liste {
    /// Nobody called yet.
    ATraiter,
    /// Called without an answer.
    ARecontacter,
    /// An outcome is known.
    Traites,
}

impl Liste {
    /// Every list.
    pub const TOUTES: [Liste; 3] = [Liste::ATraiter, Liste::ARecontacter, Liste::Traites];

    /// Its code in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Liste::ATraiter => "a-traiter",
            Liste::ARecontacter => "a-recontacter",
            Liste::Traites => "traites",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Liste::ATraiter => "À contacter",
            Liste::ARecontacter => "À recontacter",
            Liste::Traites => "Déjà traités",
        }
    }

    /// The list that has this code.
    pub fn lire(code: &str) -> Option<Self> {
        Liste::TOUTES.into_iter().find(|l| l.code() == code)
    }

    /// The list of an outcome.
    pub fn de(issue: &str) -> Self {
        match issue {
            "" => Liste::ATraiter,
            SANS_REPONSE => Liste::ARecontacter,
            _ => Liste::Traites,
        }
    }
}

/// The outcome after which one calls again.
pub const SANS_REPONSE: &str = "CONTACTE_SANS_RETOUR";

/// The outcome that must be explained.
pub const AUTRE: &str = "AUTRE";

/// Outcomes of a contact: code, what people read.
pub const ISSUES: [(&str, &str); 12] = [
    ("RDV_PRIS", "Rendez-vous pris à la mission locale"),
    ("DEJA_ACCOMPAGNE", "Déjà accompagné par la mission locale"),
    ("CHERCHE_CONTRAT", "Cherche un contrat, avec notre aide"),
    ("NOUVEAU_CONTRAT", "A retrouvé un contrat"),
    ("NOUVEAU_PROJET", "A un autre projet"),
    ("REORIENTATION", "Se réoriente"),
    (SANS_REPONSE, "Contacté, sans réponse pour l’instant"),
    ("INJOIGNABLE_APRES_RELANCES", "Injoignable après plusieurs relances"),
    ("COORDONNEES_INCORRECT", "Coordonnées incorrectes"),
    ("NE_VEUT_PAS_ACCOMPAGNEMENT", "Ne souhaite pas être accompagné"),
    ("NE_SOUHAITE_PAS_ETRE_RECONTACTE", "Ne souhaite pas être recontacté"),
    (AUTRE, "Autre"),
];

/// What a training centre asks help for: code, what people read.
pub const BESOINS: [(&str, &str); 9] = [
    ("RECHERCHE_EMPLOI", "Trouver un employeur"),
    ("REORIENTATION", "Se réorienter"),
    ("MOBILITE", "Se déplacer"),
    ("LOGEMENT", "Se loger"),
    ("SANTE", "Se soigner"),
    ("FINANCE", "Faire face à une difficulté d’argent"),
    ("ADMINISTRATIF", "Faire une démarche administrative"),
    ("SOCIAL_FAMILIAL", "Faire face à une difficulté familiale ou sociale"),
    (AUTRE, "Autre chose"),
];

/// What people read of a code, in one of these lists.
pub fn libelle(liste: &[(&'static str, &'static str)], code: &str) -> &'static str {
    liste.iter().find(|(c, _)| *c == code).map_or("Autre", |(_, l)| l)
}

/// A person, as far as the order of a list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jeune {
    /// Age, in whole years.
    pub age: i32,
    /// Whether they are a recognised disabled worker.
    pub rqth: bool,
    /// The day their situation began.
    pub depuis: DateCivile,
    /// Whether their training centre asked for help.
    pub demande: bool,
    /// The day to call again.
    pub rappel: Option<DateCivile>,
    /// Whether an outcome is known.
    pub traite: bool,
}

impl Jeune {
    /// Whether their mission locale sees them: those of its age, once their centre asked, had its time, or once the
    /// mission locale has something to say of them.
    pub fn visible(&self, aujourd_hui: DateCivile) -> bool {
        let de_son_age = (AGE_MIN..=AGE_MAX).contains(&self.age) || self.rqth;
        let delai = self.depuis.jours_jusqua(aujourd_hui) >= JOURS_DU_CENTRE;
        de_son_age && (self.demande || self.traite || delai)
    }

    /// Why they come first.
    pub fn priorite(&self, aujourd_hui: DateCivile) -> Priorite {
        if self.demande && !self.traite {
            Priorite::Demande
        } else if self.rappel.is_some_and(|r| r <= aujourd_hui) {
            Priorite::Rappel
        } else if self.age < MAJORITE {
            Priorite::Mineur
        } else if self.rqth {
            Priorite::Rqth
        } else {
            Priorite::Ordinaire
        }
    }
}

/// Who comes first. Minors and disabled workers are at the same rank; within a rank, the most recent situation is first:
/// what was just broken is mended best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priorite {
    /// Their training centre asks for help.
    Demande,
    /// They are to be called again.
    Rappel,
    /// Under eighteen.
    Mineur,
    /// A recognised disabled worker.
    Rqth,
    /// The others.
    Ordinaire,
}

impl Priorite {
    /// Its rank, from 0.
    pub fn rang(self) -> u8 {
        match self {
            Priorite::Demande => 0,
            Priorite::Rappel => 1,
            Priorite::Mineur | Priorite::Rqth => 2,
            Priorite::Ordinaire => 3,
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Priorite::Demande => "Aide demandée par son CFA",
            Priorite::Rappel => "À rappeler",
            Priorite::Mineur => "Mineur",
            Priorite::Rqth => "Travailleur handicapé",
            Priorite::Ordinaire => "",
        }
    }
}

/// Age on a day, in whole years.
pub fn age(naissance: DateCivile, jour: DateCivile) -> i32 {
    let pas_encore = (jour.mois(), jour.jour()) < (naissance.mois(), naissance.jour());
    jour.annee() - naissance.annee() - i32::from(pas_encore)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(texte: &str) -> DateCivile {
        texte.parse().unwrap()
    }

    const BASE: fn() -> Jeune = || Jeune {
        age: 19,
        rqth: false,
        depuis: "2026-10-01".parse().unwrap(),
        demande: false,
        rappel: None,
        traite: false,
    };

    #[test]
    fn a_centre_helps_first_then_the_mission_locale_sees() {
        let le = |aujourd_hui: &str, j: Jeune| j.visible(jour(aujourd_hui));
        let cas = [
            ("2026-11-14", BASE(), false),
            ("2026-11-15", BASE(), true),
            ("2026-10-02", Jeune { demande: true, ..BASE() }, true),
            ("2026-10-02", Jeune { traite: true, ..BASE() }, true),
            ("2026-11-15", Jeune { age: 15, ..BASE() }, false),
            ("2026-11-15", Jeune { age: 16, ..BASE() }, true),
            ("2026-11-15", Jeune { age: 25, ..BASE() }, true),
            ("2026-11-15", Jeune { age: 26, ..BASE() }, false),
            ("2026-11-15", Jeune { age: 40, rqth: true, ..BASE() }, true),
            ("2026-10-02", Jeune { age: 26, demande: true, ..BASE() }, false),
        ];
        for (aujourd_hui, jeune, attendu) in cas {
            assert_eq!(le(aujourd_hui, jeune), attendu, "{aujourd_hui} {jeune:?}");
        }
    }

    #[test]
    fn who_comes_first() {
        let cas = [
            (Jeune { demande: true, ..BASE() }, Priorite::Demande),
            (Jeune { demande: true, traite: true, ..BASE() }, Priorite::Ordinaire),
            (Jeune { rappel: Some(jour("2026-11-15")), ..BASE() }, Priorite::Rappel),
            (Jeune { rappel: Some(jour("2026-11-16")), ..BASE() }, Priorite::Ordinaire),
            (Jeune { age: 17, rqth: true, ..BASE() }, Priorite::Mineur),
            (Jeune { rqth: true, ..BASE() }, Priorite::Rqth),
            (BASE(), Priorite::Ordinaire),
        ];
        for (jeune, attendue) in cas {
            assert_eq!(jeune.priorite(jour("2026-11-15")), attendue, "{jeune:?}");
        }
    }

    #[test]
    fn ages_and_lists() {
        for (le, attendu) in [("2026-03-11", 17), ("2026-03-12", 18), ("2026-12-31", 18)] {
            assert_eq!(age(jour("2008-03-12"), jour(le)), attendu, "{le}");
        }
        for (issue, attendue) in [
            ("", Liste::ATraiter),
            (SANS_REPONSE, Liste::ARecontacter),
            ("RDV_PRIS", Liste::Traites),
        ] {
            assert_eq!(Liste::de(issue), attendue, "{issue}");
        }
        for liste in Liste::TOUTES {
            assert_eq!(Liste::lire(liste.code()), Some(liste));
        }
    }
}

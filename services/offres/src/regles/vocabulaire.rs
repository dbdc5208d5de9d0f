//! The closed lists of an offer. Each word is stored as it is written here.

/// Declares a closed list: its words, and how each is stored.
macro_rules! vocabulaire {
    ($(#[$doc:meta])* $nom:ident { $($(#[$doc_mot:meta])* $mot:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $nom { $($(#[$doc_mot])* $mot),+ }

        impl $nom {
            /// Every word of the list.
            pub const TOUS: &'static [$nom] = &[$($nom::$mot),+];

            /// The word as it is stored.
            pub fn code(self) -> &'static str {
                match self { $($nom::$mot => $code),+ }
            }

            /// The word that is stored so.
            pub fn de_code(code: &str) -> Option<Self> {
                match code { $($code => Some($nom::$mot),)+ _ => None }
            }
        }
    };
}

vocabulaire! {
    /// Where an offer stands.
    Statut {
        /// Open.
        Active = "active",
        /// Somebody was hired.
        Pourvue = "pourvue",
        /// Withdrawn.
        Annulee = "annulee",
        /// Waiting for a validation.
        EnAttente = "en_attente",
    }
}

vocabulaire! {
    /// A work-study contract (code du travail, L. 6221-1 and L. 6325-1), written as in the public job API.
    Contrat {
        /// Contrat d'apprentissage.
        Apprentissage = "Apprentissage",
        /// Contrat de professionnalisation.
        Professionnalisation = "Professionnalisation",
    }
}

vocabulaire! {
    /// How well a place is known.
    Precision {
        /// A street or a place in a commune.
        Adresse = "adresse",
        /// The commune; the point is its centre.
        Commune = "commune",
        /// The département; the point is its most populated commune.
        Departement = "departement",
        /// The région; no point.
        Region = "region",
        /// Nothing is known.
        Aucune = "aucune",
    }
}

vocabulaire! {
    /// Work away from the premises.
    Teletravail {
        /// Always on the premises.
        SurPlace = "sur_place",
        /// A part of the time away.
        Hybride = "hybride",
        /// Always away.
        ADistance = "a_distance",
    }
}

vocabulaire! {
    /// When the contract starts, with the words of the search API.
    TypeDebut {
        /// At once.
        DesQuePossible = "des_que_possible",
        /// On a given day.
        DatePrecise = "precise_date",
    }
}

impl Statut {
    /// The status that the public job API names so, in either of its generations.
    pub fn de_api(mot: &str) -> Option<Self> {
        match mot {
            "Active" => Some(Statut::Active),
            "Filled" | "Pourvue" => Some(Statut::Pourvue),
            "Cancelled" | "Annulée" => Some(Statut::Annulee),
            "Pending" | "En attente" => Some(Statut::EnAttente),
            _ => None,
        }
    }
}

impl Statut {
    /// The status as the public job API names it. What waits is not published: nobody reads it.
    pub fn en_api(self) -> &'static str {
        match self {
            Statut::Active | Statut::EnAttente => "Active",
            Statut::Pourvue => "Filled",
            Statut::Annulee => "Cancelled",
        }
    }
}

impl Teletravail {
    /// The mode as the public job API names it.
    pub fn en_api(self) -> &'static str {
        match self {
            Teletravail::SurPlace => "onsite",
            Teletravail::Hybride => "hybrid",
            Teletravail::ADistance => "remote",
        }
    }

    /// The mode that the public job API names so.
    pub fn de_api(mot: &str) -> Option<Self> {
        match mot {
            "onsite" => Some(Teletravail::SurPlace),
            "hybrid" => Some(Teletravail::Hybride),
            "remote" => Some(Teletravail::ADistance),
            _ => None,
        }
    }

    /// What a sheet says.
    pub fn libelle(self) -> &'static str {
        match self {
            Teletravail::SurPlace => "Sur place",
            Teletravail::Hybride => "En partie à distance",
            Teletravail::ADistance => "À distance",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_reads_back() {
        for s in Statut::TOUS {
            assert_eq!(Statut::de_code(s.code()), Some(*s));
        }
        for p in Precision::TOUS {
            assert_eq!(Precision::de_code(p.code()), Some(*p));
        }
        assert_eq!(Contrat::de_code("Stage"), None);
    }

    #[test]
    fn words_of_the_api() {
        let cas = [
            ("Active", Some(Statut::Active)),
            ("Filled", Some(Statut::Pourvue)),
            ("Annulée", Some(Statut::Annulee)),
            ("Pending", Some(Statut::EnAttente)),
            ("active", None),
        ];
        for (mot, attendu) in cas {
            assert_eq!(Statut::de_api(mot), attendu, "{mot}");
        }
        assert_eq!(Teletravail::de_api("hybrid"), Some(Teletravail::Hybride));
        assert_eq!(Teletravail::de_api("home"), None);
    }
}

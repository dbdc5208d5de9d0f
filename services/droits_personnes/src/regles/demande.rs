//! A request of a person: what it asks for, its day, its states (GDPR, articles 12.3, 15 to 21).

use super::{JOUR_MS, Refus};

/// Days to answer.
const REPONDRE_JOURS: i64 = 30;

/// Days more, once, for a request that is complex.
const PROLONGER_JOURS: i64 = 60;

/// Days before the deadline from which the list says that it is close.
const PROCHE_JOURS: i64 = 7;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// Article 15.
    Acces,
    /// Article 16.
    Rectification,
    /// Article 21.
    Opposition,
    /// Article 18.
    Limitation,
    /// Article 20.
    Portabilite,
    /// Article 17.
    Effacement,
}

impl Genre {
    /// All of them, in the order of the form.
    pub const TOUS: [Genre; 6] = [
        Genre::Rectification,
        Genre::Opposition,
        Genre::Effacement,
        Genre::Acces,
        Genre::Limitation,
        Genre::Portabilite,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Genre::Acces => "acces",
            Genre::Rectification => "rectification",
            Genre::Opposition => "opposition",
            Genre::Limitation => "limitation",
            Genre::Portabilite => "portabilite",
            Genre::Effacement => "effacement",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Genre::Acces => "Obtenir une information sur mes données",
            Genre::Rectification => "Faire corriger une donnée",
            Genre::Opposition => "M’opposer à un usage de mes données",
            Genre::Limitation => "Faire geler mes données",
            Genre::Portabilite => "Transmettre mes données à un autre service",
            Genre::Effacement => "Faire effacer une donnée que cette page ne montre pas",
        }
    }

    /// The request that has this code.
    pub fn lire(code: &str) -> Option<Genre> {
        Genre::TOUS.into_iter().find(|g| g.code() == code)
    }
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etape {
    /// Nobody has taken it yet.
    Recue,
    /// Someone works on it.
    EnCours,
    /// It takes longer, and the person knows why.
    Prolongee,
    /// It has its answer.
    Close,
}

impl Etape {
    /// All of them.
    pub const TOUTES: [Etape; 4] = [Etape::Recue, Etape::EnCours, Etape::Prolongee, Etape::Close];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Etape::Recue => "recue",
            Etape::EnCours => "en_cours",
            Etape::Prolongee => "prolongee",
            Etape::Close => "close",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Etape::Recue => "Reçue",
            Etape::EnCours => "En cours",
            Etape::Prolongee => "Prolongée",
            Etape::Close => "Close",
        }
    }

    /// The state that has this code.
    pub fn lire(code: &str) -> Option<Etape> {
        Etape::TOUTES.into_iter().find(|e| e.code() == code)
    }
}

/// How a request ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issue {
    /// What was asked is done.
    Acceptee,
    /// It is not, and the answer says why.
    Refusee,
    /// There was nothing to do.
    SansObjet,
}

impl Issue {
    /// All of them.
    pub const TOUTES: [Issue; 3] = [Issue::Acceptee, Issue::Refusee, Issue::SansObjet];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Issue::Acceptee => "acceptee",
            Issue::Refusee => "refusee",
            Issue::SansObjet => "sans_objet",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Issue::Acceptee => "Acceptée",
            Issue::Refusee => "Refusée",
            Issue::SansObjet => "Sans objet",
        }
    }

    /// The end that has this code.
    pub fn lire(code: &str) -> Option<Issue> {
        Issue::TOUTES.into_iter().find(|i| i.code() == code)
    }
}

/// Where a request stands, and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suivi {
    /// State.
    pub etape: Etape,
    /// Day of the answer (ms since 1970).
    pub echeance: i64,
}

/// What the officer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commande {
    /// Takes it.
    Prendre,
    /// Takes more time; the reason is told to the person.
    Prolonger(String),
    /// Answers.
    Clore(Issue, String),
}

impl Suivi {
    /// A request received at this instant.
    pub fn recue(maintenant: i64) -> Self {
        Suivi { etape: Etape::Recue, echeance: maintenant + REPONDRE_JOURS * JOUR_MS }
    }

    /// What it becomes.
    ///
    /// # Errors
    /// When the rules do not allow it.
    pub fn appliquer(self, commande: &Commande, maintenant: i64) -> Result<Suivi, Refus> {
        if self.etape == Etape::Close {
            return Err(Refus::Close);
        }
        match commande {
            Commande::Prendre if self.etape != Etape::Recue => Err(Refus::DejaFait),
            Commande::Prendre => Ok(Suivi { etape: Etape::EnCours, ..self }),
            Commande::Prolonger(_) if self.etape == Etape::Prolongee => Err(Refus::DejaProlongee),
            Commande::Prolonger(_) if maintenant > self.echeance => Err(Refus::TropTard),
            Commande::Prolonger(texte) | Commande::Clore(_, texte) if texte.trim().is_empty() => {
                Err(Refus::SansMotif)
            }
            Commande::Prolonger(_) => Ok(Suivi {
                etape: Etape::Prolongee,
                echeance: self.echeance + PROLONGER_JOURS * JOUR_MS,
            }),
            Commande::Clore(..) => Ok(Suivi { etape: Etape::Close, ..self }),
        }
    }

    /// What the list says of its day: late, close, or nothing.
    pub fn urgence(self, maintenant: i64) -> &'static str {
        match self.echeance - maintenant {
            _ if self.etape == Etape::Close => "",
            reste if reste < 0 => "en retard",
            reste if reste < PROCHE_JOURS * JOUR_MS => "à traiter cette semaine",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suivi(etape: Etape) -> Suivi {
        Suivi { etape, echeance: 30 * JOUR_MS }
    }

    #[test]
    fn states_and_what_leads_to_them() {
        let prolonger = || Commande::Prolonger("beaucoup d’échanges".to_owned());
        let clore = || Commande::Clore(Issue::Acceptee, "C’est fait.".to_owned());
        let tot = JOUR_MS;
        let tard = 31 * JOUR_MS;
        let cas = [
            (Etape::Recue, Commande::Prendre, tot, Ok((Etape::EnCours, 30))),
            (Etape::EnCours, Commande::Prendre, tot, Err(Refus::DejaFait)),
            (Etape::Recue, prolonger(), tot, Ok((Etape::Prolongee, 90))),
            (Etape::EnCours, prolonger(), tot, Ok((Etape::Prolongee, 90))),
            (Etape::EnCours, prolonger(), tard, Err(Refus::TropTard)),
            (Etape::Prolongee, prolonger(), tot, Err(Refus::DejaProlongee)),
            (Etape::EnCours, Commande::Prolonger(" ".to_owned()), tot, Err(Refus::SansMotif)),
            (Etape::Recue, clore(), tot, Ok((Etape::Close, 30))),
            (Etape::Prolongee, clore(), tard, Ok((Etape::Close, 30))),
            (
                Etape::EnCours,
                Commande::Clore(Issue::Refusee, String::new()),
                tot,
                Err(Refus::SansMotif),
            ),
            (Etape::Close, Commande::Prendre, tot, Err(Refus::Close)),
            (Etape::Close, clore(), tot, Err(Refus::Close)),
        ];
        for (etape, commande, maintenant, attendu) in cas {
            let obtenu = suivi(etape).appliquer(&commande, maintenant);
            let attendu = attendu.map(|(etape, jour)| Suivi { etape, echeance: jour * JOUR_MS });
            assert_eq!(obtenu, attendu, "{etape:?} {commande:?} at {maintenant}");
        }
        assert_eq!(Suivi::recue(5).echeance, 5 + 30 * JOUR_MS);
    }

    #[test]
    fn what_is_late_is_said() {
        let cas = [(0, ""), (24, "à traiter cette semaine"), (31, "en retard")];
        for (jour, attendu) in cas {
            assert_eq!(suivi(Etape::EnCours).urgence(jour * JOUR_MS), attendu, "day {jour}");
        }
        assert_eq!(suivi(Etape::Close).urgence(99 * JOUR_MS), "");
    }
}

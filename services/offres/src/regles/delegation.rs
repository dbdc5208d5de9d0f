//! Offers proposed to training centres near by: how far, how many, to whom, when it is suggested.

use noyau::identifiants::Courriel;

/// Kilometres within which a centre is proposed (as the former service did).
pub const RAYON_KM: f64 = 100.0;

/// Centres shown at once.
pub const MONTRES: usize = 10;

/// Most centres for one offer: beyond, it is no longer a choice.
pub const MAX_PAR_OFFRE: usize = 20;

/// Days that the link of a centre works.
pub const LIEN_JOURS: i64 = 30;

/// Days after its publication between which it is suggested to propose an offer.
pub const SUGGESTION_JOURS: (i64, i64) = (5, 45);

/// An offer that received as many applications needs nobody's help.
pub const SUGGESTION_CANDIDATURES: i64 = 15;

/// What a centre answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reponse {
    /// It has someone for the job.
    Oui,
    /// It has nobody.
    Non,
}

impl Reponse {
    /// Both.
    pub const TOUTES: [Reponse; 2] = [Reponse::Oui, Reponse::Non];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Reponse::Oui => "oui",
            Reponse::Non => "non",
        }
    }

    /// What the centre says.
    pub fn libelle(self) -> &'static str {
        match self {
            Reponse::Oui => "Nous avons des candidats",
            Reponse::Non => "Nous ne pouvons pas",
        }
    }

    /// The answer of this code.
    pub fn lire(code: &str) -> Option<Reponse> {
        Reponse::TOUTES.into_iter().find(|r| r.code() == code)
    }
}

/// The mailbox of a centre: the first that is alive of those given, each of which may hold several
/// separated by `;`.
pub fn boite<'a>(
    champs: impl IntoIterator<Item = Option<&'a str>>,
    morte: impl Fn(&str) -> bool,
) -> Option<String> {
    let lues = champs.into_iter().flatten().flat_map(Courriel::separer);
    let lues = lues.filter_map(|adresse| adresse.parse::<Courriel>().ok());
    lues.map(|c| c.as_str().to_owned()).find(|adresse| !morte(adresse))
}

/// How many more centres may be shown for an offer proposed to so many.
pub fn restants(deja: usize) -> usize {
    MONTRES.min(MAX_PAR_OFFRE.saturating_sub(deja))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_mailbox_that_is_alive() {
        let cas = [
            (vec![Some("a@cfa.fr"), Some("b@cfa.fr")], Some("a@cfa.fr")),
            (vec![None, Some("b@cfa.fr")], Some("b@cfa.fr")),
            (vec![Some("morte@cfa.fr;C@cfa.fr")], Some("c@cfa.fr")),
            (vec![Some("illisible"), Some("morte@cfa.fr")], None),
            (vec![None, None], None),
        ];
        for (champs, attendue) in cas {
            let trouvee = boite(champs.clone(), |a| a.starts_with("morte"));
            assert_eq!(trouvee.as_deref(), attendue, "{champs:?}");
        }
    }

    #[test]
    fn an_offer_is_proposed_to_twenty_centres_at_most() {
        for (deja, attendus) in [(0, 10), (10, 10), (15, 5), (20, 0), (30, 0)] {
            assert_eq!(restants(deja), attendus, "{deja}");
        }
    }

    #[test]
    fn answers_read_back() {
        assert!(Reponse::TOUTES.iter().all(|r| Reponse::lire(r.code()) == Some(*r)));
        assert_eq!(Reponse::lire("peut-être"), None);
    }
}

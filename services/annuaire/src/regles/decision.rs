//! What people decided, laid over what publishers say: the latest decision always wins.

use noyau::dates::Instant;
use noyau::identifiants::Uai;

use super::fusion::{Provenance, UaiDite};
use super::vocabulaire::StatutUai;

/// Data set under which a decision is named as a source.
pub const JEU: &str = "decision";

/// A decision on the UAI of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The UAI in force before it.
    pub avant: Option<Uai>,
    /// The UAI from then on; none when it was removed.
    pub apres: Option<Uai>,
    /// Who decided.
    pub auteur: String,
    /// Why.
    pub motif: String,
    /// When.
    pub instant: Instant,
}

impl Decision {
    /// What it did: `validation`, `correction` or `retrait`.
    pub fn genre(&self) -> &'static str {
        match (self.avant, self.apres) {
            (_, None) => "retrait",
            (Some(avant), Some(apres)) if avant != apres => "correction",
            _ => "validation",
        }
    }
}

/// What an authority chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choix {
    /// This UAI is its own.
    Retenir(Uai),
    /// The UAI in force is not its own, and no other is known.
    Retirer,
}

/// Why a choice makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusChoix {
    /// The UAI that platforms give to people that no establishment sends (recensement).
    #[error("Cet UAI est réservé au recensement : il ne désigne aucun établissement.")]
    Reserve,
    /// Nothing to remove.
    #[error("Aucun UAI n’est validé : il n’y a rien à retirer.")]
    RienARetirer,
}

/// UAI of no establishment: it has a right check letter all the same.
const RECENSEMENT: &str = "0000000A";

impl Choix {
    /// The UAI in force once the choice is made, when `actuel` was before.
    ///
    /// # Errors
    /// [`RefusChoix`].
    pub fn appliquer(self, actuel: Option<Uai>) -> Result<Option<Uai>, RefusChoix> {
        match self {
            Choix::Retenir(uai) if uai.as_str() == RECENSEMENT => Err(RefusChoix::Reserve),
            Choix::Retenir(uai) => Ok(Some(uai)),
            Choix::Retirer if actuel.is_none() => Err(RefusChoix::RienARetirer),
            Choix::Retirer => Ok(None),
        }
    }
}

/// Lays the last decision (the list is in order) over the words of the publishers: only it
/// validates, what publishers held for validated is now what they declare.
pub fn rejouer(dites: Vec<UaiDite>, decisions: &[Decision]) -> Vec<UaiDite> {
    let Some(derniere) = decisions.last() else { return dites };
    let relue = |d: UaiDite| match d.statut {
        StatutUai::Validee => UaiDite { statut: StatutUai::Declaree, ..d },
        _ => d,
    };
    let mut dites: Vec<UaiDite> = dites.into_iter().map(relue).collect();
    dites.extend(derniere.apres.map(|uai| UaiDite {
        uai,
        statut: StatutUai::Validee,
        appuis: derniere.auteur.clone(),
        provenance: Provenance { jeu: JEU.to_owned(), date: derniere.instant.date() },
    }));
    dites
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regles::fusion::reunir_uais;

    fn uai(texte: &str) -> Uai {
        texte.parse().unwrap()
    }

    fn decision(avant: Option<&str>, apres: Option<&str>) -> Decision {
        Decision {
            avant: avant.map(uai),
            apres: apres.map(uai),
            auteur: "académie de Rennes".to_owned(),
            motif: "Vérifié au téléphone".to_owned(),
            instant: Instant::from_ms(1_795_518_000_000),
        }
    }

    fn dite(texte: &str, statut: StatutUai) -> UaiDite {
        let provenance =
            Provenance { jeu: "organismes/rco".to_owned(), date: "2026-01-01".parse().unwrap() };
        UaiDite { uai: uai(texte), statut, appuis: String::new(), provenance }
    }

    #[test]
    fn the_latest_decision_wins_over_publishers() {
        const X: &str = "0010856A";
        const Y: &str = "0751234J";
        let dites = || vec![dite(X, StatutUai::Validee), dite(Y, StatutUai::Potentielle)];
        let cas: [(&[Decision], Option<&str>); 4] = [
            (&[], Some(X)),
            (&[decision(Some(X), Some(Y))], Some(Y)),
            (&[decision(Some(X), Some(Y)), decision(Some(Y), None)], None),
            (&[decision(None, None), decision(None, Some(X))], Some(X)),
        ];
        for (decisions, attendue) in cas {
            let connues = reunir_uais(rejouer(dites(), decisions));
            let validees: Vec<_> =
                connues.iter().filter(|c| c.statut == StatutUai::Validee).collect();
            assert_eq!(validees.first().map(|c| c.uai), attendue.map(uai));
            assert!(validees.len() < 2);
            assert_eq!(connues.len(), 2, "nothing that publishers said is lost");
        }
    }

    #[test]
    fn a_choice_must_make_sense() {
        let x = || uai("0010856A");
        let cas = [
            (Choix::Retenir(x()), None, Ok(Some(x()))),
            (Choix::Retenir(x()), Some(x()), Ok(Some(x()))),
            (Choix::Retenir(uai("0000000A")), None, Err(RefusChoix::Reserve)),
            (Choix::Retirer, Some(x()), Ok(None)),
            (Choix::Retirer, None, Err(RefusChoix::RienARetirer)),
        ];
        for (choix, actuel, attendu) in cas {
            assert_eq!(choix.appliquer(actuel), attendu, "{choix:?}");
        }
    }

    #[test]
    fn a_decision_has_a_name() {
        let cas = [
            (decision(None, Some("0010856A")), "validation"),
            (decision(Some("0010856A"), Some("0010856A")), "validation"),
            (decision(Some("0010856A"), Some("0751234J")), "correction"),
            (decision(Some("0010856A"), None), "retrait"),
        ];
        cas.iter().for_each(|(d, genre)| assert_eq!(d.genre(), *genre));
    }
}

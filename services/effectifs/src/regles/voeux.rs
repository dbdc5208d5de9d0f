//! Who wished for a training in apprenticeship, was admitted, and where they stand.
//!
//! A wish and an enrolment are of the same person when they have the same INE; without it, when they have the same last
//! name and the same first of their first names in the same training centre. Nothing else is guessed: the file of wishes
//! holds no day of birth.

use std::collections::HashMap;

use noyau::texte::{mots, plier};

use super::situation::Situation;

/// A wish, as far as the comparison goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voeu {
    /// National number of the pupil.
    pub ine: String,
    /// Last name.
    pub nom: String,
    /// First names.
    pub prenom: String,
    /// SIRET of the centre that teaches.
    pub siret: String,
}

/// An enrolment, as far as the comparison goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inscription {
    /// National number; empty when it was not sent.
    pub ine: String,
    /// Last name.
    pub nom: String,
    /// First names.
    pub prenom: String,
    /// SIRET of the centre that teaches.
    pub siret: String,
    /// Situation.
    pub situation: Situation,
}

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// In no enrolment.
    NonRetrouve,
    /// Enrolled, and without a contract: not found yet, lost, or gone.
    SansContrat(Situation),
    /// Under contract, or at the end of it.
    EnApprentissage,
}

impl Suite {
    /// Every suite, as lists filter on it: code, what people read.
    pub const CHOIX: [(&'static str, &'static str); 3] = [
        ("non-retrouve", "Pas inscrit"),
        ("sans-contrat", "Inscrit, sans contrat"),
        ("apprenti", "En apprentissage"),
    ];

    /// Its code.
    pub fn code(self) -> &'static str {
        let rang = match self {
            Suite::NonRetrouve => 0,
            Suite::SansContrat(_) => 1,
            Suite::EnApprentissage => 2,
        };
        Suite::CHOIX[rang].0
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Suite::NonRetrouve => "Pas inscrit",
            Suite::SansContrat(situation) => situation.libelle(),
            Suite::EnApprentissage => "En apprentissage",
        }
    }

    fn de(situation: Situation) -> Self {
        match situation {
            Situation::Apprenti | Situation::FinDeFormation => Suite::EnApprentissage,
            autre => Suite::SansContrat(autre),
        }
    }

    /// Of two enrolments of one person, the one that is nearest to a contract counts.
    fn rang(self) -> u8 {
        match self {
            Suite::NonRetrouve => 0,
            Suite::SansContrat(Situation::Abandon) => 1,
            Suite::SansContrat(_) => 2,
            Suite::EnApprentissage => 3,
        }
    }
}

/// How many pupils there are, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bilan {
    /// All of them.
    pub eleves: i64,
    /// Under contract, or at the end of it.
    pub apprentis: i64,
    /// Enrolled, without a contract.
    pub sans_contrat: i64,
    /// In no enrolment.
    pub non_inscrits: i64,
}

impl Bilan {
    /// From what became of wishes, each with the national number of its pupil: a pupil counts once, by the wish that is
    /// nearest to a contract.
    pub fn de<'a>(suites: impl IntoIterator<Item = (&'a str, Suite)>) -> Self {
        let mut eleves: HashMap<&str, Suite> = HashMap::new();
        for (ine, suite) in suites {
            meilleure(eleves.entry(ine).or_insert(suite), suite);
        }
        let mut bilan = Bilan::default();
        for suite in eleves.into_values() {
            bilan.eleves += 1;
            match suite {
                Suite::EnApprentissage => bilan.apprentis += 1,
                Suite::SansContrat(_) => bilan.sans_contrat += 1,
                Suite::NonRetrouve => bilan.non_inscrits += 1,
            }
        }
        bilan
    }
}

/// Enrolments, ready to be compared with wishes.
#[derive(Debug, Default)]
pub struct Inscriptions {
    par_ine: HashMap<String, Suite>,
    par_nom: HashMap<(String, String), Suite>,
}

impl Inscriptions {
    /// Indexes enrolments.
    pub fn nouvelles(inscriptions: impl IntoIterator<Item = Inscription>) -> Self {
        let mut toutes = Inscriptions::default();
        for i in inscriptions {
            let suite = Suite::de(i.situation);
            if !i.ine.is_empty() {
                meilleure(toutes.par_ine.entry(i.ine.to_uppercase()).or_insert(suite), suite);
            }
            let cle = (i.siret, personne(&i.nom, &i.prenom));
            meilleure(toutes.par_nom.entry(cle).or_insert(suite), suite);
        }
        toutes
    }

    /// What became of a wish.
    pub fn suite(&self, voeu: &Voeu) -> Suite {
        let par_ine = self.par_ine.get(&voeu.ine.to_uppercase());
        let cle = (voeu.siret.clone(), personne(&voeu.nom, &voeu.prenom));
        let trouvee = par_ine.or_else(|| self.par_nom.get(&cle));
        trouvee.copied().unwrap_or(Suite::NonRetrouve)
    }
}

fn meilleure(garde: &mut Suite, autre: Suite) {
    if autre.rang() > garde.rang() {
        *garde = autre;
    }
}

/// Last name without signs, and the first of the first names.
fn personne(nom: &str, prenom: &str) -> String {
    let nom: String = plier(nom).chars().filter(|c| c.is_alphanumeric()).collect();
    let premier = mots(prenom).into_iter().next().unwrap_or_default();
    format!("{nom}|{premier}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CFA: &str = "13002526500013";

    fn voeu(ine: &str, nom: &str, prenom: &str) -> Voeu {
        let t = str::to_owned;
        Voeu { ine: t(ine), nom: t(nom), prenom: t(prenom), siret: t(CFA) }
    }

    fn inscrit(ine: &str, nom: &str, siret: &str, situation: Situation) -> Inscription {
        let t = str::to_owned;
        Inscription { ine: t(ine), nom: t(nom), prenom: t("Éloïse"), siret: t(siret), situation }
    }

    #[test]
    fn a_pupil_counts_once_by_the_wish_nearest_to_a_contract() {
        let inscrit = Suite::SansContrat(Situation::Inscrit);
        let bilan = Bilan::de([
            ("1", Suite::NonRetrouve),
            ("1", Suite::EnApprentissage),
            ("1", inscrit),
            ("2", inscrit),
            ("2", Suite::NonRetrouve),
            ("3", Suite::NonRetrouve),
            ("3", Suite::NonRetrouve),
        ]);
        assert_eq!(bilan, Bilan { eleves: 3, apprentis: 1, sans_contrat: 1, non_inscrits: 1 });
    }

    #[test]
    fn a_wish_is_found_by_its_number_else_by_its_name_in_its_centre() {
        let autre = "13002526500021";
        let toutes = Inscriptions::nouvelles([
            inscrit("123456789AA", "LE GOFF", autre, Situation::Apprenti),
            inscrit("", "KERBRAT", CFA, Situation::Inscrit),
            inscrit("", "RIOU", autre, Situation::Apprenti),
            inscrit("", "MORVAN", CFA, Situation::Abandon),
            inscrit("", "MORVAN", CFA, Situation::Rupturant),
            inscrit("", "TANGUY", CFA, Situation::FinDeFormation),
        ]);
        let cas = [
            (voeu("123456789aa", "Autre", "Nom"), Suite::EnApprentissage),
            (voeu("1", "Kerbrat", "ELOISE Marie"), Suite::SansContrat(Situation::Inscrit)),
            (voeu("1", "Kerbrat", "Marie"), Suite::NonRetrouve),
            (voeu("1", "Riou", "Eloise"), Suite::NonRetrouve),
            (voeu("1", "Morvan", "Eloise"), Suite::SansContrat(Situation::Rupturant)),
            (voeu("1", "Tanguy", "Eloise"), Suite::EnApprentissage),
        ];
        for (voeu, attendue) in cas {
            assert_eq!(toutes.suite(&voeu), attendue, "{voeu:?}");
        }
    }
}

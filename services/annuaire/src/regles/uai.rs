//! Which UAI candidate is the probable one.

use noyau::identifiants::Uai;

/// Lists whose word on a UAI counts by itself (référentiel UAI–SIRET, choice of the probable UAI).
const SOURCES_QUALIFIEES: [&str; 2] = ["sifa-ramsese", "catalogue-etablissements"];

/// A UAI that some lists attach to an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The UAI.
    pub uai: Uai,
    /// Names of the lists, as the publisher writes them.
    pub appuis: Vec<String>,
}

/// The probable UAI: among the candidates that a qualified list supports, the one that most lists
/// support; none when several have as many, since the order of UAI would be no reason. Never a
/// validation: a person validates.
pub fn probable(candidates: &[Candidate]) -> Option<Uai> {
    let qualifiee =
        |c: &&Candidate| c.appuis.iter().any(|a| SOURCES_QUALIFIEES.contains(&a.as_str()));
    let mut retenues: Vec<&Candidate> = candidates.iter().filter(qualifiee).collect();
    retenues.sort_by_key(|c| std::cmp::Reverse(c.appuis.len()));
    let premiere = retenues.first()?;
    let ex_aequo = retenues.get(1).is_some_and(|c| c.appuis.len() == premiere.appuis.len());
    (!ex_aequo).then_some(premiere.uai)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(liste: &[(&str, &[&str])]) -> Vec<Candidate> {
        let une = |(uai, appuis): &(&str, &[&str])| Candidate {
            uai: uai.parse().unwrap(),
            appuis: appuis.iter().map(|a| (*a).to_owned()).collect(),
        };
        liste.iter().map(une).collect()
    }

    #[test]
    fn a_qualified_list_is_needed_and_the_best_supported_wins() {
        type Cas<'a> = (&'a [(&'a str, &'a [&'a str])], Option<&'a str>);
        let cases: [Cas; 5] = [
            (&[], None),
            (&[("0751234J", &["deca", "onisep"])], None),
            (&[("0751234J", &["deca"]), ("0010856A", &["sifa-ramsese"])], Some("0010856A")),
            (
                &[
                    ("0751234J", &["catalogue-etablissements", "deca"]),
                    ("0010856A", &["sifa-ramsese"]),
                ],
                Some("0751234J"),
            ),
            (&[("0751234J", &["sifa-ramsese"]), ("0010856A", &["sifa-ramsese"])], None),
        ];
        for (liste, attendue) in cases {
            let trouvee = probable(&candidates(liste));
            assert_eq!(trouvee.map(|u| u.to_string()).as_deref(), attendue, "{liste:?}");
        }
    }
}

//! Controls that cannot be judged: what they compare is not there.

use super::{Connu, Formation, Precision};

/// Why a control says nothing of this training, as a sentence; none when it was judged.
pub fn empechement(code: &str, f: &Formation, connu: &Connu) -> Option<&'static str> {
    let manque = |absent: bool, raison| absent.then_some(raison);
    let sans_fiche = || match f.rncp {
        None => Some("La fiche ne porte pas de code RNCP."),
        Some(_) => manque(connu.fiche.is_none(), "Le répertoire chargé ne connaît pas la fiche."),
    };
    match code {
        "cle.siret" => manque(f.cle_me.is_none(), "La fiche n’a pas de clé."),
        "cfd.inconnu" => manque(!connu.diplomes, "La nomenclature des diplômes n’est pas chargée."),
        "cfd.perime" => {
            manque(connu.diplome.is_none(), "La nomenclature chargée ne connaît pas le diplôme.")
        }
        "rncp.inconnu" => match f.rncp {
            None => Some("La fiche ne porte pas de code RNCP."),
            Some(_) => manque(!connu.fiches, "Le répertoire national n’est pas chargé."),
        },
        "rncp.perime" | "rncp.apprentissage" => sans_fiche(),
        "rncp.couple" => match f.rncp {
            None => Some("La fiche ne porte pas de code RNCP."),
            Some(_) => {
                manque(connu.couple.is_none(), "Aucune liste ne relie ce diplôme à une fiche.")
            }
        },
        "duree.incoherente" | "annee.incoherente" if connu.mefs.is_empty() => {
            Some("Aucun MEF n’est connu pour ce diplôme.")
        }
        "duree.incoherente" => manque(f.duree.is_none(), "La fiche ne dit pas sa durée."),
        "annee.incoherente" => {
            let dite = f.annee.as_deref().is_some_and(|a| a.parse::<u8>().is_ok());
            manque(!dite, "La fiche ne dit pas son année d’entrée.")
        }
        "lieu.eloigne" => match (f.lieu.precision, connu.centre) {
            (Precision::Adresse, Some(_)) => None,
            (Precision::Adresse, None) => Some("La commune du lieu n’est pas connue."),
            _ => Some("Le lieu n’a pas de coordonnées."),
        },
        "organisme.qualiopi" => {
            manque(connu.qualiopi.is_none(), "Aucune source ne dit si l’organisme est certifié.")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::formation::essai::formation;
    use super::super::{CONTROLES, examiner};
    use super::*;

    #[test]
    fn what_no_list_says_is_not_judged() {
        let (f, rien) = (formation(), Connu::default());
        let muets: Vec<&str> = CONTROLES
            .iter()
            .filter(|c| empechement(c.code, &f, &rien).is_some())
            .map(|c| c.code)
            .collect();
        let attendus = [
            "cle.siret",
            "cfd.inconnu",
            "cfd.perime",
            "rncp.inconnu",
            "rncp.perime",
            "rncp.apprentissage",
            "rncp.couple",
            "duree.incoherente",
            "annee.incoherente",
            "lieu.eloigne",
            "organisme.qualiopi",
        ];
        assert_eq!(muets, attendus);
    }

    #[test]
    fn a_control_that_fails_was_judged() {
        let f = Formation { rncp: "RNCP37537".parse().ok(), ..formation() };
        let mefs = vec!["2402213411".parse().unwrap()];
        let connu = Connu {
            diplomes: true,
            fiches: true,
            couple: Some(false),
            qualiopi: Some(false),
            mefs,
            ..Connu::default()
        };
        let constats = examiner(&f, &connu);
        assert!(constats.len() > 4, "{constats:?}");
        for constat in constats {
            assert_eq!(empechement(constat.controle().code, &f, &connu), None, "{constat:?}");
        }
    }
}

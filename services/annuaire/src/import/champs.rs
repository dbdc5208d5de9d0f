//! What several formats share: dates in file names, UAI on their way to the sink.

use importer::lecteurs::souple::Texte;
use importer::{Arret, Origine, Puits};
use noyau::dates::DateCivile;
use noyau::identifiants::{Siret, Uai};

use super::lignes::UaiDOrganisme;
use crate::regles::vocabulaire::StatutUai;

/// The date that publishers put in the names of their files: `…_20221010.json`,
/// `uai-edited-2021-12-28.csv`.
pub fn date_du_nom(nom: &str) -> Option<DateCivile> {
    let nombres: Vec<&str> =
        nom.split(|c: char| !c.is_ascii_digit()).filter(|mot| !mot.is_empty()).collect();
    let separee = nombres.windows(3).find_map(|w| {
        (w[0].len() == 4).then(|| format!("{}-{}-{}", w[0], w[1], w[2]).parse().ok()).flatten()
    });
    separee.or_else(|| nombres.iter().find_map(|mot| compacte(mot)))
}

fn compacte(mot: &str) -> Option<DateCivile> {
    if mot.len() != 8 {
        return None;
    }
    let (annee, reste) = mot.split_at(4);
    let (mois, jour) = reste.split_at(2);
    format!("{annee}-{mois}-{jour}").parse().ok()
}

/// Stores the UAI of an organisation; a malformed one is noted and left out.
pub fn poser_uai(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    (colonne, valeur): (&str, Option<&str>),
    statut: StatutUai,
) -> Result<(), Arret> {
    let lue = puits.facultatif(origine.option::<Uai>(colonne, valeur))?;
    let Some(uai) = lue else { return Ok(()) };
    puits.poser_une_fois(origine.ligne, UaiDOrganisme { siret, uai, statut, appuis: Vec::new() })
}

/// An owned text, when there is one.
pub fn texte(champ: &Texte) -> Option<String> {
    champ.get().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_tell_their_date() {
        let cases = [
            ("catalogue_etablissement_apprentissage_20221010.json", Some("2022-10-10")),
            ("uai-edited-2021-12-28.csv", Some("2021-12-28")),
            ("referentiel-api-v1-organismes.json", None),
            ("CFASousConvRegionale_latest-UAI.csv", None),
            ("export_99999999.csv", None),
        ];
        for (nom, attendue) in cases {
            let lue = date_du_nom(nom).map(|d| d.to_string());
            assert_eq!(lue.as_deref(), attendue, "{nom}");
        }
    }
}

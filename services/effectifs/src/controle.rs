//! What software editors check before they send: one enrolment a line in, its timeline a line out.

mod ecriture;
mod ligne;

use std::io::{self, BufRead, BufReader, Read, Write};

use noyau::dates::DateCivile;

/// Longest line read, in bytes: an enrolment takes some 2 000.
const LIGNE_MAX: u64 = 1 << 20;

/// What was checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Lines that gave a timeline.
    pub bonnes: u64,
    /// Lines that gave an error.
    pub mauvaises: u64,
}

/// Reads one enrolment a line (NDJSON, field names of the API v3) and writes one answer a line, in the
/// same order. A bad line gives `{"erreur":…}` and the rest goes on.
///
/// # Errors
/// When the input can be read no more, or the output takes no more.
pub fn controler(
    mut entree: BufReader<impl Read>,
    mut sortie: impl Write,
    aujourd_hui: DateCivile,
) -> io::Result<Bilan> {
    let mut bilan = Bilan::default();
    let mut ligne = Vec::new();
    loop {
        if entree.buffer().is_empty() {
            // Whoever waits for an answer before the next question must not wait for ever.
            sortie.flush()?;
        }
        if !lire_ligne(&mut entree, &mut ligne)? {
            break;
        }
        match ligne::lire(&ligne, aujourd_hui) {
            Ok(reponse) => {
                bilan.bonnes += 1;
                ecriture::parcours(&mut sortie, &reponse)?;
            }
            Err(erreur) => {
                bilan.mauvaises += 1;
                ecriture::erreur(&mut sortie, &erreur)?;
            }
        }
    }
    Ok(bilan)
}

/// Reads a line without its end; false when there is none left. Of a line too long one byte more than
/// the limit is kept, and the rest skipped.
fn lire_ligne(entree: &mut impl BufRead, ligne: &mut Vec<u8>) -> io::Result<bool> {
    ligne.clear();
    if entree.by_ref().take(LIGNE_MAX + 1).read_until(b'\n', ligne)? == 0 {
        return Ok(false);
    }
    if ligne.last() == Some(&b'\n') {
        ligne.pop();
    } else if ligne.len() as u64 > LIGNE_MAX {
        entree.skip_until(b'\n')?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn controler(entree: &[u8]) -> (Vec<String>, Bilan) {
        let mut sortie = Vec::new();
        let jour = "2025-03-06".parse().unwrap();
        let bilan = super::controler(BufReader::new(entree), &mut sortie, jour).unwrap();
        let texte = String::from_utf8(sortie).unwrap();
        (texte.lines().map(str::to_owned).collect(), bilan)
    }

    #[test]
    fn one_line_out_for_each_line_in() {
        let entree = br#"{"date_entree_formation":"2024-09-01","date_fin_formation":"2025-08-31","contrat_date_debut":"2024-10-01","contrat_date_fin":"2025-08-31"}
pas du JSON

[]
{"date_entree_formation":"2024-09-01"}
{"date_entree_formation":"2024-09-01T00:00:00.000Z","date_fin_formation":"2025-08-31","date_reference":"2024-08-01","nom_apprenant":"x"}"#;
        let (sorties, bilan) = controler(entree);
        assert_eq!(
            sorties,
            [
                r#"{"parcours":[{"date":"2024-09-01","situation":"INSCRIT"},{"date":"2024-10-01","situation":"APPRENTI"},{"date":"2025-08-31","situation":"FIN_DE_FORMATION"}],"en_cours":"APPRENTI"}"#,
                r#"{"erreur":"La ligne n’est pas un objet JSON lisible (caractère 1)."}"#,
                r#"{"erreur":"La ligne est vide."}"#,
                r#"{"erreur":"La ligne n’est pas un objet JSON lisible (caractère 0)."}"#,
                r#"{"erreur":"date_fin_formation : champ obligatoire."}"#,
                r#"{"parcours":[{"date":"2024-09-01","situation":"INSCRIT"},{"date":"2024-11-30","situation":"ABANDON"}],"en_cours":"INSCRIT"}"#,
            ]
        );
        assert_eq!(bilan, Bilan { bonnes: 2, mauvaises: 4 });
    }

    #[test]
    fn an_enrolment_of_before_2024_is_read_from_its_statuses() {
        let entree = br#"{"periode_formation":[2021,2023],"date_reference":"2023-07-01","historique_statut":[{"valeur_statut":3,"date_statut":"2021-10-06"},{"valeur_statut":0,"date_statut":"2022-10-29"},{"valeur_statut":2,"date_statut":"2023-01-05"}]}
{"annee_scolaire":"2022-2022","historique_statut":[{"valeur_statut":1,"date_statut":"2022-10-06"}]}
{"historique_statut":[]}"#;
        let (sorties, _) = controler(entree);
        assert_eq!(
            sorties[0],
            r#"{"parcours":[{"date":"2021-08-01","situation":"INSCRIT"},{"date":"2021-10-06","situation":"APPRENTI"},{"date":"2023-01-05","situation":"RUPTURANT"},{"date":"2023-07-04","situation":"ABANDON"}],"en_cours":"RUPTURANT"}"#
        );
        assert!(sorties[1].contains("valeur_statut") && sorties[2].contains("periode_formation"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cas = [
            (
                r#""date_fin_formation":"2024-08-31""#,
                "date_fin_formation : la formation finit avant d’avoir commencé.",
            ),
            (
                r#""date_fin_formation":"31 août 2025""#,
                "date_fin_formation : date invalide, AAAA-MM-JJ est attendu.",
            ),
            (
                r#""date_fin_formation":"2025-02-30""#,
                "date_fin_formation : date invalide, AAAA-MM-JJ est attendu.",
            ),
            (
                r#""date_fin_formation":20250831"#,
                "date_fin_formation : date invalide, AAAA-MM-JJ est attendu.",
            ),
            (r#""date_fin_formation":"""#, "date_fin_formation : champ obligatoire."),
            (
                r#""date_fin_formation":"2025-08-31","contrat_date_fin_2":"2025-08-31""#,
                "contrat_date_debut_2 : champ obligatoire quand le contrat a une date de fin ou de rupture.",
            ),
            (
                r#""date_fin_formation":"2025-08-31","contrat_date_rupture_4":"2025-08-31""#,
                "contrat_date_debut_4 : champ obligatoire quand le contrat a une date de fin ou de rupture.",
            ),
            (
                r#""date_fin_formation":"2025-08-31","date_exclusion_formation":true"#,
                "date_exclusion_formation : date invalide, AAAA-MM-JJ est attendu.",
            ),
        ];
        for (champs, attendue) in cas {
            let ligne = format!(r#"{{"date_entree_formation":"2024-09-01",{champs}}}"#);
            let (sorties, _) = controler(ligne.as_bytes());
            let erreur: serde_json::Value = serde_json::from_str(&sorties[0]).unwrap();
            assert_eq!(erreur["erreur"], attendue, "{champs}");
        }
    }

    #[test]
    fn a_line_too_long_or_not_in_utf_8_stops_nothing() {
        let mut entree = vec![b' '; usize::try_from(LIGNE_MAX).unwrap() + 10];
        entree.extend(b"\n\"\xff\"\r\n{\"date_entree_formation\":\"2024-09-01\",\"date_fin_formation\":\"2024-09-01\"}\r\n");
        let (sorties, bilan) = controler(&entree);
        assert!(sorties[0].contains("trop longue") && sorties[1].contains("erreur"), "{sorties:?}");
        assert_eq!(
            sorties[2],
            r#"{"parcours":[{"date":"2024-09-01","situation":"FIN_DE_FORMATION"}],"en_cours":"FIN_DE_FORMATION"}"#
        );
        assert_eq!(bilan, Bilan { bonnes: 1, mauvaises: 2 });
    }
}

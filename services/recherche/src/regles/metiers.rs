//! Finding a trade by its name, or by one of the names that people give it.

use noyau::identifiants::Rome;
use noyau::texte::mots;
use referentiels::porte::Metier;

/// Trades found at most (La bonne alternance, API v1).
const METIERS_MAX: usize = 20;

/// Appellations found at most (La bonne alternance, API v1).
const APPELLATIONS_MAX: usize = 30;

/// Weight of a label that answers, of one that begins as what was typed, of an appellation
/// (La bonne alternance: the same order of weights).
const LIBELLE: u32 = 80;
const DEBUT: u32 = 20;
const APPELLATION: u32 = 15;

/// The trades whose name has a word beginning with each word typed, the best first.
pub fn chercher<'a>(metiers: impl Iterator<Item = &'a Metier>, titre: &str) -> Vec<&'a Metier> {
    let voulus = mots(titre);
    if voulus.is_empty() {
        return Vec::new();
    }
    let mut trouves: Vec<(u32, &Metier)> =
        metiers.map(|m| (points(m, &voulus), m)).filter(|(points, _)| *points > 0).collect();
    trouves.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.libelle.cmp(&b.1.libelle)));
    trouves.into_iter().take(METIERS_MAX).map(|(_, m)| m).collect()
}

fn points(metier: &Metier, voulus: &[String]) -> u32 {
    let libelle = mots(&metier.libelle);
    if repond(&libelle, voulus) {
        let debut = libelle.iter().zip(voulus).all(|(mot, voulu)| mot.starts_with(voulu));
        return LIBELLE + if debut { DEBUT } else { 0 };
    }
    let appellation = metier.appellations.iter().any(|a| repond(&mots(a), voulus));
    if appellation { APPELLATION } else { 0 }
}

fn repond(nom: &[String], voulus: &[String]) -> bool {
    voulus.iter().all(|voulu| nom.iter().any(|mot| mot.starts_with(voulu)))
}

/// The appellations that answer, with the trade of each.
pub fn appellations<'a>(
    metiers: impl Iterator<Item = &'a Metier>,
    texte: &str,
) -> Vec<(&'a Rome, &'a str, &'a str)> {
    let voulus = mots(texte);
    let toutes = metiers.flat_map(|m| m.appellations.iter().map(move |a| (m, a)));
    let trouvees = toutes.filter(|(_, a)| !voulus.is_empty() && repond(&mots(a), &voulus));
    let une = |(m, a): (&'a Metier, &'a String)| (&m.code, m.libelle.as_str(), a.as_str());
    trouvees.map(une).take(APPELLATIONS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metier(code: &str, libelle: &str, appellations: &[&str]) -> Metier {
        Metier {
            code: code.parse().unwrap(),
            libelle: libelle.to_owned(),
            appellations: appellations.iter().map(|a| (*a).to_owned()).collect(),
            mobilites: Vec::new(),
        }
    }

    #[test]
    fn labels_come_before_appellations() {
        let metiers = [
            metier("D1104", "Pâtissier / Pâtissière", &["Aide boulanger / Aide boulangère"]),
            metier("D1102", "Boulanger / Boulangère", &["Tourier / Tourière"]),
            metier("D1106", "Vendeur / Vendeuse en boulangerie", &[]),
        ];
        let cas = [
            ("boulang", vec!["D1102", "D1106", "D1104"]),
            ("BOULANGERE", vec!["D1102", "D1104"]),
            ("patis", vec!["D1104"]),
            ("vendeur boul", vec!["D1106"]),
            ("tourier", vec!["D1102"]),
            ("luthier", vec![]),
            ("  ", vec![]),
        ];
        for (titre, attendus) in cas {
            let codes: Vec<&str> =
                chercher(metiers.iter(), titre).iter().map(|m| m.code.as_str()).collect();
            assert_eq!(codes, attendus, "{titre}");
        }
        let trouvees = appellations(metiers.iter(), "aide");
        assert_eq!(trouvees.len(), 1);
        assert_eq!(trouvees[0].1, "Pâtissier / Pâtissière");
        assert!(appellations(metiers.iter(), "").is_empty());
    }
}

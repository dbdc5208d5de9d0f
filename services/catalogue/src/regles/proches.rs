//! The centres that train for a trade, the nearest first.

use std::collections::HashMap;

use noyau::identifiants::{Rome, Siret};

use super::vivier::Rangee;

/// Characters of a ROME that say its family of trades.
const FAMILLE: usize = 3;

/// A centre that trains for a trade.
#[derive(Clone, Debug, PartialEq)]
pub struct Centre {
    /// Who teaches.
    pub siret: Siret,
    /// Its name.
    pub nom: String,
    /// Town of its nearest training.
    pub ville: String,
    /// Kilometres to it.
    pub km: f64,
    /// Identifier of that training.
    pub formation: String,
    /// Name of that training.
    pub intitule: String,
}

/// Each centre once, at its nearest training for one of these trades, else for their families.
/// `situer` says how far a training is, and none when it must not come.
pub fn les_plus_proches(
    rangees: &[Rangee],
    romes: &[Rome],
    situer: impl Fn(&Rangee) -> Option<f64>,
) -> Vec<Centre> {
    let du_metier = |r: &Rangee| r.romes.iter().any(|rome| romes.contains(rome));
    let exacts = choisir(rangees, du_metier, &situer);
    if !exacts.is_empty() {
        return exacts;
    }
    let familles: Vec<&str> = romes.iter().map(famille).collect();
    choisir(rangees, |r| r.romes.iter().any(|rome| familles.contains(&famille(rome))), &situer)
}

fn famille(rome: &Rome) -> &str {
    rome.as_str().get(..FAMILLE).unwrap_or_default()
}

fn choisir(
    rangees: &[Rangee],
    du_metier: impl Fn(&Rangee) -> bool,
    situer: &impl Fn(&Rangee) -> Option<f64>,
) -> Vec<Centre> {
    let mut centres: HashMap<Siret, (f64, &Rangee)> = HashMap::new();
    for rangee in rangees.iter().filter(|r| du_metier(r)) {
        let Some(km) = situer(rangee) else { continue };
        let connu = centres.entry(rangee.formateur.0).or_insert((km, rangee));
        // Among equals, always the same: the list does not change from one page to the next.
        if (km, &rangee.id) < (connu.0, &connu.1.id) {
            *connu = (km, rangee);
        }
    }
    let mut centres: Vec<Centre> = centres.into_values().map(centre).collect();
    centres.sort_by(|a, b| a.km.total_cmp(&b.km).then_with(|| a.siret.cmp(&b.siret)));
    centres
}

fn centre((km, r): (f64, &Rangee)) -> Centre {
    Centre {
        siret: r.formateur.0,
        nom: r.formateur.1.to_string(),
        ville: r.ville.to_string(),
        km,
        formation: r.id.to_string(),
        intitule: r.titre.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::vivier::essai::rangee;
    use super::*;

    fn formation(id: &str, siret: &str, romes: &[&str]) -> Rangee {
        let siret: Siret = siret.parse().unwrap();
        let romes = romes.iter().map(|r| r.parse().unwrap()).collect();
        Rangee { formateur: (siret, id.into()), romes, ..rangee(id, "CAP", "35238", 3) }
    }

    #[test]
    fn each_centre_comes_once_and_the_nearest_first() {
        let (ici, loin) = ("90000000100009", "13002526500013");
        let rangees = [
            formation("a20", loin, &["D1102"]),
            formation("b05", loin, &["D1102"]),
            formation("c01", ici, &["D1104"]),
            formation("d99", ici, &["D1102"]),
        ];
        // The distance is what the identifier says; beyond 50, it does not come.
        let situer =
            |max: f64| move |r: &Rangee| r.id[1..].parse::<f64>().ok().filter(|km| *km <= max);
        let noms = |romes: &[&str], max: f64| -> Vec<String> {
            let romes: Vec<Rome> = romes.iter().map(|r| r.parse().unwrap()).collect();
            les_plus_proches(&rangees, &romes, situer(max)).into_iter().map(|c| c.nom).collect()
        };
        assert_eq!(noms(&["D1102"], 50.0), ["b05"], "once, at its nearest training");
        assert_eq!(noms(&["D1102"], 100.0), ["b05", "d99"]);
        assert_eq!(noms(&["D1106"], 50.0), ["c01", "b05"], "else the family of trades");
        assert!(noms(&["M1805"], 100.0).is_empty());
        assert!(noms(&[], 100.0).is_empty());
    }
}

//! What a publisher left out, taken from the official vocabularies when a training is read.

use noyau::geo::Point;
use noyau::identifiants::Rome;
use noyau::niveau::NiveauDiplome;
use noyau::texte::{mots, titre_propre};

use super::formation::{Formation, Precision};

/// What is known of a commune.
#[derive(Clone, Copy, Debug)]
pub struct CommuneConnue<'a> {
    /// Name, with accents.
    pub nom: &'a str,
    /// Middle.
    pub centre: Option<Point>,
}

/// What is known of a diploma.
#[derive(Clone, Debug, Default)]
pub struct DiplomeConnu {
    /// Name in use.
    pub nom: Option<String>,
    /// Family.
    pub famille: Option<String>,
    /// European level.
    pub niveau: Option<NiveauDiplome>,
    /// Trades.
    pub romes: Vec<Rome>,
}

/// Codes of families that are not words people use: `TH4-X`, `TH3-3` (homologated titles).
const SIGLE_INTERNE: &str = "TH";

/// The name in use of a diploma, from its acronym and its label: `CAP Boulanger`.
pub fn nom_en_usage(sigle: &str, libelle: &str) -> Option<String> {
    let nom = titre_propre(libelle);
    if nom.is_empty() {
        return None;
    }
    let parlant = !sigle.is_empty() && !sigle.starts_with(SIGLE_INTERNE);
    Some(if parlant { format!("{sigle} {nom}") } else { nom })
}

/// The position of a training without one is the middle of its commune, and says so. The name of
/// the town takes the accents of the official one when it is the same.
pub fn situer(formation: &mut Formation, commune: CommuneConnue<'_>) {
    let lieu = &mut formation.lieu;
    let meme_nom = |l: &String| mots(l) == mots(commune.nom);
    if lieu.localite.as_ref().is_none_or(meme_nom) {
        lieu.localite = Some(commune.nom.to_owned());
    }
    if lieu.point.is_none() && commune.centre.is_some() {
        (lieu.point, lieu.precision) = (commune.centre, Precision::Commune);
    }
}

/// Whether a name, a family, a level or trades are missing.
pub fn a_nommer(formation: &Formation) -> bool {
    formation.diplome.is_none()
        || formation.niveau.is_none()
        || formation.romes.is_empty()
        || formation.titre().is_none()
}

/// The name, family, level and trades that the publisher left out are those of the diploma.
pub fn nommer(formation: &mut Formation, diplome: DiplomeConnu) {
    if formation.titre().is_none() {
        formation.nom_usuel = diplome.nom;
    }
    if formation.romes.is_empty() {
        formation.romes = diplome.romes;
    }
    formation.diplome = formation.diplome.take().or(diplome.famille);
    formation.niveau = formation.niveau.or(diplome.niveau);
}

#[cfg(test)]
mod tests {
    use super::super::formation::essai;
    use super::*;

    #[test]
    fn a_missing_position_is_the_middle_of_the_commune_and_says_so() {
        let (ici, centre) = (Point::new(48.0, -1.7).unwrap(), Point::new(48.1, -1.6).unwrap());
        let cases = [
            (Some(ici), Some(centre), Some(ici), Precision::Adresse),
            (None, Some(centre), Some(centre), Precision::Commune),
            (None, None, None, Precision::Aucune),
        ];
        for (point, centre, attendu, precision) in cases {
            let mut f = essai::formation();
            f.lieu.point = point;
            f.lieu.precision = if point.is_some() { Precision::Adresse } else { Precision::Aucune };
            situer(&mut f, CommuneConnue { nom: "Bruz", centre });
            assert_eq!((f.lieu.point, f.lieu.precision), (attendu, precision));
        }
    }

    #[test]
    fn the_town_keeps_its_own_name_and_finds_its_accents() {
        let cases = [
            (None, "Saint-Étienne"),
            (Some("Saint Etienne"), "Saint-Étienne"),
            (Some("Ker Lann"), "Ker Lann"),
        ];
        for (localite, attendue) in cases {
            let mut f = essai::formation();
            f.lieu.localite = localite.map(str::to_owned);
            situer(&mut f, CommuneConnue { nom: "Saint-Étienne", centre: None });
            assert_eq!(f.lieu.localite.as_deref(), Some(attendue));
        }
    }

    #[test]
    fn names_in_use() {
        let cases = [
            ("CAP", "BOULANGER", Some("CAP Boulanger")),
            ("BTS", "TRAVAUX PUBLICS", Some("BTS Travaux Publics")),
            ("TH4-X", "CONSEILLER TECHNIQUE CYCLES", Some("Conseiller Technique Cycles")),
            ("", "BOULANGER", Some("Boulanger")),
            ("CAP", "", None),
        ];
        for (sigle, libelle, attendu) in cases {
            assert_eq!(nom_en_usage(sigle, libelle).as_deref(), attendu, "{sigle} {libelle}");
        }
    }

    #[test]
    fn what_the_publisher_says_is_kept_and_the_rest_comes_from_the_diploma() {
        let diplome = || DiplomeConnu {
            nom: Some("CAP Boulanger".to_owned()),
            famille: Some("CERTIFICAT".to_owned()),
            niveau: NiveauDiplome::new(4).ok(),
            romes: vec!["D1102".parse().unwrap()],
        };
        let mut complete = essai::formation();
        complete.diplome = Some("CAP".to_owned());
        complete.niveau = NiveauDiplome::new(3).ok();
        assert!(!a_nommer(&complete));
        let mut nommee = complete.clone();
        nommer(&mut nommee, diplome());
        assert_eq!(nommee, complete);
        let mut f = essai::formation();
        (f.nom_usuel, f.intitule, f.romes) = (None, None, Vec::new());
        assert!(a_nommer(&f));
        nommer(&mut f, diplome());
        assert!(!a_nommer(&f));
        assert_eq!(f.titre().as_deref(), Some("CAP Boulanger"));
        assert_eq!((f.romes.len(), f.niveau.map(|n| n.numero())), (1, Some(4)));
    }
}

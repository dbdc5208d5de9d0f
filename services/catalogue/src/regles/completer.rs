//! What a publisher left out, taken from the official vocabularies when a training is read.

use noyau::geo::Point;
use noyau::identifiants::Rome;
use noyau::niveau::NiveauDiplome;

use super::formation::{Formation, Precision};

/// What is known of a commune.
#[derive(Clone, Copy, Debug)]
pub struct CommuneConnue<'a> {
    /// Name.
    pub nom: &'a str,
    /// Middle.
    pub centre: Option<Point>,
}

/// What is known of a diploma.
#[derive(Clone, Debug)]
pub struct DiplomeConnu<'a> {
    /// Name.
    pub libelle: &'a str,
    /// Family.
    pub famille: Option<&'a str>,
    /// European level.
    pub niveau: Option<NiveauDiplome>,
    /// Trades.
    pub romes: Vec<Rome>,
}

/// The position of a training without one is the middle of its commune, and says so.
pub fn situer(formation: &mut Formation, commune: Option<CommuneConnue<'_>>) {
    let lieu = &mut formation.lieu;
    let Some(commune) = commune else { return };
    if lieu.localite.is_none() {
        lieu.localite = Some(commune.nom.to_owned());
    }
    if lieu.point.is_none() && commune.centre.is_some() {
        (lieu.point, lieu.precision) = (commune.centre, Precision::Commune);
    }
}

/// The name, level and trades that the publisher left out are those of the diploma.
pub fn nommer(formation: &mut Formation, diplome: Option<DiplomeConnu<'_>>) {
    let deduit = NiveauDiplome::de_cfd(&formation.cfd);
    formation.niveau = formation.niveau.or(diplome.as_ref().and_then(|d| d.niveau)).or(deduit);
    let Some(diplome) = diplome else { return };
    if formation.titre().is_none() {
        formation.intitule = Some(diplome.libelle.to_owned());
    }
    if formation.diplome.is_none() {
        formation.diplome = diplome.famille.map(str::to_owned);
    }
    if formation.romes.is_empty() {
        formation.romes = diplome.romes;
    }
}

#[cfg(test)]
mod tests {
    use super::super::formation::essai;
    use super::*;

    #[test]
    fn a_missing_position_is_the_middle_of_the_commune_and_says_so() {
        let (ici, centre) = (Point::new(48.0, -1.7).unwrap(), Point::new(48.1, -1.6).unwrap());
        let cases = [
            (Some(ici), Some(Some(centre)), Some(ici), Precision::Adresse),
            (None, Some(Some(centre)), Some(centre), Precision::Commune),
            (None, Some(None), None, Precision::Aucune),
            (None, None, None, Precision::Aucune),
        ];
        for (point, commune, attendu, precision) in cases {
            let mut f = essai::formation();
            f.lieu.point = point;
            f.lieu.precision = if point.is_some() { Precision::Adresse } else { Precision::Aucune };
            situer(&mut f, commune.map(|centre| CommuneConnue { nom: "Bruz", centre }));
            assert_eq!((f.lieu.point, f.lieu.precision), (attendu, precision));
        }
    }

    #[test]
    fn what_the_publisher_says_is_kept() {
        let mut f = essai::formation();
        f.lieu.localite = Some("BRUZ".to_owned());
        situer(&mut f, Some(CommuneConnue { nom: "Bruz", centre: None }));
        assert_eq!(f.lieu.localite.as_deref(), Some("BRUZ"));
        let avant = f.clone();
        nommer(&mut f, Some(diplome()));
        assert_eq!((f.titre(), f.romes.clone()), (avant.titre(), avant.romes));
    }

    #[test]
    fn a_training_without_a_name_takes_that_of_its_diploma() {
        let mut f = essai::formation();
        (f.nom_usuel, f.intitule, f.niveau, f.romes) = (None, None, None, Vec::new());
        nommer(&mut f, Some(diplome()));
        assert_eq!(f.titre().as_deref(), Some("Boulanger"));
        assert_eq!(f.romes, ["D1102".parse().unwrap()]);
        assert_eq!(f.niveau.map(|n| n.numero()), Some(4));
        (f.niveau, f.intitule) = (None, None);
        nommer(&mut f, None);
        assert_eq!((f.titre(), f.niveau.map(|n| n.numero())), (None, Some(3)));
    }

    fn diplome() -> DiplomeConnu<'static> {
        DiplomeConnu {
            libelle: "BOULANGER",
            famille: Some("CAP"),
            niveau: NiveauDiplome::new(4).ok(),
            romes: vec!["D1102".parse().unwrap()],
        }
    }
}

//! Invented companies, for tests and demonstrations: one of each kind that a sign-up may meet.

use async_trait::async_trait;
use noyau::identifiants::Siret;
use noyau::texte::plier;

use super::{Entreprise, Entreprises, Reponse, departement};
use crate::ErreurLien;

const EXEMPLES: &str = include_str!("exemples.csv");

const NOM: &str = "La source des entreprises";

/// Companies that do not exist.
#[derive(Clone, Debug, Default)]
pub struct EntreprisesFeintes {
    lignes: Vec<(Entreprise, &'static str)>,
    en_panne: bool,
}

impl EntreprisesFeintes {
    /// An open bakery.
    pub const OUVERTE: &'static str = "90000000100009";
    /// A training company.
    pub const FORMATION: &'static str = "90000000400003";
    /// A closed one.
    pub const FERMEE: &'static str = "90000000500000";
    /// One that asked not to be published.
    pub const NON_DIFFUSIBLE: &'static str = "90000000600008";
    /// One for which the source never answers.
    pub const EN_PANNE: &'static str = "90000000700006";

    /// The invented companies of the demonstration.
    pub fn exemples() -> Self {
        let lignes = EXEMPLES.lines().skip(1).filter_map(lire).collect();
        EntreprisesFeintes { lignes, en_panne: false }
    }

    /// Never answers.
    pub fn en_panne() -> Self {
        EntreprisesFeintes { lignes: Vec::new(), en_panne: true }
    }

    fn repondre(&self) -> Result<&Self, ErreurLien> {
        if self.en_panne { Err(ErreurLien::Indisponible(NOM)) } else { Ok(self) }
    }
}

fn lire(ligne: &'static str) -> Option<(Entreprise, &'static str)> {
    let c: Vec<&str> = ligne.split(';').collect();
    let [siret, nom, rue, postal, ville, naf, idcc, etat] = c.try_into().ok()?;
    let entreprise = Entreprise {
        siret: siret.to_owned(),
        nom: nom.to_owned(),
        adresse: format!("{rue}, {postal} {ville}"),
        ville: ville.to_owned(),
        departement: departement("", postal),
        naf: naf.to_owned(),
        idcc: [idcc].into_iter().filter(|i| !i.is_empty()).map(str::to_owned).collect(),
        ouverte: etat == "ouverte",
        source: "Démonstration".to_owned(),
    };
    Some((entreprise, etat))
}

#[async_trait]
impl Entreprises for EntreprisesFeintes {
    async fn par_siret(&self, siret: &Siret) -> Result<Reponse, ErreurLien> {
        let trouvee = self.repondre()?.lignes.iter().find(|(e, _)| e.siret == siret.as_str());
        match trouvee {
            None => Ok(Reponse::Inconnue),
            Some((_, "panne")) => Err(ErreurLien::Indisponible(NOM)),
            Some((_, "non_diffusible")) => Ok(Reponse::NonDiffusible),
            Some((entreprise, _)) => Ok(Reponse::Trouvee(entreprise.clone())),
        }
    }

    async fn chercher(&self, texte: &str, limite: usize) -> Result<Vec<Entreprise>, ErreurLien> {
        let cherche = plier(texte.trim());
        let lignes = self.repondre()?.lignes.iter().filter(|(e, _)| {
            cherche.chars().count() >= 3 && e.ouverte && plier(&e.nom).contains(&cherche)
        });
        Ok(lignes.map(|(e, _)| e.clone()).take(limite).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_of_each_kind() {
        let feintes = EntreprisesFeintes::exemples();
        let demander = async |siret: &str| feintes.par_siret(&siret.parse().unwrap()).await;
        for (entreprise, _) in &feintes.lignes {
            assert!(entreprise.siret.parse::<Siret>().is_ok(), "{}", entreprise.siret);
        }
        let Ok(Reponse::Trouvee(ouverte)) = demander(EntreprisesFeintes::OUVERTE).await else {
            panic!("the bakery is known")
        };
        assert_eq!((ouverte.departement.as_str(), ouverte.idcc.len()), ("35", 1));
        let fermee = demander(EntreprisesFeintes::FERMEE).await;
        assert!(matches!(fermee, Ok(Reponse::Trouvee(e)) if !e.ouverte));
        let discrete = demander(EntreprisesFeintes::NON_DIFFUSIBLE).await;
        assert!(matches!(discrete, Ok(Reponse::NonDiffusible)));
        assert!(demander(EntreprisesFeintes::EN_PANNE).await.is_err());
        assert!(matches!(demander("11000001500013").await, Ok(Reponse::Inconnue)));
    }
}

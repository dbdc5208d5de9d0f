//! The first step of a deposit: for which company, and which trade.

use askama::Template;
use axum::response::Response;
use comptes::porte::membres::Attache;
use noyau::texte::mots;
use referentiels::porte::{Metier as Rome, Metiers};
use url::form_urlencoded;
use web::page::{Lien, Page};
use web::{Erreur, Etat};

use super::depot::Choisi;
use super::{fil_des_offres, html, page};

/// Names shown for what was typed.
const RESULTATS: usize = 15;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "metier.html")]
pub struct Metier {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// The companies that the person acts for: ressort, name.
    pub organismes: Vec<(String, String)>,
    /// The one chosen.
    pub organisme: String,
    /// The mandate under which it publishes: identifier, company; empty for itself.
    pub mandat: (String, String),
    /// What was typed.
    pub q: String,
    /// The names that hold it: the link to the form, the trade.
    pub resultats: Vec<(Lien, String)>,
    /// Whether something was typed.
    pub cherche: bool,
}

impl Metier {
    /// An invented one, for tests.
    #[cfg(test)]
    pub fn exemple() -> Self {
        Metier {
            page: Page::nouvelle("Déposer une offre"),
            fil: fil_des_offres(),
            organismes: vec![
                ("90000000100009".to_owned(), "Boulangerie des Lices".to_owned()),
                ("90000000200007".to_owned(), "Menuiserie du Canal".to_owned()),
            ],
            organisme: "90000000100009".to_owned(),
            mandat: ("01J".to_owned(), "Boulangerie des Lices".to_owned()),
            q: "boulanger".to_owned(),
            resultats: vec![(Lien::new("Boulanger", "/x"), "Boulanger (D1102)".to_owned())],
            cherche: true,
        }
    }
}

/// Shows the search, and what it finds.
pub async fn repondre(
    etat: &Etat,
    attaches: &[Attache],
    voulu: &Choisi,
) -> Result<Response, Erreur> {
    let metiers = Metiers::charger(etat.db.read()).await?;
    let voulue = |a: &&Attache| a.ressort() == voulu.organisme;
    let choisi = attaches.iter().find(voulue).or_else(|| attaches.first());
    let organisme = choisi.map(|a| a.ressort().to_owned()).unwrap_or_default();
    let resultats = chercher(&metiers, &voulu.q);
    let lien = |(nom, metier): (String, &Rome)| {
        let parametres = [
            ("organisme", organisme.as_str()),
            ("mandat", voulu.mandat.0.as_str()),
            ("rome", metier.code.as_str()),
            ("appellation", nom.as_str()),
        ];
        let adresse =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(parametres).finish();
        let lien = Lien::new(nom.clone(), format!("{}?{adresse}", super::depot::CHEMIN));
        (lien, format!("{} ({})", metier.libelle, metier.code))
    };
    html(&Metier {
        page: page(etat, "Déposer une offre", super::depot::CHEMIN),
        fil: fil_des_offres(),
        organismes: attaches.iter().map(|a| (a.ressort().to_owned(), a.nom.clone())).collect(),
        resultats: resultats.into_iter().map(lien).collect(),
        cherche: !voulu.q.is_empty(),
        organisme: organisme.clone(),
        mandat: voulu.mandat.clone(),
        q: voulu.q.clone(),
    })
}

/// The names of trades that hold every word typed, those that begin by it first.
fn chercher<'a>(metiers: &'a Metiers, q: &str) -> Vec<(String, &'a Rome)> {
    let voulus = mots(q);
    if voulus.is_empty() {
        return Vec::new();
    }
    let mut trouves: Vec<(bool, usize, String, &Rome)> = Vec::new();
    for metier in metiers.tous() {
        let noms = std::iter::once(&metier.libelle).chain(&metier.appellations);
        for nom in noms {
            let siens = mots(nom);
            if voulus.iter().all(|v| siens.iter().any(|s| s.starts_with(v.as_str()))) {
                let ailleurs = siens.first().is_none_or(|s| !s.starts_with(voulus[0].as_str()));
                trouves.push((ailleurs, siens.len(), nom.clone(), metier));
            }
        }
    }
    trouves.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
    trouves.dedup_by(|a, b| a.2 == b.2);
    trouves.truncate(RESULTATS);
    trouves.into_iter().map(|(_, _, nom, metier)| (nom, metier)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trades_are_found_by_the_words_of_their_names() {
        let metier = |code: &str, libelle: &str, noms: &[&str]| Rome {
            code: code.parse().unwrap(),
            libelle: libelle.to_owned(),
            appellations: noms.iter().map(|n| (*n).to_owned()).collect(),
            mobilites: Vec::new(),
        };
        let metiers = Metiers::nouveaux(vec![
            metier("D1102", "Boulanger / Boulangère", &["Aide-boulanger", "Tourier / Tourière"]),
            metier("D1106", "Vendeur en boulangerie", &[]),
        ]);
        let noms = |q: &str| -> Vec<String> {
            chercher(&metiers, q).into_iter().map(|(nom, _)| nom).collect()
        };
        assert_eq!(noms("boulang")[0], "Boulanger / Boulangère");
        assert_eq!(noms("boulang").len(), 3);
        assert_eq!(noms("vendeur boul"), ["Vendeur en boulangerie"]);
        assert_eq!(noms("luthier"), Vec::<String>::new());
        assert_eq!(noms(" "), Vec::<String>::new());
    }
}

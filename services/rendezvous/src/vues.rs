//! What the pages show.

use askama::Template;
use web::formulaire::Formulaire;
use web::page::{Lien, Page};

/// The form of a request.
#[derive(Clone, Debug, Template)]
#[template(path = "rdv_demander.html")]
pub struct Demander {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Name of the training.
    pub intitule: String,
    /// Name of the centre.
    pub centre: String,
    /// Where it is taught.
    pub lieu: String,
    /// The site that leads here, in words; empty for ours.
    pub depuis: String,
    /// The fields; that of the reasons is shown by `motifs`.
    pub formulaire: Formulaire,
    /// Code, words, whether ticked.
    pub motifs: Vec<(&'static str, &'static str, bool)>,
}

impl Demander {
    /// The page; its title says when something is wrong (RGAA 11.10).
    ///
    /// # Errors
    /// When the template fails.
    pub fn rendre(mut self) -> Result<String, askama::Error> {
        if !self.formulaire.fautifs().is_empty() {
            self.page.titre = format!("Erreur — {}", self.page.titre);
        }
        self.render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::formulaire::{Champ, Genre, Saisie};

    #[test]
    fn the_form_is_sound_with_and_without_errors() {
        let champs = vec![
            Champ::ligne("nom", "Nom"),
            Champ::new("motifs", "De quoi voulez-vous parler ?", Genre::Case).aide("Au moins un."),
        ];
        let mut saisie = Saisie::lire("nom=&motifs=");
        saisie.refuser("motifs", "Choisissez au moins un sujet.");
        for encart in [false, true] {
            let mut page = Page::nouvelle("Demander un rendez-vous");
            page.encart = encart;
            let vue = Demander {
                page,
                fil: vec![Lien::new("Accueil", "/")],
                intitule: "CAP Boulanger".to_owned(),
                centre: "CFA des Marronniers".to_owned(),
                lieu: "35000 Rennes".to_owned(),
                depuis: "Parcoursup".to_owned(),
                formulaire: Formulaire::new("/x", "Envoyer", champs.clone()).avec(&saisie),
                motifs: vec![("frais", "Les frais", true)],
            };
            let html = vue.rendre().unwrap();
            assert_eq!(web::controle::fautes(&html), Vec::<String>::new());
            assert!(html.contains("motifs-erreur") && html.contains("checked"), "{html}");
        }
    }
}

//! What surrounds a letter when it leaves: the name of the site, its footer, the way to stop.

use askama::Template;

use crate::Contenu;

/// Said in every mail of a site whose people are invented.
pub(crate) const DEMONSTRATION: &str =
    "Site de démonstration : les personnes et les entreprises sont inventées.";

/// What every mail of the site shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habillage {
    /// Name of the site.
    pub nom: String,
    /// Its address, without a final slash.
    pub adresse: String,
    /// Whether its people are invented.
    pub demo: bool,
}

/// A mail as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Subject.
    pub sujet: String,
    /// Text.
    pub texte: String,
    /// A whole HTML document.
    pub html: String,
}

/// How to stop receiving a list.
#[derive(Clone, Copy, Debug)]
pub struct Desabonnement<'a> {
    /// What is stopped.
    pub titre: &'a str,
    /// Absolute address of the page that stops it.
    pub lien: &'a str,
}

#[derive(Template)]
#[template(path = "enveloppe.html")]
struct Vue<'a> {
    habillage: &'a Habillage,
    sujet: &'a str,
    corps: &'a str,
    liste: &'a str,
    desabonnement: Option<&'a str>,
}

impl Habillage {
    /// Absolute address of the page that stops a list.
    pub fn lien_de_desabonnement(&self, jeton: &str) -> String {
        format!("{}/courriels/desabonnement/{jeton}", self.adresse)
    }

    /// The letter in its envelope.
    pub fn habiller(&self, contenu: &Contenu, sortie: Option<Desabonnement<'_>>) -> Message {
        let vue = Vue {
            habillage: self,
            sujet: &contenu.sujet,
            corps: &contenu.html,
            liste: sortie.map_or("", |s| s.titre),
            desabonnement: sortie.map(|s| s.lien),
        };
        Message {
            sujet: contenu.sujet.clone(),
            texte: self.texte(contenu, sortie),
            html: vue.render().unwrap_or_default(),
        }
    }

    fn texte(&self, contenu: &Contenu, sortie: Option<Desabonnement<'_>>) -> String {
        let mut texte = format!("{}\n\n-- \n{}\n{}\n", contenu.texte, self.nom, self.adresse);
        if self.demo {
            texte.push_str(DEMONSTRATION);
            texte.push('\n');
        }
        texte.push_str("Ne répondez pas à ce courriel : personne ne lit les réponses.\n");
        if let Some(sortie) = sortie {
            texte.push_str(&format!(
                "{} : pour ne plus recevoir ces courriels :\n{}\n",
                sortie.titre, sortie.lien
            ));
        }
        texte
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lettre;

    fn site(demo: bool) -> Habillage {
        Habillage { nom: "Compagnon".to_owned(), adresse: "https://exemple.fr".to_owned(), demo }
    }

    #[test]
    fn the_way_out_stands_in_both_forms_when_there_is_one() {
        let contenu = Lettre::new("Nouvelles offres").paragraphe("Trois offres.").contenu();
        let lien = site(false).lien_de_desabonnement("abc");
        let sortie = Desabonnement { titre: "Les alertes", lien: &lien };
        let avec = site(false).habiller(&contenu, Some(sortie));
        let sans = site(false).habiller(&contenu, None);
        for forme in [&avec.texte, &avec.html] {
            assert!(forme.contains("https://exemple.fr/courriels/desabonnement/abc"), "{forme}");
            assert!(forme.contains("Les alertes"), "{forme}");
        }
        for forme in [&sans.texte, &sans.html] {
            assert!(!forme.contains("desabonnement"), "{forme}");
        }
    }

    #[test]
    fn a_demonstration_says_so_in_both_forms() {
        let contenu = Lettre::new("Bonjour").paragraphe("Un.").contenu();
        let message = site(true).habiller(&contenu, None);
        assert!(message.texte.contains("inventées") && message.html.contains("inventées"));
        let message = site(false).habiller(&contenu, None);
        assert!(!message.texte.contains("inventées") && !message.html.contains("inventées"));
    }

    #[test]
    fn the_subject_cannot_become_html() {
        let contenu = Lettre::new("<script>alert(1)</script>").contenu();
        assert!(!site(false).habiller(&contenu, None).html.contains("<script>"));
    }
}

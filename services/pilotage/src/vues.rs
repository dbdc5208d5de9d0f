//! What the pages show: plain data, read by `templates/`.

mod avis;
mod statistiques;

pub use avis::Formulaire;
pub use statistiques::{Cle, Jours, Publie, Rangee, Statistiques, Tableau};

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::*;
    use crate::regles::Faute;

    #[test]
    fn every_view_renders_a_sound_page() {
        let vues = [
            ("statistiques", Statistiques::exemple().render()),
            ("statistiques vides", Statistiques::vide().render()),
            ("avis", Formulaire::exemple(None).render()),
            ("avis sans note", Formulaire::exemple(Some(Faute::SansNote)).render()),
            ("avis trop long", Formulaire::exemple(Some(Faute::TropLong)).render()),
        ];
        for (nom, html) in vues {
            let html = html.unwrap_or_else(|erreur| panic!("{nom} : {erreur}"));
            assert_eq!(web::controle::fautes(&html), Vec::<String>::new(), "{nom}");
        }
    }

    #[test]
    fn what_people_type_stays_text() {
        let mut vue = Formulaire::exemple(Some(Faute::SansNote));
        vue.texte = "</textarea><script>alert(1)</script>".to_owned();
        vue.parcours = r#""><script>alert(2)</script>"#.to_owned();
        assert!(!vue.render().unwrap_or_default().contains("<script>alert"));
    }
}

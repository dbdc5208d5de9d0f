//! What the pages of the vocabularies show: plain data, filled by `pages`, read by `templates/`.

mod certification;
mod certifications;

pub use certification::{Certification, Generation, Ligne, Lignee};
pub use certifications::{Certifications, Choix, Resultat};

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::*;

    #[test]
    fn every_view_renders_a_sound_page() {
        let vues = [
            ("certifications", Certifications::exemple().render()),
            ("aucune certification", Certifications::exemple_vide().render()),
            ("certification", Certification::exemple().render()),
            ("certification nue", Certification::exemple_nu().render()),
        ];
        for (nom, html) in vues {
            let html = html.unwrap_or_else(|erreur| panic!("{nom} : {erreur}"));
            assert_eq!(web::controle::fautes(&html), Vec::<String>::new(), "{nom}");
        }
    }

    #[test]
    fn what_people_type_stays_text() {
        let mut vue = Certifications::exemple();
        vue.q = r#""><script>alert(1)</script>"#.to_owned();
        assert!(!vue.render().unwrap_or_default().contains("<script>alert"));
    }
}

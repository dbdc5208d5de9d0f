//! What the pages of the directory show: plain data, read by `templates/`.

mod liste;
mod organisme;
mod outils;
mod uai;

pub use liste::{Choix, Ligne, Liste, Selection};
pub use organisme::{Candidat, Fiche, LieuVu, Relation, Schema, Trait};
pub use outils::{Comparaison, Controle, Couverture, LigneCouverture, PisteVue};
pub use uai::{AValider, Decider, LigneAValider, Propose};

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::*;

    #[test]
    fn every_view_renders_a_sound_page() {
        let vues = [
            ("liste", Liste::exemple().render()),
            ("liste vide", Liste::exemple_vide().render()),
            ("fiche", Fiche::exemple().render()),
            ("contrôle", Controle::exemple().render()),
            ("comparaison", Comparaison::exemple().render()),
            ("couverture", Couverture::exemple().render()),
            ("décider", Decider::exemple().render()),
            ("à valider", AValider::exemple().render()),
            ("rien à valider", AValider::exemple_vide().render()),
        ];
        for (nom, html) in vues {
            let html = html.unwrap_or_else(|erreur| panic!("{nom} : {erreur}"));
            assert_eq!(web::controle::fautes(&html), Vec::<String>::new(), "{nom}");
        }
    }

    #[test]
    fn what_people_type_stays_text() {
        let mut vue = Liste::exemple();
        vue.texte = r#""><script>alert(1)</script>"#.to_owned();
        assert!(!vue.render().unwrap_or_default().contains("<script>alert"));
    }
}

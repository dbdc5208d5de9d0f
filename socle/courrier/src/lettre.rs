//! A letter: paragraphs, at most one button, a note. It makes its text and its HTML, which thus
//! cannot say different things.

use std::fmt::Write;

use askama::Template;

use crate::Piece;

/// What is read: subject, text and HTML. Both bodies are what stands between the header and the
/// footer, which [`crate::Habillage`] adds when the mail leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contenu {
    /// Subject, one line.
    pub sujet: String,
    /// The text.
    pub texte: String,
    /// The same as a piece of HTML.
    pub html: String,
    /// The files that travel with it.
    pub pieces: Vec<Piece>,
}

/// Builds a [`Contenu`]. Everything given is plain text: what looks like HTML is shown as typed.
#[derive(Clone, Debug)]
pub struct Lettre {
    sujet: String,
    morceaux: Vec<Morceau>,
    raison: Option<String>,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Morceau {
    Paragraphe(String),
    Points(Vec<String>),
    Faits(Vec<(String, String)>),
    Bouton { libelle: String, adresse: String },
    Liens(Vec<(String, String)>),
    Code(String),
    Note(String),
}

#[derive(Template)]
#[template(path = "lettre.html")]
struct Vue<'a> {
    lettre: &'a Lettre,
}

impl Lettre {
    /// A letter with its subject, which is also its title.
    pub fn new(sujet: impl Into<String>) -> Self {
        Lettre {
            sujet: une_ligne(&sujet.into()),
            morceaux: Vec::new(),
            raison: None,
            pieces: Vec::new(),
        }
    }

    /// One paragraph.
    pub fn paragraphe(self, texte: impl Into<String>) -> Self {
        self.avec(Morceau::Paragraphe(texte.into()))
    }

    /// A list of points.
    pub fn points<T: Into<String>>(self, points: impl IntoIterator<Item = T>) -> Self {
        self.avec(Morceau::Points(points.into_iter().map(Into::into).collect()))
    }

    /// Facts, each a term and its value (« Métier », « Boulanger »).
    pub fn faits<T: Into<String>, V: Into<String>>(
        self,
        faits: impl IntoIterator<Item = (T, V)>,
    ) -> Self {
        let faits = faits.into_iter().map(|(terme, valeur)| (terme.into(), valeur.into()));
        self.avec(Morceau::Faits(faits.collect()))
    }

    /// The one thing to do: a verb, and an absolute address.
    pub fn bouton(self, libelle: impl Into<String>, adresse: impl Into<String>) -> Self {
        self.avec(Morceau::Bouton { libelle: libelle.into(), adresse: adresse.into() })
    }

    /// Several things that may be done, one link each: a verb, and an absolute address.
    pub fn liens<T: Into<String>, A: Into<String>>(
        self,
        liens: impl IntoIterator<Item = (T, A)>,
    ) -> Self {
        let liens = liens.into_iter().map(|(libelle, adresse)| (libelle.into(), adresse.into()));
        self.avec(Morceau::Liens(liens.collect()))
    }

    /// A code to copy by hand, alone on its line.
    pub fn code(self, code: impl Into<String>) -> Self {
        self.avec(Morceau::Code(code.into()))
    }

    /// A remark in small print: how long a link lives, what to do when it was not you.
    pub fn note(self, texte: impl Into<String>) -> Self {
        self.avec(Morceau::Note(texte.into()))
    }

    /// Why the person receives this: « Vous recevez ce courriel parce que… ».
    pub fn raison(mut self, texte: impl Into<String>) -> Self {
        self.raison = Some(texte.into());
        self
    }

    /// A file that travels with it.
    pub fn piece(mut self, piece: Piece) -> Self {
        self.pieces.push(piece);
        self
    }

    /// The letter in its two forms.
    pub fn contenu(self) -> Contenu {
        let html = Vue { lettre: &self }.render().unwrap_or_default();
        Contenu { texte: self.texte(), html, sujet: self.sujet, pieces: self.pieces }
    }

    fn avec(mut self, morceau: Morceau) -> Self {
        self.morceaux.push(morceau);
        self
    }

    fn texte(&self) -> String {
        let mut blocs: Vec<String> = self.morceaux.iter().map(Morceau::texte).collect();
        blocs.extend(self.raison.clone());
        blocs.join("\n\n")
    }
}

impl From<Lettre> for Contenu {
    fn from(lettre: Lettre) -> Self {
        lettre.contenu()
    }
}

impl Morceau {
    fn texte(&self) -> String {
        let mut texte = String::new();
        match self {
            Morceau::Paragraphe(t) | Morceau::Note(t) => texte.push_str(t),
            Morceau::Code(code) => {
                let _ = write!(texte, "    {code}");
            }
            Morceau::Points(points) => {
                let lignes: Vec<String> = points.iter().map(|p| format!("- {p}")).collect();
                texte.push_str(&lignes.join("\n"));
            }
            Morceau::Faits(faits) => {
                let lignes: Vec<String> = faits.iter().map(|(t, v)| format!("{t} : {v}")).collect();
                texte.push_str(&lignes.join("\n"));
            }
            Morceau::Bouton { libelle, adresse } => {
                let _ = write!(texte, "{libelle} :\n{adresse}");
            }
            Morceau::Liens(liens) => {
                let lignes: Vec<String> =
                    liens.iter().map(|(l, a)| format!("{l} :\n{a}")).collect();
                texte.push_str(&lignes.join("\n\n"));
            }
        }
        texte
    }
}

/// A line break in a subject would begin another header.
fn une_ligne(texte: &str) -> String {
    texte.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lettre() -> Contenu {
        Lettre::new("Votre lien")
            .paragraphe("Bonjour <b>Inès</b>,")
            .faits([("Métier", "Boulanger")])
            .points(["un", "deux"])
            .bouton("Me connecter", "https://exemple.fr/connexion?a=1&b=2")
            .note("Ce lien vit 15 minutes.")
            .raison("Vous recevez ce courriel parce que vous l’avez demandé.")
            .contenu()
    }

    #[test]
    fn both_forms_say_the_same() {
        let Contenu { sujet, texte, html, .. } = lettre();
        assert_eq!(sujet, "Votre lien");
        assert_eq!(
            texte,
            "Bonjour <b>Inès</b>,\n\nMétier : Boulanger\n\n- un\n- deux\n\nMe connecter :\n\
             https://exemple.fr/connexion?a=1&b=2\n\nCe lien vit 15 minutes.\n\n\
             Vous recevez ce courriel parce que vous l’avez demandé."
        );
        for mot in ["Boulanger", "un</li>", "Me connecter</a>", "15 minutes", "demandé"] {
            assert!(html.contains(mot), "{mot} in {html}");
        }
    }

    #[test]
    fn what_a_person_wrote_cannot_become_html() {
        let html = lettre().html;
        assert!(!html.contains("<b>") && html.contains("Inès"), "{html}");
        let piege = Lettre::new("x").bouton("Lire", "https://a.fr/\"><script>").contenu();
        assert!(!piege.html.contains("<script>"), "{}", piege.html);
    }

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(Lettre::new("Bonjour\r\nBcc: x@y.fr").contenu().sujet, "Bonjour  Bcc: x@y.fr");
    }
}

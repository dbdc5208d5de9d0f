//! Forms as data: what a page asks, what was typed, what is wrong and where.
//!
//! A handler describes its [`Champ`]s once, shows them with `{% import "formulaires.html" as f %}`,
//! and reads what comes back with [`Saisie`]. Errors are said next to the field and summed up at the
//! top, with a link to each (RGAA 11.10).

use std::collections::BTreeMap;

use askama::Template;
use url::form_urlencoded;

use crate::page::{Lien, Page};

/// Longest text kept of one field.
const TEXTE_MAX: usize = 10_000;

/// What was typed in a form, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Saisie {
    valeurs: Vec<(String, String)>,
    erreurs: BTreeMap<String, String>,
}

impl Saisie {
    /// Reads the body of a form, or what follows `?`.
    pub fn lire(corps: &str) -> Self {
        let paires = form_urlencoded::parse(corps.as_bytes()).into_owned();
        let valeurs = paires.map(|(n, v)| (n, nettoyer(&v))).collect();
        Saisie { valeurs, erreurs: BTreeMap::new() }
    }

    /// What a form in several parts sent, its files apart.
    pub fn des(paires: impl IntoIterator<Item = (String, String)>) -> Self {
        let valeurs = paires.into_iter().map(|(n, v)| (n, nettoyer(&v))).collect();
        Saisie { valeurs, erreurs: BTreeMap::new() }
    }

    /// What was typed, without the spaces around it; empty when nothing was.
    pub fn texte(&self, nom: &str) -> &str {
        self.valeurs.iter().find(|(n, _)| n == nom).map_or("", |(_, v)| v)
    }

    /// Every value of a field that may be repeated.
    pub fn liste(&self, nom: &str) -> Vec<&str> {
        self.valeurs.iter().filter(|(n, _)| n == nom).map(|(_, v)| v.as_str()).collect()
    }

    /// Whether a box is ticked.
    pub fn coche(&self, nom: &str) -> bool {
        !self.texte(nom).is_empty()
    }

    /// Reads a checked value; notes what is wrong with it and answers `None`.
    pub fn valeur<T: std::str::FromStr<Err = noyau::ValeurInvalide>>(
        &mut self,
        nom: &str,
    ) -> Option<T> {
        match self.texte(nom).parse() {
            Ok(valeur) => Some(valeur),
            Err(e) => {
                self.refuser(nom, e.message);
                None
            }
        }
    }

    /// Reads a text of `min` to `max` characters; notes what is wrong with it.
    pub fn borne(&mut self, nom: &str, min: usize, max: usize) -> String {
        let texte = self.texte(nom).to_owned();
        let longueur = texte.chars().count();
        if longueur == 0 && min > 0 {
            self.refuser(nom, "Ce champ est à remplir.");
        } else if longueur < min {
            self.refuser(nom, format!("Écrivez au moins {min} caractères."));
        } else if longueur > max {
            self.refuser(nom, format!("{max} caractères au plus ; il y en a {longueur}."));
        }
        texte
    }

    /// Notes what is wrong with a field; the first fault stays.
    pub fn refuser(&mut self, nom: &str, pourquoi: impl Into<String>) {
        self.erreurs.entry(nom.to_owned()).or_insert_with(|| pourquoi.into());
    }

    /// What is wrong with a field; empty when nothing is.
    pub fn erreur(&self, nom: &str) -> &str {
        self.erreurs.get(nom).map_or("", String::as_str)
    }

    /// Whether nothing is wrong.
    pub fn bonne(&self) -> bool {
        self.erreurs.is_empty()
    }
}

/// One line end, no character that no keyboard types, a bounded length.
fn nettoyer(valeur: &str) -> String {
    let propre = valeur.replace("\r\n", "\n");
    let gardes = propre.trim().chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control());
    gardes.take(TEXTE_MAX).collect()
}

/// What kind of field it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Genre {
    /// A line of text; its `inputmode` when it is made of digits.
    Ligne(&'static str),
    /// An address: the browser checks its shape and offers those it knows.
    Courriel,
    /// A phone number.
    Telephone,
    /// A day.
    Jour,
    /// Several lines.
    Zone,
    /// One among many, in a list.
    Liste(Vec<Choix>),
    /// One among few, all shown.
    Radios(Vec<Choix>),
    /// Yes or no.
    Case,
    /// A file, of the extensions named as `accept` writes them.
    Fichier(&'static str),
    /// Carried along, not shown.
    Cache,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choix {
    /// What is sent.
    pub valeur: String,
    /// What is read.
    pub libelle: String,
}

impl Choix {
    /// A choice.
    pub fn new(valeur: impl Into<String>, libelle: impl Into<String>) -> Self {
        Choix { valeur: valeur.into(), libelle: libelle.into() }
    }
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Champ {
    /// Its name, which is also its identifier in the page.
    pub nom: &'static str,
    /// What it asks.
    pub libelle: String,
    /// Help under the label; may be empty.
    pub aide: String,
    /// Its kind.
    pub genre: Genre,
    /// What it holds.
    pub valeur: String,
    /// What is wrong with it; empty when nothing is.
    pub erreur: String,
    /// What the browser may fill it with (`autocomplete`); empty for nothing.
    pub completer: &'static str,
    /// Whether it may stay empty.
    pub facultatif: bool,
}

impl Champ {
    /// A field that must be filled.
    pub fn new(nom: &'static str, libelle: impl Into<String>, genre: Genre) -> Self {
        Champ {
            nom,
            libelle: libelle.into(),
            aide: String::new(),
            genre,
            valeur: String::new(),
            erreur: String::new(),
            completer: "",
            facultatif: false,
        }
    }

    /// A line of text.
    pub fn ligne(nom: &'static str, libelle: impl Into<String>) -> Self {
        Champ::new(nom, libelle, Genre::Ligne("text"))
    }

    /// A value carried along.
    pub fn cache(nom: &'static str, valeur: impl Into<String>) -> Self {
        Champ { valeur: valeur.into(), ..Champ::new(nom, "", Genre::Cache) }
    }

    /// With help under the label.
    pub fn aide(mut self, aide: impl Into<String>) -> Self {
        self.aide = aide.into();
        self
    }

    /// What the browser may fill it with.
    pub fn completer(mut self, quoi: &'static str) -> Self {
        self.completer = quoi;
        self
    }

    /// May stay empty.
    pub fn facultatif(mut self) -> Self {
        self.facultatif = true;
        self
    }

    /// With this keyboard on a phone.
    pub fn clavier_de(mut self, clavier: &'static str) -> Self {
        self.genre = Genre::Ligne(clavier);
        self
    }

    /// Holds this.
    pub fn valeur(mut self, valeur: impl Into<String>) -> Self {
        self.valeur = valeur.into();
        self
    }

    /// As it was typed, with what is wrong.
    pub fn avec(mut self, saisie: &Saisie) -> Self {
        if !matches!(self.genre, Genre::Cache) || self.valeur.is_empty() {
            self.valeur = saisie.texte(self.nom).to_owned();
        }
        self.erreur = saisie.erreur(self.nom).to_owned();
        self
    }

    /// Help and optionality, as the label shows them.
    pub fn precision(&self) -> String {
        // A box that may stay empty says nothing by it: it is always so.
        let dite = self.facultatif && self.genre != Genre::Case;
        match (self.aide.is_empty(), dite) {
            (true, true) => "Facultatif".to_owned(),
            (false, true) => format!("Facultatif. {}", self.aide),
            (_, false) => self.aide.clone(),
        }
    }

    /// Identifiers of what describes the field, for assistive technologies.
    pub fn decrit_par(&self) -> String {
        if self.erreur.is_empty() { String::new() } else { format!("{}-erreur", self.nom) }
    }

    /// Which shape the template gives it.
    pub fn forme(&self) -> &'static str {
        match self.genre {
            Genre::Cache => "cache",
            Genre::Case => "case",
            Genre::Radios(_) => "radios",
            Genre::Liste(_) => "liste",
            Genre::Zone => "zone",
            Genre::Fichier(_) => "fichier",
            Genre::Ligne(_) | Genre::Courriel | Genre::Telephone | Genre::Jour => "ligne",
        }
    }

    /// The extensions of a file.
    pub fn accepte(&self) -> &'static str {
        match self.genre {
            Genre::Fichier(extensions) => extensions,
            _ => "",
        }
    }

    /// What can be chosen.
    pub fn choix(&self) -> &[Choix] {
        match &self.genre {
            Genre::Radios(choix) | Genre::Liste(choix) => choix,
            _ => &[],
        }
    }

    /// Whether this choice is the one held.
    pub fn choisi(&self, choix: &Choix) -> bool {
        choix.valeur == self.valeur
    }

    /// The type of the input.
    pub fn saisie(&self) -> &'static str {
        match self.genre {
            Genre::Courriel => "email",
            Genre::Telephone => "tel",
            Genre::Jour => "date",
            _ => "text",
        }
    }

    /// What keyboard a phone shows; empty for the ordinary one.
    pub fn clavier(&self) -> &'static str {
        match self.genre {
            Genre::Ligne("numeric") => "numeric",
            _ => "",
        }
    }
}

/// A form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formulaire {
    /// Where it is sent.
    pub action: String,
    /// What its button says.
    pub bouton: String,
    /// Whether its button is the main one of the page.
    pub principal: bool,
    /// Its fields.
    pub champs: Vec<Champ>,
}

impl Formulaire {
    /// The main form of a page.
    pub fn new(action: impl Into<String>, bouton: impl Into<String>, champs: Vec<Champ>) -> Self {
        Formulaire { action: action.into(), bouton: bouton.into(), principal: true, champs }
    }

    /// A button alone, beside the rest.
    pub fn bouton(action: impl Into<String>, bouton: impl Into<String>) -> Self {
        Formulaire { principal: false, ..Formulaire::new(action, bouton, Vec::new()) }
    }

    /// The fields as they were typed, with what is wrong.
    pub fn avec(mut self, saisie: &Saisie) -> Self {
        self.champs = self.champs.into_iter().map(|c| c.avec(saisie)).collect();
        self
    }

    /// The fields that are wrong.
    pub fn fautifs(&self) -> Vec<&Champ> {
        self.champs.iter().filter(|c| !c.erreur.is_empty()).collect()
    }

    /// Whether it sends a file, hence goes in several parts.
    pub fn en_parties(&self) -> bool {
        self.champs.iter().any(|c| matches!(c.genre, Genre::Fichier(_)))
    }

    /// Whether some fields may stay empty, which the form then says.
    pub fn tout_obligatoire(&self) -> bool {
        let montres = || self.champs.iter().filter(|c| c.genre != Genre::Cache);
        montres().count() > 1 && montres().any(|c| !c.facultatif)
    }
}

/// A page that is one form: a title, a few sentences, the form.
#[derive(Clone, Debug, Template)]
#[template(path = "page_formulaire.html")]
pub struct PageFormulaire {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Sentences before the form.
    pub chapo: Vec<String>,
    /// A message: genre (info, success, warning, error), title, text.
    pub alerte: Option<(&'static str, String, String)>,
    /// The form; none when the message is all.
    pub formulaire: Option<Formulaire>,
    /// Links after it.
    pub liens: Vec<Lien>,
}

impl PageFormulaire {
    /// A page with its form.
    pub fn new(page: Page, fil: Vec<Lien>, chapo: &[&str], formulaire: Formulaire) -> Self {
        let chapo = chapo.iter().map(|p| (*p).to_owned()).collect();
        let formulaire = Some(formulaire);
        PageFormulaire { page, fil, chapo, alerte: None, formulaire, liens: Vec::new() }
    }

    /// With a message above.
    pub fn alerte(mut self, genre: &'static str, titre: &str, texte: &str) -> Self {
        self.alerte = Some((genre, titre.to_owned(), texte.to_owned()));
        self
    }

    /// With links after the form.
    pub fn liens(mut self, liens: Vec<Lien>) -> Self {
        self.liens = liens;
        self
    }

    /// The title, marked when something is wrong (RGAA 11.10).
    pub fn rendre(mut self) -> Result<String, askama::Error> {
        let fautes = self.formulaire.as_ref().map_or(0, |f| f.fautifs().len());
        if fautes > 0 {
            self.page.titre = format!("Erreur — {}", self.page.titre);
        }
        self.render()
    }

    /// The title as the heading shows it.
    pub fn titre(&self) -> &str {
        self.page.titre.trim_start_matches("Erreur — ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use noyau::identifiants::Siret;

    fn champs() -> Vec<Champ> {
        let choix = vec![Choix::new("a", "Le premier"), Choix::new("b", "Le second")];
        vec![
            Champ::ligne("nom", "Nom").completer("family-name"),
            Champ::new("courriel", "Adresse électronique", Genre::Courriel).completer("email"),
            Champ::new("tel", "Téléphone", Genre::Telephone).facultatif().completer("tel"),
            Champ::new("jour", "Jour", Genre::Jour),
            Champ::new("motif", "Motif", Genre::Zone).aide("En une phrase."),
            Champ::new("liste", "Liste", Genre::Liste(choix.clone())),
            Champ::new("radio", "Un choix", Genre::Radios(choix)),
            Champ::new("accord", "J’ai compris", Genre::Case),
            Champ::ligne("siret", "SIRET"),
            Champ::new("cv", "Votre CV", Genre::Fichier(".pdf,.docx")).aide("PDF ou DOCX, 3 Mo."),
            Champ::cache("suite", "/espace"),
        ]
    }

    #[test]
    fn what_is_typed_comes_back_with_what_is_wrong() {
        let corps = "nom=%20Le%20Goff%20&siret=123&motif=a%0D%0Ab%00&radio=b&suite=%2Fautre";
        let mut saisie = Saisie::lire(corps);
        assert_eq!(saisie.borne("nom", 1, 20), "Le Goff");
        assert_eq!(saisie.texte("motif"), "a\nb");
        assert_eq!(saisie.valeur::<Siret>("siret"), None);
        saisie.borne("jour", 1, 10);
        assert!(!saisie.bonne() && !saisie.coche("accord"));
        let formulaire = Formulaire::new("/x", "Envoyer", champs()).avec(&saisie);
        let noms: Vec<_> = formulaire.fautifs().iter().map(|c| c.nom).collect();
        assert_eq!(noms, ["jour", "siret"]);
        let suite = formulaire.champs.iter().find(|c| c.nom == "suite").unwrap();
        assert_eq!(suite.valeur, "/espace", "what the page carries is not what is sent back");
    }

    #[test]
    fn a_page_with_errors_is_sound() {
        let mut saisie = Saisie::lire("nom=&radio=a&accord=oui");
        saisie.borne("nom", 1, 20);
        saisie.refuser("radio", "Pas celui-ci.");
        for formulaire in [
            Formulaire::new("/x", "Envoyer", champs()),
            Formulaire::new("/x", "Envoyer", champs()).avec(&saisie),
        ] {
            let vue = PageFormulaire::new(
                Page::nouvelle("Essai"),
                vec![Lien::new("Accueil", "/")],
                &["Une phrase."],
                formulaire,
            )
            .alerte("info", "À savoir", "Rien n’est perdu.");
            let html = vue.rendre().unwrap();
            assert_eq!(crate::controle::fautes(&html), Vec::<String>::new());
        }
    }
}

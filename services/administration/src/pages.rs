//! The pages of the administration.

pub mod agir;
pub mod cles;
pub mod consignes;
pub mod criteres;
pub mod habilitations;
pub mod imports;
pub mod observation;
pub mod organisations;
pub mod personnes;
pub mod sante;
pub mod taches;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use comptes::porte::administration::{self as comptes_administration, Etat as EtatDeCompte, Objet};
use noyau::dates::Instant;
use web::export::Format;
use web::page::{Lien, Page};
use web::plateforme::Registre;
use web::{Acteur, Erreur, Etat};

use crate::vues::{Badge, Cadre, Tableau};

/// A rendered page.
pub(crate) type Rendu = Result<Response, Erreur>;

/// What surrounds a page; `ici` is the entry of the menu it belongs to.
pub(crate) fn cadre(etat: &Etat, acteur: &Acteur, titre: impl Into<String>, ici: &str) -> Cadre {
    let titre = titre.into();
    let mut page = Page::nouvelle(titre.clone()).sur(&etat.reglages.site);
    page.chemin = ici.to_owned();
    page.indexable = false;
    page.recherche = false;
    let fil = vec![Lien::new("Mon espace", "/espace")];
    Cadre { page, fil, titre, menu: menu(etat, acteur), ici: ici.to_owned() }
}

/// The pages of the administration that this person may open, whichever service has them.
fn menu(etat: &Etat, acteur: &Acteur) -> Vec<Lien> {
    let Some(registre) = etat.piece::<Registre>() else { return Vec::new() };
    let permises = registre.entrees().filter(|e| {
        e.adresse.starts_with("/administration/") && acteur.peut_quelque_part(e.action).is_ok()
    });
    permises.map(|e| Lien::new(e.titre, e.adresse)).collect()
}

impl Cadre {
    /// A page under another of the administration.
    pub(crate) fn sous(mut self, libelle: &str) -> Self {
        self.fil.push(Lien::new(libelle, self.ici.clone()));
        self
    }
}

pub(crate) fn html(vue: &impl Template) -> Rendu {
    Ok(Html(vue.render()?).into_response())
}

/// The page again, with what is wrong in it.
pub(crate) fn refaire(vue: &impl Template) -> Rendu {
    Ok((StatusCode::BAD_REQUEST, Html(vue.render()?)).into_response())
}

pub(crate) fn vers(adresse: &str) -> Response {
    Redirect::to(adresse).into_response()
}

/// An instant as the pages write it; a dash for none.
pub(crate) fn quand(ms: Option<i64>) -> String {
    ms.map_or_else(|| "—".to_owned(), |ms| Instant::from_ms(ms).long())
}

/// The day of an instant.
pub(crate) fn jour(ms: i64) -> String {
    Instant::from_ms(ms).date().long()
}

/// A state as the pages show it.
pub(crate) fn badge(code: &str) -> Badge {
    let Some(etat) = EtatDeCompte::lire(code) else { return Badge::new(code, "") };
    let classe = match etat {
        EtatDeCompte::EnAttente => "fr-badge--new",
        EtatDeCompte::Active => "fr-badge--success",
        EtatDeCompte::Refusee | EtatDeCompte::Desactivee => "fr-badge--error",
        EtatDeCompte::Terminee => "",
    };
    Badge::new(etat.libelle(), classe)
}

/// What people read of a state.
fn libelle_d_etat(code: &str) -> String {
    EtatDeCompte::lire(code).map_or_else(|| "—".to_owned(), |e| e.libelle().to_owned())
}

/// The history of an object and of its habilitations.
pub(crate) async fn histoire(etat: &Etat, objet: Objet, id: &str) -> Result<Tableau, Erreur> {
    let lus = comptes_administration::histoire(etat.db.read(), objet.code(), id).await?;
    let ligne = |e: comptes_administration::Evenement| {
        let (quoi, adresse) = match e.genre.as_str() {
            "habilitation" => {
                ("Habilitation", format!("/administration/habilitations/{}", e.objet))
            }
            "organisation" => ("Organisation", String::new()),
            _ => ("Compte", String::new()),
        };
        let adresse = if e.objet == id { String::new() } else { adresse };
        let change = match e.avant == e.apres {
            true => libelle_d_etat(&e.apres),
            false if e.avant.is_empty() => {
                format!("Création, {}", libelle_d_etat(&e.apres).to_lowercase())
            }
            false => format!("{} → {}", libelle_d_etat(&e.avant), libelle_d_etat(&e.apres)),
        };
        let par = auteur(&e.par);
        let motif = if e.motif.is_empty() { "—".to_owned() } else { e.motif };
        (
            Lien::new(Instant::from_ms(e.instant).long(), adresse),
            vec![quoi.to_owned(), change, par, motif],
        )
    };
    Ok(Tableau {
        legende: "Historique".to_owned(),
        colonnes: vec!["Quand", "Objet", "Changement", "Par", "Motif"],
        lignes: lus.into_iter().map(ligne).collect(),
        vide: "Rien n’a encore changé.",
    })
}

/// Who did something, in French: a name, a rule, the operator.
pub(crate) fn auteur(par: &str) -> String {
    match par {
        "" => "—".to_owned(),
        "regle" => "Règle automatique".to_owned(),
        "exploitant" => "Exploitant".to_owned(),
        nom => nom.to_owned(),
    }
}

/// The format that an address asks for.
pub(crate) fn format(extension: &str) -> Result<Format, Erreur> {
    let voulu = Format::lire(extension).filter(|f| *f != Format::Ndjson);
    voulu.ok_or_else(|| Erreur::introuvable("Ce format n’existe pas : choisissez csv ou xlsx."))
}

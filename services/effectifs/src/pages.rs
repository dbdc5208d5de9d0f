//! The pages.

pub mod a_aider;
pub mod accueil;
pub mod apprenants;
pub mod archives;
pub mod chiffres_voeux;
pub mod cles;
pub mod collaboration;
pub mod correspondance;
pub mod corrige;
pub mod doublons;
pub mod fiche;
pub mod jeune;
pub mod jeunes;
pub mod national;
pub mod pilotage;
pub mod rapports;
pub mod reseau;
pub mod sifa;
pub mod televersement;
pub mod voeux;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use noyau::dates::{DateCivile, Instant};
use web::acces::Ressort;
use web::ecran::{Bloc, Ecran};
use web::export::Format;
use web::page::{Page, Porte};
use web::pagination::Pagination;
use web::{Acteur, Action, Erreur, Etat};

use crate::regles::situation::Parcours;

/// Address of the centre's home.
pub const ACCUEIL: &str = "/effectifs";

/// Rows of a page of a list.
pub const PAR_PAGE: i64 = 50;

/// A rendered page, or a refusal.
pub type Rendu = Result<Response, Erreur>;

/// The layout of a page of the centre's space.
pub fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.porte = Some(Porte::Forme);
    page.indexable = false;
    page
}

/// A page under the centre's home.
pub fn sous_l_accueil(etat: &Etat, titre: &str, chemin: &str, chapo: &str) -> Ecran {
    Ecran::nouveau(page(etat, titre, chemin), chapo)
        .sous("Mon espace", "/espace")
        .sous("Mes effectifs", ACCUEIL)
}

/// Renders.
pub fn rendre(ecran: &Ecran) -> Rendu {
    Ok(Html(ecran.render()?).into_response())
}

/// The same with what is wrong in the form.
pub fn refuser(ecran: &Ecran) -> Rendu {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(ecran.render()?)).into_response())
}

/// After something was done: to the page that shows it.
pub fn vers(adresse: &str) -> Response {
    Redirect::to(adresse).into_response()
}

/// SIRET of the centres that the person may do this for.
pub fn sirets(acteur: &Acteur, action: &Action) -> Vec<String> {
    let ressorts = acteur.ressorts(action).into_iter();
    let mut sirets: Vec<String> = ressorts
        .filter_map(|r| match r {
            Ressort::Organisme(siret) => Some(siret),
            _ => None,
        })
        .collect();
    sirets.sort();
    sirets.dedup();
    sirets
}

/// A date of the database, in words.
pub fn quand(ms: i64) -> String {
    Instant::from_ms(ms).long()
}

/// A day of the database, as people write it.
pub fn jour(texte: &str) -> String {
    texte.parse().map_or_else(|_| texte.to_owned(), DateCivile::court)
}

/// The day the situation of today began, as people write it.
pub fn depuis(parcours: &str, aujourd_hui: DateCivile) -> String {
    let depuis = Parcours::lire(parcours).depuis(aujourd_hui);
    depuis.map_or_else(|| "à venir".to_owned(), DateCivile::court)
}

/// Number of the page asked for, from 0.
pub fn numero(texte: Option<&str>) -> i64 {
    texte.and_then(|t| t.parse().ok()).filter(|n| (0..10_000).contains(n)).unwrap_or_default()
}

/// The pages of a list of so many rows read at page `rang`, from 0; `choix` is what was chosen, as addresses write it.
pub fn paginer(ici: &str, choix: &str, rang: i64, lignes: i64) -> Pagination {
    let nombre = |n: i64| u64::try_from(n).unwrap_or_default();
    let pages = nombre((lignes + PAR_PAGE - 1) / PAR_PAGE);
    let suite = if choix.is_empty() { String::new() } else { format!("{choix}&") };
    Pagination::nouvelle(nombre(rang), pages, |page| format!("{ici}?{suite}page={page}"))
}

/// The rows of a page of a list that is all there; the page is counted from 0.
pub fn de_la_page<T>(lignes: &[T], rang: i64) -> &[T] {
    let borne = |n: i64| usize::try_from(n).unwrap_or_default().min(lignes.len());
    &lignes[borne(rang * PAR_PAGE)..borne((rang + 1) * PAR_PAGE)]
}

/// What was chosen, as addresses write it.
pub fn choix(dits: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(dits).finish()
}

/// The files of a list that names people.
pub fn a_emporter(quoi: &str, ici: &str, choix: &str) -> Bloc {
    let phrase =
        "Elle nomme des personnes : le journal note qui l’a prise. Gardez-la pour l’usage prévu.";
    let bloc = Bloc::nouveau("Emporter cette liste", &[phrase]);
    [Format::Csv, Format::Xlsx].into_iter().fold(bloc, |bloc, format| {
        let extension = format.extension();
        let libelle = format!("{quoi} ({})", extension.to_uppercase());
        bloc.lien(&libelle, format!("{ici}.{extension}?{choix}"))
    })
}

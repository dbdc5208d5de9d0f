//! The companies that someone decided about: training centres of a company, whose offers are theirs,
//! and companies whose offers are all looked at.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use noyau::dates::Instant;
use noyau::identifiants::{Siren, Siret};
use noyau::texte::mots;
use web::ecran::{Bloc, Ecran, Table};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat};

use super::{moderation as file, page, vers};
use crate::depot::moderation::{self, Inscrite};

/// The page.
pub const CHEMIN: &str = "/moderation/listes";

/// Where a company is taken off.
pub const RETIRER: &str = "/moderation/listes/retirer";

/// Longest reason.
const POURQUOI_MAX: usize = 300;

const BLANCHE: (&str, &str) = ("blanche", "CFA d’entreprise : ses offres sont bien les siennes");
const NOIRE: (&str, &str) = ("noire", "À surveiller : toutes ses offres sont vérifiées");

/// Shows both lists.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let ecran = ecran(&etat, &Saisie::default(), &Saisie::default()).await?;
    let ecran = match saisie.texte("fait") {
        "inscrite" => ecran.alerte(
            "success",
            "L’entreprise est inscrite",
            "La règle vaut dès la prochaine offre.",
        ),
        "retiree" => ecran.alerte("success", "L’entreprise est retirée de la liste", ""),
        _ => ecran,
    };
    Ok(Html(ecran.render()?).into_response())
}

async fn ecran(etat: &Etat, ajout: &Saisie, retrait: &Saisie) -> Result<Ecran, Erreur> {
    let inscrites = moderation::inscrites(etat.db.read()).await?;
    let mut ecran = Ecran::nouveau(
        page(etat, "Listes d’entreprises", CHEMIN),
        "Ce que quelqu’un a décidé d’une entreprise, et que les règles suivent.",
    );
    ecran.fil = vec![web::page::Lien::new("Mon espace", "/espace")];
    ecran = ecran.sous("Offres à vérifier", file::CHEMIN);
    for (genre, libelle) in [BLANCHE, NOIRE] {
        let lignes = inscrites.iter().filter(|i| i.genre == genre).map(ligne).collect();
        ecran = ecran.bloc(bloc(libelle, lignes));
    }
    let ajouter = Formulaire::new(CHEMIN, "Inscrire cette entreprise", champs()).avec(ajout);
    ecran = ecran.bloc(Bloc::nouveau("Inscrire une entreprise", &[]).formulaire(ajouter));
    if inscrites.is_empty() {
        return Ok(ecran);
    }
    let choix = inscrites.iter().map(|i| Choix::new(cle(i), dire(i))).collect();
    let champ = Champ::new("inscrite", "Entreprise à retirer", Genre::Liste(choix));
    let retirer = Formulaire::new(RETIRER, "Retirer de la liste", vec![champ]).avec(retrait);
    Ok(ecran.bloc(Bloc::nouveau("Retirer une entreprise", &[]).formulaire(retirer)))
}

fn bloc(libelle: &str, lignes: Vec<Vec<String>>) -> Bloc {
    if lignes.is_empty() {
        return Bloc::nouveau(libelle, &["Aucune entreprise."]);
    }
    let colonnes = ["SIREN ou nom", "Pourquoi", "Depuis"];
    Bloc::nouveau(libelle, &[]).table(Table::simple(libelle, &colonnes, lignes))
}

fn ligne(i: &Inscrite) -> Vec<String> {
    vec![i.cle.clone(), i.pourquoi.clone(), Instant::from_ms(i.instant).date().long()]
}

fn champs() -> Vec<Champ> {
    let genres = [BLANCHE, NOIRE].map(|(code, libelle)| Choix::new(code, libelle)).to_vec();
    vec![
        Champ::new("genre", "Liste", Genre::Radios(genres)),
        Champ::ligne("cle", "SIREN de l’entreprise")
            .aide("9 chiffres, ou le SIRET d’un établissement. Pour surveiller une entreprise sans SIREN connu, son nom."),
        Champ::ligne("pourquoi", "Pourquoi").aide("Pour qui relira cette liste dans un an."),
    ]
}

fn cle(i: &Inscrite) -> String {
    format!("{}:{}", i.genre, i.cle)
}

fn dire(i: &Inscrite) -> String {
    let liste = if i.genre == BLANCHE.0 { "CFA d’entreprise" } else { "à surveiller" };
    format!("{} ({liste})", i.cle)
}

/// Puts a company on a list.
pub async fn inscrire(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let genre = [BLANCHE.0, NOIRE.0].into_iter().find(|g| *g == saisie.texte("genre"));
    if genre.is_none() {
        saisie.refuser("genre", "Choisissez une liste.");
    }
    let cle = lire_la_cle(saisie.texte("cle"), genre == Some(NOIRE.0));
    if cle.is_none() {
        saisie.refuser("cle", "Donnez un SIREN (9 chiffres) ou un SIRET (14 chiffres) exact.");
    }
    let pourquoi = saisie.borne("pourquoi", 3, POURQUOI_MAX);
    let (Some(genre), Some(cle), true) = (genre, cle, saisie.bonne()) else {
        return refuser(ecran(&etat, &saisie, &Saisie::default()).await?);
    };
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    let qui = (pourquoi.as_str(), acteur.personne.as_str());
    moderation::inscrire(&mut tx, (genre, &cle), qui, maintenant).await?;
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}?fait=inscrite")))
}

/// The rules compare legal units; a name only serves to watch.
fn lire_la_cle(texte: &str, nom_permis: bool) -> Option<String> {
    if let Ok(siren) = texte.parse::<Siren>() {
        return Some(siren.to_string());
    }
    if let Ok(siret) = texte.parse::<Siret>() {
        return Some(siret.siren().to_string());
    }
    let nom = mots(texte).join(" ");
    let est_un_nom = nom.chars().any(|c| c.is_ascii_alphabetic());
    (nom_permis && est_un_nom).then_some(nom)
}

/// Takes a company off a list.
pub async fn retirer(State(etat): State<Etat>, corps: String) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let inscrite = saisie.texte("inscrite").split_once(':');
    let inscrite = inscrite.map(|(genre, cle)| (genre.to_owned(), cle.to_owned()));
    let mut tx = etat.db.write().await?;
    let retiree = match &inscrite {
        Some((genre, cle)) => moderation::retirer(&mut tx, (genre, cle)).await?,
        None => false,
    };
    if !retiree {
        drop(tx);
        saisie.refuser("inscrite", "Choisissez une entreprise de la liste.");
        return refuser(ecran(&etat, &Saisie::default(), &saisie).await?);
    }
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}?fait=retiree")))
}

fn refuser(ecran: Ecran) -> Result<Response, Erreur> {
    Ok((StatusCode::BAD_REQUEST, Html(ecran.render()?)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_named_by_its_legal_unit() {
        let cas = [
            ("130025265", false, Some("130025265")),
            ("130 025 265 00013", false, Some("130025265")),
            ("130025264", false, None),
            ("Promo Emploi", false, None),
            ("Promo  Emploi", true, Some("promo emploi")),
            ("130025264", true, None),
            ("", true, None),
        ];
        for (texte, nom, attendu) in cas {
            assert_eq!(lire_la_cle(texte, nom).as_deref(), attendu, "{texte} {nom}");
        }
    }
}

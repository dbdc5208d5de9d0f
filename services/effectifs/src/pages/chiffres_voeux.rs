//! The public figures of the wishes, as a part of the pages of figures.

use base::Lecture;
use web::ecran::{Bloc, Table};

use crate::chiffres_voeux::{self, Campagne, DEFINITION, Part};
use crate::regles::voeux::Bilan;

/// Title of the part.
const TITRE: &str = "Vœux d’apprentissage";

/// The part, with the académies that are kept, by code.
///
/// # Errors
/// Those of the database.
pub async fn bloc(db: &Lecture, garde: impl Fn(&str) -> bool) -> anyhow::Result<Bloc> {
    Ok(match chiffres_voeux::derniere(db).await? {
        Some(campagne) => dire(&campagne, garde),
        None => Bloc::nouveau(
            TITRE,
            &["Aucun fichier de vœux d’Affelnet n’a encore été importé et compté."],
        ),
    })
}

fn dire(c: &Campagne, garde: impl Fn(&str) -> bool) -> Bloc {
    let quoi = format!(
        "Les élèves qui ont demandé une formation en apprentissage sur Affelnet pour la rentrée {}, et ce qu’ils sont devenus : fichier importé le {}, chiffres du {}.",
        c.annee,
        c.importe.long(),
        c.jour.long()
    );
    let secret =
        "« n. d. » : non diffusé, pour qu’aucun nombre inférieur à 5 ne puisse être lu ou déduit.";
    let gardees = c.academies.iter().filter(|a| garde(a.code));
    let rangees = gardees.chain([&c.ensemble]).map(rangee).collect();
    let colonnes = [
        "Académie",
        "Élèves",
        "En apprentissage",
        "Inscrits, sans contrat",
        "Pas inscrits",
        "Couverture",
    ];
    Bloc::nouveau(TITRE, &[&quoi, DEFINITION, secret])
        .table(Table::simple("Élèves par académie", &colonnes, rangees))
        .lien("L’API", "/api/documentation/get-api-v1-effectifs-indicateurs-voeux")
}

fn rangee(part: &Part) -> Vec<String> {
    let nombre = |lire: fn(&Bilan) -> i64| {
        part.bilan.as_ref().map_or_else(|| "n. d.".to_owned(), |b| lire(b).to_string())
    };
    vec![
        part.nom.to_owned(),
        nombre(|b| b.eleves),
        nombre(|b| b.apprentis),
        nombre(|b| b.sans_contrat),
        nombre(|b| b.non_inscrits),
        part.couverture.phrase(),
    ]
}

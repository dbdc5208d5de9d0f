//! The list of the page, whole, as a file.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use futures::stream::{self, StreamExt};
use web::export::{Format, repondre};
use web::jeu::{Cellule, Colonne, Genre};
use web::page::Lien;
use web::{Erreur, Etat};

use crate::piece::{Catalogue, nom_du_jeu};
use crate::regles::criteres::Criteres;
use crate::regles::examen::CONTROLES;
use crate::regles::territoire::Territoire;
use crate::regles::vivier::Rangee;

const fn colonne(
    nom: &'static str,
    genre: Genre,
    description: &'static str,
    exemple: &'static str,
) -> Colonne {
    Colonne { nom, genre, description, exemple }
}

/// What the file holds of each training.
static COLONNES: [Colonne; 20] = [
    colonne(
        "identifiant",
        Genre::Texte,
        "Clé ministère éducatif, sinon numéros RCO",
        "24_1|24_2|3",
    ),
    colonne("intitule", Genre::Texte, "Intitulé de la formation", "CAP Boulanger"),
    colonne("cfd", Genre::Texte, "Code formation diplôme", "50022137"),
    colonne("rncp", Genre::Texte, "Fiche du répertoire national", "RNCP37537"),
    colonne("niveau", Genre::Entier, "Niveau européen", "3"),
    colonne("diplome", Genre::Texte, "Famille du diplôme", "Certificat d’aptitude professionnelle"),
    colonne("gestionnaire_siret", Genre::Texte, "SIRET du gestionnaire", "90000000100009"),
    colonne("gestionnaire_nom", Genre::Texte, "Nom du gestionnaire", "CFA des Marronniers"),
    colonne("formateur_siret", Genre::Texte, "SIRET du formateur", "90000000100009"),
    colonne("formateur_nom", Genre::Texte, "Nom du formateur", "CFA des Marronniers"),
    colonne("code_postal", Genre::Texte, "Code postal du lieu", "35000"),
    colonne("commune", Genre::Texte, "Code INSEE de la commune du lieu", "35238"),
    colonne("ville", Genre::Texte, "Commune du lieu", "Rennes"),
    colonne("departement", Genre::Texte, "Code du département du lieu", "35"),
    colonne("prochaine_rentree", Genre::Date, "Première rentrée à venir", "2027-09-01"),
    colonne("capacite", Genre::Entier, "Places déclarées", "12"),
    colonne("a_distance", Genre::Booleen, "Entièrement à distance", "false"),
    colonne("publiee", Genre::Booleen, "Dans l’offre en cours de l’éditeur", "true"),
    colonne("livraison", Genre::Texte, "Livraison dont vient la fiche", "Livraison RCO"),
    colonne(
        "controles_en_echec",
        Genre::Texte,
        "Codes des contrôles en échec",
        "lieu.uai|session.aucune",
    ),
];

/// Sends the list of these criteria.
pub async fn show(
    State(etat): State<Etat>,
    Path(format): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let introuvable = || Erreur::introuvable("Les formats sont csv, xlsx et ndjson.");
    let format = Format::lire(&format).ok_or_else(introuvable)?;
    let criteres = Criteres::lire(&adresse.unwrap_or_default());
    let lu = Catalogue::de(&etat).await?;
    let lieu = Territoire::lire(&criteres.lieu, lu.reperes.communes());
    let territoire = lieu.map_or(Territoire::France, |(territoire, _)| territoire);
    let lignes = lu.vivier.chercher(&criteres, &territoire).lignes;
    let lu = Arc::clone(&lu);
    let lignes = stream::iter(lignes)
        .map(move |n| Ok(lu.vivier.lignes(&[n]).next().map(cellules).unwrap_or_default()));
    repondre(format, "catalogue-formations", &COLONNES, lignes.boxed()).await
}

/// The list as files.
pub fn liens(criteres: &Criteres) -> Vec<Lien> {
    let requete = Criteres { page: 0, ..criteres.clone() }.ecrire();
    let suite = if requete.is_empty() { requete } else { format!("?{requete}") };
    let adresse = |f: Format| format!("/catalogue/export/{}{suite}", f.extension());
    Format::TOUS.map(|f| Lien::new(f.extension().to_uppercase(), adresse(f))).to_vec()
}

fn texte<T: ToString>(valeur: Option<T>) -> Cellule {
    valeur.map(|v| v.to_string()).filter(|v| !v.is_empty()).map_or(Cellule::Vide, Cellule::Texte)
}

fn entier(valeur: Option<i64>) -> Cellule {
    valeur.map_or(Cellule::Vide, Cellule::Entier)
}

fn cellules(r: &Rangee) -> Vec<Cellule> {
    let echoues = CONTROLES.iter().enumerate().filter(|(n, _)| r.controles & (1 << n) != 0);
    let echoues: Vec<&str> = echoues.map(|(_, c)| c.code).collect();
    vec![
        texte(Some(&r.id)),
        texte(Some(&r.titre)),
        texte(Some(r.cfd)),
        texte(r.rncp),
        entier(Some(r.niveau.into()).filter(|n| *n > 0)),
        texte(Some(&r.diplome)),
        texte(Some(r.gestionnaire.0)),
        texte(Some(&r.gestionnaire.1)),
        texte(Some(r.formateur.0)),
        texte(Some(&r.formateur.1)),
        texte(r.code_postal),
        texte(r.commune),
        texte(Some(&r.ville)),
        texte(Some(r.territoires[0])),
        texte(r.rentree.map(|(date, _)| date)),
        entier(r.capacite),
        Cellule::Booleen(r.a_distance),
        Cellule::Booleen(r.publiee),
        texte(Some(nom_du_jeu(&r.jeu))),
        texte(Some(echoues.join("|"))),
    ]
}

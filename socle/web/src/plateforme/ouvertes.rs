//! Open data: the list of the data sets, their dictionaries, their files, and the catalogue that
//! other portals harvest (DCAT, as data.gouv.fr reads it).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use base::versions::Version;
use noyau::dates::Instant;
use serde_json::{Value, json};

use super::Registre;
use super::pages::{Rendu, registre_de, rendre};
use crate::document::{Document, Section};
use crate::erreur::Erreur;
use crate::etat::Etat;
use crate::export::{self, Format};
use crate::jeu::Jeu;
use crate::page::{Compte, Lien, Page};

/// Licence of everything published here.
const LICENCE: &str = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";

/// Attempts to import that are looked at for the freshness of a set.
const VERSIONS: i64 = 2_000;

/// The sets that can be downloaded, then the publishers' data they stand on.
pub async fn liste(State(etat): State<Etat>) -> Rendu {
    let registre = registre_de(&etat)?;
    let versions = base::versions::lister(etat.db.read(), VERSIONS).await?;
    let mut sections: Vec<Section> = registre.jeux().map(|jeu| resume(jeu, &versions)).collect();
    sections.push(sources(&registre, &versions));
    let mut machines = Section::texte(
        "Pour les machines",
        &["Le catalogue de ces jeux, au format DCAT, se moissonne à l’adresse suivante."],
    );
    machines
        .liens
        .push(Lien::new("Catalogue DCAT (JSON-LD)", "/donnees-ouvertes/catalogue.jsonld"));
    sections.push(machines);
    let chapo = "Tout ce que montre ce site se télécharge, sous Licence Ouverte 2.0. \
                 Voici les jeux de données, puis les sources dont ils viennent.";
    rendre(&etat, "Données ouvertes", "/donnees-ouvertes", chapo, sections)
}

fn resume(jeu: &Jeu, versions: &[Version]) -> Section {
    let mut section = Section::texte(jeu.titre, &[jeu.description]);
    section.paragraphes.push(fraicheur(jeu, versions));
    section.liens.push(Lien::new("Dictionnaire", format!("/donnees-ouvertes/jeu/{}", jeu.code)));
    section.liens.extend(telechargements(jeu));
    section
}

fn telechargements(jeu: &Jeu) -> impl Iterator<Item = Lien> {
    let code = jeu.code;
    Format::TOUS.into_iter().map(move |format| {
        let extension = format.extension();
        let libelle = format!("{code}.{extension}");
        Lien::new(libelle, format!("/donnees-ouvertes/{code}.{extension}"))
    })
}

fn fraicheur(jeu: &Jeu, versions: &[Version]) -> String {
    if jeu.sources.is_empty() {
        return format!("Mise à jour : {}.", jeu.frequence);
    }
    let date = derniere(jeu, versions).map_or("aucune donnée n’est chargée".to_owned(), |le| {
        format!("à jour au {}", le.date().long())
    });
    format!("Mise à jour : {} ; {date}.", jeu.frequence)
}

/// When the newest version among the sources of a set came into force.
fn derniere(jeu: &Jeu, versions: &[Version]) -> Option<Instant> {
    let courantes = versions.iter().filter(|v| v.statut == "courante");
    let siennes = courantes.filter(|v| jeu.sources.contains(&v.source.as_str()));
    siennes.filter_map(|v| v.fin).max().map(Instant::from_ms)
}

fn sources(registre: &Registre, versions: &[Version]) -> Section {
    let courantes = versions.iter().filter(|v| v.statut == "courante");
    let lignes = courantes.map(|v| {
        let titre =
            registre.services.iter().flat_map(|s| &s.importeurs).find(|(s, _)| *s == v.source);
        let date = v.fin.map(|ms| Instant::from_ms(ms).date().long());
        vec![
            v.jeu.clone(),
            titre.map(|(_, t)| (*t).to_owned()).unwrap_or_default(),
            Compte(u64::try_from(v.stockes).unwrap_or_default()).to_string(),
            date.unwrap_or_default(),
        ]
    });
    Section::texte("D’où viennent ces données", &[])
        .tableau(&["Jeu", "Éditeur", "Lignes", "Chargé le"], lignes.collect())
}

/// The dictionary of a set.
pub async fn jeu(State(etat): State<Etat>, Path(code): Path<String>) -> Rendu {
    let registre = registre_de(&etat)?;
    let jeu = registre.jeu(&code).ok_or_else(inconnu)?;
    let versions = base::versions::lister(etat.db.read(), VERSIONS).await?;
    let colonnes = jeu
        .colonnes
        .iter()
        .map(|c| [c.nom, c.genre.libelle(), c.description, c.exemple].map(str::to_owned).to_vec());
    let dictionnaire = Section::texte("Colonnes", &[])
        .tableau(&["Colonne", "Genre", "Ce qu’elle contient", "Exemple"], colonnes.collect());
    let mut fichiers = Section::texte("Télécharger", &[]);
    fichiers.paragraphes.push(fraicheur(jeu, &versions));
    fichiers
        .paragraphes
        .push("Les fichiers CSV sont en UTF-8, séparés par des points-virgules.".to_owned());
    fichiers.liens.extend(telechargements(jeu));
    let schema = format!("/donnees-ouvertes/{}.schema.json", jeu.code);
    fichiers.liens.push(Lien::new("Schéma de la table (Table Schema)", schema));
    let chemin = format!("/donnees-ouvertes/jeu/{}", jeu.code);
    let mut page =
        Page::nouvelle(format!("{} — données ouvertes", jeu.titre)).sur(&etat.reglages.site);
    page.description = jeu.description.to_owned();
    page.chemin = chemin;
    let sections = vec![fichiers, dictionnaire];
    let document = Document::nouveau(page, jeu.description, sections)
        .sous(Lien::new("Données ouvertes", "/donnees-ouvertes"))
        .intitule(jeu.titre);
    Ok(Html(document.render()?))
}

/// A file: the rows of a set, its schema, or the catalogue of all the sets.
pub async fn fichier(
    State(etat): State<Etat>,
    Path(nom): Path<String>,
) -> Result<Response, Erreur> {
    let registre = registre_de(&etat)?;
    if nom == "catalogue.jsonld" {
        let versions = base::versions::lister(etat.db.read(), VERSIONS).await?;
        let jeux: Vec<Value> =
            registre.jeux().map(|j| dataset(j, &versions, &etat.reglages.adresse)).collect();
        return Ok(json_de("application/ld+json", &catalogue(jeux, &etat)));
    }
    let (code, suffixe) = nom.split_once('.').ok_or_else(inconnu)?;
    let jeu = registre.jeu(code).ok_or_else(inconnu)?;
    if suffixe == "schema.json" {
        return Ok(json_de("application/json", &table_schema(jeu)));
    }
    let format = Format::lire(suffixe).ok_or_else(inconnu)?;
    export::repondre(format, jeu.code, jeu.colonnes, (jeu.lignes)(etat.db.read().clone())).await
}

fn inconnu() -> Erreur {
    Erreur::introuvable("Ce jeu de données n’existe pas. La page « Données ouvertes » les liste.")
}

fn json_de(genre: &'static str, contenu: &Value) -> Response {
    let entete = [(header::CONTENT_TYPE, HeaderValue::from_static(genre))];
    (entete, contenu.to_string()).into_response()
}

/// <https://specs.frictionlessdata.io/table-schema/>
fn table_schema(jeu: &Jeu) -> Value {
    let champs = jeu.colonnes.iter().map(|c| {
        json!({
            "name": c.nom,
            "type": c.genre.table_schema(),
            "description": c.description,
            "example": c.exemple,
        })
    });
    json!({
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "name": jeu.code,
        "title": jeu.titre,
        "description": jeu.description,
        "fields": champs.collect::<Vec<_>>(),
        "missingValues": [""],
    })
}

/// <https://www.w3.org/TR/vocab-dcat-3/>
fn catalogue(jeux: Vec<Value>, etat: &Etat) -> Value {
    let adresse = &etat.reglages.adresse;
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "dct:license": { "@type": "@id" },
            "dct:conformsTo": { "@type": "@id" },
            "dcat:downloadURL": { "@type": "@id" },
            "dcat:landingPage": { "@type": "@id" },
        },
        "@id": format!("{adresse}/donnees-ouvertes"),
        "@type": "dcat:Catalog",
        "dct:title": format!("Données ouvertes de {}", etat.reglages.site.nom),
        "dct:language": "fr",
        "dct:license": LICENCE,
        "dcat:dataset": jeux,
    })
}

fn dataset(jeu: &Jeu, versions: &[Version], adresse: &str) -> Value {
    let page = format!("{adresse}/donnees-ouvertes/jeu/{}", jeu.code);
    let fichiers = Format::TOUS.into_iter().map(|format| {
        let extension = format.extension();
        json!({
            "@type": "dcat:Distribution",
            "dct:title": format!("{}.{extension}", jeu.code),
            "dct:license": LICENCE,
            "dct:conformsTo": format!("{adresse}/donnees-ouvertes/{}.schema.json", jeu.code),
            "dcat:mediaType": format.genre(),
            "dct:format": extension,
            "dcat:downloadURL": format!("{adresse}/donnees-ouvertes/{}.{extension}", jeu.code),
        })
    });
    json!({
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": jeu.code,
        "dct:title": jeu.titre,
        "dct:description": jeu.description,
        "dct:license": LICENCE,
        "dct:language": "fr",
        "dct:accrualPeriodicity": jeu.frequence,
        "dct:modified": derniere(jeu, versions).map(|le| le.date().to_string()),
        "dcat:landingPage": page,
        "dcat:distribution": fichiers.collect::<Vec<_>>(),
    })
}

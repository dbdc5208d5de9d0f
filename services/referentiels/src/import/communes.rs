//! Communes: geo.api.gouv.fr (`/communes?fields=…`), and INSEE's zones d'emploi.

use importer::lecteurs::json;
use importer::{Enregistrement, Fichier, Illisible, Importeur, Origine, Puits, Rejet, sans_ordre};
use noyau::geo::Point;
use noyau::identifiants::{CodeCommune, CodePostal};
use serde::Deserialize;

use super::enregistrement::enregistrement;

enregistrement! {
    /// A commune or a municipal arrondissement.
    Commune, "communes", cle(code) {
        code: CodeCommune,
        nom: String,
        departement: String,
        region: String,
        population: Option<i64>,
        lat: Option<f64>,
        lon: Option<f64>,
        genre: String,
    }
}

enregistrement! {
    /// A postal code that serves a commune.
    CommuneCodePostal, "communes_codes_postaux", cle(commune, code_postal) {
        commune: CodeCommune,
        code_postal: CodePostal,
    }
}

enregistrement! {
    /// The zone d'emploi of a commune.
    CommuneZone, "communes_zones_emploi", cle(commune) {
        commune: CodeCommune,
        zone: String,
    }
}

/// The two data sets about communes.
pub const IMPORTEURS: [Importeur; 2] = [
    Importeur {
        source: "communes",
        jeu: "communes/communes",
        titre: "Communes (INSEE et IGN, par geo.api.gouv.fr)",
        attendu: "un tableau JSON de communes de geo.api.gouv.fr, avec nom, code, codesPostaux, \
                  codeDepartement et codeRegion",
        rang: 10,
        revision: 1,
        tables: &[Commune::TABLE, CommuneCodePostal::TABLE],
        reconnaitre: |a| a.a_les_cles(&["codesPostaux", "codeDepartement", "codeRegion"]),
        ordre: sans_ordre,
        lire: lire_communes,
    },
    Importeur {
        source: "communes",
        jeu: "communes/zones-emploi",
        titre: "Zones d'emploi des communes (INSEE)",
        attendu: "un tableau JSON d'objets code_commune, code_zone_emploi",
        rang: 11,
        revision: 1,
        tables: &[CommuneZone::TABLE],
        reconnaitre: |a| a.a_les_cles(&["code_commune", "code_zone_emploi"]),
        ordre: sans_ordre,
        lire: lire_zones,
    },
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Brut {
    nom: String,
    code: String,
    #[serde(default)]
    codes_postaux: Vec<String>,
    code_departement: String,
    code_region: String,
    population: Option<i64>,
    centre: Option<Centre>,
    r#type: Option<String>,
}

/// GeoJSON: longitude first.
#[derive(Deserialize)]
struct Centre {
    coordinates: [f64; 2],
}

fn lire_communes(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    json::lire(fichier, |origine, lue: Result<Brut, String>| {
        puits.lu();
        let brut = match lue {
            Ok(brut) => brut,
            Err(message) => return Ok(puits.rejeter(forme(origine, &message))?),
        };
        match origine.valeur("code", &brut.code) {
            Ok(code) => poser_commune(origine, puits, code, brut),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn poser_commune(
    origine: Origine,
    puits: &mut Puits,
    code: CodeCommune,
    brut: Brut,
) -> Result<(), Illisible> {
    let point = puits.facultatif(centre(origine, brut.centre.as_ref()))?;
    for code_postal in &brut.codes_postaux {
        let lu = puits.facultatif(origine.option("codesPostaux", Some(code_postal)))?;
        if let Some(code_postal) = lu {
            puits
                .poser_une_fois(origine.ligne, CommuneCodePostal { commune: code, code_postal })?;
        }
    }
    let commune = Commune {
        code,
        nom: brut.nom,
        departement: brut.code_departement,
        region: brut.code_region,
        population: brut.population,
        lat: point.map(Point::lat),
        lon: point.map(Point::lon),
        genre: brut.r#type.unwrap_or_else(|| "commune-actuelle".to_owned()),
    };
    Ok(puits.poser(origine.ligne, commune)?)
}

fn centre(origine: Origine, centre: Option<&Centre>) -> Result<Option<Point>, Rejet> {
    let Some(Centre { coordinates: [lon, lat] }) = centre else { return Ok(None) };
    Point::new(*lat, *lon)
        .map(Some)
        .map_err(|e| origine.rejet("centre", &format!("{lon},{lat}"), e.regle, &e.message))
}

#[derive(Deserialize)]
struct ZoneBrute {
    code_commune: String,
    code_zone_emploi: String,
}

fn lire_zones(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    json::lire(fichier, |origine, lue: Result<ZoneBrute, String>| {
        puits.lu();
        let ligne = lue.map_err(|message| forme(origine, &message)).and_then(|brut| {
            let commune = origine.valeur("code_commune", &brut.code_commune)?;
            let zone = origine.requis("code_zone_emploi", Some(&brut.code_zone_emploi))?.to_owned();
            Ok(CommuneZone { commune, zone })
        });
        Ok(puits.poser_ou_rejeter(origine.ligne, ligne)?)
    })
}

fn forme(origine: Origine, message: &str) -> Rejet {
    origine.rejet("", "", "forme", message)
}

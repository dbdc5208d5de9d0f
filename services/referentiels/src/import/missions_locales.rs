//! Missions locales: the directory of their union (answers of "TrouveTaML", one record for each town
//! served, with the mission locale that serves it), and a file that places those it does not.

use importer::lecteurs::json;
use importer::lecteurs::souple::Texte;
use importer::{
    Csv, Enregistrement, Fichier, Illisible, Importeur, Ligne, Origine, Puits, Rejet, sans_ordre,
};
use noyau::geo::Point;
use noyau::identifiants::{CodePostal, Siret};
use serde::Deserialize;

use super::champs::{requis, une_table};
use super::enregistrement::enregistrement;

enregistrement! {
    /// A mission locale.
    MissionLocale, "missions_locales", cle(numero) {
        numero: i64,
        code: String,
        nom: String,
        siret: String,
        adresse: String,
        code_postal: CodePostal,
        ville: String,
        lat: Option<f64>,
        lon: Option<f64>,
        courriel: Option<String>,
        telephone: Option<String>,
        site: Option<String>,
    }
}

enregistrement! {
    /// A town that a mission locale serves.
    VilleDesservie, "missions_locales_villes", cle(mission, code_postal, ville) {
        mission: i64,
        code_postal: CodePostal,
        ville: String,
    }
}

enregistrement! {
    /// Where a mission locale is.
    PointNomme, "missions_locales_points", cle(nom) {
        nom: String,
        lat: f64,
        lon: f64,
    }
}

/// The two data sets about missions locales.
pub const IMPORTEURS: [Importeur; 2] = [
    Importeur {
        source: "missions-locales",
        jeu: "missions-locales/annuaire",
        titre: "Missions locales (Union nationale des missions locales)",
        attendu: "un JSON d'objets codePostal, ville, structure, comme TrouveTaML les donne",
        rang: 12,
        revision: 1,
        tables: &[MissionLocale::TABLE, VilleDesservie::TABLE],
        reconnaitre: |a| a.a_les_cles(&["codePostal", "structure", "nomStructure"]),
        ordre: sans_ordre,
        lire: lire_annuaire,
    },
    Importeur {
        source: "missions-locales",
        jeu: "missions-locales/points",
        titre: "Positions des missions locales que leur annuaire ne situe pas",
        attendu: "un CSV à points-virgules en UTF-8, avec nom, lat et lng",
        rang: 13,
        revision: 1,
        tables: &[PointNomme::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["nom", "lat", "lng"]),
        ordre: sans_ordre,
        lire: |fichier, puits| {
            une_table(Csv::POINT_VIRGULE, fichier, puits, &["nom", "lat", "lng"], point_nomme)
        },
    },
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Brut {
    code_postal: String,
    ville: String,
    structure: Structure,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Structure {
    id: i64,
    code: String,
    nom_structure: String,
    siret: String,
    adresse1: String,
    #[serde(default)]
    adresse2: Texte,
    cp: String,
    ville: String,
    #[serde(default, rename = "geoloc_lat")]
    lat: Texte,
    #[serde(default, rename = "geoloc_lng")]
    lon: Texte,
    #[serde(default)]
    email_accueil: Texte,
    #[serde(default)]
    telephones: Texte,
    #[serde(default)]
    site_web: Texte,
}

fn lire_annuaire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    json::lire(fichier, |origine, lue: Result<Brut, String>| {
        puits.lu();
        match lue.map_err(|message| origine.rejet("", "", "forme", &message)) {
            Ok(brut) => poser(origine, puits, brut),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn poser(origine: Origine, puits: &mut Puits, brut: Brut) -> Result<(), Illisible> {
    let mission = brut.structure.id;
    let point = puits.facultatif(point(origine, &brut.structure))?;
    let structure = mission_locale(origine, brut.structure, point);
    let ville = origine.valeur("codePostal", &brut.code_postal).map(|code_postal| VilleDesservie {
        mission,
        code_postal,
        ville: brut.ville,
    });
    match (structure, ville) {
        (Ok(structure), Ok(ville)) => {
            puits.poser_une_fois(origine.ligne, structure)?;
            Ok(puits.poser_une_fois(origine.ligne, ville)?)
        }
        (Err(rejet), _) | (_, Err(rejet)) => Ok(puits.rejeter(rejet)?),
    }
}

fn mission_locale(
    origine: Origine,
    s: Structure,
    point: Option<Point>,
) -> Result<MissionLocale, Rejet> {
    let sans_espaces: String = s.siret.chars().filter(|c| !c.is_whitespace()).collect();
    let siret: Siret = origine.valeur("structure.siret", &sans_espaces)?;
    let rue = [Some(s.adresse1.trim()), s.adresse2.get()];
    Ok(MissionLocale {
        numero: s.id,
        code: s.code,
        nom: s.nom_structure.trim().to_owned(),
        siret: siret.to_string(),
        adresse: rue.into_iter().flatten().collect::<Vec<_>>().join(", "),
        code_postal: origine.valeur("structure.cp", &s.cp)?,
        ville: s.ville,
        lat: point.map(Point::lat),
        lon: point.map(Point::lon),
        courriel: s.email_accueil.get().filter(|c| courriel_plausible(c)).map(str::to_owned),
        telephone: s.telephones.get().map(str::to_owned),
        site: s.site_web.get().map(str::to_owned),
    })
}

/// A shape that every reader of an e-mail address accepts; others are left out.
fn courriel_plausible(texte: &str) -> bool {
    let sur = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    texte.split_once('@').is_some_and(|(nom, domaine)| {
        let bornes = |t: &str| !t.is_empty() && !t.starts_with('.') && !t.ends_with('.');
        let plausible = |t: &str| bornes(t) && !t.contains("..") && t.chars().all(sur);
        plausible(nom) && plausible(domaine) && domaine.contains('.') && !domaine.contains('_')
    })
}

fn point(origine: Origine, s: &Structure) -> Result<Option<Point>, Rejet> {
    let (Some(lat), Some(lon)) = (s.lat.get(), s.lon.get()) else { return Ok(None) };
    lire_point(origine, "structure.geoloc_lat", lat, lon).map(Some)
}

fn point_nomme(ligne: &Ligne<'_>) -> Result<PointNomme, Rejet> {
    let point = lire_point(ligne.origine, "lat", ligne.requis(1)?, ligne.requis(2)?)?;
    Ok(PointNomme { nom: requis(ligne, 0)?, lat: point.lat(), lon: point.lon() })
}

fn lire_point(origine: Origine, colonne: &str, lat: &str, lon: &str) -> Result<Point, Rejet> {
    let texte = format!("{},{}", lat.trim(), lon.trim());
    noyau::geo::parse_lat_lon(&texte)
        .map_err(|e| origine.rejet(colonne, &texte, e.regle, &e.message))
}

#[cfg(test)]
mod tests {
    use super::courriel_plausible;

    #[test]
    fn addresses_of_people_and_other_things() {
        for (texte, attendu) in [
            ("accueil@mission.exemple.fr", true),
            ("a.b-c+d@exemple.fr", true),
            ("accueil@exemple", false),
            ("deux@exemple.fr ; trois@exemple.fr", false),
            (".a@exemple.fr", false),
            ("a..b@exemple.fr", false),
            ("exemple.fr", false),
        ] {
            assert_eq!(courriel_plausible(texte), attendu, "{texte}");
        }
    }
}

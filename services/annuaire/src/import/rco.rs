//! The full dump of establishments by the network of CARIF-OREF (RCO).
//!
//! One root key, every value a text: `"true"`, `"[]"`. Coordinates are `lat,lon`.

use importer::lecteurs::json;
use importer::lecteurs::souple::Texte;
use importer::{Apercu, Arret, Fichier, Illisible, Importeur, Origine, Puits, sans_ordre};
use noyau::dates::DateCivile;
use noyau::geo::{Point, parse_lat_lon};
use noyau::identifiants::Siret;
use serde::Deserialize;

use super::champs::{date_du_nom, poser_uai, texte};
use super::lignes::{Adresse, Organisme, Vie};
use crate::regles::vocabulaire::{Etat, StatutUai};

pub const IMPORTEUR: Importeur = Importeur {
    source: "organismes",
    jeu: "organismes/rco",
    titre: "Établissements de formation en apprentissage (réseau des Carif-Oref)",
    attendu: "un objet JSON à une seule clé, un tableau d'établissements avec siret, uai, certifie_qualite, code_insee_localite",
    rang: super::RANG,
    revision: 2,
    tables: super::TABLES,
    reconnaitre,
    ordre: sans_ordre,
    lire,
};

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_cles(&[
        "siret",
        "uai",
        "certifie_qualite",
        "code_insee_localite",
        "entreprise_siren",
    ])
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Brut {
    siret: Texte,
    uai: Texte,
    nda: Texte,
    naf_code: Texte,
    enseigne: Texte,
    entreprise_raison_sociale: Texte,
    entreprise_forme_juridique: Texte,
    siege_social: Texte,
    ferme: Texte,
    certifie_qualite: Texte,
    numero_voie: Texte,
    type_voie: Texte,
    nom_voie: Texte,
    code_postal: Texte,
    localite: Texte,
    code_insee_localite: Texte,
    geo_coordonnees: Texte,
    date_creation: Texte,
    date_fermeture: Texte,
    entreprise_date_creation: Texte,
    entreprise_date_fermeture: Texte,
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    let date = date_du_nom(&fichier.nom());
    json::lire(fichier, |origine, lu: Result<Brut, String>| {
        puits.lu();
        let lu = lu.map_err(|e| origine.rejet("enregistrement", "", "forme", &e));
        let lu = lu.and_then(|b| {
            Ok((origine.valeur::<Siret>("siret", b.siret.get().unwrap_or_default())?, b))
        });
        match lu {
            Ok((siret, brut)) => Ok(poser(puits, origine, siret, &brut, date)?),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn poser(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    brut: &Brut,
    date: Option<DateCivile>,
) -> Result<(), Arret> {
    let organisme = Organisme {
        raison_sociale: texte(&brut.entreprise_raison_sociale),
        enseigne: texte(&brut.enseigne),
        etat: brut.ferme.booleen().map(|ferme| if ferme { Etat::Ferme } else { Etat::Actif }),
        siege_social: brut.siege_social.booleen(),
        qualiopi: brut.certifie_qualite.booleen(),
        nda: puits.facultatif(origine.option("nda", brut.nda.get()))?,
        naf: puits.facultatif(origine.option("naf_code", brut.naf_code.get()))?,
        forme_juridique: texte(&brut.entreprise_forme_juridique),
        adresse: adresse(puits, origine, brut)?,
        date_source: date,
        vie: vie(brut),
        ..Organisme::nouveau(siret)
    };
    if !puits.poser_nouveau(origine.ligne, organisme)? {
        return Ok(());
    }
    poser_uai(puits, origine, siret, ("uai", brut.uai.get()), StatutUai::Declaree)
}

/// The dates of Sirene. 1970-01-01 stands for "none" and 1900-01-01 for "unknown".
fn vie(brut: &Brut) -> Vie {
    let date = |champ: &Texte| {
        let jour = champ.get().and_then(|t| t.get(..10)).and_then(|t| t.parse().ok());
        jour.filter(|d: &DateCivile| ![1900, 1970].contains(&d.annee()) || d.mois() > 1)
    };
    Vie {
        cree_le: date(&brut.date_creation),
        ferme_le: date(&brut.date_fermeture),
        unite_creee_le: date(&brut.entreprise_date_creation),
        unite_cessee_le: date(&brut.entreprise_date_fermeture),
    }
}

fn adresse(puits: &mut Puits, origine: Origine, brut: &Brut) -> Result<Adresse, Arret> {
    let voie: Vec<&str> = [&brut.numero_voie, &brut.type_voie, &brut.nom_voie]
        .into_iter()
        .filter_map(Texte::get)
        .collect();
    Ok(Adresse {
        texte: (!voie.is_empty()).then(|| voie.join(" ")),
        code_postal: puits.facultatif(origine.option("code_postal", brut.code_postal.get()))?,
        commune: puits
            .facultatif(origine.option("code_insee_localite", brut.code_insee_localite.get()))?,
        localite: texte(&brut.localite),
        point: point(puits, origine, brut.geo_coordonnees.get())?,
    })
}

fn point(puits: &mut Puits, origine: Origine, texte: Option<&str>) -> Result<Option<Point>, Arret> {
    let lu = texte.map(parse_lat_lon).transpose();
    puits.facultatif(
        lu.map_err(|e| origine.rejet("geo_coordonnees", &e.valeur, e.regle, &e.message)),
    )
}

//! An organisation as the référentiel's API v1 writes it.

use serde_json::{Map, Value, json};

use crate::porte::Organisme;
use crate::regles::appartenance::referentiels;
use crate::regles::fusion::{Adresse, Relation, UaiConnue};
use crate::regles::situation::Anomalie;
use crate::regles::vocabulaire::{GenreRelation, StatutUai};

/// The organisation as the référentiel writes it, with sources and dates; no mailbox.
pub fn decrire(o: &Organisme) -> Value {
    let dit =
        |f: &Option<crate::regles::fusion::Fait<String>>| f.as_ref().map(|f| f.valeur.clone());
    let reseaux: Vec<Value> = o.reseaux.iter().map(|r| json!({ "code": r })).collect();
    let genre = |voulu: &str| -> Vec<Value> {
        let ceux = o.certifications.iter().filter(|c| c.genre == voulu);
        ceux.map(|c| json!({ "code": c.code, "type": c.genre, "label": c.libelle })).collect()
    };
    json!({
        "siret": o.siret.as_str(),
        "uai": o.uai_validee().map(|u| u.to_string()),
        "raison_sociale": dit(&o.raison_sociale),
        "enseigne": dit(&o.enseigne),
        "nature": o.nature().code(),
        "etat_administratif": if o.ouvert() { "actif" } else { "fermé" },
        "siege_social": o.siege_social.as_ref().map(|f| f.valeur),
        "qualiopi": o.qualiopi.as_ref().map(|f| f.valeur),
        "referentiels": referentiels(o),
        "numero_declaration_activite": dit(&o.nda),
        "adresse": o.adresse.as_ref().map(|f| adresse(&f.valeur)),
        "reseaux": reseaux,
        "uai_potentiels": o.uais.iter().map(potentiel).collect::<Vec<_>>(),
        "relations": o.relations.iter().map(relation).collect::<Vec<_>>(),
        "lieux_de_formation": o.lieux.iter().map(lieu).collect::<Vec<_>>(),
        "certifications": genre("rncp"),
        "diplomes": genre("cfd"),
        "_meta": {
            "uai_probable": probable(o),
            "anomalies": Anomalie::de(o).iter().map(|a| json!({
                "key": a.code(), "details": a.libelle(), "correction": a.interlocuteur(),
            })).collect::<Vec<_>>(),
        },
    })
}

fn probable(o: &Organisme) -> Option<String> {
    let dite = |u: &&UaiConnue| u.dites.iter().any(|d| d.statut == StatutUai::Probable);
    o.uais.iter().find(dite).map(|u| u.uai.to_string())
}

fn potentiel(u: &UaiConnue) -> Value {
    let sources: Vec<&str> = u.dites.iter().map(|d| d.provenance.jeu.as_str()).collect();
    let date = u.dites.iter().map(|d| d.provenance.date).max();
    json!({
        "uai": u.uai.as_str(),
        "statut": u.statut.code(),
        "sources": sources,
        "date_collecte": date.map(|d| d.to_string()),
    })
}

fn relation(r: &Relation) -> Value {
    let genre = match r.genre {
        GenreRelation::ResponsableDe => "responsable->formateur",
        GenreRelation::FormateurDe => "formateur->responsable",
        GenreRelation::Entreprise => "entreprise",
    };
    json!({
        "type": genre,
        "siret": r.siret.as_str(),
        "label": r.nom,
        "sources": [r.provenance.jeu],
        "date_collecte": r.provenance.date.to_string(),
    })
}

fn lieu(l: &crate::porte::Lieu) -> Value {
    json!({
        "code": l.code,
        "uai": l.uai.map(|u| u.to_string()),
        "uai_fiable": l.uai_fiable,
        "adresse": adresse(&l.adresse),
        "sources": [l.provenance.jeu],
        "date_collecte": l.provenance.date.to_string(),
    })
}

fn adresse(a: &Adresse) -> Value {
    let code = |c: &Option<String>| c.as_ref().map(|c| json!({ "code": c }));
    let geojson = a.point.map(|(lat, lon)| {
        json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [lon, lat] },
            "properties": {},
        })
    });
    json!({
        "label": a.texte,
        "code_postal": a.code_postal,
        "code_insee": a.commune,
        "localite": a.localite,
        "departement": code(&a.departement),
        "academie": code(&a.academie),
        "region": code(&a.region),
        "geojson": geojson,
    })
}

/// Keeps the fields asked; all of them when none is.
pub fn projeter(valeur: Value, champs: &[String]) -> Value {
    if champs.is_empty() {
        return valeur;
    }
    let mut garde = Map::new();
    for champ in champs {
        let chemin: Vec<&str> = champ.split('.').collect();
        copier(&valeur, &mut garde, &chemin);
    }
    Value::Object(garde)
}

fn copier(source: &Value, cible: &mut Map<String, Value>, chemin: &[&str]) {
    let Some((nom, reste)) = chemin.split_first() else { return };
    let Some(valeur) = source.get(*nom) else { return };
    if reste.is_empty() || !valeur.is_object() {
        cible.insert((*nom).to_owned(), valeur.clone());
        return;
    }
    let fils = cible.entry(*nom).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(fils) = fils {
        copier(valeur, fils, reste);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::projeter;

    #[test]
    fn only_the_fields_asked_are_kept() {
        let tout =
            json!({ "siret": "1", "adresse": { "region": { "code": "53" }, "localite": "X" } });
        let champs = |texte: &str| texte.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(projeter(tout.clone(), &[]), tout);
        let garde = projeter(tout, &champs("siret,adresse.region.code,absent"));
        assert_eq!(garde, json!({ "siret": "1", "adresse": { "region": { "code": "53" } } }));
    }
}

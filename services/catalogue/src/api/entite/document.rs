//! A training as the catalogue writes it: flat fields, null when unknown; no mailbox.

use std::sync::LazyLock;

use noyau::dates::DateCivile;
use noyau::territoires::{Academie, Departement};
use serde_json::{Map, Value, json};
use web::jeu::{Cellule, Colonne, Genre};

use crate::piece::Lu;
use crate::regles::examen::uai_du_lieu;
use crate::regles::formation::{Formation, Session};
use crate::regles::requete::niveau;

/// A training and what names its organisations.
pub struct Vue<'a> {
    f: &'a Formation,
    lu: &'a Lu,
}

/// A field of the document.
pub struct Champ {
    /// Its name in the catalogue.
    pub nom: &'static str,
    /// What it holds, in French.
    pub dit: &'static str,
    lire: fn(&Vue<'_>) -> Value,
}

const fn champ(nom: &'static str, dit: &'static str, lire: fn(&Vue<'_>) -> Value) -> Champ {
    Champ { nom, dit, lire }
}

/// Every field, in the order of the document.
pub static CHAMPS: [Champ; 59] = [
    champ("_id", "Identifiant dans ce catalogue", |v| json!(v.f.id)),
    champ("cle_ministere_educatif", "Clé ministère éducatif", |v| texte(v.f.cle_me)),
    champ("id_rco_formation", "Numéros RCO : formation, action, certification", |v| {
        json!(v.f.rco.id())
    }),
    champ("id_formation", "Numéro RCO de la formation", |v| json!(v.f.rco.formation)),
    champ("id_action", "Numéro RCO de l’action", |v| json!(v.f.rco.action)),
    champ("id_certifinfo", "Numéro Certif Info", |v| json!(v.f.rco.certifinfo)),
    champ("published", "Dans l’offre en cours de l’éditeur", |v| json!(v.f.publiee)),
    champ(
        "catalogue_published",
        "Dans le catalogue général, sauf si l’éditeur dit le contraire",
        |v| json!(v.f.catalogue_general.unwrap_or(v.f.publiee)),
    ),
    champ("cfd", "Code formation diplôme", |v| json!(v.f.cfd.as_str())),
    champ("niveau_formation_diplome", "Trois premiers caractères du CFD", |v| {
        json!(&v.f.cfd.as_str()[..3])
    }),
    champ("rncp_code", "Fiche du répertoire national", |v| texte(v.f.rncp)),
    champ("bcn_mefs_10", "MEF du diplôme, avec leur durée et leur année", |v| mefs(v.f)),
    champ("intitule_rco", "Intitulé en usage", |v| json!(v.f.nom_usuel)),
    champ("intitule_long", "Intitulé officiel", |v| json!(v.f.intitule)),
    champ("intitule_court", "Intitulé officiel court", |v| json!(v.f.intitule_court)),
    champ("diplome", "Famille du diplôme", |v| json!(v.f.diplome)),
    champ("niveau", "Niveau européen, dans les mots du catalogue", |v| {
        json!(v.f.niveau.and_then(|n| niveau(n.numero())))
    }),
    champ("niveau_entree_obligatoire", "Niveau exigé à l’entrée", |v| {
        json!(v.f.niveau_entree)
    }),
    champ("rome_codes", "Métiers (ROME)", |v| json!(textes(&v.f.romes))),
    champ("onisep_url", "Page de l’Onisep", |v| json!(v.f.onisep_url)),
    champ("objectif", "Objectif", |v| json!(v.f.objectif)),
    champ("contenu", "Contenu", |v| json!(v.f.contenu)),
    champ("duree", "Durée en années", |v| json!(v.f.duree.map(|d| d.to_string()))),
    champ("annee", "Année du cycle où l’on entre ; X pour toute année", |v| json!(v.f.annee)),
    champ("capacite", "Places déclarées", |v| json!(v.f.capacite)),
    champ("entierement_a_distance", "Entièrement à distance", |v| json!(v.f.a_distance)),
    champ("date_debut", "Débuts des sessions", |v| json!(dates(v.f, |s| Some(s.debut)))),
    champ("date_fin", "Fins des sessions connues", |v| json!(dates(v.f, |s| s.fin))),
    champ("tags", "Années des débuts", |v| json!(annees(v.f))),
    champ("lieu_formation_adresse", "Voie du lieu", |v| json!(v.f.lieu.adresse)),
    champ("lieu_formation_geo_coordonnees", "Latitude,longitude du lieu", |v| {
        json!(v.f.lieu.point.map(|p| format!("{},{}", p.lat(), p.lon())))
    }),
    champ("code_postal", "Code postal du lieu", |v| texte(v.f.lieu.code_postal)),
    champ("code_commune_insee", "Commune du lieu", |v| texte(v.f.lieu.commune)),
    champ("localite", "Ville du lieu", |v| json!(v.f.lieu.localite)),
    champ("num_departement", "Code du département", |v| json!(v.departement().map(|d| d.code))),
    champ("nom_departement", "Nom du département", |v| json!(v.departement().map(|d| d.nom))),
    champ("num_academie", "Code de l’académie", |v| json!(v.academie().map(|a| a.code))),
    champ("nom_academie", "Nom de l’académie", |v| json!(v.academie().map(|a| a.nom))),
    champ("region", "Nom de la région", |v| json!(v.departement().map(|d| d.region().nom))),
    champ("uai_formation", "UAI du lieu", |v| texte(uai_du_lieu(v.f).uai)),
    champ("etablissement_lieu_formation_siret", "SIRET du lieu", |v| texte(v.f.lieu.siret)),
    champ("etablissement_gestionnaire_siret", "SIRET du gestionnaire", |v| {
        json!(v.f.gestionnaire.siret.as_str())
    }),
    champ("etablissement_gestionnaire_siren", "SIREN du gestionnaire", |v| {
        json!(&v.f.gestionnaire.siret.as_str()[..9])
    }),
    champ("etablissement_gestionnaire_entreprise_raison_sociale", "Nom du gestionnaire", |v| {
        json!(v.lu.nom(&v.f.gestionnaire))
    }),
    champ("etablissement_gestionnaire_uai", "UAI du gestionnaire", |v| texte(v.f.gestionnaire.uai)),
    champ("etablissement_gestionnaire_adresse", "Voie du gestionnaire", |v| {
        json!(v.f.gestionnaire.adresse)
    }),
    champ("etablissement_gestionnaire_code_postal", "Code postal du gestionnaire", |v| {
        texte(v.f.gestionnaire.code_postal)
    }),
    champ("etablissement_gestionnaire_code_commune_insee", "Commune du gestionnaire", |v| {
        texte(v.f.gestionnaire.commune)
    }),
    champ("etablissement_gestionnaire_localite", "Ville du gestionnaire", |v| {
        json!(v.f.gestionnaire.localite)
    }),
    champ("etablissement_formateur_siret", "SIRET du formateur", |v| {
        json!(v.f.formateur.siret.as_str())
    }),
    champ("etablissement_formateur_siren", "SIREN du formateur", |v| {
        json!(&v.f.formateur.siret.as_str()[..9])
    }),
    champ("etablissement_formateur_entreprise_raison_sociale", "Nom du formateur", |v| {
        json!(v.lu.nom(&v.f.formateur))
    }),
    champ("etablissement_formateur_uai", "UAI du formateur", |v| texte(v.f.formateur.uai)),
    champ("etablissement_formateur_adresse", "Voie du formateur", |v| json!(v.f.formateur.adresse)),
    champ("etablissement_formateur_code_postal", "Code postal du formateur", |v| {
        texte(v.f.formateur.code_postal)
    }),
    champ("etablissement_formateur_code_commune_insee", "Commune du formateur", |v| {
        texte(v.f.formateur.commune)
    }),
    champ("etablissement_formateur_localite", "Ville du formateur", |v| {
        json!(v.f.formateur.localite)
    }),
    champ("parcoursup_statut", "Statut sur Parcoursup", |v| json!(v.f.parcoursup_statut)),
    champ("affelnet_statut", "Statut sur Affelnet", |v| json!(v.f.affelnet_statut)),
];

/// The same as the columns of a file.
pub static COLONNES: LazyLock<Vec<Colonne>> = LazyLock::new(|| {
    let colonne =
        |c: &Champ| Colonne { nom: c.nom, genre: Genre::Texte, description: c.dit, exemple: "" };
    CHAMPS.iter().map(colonne).collect()
});

impl Vue<'_> {
    fn departement(&self) -> Option<&'static Departement> {
        self.f.lieu.departement.as_deref().and_then(Departement::par_code)
    }

    fn academie(&self) -> Option<&'static Academie> {
        self.departement().and_then(Departement::academie)
    }
}

/// The fields of these ranks.
pub fn ecrire(f: &Formation, lu: &Lu, champs: &[usize]) -> Value {
    let vue = Vue { f, lu };
    let champs = champs.iter().map(|rang| &CHAMPS[*rang]);
    Value::Object(champs.map(|c| (c.nom.to_owned(), (c.lire)(&vue))).collect::<Map<_, _>>())
}

/// Every field as a row of a file; several values are separated by commas.
pub fn cellules(f: &Formation, lu: &Lu) -> Vec<Cellule> {
    let vue = Vue { f, lu };
    CHAMPS.iter().map(|c| cellule(&(c.lire)(&vue))).collect()
}

fn cellule(valeur: &Value) -> Cellule {
    match valeur {
        Value::Null => Cellule::Vide,
        Value::Bool(oui) => Cellule::Booleen(*oui),
        Value::Number(nombre) => nombre.as_i64().map_or(Cellule::Vide, Cellule::Entier),
        Value::String(texte) => Cellule::Texte(texte.clone()),
        Value::Array(valeurs) => {
            let textes = valeurs.iter().map(|v| v["mef10"].as_str().or(v.as_str()));
            Cellule::Texte(textes.flatten().collect::<Vec<_>>().join(","))
        }
        Value::Object(_) => Cellule::Texte(valeur.to_string()),
    }
}

fn texte<T: ToString>(code: Option<T>) -> Value {
    json!(code.map(|c| c.to_string()))
}

fn textes<T: ToString>(codes: &[T]) -> Vec<String> {
    codes.iter().map(T::to_string).collect()
}

fn mefs(f: &Formation) -> Value {
    let un = |mef: &noyau::identifiants::Mef10| {
        let modalite =
            json!({ "duree": mef.duree().to_string(), "annee": mef.annee().to_string() });
        json!({ "mef10": mef.as_str(), "modalite": modalite })
    };
    f.mefs.iter().map(un).collect()
}

fn dates(f: &Formation, jour: impl Fn(&Session) -> Option<DateCivile>) -> Vec<String> {
    f.sessions.iter().filter_map(jour).map(|d| d.debut().to_string()).collect()
}

fn annees(f: &Formation) -> Vec<String> {
    let mut annees: Vec<String> = f.sessions.iter().map(|s| s.debut.annee().to_string()).collect();
    annees.dedup();
    annees
}

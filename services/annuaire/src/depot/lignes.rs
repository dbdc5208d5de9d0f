//! Rows as the database returns them, with the version they belong to.

use base::sqlx::FromRow;

#[derive(Debug, FromRow)]
pub struct LigneOrganisme {
    pub siret: String,
    pub raison_sociale: Option<String>,
    pub enseigne: Option<String>,
    pub nature: Option<String>,
    pub etat: Option<String>,
    pub siege_social: Option<i64>,
    pub qualiopi: Option<i64>,
    pub nda: Option<String>,
    pub naf: Option<String>,
    pub forme_juridique: Option<String>,
    pub adresse: Option<String>,
    pub code_postal: Option<String>,
    pub commune: Option<String>,
    pub localite: Option<String>,
    pub departement: Option<String>,
    pub academie: Option<String>,
    pub region: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub cree_le: Option<String>,
    pub ferme_le: Option<String>,
    pub unite_creee_le: Option<String>,
    pub unite_cessee_le: Option<String>,
    pub jeu: String,
    pub fin: Option<i64>,
    pub constate_le: Option<String>,
}

#[derive(Debug, FromRow)]
pub struct LigneUai {
    pub siret: String,
    pub uai: String,
    pub statut: String,
    pub appuis: String,
    pub jeu: String,
    pub fin: Option<i64>,
    pub constate_le: Option<String>,
}

#[derive(Debug, FromRow)]
pub struct LigneRelation {
    pub siret: String,
    pub autre_siret: String,
    pub genre: String,
    pub nom: Option<String>,
    pub jeu: String,
    pub fin: Option<i64>,
    pub constate_le: Option<String>,
}

#[derive(Debug, FromRow)]
pub struct LigneLieu {
    pub siret: String,
    pub code: String,
    pub uai: Option<String>,
    pub uai_fiable: i64,
    pub adresse: Option<String>,
    pub code_postal: Option<String>,
    pub commune: Option<String>,
    pub localite: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub jeu: String,
    pub fin: Option<i64>,
    pub constate_le: Option<String>,
}

#[derive(Debug, FromRow)]
pub struct LigneReseau {
    pub siret: String,
    pub reseau: String,
}

#[derive(Debug, FromRow)]
pub struct LigneCertification {
    pub siret: String,
    pub genre: String,
    pub code: String,
    pub libelle: Option<String>,
}

#[derive(Debug, FromRow)]
pub struct LigneLegere {
    pub siret: String,
    pub raison_sociale: Option<String>,
    pub enseigne: Option<String>,
    pub commune: Option<String>,
    pub localite: Option<String>,
    pub departement: Option<String>,
    pub qualiopi: Option<i64>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub jeu: String,
}

#[derive(Debug, FromRow)]
pub struct LigneContact {
    pub siret: String,
    pub courriel: String,
    pub confirme: i64,
    pub appuis: String,
}

#[derive(Debug, FromRow)]
pub struct LigneDecision {
    pub siret: String,
    pub avant: Option<String>,
    pub apres: Option<String>,
    pub auteur: String,
    pub motif: String,
    pub instant: i64,
}

//! The sheet of one organisation, each fact with its source, and who holds a UAI.

use std::collections::BTreeMap;

use base::{ErreurBase, Lecture};
use noyau::identifiants::{CleMinistereEducatif, Siret, Uai};

use super::lecture;
use crate::depot::{self, LigneCertification};
use crate::regles::fusion::{
    Adresse, Declaration, Fait, Relation, UaiConnue, fait, ordonner, reunir_relations, reunir_uais,
};
use crate::regles::vocabulaire::{Etat, Nature, StatutUai};

/// An organisation, merged from every publisher that knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisme {
    /// Its SIRET.
    pub siret: Siret,
    /// Registered name.
    pub raison_sociale: Option<Fait<String>>,
    /// Name over the door.
    pub enseigne: Option<Fait<String>>,
    /// What it does in apprenticeship.
    pub nature: Option<Fait<Nature>>,
    /// Open or closed.
    pub etat: Option<Fait<Etat>>,
    /// Head office of its legal unit.
    pub siege_social: Option<Fait<bool>>,
    /// Holds the Qualiopi certificate for apprenticeship.
    pub qualiopi: Option<Fait<bool>>,
    /// Number of its declaration of activity.
    pub nda: Option<Fait<String>>,
    /// Activity (NAF).
    pub naf: Option<Fait<String>>,
    /// Legal form.
    pub forme_juridique: Option<Fait<String>>,
    /// Where it is.
    pub adresse: Option<Fait<Adresse>>,
    /// Its UAI and candidates, the strongest first.
    pub uais: Vec<UaiConnue>,
    /// Its relations.
    pub relations: Vec<Relation>,
    /// Where it teaches.
    pub lieux: Vec<Lieu>,
    /// Its networks, by code.
    pub reseaux: Vec<String>,
    /// What it prepares for.
    pub certifications: Vec<Certification>,
}

impl Organisme {
    /// The UAI that a person validated.
    pub fn uai_validee(&self) -> Option<Uai> {
        self.uais.first().filter(|c| c.statut == StatutUai::Validee).map(|c| c.uai)
    }
}

/// A place where an organisation teaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Lieu {
    /// Its UAI.
    pub uai: Option<Uai>,
    /// Whether a platform or a person vouches for that UAI.
    pub uai_fiable: bool,
    /// Where it is.
    pub adresse: Adresse,
}

/// A diploma or a title that an organisation prepares for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Certification {
    /// `cfd` or `rncp`.
    pub genre: String,
    /// Its code.
    pub code: String,
    /// Its label, when the publisher gives it.
    pub libelle: Option<String>,
}

/// An organisation that holds a UAI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PorteurUai {
    /// The organisation.
    pub siret: Siret,
    /// On what authority the UAI is its own; none when it is only that of a place.
    pub statut: Option<StatutUai>,
    /// Whether the UAI is that of a place where it teaches.
    pub son_lieu: bool,
}

/// The sheet of an organisation; none when no data set knows it.
pub async fn organisme(db: &Lecture, siret: &Siret) -> Result<Option<Organisme>, ErreurBase> {
    let cle = siret.as_str();
    let lignes = depot::organismes(db, cle).await?;
    if lignes.is_empty() {
        return Ok(None);
    }
    let declarations = ordonner(lignes.into_iter().map(lecture::declaration).collect());
    let uais = depot::uais(db, cle).await?.into_iter().filter_map(lecture::uai_dite).collect();
    let relations =
        depot::relations(db, cle).await?.into_iter().filter_map(lecture::relation).collect();
    let mut organisme = identite(*siret, &declarations);
    organisme.uais = reunir_uais(uais);
    organisme.relations = reunir_relations(relations);
    organisme.lieux = depot::lieux(db, cle).await?.into_iter().map(lecture::lieu).collect();
    organisme.reseaux = reseaux(db, cle).await?;
    organisme.certifications = certifications(db, cle).await?;
    Ok(Some(organisme))
}

/// The organisations that hold a UAI, by themselves or through a place, in the order of SIRET.
pub async fn organismes_par_uai(db: &Lecture, uai: &Uai) -> Result<Vec<PorteurUai>, ErreurBase> {
    let mut porteurs: BTreeMap<Siret, PorteurUai> = BTreeMap::new();
    let nouveau = |siret| PorteurUai { siret, statut: None, son_lieu: false };
    for ligne in depot::uais_par_uai(db, uai.as_str()).await? {
        let (Ok(siret), Ok(statut)) = (ligne.siret.parse(), ligne.statut.parse()) else { continue };
        let porteur = porteurs.entry(siret).or_insert_with(|| nouveau(siret));
        porteur.statut = Some(porteur.statut.map_or(statut, |s: StatutUai| s.min(statut)));
    }
    for ligne in depot::lieux_par_uai(db, uai.as_str()).await? {
        let Ok(siret) = ligne.siret.parse() else { continue };
        porteurs.entry(siret).or_insert_with(|| nouveau(siret)).son_lieu = true;
    }
    Ok(porteurs.into_values().collect())
}

/// The UAI that an instructor of an académie gave to the place of a training, by hand.
pub async fn uai_corrigee(
    db: &Lecture,
    cle: &CleMinistereEducatif,
) -> Result<Option<Uai>, ErreurBase> {
    let corrigee = depot::correction(db, cle.as_str()).await?;
    Ok(corrigee.and_then(|uai| uai.parse().ok()))
}

fn identite(siret: Siret, dites: &[Declaration]) -> Organisme {
    Organisme {
        siret,
        raison_sociale: fait(dites, |d| d.raison_sociale.as_ref()),
        enseigne: fait(dites, |d| d.enseigne.as_ref()),
        nature: fait(dites, |d| d.nature.as_ref()),
        etat: fait(dites, |d| d.etat.as_ref()),
        siege_social: fait(dites, |d| d.siege_social.as_ref()),
        qualiopi: fait(dites, |d| d.qualiopi.as_ref()),
        nda: fait(dites, |d| d.nda.as_ref()),
        naf: fait(dites, |d| d.naf.as_ref()),
        forme_juridique: fait(dites, |d| d.forme_juridique.as_ref()),
        adresse: fait(dites, |d| d.adresse.as_ref()),
        uais: Vec::new(),
        relations: Vec::new(),
        lieux: Vec::new(),
        reseaux: Vec::new(),
        certifications: Vec::new(),
    }
}

async fn reseaux(db: &Lecture, siret: &str) -> Result<Vec<String>, ErreurBase> {
    let mut reseaux: Vec<String> =
        depot::reseaux(db, siret).await?.into_iter().map(|l| l.reseau).collect();
    reseaux.sort();
    reseaux.dedup();
    Ok(reseaux)
}

async fn certifications(db: &Lecture, siret: &str) -> Result<Vec<Certification>, ErreurBase> {
    let une =
        |l: LigneCertification| Certification { genre: l.genre, code: l.code, libelle: l.libelle };
    let mut toutes: Vec<Certification> =
        depot::certifications(db, siret).await?.into_iter().map(une).collect();
    toutes.sort();
    Ok(toutes)
}

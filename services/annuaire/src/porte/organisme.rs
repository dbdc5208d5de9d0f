//! The sheet of one organisation, each fact with its source, and who holds a UAI.

use std::collections::{BTreeMap, HashMap};

use base::{ErreurBase, Lecture};
use noyau::identifiants::{CleMinistereEducatif, Siret, Uai};
use noyau::texte::titre_propre;

use super::lecture;
use crate::depot::{self, LigneCertification, Lignes, Portee};
use crate::regles::decision::{Decision, rejouer};
use crate::regles::fusion::{
    Adresse, Declaration, Fait, Provenance, Relation, UaiConnue, Vie, fait, ordonner,
    reunir_relations, reunir_uais,
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
    /// Its generic mailboxes.
    pub contacts: Vec<Contact>,
    /// What people decided of its UAI, oldest first.
    pub decisions: Vec<Decision>,
    /// Its dates.
    pub vie: Vie,
}

impl Organisme {
    /// The UAI that a person validated.
    pub fn uai_validee(&self) -> Option<Uai> {
        self.uais.first().filter(|c| c.statut == StatutUai::Validee).map(|c| c.uai)
    }

    /// Not known to be closed: an establishment that no publisher says closed is open.
    pub fn ouvert(&self) -> bool {
        self.etat.as_ref().is_none_or(|e| e.valeur == Etat::Actif)
    }

    /// Its nature; unknown when no publisher collected its offer.
    pub fn nature(&self) -> Nature {
        self.nature.as_ref().map_or(Nature::Inconnue, |n| n.valeur)
    }

    /// The name people know, properly cased; its SIRET when no publisher names it.
    pub fn nom(&self) -> String {
        let nom = self.enseigne.as_ref().or(self.raison_sociale.as_ref());
        nom.map_or_else(|| format!("SIRET {}", self.siret.affichage()), |n| titre_propre(&n.valeur))
    }
}

/// A generic mailbox of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    /// The address.
    pub courriel: String,
    /// Whether the organisation confirmed it.
    pub confirme: bool,
    /// The lists it comes from.
    pub sources: Vec<String>,
}

/// A place where an organisation teaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Lieu {
    /// Its code at the publisher.
    pub code: String,
    /// Its UAI.
    pub uai: Option<Uai>,
    /// Whether a platform or a person vouches for that UAI.
    pub uai_fiable: bool,
    /// Where it is.
    pub adresse: Adresse,
    /// Who says it.
    pub provenance: Provenance,
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

impl Certification {
    fn lue(ligne: LigneCertification) -> Self {
        Certification { genre: ligne.genre, code: ligne.code, libelle: ligne.libelle }
    }
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
    let lignes = depot::lignes(db, Portee::Siret(siret.as_str())).await?;
    Ok(assembler(lignes).into_iter().next())
}

/// Every organisation, in the order of SIRET.
pub async fn organismes(db: &Lecture) -> Result<Vec<Organisme>, ErreurBase> {
    Ok(assembler(depot::lignes(db, Portee::Tout).await?))
}

/// Organisations out of the rows of all tables. A row of a SIRET that no publisher describes is
/// left out.
fn assembler(lignes: Lignes) -> Vec<Organisme> {
    let mut declarations = groupe(lignes.organismes, |l| &l.siret);
    let mut uais = groupe(lignes.uais, |l| &l.siret);
    let mut relations = groupe(lignes.relations, |l| &l.siret);
    let mut lieux = groupe(lignes.lieux, |l| &l.siret);
    let mut reseaux = groupe(lignes.reseaux, |l| &l.siret);
    let mut certifications = groupe(lignes.certifications, |l| &l.siret);
    let mut contacts = groupe(lignes.contacts, |l| &l.siret);
    let mut decisions = groupe(lignes.decisions, |l| &l.siret);
    let mut sirets: Vec<String> = declarations.keys().cloned().collect();
    sirets.sort_unstable();
    let mut organismes = Vec::with_capacity(sirets.len());
    for cle in sirets {
        let Ok(siret) = cle.parse() else { continue };
        let dites = prendre(&mut declarations, &cle, lecture::declaration);
        let mut o = identite(siret, &ordonner(dites));
        o.decisions = prendre(&mut decisions, &cle, lecture::decision);
        let dites = prendre(&mut uais, &cle, lecture::uai_dite).into_iter().flatten().collect();
        o.uais = reunir_uais(rejouer(dites, &o.decisions));
        let relations = prendre(&mut relations, &cle, lecture::relation);
        o.relations = reunir_relations(relations.into_iter().flatten().collect());
        o.lieux = prendre(&mut lieux, &cle, lecture::lieu);
        o.reseaux = triees(prendre(&mut reseaux, &cle, |l| l.reseau));
        o.certifications = triees(prendre(&mut certifications, &cle, Certification::lue));
        o.contacts = triees(prendre(&mut contacts, &cle, lecture::contact));
        organismes.push(o);
    }
    organismes
}

fn groupe<L>(lignes: Vec<L>, siret: impl Fn(&L) -> &String) -> HashMap<String, Vec<L>> {
    let mut groupes: HashMap<String, Vec<L>> = HashMap::new();
    for ligne in lignes {
        groupes.entry(siret(&ligne).clone()).or_default().push(ligne);
    }
    groupes
}

fn prendre<L, T>(
    groupes: &mut HashMap<String, Vec<L>>,
    siret: &str,
    lire: impl Fn(L) -> T,
) -> Vec<T> {
    groupes.remove(siret).unwrap_or_default().into_iter().map(lire).collect()
}

fn triees<T: Ord>(mut liste: Vec<T>) -> Vec<T> {
    liste.sort();
    liste.dedup();
    liste
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
        contacts: Vec::new(),
        decisions: Vec::new(),
        vie: Vie {
            cree_le: fait(dites, |d| d.vie.cree_le.as_ref()).map(|f| f.valeur),
            ferme_le: fait(dites, |d| d.vie.ferme_le.as_ref()).map(|f| f.valeur),
            unite_creee_le: fait(dites, |d| d.vie.unite_creee_le.as_ref()).map(|f| f.valeur),
            unite_cessee_le: fait(dites, |d| d.vie.unite_cessee_le.as_ref()).map(|f| f.valeur),
        },
    }
}

//! The rows of the tables, made of checked values.

use importer::{Enregistrement, Table, Valeur};
use noyau::dates::DateCivile;
use noyau::geo::Point;
use noyau::identifiants::{
    CleMinistereEducatif, CodeCommune, CodePostal, Courriel, Naf, Nda, Siret, Uai,
};

use crate::regles::adresse;
use crate::regles::vocabulaire::{Etat, GenreRelation, Nature, StatutUai};

pub static ORGANISMES: Table = Table {
    nom: "annuaire_organismes",
    colonnes: &[
        "siret",
        "raison_sociale",
        "enseigne",
        "nature",
        "etat",
        "siege_social",
        "qualiopi",
        "nda",
        "naf",
        "forme_juridique",
        "adresse",
        "code_postal",
        "commune",
        "localite",
        "departement",
        "academie",
        "region",
        "lat",
        "lon",
        "date_source",
        "cree_le",
        "ferme_le",
        "unite_creee_le",
        "unite_cessee_le",
    ],
    cle: &["siret"],
};

pub static UAIS: Table = Table {
    nom: "annuaire_uais",
    colonnes: &["siret", "uai", "statut", "appuis"],
    cle: &["siret", "uai", "statut"],
};

pub static RELATIONS: Table = Table {
    nom: "annuaire_relations",
    colonnes: &["siret", "autre_siret", "genre", "nom"],
    cle: &["siret", "autre_siret", "genre"],
};

pub static LIEUX: Table = Table {
    nom: "annuaire_lieux",
    colonnes: &[
        "siret",
        "code",
        "uai",
        "uai_fiable",
        "adresse",
        "code_postal",
        "commune",
        "localite",
        "lat",
        "lon",
    ],
    cle: &["siret", "code"],
};

pub static RESEAUX: Table =
    Table { nom: "annuaire_reseaux", colonnes: &["siret", "reseau"], cle: &["siret", "reseau"] };

pub static CERTIFICATIONS: Table = Table {
    nom: "annuaire_certifications",
    colonnes: &["siret", "genre", "code", "libelle"],
    cle: &["siret", "genre", "code"],
};

pub static CONTACTS: Table = Table {
    nom: "annuaire_contacts",
    colonnes: &["siret", "courriel", "confirme", "appuis"],
    cle: &["siret", "courriel"],
};

pub static CORRECTIONS: Table = Table {
    nom: "annuaire_corrections",
    colonnes: &["cle_me", "uai", "siret_formateur", "commune"],
    cle: &["cle_me"],
};

/// A place on the map of France, as far as the publisher says it.
#[derive(Debug, Default)]
pub struct Adresse {
    pub texte: Option<String>,
    pub code_postal: Option<CodePostal>,
    pub commune: Option<CodeCommune>,
    pub localite: Option<String>,
    pub point: Option<Point>,
}

impl Adresse {
    /// An address given in one piece.
    pub fn lue(texte: Option<&str>) -> Self {
        let (code_postal, localite) = texte.and_then(adresse::ville).unzip();
        Adresse { texte: texte.map(str::to_owned), code_postal, localite, ..Adresse::default() }
    }
}

#[derive(Debug)]
pub struct Organisme {
    pub siret: Siret,
    pub raison_sociale: Option<String>,
    pub enseigne: Option<String>,
    pub nature: Option<Nature>,
    pub etat: Option<Etat>,
    pub siege_social: Option<bool>,
    pub qualiopi: Option<bool>,
    pub nda: Option<Nda>,
    pub naf: Option<Naf>,
    pub forme_juridique: Option<String>,
    pub adresse: Adresse,
    pub date_source: Option<DateCivile>,
    pub vie: Vie,
}

/// When the establishment and its legal unit began and ended.
#[derive(Debug, Default)]
pub struct Vie {
    pub cree_le: Option<DateCivile>,
    pub ferme_le: Option<DateCivile>,
    pub unite_creee_le: Option<DateCivile>,
    pub unite_cessee_le: Option<DateCivile>,
}

impl Organisme {
    /// An organisation of which nothing else is known.
    pub fn nouveau(siret: Siret) -> Self {
        Organisme {
            siret,
            raison_sociale: None,
            enseigne: None,
            nature: None,
            etat: None,
            siege_social: None,
            qualiopi: None,
            nda: None,
            naf: None,
            forme_juridique: None,
            adresse: Adresse::default(),
            date_source: None,
            vie: Vie::default(),
        }
    }
}

impl Enregistrement for Organisme {
    const TABLE: &'static Table = &ORGANISMES;

    fn cle(&self) -> String {
        self.siret.to_string()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let a = self.adresse;
        let departement = adresse::departement(a.commune, a.code_postal);
        let academie = departement.and_then(|d| d.academie());
        vec![
            self.siret.as_str().into(),
            self.raison_sociale.into(),
            self.enseigne.into(),
            self.nature.map(Nature::code).into(),
            self.etat.map(Etat::code).into(),
            self.siege_social.into(),
            self.qualiopi.into(),
            texte(self.nda),
            texte(self.naf),
            self.forme_juridique.into(),
            a.texte.into(),
            texte(a.code_postal),
            texte(a.commune),
            a.localite.into(),
            departement.map(|d| d.code).into(),
            academie.map(|a| a.code).into(),
            departement.map(|d| d.region().code).into(),
            a.point.map(Point::lat).into(),
            a.point.map(Point::lon).into(),
            texte(self.date_source),
            texte(self.vie.cree_le),
            texte(self.vie.ferme_le),
            texte(self.vie.unite_creee_le),
            texte(self.vie.unite_cessee_le),
        ]
    }
}

/// A UAI and the names of the lists that support it.
#[derive(Debug)]
pub struct UaiDOrganisme {
    pub siret: Siret,
    pub uai: Uai,
    pub statut: StatutUai,
    pub appuis: Vec<String>,
}

impl Enregistrement for UaiDOrganisme {
    const TABLE: &'static Table = &UAIS;

    fn cle(&self) -> String {
        format!("{} {} {}", self.siret, self.uai, self.statut.code())
    }

    fn valeurs(self) -> Vec<Valeur> {
        let appuis = self.appuis.join(", ");
        vec![
            self.siret.as_str().into(),
            self.uai.as_str().into(),
            self.statut.code().into(),
            appuis.into(),
        ]
    }
}

#[derive(Debug)]
pub struct Relation {
    pub siret: Siret,
    pub autre: Siret,
    pub genre: GenreRelation,
    pub nom: Option<String>,
}

impl Enregistrement for Relation {
    const TABLE: &'static Table = &RELATIONS;

    fn cle(&self) -> String {
        format!("{} {} {}", self.siret, self.autre, self.genre.code())
    }

    fn valeurs(self) -> Vec<Valeur> {
        vec![
            self.siret.as_str().into(),
            self.autre.as_str().into(),
            self.genre.code().into(),
            self.nom.into(),
        ]
    }
}

#[derive(Debug)]
pub struct Lieu {
    pub siret: Siret,
    pub code: String,
    pub uai: Option<Uai>,
    pub uai_fiable: bool,
    pub adresse: Adresse,
}

impl Enregistrement for Lieu {
    const TABLE: &'static Table = &LIEUX;

    fn cle(&self) -> String {
        format!("{} {}", self.siret, self.code)
    }

    fn valeurs(self) -> Vec<Valeur> {
        let a = self.adresse;
        vec![
            self.siret.as_str().into(),
            self.code.into(),
            texte(self.uai),
            self.uai_fiable.into(),
            a.texte.into(),
            texte(a.code_postal),
            texte(a.commune),
            a.localite.into(),
            a.point.map(Point::lat).into(),
            a.point.map(Point::lon).into(),
        ]
    }
}

#[derive(Debug)]
pub struct Reseau {
    pub siret: Siret,
    pub reseau: String,
}

impl Enregistrement for Reseau {
    const TABLE: &'static Table = &RESEAUX;

    fn cle(&self) -> String {
        format!("{} {}", self.siret, self.reseau)
    }

    fn valeurs(self) -> Vec<Valeur> {
        vec![self.siret.as_str().into(), self.reseau.into()]
    }
}

#[derive(Debug)]
pub struct Certification {
    pub siret: Siret,
    pub genre: &'static str,
    pub code: String,
    pub libelle: Option<String>,
}

impl Enregistrement for Certification {
    const TABLE: &'static Table = &CERTIFICATIONS;

    fn cle(&self) -> String {
        format!("{} {} {}", self.siret, self.genre, self.code)
    }

    fn valeurs(self) -> Vec<Valeur> {
        vec![self.siret.as_str().into(), self.genre.into(), self.code.into(), self.libelle.into()]
    }
}

/// A generic mailbox of an organisation.
#[derive(Debug)]
pub struct Contact {
    pub siret: Siret,
    pub courriel: Courriel,
    pub confirme: bool,
    pub appuis: Vec<String>,
}

impl Enregistrement for Contact {
    const TABLE: &'static Table = &CONTACTS;

    fn cle(&self) -> String {
        format!("{} {}", self.siret, self.courriel.as_str())
    }

    fn valeurs(self) -> Vec<Valeur> {
        vec![
            self.siret.as_str().into(),
            self.courriel.as_str().into(),
            self.confirme.into(),
            self.appuis.join(", ").into(),
        ]
    }
}

#[derive(Debug)]
pub struct Correction {
    pub cle: CleMinistereEducatif,
    pub uai: Uai,
}

impl Enregistrement for Correction {
    const TABLE: &'static Table = &CORRECTIONS;

    fn cle(&self) -> String {
        self.cle.to_string()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let formateur = self.cle.siret_formateur().ok();
        vec![
            self.cle.as_str().into(),
            self.uai.as_str().into(),
            texte(formateur),
            texte(self.cle.commune()),
        ]
    }
}

fn texte<T: ToString>(valeur: Option<T>) -> Valeur {
    valeur.map(|v| v.to_string()).into()
}

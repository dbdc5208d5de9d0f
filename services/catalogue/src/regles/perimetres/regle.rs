//! A rule: for which trainings, on which platform, which status.

use std::collections::BTreeMap;

use noyau::dates::DateCivile;
use noyau::texte::plier;
use serde::Deserialize;

use super::fiche::Fiche;
use super::nom::Nom;
use super::statut::{Plateforme, Statut};

/// What a rule wants of the trainings it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Condition {
    /// They are shown.
    #[serde(rename = "doit intégrer")]
    Doit,
    /// They may be.
    #[serde(rename = "peut intégrer")]
    Peut,
    /// They are not.
    #[serde(rename = "ne doit pas intégrer")]
    NeDoitPas,
}

impl Condition {
    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Doit => "doit intégrer",
            Self::Peut => "peut intégrer",
            Self::NeDoitPas => "ne doit pas intégrer",
        }
    }

    /// Statuses that a rule may give, nationally, on a platform.
    pub fn statuts(self, plateforme: Plateforme) -> &'static [Statut] {
        match (self, plateforme) {
            (Self::Doit, _) => &[Statut::APublier],
            (Self::NeDoitPas, _) => &[Statut::NonPubliable],
            (Self::Peut, Plateforme::Affelnet) => &[Statut::ADefinir],
            (Self::Peut, Plateforme::Parcoursup) => &[
                Statut::SousHabilitation,
                Statut::VerifierAcces,
                Statut::ValidationRecteur,
                Statut::APublier,
            ],
        }
    }
}

/// Statuses that an academy may give in place of the national one (Affelnet only).
pub const STATUTS_D_ACADEMIE: [Statut; 4] =
    [Statut::ADefinir, Statut::APublier, Statut::Validation, Statut::NonPubliable];

/// A field that a clause reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Champ {
    /// Kind of diploma.
    Diplome,
    /// CFD.
    Cfd,
    /// RNCP.
    Rncp,
    /// MEF.
    Mef,
    /// Name.
    Intitule,
    /// Région, its code.
    Region,
    /// Département, its code.
    Departement,
    /// SIRET of who answers for it.
    SiretGestionnaire,
    /// SIRET of who teaches.
    SiretFormateur,
    /// UAI of the place.
    Uai,
}

impl Champ {
    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Diplome => "le type de diplôme",
            Self::Cfd => "le code CFD",
            Self::Rncp => "le code RNCP",
            Self::Mef => "le code MEF",
            Self::Intitule => "l’intitulé",
            Self::Region => "la région",
            Self::Departement => "le département",
            Self::SiretGestionnaire => "le SIRET du responsable",
            Self::SiretFormateur => "le SIRET du formateur",
            Self::Uai => "l’UAI du lieu",
        }
    }
}

/// How a clause compares. Texts are compared without case or accents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operateur {
    /// The same.
    Egal,
    /// Not the same.
    Different,
    /// Holds it.
    Contient,
    /// Does not hold it.
    NeContientPas,
    /// Begins with it.
    CommencePar,
    /// Ends with it.
    TerminePar,
}

impl Operateur {
    fn tient(self, lu: &str, valeur: &str) -> bool {
        match self {
            Self::Egal => lu == valeur,
            Self::Different => lu != valeur,
            Self::Contient => lu.contains(valeur),
            Self::NeContientPas => !lu.contains(valeur),
            Self::CommencePar => lu.starts_with(valeur),
            Self::TerminePar => lu.ends_with(valeur),
        }
    }

    fn libelle(self) -> &'static str {
        match self {
            Self::Egal => "est",
            Self::Different => "n’est pas",
            Self::Contient => "contient",
            Self::NeContientPas => "ne contient pas",
            Self::CommencePar => "commence par",
            Self::TerminePar => "finit par",
        }
    }
}

/// A complementary clause; all of a rule's must hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Field read.
    pub champ: Champ,
    /// Comparison.
    pub operateur: Operateur,
    /// Values: one that holds is enough, all of them for the negative comparisons.
    pub valeurs: Vec<String>,
}

impl Clause {
    fn tient(&self, fiche: &Fiche) -> bool {
        let lu = plier(fiche.champ(self.champ));
        let tient = |valeur: &String| self.operateur.tient(&lu, &plier(valeur));
        match self.operateur {
            Operateur::Different | Operateur::NeContientPas => self.valeurs.iter().all(tient),
            _ => self.valeurs.iter().any(tient),
        }
    }

    /// "le code CFD commence par 500 ou 400".
    pub fn dire(&self) -> String {
        let valeurs = self.valeurs.join(" ou ");
        format!("{} {} {valeurs}", self.champ.libelle(), self.operateur.libelle())
    }
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regle {
    /// Number, unique, by which it is named.
    pub numero: u32,
    /// What it is about, in French.
    pub nom: String,
    /// Platform.
    pub plateforme: Plateforme,
    /// Level of the diplomas.
    pub niveau: u8,
    /// Kind of diploma, as the BCN writes it; any when none.
    pub diplome: Option<Nom>,
    /// What it wants.
    pub condition: Condition,
    /// Status given.
    pub statut: Statut,
    /// Académie it is limited to, its code; the whole country when none.
    pub academie: Option<String>,
    /// Status by académie, in place of the national one (Affelnet).
    #[serde(default)]
    pub academies: BTreeMap<String, Statut>,
    /// Length in years it is limited to.
    pub duree: Option<i64>,
    /// Year of entry it is limited to.
    pub annee: Option<String>,
    /// Complementary clauses, all to hold.
    #[serde(default)]
    pub clauses: Vec<Clause>,
    /// First day it holds, `AAAA-MM-JJ`.
    pub debut: DateCivile,
    /// Last day it holds.
    pub fin: Option<DateCivile>,
    /// Who wrote it.
    pub auteur: String,
}

/// Years of entry that Parcoursup shows: the first, or not said.
const ANNEES_PARCOURSUP: [&str; 3] = ["1", "9", "X"];

/// Year of entry that Affelnet does not show.
const ANNEE_INCONNUE: &str = "X";

impl Regle {
    /// Whether it holds on that day.
    pub fn en_vigueur(&self, jour: DateCivile) -> bool {
        self.debut <= jour && self.fin.is_none_or(|fin| jour <= fin)
    }

    /// Whether it speaks of this level and kind of diploma: a rule that does not is not worth
    /// naming to who asks why.
    pub fn vise(&self, fiche: &Fiche) -> bool {
        let diplome = |d: &Nom| *d == fiche.diplome;
        fiche.niveau == Some(self.niveau) && self.diplome.as_ref().is_none_or(diplome)
    }

    /// What does not hold for this training, in French; empty when the rule applies.
    pub fn manques(&self, fiche: &Fiche) -> Vec<String> {
        let mut manques = Vec::new();
        if fiche.niveau != Some(self.niveau) {
            manques.push(format!("le niveau n’est pas {}", self.niveau));
        }
        if let Some(diplome) = self.diplome.as_ref().filter(|d| **d != fiche.diplome) {
            manques.push(format!("le type de diplôme n’est pas « {} »", &**diplome));
        }
        if !self.annee_admise(&fiche.annee) {
            manques.push(format!("l’année d’entrée « {} » n’est pas admise", fiche.annee));
        }
        if self.duree.is_some() && self.duree != fiche.duree {
            manques.push("la durée n’est pas celle de la règle".to_owned());
        }
        if let Some(academie) = self.academie.as_ref().filter(|a| **a != *fiche.academie) {
            manques.push(format!("l’académie n’est pas {academie}"));
        }
        let clauses = self.clauses.iter().filter(|c| !c.tient(fiche));
        manques.extend(clauses.map(|c| format!("il n’est pas vrai que {}", c.dire())));
        manques
    }

    fn annee_admise(&self, annee: &str) -> bool {
        if let Some(voulue) = &self.annee {
            return voulue == annee;
        }
        match self.plateforme {
            Plateforme::Parcoursup => ANNEES_PARCOURSUP.contains(&annee),
            Plateforme::Affelnet => annee != ANNEE_INCONNUE,
        }
    }
}

//! What a habilitation is held for, and what an act is about.

use noyau::territoires::{Academie, Departement, Region};

use super::role::Role;

/// The kinds of ressort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GenreDeRessort {
    /// The whole country.
    France,
    /// A région.
    Region,
    /// An académie.
    Academie,
    /// A département.
    Departement,
    /// One organisation.
    Organisme,
    /// An OPCO and its companies.
    Opco,
    /// A network and its training centres.
    Reseau,
}

impl GenreDeRessort {
    /// Every kind.
    pub const TOUS: [GenreDeRessort; 7] = [
        GenreDeRessort::France,
        GenreDeRessort::Region,
        GenreDeRessort::Academie,
        GenreDeRessort::Departement,
        GenreDeRessort::Organisme,
        GenreDeRessort::Opco,
        GenreDeRessort::Reseau,
    ];

    /// Stable code, in the database.
    pub fn code(self) -> &'static str {
        match self {
            GenreDeRessort::France => "france",
            GenreDeRessort::Region => "region",
            GenreDeRessort::Academie => "academie",
            GenreDeRessort::Departement => "departement",
            GenreDeRessort::Organisme => "organisme",
            GenreDeRessort::Opco => "opco",
            GenreDeRessort::Reseau => "reseau",
        }
    }

    /// The kind that has this code.
    pub fn lire(code: &str) -> Option<Self> {
        GenreDeRessort::TOUS.into_iter().find(|g| g.code() == code)
    }
}

/// What a habilitation is held for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ressort {
    /// The whole country.
    France,
    /// A région, by its INSEE code.
    Region(String),
    /// An académie, by its code.
    Academie(String),
    /// A département, by its code.
    Departement(String),
    /// One organisation, by its SIRET, or by its identifier when it has none.
    Organisme(String),
    /// An OPCO, by its name.
    Opco(String),
    /// A network, by its code.
    Reseau(String),
}

impl Ressort {
    /// From what the database holds; `None` when a territory does not exist or a name is empty.
    pub fn lire(genre: GenreDeRessort, code: &str) -> Option<Self> {
        if genre == GenreDeRessort::France {
            return code.is_empty().then_some(Ressort::France);
        }
        let nu = code.trim();
        let nomme = || (!nu.is_empty()).then(|| nu.to_owned());
        match genre {
            GenreDeRessort::France => None,
            GenreDeRessort::Region => {
                Region::par_code(nu).map(|r| Ressort::Region(r.code.to_owned()))
            }
            GenreDeRessort::Academie => nomme()
                .and_then(|c| Academie::par_code(&c))
                .map(|a| Ressort::Academie(a.code.to_owned())),
            GenreDeRessort::Departement => {
                Departement::par_code(nu).map(|d| Ressort::Departement(d.code.to_owned()))
            }
            GenreDeRessort::Organisme => nomme().map(Ressort::Organisme),
            GenreDeRessort::Opco => nomme().map(Ressort::Opco),
            GenreDeRessort::Reseau => nomme().map(Ressort::Reseau),
        }
    }

    /// Its kind.
    pub fn genre(&self) -> GenreDeRessort {
        match self {
            Ressort::France => GenreDeRessort::France,
            Ressort::Region(_) => GenreDeRessort::Region,
            Ressort::Academie(_) => GenreDeRessort::Academie,
            Ressort::Departement(_) => GenreDeRessort::Departement,
            Ressort::Organisme(_) => GenreDeRessort::Organisme,
            Ressort::Opco(_) => GenreDeRessort::Opco,
            Ressort::Reseau(_) => GenreDeRessort::Reseau,
        }
    }

    /// Its code; empty for the whole country.
    pub fn code(&self) -> &str {
        match self {
            Ressort::France => "",
            Ressort::Region(c)
            | Ressort::Academie(c)
            | Ressort::Departement(c)
            | Ressort::Organisme(c)
            | Ressort::Opco(c)
            | Ressort::Reseau(c) => c,
        }
    }

    /// What people read: "Bretagne", "Académie de Rennes"; the code when it names nothing else.
    pub fn libelle(&self) -> String {
        match self {
            Ressort::France => "France entière".to_owned(),
            Ressort::Region(code) => {
                Region::par_code(code).map_or_else(|| code.clone(), |r| r.nom.to_owned())
            }
            Ressort::Academie(code) => Academie::par_code(code)
                .map_or_else(|| code.clone(), |a| format!("Académie de {}", a.nom)),
            Ressort::Departement(code) => Departement::par_code(code)
                .map_or_else(|| code.clone(), |d| format!("{} ({code})", d.nom)),
            Ressort::Organisme(code) | Ressort::Opco(code) | Ressort::Reseau(code) => code.clone(),
        }
    }

    /// Whether the target lies within. A target that does not say where it is lies nowhere.
    pub fn couvre(&self, cible: &Cible) -> bool {
        let egal = |dit: &Option<String>, code: &String| dit.as_ref() == Some(code);
        match self {
            Ressort::France => true,
            Ressort::Region(code) => egal(&cible.region, code),
            Ressort::Academie(code) => egal(&cible.academie, code),
            Ressort::Departement(code) => egal(&cible.departement, code),
            Ressort::Organisme(code) => egal(&cible.organisme, code),
            Ressort::Opco(code) => egal(&cible.opco, code),
            Ressort::Reseau(code) => cible.reseaux.contains(code),
        }
    }
}

/// What an act is about: where it is, whose it is. What is not known stays empty and matches
/// nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cible {
    /// What it is, for the journal: `organisme`, `offre`, `habilitation`…
    pub genre: &'static str,
    /// Its identifier, for the journal.
    pub id: String,
    /// The organisation it belongs to, by its SIRET, or by its identifier when it has none.
    pub organisme: Option<String>,
    /// Its région.
    pub region: Option<String>,
    /// Its académie.
    pub academie: Option<String>,
    /// Its département.
    pub departement: Option<String>,
    /// The OPCO of its company.
    pub opco: Option<String>,
    /// The networks of its training centre.
    pub reseaux: Vec<String>,
    /// The account of the person it belongs to.
    pub personne: Option<String>,
    /// The role that an organisation's members hold there, when it matters: a company and a
    /// training centre may share a SIRET, and the members of one are nobody to the other.
    pub role: Option<Role>,
    /// The mailbox of the person whose data it is, when there is one: the journal keeps its key.
    pub sujet: Option<String>,
}

impl Cible {
    /// A target that is nowhere yet.
    pub fn nouvelle(genre: &'static str, id: impl Into<String>) -> Self {
        Cible { genre, id: id.into(), ..Cible::default() }
    }

    /// It belongs to this organisation.
    pub fn a_l_organisme(mut self, id: impl Into<String>) -> Self {
        self.organisme = Some(id.into());
        self
    }

    /// It is the data of the person of this mailbox.
    pub fn sur_la_personne(mut self, courriel: impl Into<String>) -> Self {
        self.sujet = Some(courriel.into()).filter(|c| !c.is_empty());
        self
    }

    /// Only for those who hold this role in its organisation.
    pub fn pour(mut self, role: Option<Role>) -> Self {
        self.role = role;
        self
    }

    /// It belongs to this person.
    pub fn a_la_personne(mut self, id: impl Into<String>) -> Self {
        self.personne = Some(id.into());
        self
    }

    /// It is in this département, hence in its région and académie.
    pub fn dans(mut self, departement: &str) -> Self {
        if let Some(d) = Departement::par_code(departement) {
            self.departement = Some(d.code.to_owned());
            self.region = Some(d.region().code.to_owned());
            self.academie = d.academie().map(|a| a.code.to_owned());
        }
        self
    }
}

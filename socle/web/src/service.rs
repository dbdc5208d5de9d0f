//! The contract of a service: everything the platform needs to know of it, as data.

use base::{Lecture, Migrations};
use conformite::{Declarations, DonneePersonnelle, Dossier, Regle, Traitement};
use courrier::Modele;
use futures::future::BoxFuture;
use importer::{Ecarte, Importeur};
use taches::Tache;

use crate::acces::{Acteur, Action};
use crate::etat::{Etat, Pieces};
use crate::jeu::Jeu;
use crate::route::Route;

/// Where the duty to offer a service comes from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// An article of the convention of 2022 between DGEFP and DINUM.
    Convention(&'static str),
    /// A law or a regulation.
    Loi(&'static str),
    /// What the other services stand on.
    Fondation,
}

impl Source {
    /// What the pages say.
    pub fn libelle(self) -> String {
        match self {
            Source::Convention(article) => format!("Convention de 2022, {article}"),
            Source::Loi(texte) => texte.to_owned(),
            Source::Fondation => "Socle commun aux services".to_owned(),
        }
    }
}

/// A public figure of a service.
#[derive(Clone, Copy)]
pub struct Indicateur {
    /// Stable code, e.g. `offres.publiees`.
    pub code: &'static str,
    /// What it counts, in French.
    pub titre: &'static str,
    /// How it is computed, in French.
    pub definition: &'static str,
    /// Computes it.
    pub calcul: fn(&Lecture) -> BoxFuture<'_, anyhow::Result<i64>>,
}

/// How many things wait for someone behind an [`Entree`].
pub type AFaire =
    for<'a> fn(&'a Etat, &'a Acteur) -> BoxFuture<'a, Result<i64, crate::erreur::Erreur>>;

/// A way into a page of the services, shown in the space of those who may use it.
#[derive(Clone, Copy)]
pub struct Entree {
    /// What it is called.
    pub titre: &'static str,
    /// What it is for, in one sentence.
    pub description: &'static str,
    /// Where it leads.
    pub adresse: &'static str,
    /// Who sees it: whoever may do this somewhere.
    pub action: &'static Action,
    /// How many things wait there, when it can be counted.
    pub a_faire: Option<AFaire>,
}

/// How a part of the program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Niveau {
    /// As it should be.
    Bon,
    /// It works; someone should look.
    Alerte,
    /// It does not work.
    Panne,
}

/// What a [`Sonde`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constat {
    /// How it is.
    pub niveau: Niveau,
    /// The measure, in French: « 12 000 documents, à jour ».
    pub mesure: String,
}

impl Constat {
    /// Good, unless this says otherwise.
    pub fn bon_sauf(alerte: bool, mesure: impl Into<String>) -> Self {
        let niveau = if alerte { Niveau::Alerte } else { Niveau::Bon };
        Constat { niveau, mesure: mesure.into() }
    }
}

/// A part of the program whose health can be measured, for its operators.
#[derive(Clone, Copy)]
pub struct Sonde {
    /// What is measured, in French.
    pub titre: &'static str,
    /// What it should be, in French: said beside the measure.
    pub attendu: &'static str,
    /// Measures it; an error is a failure.
    pub mesurer: fn(&Etat) -> BoxFuture<'_, anyhow::Result<Constat>>,
}

/// Prepares what a service keeps in memory (its search index, its tables).
pub type Preparer = for<'a> fn(&'a Etat, &'a mut Pieces) -> BoxFuture<'a, anyhow::Result<()>>;

/// Work that each node does for itself as long as it runs.
pub type Fond = fn(Etat) -> BoxFuture<'static, ()>;

/// A public service: one value, from which the platform builds the router, the OpenAPI document,
/// the rights matrix, the register, the imports and the tests that walk them.
pub struct Service {
    /// Name: that of the crate.
    pub nom: &'static str,
    /// What it offers, in French.
    pub titre: &'static str,
    /// Where its duty comes from.
    pub source: Source,
    /// Its tables.
    pub migrations: Option<Migrations>,
    /// Its routes.
    pub routes: Vec<Route>,
    /// What can be done in it, and by whom.
    pub actions: Vec<&'static Action>,
    /// The ways into its pages, by what one may do.
    pub entrees: Vec<Entree>,
    /// What of it can be measured for its operators.
    pub sondes: Vec<Sonde>,
    /// Its jobs.
    pub taches: Vec<Tache>,
    /// The files it reads.
    pub importeurs: Vec<Importeur>,
    /// The publishers' files it knows and leaves aside.
    pub ecartes: Vec<Ecarte>,
    /// Its lines in the processing register.
    pub traitements: Vec<Traitement>,
    /// The columns that hold something of a person.
    pub personnes: Vec<DonneePersonnelle>,
    /// Its retention rules, where deleting what the register says is not what must happen.
    pub regles: Vec<Regle>,
    /// Where it holds the data of a person, and how they go.
    pub dossiers: Vec<Dossier>,
    /// Its public figures.
    pub indicateurs: Vec<Indicateur>,
    /// Its open data sets.
    pub jeux: Vec<Jeu>,
    /// The mails it may send.
    pub courriels: Vec<Modele>,
    /// Its pages that stand by themselves: title and address, for the site map.
    pub plan: Vec<(&'static str, &'static str)>,
    /// What it prepares before the first request, in order.
    pub preparations: Vec<Preparer>,
    /// What runs beside the requests.
    pub fonds: Vec<Fond>,
}

impl Service {
    /// A service with nothing in it yet.
    pub fn new(nom: &'static str, titre: &'static str, source: Source) -> Self {
        Service {
            nom,
            titre,
            source,
            migrations: None,
            routes: Vec::new(),
            actions: Vec::new(),
            entrees: Vec::new(),
            sondes: Vec::new(),
            taches: Vec::new(),
            importeurs: Vec::new(),
            ecartes: Vec::new(),
            traitements: Vec::new(),
            personnes: Vec::new(),
            regles: Vec::new(),
            dossiers: Vec::new(),
            indicateurs: Vec::new(),
            jeux: Vec::new(),
            courriels: Vec::new(),
            plan: Vec::new(),
            preparations: Vec::new(),
            fonds: Vec::new(),
        }
    }

    /// Its tables.
    pub fn migrations(mut self, fichiers: &'static [base::Migration]) -> Self {
        self.migrations = Some(Migrations { service: self.nom, fichiers });
        self
    }

    /// Its routes.
    pub fn routes(mut self, routes: impl IntoIterator<Item = Route>) -> Self {
        self.routes.extend(routes);
        self
    }

    /// What can be done in it, and by whom: the cells of the matrix.
    pub fn actions(mut self, actions: impl IntoIterator<Item = &'static Action>) -> Self {
        self.actions.extend(actions);
        self
    }

    /// The ways into its pages, by what one may do.
    pub fn entrees(mut self, entrees: impl IntoIterator<Item = Entree>) -> Self {
        self.entrees.extend(entrees);
        self
    }

    /// What of it can be measured for its operators.
    pub fn sondes(mut self, sondes: impl IntoIterator<Item = Sonde>) -> Self {
        self.sondes.extend(sondes);
        self
    }

    /// Its jobs.
    pub fn taches(mut self, taches: impl IntoIterator<Item = Tache>) -> Self {
        self.taches.extend(taches);
        self
    }

    /// The files it reads.
    pub fn importeurs(mut self, importeurs: impl IntoIterator<Item = Importeur>) -> Self {
        self.importeurs.extend(importeurs);
        self
    }

    /// The publishers' files it knows and leaves aside.
    pub fn ecartes(mut self, ecartes: impl IntoIterator<Item = Ecarte>) -> Self {
        self.ecartes.extend(ecartes);
        self
    }

    /// Its lines in the register.
    pub fn traitements(mut self, traitements: impl IntoIterator<Item = Traitement>) -> Self {
        self.traitements.extend(traitements);
        self
    }

    /// The columns that hold something of a person.
    pub fn personnes(mut self, donnees: impl IntoIterator<Item = DonneePersonnelle>) -> Self {
        self.personnes.extend(donnees);
        self
    }

    /// Its retention rules, where deleting what the register says is not what must happen.
    pub fn regles(mut self, regles: impl IntoIterator<Item = Regle>) -> Self {
        self.regles.extend(regles);
        self
    }

    /// Where it holds the data of a person, and how they go.
    pub fn dossiers(mut self, dossiers: impl IntoIterator<Item = Dossier>) -> Self {
        self.dossiers.extend(dossiers);
        self
    }

    /// Its public figures.
    pub fn indicateurs(mut self, indicateurs: impl IntoIterator<Item = Indicateur>) -> Self {
        self.indicateurs.extend(indicateurs);
        self
    }

    /// Its open data sets.
    pub fn jeux(mut self, jeux: impl IntoIterator<Item = Jeu>) -> Self {
        self.jeux.extend(jeux);
        self
    }

    /// The mails it may send.
    pub fn courriels(mut self, modeles: impl IntoIterator<Item = Modele>) -> Self {
        self.courriels.extend(modeles);
        self
    }

    /// Its pages that stand by themselves: title and address, for the site map.
    pub fn plan(mut self, pages: impl IntoIterator<Item = (&'static str, &'static str)>) -> Self {
        self.plan.extend(pages);
        self
    }

    /// What it prepares before the first request.
    pub fn preparer(mut self, preparer: Preparer) -> Self {
        self.preparations.push(preparer);
        self
    }

    /// What runs beside the requests.
    pub fn fond(mut self, fond: Fond) -> Self {
        self.fonds.push(fond);
        self
    }
}

/// What the services declare of personal data, together.
pub fn declarations(services: &[Service]) -> Declarations {
    Declarations {
        traitements: services.iter().flat_map(|s| s.traitements.clone()).collect(),
        regles: services.iter().flat_map(|s| s.regles.clone()).collect(),
        personnes: services.iter().flat_map(|s| s.personnes.clone()).collect(),
        dossiers: services.iter().flat_map(|s| s.dossiers.clone()).collect(),
    }
}

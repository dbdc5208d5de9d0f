//! What the platform answers for itself: health, static files, and the pages made from the
//! services' declarations.

mod documentation;
mod fichiers;
mod ouvertes;
mod pages;
mod sante;

use axum::routing::get;
use conformite::{DonneePersonnelle, Traitement};
use courrier::Modele;
use taches::Tache;
use utoipa_axum::routes;

use crate::jeu::Jeu;
use crate::openapi;
use crate::page::Lien;
use crate::route::{Debit, Droit, Finalite, Reponse, Route};
use crate::service::{Indicateur, Service, Sonde, Source};

/// What the pages of the platform tell of the services: a copy of their declarations.
pub struct Registre {
    pub(crate) services: Vec<Fiche>,
    pub(crate) openapi: utoipa::openapi::OpenApi,
}

/// The declarations of one service.
pub(crate) struct Fiche {
    pub(crate) nom: &'static str,
    pub(crate) sondes: Vec<Sonde>,
    pub(crate) taches: Vec<Tache>,
    pub(crate) titre: &'static str,
    pub(crate) source: Source,
    pub(crate) routes: Vec<LigneDeRoute>,
    pub(crate) actions: Vec<&'static crate::acces::Action>,
    pub(crate) entrees: Vec<crate::service::Entree>,
    pub(crate) traitements: Vec<Traitement>,
    pub(crate) personnes: Vec<DonneePersonnelle>,
    pub(crate) indicateurs: Vec<Indicateur>,
    pub(crate) importeurs: Vec<(&'static str, &'static str)>,
    pub(crate) jeux: Vec<Jeu>,
    pub(crate) courriels: Vec<Modele>,
    pub(crate) plan: Vec<Lien>,
}

/// A row of the rights matrix.
pub(crate) struct LigneDeRoute {
    pub(crate) adresse: String,
    pub(crate) droit: Droit,
    pub(crate) debit: Debit,
    pub(crate) finalite: Finalite,
    pub(crate) reponses: String,
}

impl Registre {
    /// Copies what the services declare.
    pub fn de(services: &[Service]) -> Self {
        let openapi = openapi::document(services, "/");
        Registre { services: services.iter().map(Fiche::de).collect(), openapi }
    }

    /// What each service publishes as figures: its title, the sources it reads, the figures.
    pub fn indicateurs(
        &self,
    ) -> impl Iterator<Item = (&'static str, Vec<&'static str>, &[Indicateur])> {
        self.services.iter().filter(|s| !s.indicateurs.is_empty()).map(|s| {
            let sources = s.importeurs.iter().map(|(source, _)| *source).collect();
            (s.titre, sources, s.indicateurs.as_slice())
        })
    }

    /// The open data sets.
    pub(crate) fn jeux(&self) -> impl Iterator<Item = &Jeu> {
        self.services.iter().flat_map(|s| &s.jeux)
    }

    /// The open data set of this name.
    pub(crate) fn jeu(&self, code: &str) -> Option<&Jeu> {
        self.jeux().find(|j| j.code == code)
    }

    /// The ways into the pages of the services.
    pub fn entrees(&self) -> impl Iterator<Item = &crate::service::Entree> {
        self.services.iter().flat_map(|s| &s.entrees)
    }

    /// Name and title of each service.
    pub fn noms(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.services.iter().map(|s| (s.nom, s.titre))
    }

    /// What can be measured of the program, each with the title of its service.
    pub fn sondes(&self) -> impl Iterator<Item = (&'static str, Sonde)> {
        self.services.iter().flat_map(|s| s.sondes.iter().map(|sonde| (s.titre, *sonde)))
    }

    /// The jobs that the clock starts.
    pub fn taches(&self) -> impl Iterator<Item = &Tache> {
        self.services.iter().flat_map(|s| &s.taches)
    }

    /// Every action, in the order of the services.
    pub fn actions(&self) -> impl Iterator<Item = &'static crate::acces::Action> {
        self.services.iter().flat_map(|s| s.actions.iter().copied())
    }

    /// The mails that services may send, each with the title of its service.
    pub fn courriels(&self) -> impl Iterator<Item = (&'static str, &Modele)> {
        self.services.iter().flat_map(|s| s.courriels.iter().map(|m| (s.titre, m)))
    }

    /// Name of a processing by its code.
    pub(crate) fn traitement(&self, code: &str) -> Option<&Traitement> {
        self.services.iter().flat_map(|s| &s.traitements).find(|t| t.code == code)
    }
}

impl Fiche {
    fn de(service: &Service) -> Self {
        Fiche {
            nom: service.nom,
            sondes: service.sondes.clone(),
            taches: service.taches.clone(),
            titre: service.titre,
            source: service.source,
            routes: service.routes.iter().map(LigneDeRoute::de).collect(),
            actions: service.actions.clone(),
            entrees: service.entrees.clone(),
            traitements: service.traitements.clone(),
            personnes: service.personnes.clone(),
            indicateurs: service.indicateurs.clone(),
            importeurs: service.importeurs.iter().map(|i| (i.source, i.titre)).collect(),
            jeux: service.jeux.clone(),
            courriels: service.courriels.clone(),
            plan: service.plan.iter().map(|(t, a)| Lien::new(*t, *a)).collect(),
        }
    }
}

impl LigneDeRoute {
    fn de(route: &Route) -> Self {
        let statuts: Vec<String> = route.reponses.iter().map(|(s, _)| s.to_string()).collect();
        LigneDeRoute {
            adresse: format!("{} {}", route.methode, route.chemin),
            droit: route.droit,
            debit: route.debit,
            finalite: route.finalite,
            reponses: statuts.join(", "),
        }
    }
}

const FICHIER: &[Reponse] = &[(200, "Le fichier")];

const JEU: &[Reponse] = &[
    (200, "Le jeu de données"),
    (304, "Le client le détient déjà"),
    (404, "Ce jeu n’existe pas"),
    (429, "Trop de demandes"),
];

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

/// The platform as a service, so that its own routes are declared like any other.
pub fn service() -> Service {
    let rien = Finalite::SansDonneePersonnelle;
    let lue = |chemin, quoi, reponse| {
        Route::page(chemin, Droit::Public, Debit::Page, rien(quoi), PAGE, reponse)
    };
    let libre = |chemin, quoi, reponses: &[Reponse], reponse| {
        Route::page(chemin, Droit::Public, Debit::Libre, rien(quoi), reponses, reponse)
    };
    let sante: &[Reponse] = &[(200, "Tout va bien"), (503, "La base ou un service ne répond pas")];
    Service::new("web", "La plateforme", Source::Fondation).routes([
        libre(
            "/statique/{fichier}",
            "Fichiers du site",
            &[(200, "Le fichier"), (404, "Inconnu")],
            get(sante::statique),
        ),
        libre("/sante/vivant", "Le programme tourne", &[(200, "Il tourne")], get(sante::vivant)),
        libre("/sante/pret", "Le programme peut répondre", sante, get(sante::pret)),
        libre("/robots.txt", "Consignes aux robots", FICHIER, get(fichiers::robots)),
        libre(
            "/.well-known/security.txt",
            "Où signaler une faille",
            FICHIER,
            get(fichiers::securite),
        ),
        libre("/sitemap.xml", "Pages à indexer", FICHIER, get(fichiers::plan)),
        libre("/llms.txt", "Présentation aux agents", FICHIER, get(fichiers::agents)),
        libre(
            "/widget.js",
            "Script qui pose un encart dans la page d’un partenaire",
            &[(200, "Le script"), (404, "Les fichiers du site ne sont pas construits")],
            get(fichiers::encart),
        ),
        libre("/favicon.ico", "Icône", &[(308, "Vers l’icône du site")], get(sante::icone)),
        Route::page(
            "/metrics",
            Droit::Exploitation,
            Debit::Libre,
            rien("Compteurs de requêtes par route"),
            &[(200, "Les compteurs"), (404, "Appel venu d’ailleurs que la machine")],
            get(sante::mesures),
        ),
        Route::api(
            routes!(sante::healthcheck),
            Droit::Public,
            Debit::Libre,
            rien("État du service"),
        ),
        Route::api(
            routes!(sante::document_openapi),
            Droit::Public,
            Debit::Page,
            rien("Description de l’API"),
        ),
        lue("/droits", "Matrice des droits", get(pages::droits)),
        lue("/donnees-personnelles", "Registre des traitements", get(pages::registre)),
        lue("/plan-du-site", "Liste des pages", get(pages::plan)),
        lue("/accessibilite", "Déclaration d’accessibilité", get(pages::accessibilite)),
        lue("/mentions-legales", "Mentions légales", get(pages::mentions)),
        lue("/donnees-ouvertes", "Jeux de données et leurs sources", get(ouvertes::liste)),
        Route::page(
            "/donnees-ouvertes/jeu/{code}",
            Droit::Public,
            Debit::Page,
            rien("Dictionnaire d’un jeu de données"),
            JEU,
            get(ouvertes::jeu),
        ),
        Route::page(
            "/donnees-ouvertes/{fichier}",
            Droit::Public,
            Debit::Minute(60),
            rien("Jeu de données, schéma, catalogue"),
            JEU,
            get(ouvertes::fichier),
        )
        .suit(&["version.courante", "annuaire.decision", "pilotage.jour"]),
        lue("/api", "Présentation de l’API", get(documentation::liste)),
        Route::page(
            "/api/documentation/{operation}",
            Droit::Public,
            Debit::Page,
            rien("Documentation d’une opération de l’API"),
            &[(200, "La page"), (404, "Cette opération n’existe pas"), (429, "Trop de demandes")],
            get(documentation::operation),
        ),
        lue("/code-source", "Code et licences", get(pages::code)),
    ])
}

/// Pages that the site map lists before those of the services.
pub(crate) fn pages_de_la_plateforme() -> Vec<Lien> {
    [
        ("Données ouvertes", "/donnees-ouvertes"),
        ("API", "/api"),
        ("Données personnelles", "/donnees-personnelles"),
        ("Qui peut faire quoi", "/droits"),
        ("Accessibilité", "/accessibilite"),
        ("Mentions légales", "/mentions-legales"),
        ("Code source", "/code-source"),
    ]
    .map(|(libelle, adresse)| Lien::new(libelle, adresse))
    .to_vec()
}

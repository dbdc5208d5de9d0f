//! The command line.

mod avis;
mod cles;
mod configuration;
mod courriel;
mod demo;
mod doctor;
mod export;
mod fichier;
mod france_travail;
mod import;
mod index;
mod livraison;
mod marche_cache;
mod remise;
mod retention;
mod serve;
mod situation;
mod user;

use std::net::SocketAddr;
use std::path::PathBuf;

use base::ErreurBase;
use clap::{Parser, Subcommand, ValueEnum};
use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Compagnon : les services de l'apprentissage en un seul programme.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    commande: Commande,
}

#[derive(Debug, Subcommand)]
enum Commande {
    /// Démarre le site et l'API.
    Serve {
        /// Adresse et port d'écoute (par défaut : COMPAGNON_LISTEN, puis 127.0.0.1:8080).
        #[arg(long)]
        listen: Option<SocketAddr>,
        /// Charge des données inventées si la base est vide, et le dit sur le site.
        #[arg(long)]
        demo: bool,
    },
    /// Importe un fichier d'un éditeur, ou tout un dossier avec « auto ».
    Import(Import),
    /// Fabrique une France inventée (entreprises et personnes imaginaires, lieux réels).
    Demo {
        /// Taille du jeu de données.
        #[arg(long, value_enum, default_value_t = Echelle::Petit)]
        scale: Echelle,
        /// Jour de référence des dates (AAAA-MM-JJ) ; aujourd'hui par défaut.
        #[arg(long)]
        date: Option<String>,
        /// Graine du tirage : la même graine et la même date donnent les mêmes données.
        #[arg(long, default_value_t = 2026)]
        seed: u64,
        /// Écrit seulement les fichiers dans ce dossier, sans les importer.
        #[arg(long)]
        files: Option<PathBuf>,
    },
    /// Gère l'index de recherche.
    Index {
        #[command(subcommand)]
        action: ActionIndex,
    },
    /// Écrit un jeu de données ouvertes ; sans nom, liste les jeux.
    Export {
        /// Jeu de données.
        jeu: Option<String>,
        /// csv, xlsx ou ndjson.
        #[arg(long, default_value = "csv")]
        format: String,
        /// Fichier à écrire ; la sortie standard par défaut.
        #[arg(long)]
        output: Option<PathBuf>,
    },
    /// Reçoit un fichier d'offres d'un partenaire : NDJSON ou CSV, avec les noms de champs de l'API.
    ///
    /// Chaque ligne passe les mêmes contrôles qu'une offre envoyée par l'API, et le rapport dit ce qu'elle
    /// devient : publiée, inchangée, arrêtée par une règle et laquelle, ou à corriger et où. Livrer deux
    /// fois le même fichier ne change rien. Les colonnes du CSV sont dans la documentation du service
    /// « offres ».
    LivraisonOffres(livraison::LivraisonOffres),
    /// Écrit les offres déposées par des employeurs dans le format des partenaires de France Travail
    /// (CSV séparé par « | »).
    FluxFranceTravail {
        /// Fichier à écrire ; la sortie standard par défaut.
        #[arg(long)]
        output: Option<PathBuf>,
    },
    /// Gère les clés d'API des partenaires.
    ApiKey {
        #[command(subcommand)]
        action: ActionCle,
    },
    /// Gère les comptes : le premier administrateur se crée ici.
    User {
        #[command(subcommand)]
        action: ActionUser,
    },
    /// Liste ce que les usagers ont écrit en donnant leur avis, le plus récent d'abord.
    Avis {
        /// Nombre d'avis.
        #[arg(long, default_value_t = 50)]
        limit: i64,
    },
    /// Envoie un courriel d'essai, pour vérifier que les courriels partent.
    Courriel {
        /// Adresse du destinataire.
        adresse: String,
    },
    /// Calcule la situation de dossiers d'apprenants, pour vérifier ce qu'un logiciel envoie.
    ///
    /// Lit un dossier JSON par ligne sur l'entrée standard, avec les noms de l'API v3 :
    /// date_entree_formation, date_fin_formation, contrat_date_debut, contrat_date_fin,
    /// contrat_date_rupture (et _2, _3, _4), date_exclusion_formation, date_reference (aujourd'hui par
    /// défaut). Écrit une ligne par ligne lue : {"parcours":[{"date":…,"situation":…}],"en_cours":…},
    /// ou {"erreur":…} et la suite continue. Aucune base de données n'est ouverte.
    #[command(verbatim_doc_comment)]
    Situation,
    /// Prévoit quelles entreprises vont sans doute recruter (« marché caché »).
    MarcheCache {
        #[command(subcommand)]
        action: ActionMarcheCache,
    },
    /// Affiche la configuration, secrets masqués.
    Config,
    /// Vérifie que tout est en ordre : base, tables, index.
    Doctor,
    /// Efface ou vide ce dont la durée de conservation est passée.
    Retention {
        /// Compte seulement ce qui serait effacé.
        #[arg(long)]
        dry_run: bool,
    },
    /// Remet des services à une autre équipe : leurs tables en fichiers, et leur reprise dans une base vide.
    Handover {
        #[command(subcommand)]
        action: ActionRemise,
    },
    /// Écrit la description OpenAPI, la matrice des droits et le registre dans un dossier.
    #[command(hide = true)]
    Docs {
        /// Dossier de destination.
        dossier: PathBuf,
    },
}

/// Arguments de « import ».
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Source (voir --list), ou « auto » pour un dossier entier.
    source: Option<String>,
    /// Fichier, ou dossier.
    chemin: Option<PathBuf>,
    /// Liste les sources et les fichiers qu'elles attendent.
    #[arg(long)]
    list: bool,
    /// Lit et vérifie sans rien écrire.
    #[arg(long)]
    dry_run: bool,
    /// Relit un fichier déjà importé, et passe outre la garde qui refuse une perte massive de lignes.
    #[arg(long)]
    forcer: bool,
}

#[derive(Debug, Subcommand)]
enum ActionRemise {
    /// Écrit les tables de services, et ce qu'ils ont importé, dans un nouveau dossier.
    Export {
        /// Services, par exemple : effectifs annuaire referentiels.
        #[arg(required = true)]
        services: Vec<String>,
        /// Dossier à créer.
        #[arg(long)]
        output: PathBuf,
    },
    /// Reprend un tel dossier dans une base où ces tables sont vides : tout, ou rien.
    Import {
        /// Le dossier.
        dossier: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum ActionIndex {
    /// Reconstruit l'index depuis la base.
    Rebuild,
}

/// Ce qu'on fait du marché caché.
#[derive(Debug, Subcommand)]
pub enum ActionMarcheCache {
    /// Lit trois fichiers, calcule une prévision d'embauche par établissement, et écrit ceux qui sont
    /// retenus dans le format que lit « compagnon import recruteurs ».
    ///
    /// Les fichiers sont des CSV en UTF-8 séparés par « ; », avec une ligne de titres :
    ///   --etablissements  siret;enseigne;nom;naf;numero_rue;libelle_rue;code_commune;code_postal;
    ///                     tranche_effectif;website, et si on les a email, categorie_juridique,
    ///                     statut_diffusion
    ///   --embauches       siret;embauches : embauches de l'établissement en douze mois (les lignes
    ///                     d'un même SIRET s'ajoutent)
    ///   --contrats        rome;naf;embauches, et si on l'a embauches_avant : embauches d'un secteur
    ///                     dans un métier, et celles de la même période un an plus tôt
    ///
    /// Les mêmes fichiers et les mêmes coefficients donnent le même résultat, octet pour octet. La
    /// formule est dans la documentation du service « offres ». Aucune base de données n'est ouverte.
    #[command(verbatim_doc_comment)]
    Scorer {
        /// Les entreprises.
        #[arg(long)]
        etablissements: PathBuf,
        /// Les embauches de chaque établissement.
        #[arg(long)]
        embauches: PathBuf,
        /// Les embauches par secteur et par métier.
        #[arg(long)]
        contrats: PathBuf,
        /// Fichier des coefficients (voir « marche-cache coefficients ») ; ceux du programme par défaut.
        #[arg(long)]
        coefficients: Option<PathBuf>,
        /// Fichier à écrire ; la sortie standard par défaut.
        #[arg(long)]
        output: Option<PathBuf>,
    },
    /// Écrit les coefficients du programme, à copier pour les changer.
    Coefficients,
}

/// Ce qu'on fait d'une clé d'API.
#[derive(Debug, Subcommand)]
pub enum ActionCle {
    /// Fait une clé et l'affiche, une seule fois, seule sur la dernière ligne.
    Create {
        /// Nom du partenaire ou de l'usage.
        #[arg(long)]
        name: String,
        /// Portée, répétable : jobs:write, appointments:write, applications:write, enrolments:write
        /// (toute clé lit).
        #[arg(long)]
        scope: Vec<String>,
        /// Dernier jour de validité, AAAA-MM-JJ ; un an par défaut.
        #[arg(long)]
        expires: Option<String>,
        /// SIRET de l'organisme au nom duquel la clé parle, pour enrolments:write.
        #[arg(long)]
        organisation: Option<String>,
    },
    /// Liste les clés : état, portées, fin, dernier usage.
    List,
    /// Met fin à une clé.
    Revoke {
        /// Identifiant de la clé (voir « list »).
        id: String,
    },
}

/// Ce qu'on fait d'un compte.
#[derive(Debug, Subcommand)]
pub enum ActionUser {
    /// Crée un compte avec une habilitation, et affiche un lien de connexion seul sur la dernière ligne.
    Create {
        /// Adresse électronique.
        #[arg(long)]
        mail: String,
        /// Prénom.
        #[arg(long)]
        first_name: String,
        /// Nom.
        #[arg(long)]
        last_name: String,
        /// Rôle : administrateur, dpo, support, auditeur, academie, dreets…
        #[arg(long, default_value = "administrateur")]
        role: String,
        /// Code de la région, de l'académie, du département, de l'OPCO ou du réseau, pour les rôles qui en ont un.
        #[arg(long, default_value = "")]
        scope: String,
    },
    /// Affiche un lien de connexion pour une adresse, seul sur la dernière ligne.
    Link {
        /// Adresse électronique.
        mail: String,
    },
}

/// Taille d'un jeu de démonstration.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Echelle {
    /// Quelques milliers de lignes, en quelques secondes.
    Petit,
    /// Un département dense.
    Departement,
    /// Toute la France : 60 000 formations, 200 000 offres, 500 000 entreprises.
    France,
}

/// Sets up the log: readable at a terminal, JSON in production.
pub fn journaliser(config: &Config) {
    let filtre = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn,sqlx=warn"));
    let journal = tracing_subscriber::fmt().with_env_filter(filtre).with_writer(std::io::stderr);
    if config.journal_json { journal.json().init() } else { journal.compact().init() }
}

/// Runs the command; returns its exit code.
pub async fn executer(cli: Cli, config: Config) -> anyhow::Result<u8> {
    match cli.commande {
        Commande::Serve { listen, demo } => serve::executer(config, listen, demo).await,
        Commande::Import(arguments) => import::executer(config, arguments).await,
        Commande::Demo { scale, date, seed, files } => {
            demo::executer(&config, scale, date.as_deref(), seed, files.as_deref()).await
        }
        Commande::Index { action: ActionIndex::Rebuild } => index::reconstruire(&config).await,
        Commande::Export { jeu, format, output } => {
            export::executer(&config, jeu.as_deref(), &format, output.as_deref()).await
        }
        Commande::LivraisonOffres(arguments) => livraison::executer(&config, arguments).await,
        Commande::FluxFranceTravail { output } => {
            france_travail::executer(&config, output.as_deref()).await
        }
        Commande::ApiKey { action } => cles::executer(&config, action).await,
        Commande::User { action } => user::executer(&config, action).await,
        Commande::Avis { limit } => avis::executer(&config, limit).await,
        Commande::Courriel { adresse } => courriel::essai(&config, &adresse).await,
        Commande::Situation => situation::executer(),
        Commande::MarcheCache { action } => marche_cache::executer(action),
        Commande::Config => configuration::executer(&config),
        Commande::Doctor => doctor::executer(&config).await,
        Commande::Retention { dry_run } => retention::executer(&config, dry_run).await,
        Commande::Handover { action: ActionRemise::Export { services, output } } => {
            remise::exporter(&config, &services, &output).await
        }
        Commande::Handover { action: ActionRemise::Import { dossier } } => {
            remise::importer(&config, &dossier).await
        }
        Commande::Docs { dossier } => configuration::docs(&config, &dossier),
    }
}

/// An error in the words of an operator.
pub fn expliquer(erreur: &anyhow::Error) -> String {
    let plein = erreur.chain().any(|e| {
        e.downcast_ref::<ErreurBase>().is_some_and(ErreurBase::disque_plein)
            || e.downcast_ref::<std::io::Error>()
                .is_some_and(|e| e.kind() == std::io::ErrorKind::StorageFull)
    });
    if plein {
        return "le disque est plein ; rien de ce qui était en cours n'est visible. \
                Libérez de la place puis recommencez."
            .to_owned();
    }
    format!("{erreur:#}")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}

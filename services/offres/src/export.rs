//! The open data sets of the service, and the flow for France Travail.

pub mod france_travail;

use futures::StreamExt;
use web::jeu::Lignes;
use web::{Colonne, Genre, Jeu};

use crate::depot;

const fn texte(nom: &'static str, description: &'static str, exemple: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Texte, description, exemple }
}

const COLONNES: &[Colonne] = &[
    texte("id", "Identifiant de l’offre, celui de son adresse sur le site", "66f1c2d3"),
    texte("origine", "Qui a publié l’offre", "Portail de l’Ouest"),
    texte("titre", "Titre de l’offre", "Apprenti boulanger, apprentie boulangère"),
    texte("siret", "SIRET de l’établissement qui recrute, quand il est connu", "13002526500013"),
    texte("entreprise", "Nom de l’entreprise", "Boulangerie du Port"),
    texte("romes", "Codes ROME du métier, séparés par des espaces", "D1102"),
    texte("niveau", "Niveau européen du diplôme préparé, de 1 à 8", "3"),
    texte("contrats", "Contrats proposés, séparés par des espaces", "apprentissage"),
    texte("code_postal", "Code postal du lieu de travail", "35000"),
    texte("commune", "Code INSEE de la commune du lieu de travail", "35238"),
    texte("ville", "Ville du lieu de travail", "Rennes"),
    Colonne {
        nom: "debut",
        genre: Genre::Date,
        description: "Premier jour du contrat, quand il est fixé",
        exemple: "2026-12-01",
    },
    Colonne {
        nom: "postes",
        genre: Genre::Entier,
        description: "Nombre de postes à pourvoir",
        exemple: "1",
    },
];

/// Offers that are open.
pub const OFFRES: Jeu = Jeu {
    code: "offres",
    titre: "Offres d’emploi en apprentissage",
    description: "Les offres ouvertes. Ni texte libre ni moyen de contact : ils se lisent sur la page de chaque offre.",
    frequence: "à chaque livraison des partenaires",
    sources: &["offres"],
    colonnes: COLONNES,
    lignes: |db| -> Lignes { depot::offres::exporter(&db).map(|l| Ok(l?.into())).boxed() },
};

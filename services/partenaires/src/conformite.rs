//! What the service holds of people, why, and for how long.

use conformite::{BaseLegale, Conservation, DonneePersonnelle, Echeance, Traitement};

/// The lines of the register.
pub fn traitements() -> [Traitement; 1] {
    [Traitement {
        code: "partenaires.cles",
        nom: "Clés d’API des partenaires",
        finalite: "Savoir quel partenaire appelle l’API, limiter ses appels et pouvoir les arrêter.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes dont une clé porterait le nom",
        donnees: &["Nom donné à la clé", "Date de son dernier usage"],
        destinataires: &["L’exploitant du service"],
        conservation: Conservation {
            jours: 365,
            depuis: "la fin de validité de la clé",
            echeance: Echeance { table: "cles_api", colonne: "expire_le" },
        },
    }]
}

/// The columns that may hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 1] {
    [DonneePersonnelle {
        table: "cles_api",
        colonne: "nom",
        nature: "Nom donné à la clé, qui peut être celui d’une personne",
    }]
}

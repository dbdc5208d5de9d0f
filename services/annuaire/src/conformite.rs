//! What the service holds of people, why, and for how long.

use conformite::{BaseLegale, Conservation, DonneePersonnelle, Echeance, Traitement};

/// The lines of the register.
pub fn traitements() -> [Traitement; 1] {
    [Traitement {
        code: "annuaire.organismes",
        nom: "Annuaire des organismes de formation",
        finalite: "Faire connaître les organismes qui forment des apprentis et les identifiants qui les désignent.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui enseignent sous leur propre nom, comme entrepreneur individuel",
        donnees: &["Nom et adresse de l’établissement, tels que leurs éditeurs les publient"],
        destinataires: &["Toute personne qui consulte le site"],
        conservation: Conservation {
            jours: 1_826,
            depuis: "la réception de la liste dont l’organisme vient",
            // A row is as old as the file that brought it.
            echeance: Echeance {
                table: "annuaire_organismes",
                colonne: "(SELECT v.debut FROM versions v WHERE v.id = annuaire_organismes.version)",
            },
        },
    }]
}

/// The columns that may hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 2] {
    let donnee =
        |colonne, nature| DonneePersonnelle { table: "annuaire_organismes", colonne, nature };
    [
        donnee("raison_sociale", "Nom d’un entrepreneur individuel"),
        donnee("adresse", "Adresse d’un entrepreneur individuel"),
    ]
}

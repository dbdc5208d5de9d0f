//! What the service holds of people, why, and for how long.

use conformite::{BaseLegale, Conservation, DonneePersonnelle, Echeance, Traitement};

/// The lines of the register.
pub fn traitements() -> [Traitement; 1] {
    [Traitement {
        code: "catalogue.formations",
        nom: "Catalogue des formations",
        finalite: "Faire connaître les formations en apprentissage et les organismes qui les dispensent.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui enseignent sous leur propre nom, comme entrepreneur individuel",
        donnees: &["Nom et adresse de l’organisme, tels que leurs éditeurs les publient"],
        destinataires: &["Toute personne qui consulte le site"],
        conservation: Conservation {
            jours: 1_826,
            depuis: "la réception de la livraison dont la formation vient",
            // A row is as old as the file that brought it.
            echeance: Echeance {
                table: "formations",
                colonne: "(SELECT v.debut FROM versions v WHERE v.id = formations.version)",
            },
        },
    }]
}

/// The columns that may hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 4] {
    let donnee = |colonne, nature| DonneePersonnelle { table: "formations", colonne, nature };
    [
        donnee("gestionnaire_nom", "Nom d’un organisme, qui peut être celui d’une personne"),
        donnee(
            "gestionnaire_adresse",
            "Adresse d’un organisme, qui peut être celle d’une personne",
        ),
        donnee("formateur_nom", "Nom d’un organisme, qui peut être celui d’une personne"),
        donnee("formateur_adresse", "Adresse d’un organisme, qui peut être celle d’une personne"),
    ]
}

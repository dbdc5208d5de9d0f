//! What the service holds of people, why, and for how long.

use conformite::{
    BaseLegale, Conservation, DonneePersonnelle, Dossier, Echeance, Traitement, par_courriel,
};

/// The lines of the register.
pub fn traitements() -> [Traitement; 2] {
    [formations(), contacts()]
}

fn formations() -> Traitement {
    Traitement {
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
    }
}

fn contacts() -> Traitement {
    Traitement {
        code: "catalogue.contacts",
        nom: "Adresses où écrire à un organisme de formation",
        finalite: "Écrire à l’organisme qui dispense une formation, au nom d’une personne qui lui demande un rendez-vous ; ces adresses ne sont pas publiées.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes dont l’adresse professionnelle est le contact d’une formation",
        donnees: &["Adresse électronique professionnelle"],
        destinataires: &["L’exploitant du service"],
        conservation: Conservation {
            jours: 1_826,
            depuis: "la réception de la livraison dont la formation vient",
            echeance: Echeance {
                table: "formations_contacts",
                colonne: "(SELECT v.debut FROM versions v WHERE v.id = formations_contacts.version)",
            },
        },
    }
}

/// Where a person is found: each column may be theirs.
pub fn dossiers() -> [Dossier; 3] {
    ["courriel", "courriel_formateur", "courriel_gestionnaire"].map(|colonne| Dossier {
        titre: "Votre adresse, comme contact d’une formation",
        traitement: "catalogue.contacts",
        montre: &[("formation", "Formation")],
        ..par_courriel("formations_contacts", colonne)
    })
}

/// The columns that may hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 7] {
    let donnee = |colonne, nature| DonneePersonnelle { table: "formations", colonne, nature };
    let contact = |colonne| DonneePersonnelle {
        table: "formations_contacts",
        colonne,
        nature: "Adresse où écrire à un organisme de formation",
    };
    [
        donnee("gestionnaire_nom", "Nom d’un organisme, qui peut être celui d’une personne"),
        donnee(
            "gestionnaire_adresse",
            "Adresse d’un organisme, qui peut être celle d’une personne",
        ),
        donnee("formateur_nom", "Nom d’un organisme, qui peut être celui d’une personne"),
        donnee("formateur_adresse", "Adresse d’un organisme, qui peut être celle d’une personne"),
        contact("courriel"),
        contact("courriel_formateur"),
        contact("courriel_gestionnaire"),
    ]
}

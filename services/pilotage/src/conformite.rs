//! What the service holds of people, why, and for how long.

use conformite::{BaseLegale, Conservation, DonneePersonnelle, Echeance, Traitement};

/// The lines of the register.
pub fn traitements() -> [Traitement; 1] {
    [Traitement {
        code: "pilotage.avis",
        nom: "Avis des usagers",
        finalite: "Savoir ce qui aide et ce qui gêne, pour améliorer le service.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui donnent leur avis",
        donnees: &[
            "Une réponse parmi trois, et si la personne a trouvé ce qu’elle cherchait",
            "Un texte facultatif de 500 caractères ; ni nom, ni adresse, ni cookie ; les adresses électroniques et les numéros écrits par mégarde en sont retirés avant d’être gardés",
        ],
        destinataires: &["L’exploitant du service ; seuls des nombres sont publiés"],
        conservation: Conservation {
            jours: 365,
            depuis: "l’envoi de l’avis",
            echeance: Echeance { table: "pilotage_avis", colonne: "instant" },
        },
    }]
}

/// The columns that may hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 1] {
    [DonneePersonnelle {
        table: "pilotage_avis",
        colonne: "texte",
        nature: "Texte libre, où une personne pourrait être nommée malgré la consigne",
    }]
}

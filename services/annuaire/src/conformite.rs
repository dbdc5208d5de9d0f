//! What the service holds of people, why, and for how long.

use conformite::{BaseLegale, Conservation, DonneePersonnelle, Echeance, Traitement};

/// The lines of the register.
pub fn traitements() -> [Traitement; 3] {
    [organismes(), decisions(), changements()]
}

fn organismes() -> Traitement {
    Traitement {
        code: "annuaire.organismes",
        nom: "Annuaire des organismes de formation",
        finalite: "Faire connaître les organismes qui forment des apprentis et les identifiants qui les désignent.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui enseignent sous leur propre nom, comme entrepreneur individuel",
        donnees: &[
            "Nom et adresse de l’établissement, tels que leurs éditeurs les publient",
            "Adresses électroniques de fonction (contact@, secretariat@…) ; celles qui nomment une personne ne sont pas conservées",
        ],
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
    }
}

fn decisions() -> Traitement {
    Traitement {
        code: "annuaire.decisions",
        nom: "Journal des UAI validés",
        finalite: "Garder la preuve de qui a validé, corrigé ou retiré l’UAI d’un organisme, et pourquoi.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Agents des académies et des régions qui valident un UAI",
        donnees: &["Autorité qui décide, motif, date"],
        destinataires: &["Toute personne qui consulte la fiche d’un organisme"],
        conservation: Conservation {
            jours: 3_652,
            depuis: "le jour où une décision plus récente l’a remplacée ; celle en vigueur est gardée",
            echeance: Echeance {
                table: "annuaire_decisions",
                colonne: "(SELECT MIN(d.instant) FROM annuaire_decisions d WHERE d.siret = annuaire_decisions.siret AND d.rang > annuaire_decisions.rang)",
            },
        },
    }
}

fn changements() -> Traitement {
    Traitement {
        code: "annuaire.changements",
        nom: "Journal des changements de l’annuaire",
        finalite: "Permettre aux partenaires qui gardent une copie de l’annuaire de la tenir à jour.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui enseignent sous leur propre nom, comme entrepreneur individuel",
        donnees: &["SIRET, noms des champs modifiés, date ; jamais leur valeur"],
        destinataires: &["Toute personne qui appelle l’API"],
        conservation: Conservation {
            jours: 365,
            depuis: "le changement",
            echeance: Echeance { table: "annuaire_changements", colonne: "instant" },
        },
    }
}

/// The columns that may hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 7] {
    let donnee = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    [
        donnee("annuaire_organismes", "raison_sociale", "Nom d’un entrepreneur individuel"),
        donnee("annuaire_organismes", "adresse", "Adresse d’un entrepreneur individuel"),
        donnee("annuaire_organismes", "enseigne", "Enseigne d’un entrepreneur individuel"),
        donnee(
            "annuaire_relations",
            "nom",
            "Nom d’un organisme lié, qui peut être celui d’une personne",
        ),
        donnee("annuaire_contacts", "courriel", "Adresse électronique d’une fonction"),
        donnee("annuaire_decisions", "auteur", "Autorité qui décide"),
        donnee("annuaire_decisions", "motif", "Motif, en texte libre"),
    ]
}

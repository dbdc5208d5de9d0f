//! What the service holds of people, why, for how long, and how it goes.

use conformite::dossiers::{Dossier, Effacement};
use conformite::{
    Action, BaseLegale, Conservation, DonneePersonnelle, Echeance, Regle, Traitement, par_courriel,
};

/// Days that an enrolment is kept after it was last sent.
pub const SUIVI_JOURS: u32 = 731;

/// Days that what was received is kept as it was, and what was wrong in it.
const TRANSMISSIONS_JOURS: u32 = 30;

/// The lines of the register.
pub fn traitements() -> [Traitement; 2] {
    let destinataires: &[&str] = &[
        "L’organisme de formation qui envoie, et celui qui répond de la formation",
        "Les agents habilités de la DREETS, de la DDETS et de l’académie, pour les jeunes sans contrat, en rupture ou sortis de leur territoire",
    ];
    [
        Traitement {
            code: "effectifs.suivi",
            nom: "Suivi des effectifs en apprentissage",
            finalite: "Connaître le nombre et la situation des apprentis, et aider ceux qui n’ont pas ou plus de contrat.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes inscrites en apprentissage, leurs responsables légaux, les référents handicap",
            donnees: &[
                "Identité, date de naissance, coordonnées de la personne et adresses de ses responsables ; jamais le numéro de sécurité sociale",
                "Formation, contrats, ruptures, exclusion, reconnaissance de travailleur handicapé",
                "Situation : inscrit, apprenti, en rupture, sorti, en fin de formation",
            ],
            destinataires,
            conservation: Conservation {
                jours: SUIVI_JOURS,
                depuis: "le dernier envoi du dossier par l’organisme",
                echeance: Echeance { table: "effectifs", colonne: "transmis_le" },
            },
        },
        Traitement {
            code: "effectifs.transmissions",
            nom: "Transmissions des organismes de formation",
            finalite: "Ne rien perdre de ce qui est envoyé, et dire à l’organisme ce qui est à corriger.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes inscrites en apprentissage",
            donnees: &[
                "Le dossier tel qu’il a été reçu, sans numéro de sécurité sociale",
                "Les valeurs refusées, avec le nom de la personne",
            ],
            destinataires: &["L’organisme de formation qui envoie"],
            conservation: Conservation {
                jours: TRANSMISSIONS_JOURS,
                depuis: "la réception",
                echeance: Echeance { table: "effectifs_fautes", colonne: "recue_le" },
            },
        },
    ]
}

/// Retention beyond the register's lines: what was received loses its content; its counts name nobody and stay.
pub fn regles() -> [Regle; 2] {
    let [_, transmissions] = traitements();
    let fautes = Regle::du_registre(&transmissions);
    let contenu = Regle {
        table: "effectifs_contenus",
        // What is not worked through yet is not lost; a file that nobody confirmed is forgotten.
        date: "(SELECT CASE WHEN t.apercu = 1 THEN t.recue_le ELSE t.traitee_le END
               FROM effectifs_transmissions t WHERE t.id = effectifs_contenus.transmission)",
        action: Action::Effacer,
        ..Regle::du_registre(&transmissions)
    };
    [fautes, contenu]
}

/// The columns that hold something of a person.
pub fn personnes() -> Vec<DonneePersonnelle> {
    let d = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    vec![
        d("effectifs", "nom", "Nom"),
        d("effectifs", "prenom", "Prénom"),
        d("effectifs", "naissance", "Date de naissance"),
        d("effectifs", "personne", "Nom, prénom et date de naissance rapprochés"),
        d("effectifs", "courriel", "Adresse électronique"),
        d("effectifs", "contrats", "Contrats d’apprentissage"),
        d(
            "effectifs",
            "details",
            "Coordonnées, responsables légaux, situation antérieure, handicap",
        ),
        d("effectifs", "autres", "Ce que le logiciel de l’organisme envoie en plus"),
        d("effectifs_fautes", "nom", "Nom et prénom"),
        d("effectifs_fautes", "valeur", "Valeur à corriger"),
        d("effectifs_fautes", "message", "Ce qui ne va pas, qui peut citer la valeur"),
        d("effectifs_contenus", "contenu", "Dossiers tels qu’ils ont été reçus"),
    ]
}

/// Where a person is found.
pub fn dossiers() -> [Dossier; 1] {
    [Dossier {
        titre: "Vos inscriptions en apprentissage",
        traitement: "effectifs.suivi",
        effacement: Effacement::Conserver(
            "Votre organisme de formation doit les transmettre (mission d’intérêt public) ; elles sont effacées deux ans après son dernier envoi. Pour les corriger, adressez-vous à lui.",
        ),
        montre: &[
            ("annee_scolaire", "Année scolaire"),
            ("formation", "Formation"),
            ("entree", "Entrée en formation"),
            ("fin", "Fin de la formation"),
            ("situation", "Situation"),
        ],
        mots: |code| crate::regles::situation::Situation::par_code(code).map(|s| s.libelle()),
        dates: &[("cree_le", "Reçue le"), ("transmis_le", "Reçue pour la dernière fois le")],
        ..par_courriel("effectifs", "courriel")
    }]
}

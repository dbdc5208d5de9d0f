//! What the service holds of people, why, for how long, and how it goes.

use conformite::dossiers::{Dossier, Effacement};
use conformite::retention::Vide;
use conformite::{
    Action, BaseLegale, Conservation, DonneePersonnelle, Echeance, Regle, Traitement, par_courriel,
};

use crate::regles::accompagnement::{self, ISSUES};

/// Days that an enrolment is kept after it was last sent.
pub const SUIVI_JOURS: u32 = 731;

/// Days that what was received is kept as it was, and what was wrong in it.
const TRANSMISSIONS_JOURS: u32 = 30;

/// Days that an enrolment taken out is kept whole.
const ARCHIVES_JOURS: u32 = 30;

/// Days that the work of a mission locale is kept after its last step.
const SUIVIS_JOURS: u32 = 366;

/// Days that the wishes of a school year are kept.
const VOEUX_JOURS: u32 = 366;

/// When the file of a wish was imported.
const IMPORT: &str = "(SELECT v.debut FROM versions v WHERE v.id = effectifs_voeux.version)";

/// What is blanked of an enrolment taken out.
const DOSSIER: &[Vide] = &[
    Vide { colonne: "contenu", texte: Some("") },
    Vide { colonne: "avant", texte: Some("") },
    Vide { colonne: "nom", texte: Some("") },
    Vide { colonne: "prenom", texte: Some("") },
    Vide { colonne: "courriel", texte: None },
    Vide { colonne: "precision_motif", texte: Some("") },
];

/// The lines of the register.
pub fn traitements() -> [Traitement; 5] {
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
        Traitement {
            code: "effectifs.archives",
            nom: "Dossiers retirés ou fusionnés par les organismes de formation",
            finalite: "Permettre à l’organisme de revenir en arrière, et empêcher un dossier retiré de revenir de lui-même.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes inscrites en apprentissage",
            donnees: &[
                "Le dossier tel qu’il était",
                "La raison de son retrait",
                "Après trente jours, seul l’identifiant du dossier dans le logiciel de l’organisme reste, pendant deux ans",
            ],
            destinataires: &["L’organisme de formation qui l’a retiré"],
            conservation: Conservation {
                jours: ARCHIVES_JOURS,
                depuis: "le retrait",
                echeance: Echeance { table: "effectifs_archives", colonne: "archive_le" },
            },
        },
        Traitement {
            code: "effectifs.missions_locales",
            nom: "Accompagnement des jeunes sans contrat par les missions locales",
            finalite: "Aider les apprentis en rupture et les jeunes en formation sans contrat à en retrouver un, ou à prendre une autre voie (code du travail, art. L. 5314-2 et L. 6231-2).",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes de 16 à 25 ans, ou reconnues travailleurs handicapés, inscrites en apprentissage sans contrat",
            donnees: &[
                "Identité, coordonnées, formation et situation, telles que le CFA les a transmises",
                "Ce que le CFA demande, ce qu’a donné le contact, le jour où rappeler",
            ],
            destinataires: &[
                "La mission locale du lieu de résidence : dès que le CFA demande son aide, sinon 45 jours après la rupture ou l’entrée en formation",
                "L’organisme de formation de la personne",
            ],
            conservation: Conservation {
                jours: SUIVIS_JOURS,
                depuis: "la dernière demande ou réponse",
                echeance: Echeance { table: "effectifs_suivis", colonne: "modifie_le" },
            },
        },
        Traitement {
            code: "effectifs.voeux",
            nom: "Croisement des vœux d’apprentissage avec les effectifs",
            finalite: "Savoir quels élèves admis dans une formation en apprentissage n’ont pas de contrat, pour les aider à en trouver un (arrêté du 17 juillet 2017 sur Affelnet, art. 3 et 4).",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Élèves qui ont formulé un vœu d’apprentissage",
            donnees: &[
                "INE, nom, prénom, téléphone portable, établissement d’origine",
                "Formation souhaitée et organismes de formation",
            ],
            destinataires: &[
                "Les organismes de formation du vœu",
                "Les agents habilités de l’académie et de la DREETS du vœu",
            ],
            conservation: Conservation {
                jours: VOEUX_JOURS,
                depuis: "l’import du fichier",
                echeance: Echeance { table: "effectifs_voeux", colonne: IMPORT },
            },
        },
    ]
}

/// Retention beyond the register's lines: what was received loses its content; its counts name nobody and stay.
pub fn regles() -> [Regle; 8] {
    let [_, transmissions, archives, suivis, voeux] = traitements();
    let fautes = Regle::du_registre(&transmissions);
    let contenu = Regle {
        table: "effectifs_contenus",
        // What is not worked through yet is not lost; a file that nobody confirmed is forgotten.
        date: "(SELECT CASE WHEN t.apercu = 1 THEN t.recue_le ELSE t.traitee_le END
               FROM effectifs_transmissions t WHERE t.id = effectifs_contenus.transmission)",
        action: Action::Effacer,
        ..Regle::du_registre(&transmissions)
    };
    let dossier = Regle { action: Action::Vider(DOSSIER), ..Regle::du_registre(&archives) };
    let archive = Regle { jours: SUIVI_JOURS, ..Regle::du_registre(&archives) };
    let distincts = Regle { table: "effectifs_distincts", date: "dit_le", ..archive.clone() };
    let suivis = Regle::du_registre(&suivis);
    let faits = Regle { table: "effectifs_suivis_faits", date: "fait_le", ..suivis.clone() };
    let voeux = Regle::du_registre(&voeux);
    [fautes, contenu, dossier, archive, distincts, suivis, faits, voeux]
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
        d("effectifs_archives", "nom", "Nom"),
        d("effectifs_archives", "prenom", "Prénom"),
        d("effectifs_archives", "courriel", "Adresse électronique"),
        d("effectifs_archives", "precision_motif", "Pourquoi le dossier a été retiré"),
        d("effectifs_archives", "contenu", "Le dossier tel qu’il était"),
        d("effectifs_archives", "avant", "Le dossier gardé tel qu’il était avant la fusion"),
        d("effectifs", "commune", "Commune de résidence"),
        d("effectifs_suivis", "courriel", "Adresse électronique"),
        d("effectifs_suivis", "message", "Ce que le CFA demande à la mission locale"),
        d("effectifs_suivis", "commentaire", "Ce que la mission locale répond"),
        d("effectifs_voeux", "ine", "INE"),
        d("effectifs_voeux", "nom", "Nom"),
        d("effectifs_voeux", "prenom", "Prénom"),
        d("effectifs_voeux", "telephone", "Téléphone portable"),
        d("effectifs_voeux", "origine", "Établissement d’origine"),
    ]
}

/// Where a person is found.
pub fn dossiers() -> [Dossier; 3] {
    let suivis = Dossier {
        titre: "Votre accompagnement par la mission locale",
        traitement: "effectifs.missions_locales",
        montre: &[("issue", "Dernier contact")],
        mots: |code| Some(accompagnement::libelle(&ISSUES, code)).filter(|_| !code.is_empty()),
        dates: &[("demande_le", "Aide demandée par votre CFA le"), ("suivi_le", "Contact noté le")],
        ..par_courriel("effectifs_suivis", "courriel")
    };
    let archives = Dossier {
        titre: "Vos inscriptions retirées par votre organisme de formation",
        traitement: "effectifs.archives",
        montre: &[("annee_scolaire", "Année scolaire")],
        dates: &[("archive_le", "Retirée le")],
        ..par_courriel("effectifs_archives", "courriel")
    };
    let suivi = Dossier {
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
    };
    [suivi, archives, suivis]
}

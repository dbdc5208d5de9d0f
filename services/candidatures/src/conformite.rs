//! What the service holds of people, why, and for how long.

use conformite::dossiers::{Dossier, Trouver};
use conformite::retention::Vide;
use conformite::{
    Action, BaseLegale, Conservation, DonneePersonnelle, Echeance, Effacement, Regle, Traitement,
    par_courriel,
};

/// Days that an application names its candidate, and that its CV is kept.
const UN_AN: u32 = 365;

const fn depuis(
    jours: u32,
    depuis: &'static str,
    table: &'static str,
    colonne: &'static str,
) -> Conservation {
    Conservation { jours, depuis, echeance: Echeance { table, colonne } }
}

/// The lines of the register.
pub fn traitements() -> [Traitement; 4] {
    let base = BaseLegale::MissionInteretPublic;
    [
        Traitement {
            code: "candidatures.candidatures",
            nom: "Candidatures",
            finalite: "Transmettre à un employeur la candidature d’une personne et son CV, lui dire ce qu’elle devient, empêcher les envois abusifs.",
            base,
            personnes: "Candidats à l’apprentissage, employeurs",
            donnees: &[
                "Nom, prénom, adresse électronique et téléphone du candidat",
                "CV, message, réponses aux questions de l’employeur, recherche",
                "Adresse électronique de l’employeur",
                "Dates et états de la candidature",
            ],
            destinataires: &["L’employeur ou le CFA à qui la candidature est adressée"],
            conservation: depuis(UN_AN, "le dépôt de la candidature", "candidatures", "deposee_le"),
        },
        Traitement {
            code: "candidatures.reponses",
            nom: "Réponses aux candidatures",
            finalite: "Permettre à l’employeur de répondre une fois, de noter ce qu’il a décidé, et au candidat de lire la réponse.",
            base,
            personnes: "Candidats, personnes qui recrutent",
            donnees: &["Texte et motifs de la réponse", "Notes", "Compte qui les a écrites"],
            destinataires: &[
                "Le candidat, pour la réponse",
                "Les membres de l’organisation, pour les notes",
            ],
            conservation: depuis(UN_AN, "la note", "candidatures_notes", "cree_le"),
        },
        Traitement {
            code: "candidatures.acces",
            nom: "Accès à ses candidatures",
            finalite: "Montrer la liste de ses candidatures à qui prouve sa messagerie, et limiter les demandes.",
            base,
            personnes: "Candidats",
            donnees: &["Adresse électronique", "Date de la demande"],
            destinataires: &["Personne"],
            conservation: depuis(
                7,
                "la fin du lien ou de la visite",
                "candidatures_liens",
                "expire_le",
            ),
        },
        Traitement {
            code: "candidatures.modeles",
            nom: "Modèles de réponse",
            finalite: "Garder les réponses qu’une organisation utilise souvent.",
            base,
            personnes: "Personnes qui recrutent",
            donnees: &["Textes écrits par l’organisation"],
            destinataires: &["Les membres de l’organisation"],
            conservation: depuis(3 * UN_AN, "l’écriture", "candidatures_modeles", "cree_le"),
        },
    ]
}

const fn vider(colonne: &'static str) -> Vide {
    Vide { colonne, texte: Some("") }
}

/// What is emptied when the employer erases their data.
const SANS_DESTINATAIRE: &[Vide] = &[vider("destinataire")];

/// What is emptied of an application after a year: what is left counts, and names nobody.
const ANONYME: &[Vide] = &[
    vider("courriel"),
    vider("prenom"),
    vider("nom"),
    vider("telephone"),
    vider("message"),
    vider("destinataire"),
    vider("reponse"),
    vider("cv_nom"),
    vider("repondue_par"),
    Vide { colonne: "recherche", texte: Some("[]") },
    Vide { colonne: "reponses", texte: Some("[]") },
    Vide { colonne: "motifs", texte: Some("[]") },
    Vide { colonne: "jeton", texte: None },
];

/// The file goes, the row stays without a name; links go after their end.
pub fn regles() -> [Regle; 5] {
    let [candidatures, reponses, ..] = traitements();
    let de = |table, date| Regle { table, date, ..Regle::du_registre(&candidatures) };
    [
        de("candidatures_cv", "depose_le"),
        Regle { jours: 7, ..de("candidatures_reponses", "expire_le") },
        de(
            "candidatures_envois",
            "(SELECT c.deposee_le FROM candidatures c WHERE c.id = candidatures_envois.candidature)",
        ),
        Regle { action: Action::Vider(ANONYME), ..Regle::du_registre(&candidatures) },
        Regle::du_registre(&reponses),
    ]
}

/// The columns that hold something of a person.
pub fn personnes() -> Vec<DonneePersonnelle> {
    let d = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    vec![
        d("candidatures", "prenom", "Prénom"),
        d("candidatures", "nom", "Nom"),
        d("candidatures", "courriel", "Adresse électronique"),
        d("candidatures", "telephone", "Téléphone"),
        d("candidatures", "message", "Message à l’employeur"),
        d("candidatures", "recherche", "Recherche"),
        d("candidatures", "reponses", "Réponses aux questions de l’employeur"),
        d("candidatures", "reponse", "Réponse de l’employeur"),
        d("candidatures", "motifs", "Motifs donnés par l’employeur"),
        d("candidatures", "cv_nom", "Nom du fichier du CV"),
        d("candidatures_cv", "contenu", "CV, chiffré"),
        d("candidatures_envois", "courriel", "Adresse électronique"),
        d("candidatures_liens", "courriel", "Adresse électronique"),
        d("candidatures_notes", "texte", "Note d’un recruteur sur la candidature"),
    ]
}

/// Where a person is found here. The CV, the notes and the links of an application go with it; the
/// mails that carried it to others go too.
pub fn dossiers() -> [Dossier; 5] {
    let candidatures = "candidatures.candidatures";
    [
        Dossier {
            titre: "Les notes des recruteurs sur vos candidatures",
            traitement: "candidatures.reponses",
            trouver: Trouver::Par {
                colonne: "candidature",
                table: "candidatures",
                cle: "id",
                courriel: "courriel",
            },
            dates: &[("cree_le", "Écrite le")],
            ..par_courriel("candidatures_notes", "candidature")
        },
        Dossier {
            titre: "Les courriels qui ont porté vos candidatures",
            traitement: candidatures,
            trouver: Trouver::Par {
                colonne: "id",
                table: "candidatures_envois",
                cle: "envoi",
                courriel: "courriel",
            },
            // They are addressed to the employer, whose mailbox is private.
            muet: true,
            ..par_courriel("courriels", "id")
        },
        Dossier {
            titre: "Vos candidatures",
            traitement: candidatures,
            montre: &[("titre", "Offre"), ("entreprise", "Entreprise"), ("etat", "État")],
            mots: |code| {
                crate::regles::etat::Etat::lire(code).map(crate::regles::etat::Etat::libelle)
            },
            dates: &[("deposee_le", "Déposée le"), ("repondue_le", "Répondue le")],
            ..par_courriel("candidatures", "courriel")
        },
        Dossier {
            titre: "Les candidatures reçues à votre adresse",
            traitement: candidatures,
            effacement: Effacement::Vider(SANS_DESTINATAIRE),
            // They name their candidates.
            muet: true,
            ..par_courriel("candidatures", "destinataire")
        },
        Dossier {
            titre: "Vos accès à la liste de vos candidatures",
            traitement: "candidatures.acces",
            dates: &[("cree_le", "Demandé le")],
            ..par_courriel("candidatures_liens", "courriel")
        },
    ]
}

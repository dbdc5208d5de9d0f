//! What the service holds of people, why, for how long, and how it goes.

use conformite::dossiers::{Dossier, Effacement};
use conformite::retention::Vide;
use conformite::{
    Action, BaseLegale, Conservation, DonneePersonnelle, Echeance, Regle, Traitement, par_courriel,
};

use crate::regles::demande::Etape;

/// What is blanked of a request when the person erases their data: that it existed stays.
const DEMANDE_VIDEE: &[Vide] = &[
    Vide { colonne: "courriel", texte: Some("") },
    Vide { colonne: "texte", texte: Some("") },
    Vide { colonne: "reponse", texte: Some("") },
    Vide { colonne: "motif", texte: Some("") },
];

fn traitement(
    code: &'static str,
    nom: &'static str,
    finalite: &'static str,
    personnes: &'static str,
    donnees: &'static [&'static str],
    conservation: Conservation,
) -> Traitement {
    let destinataires = &["Le délégué à la protection des données", "Les auditeurs habilités"];
    let base = BaseLegale::ObligationLegale;
    Traitement { code, nom, finalite, base, personnes, donnees, destinataires, conservation }
}

const fn duree(
    jours: u32,
    depuis: &'static str,
    table: &'static str,
    colonne: &'static str,
) -> Conservation {
    Conservation { jours, depuis, echeance: Echeance { table, colonne } }
}

/// The lines of the register.
pub fn traitements() -> [Traitement; 5] {
    [
        traitement(
            "droits.acces",
            "Accès à ses propres données",
            "Prouver qu’une adresse électronique est bien celle de la personne, puis lui montrer ce que les services détiennent d’elle.",
            "Personnes qui demandent à voir leurs données",
            &["Adresse électronique", "Date de la demande"],
            duree(1, "la fin de validité du lien", "droits_liens", "expire_le"),
        ),
        traitement(
            "droits.demandes",
            "Demandes des personnes sur leurs données",
            "Répondre aux demandes dans le délai légal et pouvoir le prouver.",
            "Personnes qui exercent leurs droits",
            &["Adresse électronique", "Demande et réponse", "Dates"],
            duree(1_096, "la réponse", "droits_demandes", "close_le"),
        ),
        traitement(
            "droits.recu",
            "Reçu d’un effacement",
            "Remettre à la personne la preuve de l’effacement de ses données.",
            "Personnes qui ont effacé leurs données",
            &["Adresse électronique"],
            duree(
                1,
                "l’envoi du reçu",
                "courriels",
                "CASE WHEN modele = 'droits.recu' THEN termine_le END",
            ),
        ),
        traitement(
            "conformite.journal",
            "Journal des accès et des actes",
            "Garder la preuve de qui a consulté, modifié ou emporté quelles données, et pourquoi.",
            "Agents et partenaires qui utilisent les services ; personnes dont le dossier est consulté",
            &[
                "Identifiant du compte",
                "Acte, motif, date",
                "Signature, sans nom, de la personne concernée",
            ],
            duree(
                conformite::journal::CONSERVATION_JOURS,
                "l’acte (CNIL, délibération n° 2021-122, contrôle interne)",
                "journal",
                "instant",
            ),
        ),
        traitement(
            "conformite.rejets",
            "Lignes rejetées des fichiers importés",
            "Permettre à l’éditeur d’un fichier de corriger ce qui n’a pas pu être lu.",
            "Personnes qu’un fichier mal formé nommerait",
            &["Valeur rejetée"],
            duree(
                365,
                "l’import du fichier",
                "rejets",
                "(SELECT v.debut FROM versions v WHERE v.id = rejets.version)",
            ),
        ),
    ]
}

/// Retention beyond the register's lines.
pub fn regles() -> [Regle; 3] {
    let [acces, _, _, journal, _] = traitements();
    let visites = Regle { table: "droits_visites", ..Regle::du_registre(&acces) };
    let journal = Regle { action: Action::CouperLeJournal, ..Regle::du_registre(&journal) };
    [Regle::du_registre(&acces), visites, journal]
}

/// The columns that hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 11] {
    let d = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    let courriel = "Adresse électronique";
    [
        d("droits_liens", "courriel", courriel),
        d("droits_visites", "courriel", courriel),
        d("droits_demandes", "courriel", courriel),
        d("droits_demandes", "texte", "Votre demande"),
        d("droits_demandes", "motif", "Motif de prolongation"),
        d("droits_demandes", "reponse", "Notre réponse"),
        d("journal", "acteur", "Compte de qui a fait l’acte"),
        d("journal", "sujet", "Signature de la personne concernée"),
        d("journal", "motif", "Motif de l’acte"),
        d("rejets", "valeur", "Valeur rejetée d’un fichier importé"),
        d("droits_incidents", "mesures", "Mesures prises, en texte libre"),
    ]
}

/// Where a person is found here.
pub fn dossiers() -> [Dossier; 3] {
    [
        Dossier {
            titre: "Vos demandes sur vos données",
            traitement: "droits.demandes",
            effacement: Effacement::Vider(DEMANDE_VIDEE),
            montre: &[("etape", "État")],
            mots: |code| Etape::lire(code).map(Etape::libelle),
            dates: &[("recue_le", "Reçue le"), ("echeance", "Réponse au plus tard le")],
            ..par_courriel("droits_demandes", "courriel")
        },
        Dossier {
            titre: "Les liens que vous avez demandés",
            traitement: "droits.acces",
            dates: &[("demande_le", "Demandé le"), ("expire_le", "Valable jusqu’au")],
            ..par_courriel("droits_liens", "courriel")
        },
        Dossier {
            titre: "Votre visite en cours",
            traitement: "droits.acces",
            dates: &[("expire_le", "Jusqu’au")],
            ..par_courriel("droits_visites", "courriel")
        },
    ]
}

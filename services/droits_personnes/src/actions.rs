//! What can be done here, and by whom.

use web::{Action, Entree, Regle, Role};

use crate::depot;

/// Reads requests of persons.
pub static LIRE_LES_DEMANDES: Action = Action {
    code: "droits.demandes.lire",
    libelle: "Lire les demandes des personnes sur leurs données",
    ecrit: false,
    nominative: true,
    regles: &[Regle::partout(Role::Dpo)],
};

/// Answers requests of persons.
pub static TRAITER_LES_DEMANDES: Action = Action {
    code: "droits.demandes.traiter",
    libelle: "Répondre aux demandes des personnes sur leurs données",
    ecrit: true,
    nominative: true,
    regles: &[Regle::partout(Role::Dpo)],
};

/// Reads the register of incidents.
pub static LIRE_LES_INCIDENTS: Action = Action {
    code: "droits.incidents.lire",
    libelle: "Lire le registre des incidents",
    ecrit: false,
    nominative: false,
    regles: &[
        Regle::partout(Role::Dpo),
        Regle::partout(Role::Auditeur),
        Regle::partout(Role::Administrateur),
    ],
};

/// Keeps the register of incidents.
pub static TENIR_LES_INCIDENTS: Action = Action {
    code: "droits.incidents.tenir",
    libelle: "Tenir le registre des incidents",
    ecrit: true,
    nominative: false,
    regles: &[Regle::partout(Role::Dpo), Regle::partout(Role::Administrateur)],
};

/// Searches the journal.
pub static LIRE_LE_JOURNAL: Action = Action {
    code: "droits.journal.lire",
    libelle: "Chercher dans le journal",
    ecrit: false,
    nominative: false,
    regles: &[
        Regle::partout(Role::Dpo),
        Regle::partout(Role::Auditeur),
        Regle::partout(Role::Administrateur),
    ],
};

/// Takes the journal away.
pub static EXPORTER_LE_JOURNAL: Action = Action {
    code: "droits.journal.exporter",
    libelle: "Emporter un extrait du journal",
    ecrit: false,
    nominative: false,
    regles: &[Regle::partout(Role::Dpo), Regle::partout(Role::Auditeur)],
};

/// Sets and lifts legal holds.
pub static GELER: Action = Action {
    code: "droits.gels.tenir",
    libelle: "Suspendre l’effacement de données pour un litige",
    ecrit: true,
    nominative: false,
    regles: &[Regle::partout(Role::Dpo)],
};

/// All of them.
pub static TOUTES: [&Action; 7] = [
    &LIRE_LES_DEMANDES,
    &TRAITER_LES_DEMANDES,
    &LIRE_LES_INCIDENTS,
    &TENIR_LES_INCIDENTS,
    &LIRE_LE_JOURNAL,
    &EXPORTER_LE_JOURNAL,
    &GELER,
];

/// The ways into the pages.
pub fn entrees() -> [Entree; 4] {
    [
        Entree {
            titre: "Demandes sur les données personnelles",
            description: "Les demandes des personnes, et le jour où chacune doit avoir sa réponse.",
            adresse: "/dpo/demandes",
            action: &LIRE_LES_DEMANDES,
            a_faire: Some(|etat, _| {
                Box::pin(async move { Ok(depot::demandes::ouvertes(etat.db.read()).await?) })
            }),
        },
        Entree {
            titre: "Incidents",
            description: "Le registre des violations de données, avec leur délai de 72 heures.",
            adresse: "/dpo/incidents",
            action: &LIRE_LES_INCIDENTS,
            a_faire: Some(|etat, _| {
                Box::pin(async move { Ok(depot::incidents::ouverts(etat.db.read()).await?) })
            }),
        },
        Entree {
            titre: "Journal",
            description: "Qui a fait quoi, pour qui et pourquoi ; la preuve que rien n’y a été changé.",
            adresse: "/dpo/journal",
            action: &LIRE_LE_JOURNAL,
            a_faire: None,
        },
        Entree {
            titre: "Conservation",
            description: "Les données à garder malgré leur échéance, pour un litige.",
            adresse: "/dpo/gels",
            action: &GELER,
            a_faire: None,
        },
    ]
}

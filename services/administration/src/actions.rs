//! What can be done here, and by whom.

use web::acces::Regle;
use web::{Action, Role};

const LECTEURS: &[Regle] = &[
    Regle::partout(Role::Administrateur),
    Regle::partout(Role::Support),
    Regle::partout(Role::Auditeur),
];

const ADMINISTRATEUR: &[Regle] = &[Regle::partout(Role::Administrateur)];

const CONTROLE: &[Regle] = &[Regle::partout(Role::Administrateur), Regle::partout(Role::Auditeur)];

/// Reads the accounts.
pub static COMPTES_LIRE: Action = Action {
    code: "administration.comptes.lire",
    libelle: "Lire les comptes, les organisations et les habilitations",
    ecrit: false,
    nominative: true,
    regles: LECTEURS,
};

/// Takes a list of accounts away as a file.
pub static COMPTES_EXPORTER: Action = Action {
    code: "administration.comptes.exporter",
    libelle: "Exporter les listes de comptes, d’organisations et d’habilitations",
    ecrit: false,
    nominative: true,
    regles: CONTROLE,
};

/// Changes the state of accounts.
pub static COMPTES_AGIR: Action = Action {
    code: "administration.comptes.agir",
    libelle: "Accepter, refuser, confirmer, terminer ou désactiver un compte, une organisation, une habilitation",
    ecrit: true,
    nominative: true,
    regles: ADMINISTRATEUR,
};

/// Looks through the eyes of someone.
pub static OBSERVER: Action = Action {
    code: "administration.observer",
    libelle: "Observer le service à la place d’une personne, en lecture seule",
    ecrit: true,
    nominative: true,
    regles: &[Regle::partout(Role::Support), Regle::partout(Role::Administrateur)],
};

/// Reads imports: a rejected value may be that of a person.
pub static IMPORTS_LIRE: Action = Action {
    code: "administration.imports.lire",
    libelle: "Lire les imports et les valeurs rejetées",
    ecrit: false,
    nominative: true,
    regles: LECTEURS,
};

/// Reads jobs and health.
pub static EXPLOITATION_LIRE: Action = Action {
    code: "administration.exploitation.lire",
    libelle: "Lire l’état du service et de ses tâches",
    ecrit: false,
    nominative: false,
    regles: LECTEURS,
};

/// Starts a job.
pub static TACHES_LANCER: Action = Action {
    code: "administration.taches.lancer",
    libelle: "Lancer une tâche sans attendre son heure",
    ecrit: true,
    nominative: false,
    regles: ADMINISTRATEUR,
};

/// Reads the list of API keys.
pub static CLES_LIRE: Action = Action {
    code: "administration.cles.lire",
    libelle: "Lire la liste des clés d’API",
    ecrit: false,
    nominative: false,
    regles: CONTROLE,
};

/// Makes and ends API keys.
pub static CLES_GERER: Action = Action {
    code: "administration.cles.gerer",
    libelle: "Créer et révoquer les clés d’API",
    ecrit: true,
    nominative: false,
    regles: ADMINISTRATEUR,
};

/// Reads what was decided for the site.
pub static CONSIGNES_LIRE: Action = Action {
    code: "administration.consignes.lire",
    libelle: "Lire l’annonce, la maintenance et les services suspendus",
    ecrit: false,
    nominative: false,
    regles: CONTROLE,
};

/// Decides for the site.
pub static CONSIGNES_DECIDER: Action = Action {
    code: "administration.consignes.decider",
    libelle: "Décider de l’annonce, de la maintenance et des services suspendus",
    ecrit: true,
    nominative: false,
    regles: ADMINISTRATEUR,
};

/// Every action.
pub static TOUTES: [&Action; 11] = [
    &COMPTES_LIRE,
    &COMPTES_EXPORTER,
    &COMPTES_AGIR,
    &OBSERVER,
    &IMPORTS_LIRE,
    &EXPLOITATION_LIRE,
    &TACHES_LANCER,
    &CLES_LIRE,
    &CLES_GERER,
    &CONSIGNES_LIRE,
    &CONSIGNES_DECIDER,
];

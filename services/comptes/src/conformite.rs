//! What the service holds of people, why, and for how long.

use conformite::{BaseLegale, Conservation, DonneePersonnelle, Echeance, Traitement};

/// The lines of the register.
pub fn traitements() -> [Traitement; 3] {
    let echeance = |table, colonne| Echeance { table, colonne };
    [
        Traitement {
            code: "comptes.personnes",
            nom: "Comptes des professionnels et des agents",
            finalite: "Savoir qui se sert des services, pour quelle organisation et jusqu’à quand, et pouvoir le prouver.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Employeurs, personnels des CFA, agents publics, personnels des OPCO et des missions locales",
            donnees: &[
                "Nom et prénom",
                "Adresse électronique et téléphone professionnels",
                "Organisation, rôle, territoire, dates et motifs des habilitations",
            ],
            destinataires: &[
                "Les gestionnaires de la même organisation",
                "L’exploitant du service",
                "Les auditeurs",
            ],
            conservation: Conservation {
                jours: 730,
                depuis: "la dernière activité",
                echeance: echeance("comptes_personnes", "vue_le"),
            },
        },
        Traitement {
            code: "comptes.sessions",
            nom: "Sessions",
            finalite: "Garder ouverte la session d’une personne et lui montrer où elle l’est.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui ont un compte",
            donnees: &["Navigateur et système", "Dates d’ouverture et de dernier usage"],
            destinataires: &["La personne elle-même"],
            conservation: Conservation {
                jours: 90,
                depuis: "la fin de la session",
                echeance: echeance("comptes_sessions", "expire_le"),
            },
        },
        Traitement {
            code: "comptes.liens",
            nom: "Liens de connexion",
            finalite: "Ouvrir une session à qui prouve sa messagerie, et limiter les demandes.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui demandent à se connecter",
            donnees: &["Adresse électronique", "Date de la demande"],
            destinataires: &["Personne"],
            conservation: Conservation {
                jours: 7,
                depuis: "la demande",
                echeance: echeance("comptes_liens", "cree_le"),
            },
        },
    ]
}

/// The columns that hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 7] {
    let colonne = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    [
        colonne("comptes_personnes", "courriel", "Adresse électronique professionnelle"),
        colonne("comptes_personnes", "prenom", "Prénom"),
        colonne("comptes_personnes", "nom", "Nom"),
        colonne("comptes_personnes", "telephone", "Téléphone professionnel"),
        colonne("comptes_personnes", "pli", "Nom, prénom et adresse, pour les chercher"),
        colonne("comptes_sessions", "appareil", "Navigateur et système"),
        colonne("comptes_liens", "courriel", "Adresse électronique"),
    ]
}

//! What the service holds of people, why, and for how long.

use conformite::{BaseLegale, Conservation, DonneePersonnelle, Echeance, Traitement};

/// The lines of the register.
pub fn traitements() -> [Traitement; 6] {
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
        Traitement {
            code: "comptes.identites",
            nom: "Identités numériques",
            finalite: "Reconnaître à un compte la personne que ProConnect ou FranceConnect a identifiée.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui s’identifient par ProConnect ou FranceConnect",
            donnees: &[
                "Identifiant donné par le fournisseur d’identité, propre à ce site",
                "SIRET déclaré de l’organisation",
                "Date de dernière connexion",
            ],
            destinataires: &["Les administrateurs, pour le seul écart entre organisations"],
            conservation: Conservation {
                jours: 730,
                depuis: "la dernière connexion par ce fournisseur",
                echeance: echeance("comptes_identites", "vue_le"),
            },
        },
        Traitement {
            code: "comptes.tentatives",
            nom: "Connexions en cours auprès d’un fournisseur d’identité",
            finalite: "S’assurer que qui revient d’un fournisseur d’identité est qui y est allé.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui s’identifient par ProConnect ou FranceConnect",
            donnees: &["Empreintes de secrets", "Date de la tentative"],
            destinataires: &["Personne"],
            conservation: Conservation {
                jours: 7,
                depuis: "la tentative",
                echeance: echeance("comptes_etats_oidc", "cree_le"),
            },
        },
        Traitement {
            code: "comptes.sorties",
            nom: "Déconnexion des fournisseurs d’identité",
            finalite: "Fermer chez le fournisseur d’identité la session que l’on ferme ici.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui s’identifient par ProConnect ou FranceConnect",
            donnees: &["Jeton d’identité, chiffré"],
            destinataires: &["Le fournisseur d’identité qui l’a donné"],
            conservation: Conservation {
                jours: 1,
                depuis: "la fin de la session",
                echeance: echeance("comptes_sorties", "expire_le"),
            },
        },
    ]
}

/// The columns that hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 8] {
    let colonne = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    [
        colonne("comptes_personnes", "courriel", "Adresse électronique professionnelle"),
        colonne("comptes_personnes", "prenom", "Prénom"),
        colonne("comptes_personnes", "nom", "Nom"),
        colonne("comptes_personnes", "telephone", "Téléphone professionnel"),
        colonne("comptes_sessions", "appareil", "Navigateur et système"),
        colonne("comptes_liens", "courriel", "Adresse électronique"),
        colonne("comptes_identites", "sub", "Identifiant donné par un fournisseur d’identité"),
        colonne("comptes_sorties", "jeton", "Jeton d’identité, chiffré"),
    ]
}

//! What the service holds of people, why, and for how long.

use base::{ErreurBase, Transaction};
use conformite::dossiers::{Dossier, Trouver};
use conformite::{
    BaseLegale, Conservation, DonneePersonnelle, Echeance, Preavis, Regle, Traitement, par_courriel,
};
use courrier::{Depot, deposer};
use futures::future::BoxFuture;
use noyau::dates::Instant;

use crate::{courriels, depot};

/// The lines of the register.
pub fn traitements() -> [Traitement; 9] {
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
            code: "comptes.inscriptions",
            nom: "Inscriptions en attente de confirmation",
            finalite: "Attendre qu’une personne prouve sa messagerie avant de créer son compte.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui s’inscrivent",
            donnees: &[
                "Nom et prénom",
                "Adresse électronique et téléphone",
                "Organisation, OPCO, motif",
            ],
            destinataires: &["Qui examine la demande, une fois l’adresse prouvée"],
            conservation: Conservation {
                jours: 30,
                depuis: "l’inscription",
                echeance: echeance("comptes_inscriptions", "cree_le"),
            },
        },
        Traitement {
            code: "comptes.invitations",
            nom: "Invitations à rejoindre une organisation",
            finalite: "Faire entrer un collègue invité par un gestionnaire.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes invitées",
            donnees: &["Adresse électronique", "Organisation", "Date"],
            destinataires: &["Les gestionnaires de l’organisation"],
            conservation: Conservation {
                jours: 90,
                depuis: "l’invitation",
                echeance: echeance("comptes_invitations", "cree_le"),
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
            code: "comptes.changements",
            nom: "Changements d’adresse électronique",
            finalite: "Attendre qu’une personne prouve sa nouvelle messagerie avant de changer celle de son compte.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui ont un compte",
            donnees: &["Nouvelle adresse électronique", "Date de la demande"],
            destinataires: &["La personne elle-même"],
            conservation: Conservation {
                jours: 7,
                depuis: "la demande",
                echeance: echeance("comptes_changements", "cree_le"),
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
pub fn personnes() -> Vec<DonneePersonnelle> {
    let colonne = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    vec![
        colonne("comptes_personnes", "courriel", "Adresse électronique professionnelle"),
        colonne("comptes_personnes", "prenom", "Prénom"),
        colonne("comptes_personnes", "nom", "Nom"),
        colonne("comptes_personnes", "telephone", "Téléphone professionnel"),
        colonne("comptes_personnes", "pli", "Nom, prénom et adresse, pour les chercher"),
        colonne("comptes_sessions", "appareil", "Navigateur et système"),
        colonne("comptes_liens", "courriel", "Adresse électronique"),
        colonne("comptes_changements", "courriel", "Nouvelle adresse électronique"),
        colonne("comptes_identites", "sub", "Identifiant donné par un fournisseur d’identité"),
        colonne("comptes_sorties", "jeton", "Jeton d’identité, chiffré"),
        colonne("comptes_inscriptions", "courriel", "Adresse électronique professionnelle"),
        colonne("comptes_inscriptions", "motif", "Motif de la demande"),
        colonne("comptes_inscriptions", "prenom", "Prénom"),
        colonne("comptes_inscriptions", "nom", "Nom"),
        colonne("comptes_inscriptions", "telephone", "Téléphone professionnel"),
        colonne("comptes_invitations", "courriel", "Adresse électronique"),
        colonne(
            "comptes_entreprises",
            "reponse",
            "Nom d’une entreprise, qui peut être celui d’une personne",
        ),
        colonne("comptes_habilitations", "motif", "Motif de l’habilitation"),
        colonne("comptes_organisations", "pli", "Nom d’un entrepreneur individuel"),
        colonne("comptes_organisations", "nom", "Nom d’un entrepreneur individuel"),
        colonne("comptes_organisations", "adresse", "Adresse d’un entrepreneur individuel"),
    ]
}

/// Days between the warning and the end of an account.
const PREAVIS_JOURS: u32 = 30;

/// What hangs from an account goes when the account does: neither before its last activity is old
/// enough, nor before its owner was warned 30 days ago (60 480 000 000 ms are 730 - 30 days; a
/// millisecond sooner, so that nothing is left to hang from nothing).
macro_rules! fin_du_compte {
    ($personne:literal) => {
        concat!(
            "(SELECT CASE WHEN p.vue_le > a.instant - 60480000001 THEN p.vue_le ",
            "ELSE a.instant - 60480000001 END FROM comptes_personnes p ",
            "JOIN retention_preavis a ON a.cle = p.id AND a.traitement = 'comptes.personnes' ",
            "AND a.nom_table = 'comptes_personnes' WHERE p.id = ",
            $personne,
            ")"
        )
    };
}

/// An account goes with what hangs from it, which must go first; its owner is warned before.
pub fn regles() -> [Regle; 5] {
    let [personnes, ..] = traitements();
    let preavis = Preavis { jours: PREAVIS_JOURS, courriel: "courriel", poster: prevenir };
    let compte =
        Regle { cle: Some("id"), preavis: Some(preavis), ..Regle::du_registre(&personnes) };
    let regle = |table, date| Regle {
        table,
        date,
        cle: Some("personne"),
        ..Regle::du_registre(&personnes)
    };
    [
        regle("comptes_secours", fin_du_compte!("comptes_secours.personne")),
        regle("comptes_sessions", fin_du_compte!("comptes_sessions.personne")),
        regle("comptes_habilitations", fin_du_compte!("comptes_habilitations.personne")),
        Regle { table: "comptes_entreprises", date: "lue_le", ..Regle::du_registre(&personnes) },
        compte,
    ]
}

/// Tells someone that their account will go, and how to keep it.
fn prevenir<'a>(
    tx: &'a mut Transaction,
    courriel: &'a str,
    fin: i64,
    maintenant: i64,
) -> BoxFuture<'a, Result<(), ErreurBase>> {
    Box::pin(async move {
        let contenu = courriels::fin_du_compte(&Instant::from_ms(fin).date().long());
        let cle = Some(format!("{courriel}:{fin}"));
        let modele = "comptes.fin_du_compte";
        let depot =
            Depot { modele, a: courriel, contenu, cle, liste: None, a_partir_de: maintenant };
        deposer(tx, &depot, maintenant).await.map(drop)
    })
}

/// The name that lists search follows the name that the person corrected.
fn replier<'a>(
    tx: &'a mut Transaction,
    courriel: &'a str,
) -> BoxFuture<'a, Result<(), ErreurBase>> {
    Box::pin(depot::personnes::replier(tx, courriel))
}

/// Where a person is found here.
pub fn dossiers() -> [Dossier; 9] {
    let du_compte = |table, titre, traitement| Dossier {
        titre,
        traitement,
        trouver: Trouver::Par {
            colonne: "personne",
            table: "comptes_personnes",
            cle: "id",
            courriel: "courriel",
        },
        ..par_courriel(table, "personne")
    };
    [
        Dossier {
            titre: "Votre compte",
            traitement: "comptes.personnes",
            montre: &[("etat", "État")],
            mots: lisible,
            dates: &[("creee_le", "Créé le"), ("vue_le", "Dernière activité")],
            modifiables: &[("prenom", "Prénom"), ("nom", "Nom"), ("telephone", "Téléphone")],
            apres_correction: Some(replier),
            ..par_courriel("comptes_personnes", "courriel")
        },
        Dossier {
            montre: &[("role", "Rôle"), ("etat", "État")],
            mots: lisible,
            dates: &[("debut", "Depuis le"), ("fin", "Jusqu’au")],
            ..du_compte("comptes_habilitations", "Vos habilitations", "comptes.personnes")
        },
        Dossier {
            dates: &[("cree_le", "Demandé le")],
            ..du_compte("comptes_changements", "Vos changements d’adresse", "comptes.changements")
        },
        Dossier {
            dates: &[("creee_le", "Ouverte le"), ("expire_le", "Jusqu’au")],
            ..du_compte("comptes_sessions", "Vos sessions", "comptes.sessions")
        },
        Dossier {
            montre: &[("fournisseur", "Fournisseur d’identité")],
            dates: &[("liee_le", "Reliée le"), ("vue_le", "Utilisée le")],
            ..du_compte("comptes_identites", "Vos identités", "comptes.identites")
        },
        Dossier {
            dates: &[("utilise_le", "Utilisé le")],
            ..du_compte("comptes_secours", "Vos codes de secours", "comptes.personnes")
        },
        Dossier {
            titre: "Vos liens de connexion",
            traitement: "comptes.liens",
            dates: &[("cree_le", "Demandé le")],
            ..par_courriel("comptes_liens", "courriel")
        },
        Dossier {
            titre: "Vos inscriptions",
            traitement: "comptes.inscriptions",
            dates: &[("cree_le", "Demandée le")],
            ..par_courriel("comptes_inscriptions", "courriel")
        },
        Dossier {
            titre: "Vos invitations",
            traitement: "comptes.invitations",
            montre: &[("etat", "État")],
            dates: &[("cree_le", "Envoyée le")],
            ..par_courriel("comptes_invitations", "courriel")
        },
    ]
}

/// A state or a role in words.
fn lisible(code: &str) -> Option<&'static str> {
    Some(match code {
        "en_attente" => "en attente",
        "active" => "en vigueur",
        "refusee" => "refusée",
        "desactivee" => "désactivée",
        "terminee" => "terminée",
        role => web::Role::lire(role)?.libelle(),
    })
}

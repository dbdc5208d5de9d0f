//! The mails of sign-ups, invitations and reviews.

use courrier::{Contenu, Lettre, Modele};

const SITE: &str = "https://compagnon.exemple.fr";

/// Every one, with an example.
pub fn modeles() -> Vec<Modele> {
    let modele = |code, titre, quand, exemple| Modele { code, titre, quand, exemple };
    vec![
        modele(
            "comptes.inscription",
            "Confirmer une inscription",
            "Quand une personne s’inscrit : elle prouve ainsi sa messagerie.",
            || inscription("https://compagnon.exemple.fr/connexion/lien/0123"),
        ),
        modele(
            "comptes.bienvenue",
            "Habilitation accordée",
            "Quand une demande est acceptée, d’office ou par quelqu’un.",
            || bienvenue(SITE, "Boulangerie des Lices".to_owned()),
        ),
        modele(
            "comptes.en_attente",
            "Demande à l’examen",
            "Quand une demande attend la décision de quelqu’un.",
            || {
                en_attente(
                    "Boulangerie des Lices".to_owned(),
                    "Votre OPCO vérifie que vous travaillez bien pour cette entreprise.",
                )
            },
        ),
        modele(
            "comptes.demande",
            "Un collègue demande à rejoindre l’organisation",
            "Aux gestionnaires d’une organisation, quand quelqu’un demande à la rejoindre.",
            || demande("Camille Le Goff", "camille@exemple.fr", "CFA des Horizons", SITE),
        ),
        modele(
            "comptes.refusee",
            "Demande refusée",
            "Quand une demande est refusée ou qu’un accès est retiré, avec le motif.",
            || refusee("Cet établissement est fermé", "Utilisez le SIRET de la nouvelle adresse."),
        ),
        modele(
            "comptes.deja_refusee",
            "Demande déjà refusée",
            "Quand une personne demande de nouveau ce qui lui a été refusé.",
            || deja_refusee("Boulangerie des Lices".to_owned()),
        ),
        modele(
            "comptes.invitation",
            "Invitation à rejoindre une organisation",
            "Quand un gestionnaire invite un collègue.",
            || invitation("Camille Le Goff", "CFA des Horizons", SITE),
        ),
        modele(
            "comptes.fin",
            "Fin prochaine d’une habilitation",
            "Trente jours avant la fin d’une habilitation, à son titulaire.",
            || fin("Boulangerie des Lices", "24 décembre 2026"),
        ),
        modele(
            "comptes.revue",
            "Revue des accès à faire",
            "Aux gestionnaires d’une organisation, quand des accès n’ont pas été confirmés depuis 90 jours.",
            || revue("CFA des Horizons", 3),
        ),
    ]
}

/// The link that proves the mailbox and completes the sign-up.
pub fn inscription(adresse: &str) -> Contenu {
    Lettre::new("Confirmez votre inscription")
        .paragraphe("Vous vous êtes inscrit aux services de l’apprentissage. Ce lien confirme votre adresse et ouvre votre session. Il fonctionne une seule fois, pendant 24 heures.")
        .bouton("Confirmer mon inscription", adresse)
        .note("Si vous n’avez rien demandé, ne faites rien : sans ce lien, aucun compte n’est créé.")
        .contenu()
}

/// The request is granted.
pub fn bienvenue(site: &str, pour: String) -> Contenu {
    Lettre::new("Votre accès est ouvert")
        .paragraphe(format!("Vous pouvez agir pour : {pour}."))
        .bouton("Aller dans mon espace", format!("{site}/espace"))
        .note("Cet accès dure un an ; nous vous écrirons avant sa fin.")
        .contenu()
}

/// The request waits for someone.
pub fn en_attente(pour: String, juge: &str) -> Contenu {
    Lettre::new("Votre demande est à l’examen")
        .paragraphe(format!("Vous avez demandé à agir pour : {pour}."))
        .paragraphe(juge)
        .paragraphe("Vous recevrez un courriel dès qu’une décision est prise.")
        .contenu()
}

/// A colleague asks to join.
pub fn demande(qui: &str, courriel: &str, organisation: &str, adresse: &str) -> Contenu {
    Lettre::new("Quelqu’un demande à rejoindre votre organisation")
        .paragraphe(format!("{qui} ({courriel}) demande à rejoindre {organisation}."))
        .paragraphe("Vérifiez que cette personne travaille avec vous avant d’accepter.")
        .bouton("Répondre à la demande", adresse)
        .contenu()
}

/// Refused, or stopped: why.
pub fn refusee(titre: &str, motif: &str) -> Contenu {
    Lettre::new(titre)
        .paragraphe(motif)
        .note("Si vous pensez que c’est une erreur, écrivez à l’adresse de contact du site.")
        .contenu()
}

/// It was refused before.
pub fn deja_refusee(pour: String) -> Contenu {
    Lettre::new("Votre demande a déjà été refusée")
        .paragraphe(format!("Une demande pour {pour} a déjà été refusée ; une nouvelle inscription ne change pas cette décision."))
        .paragraphe("Si la situation a changé, écrivez à l’adresse de contact du site.")
        .contenu()
}

/// An invitation.
pub fn invitation(qui: &str, organisation: &str, adresse: &str) -> Contenu {
    Lettre::new("Vous êtes invité à rejoindre une organisation")
        .paragraphe(format!("{qui} vous invite à rejoindre {organisation} sur les services de l’apprentissage."))
        .bouton("Accepter l’invitation", adresse)
        .note("Cette invitation fonctionne une seule fois, pendant 96 heures. Si vous ne connaissez pas cette organisation, ne faites rien.")
        .contenu()
}

/// A habilitation ends soon.
pub fn fin(pour: &str, jour: &str) -> Contenu {
    Lettre::new("Votre accès prend bientôt fin")
        .paragraphe(format!("Votre accès pour {pour} prend fin le {jour}."))
        .paragraphe("S’il vous est encore utile, demandez à un gestionnaire de votre organisation ou à un administrateur de le confirmer.")
        .contenu()
}

/// Habilitations to confirm.
pub fn revue(organisation: &str, nombre: usize) -> Contenu {
    Lettre::new("Des accès sont à confirmer")
        .paragraphe(format!(
            "{organisation} : {nombre} accès n’ont pas été confirmés depuis 90 jours."
        ))
        .paragraphe(
            "Dans votre espace, « Mon organisation » puis « Faire la revue des accès » : confirmez ceux qui servent encore, mettez fin aux autres. Cela prend une minute.",
        )
        .contenu()
}

//! The mails of the service.

mod inscription;

use courrier::{Contenu, Lettre, Modele};

pub use inscription::*;

/// Every mail, with an example.
pub fn modeles() -> Vec<Modele> {
    let mut tous = inscription::modeles();
    tous.extend([
        Modele {
            code: "comptes.lien",
            titre: "Lien de connexion",
            quand: "Quand une personne qui a un compte demande à se connecter.",
            exemple: || lien("https://compagnon.exemple.fr/connexion/lien/0123"),
        },
        Modele {
            code: "comptes.sans_compte",
            titre: "Pas de compte à cette adresse",
            quand: "Quand une adresse sans compte demande à se connecter.",
            exemple: || sans_compte("https://compagnon.exemple.fr"),
        },
        Modele {
            code: "comptes.desactive",
            titre: "Compte désactivé",
            quand: "Quand une personne dont le compte est désactivé demande à se connecter.",
            exemple: desactive,
        },
        Modele {
            code: "comptes.securite",
            titre: "Changement de sécurité",
            quand: "Quand le second facteur d’un compte est ajouté ou retiré.",
            exemple: || securite("Un second facteur a été ajouté à votre compte."),
        },
        Modele {
            code: "comptes.nouvelle_adresse",
            titre: "Votre nouvelle adresse",
            quand: "À la nouvelle adresse qu’une personne veut donner à son compte.",
            exemple: || nouvelle_adresse("https://compagnon.exemple.fr/compte/courriel/0123"),
        },
        Modele {
            code: "comptes.adresse_changee",
            titre: "Changement d’adresse d’un membre",
            quand: "Aux gestionnaires, quand un membre de leur organisation change d’adresse.",
            exemple: || {
                adresse_changee("Camille Le Goff", "camille@exemple.fr", "camille@autre.fr")
            },
        },
        Modele {
            code: "comptes.fin_du_compte",
            titre: "Votre compte sera effacé",
            quand: "30 jours avant l’effacement d’un compte qui ne sert plus depuis deux ans.",
            exemple: || fin_du_compte("24 décembre 2026"),
        },
    ]);
    tous
}

/// The link that opens a session.
pub fn lien(adresse: &str) -> Contenu {
    Lettre::new("Votre lien de connexion")
        .paragraphe("Vous avez demandé à vous connecter. Ce lien fonctionne une seule fois, pendant 15 minutes.")
        .bouton("Me connecter", adresse)
        .note("Si vous n’avez rien demandé, ne faites rien : sans ce lien, personne ne peut ouvrir votre compte.")
        .contenu()
}

/// Nobody has an account at this address: said to its owner alone, never on the page.
pub fn sans_compte(site: &str) -> Contenu {
    Lettre::new("Aucun compte à votre adresse")
        .paragraphe("Vous avez demandé à vous connecter, mais aucun compte n’existe à cette adresse.")
        .paragraphe("Chercher une formation ou une offre ne demande pas de compte. Pour publier une offre ou gérer un organisme, inscrivez-vous.")
        .bouton("M’inscrire", format!("{site}/inscription"))
        .note("Si vous n’avez rien demandé, ne faites rien.")
        .contenu()
}

/// The account was stopped.
pub fn desactive() -> Contenu {
    Lettre::new("Votre compte est désactivé")
        .paragraphe("Vous avez demandé à vous connecter, mais votre compte est désactivé. Répondez à votre interlocuteur habituel, ou écrivez à l’adresse de contact du site, pour en connaître la raison.")
        .contenu()
}

/// The link that proves a new mailbox.
pub fn nouvelle_adresse(lien: &str) -> Contenu {
    Lettre::new("Confirmez votre nouvelle adresse")
        .paragraphe("Vous avez demandé à utiliser cette adresse pour votre compte. Ouvrez ce lien dans un navigateur où vous êtes connecté ; il fonctionne une fois, pendant 24 heures.")
        .bouton("Confirmer cette adresse", lien)
        .note("Si vous n’avez rien demandé, ne faites rien : rien ne changera.")
        .contenu()
}

/// The mailbox is that of another account: said to its owner alone.
pub fn adresse_prise() -> Contenu {
    Lettre::new("Votre adresse a déjà un compte")
        .paragraphe("Quelqu’un a demandé à utiliser cette adresse pour un autre compte. Elle a déjà le sien : rien n’a changé.")
        .paragraphe("Si c’est vous, connectez-vous avec cette adresse, ou demandez à l’exploitant du site de fermer l’un des deux comptes.")
        .contenu()
}

/// A member of an organisation has a new mailbox.
pub fn adresse_changee(qui: &str, avant: &str, apres: &str) -> Contenu {
    Lettre::new("Un membre de votre organisation a changé d’adresse")
        .paragraphe(format!("{qui} se connectait avec {avant} et se connectera désormais avec {apres}."))
        .paragraphe("Si cette personne ne travaille plus avec vous, retirez-la des membres de votre organisation.")
        .contenu()
}

/// The account has not been used for two years: it goes on that day.
pub fn fin_du_compte(jour: &str) -> Contenu {
    Lettre::new("Votre compte sera effacé")
        .paragraphe(format!("Votre compte ne sert plus depuis près de deux ans. Il sera effacé le {jour}, avec vos habilitations."))
        .paragraphe("Pour le garder, connectez-vous une fois avant ce jour. Sinon, vous n’avez rien à faire.")
        .contenu()
}

/// Something changed in how the account is protected.
pub fn securite(quoi: &str) -> Contenu {
    Lettre::new("La protection de votre compte a changé")
        .paragraphe(quoi)
        .note("Si ce n’est pas vous, fermez vos sessions depuis la page « Mon compte » et écrivez sans attendre à l’adresse de contact du site.")
        .contenu()
}

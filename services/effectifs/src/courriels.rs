//! The mails of the service, once a day at most: they name nobody.

use courrier::{Contenu, Lettre, Modele};
use noyau::texte::accord;

/// Codes of the mails.
pub mod codes {
    /// What training centres ask of a mission locale.
    pub const DEMANDES: &str = "effectifs.demandes";
    /// What missions locales answer to a training centre.
    pub const REPONSES: &str = "effectifs.reponses";
}

/// The mails that the service may send.
pub fn modeles() -> [Modele; 2] {
    [
        Modele {
            code: codes::DEMANDES,
            titre: "Des CFA demandent votre aide",
            quand: "À la mission locale, chaque matin où des CFA lui ont demandé de l’aide la veille.",
            exemple: || demandes("https://exemple.fr", 3, &["CFA des Marronniers".to_owned()]),
        },
        Modele {
            code: codes::REPONSES,
            titre: "Une mission locale a contacté vos apprenants",
            quand: "Au CFA, chaque matin où une mission locale a noté la veille ce qu’un contact a donné.",
            exemple: || reponses("https://exemple.fr", 2),
        },
    ]
}

/// What training centres ask of a mission locale.
pub fn demandes(site: &str, nombre: i64, cfa: &[String]) -> Contenu {
    let combien = accord(nombre, "jeune sans contrat", "jeunes sans contrat");
    Lettre::new(format!("Un CFA demande votre aide pour {combien}"))
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "Des CFA de votre territoire vous demandent de l’aide pour {combien} :"
        ))
        .points(cfa.iter().cloned())
        .paragraphe(
            "Leurs coordonnées et ce que demande le CFA sont dans votre espace, en tête de liste.",
        )
        .bouton("Voir les jeunes à contacter", format!("{site}/effectifs/mission-locale"))
        .raison("Vous recevez ce courriel parce que vous avez un compte pour une mission locale.")
        .contenu()
}

/// What missions locales answer to a training centre.
pub fn reponses(site: &str, nombre: i64) -> Contenu {
    let combien = accord(nombre, "de vos apprenants", "de vos apprenants");
    Lettre::new(format!("La mission locale a contacté {combien}"))
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "Une mission locale a noté ce qu’a donné son contact avec {combien}. La réponse est sur la fiche de chacun."
        ))
        .bouton("Lire les réponses", format!("{site}/effectifs/collaborations"))
        .raison("Vous recevez ce courriel parce que vous avez un compte pour ce CFA.")
        .contenu()
}

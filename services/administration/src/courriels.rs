//! The mails of the service.

use courrier::{Contenu, Lettre, Modele};

/// Every mail, with an example.
pub fn modeles() -> [Modele; 2] {
    [
        Modele {
            code: "administration.decision",
            titre: "Décision sur un compte",
            quand: "Quand un administrateur change l’état d’un compte ou d’une habilitation.",
            exemple: || decision("Votre habilitation « CFA »", "Désactivée", "Départ annoncé"),
        },
        Modele {
            code: "administration.observation",
            titre: "Observation par le support",
            quand: "Quand le support observe le service à la place d’une personne : les gestionnaires de son organisation en sont informés.",
            exemple: || {
                observation(
                    "Camille Le Goff",
                    "Aide demandée par téléphone",
                    "24 novembre 2026, 10 h 15",
                )
            },
        },
    ]
}

/// What was decided, and why.
pub fn decision(quoi: &str, etat: &str, motif: &str) -> Contenu {
    let mut faits = vec![("Objet", quoi), ("Nouvel état", etat)];
    if !motif.is_empty() {
        faits.push(("Motif", motif));
    }
    Lettre::new(format!("{quoi} : {}", etat.to_lowercase()))
        .paragraphe("Un administrateur du service a pris cette décision.")
        .faits(faits)
        .note("Pour la contester ou la comprendre, écrivez à l’adresse de contact du site.")
        .contenu()
}

/// Someone of the support looked through the eyes of a member.
pub fn observation(qui: &str, motif: &str, jusqua: &str) -> Contenu {
    Lettre::new("Le support a consulté un compte de votre organisation")
        .paragraphe("Pour aider ou vérifier un fonctionnement, un agent du support voit le service comme cette personne le voit. Il peut lire, jamais modifier.")
        .faits([("Compte observé", qui), ("Motif", motif), ("Au plus tard jusqu’à", jusqua)])
        .note("Cette consultation est inscrite au journal du service. Si elle vous étonne, écrivez à l’adresse de contact du site.")
        .contenu()
}

//! The mails between an employer and the training centres near by.

use courrier::{Contenu, Lettre, Modele};

use super::{CFA_PROCHES, PROPOSITION, RAISON, REPONSE_D_UN_CFA, SITE, Vue};
use crate::depot::delegations::Delegation;
use crate::depot::deposees::Deposee;

/// The mails, with an example.
pub fn modeles() -> [Modele; 3] {
    [
        Modele {
            code: PROPOSITION,
            titre: "Offre proposée à un CFA",
            quand: "Au CFA qu’un employeur a choisi parmi ceux qui forment au métier de son offre, une fois.",
            exemple: || {
                proposition_de(&Vue::exemple(), ("Rennes", 12), (SITE, "/offres/proposition/0"))
            },
        },
        Modele {
            code: REPONSE_D_UN_CFA,
            titre: "Un CFA a des candidats",
            quand: "À l’employeur, quand un CFA à qui il a proposé son offre dit avoir des candidats.",
            exemple: || reponse_de(&Vue::exemple(), "CFA des Marronniers", SITE),
        },
        Modele {
            code: CFA_PROCHES,
            titre: "Des CFA forment au métier de l’offre",
            quand: "À l’employeur, une fois, quand une offre publiée depuis 5 à 45 jours a reçu peu de candidatures et qu’un CFA proche forme au métier.",
            exemple: || suggestion_de(&Vue::exemple(), 3, SITE),
        },
    ]
}

/// An employer proposes an offer to a centre; `lien` follows the address of the site.
pub fn proposition(d: &Deposee, a: &Delegation, lien: (&str, &str)) -> Contenu {
    let ville = d.offre.lieu.ville.as_deref().unwrap_or("lieu à préciser");
    proposition_de(&Vue::de(d), (ville, a.km), lien)
}

fn proposition_de(v: &Vue, (ville, km): (&str, i64), (site, lien): (&str, &str)) -> Contenu {
    Lettre::new(format!("Un employeur vous propose une offre d’apprentissage : {}", v.titre))
        .paragraphe(format!(
            "{} cherche une apprentie ou un apprenti et a choisi de vous proposer son offre, parce que vous formez à ce métier.",
            v.entreprise
        ))
        .faits([
            ("Offre", v.titre.clone()),
            ("Lieu de travail", format!("{ville}, à {km} km de votre formation la plus proche")),
            ("En ligne jusqu’au", v.fin.clone()),
        ])
        .bouton("Voir l’offre et joindre l’employeur", format!("{site}{lien}"))
        .note("Ce lien est réservé à votre centre et à cette offre. Il fonctionne pendant 30 jours.")
        .raison("Vous recevez ce courriel parce que cette adresse est publiée pour votre centre de formation.")
        .contenu()
}

/// A centre has someone.
pub fn reponse(d: &Deposee, centre: &str, site: &str) -> Contenu {
    reponse_de(&Vue::de(d), centre, site)
}

fn reponse_de(v: &Vue, centre: &str, site: &str) -> Contenu {
    Lettre::new(format!("{centre} a des candidats pour votre offre : {}", v.titre))
        .paragraphe(format!(
            "{centre}, à qui vous avez proposé l’offre « {} », dit avoir des candidats. Le centre a vos coordonnées : il va vous joindre, ou ses candidats vont postuler.",
            v.titre
        ))
        .bouton("Voir les réponses des CFA", format!("{}/centres", v.page(site)))
        .raison(RAISON)
        .contenu()
}

/// Centres near by train for the trade of an offer: how many.
pub fn suggestion(d: &Deposee, centres: usize, site: &str) -> Contenu {
    suggestion_de(&Vue::de(d), centres, site)
}

fn suggestion_de(v: &Vue, centres: usize, site: &str) -> Contenu {
    let combien = match centres {
        1 => "Un CFA proche forme".to_owned(),
        n => format!("{n} CFA proches forment"),
    };
    Lettre::new(format!("{combien} au métier de votre offre"))
        .paragraphe(format!(
            "L’offre « {} » de {} a reçu peu de candidatures. {combien} à ce métier : vous pouvez leur proposer l’offre, ils en parleront à leurs candidats.",
            v.titre, v.entreprise
        ))
        .bouton("Choisir les CFA", format!("{}/centres", v.page(site)))
        .note("Rien n’est envoyé tant que vous n’avez pas choisi. Nous ne vous le proposerons pas de nouveau pour cette offre.")
        .raison(RAISON)
        .contenu()
}

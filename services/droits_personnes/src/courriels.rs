//! The mails of the service.

use courrier::{Contenu, Lettre, Modele};
use noyau::dates::Instant;

/// Code of the mail that carries the link.
pub const LIEN: &str = "droits.lien";

/// Code of the receipt of an erasure.
pub const RECU: &str = "droits.recu";

/// Code of the acknowledgement of a request.
pub const ACCUSE: &str = "droits.accuse";

/// Code of the mail that says that a request takes longer.
pub const PROLONGATION: &str = "droits.prolongation";

/// Code of the answer to a request.
pub const REPONSE: &str = "droits.reponse";

/// What the mails are.
pub fn modeles() -> [Modele; 5] {
    [
        Modele {
            code: LIEN,
            titre: "Lien vers vos données",
            quand: "À qui demande à voir ce que les services détiennent de lui.",
            exemple: || lien("https://exemple.fr/mes-donnees/lien/abc"),
        },
        Modele {
            code: RECU,
            titre: "Reçu d’effacement",
            quand: "À qui vient d’effacer ses données.",
            exemple: || {
                let faits = vec![("Vos demandes sur vos données".to_owned(), "1 ligne".to_owned())];
                recu(faits, &[], Instant::from_ms(1_795_000_000_000))
            },
        },
        Modele {
            code: ACCUSE,
            titre: "Demande reçue",
            quand: "À qui vient de déposer une demande sur ses données.",
            exemple: || accuse("01JEXEMPLE", Instant::from_ms(1_795_000_000_000)),
        },
        Modele {
            code: PROLONGATION,
            titre: "Demande prolongée",
            quand: "À la personne, quand le délégué prolonge le délai de réponse.",
            exemple: || {
                let fin = Instant::from_ms(1_795_000_000_000);
                prolongation("01JEXEMPLE", "Vos données viennent de plusieurs services.", fin)
            },
        },
        Modele {
            code: REPONSE,
            titre: "Réponse à votre demande",
            quand: "À la personne, quand le délégué répond.",
            exemple: || reponse("01JEXEMPLE", "Votre numéro de téléphone est corrigé."),
        },
    ]
}

const RAISON: &str =
    "Vous recevez ce courriel parce que cette adresse a été saisie sur la page « Mes données ».";

/// The link.
pub fn lien(adresse: &str) -> Contenu {
    Lettre::new("Votre lien vers vos données")
        .paragraphe("Vous avez demandé à voir ce que nos services détiennent de vous.")
        .bouton("Voir mes données", adresse)
        .note("Ce lien fonctionne une seule fois, pendant 15 minutes. Si vous n’êtes pas à l’origine de cette demande, ne faites rien : personne ne verra vos données.")
        .raison(RAISON)
        .contenu()
}

/// What was erased, and what had to stay.
pub fn recu(effaces: Vec<(String, String)>, gardes: &[String], quand: Instant) -> Contenu {
    let lettre = Lettre::new("Vos données sont effacées").paragraphe(format!(
        "Le {}, nous avons effacé ce que nos services détenaient de vous.",
        quand.long()
    ));
    let lettre = if effaces.is_empty() { lettre } else { lettre.faits(effaces) };
    let lettre = if gardes.is_empty() {
        lettre
    } else {
        lettre.paragraphe("Ces données doivent rester :").points(gardes.to_vec())
    };
    lettre
        .note("Conservez ce reçu : notre propre copie, avec votre adresse, est effacée sous deux jours.")
        .raison(RAISON)
        .contenu()
}

/// The request is received.
pub fn accuse(numero: &str, echeance: Instant) -> Contenu {
    Lettre::new("Votre demande est reçue")
        .paragraphe("Notre délégué à la protection des données va l’examiner.")
        .faits([("Numéro", numero.to_owned()), ("Réponse au plus tard le", echeance.date().long())])
        .raison(RAISON)
        .contenu()
}

/// It takes longer.
pub fn prolongation(numero: &str, motif: &str, echeance: Instant) -> Contenu {
    Lettre::new("Votre demande prend plus de temps")
        .paragraphe(
            "Nous ne pourrons pas vous répondre dans le délai d’un mois (RGPD, article 12.3).",
        )
        .faits([
            ("Numéro", numero.to_owned()),
            ("Pourquoi", motif.to_owned()),
            ("Nouvelle date limite", echeance.date().long()),
        ])
        .raison(RAISON)
        .contenu()
}

/// The answer.
pub fn reponse(numero: &str, texte: &str) -> Contenu {
    let lettre = Lettre::new("Réponse à votre demande")
        .paragraphe(format!("Voici notre réponse à votre demande {numero}."));
    let paragraphes = texte.lines().filter(|l| !l.trim().is_empty());
    paragraphes
        .fold(lettre, Lettre::paragraphe)
        .note("Si cette réponse ne vous convient pas, vous pouvez adresser une réclamation à la CNIL (www.cnil.fr).")
        .raison(RAISON)
        .contenu()
}

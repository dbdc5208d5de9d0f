//! The mail that tells a company that a training centre manages its offers.

use courrier::{Contenu, Lettre, Modele};

use super::{MANDAT, SITE};
use crate::depot::mandats::Mandat;

/// The mail, with an example.
pub fn modele() -> Modele {
    Modele {
        code: MANDAT,
        titre: "Un CFA gère les offres de l’entreprise",
        quand: "À l’entreprise, quand un CFA déclare avoir son accord pour publier des offres pour elle.",
        exemple: || {
            lettre(("Boulangerie des Lices", "CFA des Marronniers"), (SITE, "/offres/mandat/0"))
        },
    }
}

/// A centre declares that it manages the offers of a company; `lien` follows the address of the site.
pub fn declare(m: &Mandat, cfa: &str, lien: (&str, &str)) -> Contenu {
    lettre((&m.nom, cfa), lien)
}

fn lettre((entreprise, cfa): (&str, &str), (site, lien): (&str, &str)) -> Contenu {
    Lettre::new("Un CFA publie désormais des offres pour votre entreprise")
        .paragraphe(format!(
            "{cfa} déclare avoir l’accord de {entreprise} pour publier des offres d’apprentissage et recevoir les candidatures à sa place."
        ))
        .paragraphe("Si c’est bien le cas, vous n’avez rien à faire. Le nom de l’entreprise n’apparaît pas dans ces offres : le CFA y figure comme contact.")
        .bouton("Ce n’est pas le cas, ou mettre fin à cet accord", format!("{site}{lien}"))
        .note("Le lien fonctionne pendant 90 jours. Ensuite, demandez la fin de l’accord au CFA.")
        .raison("Vous recevez ce courriel parce que le CFA a donné cette adresse comme celle de l’entreprise.")
        .contenu()
}

//! The page of each error: what happened, and what the reader can do.

use askama::Template;

use crate::page::{Lien, Page};

/// An error page. Made by [`PageErreur::nouvelle`] from the status alone; a service may then
/// say more (an offer that is filled shows similar ones).
#[derive(Debug, Clone, Template)]
#[template(path = "erreur.html")]
pub struct PageErreur {
    /// The layout.
    pub page: Page,
    /// HTTP status.
    pub statut: u16,
    /// What happened, in a few words.
    pub titre: String,
    /// What happened, in one sentence.
    pub explication: String,
    /// What to do, one sentence each.
    pub conseils: Vec<String>,
    /// Where to go; the first is the main one.
    pub liens: Vec<Lien>,
    /// Identifier of the request, to find it again in the logs.
    pub reference: Option<String>,
}

struct Texte {
    titre: &'static str,
    explication: &'static str,
    conseils: &'static [&'static str],
}

impl PageErreur {
    /// The page of a status. An unknown status gets the words of its family.
    pub fn nouvelle(statut: u16, reference: Option<String>) -> Self {
        let texte = texte(statut);
        let mut page = Page::nouvelle(texte.titre);
        page.indexable = false;
        Self {
            page,
            statut,
            titre: texte.titre.to_owned(),
            explication: texte.explication.to_owned(),
            conseils: texte.conseils.iter().map(|&conseil| conseil.to_owned()).collect(),
            liens: vec![
                Lien::new("Faire une recherche", "/recherche"),
                Lien::new("Revenir à l’accueil", "/"),
            ],
            reference,
        }
    }
}

fn texte(statut: u16) -> Texte {
    match statut {
        401 => CONNEXION,
        403 => INTERDIT,
        404 => INTROUVABLE,
        405 => METHODE,
        410 => RETIREE,
        413 | 414 => TROP_LONG,
        429 => TROP_SOUVENT,
        503 | 504 => INDISPONIBLE,
        400..=499 => INCOMPRISE,
        _ => PANNE,
    }
}

const INCOMPRISE: Texte = Texte {
    titre: "Nous n’avons pas compris cette demande",
    explication: "L’adresse ou le formulaire contient une valeur que ce site ne sait pas lire.",
    conseils: &[
        "Si vous avez suivi un lien, il est peut-être incomplet : refaites la recherche ci-dessous.",
    ],
};
const CONNEXION: Texte = Texte {
    titre: "Connectez-vous pour voir cette page",
    explication: "Cette page est réservée aux personnes connectées.",
    conseils: &["Votre connexion a peut-être expiré : connectez-vous de nouveau."],
};
const INTERDIT: Texte = Texte {
    titre: "Cette page ne vous est pas ouverte",
    explication: "Votre compte ne donne pas accès à cette page.",
    conseils: &[
        "Si vous pensez y avoir droit, demandez à la personne qui gère les accès de votre organisme.",
    ],
};
const INTROUVABLE: Texte = Texte {
    titre: "Page introuvable",
    explication: "Il n’y a pas de page à cette adresse.",
    conseils: &[
        "Si vous l’avez tapée, vérifiez-la. Si vous avez suivi un lien, l’annonce ou la formation a pu être retirée depuis.",
    ],
};
const METHODE: Texte = Texte {
    titre: "Cette adresse ne s’utilise pas ainsi",
    explication: "La page existe, mais pas pour cette action.",
    conseils: &["Revenez à la page précédente et recommencez depuis son formulaire."],
};
const RETIREE: Texte = Texte {
    titre: "Cette annonce n’est plus en ligne",
    explication: "Elle a été pourvue, ou sa date limite est passée.",
    conseils: &["D’autres offres proches de celle-ci sont peut-être ouvertes : cherchez-les."],
};
const TROP_LONG: Texte = Texte {
    titre: "Cette demande est trop longue",
    explication: "Nous lisons les recherches jusqu’à 200 caractères et les fichiers jusqu’à la taille annoncée.",
    conseils: &["Raccourcissez votre texte : un métier, une formation ou une entreprise suffit."],
};
const TROP_SOUVENT: Texte = Texte {
    titre: "Trop de demandes en peu de temps",
    explication: "Vous avez envoyé plus de demandes que ce site n’en accepte à la fois d’une même connexion.",
    conseils: &["Attendez une minute, puis rechargez la page. Rien n’est perdu."],
};
const INDISPONIBLE: Texte = Texte {
    titre: "Le service est momentanément indisponible",
    explication: "Le site est en maintenance ou reçoit trop de visites à la fois.",
    conseils: &["Réessayez dans quelques minutes."],
};
const PANNE: Texte = Texte {
    titre: "Le site a rencontré un problème",
    explication: "La page n’a pas pu être préparée. Ce n’est pas de votre fait, et l’incident est enregistré.",
    conseils: &[
        "Rechargez la page dans quelques instants. Si vous veniez d’envoyer un formulaire, vérifiez d’abord s’il a été reçu.",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_says_what_to_do_next() {
        for statut in [400, 401, 403, 404, 405, 410, 413, 418, 429, 500, 503] {
            let html =
                PageErreur::nouvelle(statut, Some("01J".to_owned())).render().unwrap_or_default();
            assert_eq!(crate::controle::fautes(&html), Vec::<String>::new(), "{statut}");
            assert!(html.contains(&format!("Erreur {statut}")), "{statut}");
            assert!(html.contains("<strong>01J</strong>"), "{statut}");
            assert!(html.contains(r#"href="/recherche""#), "{statut}");
            assert!(html.contains(r#"content="noindex""#), "{statut}");
        }
    }
}

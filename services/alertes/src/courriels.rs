//! The mails of the service.

use courrier::{Contenu, Lettre, Modele};
use noyau::texte::accord;
use recherche::porte::Trouvee;

use crate::depot::Alerte;
use crate::regles::DITES;

const SITE: &str = "https://compagnon.exemple.fr";

/// Every mail, with an example.
pub fn modeles() -> [Modele; 2] {
    [
        Modele {
            code: "alertes.confirmer",
            titre: "Confirmer une alerte",
            quand: "À qui demande à être prévenu des nouvelles offres d’une recherche.",
            exemple: || confirmer("Boulanger à Rennes", &format!("{SITE}/alertes/confirmer/0123")),
        },
        Modele {
            code: "alertes.offres",
            titre: "Nouvelles offres",
            quand: "Le matin, une fois par jour au plus, quand une recherche confirmée trouve de nouvelles offres.",
            exemple: || offres(SITE, &exemple(), &[&trouvee()]),
        },
    ]
}

fn exemple() -> Alerte {
    Alerte {
        id: "01JALERTE".to_owned(),
        courriel: "ines@exemple.fr".to_owned(),
        requete: "q=boulanger&lieu=Rennes&mode=emplois".to_owned(),
        libelle: "Boulanger à Rennes".to_owned(),
        empreinte: String::new(),
        cree_le: 0,
        confirmee_le: Some(0),
        envoyee_le: None,
    }
}

fn trouvee() -> Trouvee {
    Trouvee {
        id: "1".to_owned(),
        titre: "Boulanger en apprentissage".to_owned(),
        entreprise: "Boulangerie des Lices".to_owned(),
        ville: "Rennes".to_owned(),
        adresse: "/offre/1/boulanger".to_owned(),
    }
}

/// The link that proves the mailbox.
pub fn confirmer(libelle: &str, adresse: &str) -> Contenu {
    Lettre::new(format!("Confirmez votre alerte : {libelle}"))
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "Vous avez demandé à être prévenu des nouvelles offres pour « {libelle} ». Confirmez pour recevoir un courriel les jours où il y en a, jamais plus d’un par jour."
        ))
        .bouton("Confirmer cette alerte", adresse)
        .note("Ce lien fonctionne 48 heures. Si vous n’avez rien demandé, ne faites rien : vous ne recevrez rien d’autre.")
        .contenu()
}

/// The new offers of a search.
pub fn offres(site: &str, alerte: &Alerte, nouvelles: &[&Trouvee]) -> Contenu {
    let nombre = i64::try_from(nouvelles.len()).unwrap_or(0);
    let combien = accord(nombre, "nouvelle offre", "nouvelles offres");
    let liens = nouvelles.iter().take(DITES).map(|t| {
        let libelle = format!("{}, {}, {}", t.titre, t.entreprise, t.ville);
        (libelle, format!("{site}{}", t.adresse))
    });
    let mut lettre = Lettre::new(format!("{combien} : {}", alerte.libelle))
        .paragraphe("Bonjour,")
        .paragraphe(format!("{combien} pour « {} » :", alerte.libelle))
        .liens(liens);
    if nouvelles.len() > DITES {
        lettre = lettre.paragraphe("Les autres sont dans la page de résultats.");
    }
    lettre
        .bouton("Voir toutes les offres", format!("{site}/recherche?{}", alerte.requete))
        .raison("Vous recevez ce courriel parce que vous avez confirmé cette alerte.")
        .contenu()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_tells_ten_offers_and_leads_to_the_others() {
        let t = trouvee();
        let une = offres(SITE, &exemple(), &[&t]);
        assert!(une.sujet.starts_with("1 nouvelle offre :"), "{}", une.sujet);
        let douze = offres(SITE, &exemple(), &[&t; 12]);
        assert_eq!(douze.texte.matches("/offre/1/boulanger").count(), DITES);
        assert!(douze.texte.contains("Les autres"), "{}", douze.texte);
    }
}

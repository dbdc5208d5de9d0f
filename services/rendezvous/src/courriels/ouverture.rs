//! To the manager: channels that open.

use courrier::{Contenu, Lettre};
use noyau::texte::pluriel;

use crate::regles::ouverture::OPPOSITION_JOURS;
use crate::regles::suivi::REPONSE_JOURS_OUVRES;

const RAISON: &str = "Vous recevez ce courriel parce que cette adresse est celle que l’organisme publie pour ses formations en apprentissage.";

/// Requests will be taken unless the manager says no.
pub fn ouverture_prevue(nom: &str, formations: i64, jour: &str, adresse: &str) -> Contenu {
    Lettre::new("Les jeunes pourront vous demander un rendez-vous")
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "À partir du {jour}, les jeunes et leurs familles pourront demander un rendez-vous pour {} de {nom}, depuis ce site, 1jeune1solution et l’Onisep.",
            pluriel(formations, "formation")
        ))
        .paragraphe(format!(
            "Vous n’avez rien à faire : chaque demande arrivera par courriel, et vous y répondrez d’un clic, sous {REPONSE_JOURS_OUVRES} jours ouvrés."
        ))
        .paragraphe(format!(
            "Si vous ne voulez pas de ce service, dites-le dans les {OPPOSITION_JOURS} jours ; vous pourrez changer d’avis à tout moment."
        ))
        .bouton("Voir, ou refuser ce service", adresse)
        .raison(RAISON)
        .contenu()
}

/// Requests are taken; the link is for the manager alone.
pub fn ouverte(canal: &str, nom: &str, adresse: Option<&str>) -> Contenu {
    let lettre = Lettre::new("Vos formations reçoivent des demandes de rendez-vous")
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "Les jeunes peuvent maintenant demander un rendez-vous pour les formations de {nom} ({canal})."
        ))
        .paragraphe(format!(
            "Les demandes arrivent à l’adresse de chaque formation. Une réponse est attendue sous {REPONSE_JOURS_OUVRES} jours ouvrés ; après cinq demandes de suite sans réponse, le service se suspend."
        ));
    let lettre = match adresse {
        Some(adresse) => lettre.bouton("Voir, ou arrêter ce service", adresse),
        None => lettre,
    };
    lettre.raison(RAISON).contenu()
}

/// A platform is proposed.
pub fn invitation(canal: &str, nom: &str, formations: i64, adresse: &str) -> Contenu {
    proposer(format!("Recevez les demandes venues de {canal}"), canal, nom, formations, adresse)
}

/// It is proposed again, once.
pub fn relance(canal: &str, nom: &str, formations: i64, adresse: &str) -> Contenu {
    let sujet = format!("Rappel : recevez les demandes venues de {canal}");
    proposer(sujet, canal, nom, formations, adresse)
}

fn proposer(sujet: String, canal: &str, nom: &str, formations: i64, adresse: &str) -> Contenu {
    Lettre::new(sujet)
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "Des formations de {nom} peuvent recevoir des demandes de rendez-vous depuis {canal}."
        ))
        .faits([("Formations concernées", formations.to_string())])
        .paragraphe(format!(
            "En acceptant, vous vous engagez à répondre à chaque demande sous {REPONSE_JOURS_OUVRES} jours ouvrés, par courriel ou par téléphone. Sans réponse de votre part, rien ne change."
        ))
        .bouton("Accepter ou refuser", adresse)
        .raison(RAISON)
        .contenu()
}

/// Each year, a channel that is open is recalled.
pub fn rappel(site: &str, canal: &str) -> Contenu {
    Lettre::new(format!("{canal} : vos formations reçoivent des demandes de rendez-vous"))
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "{canal} ouvre : les jeunes peuvent vous demander un rendez-vous depuis la fiche de vos formations. Les demandes arrivent à cette adresse."
        ))
        .paragraphe("Vérifiez qu’elle est toujours la bonne, et qui répondra pendant les congés.")
        .bouton("Voir mes réglages", format!("{site}/cfa/rendez-vous"))
        .raison("Vous recevez ce courriel une fois par an, parce que cette adresse reçoit des demandes de rendez-vous.")
        .contenu()
}

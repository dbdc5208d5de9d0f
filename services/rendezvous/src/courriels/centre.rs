//! To the centre.

use courrier::{Contenu, Lettre};
use noyau::dates::Instant;

use crate::depot::demandes::Demande;
use crate::regles::assiduite::SUSPENSION;
use crate::regles::motif;
use crate::regles::portail::Portail;
use crate::regles::suivi::LIEN_JOURS;

/// A request: what it is about, who makes it, the link to answer.
pub fn demande(site: &str, d: &Demande, secret: &str) -> Contenu {
    let motifs = motif::du_texte(&d.motifs).into_iter().map(|m| m.libelle);
    let portail = Portail::lire(&d.portail).unwrap_or(Portail::Site);
    let echeance = Instant::from_ms(d.due_le).date().long();
    let profil = match d.profil.as_str() {
        "parent" => "un parent",
        _ => "une personne qui veut se former",
    };
    let lettre = Lettre::new(format!("Demande de rendez-vous : {}", d.intitule))
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "{} {} ({profil}) vous demande un rendez-vous, depuis {}.",
            d.prenom,
            d.nom,
            portail.libelle()
        ))
        .faits([("Formation", d.intitule.as_str()), ("Lieu", d.lieu.as_str())])
        .paragraphe("Ce dont cette personne veut parler :")
        .points(motifs);
    let lettre = match d.message.is_empty() {
        true => lettre,
        false => lettre.paragraphe(format!("Son message : « {} »", d.message)),
    };
    let adresse = format!("{site}/rendez-vous/demande/{}/lien/{secret}", d.id);
    lettre
        .paragraphe(format!(
            "Ses coordonnées sont sur la page de la demande. Répondez-lui avant le {echeance}."
        ))
        .bouton("Lire la demande et répondre", adresse)
        .note(format!(
            "Ce lien ne donne accès qu’à cette demande, pendant {LIEN_JOURS} jours. Ne le transmettez qu’à la personne chargée de répondre."
        ))
        .raison("Vous recevez ce courriel parce que cette adresse est celle qui reçoit les demandes de rendez-vous pour cette formation.")
        .contenu()
}

/// The form of the centre is closed until it answers.
pub fn suspension(site: &str, centre: &str) -> Contenu {
    Lettre::new("Les demandes de rendez-vous sont suspendues")
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "Les {SUSPENSION} dernières demandes de rendez-vous adressées à {centre} sont restées sans réponse. Les jeunes ne voient donc plus le bouton « Demander un rendez-vous » sur vos formations."
        ))
        .paragraphe("Pour le rétablir, répondez à l’une de ces demandes : avec le lien du courriel qui l’annonçait, ou dans votre espace.")
        .bouton("Voir les demandes qui attendent", format!("{site}/cfa/rendez-vous"))
        .note("Si quelqu’un d’autre doit recevoir les demandes, changez l’adresse dans les réglages de votre espace.")
        .raison("Vous recevez ce courriel parce que cette adresse reçoit les demandes de rendez-vous de ce centre.")
        .contenu()
}

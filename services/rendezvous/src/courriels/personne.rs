//! To the person who asks.

use courrier::{Contenu, Lettre, Piece};
use noyau::dates::Instant;
use url::form_urlencoded::byte_serialize;

use crate::depot::demandes::Demande;
use crate::regles::calendrier::{self, RendezVous};
use crate::regles::motif;
use crate::regles::suivi::{DOUBLON_JOURS, Etat};

const RAISON: &str =
    "Vous recevez ce courriel parce que cette adresse a servi à demander un rendez-vous.";

fn fiche(site: &str, d: &Demande) -> String {
    let id: String = byte_serialize(d.formation.as_bytes()).collect();
    format!("{site}/formation/{id}/formation")
}

/// What was asked, and what comes next.
pub fn confirmation(site: &str, d: &Demande) -> Contenu {
    let motifs: Vec<&str> = motif::du_texte(&d.motifs).into_iter().map(|m| m.libelle).collect();
    let echeance = Instant::from_ms(d.due_le).date().long();
    Lettre::new("Votre demande de rendez-vous est enregistrée")
        .paragraphe(format!("Bonjour {},", d.prenom))
        .paragraphe(format!(
            "Nous transmettons votre demande à {}. Le centre s’engage à vous répondre avant le {echeance}, par courriel ou par téléphone.",
            d.formateur_nom
        ))
        .faits([
            ("Formation", d.intitule.as_str()),
            ("Lieu", d.lieu.as_str()),
            ("Vous voulez parler de", motifs.join(", ").as_str()),
            ("Votre téléphone", d.telephone_lisible().as_str()),
        ])
        .bouton("Relire la fiche de la formation", fiche(site, d))
        .note(format!(
            "Sans nouvelle après cette date, vous pourrez refaire une demande ({DOUBLON_JOURS} jours séparent deux demandes sur la même formation)."
        ))
        .note(format!(
            "Pour trouver un employeur près de cette formation, cherchez une offre : {site}/recherche"
        ))
        .raison(RAISON)
        .contenu()
}

/// What the centre answers, with an invitation when a date is agreed. `maintenant` dates it (ms).
pub fn reponse(site: &str, d: &Demande, maintenant: i64) -> Contenu {
    let lettre = Lettre::new(format!("{} vous répond", d.formateur_nom))
        .paragraphe(format!("Bonjour {},", d.prenom));
    let lettre = match d.etat() {
        Etat::Injoignable => lettre.paragraphe(format!(
            "{} a essayé de vous joindre au sujet de votre demande, sans y parvenir. Rappelez le centre, ou refaites une demande en vérifiant votre téléphone.",
            d.formateur_nom
        )),
        _ => lettre
            .paragraphe("Voici sa réponse à votre demande de rendez-vous :")
            .paragraphe(format!("« {} »", d.reponse)),
    };
    let lettre = lettre.faits([("Formation", d.intitule.as_str()), ("Lieu", d.lieu.as_str())]);
    avec_la_date(lettre, d, maintenant)
        .paragraphe(format!("Pour écrire au centre : {}", d.destinataire))
        .bouton("Relire la fiche de la formation", fiche(site, d))
        .raison(RAISON)
        .contenu()
}

fn avec_la_date(lettre: Lettre, d: &Demande, maintenant: i64) -> Lettre {
    let Some(debut) = d.convenu_le else { return lettre };
    let lettre =
        lettre.faits([("Rendez-vous", calendrier::en_mots(debut)), ("Où", d.convenu_ou.clone())]);
    let titre = format!("Rendez-vous : {}", d.intitule);
    let r =
        RendezVous { id: &d.id, titre: &titre, lieu: &d.convenu_ou, message: &d.reponse, debut };
    let Some(texte) = calendrier::invitation(&r, maintenant) else { return lettre };
    let genre = "text/calendar; charset=utf-8; method=PUBLISH";
    lettre
        .piece(Piece::new("rendez-vous.ics", genre, texte.into_bytes()))
        .note("Le fichier joint ajoute ce rendez-vous à votre agenda.")
}

/// The request reached nobody.
pub fn non_distribuee(site: &str, d: &Demande) -> Contenu {
    Lettre::new("Votre demande de rendez-vous n’est pas arrivée")
        .paragraphe(format!("Bonjour {},", d.prenom))
        .paragraphe(format!(
            "L’adresse électronique de {} ne reçoit plus de courriels : votre demande n’a pas pu lui être remise. Nous avons retiré la prise de rendez-vous de cette formation, le temps que le centre donne une autre adresse.",
            d.formateur_nom
        ))
        .faits([("Formation", d.intitule.as_str()), ("Lieu", d.lieu.as_str())])
        .paragraphe("Vous pouvez joindre le centre à l’adresse ci-dessus, ou choisir une autre formation.")
        .bouton("Chercher une autre formation", format!("{site}/recherche?mode=formations"))
        .raison(RAISON)
        .contenu()
}

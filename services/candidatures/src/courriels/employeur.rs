//! Mails to the employer.

use courrier::{Contenu, Lettre};
use noyau::dates::Instant;
use noyau::identifiants::Telephone;
use noyau::texte::accord;

use super::{court, paires};
use crate::depot::candidatures::Ligne;
use crate::depot::suivi::Mois;
use crate::regles::reponse::Intention;

/// Who applies, as the employer may know it.
fn qui(l: &Ligne) -> String {
    if l.anonyme == 1 { "un candidat".to_owned() } else { format!("{} {}", l.prenom, l.nom) }
}

fn de_qui(l: &Ligne) -> String {
    let quoi = if l.titre.is_empty() { "Candidature spontanée" } else { &l.titre };
    let qui = if l.anonyme == 1 { "Candidature anonyme".to_owned() } else { qui(l) };
    let par = if l.appelant.is_empty() { String::new() } else { format!(" (par {})", l.appelant) };
    format!("{qui}, pour {}{par} : {quoi}", l.entreprise)
}

/// The application, with its links to answer.
pub fn employeur(l: &Ligne, adresse: &str) -> Contenu {
    let quoi = match l.titre.as_str() {
        "" => "une candidature spontanée en apprentissage".to_owned(),
        titre => format!("une candidature à votre offre « {titre} »"),
    };
    let lettre = Lettre::new(court(&de_qui(l))).paragraphe("Bonjour,").paragraphe(format!(
        "{} reçoit {quoi}, de {}.",
        l.entreprise,
        qui(l)
    ));
    fin(contenu(lettre, l), l, adresse)
}

/// The reminder that the candidate asked for.
pub fn relance(l: &Ligne, adresse: &str) -> Contenu {
    let jour = Instant::from_ms(l.deposee_le).date().long();
    let lettre = Lettre::new(court(&format!("Relance — {}", de_qui(l))))
        .paragraphe("Bonjour,")
        .paragraphe(format!(
            "Le {jour}, {} vous a envoyé sa candidature et attend une réponse, même négative. C’est la seule relance que vous recevrez pour elle.",
            qui(l)
        ));
    fin(contenu(lettre, l), l, adresse)
}

fn contenu(lettre: Lettre, l: &Ligne) -> Lettre {
    let mut lettre = lettre;
    if !l.message.is_empty() {
        lettre = lettre.paragraphe("Son message :").paragraphe(l.message.clone());
    }
    let mut faits = Vec::new();
    if l.anonyme == 0 {
        faits.extend(coordonnees(l));
    }
    faits.extend(paires(&l.recherche));
    faits.extend(paires(&l.reponses));
    if !l.appelant.is_empty() {
        faits.push(("Transmise par".to_owned(), l.appelant.clone()));
    }
    if faits.is_empty() { lettre } else { lettre.faits(faits) }
}

fn coordonnees(l: &Ligne) -> Vec<(String, String)> {
    let telephone = l.telephone.parse::<Telephone>().map(|t| t.affichage());
    [
        ("Candidat", format!("{} {}", l.prenom, l.nom)),
        ("Adresse électronique", l.courriel.clone()),
        ("Téléphone", telephone.unwrap_or_else(|_| l.telephone.clone())),
    ]
    .map(|(terme, valeur)| (terme.to_owned(), valeur))
    .to_vec()
}

fn fin(lettre: Lettre, l: &Ligne, adresse: &str) -> Contenu {
    let liens = Intention::TOUTES.map(|i| (i.choix(), format!("{adresse}?reponse={}", i.code())));
    lettre
        .note(fichier(l))
        .paragraphe("Répondez en un geste : vous relirez le courriel avant qu’il parte.")
        .liens(liens)
        .note("Ces liens fonctionnent 60 jours, pour une seule réponse.")
        .raison(format!(
            "Cette adresse reçoit les candidatures de {}. Elle vient de : {}.",
            l.entreprise, l.source
        ))
        .contenu()
}

fn fichier(l: &Ligne) -> &'static str {
    match (l.anonyme, l.examen.as_str()) {
        (1, _) => {
            "Le candidat montrera son nom et son CV à l’employeur qui lui propose un entretien."
        }
        (_, "saine") => "Le CV est joint. L’antivirus n’y a rien trouvé.",
        _ => "Le CV est joint. Il n’a pas été analysé par un antivirus : ouvrez-le avec prudence.",
    }
}

/// What was answered, for the employer to keep; who the candidate is, when an interview reveals it.
pub fn copie(l: &Ligne) -> Contenu {
    let lettre = Lettre::new(super::sujet("Réponse envoyée", l))
        .paragraphe("Bonjour,")
        .paragraphe("Voici la réponse qui vient de partir :")
        .paragraphe(l.reponse.clone());
    let entretien = l.intention.as_deref() == Some(Intention::Entretien.code());
    let lettre = if entretien { lettre.faits(coordonnees(l)) } else { lettre };
    lettre
        .raison("Vous recevez ce courriel parce que quelqu’un a répondu à une candidature depuis cette messagerie ou votre espace.")
        .contenu()
}

/// What came in a month, `mois` as people say it; nobody is named.
pub fn recapitulatif(site: &str, mois: &str, m: &Mois) -> Contenu {
    let attendent = m.recues - m.repondues;
    let recues = accord(m.recues, "candidature", "candidatures");
    let lettre = Lettre::new(format!("{recues} en {mois}"))
        .paragraphe("Bonjour,")
        .paragraphe(format!("En {mois}, {} a reçu {recues} en apprentissage.", m.entreprise))
        .faits([
            ("Avec votre réponse", m.repondues.to_string()),
            ("Sans réponse", attendent.to_string()),
        ]);
    let lettre = match attendent {
        0 => lettre.paragraphe("Toutes ont eu votre réponse. Merci pour elles."),
        _ => lettre.paragraphe("Une réponse, même négative, aide chacun à chercher ailleurs. Chaque courriel de candidature a ses liens pour répondre ; votre espace les montre toutes."),
    };
    lettre
        .bouton("Voir mes candidatures", format!("{site}/employeur/candidatures"))
        .raison("Vous recevez ce courriel une fois par mois parce que cette adresse reçoit des candidatures.")
        .contenu()
}

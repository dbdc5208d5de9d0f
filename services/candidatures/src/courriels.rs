//! The mails of the service.

mod candidat;
mod employeur;

use courrier::{Contenu, Modele};

use crate::depot::candidatures::Ligne;
use crate::depot::suivi::Mois;

pub use candidat::{close, echec, infectee, lien, recue, reponse, sans_candidature};
pub use employeur::{copie, employeur, recapitulatif, relance};

/// Code of the mail of each month.
pub const RECAPITULATIF: &str = "candidatures.recapitulatif";

/// Every mail, with an example.
pub fn modeles() -> Vec<Modele> {
    const SITE: &str = "https://compagnon.exemple.fr";
    let modele =
        |code, titre, quand, exemple: fn() -> Contenu| Modele { code, titre, quand, exemple };
    vec![
        modele(
            "candidatures.recue",
            "Candidature enregistrée",
            "Au candidat, dès que sa candidature est enregistrée.",
            || recue(SITE, &exemple()),
        ),
        modele(
            "candidatures.employeur",
            "Candidature",
            "À l’employeur, avec le CV, dès que la candidature est enregistrée et son CV analysé.",
            || employeur(&exemple(), "https://compagnon.exemple.fr/candidature/repondre/0123"),
        ),
        modele(
            "candidatures.relance",
            "Relance",
            "À l’employeur, une seule fois, quand le candidat le relance dix jours après l’envoi.",
            || relance(&exemple(), "https://compagnon.exemple.fr/candidature/repondre/0123"),
        ),
        modele(
            "candidatures.reponse",
            "Réponse de l’employeur",
            "Au candidat, quand l’employeur a confirmé sa réponse.",
            || reponse(SITE, &repondue()),
        ),
        modele(
            "candidatures.copie",
            "Copie de la réponse",
            "À l’employeur, quand il a confirmé sa réponse.",
            || copie(&repondue()),
        ),
        modele(
            RECAPITULATIF,
            "Récapitulatif du mois",
            "À l’employeur, le premier de chaque mois, s’il a reçu des candidatures le mois d’avant.",
            || {
                let recu = Mois {
                    destinataire: "recrutement@exemple.fr".to_owned(),
                    entreprise: "Boulangerie des Lices".to_owned(),
                    recues: 7,
                    repondues: 4,
                };
                recapitulatif(SITE, "novembre 2026", &recu)
            },
        ),
        modele(
            "candidatures.echec",
            "Candidature non remise",
            "Au candidat, quand la messagerie de l’employeur n’a pas accepté sa candidature.",
            || echec(SITE, &exemple()),
        ),
        modele(
            "candidatures.infectee",
            "CV bloqué par l’antivirus",
            "Au candidat, quand l’antivirus a trouvé quelque chose dans son CV.",
            || infectee(SITE, &exemple()),
        ),
        modele(
            "candidatures.close",
            "Offre close",
            "Au candidat sans réponse, une seule fois, quand l’offre est close.",
            || close(SITE, &exemple(), "L’offre est pourvue."),
        ),
        modele(
            "candidatures.lien",
            "Lien vers mes candidatures",
            "À qui demande la liste de ses candidatures.",
            || lien("https://compagnon.exemple.fr/mes-candidatures/lien/0123"),
        ),
        modele(
            "candidatures.sans_candidature",
            "Aucune candidature à cette adresse",
            "À qui demande la liste de ses candidatures et n’en a envoyé aucune.",
            || sans_candidature(SITE),
        ),
    ]
}

/// « Boulanger, chez Boulangerie des Lices », « Candidature spontanée, chez … ».
pub fn objet(l: &Ligne) -> String {
    let quoi = if l.titre.is_empty() { "Candidature spontanée" } else { &l.titre };
    format!("{quoi}, chez {}", l.entreprise)
}

/// Longest subject: what a phone shows of it.
const SUJET_MAX: usize = 78;

/// A subject short enough to be read whole.
pub fn court(sujet: &str) -> String {
    if sujet.chars().count() <= SUJET_MAX {
        return sujet.to_owned();
    }
    let debut: String = sujet.chars().take(SUJET_MAX - 1).collect();
    format!("{}…", debut.trim_end())
}

/// A subject: what happened, then to what.
pub fn sujet(quoi: &str, l: &Ligne) -> String {
    court(&format!("{quoi} : {}", objet(l)))
}

/// An invented application, for previews and tests.
pub fn exemple() -> Ligne {
    Ligne {
        id: "01JCANDIDATURE".to_owned(),
        jeton: None,
        genre: "offre".to_owned(),
        objet: "01JOFFRE".to_owned(),
        titre: "Boulanger en apprentissage".to_owned(),
        entreprise: "Boulangerie des Lices".to_owned(),
        siret: "90000000100009".to_owned(),
        ville: "Rennes".to_owned(),
        role: "employeur".to_owned(),
        destinataire: "contact@exemple.fr".to_owned(),
        source: "compte employeur".to_owned(),
        appelant: String::new(),
        courriel: "ines@exemple.fr".to_owned(),
        prenom: "Inès".to_owned(),
        nom: "Le Goff".to_owned(),
        telephone: "+33612345678".to_owned(),
        message: "Bonjour,\nJ’aimerais apprendre le métier chez vous.".to_owned(),
        recherche: r#"[["Diplôme préparé","CAP Boulanger"],["Durée","24 mois"]]"#.to_owned(),
        reponses: r#"[["Pouvez-vous commencer à 5 h ?","Oui, j’ai un vélo."]]"#.to_owned(),
        anonyme: 0,
        cv_nom: "CV Inès Le Goff.pdf".to_owned(),
        etat: "envoyee".to_owned(),
        echec: String::new(),
        examen: "sans".to_owned(),
        essais: 0,
        prochaine: 0,
        envoi: None,
        intention: None,
        reponse: String::new(),
        motifs: "[]".to_owned(),
        repondue_le: None,
        repondue_par: String::new(),
        lue_le: None,
        relancee_le: None,
        close_le: None,
        deposee_le: 1_795_000_000_000,
        envoyee_le: Some(1_795_000_060_000),
    }
}

fn repondue() -> Ligne {
    use crate::regles::reponse::Intention;
    Ligne {
        etat: "repondue".to_owned(),
        intention: Some("entretien".to_owned()),
        reponse: Intention::Entretien.texte("Boulangerie des Lices"),
        ..exemple()
    }
}

/// The pairs of a JSON column; none when it was emptied.
pub fn paires(json: &str) -> Vec<(String, String)> {
    serde_json::from_str(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_has_its_example_and_no_exclamation_mark() {
        for modele in modeles() {
            let contenu = (modele.exemple)();
            assert!(contenu.sujet.len() > 5 && contenu.texte.len() > 40, "{}", modele.code);
            assert!(!contenu.texte.contains('!'), "{}", contenu.texte);
        }
    }

    #[test]
    fn a_subject_is_read_whole() {
        let longue = Ligne { titre: "Très long titre ".repeat(12), ..exemple() };
        assert_eq!(sujet("Offre close", &longue).chars().count(), SUJET_MAX);
        assert!(sujet("Offre close", &longue).ends_with('…'));
        assert_eq!(court("Court"), "Court");
    }

    #[test]
    fn what_is_hidden_is_in_no_mail_to_the_employer() {
        let cachee = Ligne { anonyme: 1, ..exemple() };
        let lien = "https://x.fr/candidature/repondre/0";
        for contenu in [employeur(&cachee, lien), relance(&cachee, lien)] {
            let tout = format!("{} {} {}", contenu.sujet, contenu.texte, contenu.html);
            for trait_ in ["Inès", "Le Goff", "ines@", "06"] {
                assert!(!tout.contains(trait_), "{trait_} in {tout}");
            }
        }
    }
}

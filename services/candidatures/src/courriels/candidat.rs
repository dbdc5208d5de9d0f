//! Mails to the candidate.

use courrier::{Contenu, Lettre};
use noyau::dates::Instant;

use super::sujet;
use crate::depot::candidatures::Ligne;
use crate::regles::etat::{JOUR_MS, RELANCE_JOURS};
use crate::regles::reponse::Intention;

const RAISON: &str = "Vous recevez ce courriel parce que vous avez envoyé une candidature.";

fn suivre(site: &str) -> String {
    format!("{site}/mes-candidatures")
}

/// It is stored, and what happens next.
pub fn recue(site: &str, l: &Ligne) -> Contenu {
    let relance = Instant::from_ms(l.deposee_le + RELANCE_JOURS * JOUR_MS).date().long();
    let mut lettre = Lettre::new(sujet("Votre candidature", l))
        .paragraphe(format!("Bonjour {},", l.prenom))
        .paragraphe(format!(
            "Votre candidature est enregistrée. Nous l’envoyons à {} avec votre CV, et nous vous préviendrons si elle ne peut pas être remise.",
            l.entreprise
        ));
    if !l.message.is_empty() {
        lettre = lettre.paragraphe("Votre message :").paragraphe(l.message.clone());
    }
    lettre
        .paragraphe(format!(
            "Sans réponse, vous pourrez relancer l’employeur une fois, à partir du {relance}, depuis la liste de vos candidatures."
        ))
        .bouton("Suivre mes candidatures", suivre(site))
        .raison(RAISON)
        .contenu()
}

/// What the employer answered.
pub fn reponse(site: &str, l: &Ligne) -> Contenu {
    let intention = l.intention.as_deref().and_then(Intention::lire);
    let titre = intention.map_or("Réponse à votre candidature", Intention::libelle);
    let mut lettre = Lettre::new(sujet(titre, l))
        .paragraphe(format!("Bonjour {},", l.prenom))
        .paragraphe(format!("{} a répondu à votre candidature :", l.entreprise))
        .paragraphe(l.reponse.clone());
    let motifs: Vec<String> = serde_json::from_str(&l.motifs).unwrap_or_default();
    if !motifs.is_empty() {
        lettre = lettre.paragraphe("L’employeur précise :").points(motifs);
    }
    lettre.bouton("Voir mes candidatures", suivre(site)).raison(RAISON).contenu()
}

/// It could not be delivered.
pub fn echec(site: &str, l: &Ligne) -> Contenu {
    Lettre::new(sujet("Candidature non remise", l))
        .paragraphe(format!("Bonjour {},", l.prenom))
        .paragraphe(format!(
            "La messagerie de {} n’a pas accepté votre candidature, malgré plusieurs essais. L’employeur ne l’a pas reçue.",
            l.entreprise
        ))
        .paragraphe("Vous pouvez le joindre par téléphone ou sur place, ou postuler ailleurs.")
        .bouton("Chercher d’autres entreprises", format!("{site}/recherche"))
        .raison(RAISON)
        .contenu()
}

/// The antivirus stopped the CV.
pub fn infectee(site: &str, l: &Ligne) -> Contenu {
    Lettre::new(sujet("Votre CV n’a pas été envoyé", l))
        .paragraphe(format!("Bonjour {},", l.prenom))
        .paragraphe(
            "L’antivirus a trouvé un élément dangereux dans le fichier de votre CV : il n’a été transmis à personne.",
        )
        .paragraphe("Enregistrez votre CV au format PDF depuis un autre appareil, puis postulez à nouveau.")
        .bouton("Voir mes candidatures", suivre(site))
        .raison(RAISON)
        .contenu()
}

/// The offer is closed, and what else there is.
pub fn close(site: &str, l: &Ligne, pourquoi: &str) -> Contenu {
    Lettre::new(sujet("Offre close", l))
        .paragraphe(format!("Bonjour {},", l.prenom))
        .paragraphe(format!(
            "{pourquoi} Vous n’avez pas reçu de réponse à votre candidature : l’employeur n’en donnera sans doute plus."
        ))
        .bouton("Voir des offres proches", voisines(site, l))
        .raison(RAISON)
        .contenu()
}

/// The search of the same trade in the same town.
fn voisines(site: &str, l: &Ligne) -> String {
    let encoder = |texte: &str| -> String {
        texte
            .bytes()
            .map(|b| match b {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => char::from(b).to_string(),
                autre => format!("%{autre:02X}"),
            })
            .collect()
    };
    format!("{site}/recherche?q={}&lieu={}", encoder(&l.titre), encoder(&l.ville))
}

/// The link that opens the list.
pub fn lien(adresse: &str) -> Contenu {
    Lettre::new("Vos candidatures")
        .paragraphe("Bonjour,")
        .paragraphe("Vous avez demandé à voir vos candidatures.")
        .bouton("Voir mes candidatures", adresse)
        .note("Ce lien ne sert qu’une fois, dans les 30 minutes. Si vous n’avez rien demandé, ne faites rien.")
        .raison("Vous recevez ce courriel parce que cette adresse a demandé la liste de ses candidatures.")
        .contenu()
}

/// Nobody applied from this mailbox: said to its owner alone, never on the page.
pub fn sans_candidature(site: &str) -> Contenu {
    Lettre::new("Aucune candidature à votre adresse")
        .paragraphe("Bonjour,")
        .paragraphe("Vous avez demandé à voir vos candidatures, mais aucune n’a été envoyée avec cette adresse, ou elles datent de plus d’un an. Vous en avez peut-être donné une autre.")
        .bouton("Chercher une offre", format!("{site}/recherche"))
        .raison("Vous recevez ce courriel parce que cette adresse a demandé la liste de ses candidatures.")
        .contenu()
}

//! The fields of the form, and what is read of those that are free.

use noyau::dates::DateCivile;
use offres::porte::Destinataire;
use web::formulaire::{Champ, Choix, Genre, Saisie};

use crate::regles::courriel::correction;
use crate::regles::demande::{DUREES, FORMATIONS, LIBRE_MAX};
use crate::regles::texte::sans_liens;
use crate::vues::Groupe;

/// Names of the fields that answer the employer's questions.
pub const QUESTIONS: [&str; 3] = ["question1", "question2", "question3"];

/// Fields that go together.
pub fn groupe(titre: &str, aide: &str, champs: Vec<Champ>) -> Groupe {
    let (titre, aide) = (titre.to_owned(), aide.to_owned());
    Groupe { titre, aide, replie: false, ouvert: false, champs }
}

/// The form, part by part.
pub fn groupes(vers: &Destinataire, saisie: &Saisie, jour: DateCivile) -> Vec<Groupe> {
    let mut groupes = vec![
        groupe("Vous", "", identite(saisie)),
        groupe("Votre candidature", "", motivation(!saisie.bonne())),
    ];
    let questions = QUESTIONS.iter().zip(&vers.questions);
    let questions: Vec<Champ> =
        questions.map(|(nom, question)| Champ::new(nom, question.clone(), Genre::Zone)).collect();
    if !questions.is_empty() {
        groupes.push(groupe("Les questions de l’employeur", "", questions));
    }
    let aide = "Ces réponses aident l’employeur à savoir si vos projets se rencontrent.";
    groupes.push(Groupe {
        replie: true,
        ..groupe("Ma recherche (facultatif)", aide, ma_recherche(jour))
    });
    groupes
}

fn identite(saisie: &Saisie) -> Vec<Champ> {
    let mut champs = vec![
        Champ::ligne("prenom", "Prénom").completer("given-name"),
        Champ::ligne("nom", "Nom").completer("family-name"),
        Champ::new("courriel", "Adresse électronique", Genre::Courriel)
            .aide("L’employeur vous répondra ici. Exemple : prenom.nom@exemple.fr")
            .completer("email"),
    ];
    let douteuse = saisie.texte("courriel").parse().ok().is_some_and(|c| correction(&c).is_some());
    if douteuse {
        champs.push(Champ::new("exact", "Mon adresse est exacte", Genre::Case).facultatif());
    }
    champs.push(
        Champ::new("telephone", "Téléphone", Genre::Telephone)
            .aide("Mobile ou fixe. Exemple : 06 12 34 56 78")
            .completer("tel"),
    );
    champs
}

/// A browser keeps no file from one page to the next: a form shown again asks for it again.
fn motivation(redite: bool) -> Vec<Champ> {
    let format = "PDF ou DOCX, 3 Mo au plus.";
    let cv = match redite {
        true => format!("{format} Choisissez-le à nouveau : le navigateur ne l’a pas gardé."),
        false => format.to_owned(),
    };
    vec![
        Champ::new("message", "Votre message", Genre::Zone)
            .aide("Dites en quelques lignes pourquoi ce métier et pourquoi chez cet employeur. Les adresses de sites sont retirées.")
            .facultatif(),
        Champ::new("cv", "Votre CV", Genre::Fichier(".pdf,.docx")).aide(cv),
        Champ::new(
            "anonyme",
            "Cacher mon nom, mes coordonnées et mon CV tant que l’employeur ne propose pas d’entretien",
            Genre::Case,
        )
        .facultatif(),
    ]
}

fn ma_recherche(jour: DateCivile) -> Vec<Champ> {
    let choix = |paires: &[(&str, &str)]| paires.iter().map(|(c, l)| Choix::new(*c, *l)).collect();
    vec![
        Champ::ligne("diplome", "Diplôme préparé").aide("Exemple : CAP Boulanger").facultatif(),
        Champ::new(
            "formation",
            "Avez-vous trouvé votre formation ?",
            Genre::Liste(choix(&FORMATIONS)),
        )
        .facultatif(),
        Champ::ligne("ecole", "École ou CFA").facultatif(),
        Champ::new("debut", "Début souhaité", Genre::Liste(debuts(jour))).facultatif(),
        Champ::new("duree", "Durée du contrat", Genre::Liste(choix(&DUREES))).facultatif(),
        Champ::ligne("rythme", "Rythme")
            .aide("Exemple : une semaine en CFA, trois en entreprise")
            .facultatif(),
        Champ::new("permis", "J’ai le permis B", Genre::Case).facultatif(),
    ]
}

/// « Dès que possible », then the twelve months to come.
fn debuts(jour: DateCivile) -> Vec<Choix> {
    let bientot = "Dès que possible".to_owned();
    let mois = (1..=12).map(|n| jour.plus_mois(n).mois_long());
    std::iter::once(bientot).chain(mois).map(|m| Choix::new(m.clone(), m)).collect()
}

/// What was filled of « Ma recherche »: label and value.
pub fn recherche(saisie: &mut Saisie) -> Vec<(String, String)> {
    let choisi = |choix: &[(&str, &str)], code: &str| {
        choix.iter().find(|(c, _)| *c == code).map(|(_, l)| (*l).to_owned()).unwrap_or_default()
    };
    let formation = choisi(&FORMATIONS, saisie.texte("formation"));
    let duree = choisi(&DUREES, saisie.texte("duree"));
    let mut libre = |nom: &str| sans_liens(&saisie.borne(nom, 0, LIBRE_MAX));
    let (diplome, ecole, rythme, debut) =
        (libre("diplome"), libre("ecole"), libre("rythme"), libre("debut"));
    let permis = if saisie.coche("permis") { "Oui".to_owned() } else { String::new() };
    let tout = [
        ("Diplôme préparé", diplome),
        ("Formation trouvée", formation),
        ("École ou CFA", ecole),
        ("Début souhaité", debut),
        ("Durée du contrat", duree),
        ("Rythme", rythme),
        ("Permis B", permis),
    ];
    let remplis = tout.into_iter().filter(|(_, v)| !v.is_empty());
    remplis.map(|(libelle, valeur)| (libelle.to_owned(), valeur)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_of_the_search_is_kept_and_nothing_else() {
        let mut saisie =
            Saisie::lire("diplome=CAP&duree=12&formation=autre&rythme=voir+www.x.fr&permis=oui");
        let attendu = [
            ("Diplôme préparé", "CAP"),
            ("Durée du contrat", "12 mois"),
            ("Rythme", "voir [lien retiré]"),
            ("Permis B", "Oui"),
        ];
        let attendu: Vec<(String, String)> =
            attendu.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(recherche(&mut saisie), attendu);
    }
}

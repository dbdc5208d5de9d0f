//! « Postuler »: the form, framable by partners, and what follows.

use axum::extract::{Multipart, OriginalUri, RawQuery, State};
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;
use noyau::dates::DateCivile;
use offres::porte::{Destinataire, Objet};
use web::Etat;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::page::{Lien, Page};

use super::partie::{self, Envoi};
use super::{Rendu, ecran, ecran_avec, html, page, vers};
use crate::candidater::{Issue, candidater, trouver};
use crate::refus::Refus;
use crate::regles::courriel::correction;
use crate::regles::cv;
use crate::regles::demande::{
    DUREES, Demande, FORMATIONS, LIBRE_MAX, MESSAGE_MAX, REPONSE_MAX, lire_un_courriel, lire_un_nom,
};
use crate::regles::texte::sans_liens;
use crate::vues::{Bloc, Ecran, Groupe, Postuler};
use noyau::identifiants::Telephone;

/// Names of the fields that answer the employer's questions.
const QUESTIONS: [&str; 3] = ["question1", "question2", "question3"];

/// Whether the page is shown inside that of a partner.
fn en_encart(ici: &Uri) -> bool {
    ici.path().starts_with("/widget/")
}

fn chemin(ici: &Uri) -> &'static str {
    if en_encart(ici) { "/widget/postuler" } else { "/postuler" }
}

/// The form.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    OriginalUri(ici): OriginalUri,
) -> Rendu {
    let demande = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let Some(objet) = Objet::lire(demande.texte("destinataire")) else {
        return refuser(&etat, &ici, Refus::Inconnu);
    };
    match trouver(&etat, &objet, etat.horloge.maintenant()).await? {
        Err(refus) => refuser(&etat, &ici, refus),
        Ok(vers) => html(&formulaire(&etat, &ici, &vers, &coffre::hasard(), None)),
    }
}

/// Sends the application.
pub async fn submit(
    State(etat): State<Etat>,
    OriginalUri(ici): OriginalUri,
    parties: Multipart,
) -> Rendu {
    let Envoi { mut saisie, fichier } = partie::lire(parties).await?;
    let Some(objet) = Objet::lire(saisie.texte("destinataire")) else {
        return refuser(&etat, &ici, Refus::Inconnu);
    };
    let destinataire = match trouver(&etat, &objet, etat.horloge.maintenant()).await? {
        Err(refus) => return refuser(&etat, &ici, refus),
        Ok(destinataire) => destinataire,
    };
    let jeton = jeton(&saisie);
    let Some(demande) = lire(&mut saisie, fichier, &destinataire, &jeton) else {
        let vue = formulaire(&etat, &ici, &destinataire, &jeton, Some(&saisie));
        return Ok((StatusCode::BAD_REQUEST, html(&vue)?).into_response());
    };
    match candidater(&etat, &objet, &demande).await? {
        Issue::Refusee(refus) => refuser(&etat, &ici, refus),
        Issue::Acceptee(_) | Issue::Deja(_) => Ok(vers(&format!("{}/envoyee", chemin(&ici)))),
    }
}

/// What the form carries so that sending it twice counts once.
fn jeton(saisie: &Saisie) -> String {
    let jeton = saisie.texte("jeton");
    let bon = jeton.len() == 64 && jeton.bytes().all(|b| b.is_ascii_hexdigit());
    if bon { jeton.to_owned() } else { coffre::hasard() }
}

/// Reads the whole form; notes everything that is wrong.
fn lire(
    saisie: &mut Saisie,
    (nom, octets): (String, Vec<u8>),
    vers: &Destinataire,
    jeton: &str,
) -> Option<Demande> {
    let prenom = noter(saisie, "prenom", lire_un_nom(saisie.texte("prenom")));
    let nom_de_famille = noter(saisie, "nom", lire_un_nom(saisie.texte("nom")));
    let courriel = noter(saisie, "courriel", lire_un_courriel(saisie.texte("courriel")));
    if let Some(voulue) = courriel.as_ref().and_then(correction).filter(|_| !saisie.coche("exact"))
    {
        let dit = format!(
            "Vouliez-vous écrire {voulue} ? Corrigez, ou cochez « Mon adresse est exacte »."
        );
        saisie.refuser("courriel", dit);
    }
    let telephone = saisie.valeur::<Telephone>("telephone");
    let message = sans_liens(&saisie.borne("message", 0, MESSAGE_MAX));
    let cv = noter(saisie, "cv", cv::lire(&nom, octets).map_err(|r| r.phrase().to_owned()));
    let mut reponses = Vec::new();
    for (champ, question) in QUESTIONS.iter().zip(&vers.questions) {
        reponses.push((question.clone(), sans_liens(&saisie.borne(champ, 1, REPONSE_MAX))));
    }
    let recherche = recherche(saisie);
    if !saisie.bonne() {
        return None;
    }
    Some(Demande {
        jeton: Some(jeton.to_owned()),
        appelant: String::new(),
        prenom: prenom?,
        nom: nom_de_famille?,
        courriel: courriel?,
        telephone: telephone?,
        message,
        recherche,
        reponses,
        anonyme: saisie.coche("anonyme"),
        cv: cv?,
    })
}

fn noter<T>(saisie: &mut Saisie, nom: &str, lu: Result<T, String>) -> Option<T> {
    lu.map_err(|dit| saisie.refuser(nom, dit)).ok()
}

/// What was filled of « Ma recherche »: label and value.
fn recherche(saisie: &mut Saisie) -> Vec<(String, String)> {
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

/// Who is applied to, in a line.
pub fn a_qui(vers: &Destinataire) -> String {
    let ou = if vers.ville.is_empty() { String::new() } else { format!(", à {}", vers.ville) };
    match vers.titre.as_str() {
        "" => format!("Candidature spontanée chez {}{ou}", vers.entreprise),
        titre => format!("{titre}, chez {}{ou}", vers.entreprise),
    }
}

fn formulaire(
    etat: &Etat,
    ici: &Uri,
    vers: &Destinataire,
    jeton: &str,
    saisie: Option<&Saisie>,
) -> Postuler {
    let mut page = page(etat, "Postuler", chemin(ici));
    page.encart = en_encart(ici);
    let jour = etat.horloge.aujourd_hui();
    match saisie {
        Some(saisie) => mettre_en_page(page, chemin(ici), vers, jeton, saisie, jour),
        None => mettre_en_page(page, chemin(ici), vers, jeton, &Saisie::default(), jour),
    }
}

fn mettre_en_page(
    mut page: Page,
    chemin: &str,
    vers: &Destinataire,
    jeton: &str,
    saisie: &Saisie,
    jour: DateCivile,
) -> Postuler {
    let mut groupes = groupes(vers, saisie, jour);
    let caches =
        vec![Champ::cache("destinataire", vers.objet.code()), Champ::cache("jeton", jeton)];
    groupes.push(groupe("", "", caches));
    for groupe in &mut groupes {
        groupe.champs = groupe.champs.drain(..).map(|c| c.avec(saisie)).collect();
        groupe.ouvert = groupe.champs.iter().any(|c| !c.valeur.is_empty() || !c.erreur.is_empty());
    }
    let champs = groupes.iter().flat_map(|g| g.champs.clone()).collect();
    let bouton = format!("Envoyer ma candidature à {}", vers.entreprise);
    let formulaire = Formulaire::new(chemin, bouton, champs);
    if !formulaire.fautifs().is_empty() {
        page.titre = format!("Erreur — {}", page.titre);
    }
    Postuler {
        page,
        fil: vec![Lien::new("Accueil", "/"), Lien::new("Recherche", "/recherche")],
        intitule: "Postuler".to_owned(),
        a_qui: a_qui(vers),
        formulaire,
        groupes,
    }
}

fn groupe(titre: &str, aide: &str, champs: Vec<Champ>) -> Groupe {
    let (titre, aide) = (titre.to_owned(), aide.to_owned());
    Groupe { titre, aide, replie: false, ouvert: false, champs }
}

fn groupes(vers: &Destinataire, saisie: &Saisie, jour: DateCivile) -> Vec<Groupe> {
    let mut groupes =
        vec![groupe("Vous", "", identite(saisie)), groupe("Votre candidature", "", motivation())];
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

fn motivation() -> Vec<Champ> {
    vec![
        Champ::new("message", "Votre message", Genre::Zone)
            .aide("Dites en quelques lignes pourquoi ce métier et pourquoi chez cet employeur. Les adresses de sites sont retirées.")
            .facultatif(),
        Champ::new("cv", "Votre CV", Genre::Fichier(".pdf,.docx")).aide("PDF ou DOCX, 3 Mo au plus."),
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

/// Says why nobody can apply, and what else there is.
fn refuser(etat: &Etat, ici: &Uri, refus: Refus) -> Rendu {
    let mut page = page(etat, "Postuler", chemin(ici));
    page.encart = en_encart(ici);
    let vue = Ecran::nouveau(page)
        .alerte("warning", "Cette candidature ne peut pas partir", &refus.phrase())
        .bloc(Bloc::nouveau("", &[]).lien("Chercher d’autres offres et entreprises", "/recherche"));
    ecran_avec(refus.statut(), vue)
}

/// It is stored.
pub async fn envoyee(State(etat): State<Etat>, OriginalUri(ici): OriginalUri) -> Rendu {
    let mut page = page(&etat, "Candidature enregistrée", "/postuler/envoyee");
    page.encart = en_encart(&ici);
    let mut suite = Bloc::nouveau("Et maintenant ?", &[
        "L’employeur reçoit votre CV par courriel. Il peut vous répondre en un geste ; sa réponse arrivera à votre adresse.",
        "Sans réponse au bout de dix jours, vous pourrez le relancer une fois.",
    ])
    .lien("Suivre mes candidatures", "/mes-candidatures")
    .lien("Chercher d’autres offres", "/recherche");
    if etat.reglages.demo {
        suite = suite.lien("Démonstration : lire les courriels envoyés", "/demo/courriels");
    }
    let texte = "Elle est gardée et part dans un instant. Un courriel vous le confirme.";
    ecran(
        Ecran::nouveau(page)
            .alerte("success", "Votre candidature est enregistrée", texte)
            .bloc(suite),
    )
}

/// An invented form, empty or full of faults, for tests.
#[cfg(test)]
pub fn exemple(fautive: bool) -> Postuler {
    let db = offres::porte::Destinataire {
        objet: Objet::Offre("01JOFFRE".to_owned()),
        titre: "Boulanger".to_owned(),
        entreprise: "Boulangerie des Lices".to_owned(),
        siret: None,
        romes: Vec::new(),
        ville: "Rennes".to_owned(),
        courriel: String::new(),
        source: String::new(),
        questions: vec!["Pouvez-vous commencer à 5 h ?".to_owned()],
        plafond: None,
        recues: 0,
        role: web::Role::Employeur,
    };
    let mut saisie = Saisie::lire("prenom=A&courriel=ines%40gmial.com&duree=12");
    if fautive {
        lire(&mut saisie, (String::new(), Vec::new()), &db, "");
    }
    let jour = "2026-11-24".parse().unwrap_or_else(|_| unreachable!());
    mettre_en_page(web::page::Page::nouvelle("Postuler"), "/postuler", &db, "0", &saisie, jour)
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

    #[test]
    fn a_token_that_we_did_not_write_is_replaced() {
        let bon = "ab".repeat(32);
        assert_eq!(jeton(&Saisie::lire(&format!("jeton={bon}"))), bon);
        for mauvais in ["", "jeton=1", &format!("jeton={}", "zz".repeat(32))] {
            assert_eq!(jeton(&Saisie::lire(mauvais)).len(), 64, "{mauvais}");
        }
    }
}

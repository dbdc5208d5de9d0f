//! « Postuler »: the form, framable by partners, and what follows.

mod champs;

use std::net::IpAddr;

use axum::extract::{FromRequest, Multipart, OriginalUri, RawQuery, Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;
use noyau::dates::DateCivile;
use noyau::identifiants::{Courriel, Telephone};
use offres::porte::{Destinataire, Objet};
use web::Etat;
use web::couches::adresse_du_client;
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Formulaire, Saisie};
use web::page::{Lien, Page};

use self::champs::{QUESTIONS, groupe, groupes, recherche};
use super::partie::{self, Envoi};
use super::{Rendu, ecran, ecran_avec, html, page, vers};
use crate::cadence::Cadence;
use crate::candidater::{Issue, candidater, trouver};
use crate::refus::Refus;
use crate::regles::courriel::correction;
use crate::regles::cv;
use crate::regles::demande::{Demande, MESSAGE_MAX, REPONSE_MAX, lire_un_courriel, lire_un_nom};
use crate::regles::preuve::{suffit, tamponner};
use crate::regles::texte::sans_liens;
use crate::vues::Postuler;

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
    requete: Request,
) -> Rendu {
    let prouver = doit_prouver(&etat, adresse_du_client(&requete, etat.reglages.mandataires));
    let demande = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let Some(objet) = Objet::lire(demande.texte("destinataire")) else {
        return refuser(&etat, &ici, Refus::Inconnu);
    };
    match trouver(&etat, &objet, etat.horloge.maintenant()).await? {
        Err(refus) => refuser(&etat, &ici, refus),
        Ok(vers) => {
            let ouverture = Ouverture { jeton: coffre::hasard(), tampon: String::new(), prouver };
            html(&formulaire(&etat, &ici, &vers, &ouverture, None))
        }
    }
}

/// What a form carries of its own, whatever is typed in it.
struct Ouverture {
    /// Sent twice, it counts once.
    jeton: String,
    /// When it was opened; empty for now.
    tampon: String,
    /// Whether its address sends so often that a proof is asked.
    prouver: bool,
}

/// Whether this address sends unusually often.
fn doit_prouver(etat: &Etat, adresse: Option<IpAddr>) -> bool {
    let maintenant = etat.horloge.maintenant().ms();
    let depasse = |a| etat.piece::<Cadence>().is_some_and(|c| c.depasse(a, maintenant));
    etat.reglages.limites && adresse.is_some_and(depasse)
}

/// Sends the application.
pub async fn submit(
    State(etat): State<Etat>,
    OriginalUri(ici): OriginalUri,
    requete: Request,
) -> Rendu {
    let adresse = adresse_du_client(&requete, etat.reglages.mandataires);
    let parties = Multipart::from_request(requete, &etat).await;
    let parties = parties.map_err(|_| partie::illisible())?;
    let Envoi { mut saisie, fichier } = partie::lire(parties).await?;
    let Some(objet) = Objet::lire(saisie.texte("destinataire")) else {
        return refuser(&etat, &ici, Refus::Inconnu);
    };
    let destinataire = match trouver(&etat, &objet, etat.horloge.maintenant()).await? {
        Err(refus) => return refuser(&etat, &ici, refus),
        Ok(destinataire) => destinataire,
    };
    let ouverture = ouverture(&saisie, doit_prouver(&etat, adresse));
    prouver(&etat, &mut saisie, &ouverture);
    let Some(demande) = lire(&mut saisie, fichier, &destinataire, &ouverture.jeton) else {
        let vue = formulaire(&etat, &ici, &destinataire, &ouverture, Some(&saisie));
        return Ok((StatusCode::BAD_REQUEST, html(&vue)?).into_response());
    };
    if let (Some(adresse), Some(cadence)) = (adresse, etat.piece::<Cadence>()) {
        cadence.noter(adresse, etat.horloge.maintenant().ms());
    }
    match candidater(&etat, &destinataire, &demande).await? {
        Issue::Refusee(refus) => refuser(&etat, &ici, refus),
        Issue::Acceptee(_) | Issue::Deja(_) => Ok(vers(&format!("{}/envoyee", chemin(&ici)))),
    }
}

fn ouverture(saisie: &Saisie, prouver: bool) -> Ouverture {
    Ouverture { jeton: jeton(saisie), tampon: saisie.texte("tampon").to_owned(), prouver }
}

/// Asks for half a minute of whoever sends unusually often and whose page computed nothing.
fn prouver(etat: &Etat, saisie: &mut Saisie, o: &Ouverture) {
    let maintenant = etat.horloge.maintenant().ms();
    let preuve = (o.tampon.as_str(), saisie.texte("preuve"));
    if o.prouver && !suffit(&etat.reglages.coffre, &o.jeton, preuve, maintenant) {
        let dit = "Beaucoup de candidatures viennent de votre connexion. Attendez 30 secondes, choisissez à nouveau votre CV, puis renvoyez.";
        saisie.refuser("cv", dit);
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
    let courriel = lire_la_messagerie(saisie);
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

/// The mailbox, unless it looks like a slip that nobody confirmed: many slips are throw-away domains.
fn lire_la_messagerie(saisie: &mut Saisie) -> Option<Courriel> {
    let typee: Option<Courriel> = saisie.texte("courriel").parse().ok();
    if let Some(voulue) = typee.as_ref().and_then(correction).filter(|_| !saisie.coche("exact")) {
        let dit = format!(
            "Vouliez-vous écrire {voulue} ? Corrigez, ou cochez « Mon adresse est exacte »."
        );
        saisie.refuser("courriel", dit);
        return None;
    }
    noter(saisie, "courriel", lire_un_courriel(saisie.texte("courriel")))
}

fn noter<T>(saisie: &mut Saisie, nom: &str, lu: Result<T, String>) -> Option<T> {
    lu.map_err(|dit| saisie.refuser(nom, dit)).ok()
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
    ouverture: &Ouverture,
    saisie: Option<&Saisie>,
) -> Postuler {
    let mut page = page(etat, "Postuler", chemin(ici));
    page.encart = en_encart(ici);
    let jour = etat.horloge.aujourd_hui();
    let maintenant = etat.horloge.maintenant().ms();
    let jeton = &ouverture.jeton;
    let mut caches = vec![Champ::cache("jeton", jeton)];
    let tampon = match ouverture.tampon.as_str() {
        "" => tamponner(&etat.reglages.coffre, jeton, maintenant),
        tampon => tampon.to_owned(),
    };
    caches.push(Champ::cache("tampon", tampon));
    if ouverture.prouver {
        // The script of the page fills it.
        caches.push(Champ::cache("preuve", ""));
    }
    let rien = Saisie::default();
    let vue = mettre_en_page((page, chemin(ici)), vers, caches, saisie.unwrap_or(&rien), jour);
    Postuler { prouver: ouverture.prouver, ..vue }
}

fn mettre_en_page(
    (mut page, chemin): (Page, &str),
    vers: &Destinataire,
    mut caches: Vec<Champ>,
    saisie: &Saisie,
    jour: DateCivile,
) -> Postuler {
    let mut groupes = groupes(vers, saisie, jour);
    caches.push(Champ::cache("destinataire", vers.objet.code()));
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
        prouver: false,
    }
}

/// Says why nobody can apply, and what else there is.
fn refuser(etat: &Etat, ici: &Uri, refus: Refus) -> Rendu {
    let mut page = page(etat, "Postuler", chemin(ici));
    page.encart = en_encart(ici);
    let vue = Ecran::nouveau(page, "")
        .alerte("warning", "Cette candidature ne peut pas partir", &refus.phrase())
        .bloc(suites(refus, ici));
    ecran_avec(refus.statut(), &vue)
}

/// What else there is: what is near an offer that closed, then a search.
fn suites(refus: Refus, ici: &Uri) -> Bloc {
    let bloc = Bloc::nouveau("", &[]);
    let objet = Saisie::lire(ici.query().unwrap_or_default());
    let bloc = match (refus, Objet::lire(objet.texte("destinataire"))) {
        (Refus::Close(_), Some(Objet::Offre(id))) => {
            bloc.lien("Voir les offres proches de celle-ci", format!("/offre/{id}"))
        }
        _ => bloc,
    };
    bloc.lien("Chercher d’autres offres et entreprises", "/recherche")
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
    let vue = Ecran::nouveau(page, "");
    ecran(&vue.alerte("success", "Votre candidature est enregistrée", texte).bloc(suite))
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
    mettre_en_page((Page::nouvelle("Postuler"), "/postuler"), &db, Vec::new(), &saisie, jour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_we_did_not_write_is_replaced() {
        let bon = "ab".repeat(32);
        assert_eq!(jeton(&Saisie::lire(&format!("jeton={bon}"))), bon);
        for mauvais in ["", "jeton=1", &format!("jeton={}", "zz".repeat(32))] {
            assert_eq!(jeton(&Saisie::lire(mauvais)).len(), 64, "{mauvais}");
        }
    }
}

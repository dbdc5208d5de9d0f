//! Acts on one row or on many: each in its own transaction, each with its result.

use axum::extract::State;
use axum::response::Response;
use comptes::porte::administration::{self, Commande, Decision, Objet};
use courrier::{Contenu, Depot, deposer};
use serde_json::json;
use ulid::Ulid;
use web::formulaire::Saisie;
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::criteres::Criteres;
use super::habilitations::role_et_pour;
use super::{Rendu, cadre, habilitations, html, organisations, personnes, refaire};
use crate::actions::COMPTES_AGIR;
use crate::courriels;
use crate::trace::{self, Trace};
use crate::vues::{Actes, Resultats};

/// Most rows at once: those of a page, twice.
const LIGNES_MAX: usize = 100;

/// The form that acts on the rows of a list, or on the one of a sheet; none for whoever may not.
pub(crate) fn actes(acteur: &Acteur, objet: Objet, id: &str) -> Option<Actes> {
    acteur.peut_quelque_part(&COMPTES_AGIR).ok()?;
    let choix = Commande::de(objet).into_iter().map(|c| (c.code(), c.libelle())).collect();
    Some(Actes { action: format!("{}/agir", chemin(objet)), choix, id: id.to_owned() })
}

fn chemin(objet: Objet) -> &'static str {
    match objet {
        Objet::Personne => personnes::CHEMIN,
        Objet::Organisation => organisations::CHEMIN,
        Objet::Habilitation => habilitations::CHEMIN,
    }
}

/// Acts on accounts.
pub async fn personnes(etat: State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    appliquer(&etat, &acteur, Objet::Personne, &corps).await
}

/// Acts on organisations.
pub async fn organisations(etat: State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    appliquer(&etat, &acteur, Objet::Organisation, &corps).await
}

/// Acts on habilitations.
pub async fn habilitations(etat: State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    appliquer(&etat, &acteur, Objet::Habilitation, &corps).await
}

async fn appliquer(
    etat: &Etat,
    acteur: &Acteur,
    objet: Objet,
    corps: &str,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(corps);
    let mut ids = saisie.liste("id");
    ids.retain(|id| !id.is_empty());
    let commande = Commande::lire(objet, saisie.texte("acte"));
    let cadre = cadre(etat, acteur, "Résultat", chemin(objet)).sous(titre(objet));
    let mut vue = Resultats {
        page: cadre.page.clone(),
        cadre,
        faute: String::new(),
        acte: commande.map_or_else(String::new, |c| c.libelle().to_owned()),
        lignes: Vec::new(),
        retour: retour(objet, &ids),
    };
    let Some(commande) = commande.filter(|_| !ids.is_empty() && ids.len() <= LIGNES_MAX) else {
        vue.faute = format!("Choisissez une action et de une à {LIGNES_MAX} lignes.");
        return refaire(&vue);
    };
    let motif: String = saisie.texte("motif").chars().take(300).collect();
    for id in ids {
        let (nom, a_prevenir) = nommer(etat, objet, id).await?;
        let fait = un(etat, acteur, (objet, id), commande, &motif, &a_prevenir).await;
        vue.lignes.push(match fait {
            Ok(apres) => (nom, apres, true),
            Err(refus) if refus.statut.is_client_error() => (nom, refus.message, false),
            Err(panne) => return Err(panne),
        });
    }
    html(&vue)
}

fn titre(objet: Objet) -> &'static str {
    match objet {
        Objet::Personne => "Personnes",
        Objet::Organisation => "Organisations",
        Objet::Habilitation => "Habilitations",
    }
}

/// One row: back to its sheet; several: back to the list.
fn retour(objet: Objet, ids: &[&str]) -> Lien {
    match ids {
        [id] => Lien::new("Revenir à la fiche", format!("{}/{id}", chemin(objet))),
        _ => Lien::new("Revenir à la liste", chemin(objet)),
    }
}

/// What people read of an object, and the mailbox of the person it belongs to.
async fn nommer(etat: &Etat, objet: Objet, id: &str) -> Result<(String, String), Erreur> {
    let db = etat.db.read();
    let trouve = match objet {
        Objet::Personne => {
            administration::personne(db, id).await.map(|p| (p.nom_complet(), p.courriel))
        }
        Objet::Organisation => {
            administration::organisation(db, id).await.map(|o| (o.nom, String::new()))
        }
        Objet::Habilitation => administration::habilitation(db, id).await.map(|l| {
            let (role, pour) = role_et_pour(&l);
            (format!("{} {}, {role} pour {pour}", l.prenom, l.nom), l.courriel)
        }),
    };
    match trouve {
        Err(absent) if absent.statut.is_client_error() => Ok((id.to_owned(), String::new())),
        autre => autre,
    }
}

/// One row, whole or not at all: its state, its history, the journal, the mail.
async fn un(
    etat: &Etat,
    acteur: &Acteur,
    cible: (Objet, &str),
    commande: Commande,
    motif: &str,
    courriel: &str,
) -> Result<String, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let decision = Decision { par: &acteur.personne, motif, maintenant };
    let mut tx = etat.db.write().await?;
    let apres = administration::agir(&mut tx, etat.db.read(), cible, commande, &decision).await?;
    let (objet, id) = cible;
    let sujet = (!courriel.is_empty()).then(|| conformite::sujet(&etat.reglages.coffre, courriel));
    let trace = Trace {
        acte: "administration.comptes.agir",
        genre: objet.code(),
        id,
        sujet,
        motif,
        details: json!({ "acte": commande.code(), "etat": apres.code() }),
    };
    // What happens to a habilitation is in the journal by itself.
    if objet != Objet::Habilitation {
        let pour = trace::au_nom_de(acteur);
        trace::noter(&mut tx, &acteur.personne, pour, trace, maintenant).await?;
    }
    if commande != Commande::Confirmer && !courriel.is_empty() {
        let quoi = if objet == Objet::Personne { "Votre compte" } else { "Votre habilitation" };
        let contenu = courriels::decision(quoi, apres.libelle(), motif);
        ecrire(&mut tx, "administration.decision", courriel, contenu, maintenant).await?;
    }
    tx.commit().await?;
    Ok(apres.libelle().to_owned())
}

/// Queues a mail that goes once.
pub(crate) async fn ecrire(
    tx: &mut base::Transaction,
    modele: &'static str,
    a: &str,
    contenu: Contenu,
    maintenant: i64,
) -> Result<(), Erreur> {
    let cle = Some(Ulid::new().to_string());
    let depot = Depot { modele, a, contenu, cle, liste: None, a_partir_de: maintenant };
    deposer(tx, &depot, maintenant).await?;
    Ok(())
}

/// A list was taken away: which one, by which filters.
pub(crate) async fn tracer_l_export(
    etat: &Etat,
    acteur: &Acteur,
    liste: &'static str,
    criteres: &Criteres,
) -> Result<(), Erreur> {
    // What was searched for may be a name: the journal only keeps that something was.
    let filtres: Vec<_> = ["etat", "role", "genre", "territoire", "opco", "fin"]
        .into_iter()
        .filter(|nom| !criteres.valeur(nom).is_empty())
        .map(|nom| format!("{nom}={}", criteres.valeur(nom)))
        .collect();
    let details = json!({ "filtres": filtres, "recherche": !criteres.valeur("q").is_empty() });
    let acte = "administration.comptes.exporter";
    let trace = Trace { acte, genre: "liste", id: liste, sujet: None, motif: "", details };
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    trace::noter(&mut tx, &acteur.personne, trace::au_nom_de(acteur), trace, maintenant).await?;
    Ok(tx.commit().await?)
}

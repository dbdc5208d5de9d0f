//! « Mes données »: the proof of a mailbox.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use conformite::journal::{self, Acteur, Fait};
use courrier::Depot;
use noyau::identifiants::Courriel;
use serde_json::json;
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::session::poser_cookie;
use web::{Erreur, Etat};

use super::{COOKIE, Rendu, page, refuser, rendre, vers, visiteur};
use crate::courriels;
use crate::depot::liens;
use crate::regles::{HEURE_MS, LIENS_PAR_HEURE, VIE_DE_LA_VISITE_MS, VIE_DU_LIEN_MS};
use web::ecran::{Bloc, Ecran};

/// Asks for the mailbox.
pub async fn show(State(etat): State<Etat>, entetes: HeaderMap) -> Rendu {
    let maintenant = etat.horloge.maintenant().ms();
    let connu = visiteur(etat.db.read(), &entetes, maintenant).await?.is_some();
    if connu {
        Ok(vers("/mes-donnees/dossier"))
    } else {
        rendre(&accueil(&etat, &Saisie::default()))
    }
}

fn accueil(etat: &Etat, saisie: &Saisie) -> Ecran {
    let champ = Champ::new("courriel", "Votre adresse électronique", Genre::Courriel)
        .aide("Exemple : prenom.nom@exemple.fr. Nous y enverrons un lien qui fonctionne une seule fois.")
        .completer("email");
    let mut page = page(etat, "Mes données", "/mes-donnees");
    page.indexable = true;
    Ecran::nouveau(
        page,
        "Voyez ce que nos services détiennent de vous, téléchargez-le, corrigez-le ou effacez-le.",
    )
    .bloc(
        Bloc::nouveau(
            "Prouver que c’est bien vous",
            &["Personne d’autre que vous ne doit lire vos données : nous envoyons donc un lien à votre adresse."],
        )
        .formulaire(Formulaire::new("/mes-donnees", "Recevoir mon lien", vec![champ]).avec(saisie)),
    )
    .bloc(
        Bloc::nouveau("À savoir", &["Chercher une formation ou un emploi ne demande ni compte ni adresse : rien n’est gardé de vos recherches."])
            .lien("Ce qui est gardé, pourquoi et combien de temps", "/donnees-personnelles")
            .lien("Ce qui sera bientôt effacé", "/donnees-personnelles/suppressions"),
    )
}

/// Sends the link. The answer is the same for an address that nobody knows.
pub async fn submit(State(etat): State<Etat>, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let Some(courriel) = saisie.valeur::<Courriel>("courriel") else {
        return refuser(&accueil(&etat, &saisie));
    };
    let maintenant = etat.horloge.maintenant().ms();
    let secret = coffre::hasard();
    let mut tx = etat.db.write().await?;
    let demandes =
        liens::demandes_depuis(&mut tx, courriel.as_str(), maintenant - HEURE_MS).await?;
    if demandes < LIENS_PAR_HEURE {
        let fin = maintenant + VIE_DU_LIEN_MS;
        let empreinte = coffre::empreinte(&secret);
        liens::poser(&mut tx, &empreinte, courriel.as_str(), maintenant, fin).await?;
        let adresse = format!("{}/mes-donnees/lien/{secret}", etat.reglages.adresse);
        let depot = Depot {
            modele: courriels::LIEN,
            a: courriel.as_str(),
            contenu: courriels::lien(&adresse),
            cle: None,
            liste: None,
            a_partir_de: 0,
        };
        courrier::deposer(&mut tx, &depot, maintenant).await?;
        tx.commit().await?;
    }
    Ok(vers("/mes-donnees/envoye"))
}

/// The link has left.
pub async fn envoye(State(etat): State<Etat>) -> Rendu {
    let page = page(&etat, "Lien envoyé", "/mes-donnees/envoye");
    let texte = "Ouvrez-le dans les 15 minutes. S’il n’arrive pas, regardez dans les courriels indésirables, puis demandez un autre lien.";
    let ecran = Ecran::nouveau(page, "")
        .sous("Mes données", "/mes-donnees")
        .alerte("success", "Un courriel vient de partir", texte)
        .bloc(Bloc::default().lien("Demander un autre lien", "/mes-donnees"));
    rendre(&ecran)
}

/// The address of the mail: a button, so that a scanner that follows links opens nothing.
pub async fn lien(State(etat): State<Etat>, Path(jeton): Path<String>) -> Rendu {
    let maintenant = etat.horloge.maintenant().ms();
    let bon = liens::bon(etat.db.read(), &coffre::empreinte(&jeton), maintenant).await?;
    let page = page(&etat, "Ouvrir mes données", "/mes-donnees/lien");
    let ecran = Ecran::nouveau(page, "").sous("Mes données", "/mes-donnees");
    if !bon {
        let texte = "Il a plus de 15 minutes, ou il a déjà été ouvert.";
        let ecran = ecran
            .alerte("warning", "Ce lien ne fonctionne plus", texte)
            .bloc(Bloc::default().lien("Demander un autre lien", "/mes-donnees"));
        return perime(&ecran);
    }
    let champ = Champ::cache("jeton", jeton);
    let formulaire = Formulaire::new("/mes-donnees/ouvrir", "Voir mes données", vec![champ]);
    rendre(&ecran.bloc(
        Bloc::nouveau("", &["Ce lien est bon. Vos données resteront affichables 30 minutes sur cet appareil."])
            .formulaire(formulaire),
    ))
}

fn perime(ecran: &Ecran) -> Rendu {
    let mut reponse = rendre(ecran)?;
    *reponse.status_mut() = StatusCode::GONE;
    Ok(reponse)
}

/// Uses the link and opens the visit.
pub async fn ouvrir(State(etat): State<Etat>, corps: String) -> Rendu {
    let saisie = Saisie::lire(&corps);
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    let empreinte = coffre::empreinte(saisie.texte("jeton"));
    let Some(courriel) = liens::utiliser(&mut tx, &empreinte, maintenant).await? else {
        drop(tx);
        return lien(State(etat), Path(String::new())).await;
    };
    let secret = coffre::hasard();
    let fin = maintenant + VIE_DE_LA_VISITE_MS;
    liens::ouvrir(&mut tx, &coffre::empreinte(&secret), &courriel, fin).await?;
    let fait = propre(&etat, "droits.dossier.ouvrir", &courriel, json!({}));
    journal::consigner(&mut tx, &fait, maintenant).await?;
    tx.commit().await?;
    Ok(avec_cookie(&etat, &secret, VIE_DE_LA_VISITE_MS / 1_000, "/mes-donnees/dossier"))
}

/// Ends the visit.
pub async fn fermer(State(etat): State<Etat>, entetes: HeaderMap) -> Rendu {
    if let Some(secret) = web::session::cookie(&entetes, COOKIE) {
        let mut tx = etat.db.write().await?;
        liens::fermer(&mut tx, &coffre::empreinte(secret)).await?;
        tx.commit().await?;
    }
    Ok(avec_cookie(&etat, "", 0, "/mes-donnees"))
}

/// What the person did about their own data.
pub fn propre(etat: &Etat, acte: &'static str, courriel: &str, details: serde_json::Value) -> Fait {
    let sujet = conformite::sujet(&etat.reglages.coffre, courriel);
    Fait {
        acte,
        acteur: Acteur::personne(&sujet),
        objet_genre: "dossier",
        objet_id: sujet.clone(),
        sujet: Some(sujet),
        motif: String::new(),
        details,
    }
}

/// Sets or removes the cookie of the visit, on the way to a page.
pub fn avec_cookie(etat: &Etat, secret: &str, secondes: i64, adresse: &str) -> Response {
    let cookie = poser_cookie(COOKIE, secret, secondes, &etat.reglages.adresse);
    ([(header::SET_COOKIE, cookie)], vers(adresse)).into_response()
}

/// To the page that asks for the mailbox, for whoever has no visit under way.
pub fn sans_visite() -> Result<Response, Erreur> {
    Ok(vers("/mes-donnees"))
}

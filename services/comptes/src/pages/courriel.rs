//! Changing the mailbox of one's account: asked for while signed in, proven by a link sent to the
//! new one, told to the old one and to whoever manages one's organisations.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use noyau::identifiants::Courriel;
use ulid::Ulid;
use web::formulaire::{Champ, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::{discrete, fil_du_compte, formulaire, page, refaire, vers};
use crate::courriels;
use crate::depot::changements::{self, Changement};
use crate::depot::{habilitations, personnes, sessions};
use crate::poste::poster;
use crate::regles::inscription::LIEN_D_INSCRIPTION_MS;
use crate::regles::jeton::{LIENS_PAR_HEURE, valable};

const CHEMIN: &str = "/compte/courriel";
const TITRE: &str = "Changer d’adresse électronique";

fn vue(etat: &Etat, acteur: &Acteur, saisie: &Saisie) -> PageFormulaire {
    let champ = Champ::new("courriel", "Nouvelle adresse électronique", Genre::Courriel)
        .aide("Format attendu : nom@domaine.fr")
        .completer("email");
    let actuelle = format!("Votre adresse actuelle est {}.", acteur.courriel);
    let chapo = [
        actuelle.as_str(),
        "Un lien partira à la nouvelle adresse. Tant que vous ne l’avez pas ouvert, rien ne change.",
    ];
    PageFormulaire::new(
        page(etat, TITRE, CHEMIN),
        fil_du_compte(),
        &chapo,
        Formulaire::new(CHEMIN, "Recevoir le lien", vec![champ]).avec(saisie),
    )
}

/// The form.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Result<Response, Erreur> {
    formulaire(vue(&etat, &acteur, &Saisie::default()))
}

/// Sends the link. Whether another account has the mailbox is told to its owner alone.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let courriel = saisie.valeur::<Courriel>("courriel");
    if courriel.as_ref().is_some_and(|c| c.as_str() == acteur.courriel) {
        saisie.refuser("courriel", "C’est déjà l’adresse de votre compte.");
    }
    if courriel.as_ref().is_some_and(|c| donnees::domaines::est_jetable(c.domaine())) {
        saisie.refuser(
            "courriel",
            "Cette adresse est jetable : donnez celle que vous lisez au travail.",
        );
    }
    let Some(courriel) = courriel.filter(|_| saisie.bonne()) else {
        return Ok(refaire(vue(&etat, &acteur, &saisie).rendre()?));
    };
    envoyer(&etat, &acteur, courriel.as_str()).await?;
    let vue = PageFormulaire {
        page: page(&etat, "Consultez votre nouvelle messagerie", CHEMIN),
        fil: fil_du_compte(),
        chapo: vec![format!(
            "Un lien vient de partir à {courriel}. Il fonctionne une fois, pendant 24 heures, dans un navigateur où vous êtes connecté."
        )],
        alerte: None,
        formulaire: None,
        liens: vec![Lien::new("Revenir à mon compte", "/compte")],
    };
    formulaire(vue)
}

async fn envoyer(etat: &Etat, acteur: &Acteur, courriel: &str) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let prise = personnes::par_courriel(etat.db.read(), courriel).await?.is_some();
    let secret = coffre::hasard();
    let changement = Changement {
        empreinte: coffre::empreinte(&secret),
        personne: acteur.personne.clone(),
        courriel: courriel.to_owned(),
        cree_le: maintenant,
        expire_le: maintenant + LIEN_D_INSCRIPTION_MS,
        utilise_le: None,
    };
    let mut tx = etat.db.write().await?;
    let recents = changements::compter(&mut tx, &acteur.personne, maintenant - 3_600_000).await?;
    if recents >= LIENS_PAR_HEURE {
        return Err(Erreur::trop_souvent("5 demandes par heure", 3_600));
    }
    changements::ajouter(&mut tx, &changement).await?;
    let lettre = if prise {
        courriels::adresse_prise()
    } else {
        courriels::nouvelle_adresse(&format!("{}{CHEMIN}/{secret}", etat.reglages.adresse))
    };
    let cle = Ulid::new().to_string();
    poster(&mut tx, "comptes.nouvelle_adresse", courriel, lettre, &cle, maintenant).await?;
    Ok(tx.commit().await?)
}

async fn en_cours(etat: &Etat, acteur: &Acteur, jeton: &str) -> Result<Option<Changement>, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let empreinte = coffre::empreinte(jeton);
    let trouve = changements::trouver(etat.db.read(), &empreinte, &acteur.personne).await?;
    Ok(trouve.filter(|c| valable(c.expire_le, c.utilise_le, maintenant)))
}

fn perime(etat: &Etat) -> Result<Response, Erreur> {
    let vue = PageFormulaire {
        page: page(etat, "Ce lien ne fonctionne plus", CHEMIN),
        fil: fil_du_compte(),
        chapo: vec![
            "Il a servi, ou il a plus de 24 heures, ou il n’est pas celui de votre compte."
                .to_owned(),
        ],
        alerte: None,
        formulaire: None,
        liens: vec![Lien::new("Demander un autre lien", CHEMIN)],
    };
    let mut reponse = formulaire(vue)?;
    *reponse.status_mut() = StatusCode::GONE;
    Ok(discrete(reponse))
}

/// What opening the link changes: one button.
pub async fn confirmer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(jeton): Path<String>,
) -> Result<Response, Erreur> {
    let Some(c) = en_cours(&etat, &acteur, &jeton).await? else { return perime(&etat) };
    let phrase = format!(
        "L’adresse de votre compte deviendra {}. Vos autres sessions seront fermées.",
        c.courriel
    );
    let vue = PageFormulaire::new(
        page(&etat, "Confirmer la nouvelle adresse", CHEMIN),
        fil_du_compte(),
        &[phrase.as_str()],
        Formulaire::new(format!("{CHEMIN}/{jeton}"), "Changer mon adresse", Vec::new()),
    );
    Ok(discrete(formulaire(vue)?))
}

/// Changes the mailbox, once, and tells whoever must know.
pub async fn appliquer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(jeton): Path<String>,
) -> Result<Response, Erreur> {
    let Some(c) = en_cours(&etat, &acteur, &jeton).await? else { return perime(&etat) };
    let maintenant = etat.horloge.maintenant().ms();
    let autour =
        habilitations::gestionnaires_autour(etat.db.read(), &acteur.personne, maintenant).await?;
    let mut tx = etat.db.write().await?;
    let faite = changements::utiliser(&mut tx, &c.empreinte, maintenant).await?
        && changements::appliquer(&mut tx, &c).await?;
    if !faite {
        return perime(&etat);
    }
    sessions::fermer_toutes(&mut tx, &c.personne, &acteur.session, maintenant).await?;
    let quoi = "L’adresse électronique de votre compte a été remplacée par une autre.";
    let lettre = courriels::securite(quoi);
    poster(&mut tx, "comptes.securite", &acteur.courriel, lettre, &c.empreinte, maintenant).await?;
    for gestionnaire in autour.iter().filter(|g| **g != acteur.courriel) {
        let lettre = courriels::adresse_changee(&acteur.nom, &acteur.courriel, &c.courriel);
        let cle = format!("{}:{gestionnaire}", c.empreinte);
        poster(&mut tx, "comptes.adresse_changee", gestionnaire, lettre, &cle, maintenant).await?;
    }
    tx.commit().await?;
    Ok(discrete(vers("/compte?enregistre")))
}

//! Inviting colleagues, and accepting an invitation.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::Transaction;
use ulid::Ulid;
use web::acces::GenreDeRessort;
use web::formulaire::{Champ, Formulaire, PageFormulaire, Saisie};
use web::page::Lien;
use web::session::{COOKIE, poser_cookie};
use web::{Acteur, Cible, Erreur, Etat, Ressort, Role};

use super::{fiche, lire};
use crate::actes::{
    Demande, REGLE, accorder_d_emblee, agir_sur_la_personne, creer_la_personne, ouvrir_une_session,
    personne_nouvelle,
};
use crate::courriels;
use crate::depot::habilitations;
use crate::depot::invitations::{self, Invitation};
use crate::depot::organisations::Organisation;
use crate::depot::personnes::{self, Personne};
use crate::pages::{appareil, avec_cookie, discrete, fil, formulaire, html, page, refaire, vers};
use crate::poste::poster;
use crate::regles::etat::{Acte, Etat as EtatDeCompte};
use crate::regles::identite;
use crate::regles::inscription::{INVITATION_MS, INVITATIONS_MAX, adresses};
use crate::regles::jeton::SESSION_MS;

/// Sends invitations to the mailboxes that were pasted.
pub async fn inviter(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    axum::Extension(cible): axum::Extension<Cible>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let o = lire(etat.db.read(), &id).await?;
    let (bonnes, illisibles) = adresses(saisie.texte("adresses"));
    if !illisibles.is_empty() {
        saisie.refuser("adresses", format!("À corriger : {}.", illisibles.join(", ")));
    } else if bonnes.is_empty() {
        saisie.refuser("adresses", "Donnez au moins une adresse électronique.");
    } else if bonnes.len() > INVITATIONS_MAX {
        let dit =
            format!("{INVITATIONS_MAX} adresses au plus à la fois ; il y en a {}.", bonnes.len());
        saisie.refuser("adresses", dit);
    }
    if !saisie.bonne() {
        let vue = fiche(&etat, &o, &cible, &acteur, Some(&saisie)).await?;
        let mut reponse = html(&vue)?;
        *reponse.status_mut() = StatusCode::BAD_REQUEST;
        return Ok(reponse);
    }
    let gestionnaire = i64::from(saisie.coche("gestionnaire"));
    let ouvertes = invitations::en_cours(etat.db.read(), &id).await?;
    let mut tx = etat.db.write().await?;
    for courriel in &bonnes {
        for ancienne in ouvertes.iter().filter(|i| i.courriel == courriel.as_str()) {
            invitations::passer(&mut tx, &ancienne.id, "annulee").await?;
        }
        envoyer(&mut tx, &etat, &o, &acteur, courriel.as_str(), gestionnaire).await?;
    }
    tx.commit().await?;
    Ok(vers(&format!("/organisation/{id}?invitees")))
}

async fn envoyer(
    tx: &mut Transaction,
    etat: &Etat,
    o: &Organisation,
    acteur: &Acteur,
    courriel: &str,
    gestionnaire: i64,
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let secret = coffre::hasard();
    let invitation = Invitation {
        id: Ulid::new().to_string(),
        empreinte: coffre::empreinte(&secret),
        organisation: o.id.clone(),
        courriel: courriel.to_owned(),
        gestionnaire,
        par: acteur.personne.clone(),
        etat: "envoyee".to_owned(),
        cree_le: maintenant,
        expire_le: maintenant + INVITATION_MS,
    };
    invitations::ajouter(tx, &invitation).await?;
    let adresse = format!("{}/invitation/{secret}", etat.reglages.adresse);
    let lettre = courriels::invitation(&acteur.nom, &o.nom, &adresse);
    poster(tx, "comptes.invitation", courriel, lettre, &invitation.id, maintenant).await
}

/// Sends an invitation again, or cancels it. The link sent before stops working.
pub async fn agir(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(&corps);
    let o = lire(etat.db.read(), &id).await?;
    let ouvertes = invitations::en_cours(etat.db.read(), &id).await?;
    let voulue = ouvertes.iter().find(|i| i.id == saisie.texte("invitation"));
    let Some(i) = voulue else {
        return Err(Erreur::introuvable("Cette invitation n’est plus en cours."));
    };
    let mut tx = etat.db.write().await?;
    invitations::passer(&mut tx, &i.id, "annulee").await?;
    if saisie.texte("acte") == "renvoyer" {
        envoyer(&mut tx, &etat, &o, &acteur, &i.courriel, i.gestionnaire).await?;
    }
    tx.commit().await?;
    Ok(vers(&format!("/organisation/{id}?fait")))
}

/// An invitation that still works, its organisation, and the account of its mailbox.
struct Ouverte {
    invitation: Invitation,
    organisation: Organisation,
    personne: Option<Personne>,
}

async fn ouverte(etat: &Etat, jeton: &str) -> Result<Option<Ouverte>, Erreur> {
    let db = etat.db.read();
    let maintenant = etat.horloge.maintenant().ms();
    let trouvee = invitations::par_empreinte(db, &coffre::empreinte(jeton)).await?;
    let Some(invitation) = trouvee.filter(|i| i.etat == "envoyee" && i.expire_le > maintenant)
    else {
        return Ok(None);
    };
    let personne = personnes::par_courriel(db, &invitation.courriel).await?;
    if personne.as_ref().is_some_and(|p| p.etat == EtatDeCompte::Desactivee.code()) {
        return Ok(None);
    }
    let organisation = lire(db, &invitation.organisation).await?;
    Ok(Some(Ouverte { invitation, organisation, personne }))
}

fn vue(etat: &Etat, jeton: &str, o: &Ouverte) -> PageFormulaire {
    // Whoever holds the link read it in the mailbox: their account is no secret to them.
    let champs = match &o.personne {
        Some(_) => Vec::new(),
        None => vec![
            Champ::ligne("prenom", "Prénom").completer("given-name"),
            Champ::ligne("nom", "Nom").completer("family-name"),
        ],
    };
    let phrase = format!(
        "{} : vous êtes invité à rejoindre cette organisation avec l’adresse {}.",
        o.organisation.nom, o.invitation.courriel
    );
    PageFormulaire::new(
        page(etat, "Rejoindre une organisation", "/inscription"),
        fil(),
        &[&phrase],
        Formulaire::new(format!("/invitation/{jeton}"), "Rejoindre et ouvrir ma session", champs),
    )
}

fn perimee(etat: &Etat) -> Result<Response, Erreur> {
    let phrase = "Une invitation sert une seule fois, dans les 96 heures. Demandez à la personne qui vous a invité de la renvoyer.";
    let vue = PageFormulaire {
        page: page(etat, "Cette invitation ne fonctionne plus", "/inscription"),
        fil: fil(),
        chapo: vec![phrase.to_owned()],
        alerte: None,
        formulaire: None,
        liens: vec![Lien::new("S’inscrire autrement", "/inscription")],
    };
    Ok(discrete((StatusCode::GONE, formulaire(vue)?).into_response()))
}

/// The invitation. A GET accepts nothing: mail scanners follow links.
pub async fn show(State(etat): State<Etat>, Path(jeton): Path<String>) -> Result<Response, Erreur> {
    match ouverte(&etat, &jeton).await? {
        None => perimee(&etat),
        Some(o) => Ok(discrete(formulaire(vue(&etat, &jeton, &o))?)),
    }
}

/// Accepts it: the account, the habilitation, the session.
pub async fn accepter(
    State(etat): State<Etat>,
    Path(jeton): Path<String>,
    entetes: HeaderMap,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let Some(o) = ouverte(&etat, &jeton).await? else { return perimee(&etat) };
    let maintenant = etat.horloge.maintenant().ms();
    let personne = match &o.personne {
        Some(p) => p.clone(),
        None => {
            let mut noms = [String::new(), String::new()];
            for (rang, champ) in ["prenom", "nom"].into_iter().enumerate() {
                match identite::nom(saisie.texte(champ)) {
                    Ok(nom) => noms[rang] = nom,
                    Err(pourquoi) => saisie.refuser(champ, pourquoi),
                }
            }
            if !saisie.bonne() {
                let mut vue = vue(&etat, &jeton, &o);
                vue.formulaire = vue.formulaire.map(|f| f.avec(&saisie));
                return Ok(discrete(refaire(vue.rendre()?)));
            }
            personne_nouvelle(&o.invitation.courriel, &noms[0], &noms[1], maintenant)
        }
    };
    let agent = entetes.get(header::USER_AGENT).and_then(|a| a.to_str().ok()).unwrap_or_default();
    let mut tx = etat.db.write().await?;
    if !invitations::passer(&mut tx, &o.invitation.id, "acceptee").await? {
        return perimee(&etat);
    }
    rejoindre(&mut tx, &etat, &o, &personne, maintenant).await?;
    let appareil = appareil::nommer(agent);
    let secret = ouvrir_une_session(&mut tx, &personne.id, &appareil, None, maintenant).await?;
    tx.commit().await?;
    let site = &etat.reglages.adresse;
    let cookie = poser_cookie(COOKIE, &secret, SESSION_MS / 1000, site);
    let suite = format!("/organisation/{}", o.organisation.id);
    Ok(discrete(avec_cookie(vers(&suite), &cookie)?))
}

async fn rejoindre(
    tx: &mut Transaction,
    etat: &Etat,
    o: &Ouverte,
    personne: &Personne,
    maintenant: i64,
) -> Result<(), Erreur> {
    if o.personne.is_none() {
        creer_la_personne(tx, personne, REGLE).await?;
    }
    if personne.etat == EtatDeCompte::EnAttente.code() {
        let motif = "Adresse électronique prouvée par une invitation";
        agir_sur_la_personne(tx, personne, Acte::Accepter, REGLE, motif, maintenant).await?;
    }
    let deja = habilitations::de_la_personne(etat.db.read(), &personne.id).await?;
    let active = EtatDeCompte::Active.code();
    if deja.iter().any(|h| h.organisation.as_ref() == Some(&o.organisation.id) && h.etat == active)
    {
        return Ok(());
    }
    let (role, ressort) = role_et_ressort(&o.organisation)
        .ok_or_else(|| anyhow::anyhow!("an organisation that gives no role"))?;
    let demande = Demande {
        personne: &personne.id,
        role,
        ressort: &ressort,
        organisation: Some(&o.organisation.id),
        gestionnaire: o.invitation.gestionnaire == 1,
        motif: "Invitation d’un gestionnaire",
    };
    accorder_d_emblee(tx, &demande, &o.invitation.par, maintenant).await?;
    Ok(())
}

/// What the members of an organisation hold.
fn role_et_ressort(o: &Organisation) -> Option<(Role, Ressort)> {
    let role = match o.genre.as_str() {
        "entreprise" => Role::Employeur,
        "cfa" => Role::Cfa,
        "mission_locale" => Role::MissionLocale,
        "opco" => Role::Opco,
        "reseau" => Role::TeteDeReseau,
        _ => return None,
    };
    let code = match role.ressort() {
        GenreDeRessort::Opco => &o.opco,
        GenreDeRessort::Reseau => &o.reseau,
        _ if o.siret.is_empty() => &o.id,
        _ => &o.siret,
    };
    Some((role, Ressort::lire(role.ressort(), code)?))
}

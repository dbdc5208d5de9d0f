//! Signing in by a link received by mail, and out.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use base::Transaction;
use courrier::Contenu;
use noyau::dates::Instant;
use noyau::identifiants::Courriel;
use ulid::Ulid;
use web::formulaire::{Champ, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::{Lien as LienDePage, Page};
use web::session::{COOKIE, cookie, poser_cookie};
use web::{Acteur, Erreur, Etat};

use super::{appareil, avec_cookie, discrete, fil, html, page, refaire, vers};
use crate::actes::{
    REGLE, agir_sur_la_personne, creer_la_personne, ouvrir_une_session, personne_nouvelle,
};
use crate::courriels;
use crate::depot::inscriptions::{self, Inscription};
use crate::depot::liens::{self, Lien};
use crate::depot::personnes::{self, Personne};
use crate::fournisseurs;
use crate::inscription::{SUITE, appliquer, preparer};
use crate::poste::poster;
use crate::regles::etat::{Acte, Etat as EtatDeCompte};
use crate::regles::fournisseur::Fournisseur;
use crate::regles::inscription::LIEN_D_INSCRIPTION_MS;
use crate::regles::jeton::{LIEN_MS, LIENS_PAR_HEURE, SESSION_MS, suite, valable};

const CHEMIN: &str = "/connexion";

/// Cookie that ties a link to the browser that asked for it.
const NAVIGATEUR: &str = "navigateur";

fn formulaire(suite: &str) -> Formulaire {
    let champ = Champ::new("courriel", "Adresse électronique", Genre::Courriel)
        .aide("Format attendu : nom@domaine.fr")
        .completer("email");
    Formulaire::new(
        CHEMIN,
        "Recevoir un lien de connexion",
        vec![champ, Champ::cache("suite", suite)],
    )
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "connexion.html")]
pub struct Connexion {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<LienDePage>,
    /// Code and name of each identity provider, and whom it is for.
    pub fournisseurs: Vec<(&'static str, &'static str, &'static str)>,
    /// Where to go afterwards.
    pub suite: String,
    /// The form of the link.
    pub formulaire: Formulaire,
    /// Links after it.
    pub liens: Vec<LienDePage>,
}

impl Connexion {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        Connexion {
            page: Page::nouvelle("Se connecter"),
            fil: fil(),
            fournisseurs: Fournisseur::TOUS.map(offre).to_vec(),
            suite: "/espace".to_owned(),
            formulaire: formulaire("/espace"),
            liens: vec![LienDePage::new("Démonstration", "/demo/connexion")],
        }
    }
}

fn offre(f: Fournisseur) -> (&'static str, &'static str, &'static str) {
    let pour = match f {
        Fournisseur::ProConnect => "Pour les agents publics et les professionnels.",
        Fournisseur::FranceConnect => "Pour les particuliers.",
    };
    (f.code(), f.nom(), pour)
}

fn vue(etat: &Etat, suite: &str, formulaire: Formulaire) -> Result<Connexion, Erreur> {
    let mut liens = vec![LienDePage::new("Je n’ai pas de compte : m’inscrire", "/inscription")];
    if etat.reglages.demo {
        liens.push(LienDePage::new(
            "Démonstration : entrer comme un exemple de chaque rôle",
            "/demo/connexion",
        ));
    }
    let mut page = page(etat, "Se connecter", CHEMIN);
    if !formulaire.fautifs().is_empty() {
        page.titre = format!("Erreur — {}", page.titre);
    }
    Ok(Connexion {
        page,
        fil: fil(),
        fournisseurs: fournisseurs::de(etat)?.offerts().map(offre).collect(),
        suite: suite.to_owned(),
        formulaire,
        liens,
    })
}

/// The form.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let voulue = suite(saisie.texte("suite"));
    html(&vue(&etat, voulue, formulaire(voulue))?)
}

/// Sends a link. The answer is the same whether the mailbox has an account or not: only its owner
/// learns it, by mail.
pub async fn submit(State(etat): State<Etat>, corps: String) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let voulue = suite(saisie.texte("suite")).to_owned();
    let Some(courriel) = saisie.valeur::<Courriel>("courriel") else {
        return Ok(refaire(vue(&etat, &voulue, formulaire(&voulue).avec(&saisie))?.render()?));
    };
    let navigateur = coffre::hasard();
    let personne = personnes::par_courriel(etat.db.read(), courriel.as_str()).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let depuis = maintenant - LIEN_D_INSCRIPTION_MS;
    let inscription = match personne {
        Some(_) => None,
        None => inscriptions::en_attente(etat.db.read(), courriel.as_str(), depuis).await?,
    };
    let mut tx = etat.db.write().await?;
    if let Some(i) = &inscription {
        envoyer_l_inscription(&mut tx, &etat, i, &navigateur, maintenant).await?;
    } else {
        let personne = personne.as_ref();
        envoyer(&mut tx, &etat, &courriel, personne, &voulue, &navigateur, maintenant).await?;
    }
    tx.commit().await?;
    avec_cookie(vers("/connexion/envoye"), &lier_au_navigateur(&etat, &navigateur))
}

/// The cookie that ties a link to the browser that asked for it.
pub(crate) fn lier_au_navigateur(etat: &Etat, navigateur: &str) -> String {
    poser_cookie(NAVIGATEUR, navigateur, LIEN_D_INSCRIPTION_MS / 1000, &etat.reglages.adresse)
}

/// The link that completes a sign-up, unless the mailbox was sent many already.
pub(crate) async fn envoyer_l_inscription(
    tx: &mut Transaction,
    etat: &Etat,
    inscription: &Inscription,
    navigateur: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let recents = liens::compter(tx, &inscription.courriel, maintenant - 3_600_000).await?;
    if recents >= LIENS_PAR_HEURE {
        return Ok(());
    }
    let secret = coffre::hasard();
    let lien = Lien {
        empreinte: coffre::empreinte(&secret),
        courriel: inscription.courriel.clone(),
        navigateur: coffre::empreinte(navigateur),
        suite: SUITE.to_owned(),
        cree_le: maintenant,
        expire_le: maintenant + LIEN_D_INSCRIPTION_MS,
        inscription: Some(inscription.id.clone()),
        utilise_le: None,
    };
    liens::ajouter(tx, &lien).await?;
    let adresse = format!("{}/connexion/lien/{secret}", etat.reglages.adresse);
    let lettre = courriels::inscription(&adresse);
    let cle = Ulid::new().to_string();
    poster(tx, "comptes.inscription", &inscription.courriel, lettre, &cle, maintenant).await
}

/// One link, unless the mailbox was sent many already: nobody is flooded.
async fn envoyer(
    tx: &mut Transaction,
    etat: &Etat,
    courriel: &Courriel,
    personne: Option<&Personne>,
    voulue: &str,
    navigateur: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let recents = liens::compter(tx, courriel.as_str(), maintenant - 3_600_000).await?;
    if recents >= LIENS_PAR_HEURE {
        return Ok(());
    }
    let secret = coffre::hasard();
    let utile = personne.is_some_and(|p| p.etat != EtatDeCompte::Desactivee.code());
    let lien = Lien {
        empreinte: coffre::empreinte(&secret),
        courriel: courriel.to_string(),
        navigateur: coffre::empreinte(navigateur),
        suite: voulue.to_owned(),
        cree_le: maintenant,
        // The link of a mailbox without an account is only counted.
        expire_le: if utile { maintenant + LIEN_MS } else { maintenant },
        inscription: None,
        utilise_le: None,
    };
    liens::ajouter(tx, &lien).await?;
    let site = &etat.reglages.adresse;
    let (modele, contenu): (&'static str, Contenu) = match personne {
        None => ("comptes.sans_compte", courriels::sans_compte(site)),
        Some(_) if !utile => ("comptes.desactive", courriels::desactive()),
        Some(_) => ("comptes.lien", courriels::lien(&format!("{site}/connexion/lien/{secret}"))),
    };
    poster(tx, modele, courriel.as_str(), contenu, &Ulid::new().to_string(), maintenant).await
}

/// Says to look at one's mail.
pub async fn envoye(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let mut liens = vec![LienDePage::new("Demander un autre lien", CHEMIN)];
    if etat.reglages.demo {
        liens.insert(
            0,
            LienDePage::new("Démonstration : lire les courriels envoyés", "/demo/courriels"),
        );
    }
    let vue = PageFormulaire {
        page: page(&etat, "Consultez votre messagerie", "/connexion/envoye"),
        fil: fil(),
        chapo: vec![
            "Un message vient de partir à l’adresse que vous avez donnée. Il contient un lien qui fonctionne une fois, pendant 15 minutes.".to_owned(),
            "Rien dans quelques minutes ? Regardez parmi les indésirables, puis vérifiez l’adresse. Après cinq demandes en une heure, il faut attendre.".to_owned(),
        ],
        alerte: None,
        formulaire: None,
        liens,
    };
    super::formulaire(vue)
}

/// The link: says whose session it opens. A GET opens nothing: mail scanners follow links.
pub async fn lien(
    State(etat): State<Etat>,
    Path(jeton): Path<String>,
    entetes: HeaderMap,
) -> Result<Response, Erreur> {
    let trouve = liens::trouver(etat.db.read(), &coffre::empreinte(&jeton)).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let Some(lien) = trouve.filter(|l| valable(l.expire_le, l.utilise_le, maintenant)) else {
        return perime(&etat);
    };
    let ici = cookie(&entetes, NAVIGATEUR).map(coffre::empreinte);
    let meme = ici.is_some_and(|n| n == lien.navigateur);
    let action = format!("/connexion/lien/{jeton}");
    let qui = format!("Vous allez ouvrir la session de {}.", masquer(&lien.courriel));
    let heure = Instant::from_ms(lien.cree_le).long();
    let ailleurs = format!(
        "Ce lien a été demandé le {heure} depuis un autre navigateur. Continuez seulement si c’est vous qui l’avez demandé."
    );
    let bouton = if meme { "Me connecter" } else { "C’est moi, me connecter ici" };
    let mut vue = PageFormulaire::new(
        page(&etat, "Ouvrir ma session", "/connexion"),
        fil(),
        &[&qui],
        Formulaire::new(action, bouton, Vec::new()),
    );
    if !meme {
        vue = vue.alerte("warning", "Demandé depuis un autre navigateur", &ailleurs);
    }
    Ok(discrete(super::formulaire(vue)?))
}

fn perime(etat: &Etat) -> Result<Response, Erreur> {
    let vue = PageFormulaire {
        page: page(etat, "Ce lien ne fonctionne plus", CHEMIN),
        fil: fil(),
        chapo: vec![
            "Un lien sert une seule fois : dans les 15 minutes pour se connecter, dans les 24 heures pour confirmer une inscription. Demandez-en un autre."
                .to_owned(),
        ],
        alerte: None,
        formulaire: None,
        liens: vec![LienDePage::new("Recevoir un autre lien", CHEMIN)],
    };
    let mut reponse = super::formulaire(vue)?;
    *reponse.status_mut() = StatusCode::GONE;
    Ok(discrete(reponse))
}

/// "c•••e@exemple.fr": enough to recognise one's own mailbox.
fn masquer(courriel: &str) -> String {
    let (avant, domaine) = courriel.split_once('@').unwrap_or((courriel, ""));
    let premier = avant.chars().next().unwrap_or('•');
    let dernier = avant.chars().last().filter(|_| avant.chars().count() > 2);
    format!("{premier}•••{}@{domaine}", dernier.map(String::from).unwrap_or_default())
}

/// Opens the session.
pub async fn ouvrir(
    State(etat): State<Etat>,
    Path(jeton): Path<String>,
    entetes: HeaderMap,
) -> Result<Response, Erreur> {
    let empreinte = coffre::empreinte(&jeton);
    let maintenant = etat.horloge.maintenant().ms();
    let Some(lien) = liens::trouver(etat.db.read(), &empreinte).await? else {
        return perime(&etat);
    };
    let personne = personnes::par_courriel(etat.db.read(), &lien.courriel).await?;
    let inscription = match &lien.inscription {
        Some(id) => inscriptions::par_id(etat.db.read(), id).await?,
        None => None,
    };
    let nouvelle = personne.is_none();
    let prete = match &inscription {
        Some(i) => Some(preparer(&etat, i.clone(), personne.as_ref()).await?),
        None => None,
    };
    let neuve =
        inscription.map(|i| personne_nouvelle(&lien.courriel, &i.prenom, &i.nom, maintenant));
    let personne = personne.or(neuve);
    let Some(personne) = personne.filter(|p| p.etat != EtatDeCompte::Desactivee.code()) else {
        return perime(&etat);
    };
    let agent = entetes.get(header::USER_AGENT).and_then(|a| a.to_str().ok()).unwrap_or_default();
    let mut tx = etat.db.write().await?;
    if !liens::utiliser(&mut tx, &empreinte, maintenant).await? {
        return perime(&etat);
    }
    if nouvelle {
        creer_la_personne(&mut tx, &personne, REGLE).await?;
    }
    if personne.etat == EtatDeCompte::EnAttente.code() {
        let motif = "Adresse électronique prouvée par un lien";
        agir_sur_la_personne(&mut tx, &personne, Acte::Accepter, REGLE, motif, maintenant).await?;
    }
    if let Some(prete) = &prete {
        appliquer(&mut tx, &etat, prete, &personne, maintenant).await?;
    }
    let appareil = appareil::nommer(agent);
    let secret = ouvrir_une_session(&mut tx, &personne.id, &appareil, None, maintenant).await?;
    tx.commit().await?;
    let site = &etat.reglages.adresse;
    let cookie = poser_cookie(COOKIE, &secret, SESSION_MS / 1000, site);
    let reponse = avec_cookie(vers(suite(&lien.suite)), &cookie)?;
    Ok(discrete(avec_cookie(reponse, &poser_cookie(NAVIGATEUR, "", 0, site))?))
}

/// Closes the session, and that of the identity provider it came from.
pub async fn quitter(State(etat): State<Etat>, acteur: Acteur) -> Result<Response, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let titulaire = acteur.observation.as_ref().map_or(&acteur.personne, |o| &o.par);
    let mut tx = etat.db.write().await?;
    crate::depot::sessions::fermer(&mut tx, &acteur.session, titulaire, maintenant).await?;
    tx.commit().await?;
    let reponse = match super::oidc::sortie(&etat, &acteur.session).await? {
        Some((f, adresse)) => {
            let libelle = format!("Se déconnecter aussi de {}", f.nom());
            super::oidc::ailleurs(&etat, "Votre session est fermée", &libelle, &adresse)?
        }
        None => vers("/"),
    };
    avec_cookie(reponse, &poser_cookie(COOKIE, "", 0, &etat.reglages.adresse))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_recognised_not_told() {
        assert_eq!(masquer("camille@exemple.fr"), "c•••e@exemple.fr");
        assert_eq!(masquer("ab@exemple.fr"), "a•••@exemple.fr");
    }
}

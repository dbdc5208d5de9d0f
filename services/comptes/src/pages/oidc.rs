//! Signing in at an identity provider, and coming back.
//!
//! The provider sends people back with a GET, which never writes: the page it leads to holds one
//! button, and its POST uses the state up, exchanges the code and opens the session.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use base::Transaction;
use liens::identite::{ErreurIdentite, Identite, Tentative};
use web::formulaire::{Champ, Formulaire, PageFormulaire, Saisie};
use web::page::Lien as LienDePage;
use web::session::{COOKIE, cookie, poser_cookie};
use web::{Acteur, Erreur, Etat};

use super::{appareil, avec_cookie, discrete, fil, page, vers};
use crate::actes::{REGLE, agir_sur_la_personne, ouvrir_une_session_dite};
use crate::depot::oidc::{self, Attente};
use crate::depot::personnes::{self, Personne};
use crate::fournisseurs;
use crate::regles::etat::{Acte, Etat as EtatDeCompte};
use crate::regles::fournisseur::{ATTENTE_MS, Fournisseur, Suite, suivre};
use crate::regles::jeton::{SESSION_MS, suite};

const CONNEXION: &str = "/connexion";

/// Cookie that ties an attempt to the browser that began it.
const NAVIGATEUR: &str = "identite";

/// Where the token that leaving asks for is sealed.
const SORTIE: &str = "comptes_sorties.jeton";

/// Draws what only the provider and this program know from the state: nothing of it is stored.
fn tentative(etat: &Etat, secret: &str) -> Tentative {
    let coffre = &etat.reglages.coffre;
    Tentative {
        etat: secret.to_owned(),
        nonce: coffre.empreinte_de("oidc.nonce", secret),
        verificateur: coffre.empreinte_de("oidc.pkce", secret),
    }
}

/// Begins: keeps the state, sends the browser to the provider.
pub async fn partir(
    State(etat): State<Etat>,
    Path(code): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let prets = fournisseurs::de(&etat)?;
    let Some((f, lien)) = prets.trouver(&code) else {
        return Err(Erreur::introuvable("Ce fournisseur d’identité n’est pas en service."));
    };
    let voulue = suite(Saisie::lire(&corps).texte("suite")).to_owned();
    let (secret, navigateur) = (coffre::hasard(), coffre::hasard());
    let adresse = match lien.depart(&tentative(&etat, &secret)).await {
        Ok(adresse) => adresse,
        Err(cause) => return echec(&etat, &cause),
    };
    let maintenant = etat.horloge.maintenant().ms();
    let attente = Attente {
        empreinte: coffre::empreinte(&secret),
        fournisseur: f.code().to_owned(),
        navigateur: coffre::empreinte(&navigateur),
        suite: voulue,
        cree_le: maintenant,
        expire_le: maintenant + ATTENTE_MS,
    };
    let mut tx = etat.db.write().await?;
    oidc::attendre(&mut tx, &attente).await?;
    tx.commit().await?;
    let titre = format!("Vous allez sur {}", f.nom());
    let reponse = ailleurs(&etat, &titre, &format!("Continuer vers {}", f.nom()), &adresse)?;
    let site = &etat.reglages.adresse;
    avec_cookie(reponse, &poser_cookie(NAVIGATEUR, &navigateur, ATTENTE_MS / 1000, site))
}

/// Leads the browser out of the site. A redirection would do, were it not that browsers hold the
/// answer of a form to `form-action 'self'`.
pub(super) fn ailleurs(
    etat: &Etat,
    titre: &str,
    libelle: &str,
    adresse: &str,
) -> Result<Response, Erreur> {
    let vue = PageFormulaire {
        page: page(etat, titre, CONNEXION),
        fil: fil(),
        chapo: vec!["Si rien ne se passe, suivez le lien.".to_owned()],
        alerte: None,
        formulaire: None,
        liens: vec![LienDePage::new(libelle, adresse)],
    };
    let mut reponse = discrete(super::formulaire(vue)?);
    let ensuite = HeaderValue::from_str(&format!("0; url={adresse}"))?;
    reponse.headers_mut().insert(header::REFRESH, ensuite);
    Ok(reponse)
}

/// Where the provider sends people back: one button.
pub async fn retour(
    State(etat): State<Etat>,
    Path(code): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let prets = fournisseurs::de(&etat)?;
    let dit = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let Some((f, lien)) = prets.trouver(&code).filter(|_| !dit.texte("state").is_empty()) else {
        return Ok(vers(CONNEXION));
    };
    let autre = !dit.texte("iss").is_empty() && dit.texte("iss") != lien.emetteur();
    if autre || dit.texte("code").is_empty() {
        let pourquoi = format!("{} n’a pas ouvert de connexion. Vous pouvez recommencer.", f.nom());
        return dire(&etat, StatusCode::BAD_REQUEST, "Vous n’êtes pas connecté", &pourquoi);
    }
    let champs =
        vec![Champ::cache("state", dit.texte("state")), Champ::cache("code", dit.texte("code"))];
    let action = format!("/connexion/{}/retour", f.code());
    let vue = PageFormulaire::new(
        page(&etat, "Ouvrir votre session", CONNEXION),
        fil(),
        &["Vous êtes identifié. Il reste à ouvrir votre session sur ce site, dans la minute."],
        Formulaire::new(action, "Ouvrir ma session", champs),
    );
    Ok(discrete(super::formulaire(vue)?))
}

/// Uses the state up, exchanges the code, opens the session.
pub async fn ouvrir(
    State(etat): State<Etat>,
    Path(code): Path<String>,
    entetes: HeaderMap,
    acteur: Option<Extension<Acteur>>,
    corps: String,
) -> Result<Response, Erreur> {
    let prets = fournisseurs::de(&etat)?;
    let Some((f, lien)) = prets.trouver(&code) else {
        return Err(Erreur::introuvable("Ce fournisseur d’identité n’est pas en service."));
    };
    let saisie = Saisie::lire(&corps);
    let secret = saisie.texte("state");
    let navigateur = cookie(&entetes, NAVIGATEUR).unwrap_or_default();
    let Some(attente) = reprendre(&etat, f, secret, navigateur).await? else {
        let pourquoi = "Cette connexion a servi, a trop attendu, ou vient d’un autre navigateur. \
                        Recommencez.";
        return dire(&etat, StatusCode::GONE, "Cette connexion n’est plus valable", pourquoi);
    };
    let maintenant = etat.horloge.maintenant();
    let t = tentative(&etat, secret);
    let identite = match lien.identifier(saisie.texte("code"), &t, maintenant).await {
        Ok(identite) => identite,
        Err(cause) => return echec(&etat, &cause),
    };
    let session = acteur.filter(|Extension(a)| a.observation.is_none());
    let session = session.map(|Extension(a)| a.personne);
    let personne = match reconnaitre(&etat, f, &identite, session).await? {
        Ok(personne) => personne,
        Err((titre, pourquoi)) => return dire(&etat, StatusCode::FORBIDDEN, titre, &pourquoi),
    };
    let agent = entetes.get(header::USER_AGENT).and_then(|a| a.to_str().ok()).unwrap_or_default();
    let appareil = format!("{}, par {}", appareil::nommer(agent), f.nom());
    let mut tx = etat.db.write().await?;
    if !accueillir(&mut tx, f, &identite, &personne, maintenant.ms()).await? {
        let pourquoi = "Cette identité vient d’être rattachée à un autre compte.";
        return dire(&etat, StatusCode::FORBIDDEN, "Vous n’êtes pas connecté", pourquoi);
    }
    let double = identite.double.then_some(maintenant.ms());
    let (id, cle) =
        ouvrir_une_session_dite(&mut tx, &personne.id, &appareil, double, maintenant.ms()).await?;
    let scelle = etat.reglages.coffre.sceller(SORTIE, &id, identite.jeton.as_bytes())?;
    oidc::garder_la_sortie(&mut tx, &id, f.code(), &scelle, maintenant.ms() + SESSION_MS).await?;
    tx.commit().await?;
    let site = &etat.reglages.adresse;
    let reponse = vers(suite(&attente.suite));
    let reponse = avec_cookie(reponse, &poser_cookie(COOKIE, &cle, SESSION_MS / 1000, site))?;
    Ok(discrete(avec_cookie(reponse, &poser_cookie(NAVIGATEUR, "", 0, site))?))
}

/// The attempt, used up whatever comes next: a state serves once.
async fn reprendre(
    etat: &Etat,
    f: Fournisseur,
    secret: &str,
    navigateur: &str,
) -> Result<Option<Attente>, Erreur> {
    let (empreinte, navigateur) = (coffre::empreinte(secret), coffre::empreinte(navigateur));
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    let attente = oidc::reprendre(&mut tx, &empreinte, f.code(), &navigateur, maintenant).await?;
    tx.commit().await?;
    Ok(attente)
}

/// The account that opens, or what to tell the person.
async fn reconnaitre(
    etat: &Etat,
    f: Fournisseur,
    identite: &Identite,
    session: Option<String>,
) -> Result<Result<Personne, (&'static str, String)>, Erreur> {
    let db = etat.db.read();
    let connue = oidc::titulaire(db, f.code(), &identite.sub).await?;
    let courriel = match &identite.courriel {
        Some(courriel) => personnes::par_courriel(db, courriel).await?.map(|p| p.id),
        None => None,
    };
    let garanti = f.garantit_le_courriel(identite.courriel_verifie);
    let compte = match suivre(connue, session, courriel, garanti) {
        Suite::Ouvrir(compte) => personnes::par_id(db, &compte).await?,
        Suite::Prouver => {
            return Ok(Err((
                "Prouvez d’abord votre messagerie",
                format!(
                    "{} ne garantit pas votre adresse électronique. Ouvrez une session par un lien reçu par courriel, puis revenez par {} : les deux seront reliés.",
                    f.nom(),
                    f.nom()
                ),
            )));
        }
        Suite::Inconnue => {
            return Ok(Err((
                "Aucun compte ne vous correspond",
                format!(
                    "{} vous a identifié, mais aucun compte de ce site n’est à votre nom. Chercher une formation ou une offre ne demande pas de compte ; ceux des professionnels et des agents sont ouverts par les administrateurs du site.",
                    f.nom()
                ),
            )));
        }
    };
    let active = compte.filter(|p| p.etat != EtatDeCompte::Desactivee.code());
    Ok(active.ok_or_else(|| {
        (
            "Ce compte est désactivé",
            "Écrivez à l’exploitant du site pour savoir pourquoi.".to_owned(),
        )
    }))
}

/// Attaches the identity, activates an account whose mailbox is proven by it; false when the
/// identity is that of another.
async fn accueillir(
    tx: &mut Transaction,
    f: Fournisseur,
    identite: &Identite,
    personne: &Personne,
    maintenant: i64,
) -> Result<bool, Erreur> {
    let siret = identite.siret.as_deref().unwrap_or_default();
    let cle = (f.code(), identite.sub.as_str());
    if !oidc::rattacher(tx, cle, &personne.id, siret, maintenant).await? {
        return Ok(false);
    }
    if personne.etat == EtatDeCompte::EnAttente.code() {
        let motif = format!("Adresse électronique garantie par {}", f.nom());
        agir_sur_la_personne(tx, personne, Acte::Accepter, REGLE, &motif, maintenant).await?;
    }
    Ok(true)
}

/// Where the browser of someone who leaves goes next, when their session came from a provider.
pub(super) async fn sortie(
    etat: &Etat,
    session: &str,
) -> Result<Option<(Fournisseur, String)>, Erreur> {
    let mut tx = etat.db.write().await?;
    let gardee = oidc::prendre_la_sortie(&mut tx, session).await?;
    tx.commit().await?;
    let Some((code, scelle)) = gardee else { return Ok(None) };
    let jeton = etat.reglages.coffre.ouvrir(SORTIE, session, &scelle)?;
    let prets = fournisseurs::de(etat)?;
    let Some((f, lien)) = prets.trouver(&code) else { return Ok(None) };
    let retour = format!("{}/", etat.reglages.adresse);
    let adresse = lien.sortie(&String::from_utf8_lossy(&jeton), &retour).await;
    Ok(adresse.map(|adresse| (f, adresse)))
}

fn echec(etat: &Etat, cause: &ErreurIdentite) -> Result<Response, Erreur> {
    let statut = match cause {
        ErreurIdentite::Indisponible(_) => StatusCode::SERVICE_UNAVAILABLE,
        ErreurIdentite::Refuse(_) => StatusCode::GONE,
        ErreurIdentite::Invalide(_) => StatusCode::FORBIDDEN,
    };
    let pourquoi = format!("{cause} Recommencez, ou recevez un lien par courriel.");
    dire(etat, statut, "Vous n’êtes pas connecté", &pourquoi)
}

fn dire(etat: &Etat, statut: StatusCode, titre: &str, texte: &str) -> Result<Response, Erreur> {
    let vue = PageFormulaire {
        page: page(etat, titre, CONNEXION),
        fil: fil(),
        chapo: vec![texte.to_owned()],
        alerte: None,
        formulaire: None,
        liens: vec![LienDePage::new("Revenir à la connexion", CONNEXION)],
    };
    let mut reponse = super::formulaire(vue)?;
    *reponse.status_mut() = statut;
    Ok(discrete(reponse))
}

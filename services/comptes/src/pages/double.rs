//! The second factor: set up, given at sign-in, removed.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use base::Transaction;
use courrier::{Depot, deposer};
use qrcode::QrCode;
use qrcode::render::svg;
use ulid::Ulid;
use web::formulaire::{Champ, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::{Lien, Page};
use web::routeur::SECOND_FACTEUR;
use web::session::{COOKIE, poser_cookie};
use web::{Acteur, Erreur, Etat};

use super::{avec_cookie, fil, fil_du_compte, formulaire, html, page, refaire, vers};
use crate::courriels;
use crate::depot::personnes::{self, Personne};
use crate::depot::{double as depot, sessions};
use crate::regles::double::{TAILLE, application, nu, secours, verifier};
use crate::regles::jeton::{ESSAIS_MAX, suite};

/// Where the secret of a second factor is sealed.
const PLACE: &str = "comptes_personnes.totp";

const MON_SECOND_FACTEUR: &str = "/compte/second-facteur";

/// The page that sets a second factor up: the picture to scan, the same as text, the code to type.
#[derive(Clone, Debug, Template)]
#[template(path = "second_facteur.html")]
pub struct Installation {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// The picture, as SVG made by the program.
    pub image: String,
    /// The secret, to type where nothing can be scanned.
    pub cle: String,
    /// The form that confirms.
    pub formulaire: Formulaire,
}

impl Installation {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        Installation {
            page: Page::nouvelle("Ajouter un second facteur"),
            fil: fil_du_compte(),
            image: image("otpauth://totp/exemple").unwrap_or_default(),
            cle: "ABCD EFGH".to_owned(),
            formulaire: confirmation("/espace"),
        }
    }
}

/// The recovery codes, shown once.
#[derive(Clone, Debug, Template)]
#[template(path = "secours.html")]
pub struct Secours {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// The codes.
    pub codes: Vec<String>,
    /// Where to go next.
    pub suite: String,
}

impl Secours {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        Secours {
            page: Page::nouvelle("Vos codes de secours"),
            fil: fil_du_compte(),
            codes: secours(&"0123456789ab".repeat(10)),
            suite: "/espace".to_owned(),
        }
    }
}

fn confirmation(suite: &str) -> Formulaire {
    let champs = vec![
        code("Le code à six chiffres que montre l’application."),
        Champ::cache("suite", suite),
    ];
    Formulaire::new(MON_SECOND_FACTEUR, "Confirmer", champs)
}

fn code(aide: &str) -> Champ {
    Champ::new("code", "Code", Genre::Ligne("numeric")).aide(aide).completer("one-time-code")
}

async fn personne(etat: &Etat, acteur: &Acteur) -> Result<Personne, Erreur> {
    let trouvee = personnes::par_id(etat.db.read(), &acteur.personne).await?;
    trouvee.ok_or_else(|| anyhow::anyhow!("a session without its account").into())
}

fn voulue(adresse: Option<&str>) -> String {
    suite(Saisie::lire(adresse.unwrap_or_default()).texte("suite")).to_owned()
}

fn demande(etat: &Etat, suite: &str, saisie: &Saisie) -> PageFormulaire {
    let champs = vec![
        code("Le code à six chiffres de votre application, ou un code de secours."),
        Champ::cache("suite", suite),
    ];
    let formulaire = Formulaire::new(SECOND_FACTEUR, "Vérifier", champs).avec(saisie);
    let chapo = ["Votre compte est protégé par un second facteur."];
    PageFormulaire::new(
        page(etat, "Confirmer votre identité", SECOND_FACTEUR),
        fil(),
        &chapo,
        formulaire,
    )
}

/// Asks for the code; who has no second factor yet is led to set one up.
pub async fn demander(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let suite = voulue(adresse.as_deref());
    if acteur.double {
        return Ok(vers(&suite));
    }
    if personne(&etat, &acteur).await?.a_un_second_facteur() {
        return formulaire(demande(&etat, &suite, &Saisie::default()));
    }
    let vue = PageFormulaire {
        page: page(&etat, "Protéger votre compte", SECOND_FACTEUR),
        fil: fil(),
        chapo: vec!["Ce que vous voulez faire demande un second facteur : une application de votre téléphone qui donne un code, en plus du lien reçu par courriel. Il vous faut deux minutes.".to_owned()],
        alerte: None,
        formulaire: None,
        liens: vec![Lien::new("Ajouter un second facteur", format!("{MON_SECOND_FACTEUR}?suite={suite}"))],
    };
    formulaire(vue)
}

/// Checks the code. After five wrong ones the session is closed.
pub async fn donner(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let voulue = suite(saisie.texte("suite")).to_owned();
    let personne = personne(&etat, &acteur).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if accepter(&mut tx, &etat, &personne, saisie.texte("code"), maintenant).await? {
        sessions::doubler(&mut tx, &acteur.session, maintenant).await?;
        tx.commit().await?;
        return Ok(vers(&voulue));
    }
    let essais = sessions::compter_un_essai(&mut tx, &acteur.session).await?;
    let close = essais >= ESSAIS_MAX;
    if close {
        sessions::fermer(&mut tx, &acteur.session, &acteur.personne, maintenant).await?;
    }
    tx.commit().await?;
    if close {
        return avec_cookie(
            vers("/connexion"),
            &poser_cookie(COOKIE, "", 0, &etat.reglages.adresse),
        );
    }
    saisie.refuser(
        "code",
        "Ce code n’est pas le bon, ou il a déjà servi. Après cinq erreurs, la session est fermée.",
    );
    Ok(refaire(demande(&etat, &voulue, &saisie).rendre()?))
}

/// A right code of the application, or a recovery code; either works once.
async fn accepter(
    tx: &mut Transaction,
    etat: &Etat,
    personne: &Personne,
    code: &str,
    maintenant: i64,
) -> Result<bool, Erreur> {
    if !personne.a_un_second_facteur() {
        return Ok(false);
    }
    let totp = totp(etat, personne)?;
    if let Some(pas) = verifier(&totp, code, personne.totp_pas, maintenant) {
        return Ok(depot::avancer(tx, &personne.id, pas, maintenant).await?);
    }
    let empreinte = empreinte_du_secours(etat, &personne.id, code);
    Ok(depot::utiliser_un_secours(tx, &personne.id, &empreinte, maintenant).await?)
}

fn totp(etat: &Etat, personne: &Personne) -> Result<totp_rs::TOTP, Erreur> {
    let secret = etat.reglages.coffre.ouvrir(PLACE, &personne.id, &personne.totp)?;
    Ok(application(&secret, &etat.reglages.site.nom, &personne.courriel)?)
}

fn empreinte_du_secours(etat: &Etat, personne: &str, code: &str) -> String {
    etat.reglages.coffre.empreinte_de("comptes.secours", &format!("{personne} {}", nu(code)))
}

fn image(adresse: &str) -> Result<String, Erreur> {
    let image = QrCode::new(adresse)?.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
    // Only the drawing: the XML header has no place inside a page.
    let debut = image.find("<svg").unwrap_or(0);
    Ok(image[debut..].to_owned())
}

/// Shows the picture to scan. Nothing is kept before the first code: the secret travels, sealed,
/// in the page.
pub async fn installer(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let personne = personne(&etat, &acteur).await?;
    if personne.a_un_second_facteur() {
        return Ok(vers("/compte"));
    }
    let secret = secret_neuf()?;
    html(&installation(&etat, &personne, &secret, &voulue(adresse.as_deref()), &Saisie::default())?)
}

fn secret_neuf() -> Result<Vec<u8>, Erreur> {
    let octets = hex::decode(coffre::hasard())?;
    Ok(octets.into_iter().take(TAILLE).collect())
}

fn installation(
    etat: &Etat,
    personne: &Personne,
    secret: &[u8],
    suite: &str,
    saisie: &Saisie,
) -> Result<Installation, Erreur> {
    let totp = application(secret, &etat.reglages.site.nom, &personne.courriel)?;
    let base32 = totp.get_secret_base32();
    let groupes: Vec<String> =
        base32.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    let scelle = etat.reglages.coffre.sceller(PLACE, &personne.id, secret)?;
    let mut formulaire = confirmation(suite).avec(saisie);
    formulaire.champs.push(Champ::cache("secret", scelle));
    Ok(Installation {
        page: page(etat, "Ajouter un second facteur", MON_SECOND_FACTEUR),
        fil: fil_du_compte(),
        image: image(&totp.get_url())?,
        cle: groupes.join(" "),
        formulaire,
    })
}

/// Confirms with a first code, gives the recovery codes, and tells by mail.
pub async fn confirmer(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let suite = suite(saisie.texte("suite")).to_owned();
    let personne = personne(&etat, &acteur).await?;
    if personne.a_un_second_facteur() {
        return Ok(vers("/compte"));
    }
    let scelle = saisie.texte("secret").to_owned();
    let Ok(secret) = etat.reglages.coffre.ouvrir(PLACE, &personne.id, &scelle) else {
        return Ok(vers(MON_SECOND_FACTEUR));
    };
    let totp = application(&secret, &etat.reglages.site.nom, &personne.courriel)?;
    let maintenant = etat.horloge.maintenant().ms();
    let Some(pas) = verifier(&totp, saisie.texte("code"), 0, maintenant) else {
        saisie.refuser(
            "code",
            "Ce code n’est pas le bon : prenez celui que l’application montre maintenant.",
        );
        let vue = installation(&etat, &personne, &secret, &suite, &saisie)?;
        return Ok(refaire(vue.render()?));
    };
    let mut tx = etat.db.write().await?;
    depot::preparer(&mut tx, &personne.id, &scelle).await?;
    depot::avancer(&mut tx, &personne.id, pas, maintenant).await?;
    let codes = tirer_les_secours(&mut tx, &etat, &personne.id).await?;
    sessions::doubler(&mut tx, &acteur.session, maintenant).await?;
    prevenir(&mut tx, &personne, "Un second facteur a été ajouté à votre compte.", maintenant)
        .await?;
    tx.commit().await?;
    montrer_les_secours(&etat, codes, suite)
}

/// Draws new recovery codes; the old ones stop working.
async fn tirer_les_secours(
    tx: &mut Transaction,
    etat: &Etat,
    personne: &str,
) -> Result<Vec<String>, Erreur> {
    let codes = secours(&format!("{}{}", coffre::hasard(), coffre::hasard()));
    let empreintes: Vec<String> =
        codes.iter().map(|c| empreinte_du_secours(etat, personne, c)).collect();
    depot::remplacer_les_secours(tx, personne, &empreintes).await?;
    Ok(codes)
}

fn montrer_les_secours(etat: &Etat, codes: Vec<String>, suite: String) -> Result<Response, Erreur> {
    let page = page(etat, "Vos codes de secours", MON_SECOND_FACTEUR);
    html(&Secours { page, fil: fil_du_compte(), codes, suite })
}

/// New recovery codes, for who has lost or used theirs and has just given their second factor.
pub async fn renouveler(State(etat): State<Etat>, acteur: Acteur) -> Result<Response, Erreur> {
    if !acteur.double {
        return Ok(vers(&format!("{SECOND_FACTEUR}?suite=/compte")));
    }
    let personne = personne(&etat, &acteur).await?;
    if !personne.a_un_second_facteur() {
        return Ok(vers("/compte"));
    }
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    let codes = tirer_les_secours(&mut tx, &etat, &personne.id).await?;
    let quoi = "Les codes de secours de votre compte ont été remplacés.";
    prevenir(&mut tx, &personne, quoi, maintenant).await?;
    tx.commit().await?;
    montrer_les_secours(&etat, codes, "/compte".to_owned())
}

/// Removes the second factor; only who has just given it may.
pub async fn retirer(State(etat): State<Etat>, acteur: Acteur) -> Result<Response, Erreur> {
    if !acteur.double {
        return Ok(vers(&format!("{SECOND_FACTEUR}?suite=/compte")));
    }
    let personne = personne(&etat, &acteur).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    depot::retirer(&mut tx, &personne.id).await?;
    sessions::fermer_toutes(&mut tx, &personne.id, &acteur.session, maintenant).await?;
    prevenir(&mut tx, &personne, "Le second facteur de votre compte a été retiré.", maintenant)
        .await?;
    tx.commit().await?;
    Ok(vers("/compte"))
}

async fn prevenir(
    tx: &mut Transaction,
    personne: &Personne,
    quoi: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let depot = Depot {
        modele: "comptes.securite",
        a: &personne.courriel,
        contenu: courriels::securite(quoi),
        cle: Some(Ulid::new().to_string()),
        liste: None,
        a_partir_de: maintenant,
    };
    deposer(tx, &depot, maintenant).await?;
    Ok(())
}

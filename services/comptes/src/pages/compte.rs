//! One's account: name, sessions, second factor, habilitations.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use noyau::dates::Instant;
use noyau::identifiants::Telephone;
use web::acces::GenreDeRessort;
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::page::{Lien, Page};
use web::{Acteur, Erreur, Etat, Ressort, Role};

use super::{html, page, refaire, vers};
use crate::depot::double::secours_restants;
use crate::depot::habilitations::{self, Habilitation};
use crate::depot::oidc;
use crate::depot::personnes::{self, Personne};
use crate::depot::sessions::{self, Session};
use crate::fournisseurs;
use crate::regles::etat::Etat as EtatDeCompte;
use crate::regles::fournisseur::Fournisseur;
use crate::regles::identite;

const CHEMIN: &str = "/compte";

/// The page of one's account.
#[derive(Clone, Debug, Template)]
#[template(path = "compte.html")]
pub struct Compte {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Mailbox.
    pub courriel: String,
    /// Name and phone.
    pub formulaire: Formulaire,
    /// Whether what was typed has just been kept.
    pub enregistre: bool,
    /// Recovery codes left, when there is a second factor.
    pub secours: Option<i64>,
    /// Role, for what, state, until when.
    pub habilitations: Vec<[String; 4]>,
    /// Identity providers, attached or not.
    pub identites: Vec<LigneDIdentite>,
    /// Open sessions.
    pub sessions: Vec<LigneDeSession>,
}

/// An identity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneDIdentite {
    /// Code.
    pub code: &'static str,
    /// Name.
    pub nom: &'static str,
    /// Since when an identity is attached; empty when none is.
    pub depuis: String,
}

/// An open session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneDeSession {
    /// Identifier.
    pub id: String,
    /// Browser.
    pub appareil: String,
    /// When it was opened and last used.
    pub quand: String,
    /// Whether it is the one that reads the page.
    pub courante: bool,
}

impl Compte {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        let session = |id: &str, courante| LigneDeSession {
            id: id.to_owned(),
            appareil: "Firefox sur Windows".to_owned(),
            quand: "Ouverte le 24 novembre 2026".to_owned(),
            courante,
        };
        Compte {
            page: Page::nouvelle("Mon compte"),
            fil: vec![Lien::new("Mon espace", "/espace")],
            courriel: "camille@exemple.fr".to_owned(),
            formulaire: formulaire("Camille", "Le Goff", ""),
            enregistre: true,
            secours: Some(9),
            habilitations: vec![["CFA", "Lycée", "Active", "24 novembre 2027"].map(str::to_owned)],
            identites: vec![
                LigneDIdentite {
                    code: "proconnect",
                    nom: "ProConnect",
                    depuis: "24 novembre 2026".to_owned(),
                },
                LigneDIdentite {
                    code: "franceconnect",
                    nom: "FranceConnect",
                    depuis: String::new(),
                },
            ],
            sessions: vec![session("1", true), session("2", false)],
        }
    }
}

fn formulaire(prenom: &str, nom: &str, telephone: &str) -> Formulaire {
    let champs = vec![
        Champ::ligne("prenom", "Prénom").completer("given-name").valeur(prenom),
        Champ::ligne("nom", "Nom").completer("family-name").valeur(nom),
        Champ::new("telephone", "Téléphone professionnel", Genre::Telephone)
            .completer("tel")
            .facultatif()
            .valeur(telephone),
    ];
    Formulaire::new(CHEMIN, "Enregistrer", champs)
}

/// The page.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    axum::extract::RawQuery(adresse): axum::extract::RawQuery,
) -> Result<Response, Erreur> {
    let enregistre = adresse.is_some_and(|a| a.contains("enregistre"));
    let personne = lire(&etat, &acteur).await?;
    let formulaire = formulaire(&personne.prenom, &personne.nom, &personne.telephone);
    html(&vue(&etat, &acteur, &personne, formulaire, enregistre).await?)
}

async fn lire(etat: &Etat, acteur: &Acteur) -> Result<Personne, Erreur> {
    let trouvee = personnes::par_id(etat.db.read(), &acteur.personne).await?;
    trouvee.ok_or_else(|| anyhow::anyhow!("a session without its account").into())
}

async fn vue(
    etat: &Etat,
    acteur: &Acteur,
    personne: &Personne,
    formulaire: Formulaire,
    enregistre: bool,
) -> Result<Compte, Erreur> {
    let db = etat.db.read();
    let maintenant = etat.horloge.maintenant();
    let restants = secours_restants(db, &personne.id).await?;
    let lues = habilitations::de_la_personne(db, &personne.id).await?;
    let ouvertes = sessions::de_la_personne(db, &personne.id, maintenant.ms()).await?;
    let ligne = |s: Session| ligne(s, acteur, maintenant);
    Ok(Compte {
        page: page(etat, "Mon compte", CHEMIN),
        fil: vec![Lien::new("Mon espace", "/espace")],
        courriel: personne.courriel.clone(),
        formulaire,
        enregistre,
        secours: personne.a_un_second_facteur().then_some(restants),
        habilitations: lues.iter().map(dire).collect(),
        identites: identites(etat, &personne.id).await?,
        sessions: ouvertes.into_iter().map(ligne).collect(),
    })
}

/// The providers in service, and those where an identity is still attached.
async fn identites(etat: &Etat, personne: &str) -> Result<Vec<LigneDIdentite>, Erreur> {
    let liees = oidc::de_la_personne(etat.db.read(), personne).await?;
    let prets = fournisseurs::de(etat)?;
    let offerts: Vec<Fournisseur> = prets.offerts().collect();
    let lignes = Fournisseur::TOUS.into_iter().filter_map(|f| {
        let liee = liees.iter().find(|(code, _)| code == f.code());
        let depuis = liee.map(|(_, le)| Instant::from_ms(*le).date().long()).unwrap_or_default();
        let montre = liee.is_some() || offerts.contains(&f);
        montre.then(|| LigneDIdentite { code: f.code(), nom: f.nom(), depuis })
    });
    Ok(lignes.collect())
}

/// Forgets the identity of a provider. The link by mail always opens the account.
pub async fn detacher(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(code): Path<String>,
) -> Result<Response, Erreur> {
    let mut tx = etat.db.write().await?;
    if !oidc::detacher(&mut tx, &acteur.personne, &code).await? {
        return Err(Erreur::introuvable(
            "Aucune identité de ce fournisseur n’est reliée à votre compte.",
        ));
    }
    tx.commit().await?;
    Ok(vers("/compte#identites"))
}

/// A habilitation as people read it.
pub(crate) fn dire(h: &Habilitation) -> [String; 4] {
    let role = Role::lire(&h.role).map_or_else(|| h.role.clone(), |r| r.libelle().to_owned());
    let genre = GenreDeRessort::lire(&h.ressort_genre);
    let ressort = genre.and_then(|g| Ressort::lire(g, &h.ressort_code));
    let ressort = ressort.map_or_else(|| h.ressort_code.clone(), |r| r.libelle());
    let etat = EtatDeCompte::lire(&h.etat);
    let etat = etat.map_or_else(|| h.etat.clone(), |e| e.libelle().to_owned());
    [role, ressort, etat, Instant::from_ms(h.fin).date().long()]
}

fn ligne(session: Session, acteur: &Acteur, maintenant: Instant) -> LigneDeSession {
    let ouverte = Instant::from_ms(session.creee_le).date().long();
    let vue = Instant::from_ms(session.vue_le).relatif(maintenant);
    LigneDeSession {
        courante: session.id == acteur.session,
        quand: format!("Ouverte le {ouverte}, utilisée {vue}"),
        id: session.id,
        appareil: session.appareil,
    }
}

/// Keeps the name and the phone.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let prenom = nom(&mut saisie, "prenom");
    let nom = nom(&mut saisie, "nom");
    let telephone = telephone(&mut saisie);
    if !saisie.bonne() {
        let personne = lire(&etat, &acteur).await?;
        let formulaire = formulaire("", "", "").avec(&saisie);
        let mut vue = vue(&etat, &acteur, &personne, formulaire, false).await?;
        vue.page.titre = "Erreur — Mon compte".to_owned();
        return Ok(refaire(vue.render()?));
    }
    let mut tx = etat.db.write().await?;
    personnes::renommer(&mut tx, &acteur.personne, &prenom, &nom, &telephone).await?;
    tx.commit().await?;
    Ok(vers("/compte?enregistre"))
}

/// A first or last name; what is wrong is noted.
pub(crate) fn nom(saisie: &mut Saisie, champ: &str) -> String {
    match identite::nom(saisie.texte(champ)) {
        Ok(nom) => nom,
        Err(pourquoi) => {
            saisie.refuser(champ, pourquoi);
            String::new()
        }
    }
}

/// A phone that may be left out; what is wrong is noted.
pub(crate) fn telephone(saisie: &mut Saisie) -> String {
    if saisie.texte("telephone").is_empty() {
        return String::new();
    }
    saisie.valeur::<Telephone>("telephone").map(|t| t.to_string()).unwrap_or_default()
}

/// Closes one of one's sessions.
pub async fn fermer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if !sessions::fermer(&mut tx, &id, &acteur.personne, maintenant).await? {
        return Err(Erreur::introuvable(
            "Cette session n’est pas l’une des vôtres, ou elle est déjà fermée.",
        ));
    }
    tx.commit().await?;
    Ok(vers("/compte#sessions"))
}

/// Closes every session but this one.
pub async fn fermer_les_autres(
    State(etat): State<Etat>,
    acteur: Acteur,
) -> Result<Response, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    sessions::fermer_toutes(&mut tx, &acteur.personne, &acteur.session, maintenant).await?;
    tx.commit().await?;
    Ok(vers("/compte#sessions"))
}

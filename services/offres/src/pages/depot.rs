//! Writing an offer: a new one, or one that is there.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use comptes::porte::membres::{Attache, attaches};
use noyau::identifiants::Rome;
use referentiels::porte::{Metiers, exigences};
use web::formulaire::{Champ, Saisie};
use web::page::{Lien, Page};
use web::{Acteur, Erreur, Etat, Role};

use super::formulaire::{Groupe, groupes, lire};
use super::gerer::{adresse, offre_de};
use super::neuve::neuve;
use super::{fil_des_offres, metier, page, vers};
use crate::actes::{agir, creer};
use crate::depot::deposees::Deposee;
use crate::depot::mandats::{self, Mandat};
use crate::mandat::{appliquer, tenir};
use crate::publication::{Soumission, controler, resumer, soumettre};
use crate::refus;
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// The page of a new offer.
pub const CHEMIN: &str = "/employeur/offres/nouvelle";

/// Skills taken from the trade.
const COMPETENCES: usize = 10;

/// The form of an offer.
#[derive(Clone, Debug, Template)]
#[template(path = "depot.html")]
pub struct Depot {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Title, without what marks a page with errors.
    pub titre: String,
    /// Name of the company, and of the trade.
    pub pour: String,
    /// What must be known before: genre, title, text.
    pub alerte: Option<(&'static str, String, String)>,
    /// The fields.
    pub groupes: Vec<Groupe>,
    /// Where the form is sent.
    pub action: String,
    /// Its buttons: value, label, whether it is the main one.
    pub boutons: Vec<(&'static str, &'static str, bool)>,
    /// Address where another trade is chosen; none when it cannot be.
    pub autre_metier: Option<String>,
}

impl Depot {
    /// An invented one, for tests: with what is wrong.
    #[cfg(test)]
    pub fn exemple() -> Self {
        let attache = Attache {
            organisation: "o".to_owned(),
            role: web::Role::Employeur,
            en_vigueur: true,
            siret: "90000000100009".to_owned(),
            nom: "Boulangerie des Lices".to_owned(),
            adresse: "Rennes".to_owned(),
            departement: "35".to_owned(),
            naf: String::new(),
            opco: String::new(),
        };
        let d = neuve(&attache, ("D1102", "Boulanger"), "a@exemple.fr", 0);
        let mut saisie = Saisie::lire("titre=&adresse=&contrats=deux");
        saisie.refuser("titre", "Ce champ est à remplir.");
        saisie.refuser("contrats", "Choisissez un contrat.");
        Depot {
            page: Page::nouvelle("Déposer une offre"),
            fil: fil_des_offres(),
            titre: "Déposer une offre".to_owned(),
            pour: "Boulangerie des Lices — Boulanger".to_owned(),
            alerte: Some(("info", "Votre compte attend".to_owned(), "Deux jours.".to_owned())),
            groupes: avec(groupes(&d), &saisie),
            action: CHEMIN.to_owned(),
            boutons: BOUTONS_NEUVE.to_vec(),
            autre_metier: Some(CHEMIN.to_owned()),
        }
    }

    /// The fields that are wrong.
    fn fautifs(&self) -> Vec<&Champ> {
        let tous = self.groupes.iter().flat_map(|g| &g.champs);
        tous.filter(|c| !c.erreur.is_empty()).collect()
    }

    fn repondre(mut self) -> Result<Response, Erreur> {
        let fautes = !self.fautifs().is_empty();
        if fautes {
            self.page.titre = format!("Erreur — {}", self.titre);
        }
        let statut = if fautes { StatusCode::BAD_REQUEST } else { StatusCode::OK };
        Ok((statut, Html(self.render()?)).into_response())
    }
}

const BOUTONS_NEUVE: [(&str, &str, bool); 2] =
    [("publier", "Publier l’offre", true), ("brouillon", "Garder comme brouillon", false)];

const BOUTONS_MODIFIER: [(&str, &str, bool); 1] = [("modifier", "Enregistrer", true)];

/// The fields as they were typed, with what is wrong.
fn avec(groupes: Vec<Groupe>, saisie: &Saisie) -> Vec<Groupe> {
    let relire = |g: Groupe| Groupe {
        champs: g.champs.into_iter().map(|c| c.avec(saisie)).collect(),
        titre: g.titre,
    };
    groupes.into_iter().map(relire).collect()
}

/// The search of a trade, or the form once it is chosen.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let siens = siens(&etat, &acteur).await?;
    let mandat = mandat(&etat, &siens, saisie.texte("mandat")).await?;
    let choisi = Choisi::lire(&saisie, mandat.as_ref());
    let (Some(attache), Ok(rome)) =
        (choisir(&siens, &choisi.organisme), saisie.texte("rome").parse())
    else {
        return metier::repondre(&etat, &siens, &choisi).await;
    };
    let choix = (rome, saisie.texte("appellation"));
    let Some(d) = preparer(&etat, (attache, mandat.as_ref()), choix, &acteur).await? else {
        return metier::repondre(&etat, &siens, &choisi).await;
    };
    formulaire(&etat, (attache, mandat.as_ref()), groupes(&d), &d).repondre()
}

/// What was chosen so far, besides the trade.
#[derive(Clone, Debug, Default)]
pub struct Choisi {
    /// Organisation that publishes, as a ressort names it.
    pub organisme: String,
    /// Identifier and company of the mandate under which it does; empty for itself.
    pub mandat: (String, String),
    /// What was looked for.
    pub q: String,
}

impl Choisi {
    /// The organisation of a mandate is the centre that holds it.
    fn lire(saisie: &Saisie, mandat: Option<&Mandat>) -> Self {
        let organisme = mandat.map_or(saisie.texte("organisme"), |m| m.cfa.as_str());
        Choisi {
            organisme: organisme.to_owned(),
            mandat: mandat.map(|m| (m.id.clone(), m.nom.clone())).unwrap_or_default(),
            q: saisie.texte("q").to_owned(),
        }
    }
}

/// The mandate of this identifier, when it is in force and that of a centre of the person.
///
/// # Errors
/// 404 when it is not theirs, 409 when it is over.
async fn mandat(etat: &Etat, siens: &[Attache], id: &str) -> Result<Option<Mandat>, Erreur> {
    if id.is_empty() {
        return Ok(None);
    }
    let sien = |m: &Mandat| {
        siens.iter().any(|a| a.role == Role::Cfa && a.en_vigueur && a.ressort() == m.cfa)
    };
    let trouve = mandats::trouver(etat.db.read(), id).await?.filter(sien);
    let mandat = trouve.ok_or_else(refus::introuvable)?;
    if mandat.en_vigueur() { Ok(Some(mandat)) } else { Err(refus::mandat_fini()) }
}

async fn siens(etat: &Etat, acteur: &Acteur) -> Result<Vec<Attache>, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    Ok(attaches(etat.db.read(), &acteur.personne, maintenant).await?)
}

fn choisir<'a>(siens: &'a [Attache], ressort: &str) -> Option<&'a Attache> {
    siens.iter().find(|a| a.ressort() == ressort)
}

/// A new offer for this trade, with what the trade asks for; none when there is no such trade.
async fn preparer(
    etat: &Etat,
    (attache, mandat): (&Attache, Option<&Mandat>),
    (rome, appellation): (Rome, &str),
    acteur: &Acteur,
) -> Result<Option<Deposee>, Erreur> {
    let db = etat.db.read();
    let metiers = Metiers::charger(db).await?;
    let Some(metier) = metiers.par_code(&rome) else { return Ok(None) };
    // Only a name of this trade: the address may say anything.
    let sien = metiers.par_nom(appellation).is_some_and(|m| m.code == rome);
    let nom = if sien { appellation } else { metier.libelle.as_str() };
    let maintenant = etat.horloge.maintenant();
    let mut d = neuve(attache, (rome.as_str(), nom), &acteur.courriel, maintenant.ms());
    d.auteur.clone_from(&acteur.personne);
    let du_metier = exigences(db, &rome).await?.into_iter().filter(|e| e.coeur);
    d.offre.acquis = du_metier.take(COMPETENCES).map(|e| e.libelle).collect();
    if d.offre.acquis.is_empty() {
        d.offre.acquis = embarquees(rome);
    }
    match mandat {
        Some(mandat) => appliquer(&mut d, mandat),
        None => completer(etat, attache, &mut d).await?,
    }
    Ok(Some(d))
}

/// Skills of the trade that come with the program, when the ROME was not imported.
fn embarquees(rome: Rome) -> Vec<String> {
    let metier = donnees::metier_par_rome(rome.as_str());
    metier.map(|m| m.competences.iter().map(|c| (*c).to_owned()).collect()).unwrap_or_default()
}

/// What is already known of the company: size, activity, agreement, site.
async fn completer(etat: &Etat, attache: &Attache, d: &mut Deposee) -> Result<(), Erreur> {
    let Ok(siret) = attache.siret.parse() else { return Ok(()) };
    if let Some(connue) = crate::porte::recruteur(etat.db.read(), &siret).await? {
        let e = &mut d.offre.employeur;
        e.taille = e.taille.or(connue.employeur.taille);
        e.secteur = e.secteur.take().or(connue.employeur.secteur);
        e.idcc = e.idcc.take().or(connue.employeur.idcc);
        e.site = e.site.take().or(connue.employeur.site);
        if attache.adresse.is_empty() {
            d.offre.lieu = connue.lieu;
        }
    }
    Ok(())
}

fn formulaire(
    etat: &Etat,
    (attache, mandat): (&Attache, Option<&Mandat>),
    groupes: Vec<Groupe>,
    d: &Deposee,
) -> Depot {
    let attente = (!attache.en_vigueur).then(|| {
        (
            "info",
            "Votre compte attend sa validation".to_owned(),
            "Déposez votre offre dès maintenant : elle sera publiée dès que votre compte sera validé.".to_owned(),
        )
    });
    Depot {
        page: page(etat, "Déposer une offre", CHEMIN),
        fil: fil_des_offres(),
        titre: "Déposer une offre".to_owned(),
        pour: match mandat {
            Some(m) => format!("{}, pour {} — {}", attache.nom, m.nom, d.appellation),
            None => format!("{} — {}", attache.nom, d.appellation),
        },
        alerte: attente,
        groupes,
        action: CHEMIN.to_owned(),
        boutons: BOUTONS_NEUVE.to_vec(),
        autre_metier: Some(match mandat {
            Some(m) => format!("{CHEMIN}?mandat={}", m.id),
            None => format!("{CHEMIN}?organisme={}", attache.ressort()),
        }),
    }
}

/// Keeps a draft, or submits the offer.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let siens = siens(&etat, &acteur).await?;
    let mandat = mandat(&etat, &siens, saisie.texte("mandat")).await?;
    let choisi = Choisi::lire(&saisie, mandat.as_ref());
    let attache = choisir(&siens, &choisi.organisme);
    let rome = saisie.texte("rome").parse::<Rome>();
    let (Some(attache), Ok(rome)) = (attache, rome) else {
        let mut reponse = metier::repondre(&etat, &siens, &choisi).await?;
        *reponse.status_mut() = StatusCode::BAD_REQUEST;
        return Ok(reponse);
    };
    let choix = (rome, saisie.texte("appellation"));
    let pour = (attache, mandat.as_ref());
    let Some(mut d) = preparer(&etat, pour, choix, &acteur).await? else {
        return Err(Erreur::parametre("rome", "ce métier n’existe pas"));
    };
    let maintenant = etat.horloge.maintenant();
    lire(&mut saisie, &mut d, maintenant);
    let brouillon = saisie.texte("acte") == "brouillon" && attache.en_vigueur;
    if !saisie.bonne() && !brouillon {
        return formulaire(&etat, pour, avec(groupes(&d), &saisie), &d).repondre();
    }
    let raisons = controler(etat.db.read(), &d).await?;
    let mut tx = etat.db.write().await?;
    tenir(&mut tx, &d).await?;
    creer(&mut tx, &d, &acteur.personne, maintenant).await?;
    if !brouillon {
        let en_vigueur = attache.en_vigueur;
        let soumission = Soumission { raisons: &raisons, en_vigueur, par: &acteur.personne };
        soumettre(&etat, &mut tx, &mut d, &soumission).await?;
    }
    tx.commit().await?;
    match attache.en_vigueur {
        true => Ok(vers(&format!("{}?fait={}", adresse(&d), d.etat.code()))),
        false => Ok(vers(&format!("{}?fait=en_attente", super::liste::CHEMIN))),
    }
}

/// The form of an offer that is there.
pub async fn modifier(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    if !d.etat.est_modifiable() {
        return Ok(vers(&adresse(&d)));
    }
    modification(&etat, &d, groupes(&d)).repondre()
}

fn modification(etat: &Etat, d: &Deposee, groupes: Vec<Groupe>) -> Depot {
    let ici = format!("{}/modifier", adresse(d));
    let mut fil = fil_des_offres();
    fil.push(Lien::new(d.offre.titre.clone(), adresse(d)));
    let boutons = match d.etat {
        EtatDOffre::Brouillon | EtatDOffre::Refusee => {
            vec![("publier", "Publier l’offre", true), ("modifier", "Enregistrer", false)]
        }
        _ => BOUTONS_MODIFIER.to_vec(),
    };
    Depot {
        page: page(etat, "Modifier l’offre", &ici),
        fil,
        titre: "Modifier l’offre".to_owned(),
        pour: format!("{} — {}", d.offre.employeur.nom, d.appellation),
        alerte: None,
        groupes,
        action: ici,
        boutons,
        autre_metier: None,
    }
}

/// Keeps what changed. A text that the rules stop on is looked at before it is shown.
pub async fn enregistrer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let mut d = offre_de(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let maintenant = etat.horloge.maintenant();
    lire(&mut saisie, &mut d, maintenant);
    let publier = saisie.texte("acte") == "publier";
    let brouillon = d.etat == EtatDOffre::Brouillon && !publier;
    if !saisie.bonne() && !brouillon {
        let groupes = avec(groupes(&d), &saisie);
        return modification(&etat, &d, groupes).repondre();
    }
    let raisons = controler(etat.db.read(), &d).await?;
    let mut tx = etat.db.write().await?;
    let par = acteur.personne.as_str();
    if publier {
        let soumission = Soumission { raisons: &raisons, en_vigueur: true, par };
        soumettre(&etat, &mut tx, &mut d, &soumission).await?;
    } else {
        let (acte, motif) = match d.etat {
            EtatDOffre::Publiee if !raisons.is_empty() => (Acte::Verifier, resumer(&raisons)),
            _ => (Acte::Modifier, String::new()),
        };
        crate::depot::moderation::controler(&mut tx, &id, &raisons, maintenant.ms()).await?;
        agir(&mut tx, &mut d, acte, (par, &motif), maintenant).await.map_err(refus::de)?;
    }
    tx.commit().await?;
    let fait = if publier { d.etat.code() } else { "enregistree" };
    Ok(vers(&format!("{}?fait={fait}", adresse(&d))))
}

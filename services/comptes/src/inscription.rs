//! What a proven mailbox turns into: an account, its organisation, its request.
//!
//! Nothing of a sign-up is an account before its link is opened, so that nobody can write in the
//! name of a mailbox that is not theirs.

use annuaire::porte::organisme;
use base::Transaction;
use noyau::identifiants::{Courriel, Siret};
use ulid::Ulid;
use web::{Erreur, Etat, Ressort, Role};

use crate::actes::{self, Demande, REGLE};
use crate::courriels;
use crate::depot::evenements::{self, Evenement};
use crate::depot::habilitations::{self, Habilitation};
use crate::depot::inscriptions::{self, Inscription};
use crate::depot::organisations::{self, Organisation};
use crate::depot::personnes::{self, Personne};
use crate::entreprises::{self, Savoir};
use crate::poste::poster;
use crate::regles::etat::{Etat as EtatDeCompte, Objet};
use crate::regles::inscription as regles;
use crate::regles::opco::reconnaitre;
use crate::regles::validation::{Issue, prouver};

/// The kind of organisation of a mission locale.
const MISSION_LOCALE: &str = "mission_locale";

/// Where one goes once the mailbox is proven.
pub const SUITE: &str = "/inscription/suite";

/// Everything that a sign-up needs, read before the transaction.
pub struct Prete {
    inscription: Inscription,
    role: Role,
    ressort: Ressort,
    organisation: Option<Organisation>,
    nouvelle: bool,
    savoir: Option<Savoir>,
    issue: Issue,
    refus: Option<regles::Refus>,
    gestionnaires: Vec<String>,
    deja: Vec<Habilitation>,
}

/// Reads what a sign-up needs; no question to a partner is asked inside a transaction.
///
/// # Errors
/// When the database refuses, or the sign-up is for a role that does not exist.
pub async fn preparer(
    etat: &Etat,
    inscription: Inscription,
    personne: Option<&Personne>,
) -> Result<Prete, Erreur> {
    let db = etat.db.read();
    let illisible = || anyhow::anyhow!("a sign-up that cannot be read");
    let role = Role::lire(&inscription.role).ok_or_else(illisible)?;
    let code =
        if inscription.siret.is_empty() { &inscription.ressort_code } else { &inscription.siret };
    let ressort = Ressort::lire(role.ressort(), code).ok_or_else(illisible)?;
    let deja = match personne {
        Some(p) => habilitations::de_la_personne(db, &p.id).await?,
        None => Vec::new(),
    };
    let mut prete = Prete {
        inscription,
        role,
        ressort,
        organisation: None,
        nouvelle: false,
        savoir: None,
        issue: Issue::Inconnu,
        refus: None,
        gestionnaires: Vec::new(),
        deja,
    };
    if let Ok(siret) = prete.inscription.siret.parse() {
        completer(etat, &mut prete, &siret).await?;
    }
    Ok(prete)
}

async fn completer(etat: &Etat, prete: &mut Prete, siret: &Siret) -> Result<(), Erreur> {
    let db = etat.db.read();
    let maintenant = etat.horloge.maintenant().ms();
    let cfa = prete.role == Role::Cfa;
    let genre = match prete.role {
        Role::Cfa => "cfa",
        Role::MissionLocale => MISSION_LOCALE,
        _ => "entreprise",
    };
    prete.organisation = organisations::par_siret(db, genre, siret.as_str()).await?;
    if let Some(o) = &prete.organisation {
        prete.gestionnaires = habilitations::gestionnaires(db, &o.id, maintenant).await?;
    } else {
        prete.nouvelle = true;
        let trouvee = if cfa {
            du_cfa(etat, siret).await?
        } else {
            de_l_entreprise(etat, prete, siret).await?
        };
        match trouvee {
            Ok(o) if prete.role == Role::MissionLocale => {
                prete.organisation = Some(Organisation {
                    genre: MISSION_LOCALE.to_owned(),
                    opco: String::new(),
                    ..o
                });
            }
            Ok(o) => prete.organisation = Some(o),
            Err(refus) => prete.refus = Some(refus),
        }
    }
    if let Ok(courriel) = prete.inscription.courriel.parse::<Courriel>() {
        prete.issue = prouver(&courriel, &entreprises::contacts(etat, cfa, siret).await?);
    }
    Ok(())
}

fn vide(etat: &Etat, genre: &str, siret: &Siret) -> Organisation {
    Organisation {
        id: Ulid::new().to_string(),
        genre: genre.to_owned(),
        siret: siret.to_string(),
        nom: format!("SIRET {}", siret.affichage()),
        etat: EtatDeCompte::EnAttente.code().to_owned(),
        creee_le: etat.horloge.maintenant().ms(),
        ..Organisation::default()
    }
}

async fn du_cfa(etat: &Etat, siret: &Siret) -> Result<Result<Organisation, regles::Refus>, Erreur> {
    let connu = organisme(etat.db.read(), siret).await?;
    Ok(regles::cfa(connu).map(|o| {
        let adresse = o.adresse.as_ref().map(|a| &a.valeur);
        let texte = |champ: Option<&String>| champ.cloned().unwrap_or_default();
        Organisation {
            nom: o.nom(),
            adresse: adresse.map(adresse_sur_une_ligne).unwrap_or_default(),
            departement: texte(adresse.and_then(|a| a.departement.as_ref())),
            naf: texte(o.naf.as_ref().map(|n| &n.valeur)),
            reseau: o.reseaux.first().cloned().unwrap_or_default(),
            etat: EtatDeCompte::Active.code().to_owned(),
            verifiee_le: Some(etat.horloge.maintenant().ms()),
            ..vide(etat, "cfa", siret)
        }
    }))
}

/// An address of the directory on one line.
pub fn adresse_sur_une_ligne(a: &annuaire::porte::Adresse) -> String {
    let rue = a.texte.clone().unwrap_or_default();
    let postal = a.code_postal.clone().unwrap_or_default();
    let ville = a.localite.clone().unwrap_or_default();
    if !postal.is_empty() && rue.contains(&postal) {
        return rue;
    }
    [rue, format!("{postal} {ville}").trim().to_owned()]
        .into_iter()
        .filter(|morceau| !morceau.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

async fn de_l_entreprise(
    etat: &Etat,
    prete: &mut Prete,
    siret: &Siret,
) -> Result<Result<Organisation, regles::Refus>, Erreur> {
    let savoir = entreprises::chercher(etat, siret).await?;
    prete.savoir = Some(savoir.clone());
    organisation(etat, siret, savoir, &prete.inscription.opco).await
}

/// The organisation of a company: in force when its source knows it, waiting when it is down.
///
/// # Errors
/// When the database refuses.
pub async fn organisation(
    etat: &Etat,
    siret: &Siret,
    savoir: Savoir,
    choisi: &str,
) -> Result<Result<Organisation, regles::Refus>, Erreur> {
    let choisi = reconnaitre(choisi).unwrap_or_default().to_owned();
    let attente = Organisation { opco: choisi, ..vide(etat, "entreprise", siret) };
    let Savoir::Su(reponse) = savoir else { return Ok(Ok(attente)) };
    let e = match regles::employeur(reponse) {
        Ok(e) => e,
        Err(refus) => return Ok(Err(refus)),
    };
    let opco = match entreprises::opco(etat, siret, &e.idcc).await? {
        Some((nom, _)) => nom.to_owned(),
        None => attente.opco.clone(),
    };
    Ok(Ok(Organisation {
        nom: e.nom,
        adresse: e.adresse,
        departement: e.departement,
        naf: e.naf,
        opco,
        etat: EtatDeCompte::Active.code().to_owned(),
        verifiee_le: Some(etat.horloge.maintenant().ms()),
        ..attente
    }))
}

/// Writes what a proven mailbox turns into, and tells the person what comes next.
///
/// # Errors
/// When the database refuses.
pub async fn appliquer(
    tx: &mut Transaction,
    etat: &Etat,
    prete: &Prete,
    personne: &Personne,
    maintenant: i64,
) -> Result<(), Erreur> {
    let i = &prete.inscription;
    if !inscriptions::terminer(tx, &i.id, maintenant).await? {
        return Ok(());
    }
    if personne.telephone.is_empty() && !i.telephone.is_empty() {
        personnes::renommer(tx, &personne.id, &personne.prenom, &personne.nom, &i.telephone)
            .await?;
    }
    if let Some(refus) = prete.refus {
        let lettre = courriels::refusee(refus.titre(), refus.conseil());
        return poster(tx, "comptes.refusee", &personne.courriel, lettre, &i.id, maintenant).await;
    }
    if let Some(o) = prete.organisation.as_ref().filter(|_| prete.nouvelle) {
        creer_l_organisation(tx, prete, o, maintenant).await?;
    }
    if let Some(h) = prete.deja_demandee() {
        return dire_ou_on_en_est(tx, etat, prete, personne, h, maintenant).await;
    }
    demander(tx, etat, prete, personne, maintenant).await
}

async fn creer_l_organisation(
    tx: &mut Transaction,
    prete: &Prete,
    o: &Organisation,
    maintenant: i64,
) -> Result<(), Erreur> {
    organisations::ajouter(tx, o).await?;
    let e = Evenement::nouveau(Objet::Organisation, &o.id, ("", &o.etat), REGLE, "", maintenant);
    evenements::ajouter(tx, &e).await?;
    if let Some(savoir) = &prete.savoir {
        entreprises::garder(tx, &o.siret, savoir, maintenant).await?;
    }
    Ok(())
}

async fn dire_ou_on_en_est(
    tx: &mut Transaction,
    etat: &Etat,
    prete: &Prete,
    personne: &Personne,
    h: &Habilitation,
    maintenant: i64,
) -> Result<(), Erreur> {
    let site = &etat.reglages.adresse;
    let (modele, lettre) = match EtatDeCompte::lire(&h.etat) {
        Some(EtatDeCompte::Refusee) => {
            ("comptes.deja_refusee", courriels::deja_refusee(prete.pour()))
        }
        Some(EtatDeCompte::Active) => {
            ("comptes.bienvenue", courriels::bienvenue(site, prete.pour()))
        }
        _ => ("comptes.en_attente", courriels::en_attente(prete.pour(), prete.juge())),
    };
    poster(tx, modele, &personne.courriel, lettre, &prete.inscription.id, maintenant).await
}

async fn demander(
    tx: &mut Transaction,
    etat: &Etat,
    prete: &Prete,
    personne: &Personne,
    maintenant: i64,
) -> Result<(), Erreur> {
    let accordee = prete.accordee();
    let phrase = prete.issue.phrase();
    let motif = match prete.role {
        Role::Employeur | Role::Cfa => phrase.as_str(),
        _ => prete.inscription.motif.as_str(),
    };
    let demande = Demande {
        personne: &personne.id,
        role: prete.role,
        ressort: &prete.ressort,
        organisation: prete.organisation.as_ref().map(|o| o.id.as_str()),
        gestionnaire: prete.organisation.is_some() && prete.gestionnaires.is_empty(),
        motif,
    };
    let site = &etat.reglages.adresse;
    let cle = &prete.inscription.id;
    if accordee {
        actes::accorder_d_emblee(tx, &demande, REGLE, maintenant).await?;
        let lettre = courriels::bienvenue(site, prete.pour());
        return poster(tx, "comptes.bienvenue", &personne.courriel, lettre, cle, maintenant).await;
    }
    actes::demander(tx, &demande, &personne.id, maintenant).await?;
    let lettre = courriels::en_attente(prete.pour(), prete.juge());
    poster(tx, "comptes.en_attente", &personne.courriel, lettre, cle, maintenant).await?;
    let Some(o) = &prete.organisation else { return Ok(()) };
    for gestionnaire in &prete.gestionnaires {
        let adresse = format!("{site}/organisation/{}", o.id);
        let lettre =
            courriels::demande(&personne.nom_complet(), &personne.courriel, &o.nom, &adresse);
        let cle = format!("{cle}:{gestionnaire}");
        poster(tx, "comptes.demande", gestionnaire, lettre, &cle, maintenant).await?;
    }
    Ok(())
}

impl Prete {
    /// The same request made before: in force, waiting or refused.
    fn deja_demandee(&self) -> Option<&Habilitation> {
        let meme = |h: &&Habilitation| {
            h.role == self.role.code()
                && h.ressort_genre == self.ressort.genre().code()
                && h.ressort_code == self.ressort.code()
        };
        let utile =
            |h: &&Habilitation| ["active", "en_attente", "refusee"].contains(&h.etat.as_str());
        self.deja.iter().filter(meme).find(utile)
    }

    /// Granted at once: the mailbox proves it, the organisation is in force, and nobody manages
    /// it yet or it is a company (each colleague of the domain may come by themselves). What shows
    /// named young people of a territory is always judged by someone.
    fn accordee(&self) -> bool {
        if !matches!(self.role, Role::Employeur | Role::Cfa) {
            return false;
        }
        let active = EtatDeCompte::Active.code();
        let en_vigueur = self.organisation.as_ref().is_some_and(|o| o.etat == active);
        let libre = self.role == Role::Employeur || self.gestionnaires.is_empty();
        en_vigueur && libre && self.issue.prouve()
    }

    fn pour(&self) -> String {
        let nom = self.organisation.as_ref().map(|o| o.nom.clone());
        let ressort = || format!("{}, {}", self.role.libelle(), self.ressort.libelle());
        nom.unwrap_or_else(ressort)
    }

    /// Who decides.
    fn juge(&self) -> &'static str {
        let panne = self.organisation.as_ref().is_some_and(|o| o.verifiee_le.is_none());
        if panne {
            return "La source des entreprises ne répond pas en ce moment. Nous vérifierons votre SIRET dès qu’elle répondra ; vous n’avez rien à refaire.";
        }
        if !self.gestionnaires.is_empty() {
            return "Les gestionnaires de l’organisation ont reçu votre demande et vont y répondre.";
        }
        match &self.organisation {
            Some(o) if !o.opco.is_empty() => {
                "Votre OPCO vérifie que vous travaillez bien pour cette entreprise."
            }
            _ => "Un administrateur du site examine votre demande.",
        }
    }
}

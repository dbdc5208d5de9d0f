//! A company likely to hire decides what becomes of its sheet: without an account, by a link sent to
//! the mailbox we know. What it decides outlives the files that name it.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::{Transaction, evenements};
use courrier::{Contenu, Depot, deposer};
use noyau::dates::Instant;
use noyau::identifiants::{Courriel, Siret};
use web::formulaire::{Champ, Choix as Option_, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::Lien;
use web::{Erreur, Etat};

use super::{discrete, formulaire_seul, page};
use crate::courriels;
use crate::depot::choix::{self, Choix};
use crate::depot::contacts::{self, Contact};
use crate::depot::recruteurs;
use crate::poste::JOUR_MS;
use crate::regles::marche_cache::{Demande, Raison};
use crate::regles::vie::RECRUTEUR_CHANGE;

/// The page.
pub const CHEMIN: &str = "/mon-entreprise";

/// Days that a link works.
const LIEN_JOURS: i64 = 7;

/// Links sent to one company in a day.
const LIENS_PAR_JOUR: i64 = 3;

fn fil() -> Vec<Lien> {
    vec![Lien::new("Accueil", "/")]
}

fn demande(etat: &Etat, saisie: Option<&Saisie>, siret: &str) -> PageFormulaire {
    let champ = Champ::ligne("siret", "SIRET de l’établissement")
        .clavier_de("numeric")
        .aide("14 chiffres ; il figure sur une facture ou un bulletin de paie.")
        .valeur(siret);
    let formulaire = Formulaire::new(CHEMIN, "Recevoir un lien", vec![champ]);
    let formulaire = match saisie {
        Some(saisie) => formulaire.avec(saisie),
        None => formulaire,
    };
    let chapo = [
        "Votre entreprise est présentée à des jeunes parce qu’elle pourrait recruter. Vous pouvez changer l’adresse qui reçoit les candidatures, ne plus apparaître, ou vous opposer à l’usage de votre adresse.",
        "Nous envoyons un lien à l’adresse que nous connaissons. Aucun compte n’est nécessaire, et votre choix vaut aussi pour les listes que nous recevrons plus tard.",
    ];
    let page = page(etat, "Mon entreprise reçoit des candidatures", CHEMIN);
    PageFormulaire::new(page, fil(), &chapo, formulaire)
}

/// Asks for the SIRET.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    formulaire_seul(demande(&etat, None, saisie.texte("siret")))
}

/// Sends the link, and answers the same whether a mailbox is known or not.
pub async fn submit(State(etat): State<Etat>, corps: String) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let Some(siret) = saisie.valeur::<Siret>("siret") else {
        return formulaire_seul(demande(&etat, Some(&saisie), ""));
    };
    envoyer(&etat, &siret).await?;
    formulaire_seul(PageFormulaire {
        page: page(&etat, "Regardez votre messagerie", CHEMIN),
        fil: fil(),
        chapo: vec![
            "Si nous connaissons une adresse de cet établissement, un lien vient d’y partir. Il fonctionne pendant sept jours.".to_owned(),
            "Si rien n’arrive, nous n’en connaissons aucune : personne ne peut lui écrire par ce service. Pour toute autre demande, écrivez au délégué à la protection des données.".to_owned(),
        ],
        alerte: None,
        formulaire: None,
        liens: vec![Lien::new("Mes données personnelles", "/mes-donnees")],
    })
}

async fn envoyer(etat: &Etat, siret: &Siret) -> Result<(), Erreur> {
    let db = etat.db.read();
    let Some(contact) = contacts::de(db, siret).await? else { return Ok(()) };
    let maintenant = etat.horloge.maintenant();
    let deja = choix::liens_depuis(db, siret, maintenant.ms() - JOUR_MS).await?;
    if deja >= LIENS_PAR_JOUR {
        return Ok(());
    }
    let mut tx = etat.db.write().await?;
    let lien = lier(&mut tx, siret, maintenant).await?;
    let lettre =
        courriels::mon_entreprise(siret, &source(&contact), (&etat.reglages.adresse, &lien));
    poster(&mut tx, courriels::MON_ENTREPRISE, (&contact.courriel, lettre), maintenant).await?;
    tx.commit().await?;
    Ok(())
}

fn source(contact: &Contact) -> String {
    let jour = Instant::from_ms(contact.recu_le).date().long();
    match contact.donne {
        0 => format!("le fichier France Travail reçu le {jour}"),
        _ => format!("vous, le {jour}"),
    }
}

/// Makes a link for this company; what follows the address of the site.
///
/// # Errors
/// When the database refuses.
pub async fn lier(
    tx: &mut Transaction,
    siret: &Siret,
    maintenant: Instant,
) -> Result<String, base::ErreurBase> {
    let secret = coffre::hasard();
    let fin = maintenant.ms() + LIEN_JOURS * JOUR_MS;
    choix::lier(tx, (siret, &secret), (maintenant.ms(), fin)).await?;
    Ok(format!("{CHEMIN}/lien/{secret}"))
}

async fn poster(
    tx: &mut Transaction,
    modele: &'static str,
    (a, contenu): (&str, Contenu),
    maintenant: Instant,
) -> Result<(), Erreur> {
    let a_partir_de = maintenant.ms();
    let depot = Depot { modele, a, contenu, cle: None, liste: None, a_partir_de };
    deposer(tx, &depot, maintenant.ms()).await?;
    Ok(())
}

/// What the secret of an address opens.
struct Ouvert {
    empreinte: String,
    siret: Siret,
    nom: String,
    contact: Option<Contact>,
    choix: Option<Choix>,
}

async fn ouvrir(etat: &Etat, secret: &str) -> Result<Ouvert, Erreur> {
    let rien = || Erreur::introuvable("Ce n’est pas un lien de nos courriels.");
    let db = etat.db.read();
    let lien = choix::lien(db, secret).await?.ok_or_else(rien)?;
    if lien.utilise_le.is_some() || lien.expire_le <= etat.horloge.maintenant().ms() {
        return Err(passe());
    }
    let siret: Siret = lien.siret.parse().map_err(|_| rien())?;
    let nom = recruteurs::trouver(db, &siret).await?.map(|r| r.employeur.nom);
    Ok(Ouvert {
        empreinte: lien.empreinte,
        nom: nom.unwrap_or_else(|| format!("Établissement {}", siret.affichage())),
        contact: contacts::de(db, &siret).await?,
        choix: choix::de(db, &siret).await?,
        siret,
    })
}

fn passe() -> Erreur {
    let message = "Ce lien a déjà servi, ou il a plus de sept jours : demandez-en un autre.";
    Erreur::nouvelle(StatusCode::GONE, "offres.lien", message)
}

fn decision(etat: &Etat, o: &Ouvert, secret: &str, saisie: Option<&Saisie>) -> PageFormulaire {
    let action = format!("{CHEMIN}/lien/{secret}");
    let demandes = Demande::TOUTES.iter().map(|d| Option_::new(d.code(), d.libelle())).collect();
    let raisons = Raison::TOUTES.iter().map(|r| Option_::new(r.code(), r.libelle())).collect();
    let champs = vec![
        Champ::new("demande", "Que souhaitez-vous ?", Genre::Radios(demandes)),
        Champ::new("courriel", "Nouvelle adresse pour les candidatures", Genre::Courriel)
            .facultatif()
            .completer("email")
            .aide("Si vous changez d’adresse. Elle n’est jamais montrée."),
        Champ::new("raison", "Pourquoi ?", Genre::Liste(raisons))
            .facultatif()
            .aide("Si vous ne voulez plus apparaître ; cela améliore les listes."),
    ];
    let formulaire = Formulaire::new(action.clone(), "Enregistrer mon choix", champs);
    let formulaire = match saisie {
        Some(saisie) => formulaire.avec(saisie),
        None => formulaire,
    };
    let actuel = match o.choix.as_ref().map(|c| c.choix.as_str()) {
        Some("arret" | "opposition") => "Aujourd’hui, elle n’apparaît pas.",
        _ => "Aujourd’hui, elle apparaît parmi les entreprises à contacter.",
    };
    let provenance = o.contact.as_ref().map_or_else(String::new, |c| {
        format!("L’adresse qui reçoit les candidatures vient de cette source : {}.", source(c))
    });
    let chapo: Vec<&str> =
        [actuel, &provenance].into_iter().filter(|phrase| !phrase.is_empty()).collect();
    PageFormulaire::new(page(etat, o.nom.clone(), ""), fil(), &chapo, formulaire)
}

/// Shows what can be decided.
pub async fn choisir(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
) -> Result<Response, Erreur> {
    let o = ouvrir(&etat, &secret).await?;
    discrete(formulaire_seul(decision(&etat, &o, &secret, None)))
}

/// Keeps what was decided, once.
pub async fn decider(
    State(etat): State<Etat>,
    Path(secret): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let o = ouvrir(&etat, &secret).await?;
    let mut saisie = Saisie::lire(&corps);
    let voulu = Demande::lire(saisie.texte("demande"));
    if voulu.is_none() {
        saisie.refuser("demande", "Choisissez ce que vous souhaitez.");
    }
    let neuve = match voulu {
        Some(Demande::Corriger) => saisie.valeur::<Courriel>("courriel"),
        _ => None,
    };
    let raison = Raison::lire(saisie.texte("raison")).map_or("", Raison::code);
    let (Some(voulu), true) = (voulu, saisie.bonne()) else {
        return discrete(formulaire_seul(decision(&etat, &o, &secret, Some(&saisie))));
    };
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    if !choix::utiliser(&mut tx, &o.empreinte, maintenant.ms()).await? {
        return Err(passe());
    }
    garder(&mut tx, &o, (voulu, neuve.as_ref(), raison), maintenant).await?;
    let lettre = || courriels::entreprise_choix(&o.nom, voulu.libelle(), &etat.reglages.adresse);
    let ancienne = o.contact.as_ref().map(|c| c.courriel.as_str());
    let nouvelle = neuve.as_ref().map(Courriel::as_str);
    for a in ancienne.into_iter().chain(nouvelle) {
        poster(&mut tx, courriels::ENTREPRISE_CHOIX, (a, lettre()), maintenant).await?;
    }
    tx.commit().await?;
    discrete(formulaire_seul(PageFormulaire {
        page: page(&etat, "Votre choix est enregistré", ""),
        fil: fil(),
        chapo: vec![format!("{} : {}.", o.nom, voulu.libelle())],
        alerte: Some((
            "success",
            "C’est fait".to_owned(),
            "Votre choix vaut dès maintenant, et pour les listes que nous recevrons plus tard. Un courriel vous le confirme.".to_owned(),
        )),
        formulaire: None,
        liens: fil(),
    }))
}

async fn garder(
    tx: &mut Transaction,
    o: &Ouvert,
    (voulu, neuve, raison): (Demande, Option<&Courriel>, &str),
    maintenant: Instant,
) -> Result<(), Erreur> {
    let gardee = o.choix.as_ref().map(|c| c.courriel.clone()).unwrap_or_default();
    let courriel = match voulu {
        Demande::Corriger => neuve.map(|c| c.to_string()).unwrap_or_default(),
        Demande::Opposer => String::new(),
        Demande::Paraitre | Demande::Arreter => gardee,
    };
    let choisi = Choix { choix: voulu.choix().to_owned(), courriel, choisi_le: maintenant.ms() };
    choix::garder(tx, &o.siret, &choisi, raison).await?;
    if voulu == Demande::Opposer
        && let Some(contact) = &o.contact
    {
        choix::opposer(tx, &contact.courriel, maintenant.ms()).await?;
    }
    let rien = serde_json::Value::Null;
    evenements::publier(tx, RECRUTEUR_CHANGE, o.siret.as_str(), &rien, maintenant.ms()).await?;
    Ok(())
}

//! « Mes candidatures »: the list, opened by a link received by mail.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use noyau::identifiants::Courriel;
use rendezvous::porte::DemandeFaite;
use ulid::Ulid;
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::page::{Compte, Lien};
use web::session::{cookie, poser_cookie};
use web::{Erreur, Etat};

use super::{Rendu, discrete, ecran, ecran_avec, html, page, quand, vers};
use crate::courriels;
use crate::depot::candidatures::{self, Ligne};
use crate::depot::{liens, listes};
use crate::envoi::{self, Envoi};
use crate::poste::poster;
use crate::regles::etat::{Etat as EtatDeCandidature, PasDeRelance, Relance, relancer};
use crate::regles::reponse::Intention;
use crate::vues::{MesCandidatures, Mienne, RendezVous, classe};

/// Cookie of a visit to one's own applications.
const COOKIE: &str = "mes_candidatures";

/// The link works this long (ms).
const VIE_DU_LIEN_MS: i64 = 30 * 60_000;

/// The visit that it opens lasts this long (ms).
const VISITE_MS: i64 = 60 * 60_000;

/// Links sent to one mailbox in an hour.
const LIENS_PAR_HEURE: i64 = 5;

/// Most applications shown: a year of those of the most ardent fits.
const MAX: i64 = 500;

/// Applications from which a word of advice is given (LBA issue 3348: those who send the same
/// letter to forty firms get fewer answers).
const BEAUCOUP: usize = 10;

const CONSEIL: &str = "Vous avez envoyé plusieurs candidatures : variez les secteurs et les métiers, et adaptez votre message à chaque entreprise. C’est ce qui augmente le plus les chances de signer.";

/// Whose visit this is.
async fn visiteur(etat: &Etat, entetes: &HeaderMap) -> Result<Option<String>, Erreur> {
    let Some(secret) = cookie(entetes, COOKIE) else { return Ok(None) };
    let maintenant = etat.horloge.maintenant().ms();
    Ok(liens::visiteur(etat.db.read(), &coffre::empreinte(secret), maintenant).await?)
}

/// Asks for the mailbox; leads to the list whoever has a visit under way.
pub async fn show(State(etat): State<Etat>, entetes: HeaderMap) -> Rendu {
    if visiteur(&etat, &entetes).await?.is_some() {
        return Ok(vers("/mes-candidatures/liste"));
    }
    ecran(&accueil(&etat, &Saisie::default()))
}

fn accueil(etat: &Etat, saisie: &Saisie) -> Ecran {
    let champ = Champ::new("courriel", "Votre adresse électronique", Genre::Courriel)
        .aide("Celle que vous avez donnée en postulant. Exemple : prenom.nom@exemple.fr")
        .completer("email");
    let formulaire = Formulaire::new("/mes-candidatures", "Recevoir mon lien", vec![champ]);
    let mut page = page(etat, "Mes candidatures", "/mes-candidatures");
    page.indexable = true;
    Ecran::nouveau(page, "").bloc(
        Bloc::nouveau("", &[
            "Retrouvez sans compte ni mot de passe toutes vos candidatures et vos demandes de rendez-vous, leur état et les réponses reçues.",
            "Nous envoyons un lien à votre adresse : il ne sert qu’une fois, dans les 30 minutes.",
        ])
        .formulaire(formulaire.avec(saisie)),
    )
}

/// Sends a link. The answer is the same whether the mailbox is known or not.
pub async fn submit(State(etat): State<Etat>, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let Some(courriel) = saisie.valeur::<Courriel>("courriel") else {
        return ecran(&accueil(&etat, &saisie));
    };
    let db = etat.db.read();
    let connue = liens::connue(db, courriel.as_str()).await?
        || !rendezvous::porte::demandes_de(db, &courriel).await?.is_empty();
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    let depuis = maintenant - 3_600_000;
    if liens::demandes_depuis(&mut tx, courriel.as_str(), depuis).await? < LIENS_PAR_HEURE {
        let secret = coffre::hasard();
        // The link of a mailbox that sent nothing is only counted.
        let fin = if connue { maintenant + VIE_DU_LIEN_MS } else { maintenant };
        let a = (courriel.as_str(), "lien");
        liens::poser(&mut tx, &coffre::empreinte(&secret), a, (maintenant, fin)).await?;
        let site = &etat.reglages.adresse;
        let (modele, contenu) = if connue {
            let adresse = format!("{site}/mes-candidatures/lien/{secret}");
            ("candidatures.lien", courriels::lien(&adresse))
        } else {
            ("candidatures.sans_candidature", courriels::sans_candidature(site))
        };
        let cle = Ulid::new().to_string();
        poster(&mut tx, modele, courriel.as_str(), contenu, &cle, maintenant).await?;
        tx.commit().await?;
    }
    Ok(vers("/mes-candidatures/envoye"))
}

/// The link has left.
pub async fn envoye(State(etat): State<Etat>) -> Rendu {
    let page = page(&etat, "Votre lien est parti", "/mes-candidatures/envoye");
    let texte = "Ouvrez le lien dans les 30 minutes. S’il n’arrive pas, regardez parmi les indésirables, puis vérifiez l’adresse.";
    let mut suite = Bloc::default().lien("Demander un autre lien", "/mes-candidatures");
    if etat.reglages.demo {
        suite = suite.lien("Démonstration : lire les courriels envoyés", "/demo/courriels");
    }
    let vue = Ecran::nouveau(page, "").sous("Mes candidatures", "/mes-candidatures");
    ecran(&vue.alerte("success", "Un courriel vient de partir", texte).bloc(suite))
}

/// The address of the mail: a button, so that a scanner that follows links opens nothing.
pub async fn lien(State(etat): State<Etat>, Path(jeton): Path<String>) -> Rendu {
    let maintenant = etat.horloge.maintenant().ms();
    if !liens::bon(etat.db.read(), &coffre::empreinte(&jeton), maintenant).await? {
        return perime(&etat);
    }
    let page = page(&etat, "Ouvrir mes candidatures", "/mes-candidatures/lien");
    let champ = Champ::cache("jeton", jeton);
    let formulaire =
        Formulaire::new("/mes-candidatures/ouvrir", "Voir mes candidatures", vec![champ]);
    let dit = "Ce lien est bon. La liste restera affichable une heure sur cet appareil.";
    let vue = Ecran::nouveau(page, "").bloc(Bloc::nouveau("", &[dit]).formulaire(formulaire));
    Ok(discrete(ecran(&vue)?))
}

fn perime(etat: &Etat) -> Rendu {
    let page = page(etat, "Ce lien ne fonctionne plus", "/mes-candidatures/lien");
    let vue = Ecran::nouveau(page, "")
        .alerte("warning", "Lien périmé", "Il a plus de 30 minutes, ou il a déjà servi.")
        .bloc(Bloc::default().lien("Demander un autre lien", "/mes-candidatures"));
    Ok(discrete(ecran_avec(StatusCode::GONE, &vue)?))
}

/// Uses the link and opens the visit.
pub async fn ouvrir(State(etat): State<Etat>, corps: String) -> Rendu {
    let saisie = Saisie::lire(&corps);
    let maintenant = etat.horloge.maintenant().ms();
    let empreinte = coffre::empreinte(saisie.texte("jeton"));
    let mut tx = etat.db.write().await?;
    let Some(courriel) = liens::utiliser(&mut tx, &empreinte, maintenant).await? else {
        drop(tx);
        return perime(&etat);
    };
    let secret = coffre::hasard();
    let vie = (maintenant, maintenant + VISITE_MS);
    liens::poser(&mut tx, &coffre::empreinte(&secret), (&courriel, "visite"), vie).await?;
    tx.commit().await?;
    Ok(avec_cookie(&etat, &secret, VISITE_MS / 1_000, "/mes-candidatures/liste"))
}

fn avec_cookie(etat: &Etat, secret: &str, secondes: i64, adresse: &str) -> Response {
    let cookie = poser_cookie(COOKIE, secret, secondes, &etat.reglages.adresse);
    ([(header::SET_COOKIE, cookie)], vers(adresse)).into_response()
}

/// Ends the visit.
pub async fn fermer(State(etat): State<Etat>, entetes: HeaderMap) -> Rendu {
    if let Some(secret) = cookie(&entetes, COOKIE) {
        let mut tx = etat.db.write().await?;
        liens::fermer(&mut tx, &coffre::empreinte(secret)).await?;
        tx.commit().await?;
    }
    Ok(avec_cookie(&etat, "", 0, "/mes-candidatures"))
}

/// The list.
pub async fn liste(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    entetes: HeaderMap,
) -> Rendu {
    let Some(courriel) = visiteur(&etat, &entetes).await? else {
        return Ok(vers("/mes-candidatures"));
    };
    let maintenant = etat.horloge.maintenant().ms();
    let lignes = listes::du_candidat(etat.db.read(), &courriel, MAX).await?;
    let lignes: Vec<Ligne> = lignes.into_iter().map(|l| l.pour_le_candidat(maintenant)).collect();
    let demandes = match courriel.parse() {
        Ok(courriel) => rendezvous::porte::demandes_de(etat.db.read(), &courriel).await?,
        Err(_) => Vec::new(),
    };
    let vue = MesCandidatures {
        page: page(&etat, "Mes candidatures", "/mes-candidatures"),
        fil: vec![Lien::new("Accueil", "/")],
        fait: (adresse.as_deref() == Some("relancee"))
            .then_some("Votre relance part dans un instant."),
        total: Compte(lignes.len() as u64),
        conseil: (lignes.len() >= BEAUCOUP).then_some(CONSEIL),
        candidatures: lignes.iter().map(|l| mienne(l, maintenant)).collect(),
        rendez_vous: demandes.into_iter().map(demande).collect(),
    };
    Ok(discrete(html(&vue)?))
}

fn demande(d: DemandeFaite) -> RendezVous {
    let lieu = if d.lieu.is_empty() { String::new() } else { format!(", {}", d.lieu) };
    RendezVous {
        formation: d.intitule,
        fiche: d.fiche,
        centre: format!("{}{lieu}", d.centre),
        etat: d.etat_en_mots,
        quand: quand(d.deposee_le.ms()),
        convenu: d.rendez_vous,
        reponse: d.reponse,
    }
}

fn situation(l: &Ligne) -> Option<Relance> {
    let etat = EtatDeCandidature::lire(&l.etat)?;
    Some(Relance {
        etat,
        envoyee_le: l.envoyee_le,
        relancee_le: l.relancee_le,
        close_le: l.close_le,
    })
}

fn mienne(l: &Ligne, maintenant: i64) -> Mienne {
    let relance = situation(l).map(|r| relancer(r, maintenant));
    let attente = match relance {
        Some(Err(PasDeRelance::TropTot(des))) => {
            format!("Vous pourrez relancer l’employeur à partir du {}.", jour(des))
        }
        _ => String::new(),
    };
    let intention = l.intention.as_deref().and_then(Intention::lire);
    let etat = EtatDeCandidature::lire(&l.etat).map_or("", EtatDeCandidature::libelle);
    let ville = if l.ville.is_empty() { String::new() } else { format!(", {}", l.ville) };
    Mienne {
        id: l.id.clone(),
        titre: if l.titre.is_empty() {
            "Candidature spontanée".to_owned()
        } else {
            l.titre.clone()
        },
        entreprise: l.entreprise.clone(),
        lieu: format!("{}{ville}", l.entreprise),
        etat: intention.map_or(etat, Intention::libelle).to_owned(),
        classe: classe(&l.etat, l.intention.as_deref()),
        histoire: histoire(l),
        reponse: l.reponse.clone(),
        relance: relance == Some(Ok(())),
        attente,
    }
}

fn jour(ms: i64) -> String {
    noyau::dates::Instant::from_ms(ms).date().long()
}

/// What happened, oldest first.
fn histoire(l: &Ligne) -> Vec<String> {
    let pas = [
        (Some(l.deposee_le), "Déposée"),
        (l.envoyee_le, "Remise à la messagerie de l’employeur"),
        (l.lue_le, "Lue par l’employeur"),
        (l.relancee_le, "Relancée"),
        (l.repondue_le, "Réponse reçue"),
        (l.close_le, "Offre close"),
    ];
    let faits = pas.into_iter().filter_map(|(quand_, quoi)| Some((quand_?, quoi)));
    let mut faits: Vec<(i64, &str)> = faits.collect();
    faits.sort_by_key(|(instant, _)| *instant);
    faits.into_iter().map(|(instant, quoi)| format!("{quoi} le {}", quand(instant))).collect()
}

/// Reminds the employer, once.
pub async fn rappeler(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    entetes: HeaderMap,
) -> Rendu {
    let Some(courriel) = visiteur(&etat, &entetes).await? else {
        return Ok(vers("/mes-candidatures"));
    };
    let trouvee = candidatures::trouver(etat.db.read(), &id).await?;
    let l = trouvee.filter(|l| l.courriel == courriel);
    let l =
        l.ok_or_else(|| Erreur::introuvable("Cette candidature n’est pas dans votre liste."))?;
    let maintenant = etat.horloge.maintenant().ms();
    let refus = |pas: PasDeRelance| {
        Erreur::nouvelle(StatusCode::CONFLICT, "candidature.relance", pas.phrase())
    };
    let situation = situation(&l).ok_or_else(|| refus(PasDeRelance::SansObjet))?;
    relancer(situation, maintenant).map_err(refus)?;
    let mut tx = etat.db.write().await?;
    if !candidatures::relancer(&mut tx, &l.id, maintenant).await? {
        return Err(refus(PasDeRelance::DejaFaite));
    }
    candidatures::noter(&mut tx, &l.id, "Relancée par le candidat", maintenant).await?;
    let partie = envoi::a_l_employeur(&mut tx, &etat, &l, Envoi::Relance).await?;
    if let Err(r) = partie {
        return Err(r.erreur(etat.horloge.maintenant()));
    }
    tx.commit().await?;
    Ok(vers("/mes-candidatures/liste?relancee"))
}

/// An invented list, for tests.
#[cfg(test)]
pub fn exemple(pleine: bool) -> MesCandidatures {
    let deux = [courriels::exemple(), courriels::exemple()];
    let lignes = if pleine { &deux[..] } else { &[] };
    MesCandidatures {
        page: web::page::Page::nouvelle("Mes candidatures"),
        fil: vec![Lien::new("Accueil", "/")],
        fait: pleine.then_some("Votre relance part dans un instant."),
        total: Compte(2),
        conseil: pleine.then_some(CONSEIL),
        candidatures: lignes.iter().map(|l| mienne(l, l.deposee_le + 20 * 86_400_000)).collect(),
        rendez_vous: vec![RendezVous {
            formation: "CAP Boulanger".to_owned(),
            fiche: "/formation/1".to_owned(),
            centre: "CFA des Lices, Rennes".to_owned(),
            etat: "Le centre vous a répondu".to_owned(),
            quand: "24 novembre 2026".to_owned(),
            convenu: "mardi 1 décembre à 10 h, à l’accueil".to_owned(),
            reponse: "À mardi.".to_owned(),
        }],
    }
}

//! The pages: asking, proving the mailbox.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use courrier::{Adresse, Depot, deposer};
use noyau::identifiants::Courriel;
use recherche::porte::{self, Voulue};
use ulid::Ulid;
use web::formulaire::{Champ, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::{Lien, Page};
use web::{Erreur, Etat};

use crate::courriels;
use crate::depot::{self, Alerte};
use crate::envoi;
use crate::regles::{LIENS_PAR_HEURE, PAR_ADRESSE, VIE_DU_LIEN_MS};

type Rendu = Result<Response, Erreur>;

fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.indexable = false;
    page
}

fn fil() -> Vec<Lien> {
    vec![Lien::new("Accueil", "/"), Lien::new("Recherche", "/recherche")]
}

fn sans_formulaire(page: Page, genre: &'static str, titre: &str, texte: &str) -> PageFormulaire {
    PageFormulaire {
        page,
        fil: fil(),
        chapo: Vec::new(),
        alerte: Some((genre, titre.to_owned(), texte.to_owned())),
        formulaire: None,
        liens: vec![Lien::new("Faire une recherche", "/recherche")],
    }
}

/// The search to be told of, and the mailbox.
pub async fn show(State(etat): State<Etat>, RawQuery(requete): RawQuery) -> Rendu {
    let requete = requete.unwrap_or_default();
    let vue = match porte::comprendre(&etat, &requete).await? {
        Some(voulue) => formulaire(&etat, &voulue, &Saisie::default()),
        None => sans_formulaire(
            page(&etat, "Être prévenu des nouvelles offres", "/alertes"),
            "info",
            "Faites d’abord une recherche",
            "Cherchez un métier ou un lieu, puis choisissez « Être prévenu des nouvelles offres ».",
        ),
    };
    Ok(Html(vue.rendre()?).into_response())
}

fn formulaire(etat: &Etat, voulue: &Voulue, saisie: &Saisie) -> PageFormulaire {
    let champs = vec![
        Champ::new("courriel", "Votre adresse électronique", Genre::Courriel)
            .aide("Exemple : prenom.nom@exemple.fr")
            .completer("email"),
        Champ::cache("requete", voulue.requete.clone()),
    ];
    let formulaire = Formulaire::new("/alertes", "Recevoir les nouvelles offres", champs);
    let recherche = format!("Votre recherche : {}.", voulue.libelle);
    let chapo = [
        recherche.as_str(),
        "Vous recevrez un courriel les jours où de nouvelles offres paraissent, jamais plus d’un par jour. Un clic suffit pour arrêter.",
    ];
    let page = page(etat, "Être prévenu des nouvelles offres", "/alertes");
    let retour = Lien::new("Revenir aux résultats", format!("/recherche?{}", voulue.requete));
    PageFormulaire::new(page, fil(), &chapo, formulaire.avec(saisie)).liens(vec![retour])
}

/// Keeps the search and sends the link that confirms it. The answer is the same for every mailbox.
pub async fn submit(State(etat): State<Etat>, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let requete = saisie.texte("requete").to_owned();
    let Some(voulue) = porte::comprendre(&etat, &requete).await? else {
        return Err(Erreur::parametre("requete", "une recherche d’offres est attendue."));
    };
    let Some(courriel) = saisie.valeur::<Courriel>("courriel") else {
        let vue = formulaire(&etat, &voulue, &saisie).rendre()?;
        return Ok((StatusCode::BAD_REQUEST, Html(vue)).into_response());
    };
    garder(&etat, &voulue, &courriel).await?;
    Ok(Redirect::to("/alertes/envoyee").into_response())
}

async fn garder(etat: &Etat, voulue: &Voulue, courriel: &Courriel) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let secret = coffre::hasard();
    let mut tx = etat.db.write().await?;
    let depuis = maintenant - 3_600_000;
    let (confirmees, recentes) = depot::compter(&mut tx, courriel.as_str(), depuis).await?;
    if confirmees >= PAR_ADRESSE || recentes >= LIENS_PAR_HEURE {
        return Ok(());
    }
    let alerte = Alerte {
        id: Ulid::new().to_string(),
        courriel: courriel.to_string(),
        requete: voulue.requete.clone(),
        libelle: voulue.libelle.clone(),
        empreinte: coffre::empreinte(&secret),
        cree_le: maintenant,
        confirmee_le: None,
        envoyee_le: None,
    };
    depot::ajouter(&mut tx, &alerte).await?;
    let adresse = format!("{}/alertes/confirmer/{secret}", etat.reglages.adresse);
    let depot = Depot {
        modele: "alertes.confirmer",
        a: courriel.as_str(),
        contenu: courriels::confirmer(&voulue.libelle, &adresse),
        cle: Some(alerte.id.clone()),
        liste: None,
        a_partir_de: maintenant,
    };
    deposer(&mut tx, &depot, maintenant).await?;
    tx.commit().await?;
    Ok(())
}

/// The link has left.
pub async fn envoyee(State(etat): State<Etat>) -> Rendu {
    let page = page(&etat, "Confirmez votre alerte", "/alertes/envoyee");
    let texte = "Ouvrez le lien que nous venons d’envoyer pour confirmer votre alerte : il fonctionne 48 heures. Rien ne sera envoyé sans cela.";
    let mut vue = sans_formulaire(page, "success", "Un courriel vient de partir", texte);
    if etat.reglages.demo {
        vue.liens.push(Lien::new("Démonstration : lire les courriels envoyés", "/demo/courriels"));
    }
    Ok(Html(vue.rendre()?).into_response())
}

/// The search that a link confirms, while it may.
async fn a_confirmer(etat: &Etat, jeton: &str) -> Result<Option<Alerte>, Erreur> {
    let trouvee = depot::par_empreinte(etat.db.read(), &coffre::empreinte(jeton)).await?;
    let maintenant = etat.horloge.maintenant().ms();
    Ok(trouvee.filter(|a| a.confirmee_le.is_none() && maintenant < a.cree_le + VIE_DU_LIEN_MS))
}

/// Shows what the link confirms; changes nothing: mail scanners follow links.
pub async fn lien(State(etat): State<Etat>, Path(jeton): Path<String>) -> Rendu {
    let Some(alerte) = a_confirmer(&etat, &jeton).await? else { return perime(&etat) };
    let page = page(&etat, "Confirmer mon alerte", "/alertes/confirmer");
    let dit = format!("Recevoir les nouvelles offres pour « {} » ?", alerte.libelle);
    let formulaire =
        Formulaire::new(format!("/alertes/confirmer/{jeton}"), "Confirmer", Vec::new());
    let vue = PageFormulaire::new(page, fil(), &[&dit], formulaire);
    Ok(discrete(Html(vue.rendre()?).into_response()))
}

fn perime(etat: &Etat) -> Rendu {
    let page = page(etat, "Ce lien ne fonctionne plus", "/alertes/confirmer");
    let texte = "Il a plus de 48 heures, ou l’alerte est déjà confirmée.";
    let vue = sans_formulaire(page, "warning", "Lien périmé", texte);
    Ok(discrete((StatusCode::GONE, Html(vue.rendre()?)).into_response()))
}

fn discrete(mut reponse: Response) -> Response {
    let entetes = reponse.headers_mut();
    entetes.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reponse
}

/// Confirms the search. What it finds now is known: only what comes after is new.
pub async fn confirmer(State(etat): State<Etat>, Path(jeton): Path<String>) -> Rendu {
    let Some(alerte) = a_confirmer(&etat, &jeton).await? else { return perime(&etat) };
    let trouvees = porte::offres(&etat, &alerte.requete).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if depot::confirmer(&mut tx, &alerte, maintenant).await? {
        envoi::retenir(&mut tx, &alerte, &trouvees, maintenant).await?;
        if let Some(adresse) = Adresse::lire(&alerte.courriel) {
            courrier::porte::reprendre(&mut tx, &adresse, envoi::LISTE).await?;
        }
    }
    tx.commit().await?;
    Ok(Redirect::to("/alertes/confirmee").into_response())
}

/// The search is confirmed.
pub async fn confirmee(State(etat): State<Etat>) -> Rendu {
    let page = page(&etat, "Votre alerte est confirmée", "/alertes/confirmee");
    let texte = "Vous recevrez un courriel le matin des jours où de nouvelles offres paraissent. Chaque courriel permet d’arrêter en un clic.";
    let vue = sans_formulaire(page, "success", "C’est fait", texte);
    Ok(Html(vue.rendre()?).into_response())
}

//! The queue of those who look at offers before they are shown.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use noyau::dates::Instant;
use noyau::texte::mots;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::page::{Lien, Page};
use web::pagination::Pagination;
use web::{Acteur, Erreur, Etat, Ressort};

use super::gerer::{offre_de, pour_qui};
use super::signaler::Raison;
use super::{html, importee, page, vers};
use crate::actes::agir;
use crate::actions::VERIFIER;
use crate::courriels;
use crate::depot::deposees::{self, Deposee};
use crate::depot::{gestion, moderation, offres};
use crate::porte::Offre;
use crate::poste;
use crate::publication::{annoncer, dater};
use crate::refus;
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// The page.
pub const CHEMIN: &str = "/moderation/offres";

/// Offers on a page.
const PAR_PAGE: i64 = 20;

/// Reports shown.
const SIGNALEMENTS: i64 = 50;

/// The queue.
#[derive(Clone, Debug, Template)]
#[template(path = "moderation.html")]
pub struct File {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// What was just done.
    pub fait: bool,
    /// How many offers wait.
    pub total: i64,
    /// The offers: title and link, company, since when.
    pub offres: Vec<(Lien, String, String)>,
    /// The offers that were reported: title and link, reason, when.
    pub signalees: Vec<(Lien, String, String)>,
    /// The other pages.
    pub pagination: Pagination,
}

impl File {
    /// An invented one, for tests.
    #[cfg(test)]
    pub fn exemple() -> Self {
        let ligne = |quoi: &str| {
            (Lien::new("Vendeur", "/moderation/offres/1"), quoi.to_owned(), "hier".to_owned())
        };
        File {
            page: Page::nouvelle("Offres à vérifier"),
            fil: vec![Lien::new("Mon espace", "/espace")],
            fait: true,
            total: 21,
            offres: vec![ligne("Promo Emploi")],
            signalees: vec![ligne("Fausse offre")],
            pagination: Pagination::nouvelle(0, 2, |n| format!("{CHEMIN}?page={n}")),
        }
    }
}

/// The page where one offer is looked at.
#[derive(Clone, Debug, Template)]
#[template(path = "examen.html")]
pub struct Examen {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Label and colour of its state.
    pub etat: (&'static str, &'static str),
    /// Why the rules stopped on it.
    pub raisons: Vec<String>,
    /// What visitors reported.
    pub signalements: Vec<String>,
    /// Company, trade, place, who.
    pub faits: Vec<(&'static str, String)>,
    /// The text, a paragraph an entry.
    pub texte: Vec<String>,
    /// The form that decides.
    pub formulaire: Formulaire,
}

impl Examen {
    /// An invented one, for tests.
    #[cfg(test)]
    pub fn exemple() -> Self {
        Examen {
            page: Page::nouvelle("Vendeur"),
            fil: vec![Lien::new("Offres à vérifier", CHEMIN)],
            etat: ("En cours de vérification", "warning"),
            raisons: vec!["Le texte contient un numéro de téléphone.".to_owned()],
            signalements: vec!["Fausse offre — hier".to_owned()],
            faits: vec![("Entreprise", "Promo Emploi".to_owned())],
            texte: vec!["Appelez-nous.".to_owned()],
            formulaire: decision("/moderation/offres/1", EtatDOffre::AVerifier),
        }
    }
}

/// The OPCO whose offers the person looks at; empty for all, none for nobody.
fn opco(acteur: &Acteur) -> Option<String> {
    let ressorts = acteur.ressorts(&VERIFIER);
    if ressorts.contains(&Ressort::France) {
        return Some(String::new());
    }
    ressorts.into_iter().find_map(|r| match r {
        Ressort::Opco(nom) => Some(nom),
        _ => None,
    })
}

/// How many offers wait for this person, reports included for those who see them all.
pub async fn compter(etat: &Etat, acteur: &Acteur) -> Result<i64, Erreur> {
    let Some(opco) = opco(acteur) else { return Ok(0) };
    let db = etat.db.read();
    let attente = gestion::compter_dans_l_etat(db, EtatDOffre::AVerifier, &opco).await?;
    match opco.is_empty() {
        true => Ok(attente + moderation::compter_les_signalements(db).await?),
        false => Ok(attente),
    }
}

/// The queue.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let opco = opco(&acteur).ok_or_else(refus::introuvable)?;
    let db = etat.db.read();
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let rang: i64 = saisie.texte("page").parse().unwrap_or(0).clamp(0, 1_000);
    let page_lue = (PAR_PAGE, rang * PAR_PAGE);
    let total = gestion::compter_dans_l_etat(db, EtatDOffre::AVerifier, &opco).await?;
    let offres = match opco.as_str() {
        "" => gestion::dans_l_etat(db, EtatDOffre::AVerifier, page_lue).await?,
        nom => gestion::dans_l_etat_de_l_opco(db, (EtatDOffre::AVerifier, nom), page_lue).await?,
    };
    let signalees = if opco.is_empty() { signalees(&etat).await? } else { Vec::new() };
    let maintenant = etat.horloge.maintenant();
    let ligne = |d: Deposee| {
        let quand = format!("Depuis {}", Instant::from_ms(d.modifiee_le).relatif(maintenant));
        let lien = Lien::new(d.offre.titre.clone(), format!("{CHEMIN}/{}", d.offre.id));
        (lien, format!("{} — {}", d.offre.employeur.nom, d.motif), quand)
    };
    let nombre = |n: i64| u64::try_from(n).unwrap_or(0);
    html(&File {
        page: page(&etat, "Offres à vérifier", CHEMIN),
        fil: vec![Lien::new("Mon espace", "/espace")],
        fait: !saisie.texte("fait").is_empty(),
        total,
        offres: offres.into_iter().map(ligne).collect(),
        signalees,
        pagination: Pagination::nouvelle(
            nombre(rang),
            nombre((total + PAR_PAGE - 1) / PAR_PAGE),
            |n| format!("{CHEMIN}?page={n}"),
        ),
    })
}

async fn signalees(etat: &Etat) -> Result<Vec<(Lien, String, String)>, Erreur> {
    let db = etat.db.read();
    let maintenant = etat.horloge.maintenant();
    let mut lignes = Vec::new();
    for s in moderation::signalements(db, SIGNALEMENTS).await? {
        let lien = match deposees::trouver(db, &s.offre).await? {
            Some(d) => Lien::new(d.offre.titre, format!("{CHEMIN}/{}", s.offre)),
            None => match offres::trouver(db, &s.offre).await? {
                Some(o) => Lien::new(o.titre, importee::chemin(&s.offre)),
                None => continue,
            },
        };
        let raison = Raison::lire(&s.raison).map_or("", Raison::libelle).to_owned();
        let quand = Instant::from_ms(s.instant).relatif(maintenant);
        lignes.push((lien, raison, quand));
    }
    Ok(lignes)
}

fn decision(action: &str, etat: EtatDOffre) -> Formulaire {
    let choix = match etat {
        EtatDOffre::AVerifier => {
            vec![Choix::new("accepter", "La mettre en ligne"), Choix::new("refuser", "La refuser")]
        }
        _ => vec![
            Choix::new("laisser", "La laisser comme elle est"),
            Choix::new("verifier", "La retirer le temps d’une vérification"),
        ],
    };
    let champs = vec![
        Champ::new("acte", "Votre décision", Genre::Radios(choix)),
        Champ::new("motif", "Motif", Genre::Zone).facultatif().aide(
            "Obligatoire pour refuser ou retirer : la personne qui a déposé l’offre le lira.",
        ),
        case_surveiller(),
    ];
    Formulaire::new(action, "Enregistrer ma décision", champs)
}

/// Asks whether every next offer of the company must be looked at.
pub fn case_surveiller() -> Champ {
    Champ::new("liste", "Surveiller désormais cette entreprise", Genre::Case)
        .facultatif()
        .aide("Ses prochaines offres seront toutes vérifiées.")
}

/// Shows one offer to who decides.
pub async fn examiner(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    let formulaire = decision(&format!("{CHEMIN}/{id}"), d.etat);
    html(&examen(&etat, &d, formulaire).await?)
}

async fn examen(etat: &Etat, d: &Deposee, formulaire: Formulaire) -> Result<Examen, Erreur> {
    let raisons = moderation::controles(etat.db.read(), &d.offre.id).await?;
    let o = &d.offre;
    let mut faits = faits(o);
    faits.push(("Métier", d.appellation.clone()));
    faits.extend(pour_qui(etat, d).await?);
    Ok(Examen {
        page: page(etat, format!("Vérifier l’offre : {}", o.titre), &format!("{CHEMIN}/{}", o.id)),
        fil: vec![Lien::new("Mon espace", "/espace"), Lien::new("Offres à vérifier", CHEMIN)],
        etat: (d.etat.libelle(), d.etat.badge()),
        raisons: raisons.into_iter().map(|(_, phrase)| phrase).collect(),
        signalements: dires(etat, &o.id).await?,
        faits,
        texte: o.description.lines().map(str::to_owned).collect(),
        formulaire,
    })
}

/// What visitors say of an offer, one sentence each.
pub async fn dires(etat: &Etat, id: &str) -> Result<Vec<String>, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let dire = |s: moderation::Signalement| {
        let raison = Raison::lire(&s.raison).map_or("", Raison::libelle);
        let quand = Instant::from_ms(s.instant).relatif(maintenant);
        format!("{raison} — {quand}. {}", s.precisions)
    };
    let signalements = moderation::signalements_de(etat.db.read(), id).await?;
    Ok(signalements.into_iter().map(dire).collect())
}

/// Who hires, where, and who published it.
pub fn faits(o: &Offre) -> Vec<(&'static str, String)> {
    let naf = o.employeur.naf.as_ref().map(|n| n.to_string());
    vec![
        ("Entreprise", o.employeur.nom.clone()),
        ("SIRET", o.siret.map(|s| s.affichage()).unwrap_or_default()),
        ("Activité (NAF)", naf.unwrap_or_default()),
        ("OPCO", o.employeur.opco.clone().unwrap_or_default()),
        ("Lieu", o.lieu.adresse.clone()),
        ("Publiée par", o.origine.clone()),
    ]
}

/// Decides.
pub async fn decider(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let mut d = offre_de(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let motif = saisie.borne("motif", 0, 500);
    let acte = match saisie.texte("acte") {
        "accepter" => Some(Acte::Accepter),
        "refuser" => Some(Acte::Refuser),
        "verifier" => Some(Acte::Verifier),
        "laisser" => None,
        _ => {
            saisie.refuser("acte", "Choisissez une décision.");
            None
        }
    };
    if acte.is_some_and(Acte::veut_un_motif) && motif.chars().count() < 3 {
        saisie.refuser("motif", "Dites pourquoi : la personne le lira.");
    }
    if !saisie.bonne() {
        let formulaire = decision(&format!("{CHEMIN}/{id}"), d.etat).avec(&saisie);
        let html = axum::response::Html(examen(&etat, &d, formulaire).await?.render()?);
        return Ok(axum::response::IntoResponse::into_response((
            axum::http::StatusCode::BAD_REQUEST,
            html,
        )));
    }
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    if let Some(acte) = acte {
        if acte == Acte::Accepter {
            dater(&mut d, maintenant);
        }
        let qui = (acteur.personne.as_str(), motif.as_str());
        agir(&mut tx, &mut d, acte, qui, maintenant).await.map_err(refus::de)?;
        prevenir(&etat, &mut tx, &d, (acte, &motif)).await?;
    }
    if saisie.coche("liste") {
        let pourquoi = (d.motif.as_str(), acteur.personne.as_str());
        surveiller(&mut tx, &d.offre, pourquoi, maintenant).await?;
    }
    moderation::traiter(&mut tx, &id, maintenant.ms()).await?;
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}?fait=oui")))
}

async fn prevenir(
    etat: &Etat,
    tx: &mut base::Transaction,
    d: &Deposee,
    (acte, motif): (Acte, &str),
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let site = &etat.reglages.adresse;
    let (modele, lettre) = match acte {
        Acte::Accepter => return annoncer(etat, tx, d).await,
        Acte::Refuser => (courriels::REFUSEE, courriels::refusee(d, motif, site)),
        _ => (courriels::RETENUE, courriels::retenue(d, motif, site)),
    };
    let cle = format!("{}:{}", d.offre.id, maintenant.ms());
    poste::poster(tx, modele, d, lettre, &cle, maintenant).await
}

/// Every next offer of this company will be looked at: why, and who decided it.
pub async fn surveiller(
    tx: &mut base::Transaction,
    o: &Offre,
    pourquoi: (&str, &str),
    maintenant: Instant,
) -> Result<(), Erreur> {
    let siren = o.siret.map(|s| s.siren().to_string());
    let cle = siren.unwrap_or_else(|| mots(&o.employeur.nom).join(" "));
    moderation::inscrire(tx, ("noire", &cle), pourquoi, maintenant.ms()).await?;
    Ok(())
}

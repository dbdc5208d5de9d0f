//! The offers of whoever reads, what there is to do first.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use comptes::porte::membres::{Attache, attaches};
use noyau::dates::Instant;
use noyau::texte::pluriel;
use web::export::{self, Format};
use web::formulaire::Saisie;
use web::page::{Lien, Page};
use web::pagination::Pagination;
use web::{Acteur, Colonne, Erreur, Etat};

use super::gerer::{adresse, dit};
use super::{html, page, pagination, rang};
use crate::depot::deposees::Deposee;
use crate::depot::gestion::{self, Critere};
use crate::depot::mandats::{self, Mandat};
use crate::poste::JOUR_MS;
use crate::regles::vie::Etat as EtatDOffre;

/// The page.
pub const CHEMIN: &str = "/employeur/offres";

/// Offers on a page.
const PAR_PAGE: i64 = 20;

/// Most offers of a file.
const EXPORT_MAX: i64 = 10_000;

/// Most offers named by an address.
const IDS_MAX: usize = 50;

/// An offer that ends in fewer days is to be dealt with.
const BIENTOT_JOURS: i64 = 7;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "offres.html")]
pub struct Liste {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// What was just done.
    pub fait: Option<String>,
    /// Whether the person acts for a company or a training centre.
    pub rattachee: bool,
    /// What there is to do today: what, where.
    pub a_faire: Vec<(String, Lien)>,
    /// States to filter on: code, label, whether it is chosen.
    pub etats: Vec<(&'static str, &'static str, bool)>,
    /// What was looked for.
    pub q: String,
    /// The offers.
    pub offres: Vec<Ligne>,
    /// How many there are.
    pub total: i64,
    /// The other pages.
    pub pagination: Pagination,
    /// What follows `?` in the address of the file.
    pub requete: String,
}

/// An offer of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ligne {
    /// Its identifier, when something may be done to it; empty otherwise.
    pub id: String,
    /// Title and address of its page; an offer that waits has none yet.
    pub titre: String,
    /// Where it leads; empty while it waits for the account.
    pub adresse: String,
    /// Company and place.
    pub ou: String,
    /// Label and colour of its state.
    pub etat: (&'static str, &'static str),
    /// Its end, or when it last changed.
    pub quand: String,
    /// Seen, opened, applied.
    pub chiffres: String,
}

impl Liste {
    /// An invented one, for tests.
    #[cfg(test)]
    pub fn exemple() -> Self {
        let ligne = Ligne {
            id: "1".to_owned(),
            titre: "Boulanger, boulangère".to_owned(),
            adresse: "/employeur/offres/1".to_owned(),
            ou: "Boulangerie des Lices, Rennes".to_owned(),
            etat: ("Publiée", "success"),
            quand: "Jusqu’au 24 janvier 2027".to_owned(),
            chiffres: "12 vues, 3 ouvertures, 1 candidature".to_owned(),
        };
        Liste {
            fait: Some("Le brouillon est supprimé.".to_owned()),
            a_faire: vec![("Se termine demain".to_owned(), Lien::new("Boulanger", "/x"))],
            offres: vec![ligne],
            total: 21,
            pagination: Pagination::nouvelle(0, 2, |n| format!("{CHEMIN}?page={n}")),
            ..Liste::vide()
        }
    }

    /// An empty one, for tests.
    #[cfg(test)]
    pub fn vide() -> Self {
        Liste {
            page: Page::nouvelle("Mes offres"),
            fil: vec![Lien::new("Mon espace", "/espace")],
            fait: None,
            rattachee: true,
            a_faire: Vec::new(),
            etats: etats(""),
            q: String::new(),
            offres: Vec::new(),
            total: 0,
            pagination: Pagination::default(),
            requete: String::new(),
        }
    }
}

fn etats(choisi: &str) -> Vec<(&'static str, &'static str, bool)> {
    let un = |e: &EtatDOffre| (e.code(), e.libelle(), e.code() == choisi);
    std::iter::once(("", "Toutes", choisi.is_empty()))
        .chain(EtatDOffre::TOUS.iter().map(un))
        .collect()
}

/// What the person may list: the offers of the organisations in force, and their own.
fn critere(siens: &[Attache], acteur: &Acteur, saisie: &Saisie) -> Critere {
    let etat = EtatDOffre::lire(saisie.texte("etat")).map(EtatDOffre::code).unwrap_or_default();
    Critere {
        proprietaires: siens
            .iter()
            .filter(|a| a.en_vigueur)
            .map(|a| (a.role.code().to_owned(), a.ressort().to_owned()))
            .collect(),
        auteur: acteur.personne.clone(),
        etat: etat.to_owned(),
        titre: saisie.texte("q").chars().take(80).collect(),
        ids: saisie.liste("offre").into_iter().take(IDS_MAX).map(str::to_owned).collect(),
    }
}

async fn siens(etat: &Etat, acteur: &Acteur) -> Result<Vec<Attache>, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    Ok(attaches(etat.db.read(), &acteur.personne, maintenant).await?)
}

/// The list.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let db = etat.db.read();
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let siens = siens(&etat, &acteur).await?;
    let critere = critere(&siens, &acteur, &saisie);
    let rang = rang(&saisie);
    let total = gestion::compter(db, &critere).await?;
    let lues = gestion::lister(db, &critere, (PAR_PAGE, rang * PAR_PAGE)).await?;
    let maintenant = etat.horloge.maintenant();
    let mandats = mandats::des_offres(db, &lues).await?;
    let gerable = |d: &Deposee| {
        let sienne =
            |(role, organisme): &(String, String)| *role == d.role && *organisme == d.organisme;
        let permise = d.mandat.is_empty() || mandats.get(&d.mandat).is_some_and(Mandat::en_vigueur);
        permise && critere.proprietaires.iter().any(sienne)
    };
    let lignes = lues.iter().map(|d| ligne(d, (gerable(d), mandats.get(&d.mandat)), maintenant));
    let parametres = [("etat", critere.etat.as_str()), ("q", critere.titre.as_str())];
    let requete =
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parametres).finish();
    html(&Liste {
        page: page(&etat, "Mes offres", CHEMIN),
        fil: vec![Lien::new("Mon espace", "/espace")],
        fait: dit(saisie.texte("fait")).or_else(|| bilan(&saisie)),
        rattachee: !siens.is_empty(),
        a_faire: a_faire(&etat, &critere).await?,
        etats: etats(&critere.etat),
        q: critere.titre.clone(),
        offres: lignes.collect(),
        total,
        pagination: pagination((rang, total, PAR_PAGE), |n| format!("{CHEMIN}?{requete}&page={n}")),
        requete,
    })
}

/// What was done to several offers.
fn bilan(saisie: &Saisie) -> Option<String> {
    let nombre = |nom: &str| saisie.texte(nom).parse::<i64>().unwrap_or(0).max(0);
    let (faites, reste) = (pluriel(nombre("n"), "offre"), nombre("reste"));
    let quoi = match saisie.texte("fait") {
        "aucune" => return Some("Choisissez d’abord des offres dans la liste.".to_owned()),
        "lot_prolonge" => format!("Prolongation de deux mois : {faites}."),
        "lot_clos" => format!("Clôture : {faites}."),
        _ => return None,
    };
    Some(match reste {
        0 => quoi,
        n => format!(
            "{quoi} Rien n’a changé pour {} : leur état ne le permet pas.",
            pluriel(n, "offre")
        ),
    })
}

/// The company that hires: that of the mandate when a training centre publishes for it.
fn entreprise<'a>(d: &'a Deposee, mandat: Option<&'a Mandat>) -> &'a str {
    mandat.map_or(d.offre.employeur.nom.as_str(), |m| m.nom.as_str())
}

fn ligne(d: &Deposee, (gerable, mandat): (bool, Option<&Mandat>), maintenant: Instant) -> Ligne {
    let fin = d.offre.expiration.filter(|_| d.etat == EtatDOffre::Publiee);
    let quand = match fin {
        Some(fin) => format!("Jusqu’au {}", fin.date().long()),
        None => format!("Modifiée {}", Instant::from_ms(d.modifiee_le).relatif(maintenant)),
    };
    let ville = d.offre.lieu.ville.as_deref().unwrap_or("lieu à préciser");
    Ligne {
        id: if gerable { d.offre.id.clone() } else { String::new() },
        titre: d.offre.titre.clone(),
        adresse: if gerable { adresse(d) } else { String::new() },
        ou: format!("{}, {ville}", entreprise(d, mandat)),
        etat: (d.etat.libelle(), d.etat.badge()),
        quand,
        chiffres: format!(
            "Vues : {} · ouvertures : {} · candidatures : {}",
            d.vues,
            d.ouvertures,
            d.recues()
        ),
    }
}

/// What asks for an act of the person: what, and the offer.
async fn a_faire(etat: &Etat, critere: &Critere) -> Result<Vec<(String, Lien)>, Erreur> {
    let mut choses = Vec::new();
    if critere.proprietaires.is_empty() {
        return Ok(choses);
    }
    let maintenant = etat.horloge.maintenant();
    let (proprietaires, auteur) = (critere.proprietaires.clone(), critere.auteur.clone());
    let miennes = Critere { proprietaires, auteur, ..Critere::default() };
    for d in gestion::lister(etat.db.read(), &miennes, (200, 0)).await? {
        if let Some(quoi) = chose_a_faire(&d, maintenant) {
            choses.push((quoi, Lien::new(d.offre.titre.clone(), adresse(&d))));
        }
    }
    Ok(choses)
}

fn chose_a_faire(d: &Deposee, maintenant: Instant) -> Option<String> {
    if d.perdu_le.is_some() && !d.etat.est_close() {
        return Some("Votre adresse ne reçoit plus les candidatures".to_owned());
    }
    match d.etat {
        EtatDOffre::Refusee => Some("À corriger".to_owned()),
        EtatDOffre::Plafonnee => {
            Some("Plafond atteint : répondez, puis rouvrez ou clôturez".to_owned())
        }
        EtatDOffre::Expiree => Some("Expirée : à prolonger ou à clore".to_owned()),
        EtatDOffre::Brouillon => Some("Brouillon à terminer".to_owned()),
        EtatDOffre::Publiee => {
            let reste = d.offre.expiration?.ms() - maintenant.ms();
            let jours = (reste + JOUR_MS - 1) / JOUR_MS;
            match jours {
                ..=1 => Some("Se termine demain".to_owned()),
                2..=BIENTOT_JOURS => Some(format!("Se termine dans {jours} jours")),
                _ => None,
            }
        }
        _ => None,
    }
}

/// How many offers wait for an act of the person.
pub async fn compter(etat: &Etat, acteur: &Acteur) -> Result<i64, Erreur> {
    let siens = siens(etat, acteur).await?;
    let critere = critere(&siens, acteur, &Saisie::default());
    Ok(i64::try_from(a_faire(etat, &critere).await?.len()).unwrap_or(0))
}

const COLONNES: &[Colonne] = &[
    Colonne::texte("id", "Identifiant de l’offre"),
    Colonne::texte("titre", "Intitulé"),
    Colonne::texte("entreprise", "Entreprise"),
    Colonne::texte("lieu", "Adresse du lieu de travail"),
    Colonne::texte("etat", "Où elle en est"),
    Colonne::texte("motif", "Motif du dernier acte"),
    Colonne::texte("publiee_le", "Jour de publication"),
    Colonne::texte("fin", "Fin de publication"),
    Colonne::texte("vues", "Vues dans la recherche"),
    Colonne::texte("ouvertures", "Ouvertures de la fiche"),
    Colonne::texte("candidatures", "Candidatures reçues"),
];

/// The list as a file.
pub async fn fichier(
    State(etat): State<Etat>,
    acteur: Acteur,
    format: Format,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let siens = siens(&etat, &acteur).await?;
    let critere = critere(&siens, &acteur, &saisie);
    let lues = gestion::lister(etat.db.read(), &critere, (EXPORT_MAX, 0)).await?;
    let mandats = mandats::des_offres(etat.db.read(), &lues).await?;
    let lignes = lues.iter().map(|d| cellules(d, mandats.get(&d.mandat))).collect();
    export::envoyer(format, "offres", COLONNES, lignes).await
}

fn cellules(d: &Deposee, mandat: Option<&Mandat>) -> Vec<web::Cellule> {
    let o = &d.offre;
    let jour = |i: Option<Instant>| i.map(|i| i.date().to_string()).unwrap_or_default();
    [
        o.id.clone(),
        o.titre.clone(),
        entreprise(d, mandat).to_owned(),
        o.lieu.adresse.clone(),
        d.etat.libelle().to_owned(),
        d.motif.clone(),
        jour(o.publication),
        jour(o.expiration),
        d.vues.to_string(),
        d.ouvertures.to_string(),
        d.recues().to_string(),
    ]
    .map(Into::into)
    .into()
}

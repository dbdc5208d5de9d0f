//! What the sheets share: the way back, the distance, the cards around.

use noyau::geo::{Point, distance_km};
use noyau::texte;
use offres::porte::{Adresse, Objet};
use url::form_urlencoded;
use web::page::{Lien, Page, Porte};
use web::{Erreur, Etat};

use super::carte::carte;
use crate::piece::Recherche;
use crate::regles::{Criteres, Mode, Portee, RAYON_KM};
use crate::vues::{Action, Carte, Provenance, Source};

/// Cards beside a sheet.
const VOISINS: usize = 6;

/// The search that a reader comes from.
pub struct Origine {
    /// Address of the results.
    pub retour: Option<String>,
    /// Place searched, with its name.
    depuis: Option<(Point, String)>,
}

impl Origine {
    /// Reads the `from` parameter. Only a search of this site is a way back: anything else would
    /// let a link lead elsewhere under our name.
    pub fn lire(adresse: Option<&str>, recherche: &Recherche) -> Self {
        let retour = form_urlencoded::parse(adresse.unwrap_or_default().as_bytes())
            .find(|(nom, _)| nom == "from")
            .map(|(_, valeur)| valeur.into_owned())
            .filter(|v| v == "/recherche" || v.starts_with("/recherche?"));
        let depuis = retour.as_deref().and_then(|r| depart(r, recherche));
        Origine { retour, depuis }
    }

    /// "à 2 km de Rennes".
    pub fn distance(&self, point: Option<Point>) -> Option<String> {
        let (depart, nom) = self.depuis.as_ref()?;
        let km = distance_km(*depart, point?).ceil();
        Some(format!("à {} de {nom}", texte::distance(km)))
    }
}

fn depart(retour: &str, recherche: &Recherche) -> Option<(Point, String)> {
    let (_, requete) = retour.split_once('?')?;
    let criteres = Criteres::lire(requete, false).ok()?;
    let lieu = recherche.comprendre(&criteres)?;
    match lieu.portee {
        Portee::Autour(point) if criteres.point.is_none() => Some((point, lieu.court)),
        Portee::Autour(point) => Some((point, "chez vous".to_owned())),
        _ => None,
    }
}

/// The search of a trade around a point, of this kind of results.
pub fn autour_de(metier: &str, ville: &str, point: Option<Point>, mode: Mode) -> Criteres {
    Criteres {
        q: metier.to_owned(),
        lieu: ville.to_owned(),
        point,
        mode: Some(mode),
        ..Criteres::default()
    }
}

/// The cards of that search, nearest fit first; the nearest of all when none is within reach.
pub fn voisins(
    etat: &Etat,
    recherche: &Recherche,
    criteres: &Criteres,
) -> Result<Vec<Carte>, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let lieu = recherche.comprendre(criteres);
    let portee = lieu.map_or(Portee::France, |l| l.portee);
    let demande = Criteres { par_page: Some(VOISINS), rayon: Some(RAYON_KM), ..criteres.clone() };
    let mut hits = recherche.chercher(&demande, &portee)?.hits;
    if hits.is_empty() {
        hits = recherche.plus_proches(&demande, &portee, VOISINS / 2)?;
    }
    Ok(hits.iter().map(|(hit, km)| carte(hit, *km, maintenant, "")).collect())
}

/// The layout of a sheet.
pub fn page(etat: &Etat, titre: String, description: String, canonique: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.description = description;
    page.canonique = Some(format!("{}{canonique}", etat.reglages.adresse));
    page.chemin = canonique.to_owned();
    page.porte = Some(Porte::Cherche);
    let mut parcours = ["formation", "offre", "entreprise"].into_iter();
    page.avis = parcours.find(|p| canonique.starts_with(&format!("/{p}/")));
    page
}

/// Where the facts come from.
pub fn provenance(
    etat: &Etat,
    source: &str,
    date: String,
    identifiants: Vec<(&str, String)>,
) -> Provenance {
    let contact = etat.reglages.site.contact.as_deref();
    let connus = identifiants.into_iter().filter(|(_, v)| !v.is_empty());
    Provenance {
        sources: vec![Source { nom: source.to_owned(), date }],
        identifiants: connus.map(|(terme, valeur)| (terme.to_owned(), valeur)).collect(),
        signaler: contact.map_or("/mentions-legales".to_owned(), |c| format!("mailto:{c}")),
    }
}

/// Date of the current version of the data sets whose name begins so.
pub async fn date_du_jeu(etat: &Etat, source: &str) -> Result<String, Erreur> {
    let versions = base::versions::lister(etat.db.read(), 500).await?;
    let siennes = versions.iter().filter(|v| v.source == source && v.statut == "courante");
    let date = siennes.filter_map(|v| v.fin).max();
    Ok(date.map(|ms| noyau::dates::Instant::from_ms(ms).date().long()).unwrap_or_default())
}

/// Links to the search of each trade.
pub fn liens_des_metiers(noms: &[String]) -> Vec<Lien> {
    let adresse = |nom: &String| Criteres { q: nom.clone(), ..Criteres::default() }.adresse();
    noms.iter().map(|nom| Lien::new(nom.clone(), adresse(nom))).collect()
}

/// The way to apply from here; none when its employer cannot be written to.
pub async fn postuler(etat: &Etat, objet: &Objet, libelle: &str) -> Result<Option<Action>, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let adresse = offres::porte::destinataire(etat.db.read(), objet, maintenant).await?;
    let ouverte = matches!(adresse, Some(Adresse::Ouverte(_)));
    Ok(ouverte.then(|| Action {
        bouton: Lien::new(libelle, format!("/postuler?destinataire={}", objet.code())),
        suite: "Sans compte : votre CV part par courriel et vous suivez la réponse.".to_owned(),
        externe: false,
    }))
}

/// Paragraphs of a text.
pub fn paragraphes(texte: &str) -> Vec<String> {
    texte.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

/// Facts whose value is known.
pub fn connus(faits: Vec<(&str, String)>) -> Vec<(String, String)> {
    let connus = faits.into_iter().filter(|(_, v)| !v.is_empty());
    connus.map(|(terme, valeur)| (terme.to_owned(), valeur)).collect()
}

//! The criteria of a search, read from an address and written back to one. The address is the
//! search: what is not in it is not kept anywhere.

use noyau::dates::DateCivile;
use noyau::geo::Point;
use url::form_urlencoded;
use web::Erreur;

/// Longest text read.
const TEXTE_MAX: usize = 200;

/// Largest radius, in kilometres.
const RAYON_MAX: f64 = 200.0;

/// Largest page of results.
const PAR_PAGE_MAX: usize = 100;

/// Deepest page: beyond, nobody reads and robots wander.
const PAGE_MAX: usize = 500;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Offers and companies, without those of schools.
    Emplois,
    /// Trainings.
    Formations,
    /// Offers that come with their training.
    EmploisFormation,
}

impl Mode {
    /// Its value in an address.
    pub fn valeur(self) -> &'static str {
        match self {
            Mode::Emplois => "emplois",
            Mode::Formations => "formations",
            Mode::EmploisFormation => "emplois_formation",
        }
    }
}

/// Order asked for; relevance when absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriVoulu {
    /// Nearest first.
    Proximite,
    /// Most recent first.
    Date,
    /// Fewest applications first.
    Candidatures,
    /// Soonest start first.
    Debut,
}

impl TriVoulu {
    /// Its value in an address.
    pub fn valeur(self) -> &'static str {
        match self {
            TriVoulu::Proximite => "proximity",
            TriVoulu::Date => "date",
            TriVoulu::Candidatures => "applications",
            TriVoulu::Debut => "start_date",
        }
    }
}

/// Everything that a search asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Criteres {
    /// Text.
    pub q: String,
    /// Place, as typed.
    pub lieu: String,
    /// Point, when both coordinates were given.
    pub point: Option<Point>,
    /// Radius asked for, in kilometres.
    pub rayon: Option<f64>,
    /// What is looked for.
    pub mode: Option<Mode>,
    /// `offre` or `formation`.
    pub genre: Option<String>,
    /// Filters by facet: name and accepted values.
    pub facettes: Vec<(&'static str, Vec<String>)>,
    /// Filters by flag.
    pub drapeaux: Vec<(&'static str, bool)>,
    /// `des_que_possible` or `precise_date`.
    pub debut_genre: Option<String>,
    /// Start at the latest.
    pub debut: Option<DateCivile>,
    /// Order.
    pub tri: Option<TriVoulu>,
    /// Page, from 0.
    pub page: usize,
    /// Results a page; the caller's default when absent.
    pub par_page: Option<usize>,
}

/// Facets that can be filtered on, in the order in which addresses are written.
pub const FACETTES: [&str; 8] = [
    "nature",
    "type_filter_label",
    "sub_type",
    "contract_type",
    "level",
    "activity_sector",
    "organization_name",
    "departement",
];

const DRAPEAUX: [&str; 3] = ["is_disabled_elligible", "smart_apply", "is_algo_company"];

/// Keys accepted and ignored: telemetry of the clients that exist.
const IGNORES: [&str; 8] = [
    "source",
    "internal",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "from",
    "caller",
    "lieu_label",
];

impl Criteres {
    /// Reads a query string. `strict` refuses unknown keys and impossible values (the API);
    /// otherwise they are left aside (a page must open whatever the link).
    pub fn lire(adresse: &str, strict: bool) -> Result<Self, Erreur> {
        let mut criteres = Criteres::default();
        let (mut latitude, mut longitude) = (None, None);
        for (nom, valeur) in form_urlencoded::parse(adresse.as_bytes()) {
            let lu = match &*nom {
                "latitude" => nombre(&nom, &valeur, 90.0).map(|v| latitude = v),
                "longitude" => nombre(&nom, &valeur, 180.0).map(|v| longitude = v),
                _ => criteres.poser(&nom, valeur.trim()),
            };
            if strict {
                lu?;
            }
        }
        criteres.point = match (latitude, longitude) {
            (Some(lat), Some(lon)) => Point::new(lat, lon).ok(),
            (None, None) => None,
            _ if strict => {
                return Err(Erreur::parametre("latitude, longitude", "donnez les deux ou aucune"));
            }
            _ => None,
        };
        Ok(criteres)
    }

    fn poser(&mut self, nom: &str, valeur: &str) -> Result<(), Erreur> {
        if valeur.is_empty() {
            return Ok(());
        }
        if let Some(facette) = FACETTES.into_iter().find(|f| *f == nom) {
            return self.ajouter_facette(facette, valeur);
        }
        if let Some(drapeau) = DRAPEAUX.into_iter().find(|d| *d == nom) {
            self.drapeaux.push((drapeau, booleen(nom, valeur)?));
            return Ok(());
        }
        match nom {
            "q" => self.q = court(nom, valeur)?,
            "lieu" => self.lieu = court(nom, valeur)?,
            "radius" => self.rayon = rayon(valeur)?,
            "mode" => self.mode = Some(mode(valeur)?),
            "type" => self.genre = Some(parmi(nom, valeur, &["offre", "formation"])?),
            "start_type" => {
                self.debut_genre = Some(parmi(nom, valeur, &["des_que_possible", "precise_date"])?);
            }
            "urgent" => self.drapeaux.push(("urgent", booleen(nom, valeur)?)),
            "avec" => self.avec(valeur)?,
            "start_date" => {
                let date = valeur
                    .parse()
                    .map_err(|e: noyau::ValeurInvalide| Erreur::parametre(nom, &e.message))?;
                self.debut = Some(date);
            }
            "sort" => self.tri = Some(tri(valeur)?),
            "page" => self.page = entier(nom, valeur, 0, PAGE_MAX)?,
            "hitsPerPage" => self.par_page = Some(entier(nom, valeur, 1, PAR_PAGE_MAX)?),
            _ if IGNORES.contains(&nom) => {}
            _ => return Err(Erreur::parametre(nom, "ce paramètre n’existe pas")),
        }
        Ok(())
    }

    /// `avec=smart_apply`: how the boxes of the page set a flag; addresses are then written
    /// `smart_apply=true`.
    fn avec(&mut self, valeur: &str) -> Result<(), Erreur> {
        let valeur = parmi("avec", valeur, &DRAPEAUX)?;
        let nom = DRAPEAUX.into_iter().find(|d| *d == valeur).unwrap_or_default();
        if self.drapeau(nom).is_none() {
            self.drapeaux.push((nom, true));
        }
        Ok(())
    }

    fn ajouter_facette(&mut self, facette: &'static str, valeur: &str) -> Result<(), Erreur> {
        let valeur = court(facette, valeur)?;
        match self.facettes.iter_mut().find(|(nom, _)| *nom == facette) {
            Some((_, valeurs)) => {
                if !valeurs.contains(&valeur) {
                    valeurs.push(valeur);
                }
            }
            None => self.facettes.push((facette, vec![valeur])),
        }
        Ok(())
    }

    /// Values chosen for a facet.
    pub fn valeurs(&self, facette: &str) -> &[String] {
        let trouvee = self.facettes.iter().find(|(nom, _)| *nom == facette);
        trouvee.map_or(&[], |(_, valeurs)| valeurs)
    }

    /// Whether a value of a facet is chosen.
    pub fn a_choisi(&self, facette: &str, valeur: &str) -> bool {
        self.valeurs(facette).iter().any(|v| v == valeur)
    }

    /// State asked of a flag, if any.
    pub fn drapeau(&self, nom: &str) -> Option<bool> {
        self.drapeaux.iter().find(|(n, _)| *n == nom).map(|(_, etat)| *etat)
    }

    /// The same search without a value of a facet.
    pub fn sans_valeur(&self, facette: &str, valeur: &str) -> Self {
        let mut autre = self.au_debut();
        for (nom, valeurs) in &mut autre.facettes {
            if *nom == facette {
                valeurs.retain(|v| v != valeur);
            }
        }
        autre.facettes.retain(|(_, valeurs)| !valeurs.is_empty());
        autre
    }

    /// The same search with a flag set, or left free.
    pub fn avec_drapeau(&self, nom: &'static str, etat: Option<bool>) -> Self {
        let mut autre = self.au_debut();
        autre.drapeaux.retain(|(n, _)| *n != nom);
        autre.drapeaux.extend(etat.map(|e| (nom, e)));
        autre
    }

    /// The same search without any filter.
    pub fn sans_filtre(&self) -> Self {
        Criteres {
            facettes: Vec::new(),
            drapeaux: Vec::new(),
            debut: None,
            debut_genre: None,
            genre: None,
            ..self.au_debut()
        }
    }

    /// Whether a filter is in force.
    pub fn filtre(&self) -> bool {
        self.au_debut() != self.sans_filtre()
    }

    /// The same search at its first page.
    pub fn au_debut(&self) -> Self {
        Criteres { page: 0, ..self.clone() }
    }

    /// The query string of this search, in one canonical order, without what is by default.
    pub fn ecrire(&self) -> String {
        let mut ecrite = form_urlencoded::Serializer::new(String::new());
        let mut poser = |nom: &str, valeur: &str| {
            if !valeur.is_empty() {
                ecrite.append_pair(nom, valeur);
            }
        };
        poser("q", &self.q);
        poser("lieu", &self.lieu);
        if let Some(point) = self.point {
            poser("latitude", &point.lat().to_string());
            poser("longitude", &point.lon().to_string());
        }
        poser("radius", &self.rayon.map(|r| r.to_string()).unwrap_or_default());
        poser("mode", self.mode.map_or("", Mode::valeur));
        poser("type", self.genre.as_deref().unwrap_or_default());
        for (nom, valeurs) in &self.facettes {
            valeurs.iter().for_each(|v| poser(nom, v));
        }
        for (nom, etat) in &self.drapeaux {
            poser(nom, if *etat { "true" } else { "false" });
        }
        poser("start_type", self.debut_genre.as_deref().unwrap_or_default());
        poser("start_date", &self.debut.map(|d| d.to_string()).unwrap_or_default());
        poser("sort", self.tri.map_or("", TriVoulu::valeur));
        if self.page > 0 {
            poser("page", &self.page.to_string());
        }
        ecrite.finish()
    }

    /// Address of the page of results.
    pub fn adresse(&self) -> String {
        let requete = self.ecrire();
        if requete.is_empty() { "/recherche".to_owned() } else { format!("/recherche?{requete}") }
    }
}

fn court(nom: &str, valeur: &str) -> Result<String, Erreur> {
    if valeur.chars().count() > TEXTE_MAX {
        return Err(Erreur::parametre(nom, "200 caractères au plus"));
    }
    Ok(valeur.chars().filter(|c| !c.is_control()).collect())
}

fn nombre(nom: &str, valeur: &str, max: f64) -> Result<Option<f64>, Erreur> {
    if valeur.trim().is_empty() {
        return Ok(None);
    }
    let lu: Option<f64> = valeur.trim().parse().ok();
    let lu = lu.filter(|v| v.is_finite() && v.abs() <= max);
    lu.map(Some).ok_or_else(|| {
        Erreur::parametre(nom, &format!("un nombre entre -{max} et {max} est attendu"))
    })
}

fn rayon(valeur: &str) -> Result<Option<f64>, Erreur> {
    let lu = nombre("radius", valeur, RAYON_MAX)?;
    match lu {
        Some(r) if r < 0.0 => Err(Erreur::parametre("radius", "un nombre de 0 à 200 est attendu")),
        autre => Ok(autre),
    }
}

fn entier(nom: &str, valeur: &str, min: usize, max: usize) -> Result<usize, Erreur> {
    let lu = valeur.parse().ok().filter(|v| (min..=max).contains(v));
    lu.ok_or_else(|| Erreur::parametre(nom, &format!("un entier de {min} à {max} est attendu")))
}

fn booleen(nom: &str, valeur: &str) -> Result<bool, Erreur> {
    match valeur {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Erreur::parametre(nom, "true ou false est attendu")),
    }
}

fn parmi(nom: &str, valeur: &str, choix: &[&str]) -> Result<String, Erreur> {
    if choix.contains(&valeur) {
        return Ok(valeur.to_owned());
    }
    Err(Erreur::parametre(nom, &format!("une de ces valeurs est attendue : {}", choix.join(", "))))
}

fn mode(valeur: &str) -> Result<Mode, Erreur> {
    let modes = [Mode::Emplois, Mode::Formations, Mode::EmploisFormation];
    modes.into_iter().find(|m| m.valeur() == valeur).ok_or_else(|| {
        Erreur::parametre("mode", "emplois, formations ou emplois_formation est attendu")
    })
}

fn tri(valeur: &str) -> Result<TriVoulu, Erreur> {
    let tris = [TriVoulu::Proximite, TriVoulu::Date, TriVoulu::Candidatures, TriVoulu::Debut];
    tris.into_iter().find(|t| t.valeur() == valeur).ok_or_else(|| {
        Erreur::parametre("sort", "proximity, date, applications ou start_date est attendu")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_its_criteria_are_the_same_thing() {
        let adresses = [
            "",
            "q=boulanger&lieu=Rennes+%2835%29",
            "q=c%C3%B4te+d%27or&latitude=48.1&longitude=-1.68&radius=60&mode=emplois",
            "nature=Formation&level=3+%28CAP...%29&level=4+%28BAC...%29&smart_apply=true&sort=date&page=2",
            "start_type=des_que_possible&start_date=2027-09-01",
        ];
        for adresse in adresses {
            let criteres = Criteres::lire(adresse, true).unwrap();
            assert_eq!(criteres.ecrire(), adresse);
        }
    }

    #[test]
    fn the_api_refuses_what_it_does_not_know_and_a_page_opens_anyway() {
        let fautives = [
            "inconnu=1",
            "latitude=48",
            "latitude=abc&longitude=1",
            "latitude=NaN&longitude=1",
            "radius=201",
            "radius=-1",
            "page=-1",
            "page=9999999999999999999",
            "hitsPerPage=0",
            "hitsPerPage=101",
            "mode=tout",
            "sort=hasard",
            "smart_apply=1",
            "start_date=demain",
            "type=stage",
        ];
        for adresse in fautives {
            assert!(Criteres::lire(adresse, true).is_err(), "{adresse}");
            assert!(Criteres::lire(adresse, false).is_ok(), "{adresse}");
        }
        assert!(Criteres::lire(&format!("q={}", "a".repeat(201)), true).is_err());
    }

    #[test]
    fn removing_a_filter_goes_back_to_the_first_page() {
        let criteres = Criteres::lire("q=a&level=x&level=y&page=3", true).unwrap();
        assert_eq!(criteres.sans_valeur("level", "x").ecrire(), "q=a&level=y");
        assert_eq!(criteres.sans_filtre().ecrire(), "q=a");
        assert!(criteres.filtre());
        assert!(!Criteres::lire("q=a&page=2&sort=date", true).unwrap().filtre());
    }
}

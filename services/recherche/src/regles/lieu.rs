//! Places in five grains, offline: commune, postal code, département, région, the whole of
//! France. A bare word is never taken for a street.

use std::collections::HashMap;

use noyau::geo::Point;
use noyau::territoires::{Departement, Region};
use noyau::texte::plier;
use serde::Serialize;

/// A commune bearing the name of a département is meant when it is at least this large (Vienne,
/// Paris); below, the département is (Corrèze, Allier).
const VILLE_CONNUE: i64 = 20_000;

/// A commune is recognised at the end of a trade from this size: smaller ones bear the names of
/// too many common words.
const VILLE_SANS_PREPOSITION: i64 = 10_000;

/// How people say "anywhere".
const PARTOUT: [&str; 5] = ["france", "france entiere", "toute la france", "partout", "fr"];

/// Label of the whole country.
pub const FRANCE: &str = "Toute la France";

/// A commune, for what the search needs of it.
#[derive(Clone, Debug)]
pub struct Ville {
    /// INSEE code.
    pub code: String,
    /// Name.
    pub nom: String,
    /// Postal codes.
    pub codes_postaux: Vec<String>,
    /// Code of its département.
    pub departement: String,
    /// Inhabitants.
    pub population: i64,
    /// Centre.
    pub point: Point,
}

/// Where to search.
#[derive(Clone, Debug, PartialEq)]
pub enum Portee {
    /// Everywhere.
    France,
    /// Around a point.
    Autour(Point),
    /// In a département.
    Departement(&'static str),
    /// In a région.
    Region(&'static str),
}

/// A place, with the words that give it back.
#[derive(Clone, Debug, PartialEq)]
pub struct LieuCompris {
    /// "Rennes (35)", "35000 Rennes", "Ille-et-Vilaine (département 35)".
    pub libelle: String,
    /// "Rennes".
    pub court: String,
    /// Where.
    pub portee: Portee,
}

/// A suggestion of place.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Proposition {
    /// Text to put in the field.
    pub label: String,
    /// `commune`, `code_postal`, `departement`, `region`, `france`, or `adresse` when the operator
    /// configured a geocoder.
    pub genre: &'static str,
    /// Latitude of the centre, for a commune or a postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Longitude of the centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// Official code.
    pub code: String,
}

/// Every place, ready to be looked up.
#[derive(Debug, Default)]
pub struct Lieux {
    villes: Vec<Ville>,
    /// (folded name, rank), sorted.
    noms: Vec<(String, usize)>,
    /// (postal code, rank), sorted.
    postaux: Vec<(String, usize)>,
    par_nom: HashMap<String, Vec<usize>>,
    /// Inhabitants by code of département.
    habitants: HashMap<String, i64>,
}

impl Lieux {
    /// Indexes the communes.
    pub fn nouveaux(mut villes: Vec<Ville>) -> Self {
        villes.sort_by_key(|v| std::cmp::Reverse(v.population));
        let mut lieux = Lieux { villes, ..Lieux::default() };
        for (rang, ville) in lieux.villes.iter().enumerate() {
            let nom = cle(&ville.nom);
            *lieux.habitants.entry(ville.departement.clone()).or_default() += ville.population;
            lieux.postaux.extend(ville.codes_postaux.iter().map(|cp| (cp.clone(), rang)));
            lieux.par_nom.entry(nom.clone()).or_default().push(rang);
            lieux.noms.push((nom, rang));
        }
        lieux.noms.sort();
        lieux.postaux.sort();
        lieux
    }

    /// Number of communes known.
    pub fn nombre(&self) -> usize {
        self.villes.len()
    }

    /// Code of the département of the commune whose centre is the nearest.
    pub fn departement_proche(&self, point: Point) -> Option<&str> {
        // Degrees are enough to compare: the nearest centre is a few kilometres away.
        let largeur = point.lat().to_radians().cos();
        let ecart = |v: &&Ville| {
            let (y, x) = (v.point.lat() - point.lat(), (v.point.lon() - point.lon()) * largeur);
            y * y + x * x
        };
        let proche = self.villes.iter().min_by(|a, b| ecart(a).total_cmp(&ecart(b)));
        proche.map(|v| v.departement.as_str())
    }

    /// What a person means by this text; `None` when nothing in France is called so.
    pub fn comprendre(&self, texte: &str) -> Option<LieuCompris> {
        let nom = cle(texte);
        if nom.is_empty() || PARTOUT.contains(&nom.as_str()) {
            return Some(LieuCompris::france());
        }
        self.par_chiffres(texte, &nom)
            .or_else(|| self.par_territoire(&nom))
            .or_else(|| self.par_commune(&nom))
            .or_else(|| self.presque(&nom).map(|rang| self.commune(rang)))
    }

    /// The largest commune whose name begins so, or is this one with a slip of the hand: "renes" is
    /// Rennes and not Renescure.
    fn presque(&self, nom: &str) -> Option<usize> {
        let debut = self.commencant_par(nom).first().copied();
        // Communes are ranked by population.
        debut.into_iter().chain(self.ressemblants(nom).next()).min()
    }

    /// Ranks of the communes whose name is this one but for a letter (two in a long name), the
    /// largest first. In a short name, a letter changed makes another name.
    fn ressemblants(&self, nom: &str) -> impl Iterator<Item = usize> {
        let developpe = developper(nom);
        let longueur = developpe.chars().count();
        let permis = match longueur {
            0..5 => 0,
            5..10 => 1,
            _ => 2,
        };
        let mut rangs: Vec<usize> = self
            .noms
            .iter()
            .filter(|(n, _)| permis > 0 && n.len().abs_diff(developpe.len()) <= permis)
            .filter(|(n, _)| strsim::osa_distance(n, &developpe) <= permis)
            .map(|(_, rang)| *rang)
            .collect();
        rangs.sort_unstable();
        rangs.into_iter()
    }

    /// "35", "35000", "35000 Rennes", "Rennes (35)", "Cantal - 15", "2A", "(région)".
    fn par_chiffres(&self, texte: &str, nom: &str) -> Option<LieuCompris> {
        let mots: Vec<&str> = nom.split(' ').filter(|m| !m.is_empty()).collect();
        let (codes, lettres): (Vec<&str>, Vec<&str>) = mots.iter().partition(|m| est_un_code(m));
        let [code] = codes[..] else { return None };
        let reste = lettres.join(" ");
        let reste = reste.trim_start_matches("departement").trim_end_matches("departement").trim();
        if code.len() == 5 {
            return self.par_code_postal(code, reste);
        }
        let departement = Departement::par_code(code)?;
        let veut_le_departement = texte.contains("département");
        if reste.is_empty() || veut_le_departement || cle(departement.nom) == reste {
            return Some(du_departement(departement));
        }
        let rangs = self.par_nom.get(reste)?;
        let rang = rangs.iter().find(|&&r| self.villes[r].departement == departement.code)?;
        Some(self.commune(*rang))
    }

    fn par_code_postal(&self, code: &str, nom: &str) -> Option<LieuCompris> {
        let debut = self.postaux.partition_point(|(cp, _)| cp.as_str() < code);
        let memes = self.postaux[debut..].iter().take_while(|(cp, _)| cp == code);
        let mut rangs: Vec<usize> = memes.map(|(_, rang)| *rang).collect();
        rangs.sort_unstable();
        let nomme = rangs.iter().find(|&&r| cle(&self.villes[r].nom) == nom);
        if let Some(&rang) = nomme.or(rangs.first()) {
            return Some(self.du_code_postal(code, rang));
        }
        let rang = self.villes.iter().position(|v| v.code == code)?;
        Some(self.commune(rang))
    }

    fn par_territoire(&self, nom: &str) -> Option<LieuCompris> {
        let nom = nom.trim_end_matches("region").trim();
        let ville = self.par_nom.get(nom).map(|rangs| self.villes[rangs[0]].population);
        if ville.is_some_and(|population| population >= VILLE_CONNUE) {
            return None;
        }
        if let Some(region) = Region::par_nom(nom) {
            return Some(de_la_region(region));
        }
        Departement::par_nom(nom).map(du_departement)
    }

    fn par_commune(&self, nom: &str) -> Option<LieuCompris> {
        let developpe = developper(nom);
        let rangs = self.par_nom.get(nom).or_else(|| self.par_nom.get(&developpe))?;
        rangs.first().map(|&rang| self.commune(rang))
    }

    /// The place named at the end of a text that begins with something else: "boulanger rennes",
    /// "coiffure 35000". Gives back what comes before it, and the place.
    pub fn a_la_fin<'t>(&self, texte: &'t str) -> Option<(&'t str, &'t str)> {
        let debuts = texte.match_indices(' ').map(|(rang, _)| rang);
        debuts.filter(|&d| !texte[..d].trim().is_empty()).find_map(|d| {
            let (avant, apres) = (texte[..d].trim(), texte[d..].trim());
            let lien = ["à", "a", "sur", "vers", "en", "dans"];
            let avant =
                lien.iter().find_map(|l| avant.strip_suffix(&format!(" {l}"))).unwrap_or(avant);
            let connu = self.est_connu(apres);
            connu.then_some((avant, apres))
        })
    }

    /// Whether this very text is a place: a code, a name, or both.
    fn est_connu(&self, texte: &str) -> bool {
        let nom = cle(texte);
        let lettres: Vec<&str> = nom.split(' ').filter(|m| !est_un_code(m)).collect();
        let lettres = lettres.join(" ");
        if lettres.is_empty() {
            return self.par_chiffres(texte, &nom).is_some();
        }
        let ville = self.par_nom.get(&developper(&lettres)).map(|rangs| &self.villes[rangs[0]]);
        self.par_territoire(&lettres).is_some()
            || ville.is_some_and(|v| v.population >= VILLE_SANS_PREPOSITION)
    }

    /// Suggestions while typing, most likely first.
    pub fn proposer(&self, texte: &str, limite: usize) -> Vec<Proposition> {
        let nom = cle(texte);
        let mut trouvees = Vec::new();
        if nom.is_empty() || PARTOUT.iter().any(|p| p.starts_with(&nom)) {
            trouvees.push(proposition(&LieuCompris::france(), "france", "FR"));
        }
        if nom.chars().next().is_some_and(|c| c.is_ascii_digit()) {
            trouvees.extend(self.proposer_codes(&nom, limite));
        } else if nom.chars().count() >= 2 {
            trouvees.extend(self.proposer_noms(&nom, limite));
        }
        trouvees.truncate(limite);
        trouvees
    }

    /// Communes, départements and régions, the most populated first; a territory that answers to
    /// this very name ("idf") before all.
    fn proposer_noms(&self, nom: &str, limite: usize) -> Vec<Proposition> {
        let mut villes = self.commencant_par(nom);
        villes.truncate(limite);
        if villes.is_empty() {
            villes.extend(self.ressemblants(nom).take(limite));
        }
        let mut notees: Vec<(i64, Proposition)> = villes
            .into_iter()
            .map(|r| {
                let ville = &self.villes[r];
                (ville.population, proposition(&self.commune(r), "commune", &ville.code))
            })
            .collect();
        for region in Region::toutes().iter().filter(|r| repond(&r.noms(), nom)) {
            let habitants = region.departements().map(|d| self.habitants_de(d)).sum();
            let note = if exact(&region.noms(), nom) { i64::MAX } else { habitants };
            notees.push((note, proposition(&de_la_region(region), "region", region.code)));
        }
        for departement in Departement::tous().iter().filter(|d| repond(&d.noms(), nom)) {
            let note = self.habitants_de(departement);
            notees.push((
                note,
                proposition(&du_departement(departement), "departement", departement.code),
            ));
        }
        notees.sort_by_key(|(note, _)| std::cmp::Reverse(*note));
        notees.into_iter().map(|(_, p)| p).collect()
    }

    fn habitants_de(&self, departement: &Departement) -> i64 {
        self.habitants.get(departement.code).copied().unwrap_or_default()
    }

    fn proposer_codes(&self, debut: &str, limite: usize) -> Vec<Proposition> {
        let departement = Departement::par_code(debut).filter(|_| debut.len() >= 2);
        let mut trouvees: Vec<Proposition> = departement
            .iter()
            .map(|d| proposition(&du_departement(d), "departement", d.code))
            .collect();
        let rang = self.postaux.partition_point(|(cp, _)| cp.as_str() < debut);
        let suite = self.postaux[rang..].iter().take_while(|(cp, _)| cp.starts_with(debut));
        let mut memes: Vec<&(String, usize)> = suite.collect();
        memes.sort_by_key(|(_, ville)| *ville);
        let memes = memes.into_iter().take(limite);
        trouvees.extend(
            memes.map(|(cp, v)| proposition(&self.du_code_postal(cp, *v), "code_postal", cp)),
        );
        trouvees
    }

    /// Ranks of the communes whose name, or a word of it, begins so; the largest first.
    fn commencant_par(&self, nom: &str) -> Vec<usize> {
        let developpe = developper(nom);
        let debut = self.noms.partition_point(|(n, _)| n.as_str() < developpe.as_str());
        let suite = self.noms[debut..].iter().take_while(|(n, _)| n.starts_with(&developpe));
        let mut rangs: Vec<usize> = suite.map(|(_, rang)| *rang).collect();
        if rangs.is_empty() && nom.len() >= 3 {
            let milieu = format!(" {developpe}");
            rangs =
                self.noms.iter().filter(|(n, _)| n.contains(&milieu)).map(|(_, r)| *r).collect();
        }
        // Communes are ranked by population.
        rangs.sort_unstable();
        rangs
    }

    fn commune(&self, rang: usize) -> LieuCompris {
        let ville = &self.villes[rang];
        LieuCompris {
            libelle: format!("{} ({})", ville.nom, ville.departement),
            court: ville.nom.clone(),
            portee: Portee::Autour(ville.point),
        }
    }

    fn du_code_postal(&self, code: &str, rang: usize) -> LieuCompris {
        LieuCompris { libelle: format!("{code} {}", self.villes[rang].nom), ..self.commune(rang) }
    }

    /// The commune whose centre is nearest to a point.
    pub fn plus_proche(&self, point: Point) -> Option<&Ville> {
        let distance = |v: &&Ville| noyau::geo::distance_km(v.point, point);
        self.villes.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

/// Folded name with single spaces: "Saint-Malo" and "saint malo" are the same.
fn cle(texte: &str) -> String {
    let plie = plier(texte);
    let mots = plie.split(|c: char| !c.is_alphanumeric()).filter(|m| !m.is_empty());
    mots.collect::<Vec<_>>().join(" ")
}

/// "st malo" is "saint malo", "ste foy" is "sainte foy".
fn developper(nom: &str) -> String {
    let mots = nom.split(' ').map(|mot| match mot {
        "st" => "saint",
        "ste" => "sainte",
        autre => autre,
    });
    mots.collect::<Vec<_>>().join(" ")
}

/// How a street is named; a place named otherwise is one only with its number.
const VOIES: [&str; 14] = [
    "allee",
    "av",
    "avenue",
    "bd",
    "boulevard",
    "chemin",
    "cours",
    "impasse",
    "lotissement",
    "place",
    "quai",
    "route",
    "rue",
    "square",
];

/// Whether a text is worth showing to a geocoder: a number and a name, or the name of a street. A
/// bare name is a commune, a département or a région, never a street.
pub fn ressemble_a_une_adresse(texte: &str) -> bool {
    let nom = cle(texte);
    let mots: Vec<&str> = nom.split(' ').collect();
    let chiffres = mots[0].bytes().take_while(u8::is_ascii_digit).count();
    let numero = (1..=4).contains(&chiffres);
    mots.len() >= 2 && (numero || VOIES.contains(&mots[0]))
}

/// A département or postal code: digits, or Corsica's.
fn est_un_code(mot: &str) -> bool {
    let chiffres = mot.chars().all(|c| c.is_ascii_digit());
    matches!(mot, "2a" | "2b") || (chiffres && matches!(mot.len(), 2 | 3 | 5))
}

impl LieuCompris {
    /// The whole country.
    pub fn france() -> Self {
        LieuCompris { libelle: FRANCE.to_owned(), court: FRANCE.to_owned(), portee: Portee::France }
    }
}

fn du_departement(departement: &'static Departement) -> LieuCompris {
    LieuCompris {
        libelle: format!("{} (département {})", departement.nom, departement.code),
        court: departement.nom.to_owned(),
        portee: Portee::Departement(departement.code),
    }
}

fn de_la_region(region: &'static Region) -> LieuCompris {
    LieuCompris {
        libelle: format!("{} (région)", region.nom),
        court: region.nom.to_owned(),
        portee: Portee::Region(region.code),
    }
}

/// Whether one of these names begins so.
fn repond(noms: &[&str], debut: &str) -> bool {
    noms.iter().any(|n| cle(n).starts_with(debut))
}

/// Whether one of these names is this very one.
fn exact(noms: &[&str], nom: &str) -> bool {
    noms.iter().any(|n| cle(n) == nom)
}

fn proposition(lieu: &LieuCompris, genre: &'static str, code: &str) -> Proposition {
    let point = match lieu.portee {
        Portee::Autour(point) => Some(point),
        _ => None,
    };
    Proposition {
        label: lieu.libelle.clone(),
        genre,
        latitude: point.map(Point::lat),
        longitude: point.map(Point::lon),
        code: code.to_owned(),
    }
}

#[cfg(test)]
mod tests;

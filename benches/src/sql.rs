//! A request of our engine, written for PostgreSQL: one statement that answers the page, the total
//! and every count.

use std::fmt::Write;

use anyhow::bail;
use moteur::{Filtre, Lieu, Requete, Sens, Tri};

/// Facets counted, each of one value; the contracts, of several, are counted apart.
const FACETTES: [&str; 7] = [
    "type",
    "sub_type",
    "type_filter_label",
    "nature",
    "level",
    "activity_sector",
    "organization_name",
];

/// Facet of several values.
const CONTRATS: &str = "contract_type";

/// Flags counted.
const DRAPEAUX: [&str; 3] = ["is_disabled_elligible", "urgent", "smart_apply"];

/// `GROUPING` of the whole: no facet is grouped on.
const TOUT: u32 = (1 << FACETTES.len()) - 1;

/// Values kept of a facet.
const VALEURS: u32 = 100;

/// A value given to the statement.
#[derive(Debug, PartialEq)]
pub enum Lie {
    /// A text.
    Texte(String),
    /// Texts.
    Textes(Vec<String>),
    /// A number.
    Reel(f64),
}

/// A statement and its values.
#[derive(Debug, Default)]
pub struct Instruction {
    /// Text with `$1`…
    pub sql: String,
    /// Values.
    pub lies: Vec<Lie>,
}

/// The filters that have a count of their own: each is a column of the base.
struct Filtres {
    noms: Vec<String>,
    conditions: Vec<String>,
}

impl Filtres {
    /// Condition that all of them hold, but that on `sauf`.
    fn tous(&self, sauf: &str) -> String {
        let autres = self.noms.iter().enumerate().filter(|(_, nom)| *nom != sauf);
        let colonnes: Vec<String> = autres.map(|(n, _)| format!("f{n}")).collect();
        if colonnes.is_empty() { "TRUE".to_owned() } else { colonnes.join(" AND ") }
    }
}

/// Writes a request.
pub fn ecrire(requete: &Requete) -> anyhow::Result<Instruction> {
    let mut i = Instruction::default();
    let filtres = filtres(&mut i, requete)?;
    let base = base(&mut i, requete, &filtres)?;
    let (comptes, choix) = comptes(&filtres);
    let ordre = ordre(requete);
    let (tous, contrats) = (filtres.tous(""), filtres.tous(CONTRATS));
    let (limite, saut) = (requete.par_page, requete.page * requete.par_page);
    i.sql = format!(
        "WITH base AS MATERIALIZED ({base}), comptes AS ({comptes})
         SELECT (SELECT n FROM comptes WHERE g = {TOUT}) AS total,
           (SELECT json_agg(p)::text FROM (
              SELECT d.charge, b.distance FROM (
                SELECT id, distance FROM base WHERE {tous} ORDER BY {ordre} LIMIT {limite} OFFSET {saut}) b
              JOIN documents d USING (id)) p) AS page,
           (SELECT json_agg(c)::text FROM (
              SELECT g, valeur, nombre, {drapeaux} FROM (
                SELECT *, {choix} AS nombre, row_number() OVER (PARTITION BY g ORDER BY {choix} DESC) AS r
                FROM comptes) t
              WHERE r <= {VALEURS}) c) AS facettes,
           (SELECT json_agg(k)::text FROM (
              SELECT contrat, count(*) FROM base, unnest({CONTRATS}) contrat WHERE {contrats} GROUP BY 1) k) AS contrats",
        drapeaux = DRAPEAUX.map(|d| format!("n_{d}")).join(", "),
    );
    Ok(i)
}

impl Instruction {
    fn lier(&mut self, valeur: Lie) -> String {
        self.lies.push(valeur);
        format!("${}", self.lies.len())
    }
}

fn filtres(i: &mut Instruction, requete: &Requete) -> anyhow::Result<Filtres> {
    let mut filtres = Filtres { noms: Vec::new(), conditions: Vec::new() };
    for filtre in &requete.filtres {
        let (nom, condition) = match filtre {
            Filtre::Facette { nom, valeurs, absents } => {
                let valeurs = i.lier(Lie::Textes(valeurs.clone()));
                (nom, facette(nom, &valeurs, *absents))
            }
            Filtre::Drapeau { nom, valeur: true } => (nom, format!("d.{nom}")),
            Filtre::Drapeau { nom, valeur: false } => (nom, format!("NOT d.{nom}")),
            Filtre::Cle { .. } => bail!("a filter on a key is not compared"),
        };
        filtres.noms.push(nom.clone());
        filtres.conditions.push(condition);
    }
    Ok(filtres)
}

fn facette(nom: &str, valeurs: &str, absents: bool) -> String {
    match (nom, absents) {
        (CONTRATS, _) => format!("d.{nom} && {valeurs}"),
        (_, false) => format!("d.{nom} = ANY({valeurs})"),
        (_, true) => format!("(d.{nom} = ANY({valeurs}) OR d.{nom} = '')"),
    }
}

/// The rows that the text, the place and the genres keep.
fn base(i: &mut Instruction, requete: &Requete, filtres: &Filtres) -> anyhow::Result<String> {
    let mut conditions = Vec::new();
    let mut score = "0::real".to_owned();
    let mut distance = "NULL::float8".to_owned();
    if !requete.texte.is_empty() {
        let q = format!(
            "websearch_to_tsquery('francais', {})",
            i.lier(Lie::Texte(requete.texte.clone()))
        );
        score = format!("ts_rank('{{0.1, 0.3, 0.6, 1.0}}', d.recherche, {q})");
        conditions.push(format!("d.recherche @@ {q}"));
    }
    match &requete.lieu {
        Lieu::Partout => {}
        Lieu::Cercle { centre, rayon_km } => {
            let lon = i.lier(Lie::Reel(centre.lon()));
            let lat = i.lier(Lie::Reel(centre.lat()));
            let point = format!("ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326)::geography");
            let metres = i.lier(Lie::Reel(rayon_km * 1_000.0));
            conditions.push(format!("ST_DWithin(d.lieu, {point}, {metres}, false)"));
            distance = format!("ST_Distance(d.lieu, {point}, false)");
        }
        Lieu::Territoire { facette, valeurs } => {
            let valeurs = i.lier(Lie::Textes(valeurs.clone()));
            conditions.push(format!("d.{facette} = ANY({valeurs})"));
        }
    }
    if !requete.genres.is_empty() {
        let genres = i.lier(Lie::Textes(requete.genres.clone()));
        conditions.push(format!("d.genre = ANY({genres})"));
    }
    if let Tri::Cle { nom, .. } = &requete.tri {
        conditions.push(format!("d.{nom} IS NOT NULL"));
    }
    let ou = if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") };
    let mut colonnes = FACETTES.map(|f| format!("d.{f}")).join(", ");
    for drapeau in DRAPEAUX {
        let _ = write!(colonnes, ", d.{drapeau}");
    }
    for (n, condition) in filtres.conditions.iter().enumerate() {
        let _ = write!(colonnes, ", ({condition}) AS f{n}");
    }
    Ok(format!(
        "SELECT d.id, d.genre, d.{CONTRATS}, d.publication, d.debut, d.candidatures, {colonnes},
           {score} AS score, {distance} AS distance
         FROM documents d WHERE {ou}"
    ))
}

/// The counts of every facet in one pass, and which of them is that of a row.
fn comptes(filtres: &Filtres) -> (String, String) {
    let mut comptes = format!("count(*) FILTER (WHERE {}) AS n", filtres.tous(""));
    let mut choix = String::from("CASE g");
    for (rang, facette) in FACETTES.iter().enumerate() {
        if filtres.noms.iter().any(|nom| nom == facette) {
            let _ = write!(
                comptes,
                ", count(*) FILTER (WHERE {}) AS n_{facette}",
                filtres.tous(facette)
            );
            let _ = write!(choix, " WHEN {} THEN n_{facette}", groupement(rang));
        }
    }
    let choix = if choix == "CASE g" { "n".to_owned() } else { choix + " ELSE n END" };
    for drapeau in DRAPEAUX {
        let sauf = filtres.tous(drapeau);
        let _ = write!(comptes, ", count(*) FILTER (WHERE {drapeau} AND {sauf}) AS n_{drapeau}");
    }
    let liste = FACETTES.join(", ");
    let ensembles = FACETTES.map(|f| format!("({f})")).join(", ");
    let sql = format!(
        "SELECT GROUPING({liste}) AS g, coalesce({liste}) AS valeur, {comptes}
         FROM base GROUP BY GROUPING SETS ((), {ensembles})"
    );
    (sql, choix)
}

/// `GROUPING` of the rows grouped on the facet of this rank.
fn groupement(rang: usize) -> u32 {
    TOUT & !(1 << (FACETTES.len() - 1 - rang))
}

fn ordre(requete: &Requete) -> String {
    let departage =
        "smart_apply DESC, coalesce(candidatures, 0), distance, publication DESC NULLS LAST";
    match &requete.tri {
        Tri::Pertinence => format!("score DESC, {departage}"),
        Tri::Proximite { .. } => format!("distance, {departage}"),
        Tri::Cle { nom, sens, genres_en_dernier } => {
            let sens = if *sens == Sens::Croissant { "ASC" } else { "DESC" };
            let derniers = genres_en_dernier.iter().map(|g| format!("genre = '{g}', "));
            format!("{}{nom} {sens}, score DESC", derniers.collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use noyau::geo::Point;
    use recherche::{Criteres, Portee, requete};

    use super::*;

    #[test]
    fn values_are_bound_and_never_written_in_the_text() {
        let criteres =
            Criteres::lire("q=l%27hiver&contract_type=Apprentissage&level=3&sort=date", true)
                .unwrap();
        let rennes = Portee::Autour(Point::new(48.11, -1.68).unwrap());
        let i = ecrire(&requete(&criteres, &rennes)).unwrap();
        assert!(!i.sql.contains("hiver") && !i.sql.contains("48.11"));
        assert!(i.lies.contains(&Lie::Texte("l'hiver".to_owned())));
        assert_eq!(i.lies.len(), 6);
        assert!(i.sql.contains("ORDER BY genre = 'recruteur', publication DESC"));
    }

    #[test]
    fn a_facet_is_counted_without_its_own_filter() {
        let filtres = Filtres {
            noms: vec!["level".to_owned(), "smart_apply".to_owned()],
            conditions: Vec::new(),
        };
        assert_eq!(filtres.tous(""), "f0 AND f1");
        assert_eq!(
            (filtres.tous("level"), filtres.tous("smart_apply")),
            ("f1".to_owned(), "f0".to_owned())
        );
        let (sql, choix) = comptes(&filtres);
        assert!(sql.contains("count(*) FILTER (WHERE f1) AS n_level"));
        assert!(sql.contains("count(*) FILTER (WHERE smart_apply AND f0) AS n_smart_apply"));
        assert_eq!(choix, "CASE g WHEN 123 THEN n_level ELSE n END");
    }
}

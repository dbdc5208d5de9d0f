//! Where: a commune, a postal code, a département, an académie, a région, the whole of France, as
//! the suggestions of places write them.

use noyau::identifiants::{CodeCommune, CodePostal};
use noyau::territoires::{Academie, Departement, Region};
use noyau::texte::plier;
use referentiels::porte::{Commune, Communes};

/// How people say "anywhere".
const PARTOUT: [&str; 4] = ["france", "france entiere", "toute la france", "partout"];

/// A commune bearing the name of a département is meant when it is at least this large.
const VILLE_CONNUE: i64 = 20_000;

/// A territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Territoire {
    /// Everywhere.
    France,
    /// A région, by code.
    Region(&'static str),
    /// An académie, by code.
    Academie(&'static str),
    /// A département, by code.
    Departement(&'static str),
    /// A postal code.
    CodePostal(CodePostal),
    /// A commune; the whole town for Paris, Lyon, Marseille.
    Commune(CodeCommune),
}

impl Territoire {
    /// What a text means, with the name to show; `None` when nothing in France is called so.
    pub fn lire(texte: &str, communes: &Communes) -> Option<(Territoire, String)> {
        let texte = texte.trim();
        let plie = plier(texte);
        if plie.is_empty() || PARTOUT.contains(&plie.as_str()) {
            return Some((Territoire::France, "France".to_owned()));
        }
        nomme(texte, &plie)
            .or_else(|| par_code(texte, communes))
            .or_else(|| par_nom(texte, communes))
    }
}

/// « Académie de Rennes », « Bretagne (région) », « Ille-et-Vilaine (département 35) ».
fn nomme(texte: &str, plie: &str) -> Option<(Territoire, String)> {
    for prefixe in ["academie de la ", "academie d ", "academie de ", "academie "] {
        if let Some(academie) = plie.strip_prefix(prefixe).and_then(Academie::par_nom) {
            return Some(academique(academie));
        }
    }
    let (nom, genre) = texte.split_once('(')?;
    let genre = plier(genre);
    if genre.starts_with("region") {
        return Region::par_nom(nom).map(regional);
    }
    if genre.starts_with("departement") {
        return Departement::par_nom(nom).map(departemental);
    }
    None
}

/// « 35 », « 35000 », « 35000 Rennes », « Rennes (35) ».
fn par_code(texte: &str, communes: &Communes) -> Option<(Territoire, String)> {
    let entoure = |c: char| c.is_whitespace() || "()-,".contains(c);
    let mots: Vec<&str> = texte.split(entoure).filter(|m| !m.is_empty()).collect();
    let est_un_code = |m: &&str| m.len() <= 5 && m.bytes().any(|o| o.is_ascii_digit());
    let rang = mots.iter().position(est_un_code)?;
    let code = mots[rang];
    let nom: Vec<&str> =
        mots.iter().enumerate().filter(|(r, _)| *r != rang).map(|(_, m)| *m).collect();
    if let (5, Ok(postal)) = (code.len(), code.parse::<CodePostal>())
        && communes.par_code_postal(&postal).next().is_some()
    {
        let libelle = format!("{code} {}", nom.join(" "));
        return Some((Territoire::CodePostal(postal), libelle.trim().to_owned()));
    }
    let departement = Departement::par_code(code)?;
    if nom.is_empty() || Departement::par_nom(&nom.join(" ")) == Some(departement) {
        return Some(departemental(departement));
    }
    let commune = communes.par_nom(&nom.join(" "), Some(departement.code)).next()?;
    Some(communal(commune))
}

fn par_nom(texte: &str, communes: &Communes) -> Option<(Territoire, String)> {
    let commune = communes.par_nom(texte, None).next();
    if let Some(grande) = commune.filter(|c| c.population >= VILLE_CONNUE) {
        return Some(communal(grande));
    }
    let region = || Region::par_nom(texte).map(regional);
    let departement = || Departement::par_nom(texte).map(departemental);
    region().or_else(departement).or_else(|| commune.map(communal))
}

fn academique(academie: &'static Academie) -> (Territoire, String) {
    (Territoire::Academie(academie.code), format!("Académie de {}", academie.nom))
}

fn regional(region: &'static Region) -> (Territoire, String) {
    (Territoire::Region(region.code), format!("{} (région)", region.nom))
}

fn departemental(departement: &'static Departement) -> (Territoire, String) {
    let libelle = format!("{} (département {})", departement.nom, departement.code);
    (Territoire::Departement(departement.code), libelle)
}

fn communal(commune: &Commune) -> (Territoire, String) {
    let libelle = format!("{} ({})", commune.nom, commune.departement);
    (Territoire::Commune(commune.code.commune_entiere()), libelle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commune(code: &str, nom: &str, postal: &str, population: i64) -> Commune {
        let code: CodeCommune = code.parse().unwrap();
        let departement = Departement::de_commune(&code).unwrap();
        Commune {
            code,
            nom: nom.to_owned(),
            codes_postaux: vec![postal.parse().unwrap()],
            departement: departement.code.to_owned(),
            region: departement.region().code.to_owned(),
            population,
            centre: None,
        }
    }

    #[test]
    fn the_same_place_under_all_its_names() {
        let communes = Communes::nouvelles(vec![
            commune("35238", "Rennes", "35000", 220_000),
            commune("38544", "Vienne", "38200", 30_000),
            commune("03002", "Allier", "65360", 400),
        ]);
        let rennes = || Territoire::Commune("35238".parse().unwrap());
        let cas = [
            ("", Some(Territoire::France)),
            ("Toute la France", Some(Territoire::France)),
            ("rennes", Some(rennes())),
            ("Rennes (35)", Some(rennes())),
            ("35000 Rennes", Some(Territoire::CodePostal("35000".parse().unwrap()))),
            ("35", Some(Territoire::Departement("35"))),
            ("Ille-et-Vilaine (département 35)", Some(Territoire::Departement("35"))),
            ("Bretagne (région)", Some(Territoire::Region("53"))),
            ("bretagne", Some(Territoire::Region("53"))),
            ("Académie de Rennes", Some(Territoire::Academie("14"))),
            ("Vienne", Some(Territoire::Commune("38544".parse().unwrap()))),
            ("Allier", Some(Territoire::Departement("03"))),
            ("2A", Some(Territoire::Departement("2A"))),
            ("Trifouillis", None),
        ];
        for (texte, attendu) in cas {
            let lu = Territoire::lire(texte, &communes).map(|(t, _)| t);
            assert_eq!(lu, attendu, "{texte}");
        }
    }

    #[test]
    fn the_name_shown_gives_the_place_back() {
        let communes = Communes::nouvelles(vec![commune("35238", "Rennes", "35000", 220_000)]);
        for texte in ["rennes", "35", "bretagne", "35000", "Académie de Rennes"] {
            let (lu, libelle) = Territoire::lire(texte, &communes).unwrap();
            assert_eq!(
                Territoire::lire(&libelle, &communes).map(|(t, _)| t),
                Some(lu),
                "{libelle}"
            );
        }
    }
}

//! Invented missions locales: one for each département, at its largest town, that serves all its postal codes.

use std::collections::{BTreeMap, BTreeSet};

use super::Demo;
use super::json::Objet;
use super::sirene::{siren, siret, telephone};
use super::tirage::{Serie, Tirage};
use crate::Commune;

/// SIREN kept for missions locales, above those of companies and training organisations.
const PREMIER_SIREN: u32 = 499_500;

/// One record for each postal code served, as the directory of the missions locales gives them.
pub(super) fn lignes(demo: &Demo) -> impl Iterator<Item = String> {
    let mut departements: BTreeMap<&str, Vec<&'static Commune>> = BTreeMap::new();
    for commune in crate::communes() {
        departements.entry(commune.departement).or_default().push(commune);
    }
    let lignes = (1..).zip(departements).flat_map(|(rang, (departement, communes))| {
        let structure = structure(demo, rang, departement, &communes);
        desservis(communes).map(move |(code_postal, ville)| {
            let mut o = Objet::ligne(600);
            o.champ("id", rang * 1_000).champ("structureId", rang);
            o.champ("codePostal", code_postal).champ("ville", ville);
            o.champ("structure", structure.as_ref().map(Objet::copie));
            o.fin()
        })
    });
    lignes.collect::<Vec<_>>().into_iter()
}

/// The postal codes of a département, each with one of its towns.
fn desservis(
    communes: Vec<&'static Commune>,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut vus = BTreeSet::new();
    let villes =
        communes.into_iter().flat_map(|c| c.codes_postaux.iter().map(|cp| (*cp, c.ville())));
    villes.filter(move |(code_postal, _)| vus.insert(*code_postal))
}

fn structure(
    demo: &Demo,
    rang: u32,
    departement: &str,
    communes: &[&'static Commune],
) -> Option<Objet> {
    let ville = communes.iter().max_by_key(|c| c.population)?;
    let mut tirage = Tirage::new(demo.graine, Serie::Missions, rang);
    let lieu = super::territoire::lieu(ville, &mut tirage);
    let siren = siren(PREMIER_SIREN + rang);
    let code = departement.to_lowercase();
    let mut o = Objet::new();
    o.champ("id", rang).champ("code", format!("{departement:0>3}ML"));
    o.champ("nomStructure", format!("Mission locale de {} (exemple)", ville.ville()));
    o.champ("siret", siret(&siren, 1));
    o.champ("adresse1", lieu.voie.as_str()).champ("adresse2", "");
    o.champ("cp", lieu.code_postal).champ("ville", ville.ville());
    o.champ("geoloc_lat", lieu.lat.to_string()).champ("geoloc_lng", lieu.lon.to_string());
    o.champ("emailAccueil", format!("accueil{code}@exemple.invalid"));
    o.champ("telephones", telephone(ville.region, tirage.entre(0, 9_999)));
    o.champ("siteWeb", format!("https://ml{code}.exemple.invalid"));
    Some(o)
}

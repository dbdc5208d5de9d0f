//! One organisation out of what several publishers say of it.
//!
//! For each fact the publisher that decides is the first that says anything, in the order of
//! [`priorite`]; its name and date stay with the fact. Lists (UAI, networks, relations) are united.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use noyau::dates::DateCivile;
use noyau::identifiants::{Siret, Uai};

use super::vocabulaire::{Etat, GenreRelation, Nature, StatutUai};

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Data set, e.g. `organismes/rco`.
    pub jeu: String,
    /// Day of the publisher's file when it says it, else of its import.
    pub date: DateCivile,
}

impl Provenance {
    /// Name of the publisher, for people.
    pub fn libelle(&self) -> &'static str {
        match self.jeu.as_str() {
            "organismes/referentiel" => "Référentiel UAI–SIRET",
            "organismes/rco" => "Réseau des Carif-Oref",
            "organismes/prepa-apprentissage" => "Tableau de bord de l’apprentissage",
            "decision" => "Décision de l’autorité académique ou régionale",
            "organismes/cfa-convention" => "RAMSESE, ministère de l’Éducation nationale",
            jeu if jeu.starts_with("organismes/reseau/") => "Réseau de l’organisme",
            _ => "Autre source",
        }
    }
}

/// Rank of a data set, the first decides: référentiel, networks, RCO, lists.
pub fn priorite(jeu: &str) -> u8 {
    match jeu {
        "organismes/referentiel" => 0,
        _ if jeu.starts_with("organismes/reseau/") => 1,
        "organismes/rco" => 2,
        _ => 3,
    }
}

/// A value and who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fait<T> {
    /// The value.
    pub valeur: T,
    /// Who says it, and when.
    pub provenance: Provenance,
}

/// Where an organisation is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adresse {
    /// Street, or the whole address when the publisher gives it in one piece.
    pub texte: Option<String>,
    /// Postal code.
    pub code_postal: Option<String>,
    /// INSEE code of the commune.
    pub commune: Option<String>,
    /// Town, as in a postal address.
    pub localite: Option<String>,
    /// Code of the département.
    pub departement: Option<String>,
    /// Code of the académie.
    pub academie: Option<String>,
    /// Code of the région.
    pub region: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
}

/// When an establishment and its legal unit began and ended (Sirene).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vie {
    /// Creation of the establishment.
    pub cree_le: Option<DateCivile>,
    /// Its closing.
    pub ferme_le: Option<DateCivile>,
    /// Creation of the legal unit.
    pub unite_creee_le: Option<DateCivile>,
    /// Its end.
    pub unite_cessee_le: Option<DateCivile>,
}

/// What one publisher says of the facts of an organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// The publisher.
    pub provenance: Provenance,
    /// Registered name.
    pub raison_sociale: Option<String>,
    /// Name over the door.
    pub enseigne: Option<String>,
    /// What it does.
    pub nature: Option<Nature>,
    /// Open or closed.
    pub etat: Option<Etat>,
    /// Head office of its legal unit.
    pub siege_social: Option<bool>,
    /// Holds the Qualiopi certificate for apprenticeship.
    pub qualiopi: Option<bool>,
    /// Number of its declaration of activity.
    pub nda: Option<String>,
    /// Activity (NAF).
    pub naf: Option<String>,
    /// Legal form.
    pub forme_juridique: Option<String>,
    /// Where it is.
    pub adresse: Option<Adresse>,
    /// Its dates.
    pub vie: Vie,
}

/// A UAI that someone attaches to the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UaiDite {
    /// The UAI.
    pub uai: Uai,
    /// On what authority.
    pub statut: StatutUai,
    /// Names of the lists behind it, as the publisher writes them; may be empty.
    pub appuis: String,
    /// Who says it.
    pub provenance: Provenance,
}

/// A link with another organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The other.
    pub siret: Siret,
    /// How the first stands to it.
    pub genre: GenreRelation,
    /// Name of the other, when the publisher gives it.
    pub nom: Option<String>,
    /// Who says it.
    pub provenance: Provenance,
}

/// A UAI and everyone who supports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UaiConnue {
    /// The UAI.
    pub uai: Uai,
    /// The strongest authority.
    pub statut: StatutUai,
    /// Each word on it, the strongest first.
    pub dites: Vec<UaiDite>,
}

/// The fact that decides among declarations already in order of priority.
pub fn fait<T: Clone>(
    declarations: &[Declaration],
    champ: impl Fn(&Declaration) -> Option<&T>,
) -> Option<Fait<T>> {
    declarations.iter().find_map(|d| {
        let provenance = d.provenance.clone();
        champ(d).map(|valeur| Fait { valeur: valeur.clone(), provenance })
    })
}

/// Puts declarations in the order in which they decide: by publisher, then the newest first.
pub fn ordonner(mut declarations: Vec<Declaration>) -> Vec<Declaration> {
    declarations.sort_by_key(|d| (priorite(&d.provenance.jeu), Reverse(d.provenance.date)));
    declarations
}

/// The UAI of an organisation, the strongest first; among equals, the one that most publishers
/// name, then the order of UAI.
pub fn reunir_uais(dites: Vec<UaiDite>) -> Vec<UaiConnue> {
    let mut par_uai: BTreeMap<Uai, Vec<UaiDite>> = BTreeMap::new();
    for dite in dites {
        par_uai.entry(dite.uai).or_default().push(dite);
    }
    let mut connues: Vec<UaiConnue> =
        par_uai.into_iter().map(|(uai, dites)| connue(uai, dites)).collect();
    connues.sort_by_key(|c| (c.statut, Reverse(c.dites.len())));
    connues
}

fn connue(uai: Uai, mut dites: Vec<UaiDite>) -> UaiConnue {
    dites.sort_by_key(|d| (d.statut, priorite(&d.provenance.jeu), Reverse(d.provenance.date)));
    let statut = dites.first().map_or(StatutUai::Potentielle, |d| d.statut);
    UaiConnue { uai, statut, dites }
}

/// One relation for each other organisation and direction. What the training says always wins over
/// belonging to the same legal unit.
pub fn reunir_relations(mut relations: Vec<Relation>) -> Vec<Relation> {
    relations.sort_by_key(|r| (r.siret, r.genre, priorite(&r.provenance.jeu)));
    relations.dedup_by_key(|r| (r.siret, r.genre));
    let dirigees: Vec<Siret> = relations
        .iter()
        .filter(|r| r.genre != GenreRelation::Entreprise)
        .map(|r| r.siret)
        .collect();
    relations.retain(|r| {
        r.genre != GenreRelation::Entreprise || dirigees.binary_search(&r.siret).is_err()
    });
    relations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provenance(jeu: &str, date: &str) -> Provenance {
        Provenance { jeu: jeu.to_owned(), date: date.parse().unwrap() }
    }

    fn declaration(
        jeu: &str,
        date: &str,
        nom: Option<&str>,
        qualiopi: Option<bool>,
    ) -> Declaration {
        Declaration {
            provenance: provenance(jeu, date),
            raison_sociale: nom.map(str::to_owned),
            enseigne: None,
            nature: None,
            etat: None,
            siege_social: None,
            qualiopi,
            nda: None,
            naf: None,
            forme_juridique: None,
            adresse: None,
            vie: Vie::default(),
        }
    }

    #[test]
    fn the_first_publisher_that_says_anything_decides_and_is_named() {
        let declarations = ordonner(vec![
            declaration("organismes/cfa-convention", "2026-01-01", Some("LISTE"), None),
            declaration("organismes/rco", "2022-10-10", Some("RCO"), Some(true)),
            declaration("organismes/reseau/cma", "2022-01-25", Some("VIEUX RESEAU"), None),
            declaration("organismes/reseau/cci", "2023-01-25", Some("RESEAU"), None),
            declaration("organismes/referentiel", "2024-05-02", None, Some(false)),
        ]);
        let nom = fait(&declarations, |d| d.raison_sociale.as_ref()).unwrap();
        assert_eq!(
            (nom.valeur.as_str(), nom.provenance.jeu.as_str()),
            ("RESEAU", "organismes/reseau/cci")
        );
        let qualiopi = fait(&declarations, |d| d.qualiopi.as_ref()).unwrap();
        assert!(!qualiopi.valeur);
        assert_eq!(qualiopi.provenance.libelle(), "Référentiel UAI–SIRET");
        assert_eq!(fait(&declarations, |d| d.nda.as_ref()), None);
    }

    fn dite(uai: &str, statut: StatutUai, jeu: &str) -> UaiDite {
        let provenance = provenance(jeu, "2024-01-01");
        UaiDite { uai: uai.parse().unwrap(), statut, appuis: String::new(), provenance }
    }

    #[test]
    fn uais_are_ranked_by_authority_then_support() {
        let connues = reunir_uais(vec![
            dite("0010856A", StatutUai::Potentielle, "organismes/referentiel"),
            dite("0751234J", StatutUai::Declaree, "organismes/rco"),
            dite("0755111Y", StatutUai::Declaree, "organismes/rco"),
            dite("0755111Y", StatutUai::Declaree, "organismes/cfa-convention"),
            dite("0010856A", StatutUai::Validee, "organismes/reseau/cma"),
        ]);
        let vues: Vec<_> =
            connues.iter().map(|c| (c.uai.to_string(), c.statut, c.dites.len())).collect();
        let attendues = [
            ("0010856A".to_owned(), StatutUai::Validee, 2),
            ("0755111Y".to_owned(), StatutUai::Declaree, 2),
            ("0751234J".to_owned(), StatutUai::Declaree, 1),
        ];
        assert_eq!(vues, attendues);
        assert_eq!(connues[0].dites[0].provenance.jeu, "organismes/reseau/cma");
    }

    #[test]
    fn a_direction_beats_the_same_legal_unit() {
        let relation = |siret: &str, genre| Relation {
            siret: siret.parse().unwrap(),
            genre,
            nom: None,
            provenance: provenance("organismes/referentiel", "2024-01-01"),
        };
        let (a, b) = ("11111111100006", "19672198900040");
        let reunies = reunir_relations(vec![
            relation(a, GenreRelation::Entreprise),
            relation(a, GenreRelation::FormateurDe),
            relation(a, GenreRelation::FormateurDe),
            relation(b, GenreRelation::Entreprise),
        ]);
        let vues: Vec<_> = reunies.iter().map(|r| (r.siret.to_string(), r.genre)).collect();
        let attendues =
            [(a.to_owned(), GenreRelation::FormateurDe), (b.to_owned(), GenreRelation::Entreprise)];
        assert_eq!(vues, attendues);
    }
}

//! The tables that the directory publishes, and the files of its lists.

use std::sync::Arc;

use base::Lecture;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use web::jeu::{Cellule, Colonne, Genre, Jeu, Lignes};

use crate::porte::{Organisme, Registre};
use crate::regles::fusion::Adresse;
use crate::regles::situation::Situation;
use crate::regles::vocabulaire::GenreRelation;

const fn texte(nom: &'static str, description: &'static str, exemple: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Texte, description, exemple }
}

const SIRET: Colonne = texte("siret", "SIRET de l’organisme", "19672198900040");

/// Columns of the list of organisations.
pub const ORGANISMES: &[Colonne] = &[
    SIRET,
    texte("uai", "UAI validé par l’académie ou la région ; vide sinon", "0672066G"),
    texte("situation", "validee, a_verifier ou a_identifier", "validee"),
    texte("raison_sociale", "Nom de l’unité légale", "LYCEE LE CORBUSIER"),
    texte("enseigne", "Nom d’usage de l’établissement", "GRETA"),
    texte("nature", "responsable, formateur, responsable_formateur ou inconnue", "formateur"),
    texte("etat", "actif, ou ferme quand une source le dit fermé", "actif"),
    Colonne {
        nom: "qualiopi",
        genre: Genre::Booleen,
        description: "Certification Qualiopi pour l’apprentissage ; vide si aucune source ne le dit",
        exemple: "true",
    },
    texte("numero_declaration_activite", "Numéro de déclaration d’activité", "44670612367"),
    texte("adresse", "Voie, ou adresse entière", "22 RUE LIXENBUHL"),
    texte("code_postal", "Code postal", "67400"),
    texte("code_insee", "Code Insee de la commune", "67218"),
    texte("localite", "Commune", "Illkirch-Graffenstaden"),
    texte("departement", "Code du département", "67"),
    texte("academie", "Code de l’académie", "15"),
    texte("region", "Code de la région", "44"),
    texte("reseaux", "Réseaux, séparés par |", "cci|cma"),
    Colonne {
        nom: "relations",
        genre: Genre::Entier,
        description: "Nombre d’organismes avec lesquels il est en relation",
        exemple: "2",
    },
    Colonne {
        nom: "lieux",
        genre: Genre::Entier,
        description: "Nombre de lieux de formation connus",
        exemple: "1",
    },
];

const UAI: &[Colonne] = &[
    SIRET,
    texte("uai", "UAI", "0672066G"),
    texte("statut", "validee, probable, declaree ou potentielle", "declaree"),
    texte("source", "Jeu de données qui le dit", "organismes/rco"),
    texte("appuis", "Listes citées par cette source", "deca, sifa-ramsese"),
    Colonne {
        nom: "date",
        genre: Genre::Date,
        description: "Date de la source, ou de sa réception",
        exemple: "2026-11-24",
    },
];

const RELATIONS: &[Colonne] = &[
    SIRET,
    texte("autre_siret", "SIRET de l’autre organisme", "18671553800044"),
    texte("genre", "responsable_de, formateur_de ou entreprise, vu du premier", "formateur_de"),
    texte("source", "Jeu de données qui le dit", "organismes/referentiel"),
];

const LIEUX: &[Colonne] = &[
    SIRET,
    texte("uai", "UAI du lieu", "0672066G"),
    Colonne {
        nom: "uai_fiable",
        genre: Genre::Booleen,
        description: "Une plateforme nationale ou une personne en répond",
        exemple: "false",
    },
    texte("adresse", "Voie, ou adresse entière", "12 Rue Paul Dopff 67100 Strasbourg"),
    texte("code_postal", "Code postal", "67100"),
    texte("code_insee", "Code Insee de la commune", "67482"),
    texte("localite", "Commune", "Strasbourg"),
    Colonne { nom: "latitude", genre: Genre::Nombre, description: "Degrés", exemple: "48.554967" },
    Colonne { nom: "longitude", genre: Genre::Nombre, description: "Degrés", exemple: "7.768841" },
];

const SOURCES: &[&str] = &["organismes", "annuaire.decision"];

/// The open data sets.
pub fn jeux() -> [Jeu; 4] {
    let jeu = |code, titre, description, colonnes, lignes| Jeu {
        code,
        titre,
        description,
        frequence: "À chaque livraison d’une source",
        sources: SOURCES,
        colonnes,
        lignes,
    };
    [
        jeu(
            "organismes",
            "Organismes de formation en apprentissage",
            "Un organisme par ligne : identité, nature, UAI validé, adresse, réseaux. Aucun contact.",
            ORGANISMES,
            |db| du_registre(db, |o| vec![organisme(o)]),
        ),
        jeu(
            "organismes-uai",
            "UAI des organismes, validés et candidats",
            "Ce que chaque source dit de l’UAI de chaque organisme, une ligne par source.",
            UAI,
            |db| du_registre(db, uais),
        ),
        jeu(
            "organismes-relations",
            "Relations entre organismes responsables et formateurs",
            "Qui répond des formations de qui, et qui appartient à la même entreprise.",
            RELATIONS,
            |db| du_registre(db, relations),
        ),
        jeu(
            "organismes-lieux",
            "Lieux de formation des organismes",
            "Les lieux où chaque organisme enseigne, avec leur UAI quand il est connu.",
            LIEUX,
            |db| du_registre(db, lieux),
        ),
    ]
}

fn du_registre(db: Lecture, lire: fn(&Organisme) -> Vec<Vec<Cellule>>) -> Lignes {
    let registre = stream::once(async move { Registre::charger(&db).await });
    let lignes = registre.flat_map(move |lu| -> BoxStream<'static, _> {
        match lu {
            Err(e) => stream::once(async { Err(e.into()) }).boxed(),
            Ok(registre) => {
                let lignes = registre.organismes.into_iter().flat_map(move |o| lire(&o));
                stream::iter(lignes.map(Ok)).boxed()
            }
        }
    });
    lignes.boxed()
}

/// The rows of some organisations of the register, by rank.
pub fn lignes(registre: Arc<Registre>, rangs: Vec<usize>) -> Lignes {
    let lignes = rangs.into_iter().map(move |rang| Ok(organisme(&registre.organismes[rang])));
    stream::iter(lignes).boxed()
}

fn organisme(o: &Organisme) -> Vec<Cellule> {
    let vide = Adresse::default();
    let a = o.adresse.as_ref().map_or(&vide, |f| &f.valeur);
    let dit = |f: &Option<crate::regles::fusion::Fait<String>>| -> Cellule {
        f.as_ref().map(|f| f.valeur.clone()).into()
    };
    vec![
        o.siret.as_str().into(),
        o.uai_validee().map(|u| u.to_string()).into(),
        Situation::de(o).code().into(),
        dit(&o.raison_sociale),
        dit(&o.enseigne),
        o.nature().code().into(),
        if o.ouvert() { "actif" } else { "ferme" }.into(),
        o.qualiopi.as_ref().map_or(Cellule::Vide, |q| Cellule::Booleen(q.valeur)),
        dit(&o.nda),
        a.texte.clone().into(),
        a.code_postal.clone().into(),
        a.commune.clone().into(),
        a.localite.clone().into(),
        a.departement.clone().into(),
        a.academie.clone().into(),
        a.region.clone().into(),
        o.reseaux.join("|").as_str().into(),
        entier(o.relations.len()),
        entier(o.lieux.len()),
    ]
}

fn uais(o: &Organisme) -> Vec<Vec<Cellule>> {
    let dites = o.uais.iter().flat_map(|u| &u.dites);
    let ligne = |d: &crate::regles::fusion::UaiDite| {
        vec![
            o.siret.as_str().into(),
            d.uai.as_str().into(),
            d.statut.code().into(),
            d.provenance.jeu.as_str().into(),
            d.appuis.as_str().into(),
            d.provenance.date.to_string().as_str().into(),
        ]
    };
    dites.map(ligne).collect()
}

fn relations(o: &Organisme) -> Vec<Vec<Cellule>> {
    let ligne = |r: &crate::regles::fusion::Relation| {
        let genre: GenreRelation = r.genre;
        vec![
            o.siret.as_str().into(),
            r.siret.as_str().into(),
            genre.code().into(),
            r.provenance.jeu.as_str().into(),
        ]
    };
    o.relations.iter().map(ligne).collect()
}

fn lieux(o: &Organisme) -> Vec<Vec<Cellule>> {
    let ligne = |l: &crate::porte::Lieu| {
        let a = &l.adresse;
        let degres = |d: Option<f64>| d.map_or(Cellule::Vide, Cellule::Nombre);
        vec![
            o.siret.as_str().into(),
            l.uai.map(|u| u.to_string()).into(),
            Cellule::Booleen(l.uai_fiable),
            a.texte.clone().into(),
            a.code_postal.clone().into(),
            a.commune.clone().into(),
            a.localite.clone().into(),
            degres(a.point.map(|p| p.0)),
            degres(a.point.map(|p| p.1)),
        ]
    };
    o.lieux.iter().map(ligne).collect()
}

/// A count.
pub fn entier(nombre: usize) -> Cellule {
    Cellule::Entier(i64::try_from(nombre).unwrap_or(i64::MAX))
}

//! Open data sets: trainings, their starts, and what was refused of the deliveries in force.

use base::Lecture;
use futures::{StreamExt, TryStreamExt, stream};
use web::jeu::Lignes;
use web::{Cellule, Colonne, Genre, Jeu};

use crate::depot::livraisons::{self, RejetDeLivraison};
use crate::porte::{Formation, Formations, Reperes};

const FREQUENCE: &str = "À chaque livraison du réseau des Carif-Oref";

/// What makes trainings, and what completes them.
const SOURCES: &[&str] = &["formations", "communes", "bcn", "rncp", "kit", "certifinfo"];

const fn texte(nom: &'static str, description: &'static str, exemple: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Texte, description, exemple }
}

const fn colonne(
    nom: &'static str,
    genre: Genre,
    description: &'static str,
    exemple: &'static str,
) -> Colonne {
    Colonne { nom, genre, description, exemple }
}

const IDENTIFIANT: Colonne =
    texte("identifiant", "Clé ministère éducatif, sinon numéros RCO", "24_1234|24_5678|106087");

const FORMATIONS: &[Colonne] = &[
    IDENTIFIANT,
    texte("intitule", "Intitulé, tel que le public le lit", "CAP Boulanger"),
    texte("cfd", "Code formation diplôme", "50022137"),
    texte("rncp", "Fiche du répertoire national", "RNCP37537"),
    texte("mefs", "Modules de formation (MEF) donnés par l’éditeur, séparés par |", "2412213421"),
    texte("diplome", "Famille du diplôme", "CERTIFICAT D’APTITUDE PROFESSIONNELLE"),
    colonne("niveau", Genre::Entier, "Niveau européen, 1 à 8", "3"),
    texte("romes", "Métiers (ROME), séparés par |", "D1102"),
    texte("gestionnaire_siret", "SIRET de l’organisme qui en répond", "90000000100009"),
    texte("gestionnaire_nom", "Son nom", "CFA des Marronniers"),
    texte("gestionnaire_uai", "Son UAI, d’après l’éditeur", "0350000K"),
    texte("formateur_siret", "SIRET de l’organisme qui enseigne", "90000000100009"),
    texte("formateur_nom", "Son nom", "CFA des Marronniers"),
    texte("formateur_uai", "Son UAI, d’après l’éditeur", "0350000K"),
    texte("lieu_adresse", "Voie du lieu de formation", "12 rue des Tilleuls"),
    texte("lieu_code_postal", "Code postal du lieu", "35000"),
    texte("lieu_commune", "Code Insee de la commune du lieu", "35238"),
    texte("lieu_localite", "Commune du lieu", "Rennes"),
    texte("lieu_departement", "Code du département du lieu", "35"),
    texte("lieu_region", "Code de la région du lieu", "53"),
    texte("lieu_uai", "UAI déclaré pour le lieu", "0350000K"),
    colonne("latitude", Genre::Nombre, "Degrés", "48.1113"),
    colonne("longitude", Genre::Nombre, "Degrés", "-1.6800"),
    texte(
        "position",
        "Ce que désigne la position : adresse, commune (son centre) ou inconnue",
        "adresse",
    ),
    colonne("duree", Genre::Entier, "Durée en années", "2"),
    texte("annee", "Année d’entrée dans le parcours ; X quand elle n’est pas dite", "1"),
    colonne("capacite", Genre::Entier, "Places déclarées", "12"),
    colonne("a_distance", Genre::Booleen, "Entièrement à distance", "non"),
    texte("statut_parcoursup", "Statut donné par l’éditeur", "publié"),
    texte("statut_affelnet", "Statut donné par l’éditeur", "non publiable en l’état"),
    colonne("catalogue_general", Genre::Booleen, "Offre réglementaire ; vide si non dit", "oui"),
];

const SESSIONS: &[Colonne] = &[
    IDENTIFIANT,
    colonne(
        "debut",
        Genre::Date,
        "Premier jour ; le 1er du mois si seul le mois est connu",
        "2027-09-01",
    ),
    colonne("debut_au_jour", Genre::Booleen, "Le jour est connu, pas seulement le mois", "oui"),
    colonne("fin", Genre::Date, "Dernier jour", "2029-06-30"),
    colonne("capacite", Genre::Entier, "Places de cette rentrée", "12"),
];

const REJETS: &[Colonne] = &[
    texte("livraison", "Jeu de données livré", "formations/rco"),
    texte("fichier", "Nom du fichier reçu", "formations.ndjson"),
    colonne("ligne", Genre::Entier, "Ligne ou rang de l’enregistrement, à partir de 1", "42"),
    texte("colonne", "Champ refusé", "cfd"),
    texte("valeur", "Valeur trouvée", "5002213"),
    texte("regle", "Code stable de la règle", "cfd.forme"),
    texte("explication", "La règle en français", "un CFD a huit caractères"),
];

/// The data sets of the service.
pub fn jeux() -> [Jeu; 3] {
    [
        Jeu {
            code: "formations",
            titre: "Formations en apprentissage",
            description: "Chaque formation publiée : diplôme, lieu, organismes, durée, statuts. Sans les textes de présentation.",
            frequence: FREQUENCE,
            sources: SOURCES,
            colonnes: FORMATIONS,
            lignes: |db| parcourir(db, |f| vec![formation(f)]),
        },
        Jeu {
            code: "formations-sessions",
            titre: "Rentrées des formations en apprentissage",
            description: "Chaque rentrée, passée ou à venir, des formations publiées.",
            frequence: FREQUENCE,
            sources: SOURCES,
            colonnes: SESSIONS,
            lignes: |db| parcourir(db, sessions),
        },
        Jeu {
            code: "formations-rejets",
            titre: "Valeurs refusées dans les livraisons du catalogue",
            description: "Ce que les livraisons en service contenaient d’inexploitable, avec la règle qui l’a écarté.",
            frequence: FREQUENCE,
            sources: &["formations"],
            colonnes: REJETS,
            lignes: |db| {
                livraisons::rejets_en_service(&db).map_ok(rejet).map_err(Into::into).boxed()
            },
        },
    ]
}

/// Goes through the published trainings, a page in memory at a time.
fn parcourir(db: Lecture, lire: fn(&Formation) -> Vec<Vec<Cellule>>) -> Lignes {
    let pages = stream::try_unfold((db, None), move |(db, parcours)| async move {
        let mut parcours = match parcours {
            Some(parcours) => parcours,
            None => {
                let reperes = Reperes::charger(&db).await?;
                Formations::ouvrir(&db, reperes).await?.legeres()
            }
        };
        let Some(page) = parcours.suivantes(&db).await? else { return Ok(None) };
        let lignes: Vec<_> = page.iter().flat_map(lire).map(anyhow::Ok).collect();
        anyhow::Ok(Some((stream::iter(lignes), (db, Some(parcours)))))
    });
    pages.try_flatten().boxed()
}

fn dit<T: ToString>(valeur: Option<T>) -> Cellule {
    valeur.map(|v| v.to_string()).into()
}

fn liste<T: ToString>(valeurs: &[T]) -> Cellule {
    let textes: Vec<String> = valeurs.iter().map(T::to_string).collect();
    dit(Some(textes.join("|")).filter(|t| !t.is_empty()))
}

fn formation(f: &Formation) -> Vec<Cellule> {
    let (l, g, t) = (&f.lieu, &f.gestionnaire, &f.formateur);
    let position = match l.precision {
        crate::porte::Precision::Adresse => "adresse",
        crate::porte::Precision::Commune => "commune",
        crate::porte::Precision::Aucune => "inconnue",
    };
    vec![
        f.id.clone().into(),
        dit(f.titre()),
        dit(Some(f.cfd)),
        dit(f.rncp),
        liste(&f.mefs),
        dit(f.diplome.as_ref()),
        f.niveau.map(|n| i64::from(n.numero())).into(),
        liste(&f.romes),
        dit(Some(g.siret)),
        dit(g.nom.as_ref()),
        dit(g.uai),
        dit(Some(t.siret)),
        dit(t.nom.as_ref()),
        dit(t.uai),
        dit(l.adresse.as_ref()),
        dit(l.code_postal),
        dit(l.commune),
        dit(l.localite.as_ref()),
        dit(l.departement.as_ref()),
        dit(l.region.as_ref()),
        dit(l.uai),
        l.point.map(noyau::geo::Point::lat).into(),
        l.point.map(noyau::geo::Point::lon).into(),
        position.into(),
        f.duree.into(),
        dit(f.annee.as_ref()),
        f.capacite.into(),
        f.a_distance.into(),
        dit(f.parcoursup_statut.as_ref()),
        dit(f.affelnet_statut.as_ref()),
        f.catalogue_general.map_or(Cellule::Vide, Cellule::Booleen),
    ]
}

fn sessions(f: &Formation) -> Vec<Vec<Cellule>> {
    let ligne = |s: &crate::porte::Session| {
        let debut = s.debut.to_string();
        vec![f.id.clone().into(), debut.into(), s.au_jour.into(), dit(s.fin), s.capacite.into()]
    };
    f.sessions.iter().map(ligne).collect()
}

fn rejet(r: RejetDeLivraison) -> Vec<Cellule> {
    vec![
        r.jeu.into(),
        r.fichier.into(),
        r.ligne.into(),
        r.colonne.into(),
        r.valeur.into(),
        r.regle.into(),
        r.message.into(),
    ]
}

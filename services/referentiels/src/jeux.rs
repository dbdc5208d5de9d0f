//! Open data sets: certifications, the links between diplomas and sheets, and conversions of MEF.

use base::Lecture;
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, TryStreamExt, stream};
use noyau::identifiants::{Cfd, Mef10};
use web::{Cellule, Colonne, Genre, Jeu};

use crate::porte::CertificationsApi;

const SOURCES: &[&str] = &["bcn", "rncp", "kit", "certifinfo", "rome"];
const FREQUENCE: &str = "À chaque publication de l’Éducation nationale ou de France compétences";

const fn colonne(
    nom: &'static str,
    genre: Genre,
    description: &'static str,
    exemple: &'static str,
) -> Colonne {
    Colonne { nom, genre, description, exemple }
}

const CFD: Colonne = colonne("cfd", Genre::Texte, "Code formation diplôme", "50022137");
const RNCP: Colonne = colonne("rncp", Genre::Texte, "Fiche du répertoire national", "RNCP37537");
const DEBUT: Colonne = colonne("debut", Genre::Date, "Premier jour de validité", "2023-09-01");
const FIN: Colonne = colonne("fin", Genre::Date, "Dernier jour de validité", "2028-08-31");
const INTITULE: Colonne = colonne("intitule", Genre::Texte, "Intitulé de la fiche", "Boulanger");

/// Columns of the certifications.
pub const CERTIFICATIONS: &[Colonne] = &[
    CFD,
    RNCP,
    INTITULE,
    colonne("diplome", Genre::Texte, "Nom du diplôme", "BOULANGER (CAP)"),
    colonne("niveau", Genre::Entier, "Niveau européen, 1 à 8", "3"),
    DEBUT,
    FIN,
    colonne("active", Genre::Booleen, "Fiche active pour France compétences", "oui"),
    colonne("romes", Genre::Texte, "Métiers (ROME), séparés par des barres", "D1102"),
];

const LIENS: &[Colonne] = &[CFD, RNCP, DEBUT, FIN];

const MEFS: &[Colonne] = &[
    colonne("mef", Genre::Texte, "Module élémentaire de formation, dix chiffres", "2402213711"),
    CFD,
    RNCP,
];

/// The data sets of the service.
pub fn jeux() -> Vec<Jeu> {
    vec![
        Jeu {
            code: "certifications",
            titre: "Certifications préparées en apprentissage",
            description: "Chaque diplôme avec la fiche du répertoire qui lui correspond, et chacun des deux seul pour les périodes où l’autre ne l’accompagne pas.",
            frequence: FREQUENCE,
            sources: SOURCES,
            colonnes: CERTIFICATIONS,
            lignes: |db| {
                lignes(db, |r| (0..r.liste().len()).map(|n| certification(r, n)).collect())
            },
        },
        Jeu {
            code: "certifications-liens",
            titre: "Correspondances entre diplômes et répertoire national",
            description: "Quel diplôme (CFD) est quelle fiche (RNCP), et pour quelles dates.",
            frequence: FREQUENCE,
            sources: SOURCES,
            colonnes: LIENS,
            lignes: |db| lignes(db, liens),
        },
        Jeu {
            code: "conversions-mef",
            titre: "Correspondances entre MEF, diplômes et répertoire national",
            description: "Chaque module de formation avec son diplôme et la première fiche de ce diplôme.",
            frequence: FREQUENCE,
            sources: SOURCES,
            colonnes: MEFS,
            lignes: |db| lignes(db, mefs),
        },
    ]
}

fn lignes(db: Lecture, lire: fn(&CertificationsApi) -> Vec<Vec<Cellule>>) -> web::jeu::Lignes {
    let charge: BoxFuture<'static, anyhow::Result<_>> = async move {
        let registre = CertificationsApi::charger(&db).await?;
        Ok(stream::iter(lire(&registre)).map(Ok))
    }
    .boxed();
    stream::once(charge).try_flatten().boxed()
}

/// One certification, by its place in the list.
pub fn certification(registre: &CertificationsApi, rang: usize) -> Vec<Cellule> {
    let certification = registre.liste()[rang];
    let table = registre.table();
    let diplome = certification.cfd.and_then(|c| table.diplome(&c));
    let fiche = certification.rncp.and_then(|r| table.fiche(&r));
    let niveau = certification.cfd.and_then(|c| table.niveau(&c));
    let niveau = niveau.or(fiche.and_then(|f| f.niveau));
    let romes = match (certification.rncp, certification.cfd) {
        (Some(rncp), _) => table.romes_de_fiche(&rncp).to_vec(),
        (None, Some(cfd)) => table.romes(&cfd),
        (None, None) => Vec::new(),
    };
    let romes: Vec<String> = romes.iter().map(|r| r.to_string()).collect();
    vec![
        texte(certification.cfd),
        texte(certification.rncp),
        texte(fiche.map(|f| &f.intitule)),
        texte(diplome.map(|d| &d.libelle_long)),
        niveau.map_or(Cellule::Vide, |n| Cellule::Entier(i64::from(n.numero()))),
        texte(certification.periode.debut),
        texte(certification.periode.fin),
        fiche.map_or(Cellule::Vide, |f| Cellule::Booleen(f.active)),
        texte(Some(romes.join("|")).filter(|r| !r.is_empty())),
    ]
}

fn liens(registre: &CertificationsApi) -> Vec<Vec<Cellule>> {
    let paires = registre.liste().iter().filter(|c| c.cfd.is_some() && c.rncp.is_some());
    let ligne = |c: &crate::porte::Certification| {
        vec![texte(c.cfd), texte(c.rncp), texte(c.periode.debut), texte(c.periode.fin)]
    };
    paires.map(ligne).collect()
}

fn mefs(registre: &CertificationsApi) -> Vec<Vec<Cellule>> {
    let table = registre.table();
    let mut mefs: Vec<(Mef10, Cfd)> = table
        .diplomes()
        .flat_map(|d| table.mefs(&d.cfd).iter().map(move |m| (*m, d.cfd)))
        .collect();
    mefs.sort_unstable();
    let ligne = |(mef, cfd): (Mef10, Cfd)| {
        vec![texte(Some(mef)), texte(Some(cfd)), texte(table.rncps(&cfd).first())]
    };
    mefs.into_iter().map(ligne).collect()
}

fn texte(valeur: Option<impl ToString>) -> Cellule {
    valeur.map_or(Cellule::Vide, |v| Cellule::Texte(v.to_string()))
}

//! The search of organisations, and the files of exactly what it shows.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use web::export::{self, Format};
use web::page::{Compte, Lien};
use web::pagination::Pagination;
use web::{Erreur, Etat};

use super::{Rendu, adresse_de, identifiants, page, rendre, ville};
use crate::export::{ORGANISMES, lignes};
use crate::porte::{Organisme, Registres, Trouves};
use crate::regles::criteres::{Criteres, FACETTES, libelle};
use crate::regles::situation::Situation;
use crate::vues::{Choix, Ligne, Liste, Selection};

const CHEMIN: &str = "/organismes";

/// Organisations on a page.
const PAR_PAGE: usize = 20;

/// Shows the list. What the address says that it does not understand is left aside.
pub async fn show(State(etat): State<Etat>, RawQuery(adresse): RawQuery) -> Rendu {
    let criteres = Criteres::lire(&adresse.unwrap_or_default());
    let registre = Registres::de(&etat).await?;
    let trouves = registre.chercher(&criteres);
    let debut = criteres.page * PAR_PAGE;
    let montres = trouves.rangs.iter().skip(debut).take(PAR_PAGE);
    let total = trouves.rangs.len();
    let pages = total.div_ceil(PAR_PAGE) as u64;
    let de_page = |p: u64| Criteres { page: p as usize, ..criteres.clone() }.adresse(CHEMIN);
    let mut page = page(&etat, &titre(&criteres, total), CHEMIN);
    page.indexable = criteres == Criteres::default();
    rendre(&Liste {
        page,
        fil: vec![Lien::new("Accueil", "/")],
        selections: selections(&criteres, &trouves),
        total: Compte(total as u64),
        poses: poses(&criteres),
        lignes: montres.map(|&rang| ligne(&registre.organismes[rang])).collect(),
        pagination: Pagination::nouvelle(criteres.page as u64, pages, de_page),
        exports: exports(&criteres),
        texte: criteres.texte,
        lieu: criteres.lieu,
    })
}

/// The list as a CSV file.
pub async fn csv(etat: State<Etat>, adresse: RawQuery) -> Result<Response, Erreur> {
    fichier(etat, adresse, Format::Csv).await
}

/// The list as a spreadsheet.
pub async fn xlsx(etat: State<Etat>, adresse: RawQuery) -> Result<Response, Erreur> {
    fichier(etat, adresse, Format::Xlsx).await
}

async fn fichier(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    format: Format,
) -> Result<Response, Erreur> {
    let criteres = Criteres::lire(&adresse.unwrap_or_default());
    let registre = Registres::de(&etat).await?;
    let rangs = registre.chercher(&criteres).rangs;
    export::repondre(format, "organismes", ORGANISMES, lignes(registre, rangs)).await
}

fn titre(criteres: &Criteres, total: usize) -> String {
    let mut parties = vec!["Organismes de formation".to_owned()];
    parties
        .extend([&criteres.texte, &criteres.lieu].into_iter().filter(|t| !t.is_empty()).cloned());
    let compte = Compte(total as u64);
    format!("{} — {compte} résultat{}", parties.join(", "), compte.s())
}

fn exports(criteres: &Criteres) -> Vec<Lien> {
    let toutes = Criteres { page: 0, ..criteres.clone() };
    vec![
        Lien::new("CSV", toutes.adresse("/organismes.csv")),
        Lien::new("tableur (XLSX)", toutes.adresse("/organismes.xlsx")),
    ]
}

fn selections(criteres: &Criteres, trouves: &Trouves) -> Vec<Selection> {
    let une = |(rang, (nom, titre)): (usize, &(&'static str, &'static str))| {
        let mut choix: Vec<Choix> = trouves.comptes[rang]
            .iter()
            .map(|(valeur, compte)| Choix {
                valeur: valeur.clone(),
                libelle: libelle(rang, valeur),
                compte: Compte(*compte),
                choisi: *valeur == criteres.choix[rang],
            })
            .collect();
        let pose = &criteres.choix[rang];
        if !pose.is_empty() && !choix.iter().any(|c| c.choisi) {
            let (valeur, libelle) = (pose.clone(), libelle(rang, pose));
            choix.push(Choix { valeur, libelle, compte: Compte(0), choisi: true });
        }
        Selection { nom, titre, choix }
    };
    FACETTES.iter().enumerate().map(une).collect()
}

fn poses(criteres: &Criteres) -> Vec<Lien> {
    let mut poses = Vec::new();
    let sans = Criteres { page: 0, ..criteres.clone() };
    if !criteres.texte.is_empty() {
        let reste = Criteres { texte: String::new(), ..sans.clone() };
        poses.push(Lien::new(&criteres.texte, reste.adresse(CHEMIN)));
    }
    if !criteres.lieu.is_empty() {
        let reste = Criteres { lieu: String::new(), ..sans.clone() };
        poses.push(Lien::new(&criteres.lieu, reste.adresse(CHEMIN)));
    }
    for (rang, choix) in criteres.choix.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
        let mut reste = sans.clone();
        reste.choix[rang].clear();
        poses.push(Lien::new(libelle(rang, choix), reste.adresse(CHEMIN)));
    }
    poses
}

fn ligne(o: &Organisme) -> Ligne {
    let mut faits = vec![o.nature().libelle().to_owned(), Situation::de(o).libelle().to_owned()];
    if o.qualiopi.as_ref().is_some_and(|q| q.valeur) {
        faits.push("Qualiopi".to_owned());
    }
    Ligne {
        adresse: adresse_de(&o.siret),
        nom: o.nom(),
        identifiants: identifiants(o),
        ou: ville(o),
        faits,
        ferme: !o.ouvert(),
    }
}

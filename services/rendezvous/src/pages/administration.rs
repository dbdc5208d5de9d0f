//! Administrators look for a training, and change who receives its requests.

use axum::extract::{RawQuery, State};
use web::Etat;
use web::page::Lien;
use web::parametres::Parametres;

use super::{Rendu, cfa, encoder, fil, page, rendre};
use crate::depot::formations::{self, Formation};
use crate::vues::{Ecran, Partie, Rangee, Recherche, Table};

/// Path of the search.
pub const CHEMIN: &str = "/administration/rendez-vous";

/// Trainings shown.
const LIMITE: i64 = 100;

/// The search.
pub async fn show(State(etat): State<Etat>, RawQuery(adresse): RawQuery) -> Rendu {
    let lus = Parametres::lire(adresse.as_deref());
    let mot: String = lus.texte("q").unwrap_or_default().chars().take(120).collect();
    let mot = mot.trim().to_owned();
    let lues = match mot.is_empty() {
        true => Vec::new(),
        false => formations::chercher(etat.db.read(), &mot, LIMITE).await?,
    };
    let page = page(&etat, "Rendez-vous : formations", CHEMIN);
    let chapo = "Une formation se trouve par son nom, un SIRET, sa clé ministère éducatif, ses numéros RCO ou Parcoursup, ou l’adresse qui reçoit ses demandes.";
    let mut ecran = Ecran::new(page, fil(&[("Mon espace", "/espace")]), chapo);
    ecran.recherche = Some(Recherche {
        action: CHEMIN.to_owned(),
        libelle: "Ce que vous cherchez",
        mot: mot.clone(),
        etats: Vec::new(),
        etat: String::new(),
    });
    if !mot.is_empty() {
        ecran = ecran.partie(tableau(&lues));
    }
    let demandes = Partie::new("Toutes les demandes", &[]).lien("Lire les demandes", cfa::CHEMIN);
    rendre(ecran.partie(demandes))
}

fn tableau(lues: &[Formation]) -> Partie {
    if lues.is_empty() {
        return Partie::new("Formations", &["Rien ne correspond."]);
    }
    let rangee = |f: &Formation| {
        let adresse = format!("{}/{}/formation/{}", cfa::CHEMIN, f.formateur, encoder(&f.id));
        Rangee {
            lien: Lien::new(format!("{}, {}", f.titre, f.lieu_localite), adresse),
            cellules: vec![
                f.formateur_nom.clone(),
                f.courriel.clone().unwrap_or_else(|| "Aucune adresse".to_owned()),
                f.provenance.clone(),
            ],
            choix: String::new(),
        }
    };
    let mut partie = Partie::new("Formations", &[]);
    partie.table = Some(Table {
        legende: "Formations",
        colonnes: &["Formation", "Formateur", "Adresse", "Provenance"],
        rangees: lues.iter().map(rangee).collect(),
        lot: None,
    });
    partie
}

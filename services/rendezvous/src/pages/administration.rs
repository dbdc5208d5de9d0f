//! Administrators look for a training, and change who receives its requests.

use axum::extract::{RawQuery, State};
use web::Etat;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::formulaire::{Champ, Formulaire};
use web::parametres::Parametres;

use super::{Rendu, cfa, encoder, page, rendre};
use crate::depot::formations::{self, Formation};

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
    let mut ecran = Ecran::nouveau(page, chapo).sous("Mon espace", "/espace");
    let champ = Champ::ligne("q", "Ce que vous cherchez").valeur(&mot);
    ecran.filtres = Some(Formulaire::new(CHEMIN, "Chercher", vec![champ]));
    if !mot.is_empty() {
        ecran = ecran.bloc(tableau(&lues));
    }
    let demandes = Bloc::nouveau("Toutes les demandes", &[]).lien("Lire les demandes", cfa::CHEMIN);
    rendre(&ecran.bloc(demandes))
}

fn tableau(lues: &[Formation]) -> Bloc {
    if lues.is_empty() {
        return Bloc::nouveau("Formations", &["Rien ne correspond."]);
    }
    let rangee = |f: &Formation| Rangee {
        adresse: format!("{}/{}/formation/{}", cfa::CHEMIN, f.formateur, encoder(&f.id)),
        cellules: vec![
            format!("{}, {}", f.titre, f.lieu_localite),
            f.formateur_nom.clone(),
            f.courriel.clone().unwrap_or_else(|| "Aucune adresse".to_owned()),
            f.provenance.clone(),
        ],
    };
    let colonnes = ["Formation", "Formateur", "Adresse", "Provenance"];
    let rangees = lues.iter().map(rangee).collect();
    Bloc::nouveau("Formations", &[])
        .table(Table::liens("Formations", &colonnes, rangees).en_fiches())
}

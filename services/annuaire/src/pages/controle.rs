//! Which organisation a UAI and a SIRET designate, and why.

use axum::extract::{RawQuery, State};
use noyau::identifiants::{Siret, Uai};
use web::Etat;

use super::{Rendu, adresse_de, fil, page, parametre, rendre};
use crate::porte::{self, Organisme, Registre, Registres};
use crate::regles::rapprochement::{EtatSiret, EtatUai, Piste, Recherche};
use crate::vues::{Controle, PisteVue};

const CHEMIN: &str = "/organismes/controle";

/// Shows the form and, when it is filled, the answer.
pub async fn show(State(etat): State<Etat>, RawQuery(adresse): RawQuery) -> Rendu {
    let adresse = adresse.unwrap_or_default();
    let (uai, siret) = (parametre(&adresse, "uai"), parametre(&adresse, "siret"));
    let (uai_lu, erreur_uai) = lire::<Uai>(&uai);
    let (siret_lu, erreur_siret) = lire::<Siret>(&siret);
    let demande = erreur_uai.is_empty()
        && erreur_siret.is_empty()
        && (uai_lu.is_some() || siret_lu.is_some());
    let recherche = if demande {
        Some(porte::rechercher(etat.db.read(), uai_lu.as_ref(), siret_lu.as_ref()).await?)
    } else {
        None
    };
    let registre = Registres::de(&etat).await?;
    let pistes = |r: &Recherche| r.candidats.iter().map(|p| piste(&registre, p)).collect();
    let mut page = page(&etat, "Contrôler un UAI et un SIRET", CHEMIN);
    page.indexable = adresse.is_empty();
    rendre(&Controle {
        page,
        fil: fil(),
        uai: (uai, erreur_uai),
        siret: (siret, erreur_siret),
        regle: recherche.as_ref().map(|r| r.regle.phrase().to_owned()),
        connus: recherche.as_ref().map(connus).unwrap_or_default(),
        resultat: recherche.as_ref().and_then(|r| r.resultat.as_ref()).map(|p| piste(&registre, p)),
        candidats: recherche.as_ref().map(pistes).unwrap_or_default(),
    })
}

/// A value and what is wrong with it; neither when nothing was typed.
fn lire<T: std::str::FromStr<Err = noyau::ValeurInvalide>>(texte: &str) -> (Option<T>, String) {
    if texte.is_empty() {
        return (None, String::new());
    }
    match texte.parse() {
        Ok(valeur) => (Some(valeur), String::new()),
        Err(e) => (None, e.message),
    }
}

fn connus(r: &Recherche) -> Vec<String> {
    let uai = r.uai.map(|etat| match etat {
        EtatUai::Ok => "Cet UAI est connu.",
        EtatUai::Inconnu => "Cet UAI n’est validé pour aucun organisme ni aucun lieu de formation.",
    });
    let siret = r.siret.map(|etat| match etat {
        EtatSiret::Ok => "Ce SIRET est connu et son établissement ouvert.",
        EtatSiret::Ferme => "Ce SIRET est connu, mais son établissement est fermé.",
        EtatSiret::Inconnu => "Ce SIRET n’est pas dans l’annuaire.",
        EtatSiret::Indisponible => "L’annuaire est vide : rien ne peut être dit de ce SIRET.",
    });
    uai.into_iter().chain(siret).map(str::to_owned).collect()
}

fn piste(registre: &Registre, p: &Piste) -> PisteVue {
    let nom = registre.get(&p.siret).map(Organisme::nom);
    let uai = p.uai.map_or_else(|| "aucun UAI validé".to_owned(), |u| format!("UAI validé {u}"));
    PisteVue {
        nom: nom.unwrap_or_else(|| p.siret.affichage()),
        adresse: adresse_de(&p.siret),
        identifiants: format!("SIRET {}, {uai}", p.siret.affichage()),
        raisons: raisons(p),
    }
}

fn raisons(p: &Piste) -> Vec<String> {
    let uai = p.par_uai.map(|u| (u.lui_meme, u.son_lieu)).unwrap_or_default();
    let siret = p.par_siret.map(|s| (s.lui_meme, s.son_formateur, s.son_responsable));
    let siret = siret.unwrap_or_default();
    let dites = [
        (siret.0, "Son SIRET est celui que vous donnez."),
        (uai.0, "L’UAI que vous donnez est validé pour lui."),
        (uai.1, "L’UAI que vous donnez est celui d’un de ses lieux de formation."),
        (siret.1, "Le SIRET que vous donnez enseigne pour lui."),
        (siret.2, "Le SIRET que vous donnez répond de ses formations."),
        (!p.ouvert, "Il est fermé."),
        (!p.declare, "Aucune offre de formation n’a été collectée pour lui."),
    ];
    dites.iter().filter(|(vraie, _)| *vraie).map(|(_, phrase)| (*phrase).to_owned()).collect()
}

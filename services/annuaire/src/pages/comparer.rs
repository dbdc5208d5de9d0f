//! Two organisations side by side.

use axum::extract::{RawQuery, State};
use noyau::identifiants::Siret;
use web::Etat;
use web::page::Lien;

use super::{Rendu, adresse_de, fil, page, parametre, rendre, ville};
use crate::porte::{Organisme, Registre, Registres};
use crate::regles::situation::Situation;
use crate::vues::Comparaison;

const CHEMIN: &str = "/organismes/comparer";

/// Shows the form and, when both are known, the comparison.
pub async fn show(State(etat): State<Etat>, RawQuery(adresse): RawQuery) -> Rendu {
    let adresse = adresse.unwrap_or_default();
    let registre = Registres::de(&etat).await?;
    let (a, b) = (parametre(&adresse, "a"), parametre(&adresse, "b"));
    let (premier, erreur_a) = trouver(&registre, &a);
    let (second, erreur_b) = trouver(&registre, &b);
    let couple = premier.zip(second);
    let lien = |o: &Organisme| Lien::new(o.nom(), adresse_de(&o.siret));
    let mut page = page(&etat, "Comparer deux organismes", CHEMIN);
    page.indexable = adresse.is_empty();
    rendre(&Comparaison {
        page,
        fil: fil(),
        a: (a, erreur_a),
        b: (b, erreur_b),
        noms: couple.map(|(a, b)| (lien(a), lien(b))),
        lignes: couple.map(|(a, b)| lignes(a, b)).unwrap_or_default(),
    })
}

fn trouver<'r>(registre: &'r Registre, texte: &str) -> (Option<&'r Organisme>, String) {
    if texte.is_empty() {
        return (None, String::new());
    }
    match texte.parse::<Siret>() {
        Err(e) => (None, e.message),
        Ok(siret) => match registre.get(&siret) {
            None => (None, "L’annuaire ne connaît pas ce SIRET.".to_owned()),
            trouve => (trouve, String::new()),
        },
    }
}

fn lignes(a: &Organisme, b: &Organisme) -> Vec<(&'static str, String, String, bool)> {
    let comparer = |titre: &'static str, lire: &dyn Fn(&Organisme) -> String| {
        let (un, autre) = (lire(a), lire(b));
        let differe = un != autre;
        let dire = |t: String| if t.is_empty() { "Inconnu".to_owned() } else { t };
        (titre, dire(un), dire(autre), differe)
    };
    let texte = |f: &Option<crate::regles::fusion::Fait<String>>| {
        f.as_ref().map(|f| f.valeur.clone()).unwrap_or_default()
    };
    vec![
        comparer("SIRET", &|o| o.siret.affichage()),
        comparer("Entreprise (SIREN)", &|o| o.siret.siren().affichage()),
        comparer("Raison sociale", &|o| texte(&o.raison_sociale)),
        comparer("Enseigne", &|o| texte(&o.enseigne)),
        comparer("État", &|o| if o.ouvert() { "Ouvert" } else { "Fermé" }.to_owned()),
        comparer("Nature", &|o| o.nature().libelle().to_owned()),
        comparer("UAI", &|o| {
            let uai = o.uai_validee().map(|u| u.to_string());
            uai.unwrap_or_else(|| Situation::de(o).libelle().to_owned())
        }),
        comparer("UAI possibles", &|o| {
            o.uais.iter().map(|u| u.uai.to_string()).collect::<Vec<_>>().join(", ")
        }),
        comparer("Qualiopi apprentissage", &|o| {
            let dit = o.qualiopi.as_ref().map(|q| if q.valeur { "Oui" } else { "Non" });
            dit.unwrap_or_default().to_owned()
        }),
        comparer("Déclaration d’activité", &|o| texte(&o.nda)),
        comparer("Ville", &ville),
        comparer("Réseaux", &|o| o.reseaux.join(", ").to_uppercase()),
        comparer("Relations", &|o| o.relations.len().to_string()),
        comparer("Lieux de formation", &|o| o.lieux.len().to_string()),
    ]
}

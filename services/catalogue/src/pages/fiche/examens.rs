//! What was examined of a training: its controls, its MEF.

use web::document::Section;

use crate::porte::Formation;
use crate::regles::examen::{CONTROLES, Connu, Constat, empechement};
use crate::regles::mefs;

/// Every control: failed, passed, or not judged and why.
pub fn controles(f: &Formation, connu: &Connu, constats: &[Constat]) -> Section {
    let lignes = CONTROLES.iter().enumerate().map(|(rang, c)| {
        let echec = constats.iter().find(|constat| constat.rang == rang);
        let (etat, raison, corriger) = match (echec, empechement(c.code, f, connu)) {
            (Some(constat), _) => (c.gravite.libelle(), constat.raison.as_str(), c.corriger),
            (None, Some(raison)) => ("Non contrôlé", raison, ""),
            (None, None) => ("Rien à signaler", "", ""),
        };
        [c.titre, etat, raison, corriger].map(str::to_owned).to_vec()
    });
    Section::texte("Contrôles", &["« Non contrôlé » : ce qu’il faudrait comparer n’est pas connu."])
        .tableau(&["Contrôle", "État", "Pourquoi", "Comment corriger, et qui"], lignes.collect())
}

/// The MEF of the diploma, and those that fit this training.
pub fn mefs(f: &Formation, connu: &Connu) -> Section {
    let examines = mefs::examiner(f, &connu.mefs);
    let origine = if f.mefs.is_empty() {
        "Liste : Base centrale des nomenclatures, pour ce diplôme."
    } else {
        "Liste : celle que l’éditeur du catalogue a jointe à la fiche."
    };
    let conclusion = mefs::conclusion(&examines);
    let section = Section::texte("Choix du MEF", &[&conclusion]);
    if examines.is_empty() {
        return section;
    }
    let lignes = examines.into_iter().map(|e| {
        let choix = if e.retenu { "Retenu" } else { "Écarté" };
        vec![e.mef.to_string(), choix.to_owned(), e.raison]
    });
    let lignes = lignes.collect();
    let section = Section::texte("Choix du MEF", &[&conclusion, origine]);
    section.tableau(&["Code MEF", "Choix", "Pourquoi"], lignes)
}

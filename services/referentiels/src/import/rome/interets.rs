//! What people like: centres d'intérêt, and Holland's profiles of trades.

use importer::{Csv, Enregistrement, Importeur, Ligne, Rejet};
use noyau::identifiants::Rome;

use super::COMMUN;
use crate::import::champs::{requis, texte, une_table};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A centre d'intérêt, told in the first person.
    Interet, "rome_interets", cle(code) {
        code: String,
        libelle: String,
        definition: Option<String>,
    }
}

enregistrement! {
    /// A trade that answers an interest.
    MetierInteret, "rome_metiers_interets", cle(interet, rome) {
        interet: String,
        rome: Rome,
        principal: bool,
    }
}

enregistrement! {
    /// Holland's profile of a trade.
    Riasec, "rome_riasec", cle(rome) {
        rome: Rome,
        majeur: String,
        mineur: Option<String>,
    }
}

pub const IMPORTEURS: [Importeur; 3] = [
    Importeur {
        jeu: "rome/interets",
        titre: "Centres d'intérêt (France Travail)",
        tables: &[Interet::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_centre_interet", "definition_centre_interet"]),
        lire: |fichier, puits| {
            let colonnes =
                ["code_centre_interet", "libelle_centre_interet", "definition_centre_interet"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, interet)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/metiers-interets",
        titre: "Métiers par centre d'intérêt (France Travail)",
        rang: 16,
        tables: &[MetierInteret::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_centre_interet", "code_rome", "principal"]),
        lire: |fichier, puits| {
            let colonnes = ["code_centre_interet", "code_rome", "principal"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, metier_interet)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/riasec",
        titre: "Profils RIASEC des métiers (France Travail)",
        rang: 16,
        tables: &[Riasec::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_rome", "riasec_majeur", "riasec_mineur"]),
        lire: |fichier, puits| {
            let colonnes = ["code_rome", "riasec_majeur", "riasec_mineur"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, riasec)
        },
        ..COMMUN
    },
];

fn interet(ligne: &Ligne<'_>) -> Result<Interet, Rejet> {
    Ok(Interet { code: requis(ligne, 0)?, libelle: requis(ligne, 1)?, definition: texte(ligne, 2) })
}

fn metier_interet(ligne: &Ligne<'_>) -> Result<MetierInteret, Rejet> {
    Ok(MetierInteret {
        interet: requis(ligne, 0)?,
        rome: ligne.valeur(1)?,
        principal: ligne.champ(2) == "oui",
    })
}

fn riasec(ligne: &Ligne<'_>) -> Result<Riasec, Rejet> {
    Ok(Riasec { rome: ligne.valeur(0)?, majeur: requis(ligne, 1)?, mineur: texte(ligne, 2) })
}

//! Where trades are found: sectors of activity, divisions of the NAF, themes.

use importer::{Csv, Enregistrement, Importeur, Ligne, Rejet};
use noyau::identifiants::Rome;

use super::COMMUN;
use crate::import::champs::{Entier, requis, texte, une_table};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A sector of activity.
    Secteur, "rome_secteurs", cle(code) {
        code: String,
        libelle: String,
        definition: Option<String>,
    }
}

enregistrement! {
    /// A part of a sector.
    SousSecteur, "rome_sous_secteurs", cle(code) {
        code: String,
        libelle: String,
        secteur: String,
    }
}

enregistrement! {
    /// A trade in a sector; the sub-sector is empty when the sector has none.
    MetierSecteur, "rome_metiers_secteurs", cle(secteur, sous_secteur, rome) {
        secteur: String,
        sous_secteur: String,
        rome: Rome,
        principal: bool,
    }
}

enregistrement! {
    /// A division of the NAF, on 2 digits. `00` is what crosses all sectors.
    DivisionNaf, "rome_divisions_naf", cle(division) {
        division: String,
        libelle: String,
    }
}

enregistrement! {
    /// A trade found in a division of the NAF.
    MetierNaf, "rome_metiers_naf", cle(division, rome) {
        division: String,
        rome: Rome,
    }
}

enregistrement! {
    /// A theme that crosses sectors.
    Theme, "rome_themes", cle(code) {
        code: String,
        libelle: String,
        definition: Option<String>,
    }
}

enregistrement! {
    /// A trade in a theme.
    MetierTheme, "rome_metiers_themes", cle(theme, rome) {
        theme: String,
        rome: Rome,
    }
}

pub const IMPORTEURS: [Importeur; 7] = [
    Importeur {
        jeu: "rome/secteurs",
        titre: "Secteurs d'activité (France Travail)",
        tables: &[Secteur::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_sect_activite", "definition_sect_activite"]),
        lire: |fichier, puits| {
            let colonnes =
                ["code_sect_activite", "libelle_sect_activite", "definition_sect_activite"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, secteur)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/sous-secteurs",
        titre: "Sous-secteurs d'activité (France Travail)",
        tables: &[SousSecteur::TABLE],
        reconnaitre: |a| {
            a.a_les_colonnes(&["code_ss_sect_activite", "definition_ss_sect_activite"])
        },
        lire: |fichier, puits| {
            let colonnes =
                ["code_ss_sect_activite", "libelle_ss_sect_activite", "code_sect_activite"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, sous_secteur)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/metiers-secteurs",
        titre: "Métiers par secteur d'activité (France Travail)",
        rang: 16,
        tables: &[MetierSecteur::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_sect_activite", "code_rome", "principal"]),
        lire: |fichier, puits| {
            let colonnes =
                ["code_sect_activite", "code_ss_sect_activite", "code_rome", "principal"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, metier_secteur)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/divisions-naf",
        titre: "Divisions de la NAF (France Travail)",
        tables: &[DivisionNaf::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_tech_secteur_naf", "libelle_secteur_naf"]),
        lire: |fichier, puits| {
            let colonnes = ["code_secteur_naf", "libelle_secteur_naf"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, division_naf)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/metiers-naf",
        titre: "Métiers par division de la NAF (France Travail)",
        rang: 16,
        tables: &[MetierNaf::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_secteur_naf", "code_rome"]),
        lire: |fichier, puits| {
            // This file alone is in Latin-1, whatever its name says. Only its codes are read.
            let colonnes = ["code_secteur_naf", "code_rome"];
            une_table(Csv::VIRGULE.latin1(), fichier, puits, &colonnes, metier_naf)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/themes",
        titre: "Thèmes (France Travail)",
        tables: &[Theme::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_theme", "definition_theme"]),
        lire: |fichier, puits| {
            let colonnes = ["code_theme", "libelle_theme", "definition_theme"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, theme)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/metiers-themes",
        titre: "Métiers par thème (France Travail)",
        rang: 16,
        tables: &[MetierTheme::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_theme", "code_rome"]),
        lire: |fichier, puits| {
            let colonnes = ["code_theme", "code_rome"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, metier_theme)
        },
        ..COMMUN
    },
];

fn secteur(ligne: &Ligne<'_>) -> Result<Secteur, Rejet> {
    Ok(Secteur { code: requis(ligne, 0)?, libelle: requis(ligne, 1)?, definition: texte(ligne, 2) })
}

fn sous_secteur(ligne: &Ligne<'_>) -> Result<SousSecteur, Rejet> {
    Ok(SousSecteur {
        code: requis(ligne, 0)?,
        libelle: requis(ligne, 1)?,
        secteur: requis(ligne, 2)?,
    })
}

fn metier_secteur(ligne: &Ligne<'_>) -> Result<MetierSecteur, Rejet> {
    Ok(MetierSecteur {
        secteur: requis(ligne, 0)?,
        sous_secteur: ligne.champ(1).to_owned(),
        rome: ligne.valeur(2)?,
        principal: ligne.champ(3) == "oui",
    })
}

/// `1` is the division `01`: France Travail drops leading zeros.
fn division(ligne: &Ligne<'_>) -> Result<String, Rejet> {
    let numero = ligne.valeur::<Entier>(0)?.0;
    Ok(format!("{numero:02}"))
}

fn division_naf(ligne: &Ligne<'_>) -> Result<DivisionNaf, Rejet> {
    Ok(DivisionNaf { division: division(ligne)?, libelle: requis(ligne, 1)? })
}

fn metier_naf(ligne: &Ligne<'_>) -> Result<MetierNaf, Rejet> {
    Ok(MetierNaf { division: division(ligne)?, rome: ligne.valeur(1)? })
}

fn theme(ligne: &Ligne<'_>) -> Result<Theme, Rejet> {
    Ok(Theme { code: requis(ligne, 0)?, libelle: requis(ligne, 1)?, definition: texte(ligne, 2) })
}

fn metier_theme(ligne: &Ligne<'_>) -> Result<MetierTheme, Rejet> {
    Ok(MetierTheme { theme: requis(ligne, 0)?, rome: ligne.valeur(1)? })
}

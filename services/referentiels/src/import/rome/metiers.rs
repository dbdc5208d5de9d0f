//! Trades, the names people give them, moves between them, texts.

use importer::{Csv, Enregistrement, Importeur, Ligne, Rejet};
use noyau::identifiants::Rome;

use super::COMMUN;
use crate::import::champs::{Entier, requis, texte, une_table};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A trade.
    Metier, "rome_metiers", cle(code) {
        code: Rome,
        ogr: i64,
        libelle: String,
        transition_eco: Option<String>,
        transition_num: bool,
        transition_demo: bool,
        reglemente: bool,
        cadre: bool,
        parent: Option<Rome>,
    }
}

enregistrement! {
    /// A name of a trade.
    Appellation, "rome_appellations", cle(ogr) {
        ogr: i64,
        libelle: String,
        libelle_court: String,
        rome: Rome,
        principale: bool,
        peu_usite: bool,
    }
}

enregistrement! {
    /// A trade that one can move to; the nearest has the lowest rank.
    Mobilite, "rome_mobilites", cle(rome, cible) {
        rome: Rome,
        cible: Rome,
        rang: i64,
    }
}

enregistrement! {
    /// A sentence of the definition of a trade, or of the way in.
    TexteMetier, "rome_textes", cle(rome, genre, rang) {
        rome: Rome,
        genre: String,
        rang: i64,
        texte: String,
    }
}

pub const IMPORTEURS: [Importeur; 4] = [
    Importeur {
        jeu: "rome/codes",
        titre: "Métiers du ROME (France Travail)",
        tables: &[Metier::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_rome", "code_fiche_metier", "libelle_rome"]),
        lire: |fichier, puits| {
            let colonnes = [
                "code_rome",
                "code_ogr",
                "libelle_rome",
                "transition_eco",
                "transition_num",
                "transition_demo",
                "emploi_reglemente",
                "emploi_cadre",
                "code_rome_parent",
            ];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, metier)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/appellations",
        titre: "Appellations des métiers (France Travail)",
        rang: 16,
        tables: &[Appellation::TABLE],
        reconnaitre: |a| {
            a.a_les_colonnes(&["libelle_appellation_court", "code_rome", "classification"])
        },
        lire: |fichier, puits| {
            let colonnes = [
                "code_ogr",
                "libelle_appellation_long",
                "libelle_appellation_court",
                "code_rome",
                "classification",
                "peu_usite",
            ];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, appellation)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/mobilites",
        titre: "Mobilités entre métiers (France Travail)",
        rang: 16,
        tables: &[Mobilite::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_rome", "code_rome_cible", "numero_ordre"]),
        lire: |fichier, puits| {
            let colonnes = ["code_rome", "code_rome_cible", "numero_ordre"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, mobilite)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/textes",
        titre: "Définitions et accès aux métiers (France Travail)",
        rang: 16,
        tables: &[TexteMetier::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_rome", "libelle_type_texte", "libelle_texte"]),
        lire: |fichier, puits| {
            let colonnes = ["code_rome", "libelle_type_texte", "position_phrase", "libelle_texte"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, texte_metier)
        },
        ..COMMUN
    },
];

fn metier(ligne: &Ligne<'_>) -> Result<Metier, Rejet> {
    Ok(Metier {
        code: ligne.valeur(0)?,
        ogr: ligne.valeur::<Entier>(1)?.0,
        libelle: requis(ligne, 2)?,
        transition_eco: texte(ligne, 3),
        transition_num: ligne.champ(4) == "O",
        transition_demo: ligne.champ(5) == "O",
        reglemente: ligne.champ(6) == "O",
        cadre: ligne.champ(7) == "O",
        parent: ligne.option(8)?,
    })
}

fn appellation(ligne: &Ligne<'_>) -> Result<Appellation, Rejet> {
    let libelle = requis(ligne, 1)?;
    Ok(Appellation {
        ogr: ligne.valeur::<Entier>(0)?.0,
        libelle_court: texte(ligne, 2).unwrap_or_else(|| libelle.clone()),
        libelle,
        rome: ligne.valeur(3)?,
        principale: ligne.champ(4) == "PRINCIPALE",
        peu_usite: ligne.champ(5) == "O",
    })
}

fn mobilite(ligne: &Ligne<'_>) -> Result<Mobilite, Rejet> {
    Ok(Mobilite {
        rome: ligne.valeur(0)?,
        cible: ligne.valeur(1)?,
        rang: ligne.valeur::<Entier>(2)?.0,
    })
}

fn texte_metier(ligne: &Ligne<'_>) -> Result<TexteMetier, Rejet> {
    let genre = ligne.champ(1);
    if !matches!(genre, "definition" | "acces_metier") {
        let message = "ce genre de texte est inconnu : definition ou acces_metier attendus";
        return Err(ligne.origine.rejet("libelle_type_texte", genre, "rome.genre_texte", message));
    }
    Ok(TexteMetier {
        rome: ligne.valeur(0)?,
        genre: genre.to_owned(),
        rang: ligne.valeur::<Entier>(2)?.0,
        texte: requis(ligne, 3)?,
    })
}

//! What trades ask for: competences, savoirs, contexts, and the links to trades.

use importer::{Csv, Enregistrement, Importeur, Ligne, Rejet};
use noyau::identifiants::Rome;

use super::COMMUN;
use crate::import::champs::{Entier, requis, texte, une_table};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A competence, or a macro-competence that gathers several.
    Competence, "rome_competences", cle(ogr) {
        ogr: i64,
        nature: String,
        libelle: String,
        definition: Option<String>,
        categorie: Option<String>,
        sous_categorie: Option<String>,
        macro_competence: Option<i64>,
    }
}

enregistrement! {
    /// A piece of knowledge.
    Savoir, "rome_savoirs", cle(ogr) {
        ogr: i64,
        libelle: String,
        categorie: Option<String>,
        sous_categorie: Option<String>,
    }
}

enregistrement! {
    /// A working condition.
    Contexte, "rome_contextes", cle(ogr) {
        ogr: i64,
        libelle: String,
        genre: String,
    }
}

enregistrement! {
    /// A competence or a savoir that a trade asks for.
    Coherence, "rome_coherences", cle(rome, ogr) {
        rome: Rome,
        ogr: i64,
        coeur: Option<String>,
    }
}

enregistrement! {
    /// Something named by the sheet of a trade.
    Lien, "rome_liens", cle(rome, bloc, ogr) {
        rome: Rome,
        bloc: i64,
        rubrique: Option<i64>,
        ogr: i64,
    }
}

enregistrement! {
    /// Holland's profile of a macro-competence.
    CompetenceRiasec, "rome_competences_riasec", cle(ogr) {
        ogr: i64,
        majeur: String,
        mineur: Option<String>,
    }
}

pub const IMPORTEURS: [Importeur; 6] = [
    Importeur {
        jeu: "rome/competences",
        titre: "Compétences du ROME (France Travail)",
        tables: &[Competence::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_ogr", "nature", "libelle_competence"]),
        lire: |fichier, puits| {
            let colonnes = [
                "code_ogr",
                "nature",
                "libelle_competence",
                "definition",
                "cat_comp",
                "sous_cat_comp",
                "code_ogr_macro_comp",
            ];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, competence)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/savoirs",
        titre: "Savoirs du ROME (France Travail)",
        tables: &[Savoir::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_ogr_savoir", "libelle_savoir"]),
        lire: |fichier, puits| {
            let colonnes =
                ["code_ogr_savoir", "libelle_savoir", "categorie_savoir", "sous_categorie_savoir"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, savoir)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/contextes",
        titre: "Contextes de travail du ROME (France Travail)",
        tables: &[Contexte::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_ogr", "libelle_cont_travail"]),
        lire: |fichier, puits| {
            let colonnes = ["code_ogr", "libelle_cont_travail", "libelle_type_cont_trav"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, contexte)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/coherences",
        titre: "Compétences et savoirs des métiers (France Travail)",
        rang: 16,
        tables: &[Coherence::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_rome", "code_ogr", "coeur_metier"]),
        lire: |fichier, puits| {
            let colonnes = ["code_rome", "code_ogr", "coeur_metier"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, coherence)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/liens",
        titre: "Contenu des fiches métiers (France Travail)",
        rang: 16,
        tables: &[Lien::TABLE],
        reconnaitre: |a| {
            a.a_les_colonnes(&["code_rome", "code_compo_bloc", "code_rubrique", "code_ogr"])
        },
        lire: |fichier, puits| {
            let colonnes = ["code_rome", "code_compo_bloc", "code_rubrique", "code_ogr"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, lien)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/competences-riasec",
        titre: "Profils RIASEC des macro-compétences (France Travail)",
        rang: 16,
        tables: &[CompetenceRiasec::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code_ogr", "riasec_majeur", "riasec_mineur"]),
        lire: |fichier, puits| {
            let colonnes = ["code_ogr", "riasec_majeur", "riasec_mineur"];
            // A macro-competence without a profile is a line without a fact.
            Csv::VIRGULE.lire(fichier, &colonnes, |ligne| {
                puits.lu();
                if ligne.champ(1).is_empty() {
                    return Ok(());
                }
                Ok(puits.poser_ou_rejeter(ligne.numero(), competence_riasec(ligne))?)
            })
        },
        ..COMMUN
    },
];

fn competence(ligne: &Ligne<'_>) -> Result<Competence, Rejet> {
    Ok(Competence {
        ogr: ligne.valeur::<Entier>(0)?.0,
        nature: requis(ligne, 1)?,
        libelle: requis(ligne, 2)?,
        definition: texte(ligne, 3),
        categorie: texte(ligne, 4),
        sous_categorie: texte(ligne, 5),
        macro_competence: ligne.option::<Entier>(6)?.map(|n| n.0),
    })
}

fn savoir(ligne: &Ligne<'_>) -> Result<Savoir, Rejet> {
    Ok(Savoir {
        ogr: ligne.valeur::<Entier>(0)?.0,
        libelle: requis(ligne, 1)?,
        categorie: texte(ligne, 2),
        sous_categorie: texte(ligne, 3),
    })
}

fn contexte(ligne: &Ligne<'_>) -> Result<Contexte, Rejet> {
    Ok(Contexte {
        ogr: ligne.valeur::<Entier>(0)?.0,
        libelle: requis(ligne, 1)?,
        genre: requis(ligne, 2)?,
    })
}

fn coherence(ligne: &Ligne<'_>) -> Result<Coherence, Rejet> {
    Ok(Coherence {
        rome: ligne.valeur(0)?,
        ogr: ligne.valeur::<Entier>(1)?.0,
        coeur: texte(ligne, 2),
    })
}

fn lien(ligne: &Ligne<'_>) -> Result<Lien, Rejet> {
    Ok(Lien {
        rome: ligne.valeur(0)?,
        bloc: ligne.valeur::<Entier>(1)?.0,
        rubrique: ligne.option::<Entier>(2)?.map(|n| n.0),
        ogr: ligne.valeur::<Entier>(3)?.0,
    })
}

fn competence_riasec(ligne: &Ligne<'_>) -> Result<CompetenceRiasec, Rejet> {
    Ok(CompetenceRiasec {
        ogr: ligne.valeur::<Entier>(0)?.0,
        majeur: requis(ligne, 1)?,
        mineur: texte(ligne, 2),
    })
}

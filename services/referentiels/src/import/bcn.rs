//! BCN: the base centrale des nomenclatures of the Éducation nationale, as it exports its tables.

mod formations;
mod mefs;
mod niveaux;

use importer::{Csv, Enregistrement, Fichier, Illisible, Importeur, sans_ordre};

pub use formations::{BcnFiliation, BcnFormation};
pub use mefs::BcnMef;
pub use niveaux::BcnNiveau;

const ATTENDU_FORMATIONS: &str = "un CSV à points-virgules de la BCN, avec FORMATION_DIPLOME, \
                                  LIBELLE_COURT, LIBELLE_LONG_200, DATE_OUVERTURE et DATE_FERMETURE";

/// The data sets of the BCN. The three tables of diplomas have almost the same header: N alone
/// names successors, and E51 alone names schools.
pub const IMPORTEURS: [Importeur; 5] = [
    Importeur {
        jeu: "bcn/niveaux",
        titre: "Niveaux de formation (BCN, N_NIVEAU_FORMATION_DIPLOME)",
        attendu: "un CSV à points-virgules de la BCN, avec NIVEAU_FORMATION_DIPLOME et LIBELLE_100",
        rang: 20,
        tables: &[BcnNiveau::TABLE],
        reconnaitre: |a| {
            a.a_les_colonnes(&[
                "NIVEAU_FORMATION_DIPLOME",
                "NIVEAU_INTERMINISTERIEL",
                "LIBELLE_100",
            ])
        },
        lire: niveaux::lire,
        ..COMMUN
    },
    Importeur {
        jeu: "bcn/formations",
        titre: "Diplômes (BCN, N_FORMATION_DIPLOME)",
        attendu: ATTENDU_FORMATIONS,
        rang: 21,
        tables: &[BcnFormation::TABLE, BcnFiliation::TABLE],
        reconnaitre: |a| {
            a.a_les_colonnes(&["FORMATION_DIPLOME", "LIBELLE_LONG_200", "NOUVEAU_DIPLOME_1"])
        },
        lire: formations::lire_n,
        ..COMMUN
    },
    Importeur {
        jeu: "bcn/formations-enquete-51",
        titre: "Titres et diplômes du supérieur (BCN, N_FORMATION_DIPLOME_ENQUETE_51)",
        attendu: ATTENDU_FORMATIONS,
        rang: 21,
        tables: &[BcnFormation::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["FORMATION_DIPLOME", "LIBELLE_LONG_200", "NUMERO_UAI"]),
        lire: formations::lire_e51,
        ..COMMUN
    },
    Importeur {
        jeu: "bcn/formations-v",
        titre: "Diplômes de toutes origines (BCN, V_FORMATION_DIPLOME)",
        attendu: ATTENDU_FORMATIONS,
        rang: 21,
        tables: &[BcnFormation::TABLE],
        reconnaitre: |a| {
            a.a_les_colonnes(&["FORMATION_DIPLOME", "LIBELLE_LONG_200"])
                && !a.a_les_colonnes(&["NOUVEAU_DIPLOME_1"])
                && !a.a_les_colonnes(&["NUMERO_UAI"])
        },
        lire: formations::lire_v,
        ..COMMUN
    },
    Importeur {
        jeu: "bcn/mefs",
        titre: "Modules élémentaires de formation (BCN, N_MEF)",
        attendu: "un CSV à points-virgules de la BCN, avec MEF, FORMATION_DIPLOME et MEF_STAT_11",
        rang: 22,
        tables: &[BcnMef::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["MEF", "FORMATION_DIPLOME", "MEF_STAT_11"]),
        lire: mefs::lire,
        ..COMMUN
    },
];

/// What all of them share.
const COMMUN: Importeur = Importeur {
    source: "bcn",
    jeu: "",
    titre: "",
    attendu: "",
    rang: 20,
    revision: 1,
    tables: &[],
    reconnaitre: |_| false,
    ordre: sans_ordre,
    lire: |_, _| Ok(()),
};

/// The BCN exports some tables in Latin-1, others in UTF-8, with or without a BOM.
fn dialecte(fichier: &Fichier) -> Result<Csv, Illisible> {
    let utf8 = fichier.apercu()?.accents_en_utf8();
    Ok(if utf8 { Csv::POINT_VIRGULE } else { Csv::POINT_VIRGULE.latin1() })
}

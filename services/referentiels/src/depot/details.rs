//! What a certification says beyond its name and dates; whole tables, read once for each version.

use base::{ErreurBase, Lecture};

use super::Rangees;

/// Reads one whole table: `a || $1 || b` from its current version.
macro_rules! table {
    ($(#[$doc:meta])* $nom:ident, $champs:literal, $table:literal) => {
        $(#[$doc])*
        pub async fn $nom(db: &Lecture) -> Result<Rangees, ErreurBase> {
            Rangees::lire(
                db,
                concat!(
                    "SELECT string_agg(", $champs, ", $2) FROM ", $table,
                    " WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')",
                    " GROUP BY version"
                ),
            )
            .await
        }
    };
}

table!(
    /// nomenclature, CFD, group of speciality, first and last session, nature, manager.
    diplomes,
    "nomenclature || $1 || cfd || $1 || COALESCE(groupe_specialite, '')
     || $1 || COALESCE(CAST(premiere_session AS TEXT), '')
     || $1 || COALESCE(CAST(derniere_session AS TEXT), '')
     || $1 || COALESCE(nature, '') || $1 || COALESCE(gestionnaire, '')",
    "bcn_formations"
);
table!(
    /// Old CFD, new CFD.
    filiations_bcn,
    "ancien || $1 || nouveau",
    "bcn_filiations"
);
table!(
    /// Old RNCP, new RNCP.
    filiations_rncp,
    "ancien || $1 || nouveau",
    "rncp_filiations"
);
table!(
    /// Level code, interministerial level.
    niveaux,
    "code || $1 || COALESCE(interministeriel, '')",
    "bcn_niveaux"
);
table!(
    /// RNCP, date of effect, else of decision.
    activations,
    "rncp || $1 || COALESCE(effet, decision, '')",
    "rncp_fiches"
);
table!(
    /// CFD, RNCP, first day of the course of study.
    paires,
    "cfd || $1 || rncp || $1 || COALESCE(debut_parcours, '')",
    "kit_correspondances"
);
table!(
    /// RNCP, way.
    voies,
    "rncp || $1 || voie",
    "rncp_voies"
);
table!(
    /// RNCP, code, title.
    blocs,
    "rncp || $1 || code || $1 || libelle",
    "rncp_blocs"
);
table!(
    /// RNCP, speciality, label.
    nsf,
    "rncp || $1 || nsf || $1 || COALESCE(libelle, '')",
    "rncp_nsf"
);
table!(
    /// RNCP, Formacode, label.
    formacodes,
    "rncp || $1 || formacode || $1 || COALESCE(libelle, '')",
    "rncp_formacodes"
);
table!(
    /// RNCP, IDCC, label.
    conventions,
    "rncp || $1 || idcc || $1 || COALESCE(libelle, '')",
    "rncp_conventions"
);
table!(
    /// RNCP, SIRET (may be empty), name.
    certificateurs,
    "rncp || $1 || COALESCE(siret, '') || $1 || nom",
    "rncp_certificateurs"
);
table!(
    /// Trade, label.
    metiers,
    "code || $1 || libelle",
    "rome_metiers"
);

//! Diplomas (BCN), sheets of the register (RNCP), and what joins them.

use base::{ErreurBase, Lecture};

use super::Rangees;

/// nomenclature, CFD, short label, usual name, long label, family, level, opening, closing.
pub async fn diplomes(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(nomenclature || $1 || cfd || $1 || libelle_court || $1 || libelle_stat
                || $1 || libelle_long || $1 || famille
                || $1 || COALESCE(CAST(niveau AS TEXT), '')
                || $1 || COALESCE(ouverture, '') || $1 || COALESCE(fermeture, ''), $2)
         FROM bcn_formations
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// CFD, rank, CFD of a successor. The word of the old diploma wins: what a new diploma says of its
/// ancestors counts for those that name no successor.
pub async fn successeurs(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(f.ancien || $1 || CAST(f.rang AS TEXT) || $1 || f.nouveau, $2)
         FROM bcn_filiations f
         WHERE f.version IN (SELECT id FROM versions WHERE statut = 'courante')
           AND (f.temoin = 'ancien' OR NOT EXISTS (
                SELECT 1 FROM bcn_filiations a WHERE a.version = f.version
                   AND a.ancien = f.ancien AND a.temoin = 'ancien'))
         GROUP BY f.version",
    )
    .await
}

/// CFD, MEF.
pub async fn mefs(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(cfd || $1 || mef, $2) FROM bcn_mefs
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// RNCP, title, short name, level, active, kind of registration, end, open to apprenticeship.
pub async fn fiches(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(f.rncp || $1 || f.intitule || $1 || COALESCE(f.abrege, '')
                || $1 || COALESCE(CAST(f.niveau AS TEXT), '') || $1 || CAST(f.active AS TEXT)
                || $1 || COALESCE(f.enregistrement, '') || $1 || COALESCE(f.fin_enregistrement, '')
                || $1 || CASE WHEN v.rncp IS NULL THEN '0' ELSE '1' END, $2)
         FROM rncp_fiches f
         LEFT JOIN rncp_voies v ON v.version = f.version AND v.rncp = f.rncp
              AND v.voie = 'apprentissage'
         WHERE f.version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY f.version",
    )
    .await
}

/// RNCP, ROME.
pub async fn romes_des_fiches(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(rncp || $1 || rome, $2) FROM rncp_romes
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// RNCP, NSF.
pub async fn nsf_des_fiches(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(rncp || $1 || nsf, $2) FROM rncp_nsf
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// CFD, then a sheet as [`fiches`] gives it, as the kit knows it.
pub async fn correspondances(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(cfd || $1 || rncp || $1 || COALESCE(intitule, libelle, '')
                || $1 || COALESCE(abrege, '') || $1 || COALESCE(CAST(niveau AS TEXT), '')
                || $1 || CAST(active AS TEXT) || $1 || COALESCE(enregistrement, '')
                || $1 || COALESCE(echeance, '') || $1 || CAST(apprentissage AS TEXT), $2)
         FROM kit_correspondances
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// CFD, RNCP (one of them may be empty), ROME (may be empty), as Certif Info knows them.
pub async fn certifinfo(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(COALESCE(c.cfd, '') || $1 || COALESCE(c.rncp, '')
                || $1 || COALESCE(r.rome, ''), $2)
         FROM certifinfo_certifications c
         LEFT JOIN certifinfo_romes r ON r.version = c.version AND r.code = c.code
         WHERE c.version IN (SELECT id FROM versions WHERE statut = 'courante')
           AND (c.cfd IS NOT NULL OR c.rncp IS NOT NULL)
         GROUP BY c.version",
    )
    .await
}

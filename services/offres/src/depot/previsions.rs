//! Forecasts of hirings, with their factors.

use base::sqlx::{self, Row};
use base::{ErreurBase, Lecture, Table, Valeur};
use importer::Enregistrement;
use noyau::identifiants::{Rome, Siret};

use crate::regles::prevision::Prevision;

/// The table of forecasts.
pub const TABLE: Table = Table {
    nom: "offres_previsions",
    colonnes: &[
        "siret",
        "score",
        "horizon_mois",
        "embauches",
        "secteur",
        "tendance",
        "taille",
        "metiers",
    ],
    cle: &["siret"],
};

impl Enregistrement for Prevision {
    const TABLE: &'static Table = &TABLE;

    fn cle(&self) -> String {
        self.siret.to_string()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let metiers: Vec<(String, i64)> =
            self.metiers.iter().map(|(rome, n)| (rome.to_string(), *n)).collect();
        vec![
            self.siret.to_string().into(),
            self.score.into(),
            self.horizon_mois.into(),
            self.embauches.into(),
            self.secteur.into(),
            self.tendance.into(),
            self.taille.into(),
            serde_json::json!(metiers).to_string().into(),
        ]
    }
}

/// The forecast of this company, in the file in force.
pub async fn de(db: &Lecture, siret: &Siret) -> Result<Option<Prevision>, ErreurBase> {
    let sql = "SELECT p.score, p.horizon_mois, p.embauches, p.secteur, p.tendance, p.taille, p.metiers
               FROM offres_previsions p JOIN versions v ON v.id = p.version
               WHERE v.jeu = 'recruteurs/etablissements' AND v.statut = 'courante' AND p.siret = $1";
    let requete = sqlx::query(sql).bind(siret.as_str());
    let Some(row) = requete.fetch_optional(db.pool()).await? else { return Ok(None) };
    let metiers: Vec<(String, i64)> = serde_json::from_str(row.try_get(6)?).unwrap_or_default();
    let connu = |(rome, n): (String, i64)| Some((rome.parse::<Rome>().ok()?, n));
    Ok(Some(Prevision {
        siret: *siret,
        score: row.try_get(0)?,
        horizon_mois: row.try_get(1)?,
        embauches: row.try_get(2)?,
        secteur: row.try_get(3)?,
        tendance: row.try_get(4)?,
        taille: row.try_get(5)?,
        metiers: metiers.into_iter().filter_map(connu).collect(),
    }))
}

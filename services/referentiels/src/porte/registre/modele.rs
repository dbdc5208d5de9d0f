//! A certification as the State's public API gives it, field by field (SDK `zCertification`).

use noyau::dates::DateCivile;
use serde::Serialize;
use utoipa::ToSchema;

use crate::regles::couverture::Intervalle;

/// A certification: a diploma and the sheet of the register that is the same, or one of them alone
/// for the time when the other does not stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CertificationApi {
    /// Codes.
    pub identifiant: IdentifiantApi,
    /// Names and levels.
    pub intitule: IntituleApi,
    /// Orders that created and repealed the diploma.
    pub base_legale: BaseLegaleApi,
    /// Blocks of skills.
    pub blocs_competences: BlocsApi,
    /// Collective agreements that the sheet names.
    pub convention_collectives: ConventionsApi,
    /// Fields: Formacode, NSF, ROME.
    pub domaines: DomainesApi,
    /// When it can be prepared.
    pub periode_validite: PeriodeApi,
    /// Nature, registration, ways of access, owners.
    #[serde(rename = "type")]
    pub genre: TypeApi,
    /// What it was before and became after.
    pub continuite: ContinuiteApi,
}

/// Codes of a certification; at least one is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CertificationIdentifiant)]
pub struct IdentifiantApi {
    /// Code formation diplôme, eight characters.
    pub cfd: Option<String>,
    /// `RNCP` and its number.
    pub rncp: Option<String>,
    /// Whether the sheet was registered before 2019; null without a sheet.
    pub rncp_anterieur_2019: Option<bool>,
}

/// Names and levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IntituleApi {
    /// Names of the diploma.
    pub cfd: Option<IntituleCfdApi>,
    /// Levels.
    pub niveau: NiveauApi,
    /// Title of the sheet.
    pub rncp: Option<String>,
}

/// Names of a diploma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IntituleCfdApi {
    /// Whole name.
    pub long: String,
    /// Usual name.
    pub court: String,
}

/// Levels, as each publisher states them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NiveauApi {
    /// Of the diploma.
    pub cfd: Option<NiveauCfdApi>,
    /// Of the sheet.
    pub rncp: Option<NiveauRncpApi>,
}

/// Level of a diploma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NiveauCfdApi {
    /// European level, "1" to "8".
    pub europeen: Option<String>,
    /// First three characters of the code.
    pub formation_diplome: String,
    /// Level of the interministerial list.
    pub interministeriel: String,
    /// Kind of diploma in words.
    pub libelle: Option<String>,
    /// Kind of diploma in short: CAP, BTS.
    pub sigle: String,
}

/// Level of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NiveauRncpApi {
    /// European level, "1" to "8".
    pub europeen: Option<String>,
}

/// Orders about the diploma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BaseLegaleApi {
    /// Null without a diploma.
    pub cfd: Option<ArretesApi>,
}

/// Dates of the orders; null when the publisher's file that we read does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ArretesApi {
    /// Creation.
    pub creation: Option<String>,
    /// Repeal.
    pub abrogation: Option<String>,
}

/// Blocks of skills of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BlocsApi {
    /// Null without a sheet.
    pub rncp: Option<Vec<BlocApi>>,
}

/// A block of skills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BlocApi {
    /// `RNCP38722BC01`.
    pub code: String,
    /// Title.
    pub intitule: Option<String>,
}

/// Collective agreements of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConventionsApi {
    /// Null without a sheet.
    pub rncp: Option<Vec<ConventionApi>>,
}

/// A collective agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConventionApi {
    /// IDCC.
    pub numero: String,
    /// Title.
    pub intitule: String,
}

/// Fields of activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DomainesApi {
    /// Formacode.
    pub formacodes: FormacodesApi,
    /// Nomenclature des spécialités de formation.
    pub nsf: NsfApi,
    /// Trades.
    pub rome: RomesApi,
}

/// Formacodes of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormacodesApi {
    /// Null without a sheet.
    pub rncp: Option<Vec<CodeApi>>,
}

/// Specialities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NsfApi {
    /// Of the diploma.
    pub cfd: Option<CodeLibreApi>,
    /// Of the sheet.
    pub rncp: Option<Vec<CodeLibreApi>>,
}

/// Trades that the sheet leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RomesApi {
    /// Null without a sheet.
    pub rncp: Option<Vec<CodeApi>>,
}

/// A code and its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeApi {
    /// Code.
    pub code: String,
    /// Label.
    pub intitule: String,
}

/// A code whose label may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeLibreApi {
    /// Code.
    pub code: String,
    /// Label.
    pub intitule: Option<String>,
}

/// Dates of validity, ISO 8601 with the offset of Paris: first days at midnight, last days at
/// 23:59:59.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PeriodeApi {
    /// First day of the certification; null without bound.
    pub debut: Option<String>,
    /// Last day of the certification; null without bound.
    pub fin: Option<String>,
    /// Dates of the diploma.
    pub cfd: Option<PeriodeCfdApi>,
    /// Dates of the sheet.
    pub rncp: Option<PeriodeRncpApi>,
}

/// Dates of a diploma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PeriodeCfdApi {
    /// First day.
    pub ouverture: Option<String>,
    /// Last day.
    pub fermeture: Option<String>,
    /// Year of the first examination.
    pub premiere_session: Option<i64>,
    /// Year of the last examination.
    pub derniere_session: Option<i64>,
}

/// Dates of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PeriodeRncpApi {
    /// Whether France compétences holds it for active.
    pub actif: bool,
    /// First day: that of effect, else of the decision.
    pub activation: Option<String>,
    /// First day of the first courses.
    pub debut_parcours: Option<String>,
    /// Last day of the registration.
    pub fin_enregistrement: Option<String>,
}

/// What kind of certification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TypeApi {
    /// Nature of the diploma.
    pub nature: NatureApi,
    /// Manager of the diploma at the ministry, as coded by the BCN.
    pub gestionnaire_diplome: Option<String>,
    /// "Enregistrement de droit" or "Enregistrement sur demande".
    pub enregistrement_rncp: Option<&'static str>,
    /// Ways of access.
    pub voie_acces: VoiesApi,
    /// Owners whose SIRET is known; null without a sheet.
    pub certificateurs_rncp: Option<Vec<CertificateurApi>>,
}

/// Nature of the diploma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NatureApi {
    /// Null without a diploma.
    pub cfd: Option<NatureCfdApi>,
}

/// Nature as coded by the BCN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NatureCfdApi {
    /// Code.
    pub code: Option<String>,
    /// Label; null when the publisher's file that we read does not say.
    pub libelle: Option<String>,
}

/// Ways of access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoiesApi {
    /// Null when the register does not say.
    pub rncp: Option<VoiesRncpApi>,
}

/// Which ways of access the sheet opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoiesRncpApi {
    /// Contrat d'apprentissage.
    pub apprentissage: bool,
    /// Validation of experience.
    pub experience: bool,
    /// Individual candidate.
    pub candidature_individuelle: bool,
    /// Contrat de professionnalisation.
    pub contrat_professionnalisation: bool,
    /// Continuing training.
    pub formation_continue: bool,
    /// Pupil or student.
    pub formation_statut_eleve: bool,
}

/// Owner of a certification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CertificateurApi {
    /// SIRET.
    pub siret: String,
    /// Name.
    pub nom: String,
}

/// The lineage, in the order of the openings; `courant` marks the certification itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ContinuiteApi {
    /// Of the diploma.
    pub cfd: Option<Vec<SuiteCfdApi>>,
    /// Of the sheet.
    pub rncp: Option<Vec<SuiteRncpApi>>,
}

/// A diploma of the lineage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuiteCfdApi {
    /// First day.
    pub ouverture: Option<String>,
    /// Last day.
    pub fermeture: Option<String>,
    /// Its code.
    pub code: String,
    /// Whether it is the one asked for.
    pub courant: bool,
}

/// A sheet of the lineage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuiteRncpApi {
    /// First day.
    pub activation: Option<String>,
    /// Last day.
    pub fin_enregistrement: Option<String>,
    /// Its code.
    pub code: String,
    /// Whether it is the one asked for.
    pub courant: bool,
    /// Whether France compétences holds it for active.
    pub actif: bool,
}

/// Bounds of an interval, as the API writes them.
pub fn bornes(intervalle: Intervalle) -> (Option<String>, Option<String>) {
    (premier(intervalle.debut), dernier(intervalle.fin))
}

/// A first day: midnight in Paris.
pub fn premier(jour: Option<DateCivile>) -> Option<String> {
    let jour = jour?;
    Some(format!("{jour}T00:00:00.000{}", decalage(jour, jour.debut().ms())))
}

/// A last day: 23:59:59 in Paris.
pub fn dernier(jour: Option<DateCivile>) -> Option<String> {
    let jour = jour?;
    let veille_de_minuit = jour.plus_jours(1).debut().ms() - MS_PAR_JOUR;
    Some(format!("{jour}T23:59:59.000{}", decalage(jour, veille_de_minuit)))
}

const MS_PAR_JOUR: i64 = 86_400_000;
const MS_PAR_MINUTE: i64 = 60_000;

/// Offset of Paris from the instant when its clocks show midnight of that day. Before 1911 it had
/// seconds, which ISO 8601 does not write.
fn decalage(jour: DateCivile, minuit: i64) -> String {
    let a_greenwich = jour.naive().and_time(Default::default()).and_utc().timestamp_millis();
    let minutes = (a_greenwich - minuit) / MS_PAR_MINUTE;
    format!("+{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_with_the_offset_of_paris() {
        let cas = [
            ("2026-01-15", "2026-01-15T00:00:00.000+01:00", "2026-01-15T23:59:59.000+01:00"),
            ("2026-08-31", "2026-08-31T00:00:00.000+02:00", "2026-08-31T23:59:59.000+02:00"),
            ("2026-03-29", "2026-03-29T00:00:00.000+01:00", "2026-03-29T23:59:59.000+02:00"),
            ("2026-10-25", "2026-10-25T00:00:00.000+02:00", "2026-10-25T23:59:59.000+01:00"),
        ];
        for (jour, debut, fin) in cas {
            let jour = Some(jour.parse().unwrap());
            assert_eq!(premier(jour).as_deref(), Some(debut));
            assert_eq!(dernier(jour).as_deref(), Some(fin));
        }
    }
}

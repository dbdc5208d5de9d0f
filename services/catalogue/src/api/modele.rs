//! A training as the State's public API gives it (`zFormation` of its official client).

use annuaire::porte::{AdresseApi, OrganismeApi, OrganismesApi, PointApi};
use noyau::dates::DateCivile;
use noyau::identifiants::Siret;
use referentiels::porte::{Certification, CertificationApi, CertificationsApi};
use serde::Serialize;
use utoipa::ToSchema;

use crate::regles::examen::uai_du_lieu;
use crate::regles::formation::{Formation, Session};

/// The answer does not distinguish an unknown length: 0 stands for it.
const DUREE_INCONNUE: i64 = 0;

/// Identifiers of a training.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationIdentifiant)]
pub struct IdentifiantApi {
    /// Key of the ministry of education; the numbers of RCO when there is none.
    cle_ministere_educatif: String,
}

/// State of a training.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationStatut)]
pub struct StatutApi {
    /// `publié`, `supprimé` (its publisher withdrew it) or `archivé` (it has no start to come).
    catalogue: &'static str,
}

/// An organisation of a training.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleApi {
    /// The organisation, when the directory knows it.
    organisme: Option<OrganismeApi>,
    /// Whether it does.
    connu: bool,
}

/// What a training prepares for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationCertification)]
pub struct CertificationDeFormation {
    /// The certification, made from its codes alone when the lists do not join them.
    valeur: CertificationApi,
    /// Whether the lists join these two codes.
    connue: bool,
}

/// Where a training is taught.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationLieu)]
pub struct LieuApi {
    /// Address.
    adresse: AdresseApi,
    /// Position.
    geolocalisation: PointApi,
    /// Always null: the publishers do not measure it.
    precision: Option<f64>,
    /// SIRET of the place.
    siret: Option<String>,
    /// UAI of the place.
    uai: Option<String>,
}

/// How to reach the school: its generic mailbox, from the directory.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationContact)]
pub struct ContactApi {
    /// E-mail address.
    email: Option<String>,
    /// Telephone.
    telephone: Option<String>,
}

/// What ONISEP says of the diploma.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationOnisep)]
pub struct OnisepApi {
    /// Page.
    url: Option<String>,
    /// Title.
    intitule: Option<String>,
    /// Not published by our sources, like the following.
    libelle_poursuite: Option<String>,
    /// Link.
    lien_site_onisepfr: Option<String>,
    /// Discipline.
    discipline: Option<String>,
    /// Field.
    domaine_sousdomaine: Option<String>,
}

/// How it is taught.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationModalite)]
pub struct ModaliteApi {
    /// Entirely at a distance.
    entierement_a_distance: bool,
    /// Years; 0 when unknown.
    duree_indicative: i64,
    /// Year of the curriculum one enters in; null when any.
    annee_cycle: Option<i64>,
    /// MEF, when there is only one.
    mef_10: Option<String>,
}

/// What is taught.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationContenu)]
pub struct ContenuApi {
    /// Content.
    contenu: String,
    /// Aim.
    objectif: String,
}

/// A start.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationSession)]
pub struct SessionApi {
    /// First day.
    debut: String,
    /// Last day; the length of the training after its start when its publisher gives none.
    fin: String,
    /// Places.
    capacite: Option<i64>,
}

/// A training.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormationApi {
    identifiant: IdentifiantApi,
    statut: StatutApi,
    formateur: RoleApi,
    responsable: RoleApi,
    certification: CertificationDeFormation,
    lieu: LieuApi,
    contact: ContactApi,
    onisep: OnisepApi,
    modalite: ModaliteApi,
    contenu_educatif: ContenuApi,
    sessions: Vec<SessionApi>,
}

impl FormationApi {
    /// The training as the public API gives it; none when what the API promises is missing: a
    /// position, a commune, codes of the shape it knows.
    pub fn de(
        f: &Formation,
        annuaire: &OrganismesApi,
        certifications: &CertificationsApi,
        jour: DateCivile,
    ) -> Option<Self> {
        let formateur = role(annuaire, &f.formateur.siret);
        let email = formateur.organisme.as_ref().and_then(OrganismeApi::courriel);
        Some(FormationApi {
            identifiant: IdentifiantApi { cle_ministere_educatif: f.id.clone() },
            statut: StatutApi { catalogue: statut(f, jour) },
            responsable: role(annuaire, &f.gestionnaire.siret),
            certification: certification(f, certifications)?,
            lieu: lieu(f)?,
            contact: ContactApi { email, telephone: None },
            onisep: onisep(f),
            modalite: modalite(f),
            contenu_educatif: ContenuApi {
                contenu: f.contenu.clone().unwrap_or_default(),
                objectif: f.objectif.clone().unwrap_or_default(),
            },
            sessions: f.sessions.iter().map(|s| session(s, f.duree)).collect(),
            formateur,
        })
    }
}

/// Archived: still published, with nothing left to enter.
pub fn statut(f: &Formation, jour: DateCivile) -> &'static str {
    match (f.publiee, f.sessions.is_empty() || f.prochaine_session(jour).is_some()) {
        (false, _) => "supprimé",
        (true, true) => "publié",
        (true, false) => "archivé",
    }
}

fn role(annuaire: &OrganismesApi, siret: &Siret) -> RoleApi {
    let organisme = annuaire.get(siret);
    RoleApi { connu: organisme.is_some(), organisme }
}

fn certification(f: &Formation, table: &CertificationsApi) -> Option<CertificationDeFormation> {
    let connue = table.get(Some(&f.cfd), f.rncp.as_ref()).next();
    let deduite = || Certification { cfd: Some(f.cfd), rncp: f.rncp, periode: Default::default() };
    let valeur = table.ecrire(&connue.copied().unwrap_or_else(deduite))?;
    Some(CertificationDeFormation { valeur, connue: connue.is_some() })
}

fn lieu(f: &Formation) -> Option<LieuApi> {
    let l = &f.lieu;
    let commune = l.commune?.to_string();
    let code_postal = l.code_postal.map(|c| c.to_string());
    let adresse = AdresseApi::de(
        l.adresse.clone(),
        code_postal,
        &commune,
        l.localite.as_deref(),
        l.departement.as_deref()?,
    )?;
    let point = l.point?;
    Some(LieuApi {
        adresse,
        geolocalisation: PointApi::de(point.lat(), point.lon()),
        precision: None,
        siret: l.siret.map(|s| s.to_string()),
        uai: uai_du_lieu(f).uai.map(|u| u.to_string()),
    })
}

fn onisep(f: &Formation) -> OnisepApi {
    let url = f.onisep_url.clone().filter(|u| url::Url::parse(u).is_ok());
    OnisepApi {
        intitule: url.as_ref().and_then(|_| f.titre()),
        url,
        libelle_poursuite: None,
        lien_site_onisepfr: None,
        discipline: None,
        domaine_sousdomaine: None,
    }
}

fn modalite(f: &Formation) -> ModaliteApi {
    let seul = match f.mefs.as_slice() {
        [mef] => Some(mef.to_string()),
        _ => None,
    };
    ModaliteApi {
        entierement_a_distance: f.a_distance,
        duree_indicative: f.duree.unwrap_or(DUREE_INCONNUE),
        annee_cycle: f.annee.as_deref().and_then(|a| a.parse().ok()),
        mef_10: seul,
    }
}

fn session(s: &Session, duree: Option<i64>) -> SessionApi {
    let annees = i32::try_from(duree.unwrap_or(1).clamp(1, 10)).unwrap_or(1);
    let fin = s.fin.unwrap_or_else(|| s.debut.plus_mois(12 * annees).plus_jours(-1));
    SessionApi { debut: s.debut.to_string(), fin: fin.to_string(), capacite: s.capacite }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regles::formation::essai;

    fn jour(texte: &str) -> DateCivile {
        texte.parse().unwrap()
    }

    #[test]
    fn a_training_with_nothing_left_to_enter_is_archived() {
        let session =
            |debut| Session { debut: jour(debut), fin: None, au_jour: true, capacite: None };
        let cas = [
            (true, vec![], "publié"),
            (true, vec!["2027-09-01"], "publié"),
            (true, vec!["2025-09-01"], "archivé"),
            (true, vec!["2025-09-01", "2027-09-01"], "publié"),
            (false, vec!["2027-09-01"], "supprimé"),
        ];
        for (publiee, debuts, attendu) in cas {
            let sessions = debuts.iter().map(|d| session(*d)).collect();
            let f = Formation { publiee, sessions, ..essai::formation() };
            assert_eq!(statut(&f, jour("2026-11-24")), attendu, "{publiee} {debuts:?}");
        }
    }

    #[test]
    fn a_start_without_an_end_lasts_as_long_as_the_training() {
        let une = |fin: Option<&str>, duree| {
            let fin = fin.map(jour);
            session(
                &Session { debut: jour("2027-09-01"), fin, au_jour: true, capacite: None },
                duree,
            )
            .fin
        };
        assert_eq!(une(Some("2028-06-30"), Some(2)), "2028-06-30");
        assert_eq!(une(None, Some(2)), "2029-08-31");
        assert_eq!(une(None, None), "2028-08-31");
    }
}

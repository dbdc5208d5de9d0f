//! An organisation as the State's public API gives it (`zOrganisme` of its official client).

use std::sync::Arc;

use noyau::dates::DateCivile;
use noyau::identifiants::Siret;
use noyau::territoires::{Academie, Departement, Region};
use noyau::texte::titre_propre;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use super::organisme::Organisme;
use super::registre::{Registre, Registres};
use crate::regles::fusion::Adresse;

/// The date that Sirene writes when it does not know it.
const DATE_INCONNUE: &str = "1900-01-01";

/// The two identifiers.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OrganismeIdentifiant)]
pub struct IdentifiantApi {
    /// The validated UAI.
    pub uai: Option<String>,
    /// The SIRET.
    pub siret: String,
}

/// A code and a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TerritoireApi {
    /// INSEE code.
    code_insee: String,
    /// Name.
    nom: String,
}

/// An académie.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AcademieApi {
    /// Its identifier: `A` and its code.
    id: String,
    /// Its code.
    code: String,
    /// Its name.
    nom: String,
}

/// Where an establishment is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AdresseApi {
    /// Street, or the whole address.
    label: Option<String>,
    /// Postal code.
    code_postal: Option<String>,
    /// Its commune.
    commune: TerritoireApi,
    /// Its département.
    departement: TerritoireApi,
    /// Its région.
    region: TerritoireApi,
    /// Its académie.
    academie: AcademieApi,
}

/// A point: longitude, then latitude.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PointApi {
    /// Longitude and latitude in degrees.
    coordinates: [f64; 2],
    /// `Point`.
    #[serde(rename = "type")]
    genre: &'static str,
}

/// The establishment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EtablissementApi {
    /// Its SIRET.
    siret: String,
    /// Not known to be closed.
    ouvert: bool,
    /// Name over the door.
    enseigne: Option<String>,
    /// Where it is; none when its commune is unknown.
    adresse: Option<AdresseApi>,
    /// Where it is.
    geopoint: Option<PointApi>,
    /// Its creation; 1900-01-01 when unknown, as in Sirene.
    creation: String,
    /// Its closing.
    fermeture: Option<String>,
}

/// The legal unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UniteLegaleApi {
    /// Its SIREN.
    siren: String,
    /// Not known to have ended.
    actif: bool,
    /// Its name.
    raison_sociale: String,
    /// Its creation; 1900-01-01 when unknown, as in Sirene.
    creation: String,
    /// Its end.
    cessation: Option<String>,
}

/// What is proper to training organisations.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RenseignementsApi {
    /// Holds the Qualiopi certificate for apprenticeship.
    qualiopi: bool,
    /// Number of its declaration of activity.
    numero_activite: Option<String>,
}

/// Whether the référentiel still lists it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatutApi {
    /// `présent`.
    referentiel: &'static str,
}

/// A mailbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContactApi {
    /// The address, always that of a function.
    email: String,
    /// The lists it comes from.
    sources: Vec<String>,
    /// Whether the organisation confirmed it.
    confirmation_referentiel: bool,
}

/// An organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrganismeApi {
    /// Its identifiers.
    pub identifiant: IdentifiantApi,
    etablissement: EtablissementApi,
    unite_legale: UniteLegaleApi,
    renseignements_specifiques: RenseignementsApi,
    statut: StatutApi,
    contacts: Vec<ContactApi>,
}

/// Every organisation as the public API gives it, from the memory of this node.
pub struct OrganismesApi(Arc<Registre>);

impl OrganismesApi {
    /// As fresh as the database.
    ///
    /// # Errors
    /// 503 when the directory is switched off.
    pub async fn de(etat: &Etat) -> Result<Self, Erreur> {
        Ok(OrganismesApi(Registres::de(etat).await?))
    }

    /// The organisation of this SIRET.
    pub fn get(&self, siret: &Siret) -> Option<OrganismeApi> {
        self.0.get(siret).map(OrganismeApi::from)
    }
}

impl OrganismeApi {
    /// Its first mailbox, a generic one.
    pub fn courriel(&self) -> Option<String> {
        self.contacts.first().map(|c| c.email.clone())
    }
}

impl PointApi {
    /// A point, in degrees.
    pub fn de(lat: f64, lon: f64) -> Self {
        PointApi { coordinates: [lon, lat], genre: "Point" }
    }
}

impl AdresseApi {
    /// An address; none when its département is not one.
    pub fn de(
        label: Option<String>,
        code_postal: Option<String>,
        commune: &str,
        localite: Option<&str>,
        departement: &str,
    ) -> Option<Self> {
        let departement = Departement::par_code(departement)?;
        let region: &Region = departement.region();
        let academie: &Academie = departement.academie()?;
        let territoire = |code: &str, nom: &str| TerritoireApi {
            code_insee: code.to_owned(),
            nom: nom.to_owned(),
        };
        Some(AdresseApi {
            label,
            code_postal,
            commune: territoire(commune, &titre_propre(localite.unwrap_or(commune))),
            departement: territoire(departement.code, departement.nom),
            region: territoire(region.code, region.nom),
            academie: AcademieApi {
                id: format!("A{}", academie.code),
                code: academie.code.to_owned(),
                nom: academie.nom.to_owned(),
            },
        })
    }
}

impl From<&Organisme> for OrganismeApi {
    fn from(o: &Organisme) -> Self {
        let nom = o.raison_sociale.as_ref().or(o.enseigne.as_ref()).map(|f| f.valeur.clone());
        let lieu = o.adresse.as_ref().map(|f| &f.valeur);
        let vie = &o.vie;
        OrganismeApi {
            identifiant: IdentifiantApi {
                uai: o.uai_validee().map(|u| u.to_string()),
                siret: o.siret.to_string(),
            },
            etablissement: EtablissementApi {
                siret: o.siret.to_string(),
                ouvert: o.ouvert(),
                enseigne: o.enseigne.as_ref().map(|f| f.valeur.clone()),
                adresse: lieu.and_then(adresse),
                geopoint: lieu.and_then(|a| a.point).map(|(lat, lon)| PointApi::de(lat, lon)),
                creation: debut(vie.cree_le.or(vie.unite_creee_le)),
                fermeture: vie.ferme_le.map(|d| d.to_string()),
            },
            unite_legale: UniteLegaleApi {
                siren: o.siret.siren().to_string(),
                actif: vie.unite_cessee_le.is_none(),
                raison_sociale: nom.unwrap_or_else(|| o.siret.to_string()),
                creation: debut(vie.unite_creee_le.or(vie.cree_le)),
                cessation: vie.unite_cessee_le.map(|d| d.to_string()),
            },
            renseignements_specifiques: RenseignementsApi {
                qualiopi: o.qualiopi.as_ref().is_some_and(|q| q.valeur),
                numero_activite: o.nda.as_ref().map(|n| n.valeur.clone()),
            },
            statut: StatutApi { referentiel: "présent" },
            contacts: contacts(o),
        }
    }
}

fn debut(date: Option<DateCivile>) -> String {
    date.map_or_else(|| DATE_INCONNUE.to_owned(), |d| d.to_string())
}

fn contacts(o: &Organisme) -> Vec<ContactApi> {
    let un = |c: &super::Contact| ContactApi {
        email: c.courriel.clone(),
        sources: c.sources.clone(),
        confirmation_referentiel: c.confirme,
    };
    o.contacts.iter().map(un).collect()
}

fn adresse(a: &Adresse) -> Option<AdresseApi> {
    AdresseApi::de(
        a.texte.clone(),
        a.code_postal.clone(),
        a.commune.as_deref()?,
        a.localite.as_deref(),
        a.departement.as_deref()?,
    )
}

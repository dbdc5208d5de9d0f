//! The shape of an object of the catalogue, field by field.

use importer::lecteurs::souple::{Liste, Texte};
use serde::Deserialize;

use super::super::champs::{EtablissementBrut, LieuBrut, texte};
use crate::regles::formation::NumerosRco;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Brut {
    pub cle_ministere_educatif: Texte,
    id_formation: Texte,
    id_action: Texte,
    id_certifinfo: Texte,
    pub cfd: Texte,
    pub rncp_code: Texte,
    bcn_mefs_10: Option<Vec<Mef>>,
    pub intitule_rco: Texte,
    pub intitule_long: Texte,
    pub intitule_court: Texte,
    pub diplome: Texte,
    pub niveau: Texte,
    pub rome_codes: Liste,
    pub periode: Liste,
    date_debut: Option<Vec<Texte>>,
    date_fin: Option<Vec<Texte>>,
    capacite_cumulee: Option<Vec<Texte>>,
    pub capacite: Texte,
    pub duree: Texte,
    pub annee: Texte,
    pub entierement_a_distance: Texte,
    pub niveau_entree_obligatoire: Texte,
    pub email: Texte,
    pub etablissement_formateur_courriel: Texte,
    pub etablissement_gestionnaire_courriel: Texte,
    pub objectif: Texte,
    pub contenu: Texte,
    pub onisep_url: Texte,
    pub parcoursup_statut: Texte,
    pub affelnet_statut: Texte,
    pub published: Texte,
    pub catalogue_published: Texte,
    lieu_formation_adresse: Texte,
    lieu_formation_geo_coordonnees: Texte,
    lieu_formation_geo_coordonnees_computed: Texte,
    lieu_formation_siret: Texte,
    code_postal: Texte,
    code_commune_insee: Texte,
    localite: Texte,
    uai_formation: Texte,
    pub etablissement_gestionnaire_siret: Texte,
    etablissement_gestionnaire_enseigne: Texte,
    etablissement_gestionnaire_entreprise_raison_sociale: Texte,
    etablissement_gestionnaire_uai: Texte,
    etablissement_gestionnaire_adresse: Texte,
    etablissement_gestionnaire_code_postal: Texte,
    etablissement_gestionnaire_code_commune_insee: Texte,
    etablissement_gestionnaire_localite: Texte,
    pub etablissement_formateur_siret: Texte,
    etablissement_formateur_enseigne: Texte,
    etablissement_formateur_entreprise_raison_sociale: Texte,
    etablissement_formateur_uai: Texte,
    etablissement_formateur_adresse: Texte,
    etablissement_formateur_code_postal: Texte,
    etablissement_formateur_code_commune_insee: Texte,
    etablissement_formateur_localite: Texte,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Mef {
    mef10: Texte,
}

impl Brut {
    pub fn numeros(&self) -> NumerosRco {
        NumerosRco {
            formation: texte(&self.id_formation),
            action: texte(&self.id_action),
            certifinfo: texte(&self.id_certifinfo),
        }
    }

    pub fn mefs(&self) -> Vec<String> {
        self.bcn_mefs_10.iter().flatten().filter_map(|m| texte(&m.mef10)).collect()
    }

    pub fn debuts(&self) -> Vec<String> {
        self.date_debut.iter().flatten().filter_map(texte).collect()
    }

    /// The end and the places of the start of this rank.
    pub fn suite(&self, rang: usize) -> (Option<String>, Option<i64>) {
        let valeur =
            |liste: &Option<Vec<Texte>>| liste.as_ref().and_then(|l| l.get(rang)).and_then(texte);
        (valeur(&self.date_fin), valeur(&self.capacite_cumulee).and_then(|c| c.parse().ok()))
    }

    pub fn lieu(&self) -> LieuBrut<'_> {
        LieuBrut {
            adresse: &self.lieu_formation_adresse,
            code_postal: &self.code_postal,
            commune: &self.code_commune_insee,
            localite: &self.localite,
            coordonnees: [
                &self.lieu_formation_geo_coordonnees,
                &self.lieu_formation_geo_coordonnees_computed,
            ],
            siret: &self.lieu_formation_siret,
            uai: &self.uai_formation,
        }
    }

    pub fn gestionnaire(&self) -> EtablissementBrut<'_> {
        EtablissementBrut {
            prefixe: "gestionnaire",
            noms: [
                &self.etablissement_gestionnaire_enseigne,
                &self.etablissement_gestionnaire_entreprise_raison_sociale,
            ],
            uai: &self.etablissement_gestionnaire_uai,
            adresse: &self.etablissement_gestionnaire_adresse,
            code_postal: &self.etablissement_gestionnaire_code_postal,
            commune: &self.etablissement_gestionnaire_code_commune_insee,
            localite: &self.etablissement_gestionnaire_localite,
        }
    }

    pub fn formateur(&self) -> EtablissementBrut<'_> {
        EtablissementBrut {
            prefixe: "formateur",
            noms: [
                &self.etablissement_formateur_enseigne,
                &self.etablissement_formateur_entreprise_raison_sociale,
            ],
            uai: &self.etablissement_formateur_uai,
            adresse: &self.etablissement_formateur_adresse,
            code_postal: &self.etablissement_formateur_code_postal,
            commune: &self.etablissement_formateur_code_commune_insee,
            localite: &self.etablissement_formateur_localite,
        }
    }
}

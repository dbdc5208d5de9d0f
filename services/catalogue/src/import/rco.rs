//! Trainings as the network of Carif-Oref (RCO) delivered them each day to the catalogue.

use importer::lecteurs::souple::{Liste, Texte};
use importer::{Apercu, Arret, Importeur, Origine, Puits};
use serde::Deserialize;

use super::champs::{self, EtablissementBrut, LieuBrut, Requis, texte};
use crate::regles::controles;
use crate::regles::formation::{Formation, NumerosRco};

pub const IMPORTEUR: Importeur = Importeur {
    source: "formations",
    jeu: "formations/rco",
    titre: "Formations en apprentissage, livraison quotidienne du réseau des Carif-Oref",
    attendu: "un tableau JSON, ou un objet JSON par ligne, avec id_formation, id_certifinfo, cfd, periode, etablissement_lieu_formation_code_insee",
    rang: super::RANG,
    revision: 2,
    tables: super::TABLES,
    reconnaitre,
    ordre,
    lire: champs::lire::<Brut>,
};

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_cles(&[
        "id_formation",
        "id_certifinfo",
        "periode",
        "etablissement_lieu_formation_code_insee",
    ])
}

/// Files of successive days are named after the day of reference: `…_j-1`, `…_j`, `…_j+1`. Others
/// are samples: they come first.
fn ordre(nom: &str) -> i64 {
    let souche = nom.split('.').next().unwrap_or_default();
    match souche.rsplit_once("_j") {
        Some((_, "")) => 0,
        Some((_, decalage)) => decalage.parse().unwrap_or(i64::MIN),
        None => i64::MIN,
    }
}

/// RCO does not give this field.
static ABSENT: Texte = Texte(None);

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Brut {
    cle_ministere_educatif: Texte,
    id_formation: Texte,
    id_action: Texte,
    id_certifinfo: Texte,
    cfd: Texte,
    rncp_code: Texte,
    intitule_formation: Texte,
    periode: Liste,
    capacite: Texte,
    duree: Texte,
    entree_apprentissage: Texte,
    entierement_a_distance: Texte,
    niveau_entree_obligatoire: Texte,
    email: Texte,
    etablissement_formateur_courriel: Texte,
    etablissement_gestionnaire_courriel: Texte,
    etablissement_lieu_formation_siret: Texte,
    etablissement_lieu_formation_uai: Texte,
    etablissement_lieu_formation_adresse: Texte,
    etablissement_lieu_formation_code_postal: Texte,
    etablissement_lieu_formation_code_insee: Texte,
    etablissement_lieu_formation_geo_coordonnees: Texte,
    etablissement_gestionnaire_siret: Texte,
    etablissement_gestionnaire_uai: Texte,
    etablissement_gestionnaire_adresse: Texte,
    etablissement_gestionnaire_code_postal: Texte,
    etablissement_gestionnaire_code_insee: Texte,
    etablissement_formateur_siret: Texte,
    etablissement_formateur_uai: Texte,
    etablissement_formateur_adresse: Texte,
    etablissement_formateur_code_postal: Texte,
    etablissement_formateur_code_insee: Texte,
}

impl Brut {
    fn numeros(&self) -> NumerosRco {
        NumerosRco {
            formation: texte(&self.id_formation),
            action: texte(&self.id_action),
            certifinfo: texte(&self.id_certifinfo),
        }
    }

    fn lieu(&self) -> LieuBrut<'_> {
        LieuBrut {
            adresse: &self.etablissement_lieu_formation_adresse,
            code_postal: &self.etablissement_lieu_formation_code_postal,
            commune: &self.etablissement_lieu_formation_code_insee,
            localite: &ABSENT,
            coordonnees: [&self.etablissement_lieu_formation_geo_coordonnees, &ABSENT],
            siret: &self.etablissement_lieu_formation_siret,
            uai: &self.etablissement_lieu_formation_uai,
        }
    }

    fn gestionnaire(&self) -> EtablissementBrut<'_> {
        EtablissementBrut {
            prefixe: "gestionnaire",
            noms: [&ABSENT, &ABSENT],
            uai: &self.etablissement_gestionnaire_uai,
            adresse: &self.etablissement_gestionnaire_adresse,
            code_postal: &self.etablissement_gestionnaire_code_postal,
            commune: &self.etablissement_gestionnaire_code_insee,
            localite: &ABSENT,
        }
    }

    fn formateur(&self) -> EtablissementBrut<'_> {
        EtablissementBrut {
            prefixe: "formateur",
            noms: [&ABSENT, &ABSENT],
            uai: &self.etablissement_formateur_uai,
            adresse: &self.etablissement_formateur_adresse,
            code_postal: &self.etablissement_formateur_code_postal,
            commune: &self.etablissement_formateur_code_insee,
            localite: &ABSENT,
        }
    }
}

impl champs::Brut for Brut {
    fn indispensables(&self) -> [&Texte; 4] {
        [
            &self.cle_ministere_educatif,
            &self.cfd,
            &self.etablissement_gestionnaire_siret,
            &self.etablissement_formateur_siret,
        ]
    }

    fn numeros(&self) -> NumerosRco {
        Brut::numeros(self)
    }

    fn courriels(&self) -> [&Texte; 3] {
        [
            &self.email,
            &self.etablissement_formateur_courriel,
            &self.etablissement_gestionnaire_courriel,
        ]
    }

    fn formation(
        &self,
        puits: &mut Puits,
        origine: Origine,
        requis: Requis,
    ) -> Result<Formation, Arret> {
        let periode = &self.periode.0;
        Ok(Formation {
            id: requis.id,
            cle_me: requis.cle_me,
            rco: self.numeros(),
            cfd: requis.cfd,
            rncp: puits.facultatif(origine.option("rncp_code", self.rncp_code.get()))?,
            mefs: Vec::new(),
            nom_usuel: texte(&self.intitule_formation),
            intitule: None,
            intitule_court: None,
            diplome: None,
            niveau: None,
            romes: Vec::new(),
            lieu: champs::lieu(puits, origine, self.lieu())?,
            gestionnaire: champs::etablissement(
                puits,
                origine,
                requis.gestionnaire,
                self.gestionnaire(),
            )?,
            formateur: champs::etablissement(puits, origine, requis.formateur, self.formateur())?,
            capacite: self.capacite.get().and_then(|c| c.parse().ok()),
            duree: self.duree.get().and_then(controles::duree),
            annee: texte(&self.entree_apprentissage),
            a_distance: self.entierement_a_distance.booleen().unwrap_or(false),
            niveau_entree: texte(&self.niveau_entree_obligatoire),
            objectif: None,
            contenu: None,
            onisep_url: None,
            parcoursup_statut: None,
            affelnet_statut: None,
            publiee: true,
            catalogue_general: None,
            sessions: champs::sessions(puits, origine, "periode", periode, |_| (None, None))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ordre;

    #[test]
    fn days_follow_each_other_after_the_samples() {
        let noms = [
            "rco_formations_2022_sample.json",
            "formations_j-1.json",
            "formations_j.json",
            "formations_j+1.json",
        ];
        let rangs: Vec<i64> = noms.iter().map(|n| ordre(n)).collect();
        assert!(rangs.is_sorted_by(|a, b| a < b), "{rangs:?}");
        assert_eq!(ordre("formations_json.json"), i64::MIN);
    }
}

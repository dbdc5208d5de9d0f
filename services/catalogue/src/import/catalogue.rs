//! Trainings as the catalogue publishes them: the answer of its API, or one object a line.

mod brut;

use importer::lecteurs::souple::Texte;
use importer::{Apercu, Arret, Importeur, Origine, Puits, Rejet, sans_ordre};
use noyau::niveau::NiveauDiplome;

use self::brut::Brut;
use super::champs::{self, Requis, rejet, texte};
use crate::regles::controles;
use crate::regles::formation::{Formation, NumerosRco, Session};

pub const IMPORTEUR: Importeur = Importeur {
    source: "formations",
    jeu: "formations/catalogue",
    titre: "Catalogue des formations en apprentissage (réseau des Carif-Oref, ministères)",
    attendu: "{\"formations\": […]} ou un objet JSON par ligne, avec cle_ministere_educatif, cfd, lieu_formation_geo_coordonnees, etablissement_gestionnaire_siret",
    rang: super::RANG,
    revision: 2,
    tables: super::TABLES,
    reconnaitre,
    ordre: sans_ordre,
    lire: champs::lire::<Brut>,
};

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_cles(&[
        "cle_ministere_educatif",
        "lieu_formation_geo_coordonnees",
        "etablissement_gestionnaire_siret",
    ])
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
        Ok(Formation {
            id: requis.id,
            cle_me: requis.cle_me,
            rco: self.numeros(),
            cfd: requis.cfd,
            rncp: puits.facultatif(origine.option("rncp_code", self.rncp_code.get()))?,
            mefs: champs::codes(puits, origine, "bcn_mefs_10", &self.mefs())?,
            nom_usuel: texte(&self.intitule_rco),
            intitule: texte(&self.intitule_long),
            intitule_court: texte(&self.intitule_court),
            diplome: texte(&self.diplome),
            niveau: puits.facultatif(niveau(origine, self.niveau.get()))?,
            romes: champs::codes(puits, origine, "rome_codes", &self.rome_codes.0)?,
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
            annee: texte(&self.annee),
            a_distance: self.entierement_a_distance.booleen().unwrap_or(false),
            niveau_entree: texte(&self.niveau_entree_obligatoire),
            objectif: texte(&self.objectif),
            contenu: texte(&self.contenu),
            onisep_url: self.onisep_url.get().and_then(controles::adresse_web),
            parcoursup_statut: texte(&self.parcoursup_statut),
            affelnet_statut: texte(&self.affelnet_statut),
            publiee: self.published.booleen().unwrap_or(true),
            catalogue_general: self.catalogue_published.booleen(),
            sessions: sessions(puits, origine, self)?,
        })
    }
}

fn niveau(origine: Origine, texte: Option<&str>) -> Result<Option<NiveauDiplome>, Rejet> {
    NiveauDiplome::lire(texte.unwrap_or_default()).map_err(|e| rejet(origine, "niveau", &e))
}

/// Exact starts when there are some, else the months of `periode`.
fn sessions(puits: &mut Puits, origine: Origine, brut: &Brut) -> Result<Vec<Session>, Arret> {
    let debuts = brut.debuts();
    if debuts.is_empty() {
        return champs::sessions(puits, origine, "periode", &brut.periode.0, |_| (None, None));
    }
    champs::sessions(puits, origine, "date_debut", &debuts, |rang| brut.suite(rang))
}

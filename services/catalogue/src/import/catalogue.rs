//! Trainings as the catalogue publishes them: the answer of its API, or one object a line.

mod brut;

use importer::lecteurs::json;
use importer::{Apercu, Arret, Fichier, Illisible, Importeur, Origine, Puits, Rejet, sans_ordre};
use noyau::niveau::NiveauDiplome;

use self::brut::Brut;
use super::champs::{self, Requis, rejet, requis, texte};
use crate::regles::controles;
use crate::regles::formation::{Formation, Session};

pub const IMPORTEUR: Importeur = Importeur {
    source: "formations",
    jeu: "formations/catalogue",
    titre: "Catalogue des formations en apprentissage (réseau des Carif-Oref, ministères)",
    attendu: "{\"formations\": […]} ou un objet JSON par ligne, avec cle_ministere_educatif, cfd, lieu_formation_geo_coordonnees, etablissement_gestionnaire_siret",
    rang: super::RANG,
    revision: 1,
    tables: super::TABLES,
    reconnaitre,
    ordre: sans_ordre,
    lire,
};

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_cles(&[
        "cle_ministere_educatif",
        "lieu_formation_geo_coordonnees",
        "etablissement_gestionnaire_siret",
    ])
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    json::lire(fichier, |origine, lu: Result<Brut, String>| {
        puits.lu();
        match lu {
            Ok(brut) => Ok(poser(puits, origine, &brut)?),
            Err(e) => Ok(puits.rejeter(origine.rejet("enregistrement", "", "forme", &e))?),
        }
    })
}

fn poser(puits: &mut Puits, origine: Origine, brut: &Brut) -> Result<(), Arret> {
    let textes = [
        &brut.cle_ministere_educatif,
        &brut.cfd,
        &brut.etablissement_gestionnaire_siret,
        &brut.etablissement_formateur_siret,
    ];
    match requis(puits, origine, textes, &brut.numeros())? {
        Ok(requis) => {
            let formation = formation(puits, origine, brut, requis)?;
            champs::poser(puits, origine, formation)
        }
        Err(rejet) => puits.rejeter(rejet),
    }
}

fn formation(
    puits: &mut Puits,
    origine: Origine,
    brut: &Brut,
    requis: Requis,
) -> Result<Formation, Arret> {
    Ok(Formation {
        id: requis.id,
        cle_me: requis.cle_me,
        rco: brut.numeros(),
        cfd: requis.cfd,
        rncp: puits.facultatif(origine.option("rncp_code", brut.rncp_code.get()))?,
        mefs: champs::codes(puits, origine, "bcn_mefs_10", &brut.mefs())?,
        nom_usuel: texte(&brut.intitule_rco),
        intitule: texte(&brut.intitule_long),
        intitule_court: texte(&brut.intitule_court),
        diplome: texte(&brut.diplome),
        niveau: puits.facultatif(niveau(origine, brut.niveau.get()))?,
        romes: champs::codes(puits, origine, "rome_codes", &brut.rome_codes.0)?,
        lieu: champs::lieu(puits, origine, brut.lieu())?,
        gestionnaire: champs::etablissement(
            puits,
            origine,
            requis.gestionnaire,
            brut.gestionnaire(),
        )?,
        formateur: champs::etablissement(puits, origine, requis.formateur, brut.formateur())?,
        capacite: brut.capacite.get().and_then(|c| c.parse().ok()),
        duree: brut.duree.get().and_then(controles::duree),
        annee: texte(&brut.annee),
        a_distance: brut.entierement_a_distance.booleen().unwrap_or(false),
        niveau_entree: texte(&brut.niveau_entree_obligatoire),
        objectif: texte(&brut.objectif),
        contenu: texte(&brut.contenu),
        onisep_url: brut.onisep_url.get().and_then(controles::adresse_web),
        parcoursup_statut: texte(&brut.parcoursup_statut),
        affelnet_statut: texte(&brut.affelnet_statut),
        publiee: brut.published.booleen().unwrap_or(true),
        catalogue_general: brut.catalogue_published.booleen(),
        sessions: sessions(puits, origine, brut)?,
    })
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

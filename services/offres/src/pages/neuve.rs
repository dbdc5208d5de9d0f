//! An offer before anything was typed: what its company and its trade already say.

use comptes::porte::membres::Attache;
use noyau::effectif::TrancheEffectif;
use ulid::Ulid;
use web::Role;

use super::formulaire::PLAFOND;
use crate::depot::deposees::Deposee;
use crate::porte::{Candidature, Employeur, Objet, Offre, Statut, Teletravail, TypeDebut};
use crate::regles::vie::Etat as EtatDOffre;
use crate::regles::{Contrat, ORIGINE_DU_SITE, situer};

/// An offer that does not exist yet.
pub fn neuve(
    attache: &Attache,
    (rome, appellation): (&str, &str),
    courriel: &str,
    maintenant: i64,
) -> Deposee {
    let id = Ulid::new().to_string();
    let d_un_cfa = attache.role == Role::Cfa;
    let employeur = Employeur {
        nom: attache.nom.clone(),
        presentation: None,
        site: None,
        taille: None::<TrancheEffectif>,
        naf: attache.naf.parse().ok(),
        secteur: None,
        idcc: None,
        opco: Some(attache.opco.clone()).filter(|o| !o.is_empty()),
    };
    let offre = Offre {
        origine: ORIGINE_DU_SITE.to_owned(),
        reference: id.clone(),
        statut: Statut::EnAttente,
        siret: attache.siret.parse().ok(),
        employeur,
        lieu: situer(&attache.adresse, None),
        romes: rome.parse().into_iter().collect(),
        handicap: false,
        candidature: Candidature {
            url: None,
            destinataire: Some(Objet::Offre(id.clone()).code()),
            recues: 0,
        },
        titre: appellation.to_owned(),
        description: String::new(),
        niveau: None,
        contrats: vec![Contrat::Apprentissage],
        debut: None,
        type_debut: Some(TypeDebut::DesQuePossible),
        debut_souple: false,
        duree_mois: Some(12),
        rythme: None,
        teletravail: Some(Teletravail::SurPlace),
        postes: 1,
        competences: Vec::new(),
        acquis: Vec::new(),
        conditions: Vec::new(),
        publication: None,
        expiration: None,
        deleguee: d_un_cfa,
        formation_incluse: d_un_cfa,
        id,
    };
    Deposee {
        offre,
        etat: EtatDOffre::Brouillon,
        role: attache.role.code().to_owned(),
        organisme: attache.ressort().to_owned(),
        auteur: String::new(),
        courriel: courriel.to_owned(),
        provenance: format!("compte {}", attache.role.libelle()),
        perdu_le: None,
        appellation: appellation.to_owned(),
        texte_libre: String::new(),
        questions: Vec::new(),
        plafond: Some(PLAFOND),
        prolongations: 0,
        rappel: 0,
        vues: 0,
        ouvertures: 0,
        motif: String::new(),
        creee_le: maintenant,
        modifiee_le: maintenant,
        mandat: String::new(),
    }
}

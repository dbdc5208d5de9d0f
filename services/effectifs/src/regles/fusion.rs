//! What an enrolment becomes when its centre sends it again.
//!
//! What is sent replaces what was known; what is not sent stays. An empty list of contracts says nothing: software
//! that leaves them out for a day must not make an apprentice a rupture.

use noyau::dates::DateCivile;
use noyau::texte::plier;
use serde_json::{Map, Value};

use super::dossier::{ContratRecu, Dossier};
use super::situation::{Parcours, Session, parcours};

/// What is known of an enrolment.
#[derive(Clone, Debug, PartialEq)]
pub struct Contenu {
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth.
    pub naissance: DateCivile,
    /// Day of enrolment.
    pub inscription: DateCivile,
    /// The training.
    pub session: Session,
    /// Day it was ended.
    pub exclusion: Option<DateCivile>,
    /// Diploma, as sent.
    pub cfd: Option<String>,
    /// Certification, as sent.
    pub rncp: Option<String>,
    /// Contracts.
    pub contrats: Vec<ContratRecu>,
    /// Optional fields.
    pub details: Map<String, Value>,
    /// What the API does not know.
    pub autres: Map<String, Value>,
}

impl Contenu {
    /// Its timeline.
    pub fn parcours(&self) -> Parcours {
        let contrats: Vec<_> = self.contrats.iter().map(ContratRecu::dates).collect();
        parcours(self.session, &contrats, self.exclusion)
    }

    /// What tells one person from another: names without accents nor spaces, and the day of birth.
    pub fn personne(&self) -> String {
        let nu = |texte: &str| plier(texte).replace(' ', "");
        format!("{}|{}|{}", nu(&self.nom), nu(&self.prenom), self.naissance)
    }
}

/// The enrolment after this sending.
pub fn fusionner(connu: Option<Contenu>, dossier: &Dossier) -> Contenu {
    let recu = Contenu {
        nom: dossier.nom.clone(),
        prenom: dossier.prenom.clone(),
        naissance: dossier.naissance,
        inscription: dossier.inscription,
        session: dossier.session,
        exclusion: dossier.exclusion,
        cfd: dossier.cfd.clone(),
        rncp: dossier.rncp.clone(),
        contrats: dossier.contrats.clone(),
        details: dossier.details.clone(),
        autres: dossier.autres.clone(),
    };
    let Some(connu) = connu else { return recu };
    let ancienne = connu.exclusion.filter(|_| !dossier.present);
    Contenu {
        exclusion: recu.exclusion.or(ancienne),
        cfd: recu.cfd.or(connu.cfd),
        rncp: recu.rncp.or(connu.rncp),
        contrats: if recu.contrats.is_empty() { connu.contrats } else { recu.contrats },
        details: completer(connu.details, recu.details),
        autres: completer(connu.autres, recu.autres),
        ..recu
    }
}

fn completer(mut connus: Map<String, Value>, recus: Map<String, Value>) -> Map<String, Value> {
    connus.extend(recus);
    connus
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::dossier;
    use super::*;

    fn recu(autres: Value) -> Dossier {
        let mut item = json!({
            "nom_apprenant": "Le Goff", "prenom_apprenant": "Éloïse",
            "date_de_naissance_apprenant": "2006-03-12", "annee_scolaire": "2024-2025",
            "id_erp_apprenant": "1", "date_inscription_formation": "2024-06-01",
            "date_entree_formation": "2024-09-01", "date_fin_formation": "2025-08-31",
            "etablissement_responsable_uai": "0010856A",
            "etablissement_responsable_siret": "13002526500013",
            "etablissement_formateur_uai": "0010856A",
            "etablissement_formateur_siret": "13002526500013",
        });
        let (Value::Object(base), Value::Object(plus)) = (&mut item, autres) else { panic!() };
        base.extend(plus);
        dossier::lire(&item).dossier.unwrap()
    }

    fn envois(envois: &[Value]) -> Contenu {
        let mut contenu = None;
        for envoi in envois {
            contenu = Some(fusionner(contenu, &recu(envoi.clone())));
        }
        contenu.unwrap()
    }

    #[test]
    fn what_is_not_sent_stays() {
        let contenu = envois(&[
            json!({"email_contact": "a@exemple.fr", "formation_cfd": "32033422", "couleur": "bleu",
                "contrat_date_debut": "2024-10-01"}),
            json!({"nom_apprenant": "Le Gall", "tel_apprenant": "0612345678"}),
        ]);
        assert_eq!((contenu.nom.as_str(), contenu.cfd.as_deref()), ("LE GALL", Some("32033422")));
        assert_eq!(contenu.contrats.len(), 1, "no contract sent erases none");
        assert_eq!(contenu.details["email_contact"], "a@exemple.fr");
        assert!(
            contenu.details.contains_key("tel_apprenant") && contenu.autres["couleur"] == "bleu"
        );
        assert_eq!(contenu.personne(), "legall|eloise|2006-03-12");
    }

    #[test]
    fn an_exclusion_lasts_until_the_person_is_said_to_be_back() {
        let exclu = json!({"date_exclusion_formation": "2024-12-01"});
        let cas = [
            (vec![exclu.clone(), json!({})], true),
            (vec![exclu.clone(), json!({"statut_apprenant": 3})], false),
            (vec![exclu.clone(), json!({"statut_apprenant": 0})], true),
        ];
        for (suite, reste) in cas {
            assert_eq!(envois(&suite).exclusion.is_some(), reste, "{suite:?}");
        }
    }
}

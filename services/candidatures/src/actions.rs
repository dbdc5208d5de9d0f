//! Who may read and answer applications, and what each path is about.

use futures::future::BoxFuture;
use web::{Acteur, Action, Chemin, Cible, Entree, Erreur, Etat, Regle, Ressort, Role};

use crate::depot::candidatures;
use crate::depot::listes::{self, Critere};
use crate::regles::etat::Etat as EtatDeCandidature;

/// Reads the applications that an organisation received: its members, nobody else.
pub static LIRE: Action = Action {
    code: "candidatures.lire",
    libelle: "Lire les candidatures reçues par son organisation",
    ecrit: false,
    nominative: true,
    regles: &[Regle::ressort(Role::Employeur), Regle::ressort(Role::Cfa)],
};

/// Answers them, notes them.
pub static REPONDRE: Action = Action {
    code: "candidatures.repondre",
    libelle: "Répondre aux candidatures reçues par son organisation",
    ecrit: true,
    nominative: true,
    regles: &[Regle::ressort(Role::Employeur), Regle::ressort(Role::Cfa)],
};

/// The application of the path; what never left is nothing to the employer.
pub fn candidature<'a>(
    etat: &'a Etat,
    chemin: &'a Chemin,
) -> BoxFuture<'a, Result<Option<Cible>, Erreur>> {
    Box::pin(async move {
        let trouvee = candidatures::trouver(etat.db.read(), chemin.get("id")).await?;
        let montree = trouvee
            .filter(|l| EtatDeCandidature::lire(&l.etat).is_some_and(EtatDeCandidature::se_montre));
        Ok(montree.map(|l| {
            let role = Role::lire(&l.role);
            let cible = Cible::nouvelle("candidature", l.id).a_l_organisme(l.siret).pour(role);
            cible.sur_la_personne(l.courriel)
        }))
    })
}

/// SIRET and role of the organisations whose applications this person may read.
pub fn organisations(acteur: &Acteur) -> Vec<(String, String)> {
    let siennes = acteur.habilitations.iter().filter_map(|h| match &h.ressort {
        Ressort::Organisme(siret) if LIRE.regles.iter().any(|r| r.role == h.role) => {
            Some((siret.clone(), h.role.code().to_owned()))
        }
        _ => None,
    });
    siennes.filter(|(siret, _)| !siret.is_empty()).collect()
}

/// The way in, with what waits for an answer.
pub fn entrees() -> [Entree; 1] {
    [Entree {
        titre: "Candidatures reçues",
        description: "Lire les candidatures, y répondre, les exporter.",
        adresse: "/employeur/candidatures",
        action: &LIRE,
        a_faire: Some(|etat, acteur| {
            Box::pin(async move {
                let critere = Critere {
                    organisations: organisations(acteur),
                    etat: "a_repondre".to_owned(),
                    ..Critere::default()
                };
                Ok(listes::compter(etat.db.read(), &critere).await?)
            })
        }),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::acces::Habilitation;

    #[test]
    fn only_organisations_whose_role_reads_are_listed() {
        let h = |role, ressort| Habilitation {
            id: String::new(),
            role,
            ressort,
            organisme: String::new(),
            gestionnaire: false,
        };
        let organisme = |s: &str| Ressort::Organisme(s.to_owned());
        let acteur = Acteur {
            personne: "p".to_owned(),
            nom: String::new(),
            courriel: String::new(),
            session: String::new(),
            double: false,
            a_doubler: false,
            habilitations: vec![
                h(Role::Employeur, organisme("1")),
                h(Role::Cfa, organisme("2")),
                h(Role::MissionLocale, organisme("3")),
                h(Role::Administrateur, Ressort::France),
                h(Role::Employeur, organisme("")),
            ],
            observation: None,
        };
        let attendu = [("1", "employeur"), ("2", "cfa")];
        let attendu = attendu.map(|(s, r)| (s.to_owned(), r.to_owned()));
        assert_eq!(organisations(&acteur), attendu);
    }
}

//! Who may read and answer requests, who may change settings: the rules, and what each path is about.

use futures::future::BoxFuture;
use web::{Acteur, Action, Chemin, Cible, Entree, Erreur, Etat, Regle, Ressort, Role};

use crate::depot::listes::{self, Critere, Portee};
use crate::depot::{demandes, formations};
use crate::regles::suivi;

/// Reads the requests made to a centre.
pub static LIRE: Action = Action {
    code: "rendezvous.demandes.lire",
    libelle: "Lire les demandes de rendez-vous",
    ecrit: false,
    nominative: true,
    regles: &[
        Regle::ressort(Role::Cfa),
        Regle::partout(Role::Administrateur),
        Regle::partout(Role::Support),
    ],
};

/// Answers them.
pub static REPONDRE: Action = Action {
    code: "rendezvous.demandes.repondre",
    libelle: "Répondre aux demandes de rendez-vous de son centre",
    ecrit: true,
    nominative: true,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// Sees who receives the requests, and which channels are open.
pub static VOIR_LES_REGLAGES: Action = Action {
    code: "rendezvous.reglages.lire",
    libelle: "Voir qui reçoit les demandes de rendez-vous",
    ecrit: false,
    nominative: false,
    regles: &[
        Regle::ressort(Role::Cfa),
        Regle::partout(Role::Administrateur),
        Regle::partout(Role::Support),
    ],
};

/// Changes it.
pub static REGLER: Action = Action {
    code: "rendezvous.reglages.changer",
    libelle: "Choisir qui reçoit les demandes de rendez-vous, ouvrir et fermer ce service",
    ecrit: true,
    nominative: false,
    regles: &[Regle::ressort(Role::Cfa), Regle::partout(Role::Administrateur)],
};

/// Looks for any training.
pub static ADMINISTRER: Action = Action {
    code: "rendezvous.formations.chercher",
    libelle: "Chercher les formations qui reçoivent des demandes de rendez-vous",
    ecrit: false,
    nominative: false,
    regles: &[Regle::partout(Role::Administrateur), Regle::partout(Role::Support)],
};

/// Every action.
pub static TOUTES: [&Action; 5] = [&LIRE, &REPONDRE, &VOIR_LES_REGLAGES, &REGLER, &ADMINISTRER];

/// The ways in.
pub fn entrees() -> [Entree; 2] {
    [
        Entree {
            titre: "Demandes de rendez-vous",
            description: "Les jeunes qui veulent rencontrer le centre : lire, répondre, régler qui reçoit.",
            adresse: "/cfa/rendez-vous",
            action: &REPONDRE,
            a_faire: Some(|etat, acteur| Box::pin(compter(etat, acteur))),
        },
        Entree {
            titre: "Rendez-vous : formations",
            description: "Chercher une formation, choisir qui reçoit ses demandes de rendez-vous.",
            adresse: "/administration/rendez-vous",
            action: &ADMINISTRER,
            a_faire: None,
        },
    ]
}

async fn compter(etat: &Etat, acteur: &Acteur) -> Result<i64, Erreur> {
    let critere = Critere {
        portee: portee(acteur, &REPONDRE),
        etats: suivi::Etat::OUVERTS.to_vec(),
        mot: String::new(),
    };
    Ok(listes::compter(etat.db.read(), &critere).await?)
}

/// Whose requests someone may do this to.
pub fn portee(acteur: &Acteur, action: &Action) -> Portee {
    let mut sirets = Vec::new();
    for ressort in acteur.ressorts(action) {
        match ressort {
            Ressort::France => return Portee::Toutes,
            Ressort::Organisme(siret) => sirets.push(siret),
            _ => {}
        }
    }
    Portee::Organismes(sirets)
}

/// SIRET of the centres that someone may do this for.
pub fn sirets(acteur: &Acteur, action: &Action) -> Vec<String> {
    let organismes = acteur.ressorts(action).into_iter().filter_map(|r| match r {
        Ressort::Organisme(siret) => Some(siret),
        _ => None,
    });
    organismes.collect()
}

type Trouvee<'a> = BoxFuture<'a, Result<Option<Cible>, Erreur>>;

/// The organisation of the path, as a training centre.
pub fn centre<'a>(_: &'a Etat, chemin: &'a Chemin) -> Trouvee<'a> {
    let siret = chemin.get("siret").to_owned();
    Box::pin(async move { Ok(Some(cible("organisme", &siret, &siret))) })
}

/// The request of the path, for the organisation of the path when it concerns it.
pub fn demande<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouvee<'a> {
    Box::pin(async move {
        let siret = chemin.get("siret");
        let trouvee = demandes::trouver(etat.db.read(), chemin.get("id")).await?;
        let sienne = trouvee.filter(|d| d.gestionnaire == siret || d.formateur == siret);
        let cible = |d: demandes::Demande| {
            cible("demande_de_rendez_vous", &d.id, siret).sur_la_personne(d.courriel)
        };
        Ok(sienne.map(cible))
    })
}

/// The training of the path, for the organisation of the path when it concerns it.
pub fn formation<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouvee<'a> {
    Box::pin(async move {
        let siret = chemin.get("siret");
        let cle = formations::Cle::Formation(chemin.get("formation"));
        let trouvee = formations::trouver(etat.db.read(), cle).await?;
        let sienne = trouvee.filter(|f| f.gestionnaire == siret || f.formateur == siret);
        Ok(sienne.map(|f| cible("formation", &f.id, siret)))
    })
}

fn cible(genre: &'static str, id: &str, siret: &str) -> Cible {
    Cible::nouvelle(genre, id).a_l_organisme(siret).pour(Some(Role::Cfa))
}

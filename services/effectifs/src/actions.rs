//! What can be done here, and by whom.

use futures::future::BoxFuture;
use web::{Action, Chemin, Cible, Entree, Erreur, Etat, Regle, Role};

use crate::depot::effectifs::{self, Effectif};
use crate::depot::transmissions;

/// Sees the enrolments of one's centre, by name.
pub static SUIVRE: Action = Action {
    code: "effectifs.suivre",
    libelle: "Suivre les apprenants de son organisme de formation",
    ecrit: false,
    nominative: true,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// Sends enrolments, makes and ends the keys of the centre's software.
pub static TRANSMETTRE: Action = Action {
    code: "effectifs.transmettre",
    libelle: "Transmettre les effectifs de son organisme et tenir ses clés",
    ecrit: true,
    nominative: false,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// All of them.
pub static TOUTES: [&Action; 2] = [&SUIVRE, &TRANSMETTRE];

/// The ways into the pages.
pub fn entrees() -> [Entree; 1] {
    [Entree {
        titre: "Mes effectifs",
        description: "Vos apprenants par situation, ce qui est à corriger dans vos envois, les clés de votre logiciel.",
        adresse: "/effectifs",
        action: &SUIVRE,
        a_faire: None,
    }]
}

type Trouver<'a> = BoxFuture<'a, Result<Option<Cible>, Erreur>>;

/// The enrolment of the path, as that of the centre that teaches.
pub fn du_formateur<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(effectif(etat, chemin, |e| &e.siret))
}

/// The enrolment of the path, as that of the centre that answers for the training.
pub fn du_responsable<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(effectif(etat, chemin, |e| &e.siret_responsable))
}

async fn effectif(
    etat: &Etat,
    chemin: &Chemin,
    centre: fn(&Effectif) -> &String,
) -> Result<Option<Cible>, Erreur> {
    let trouve = effectifs::trouver(etat.db.read(), chemin.get("id")).await?;
    Ok(trouve.map(|e| {
        let cible = Cible::nouvelle("effectif", &e.id).dans(&e.departement);
        cible.a_l_organisme(centre(&e)).pour(Some(Role::Cfa))
    }))
}

/// The key of the path.
pub fn cle<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let id = chemin.get("id");
        let organisme = partenaires::porte::organisme_de(etat.db.read(), id).await?;
        Ok(organisme
            .map(|siret| Cible::nouvelle("cle", id).a_l_organisme(siret).pour(Some(Role::Cfa))))
    })
}

/// The sending of the path.
pub fn transmission<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let trouvee = transmissions::trouver(etat.db.read(), chemin.get("id")).await?;
        Ok(trouvee.map(|t| {
            let cible = Cible::nouvelle("transmission", &t.id).a_l_organisme(&t.organisme);
            cible.pour(Some(Role::Cfa))
        }))
    })
}

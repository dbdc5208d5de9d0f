//! Who may do what with offers, and what each path is about.

use futures::future::BoxFuture;
use web::{Action, Chemin, Cible, Erreur, Etat, Regle, Role};

use crate::depot::deposees::{self, Deposee};

/// Sees and manages the offers of one's organisation.
pub static GERER: Action = Action {
    code: "offres.gerer",
    libelle: "Gérer les offres de son entreprise ou de son CFA",
    ecrit: true,
    // The page shows the mailbox that receives the applications: an OPCO looks at offers through
    // the queue, which does not.
    nominative: true,
    regles: &[
        Regle::ressort(Role::Employeur),
        Regle::ressort(Role::Cfa),
        Regle::partout(Role::Administrateur),
    ],
};

/// Looks at offers before they are shown, and at what visitors report.
pub static VERIFIER: Action = Action {
    code: "offres.verifier",
    libelle: "Vérifier les offres avant leur mise en ligne",
    ecrit: true,
    nominative: false,
    regles: &[Regle::ressort(Role::Opco), Regle::partout(Role::Administrateur)],
};

/// Says which companies the rules trust, and which they watch.
pub static LISTES: Action = Action {
    code: "offres.listes",
    libelle: "Tenir les listes d’entreprises que les règles suivent",
    ecrit: true,
    nominative: false,
    regles: &[Regle::partout(Role::Administrateur)],
};

type Trouver<'a> = BoxFuture<'a, Result<Option<Cible>, Erreur>>;

/// The offer of the path.
pub fn offre<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let trouvee = deposees::trouver(etat.db.read(), chemin.get("id")).await?;
        Ok(trouvee.map(|d| cible(&d)))
    })
}

/// The members of its organisation, its OPCO.
fn cible(d: &Deposee) -> Cible {
    let mut cible = Cible::nouvelle("offre", &d.offre.id).a_l_organisme(&d.organisme);
    if let Some(departement) = &d.offre.lieu.departement {
        cible = cible.dans(departement);
    }
    cible.opco.clone_from(&d.offre.employeur.opco);
    // An offer of a partner belongs to no organisation that accounts know.
    match Role::lire(&d.role) {
        Some(role) => cible.pour(Some(role)),
        None => Cible { organisme: None, ..cible },
    }
}

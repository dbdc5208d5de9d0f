//! Who may do what with offers, and what each path is about.

use base::Lecture;
use futures::future::BoxFuture;
use web::{Action, Chemin, Cible, Erreur, Etat, Regle, Role};

use crate::depot::deposees::{self, Deposee};
use crate::depot::{delegations, mandats, offres};

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

/// Declares the companies whose offers its training centre manages, and follows them.
pub static MANDATER: Action = Action {
    code: "offres.mandats",
    libelle: "Gérer les entreprises partenaires de son CFA",
    ecrit: true,
    nominative: true,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// Reads and answers the offers that employers proposed to its training centre.
pub static RECEVOIR: Action = Action {
    code: "offres.recevoir",
    libelle: "Lire les offres proposées à son CFA et y répondre",
    ecrit: true,
    nominative: true,
    regles: &[Regle::ressort(Role::Cfa)],
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

/// Follows the companies of an OPCO and their offers: counts and titles, nothing of a person.
pub static SUIVRE: Action = Action {
    code: "offres.suivre",
    libelle: "Suivre les offres des entreprises de son OPCO",
    ecrit: false,
    nominative: false,
    regles: &[Regle::ressort(Role::Opco), Regle::partout(Role::Administrateur)],
};

/// The offer of the path. Once the mandate under which it was written is over, it is nobody's: its centre may
/// no longer touch it.
pub fn offre<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let db = etat.db.read();
        let Some(d) = deposees::trouver(db, chemin.get("id")).await? else { return Ok(None) };
        Ok(Some(cible_de(db, &d).await?))
    })
}

/// The imported offer of the path: of no organisation, looked at by those who see all of them.
pub fn importee<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let trouvee = offres::trouver(etat.db.read(), chemin.get("id")).await?;
        Ok(trouvee.map(|o| Cible::nouvelle("offre", o.id)))
    })
}

/// What the rights on an offer are judged on.
///
/// # Errors
/// When the database refuses.
pub async fn cible_de(db: &Lecture, d: &Deposee) -> Result<Cible, Erreur> {
    let permise = match d.mandat.as_str() {
        "" => true,
        id => mandats::trouver(db, id).await?.is_some_and(|m| m.en_vigueur()),
    };
    let cible = cible(d);
    Ok(if permise { cible } else { Cible { organisme: None, ..cible } })
}

/// The offer of the path, as it was proposed to the centre of the path: the members of this centre.
pub fn proposee<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let (offre, centre) = (chemin.get("id"), chemin.get("centre"));
        let trouvee = delegations::une(etat.db.read(), (offre, centre)).await?;
        let cible = |d: delegations::Delegation| {
            Cible::nouvelle("proposition", d.offre).a_l_organisme(d.centre).pour(Some(Role::Cfa))
        };
        Ok(trouvee.map(cible))
    })
}

/// The mandate of the path: the members of its training centre.
pub fn mandat<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let trouve = mandats::trouver(etat.db.read(), chemin.get("id")).await?;
        let cible = |m: mandats::Mandat| {
            Cible::nouvelle("mandat", m.id).a_l_organisme(m.cfa).pour(Some(Role::Cfa))
        };
        Ok(trouve.map(cible))
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

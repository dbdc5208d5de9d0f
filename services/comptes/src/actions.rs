//! Who may decide of accounts: the rules, and what each path is about.

use futures::future::BoxFuture;
use web::{Action, Chemin, Cible, Erreur, Etat, Regle, Role};

use crate::depot::habilitations;
use crate::depot::organisations::{self, Organisation};

/// Sees the requests that wait, and who made them.
pub static LIRE_LES_DEMANDES: Action = Action {
    code: "comptes.demandes.lire",
    libelle: "Voir les demandes d’habilitation",
    ecrit: false,
    nominative: true,
    regles: &[
        Regle::ressort(Role::Opco),
        Regle::partout(Role::Administrateur),
        Regle::partout(Role::Support),
        Regle::partout(Role::Dpo),
        Regle::partout(Role::Auditeur),
    ],
};

/// Accepts or refuses them: the OPCO for its companies, the managers for their organisation.
pub static DECIDER: Action = Action {
    code: "comptes.demandes.decider",
    libelle: "Accepter ou refuser une demande d’habilitation",
    ecrit: true,
    nominative: true,
    regles: &[
        Regle::ressort(Role::Opco),
        Regle::gestion(Role::Employeur),
        Regle::gestion(Role::Cfa),
        Regle::gestion(Role::MissionLocale),
        Regle::partout(Role::Administrateur),
    ],
};

/// Sees the members of an organisation.
pub static LIRE_L_ORGANISATION: Action = Action {
    code: "comptes.organisation.lire",
    libelle: "Voir les membres de son organisation",
    ecrit: false,
    nominative: true,
    regles: &[
        Regle::ressort(Role::Employeur),
        Regle::ressort(Role::Cfa),
        Regle::ressort(Role::MissionLocale),
        Regle::ressort(Role::Opco),
        Regle::ressort(Role::TeteDeReseau),
        Regle::partout(Role::Administrateur),
        Regle::partout(Role::Support),
        Regle::partout(Role::Dpo),
        Regle::partout(Role::Auditeur),
    ],
};

/// Invites, names, removes.
pub static GERER_L_ORGANISATION: Action = Action {
    code: "comptes.organisation.gerer",
    libelle: "Inviter, nommer et retirer les membres de son organisation",
    ecrit: true,
    nominative: true,
    regles: &[
        Regle::gestion(Role::Employeur),
        Regle::gestion(Role::Cfa),
        Regle::gestion(Role::MissionLocale),
        Regle::gestion(Role::Opco),
        Regle::gestion(Role::TeteDeReseau),
        Regle::partout(Role::Administrateur),
    ],
};

/// Confirms or ends what nobody confirmed for a quarter, in the whole country.
pub static REVOIR: Action = Action {
    code: "comptes.habilitations.revoir",
    libelle: "Faire la revue de toutes les habilitations",
    ecrit: true,
    nominative: true,
    regles: &[Regle::partout(Role::Administrateur)],
};

type Trouver<'a> = BoxFuture<'a, Result<Option<Cible>, Erreur>>;

/// The organisation of the path.
pub fn organisation<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let trouvee = organisations::par_id(etat.db.read(), chemin.get("id")).await?;
        Ok(trouvee.map(|o| cible(&o)))
    })
}

/// An OPCO or a network is its own ressort; the others are theirs by their SIRET.
fn cible(o: &Organisation) -> Cible {
    let code = if o.siret.is_empty() { &o.id } else { &o.siret };
    let mut cible = Cible::nouvelle("organisation", &o.id).a_l_organisme(code).dans(&o.departement);
    match o.genre.as_str() {
        "opco" => cible.opco = Some(o.opco.clone()),
        "reseau" => cible.reseaux = vec![o.reseau.clone()],
        _ => {}
    }
    cible.pour(role_des_membres(&o.genre))
}

/// What the members of an organisation of this kind are.
fn role_des_membres(genre: &str) -> Option<Role> {
    match genre {
        "entreprise" => Some(Role::Employeur),
        "cfa" => Some(Role::Cfa),
        "mission_locale" => Some(Role::MissionLocale),
        _ => None,
    }
}

/// The habilitation of the path, with its organisation; its OPCO when it is that of an employer.
pub fn habilitation<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let Some(d) = habilitations::dossier(etat.db.read(), chemin.get("id")).await? else {
            return Ok(None);
        };
        let mut cible = Cible::nouvelle("habilitation", &d.id).a_la_personne(&d.personne);
        if !d.organisation.is_empty() {
            let code = if d.siret.is_empty() { &d.organisation } else { &d.siret };
            cible = cible.a_l_organisme(code).pour(Role::lire(&d.role));
        }
        if d.role == Role::Employeur.code() && !d.opco.is_empty() {
            cible.opco = Some(d.opco);
        }
        Ok(Some(cible))
    })
}

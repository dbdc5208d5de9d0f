//! What the administration reads and does: through the state machine only.

use base::{Lecture, Transaction};
use noyau::territoires::Departement;
use web::acces::GenreDeRessort;
use web::{Erreur, Ressort, Role};

use crate::actes;
use crate::depot::habilitations::{self, Habilitation};
use crate::depot::{evenements, listes, organisations, personnes};
use crate::regles::etat::Refus;

pub use crate::depot::evenements::Evenement;
pub use crate::depot::listes::{
    Filtre, Flux, LigneHabilitation, LigneOrganisation, LignePersonne, PAR_PAGE, Tri, histoire,
    lister_habilitations, lister_organisations, lister_personnes, opcos, toutes_les_habilitations,
    toutes_les_organisations, toutes_les_personnes, une_habilitation,
};
pub use crate::depot::organisations::Organisation;
pub use crate::depot::personnes::Personne;
pub use crate::regles::etat::{Acte, Etat, Objet};

/// Kinds of organisations: code, what people read.
pub const GENRES: [(&str, &str); 6] = [
    ("entreprise", "Entreprise"),
    ("cfa", "CFA"),
    ("opco", "OPCO"),
    ("administration", "Administration"),
    ("mission_locale", "Mission locale"),
    ("reseau", "Réseau"),
];

/// What can be done to one row, or to many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commande {
    /// A step of the state machine.
    Passer(Acte),
    /// The habilitation is still needed.
    Confirmer,
}

impl Commande {
    /// What can be done to an object of this kind, in the order of the menus.
    pub fn de(objet: Objet) -> Vec<Commande> {
        let actes: &[Acte] = match objet {
            Objet::Personne => &[Acte::Accepter, Acte::Desactiver, Acte::Reactiver],
            Objet::Organisation => {
                &[Acte::Accepter, Acte::Refuser, Acte::Desactiver, Acte::Reactiver]
            }
            Objet::Habilitation => &[
                Acte::Accepter,
                Acte::Refuser,
                Acte::Terminer,
                Acte::Desactiver,
                Acte::Reactiver,
                Acte::Remettre,
            ],
        };
        let mut toutes: Vec<Commande> = actes.iter().copied().map(Commande::Passer).collect();
        if objet == Objet::Habilitation {
            toutes.insert(0, Commande::Confirmer);
        }
        toutes
    }

    /// Its code, in forms.
    pub fn code(self) -> &'static str {
        match self {
            Commande::Confirmer => "confirmer",
            Commande::Passer(acte) => acte.code(),
        }
    }

    /// What the menus say.
    pub fn libelle(self) -> &'static str {
        match self {
            Commande::Confirmer => "Confirmer",
            Commande::Passer(Acte::Accepter) => "Accepter",
            Commande::Passer(Acte::Refuser) => "Refuser",
            Commande::Passer(Acte::Remettre) => "Remettre en attente",
            Commande::Passer(Acte::Desactiver) => "Désactiver",
            Commande::Passer(Acte::Reactiver) => "Réactiver",
            Commande::Passer(Acte::Terminer) => "Terminer",
        }
    }

    /// The command of this code, when an object of this kind has it.
    pub fn lire(objet: Objet, code: &str) -> Option<Commande> {
        Commande::de(objet).into_iter().find(|c| c.code() == code)
    }
}

/// Who does something, why, and when (ms since 1970).
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// Identifier of the account.
    pub par: &'a str,
    /// Why.
    pub motif: &'a str,
    /// When.
    pub maintenant: i64,
}

/// Does one thing to one object, in the caller's transaction; what people read of its new state.
///
/// # Errors
/// 404 when there is no such object; 409 with its words when the act is not possible.
pub async fn agir(
    tx: &mut Transaction,
    db: &Lecture,
    (objet, id): (Objet, &str),
    commande: Commande,
    decision: &Decision<'_>,
) -> Result<Etat, Erreur> {
    match objet {
        Objet::Personne => agir_sur_la_personne(tx, db, id, commande, decision).await,
        Objet::Organisation => agir_sur_l_organisation(tx, db, id, commande, decision).await,
        Objet::Habilitation => agir_sur_l_habilitation(tx, db, id, commande, decision).await,
    }
}

fn absent() -> Erreur {
    Erreur::introuvable("Cette ligne n’existe plus.")
}

fn impossible() -> Erreur {
    actes::conflit(Refus::Transition)
}

async fn agir_sur_la_personne(
    tx: &mut Transaction,
    db: &Lecture,
    id: &str,
    commande: Commande,
    d: &Decision<'_>,
) -> Result<Etat, Erreur> {
    let personne = personnes::par_id(db, id).await?.ok_or_else(absent)?;
    let Commande::Passer(acte) = commande else { return Err(impossible()) };
    if acte == Acte::Desactiver {
        if id == d.par {
            return Err(actes::conflit(Refus::Soi));
        }
        for h in habilitations::de_gestion(db, id, d.maintenant).await? {
            actes::garder_un_gestionnaire(tx, &h, d.maintenant).await?;
        }
    }
    actes::agir_sur_la_personne(tx, &personne, acte, d.par, d.motif, d.maintenant).await
}

async fn agir_sur_l_organisation(
    tx: &mut Transaction,
    db: &Lecture,
    id: &str,
    commande: Commande,
    d: &Decision<'_>,
) -> Result<Etat, Erreur> {
    let organisation = organisations::par_id(db, id).await?.ok_or_else(absent)?;
    let Commande::Passer(acte) = commande else { return Err(impossible()) };
    actes::agir_sur_l_organisation(tx, &organisation, acte, d.par, d.motif, d.maintenant).await
}

async fn agir_sur_l_habilitation(
    tx: &mut Transaction,
    db: &Lecture,
    id: &str,
    commande: Commande,
    d: &Decision<'_>,
) -> Result<Etat, Erreur> {
    let h = habilitations::par_id(db, id).await?.ok_or_else(absent)?;
    let Commande::Passer(acte) = commande else {
        if h.etat != Etat::Active.code() {
            return Err(impossible());
        }
        actes::confirmer(tx, &h, d.par, d.maintenant).await?;
        return Ok(Etat::Active);
    };
    if perdrait_la_main(&h, acte, d.par) {
        return Err(actes::conflit(Refus::Soi));
    }
    let geree = h.gestionnaire == 1 && h.etat == Etat::Active.code();
    if acte == Acte::Terminer && geree {
        actes::garder_un_gestionnaire(tx, &h, d.maintenant).await?;
    }
    actes::habiliter(tx, &h, acte, d.par, d.motif, d.maintenant).await
}

/// An administrator does not take away their own right to administer: one would soon be left
/// without anybody.
fn perdrait_la_main(h: &Habilitation, acte: Acte, par: &str) -> bool {
    let retire = matches!(acte, Acte::Terminer | Acte::Desactiver | Acte::Remettre);
    retire && h.personne == par && h.role == Role::Administrateur.code()
}

/// An account.
///
/// # Errors
/// 404 when there is none.
pub async fn personne(db: &Lecture, id: &str) -> Result<Personne, Erreur> {
    let trouvee = personnes::par_id(db, id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Ce compte n’existe pas."))
}

/// An organisation.
///
/// # Errors
/// 404 when there is none.
pub async fn organisation(db: &Lecture, id: &str) -> Result<Organisation, Erreur> {
    let trouvee = organisations::par_id(db, id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Cette organisation n’existe pas."))
}

/// A habilitation, with its holder and its organisation.
///
/// # Errors
/// 404 when there is none.
pub async fn habilitation(db: &Lecture, id: &str) -> Result<LigneHabilitation, Erreur> {
    let trouvee = une_habilitation(db, id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Cette habilitation n’existe pas."))
}

/// Requests that wait for a decision.
///
/// # Errors
/// When the database does not answer.
pub async fn en_attente(db: &Lecture) -> Result<i64, Erreur> {
    Ok(listes::compter_habilitations(db, Etat::EnAttente.code()).await?)
}

/// The territory of a code as forms write it (`region:53`), with the départements it holds.
pub fn territoire(texte: &str) -> Option<(Ressort, Vec<String>)> {
    let (genre, code) = texte.split_once(':')?;
    let ressort = Ressort::lire(GenreDeRessort::lire(genre)?, code)?;
    let dedans = |d: &&Departement| match &ressort {
        Ressort::Region(code) => d.region().code == code,
        Ressort::Academie(code) => d.academie().is_some_and(|a| a.code == code),
        Ressort::Departement(code) => d.code == code,
        _ => false,
    };
    let codes = Departement::tous().iter().filter(dedans).map(|d| d.code.to_owned()).collect();
    Some((ressort, codes))
}

/// What people read of a habilitation: its role, and for what.
pub fn dire(h: &Habilitation) -> (String, String) {
    let role = Role::lire(&h.role).map_or_else(|| h.role.clone(), |r| r.libelle().to_owned());
    let genre = GenreDeRessort::lire(&h.ressort_genre);
    let ressort = genre.and_then(|g| Ressort::lire(g, &h.ressort_code));
    (role, ressort.map_or_else(|| h.ressort_code.clone(), |r| r.libelle()))
}

/// Something that was done and does not change a state, kept in the history of its object.
///
/// # Errors
/// When the database refuses.
pub async fn noter(
    tx: &mut Transaction,
    (objet, id, etat): (Objet, &str, &str),
    d: &Decision<'_>,
) -> Result<(), Erreur> {
    let e = Evenement::nouveau(objet, id, (etat, etat), d.par, d.motif, d.maintenant);
    Ok(evenements::ajouter(tx, &e).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_territory_holds_its_departements() {
        let (ressort, dedans) = territoire("region:53").unwrap();
        assert_eq!(ressort, Ressort::Region("53".to_owned()));
        assert_eq!(dedans, ["22", "29", "35", "56"]);
        assert_eq!(territoire("departement:35").unwrap().1, ["35"]);
        assert!(territoire("france:").unwrap().1.is_empty());
        for faux in ["", "region", "region:999", "planete:1"] {
            assert_eq!(territoire(faux), None, "{faux}");
        }
    }

    #[test]
    fn a_command_belongs_to_its_object() {
        let lire = Commande::lire;
        assert_eq!(lire(Objet::Habilitation, "confirmer"), Some(Commande::Confirmer));
        assert_eq!(lire(Objet::Personne, "confirmer"), None);
        assert_eq!(lire(Objet::Personne, "refuser"), None);
        for objet in [Objet::Personne, Objet::Organisation, Objet::Habilitation] {
            assert!(Commande::de(objet).iter().all(|c| lire(objet, c.code()) == Some(*c)));
        }
    }
}

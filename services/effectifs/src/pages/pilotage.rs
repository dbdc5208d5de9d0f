//! What the agents of a territory see: figures of their own.

mod choix;
mod tableaux;

use std::collections::BTreeSet;

use axum::extract::{RawQuery, State};
use noyau::territoires::Departement;
use web::acces::Ressort;
use web::ecran::{Bloc, Ecran};
use web::export::{self, Format};
use web::page::Porte;
use web::parametres::Parametres;
use web::{Acteur, Action, Etat};

use super::{Rendu, a_aider, chiffres_voeux, page, rendre};
use crate::actions::{AIDER, PILOTER};
use crate::cube::{Centre, Cubes};

/// Address of the figures.
pub const ICI: &str = "/effectifs/pilotage";

/// The centres that an agent answers for.
pub struct Portee(Vec<Ressort>);

impl Portee {
    /// Where this may be done.
    pub fn de(acteur: &Acteur, action: &Action) -> Self {
        Portee(acteur.ressorts(action))
    }

    /// An empty set covers nothing.
    fn couvre(&self, centre: &Centre) -> bool {
        let departement = Departement::par_code(&centre.departement);
        self.0.iter().any(|ressort| match ressort {
            Ressort::France => true,
            Ressort::Region(code) => departement.is_some_and(|d| d.region().code == code),
            Ressort::Academie(code) => {
                departement.and_then(|d| d.academie()).is_some_and(|a| a.code == code)
            }
            Ressort::Departement(code) => centre.departement == *code,
            Ressort::Reseau(code) => centre.reseaux.contains(code),
            Ressort::Organisme(_) | Ressort::Opco(_) => false,
        })
    }

    /// What people read.
    pub fn libelle(&self) -> String {
        self.0.iter().map(Ressort::libelle).collect::<Vec<_>>().join(", ")
    }

    /// Codes of the académies of its départements.
    fn academies(&self) -> BTreeSet<&'static str> {
        let departements = self.departements();
        let connus = departements.iter().filter_map(|code| Departement::par_code(code));
        connus.filter_map(|d| d.academie()).map(|a| a.code).collect()
    }

    /// Codes of the départements that lie within.
    pub fn departements(&self) -> Vec<String> {
        let dedans = |d: &&Departement| {
            let centre = Centre { departement: d.code.to_owned(), ..Centre::default() };
            self.couvre(&centre)
        };
        Departement::tous().iter().filter(dedans).map(|d| d.code.to_owned()).collect()
    }
}

/// The figures.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let portee = Portee::de(&acteur, &PILOTER);
    let cube = Cubes::de(&etat).await?;
    let choix = choix::Choisis::lire(&parametres, etat.horloge.aujourd_hui());
    let question = tableaux::Question::poser(&cube, &choix, |c| portee.couvre(c));
    let mut page = page(&etat, "Pilotage de l’apprentissage", ICI);
    page.porte = Some(Porte::Pilote);
    let chapo = format!("{}, au {}.", choix.ou(&cube, &portee.libelle()), choix.jour.long());
    let mut ecran = Ecran::nouveau(page, &chapo).sous("Mon espace", "/espace");
    ecran.filtres = Some(choix.formulaire(&cube, |c| portee.couvre(c)));
    ecran.sans_choix = "Tous";
    let mut ecran = ecran.bloc(question.ensemble());
    if acteur.peut_quelque_part(&AIDER).is_ok() {
        let phrase = "Les jeunes sans contrat, en rupture ou sortis dont vous pouvez voir le nom, pour les aider.";
        ecran = ecran.bloc(
            Bloc::nouveau("Les jeunes à aider", &[phrase]).lien("Voir la liste", a_aider::ICI),
        );
    }
    let siennes = portee.academies();
    let voeux = chiffres_voeux::bloc(etat.db.read(), |code| siennes.contains(code)).await?;
    rendre(&question.tableaux().into_iter().fold(ecran, Ecran::bloc).bloc(voeux))
}

/// The tables of the figures, as a file.
pub async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let portee = Portee::de(&acteur, &PILOTER);
    let cube = Cubes::de(&etat).await?;
    let choix = choix::Choisis::lire(&parametres, etat.horloge.aujourd_hui());
    let lignes = tableaux::Question::poser(&cube, &choix, |c| portee.couvre(c)).lignes();
    export::envoyer(format, "pilotage-apprentissage", tableaux::COLONNES, lignes).await
}

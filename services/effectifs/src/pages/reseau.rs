//! The apprentices of a network that answers for the training its centres give.

use axum::extract::{RawQuery, State};
use noyau::texte::accord;
use web::acces::Ressort;
use web::ecran::{Bloc, Ecran, Table};
use web::export::Format;
use web::formulaire::{Champ, Formulaire};
use web::page::Porte;
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::apprenants;
use super::{PAR_PAGE, Rendu, a_emporter, choix, jour, numero, page, paginer, rendre};
use crate::actions::SUIVRE_LE_RESEAU;
use crate::cube::Cubes;
use crate::depot::listes::{self, Filtre, Ou};
use crate::regles::reseau::est_responsable;
use crate::regles::situation::Situation;

/// Address of the list.
pub const ICI: &str = "/effectifs/reseau";

/// The list: nothing but a sentence for the networks that do not answer for the training.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let reseaux = reseaux(&acteur);
    let mut page = page(&etat, "Apprenants de mon réseau", ICI);
    page.porte = Some(Porte::Pilote);
    let chapo = "Les apprenants des centres d’un réseau qui répond lui-même de leur formation.";
    let mut ecran = Ecran::nouveau(page, chapo).sous("Mon espace", "/espace");
    if reseaux.is_empty() {
        let phrase = "Votre réseau ne répond pas de la formation que donnent ses centres : il lit ses chiffres, sans les noms.";
        let bloc = Bloc::nouveau("", &[phrase]).lien("Lire les chiffres", super::pilotage::ICI);
        return rendre(&ecran.bloc(bloc));
    }
    let filtre = filtre(&parametres, centres(&etat, &reseaux).await?);
    let rang = numero(parametres.texte("page"));
    let db = etat.db.read();
    let total = listes::compter(db, &filtre).await?;
    let lignes = listes::lister(db, &filtre, (rang, PAR_PAGE)).await?;
    ecran.filtres = Some(formulaire(&filtre));
    ecran.sans_choix = "Toutes";
    let suite = choix(&[("q", &filtre.texte), ("situation", &filtre.situations.concat())]);
    ecran.pagination = paginer(ICI, &suite, rang, total);
    if lignes.is_empty() {
        let phrase = "Aucun apprenant ne répond à cette recherche.";
        return rendre(&ecran.bloc(Bloc::nouveau("", &[phrase])));
    }
    let rangees = lignes.into_iter().map(|l| {
        vec![
            format!("{} {}", l.nom, l.prenom),
            jour(&l.naissance),
            l.formation,
            l.annee_scolaire,
            Situation::libelle_de(&l.situation).to_owned(),
            l.siret,
        ]
    });
    let colonnes =
        ["Apprenant", "Né le", "Formation", "Année scolaire", "Situation", "SIRET du centre"];
    let legende = accord(total, "apprenant", "apprenants");
    let table = Table::simple(&legende, &colonnes, rangees.collect());
    let fichiers = a_emporter("Liste des apprenants", ICI, &suite);
    rendre(&ecran.bloc(Bloc::default().table(table)).bloc(fichiers))
}

/// The same list as a file, which is empty for the networks that do not answer for the training.
pub async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let centres = centres(&etat, &reseaux(&acteur)).await?;
    let filtre = filtre(&Parametres::lire(requete.as_deref()), centres);
    apprenants::emporter(format, &etat, &filtre).await
}

/// The networks of a person that answer for the training.
fn reseaux(acteur: &Acteur) -> Vec<String> {
    let ressorts = acteur.ressorts(&SUIVRE_LE_RESEAU).into_iter();
    let codes = ressorts.filter_map(|r| match r {
        Ressort::Reseau(code) => Some(code),
        _ => None,
    });
    codes.filter(|code| est_responsable(code)).collect()
}

/// SIRET of their centres.
async fn centres(etat: &Etat, reseaux: &[String]) -> Result<Vec<String>, Erreur> {
    let cube = Cubes::de(etat).await?;
    let siens = cube.centres.iter().filter(|c| c.reseaux.iter().any(|r| reseaux.contains(r)));
    Ok(siens.map(|c| c.siret.clone()).collect())
}

fn filtre(parametres: &Parametres, centres: Vec<String>) -> Filtre {
    Filtre {
        ou: Ou::Centres(centres),
        situations: apprenants::situation(parametres),
        texte: parametres.texte("q").unwrap_or_default().to_owned(),
        ..Filtre::default()
    }
}

fn formulaire(filtre: &Filtre) -> Formulaire {
    let champs = vec![
        Champ::ligne("q", "Nom ou prénom").facultatif().valeur(&filtre.texte),
        apprenants::champ_de_situation(filtre),
    ];
    Formulaire::new(ICI, "Afficher", champs)
}

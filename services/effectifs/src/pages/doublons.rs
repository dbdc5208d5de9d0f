//! Enrolments that look like one: the list of groups, and what the centre decides of each.

use std::collections::HashMap;

use axum::extract::{Path, RawQuery, State};
use noyau::dates::DateCivile;
use noyau::texte::accord;
use serde::Deserialize;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::{
    Rendu, de_la_page, jour, numero, paginer, quand, refuser, rendre, sirets, sous_l_accueil, vers,
};
use crate::actions::SUIVRE;
use crate::archivage;
use crate::depot::archives;
use crate::depot::doublons::{self as depot, LigneInscrit};
use crate::depot::effectifs::{self, Effectif};
use crate::regles::annee;
use crate::regles::doublons::{Groupe, Inscrit, groupes};
use crate::regles::motif::RETABLIR_JOURS;
use crate::regles::situation::Situation;

/// Address of the list.
pub const ICI: &str = "/effectifs/doublons";

/// The doubles of these centres, in the school years of a day, with the enrolments they are among.
async fn chercher(
    etat: &Etat,
    siens: &[String],
) -> Result<(Vec<Groupe>, Vec<LigneInscrit>), Erreur> {
    let annees = annee::du_jour(etat.horloge.aujourd_hui());
    let lignes = depot::inscrits(etat.db.read(), siens, &annees).await?;
    let distincts = archives::distincts(etat.db.read(), siens).await?;
    let inscrits: Vec<Inscrit> = lignes.iter().filter_map(inscrit).collect();
    Ok((groupes(&inscrits, &distincts), lignes))
}

/// How many groups of doubles these centres have.
pub async fn combien(etat: &Etat, siens: &[String]) -> Result<usize, Erreur> {
    Ok(chercher(etat, siens).await?.0.len())
}

/// What tells people apart among the optional fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Details {
    sexe_apprenant: String,
    ine_apprenant: String,
}

fn inscrit(l: &LigneInscrit) -> Option<Inscrit> {
    let details: Details = serde_json::from_str(&l.details).unwrap_or_default();
    let entree: DateCivile = l.entree.parse().ok()?;
    Some(Inscrit {
        id: l.id.clone(),
        siret: l.siret.clone(),
        annee_scolaire: l.annee_scolaire.clone(),
        nom: l.nom.clone(),
        prenom: l.prenom.clone(),
        naissance: l.naissance.clone(),
        sexe: details.sexe_apprenant,
        ine: details.ine_apprenant,
        cfd: l.cfd.clone(),
        rncp: l.rncp.clone(),
        formation: l.formation.clone(),
        entree,
    })
}

/// The list.
pub async fn list(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let rang = numero(Parametres::lire(requete.as_deref()).texte("page"));
    let siens = sirets(&acteur, &SUIVRE);
    let (groupes, lignes) = chercher(&etat, &siens).await?;
    let par_id: HashMap<&str, &LigneInscrit> = lignes.iter().map(|l| (l.id.as_str(), l)).collect();
    let chapo = "Les dossiers de cette année scolaire qui semblent être la même inscription, envoyée sous deux identifiants.";
    let mut ecran = sous_l_accueil(&etat, "Doublons", ICI, chapo);
    let total = i64::try_from(groupes.len()).unwrap_or_default();
    ecran.pagination = paginer(ICI, "", rang, total);
    let retires = Bloc::default().lien("Les dossiers retirés et fusionnés", super::archives::ICI);
    if groupes.is_empty() {
        let bloc =
            Bloc::nouveau("", &["Aucun doublon dans vos effectifs de cette année scolaire."]);
        return rendre(&ecran.bloc(bloc).bloc(retires));
    }
    let rangees = de_la_page(&groupes, rang).iter().filter_map(|g| {
        let premier = par_id.get(g.ids.first()?.as_str())?;
        Some(Rangee {
            adresse: format!("{ICI}/{}", premier.id),
            cellules: vec![
                format!("{} {}", premier.nom, premier.prenom),
                premier.formation.clone(),
                g.ids.len().to_string(),
                g.raison.phrase().to_owned(),
            ],
        })
    });
    let colonnes = ["Apprenant", "Formation", "Dossiers", "Ce qui les rapproche"];
    let legende = accord(total, "groupe de doublons", "groupes de doublons");
    let table = Table::liens(&legende, &colonnes, rangees.collect());
    rendre(&ecran.bloc(Bloc::default().table(table)).bloc(retires))
}

/// The enrolments of a group, the first received first; none when it is no longer one.
async fn membres(etat: &Etat, id: &str) -> Result<Option<(Groupe, Vec<Effectif>)>, Erreur> {
    let Some(un) = effectifs::trouver(etat.db.read(), id).await? else { return Ok(None) };
    let (groupes, _) = chercher(etat, std::slice::from_ref(&un.siret)).await?;
    let Some(groupe) = groupes.into_iter().find(|g| g.ids.contains(&un.id)) else {
        return Ok(None);
    };
    let mut tous = Vec::with_capacity(groupe.ids.len());
    for id in &groupe.ids {
        tous.extend(effectifs::trouver(etat.db.read(), id).await?);
    }
    tous.sort_by_key(|e| (e.cree_le, e.id.clone()));
    Ok(Some((groupe, tous)))
}

/// One group.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    rendre(&ecran(&etat, &id, &Saisie::default()).await?)
}

async fn ecran(etat: &Etat, id: &str, saisie: &Saisie) -> Result<Ecran, Erreur> {
    let chemin = format!("{ICI}/{id}");
    let Some((groupe, tous)) = membres(etat, id).await? else {
        let phrase = "Ce dossier n’a pas de double, ou n’en a plus.";
        let ecran = sous_l_accueil(etat, "Doublon", &chemin, "").sous("Doublons", ICI);
        return Ok(ecran.bloc(Bloc::nouveau("", &[phrase]).lien("Voir les doublons", ICI)));
    };
    let titre = tous.first().map_or("Doublon".to_owned(), |e| format!("{} {}", e.prenom, e.nom));
    let chapo = format!("{} dossiers semblent être la même inscription.", tous.len());
    let ecran = sous_l_accueil(etat, &titre, &chemin, &chapo).sous("Doublons", ICI);
    Ok(ecran
        .bloc(comparaison(&groupe, &tous))
        .bloc(fusionner_les(&chemin, &tous, saisie))
        .bloc(distinguer_les(&chemin)))
}

fn comparaison(groupe: &Groupe, tous: &[Effectif]) -> Bloc {
    let rangee = |e: &Effectif| Rangee {
        adresse: format!("/effectifs/apprenant/{}", e.id),
        cellules: vec![
            e.id_erp.clone(),
            format!("{} {}", e.nom, e.prenom),
            jour(&e.naissance),
            e.formation.clone(),
            jour(&e.entree),
            Situation::libelle_de(&e.situation).to_owned(),
            quand(e.cree_le),
            quand(e.transmis_le),
        ],
    };
    let colonnes = [
        "Identifiant",
        "Apprenant",
        "Né le",
        "Formation",
        "Entrée",
        "Situation",
        "Reçu la première fois",
        "Reçu la dernière fois",
    ];
    let table = Table::liens("Les dossiers", &colonnes, tous.iter().map(rangee).collect());
    Bloc::nouveau("Les dossiers", &[])
        .faits(vec![("Ce qui les rapproche", groupe.raison.phrase().to_owned())])
        .table(table)
}

fn fusionner_les(chemin: &str, tous: &[Effectif], saisie: &Saisie) -> Bloc {
    let libelle = |e: &Effectif| format!("{}, reçu le {}", e.id_erp, quand(e.cree_le));
    let choix = tous.iter().map(|e| Choix::new(e.id.clone(), libelle(e))).collect();
    // The last one to appear is most often the one that the software still feeds.
    let propose = tous.last().map(|e| e.id.clone()).unwrap_or_default();
    let champ = Champ::new("garde", "Le dossier à garder", Genre::Radios(choix)).valeur(propose);
    let mut formulaire =
        Formulaire::new(format!("{chemin}/fusionner"), "Fusionner les dossiers", vec![champ]);
    if !saisie.bonne() {
        formulaire = formulaire.avec(saisie);
    }
    let phrase = format!(
        "Ce que dit le dossier gardé reste ; ce qu’il ne dit pas vient des autres. Les autres sont retirés, et votre logiciel ne les fera pas revenir. Vous pouvez revenir en arrière pendant {RETABLIR_JOURS} jours."
    );
    let mut bloc = Bloc::nouveau("C’est la même inscription", &[]).formulaire(formulaire);
    bloc.paragraphes.push(phrase);
    bloc
}

fn distinguer_les(chemin: &str) -> Bloc {
    let phrase = "Ces dossiers ne vous seront plus proposés comme doublons.";
    Bloc::nouveau("Ce sont deux personnes", &[phrase]).formulaire(Formulaire::bouton(
        format!("{chemin}/distinguer"),
        "Garder les dossiers séparés",
    ))
}

/// Merges a group into the enrolment that is kept.
pub async fn fusionner(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let Some((_, tous)) = membres(&etat, &id).await? else { return Ok(vers(ICI)) };
    let (gardes, doubles): (Vec<Effectif>, Vec<Effectif>) =
        tous.into_iter().partition(|e| e.id == saisie.texte("garde"));
    let [garde] = &gardes[..] else {
        saisie.refuser("garde", "Choisissez le dossier à garder.");
        return refuser(&ecran(&etat, &id, &saisie).await?);
    };
    archivage::fusionner(&etat, &acteur, garde, &doubles).await?;
    Ok(vers(&format!("/effectifs/apprenant/{}", garde.id)))
}

/// Notes that the enrolments of a group are of different persons.
pub async fn distinguer(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let Some((groupe, _)) = membres(&etat, &id).await? else { return Ok(vers(ICI)) };
    let mut tx = etat.db.write().await?;
    for (rang, un) in groupe.ids.iter().enumerate() {
        for autre in &groupe.ids[rang + 1..] {
            archives::distinguer(&mut tx, (un, autre), etat.horloge.maintenant().ms()).await?;
        }
    }
    tx.commit().await?;
    Ok(vers(ICI))
}

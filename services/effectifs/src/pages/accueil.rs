//! What a training centre has to do today.

use axum::extract::State;
use noyau::dates::DateCivile;
use noyau::texte::accord;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::{Acteur, Etat};

use super::{ACCUEIL, Rendu, page, quand, rendre, sirets};
use crate::actions::{SUIVRE, TRANSMETTRE};
use crate::depot::listes::{self, Filtre, Ou};
use crate::depot::transmissions::{self, Transmission};
use crate::regles::situation::Situation;

/// Days after which a silent centre is reminded to send.
const SILENCE_JOURS: i64 = 31;

/// The page.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Rendu {
    let siens = sirets(&acteur, &SUIVRE);
    let db = etat.db.read();
    let tous = Filtre { ou: Ou::Centres(siens.clone()), ..Filtre::default() };
    let annees = listes::annees(db, &tous).await?;
    let annee = annees.first().cloned().unwrap_or_default();
    let filtre = Filtre { annee: annee.clone(), ..tous };
    let comptes = listes::par_situation(db, &filtre).await?;
    let mut derniere: Option<Transmission> = None;
    for siret in sirets(&acteur, &TRANSMETTRE) {
        let une = transmissions::de_l_organisme(db, &siret, (0, 1)).await?.into_iter().next();
        if une.as_ref().map(|t| t.recue_le) > derniere.as_ref().map(|t| t.recue_le) {
            derniere = une;
        }
    }
    let chapo =
        "Ce que votre organisme a transmis, ce qui est à corriger, et où en sont vos apprenants.";
    let ecran =
        Ecran::nouveau(page(&etat, "Mes effectifs", ACCUEIL), chapo).sous("Mon espace", "/espace");
    let ecran = match &derniere {
        None => ecran.bloc(commencer()),
        Some(t) => {
            let doublons = super::doublons::combien(&etat, &siens).await?;
            ecran.bloc(a_faire(t, &comptes, doublons, etat.horloge.aujourd_hui()))
        }
    };
    let ecran = if comptes.is_empty() { ecran } else { ecran.bloc(situations(&annee, &comptes)) };
    rendre(&ecran.bloc(raccourcis()))
}

fn commencer() -> Bloc {
    Bloc::nouveau(
        "Pour commencer",
        &[
            "Votre organisme n’a encore rien transmis. Créez une clé et donnez-la à votre logiciel de gestion : \
             il enverra vos effectifs chaque jour, et vous verrez ici ce qui est à corriger.",
        ],
    )
    .lien("Créer une clé pour mon logiciel", "/effectifs/cles")
    .lien("Je n’ai pas de logiciel : importer un fichier", "/effectifs/televersement")
}

fn nombre(comptes: &[(String, i64)], situation: Situation) -> i64 {
    comptes.iter().find(|(code, _)| code == situation.code()).map_or(0, |(_, n)| *n)
}

fn a_faire(
    derniere: &Transmission,
    comptes: &[(String, i64)],
    doublons: usize,
    aujourd_hui: DateCivile,
) -> Bloc {
    let mut bloc = Bloc::nouveau("À faire aujourd’hui", &[]);
    let adresse = format!("/effectifs/transmissions/{}", derniere.id);
    if derniere.refuses > 0 {
        let libelle = match derniere.refuses {
            1 => "1 dossier refusé à corriger dans votre logiciel".to_owned(),
            n => format!("{n} dossiers refusés à corriger dans votre logiciel"),
        };
        bloc = bloc.lien(&libelle, adresse);
    }
    let suivis = [
        (Situation::Inscrit, "sans contrat à aider à trouver un employeur"),
        (Situation::Rupturant, "en rupture de contrat à accompagner"),
    ];
    for (situation, quoi) in suivis {
        let n = nombre(comptes, situation);
        if n > 0 {
            let qui = if n == 1 { "apprenant" } else { "apprenants" };
            let liste = format!("/effectifs/apprenants?situation={}", situation.code());
            bloc = bloc.lien(&format!("{n} {qui} {quoi}"), liste);
        }
    }
    if doublons > 0 {
        let doublons = i64::try_from(doublons).unwrap_or_default();
        let libelle =
            accord(doublons, "doublon possible à vérifier", "doublons possibles à vérifier");
        bloc = bloc.lien(&libelle, super::doublons::ICI);
    }
    let recue = noyau::dates::Instant::from_ms(derniere.recue_le).date();
    if recue.jours_jusqua(aujourd_hui) > SILENCE_JOURS {
        bloc.paragraphes.push(format!(
            "Votre dernier envoi date du {} : vérifiez que votre logiciel transmet toujours.",
            recue.long()
        ));
    }
    if bloc.liens.is_empty() && bloc.paragraphes.is_empty() {
        bloc.paragraphes.push("Rien n’attend : votre dernier envoi est complet.".to_owned());
    }
    bloc.faits(vec![("Dernier envoi", quand(derniere.recue_le))])
}

fn situations(annee: &str, comptes: &[(String, i64)]) -> Bloc {
    let rangee = |s: Situation| Rangee {
        adresse: format!("/effectifs/apprenants?annee={annee}&situation={}", s.code()),
        cellules: vec![
            s.libelle().to_owned(),
            nombre(comptes, s).to_string(),
            s.definition().to_owned(),
        ],
    };
    let legende = format!("Année scolaire {annee}, au jour d’aujourd’hui");
    let table = Table::liens(
        &legende,
        &["Situation", "Apprenants", "Définition"],
        Situation::TOUTES.map(rangee).to_vec(),
    );
    Bloc::nouveau("Situations", &[]).table(table)
}

fn raccourcis() -> Bloc {
    Bloc::nouveau("Aller à", &[])
        .lien("Tous mes apprenants", "/effectifs/apprenants")
        .lien("Mon fichier SIFA", super::sifa::ICI)
        .lien("Suivi avec les missions locales", super::collaboration::ICI)
        .lien("Doublons", super::doublons::ICI)
        .lien("Dossiers retirés", super::archives::ICI)
        .lien("Mes transmissions", "/effectifs/transmissions")
        .lien("Importer un fichier", "/effectifs/televersement")
        .lien("Les clés de mon logiciel", "/effectifs/cles")
}

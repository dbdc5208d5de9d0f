//! The jobs of the night.

use std::collections::BTreeMap;

use noyau::dates::DateCivile;
use noyau::territoires::Departement;
use taches::{Contexte, Tache};

use crate::chiffres_voeux;
use crate::cube::{Comptes, Cube};
use crate::depot::agregats::{self, Agregat};
use crate::depot::effectifs;
use crate::publication::{Part, par_departement};
use crate::regles::mois;
use crate::regles::situation::Parcours;

/// Enrolments treated in one transaction.
const LOT: i64 = 10_000;

/// Moves on the situations whose day has come; the others stay as they are.
pub fn taches() -> [Tache; 3] {
    [
        Tache {
            nom: "effectifs.situations",
            titre: "Avancer les situations des apprenants dont une date est passée",
            quand: "15 0 * * *",
            travail: |contexte| Box::pin(avancer(contexte)),
        },
        Tache {
            nom: "effectifs.agregats",
            titre: "Garder les chiffres de fin de mois, qui restent quand les dossiers sont effacés",
            quand: "45 0 * * *",
            travail: |contexte| Box::pin(garder(contexte)),
        },
        Tache {
            nom: "effectifs.voeux",
            titre: "Compter par académie ce que deviennent les vœux d’apprentissage",
            quand: "30 1 * * *",
            travail: |contexte| Box::pin(compter_les_voeux(contexte)),
        },
    ]
}

/// Months whose figures are made again: their enrolments are all still there, and some arrive late.
const MOIS: i32 = 23;

async fn garder(contexte: Contexte) -> anyhow::Result<String> {
    let aujourd_hui = contexte.horloge.aujourd_hui();
    let cube = Cube::lire(contexte.db.read(), aujourd_hui).await?;
    let mois = (1..=MOIS).map(|n| agreger(&cube, mois::fin(aujourd_hui, -n)));
    let mois: Vec<Vec<Agregat>> = mois.filter(|agregats| !agregats.is_empty()).collect();
    let mut tx = contexte.db.write().await?;
    agregats::garder(&mut tx, &mois.concat()).await?;
    tx.commit().await?;
    Ok(format!("{} fins de mois gardées", mois.len()))
}

/// The figures of a day, of the départements that have some; none as long as nothing was ever sent.
fn agreger(cube: &Cube, jour: DateCivile) -> Vec<Agregat> {
    let codes = Departement::tous().iter().map(|d| d.code).chain([""]);
    let parts = codes.zip(par_departement(cube, jour));
    let toutes: Vec<_> = parts.filter(|(_, part)| *part != Part::default()).collect();
    if toutes.iter().all(|(_, (comptes, _))| *comptes == Comptes::default()) {
        return Vec::new();
    }
    let jour = jour.to_string();
    toutes
        .into_iter()
        .map(|(code, (c, couverture))| Agregat::nouveau(&jour, code, &c, couverture))
        .collect()
}

async fn compter_les_voeux(contexte: Contexte) -> anyhow::Result<String> {
    let comptees = chiffres_voeux::garder(&contexte.db, &contexte.horloge).await?;
    Ok(format!("{comptees} académies comptées"))
}

async fn avancer(contexte: Contexte) -> anyhow::Result<String> {
    let aujourd_hui = contexte.horloge.aujourd_hui();
    let mut avances = 0;
    loop {
        let faits = avancer_un_lot(&contexte, aujourd_hui).await?;
        if faits == 0 {
            return Ok(format!("{avances} situations avancées"));
        }
        avances += faits;
    }
}

async fn avancer_un_lot(contexte: &Contexte, aujourd_hui: DateCivile) -> anyhow::Result<usize> {
    let jour = aujourd_hui.to_string();
    let lignes = effectifs::a_recalculer(contexte.db.read(), &jour, LOT).await?;
    let mut tx = contexte.db.write().await?;
    // Most of those that move on a day move alike.
    let mut semblables: BTreeMap<(&str, Option<String>), Vec<&str>> = BTreeMap::new();
    for (id, parcours) in &lignes {
        let parcours = Parcours::lire(parcours);
        let change_le = parcours.change_apres(aujourd_hui).map(|d| d.to_string());
        semblables.entry((parcours.le(aujourd_hui).code(), change_le)).or_default().push(id);
    }
    for ((situation, change_le), ids) in &semblables {
        effectifs::situer(&mut tx, ids, situation, change_le.as_deref()).await?;
    }
    tx.commit().await?;
    Ok(lignes.len())
}

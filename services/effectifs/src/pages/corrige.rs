//! The file of the lines of a sending that were refused, to be mended and sent again.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use rust_xlsxwriter::{Format as Mise, Workbook, XlsxError};
use serde_json::{Map, Value};
use web::export::Format;
use web::{Erreur, Etat};

use super::Rendu;
use crate::depot::{fautes, transmissions};
use crate::regles::corrige::{self, Tableau};

/// Most faults read.
const FAUTES_MAX: i64 = 500_000;

/// Width of the column that says what is wrong, in characters.
const LARGEUR: f64 = 60.0;

/// The workbook.
pub async fn fichier(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let db = etat.db.read();
    let Some((contenu, rangs)) = transmissions::contenu(db, &id).await? else {
        let dit = "Le contenu de cet envoi n’est plus gardé : envoyez-le à nouveau.";
        return Err(Erreur::introuvable(dit));
    };
    let mut refus: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for faute in fautes::lister(db, &id, (0, FAUTES_MAX)).await? {
        if faute.refuse == 1 {
            let dit = format!("{} : {}", faute.champ, faute.message);
            refus.entry(faute.rang).or_default().push(dit);
        }
    }
    let octets = tokio::task::spawn_blocking(move || ecrire(&contenu, &rangs, &refus)).await??;
    let entetes = [
        (header::CONTENT_TYPE, Format::Xlsx.genre()),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"a-corriger.xlsx\""),
    ];
    Ok((entetes, octets).into_response())
}

fn ecrire(
    contenu: &str,
    rangs: &str,
    refus: &BTreeMap<i64, Vec<String>>,
) -> anyhow::Result<Vec<u8>> {
    let items: Vec<Map<String, Value>> = serde_json::from_str::<Vec<Value>>(contenu)?
        .into_iter()
        .map(|item| item.as_object().cloned().unwrap_or_default())
        .collect();
    let places = crate::traitement::rangs(rangs, items.len());
    let items: Vec<(i64, Map<String, Value>)> = places.into_iter().zip(items).collect();
    Ok(classeur(&corrige::tableau(&items, refus))?)
}

fn classeur(tableau: &Tableau) -> Result<Vec<u8>, XlsxError> {
    let mut classeur = Workbook::new();
    let gras = Mise::new().set_bold();
    let texte = Mise::new().set_num_format("@");
    let feuille = classeur.add_worksheet().set_name("À corriger")?;
    for (rang, colonne) in (0u16..).zip(&tableau.colonnes) {
        feuille.set_column_format(rang, &texte)?;
        feuille.write_string_with_format(0, rang, colonne, &gras)?;
    }
    feuille.set_column_width(0, LARGEUR)?;
    feuille.set_freeze_panes(1, 2)?;
    for (rangee, ligne) in (1u32..).zip(&tableau.lignes) {
        for (rang, valeur) in (0u16..).zip(ligne) {
            feuille.write_string_with_format(rangee, rang, valeur, &texte)?;
        }
    }
    classeur.save_to_buffer()
}

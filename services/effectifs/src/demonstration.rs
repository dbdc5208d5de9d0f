//! Example enrolments of a demonstration, all invented, sent the way software sends them.

mod voeux;

use base::Db;
use noyau::dates::{AnneeScolaire, DateCivile};
use noyau::horloge::Horloge;
use serde_json::{Map, Value, json};

use crate::chiffres_voeux;
use crate::depot::listes;
use crate::porte;

const PRENOMS: [&str; 9] =
    ["Nolwenn", "Malo", "Inès", "Yanis", "Awa", "Gwenaël", "Léa", "Mehdi", "Maïwenn"];

const NOMS: [&str; 8] =
    ["Le Goff", "Kerbrat", "Diallo", "Morvan", "Benali", "Riou", "Tanguy", "Nguyen"];

/// Diplomas, with the name that software gives them.
const FORMATIONS: [(&str, &str); 3] =
    [("50022137", "CAP Boulanger"), ("32033422", "BTS"), ("40025411", "Bac pro")];

/// Homes: commune, postal code.
const COMMUNES: [(&str, &str); 5] = [
    ("35238", "35000"),
    ("35047", "35170"),
    ("35051", "35510"),
    ("35024", "35830"),
    ("35288", "35400"),
];

/// How many enrolments.
const NOMBRE: usize = 72;

/// Sends the examples of the centre of the demonstration, once.
///
/// # Errors
/// When the database refuses.
pub async fn preparer(db: &Db, horloge: &Horloge) -> anyhow::Result<()> {
    let Some((siret, _)) = annuaire::porte::centre_d_exemple(db.read()).await? else {
        return Ok(());
    };
    let siret = siret.to_string();
    voeux::preparer(db, horloge, &siret).await?;
    if listes::existe(db.read(), &siret, &identifiant(0)).await? {
        return Ok(());
    }
    let uai = uai_de(db, &siret).await?;
    let items = items(&uai, &siret, horloge.aujourd_hui());
    porte::transmettre(db, &siret, items, horloge.maintenant().ms()).await?;
    porte::traiter(db, horloge).await?;
    chiffres_voeux::garder(db, horloge).await?;
    Ok(())
}

async fn uai_de(db: &Db, siret: &str) -> anyhow::Result<String> {
    let organisme = annuaire::porte::organisme(db.read(), &siret.parse()?).await?;
    let validee = organisme.and_then(|o| o.uai_validee());
    Ok(validee.map_or_else(|| "0350000J".to_owned(), |uai| uai.to_string()))
}

fn items(uai: &str, siret: &str, aujourd_hui: DateCivile) -> Vec<Value> {
    let mut items: Vec<Value> =
        (0..NOMBRE).map(|n| Value::Object(item(n, (uai, siret), aujourd_hui))).collect();
    // What a centre has to mend: an address, a date, a contract without its first day.
    items[3]["email_contact"] = "nolwenn.exemple".into();
    items[20]["date_de_naissance_apprenant"] = "12/03/2008".into();
    items[41]["contrat_date_rupture_3"] = aujourd_hui.to_string().into();
    // The same persons under another identifier: one as they are, one with a letter less.
    items.extend([double(&items[13], "EX0113"), double(&items[27], "EX0127")]);
    items[NOMBRE + 1]["nom_apprenant"] = "Morva".into();
    items
}

/// Identifier of an example in its software.
fn identifiant(n: usize) -> String {
    format!("EX{n:04}")
}

fn double(item: &Value, id: &str) -> Value {
    let mut double = item.clone();
    double["id_erp_apprenant"] = id.into();
    double
}

fn item(n: usize, (uai, siret): (&str, &str), aujourd_hui: DateCivile) -> Map<String, Value> {
    let annee = AnneeScolaire::de(aujourd_hui);
    let rentree = DateCivile::new(annee.premiere_annee(), 9, 1).unwrap_or(aujourd_hui);
    let fin = rentree.plus_mois(24).plus_jours(-1);
    let (cfd, libelle) = FORMATIONS[n % FORMATIONS.len()];
    let naissance = rentree.plus_mois(-12 * 16).plus_jours(-37 * i64::try_from(n).unwrap_or(0));
    let base = json!({
        "nom_apprenant": NOMS[n % NOMS.len()], "prenom_apprenant": PRENOMS[n % PRENOMS.len()],
        "date_de_naissance_apprenant": naissance, "annee_scolaire": annee,
        "id_erp_apprenant": identifiant(n), "date_inscription_formation": rentree.plus_jours(-60),
        "date_entree_formation": rentree, "date_fin_formation": fin,
        "etablissement_responsable_uai": uai, "etablissement_responsable_siret": siret,
        "etablissement_formateur_uai": uai, "etablissement_formateur_siret": siret,
        "formation_cfd": cfd, "libelle_court_formation": libelle, "annee_formation": 1,
        "email_contact": format!("apprenant{n}@exemple.fr"),
    });
    let Value::Object(mut item) = base else { return Map::new() };
    if let Value::Object(details) = details(n) {
        item.extend(details);
    }
    if let Value::Object(suite) = histoire(n, rentree, aujourd_hui) {
        item.extend(suite);
    }
    item
}

/// What the SIFA survey asks besides; one in four lacks some of it.
fn details(n: usize) -> Value {
    let (commune, code_postal) = COMMUNES[n % COMMUNES.len()];
    let mut details = json!({
        "tel_apprenant": format!("06 39 98 {:02} {:02}", n / 100, n % 100),
        "sexe_apprenant": if n.is_multiple_of(2) { "F" } else { "M" },
        "code_postal_apprenant": code_postal, "code_commune_insee_apprenant": commune,
        "rqth_apprenant": n % 10 == 9,
    });
    if let Value::Object(details) = &mut details
        && !n.is_multiple_of(4)
    {
        let reste = json!({
            "adresse_apprenant": format!("{n} rue de l’Exemple"),
            "code_postal_de_naissance_apprenant": "35000", "derniere_situation": 1009,
            "dernier_organisme_uai": "035", "duree_theorique_formation": 2,
        });
        details.extend(reste.as_object().cloned().unwrap_or_default());
    }
    details
}

/// What happened to the person: most are apprentices.
fn histoire(n: usize, rentree: DateCivile, aujourd_hui: DateCivile) -> Value {
    let recente = aujourd_hui.plus_jours(-20 - i64::try_from(n % 60).unwrap_or(0));
    match n % 12 {
        7 => json!({ "date_entree_formation": aujourd_hui.plus_jours(-40) }),
        8 => json!({ "date_entree_formation": aujourd_hui.plus_jours(-75) }),
        9 => json!({ "contrat_date_debut": rentree, "contrat_date_rupture": recente }),
        10 => json!({ "contrat_date_debut": rentree, "date_exclusion_formation": recente,
            "cause_exclusion_formation": "Départ volontaire" }),
        11 => {
            json!({ "contrat_date_debut": rentree, "contrat_date_rupture": rentree.plus_jours(20),
            "contrat_date_debut_2": rentree.plus_jours(40) })
        }
        _ => {
            json!({ "contrat_date_debut": rentree.plus_jours(i64::try_from(n % 6).unwrap_or(0) * 3) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regles::dossier::lire;

    #[test]
    fn the_examples_are_good_but_for_three() {
        let items = items("0010856A", "13002526500013", "2026-11-24".parse().unwrap());
        let mauvais: Vec<_> = items
            .iter()
            .enumerate()
            .filter(|(_, item)| !lire(item).fautes.is_empty())
            .map(|(n, _)| n)
            .collect();
        assert_eq!(mauvais, [3, 20, 41]);
    }
}

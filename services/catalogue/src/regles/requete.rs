//! The filters of the catalogue's API, as its clients write them: a JSON object of fields and
//! operators. Fields and operators are a closed list, read into types before anything is searched;
//! whatever else is written is refused in words (a raw query could exhaust the database).

mod champs;
mod clauses;

use serde_json::{Map, Value};

pub use champs::{Champ, Genre, Lu, niveau};
pub use clauses::{Clause, Test};

use super::vivier::Rangee;

/// Deepest nesting read.
const PROFONDEUR_MAX: usize = 6;

/// Most clauses and values in one request.
const TAILLE_MAX: usize = 10_000;

/// What a request asks: every clause must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Requete(Vec<Clause>);

impl Requete {
    /// What is asked when nothing is: what is published in the regulated offer.
    pub fn par_defaut() -> Self {
        let oui = |champ| Clause::Champ(champ, vec![Test::Egal(Valeur::Oui(true))]);
        Requete(vec![oui(Champ::Publiee), oui(Champ::Generale)])
    }

    /// Reads a request.
    ///
    /// # Errors
    /// What is not understood, in French.
    pub fn lire(valeur: &Value) -> Result<Self, String> {
        let objet = valeur.as_object().ok_or("un objet JSON est attendu")?;
        let mut lecteur = Lecteur { reste: TAILLE_MAX };
        lecteur.clauses(objet, 0).map(Requete)
    }

    /// Whether a training satisfies it.
    pub fn retient(&self, r: &Rangee) -> bool {
        self.0.iter().all(|c| c.retient(r))
    }
}

/// A value of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Valeur {
    /// `null`: nothing is known.
    Nul,
    /// A text or a code.
    Texte(String),
    /// A number.
    Nombre(f64),
    /// A boolean.
    Oui(bool),
}

/// Counts what it reads, so that a request stays small.
struct Lecteur {
    reste: usize,
}

impl Lecteur {
    fn clauses(
        &mut self,
        objet: &Map<String, Value>,
        profondeur: usize,
    ) -> Result<Vec<Clause>, String> {
        if profondeur > PROFONDEUR_MAX {
            return Err(format!("{PROFONDEUR_MAX} niveaux au plus sont lus"));
        }
        objet.iter().map(|(nom, valeur)| self.clause(nom, valeur, profondeur)).collect()
    }

    fn clause(&mut self, nom: &str, valeur: &Value, profondeur: usize) -> Result<Clause, String> {
        match nom {
            "$and" => Ok(Clause::Toutes(self.branches(nom, valeur, profondeur)?)),
            "$or" => Ok(Clause::Une(self.branches(nom, valeur, profondeur)?)),
            "$nor" => Ok(Clause::Aucune(self.branches(nom, valeur, profondeur)?)),
            _ if nom.starts_with('$') => Err(inconnu(nom)),
            _ => {
                let champ = Champ::lire(nom)?;
                Ok(Clause::Champ(champ, self.tests(champ, valeur, profondeur)?))
            }
        }
    }

    /// The branches of `$and`, `$or`, `$nor`: each holds when all its clauses do.
    fn branches(
        &mut self,
        nom: &str,
        valeur: &Value,
        profondeur: usize,
    ) -> Result<Vec<Vec<Clause>>, String> {
        let branches = valeur.as_array().filter(|b| !b.is_empty());
        let branches = branches.ok_or(format!("{nom} attend une liste de conditions"))?;
        let lire = |branche: &Value| {
            let objet = branche.as_object().ok_or(format!("{nom} attend une liste d’objets"))?;
            self.clauses(objet, profondeur + 1)
        };
        branches.iter().map(lire).collect()
    }

    fn tests(
        &mut self,
        champ: Champ,
        valeur: &Value,
        profondeur: usize,
    ) -> Result<Vec<Test>, String> {
        let Some(objet) = valeur.as_object() else {
            return Ok(vec![Test::Egal(self.valeur(champ, valeur)?)]);
        };
        if objet.is_empty() || profondeur > PROFONDEUR_MAX {
            return Err(format!("{} attend une valeur ou un opérateur", champ.nom()));
        }
        objet.iter().map(|(nom, v)| self.test(champ, nom, v, profondeur)).collect()
    }

    fn test(
        &mut self,
        champ: Champ,
        nom: &str,
        valeur: &Value,
        profondeur: usize,
    ) -> Result<Test, String> {
        Ok(match nom {
            "$eq" => Test::Egal(self.valeur(champ, valeur)?),
            "$ne" => Test::Non(vec![Test::Egal(self.valeur(champ, valeur)?)]),
            "$in" => Test::Parmi(self.valeurs(champ, nom, valeur)?),
            "$nin" => Test::Non(vec![Test::Parmi(self.valeurs(champ, nom, valeur)?)]),
            "$all" => Test::Tous(self.valeurs(champ, nom, valeur)?),
            "$gt" => Test::Plus(self.valeur(champ, valeur)?),
            "$gte" => Test::PlusOuEgal(self.valeur(champ, valeur)?),
            "$lt" => Test::Moins(self.valeur(champ, valeur)?),
            "$lte" => Test::MoinsOuEgal(self.valeur(champ, valeur)?),
            "$exists" => {
                let oui = valeur.as_bool().ok_or("$exists attend true ou false".to_owned())?;
                Test::Existe(oui)
            }
            "$not" if valeur.is_object() => Test::Non(self.tests(champ, valeur, profondeur + 1)?),
            "$not" => return Err("$not attend un opérateur".to_owned()),
            _ => return Err(inconnu(nom)),
        })
    }

    fn valeurs(&mut self, champ: Champ, nom: &str, valeur: &Value) -> Result<Vec<Valeur>, String> {
        let valeurs = valeur.as_array().ok_or(format!("{nom} attend une liste"))?;
        valeurs.iter().map(|v| self.valeur(champ, v)).collect()
    }

    fn valeur(&mut self, champ: Champ, valeur: &Value) -> Result<Valeur, String> {
        self.reste = self.reste.checked_sub(1).ok_or(format!("{TAILLE_MAX} valeurs au plus"))?;
        let attendu = |quoi: &str| format!("{} attend {quoi}", champ.nom());
        match (champ.genre(), valeur) {
            (_, Value::Null) => Ok(Valeur::Nul),
            (Genre::Texte, Value::String(texte)) => Ok(Valeur::Texte(texte.clone())),
            (Genre::Texte, _) => Err(attendu("un texte entre guillemets")),
            (Genre::Nombre, v) => v.as_f64().map(Valeur::Nombre).ok_or(attendu("un nombre")),
            (Genre::Booleen, v) => v.as_bool().map(Valeur::Oui).ok_or(attendu("true ou false")),
        }
    }
}

fn inconnu(nom: &str) -> String {
    format!(
        "l’opérateur {nom} n’est pas repris ; restent $eq, $ne, $in, $nin, $all, $gt, $gte, $lt, $lte, $exists, $not, $and, $or et $nor"
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::vivier::essai::rangee;
    use super::*;

    fn formation() -> Rangee {
        Rangee {
            romes: ["D1102", "D1104"].map(|r| r.parse().unwrap()).into(),
            annees: ["2026".into(), "2027".into()].into(),
            capacite: Some(12),
            statuts: ["publié".into(), "".into()],
            ..rangee("a", "CAP Boulanger", "35238", 3)
        }
    }

    #[test]
    fn what_a_request_keeps() {
        let cas = [
            (json!({}), true),
            (json!({ "cfd": "50022137" }), true),
            (json!({ "cfd": "50022138" }), false),
            (json!({ "published": true, "catalogue_published": true }), true),
            (json!({ "rome_codes": "D1104" }), true),
            (json!({ "rome_codes": { "$in": ["A1101", "D1102"] } }), true),
            (json!({ "rome_codes": { "$all": ["D1104", "D1102"] } }), true),
            (json!({ "rome_codes": { "$all": ["D1104", "A1101"] } }), false),
            (json!({ "rome_codes": { "$ne": "D1104" } }), false),
            (json!({ "rome_codes": { "$nin": ["A1101"] } }), true),
            (json!({ "tags": { "$in": ["2027", "2028"] } }), true),
            (json!({ "tags": "2025" }), false),
            (json!({ "niveau": "3 (CAP...)" }), true),
            (json!({ "rncp_code": null }), true),
            (json!({ "rncp_code": { "$ne": null } }), false),
            (json!({ "rncp_code": { "$exists": false } }), true),
            (json!({ "parcoursup_statut": "publié", "affelnet_statut": null }), true),
            (json!({ "affelnet_statut": { "$exists": true } }), false),
            (json!({ "capacite": { "$gte": 12, "$lt": 13 } }), true),
            (json!({ "capacite": { "$gt": 12 } }), false),
            (json!({ "capacite": { "$not": { "$gt": 12 } } }), true),
            (json!({ "num_departement": { "$gte": "30", "$lte": "39" } }), true),
            (json!({ "$or": [{ "cfd": "x" }, { "num_departement": "35" }] }), true),
            (json!({ "$nor": [{ "cfd": "x" }, { "num_departement": "35" }] }), false),
            (json!({ "$and": [{ "cfd": "50022137" }, { "region": "Bretagne" }] }), true),
            (json!({ "etablissement_formateur_siren": "900000001" }), true),
            (json!({ "etablissement_gestionnaire_siret": "90000000100009" }), true),
            (json!({ "uai_formation": "0350001A" }), false),
        ];
        let formation = formation();
        for (valeur, attendu) in cas {
            let requete = Requete::lire(&valeur).unwrap();
            assert_eq!(requete.retient(&formation), attendu, "{valeur}");
        }
        assert!(Requete::par_defaut().retient(&formation));
        let hors = Rangee { generale: Some(false), ..formation.clone() };
        assert!(!Requete::par_defaut().retient(&hors));
        let retiree = Rangee { publiee: false, ..formation };
        assert!(!Requete::par_defaut().retient(&retiree));
    }

    #[test]
    fn what_is_not_in_the_list_is_refused_in_words() {
        let mut profonde = json!({ "cfd": "1" });
        for _ in 0..10 {
            profonde = json!({ "$and": [profonde] });
        }
        let longue: Vec<Value> = (0..20_000).map(|n| json!(n.to_string())).collect();
        let cas = [
            (json!([]), "un objet"),
            (json!("cfd"), "un objet"),
            (json!({ "email": "a@b.fr" }), "email"),
            (json!({ "$where": "sleep(1000)" }), "$where"),
            (json!({ "intitule_long": { "$regex": ".*" } }), "intitule_long"),
            (json!({ "cfd": { "$regex": ".*" } }), "$regex"),
            (json!({ "cfd": { "$expr": {} } }), "$expr"),
            (json!({ "cfd": 50022137 }), "cfd attend un texte"),
            (json!({ "cfd": {} }), "cfd attend"),
            (json!({ "capacite": "12" }), "capacite attend un nombre"),
            (json!({ "published": "true" }), "published attend true"),
            (json!({ "cfd": { "$in": "x" } }), "$in attend une liste"),
            (json!({ "cfd": { "$exists": 1 } }), "$exists attend"),
            (json!({ "cfd": { "$not": "x" } }), "$not attend"),
            (json!({ "$or": [] }), "$or attend"),
            (json!({ "$or": {} }), "$or attend"),
            (profonde, "niveaux au plus"),
            (json!({ "cfd": { "$in": longue } }), "valeurs au plus"),
        ];
        for (valeur, attendu) in cas {
            let refus = Requete::lire(&valeur).unwrap_err();
            assert!(refus.contains(attendu), "{attendu}: {refus}");
        }
    }
}

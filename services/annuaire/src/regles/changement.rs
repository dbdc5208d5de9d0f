//! What changed in an organisation: which fields, compared by fingerprint.

use std::collections::BTreeMap;

use serde_json::Value;

/// A fingerprint for each field of an organisation.
pub type Empreintes = BTreeMap<String, String>;

/// Keys that change with every delivery without changing what is known.
const SANS_EFFET: [&str; 4] = ["date_collecte", "sources", "_meta", "siret"];

/// The fingerprints of an organisation described as JSON.
pub fn empreintes(decrite: &Value) -> Empreintes {
    let champs = decrite.as_object().into_iter().flatten();
    let utiles = champs.filter(|(nom, _)| !SANS_EFFET.contains(&nom.as_str()));
    utiles.map(|(nom, v)| (nom.clone(), empreinte(&epure(v).to_string()))).collect()
}

/// The fields whose fingerprint differs, in the order of names.
pub fn differences(avant: &Empreintes, apres: &Empreintes) -> Vec<String> {
    let mut noms: Vec<&String> = avant.keys().chain(apres.keys()).collect();
    noms.sort();
    noms.dedup();
    noms.into_iter().filter(|nom| avant.get(*nom) != apres.get(*nom)).cloned().collect()
}

fn epure(valeur: &Value) -> Value {
    match valeur {
        Value::Array(liste) => {
            // The order of a list says nothing.
            let mut epures: Vec<Value> = liste.iter().map(epure).collect();
            epures.sort_by_cached_key(Value::to_string);
            Value::Array(epures)
        }
        Value::Object(champs) => {
            let utiles = champs.iter().filter(|(nom, _)| !SANS_EFFET[..3].contains(&nom.as_str()));
            Value::Object(utiles.map(|(nom, v)| (nom.clone(), epure(v))).collect())
        }
        autre => autre.clone(),
    }
}

/// FNV-1a on 64 bits: the same from one version of the program to the next.
fn empreinte(texte: &str) -> String {
    let melange = texte.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, octet| {
        (h ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{melange:016x}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_matters_is_told_field_by_field() {
        let avant =
            json!({ "siret": "1", "uai": null, "lieux": [{ "code": "a" }, { "code": "b" }] });
        let cas = [
            (avant.clone(), vec![]),
            (
                json!({ "siret": "1", "uai": "X", "lieux": [{ "code": "b" }, { "code": "a" }] }),
                vec!["uai"],
            ),
            (
                json!({ "siret": "1", "uai": null, "lieux": [{ "code": "a", "date_collecte": "2026" }, { "code": "b", "sources": [] }] }),
                vec![],
            ),
            (json!({ "siret": "1", "lieux": [] }), vec!["lieux", "uai"]),
        ];
        for (apres, attendus) in cas {
            assert_eq!(differences(&empreintes(&avant), &empreintes(&apres)), attendus, "{apres}");
        }
    }
}

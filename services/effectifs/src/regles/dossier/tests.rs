//! The cases of the payload.

use serde_json::json;

use super::*;

/// A whole item, with what replaces some of its fields.
fn item(autres: Value) -> Value {
    let mut item = json!({
        "nom_apprenant": " Le Goff ",
        "prenom_apprenant": "Nolwenn",
        "date_de_naissance_apprenant": "2006-03-12T00:00:00.000Z",
        "annee_scolaire": "2024/2025",
        "id_erp_apprenant": 123,
        "date_inscription_formation": "2024-06-01",
        "date_entree_formation": "2024-09-01",
        "date_fin_formation": "2025-08-31",
        "etablissement_responsable_uai": "0010856a",
        "etablissement_responsable_siret": "130 025 265 00013",
        "etablissement_formateur_uai": "0010856A",
        "etablissement_formateur_siret": "13002526500013",
    });
    let (Value::Object(base), Value::Object(plus)) = (&mut item, autres) else { panic!() };
    base.extend(plus);
    item
}

fn dossier(autres: Value) -> Dossier {
    let lu = lire(&item(autres));
    assert_eq!(lu.fautes, []);
    lu.dossier.unwrap()
}

fn fautes(autres: Value) -> Vec<(String, String)> {
    let lu = lire(&item(autres));
    assert_eq!(lu.dossier.is_none(), !lu.fautes.is_empty());
    lu.fautes.into_iter().map(|f| (f.champ, f.code)).collect()
}

#[test]
fn the_spellings_of_the_fields_software_are_understood() {
    let lu = dossier(json!({
        "sexe_apprenant": 2, "derniere_situation": 1009, "duree_theorique_formation": 2,
        "type_cfa": 3, "code_postal_apprenant": 1000, "formation_rncp": "4911",
        "tel_apprenant": "", "email_contact": null, "contrat_date_debut": "2024-10-01",
        "nir_apprenant": "106", "bidule": {"x": 1}, "rqth_apprenant": true,
    }));
    assert_eq!((lu.nom.as_str(), lu.id_erp.as_str()), ("LE GOFF", "123"));
    assert_eq!(lu.annee_scolaire, "2024-2025");
    assert_eq!(lu.naissance.to_string(), "2006-03-12");
    assert_eq!(lu.responsable.uai, "0010856A");
    assert_eq!(lu.rncp.as_deref(), Some("RNCP4911"));
    assert_eq!(lu.contrats.len(), 1);
    let attendus = json!({
        "sexe_apprenant": "F", "derniere_situation": "1009", "duree_theorique_formation_mois": 24,
        "type_cfa": "03", "code_postal_apprenant": "01000", "has_nir": true, "rqth_apprenant": true,
    });
    assert_eq!(Value::Object(lu.details), attendus);
    assert_eq!(Value::Object(lu.autres), json!({ "bidule": { "x": 1 } }));
}

#[test]
fn each_fault_is_named() {
    let cas = [
        (json!({"nom_apprenant": " "}), "nom_apprenant", "champ.obligatoire"),
        (json!({"prenom_apprenant": ["x"]}), "prenom_apprenant", "champ.genre"),
        (json!({"annee_scolaire": "2022-2024"}), "annee_scolaire", "annee.forme"),
        (json!({"date_entree_formation": "01/09/2024"}), "date_entree_formation", "date.forme"),
        (json!({"date_fin_formation": "2024-08-31"}), "date_fin_formation", "formation.ordre"),
        (json!({"contrat_date_fin_2": "2025-08-31"}), "contrat_date_debut_2", "contrat.debut"),
        (json!({"statut_apprenant": 1}), "statut_apprenant", "statut.valeur"),
        (json!({"derniere_situation": "1234"}), "derniere_situation", "situation.valeur"),
        (json!({"derniere_situation": "word"}), "derniere_situation", "situation.valeur"),
        (json!({"derniere_situation": 1}), "derniere_situation", "situation.valeur"),
        (json!({"email_contact": "x"}), "email_contact", "courriel.forme"),
        (json!({"etablissement_formateur_uai": "12"}), "etablissement_formateur_uai", "uai.forme"),
        (json!({"formation_cfd": "x"}), "formation_cfd", "cfd.longueur"),
        (json!({"annee_formation": 6}), "annee_formation", "nombre.bornes"),
    ];
    for (autres, champ, code) in cas {
        let attendu = [(champ.to_owned(), code.to_owned())];
        assert_eq!(fautes(autres.clone()), attendu, "{autres}");
    }
    assert_eq!(lire(&json!([])).fautes[0].code, "dossier.genre");
    assert_eq!(fautes(json!({"nom_apprenant": null, "annee_scolaire": "x"})).len(), 2);
}

#[test]
fn what_is_tolerated_is_said_and_refuses_nothing() {
    let cas = [
        (json!({"duree_theorique_formation": 5}), "duree_theorique_formation"),
        (json!({"siret_employeur": "12", "contrat_date_debut": "2024-10-01"}), "siret_employeur"),
        (
            json!({"code_postal_de_naissance_apprenant": "ABC"}),
            "code_postal_de_naissance_apprenant",
        ),
        (
            json!({"etablissement_formateur_siret": "13002526500014"}),
            "etablissement_formateur_siret",
        ),
        (json!({"etablissement_formateur_uai": "0010856B"}), "etablissement_formateur_uai"),
    ];
    for (autres, champ) in cas {
        let lu = lire(&item(autres));
        assert_eq!(lu.fautes, [], "{champ}");
        assert_eq!(lu.avertissements.len(), 1, "{champ}");
        assert_eq!(lu.avertissements[0].champ, champ);
    }
}

#[test]
fn the_status_ends_or_confirms_an_enrolment() {
    let cas = [
        (json!({}), None, false),
        (json!({"statut_apprenant": 3}), None, true),
        (
            json!({"statut_apprenant": 0, "date_metier_mise_a_jour_statut": "2024-12-01"}),
            Some("2024-12-01"),
            false,
        ),
        (
            json!({"statut_apprenant": "0", "date_metier_mise_a_jour_statut": "2024-12-01",
                "date_exclusion_formation": "2024-11-15"}),
            Some("2024-11-15"),
            false,
        ),
    ];
    for (autres, exclusion, present) in cas {
        let lu = dossier(autres);
        assert_eq!(lu.exclusion.map(|e| e.to_string()).as_deref(), exclusion);
        assert_eq!(lu.present, present);
    }
}

#[test]
fn the_social_security_number_is_never_kept() {
    let garde = sans_nir(json!({"nir_apprenant": "106027", "nom_apprenant": "X", "vide": null}));
    assert_eq!(garde, json!({"has_nir": true, "nom_apprenant": "X"}));
}

use serde_json::json;

use super::super::dossier::{self, Dossier};
use super::super::fusion::fusionner;
use super::*;

fn jour(texte: &str) -> DateCivile {
    texte.parse().unwrap()
}

fn dossier(autres: Value) -> Dossier {
    let mut item = json!({
        "nom_apprenant": "Le Goff-Kérbrat", "prenom_apprenant": "Éloïse",
        "date_de_naissance_apprenant": "2008-03-02", "annee_scolaire": "2026-2027",
        "id_erp_apprenant": "1", "date_inscription_formation": "2026-06-01",
        "date_entree_formation": "2026-09-01", "date_fin_formation": "2028-08-31",
        "etablissement_responsable_uai": "0010856A", "etablissement_responsable_siret": "13002526500013",
        "etablissement_formateur_uai": "0350000J", "etablissement_formateur_siret": "13002526500013",
        "contrat_date_debut": "2026-09-15", "siret_employeur": "13002526500013",
    });
    let (Value::Object(base), Value::Object(plus)) = (&mut item, autres) else { panic!() };
    base.extend(plus);
    dossier::lire(&item).dossier.unwrap()
}

fn inscription(autres: Value) -> Inscription {
    Inscription {
        uai_formateur: "0350000J".to_owned(),
        uai_responsable: "0010856A".to_owned(),
        type_du_centre: String::new(),
        cfd: Some("50022137".to_owned()),
        rncp: Some("RNCP37537".to_owned()),
        observation: jour("2026-12-31"),
        contenu: fusionner(None, &dossier(autres)),
    }
}

fn valeur(nom: &str, i: &Inscription) -> String {
    let colonne = COLONNES.iter().find(|c| c.nom == nom).unwrap();
    (colonne.valeur)(i)
}

/// What each column holds, and from what.
#[test]
fn every_column_line_by_line() {
    let rien = || json!({});
    let cas = [
        ("INE", rien(), "=\"\""),
        ("INE", json!({"ine_apprenant": "123456789aa"}), "123456789AA"),
        ("NUMERO_UAI", rien(), "0010856A"),
        ("TYPE_CFA", rien(), ""),
        ("TYPE_CFA", json!({"type_cfa": 3}), "03"),
        ("SIT_FORM", rien(), "0350000J"),
        ("UAI_EPLE", rien(), "NC"),
        ("NAT_STR_JUR", rien(), "NC"),
        ("STATUT", rien(), "APP"),
        ("DIPLOME", rien(), "50022137"),
        ("RNCP", rien(), ""),
        ("DUR_FORM_THEO", rien(), ""),
        ("DUR_FORM_THEO", json!({"duree_theorique_formation": 2}), "24"),
        ("DUR_FORM_THEO", json!({"duree_theorique_formation_mois": 18}), "18"),
        ("DUR_FORM_REELLE", rien(), "24"),
        ("DUR_FORM_REELLE", json!({"date_fin_formation": "2027-06-30"}), "10"),
        ("AN_FORM", rien(), ""),
        ("AN_FORM", json!({"annee_formation": 1}), "1A"),
        ("NOM", rien(), "LE GOFF KERBRAT"),
        ("NOM", json!({"nom_apprenant": "D’Août (née Œil)"}), "DAOUT NEE OEIL"),
        ("NOM2", rien(), ""),
        ("PRENOM1", rien(), "ELOISE"),
        ("PRENOM2", rien(), ""),
        ("PRENOM3", rien(), ""),
        ("ADRESSE", json!({"adresse_apprenant": " 4 rue\n du Four "}), "4 rue du Four"),
        ("COD_POST", json!({"code_postal_apprenant": "1000"}), "01000"),
        ("COM_RESID", json!({"code_commune_insee_apprenant": "35238"}), "35238"),
        ("TEL_JEUNE", json!({"tel_apprenant": "+33 6 12 34 56 78"}), "0612345678"),
        ("TEL_JEUNE", rien(), ""),
        ("TEL_RESP1_PERSO", json!({"tel_resp1_perso": "06 12 34 56 79"}), "0612345679"),
        ("TEL_RESP1_PRO", json!({"TEL_RESP1_PERSO": "06 12 34 56 79"}), "0612345679"),
        ("TEL_RESP2_PERSO", json!({"tel_resp2_perso": "06 12 34 56 79"}), ""),
        ("TEL_RESP2_PRO", rien(), ""),
        ("MAIL_JEUNE", json!({"email_contact": "a@exemple.fr"}), "a@exemple.fr"),
        ("MAIL_RESP1", json!({"responsable_apprenant_mail1": "b@exemple.fr"}), "b@exemple.fr"),
        ("MAIL_RESP2", json!({"responsable_apprenant_mail2": "c@exemple.fr"}), "c@exemple.fr"),
        ("DATE_NAIS", rien(), "02032008"),
        ("LIEU_NAIS", json!({"code_postal_de_naissance_apprenant": "99109"}), "99109"),
        (
            "LIEU_NAIS",
            json!({"code_postal_de_naissance_apprenant": "35000",
                "code_commune_insee_de_naissance_apprenant": "35238"}),
            "35238",
        ),
        ("SEXE", json!({"sexe_apprenant": "H"}), "1"),
        ("SEXE", json!({"sexe_apprenant": "F"}), "2"),
        ("SEXE", rien(), ""),
        ("REGIME_SCO", json!({"regime_sco": "ie"}), "IE"),
        ("REGIME_SCO", json!({"regime_sco": "X"}), ""),
        ("PCS", json!({"pcs": 52}), "52"),
        ("PCS", json!({"pcs": 11}), ""),
        ("HANDI", rien(), "0"),
        ("HANDI", json!({"rqth_apprenant": "oui"}), "1"),
        ("NATIO", json!({"natio": "2"}), "2"),
        ("SIT_AV_APP", json!({"sit_av_app": "11"}), "11"),
        ("DIP_OBT", json!({"dip_obt": 3}), "03"),
        ("DIP_OBT", rien(), ""),
        ("SIT_N_1", json!({"derniere_situation": 1009}), "1009"),
        ("ETAB_N_1", json!({"dernier_organisme_uai": "35"}), "035"),
        ("ETAB_N_1", json!({"dernier_organisme_uai": "0802004U"}), "0802004U"),
        ("ETAB_N_1", rien(), ""),
        ("TYPE_EMP", json!({"type_emp": "11"}), "11"),
        ("TYPE_EMP", json!({"type_emp": "17"}), ""),
        ("DATE_ENTREE_CFA", rien(), "01092026"),
        ("DATE_DEB_CONT", rien(), "15092026"),
        ("DATE_DEB_CONT", json!({"contrat_date_debut_2": "2026-12-01"}), "01122026"),
        ("DATE_DEB_CONT", json!({"contrat_date_debut_2": "2027-01-05"}), "15092026"),
        ("DATE_RUPT_CONT", rien(), ""),
        ("DATE_RUPT_CONT", json!({"contrat_date_rupture": "2026-12-31"}), "31122026"),
        ("DATE_RUPT_CONT", json!({"contrat_date_rupture": "2027-01-01"}), ""),
        ("COM_ETAB", json!({"com_etab": "35000"}), "35000"),
        ("NAF_ETAB", json!({"naf_etab": "10.71c"}), "1071C"),
        ("NBSAL_EMP", json!({"nbsal_emp": 12}), "12"),
        ("NBSAL_EMP", json!({"nbsal_emp": "une douzaine"}), ""),
        ("SIRET_EMP", rien(), "13002526500013"),
    ];
    for (nom, autres, attendu) in cas {
        assert_eq!(valeur(nom, &inscription(autres.clone())), attendu, "{nom} {autres}");
    }
    assert!(COLONNES.iter().all(|c| valeur(c.nom, &inscription(rien())).len() < 200));
}

#[test]
fn what_a_centre_says_once_stands_where_the_enrolment_says_nothing() {
    let i = Inscription {
        uai_responsable: String::new(),
        type_du_centre: "09".to_owned(),
        cfd: None,
        ..inscription(json!({}))
    };
    assert_eq!(valeur("NUMERO_UAI", &i), "0350000J");
    assert_eq!(valeur("TYPE_CFA", &i), "09");
    assert_eq!((valeur("DIPLOME", &i), valeur("RNCP", &i)), (String::new(), "RNCP37537".into()));
    assert_eq!(i.certification(), Certification::Rncp);
}

#[test]
fn the_day_observed_and_who_is_counted() {
    for (aujourd_hui, attendu) in
        [("2026-08-01", "2026-12-31"), ("2026-11-24", "2026-12-31"), ("2027-07-31", "2026-12-31")]
    {
        assert_eq!(observation(jour(aujourd_hui)), jour(attendu), "{aujourd_hui}");
    }
    for (parcours, attendu) in [
        ("2026-09-01 INSCRIT|2026-12-31 APPRENTI", true),
        ("2026-09-01 APPRENTI|2026-12-01 RUPTURANT", true),
        ("2026-09-01 INSCRIT|2027-01-01 APPRENTI", false),
        ("2026-09-01 APPRENTI|2026-12-01 ABANDON", false),
        ("2025-09-01 APPRENTI|2026-08-31 FIN_DE_FORMATION", false),
    ] {
        assert_eq!(compte(&Parcours::lire(parcours), jour("2026-12-31")), attendu, "{parcours}");
    }
}

#[test]
fn what_a_line_lacks_is_named() {
    let complete = json!({
        "code_postal_de_naissance_apprenant": "35000", "sexe_apprenant": "F",
        "adresse_apprenant": "4 rue du Four", "derniere_situation": 1009,
        "dernier_organisme_uai": "35", "type_cfa": "09", "duree_theorique_formation": 2,
        "annee_formation": 1,
    });
    assert_eq!(manques(&inscription(complete)), Vec::<&str>::new());
    let nue = Inscription { cfd: None, rncp: None, ..inscription(json!({})) };
    let attendus = [
        "Lieu de naissance",
        "Sexe",
        "Adresse",
        "Situation l’année précédente",
        "Établissement de l’année précédente",
        "Type de CFA",
        "Durée théorique de la formation",
        "Année de formation",
        "Diplôme ou titre",
    ];
    assert_eq!(manques(&nue), attendus);
    assert_eq!(ligne(&nue).len(), 47);
}

//! Sendings on both databases, with an empty directory: what was sent is taken as it is.

use base::essai::Base;
use serde_json::{Value, json};

use super::*;
use crate::depot::transmissions::Transmission;
use crate::reception::{self, ERP};

const CFA: &str = "13002526500013";

async fn bases() -> Vec<Base> {
    let migrations = [
        annuaire::service().migrations.unwrap(),
        referentiels::service().migrations.unwrap(),
        crate::service().migrations.unwrap(),
    ];
    base::essai::bases(&migrations).await
}

fn horloge() -> Horloge {
    Horloge::figee("2025-03-06T09:00:00Z".parse().unwrap())
}

fn item(id: &str, autres: Value) -> Value {
    let mut item = json!({
        "nom_apprenant": "Le Goff", "prenom_apprenant": "Éloïse",
        "date_de_naissance_apprenant": "2006-03-12", "annee_scolaire": "2024-2025",
        "id_erp_apprenant": id, "date_inscription_formation": "2024-06-01",
        "date_entree_formation": "2024-09-01", "date_fin_formation": "2025-08-31",
        "etablissement_responsable_uai": "0010856A", "etablissement_responsable_siret": CFA,
        "etablissement_formateur_uai": "0010856A", "etablissement_formateur_siret": CFA,
    });
    let (Value::Object(base), Value::Object(plus)) = (&mut item, autres) else { panic!() };
    base.extend(plus);
    item
}

/// Sends, works through, and gives the report.
async fn envoyer(base: &Base, emetteur: &str, items: Vec<Value>) -> Transmission {
    let horloge = horloge();
    let maintenant = horloge.maintenant().ms();
    let recue = reception::recevoir(&base.db, emetteur, ERP, items, maintenant).await.unwrap();
    let attend = transmissions::trouver(base.db.read(), &recue.id).await.unwrap().unwrap();
    assert_eq!(attend.etat, "recue", "accepted means stored");
    assert_eq!(tout(&base.db, &horloge).await.unwrap(), 1);
    transmissions::trouver(base.db.read(), &recue.id).await.unwrap().unwrap()
}

async fn seul(base: &Base, id_erp: &str) -> Effectif {
    let mut tx = base.db.write().await.unwrap();
    let classe = (CFA, "0010856A", "2024-2025");
    let mut trouves = effectifs::connus(&mut tx, classe, &[id_erp]).await.unwrap();
    assert_eq!(trouves.len(), 1, "{} {id_erp}", base.nom);
    trouves.remove(0)
}

fn comptes(t: &Transmission) -> (i64, i64, i64, i64, i64, i64) {
    (t.recus, t.refuses, t.crees, t.mis_a_jour, t.identiques, t.fusionnes)
}

#[tokio::test]
async fn the_totals_of_a_report_add_up_and_a_replay_changes_nothing() {
    for base in bases().await {
        let items = || {
            vec![
                item("1", json!({"contrat_date_debut": "2024-10-01", "nir_apprenant": "106027"})),
                item("2", json!({"email_contact": "pas une adresse"})),
                item("3", json!({})),
                item("3", json!({"prenom_apprenant": "Nolwenn"})),
            ]
        };
        let premier = envoyer(&base, CFA, items()).await;
        assert_eq!((premier.etat.as_str(), comptes(&premier)), ("traitee", (4, 1, 2, 0, 0, 1)));
        let second = envoyer(&base, CFA, items()).await;
        assert_eq!(comptes(&second), (4, 1, 0, 0, 2, 1), "{}", base.nom);
        let apprenti = seul(&base, "1").await;
        assert_eq!(
            (apprenti.situation.as_str(), apprenti.change_le.as_deref()),
            ("APPRENTI", Some("2025-08-31"))
        );
        assert!(apprenti.details.contains("has_nir") && !apprenti.details.contains("106027"));
        assert_eq!(seul(&base, "3").await.prenom, "Nolwenn", "the last one of a sending counts");
        let fautes = fautes::lister(base.db.read(), &premier.id, (0, 10)).await.unwrap();
        let dites: Vec<_> =
            fautes.iter().map(|f| (f.rang, f.champ.as_str(), f.nom.as_str())).collect();
        assert_eq!(dites, [(2, "email_contact", "Éloïse Le Goff")]);
    }
}

#[tokio::test]
async fn what_is_sent_again_updates_and_erases_nothing() {
    for base in bases().await {
        let contrat = json!({"contrat_date_debut": "2024-10-01", "tel_apprenant": "0612345678"});
        envoyer(&base, CFA, vec![item("1", contrat)]).await;
        let avant = seul(&base, "1").await;
        let suite = envoyer(&base, CFA, vec![item("1", json!({"nom_apprenant": "Le Gall"}))]).await;
        assert_eq!(comptes(&suite), (1, 0, 0, 1, 0, 0));
        let apres = seul(&base, "1").await;
        assert_eq!((apres.id, apres.nom.as_str()), (avant.id, "LE GALL"));
        assert_eq!((apres.contrats, apres.details), (avant.contrats, avant.details));
    }
}

#[tokio::test]
async fn a_centre_speaks_for_its_own() {
    for base in bases().await {
        let autre = "90000000100009";
        let refuse = envoyer(&base, autre, vec![item("1", json!({}))]).await;
        assert_eq!(comptes(&refuse), (1, 1, 0, 0, 0, 0));
        let fautes = fautes::lister(base.db.read(), &refuse.id, (0, 10)).await.unwrap();
        assert_eq!(fautes[0].code, "organisme.perimetre");
        let antenne = json!({"etablissement_formateur_siret": "13002526500021"});
        let permis = envoyer(&base, CFA, vec![item("1", antenne)]).await;
        assert_eq!(permis.refuses, 0, "another establishment of the same company");
    }
}

#[tokio::test]
async fn two_nodes_apply_a_sending_once() {
    for base in bases().await {
        let maintenant = horloge().maintenant();
        let items = vec![item("1", json!({}))];
        let recue = reception::recevoir(&base.db, CFA, ERP, items, maintenant.ms()).await.unwrap();
        let mut tx = base.db.write().await.unwrap();
        let bail = maintenant.ms() + 1;
        assert!(transmissions::prendre(&mut tx, &recue.id, bail, maintenant.ms()).await.unwrap());
        assert!(!transmissions::prendre(&mut tx, &recue.id, bail, maintenant.ms()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(tout(&base.db, &horloge()).await.unwrap(), 0, "someone has it");
        for _ in 0..2 {
            appliquer(&base.db, &recue.id, maintenant).await.unwrap();
        }
        let faite = transmissions::trouver(base.db.read(), &recue.id).await.unwrap().unwrap();
        assert_eq!(comptes(&faite), (1, 0, 1, 0, 0, 0));
    }
}

#[tokio::test]
async fn situations_move_on_the_day_they_change() {
    for base in bases().await {
        let rompu =
            json!({"contrat_date_debut": "2024-10-01", "contrat_date_rupture": "2025-02-01"});
        envoyer(&base, CFA, vec![item("1", rompu), item("2", json!({"statut_apprenant": 2}))])
            .await;
        let lignes = effectifs::a_recalculer(base.db.read(), "2025-03-06", 10).await.unwrap();
        assert_eq!(lignes, [], "nothing changed today");
        let lignes = effectifs::a_recalculer(base.db.read(), "2025-07-31", 10).await.unwrap();
        assert_eq!(lignes.len(), 1, "one becomes an abandon on 31 July");
    }
}

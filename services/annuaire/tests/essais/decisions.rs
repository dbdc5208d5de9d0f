//! What people decide outlives every import, on every database.

use crate::commun::{Essai, MAINTENANT, essais, exemple};
use annuaire::porte::{self, RefusDecision, Validation};
use annuaire::regles::rapprochement::Regle;
use base::evenements;
use noyau::dates::Instant;
use noyau::identifiants::{Siret, Uai};

const SIRET: &str = "90000000100009";

async fn decider(essai: &Essai, siret: &str, uai: Option<&str>) -> Result<(), RefusDecision> {
    let validation = Validation {
        siret: siret.parse().unwrap(),
        uai: uai.map(|u| u.parse().unwrap()),
        auteur: "academie-14".to_owned(),
        par: "compte-1".to_owned(),
        motif: "Vérifié auprès du rectorat".to_owned(),
    };
    porte::valider_uai(essai.base(), &validation, Instant::from_ms(MAINTENANT)).await
}

async fn validee(essai: &Essai) -> Option<Uai> {
    let siret: Siret = SIRET.parse().unwrap();
    porte::organisme(essai.db(), &siret).await.unwrap().unwrap().uai_validee()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_latest_decision_survives_imports_and_finds_the_organisation() {
    for essai in essais().await {
        essai.importer(&exemple("referentiel-api.json")).await;
        assert_eq!(validee(&essai).await, Some("0350000K".parse().unwrap()), "{}", essai.nom());
        decider(&essai, SIRET, Some("0755111Y")).await.unwrap();
        decider(&essai, SIRET, Some("0751234J")).await.unwrap();
        let nouveau: Uai = "0751234J".parse().unwrap();
        assert_eq!(validee(&essai).await, Some(nouveau));
        // The publisher says again what it said, among others.
        let redite = std::fs::read_to_string(exemple("referentiel-api.json")).unwrap();
        let redite = redite.replace("FORMATEUR", "Formateur") + "\n";
        essai.importer_comme("organismes/referentiel", "redite.json", redite.as_bytes()).await;
        essai.importer(&exemple("referentiel-reseau-metiers.csv")).await;
        assert_eq!(validee(&essai).await, Some(nouveau), "{}", essai.nom());
        let vue = porte::rechercher(essai.db(), Some(&nouveau), None).await.unwrap();
        assert_eq!(vue.resultat.map(|p| p.siret), Some(SIRET.parse().unwrap()));
        decider(&essai, SIRET, None).await.unwrap();
        assert_eq!(validee(&essai).await, None);
        let o = porte::organisme(essai.db(), &SIRET.parse().unwrap()).await.unwrap().unwrap();
        let genres: Vec<_> = o.decisions.iter().map(porte_genre).collect();
        let attendus = [
            ("correction", Some("0350000K".to_owned())),
            ("correction", Some("0755111Y".to_owned())),
            ("retrait", Some("0751234J".to_owned())),
        ];
        assert_eq!(genres, attendus, "each decision says what it found");
        let evenements = evenements::lire(essai.db(), 0, 100).await.unwrap();
        let siens = evenements.iter().filter(|e| e.sujet == "annuaire.decision");
        assert_eq!(siens.count(), 3);
        assert_eq!(essai.compter("journal").await, 3, "each decision is in the journal");
    }
}

fn porte_genre(d: &annuaire::regles::decision::Decision) -> (&'static str, Option<String>) {
    (d.genre(), d.avant.map(|u| u.to_string()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_on_nobody_is_refused() {
    for essai in essais().await {
        let refus = decider(&essai, "11111111100006", None).await.unwrap_err();
        assert!(matches!(refus, RefusDecision::SiretInconnu));
        assert_eq!(essai.compter("annuaire_decisions").await, 0);
        let vide = porte::rechercher(essai.db(), None, Some(&SIRET.parse().unwrap())).await;
        let vide = vide.unwrap();
        assert_eq!(vide.regle, Regle::Inconnu);
        let indisponible = annuaire::regles::rapprochement::EtatSiret::Indisponible;
        assert_eq!(vide.siret, Some(indisponible), "an empty directory knows nothing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_change_is_noted_once() {
    for essai in essais().await {
        let comparer = async || {
            annuaire::changements::comparer(essai.base(), Instant::from_ms(MAINTENANT))
                .await
                .unwrap()
        };
        essai.importer(&exemple("referentiel-api.json")).await;
        assert_eq!(comparer().await, 3, "{}", essai.nom());
        assert_eq!(comparer().await, 0);
        decider(&essai, SIRET, Some("0751234J")).await.unwrap();
        assert_eq!(comparer().await, 1);
        essai.importer(&exemple("referentiel-reseau-trois-colonnes.csv")).await;
        assert_eq!(comparer().await, 2);
        let sql = "SELECT genre, champs FROM annuaire_changements WHERE siret = $1 ORDER BY rang";
        let vus: Vec<(String, String)> =
            base::sqlx::query_as(sql).bind(SIRET).fetch_all(essai.db().pool()).await.unwrap();
        assert_eq!(vus.len(), 2);
        assert_eq!((vus[0].0.as_str(), vus[1].0.as_str()), ("cree", "decision"));
        assert!(vus[1].1.split(',').any(|c| c == "uai"), "{vus:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_that_compare_at_once_note_each_change_once() {
    for essai in essais().await {
        essai.importer(&exemple("referentiel-api.json")).await;
        let comparer =
            || annuaire::changements::comparer(essai.base(), Instant::from_ms(MAINTENANT));
        let (un, deux) = tokio::join!(comparer(), comparer());
        assert_eq!(un.unwrap() + deux.unwrap(), 3, "{}", essai.nom());
        assert_eq!(essai.compter("annuaire_changements").await, 3, "{}", essai.nom());
    }
}

#[test]
fn decisions_are_only_ever_added() {
    let depot = include_str!("../../src/depot.rs");
    for interdit in ["UPDATE annuaire_decisions", "DELETE FROM annuaire_decisions"] {
        assert!(!depot.contains(interdit));
    }
}

//! What other services get: the merged sheet, the holders of a UAI, the light table.

use crate::commun::{Essai, essais, exemple};
use annuaire::porte::{self, Organismes};
use annuaire::regles::vocabulaire::{Etat, GenreRelation, Nature, StatutUai};
use noyau::identifiants::{Siret, Uai};

async fn charges() -> Vec<Essai> {
    let essais = essais().await;
    for essai in &essais {
        for fichier in [
            "etablissements-rco_20221010.json",
            "prepa-apprentissage.csv",
            "referentiel-reseau-metiers.csv",
            "referentiel-api.json",
            "uai-corrigees-2021-12-28.csv",
        ] {
            essai.importer(&exemple(fichier)).await;
        }
    }
    essais
}

fn siret(texte: &str) -> Siret {
    texte.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_says_who_says_what() {
    for essai in charges().await {
        let o = porte::organisme(essai.db(), &siret("90000000100009")).await.unwrap().unwrap();
        let nature = o.nature.as_ref().unwrap();
        assert_eq!(nature.valeur, Nature::ResponsableFormateur);
        assert_eq!(nature.provenance.jeu, "organismes/referentiel");
        assert_eq!(nature.provenance.date.to_string(), "2026-11-20");
        let naf = o.naf.as_ref().unwrap();
        assert_eq!((naf.valeur.as_str(), naf.provenance.jeu.as_str()), ("8532Z", "organismes/rco"));
        assert_eq!(naf.provenance.date.to_string(), "2022-10-10");
        let adresse = &o.adresse.as_ref().unwrap().valeur;
        assert_eq!(
            (adresse.academie.as_deref(), adresse.region.as_deref()),
            (Some("14"), Some("53"))
        );
        assert_eq!(adresse.point, Some((48.11, -1.68)));
        assert_eq!(o.uai_validee().map(|u| u.to_string()).as_deref(), Some("0350000K"));
        assert_eq!(o.reseaux, ["cci", "cma"]);
        assert_eq!(o.lieux.len(), 2);
        let codes: Vec<&str> = o.certifications.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(codes, ["50022137", "RNCP37537"]);
        let relations: Vec<_> = o.relations.iter().map(|r| (r.siret, r.genre)).collect();
        assert_eq!(relations, [(siret("90000001900001"), GenreRelation::ResponsableDe)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_word_on_a_uai_is_kept_with_its_author() {
    for essai in charges().await {
        let o = porte::organisme(essai.db(), &siret("90000000100009")).await.unwrap().unwrap();
        let vues: Vec<_> =
            o.uais.iter().map(|u| (u.uai.to_string(), u.statut, u.dites.len())).collect();
        let attendues = [
            ("0350000K".to_owned(), StatutUai::Validee, 6),
            ("0350037A".to_owned(), StatutUai::Probable, 3),
            ("0350518Y".to_owned(), StatutUai::Declaree, 1),
        ];
        assert_eq!(vues, attendues);
        let appuis: Vec<&str> =
            o.uais[0].dites.iter().map(|d| d.appuis.as_str()).filter(|a| !a.is_empty()).collect();
        assert_eq!(appuis, ["sifa-ramsese, deca", "sifa-ramsese, deca"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_and_unknown_organisations() {
    for essai in charges().await {
        let ferme = porte::organisme(essai.db(), &siret("90000001900001")).await.unwrap().unwrap();
        assert_eq!(ferme.etat.unwrap().valeur, Etat::Ferme);
        assert_eq!(ferme.adresse, None);
        let inconnu = porte::organisme(essai.db(), &siret("90000019100008")).await.unwrap();
        assert_eq!(inconnu, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn holders_of_a_uai_and_places() {
    for essai in charges().await {
        let uai: Uai = "0350000K".parse().unwrap();
        let porteurs = porte::organismes_par_uai(essai.db(), &uai).await.unwrap();
        let vus: Vec<_> = porteurs.iter().map(|p| (p.siret, p.statut, p.son_lieu)).collect();
        assert_eq!(vus, [(siret("90000000100009"), Some(StatutUai::Validee), true)]);
        let personne =
            porte::organismes_par_uai(essai.db(), &"0010856A".parse().unwrap()).await.unwrap();
        assert!(personne.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_by_hand_is_found_by_its_key() {
    for essai in charges().await {
        let cles = [
            ("018807P012X9000000010000990000001900001-35238#L01", Some("0350000K")),
            ("07578712X9000000010000990000000100009-2B033#L01", Some("0350037A")),
            ("018808P012X9000000010000990000001900001-35238#L01", None),
        ];
        for (cle, attendue) in cles {
            let trouvee = porte::uai_corrigee(essai.db(), &cle.parse().unwrap()).await.unwrap();
            assert_eq!(trouvee.map(|u| u.to_string()).as_deref(), attendue, "{cle}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_light_table_holds_the_names_people_know() {
    for essai in charges().await {
        let organismes = Organismes::charger(essai.db()).await.unwrap();
        assert_eq!(organismes.len() as i64, essai.organismes().await);
        let o = organismes.get(&siret("90000000100009")).unwrap();
        assert_eq!(o.nom.as_deref(), Some("CFA des Marronniers"));
        assert_eq!(o.localite.as_deref(), Some("Rennes"));
        assert_eq!(o.point.map(|p| (p.lat(), p.lon())), Some((48.11, -1.68)));
        assert!(organismes.get(&siret("90000019100008")).is_none());
    }
}

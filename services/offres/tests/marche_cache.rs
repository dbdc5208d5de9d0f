//! The scoring job, from its three files to the sheet of a company, on every engine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

use std::path::{Path, PathBuf};

use base::essai::bases;
use importer::{Fichier, Options, auto};
use noyau::horloge::Horloge;
use offres::marche_cache::{Bilan, Entrees, scorer};
use offres::porte;
use offres::regles::prevision::{COEFFICIENTS, Coefficients};

fn exemple(nom: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("exemples").join(nom)
}

fn calculer() -> (String, Bilan) {
    let (etablissements, embauches, contrats) =
        (exemple("etablissements.csv"), exemple("embauches.csv"), exemple("contrats.csv"));
    let entrees =
        Entrees { etablissements: &etablissements, embauches: &embauches, contrats: &contrats };
    let mut sortie = Vec::new();
    let bilan = scorer(entrees, &Coefficients::lire(COEFFICIENTS).unwrap(), &mut sortie).unwrap();
    (String::from_utf8(sortie).unwrap(), bilan)
}

const ATTENDU: &str = "\
siret;enseigne;nom;naf;numero_rue;libelle_rue;code_commune;code_postal;tranche_effectif;website;email;categorie_juridique;statut_diffusion;score;horizon_mois;embauches_12_mois;moyenne_du_secteur;tendance_du_secteur;coefficient_taille;metiers
00000001800010;LE FOURNIL;FOURNIL DES LICES;1071C;4;PLACE DES LICES;35238;35000;02;;a@exemple.invalid;;;2.35;6;4.00;4.00;1.25;0.80;D1102=1.41|D1106=0.71|K1303=0.24
";

#[test]
fn the_same_files_give_the_same_bytes() {
    let (sortie, bilan) = calculer();
    assert_eq!(sortie, ATTENDU);
    assert_eq!(calculer().0, sortie);
    let attendu = Bilan {
        lues: 7,
        retenues: 1,
        secteur_inconnu: 1,
        sous_le_seuil: 4,
        illisibles: 3,
        ..Bilan::default()
    };
    assert_eq!(bilan, attendu);
}

#[test]
fn a_file_of_another_format_is_named() {
    let (etablissements, autre) = (exemple("etablissements.csv"), exemple("offres.ndjson"));
    let entrees = Entrees { etablissements: &etablissements, embauches: &autre, contrats: &autre };
    let c = Coefficients::lire(COEFFICIENTS).unwrap();
    let faute = scorer(entrees, &c, Vec::new()).unwrap_err();
    assert!(faute.to_string().contains("siret, embauches"), "{faute}");
}

#[tokio::test]
async fn the_import_reads_the_forecast_with_its_factors() {
    for base in bases(&[offres::service().migrations.unwrap()]).await {
        let chemin = base.dossier.join("entreprises.csv");
        std::fs::write(&chemin, ATTENDU.replace("K1303=0.24", "K1303=0.24\n00000004200028;;SANS PREVISION;4332A;3;RUE BASSE;35238;35000;01;;;;;beaucoup;;;;;;")).unwrap();
        let fichier = Fichier::nouveau(chemin);
        let importeurs = offres::service().importeurs;
        let importeur = auto::trouver(&fichier, &importeurs).unwrap();
        let rapports = base.dossier.clone();
        let options = Options { a_blanc: false, forcer: false, rapports, bavard: false };
        let horloge = Horloge::figee("2026-11-24T10:00:00+01:00".parse().unwrap());
        let course =
            importer::importer(&base.db, &horloge, importeur, &fichier, &options).await.unwrap();
        // A company and its mailbox and its forecast, then a company whose forecast is left aside.
        assert_eq!((course.comptes.stockes, course.comptes.rejetes), (4, 1), "{}", base.nom);
        let siret = "00000001800010".parse().unwrap();
        let p = porte::prevision(base.db.read(), &siret).await.unwrap().unwrap();
        assert_eq!((p.score, p.embauches, p.tendance), (235, 400, 125), "{}", base.nom);
        let fiche = porte::recruteur(base.db.read(), &siret).await.unwrap().unwrap();
        let romes: Vec<String> = fiche.romes.iter().map(ToString::to_string).collect();
        assert_eq!(romes, ["D1102", "D1106", "K1303"], "{}", base.nom);
        let sans = "00000004200028".parse().unwrap();
        assert_eq!(porte::prevision(base.db.read(), &sans).await.unwrap(), None, "{}", base.nom);
    }
}

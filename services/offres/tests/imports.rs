//! Each publisher's format, from an example file to what the other services read, on every engine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

use std::path::{Path, PathBuf};

use base::essai::{Base, bases};
use base::sqlx;
use importer::{Course, Fichier, Importeur, Issue, Options, auto};
use noyau::dates::Instant;
use noyau::horloge::Horloge;
use offres::porte::{
    self, Contrat, Nature, Offre, Precision, Recruteur, Statut, Teletravail, TypeDebut,
};

const AUJOURDHUI: &str = "2026-11-24T10:00:00+01:00";

fn maintenant() -> Instant {
    AUJOURDHUI.parse().unwrap()
}

fn exemple(nom: &str) -> Fichier {
    Fichier::nouveau(Path::new(env!("CARGO_MANIFEST_DIR")).join("exemples").join(nom))
}

async fn toutes() -> Vec<Base> {
    bases(&[offres::service().migrations.unwrap()]).await
}

async fn importer(base: &Base, fichier: &Fichier) -> Course {
    let importeurs = offres::service().importeurs;
    let importeur = auto::trouver(fichier, &importeurs).unwrap();
    importer_avec(base, importeur, fichier).await
}

async fn importer_avec(base: &Base, importeur: &Importeur, fichier: &Fichier) -> Course {
    let options =
        Options { a_blanc: false, forcer: false, rapports: base.dossier.clone(), bavard: false };
    let horloge = Horloge::figee(maintenant());
    importer::importer(&base.db, &horloge, importeur, fichier, &options).await.unwrap()
}

async fn rejets(base: &Base) -> Vec<(i64, String, String, String)> {
    let sql = "SELECT ligne, colonne, valeur, regle FROM rejets ORDER BY version, rang";
    sqlx::query_as(sql).fetch_all(base.db.read().pool()).await.unwrap()
}

fn attendus(lignes: &[(i64, &str, &str, &str)]) -> Vec<(i64, String, String, String)> {
    let textes =
        |l: &(i64, &str, &str, &str)| (l.0, l.1.to_owned(), l.2.to_owned(), l.3.to_owned());
    lignes.iter().map(textes).collect()
}

async fn lire_offres(base: &Base, maintenant: Instant) -> Vec<Offre> {
    let mut pages = porte::Offres::ouvrir(base.db.read(), maintenant).await.unwrap();
    let mut lues = Vec::new();
    while let Some(page) = pages.suivantes(base.db.read()).await.unwrap() {
        lues.extend(page);
    }
    lues
}

async fn lire_recruteurs(base: &Base) -> Vec<Recruteur> {
    let mut pages = porte::Recruteurs::ouvrir(base.db.read()).await.unwrap();
    let mut lus = Vec::new();
    while let Some(page) = pages.suivants(base.db.read()).await.unwrap() {
        lus.extend(page);
    }
    lus
}

async fn trouver(base: &Base, siret: &str) -> Recruteur {
    let siret = siret.parse().unwrap();
    porte::recruteur(base.db.read(), &siret).await.unwrap().unwrap()
}

#[tokio::test]
async fn offers_of_the_api() {
    for base in toutes().await {
        let course = importer(&base, &exemple("offres.ndjson")).await;
        assert!(matches!(course.issue, Issue::Stocke { .. }), "{}: {:?}", base.nom, course.issue);
        assert_eq!((course.comptes.lus, course.comptes.stockes), (11, 4), "{}", base.nom);
        let offre =
            porte::offre(base.db.read(), "aaaaaaaaaaaaaaaaaaaaaaa1").await.unwrap().unwrap();
        assert_eq!(offre.titre, "Boulanger, boulangère");
        assert_eq!(offre.description, "Vous pétrissez.\nLe matin\nEn équipe");
        assert_eq!(offre.nature(), Nature::OffreEntreprise);
        assert_eq!(offre.employeur.nom, "Fournil des Lices");
        assert_eq!(offre.employeur.presentation.as_deref(), Some("Trois fournées par jour."));
        assert_eq!(offre.employeur.site.as_deref(), Some("https://www.fournil.exemple.invalid"));
        assert_eq!(offre.employeur.taille.unwrap().libelle(), "3 à 5 salariés");
        assert_eq!(offre.siret.unwrap().as_str(), "00000001800010");
        assert_eq!(offre.lieu.precision, Precision::Adresse);
        assert_eq!(offre.lieu.ville.as_deref(), Some("Rennes"));
        assert_eq!(offre.romes[0].as_str(), "D1102");
        assert_eq!(offre.niveau.unwrap().numero(), 3);
        assert_eq!(offre.contrats, [Contrat::Apprentissage]);
        assert_eq!(offre.debut.unwrap().to_string(), "2027-09-01");
        assert_eq!(offre.type_debut, Some(TypeDebut::DatePrecise));
        assert_eq!((offre.duree_mois, offre.postes), (Some(24), 2));
        assert_eq!(offre.teletravail, Some(Teletravail::SurPlace));
        assert_eq!((offre.competences.len(), offre.acquis.len()), (1, 1));
        assert!(
            offre.handicap && !offre.candidature.est_simple() && offre.est_visible(maintenant())
        );
        assert_eq!(offre.delegation(), None);
    }
}

#[tokio::test]
async fn an_offer_with_little_in_it_is_still_an_offer() {
    for base in toutes().await {
        importer(&base, &exemple("offres.ndjson")).await;
        let db = base.db.read();
        let nue = porte::offre(db, "reseau-d-exemple-ex-2").await.unwrap().unwrap();
        assert_eq!(
            (nue.employeur.nom.as_str(), nue.nature()),
            ("Enseigne inconnue", Nature::OffrePartenaire)
        );
        assert_eq!(nue.lieu.departement.as_deref(), Some("15"), "a bare word is not a street");
        assert_eq!(nue.contrats, Contrat::TOUS);
        assert_eq!(nue.expiration, "2027-01-10T00:00:00+01:00".parse().ok());
        assert!(nue.romes.is_empty() && nue.type_debut.is_none() && !nue.candidature.est_simple());
        let ecole = porte::offre(db, "aaaaaaaaaaaaaaaaaaaaaaa3").await.unwrap().unwrap();
        assert_eq!(ecole.nature(), Nature::OffreEcole);
        assert_eq!(ecole.delegation().map(|(nom, _)| nom), Some("École d'exemple"));
        assert_eq!(
            (ecole.niveau, ecole.duree_mois, ecole.debut, ecole.romes.len()),
            (None, None, None, 1)
        );
        assert_eq!(ecole.contrats, [Contrat::Professionnalisation]);
        assert_eq!(ecole.employeur.opco.as_deref(), Some("AKTO"), "a null character is dropped");
        let pourvue = porte::offre(db, "aaaaaaaaaaaaaaaaaaaaaaa4").await.unwrap().unwrap();
        assert_eq!((pourvue.statut, pourvue.formation_incluse), (Statut::Pourvue, true));
        assert_eq!(pourvue.lieu.precision, Precision::Adresse, "swapped coordinates are put right");
        assert_eq!(porte::offre(db, "inconnue").await.unwrap(), None);
    }
}

#[tokio::test]
async fn rejects_of_offers_name_line_column_value_and_rule() {
    for base in toutes().await {
        importer(&base, &exemple("offres.ndjson")).await;
        let attendus = attendus(&[
            (3, "workplace.size", "dix", "trancheeffectif.forme.ignore"),
            (3, "workplace.domain.naf.code", "9Z", "naf.forme.ignore"),
            (3, "workplace.domain.idcc", "xx", "idcc.forme.ignore"),
            (3, "offer.rome_codes", "Z99", "rome.forme.ignore"),
            (3, "apply.url", "javascript:alert(1)", "url.forme.ignore"),
            (3, "offer.target_diploma.european", "9", "niveau.forme.ignore"),
            (3, "contract.type", "Stage", "contrat.type.ignore"),
            (3, "contract.duration", "720", "contrat.duree.ignore"),
            (4, "workplace.siret", "00000002600014", "siret.cle.ignore"),
            (5, "offer.title", "<b>a</b>", "offre.titre"),
            (6, "offer.publication.expiration", "", "offre.expiration"),
            (7, "offer.publication.creation", "hier", "instant.forme"),
            (8, "offer.status", "Open", "offre.statut"),
            (9, "id", "aaaaaaaaaaaaaaaaaaaaaaa1", "doublon"),
            (10, "identifier.partner_label", "", "requis"),
            (11, "", "", "enregistrement.forme"),
        ]);
        assert_eq!(rejets(&base).await, attendus, "{}", base.nom);
    }
}

#[tokio::test]
async fn companies_of_the_api_and_of_the_2022_file() {
    for base in toutes().await {
        let vieux = importer(&base, &exemple("etablissements.csv")).await;
        assert_eq!((vieux.comptes.lus, vieux.comptes.stockes), (7, 5), "{}", base.nom);
        let neufs = importer(&base, &exemple("recruteurs.ndjson")).await;
        assert_eq!((neufs.comptes.lus, neufs.comptes.stockes), (6, 2), "{}", base.nom);
        let attendus = attendus(&[
            (5, "website", "atelier", "url.forme.ignore"),
            (5, "tranche_effectif", "ZZ", "trancheeffectif.forme.ignore"),
            (5, "naf", "99Q", "naf.forme.ignore"),
            (5, "adresse", "3 RUE BASSE 99999", "recruteur.lieu"),
            (6, "nom", "", "recruteur.nom"),
            (8, "siret", "1800010", "siret.longueur"),
            (3, "workplace.siret", "00000002600014", "siret.cle"),
            (4, "workplace.siret", "", "requis"),
            (5, "nom", "", "recruteur.nom"),
            (6, "siret", "00000001800010", "doublon"),
        ]);
        assert_eq!(rejets(&base).await, attendus, "{}", base.nom);
        let boulanger = trouver(&base, "00000001800010").await;
        assert_eq!(boulanger.romes.len(), 2, "the API wins over the file of 2022");
        assert_eq!(boulanger.nature(), Nature::CandidatureSpontanee);
        let garage = trouver(&base, "12345678200010").await;
        assert_eq!(
            (garage.employeur.nom.as_str(), garage.lieu.adresse.as_str()),
            ("Garage d'Exemple", "12 RUE HAUTE 01500")
        );
        assert_eq!(garage.lieu.ville.as_deref(), Some("Ambérieu-en-Bugey"));
        assert_eq!(lire_recruteurs(&base).await.len(), 5, "who is in both comes once");
    }
}

#[tokio::test]
async fn only_open_offers_are_walked_through_neighbours_together() {
    for base in toutes().await {
        importer(&base, &exemple("offres.ndjson")).await;
        let ids = |offres: Vec<Offre>| offres.into_iter().map(|o| o.id).collect::<Vec<_>>();
        let vues = ids(lire_offres(&base, maintenant()).await);
        assert_eq!(vues, ["aaaaaaaaaaaaaaaaaaaaaaa1", "reseau-d-exemple-ex-2"], "{}", base.nom);
        let avant = "2026-11-19T10:00:00+01:00".parse().unwrap();
        assert_eq!(lire_offres(&base, avant).await.len(), 3);
        let apres = "2027-06-01T10:00:00+01:00".parse().unwrap();
        assert_eq!(lire_offres(&base, apres).await.len(), 0);
    }
}

#[tokio::test]
async fn several_pages_give_each_company_once() {
    for base in toutes().await {
        let fichier = beaucoup(&base.dossier, 4_500);
        importer(&base, &Fichier::nouveau(fichier)).await;
        let lus = lire_recruteurs(&base).await;
        let sirets: std::collections::BTreeSet<_> = lus.iter().map(|r| r.siret).collect();
        assert_eq!((lus.len(), sirets.len()), (4_500, 4_500), "{}", base.nom);
        let cles: Vec<i64> = lus.iter().map(|r| r.lieu.point.map_or(-1, noyau::geo::cle)).collect();
        assert!(cles.is_sorted(), "neighbours come together");
    }
}

/// Invented companies all over the country; many share a place.
fn beaucoup(dossier: &Path, combien: usize) -> PathBuf {
    let chemin = dossier.join("beaucoup.ndjson");
    let lieux = ["35000 Rennes", "13105 Mimet", "75011 Paris", "97410 Saint-Pierre", "15 - Cantal"];
    let lignes = (0..combien).map(|n| {
        let siret = siret(n);
        let adresse = lieux[n % lieux.len()];
        format!(
            r#"{{"identifier":{{"partner_label":"recruteurs_lba"}},"workplace":{{"name":"E{n}","siret":"{siret}","location":{{"address":"{adresse}"}}}},"apply":{{}},"rome_codes":["D1102"]}}"#
        )
    });
    std::fs::write(&chemin, lignes.collect::<Vec<_>>().join("\n")).unwrap();
    chemin
}

/// The n-th invented SIRET: whatever its first digits, one last digit makes it right.
fn siret(n: usize) -> String {
    let debut = format!("{:013}", 100_000 + n);
    let complet = (0..10).map(|cle| format!("{debut}{cle}"));
    complet.into_iter().find(|s| s.parse::<noyau::identifiants::Siret>().is_ok()).unwrap()
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    for base in toutes().await {
        for nom in ["offres.ndjson", "recruteurs.ndjson", "etablissements.csv"] {
            importer(&base, &exemple(nom)).await;
            assert_eq!(importer(&base, &exemple(nom)).await.issue, Issue::Inchange, "{nom}");
        }
    }
}

#[tokio::test]
async fn a_file_that_is_not_what_it_claims_says_why() {
    let importeurs = offres::service().importeurs;
    let cas: [(usize, &str, &[u8], &str); 4] = [
        (0, "coupe.json", br#"[{"identifier":{"id":"1","partner_label":"x"},"workplace":{},"contract":{},"offer":{"ti"#, "tronqué"),
        (0, "latin1.ndjson", b"{\"identifier\":{},\"workplace\":{\"name\":\"\xe9\"},\"contract\":{},\"offer\":{}}\n{}", "UTF-8"),
        (2, "entete.csv", b"siret;nom\n1;2\n", "colonnes absentes"),
        (2, "latin1.csv", b"siret;enseigne;nom;naf;numero_rue;libelle_rue;code_commune;code_postal;tranche_effectif;website\n1;\xe9;;;;;;;;\n", "UTF-8"),
    ];
    for base in toutes().await {
        for (rang, nom, contenu, attendu) in cas {
            let chemin = base.dossier.join(nom);
            std::fs::write(&chemin, contenu).unwrap();
            let issue =
                importer_avec(&base, &importeurs[rang], &Fichier::nouveau(chemin)).await.issue;
            let Issue::Illisible(message) = issue else { panic!("{nom}: {issue:?}") };
            assert!(message.contains(attendu), "{nom}: {message}");
        }
        assert!(lire_offres(&base, maintenant()).await.is_empty(), "nothing half read is visible");
    }
}

#[test]
fn each_format_has_one_importer() {
    let importeurs = offres::service().importeurs;
    let cas = [
        ("offres.ndjson", "offres/api"),
        ("recruteurs.ndjson", "recruteurs/api"),
        ("etablissements.csv", "recruteurs/etablissements"),
    ];
    for (nom, jeu) in cas {
        let apercu = exemple(nom).apercu().unwrap();
        let jeux: Vec<_> =
            importeurs.iter().filter(|i| (i.reconnaitre)(&apercu)).map(|i| i.jeu).collect();
        assert_eq!(jeux, [jeu], "{nom}");
    }
}

#[test]
fn an_answer_of_the_search_route_is_not_an_export() {
    let dossier = tempfile::tempdir().unwrap();
    let offre = std::fs::read_to_string(exemple("offres.ndjson").chemin()).unwrap();
    let offre = offre.lines().next().unwrap();
    let importeurs = offres::service().importeurs;
    for (nom, contenu, connu) in [
        ("export.json", format!("[\n {offre}\n]"), true),
        ("reponse.json", format!("{{ \"jobs\": [{offre}], \"recruiters\": [] }}"), false),
    ] {
        let chemin = dossier.path().join(nom);
        std::fs::write(&chemin, contenu).unwrap();
        assert_eq!(auto::trouver(&Fichier::nouveau(chemin), &importeurs).is_ok(), connu, "{nom}");
    }
}

#[test]
fn no_file_of_another_publisher_is_taken() {
    let Some(dossier) = donnees_reelles() else {
        eprintln!("skipped: the publishers' files are not on this machine");
        return;
    };
    let importeurs = offres::service().importeurs;
    let (connus, ignores) = auto::reconnaitre(&dossier, &importeurs).unwrap();
    let pris: Vec<_> = connus.iter().map(|(f, i)| (f.nom(), i.jeu)).collect();
    assert!(pris.is_empty() && !ignores.is_empty(), "{pris:?}");
}

#[allow(clippy::disallowed_methods, reason = "tests are configured by their runner")]
fn donnees_reelles() -> Option<PathBuf> {
    let voisin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let dossier = std::env::var("COMPAGNON_DONNEES_REELLES").map_or(voisin, PathBuf::from);
    dossier.is_dir().then_some(dossier)
}

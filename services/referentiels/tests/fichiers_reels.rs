//! The publishers' real files, when they are on this machine: what they are taken for, how many
//! rows come out of them, and what the other services then read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use base::essai::{Base, bases};
use importer::auto::{Suite as Sort, importer_dossier, tableau};
use importer::{Issue, Options};
use noyau::geo::Point;
use noyau::horloge::Horloge;
use referentiels::porte::{
    Certifications, CertificationsApi, Communes, Metiers, Opco, Suite, exigences,
};
use referentiels::regles::conversion::{Conversion, convertir};

/// Data set, records read, rows stored, rejects, counted on the files of 2024 to 2026.
const MESURES: [(&str, i64, i64, i64); 34] = [
    ("bcn/formations", 3_923, 6_593, 8),
    ("bcn/formations-enquete-51", 6_954, 6_954, 0),
    ("bcn/mefs", 10_067, 10_067, 0),
    ("bcn/niveaux", 206, 206, 0),
    ("certifinfo/certifications", 10_067, 32_777, 0),
    ("communes/communes", 35_014, 70_553, 0),
    ("communes/zones-emploi", 34_945, 34_945, 0),
    ("idcc/opco", 335, 330, 5),
    ("kit/correspondances", 6_822, 6_791, 31),
    ("npec/montants", 6, 934, 0),
    ("rncp/fiches", 106, 75, 2),
    ("rome/appellations", 13_120, 13_120, 0),
    ("rome/codes", 1_584, 1_584, 0),
    ("rome/coherences", 104_219, 104_219, 0),
    ("rome/competences", 18_317, 18_317, 0),
    ("rome/competences-riasec", 507, 358, 0),
    ("rome/contextes", 179, 179, 0),
    ("rome/divisions-naf", 89, 89, 0),
    ("rome/domaines", 110, 110, 0),
    ("rome/grands-domaines", 14, 14, 0),
    ("rome/interets", 30, 30, 0),
    ("rome/liens", 118_923, 118_923, 0),
    ("rome/metiers-interets", 4_444, 4_444, 0),
    ("rome/metiers-naf", 2_920, 2_920, 0),
    ("rome/metiers-secteurs", 3_303, 3_303, 0),
    ("rome/metiers-themes", 1_348, 1_348, 0),
    ("rome/mobilites", 14_912, 14_912, 0),
    ("rome/riasec", 1_584, 1_584, 0),
    ("rome/savoirs", 15_354, 15_354, 0),
    ("rome/secteurs", 35, 35, 0),
    ("rome/sous-domaines", 825, 801, 0),
    ("rome/sous-secteurs", 40, 40, 0),
    ("rome/textes", 11_980, 11_980, 0),
    ("rome/themes", 17, 17, 0),
];

#[allow(clippy::disallowed_methods, reason = "tests are configured by their runner")]
fn dossier() -> Option<PathBuf> {
    let donne = std::env::var("COMPAGNON_DONNEES_REELLES").ok().map(PathBuf::from);
    let voisin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let dossier = donne.unwrap_or(voisin);
    if dossier.is_dir() {
        return Some(dossier);
    }
    println!("fichiers réels absents : essai passé");
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn real_files_are_read_as_measured_then_looked_up() {
    let Some(dossier) = dossier() else { return };
    let service = referentiels::service();
    for base in bases(service.migrations.as_slice()).await {
        importer_tout(&base, &dossier).await;
        chercher(&base).await;
    }
}

async fn importer_tout(base: &Base, dossier: &Path) {
    let service = referentiels::service();
    let options = Options {
        a_blanc: false,
        forcer: false,
        rapports: base.dossier.join("rapports"),
        bavard: false,
    };
    let horloge = Horloge::systeme();
    let importeurs = &service.importeurs;
    let lignes = importer_dossier(&base.db, &horloge, importeurs, dossier, &options, |_| {}).await;
    let lignes = lignes.unwrap();
    println!("{} :\n{}", base.nom, tableau(&lignes));
    let mut mesures: Vec<_> = lignes
        .iter()
        .filter_map(|ligne| match &ligne.suite {
            Sort::Importe { jeu, course } => {
                assert!(matches!(course.issue, Issue::Stocke { .. }), "{jeu} : {:?}", course.issue);
                let comptes = course.comptes;
                Some((jeu.as_str(), comptes.lus, comptes.stockes, comptes.rejetes))
            }
            Sort::Ignore(_) => None,
        })
        .collect();
    mesures.sort_unstable();
    assert_eq!(mesures, MESURES);
}

async fn chercher(base: &Base) {
    let db = base.db.read();
    let debut = Instant::now();
    let (communes, metiers, certifications, opco) = tokio::try_join!(
        Communes::charger(db),
        Metiers::charger(db),
        Certifications::charger(db),
        Opco::charger(db)
    )
    .unwrap();
    println!("{} : tables chargées en {:?}", base.nom, debut.elapsed());

    assert_eq!(communes.toutes().count(), 35_014);
    let (ville, km) = communes.proche(Point::new(48.11, -1.68).unwrap()).unwrap();
    assert_eq!((ville.nom.as_str(), km < 2.0), ("Rennes", true));
    assert_eq!(communes.par_code(&"75111".parse().unwrap()).unwrap().departement, "75");

    assert_eq!(metiers.tous().count(), 1_584);
    let boulanger = metiers.par_nom("boulangère").unwrap();
    assert_eq!(boulanger.code.as_str(), "D1102");
    let voisins: Vec<&str> = metiers.proches(&boulanger.code).collect();
    assert!(voisins.len() > 3, "{voisins:?}");
    let demandes = exigences(db, &boulanger.code).await.unwrap();
    assert!(demandes.iter().any(|e| e.coeur) && demandes.iter().any(|e| e.savoir), "{demandes:?}");

    assert_eq!(opco.de(&"16".parse().unwrap()), Some("OPCO Mobilité"));
    diplomes(&certifications);
    registre(base).await;
}

fn diplomes(certifications: &Certifications) {
    assert_eq!(certifications.diplomes().count(), 10_877);
    let cap: noyau::identifiants::Cfd = "50022137".parse().unwrap();
    let diplome = certifications.diplome(&cap).unwrap();
    assert_eq!((diplome.sigle.as_str(), diplome.niveau.map(|n| n.numero())), ("CAP", Some(3)));
    assert!(!certifications.mefs(&cap).is_empty());
    let fiche = certifications.fiche(&certifications.rncps(&cap)[0]).unwrap();
    assert!(fiche.active && fiche.eligible_apprentissage(), "{fiche:?}");
    assert!(certifications.romes(&cap).iter().any(|r| r.as_str() == "D1102"));

    // The chains that the older services got wrong: five steps, and loops without an end. A diploma
    // whose only successor is itself is followed by the one that names it as its ancestor.
    let cas = [
        ("32032408", "2020-06-01", "32032409"),
        ("50024307", "2024-06-01", "50024241"),
        ("01025111", "2024-06-01", "périmé"),
        ("50022426", "2024-06-01", "50022428"),
        ("50025120", "2024-06-01", "périmé"),
        ("50022423", "2024-06-01", "50022428"),
    ];
    for (cfd, jour, attendue) in cas {
        let suite = match certifications.suite(&cfd.parse().unwrap(), jour.parse().unwrap()) {
            Suite::Remplace(codes) => {
                codes.iter().map(|c| c.to_string()).collect::<Vec<_>>().join(" ")
            }
            Suite::Perime => "périmé".to_owned(),
            autre => format!("{autre:?}"),
        };
        assert_eq!(suite, attendue, "{cfd}");
    }
}

async fn registre(base: &Base) {
    let debut = Instant::now();
    let registre = CertificationsApi::charger(base.db.read()).await.unwrap();
    println!("{} : {} certifications en {:?}", base.nom, registre.liste().len(), debut.elapsed());
    let debut = Instant::now();
    let ecrites: Vec<String> = registre
        .liste()
        .iter()
        .filter_map(|c| registre.ecrire(c))
        .map(|c| serde_json::to_string(&c).unwrap())
        .collect();
    let octets: usize = ecrites.iter().map(String::len).sum();
    println!("{} : {} écrites, {octets} octets, en {:?}", base.nom, ecrites.len(), debut.elapsed());
    assert!(ecrites.len() > 13_000 && registre.liste().len() - ecrites.len() < 200);

    let cap: noyau::identifiants::Cfd = "50022137".parse().unwrap();
    let rncp = registre.table().rncps(&cap)[0];
    let paire = registre.get(Some(&cap), Some(&rncp)).next().unwrap();
    let ecrite = registre.ecrire(paire).unwrap();
    assert_eq!(ecrite.identifiant.cfd.as_deref(), Some("50022137"));
    let suite = ecrite.continuite.cfd.unwrap();
    assert!(suite.iter().filter(|s| s.courant).count() == 1 && suite.len() > 1, "{suite:?}");
    assert!(!ecrite.domaines.rome.rncp.unwrap().is_empty());

    // Every day of each diploma is told once.
    for diplome in registre.table().diplomes() {
        let siennes: Vec<_> = registre.de_cfd(&diplome.cfd).collect();
        let dites = siennes.iter().any(|c| !c.periode.est_vide());
        assert_eq!(dites, !registre.vie_de_cfd(&diplome.cfd).est_vide(), "{}", diplome.cfd);
    }
    let table = registre.table();
    let suite = convertir(
        "50024307".parse().unwrap(),
        |c| table.diplome(c).map(|d| d.valide_au("2024-06-01".parse().unwrap())),
        |c| table.successeurs(c),
    );
    let Conversion::MisAJour(chemins) = suite else { panic!("{suite:?}") };
    assert_eq!((chemins.len(), chemins[0].len()), (1, 6), "{chemins:?}");
}

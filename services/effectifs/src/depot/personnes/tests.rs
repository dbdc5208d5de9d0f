//! Each person once, on both databases.

use base::essai::Base;
use base::sqlx;
use futures::stream::TryStreamExt;

use crate::depot::jeunes;
use crate::depot::listes::{self, Filtre, Ou};
use crate::territoire::Zone;

/// Whose, situation, first day.
type Inscription = (&'static str, &'static str, &'static str);

/// What a person did; which enrolment is to help, in which situation.
type Cas = (&'static [Inscription], Option<(&'static str, &'static str)>);

const CAS: [Cas; 9] = [
    (&[("a", "RUPTURANT", "2025-09-01")], Some(("a0", "RUPTURANT"))),
    (&[("b", "RUPTURANT", "2024-09-01"), ("b", "INSCRIT", "2025-09-01")], Some(("b1", "INSCRIT"))),
    (&[("c", "RUPTURANT", "2025-09-01"), ("c", "APPRENTI", "2024-09-01")], None),
    (&[("d", "INSCRIT", "2025-09-01"), ("d", "ABANDON", "2025-10-01")], Some(("d0", "INSCRIT"))),
    (&[("e", "ABANDON", "2024-09-01"), ("e", "ABANDON", "2025-09-01")], Some(("e1", "ABANDON"))),
    (&[("f", "ABANDON", "2024-09-01"), ("f", "FIN_DE_FORMATION", "2025-02-01")], None),
    (
        &[("g", "FIN_DE_FORMATION", "2023-09-01"), ("g", "INSCRIT", "2025-09-01")],
        Some(("g1", "INSCRIT")),
    ),
    (&[("h", "INSCRIT", "2025-09-01"), ("h", "INSCRIT", "2025-09-01")], Some(("h1", "INSCRIT"))),
    (&[("i", "APPRENTI", "2025-09-01")], None),
];

async fn remplir(base: &Base) {
    let sql = "INSERT INTO effectifs (id, siret, uai, annee_scolaire, id_erp, siret_responsable, uai_responsable,
                   siret_envoye, uai_envoye, regle, fiable, departement, nom, prenom, naissance, personne, inscription,
                   entree, fin, formation, contrats, details, autres, parcours, situation, source, transmission,
                   cree_le, modifie_le, transmis_le, commune)
               VALUES ($1, '1', '', '', $1, '', '', '', '', '', 1, '35', $2, '', '', $2, '', $4, '', '', '[]', '{}',
                   '{}', '', $3, '', '', 0, 0, 0, '35238')";
    let mut tx = base.db.write().await.unwrap();
    for (rang, (qui, situation, entree)) in CAS.iter().flat_map(|(i, _)| i.iter().enumerate()) {
        let requete = sqlx::query(sql).bind(format!("{qui}{rang}"));
        requete.bind(qui).bind(situation).bind(entree).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn attendus(garde: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let gardes = CAS.iter().filter_map(|(_, attendu)| *attendu);
    gardes.filter(|(_, situation)| garde(situation)).map(|(id, _)| id).collect()
}

#[tokio::test]
async fn a_person_shows_once_with_the_enrolment_that_counts() {
    for base in base::essai::bases(&[crate::service().migrations.unwrap()]).await {
        remplir(&base).await;
        let db = base.db.read();
        let lots: [&[&str]; 4] =
            [&["INSCRIT", "RUPTURANT", "ABANDON"], &["INSCRIT"], &["RUPTURANT"], &["ABANDON"]];
        for situations in lots {
            let filtre = Filtre {
                ou: Ou::Departements(vec!["35".to_owned()]),
                situations: situations.to_vec(),
                une_fois: true,
                ..Filtre::default()
            };
            let attendus = attendus(|s| situations.contains(&s));
            let page = listes::lister(db, &filtre, (0, 50)).await.unwrap();
            let ids: Vec<&str> = page.iter().map(|l| l.id.as_str()).collect();
            assert_eq!(ids, attendus, "{} {situations:?}", base.nom);
            let fichier: Vec<_> = listes::toutes(db, &filtre).try_collect().await.unwrap();
            assert_eq!(fichier, page, "the file has the rows of the page");
            assert_eq!(listes::compter(db, &filtre).await.unwrap(), attendus.len() as i64);
        }
        let zone = Zone::Communes(vec!["35238".to_owned()]);
        let jeunes = jeunes::de_la_zone(db, &zone).await.unwrap();
        let ids: Vec<&str> = jeunes.iter().map(|l| l.id.as_str()).collect();
        assert_eq!(ids, attendus(|s| s != "ABANDON"), "the mission locale, {}", base.nom);
    }
}

#[tokio::test]
async fn a_list_of_nowhere_is_empty() {
    for base in base::essai::bases(&[crate::service().migrations.unwrap()]).await {
        remplir(&base).await;
        let filtre = Filtre { ou: Ou::Departements(Vec::new()), ..Filtre::default() };
        let db = base.db.read();
        assert_eq!(listes::lister(db, &filtre, (0, 50)).await.unwrap(), []);
        assert_eq!(listes::compter(db, &filtre).await.unwrap(), 0);
        let fichier: Vec<_> = listes::toutes(db, &filtre).try_collect().await.unwrap();
        assert_eq!(fichier, []);
    }
}

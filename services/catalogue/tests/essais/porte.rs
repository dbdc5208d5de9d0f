//! What other services get: sheets, neighbours, the walk, the comparison.

use crate::commun::{essais, exemple, version};
use catalogue::porte::{self, Formation, Formations, Precision, Reperes};
use noyau::geo::Point;

const BTS: &str = "050001P012X9000000010000990000001900001-35047#L01";
const CAP: &str = "050002P012X9000000010000990000001900001-35047#L01";

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_of_the_catalogue_reads_back_whole() {
    for essai in essais().await {
        essai.importer(&exemple("catalogue.ndjson")).await;
        let fiche = porte::formation(essai.db(), &Reperes::default(), BTS).await.unwrap().unwrap();
        assert_eq!(
            (fiche.jeu.as_str(), fiche.date.to_string().as_str()),
            ("formations/catalogue", "2026-11-24")
        );
        let f = fiche.formation;
        assert_eq!(f.titre().as_deref(), Some("BTS Management commercial opérationnel"));
        assert_eq!((f.cfd.as_str(), f.niveau.map(|n| n.numero())), ("32033422", Some(5)));
        assert_eq!(f.rncp.unwrap().as_str(), "RNCP38363");
        let romes: Vec<&str> = f.romes.iter().map(|r| r.as_str()).collect();
        assert_eq!(romes, ["D1502", "D1406"]);
        assert_eq!(f.mefs, ["3113342221".parse().unwrap()]);
        assert_eq!(f.gestionnaire.nom.as_deref(), Some("Association des Metiers"));
        assert_eq!(f.formateur.nom.as_deref(), Some("CFA des Marronniers"));
        assert_eq!(f.lieu.point, Point::new(48.11, -1.68).ok());
        assert_eq!(f.lieu.precision, Precision::Adresse);
        assert_eq!(
            (f.lieu.departement.as_deref(), f.lieu.region.as_deref()),
            (Some("35"), Some("53"))
        );
        assert_eq!(f.onisep_url.as_deref(), Some("https://www.onisep.fr/exemple"));
        assert_eq!((f.capacite, f.duree, f.publiee), (Some(24), Some(2), true));
        let session = &f.sessions[0];
        assert_eq!((session.debut.to_string().as_str(), session.au_jour), ("2026-09-01", true));
        assert_eq!(session.fin.map(|d| d.to_string()).as_deref(), Some("2028-07-31"));
        assert_eq!(porte::formation(essai.db(), &Reperes::default(), "rien").await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_of_rco_reads_back_with_its_traps() {
    for essai in essais().await {
        essai.importer(&exemple("rco_formations_j-1.json")).await;
        let f = porte::formation(essai.db(), &Reperes::default(), CAP)
            .await
            .unwrap()
            .unwrap()
            .formation;
        assert_eq!(f.titre().as_deref(), Some("CAP Boulanger"));
        assert!(f.a_distance);
        let mois: Vec<_> = f.sessions.iter().map(|s| (s.debut.to_string(), s.au_jour)).collect();
        assert_eq!(mois, [("2026-09-01".to_owned(), false), ("2027-09-01".to_owned(), false)]);
        let f = porte::formation(essai.db(), &Reperes::default(), "24_3|24_30|50003")
            .await
            .unwrap()
            .unwrap()
            .formation;
        assert_eq!((f.cle_me, f.lieu.point, f.lieu.precision), (None, None, Precision::Aucune));
        assert_eq!(f.titre(), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_publisher_left_out_comes_from_the_vocabularies() {
    for essai in essais().await {
        essai.importer(&exemple("rco_formations_j-1.json")).await;
        let reperes = Reperes::charger(essai.db()).await.unwrap();
        let fiche = porte::formation(essai.db(), &reperes, "24_3|24_30|50003").await.unwrap();
        let f = fiche.unwrap().formation;
        assert_eq!(f.titre().as_deref(), Some("CAP Boulanger"));
        assert_eq!(f.niveau.map(|n| n.numero()), Some(3));
        assert!(f.romes.contains(&"D1102".parse().unwrap()), "{:?}", f.romes);
        assert_eq!(
            (f.lieu.localite.as_deref(), f.lieu.precision),
            (Some("Bruz"), Precision::Commune)
        );
        assert!(f.lieu.point.is_some());
        let mut sans_nom = 0;
        porte::pour_chaque(essai.db(), reperes, |f| sans_nom += i32::from(f.titre().is_none()))
            .await
            .unwrap();
        assert_eq!(sans_nom, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_gives_each_published_training_once_neighbours_together() {
    for essai in essais().await {
        essai.importer(&exemple("catalogue.ndjson")).await;
        essai.importer(&exemple("rco_formations_j-1.json")).await;
        let mut vues: Vec<Formation> = Vec::new();
        porte::pour_chaque(essai.db(), Reperes::default(), |f| vues.push(f)).await.unwrap();
        let mut ids: Vec<&str> = vues.iter().map(|f| f.id.as_str()).collect();
        assert!(ids.contains(&BTS) && ids.contains(&"24_1|24_10|50001"), "{ids:?}");
        // 050002 is unpublished in the catalogue, which decides: RCO's sheet of it is not shown.
        assert!(!ids.contains(&CAP), "{ids:?}");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), vues.len());
        assert_eq!(vues.len() as i64, essai.publiees().await, "{}", essai.nom());
        assert!(vues.iter().all(|f| f.publiee && !f.sessions.is_empty()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_catalogue_is_walked_at_once() {
    for essai in essais().await {
        let mut parcours = Formations::ouvrir(essai.db(), Reperes::default()).await.unwrap();
        assert!(parcours.suivantes(essai.db()).await.unwrap().is_none());
        assert_eq!(porte::derniere_livraison(essai.db()).await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_come_nearest_first_within_the_radius() {
    for essai in essais().await {
        essai.importer(&exemple("catalogue.ndjson")).await;
        essai.importer(&exemple("rco_formations_j-1.json")).await;
        let bruz = Point::new(48.0247, -1.7469).unwrap();
        for (rayon, attendues) in [(1.0, 1), (12.0, 3), (40.0, 4)] {
            let proches =
                porte::formations_proches(essai.db(), &Reperes::default(), bruz, rayon, 10)
                    .await
                    .unwrap();
            assert_eq!(proches.len(), attendues, "{rayon} km");
            assert!(proches.is_sorted_by(|a, b| a.0 <= b.0));
            assert!(proches.iter().all(|(km, _)| *km <= rayon));
        }
        let une = porte::formations_proches(essai.db(), &Reperes::default(), bruz, 40.0, 1)
            .await
            .unwrap();
        assert_eq!(une[0].1.id, "24_1|24_10|50001");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_compared_with_the_one_it_replaced() {
    for essai in essais().await {
        let premiere = essai.importer(&exemple("rco_formations_j-1.json")).await;
        assert_eq!(
            porte::differences(essai.db(), &Reperes::default(), version(&premiere)).await.unwrap(),
            None
        );
        let seconde = essai.importer(&exemple("rco_formations_j.json")).await;
        assert_eq!(porte::derniere_livraison(essai.db()).await.unwrap(), Some(version(&seconde)));
        let d = porte::differences(essai.db(), &Reperes::default(), version(&seconde))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((d.version, d.precedente), (version(&seconde), version(&premiere)));
        assert_eq!(d.ajoutees, ["24_9|24_90|50009"]);
        assert_eq!(d.disparues, ["24_3|24_30|50003", "24_7|24_70|50007"]);
        let changees: Vec<_> = d
            .changees
            .iter()
            .flat_map(|c| c.champs.iter().map(|ch| (c.id.as_str(), ch.champ, ch.apres.as_deref())))
            .collect();
        let id = "24_1|24_10|50001";
        let attendues =
            [(id, "sessions", Some("septembre 2026, octobre 2026")), (id, "capacité", Some("20"))];
        assert_eq!(changees, attendues, "{}", essai.nom());
        let troisieme = essai.importer(&exemple("rco_formations_j-1.json")).await;
        assert!(
            porte::differences(essai.db(), &Reperes::default(), version(&troisieme))
                .await
                .unwrap()
                .is_some()
        );
        // The first delivery is no longer kept: the second has nothing left to be compared with.
        assert_eq!(
            porte::differences(essai.db(), &Reperes::default(), version(&seconde)).await.unwrap(),
            None
        );
    }
}

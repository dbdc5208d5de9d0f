//! Nothing of a person in the technical logs.

use std::io;
use std::sync::{Arc, Mutex};

use courrier::essai::Memoire;
use courrier::porte::{self, Genre, Retour};
use courrier::{Adresse, Depot, Reglages, Transport};
use tracing_subscriber::fmt::MakeWriter;

use crate::commun::*;

#[derive(Clone, Default)]
struct Journal(Arc<Mutex<Vec<u8>>>);

impl io::Write for Journal {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Journal {
    type Writer = Journal;

    fn make_writer(&'a self) -> Journal {
        self.clone()
    }
}

#[tokio::test]
async fn no_address_is_ever_logged() {
    let journal = Journal::default();
    let abonne = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(journal.clone())
        .finish();
    let _garde = tracing::subscriber::set_default(abonne);
    tracing::info!("the journal is read");
    for base in bases().await {
        let horloge = horloge();
        for a in ["ines-secrete@exemple.fr", "ines-secrete", "autre-secrete@exemple.fr"] {
            let depot = Depot { liste: Some(ALERTES), ..depot(a) };
            deposer(&base.db, &depot, &horloge).await;
        }
        let adresse = Adresse::lire("ines-secrete@exemple.fr").unwrap();
        let motif = "<ines-secrete@exemple.fr> unknown".to_owned();
        let retour = Retour { cle: "1".to_owned(), genre: Genre::RebondDefinitif, adresse, motif };
        let mut tx = base.db.write().await.unwrap();
        porte::apprendre(&mut tx, &retour, 5).await.unwrap();
        tx.commit().await.unwrap();
        // A server that nobody holds, then one in memory, then a database that is gone.
        let reglages = Reglages {
            smtp: Some("smtp://127.0.0.1:9".to_owned()),
            expediteur: "Compagnon <nous-secrete@exemple.fr>".to_owned(),
            autorite: None,
            secret: None,
        };
        tracing::debug!(?reglages, depot = ?Adresse::lire("ines-secrete@exemple.fr"));
        vider(&poste(&base.db, &horloge, Transport::de(&reglages).unwrap())).await;
        horloge.avancer(std::time::Duration::from_secs(120));
        vider(&poste_en_memoire(&base.db, &horloge, &Arc::new(Memoire::default()))).await;
    }
    let dit = String::from_utf8(journal.0.lock().unwrap().clone()).unwrap();
    assert!(dit.contains("the journal is read"));
    for mot in ["ines-secrete", "autre-secrete"] {
        assert!(!dit.contains(mot), "{mot} is in the logs");
    }
}

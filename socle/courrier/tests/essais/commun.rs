//! What the tests share.

use std::sync::Arc;

use base::Db;
use base::essai::Base;
use coffre::Coffre;
use courrier::essai::Memoire;
use courrier::{Compteurs, Contenu, Depot, Habillage, Lettre, Liste, Poste, Sort, Transport};
use noyau::horloge::Horloge;

pub const ALERTES: Liste = Liste { code: "essai.alertes", titre: "Les alertes d’essai" };

pub async fn bases() -> Vec<Base> {
    base::essai::bases(&[conformite::MIGRATIONS, courrier::MIGRATIONS]).await
}

pub fn horloge() -> Horloge {
    Horloge::figee("2026-11-24T09:00:00Z".parse().unwrap())
}

pub fn contenu() -> Contenu {
    Lettre::new("Votre lien")
        .paragraphe("Bonjour,")
        .bouton("Me connecter", "https://exemple.fr/connexion?jeton=abc")
        .contenu()
}

pub fn depot(a: &str) -> Depot<'_> {
    Depot { modele: "essai.lien", a, contenu: contenu(), cle: None, liste: None, a_partir_de: 0 }
}

/// Queues a mail in a transaction of its own.
pub async fn deposer(db: &Db, depot: &Depot<'_>, horloge: &Horloge) -> Sort {
    let mut tx = db.write().await.unwrap();
    let sort = courrier::deposer(&mut tx, depot, horloge.maintenant().ms()).await.unwrap();
    tx.commit().await.unwrap();
    sort
}

/// Queues a mail that must wait; returns its identifier.
pub async fn depose(db: &Db, depot: &Depot<'_>, horloge: &Horloge) -> String {
    match deposer(db, depot, horloge).await {
        Sort::Depose(id) => id,
        autre => panic!("{autre:?}"),
    }
}

pub fn coffre() -> Coffre {
    Coffre::lire(&"0f".repeat(32)).unwrap()
}

pub fn habillage() -> Habillage {
    let adresse = "https://compagnon.exemple.fr".to_owned();
    Habillage { nom: "Compagnon".to_owned(), adresse, demo: false }
}

pub fn poste(db: &Db, horloge: &Horloge, transport: Transport) -> Poste {
    let compteurs = Arc::new(Compteurs::default());
    let base = (db.clone(), horloge.clone());
    Poste::nouveau(base, transport, (habillage(), coffre()), compteurs)
}

pub fn poste_en_memoire(db: &Db, horloge: &Horloge, memoire: &Arc<Memoire>) -> Poste {
    poste(db, horloge, Transport::Memoire(memoire.clone()))
}

/// Sends until nothing is due; returns how many rows were leased.
pub async fn vider(poste: &Poste) -> usize {
    let mut total = 0;
    loop {
        match poste.passer().await.unwrap() {
            0 => return total,
            faits => total += faits,
        }
    }
}

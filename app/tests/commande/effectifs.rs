//! Enrolments through a `kill -9`, a restart of PostgreSQL and a full disk: what was acknowledged is kept and counts once.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use base::Db;
use donnees::demo::{Demo, Echelle, Graine, ecrire_tableau};
use noyau::dates::DateCivile;
use serde_json::Value;

use crate::disque::PetitDisque;
use crate::programme::{Programme, dit};
use crate::serveur::{Serveur, poster};

/// Centres that send.
const CENTRES: u32 = 3;

/// Centres whose enrolments do not fit in what SQLite has already taken of the disk.
const BEAUCOUP: u32 = 10;

/// Enrolments in one call.
const PAR_APPEL: usize = 20;

/// Calls made at the same time.
const ENSEMBLE: usize = 4;

/// How long the pipeline may take to come to rest.
const PATIENCE: Duration = Duration::from_secs(120);

const ENVOI: &str = "/api/v3/dossiers-apprenants";

/// One call: the key of the centre and the body.
type Appel = (String, String);

/// A base somewhere, and the program on it.
struct Banc<'a> {
    programme: &'a Programme,
    reglages: Vec<(&'static str, String)>,
    url: String,
}

impl<'a> Banc<'a> {
    fn sqlite(programme: &'a Programme) -> Self {
        let url = format!("sqlite://{}", programme.base().display());
        Banc { programme, reglages: Vec::new(), url }
    }

    fn executer(&self, arguments: &[&str]) -> String {
        let mut commande = self.programme.commande(arguments);
        commande.envs(self.reglages.iter().map(|(nom, valeur)| (*nom, valeur)));
        let sortie = commande.output().unwrap();
        assert!(sortie.status.success(), "{}", dit(&sortie));
        String::from_utf8(sortie.stdout).unwrap()
    }

    fn demarrer(&self) -> Serveur {
        let reglages: Vec<_> = self.reglages.iter().map(|(n, v)| (*n, v.as_str())).collect();
        Serveur::demarrer(self.programme, &reglages)
    }

    /// The directory, the keys, and every call of a year of these centres.
    fn preparer(&self, centres: u32) -> (Vec<Appel>, usize) {
        let jour: DateCivile = "2026-11-24".parse().unwrap();
        let demo = Demo::new(&Echelle::Departement("35".to_owned()), Graine(1), jour.naive());
        let mut organismes = Vec::new();
        ecrire_tableau(demo.organismes(), &mut organismes).unwrap();
        let fichier = self.programme.ecrire("organismes.json", organismes);
        self.executer(&["import", "organismes", &fichier]);
        let (mut appels, mut nombre) = (Vec::new(), 0);
        for centre in 0..centres {
            let (siret, dossiers) = demo.dossiers(centre);
            let cle = self.executer(&[
                "api-key",
                "create",
                "--name",
                "essai",
                "--scope",
                "enrolments:write",
                "--organisation",
                &siret,
            ]);
            let cle = cle.lines().last().unwrap().to_owned();
            nombre += dossiers.len();
            let lots = dossiers.chunks(PAR_APPEL);
            appels.extend(lots.map(|lot| (cle.clone(), format!("[{}]", lot.join(",")))));
        }
        (appels, nombre)
    }

    /// The texts that a query gives.
    fn lister(&self, sql: &'static str) -> Vec<String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let db = Db::ouvrir(&self.url).await.unwrap();
            let lus = sqlx::query_scalar(sql).fetch_all(db.read().pool()).await.unwrap();
            db.fermer().await;
            lus
        })
    }

    /// Waits until everything that was received is worked through.
    fn attendre_le_repos(&self) {
        let debut = Instant::now();
        let attente = "SELECT id FROM effectifs_transmissions WHERE etat = 'recue'";
        while !self.lister(attente).is_empty() {
            assert!(debut.elapsed() < PATIENCE, "{:?}", self.lister(attente));
            thread::sleep(Duration::from_millis(200));
        }
    }

    /// Nothing acknowledged is lost, nothing counts twice.
    fn verifier(&self, acquis: &BTreeSet<String>, nombre: usize) {
        self.attendre_le_repos();
        let traites: BTreeSet<String> = self
            .lister("SELECT id FROM effectifs_transmissions WHERE etat = 'traitee'")
            .into_iter()
            .collect();
        let perdus: Vec<_> = acquis.difference(&traites).collect();
        assert!(perdus.is_empty(), "{perdus:?} were acknowledged");
        let effectifs =
            self.lister("SELECT siret || ' ' || annee_scolaire || ' ' || id_erp FROM effectifs");
        let distincts: BTreeSet<&String> = effectifs.iter().collect();
        assert_eq!((effectifs.len(), distincts.len()), (nombre, nombre), "each once");
        let somme = "SELECT CAST(SUM(recus - refuses - crees - mis_a_jour - identiques - fusionnes) AS TEXT)
                     FROM effectifs_transmissions";
        assert_eq!(self.lister(somme), ["0"], "the reports add up");
    }
}

/// Makes these calls together; the sendings that were acknowledged. `incident` happens once so many were.
fn envoyer(
    adresse: SocketAddr,
    appels: &[Appel],
    (apres, incident): (usize, &mut (dyn FnMut() + Send)),
) -> BTreeSet<String> {
    let (suivant, acquis) = (AtomicUsize::new(0), Mutex::new(BTreeSet::new()));
    thread::scope(|s| {
        for _ in 0..ENSEMBLE {
            s.spawn(|| {
                while let Some((cle, corps)) = appels.get(suivant.fetch_add(1, Ordering::SeqCst)) {
                    if let Some((200, reponse)) = poster(adresse, ENVOI, cle, corps) {
                        let lue: Value = serde_json::from_str(&reponse).unwrap();
                        let id = lue["transmission"].as_str().unwrap().to_owned();
                        acquis.lock().unwrap().insert(id);
                    }
                }
            });
        }
        s.spawn(|| {
            while acquis.lock().unwrap().len() < apres
                && suivant.load(Ordering::SeqCst) < appels.len()
            {
                thread::sleep(Duration::from_millis(1));
            }
            incident();
        });
    });
    acquis.into_inner().unwrap()
}

#[test]
fn a_kill_loses_nothing_that_was_acknowledged() {
    let programme = Programme::nouveau();
    let banc = Banc::sqlite(&programme);
    let (appels, nombre) = banc.preparer(CENTRES);
    let mut serveur = banc.demarrer();
    let adresse = serveur.adresse;
    let mut acquis = envoyer(adresse, &appels, (appels.len() / 2, &mut || serveur.tuer()));
    assert!(acquis.len() < appels.len(), "killed before the end");

    let serveur = banc.demarrer();
    banc.attendre_le_repos();
    let tous = envoyer(serveur.adresse, &appels, (usize::MAX, &mut || ()));
    assert_eq!(tous.len(), appels.len());
    acquis.extend(tous);
    banc.verifier(&acquis, nombre);
}

#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let dossier = tempfile::tempdir().unwrap();
    let ailleurs = Programme::nouveau();
    let Some(disque) = PetitDisque::monter(dossier.path(), "64m") else {
        eprintln!("skipped: this machine does not let us mount a file system");
        return;
    };
    let programme = Programme::dans(dossier.path());
    let banc = Banc::sqlite(&programme);
    let (appels, nombre) = banc.preparer(BEAUCOUP);
    let mut serveur = banc.demarrer();
    let bouchon = dossier.path().join("bouchon");
    let remplir = || {
        // Fills the disk to its last kilobyte.
        let mut taille = 64 << 20;
        while taille >= 1024 {
            let morceau = vec![0u8; taille];
            let mut fichier =
                fs::OpenOptions::new().create(true).append(true).open(&bouchon).unwrap();
            if std::io::Write::write_all(&mut fichier, &morceau).is_err() {
                taille /= 2;
            }
        }
    };
    let debut = &appels[..appels.len() / 4];
    let mut acquis = envoyer(serveur.adresse, debut, (usize::MAX, &mut || ()));
    remplir();
    let pendant = envoyer(serveur.adresse, &appels, (usize::MAX, &mut || ()));
    assert!(pendant.len() < appels.len(), "the disk is full");
    acquis.extend(pendant);
    assert!(serveur.tourne(), "a full disk does not stop the program");

    fs::remove_file(&bouchon).unwrap();
    disque.agrandir("200m");
    let tous = envoyer(serveur.adresse, &appels, (usize::MAX, &mut || ()));
    assert_eq!(tous.len(), appels.len(), "once there is room, everything is taken");
    acquis.extend(tous);
    banc.verifier(&acquis, nombre);
    drop(ailleurs);
}

/// A PostgreSQL of its own, which waits for the disk; stopped when dropped.
struct Postgres {
    url: String,
    dossier: String,
}

impl Postgres {
    fn demarrer() -> Option<Self> {
        let sortie = outil(&["start"])?;
        let valeur = |nom: &str| {
            let ligne = sortie.lines().find_map(|l| l.strip_prefix(nom));
            ligne.map(str::to_owned)
        };
        Some(Postgres { url: valeur("DATABASE_URL=")?, dossier: valeur("DOSSIER=")? })
    }

    /// As a power cut would.
    fn redemarrer(&self) {
        outil(&["restart", &self.dossier]).expect("PostgreSQL starts again");
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        outil(&["stop", &self.dossier]);
    }
}

fn outil(arguments: &[&str]) -> Option<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../outils/postgres.sh");
    let sortie = Command::new(script).args(arguments).output().ok()?;
    sortie.status.success().then(|| String::from_utf8_lossy(&sortie.stdout).into_owned())
}

#[test]
fn a_restart_of_postgresql_loses_nothing_that_was_acknowledged() {
    // Where the tests run on SQLite alone, no server is installed for this one.
    #[allow(clippy::disallowed_methods, reason = "tests are configured by their runner")]
    let voulu = std::env::var_os("COMPAGNON_TEST_PG").is_some();
    let Some(postgres) = voulu.then(Postgres::demarrer).flatten() else {
        eprintln!("skipped: no PostgreSQL");
        return;
    };
    let programme = Programme::nouveau();
    let reglages = vec![("DATABASE_URL", postgres.url.clone())];
    let banc = Banc { programme: &programme, reglages, url: postgres.url.clone() };
    let (appels, nombre) = banc.preparer(CENTRES);
    let mut serveur = banc.demarrer();
    let redemarrer = &mut || postgres.redemarrer();
    let mut acquis = envoyer(serveur.adresse, &appels, (appels.len() / 3, redemarrer));
    assert!(serveur.tourne(), "the program outlives its database");
    let tous = envoyer(serveur.adresse, &appels, (usize::MAX, &mut || ()));
    assert_eq!(tous.len(), appels.len());
    acquis.extend(tous);
    banc.verifier(&acquis, nombre);
}

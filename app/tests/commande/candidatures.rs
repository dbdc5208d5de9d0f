//! Applications while the mail server is down, and through a `kill -9`: what was acknowledged is
//! kept, once, and everything leaves when the mail server is back.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use donnees::candidature::{GENRE, candidature};
use donnees::demo::{Demo, Echelle, Graine};
use mailin::response::{self, Response};
use mailin::{Action, Handler, SessionBuilder};
use noyau::dates::DateCivile;

use crate::programme::{Programme, dit};
use crate::serveur::{Serveur, poster_avec};

/// Applications sent.
const NOMBRE: usize = 600;

/// People who send at the same time.
const ENSEMBLE: usize = 16;

/// Size of a CV: that of two pages.
const CV: usize = 60 * 1024;

/// Sends application `rang`; true when it was acknowledged.
fn postuler(adresse: SocketAddr, rang: usize, siret: &str) -> bool {
    let origine = format!("http://{adresse}");
    let entetes = [("Origin", origine.as_str()), ("Content-Type", GENRE)];
    let recu = poster_avec(adresse, "/postuler", &entetes, &candidature(rang, siret, CV));
    assert!(!matches!(recu, Some((400..500, _))), "{recu:?}");
    matches!(recu, Some((303, _)))
}

/// Sends these applications together; returns those that were acknowledged. `arret` is called once
/// this many were.
fn envoyer(
    adresse: SocketAddr,
    rangs: &[usize],
    sirets: &[String],
    (apres, arret): (usize, &mut (dyn FnMut() + Send)),
) -> BTreeSet<usize> {
    let (suivant, acquis) = (AtomicUsize::new(0), Mutex::new(BTreeSet::new()));
    thread::scope(|s| {
        for _ in 0..ENSEMBLE {
            s.spawn(|| {
                while let Some(rang) = rangs.get(suivant.fetch_add(1, Ordering::SeqCst)) {
                    if postuler(adresse, *rang, &sirets[rang % sirets.len()]) {
                        acquis.lock().unwrap().insert(*rang);
                    }
                }
            });
        }
        s.spawn(|| {
            while acquis.lock().unwrap().len() < apres
                && suivant.load(Ordering::SeqCst) < rangs.len()
            {
                thread::sleep(Duration::from_millis(2));
            }
            arret();
        });
    });
    acquis.into_inner().unwrap()
}

/// What a mail server was given: recipients by message identifier.
#[derive(Clone, Default)]
struct Boite {
    recus: Arc<Mutex<BTreeMap<String, usize>>>,
    courant: Vec<u8>,
}

impl Handler for Boite {
    fn data(&mut self, ligne: &[u8]) -> std::io::Result<()> {
        self.courant.extend_from_slice(ligne);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let message = String::from_utf8_lossy(&self.courant).into_owned();
        let id = message.lines().find(|l| l.to_lowercase().starts_with("message-id:")).unwrap();
        *self.recus.lock().unwrap().entry(id.to_owned()).or_default() += 1;
        self.courant.clear();
        response::OK
    }
}

fn ouvrir_la_poste(adresse: SocketAddr) -> Boite {
    let boite = Boite::default();
    let ecouteur = TcpListener::bind(adresse).expect("the port of the mail server");
    let pour = boite.clone();
    thread::spawn(move || {
        while let Ok((flux, client)) = ecouteur.accept() {
            let boite = pour.clone();
            thread::spawn(move || converser(flux, client, boite));
        }
    });
    boite
}

fn converser(mut flux: TcpStream, client: SocketAddr, boite: Boite) -> Option<()> {
    let mut session = SessionBuilder::new("essai").build(client.ip(), boite);
    flux.write_all(&session.greeting().buffer().ok()?).ok()?;
    let mut lecture = BufReader::new(flux.try_clone().ok()?);
    let mut ligne = Vec::new();
    while lecture.read_until(b'\n', &mut ligne).ok()? > 0 {
        let reponse = session.process(&ligne);
        ligne.clear();
        if reponse.action != Action::NoReply {
            flux.write_all(&reponse.buffer().ok()?).ok()?;
        }
        if reponse.action == Action::Close {
            return Some(());
        }
    }
    None
}

fn importer(programme: &Programme) -> Vec<String> {
    let fichiers = tempfile::tempdir().unwrap();
    let jour: DateCivile = "2026-11-24".parse().unwrap();
    let demo = Demo::new(&Echelle::Petit, Graine(1), jour.naive());
    demo.ecrire_fichiers(fichiers.path()).unwrap();
    let dossier = fichiers.path().display().to_string();
    let sortie = programme.executer(&["import", "auto", &dossier]);
    assert!(sortie.status.success(), "{}", dit(&sortie));
    programme.lister("SELECT siret FROM offres_contacts ORDER BY siret")
}

const CANDIDATURES: &str = "SELECT COUNT(*) FROM candidatures";
const DISTINCTES: &str = "SELECT COUNT(DISTINCT jeton) FROM candidatures";
const LETTRES: &str = "SELECT COUNT(*) FROM courriels WHERE modele = 'candidatures.employeur'";
const FICHIERS: &str = "SELECT COUNT(*) FROM candidatures_cv";
const ATTENTE: &str = "SELECT COUNT(*) FROM courriels WHERE etat = 'en_attente'";
const ENVOYEES: &str = "SELECT COUNT(*) FROM candidatures WHERE etat = 'envoyee'";

#[test]
fn what_is_acknowledged_survives_and_leaves_once() {
    let programme = Programme::nouveau();
    let sirets = importer(&programme);
    assert!(sirets.len() * 20 >= NOMBRE, "{} companies", sirets.len());
    let smtp = TcpListener::bind("127.0.0.1:0").and_then(|e| e.local_addr()).unwrap();
    let poste = format!("smtp://{smtp}");
    let poste = [("COMPAGNON_COURRIEL__SMTP", poste.as_str())];
    let mut serveur = Serveur::demarrer(&programme, &poste);
    let tous: Vec<usize> = (0..NOMBRE).collect();

    let adresse = serveur.adresse;
    let mut tuer = || serveur.tuer();
    let avant = envoyer(adresse, &tous, &sirets, (NOMBRE / 2, &mut tuer));
    assert!(avant.len() >= NOMBRE / 2 && avant.len() < NOMBRE, "{}", avant.len());
    let gardees = programme.compter(CANDIDATURES) as usize;
    assert!(gardees >= avant.len(), "{gardees} kept of {} acknowledged", avant.len());

    let mut serveur = Serveur::demarrer(&programme, &poste);
    let debut = Instant::now();
    let apres = envoyer(serveur.adresse, &tous, &sirets, (NOMBRE, &mut || ()));
    let rythme = NOMBRE as f64 / debut.elapsed().as_secs_f64();
    eprintln!("{rythme:.0} applications a second, {} new, mail server down", NOMBRE - gardees);
    assert_eq!(apres.len(), NOMBRE, "everyone is acknowledged at last");
    for (quoi, sql) in [
        ("applications", CANDIDATURES),
        ("forms", DISTINCTES),
        ("CVs", FICHIERS),
        ("mails", LETTRES),
    ] {
        assert_eq!(programme.compter(sql) as usize, NOMBRE, "{quoi}: none lost, none doubled");
    }

    let boite = ouvrir_la_poste(smtp);
    // The waits between tries are those of a day: they are shortened, not the work.
    programme.ecrire_dans("UPDATE courriels SET prochaine = 0, bail = 0 WHERE etat = 'en_attente'");
    let debut = Instant::now();
    while programme.compter(ENVOYEES) < NOMBRE as i64 || programme.compter(ATTENTE) > 0 {
        assert!(debut.elapsed() < Duration::from_secs(120), "{}", programme.compter(ATTENTE));
        thread::sleep(Duration::from_millis(200));
    }
    eprintln!("all {} mails left in {:.0} s", 2 * NOMBRE, debut.elapsed().as_secs_f64());
    let recus = boite.recus.lock().unwrap();
    assert_eq!(recus.len(), 2 * NOMBRE, "one to each employer, one to each candidate");
    assert!(recus.values().all(|fois| *fois == 1), "none twice");
    drop(recus);
    serveur.tuer();
}

//! Through a real SMTP server: what leaves, how fast, and what happens when it is down.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use courrier::{Depot, Lettre, Piece, Reglages, Transport, porte};
use mailin::response::{self, Response};
use mailin::{Action, Handler, Session, SessionBuilder};
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::commun::*;

/// What a server was given: whole messages, with their recipients.
#[derive(Clone, Default)]
struct Boite {
    recus: Arc<Mutex<Vec<(String, String)>>>,
    a: String,
    courant: Vec<u8>,
}

impl Boite {
    fn recus(&self) -> Vec<(String, String)> {
        self.recus.lock().unwrap().clone()
    }
}

impl Handler for Boite {
    fn rcpt(&mut self, to: &str) -> Response {
        self.a = to.to_owned();
        match to.split('@').next() {
            Some("inconnue") => response::NO_MAILBOX,
            Some("occupee") => Response::custom(450, "4.2.1 try later".to_owned()),
            Some("interdite") => Response::custom(550, "5.7.1 relaying denied".to_owned()),
            _ => response::OK,
        }
    }

    fn data(&mut self, ligne: &[u8]) -> std::io::Result<()> {
        self.courant.extend_from_slice(ligne);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let message = String::from_utf8(std::mem::take(&mut self.courant)).unwrap();
        self.recus.lock().unwrap().push((self.a.clone(), message));
        response::OK
    }
}

/// A server on this port (0 for any); stops when the handle is aborted.
async fn servir(port: u16, boite: Boite) -> (SocketAddr, JoinHandle<()>) {
    let ecouteur = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let adresse = ecouteur.local_addr().unwrap();
    let serveur = tokio::spawn(async move {
        let mut sessions = tokio::task::JoinSet::new();
        while let Ok((flux, client)) = ecouteur.accept().await {
            sessions.spawn(session(flux, client, boite.clone()));
        }
    });
    (adresse, serveur)
}

async fn session(mut flux: TcpStream, client: SocketAddr, boite: Boite) {
    let mut session = SessionBuilder::new("essai").build(client.ip(), boite);
    flux.write_all(&session.greeting().buffer().unwrap()).await.unwrap();
    parler(&mut session, flux).await;
}

/// Answers until the end, or until the client wants to encrypt: the connection is then returned.
async fn parler<F>(session: &mut Session<Boite>, flux: F) -> Option<F>
where
    F: AsyncRead + AsyncWrite + Unpin,
{
    let mut flux = BufReader::new(flux);
    let mut ligne = Vec::new();
    while flux.read_until(b'\n', &mut ligne).await.unwrap_or(0) > 0 {
        let reponse = session.process(&ligne);
        ligne.clear();
        if reponse.action != Action::NoReply {
            flux.write_all(&reponse.buffer().unwrap()).await.ok()?;
        }
        match reponse.action {
            Action::Close => return None,
            Action::UpgradeTls => return Some(flux.into_inner()),
            _ => {}
        }
    }
    None
}

/// A server that encrypts: at once, or when it is asked to.
async fn servir_chiffre(d_emblee: bool, tls: TlsAcceptor, boite: Boite) -> SocketAddr {
    let ecouteur = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adresse = ecouteur.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((flux, client)) = ecouteur.accept().await {
            tokio::spawn(session_chiffree(d_emblee, tls.clone(), flux, client, boite.clone()));
        }
    });
    adresse
}

async fn session_chiffree(
    d_emblee: bool,
    tls: TlsAcceptor,
    mut flux: TcpStream,
    client: SocketAddr,
    boite: Boite,
) {
    let mut session = SessionBuilder::new("essai").enable_start_tls().build(client.ip(), boite);
    let salut = session.greeting().buffer().unwrap();
    if d_emblee {
        let Ok(mut flux) = tls.accept(flux).await else { return };
        session.tls_active();
        flux.write_all(&salut).await.unwrap();
        parler(&mut session, flux).await;
        return;
    }
    flux.write_all(&salut).await.unwrap();
    let Some(flux) = parler(&mut session, flux).await else { return };
    let Ok(flux) = tls.accept(flux).await else { return };
    session.tls_active();
    parler(&mut session, flux).await;
}

#[tokio::test]
async fn an_encrypted_server_is_written_to_once_its_authority_is_known() {
    let paire = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let dossier = tempfile::tempdir().unwrap();
    let pem = dossier.path().join("autorite.pem");
    std::fs::write(&pem, paire.cert.pem()).unwrap();
    let cle = PrivateKeyDer::try_from(paire.signing_key.serialize_der()).unwrap();
    let fournisseur = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(fournisseur)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![paire.cert.der().clone()], cle)
        .unwrap();
    let tls = TlsAcceptor::from(Arc::new(config));
    for base in bases().await {
        for d_emblee in [true, false] {
            let (horloge, boite) = (horloge(), Boite::default());
            let adresse = servir_chiffre(d_emblee, tls.clone(), boite.clone()).await;
            let port = adresse.port();
            let smtp = if d_emblee {
                format!("smtps://localhost:{port}")
            } else {
                format!("smtp://localhost:{port}?tls=required")
            };
            let reglages = |autorite: Option<String>| Reglages {
                smtp: Some(smtp.clone()),
                autorite,
                expediteur: "nous@exemple.fr".to_owned(),
                secret: None,
            };
            let id = depose(&base.db, &depot("ines@exemple.fr"), &horloge).await;
            vider(&poste(&base.db, &horloge, Transport::de(&reglages(None)).unwrap())).await;
            let ligne = porte::trouver(base.db.read(), &id).await.unwrap().unwrap();
            assert_eq!(ligne.etat, "en_attente", "{smtp}: nobody vouches for it");
            assert_eq!(boite.recus().len(), 0, "{smtp}");
            let connue = reglages(Some(pem.display().to_string()));
            horloge.avancer(Duration::from_secs(120));
            vider(&poste(&base.db, &horloge, Transport::de(&connue).unwrap())).await;
            assert_eq!(boite.recus().len(), 1, "{} {smtp}", base.nom);
        }
    }
}

fn transport(adresse: SocketAddr) -> Transport {
    let reglages = Reglages {
        smtp: Some(format!("smtp://{adresse}")),
        expediteur: "Compagnon, l’apprentissage <nous@exemple.fr>".to_owned(),
        autorite: None,
        secret: None,
    };
    Transport::de(&reglages).unwrap()
}

#[tokio::test]
async fn a_message_is_whole() {
    for base in bases().await {
        let (horloge, boite) = (horloge(), Boite::default());
        let (adresse, serveur) = servir(0, boite.clone()).await;
        let alerte = Depot { liste: Some(ALERTES), ..depot("ines@exemple.fr") };
        let id = depose(&base.db, &alerte, &horloge).await;
        depose(&base.db, &depot("paul@exemple.fr"), &horloge).await;
        vider(&poste(&base.db, &horloge, transport(adresse))).await;
        let recus = boite.recus();
        assert_eq!(recus.len(), 2, "{}", base.nom);
        let a = |qui| recus.iter().find(|(a, _)| a == qui).map(|(_, m)| m.as_str()).unwrap();
        let (avec, sans) = (a("ines@exemple.fr"), a("paul@exemple.fr"));
        for ligne in [
            format!("Message-ID: <{id}@exemple.fr>"),
            "To: ines@exemple.fr".to_owned(),
            "Subject: Votre lien".to_owned(),
            "Date: Tue, 24 Nov 2026 09:00:00 +0000".to_owned(),
            "Auto-Submitted: auto-generated".to_owned(),
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click".to_owned(),
            "List-Unsubscribe: <https://compagnon.exemple.fr/courriels/desabonnement/".to_owned(),
            "Content-Type: multipart/alternative".to_owned(),
            "Content-Type: text/plain".to_owned(),
            "Content-Type: text/html".to_owned(),
        ] {
            assert!(avec.contains(&ligne), "{ligne} in {avec}");
        }
        assert!(!sans.contains("List-Unsubscribe"), "no way out of what one asked for");
        serveur.abort();
    }
}

#[tokio::test]
async fn a_file_travels_with_its_mail_and_goes_with_it() {
    for base in bases().await {
        let (horloge, boite) = (horloge(), Boite::default());
        let (adresse, serveur) = servir(0, boite.clone()).await;
        let octets = vec![0, 159, 146, 150, b'\r', b'\n', 255];
        let contenu = Lettre::new("Votre dossier")
            .paragraphe("Bonjour,")
            .piece(Piece::new("dossier d’Inès.pdf", "application/pdf", octets.clone()))
            .piece(Piece::new("a\r\nBcc: x@y.fr", "text/plain; charset=utf-8", b"Bonjour".to_vec()))
            .contenu();
        let id = depose(&base.db, &Depot { contenu, ..depot("ines@exemple.fr") }, &horloge).await;
        let lues = porte::pieces(base.db.read(), &id).await.unwrap();
        assert_eq!(
            lues.iter().map(|p| &p.octets).collect::<Vec<_>>(),
            [&octets, &b"Bonjour".to_vec()]
        );
        vider(&poste(&base.db, &horloge, transport(adresse))).await;
        let recus = boite.recus();
        let [(_, message)] = recus.as_slice() else { panic!("{}: {}", base.nom, recus.len()) };
        for ligne in [
            "Content-Type: multipart/mixed",
            "Content-Type: multipart/alternative",
            "Content-Type: application/pdf",
            "Content-Disposition: attachment",
            "AJ+Slg0K/w==",
        ] {
            assert!(message.contains(ligne), "{ligne} in {message}");
        }
        assert!(!message.contains("\r\nBcc:"), "a name is one line: {message}");
        let a = courrier::Adresse::lire("ines@exemple.fr").unwrap();
        let mut tx = base.db.write().await.unwrap();
        porte::effacer(&mut tx, &a).await.unwrap();
        tx.commit().await.unwrap();
        assert!(porte::pieces(base.db.read(), &id).await.unwrap().is_empty(), "{}", base.nom);
        serveur.abort();
    }
}

#[tokio::test]
async fn what_a_server_answers_decides_what_follows() {
    for base in bases().await {
        let (horloge, boite) = (horloge(), Boite::default());
        let (adresse, serveur) = servir(0, boite.clone()).await;
        let cas = [
            ("inconnue@exemple.fr", "abandonne", "smtp 550", true),
            ("occupee@exemple.fr", "en_attente", "smtp 450 4.2.1", false),
            ("interdite@exemple.fr", "en_attente", "smtp 550 5.7.1", false),
            ("ines@exemple.fr", "envoye", "", false),
        ];
        let mut ids = Vec::new();
        for (a, ..) in cas {
            ids.push(depose(&base.db, &depot(a), &horloge).await);
        }
        vider(&poste(&base.db, &horloge, transport(adresse))).await;
        for ((a, etat, motif, morte), id) in cas.iter().zip(ids) {
            let ligne = porte::trouver(base.db.read(), &id).await.unwrap().unwrap();
            assert_eq!((ligne.etat.as_str(), ligne.motif.as_str()), (*etat, *motif), "{a}");
            let sante = porte::sante(base.db.read(), a, 1).await.unwrap();
            assert_eq!(sante.iter().any(|s| s.morte_le.is_some()), *morte, "{a}");
        }
        serveur.abort();
    }
}

#[tokio::test]
async fn a_server_that_was_down_gets_every_mail_once() {
    for base in bases().await {
        let (horloge, boite) = (horloge(), Boite::default());
        let (adresse, serveur) = servir(0, boite.clone()).await;
        serveur.abort();
        let _ = serveur.await;
        for n in 0..40 {
            depose(&base.db, &depot(&format!("personne{n}@exemple.fr")), &horloge).await;
        }
        let poste = poste(&base.db, &horloge, transport(adresse));
        vider(&poste).await;
        let file = porte::attente(base.db.read()).await.unwrap();
        assert_eq!((file.en_attente, boite.recus().len()), (40, 0), "{}", base.nom);
        let (_, serveur) = servir(adresse.port(), boite.clone()).await;
        horloge.avancer(Duration::from_secs(120));
        vider(&poste).await;
        let mut a: Vec<String> = boite.recus().into_iter().map(|(a, _)| a).collect();
        assert_eq!(a.len(), 40, "{}", base.nom);
        a.sort();
        a.dedup();
        assert_eq!(a.len(), 40, "{}: each once", base.nom);
        serveur.abort();
    }
}

#[tokio::test]
async fn fifty_mails_a_second_leave_at_least() {
    for base in bases().await {
        let (horloge, boite) = (horloge(), Boite::default());
        let (adresse, serveur) = servir(0, boite.clone()).await;
        let mut tx = base.db.write().await.unwrap();
        for n in 0..300 {
            let a = format!("personne{n}@exemple.fr");
            courrier::deposer(&mut tx, &depot(&a), horloge.maintenant().ms()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let poste = poste(&base.db, &horloge, transport(adresse));
        let debut = Instant::now();
        vider(&poste).await;
        let par_seconde = 300.0 / debut.elapsed().as_secs_f64();
        println!("{}: {par_seconde:.0} mails a second", base.nom);
        assert_eq!(boite.recus().len(), 300, "{}", base.nom);
        assert!(par_seconde >= 50.0, "{}: {par_seconde:.0} a second", base.nom);
        serveur.abort();
    }
}

//! The server on a real socket: what no HTTP library would send, and how it starts and stops.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::programme::{Programme, dit};

/// A running server.
struct Serveur {
    enfant: Child,
    adresse: SocketAddr,
}

impl Serveur {
    fn demarrer(programme: &Programme) -> Self {
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|e| e.local_addr()).expect("a free port");
        let ecoute = port.to_string();
        let mut enfant = programme.lancer(&["serve", "--listen", &ecoute]);
        let sortie = BufReader::new(enfant.stdout.take().expect("its output"));
        let ouvert =
            sortie.lines().map_while(Result::ok).find(|l| l.starts_with("Compagnon est ouvert"));
        assert!(ouvert.is_some_and(|l| l.contains(&ecoute)), "the address is printed");
        Serveur { enfant, adresse: port }
    }

    /// Sends bytes as they are; returns what comes back.
    fn envoyer(&self, octets: &[u8]) -> String {
        let mut prise = TcpStream::connect(self.adresse).expect("the server listens");
        prise.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        // A server that has refused may close before everything is written.
        prise.write_all(octets).ok();
        let mut recu = Vec::new();
        prise.read_to_end(&mut recu).ok();
        String::from_utf8_lossy(&recu).into_owned()
    }

    fn lire(&self, chemin: &str) -> String {
        self.envoyer(
            format!("GET {chemin} HTTP/1.1\r\nHost: essai\r\nConnection: close\r\n\r\n").as_bytes(),
        )
    }

    fn arreter(mut self) -> Option<i32> {
        let pid = self.enfant.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
        let debut = Instant::now();
        while debut.elapsed() < Duration::from_secs(20) {
            if let Some(fin) = self.enfant.try_wait().expect("a child") {
                return fin.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Serveur {
    fn drop(&mut self) {
        self.enfant.kill().ok();
        self.enfant.wait().ok();
    }
}

#[test]
fn what_no_honest_client_sends_is_refused_and_the_server_goes_on() {
    let programme = Programme::nouveau();
    let serveur = Serveur::demarrer(&programme);
    let mega = format!("GET /recherche?q={} HTTP/1.1\r\nHost: essai\r\n\r\n", "a".repeat(1 << 20));
    let entetes = format!("GET / HTTP/1.1\r\nHost: essai\r\n{}\r\n", "X-A: b\r\n".repeat(5_000));
    let cas: [(&str, Vec<u8>, &[&str]); 6] = [
        ("a query of 1 MB", mega.into_bytes(), &["414", "431", "400"]),
        (
            "a query of 60 kB",
            format!(
                "GET /recherche?q={} HTTP/1.1\r\nHost: e\r\nConnection: close\r\n\r\n",
                "a".repeat(60_000)
            )
            .into_bytes(),
            &["414"],
        ),
        ("5 000 headers", entetes.into_bytes(), &["431", "400"]),
        ("not HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n".to_vec(), &["400"]),
        (
            "control characters",
            b"GET /recherche?q=a\x01\x02 HTTP/1.1\r\nHost: e\r\n\r\n".to_vec(),
            &["400"],
        ),
        ("a line that never was", b"GET\r\n\r\n".to_vec(), &["400"]),
    ];
    for (quoi, octets, statuts) in cas {
        let reponse = serveur.envoyer(&octets);
        let statut = reponse.split(' ').nth(1).unwrap_or_default().to_owned();
        assert!(
            statuts.contains(&statut.as_str()),
            "{quoi}: « {} »",
            reponse.chars().take(200).collect::<String>()
        );
        assert!(serveur.lire("/sante/pret").starts_with("HTTP/1.1 200"), "after {quoi}");
    }
    assert_eq!(serveur.arreter(), Some(0));
}

#[test]
fn two_servers_cannot_have_one_port_and_the_second_says_so() {
    let programme = Programme::nouveau();
    let serveur = Serveur::demarrer(&programme);
    let autre = Programme::nouveau();
    let sortie = autre.executer(&["serve", "--listen", &serveur.adresse.to_string()]);
    assert_eq!(sortie.status.code(), Some(1));
    assert!(dit(&sortie).contains("impossible d'écouter"), "{}", dit(&sortie));
}

//! The server of a test: started, killed, asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use crate::programme::Programme;

/// A running server.
pub struct Serveur {
    enfant: Child,
    /// Where it listens.
    pub adresse: SocketAddr,
}

impl Serveur {
    /// Starts it with these settings, and waits until it is open.
    pub fn demarrer(programme: &Programme, reglages: &[(&str, &str)]) -> Self {
        let libre = TcpListener::bind("127.0.0.1:0").and_then(|e| e.local_addr()).unwrap();
        let mut enfant = programme
            .commande(&["serve", "--listen", &libre.to_string()])
            .env("COMPAGNON_LIMITES__ACTIVES", "non")
            .envs(reglages.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lignes =
            BufReader::new(enfant.stdout.take().unwrap()).lines().map_while(Result::ok);
        assert!(lignes.any(|l| l.starts_with("Compagnon est ouvert")));
        thread::spawn(move || lignes.for_each(drop));
        Serveur { enfant, adresse: libre }
    }

    /// `kill -9`.
    pub fn tuer(&mut self) {
        self.enfant.kill().unwrap();
        self.enfant.wait().unwrap();
    }

    /// Whether it still runs.
    pub fn tourne(&mut self) -> bool {
        self.enfant.try_wait().unwrap().is_none()
    }
}

impl Drop for Serveur {
    fn drop(&mut self) {
        self.enfant.kill().ok();
        self.enfant.wait().ok();
    }
}

/// Reads an address; the status and the answer, nothing when the connection broke.
pub fn lire(adresse: SocketAddr, chemin: &str) -> Option<(u16, String)> {
    demander(
        adresse,
        &format!("GET {chemin} HTTP/1.1\r\nHost: {adresse}\r\nConnection: close\r\n\r\n"),
        "",
    )
}

/// Posts JSON with a key; the status and the answer, nothing when the connection broke.
pub fn poster(adresse: SocketAddr, chemin: &str, cle: &str, corps: &str) -> Option<(u16, String)> {
    let cle = format!("Bearer {cle}");
    poster_avec(
        adresse,
        chemin,
        &[("Authorization", &cle), ("Content-Type", "application/json")],
        corps,
    )
}

/// Posts this with these headers; the status and the answer, nothing when the connection broke.
pub fn poster_avec(
    adresse: SocketAddr,
    chemin: &str,
    entetes: &[(&str, &str)],
    corps: &str,
) -> Option<(u16, String)> {
    let entetes: String =
        entetes.iter().map(|(nom, valeur)| format!("{nom}: {valeur}\r\n")).collect();
    let tete = format!(
        "POST {chemin} HTTP/1.1\r\nHost: {adresse}\r\n{entetes}\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        corps.len()
    );
    demander(adresse, &tete, corps)
}

fn demander(adresse: SocketAddr, tete: &str, corps: &str) -> Option<(u16, String)> {
    let mut prise = TcpStream::connect(adresse).ok()?;
    prise.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    prise.write_all(tete.as_bytes()).ok()?;
    prise.write_all(corps.as_bytes()).ok()?;
    let mut recu = String::new();
    prise.read_to_string(&mut recu).ok()?;
    let statut = recu.split(' ').nth(1)?.parse().ok()?;
    let (_, corps) = recu.split_once("\r\n\r\n")?;
    Some((statut, corps.to_owned()))
}

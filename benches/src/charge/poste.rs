//! A mail server that accepts everything and counts it by message identifier.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it was given.
#[derive(Clone, Default)]
pub struct Poste(Arc<Mutex<HashMap<String, usize>>>);

/// Opens a mail server there, as long as the program runs.
///
/// # Errors
/// When the address is taken.
pub async fn ouvrir(adresse: SocketAddr) -> std::io::Result<Poste> {
    let ecouteur = TcpListener::bind(adresse).await?;
    let poste = Poste::default();
    let sienne = poste.clone();
    tokio::spawn(async move {
        while let Ok((flux, _)) = ecouteur.accept().await {
            let poste = sienne.clone();
            // A client that leaves in the middle is not our concern.
            tokio::spawn(async move { converser(flux, &poste).await });
        }
    });
    Ok(poste)
}

impl Poste {
    /// Messages received, and those received more than once.
    pub fn compte(&self) -> (usize, usize) {
        let recus = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (recus.len(), recus.values().filter(|fois| **fois > 1).count())
    }

    fn noter(&self, id: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_default() += 1;
    }
}

async fn converser(flux: TcpStream, poste: &Poste) -> std::io::Result<()> {
    let (lecture, mut ecriture) = flux.into_split();
    let mut lignes = BufReader::new(lecture).lines();
    ecriture.write_all(b"220 essai\r\n").await?;
    while let Some(ligne) = lignes.next_line().await? {
        let verbe = ligne.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        let reponse: &[u8] = match verbe.as_str() {
            "DATA" => {
                ecriture.write_all(b"354 oui\r\n").await?;
                let mut id = String::new();
                while let Some(ligne) = lignes.next_line().await? {
                    if ligne == "." {
                        break;
                    }
                    if id.is_empty() && ligne.to_ascii_lowercase().starts_with("message-id:") {
                        id = ligne;
                    }
                }
                poste.noter(id);
                b"250 pris\r\n"
            }
            "QUIT" => {
                ecriture.write_all(b"221 adieu\r\n").await?;
                return Ok(());
            }
            _ => b"250 oui\r\n",
        };
        ecriture.write_all(reponse).await?;
    }
    Ok(())
}

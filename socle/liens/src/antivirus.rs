//! An antivirus on the operator's network: `clamd` of ClamAV, over TCP or a socket of the machine.
//!
//! The whole file is sent with the command `INSTREAM` (clamd(8)): nothing has to be shared on disk.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};

use crate::ErreurLien;

const NOM: &str = "L’antivirus";

/// Longest a whole examination may take.
const DELAI: Duration = Duration::from_secs(30);

/// Bytes of one piece of the file.
const MORCEAU: usize = 64 * 1024;

/// Longest answer read.
const REPONSE_MAX: u64 = 1_024;

/// `COMPAGNON_LIENS__ANTIVIRUS`.
pub const VARIABLE: &str = "COMPAGNON_LIENS__ANTIVIRUS";

/// What an antivirus says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Sain,
    /// Something was: the file must reach nobody.
    Infecte,
}

/// Examines files.
#[async_trait]
pub trait Antivirus: Send + Sync {
    /// Examines a file.
    ///
    /// # Errors
    /// When it cannot be reached, is too slow, or refuses to examine: the file is not known as sound.
    async fn examiner(&self, octets: &[u8]) -> Result<Verdict, ErreurLien>;
}

/// The antivirus in service.
pub type LAntivirus = Arc<dyn Antivirus>;

/// Where `clamd` listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clamd {
    /// `tcp://hote:port`
    Tcp(String),
    /// `unix:/chemin`
    Unix(PathBuf),
}

impl Clamd {
    /// Reads an address; `None` when it is neither form.
    pub fn lire(adresse: &str) -> Option<Self> {
        if let Some(hote) = adresse.strip_prefix("tcp://") {
            let (nom, port) = hote.rsplit_once(':')?;
            let bon = !nom.is_empty() && port.parse::<u16>().is_ok();
            return bon.then(|| Clamd::Tcp(hote.to_owned()));
        }
        let chemin = adresse.strip_prefix("unix:")?;
        chemin.starts_with('/').then(|| Clamd::Unix(chemin.into()))
    }

    /// As it was given.
    pub fn adresse(&self) -> String {
        match self {
            Clamd::Tcp(hote) => format!("tcp://{hote}"),
            Clamd::Unix(chemin) => format!("unix:{}", chemin.display()),
        }
    }

    async fn demander(&self, octets: &[u8]) -> std::io::Result<String> {
        match self {
            Clamd::Tcp(hote) => dialoguer(TcpStream::connect(hote).await?, octets).await,
            Clamd::Unix(chemin) => dialoguer(UnixStream::connect(chemin).await?, octets).await,
        }
    }
}

#[async_trait]
impl Antivirus for Clamd {
    async fn examiner(&self, octets: &[u8]) -> Result<Verdict, ErreurLien> {
        let reponse = tokio::time::timeout(DELAI, self.demander(octets)).await;
        let reponse = reponse.map_err(|_| ErreurLien::TropLent(NOM))?;
        comprendre(&reponse.map_err(|_| ErreurLien::Indisponible(NOM))?)
    }
}

async fn dialoguer(
    mut flux: impl AsyncRead + AsyncWrite + Unpin,
    octets: &[u8],
) -> std::io::Result<String> {
    flux.write_all(b"zINSTREAM\0").await?;
    for morceau in octets.chunks(MORCEAU) {
        let taille = u32::try_from(morceau.len()).unwrap_or_default();
        flux.write_all(&taille.to_be_bytes()).await?;
        flux.write_all(morceau).await?;
    }
    flux.write_all(&0_u32.to_be_bytes()).await?;
    flux.flush().await?;
    let mut reponse = String::new();
    flux.take(REPONSE_MAX).read_to_string(&mut reponse).await?;
    Ok(reponse)
}

/// `stream: OK`, `stream: Win.Test.EICAR_HDB-1 FOUND`; anything else is a refusal to examine.
fn comprendre(reponse: &str) -> Result<Verdict, ErreurLien> {
    let dit = reponse.trim_end_matches(['\0', '\n', '\r', ' ']);
    if dit.ends_with(" FOUND") {
        Ok(Verdict::Infecte)
    } else if dit == "stream: OK" {
        Ok(Verdict::Sain)
    } else {
        Err(ErreurLien::Illisible(NOM))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[test]
    fn two_forms_of_address() {
        let cas = [
            ("tcp://127.0.0.1:3310", true),
            ("tcp://antivirus:3310", true),
            ("unix:/run/clamav/clamd.ctl", true),
            ("tcp://antivirus", false),
            ("tcp://:3310", false),
            ("unix:clamd.ctl", false),
            ("http://antivirus", false),
        ];
        for (adresse, bonne) in cas {
            let lue = Clamd::lire(adresse);
            assert_eq!(lue.is_some(), bonne, "{adresse}");
            assert_eq!(lue.map(|c| c.adresse()), bonne.then(|| adresse.to_owned()));
        }
    }

    #[test]
    fn what_is_not_said_sound_is_not() {
        assert_eq!(comprendre("stream: OK\0").ok(), Some(Verdict::Sain));
        assert_eq!(comprendre("stream: Eicar FOUND\0").ok(), Some(Verdict::Infecte));
        for refus in ["", "INSTREAM size limit exceeded. ERROR\0", "stream: OKAY", "OK"] {
            assert!(comprendre(refus).is_err(), "{refus}");
        }
    }

    /// A server that speaks like clamd: what holds `EICAR` is infected.
    async fn clamd() -> Clamd {
        let ecouteur = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let adresse = ecouteur.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut flux, _)) = ecouteur.accept().await {
                let mut commande = [0; 10];
                flux.read_exact(&mut commande).await.unwrap();
                assert_eq!(&commande, b"zINSTREAM\0");
                let mut fichier = Vec::new();
                loop {
                    let taille = flux.read_u32().await.unwrap() as usize;
                    if taille == 0 {
                        break;
                    }
                    let debut = fichier.len();
                    fichier.resize(debut + taille, 0);
                    flux.read_exact(&mut fichier[debut..]).await.unwrap();
                }
                let infecte = fichier.windows(5).any(|f| f == b"EICAR");
                let dit: &[u8] = if infecte { b"stream: Eicar FOUND\0" } else { b"stream: OK\0" };
                flux.write_all(dit).await.unwrap();
            }
        });
        Clamd::Tcp(adresse.to_string())
    }

    #[tokio::test]
    async fn a_file_is_sent_whole() {
        let clamd = clamd().await;
        let mut grand = vec![b'x'; 3 * MORCEAU];
        assert_eq!(clamd.examiner(&grand).await.unwrap(), Verdict::Sain);
        grand.extend(b"EICAR");
        assert_eq!(clamd.examiner(&grand).await.unwrap(), Verdict::Infecte);
        let muet = Clamd::Tcp("127.0.0.1:1".to_owned());
        assert!(muet.examiner(b"x").await.is_err());
    }
}

//! How a mail leaves: through SMTP, or not at all.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error as ErreurSmtp};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use url::Url;

use crate::regles::{Echec, code_detaille, sens};
use crate::{Message, Piece, Reglages, reglages};

/// Longest a server may take to answer one command.
const DELAI: Duration = Duration::from_secs(20);

/// Longest a whole sending may take; beyond, the try failed.
pub const DELAI_TOTAL: Duration = Duration::from_secs(50);

/// Connections kept open to the server.
const CONNEXIONS: u32 = 8;

/// Where mails go.
pub enum Transport {
    /// To a server.
    Smtp(Box<Smtp>),
    /// Nowhere: they are read in the database.
    Local,
    /// In memory, for tests.
    #[cfg(feature = "essai")]
    Memoire(std::sync::Arc<crate::essai::Memoire>),
}

/// A server, with its pool of connections.
pub struct Smtp {
    client: AsyncSmtpTransport<Tokio1Executor>,
    expediteur: Mailbox,
}

/// A mail on its way.
#[derive(Clone, Debug)]
pub struct Envoi {
    /// Identifier: the same at every try, so that servers recognise a mail sent twice.
    pub id: String,
    /// To whom.
    pub adresse: String,
    /// What it says.
    pub message: Message,
    /// The files that travel with it.
    pub pieces: Vec<Piece>,
    /// Absolute address that stops its list.
    pub desabonnement: Option<String>,
    /// Now (ms since 1970).
    pub maintenant: i64,
}

/// What became of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issue {
    /// The server took the mail.
    Parti,
    /// It did not: what that means, and what the administration reads, without the address.
    Echec(Echec, String),
}

impl Transport {
    /// The transport that the operator configured.
    ///
    /// # Errors
    /// When the address of the server or that of the sender cannot be read; the configuration says
    /// so before.
    pub fn de(reglages: &Reglages) -> anyhow::Result<Self> {
        let Some(adresse) = &reglages.smtp else { return Ok(Transport::Local) };
        let expediteur = reglages::boite(&reglages.expediteur);
        let expediteur =
            expediteur.ok_or_else(|| anyhow::anyhow!("the sender is not an address"))?;
        let domaine = expediteur.email.domain().to_owned();
        let mut client = constructeur(adresse)?;
        if let Some(chemin) = &reglages.autorite {
            client = client.tls(chiffrement(adresse, autorite(chemin)?)?);
        }
        let client = client
            .hello_name(ClientId::Domain(domaine))
            .timeout(Some(DELAI))
            .pool_config(PoolConfig::new().max_size(CONNEXIONS))
            .build();
        Ok(Transport::Smtp(Box::new(Smtp { client, expediteur })))
    }

    /// Its name in the database.
    pub fn nom(&self) -> &'static str {
        match self {
            Transport::Smtp(_) => "smtp",
            Transport::Local => "local",
            #[cfg(feature = "essai")]
            Transport::Memoire(_) => "memoire",
        }
    }

    /// Whether what was said is kept once the mail left: only where there is no other place to read
    /// it.
    pub fn garde_le_contenu(&self) -> bool {
        matches!(self, Transport::Local)
    }

    /// Sends a mail.
    pub async fn envoyer(&self, envoi: &Envoi) -> Issue {
        match self {
            Transport::Smtp(smtp) => {
                let essai = tokio::time::timeout(DELAI_TOTAL, smtp.envoyer(envoi));
                let trop_long = || Issue::Echec(Echec::Passager, "délai dépassé".to_owned());
                essai.await.unwrap_or_else(|_| trop_long())
            }
            Transport::Local => Issue::Parti,
            #[cfg(feature = "essai")]
            Transport::Memoire(memoire) => memoire.recevoir(envoi),
        }
    }
}

/// The certificates of an authority, from their PEM file.
pub fn autorite(chemin: &str) -> anyhow::Result<Certificate> {
    Ok(Certificate::from_pem(&std::fs::read(chemin)?)?)
}

/// The encryption that the address asks for, with an authority that the machine does not know.
fn chiffrement(adresse: &str, autorite: Certificate) -> anyhow::Result<Tls> {
    let url = Url::parse(adresse)?;
    let hote = url.host_str().unwrap_or_default().to_owned();
    let parametres = TlsParameters::builder(hote).add_root_certificate(autorite).build()?;
    let option = url.query_pairs().find(|(nom, _)| nom == "tls").map(|(_, valeur)| valeur);
    Ok(match (url.scheme(), option.as_deref()) {
        ("smtps", _) => Tls::Wrapper(parametres),
        (_, Some("required")) => Tls::Required(parametres),
        (_, Some("opportunistic")) => Tls::Opportunistic(parametres),
        _ => Tls::None,
    })
}

/// A client of this server.
pub fn constructeur(adresse: &str) -> Result<AsyncSmtpTransportBuilder, ErreurSmtp> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(adresse)
}

impl Smtp {
    async fn envoyer(&self, envoi: &Envoi) -> Issue {
        let message = match self.composer(envoi) {
            Ok(message) => message,
            // What cannot be written today cannot be tomorrow.
            Err(_) => return Issue::Echec(Echec::Definitif, "message illisible".to_owned()),
        };
        match self.client.send(message).await {
            Ok(_) => Issue::Parti,
            Err(e) => issue(&e),
        }
    }

    fn composer(&self, envoi: &Envoi) -> anyhow::Result<lettre::Message> {
        let Message { sujet, texte, html } = &envoi.message;
        let date = std::time::UNIX_EPOCH
            + Duration::from_millis(u64::try_from(envoi.maintenant).unwrap_or_default());
        let domaine = self.expediteur.email.domain();
        let mut message = lettre::Message::builder()
            .from(self.expediteur.clone())
            .to(Mailbox::new(None, envoi.adresse.parse()?))
            .subject(sujet.clone())
            .date(date)
            .message_id(Some(format!("<{}@{domaine}>", envoi.id)))
            .header(Automatique);
        if let Some(lien) = &envoi.desabonnement {
            message = message.header(Desabonnement(lien.clone())).header(EnUnClic);
        }
        let corps = MultiPart::alternative_plain_html(texte.clone(), html.clone());
        Ok(message.multipart(avec_pieces(corps, &envoi.pieces)?)?)
    }
}

/// The letter, with its files behind it when there are some.
fn avec_pieces(corps: MultiPart, pieces: &[Piece]) -> anyhow::Result<MultiPart> {
    if pieces.is_empty() {
        return Ok(corps);
    }
    let mut tout = MultiPart::mixed().multipart(corps);
    for piece in pieces {
        let genre = ContentType::parse(&piece.genre)?;
        let jointe = Attachment::new(piece.nom.clone()).body(piece.octets.clone(), genre);
        tout = tout.singlepart(jointe);
    }
    Ok(tout)
}

/// The text of a server is not kept: it repeats the address.
fn issue(erreur: &ErreurSmtp) -> Issue {
    let Some(code) = erreur.status().map(u16::from) else {
        let quoi = if erreur.is_timeout() { "délai dépassé" } else { "serveur injoignable" };
        return Issue::Echec(Echec::Passager, quoi.to_owned());
    };
    let detaille = code_detaille(&erreur.to_string());
    let motif = match detaille {
        Some((a, b, c)) => format!("smtp {code} {a}.{b}.{c}"),
        None => format!("smtp {code}"),
    };
    Issue::Echec(sens(code, detaille), motif)
}

/// Nobody's absence message should answer us (RFC 3834).
#[derive(Clone)]
struct Automatique;

impl Header for Automatique {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Automatique)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Where the list is stopped (RFC 2369).
#[derive(Clone)]
struct Desabonnement(String);

impl Header for Desabonnement {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(texte: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Desabonnement(texte.trim_matches(['<', '>']).to_owned()))
    }

    fn display(&self) -> HeaderValue {
        let valeur = format!("<{}>", self.0);
        HeaderValue::dangerous_new_pre_encoded(Self::name(), valeur.clone(), valeur)
    }
}

/// The list can be stopped with one POST (RFC 8058).
#[derive(Clone)]
struct EnUnClic;

impl Header for EnUnClic {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(EnUnClic)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

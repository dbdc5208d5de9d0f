//! How mails leave, as the operator configured it.

use std::fmt;

use lettre::Address;
use lettre::message::Mailbox;
use url::{Host, Url};

use crate::transport;

/// The mail section of the configuration.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reglages {
    /// `COMPAGNON_COURRIEL__SMTP`: `smtp://`, `smtp://…?tls=required` (STARTTLS) or `smtps://`.
    /// Without it mails stay in the database.
    pub smtp: Option<String>,
    /// `COMPAGNON_COURRIEL__AUTORITE`: PEM file of the authority that signs the certificate of the
    /// server, when it is that of an organisation and not one that the machine trusts.
    pub autorite: Option<String>,
    /// `COMPAGNON_COURRIEL__EXPEDITEUR`: `Nom <adresse>`.
    pub expediteur: String,
    /// `COMPAGNON_COURRIEL__SECRET`: what the mail provider proves itself with.
    pub secret: Option<String>,
}

/// Shortest secret accepted, in characters.
const SECRET_MIN: usize = 24;

impl Reglages {
    /// Reads the variables and adds what is wrong with them to `fautes`. `adresse` is that of the
    /// site: its host is that of the sender when none is given.
    pub fn lire(
        texte: &impl Fn(&str) -> Option<String>,
        adresse: &str,
        fautes: &mut Vec<String>,
    ) -> Self {
        let smtp = texte("COMPAGNON_COURRIEL__SMTP");
        fautes.extend(smtp.as_deref().and_then(faute_du_smtp));
        let expediteur =
            texte("COMPAGNON_COURRIEL__EXPEDITEUR").unwrap_or_else(|| expediteur_de(adresse));
        if boite(&expediteur).is_none() {
            fautes.push(format!(
                "COMPAGNON_COURRIEL__EXPEDITEUR doit être « Nom <adresse> » ; reçu « {expediteur} »"
            ));
        }
        let secret = texte("COMPAGNON_COURRIEL__SECRET");
        if secret.as_deref().is_some_and(|s| s.chars().count() < SECRET_MIN) {
            fautes.push(format!(
                "COMPAGNON_COURRIEL__SECRET doit avoir au moins {SECRET_MIN} caractères"
            ));
        }
        let autorite = texte("COMPAGNON_COURRIEL__AUTORITE");
        if autorite.as_deref().is_some_and(|chemin| transport::autorite(chemin).is_err()) {
            fautes.push(
                "COMPAGNON_COURRIEL__AUTORITE doit être le chemin d’un certificat au format PEM"
                    .to_owned(),
            );
        }
        Reglages { smtp, autorite, expediteur, secret }
    }

    /// What `compagnon config` prints: secrets masked.
    pub fn masques(&self) -> [(&'static str, String); 4] {
        let smtp = self.smtp.as_deref().map(masquer).unwrap_or_default();
        let secret = self.secret.as_ref().map(|_| "***".to_owned()).unwrap_or_default();
        [
            ("COMPAGNON_COURRIEL__SMTP", smtp),
            ("COMPAGNON_COURRIEL__AUTORITE", self.autorite.clone().unwrap_or_default()),
            ("COMPAGNON_COURRIEL__EXPEDITEUR", self.expediteur.clone()),
            ("COMPAGNON_COURRIEL__SECRET", secret),
        ]
    }
}

impl fmt::Debug for Reglages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.masques()).finish()
    }
}

/// Reads `Nom <adresse>` or an address alone; a name may hold any character.
pub fn boite(texte: &str) -> Option<Mailbox> {
    let (nom, adresse) = match texte.trim().strip_suffix('>').and_then(|t| t.rsplit_once('<')) {
        Some((nom, adresse)) => (nom.trim().trim_matches('"'), adresse),
        None => ("", texte),
    };
    let adresse: Address = adresse.trim().parse().ok()?;
    Some(Mailbox::new((!nom.is_empty()).then(|| nom.to_owned()), adresse))
}

fn masquer(adresse: &str) -> String {
    let Ok(mut url) = Url::parse(adresse) else { return "***".to_owned() };
    if !url.username().is_empty() || url.password().is_some() {
        let _ = url.set_username("***");
        let _ = url.set_password(None);
    }
    url.to_string()
}

/// What is wrong with the address of the server; never repeats it: it may hold a password.
fn faute_du_smtp(adresse: &str) -> Option<String> {
    let dire = |quoi: &str| Some(format!("COMPAGNON_COURRIEL__SMTP {quoi}"));
    let forme =
        "doit être smtp(s)://utilisateur:motdepasse@hote:port, avec ?tls=required pour STARTTLS";
    let Ok(url) = Url::parse(adresse) else { return dire(forme) };
    if transport::constructeur(adresse).is_err() || url.host().is_none() {
        return dire(forme);
    }
    let en_clair = url.scheme() == "smtp" && !url.query().unwrap_or_default().contains("required");
    if en_clair && url.password().is_some() && !est_la_machine(&url) {
        return dire(
            "enverrait un mot de passe en clair : ajoutez ?tls=required ou utilisez smtps://",
        );
    }
    None
}

fn est_la_machine(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(hote) => hote.starts_with("127."),
        None => false,
    }
}

fn expediteur_de(adresse: &str) -> String {
    let hote = Url::parse(adresse).ok().and_then(|u| match u.host() {
        Some(Host::Domain(hote)) => Some(hote.to_owned()),
        _ => None,
    });
    format!("Compagnon <ne-pas-repondre@{}>", hote.unwrap_or_else(|| "localhost".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lire(paires: &[(&str, &str)]) -> (Reglages, Vec<String>) {
        let mut fautes = Vec::new();
        let texte = |nom: &str| {
            let trouve = paires.iter().find(|(n, _)| nom.ends_with(n));
            trouve.map(|(_, v)| (*v).to_owned())
        };
        let reglages = Reglages::lire(&texte, "https://compagnon.exemple.fr", &mut fautes);
        (reglages, fautes)
    }

    #[test]
    fn nothing_is_needed() {
        let (reglages, fautes) = lire(&[]);
        assert_eq!(fautes, Vec::<String>::new());
        assert_eq!(reglages.expediteur, "Compagnon <ne-pas-repondre@compagnon.exemple.fr>");
        assert_eq!(expediteur_de("http://127.0.0.1:8080"), "Compagnon <ne-pas-repondre@localhost>");
    }

    #[test]
    fn a_sender_has_a_name_or_not() {
        let cas = [
            ("Compagnon <nous@exemple.fr>", Some(Some("Compagnon"))),
            (
                "L’apprentissage, simplement <nous@exemple.fr>",
                Some(Some("L’apprentissage, simplement")),
            ),
            ("nous@exemple.fr", Some(None)),
            ("<nous@exemple.fr>", Some(None)),
            ("Compagnon", None),
            ("Compagnon <nous>", None),
        ];
        for (texte, attendu) in cas {
            let lue = boite(texte);
            assert_eq!(lue.as_ref().map(|b| b.name.as_deref()), attendu, "{texte}");
        }
    }

    #[test]
    fn servers_are_named_by_their_address() {
        let cas = [
            ("smtp://relais.exemple.fr:25", true),
            ("smtp://moi:secret@relais.exemple.fr:587?tls=required", true),
            ("smtps://moi:secret@relais.exemple.fr", true),
            ("smtp://moi:secret@127.0.0.1:1025", true),
            ("smtp://moi:secret@relais.exemple.fr:25", false),
            ("smtp://moi:secret@relais.exemple.fr:25?tls=opportunistic", false),
            ("relais.exemple.fr", false),
            ("http://relais.exemple.fr", false),
            ("smtp://", false),
        ];
        for (adresse, bonne) in cas {
            let (_, fautes) = lire(&[("SMTP", adresse)]);
            assert_eq!(fautes.is_empty(), bonne, "{adresse}: {fautes:?}");
            assert!(!fautes.concat().contains("secret@"), "{fautes:?}");
        }
    }

    #[test]
    fn secrets_are_masked_everywhere() {
        let (reglages, _) = lire(&[
            ("SMTP", "smtps://moi:s3cret@relais.exemple.fr"),
            ("__SECRET", "un-secret-long-et-inconnu"),
        ]);
        for dit in [format!("{reglages:?}"), format!("{:?}", reglages.masques())] {
            assert!(!dit.contains("s3cret") && !dit.contains("un-secret"), "{dit}");
            assert!(dit.contains("relais.exemple.fr"), "{dit}");
        }
    }

    #[test]
    fn every_fault_is_said() {
        let (_, fautes) =
            lire(&[("SMTP", "http://x"), ("EXPEDITEUR", "personne"), ("__SECRET", "court")]);
        assert_eq!(fautes.len(), 3, "{fautes:?}");
    }
}

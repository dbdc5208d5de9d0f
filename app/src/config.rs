//! Configuration from the environment: every variable, its default, and what is wrong with it.

use std::net::SocketAddr;
use std::path::PathBuf;

use coffre::{Coffre, ErreurCoffre};
use liens::antivirus::{self, Clamd};
use web::FournisseurIdentite;
use web::accessibilite::Declaration;
use web::page::Site;

/// How the program was configured.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DATABASE_URL`; SQLite in the data folder when absent.
    pub base: Option<String>,
    /// `COMPAGNON_BASE__LECTURE`: a replica to read from.
    pub lecture: Option<String>,
    /// `COMPAGNON_DATA_DIR`.
    pub dossier: PathBuf,
    /// `COMPAGNON_LISTEN`.
    pub ecoute: SocketAddr,
    /// `COMPAGNON_BASE_URL`.
    pub adresse: String,
    /// `COMPAGNON_LIMITES__ACTIVES`.
    pub limites: bool,
    /// `COMPAGNON_LIMITES__MANDATAIRES`.
    pub mandataires: usize,
    /// `COMPAGNON_JOURNAL__JSON`.
    pub journal_json: bool,
    /// `COMPAGNON_LIENS__ADRESSES`: a geocoder that speaks like the Base Adresse Nationale.
    pub adresses: Option<String>,
    /// `COMPAGNON_LIENS__ANTIVIRUS`: where clamd examines what people send.
    pub antivirus: Option<Clamd>,
    /// `COMPAGNON_LIENS__ENTREPRISES…`: where companies are looked up.
    pub entreprises: liens::entreprises::Reglages,
    /// `COMPAGNON_SITE__ACCESSIBILITE`: file of the accessibility statement.
    pub declaration: Option<String>,
    /// `COMPAGNON_CONNEXION__PROCONNECT_…`, `COMPAGNON_CONNEXION__FRANCECONNECT_…`.
    pub fournisseurs: Vec<FournisseurIdentite>,
    /// `COMPAGNON_SECURITE__CLE`: the key of the site; a file of the data folder when absent.
    pub cle: Option<Coffre>,
    /// `COMPAGNON_COURRIEL__…`.
    pub courriel: courrier::Reglages,
    /// `COMPAGNON_SITE__…`.
    pub site: Site,
}

const ECOUTE: &str = "127.0.0.1:8080";

impl Config {
    /// Reads the variables; returns every fault at once, in French.
    pub fn lire(env: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<String>> {
        let mut fautes = Vec::new();
        let texte = |nom: &str| env(nom).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let ecoute = texte("COMPAGNON_LISTEN").unwrap_or_else(|| ECOUTE.to_owned());
        let ecoute = ecoute.parse().unwrap_or_else(|_| {
            fautes.push(format!(
                "COMPAGNON_LISTEN doit être adresse:port, par exemple {ECOUTE} ; reçu « {ecoute} »"
            ));
            SocketAddr::from(([127, 0, 0, 1], 8080))
        });
        let adresse = texte("COMPAGNON_BASE_URL").unwrap_or_else(|| format!("http://{ecoute}"));
        if url_invalide(&adresse) {
            fautes.push(format!(
                "COMPAGNON_BASE_URL doit être une adresse http(s) ; reçu « {adresse} »"
            ));
        }
        let adresses = texte("COMPAGNON_LIENS__ADRESSES");
        if let Some(service) = adresses.as_deref().filter(|a| url_invalide(a)) {
            fautes.push(format!(
                "COMPAGNON_LIENS__ADRESSES doit être une adresse http(s) ; reçu « {service} »"
            ));
        }
        let antivirus = clamd(&texte, &mut fautes);
        let entreprises = liens::entreprises::Reglages::lire(&texte, &mut fautes);
        let courriel = courrier::Reglages::lire(&texte, &adresse, &mut fautes);
        let base = texte("DATABASE_URL");
        if base.as_deref().is_some_and(|u| !u.starts_with("sqlite:") && !u.starts_with("postgres"))
        {
            fautes.push("DATABASE_URL doit commencer par sqlite: ou postgres:".to_owned());
        }
        let limites = booleen(&texte, "COMPAGNON_LIMITES__ACTIVES", true, &mut fautes);
        let journal_json = booleen(&texte, "COMPAGNON_JOURNAL__JSON", false, &mut fautes);
        let etat = booleen(&texte, "COMPAGNON_SITE__ETAT", false, &mut fautes);
        let mandataires = texte("COMPAGNON_LIMITES__MANDATAIRES").unwrap_or_else(|| "0".to_owned());
        let mandataires = mandataires.parse().unwrap_or_else(|_| {
            fautes.push("COMPAGNON_LIMITES__MANDATAIRES doit être un nombre".to_owned());
            0
        });
        let config = Config {
            base,
            lecture: texte("COMPAGNON_BASE__LECTURE"),
            dossier: texte("COMPAGNON_DATA_DIR").unwrap_or_else(|| "./var".to_owned()).into(),
            ecoute,
            adresse: adresse.trim_end_matches('/').to_owned(),
            limites,
            mandataires,
            journal_json,
            adresses,
            antivirus,
            entreprises,
            declaration: texte("COMPAGNON_SITE__ACCESSIBILITE"),
            fournisseurs: fournisseurs(&texte, &mut fautes),
            cle: cle(&texte, &mut fautes),
            courriel,
            site: site(&texte, etat, &mut fautes),
        };
        if fautes.is_empty() { Ok(config) } else { Err(fautes) }
    }

    /// Address of the database.
    pub fn url_de_la_base(&self) -> String {
        let fichier = || format!("sqlite://{}", self.dossier.join("compagnon.sqlite").display());
        self.base.clone().unwrap_or_else(fichier)
    }

    /// The key of the site: that of the configuration, else that of the data folder.
    ///
    /// # Errors
    /// When its file can be neither read nor made.
    pub fn coffre(&self) -> Result<Coffre, ErreurCoffre> {
        self.cle.clone().map_or_else(|| Coffre::du_dossier(&self.dossier), Ok)
    }

    /// What `compagnon config` prints: every value, secrets masked.
    pub fn masquee(&self) -> Vec<(&'static str, String)> {
        let masquer = |url: &str| match url.rsplit_once('@') {
            Some((_, hote)) => format!("postgres://***@{hote}"),
            None => url.to_owned(),
        };
        let oui_non = |b: bool| if b { "oui" } else { "non" }.to_owned();
        let mut valeurs = vec![
            ("DATABASE_URL", masquer(&self.url_de_la_base())),
            ("COMPAGNON_BASE__LECTURE", self.lecture.as_deref().map(masquer).unwrap_or_default()),
            ("COMPAGNON_DATA_DIR", self.dossier.display().to_string()),
            ("COMPAGNON_LISTEN", self.ecoute.to_string()),
            ("COMPAGNON_BASE_URL", self.adresse.clone()),
            ("COMPAGNON_LIMITES__ACTIVES", oui_non(self.limites)),
            ("COMPAGNON_LIMITES__MANDATAIRES", self.mandataires.to_string()),
            ("COMPAGNON_JOURNAL__JSON", oui_non(self.journal_json)),
            ("COMPAGNON_LIENS__ADRESSES", self.adresses.clone().unwrap_or_default()),
            (antivirus::VARIABLE, self.antivirus.as_ref().map(Clamd::adresse).unwrap_or_default()),
            (
                "COMPAGNON_SECURITE__CLE",
                self.cle.as_ref().map(|_| "***".to_owned()).unwrap_or_default(),
            ),
            ("COMPAGNON_SITE__NOM", self.site.nom.clone()),
            ("COMPAGNON_SITE__ETAT", oui_non(self.site.etat)),
            ("COMPAGNON_SITE__CONTACT", self.site.contact.clone().unwrap_or_default()),
            ("COMPAGNON_SITE__SOURCE", self.site.source.clone()),
            ("COMPAGNON_SITE__TUILES", self.site.tuiles.clone().unwrap_or_default()),
            ("COMPAGNON_SITE__INTEGRATEURS", self.site.integrateurs.clone()),
            ("COMPAGNON_SITE__ACCESSIBILITE", self.declaration.clone().unwrap_or_default()),
        ];
        valeurs.extend(self.entreprises.masques());
        for f in &self.fournisseurs {
            let connu = FOURNISSEURS.iter().filter(|(code, _)| *code == f.code);
            let valeur = |rang| match rang {
                0 => f.emetteur.clone(),
                1 => f.client.clone(),
                _ => "***".to_owned(),
            };
            let paires = connu.flat_map(|(_, v)| v.iter().enumerate());
            valeurs.extend(paires.map(|(rang, nom)| (*nom, valeur(rang))));
        }
        valeurs.extend(self.courriel.masques());
        valeurs
    }
}

fn clamd(texte: &impl Fn(&str) -> Option<String>, fautes: &mut Vec<String>) -> Option<Clamd> {
    let voulu = texte(antivirus::VARIABLE)?;
    let lu = Clamd::lire(&voulu);
    if lu.is_none() {
        let nom = antivirus::VARIABLE;
        fautes.push(format!("{nom} doit être tcp://hote:port ou unix:/chemin ; reçu « {voulu} »"));
    }
    lu
}

fn cle(texte: &impl Fn(&str) -> Option<String>, fautes: &mut Vec<String>) -> Option<Coffre> {
    let voulue = texte("COMPAGNON_SECURITE__CLE")?;
    let lue = Coffre::lire(&voulue);
    lue.inspect_err(|e| fautes.push(format!("COMPAGNON_SECURITE__CLE : {e}"))).ok()
}

/// The identity providers: code, then the variables of the issuer, of our identifier, of our secret.
const FOURNISSEURS: [(&str, &[&str; 3]); 2] = [
    (
        "proconnect",
        &[
            "COMPAGNON_CONNEXION__PROCONNECT_EMETTEUR",
            "COMPAGNON_CONNEXION__PROCONNECT_CLIENT",
            "COMPAGNON_CONNEXION__PROCONNECT_SECRET",
        ],
    ),
    (
        "franceconnect",
        &[
            "COMPAGNON_CONNEXION__FRANCECONNECT_EMETTEUR",
            "COMPAGNON_CONNEXION__FRANCECONNECT_CLIENT",
            "COMPAGNON_CONNEXION__FRANCECONNECT_SECRET",
        ],
    ),
];

/// Those whose three variables are set; some without the others is a fault.
fn fournisseurs(
    texte: &impl Fn(&str) -> Option<String>,
    fautes: &mut Vec<String>,
) -> Vec<FournisseurIdentite> {
    let mut declares = Vec::new();
    for (code, variables) in FOURNISSEURS {
        match variables.map(texte) {
            [None, None, None] => {}
            [Some(emetteur), Some(client), Some(secret)] if !url_invalide(&emetteur) => {
                declares.push(FournisseurIdentite { code, emetteur, client, secret });
            }
            _ => fautes.push(format!(
                "{} : l’adresse http(s) de l’émetteur, le client et le secret vont ensemble",
                variables.join(", ")
            )),
        }
    }
    declares
}

fn url_invalide(adresse: &str) -> bool {
    !(adresse.starts_with("http://") || adresse.starts_with("https://"))
}

fn booleen(
    texte: &impl Fn(&str) -> Option<String>,
    nom: &str,
    defaut: bool,
    fautes: &mut Vec<String>,
) -> bool {
    match texte(nom).as_deref() {
        None => defaut,
        Some("oui" | "true" | "1") => true,
        Some("non" | "false" | "0") => false,
        Some(autre) => {
            fautes.push(format!("{nom} doit être oui ou non ; reçu « {autre} »"));
            defaut
        }
    }
}

/// Origins separated by spaces; one wrong word would change the policy of the whole page.
fn integrateurs(texte: &impl Fn(&str) -> Option<String>, fautes: &mut Vec<String>) -> String {
    let voulus = texte("COMPAGNON_SITE__INTEGRATEURS").unwrap_or_default();
    let mots: Vec<&str> = voulus.split_whitespace().collect();
    let origine = |mot: &str| {
        let hote = mot.strip_prefix("https://").or_else(|| mot.strip_prefix("http://"));
        hote.is_some_and(|h| {
            !h.is_empty() && h.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:*".contains(&b))
        })
    };
    if let Some(faux) = mots.iter().find(|m| !origine(m)) {
        fautes.push(format!("COMPAGNON_SITE__INTEGRATEURS attend des origines comme https://portail.exemple.fr ; reçu « {faux} »"));
        return String::new();
    }
    mots.join(" ")
}

fn declaration(chemin: &str) -> Result<Declaration, String> {
    let texte = std::fs::read_to_string(chemin).map_err(|e| format!("{chemin} : {e}"))?;
    Declaration::lire(&texte).map_err(|e| format!("{chemin} : {e}"))
}

fn site(texte: &impl Fn(&str) -> Option<String>, etat: bool, fautes: &mut Vec<String>) -> Site {
    let defaut = Site::default();
    let accessibilite = texte("COMPAGNON_SITE__ACCESSIBILITE").map(|chemin| declaration(&chemin));
    let accessibilite = match accessibilite {
        None => Declaration::fournie(),
        Some(Ok(declaration)) => declaration,
        Some(Err(faute)) => {
            fautes.push(format!("COMPAGNON_SITE__ACCESSIBILITE : {faute}"));
            Declaration::fournie()
        }
    };
    Site {
        nom: texte("COMPAGNON_SITE__NOM").unwrap_or(defaut.nom),
        etat,
        accessibilite,
        source: texte("COMPAGNON_SITE__SOURCE").unwrap_or(defaut.source),
        contact: texte("COMPAGNON_SITE__CONTACT"),
        tuiles: texte("COMPAGNON_SITE__TUILES"),
        integrateurs: integrateurs(texte, fautes),
        ..Site::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn avec(paires: &[(&str, &str)]) -> Result<Config, Vec<String>> {
        Config::lire(|nom| paires.iter().find(|(n, _)| *n == nom).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn defaults_need_no_variable() {
        let config = avec(&[]).unwrap();
        assert_eq!(config.url_de_la_base(), "sqlite://./var/compagnon.sqlite");
        assert_eq!(config.adresse, "http://127.0.0.1:8080");
        assert!(config.limites);
    }

    #[test]
    fn every_fault_is_said_at_once() {
        let fautes = avec(&[
            ("COMPAGNON_LISTEN", "partout"),
            ("COMPAGNON_BASE_URL", "compagnon.fr"),
            ("DATABASE_URL", "mysql://x"),
            ("COMPAGNON_LIMITES__ACTIVES", "peut-être"),
            ("COMPAGNON_LIMITES__MANDATAIRES", "-1"),
            ("COMPAGNON_SITE__ACCESSIBILITE", "presque"),
            ("COMPAGNON_SITE__INTEGRATEURS", "https://a.fr; script-src *"),
            ("COMPAGNON_LIENS__ADRESSES", "data.geopf.fr"),
            ("COMPAGNON_CONNEXION__PROCONNECT_CLIENT", "compagnon"),
        ]);
        assert_eq!(fautes.unwrap_err().len(), 9);
    }

    #[test]
    fn a_provider_is_declared_whole_and_its_secret_is_never_printed() {
        let config = avec(&[
            ("COMPAGNON_CONNEXION__PROCONNECT_EMETTEUR", "https://identite.exemple.fr/api/v2"),
            ("COMPAGNON_CONNEXION__PROCONNECT_CLIENT", "compagnon"),
            ("COMPAGNON_CONNEXION__PROCONNECT_SECRET", "s3cret"),
        ])
        .unwrap();
        assert_eq!(config.fournisseurs.len(), 1);
        let dit = format!("{:?} {:?}", config.masquee(), config.fournisseurs);
        assert!(!dit.contains("s3cret") && dit.contains("identite.exemple.fr"), "{dit}");
    }

    #[test]
    fn the_password_of_the_database_is_never_printed() {
        let config = avec(&[("DATABASE_URL", "postgres://moi:s3cret@hote/base")]).unwrap();
        let dit = format!("{:?}", config.masquee());
        assert!(!dit.contains("s3cret") && dit.contains("***@hote/base"), "{dit}");
    }
}

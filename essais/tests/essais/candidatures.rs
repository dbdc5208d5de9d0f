//! Applications: what their journeys share.

use axum::http::Method;
use courrier::essai::{Depose, deposes};
use donnees::candidature::{GENRE, en_parties};
use web::Role;

use crate::demande::{CLIENT, FORMULAIRE, Reponse, adresse};
use crate::site::Site;

/// The open offer of the example employer.
const OFFRE: &str = "partners_01DEM00FFRE00000000000000A";

/// An ordinary application of a partner.
pub const CORPS: &str = r#"{"applicant_first_name":"Inès","applicant_last_name":"Essai",
    "applicant_email":"routes@exemple.fr","applicant_phone":"0612345678",
    "applicant_attachment_name":"cv.pdf",
    "applicant_attachment_content":"data:application/pdf;base64,JVBERi0xLjcgeA==",
    "recipient_id":"partners_01DEM00FFRE00000000000000A"}"#;

/// An ordinary address for the routes of applications that want one.
pub async fn exemple(site: &Site, chemin: &str) -> String {
    let secret = coffre::hasard();
    match chemin {
        "/postuler" | "/widget/postuler" => adresse(chemin, &[("destinataire", OFFRE)]),
        "/mes-candidatures/lien/{jeton}" => {
            let sql =
                "INSERT INTO candidatures_liens (empreinte, courriel, genre, cree_le, expire_le)
                       VALUES ($1, 'exemple@exemple.fr', 'lien', 0, 9000000000000)";
            ecrire(site, sqlx::query(sql).bind(coffre::empreinte(&secret))).await;
            chemin.replace("{jeton}", &secret)
        }
        _ if chemin.contains("{jeton}") => {
            let sql =
                "INSERT INTO candidatures_reponses (empreinte, candidature, cree_le, expire_le)
                       VALUES ($1, 'DEMO-CANDIDATURE-0', 0, 9000000000000)";
            ecrire(site, sqlx::query(sql).bind(coffre::empreinte(&secret))).await;
            chemin.replace("{jeton}", &secret)
        }
        _ => chemin.replace("{id}", "DEMO-CANDIDATURE-0"),
    }
}

pub async fn ecrire(
    site: &Site,
    requete: sqlx::query::Query<'_, sqlx::Any, sqlx::any::AnyArguments>,
) {
    let mut tx = site.etat.db.write().await.unwrap();
    requete.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn compter(site: &Site, sql: &'static str, courriel: &str) -> i64 {
    sqlx::query_scalar(sql).bind(courriel).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

pub async fn texte(site: &Site, sql: &'static str, courriel: &str) -> String {
    sqlx::query_scalar(sql).bind(courriel).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

pub const SIENNES: &str = "SELECT COUNT(*) FROM candidatures WHERE courriel = $1";
pub const ETAT: &str = "SELECT etat FROM candidatures WHERE courriel = $1";
pub const ID: &str = "SELECT id FROM candidatures WHERE courriel = $1";

pub struct Essai<'a> {
    pub courriel: &'a str,
    pub vers: &'a str,
    pub jeton: String,
    pub autres: Vec<(&'a str, &'a str)>,
    pub cv: (&'a str, &'a str),
}

pub fn de<'a>(courriel: &'a str) -> Essai<'a> {
    let cv = ("CV Inès.pdf", "%PDF-1.7 bonjour");
    Essai { courriel, vers: OFFRE, jeton: coffre::hasard(), autres: Vec::new(), cv }
}

impl Site {
    pub async fn postuler(&self, e: &Essai<'_>) -> Reponse {
        let mut champs = vec![
            ("destinataire", e.vers),
            ("jeton", e.jeton.as_str()),
            ("prenom", "Inès"),
            ("nom", "Essai"),
            ("courriel", e.courriel),
            ("telephone", "06 12 34 56 78"),
            ("message", "Bonjour, voir https://piege.example"),
            ("diplome", "CAP Boulanger"),
            ("question1", "Le pain, et le travail d’équipe."),
        ];
        champs.extend(e.autres.iter().copied());
        let entetes = [("content-type", GENRE), FORMULAIRE[1]];
        let corps = en_parties(&champs, e.cv);
        self.envoyer(Method::POST, "/postuler", CLIENT, &entetes, &corps).await
    }

    pub async fn en_tant_que(
        &self,
        role: Role,
        methode: Method,
        adresse: &str,
        corps: &str,
    ) -> Reponse {
        let cookie = self.cookie(role).await;
        let entetes = [FORMULAIRE[0], FORMULAIRE[1], ("cookie", cookie.as_str())];
        self.envoyer(methode, adresse, CLIENT, &entetes, corps).await
    }

    pub async fn mails(&self, adresse: &str, modele: &str) -> Vec<Depose> {
        let tous = deposes(self.etat.db.read(), adresse).await;
        tous.into_iter().filter(|d| d.modele == modele).collect()
    }

    /// The mail that carried an application to its employer.
    pub async fn a_l_employeur(&self, courriel: &str) -> Vec<Depose> {
        let tous = self.mails("employeur@exemple.fr", "candidatures.employeur").await;
        tous.into_iter().filter(|d| d.texte.contains(courriel)).collect()
    }

    /// Ends the mail of an application, as the sender would.
    pub async fn finir(&self, courriel: &str, etat: &str) {
        let sql = "UPDATE courriels SET etat = $2
                   WHERE id IN (SELECT envoi FROM candidatures WHERE courriel = $1)";
        ecrire(self, sqlx::query(sql).bind(courriel).bind(etat)).await;
        candidatures::porte::suivre(&self.etat).await.unwrap();
    }
}

pub fn chemin(mail: &Depose, debut: &str) -> String {
    let lien = mail.texte.split_whitespace().find(|m| m.contains(debut)).expect("a link");
    lien[lien.find(debut).unwrap()..].to_owned()
}

pub async fn lire_avec(site: &Site, adresse: &str, cookie: &str) -> Reponse {
    site.demander(Method::GET, adresse, CLIENT, &[("cookie", cookie)]).await
}

/// Asks for the link, opens it once, and returns the cookie of the visit.
pub async fn ouvrir_la_liste(site: &Site, qui: &str) -> String {
    site.poster("/mes-candidatures", &format!("courriel={}", qui.replace('@', "%40"))).await;
    let mail = site.mails(qui, "candidatures.lien").await.remove(0);
    let lien = chemin(&mail, "/mes-candidatures/lien/");
    for _ in 0..3 {
        assert_eq!(site.lire(&lien).await.statut, 200, "{}: reading opens nothing", site.nom);
    }
    let corps = format!("jeton={}", lien.rsplit('/').next().unwrap());
    let ouverte = site.poster("/mes-candidatures/ouvrir", &corps).await;
    assert_eq!(ouverte.statut, 303, "{}", site.nom);
    let cookie = ouverte.entete("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(
        site.poster("/mes-candidatures/ouvrir", &corps).await.statut,
        410,
        "{}: once",
        site.nom
    );
    assert_eq!(site.lire(&lien).await.statut, 410, "{}", site.nom);
    cookie
}

pub async fn vieillir(site: &Site, qui: &str, jours: i64) {
    let sql = "UPDATE candidatures SET envoyee_le = envoyee_le - $2, deposee_le = deposee_le - $2
               WHERE courriel = $1";
    ecrire(site, sqlx::query(sql).bind(qui).bind(jours * 86_400_000)).await;
}

//! Applications: sent without an account, stored once, answered once, followed by whoever sent them.

use axum::http::Method;
use courrier::essai::{Depose, deposes};
use web::{Etat, Reglages, Role, routeur};

use crate::demande::{CLIENT, FORMULAIRE, Reponse, adresse};
use crate::site::{Site, jouer, sites};

/// The open offer of the example employer.
const OFFRE: &str = "partners_01DEM00FFRE00000000000000A";

/// An ordinary application of a partner.
pub const CORPS: &str = r#"{"applicant_first_name":"Inès","applicant_last_name":"Essai",
    "applicant_email":"routes@exemple.fr","applicant_phone":"0612345678",
    "applicant_attachment_name":"cv.pdf",
    "applicant_attachment_content":"data:application/pdf;base64,JVBERi0xLjcgeA==",
    "recipient_id":"partners_01DEM00FFRE00000000000000A"}"#;

const LIMITE: &str = "----compagnon";

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

const SIENNES: &str = "SELECT COUNT(*) FROM candidatures WHERE courriel = $1";
pub const ETAT: &str = "SELECT etat FROM candidatures WHERE courriel = $1";
pub const ID: &str = "SELECT id FROM candidatures WHERE courriel = $1";

/// A form in several parts, with a CV.
fn parties(champs: &[(&str, &str)], cv: (&str, &str)) -> String {
    let champ = |(nom, valeur): &(&str, &str)| {
        format!("--{LIMITE}\r\nContent-Disposition: form-data; name=\"{nom}\"\r\n\r\n{valeur}\r\n")
    };
    let (nom, contenu) = cv;
    let fichier = format!(
        "--{LIMITE}\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"{nom}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{contenu}\r\n--{LIMITE}--\r\n"
    );
    champs.iter().map(champ).collect::<String>() + &fichier
}

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
        let genre = format!("multipart/form-data; boundary={LIMITE}");
        let entetes = [("content-type", genre.as_str()), FORMULAIRE[1]];
        let corps = parties(&champs, e.cv);
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
    async fn finir(&self, courriel: &str, etat: &str) {
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

#[test]
fn an_application_is_stored_once_with_its_mails() {
    jouer(async {
        for site in sites().await {
            let qui = "depot@exemple.fr";
            let envoi = de(qui);
            for _ in 0..2 {
                let reponse = site.postuler(&envoi).await;
                assert_eq!(reponse.statut, 303, "{}: {}", site.nom, reponse.corps);
                assert_eq!(reponse.entete("location"), "/postuler/envoyee");
            }
            assert_eq!(compter(site, SIENNES, qui).await, 1, "{}: sent twice, kept once", site.nom);
            let employeur = site.a_l_employeur(qui).await;
            assert_eq!(employeur.len(), 1, "{}", site.nom);
            let texte = &employeur[0].texte;
            for dit in [
                "CAP Boulanger",
                "Le pain, et",
                "[lien retiré]",
                "06\u{a0}12",
                "n’a pas été analysé",
                "vient de",
            ] {
                assert!(texte.contains(dit), "{dit} in {texte}");
            }
            assert!(!texte.contains("piege.example"));
            assert_eq!(site.mails(qui, "candidatures.recue").await.len(), 1);
            assert_eq!(site.lire("/postuler/envoyee").await.statut, 200);
        }
    });
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_kept() {
    jouer(async {
        for site in sites().await {
            let qui = "faute@exemple.fr";
            let cas: [(Essai, &str); 6] = [
                (Essai { cv: ("", ""), ..de(qui) }, "Joignez votre CV"),
                (Essai { cv: ("cv.pdf", "MZ"), ..de(qui) }, "ni un PDF ni un DOCX"),
                (Essai { cv: ("cv.exe", "%PDF-1.7"), ..de(qui) }, "ni un PDF ni un DOCX"),
                (de("faute@yopmail.com"), "jetable"),
                (de("faute@gmial.com"), "faute@gmail.com"),
                (de("faute"), "adresse électronique"),
            ];
            for (essai, dit) in cas {
                let reponse = site.postuler(&essai).await;
                assert_eq!(reponse.statut, 400, "{} {dit}", site.nom);
                assert!(reponse.corps.contains(dit), "{dit}");
                assert!(reponse.corps.contains("value=\"Inès\""), "{dit}: what was typed stays");
                assert_eq!(web::controle::fautes(&reponse.corps), Vec::<String>::new());
            }
            let exacte = Essai { autres: vec![("exact", "oui")], ..de("faute@orang.fr") };
            assert_eq!(site.postuler(&exacte).await.statut, 303, "{}", site.nom);
            assert_eq!(compter(site, SIENNES, qui).await, 0, "{}", site.nom);
            for (vers, statut) in [
                ("partners_inconnue", 404),
                ("rien", 404),
                ("partners_01DEM00FFRE00000000000000C", 410),
                ("partners_01DEM00FFRE00000000000000D", 410),
                ("partners_01DEM00FFRE00000000000000E", 410),
            ] {
                let reponse = site.postuler(&Essai { vers, ..de(qui) }).await;
                assert_eq!(reponse.statut, statut, "{} {vers}", site.nom);
            }
        }
    });
}

#[test]
fn the_limits_are_exact() {
    jouer(async {
        for site in sites().await {
            let qui = "limites@exemple.fr";
            for rang in 1..=3 {
                assert_eq!(site.postuler(&de(qui)).await.statut, 303, "{} {rang}", site.nom);
            }
            let reponse = site.postuler(&de(qui)).await;
            assert_eq!(reponse.statut, 429, "{}", site.nom);
            assert!(reponse.corps.contains("3 candidatures"), "{}", reponse.corps);
            multiplier(site, qui, 96).await;
            let siret = entreprise(site, "DESC").await;
            let vers = format!("recruiters_{siret}");
            let ailleurs = Essai { vers: &vers, ..de(qui) };
            assert_eq!(site.postuler(&ailleurs).await.statut, 303, "{}: the hundredth", site.nom);
            let suivante = Essai { jeton: coffre::hasard(), ..ailleurs };
            let reponse = site.postuler(&suivante).await;
            assert_eq!(reponse.statut, 429, "{}: one too many", site.nom);
            assert!(reponse.corps.contains("100 candidatures"), "{}", reponse.corps);
        }
    });
}

/// Copies an application of a mailbox, to other offers.
async fn multiplier(site: &Site, courriel: &str, fois: usize) {
    let sql = "INSERT INTO candidatures (id, genre, objet, titre, entreprise, siret, ville, role,
            destinataire, source, appelant, courriel, prenom, nom, telephone, message, recherche,
            reponses, anonyme, cv_nom, etat, echec, examen, essais, prochaine, reponse, motifs,
            repondue_par, deposee_le)
        SELECT $2, genre, $2, titre, entreprise, 'x', ville, role, destinataire, source, appelant,
            courriel, prenom, nom, telephone, message, recherche, reponses, anonyme, cv_nom, etat,
            echec, examen, essais, prochaine, reponse, motifs, repondue_par, deposee_le
        FROM candidatures WHERE courriel = $1 LIMIT 1";
    for rang in 0..fois {
        let id = format!("COPIE-{courriel}-{rang}");
        ecrire(site, sqlx::query(sql).bind(courriel).bind(id)).await;
    }
}

#[test]
fn the_last_place_is_taken_and_the_next_is_told() {
    jouer(async {
        for site in sites().await {
            let offre = "01DEM00FFRE00000000000000B";
            let sql = "SELECT candidatures FROM offres_deposees WHERE id = $1";
            let recues = compter(site, sql, offre).await;
            let sql = "UPDATE offres_deposees SET plafond = $2 WHERE id = $1";
            ecrire(site, sqlx::query(sql).bind(offre).bind(recues + 1)).await;
            let vers = "partners_01DEM00FFRE00000000000000B";
            let derniere = Essai { vers, ..de("plafond@exemple.fr") };
            let statut = site.postuler(&derniere).await.statut;
            // Another test may have taken the place: the next is refused all the same.
            assert!([303, 410].contains(&statut), "{} {statut}", site.nom);
            let reponse = site.postuler(&Essai { vers, ..de("trop@exemple.fr") }).await;
            assert_eq!(reponse.statut, 410, "{}", site.nom);
            assert!(reponse.corps.contains("le nombre de candidatures"), "{}", reponse.corps);
            let sql = "UPDATE offres_deposees SET plafond = 100000, etat = 'publiee',
                           statut = 'active' WHERE id = $1";
            ecrire(site, sqlx::query(sql).bind(offre)).await;
        }
    });
}

#[test]
fn links_change_nothing_and_one_answer_is_taken() {
    jouer(async {
        for site in sites().await {
            let qui = "reponse@exemple.fr";
            site.postuler(&de(qui)).await;
            let mail = site.a_l_employeur(qui).await.remove(0);
            let liens: Vec<&str> = mail
                .texte
                .split_whitespace()
                .filter(|m| m.contains("/candidature/repondre/"))
                .collect();
            assert_eq!(liens.len(), 3, "{}", mail.texte);
            for lien in &liens {
                let lien = &lien[lien.find("/candidature").unwrap()..];
                for _ in 0..10 {
                    let reponse = site.lire(lien).await;
                    assert_eq!(reponse.statut, 200, "{lien}");
                    assert_eq!(reponse.entete("referrer-policy"), "no-referrer");
                }
            }
            assert_eq!(
                texte(site, ETAT, qui).await,
                "en_route",
                "{}: nothing was answered",
                site.nom
            );
            let base = chemin(&mail, "/candidature/repondre/");
            let base = base.split('?').next().unwrap();
            let corps = "reponse=entretien&texte=Venez+mardi+%C3%A0+9+h+au+fournil.";
            let relue = site.poster(&format!("{base}/relire"), corps).await;
            assert_eq!(relue.statut, 200);
            assert!(relue.corps.contains("Venez mardi"), "{}", relue.corps);
            assert_eq!(
                texte(site, ETAT, qui).await,
                "en_route",
                "{}: nor by reading again",
                site.nom
            );
            assert_eq!(site.poster(base, "reponse=entretien&texte=non").await.statut, 400);
            assert_eq!(site.poster(base, corps).await.statut, 303, "{}", site.nom);
            assert_eq!(site.poster(base, corps).await.statut, 409, "{}: once", site.nom);
            let corps = "reponse=refus&texte=Finalement+non%2C+merci.";
            assert_eq!(site.poster(base, corps).await.statut, 409);
            let dits = site.mails(qui, "candidatures.reponse").await;
            assert_eq!(dits.len(), 1, "{}", site.nom);
            assert!(dits[0].texte.contains("Venez mardi"));
            assert_eq!(texte(site, ETAT, qui).await, "repondue");
            let id = texte(site, ID, qui).await;
            let autre = format!("/employeur/candidature/{id}");
            let reponse = site.en_tant_que(Role::Employeur, Method::POST, &autre, corps).await;
            assert_eq!(reponse.statut, 409, "{}: whichever way it comes", site.nom);
        }
    });
}

#[test]
fn a_link_of_answer_ends() {
    jouer(async {
        for site in sites().await {
            let qui = "tardif@exemple.fr";
            site.postuler(&de(qui)).await;
            let mail = site.a_l_employeur(qui).await.remove(0);
            let lien = chemin(&mail, "/candidature/repondre/");
            let sql = "UPDATE candidatures_reponses SET expire_le = $2 WHERE candidature IN
                       (SELECT id FROM candidatures WHERE courriel = $1)";
            let maintenant = site.etat.horloge.maintenant().ms();
            ecrire(site, sqlx::query(sql).bind(qui).bind(maintenant)).await;
            assert_eq!(site.lire(&lien).await.statut, 410, "{}", site.nom);
            let base = lien.split('?').next().unwrap();
            let corps = "reponse=refus&texte=Non%2C+merci+beaucoup.";
            assert_eq!(site.poster(base, corps).await.statut, 410);
            assert_eq!(site.lire("/candidature/repondre/inconnu").await.statut, 404);
        }
    });
}

#[test]
fn what_becomes_of_the_mail_is_what_becomes_of_the_application() {
    jouer(async {
        for site in sites().await {
            for (qui, mail, attendu) in [
                ("arrive@exemple.fr", "envoye", "envoyee"),
                ("perdu@exemple.fr", "abandonne", "echec"),
            ] {
                site.postuler(&de(qui)).await;
                // The offer that the other tests use keeps its mailbox.
                let sql = "UPDATE candidatures SET objet = 'AUTRE' WHERE courriel = $1";
                ecrire(site, sqlx::query(sql).bind(qui)).await;
                site.finir(qui, mail).await;
                assert_eq!(texte(site, ETAT, qui).await, attendu, "{}", site.nom);
                let echecs = site.mails(qui, "candidatures.echec").await.len();
                assert_eq!(echecs, usize::from(attendu == "echec"), "{} {qui}", site.nom);
            }
        }
    });
}

#[test]
fn one_follows_ones_applications_without_a_password() {
    jouer(async {
        for site in sites().await {
            let qui = "suivi@exemple.fr";
            for _ in 0..2 {
                assert_eq!(site.postuler(&de(qui)).await.statut, 303, "{}", site.nom);
            }
            crate::rendezvous::demander(site, qui).await;
            let cookie = ouvrir_la_liste(site, qui).await;
            let liste = lire_avec(site, "/mes-candidatures/liste", &cookie).await;
            assert_eq!(liste.corps.matches("En cours d’envoi").count(), 2, "{}", site.nom);
            let rendez_vous = liste.corps.split_once("Mes demandes de rendez-vous");
            let rendez_vous = rendez_vous.map(|(_, suite)| suite.matches("Demandé le").count());
            assert_eq!(rendez_vous, Some(1), "{}: the appointment too", site.nom);
            assert_eq!(web::controle::fautes(&liste.corps), Vec::<String>::new());
            site.finir(qui, "envoye").await;
            let liste = lire_avec(site, "/mes-candidatures/liste", &cookie).await;
            assert_eq!(liste.corps.matches(">Envoyée<").count(), 2, "{}", site.nom);
            let anonyme = site.lire("/mes-candidatures/liste").await;
            assert_eq!(anonyme.statut, 303, "{}: nobody else", site.nom);
            let inconnue = site.poster("/mes-candidatures", "courriel=inconnue%40exemple.fr").await;
            assert_eq!(inconnue.statut, 303, "{}: the same answer", site.nom);
            assert_eq!(inconnue.entete("location"), "/mes-candidatures/envoye");
            assert_eq!(
                site.mails("inconnue@exemple.fr", "candidatures.sans_candidature").await.len(),
                1
            );
        }
    });
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

#[test]
fn one_reminder_after_ten_days() {
    jouer(async {
        for site in sites().await {
            let qui = "relance@exemple.fr";
            site.postuler(&de(qui)).await;
            site.finir(qui, "envoye").await;
            let cookie = ouvrir_la_liste(site, qui).await;
            let id = texte(site, ID, qui).await;
            let relancer = async || {
                let entetes = [FORMULAIRE[0], FORMULAIRE[1], ("cookie", cookie.as_str())];
                let adresse = format!("/mes-candidatures/{id}/relancer");
                site.envoyer(Method::POST, &adresse, CLIENT, &entetes, "").await.statut
            };
            assert_eq!(relancer().await, 409, "{}: too early", site.nom);
            vieillir(site, qui, 9).await;
            assert_eq!(relancer().await, 409, "{}: the ninth day", site.nom);
            vieillir(site, qui, 1).await;
            assert_eq!(relancer().await, 303, "{}: the tenth day", site.nom);
            assert_eq!(relancer().await, 409, "{}: once", site.nom);
            let tous = site.mails("employeur@exemple.fr", "candidatures.relance").await;
            assert_eq!(tous.iter().filter(|m| m.texte.contains(qui)).count(), 1, "{}", site.nom);
            let autre = ouvrir_la_liste_d_une_autre(site).await;
            let entetes = [FORMULAIRE[0], FORMULAIRE[1], ("cookie", autre.as_str())];
            let adresse = format!("/mes-candidatures/{id}/relancer");
            let reponse = site.envoyer(Method::POST, &adresse, CLIENT, &entetes, "").await;
            assert_eq!(reponse.statut, 404, "{}: someone else's is not mine", site.nom);
        }
    });
}

async fn ouvrir_la_liste_d_une_autre(site: &Site) -> String {
    let qui = "autre.relance@exemple.fr";
    site.postuler(&de(qui)).await;
    ouvrir_la_liste(site, qui).await
}

async fn vieillir(site: &Site, qui: &str, jours: i64) {
    let sql = "UPDATE candidatures SET envoyee_le = envoyee_le - $2, deposee_le = deposee_le - $2
               WHERE courriel = $1";
    ecrire(site, sqlx::query(sql).bind(qui).bind(jours * 86_400_000)).await;
}

#[test]
fn the_end_of_an_offer_is_told_once_to_whoever_waits() {
    jouer(async {
        for site in sites().await {
            for qui in ["attend@exemple.fr", "repondu@exemple.fr"] {
                site.postuler(&de(qui)).await;
                let sql = "UPDATE candidatures SET objet = 'FERMEE' WHERE courriel = $1";
                ecrire(site, sqlx::query(sql).bind(qui)).await;
            }
            let sql = "UPDATE candidatures SET etat = 'repondue', intention = 'refus' WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind("repondu@exemple.fr")).await;
            for motif in ["plafonnee", "pourvue", "pourvue"] {
                let mut tx = site.etat.db.write().await.unwrap();
                let contenu = serde_json::json!({ "id": "FERMEE", "motif": motif });
                base::evenements::publier(&mut tx, "offres.close", "FERMEE", &contenu, 1)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
                while candidatures::porte::suivre(&site.etat).await.unwrap() > 0 {}
                for _ in 0..20 {
                    candidatures::porte::suivre(&site.etat).await.unwrap();
                }
            }
            let dits = site.mails("attend@exemple.fr", "candidatures.close").await;
            assert_eq!(dits.len(), 1, "{}", site.nom);
            assert!(dits[0].texte.contains("pourvue"), "{}", dits[0].texte);
            assert!(site.mails("repondu@exemple.fr", "candidatures.close").await.is_empty());
        }
    });
}

#[test]
fn a_partner_applies_with_the_right_key() {
    jouer(async {
        for site in sites().await {
            let corps = CORPS.replace("routes@", "api@");
            let envoyer = async |corps: &str| {
                let entetes =
                    [("content-type", "application/json"), ("authorization", site.cle.as_str())];
                site.envoyer(Method::POST, "/api/job/v1/apply", CLIENT, &entetes, corps).await
            };
            for _ in 0..3 {
                let reponse = envoyer(&corps).await;
                assert_eq!(reponse.statut, 202, "{}: {}", site.nom, reponse.corps);
                assert!(reponse.json()["id"].as_str().is_some_and(|id| id.len() == 26));
            }
            let reponse = envoyer(&corps).await;
            assert_eq!(reponse.statut, 429, "{}", site.nom);
            assert_eq!(reponse.json()["code"], "candidature.limite.objet");
            for (faute, statut) in [
                (corps.replace("0612345678", "0899123456"), 400),
                (corps.replace("JVBERi0xLjcgeA==", "TVo="), 400),
                (corps.replace("api@exemple.fr", "api@yopmail.com"), 400),
                (corps.replace("partners_01DEM", "partners_x"), 404),
                (corps.replace("partners_01DEM", "autre_01DEM"), 400),
                (corps.replace("\"applicant_phone\"", "\"telephone\""), 422),
            ] {
                let reponse = envoyer(&faute).await;
                assert_eq!(reponse.statut, statut, "{}: {faute} {}", site.nom, reponse.corps);
            }
            let mail = site.a_l_employeur("api@exemple.fr").await.remove(0);
            assert!(mail.sujet.contains("(par Essais)"), "{}: {}", site.nom, mail.sujet);
        }
    });
}

#[test]
fn twenty_a_day_from_one_partner_to_one_company() {
    jouer(async {
        for site in sites().await {
            let (qui, siret) = ("entreprise@exemple.fr", "90000000100009");
            let corps = CORPS.replace("routes@", "entreprise@");
            let envoyer = async |corps: &str| {
                let entetes =
                    [("content-type", "application/json"), ("authorization", site.cle.as_str())];
                site.envoyer(Method::POST, "/api/job/v1/apply", CLIENT, &entetes, corps).await
            };
            assert_eq!(envoyer(&corps).await.statut, 202, "{}", site.nom);
            multiplier(site, qui, 20).await;
            let sql = "UPDATE candidatures SET siret = $2, courriel = 'x' WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind(qui).bind(siret)).await;
            let reponse = envoyer(&CORPS.replace("routes@", "vingt@")).await;
            assert_eq!(reponse.json()["code"], "candidature.limite.entreprise", "{}", site.nom);
            assert!(reponse.entete("retry-after").parse::<i64>().unwrap() > 3_600);
            let sql = "DELETE FROM candidatures WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind("x")).await;
            assert_eq!(site.postuler(&de("vingt@exemple.fr")).await.statut, 303, "{}", site.nom);
        }
    });
}

/// A company that can be written to: the first or the last.
async fn entreprise(site: &Site, ordre: &str) -> String {
    let sql = format!(
        "SELECT c.siret FROM offres_contacts c JOIN versions v ON v.id = c.version
         WHERE v.statut = 'courante' ORDER BY c.siret {ordre} LIMIT 1"
    );
    let requete = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
    requete.fetch_one(site.etat.db.read().pool()).await.expect("a company with a mailbox")
}

#[test]
fn a_company_that_stops_receives_nothing_more() {
    jouer(async {
        for site in sites().await {
            let siret = entreprise(site, "ASC").await;
            let vers = format!("recruiters_{siret}");
            let essai = |qui| Essai { vers: &vers, ..de(qui) };
            let premiere = site.postuler(&essai("spontanee@exemple.fr")).await;
            assert_eq!(premiere.statut, 303, "{}: {}", site.nom, premiere.corps);
            let sql = "SELECT m.adresse FROM courriels m JOIN candidatures c ON c.envoi = m.id
                       WHERE c.courriel = $1 AND m.liste = 'candidatures.spontanees'";
            let boite = texte(site, sql, "spontanee@exemple.fr").await;
            let mail = site.mails(&boite, "candidatures.employeur").await.remove(0);
            assert!(mail.texte.contains("fichier France Travail"), "{}", mail.texte);
            let page = site.lire(&format!("/demo/courriels/{}", mail.id)).await.corps;
            let debut = page.find("/courriels/desabonnement/").expect("a way out");
            let arret = page[debut..].split_whitespace().next().unwrap();
            let reponse = site.poster(arret, "").await;
            assert!(reponse.statut < 400, "{} {}", site.nom, reponse.statut);
            let seconde = site.postuler(&essai("apres@exemple.fr")).await;
            assert_eq!(seconde.statut, 409, "{}", site.nom);
            assert_eq!(compter(site, SIENNES, "apres@exemple.fr").await, 0);
        }
    });
}

#[test]
fn a_year_later_the_file_is_gone_and_the_row_names_nobody() {
    jouer(async {
        for site in sites().await {
            let qui = "anciens@exemple.fr";
            site.postuler(&de(qui)).await;
            let id = texte(site, ID, qui).await;
            let passer = async || {
                let declarations = web::declarations(&[candidatures::service()]);
                let maintenant = site.etat.horloge.maintenant().ms();
                conformite::retention::passer(&site.etat.db, &declarations, false, maintenant).await
            };
            let cv = "SELECT COUNT(*) FROM candidatures_cv WHERE candidature = $1";
            vieillir_le_depot(site, &id, 364).await;
            passer().await.unwrap();
            assert_eq!((compter(site, cv, &id).await, compter(site, SIENNES, qui).await), (1, 1));
            vieillir_le_depot(site, &id, 2).await;
            passer().await.unwrap();
            assert_eq!((compter(site, cv, &id).await, compter(site, SIENNES, qui).await), (0, 0));
            let sql = "SELECT prenom || nom || telephone || message || cv_nom || destinataire
                       FROM candidatures WHERE id = $1";
            assert_eq!(texte(site, sql, &id).await, "", "{}", site.nom);
        }
    });
}

async fn vieillir_le_depot(site: &Site, id: &str, jours: i64) {
    let ms = jours * 86_400_000;
    let sql = "UPDATE candidatures SET deposee_le = deposee_le - $2 WHERE id = $1";
    ecrire(site, sqlx::query(sql).bind(id).bind(ms)).await;
    let sql = "UPDATE candidatures_cv SET depose_le = depose_le - $2 WHERE candidature = $1";
    ecrire(site, sqlx::query(sql).bind(id).bind(ms)).await;
}

#[test]
fn whoever_erases_their_data_leaves_no_trace_here() {
    jouer(async {
        for site in sites().await {
            let qui = "efface@exemple.fr";
            site.postuler(&de(qui)).await;
            let id = texte(site, ID, qui).await;
            let services = compagnon::assembly::services();
            let declarations = web::declarations(&services);
            let db = &site.etat.db;
            let lues = conformite::dossiers::lire(db.read(), &declarations, qui).await.unwrap();
            assert!(lues.iter().any(|p| p.dossier.table == "candidatures"), "{}", site.nom);
            let mut tx = db.write().await.unwrap();
            conformite::dossiers::effacer(&mut tx, db.read(), &declarations, qui).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(compter(site, SIENNES, qui).await, 0, "{}", site.nom);
            let cv = "SELECT COUNT(*) FROM candidatures_cv WHERE candidature = $1";
            assert_eq!(compter(site, cv, &id).await, 0, "{}", site.nom);
            assert!(site.a_l_employeur(qui).await.is_empty(), "{}: nor in a mail", site.nom);
            let sql = "SELECT COUNT(*) FROM courriels_corps WHERE texte LIKE '%' || $1 || '%'";
            assert_eq!(compter(site, sql, qui).await, 0, "{}", site.nom);
        }
    });
}

#[test]
fn an_antivirus_stops_what_it_finds() {
    jouer(async {
        for site in sites().await {
            let (clamd, serveur) = clamd().await;
            let protege = proteger(site, clamd).await;
            for (qui, cv, etat, envois) in [
                ("sain@exemple.fr", "%PDF-1.7 sain", "en_route", 1),
                ("virus@exemple.fr", "%PDF-1.7 EICAR", "infectee", 0),
            ] {
                let essai = Essai { cv: ("cv.pdf", cv), ..de(qui) };
                assert_eq!(protege.postuler(&essai).await.statut, 303, "{}", site.nom);
                assert!(site.a_l_employeur(qui).await.is_empty(), "{}: not before", site.nom);
                candidatures::porte::suivre(&protege.etat).await.unwrap();
                assert_eq!(texte(site, ETAT, qui).await, etat, "{}", site.nom);
                assert_eq!(site.a_l_employeur(qui).await.len(), envois, "{} {qui}", site.nom);
            }
            assert_eq!(site.mails("virus@exemple.fr", "candidatures.infectee").await.len(), 1);
            let mail = site.a_l_employeur("sain@exemple.fr").await.remove(0);
            assert!(mail.texte.contains("n’y a rien trouvé"), "{}", mail.texte);
            let id = texte(site, ID, "virus@exemple.fr").await;
            let fiche = format!("/employeur/candidature/{id}");
            let reponse = site.en_tant_que(Role::Employeur, Method::GET, &fiche, "").await;
            assert_eq!(reponse.statut, 404, "{}: shown to nobody", site.nom);
            serveur.abort();
            let muet = de("attente@exemple.fr");
            protege.postuler(&muet).await;
            candidatures::porte::suivre(&protege.etat).await.unwrap();
            assert_eq!(
                texte(site, ETAT, muet.courriel).await,
                "a_analyser",
                "{}: it waits",
                site.nom
            );
            vieillir(site, muet.courriel, 4).await;
            let sql = "UPDATE candidatures SET prochaine = 0 WHERE courriel = $1";
            ecrire(site, sqlx::query(sql).bind(muet.courriel)).await;
            candidatures::porte::suivre(&protege.etat).await.unwrap();
            assert_eq!(texte(site, ETAT, muet.courriel).await, "echec", "{}: then ends", site.nom);
            assert_eq!(site.mails(muet.courriel, "candidatures.echec").await.len(), 1);
        }
    });
}

/// The same site with an antivirus.
async fn proteger(site: &Site, clamd: liens::antivirus::Clamd) -> Site {
    let reglages = Reglages { antivirus: Some(clamd), ..(*site.etat.reglages).clone() };
    let etat = Etat::nouveau(site.etat.db.clone(), site.etat.horloge.clone(), reglages);
    let services: Vec<_> = compagnon::assembly::services()
        .into_iter()
        .filter(|s| ["plateforme", "offres", "comptes", "candidatures"].contains(&s.nom))
        .collect();
    let (routeur, etat) = routeur::assembler(etat, &services).await.expect("a router");
    Site::emprunte("avec antivirus", routeur, etat, services)
}

/// A server that speaks like clamd: what holds `EICAR` is infected.
async fn clamd() -> (liens::antivirus::Clamd, tokio::task::JoinHandle<()>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let ecouteur = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adresse = format!("tcp://{}", ecouteur.local_addr().unwrap());
    let serveur = tokio::spawn(async move {
        while let Ok((mut flux, _)) = ecouteur.accept().await {
            let mut recu = Vec::new();
            let mut tampon = [0; 4096];
            while !recu.ends_with(&[0, 0, 0, 0]) {
                let lus = flux.read(&mut tampon).await.unwrap();
                recu.extend_from_slice(&tampon[..lus]);
            }
            let infecte = recu.windows(5).any(|f| f == b"EICAR");
            let dit: &[u8] = if infecte { b"stream: Eicar FOUND\0" } else { b"stream: OK\0" };
            flux.write_all(dit).await.unwrap();
        }
    });
    (liens::antivirus::Clamd::lire(&adresse).unwrap(), serveur)
}

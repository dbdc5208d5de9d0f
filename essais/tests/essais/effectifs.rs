//! Enrolments: what centres send, what they and the others see of it.

mod chiffres;
mod doublons;
mod listes;
mod logiciels;
mod missions_locales;
mod sifa;
mod televersement;
mod voeux;

use axum::http::Method;
use serde_json::{Value, json};

use crate::demande::{CLIENT, Reponse};
use crate::site::Site;

const ENVOI: &str = "/api/v3/dossiers-apprenants";

/// The kind of a form that carries a file.
pub const EN_PARTIES: &str = "multipart/form-data; boundary=X";

/// A form that carries a file of one line, which nothing can import.
pub const FICHIER: &str = "--X\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.csv\"\r\n\r\n\
    nom_apprenant;prenom_apprenant;date_de_naissance_apprenant;annee_scolaire;date_inscription_formation;\
    date_entree_formation;date_fin_formation;etablissement_responsable_uai;etablissement_responsable_siret;\
    etablissement_formateur_uai;etablissement_formateur_siret\nEssai;;;;;;;;;;\r\n--X--\r\n";

/// An address of the space of the example centre.
pub async fn exemple(site: &Site, chemin: &str) -> String {
    let sql = "SELECT id, transmission, siret FROM effectifs ORDER BY id LIMIT 1";
    let (id, transmission, siret): (String, String, String) =
        sqlx::query_as(sql).fetch_one(site.etat.db.read().pool()).await.expect("an example");
    if chemin.starts_with("/effectifs/cles/") {
        let cle = cle_de(site, &siret).await;
        let id = cle.split('_').nth(1).unwrap_or_default().to_owned();
        return chemin.replace("{id}", &id);
    }
    if chemin.starts_with("/effectifs/archives/") {
        return chemin.replace("{id}", &archive_de(site, &siret).await);
    }
    if chemin.starts_with("/effectifs/mission-locale/") {
        return un_jeune(site).await;
    }
    let id = if chemin.contains("/transmissions/") { transmission } else { id };
    chemin.replace("{id}", &id).replace("{format}", "csv")
}

/// An enrolment that this centre took out.
async fn archive_de(site: &Site, siret: &str) -> String {
    let sql = "INSERT INTO effectifs_archives (id, effectif, siret, uai, annee_scolaire, id_erp, nom, prenom, raison,
               precision_motif, par, archive_le, garde, contenu, avant)
               VALUES ('A1', 'E1', $1, '', '', 'A1', 'Riou', 'Awa', 'AUTRE', 'Essai', '', $2, '', '', '')
               ON CONFLICT (id) DO NOTHING";
    let mut tx = site.etat.db.write().await.expect("a transaction");
    let maintenant = site.etat.horloge.maintenant().ms();
    let posee = sqlx::query(sql).bind(siret).bind(maintenant).execute(&mut *tx).await;
    posee.expect("an archive");
    tx.commit().await.expect("it is kept");
    "A1".to_owned()
}

/// The sheet of someone whom the example mission locale may help: enrolled for 75 days without a contract.
async fn un_jeune(site: &Site) -> String {
    let db = site.etat.db.read();
    let sql = "SELECT CASE WHEN siret = '' THEN id ELSE siret END FROM comptes_organisations WHERE genre = 'mission_locale' ORDER BY id LIMIT 1";
    let mission: String = sqlx::query_scalar(sql).fetch_one(db.pool()).await.expect("one");
    let sql = "SELECT id FROM effectifs WHERE id_erp = 'EX0008'";
    let jeune: String = sqlx::query_scalar(sql).fetch_one(db.pool()).await.expect("an example");
    format!("/effectifs/mission-locale/{mission}/{jeune}")
}

/// UAI and SIRET of an organisation that the directory vouches for.
async fn un_organisme(site: &Site) -> (String, String) {
    let liste = site.lire_json("/api/v1/organismes?items_par_page=100").await;
    let organismes = liste["organismes"].as_array().expect("a list");
    let avec_uai = organismes.iter().find(|o| o["uai"].is_string()).expect("a validated UAI");
    let texte = |champ: &str| avec_uai[champ].as_str().unwrap_or_default().to_owned();
    (texte("uai"), texte("siret"))
}

/// UAI and SIRET of the example centre.
async fn un_centre(site: &Site) -> (String, String) {
    let sql = "SELECT uai, siret FROM effectifs ORDER BY id LIMIT 1";
    sqlx::query_as(sql).fetch_one(site.etat.db.read().pool()).await.expect("an example")
}

async fn cle_de(site: &Site, siret: &str) -> String {
    let fin = site.etat.horloge.aujourd_hui().plus_jours(30);
    let maintenant = site.etat.horloge.maintenant();
    let mut tx = site.etat.db.write().await.expect("a transaction");
    let portees = [web::Portee::Effectifs];
    let cle = partenaires::porte::creer_pour(&mut tx, siret, ("CFA", &portees), fin, maintenant);
    let cle = cle.await.expect("a key");
    tx.commit().await.expect("the key is kept");
    format!("Bearer {cle}")
}

fn dossier((uai, siret): (&str, &str), id: &str, autres: Value) -> Value {
    let mut item = json!({
        "nom_apprenant": "Le Goff", "prenom_apprenant": "Nolwenn",
        "date_de_naissance_apprenant": "2008-03-12", "annee_scolaire": "2026-2027",
        "id_erp_apprenant": id, "date_inscription_formation": "2026-06-01",
        "date_entree_formation": "2026-09-01", "date_fin_formation": "2027-08-31",
        "etablissement_responsable_uai": uai, "etablissement_responsable_siret": siret,
        "etablissement_formateur_uai": uai, "etablissement_formateur_siret": siret,
    });
    let (Value::Object(base), Value::Object(plus)) = (&mut item, autres) else { panic!() };
    base.extend(plus);
    item
}

/// Works through what waits. Another test may be at it: its work is waited for.
async fn traiter(site: &Site) {
    loop {
        effectifs::porte::traiter(&site.etat.db, &site.etat.horloge).await.expect("it works");
        let sql =
            "SELECT COUNT(*) FROM effectifs_transmissions WHERE etat = 'recue' AND apercu = 0";
        let reste: i64 =
            sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.expect("a count");
        if reste == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn envoyer(site: &Site, cle: &str, corps: &Value) -> Reponse {
    let entetes = [("authorization", cle), ("content-type", "application/json")];
    site.envoyer(Method::POST, ENVOI, CLIENT, &entetes, &corps.to_string()).await
}

/// A form sent from one of our pages by the example of the training centres.
async fn agir(site: &Site, adresse: &str, corps: &str) -> Reponse {
    let cookie = site.cookie(web::Role::Cfa).await;
    let entetes = [
        ("sec-fetch-site", "same-origin"),
        ("cookie", cookie.as_str()),
        crate::demande::FORMULAIRE[0],
    ];
    site.envoyer(Method::POST, adresse, CLIENT, &entetes, corps).await
}

/// An address, read by the example of a role.
async fn lire_en(site: &Site, role: web::Role, adresse: &str) -> Reponse {
    let cookie = site.cookie(role).await;
    site.demander(Method::GET, adresse, CLIENT, &[("cookie", cookie.as_str())]).await
}

async fn lire_en_cfa(site: &Site, adresse: &str) -> String {
    lire_en(site, web::Role::Cfa, adresse).await.corps
}

/// How many times the journal says that this was done.
async fn journal(site: &Site, acte: &str) -> i64 {
    let sql = "SELECT COUNT(*) FROM journal WHERE acte = $1";
    let compte = sqlx::query_scalar(sql).bind(acte).fetch_one(site.etat.db.read().pool()).await;
    compte.expect("a count")
}

/// Identifier and telephone of the enrolment that has this identifier in its software.
async fn inscrit(site: &Site, id_erp: &str) -> Option<(String, String)> {
    let sql = "SELECT id, details FROM effectifs WHERE id_erp = $1";
    let ligne = sqlx::query_as(sql).bind(id_erp).fetch_optional(site.etat.db.read().pool()).await;
    ligne.expect("a row or none")
}

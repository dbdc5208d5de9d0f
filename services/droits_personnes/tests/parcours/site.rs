//! The service alone behind the real router, with people who are signed in for the test.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request};
use base::Db;
use base::essai::{Base, bases};
use coffre::Coffre;
use conformite::Declarations;
use conformite::index::colonnes;
use http_body_util::BodyExt;
use noyau::horloge::Horloge;
use sqlx::AssertSqlSafe;
use tower::ServiceExt;
use web::acces::{Acteur, Habilitation, Ressort, Role};
use web::{Concierge, Erreur, Etat, LeConcierge, Reglages, Service, Source, routeur};

const ADRESSE: &str = "http://127.0.0.1:8080";

/// Signs in whoever says their role.
struct Portier;

#[async_trait]
impl Concierge for Portier {
    async fn reconnaitre(&self, secret: &str) -> Result<Option<Acteur>, Erreur> {
        let Some(role) = Role::lire(secret) else { return Ok(None) };
        let ressort = match role {
            Role::Employeur => Ressort::Organisme("13000000000017".to_owned()),
            _ => Ressort::France,
        };
        let habilitation = Habilitation {
            id: "h1".to_owned(),
            role,
            ressort,
            organisme: String::new(),
            gestionnaire: false,
        };
        Ok(Some(Acteur {
            personne: format!("01{secret}"),
            nom: "Camille".to_owned(),
            courriel: "camille@service.fr".to_owned(),
            session: "s1".to_owned(),
            double: true,
            a_doubler: false,
            habilitations: vec![habilitation],
            observation: None,
        }))
    }
}

/// The program.
pub struct Site {
    /// Which database.
    pub nom: &'static str,
    /// The database.
    pub db: Db,
    horloge: Horloge,
    routeur: Router,
    declarations: Arc<Declarations>,
    _base: Base,
}

/// An answer, read to its end.
pub struct Reponse {
    pub statut: u16,
    pub entetes: HeaderMap,
    pub corps: String,
}

impl Reponse {
    /// Value of a header, or nothing.
    pub fn entete(&self, nom: &str) -> &str {
        self.entetes.get(nom).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

/// The program on each database, empty.
pub async fn sites() -> Vec<Site> {
    let portier = Service::new("portier", "Essai", Source::Fondation).preparer(|_, pieces| {
        pieces.poser::<LeConcierge>(Arc::new(Portier));
        Box::pin(async { Ok(()) })
    });
    let courrier = Service::new("courrier", "Essai", Source::Fondation)
        .traitements(courrier::traitements())
        .personnes(courrier::personnes())
        .dossiers(courrier::dossiers());
    let services = [web::plateforme::service(), portier, courrier, droits_personnes::service()];
    let mut migrations = vec![taches::MIGRATIONS, conformite::MIGRATIONS, courrier::MIGRATIONS];
    migrations.extend(services.iter().filter_map(|s| s.migrations));
    let mut sites = Vec::new();
    for base in bases(&migrations).await {
        sites.push(ouvrir(base, &services).await);
    }
    sites
}

async fn ouvrir(base: Base, services: &[Service]) -> Site {
    let horloge = Horloge::figee("2026-11-24T09:00:00Z".parse().unwrap());
    let reglages = Reglages {
        adresse: ADRESSE.to_owned(),
        dossier: base.dossier.clone(),
        demo: false,
        mandataires: 0,
        limites: false,
        adresses: None,
        entreprises: Default::default(),
        courriel: Default::default(),
        coffre: Coffre::lire(&"ab".repeat(32)).unwrap(),
        site: Arc::default(),
    };
    let etat = Etat::nouveau(base.db.clone(), horloge.clone(), reglages);
    let (routeur, _) = routeur::assembler(etat, services).await.unwrap();
    let declarations = Arc::new(web::declarations(services));
    Site { nom: base.nom, db: base.db.clone(), horloge, routeur, declarations, _base: base }
}

impl Site {
    /// Reads an address.
    pub async fn lire(&self, adresse: &str, cookie: &str) -> Reponse {
        self.envoyer(Method::GET, adresse, "", cookie, ADRESSE).await
    }

    /// Sends a form of one of our pages.
    pub async fn poster(&self, adresse: &str, corps: &str, cookie: &str) -> Reponse {
        self.envoyer(Method::POST, adresse, corps, cookie, ADRESSE).await
    }

    /// The status of a form that another site sends.
    pub async fn d_ailleurs(&self, adresse: &str, corps: &str) -> u16 {
        self.envoyer(Method::POST, adresse, corps, "", "https://ailleurs.exemple").await.statut
    }

    async fn envoyer(
        &self,
        methode: Method,
        adresse: &str,
        corps: &str,
        cookie: &str,
        origine: &str,
    ) -> Reponse {
        let requete = Request::builder()
            .method(methode)
            .uri(adresse)
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", origine)
            .header("cookie", cookie);
        let mut requete = requete.body(Body::from(corps.to_owned())).unwrap();
        let client: SocketAddr = "203.0.113.7:40000".parse().unwrap();
        requete.extensions_mut().insert(ConnectInfo(client));
        let reponse = self.routeur.clone().oneshot(requete).await.unwrap();
        let (tete, corps) = reponse.into_parts();
        let corps = corps.collect().await.unwrap().to_bytes();
        Reponse {
            statut: tete.status.as_u16(),
            entetes: tete.headers,
            corps: String::from_utf8_lossy(&corps).into_owned(),
        }
    }

    /// The secret of the last link that was mailed.
    pub async fn jeton(&self) -> String {
        let sql = "SELECT texte FROM courriels_corps WHERE texte LIKE '%/mes-donnees/lien/%'
                   ORDER BY courriel DESC LIMIT 1";
        let texte = self.valeur(sql).await;
        let debut = texte.split("/mes-donnees/lien/").nth(1).unwrap();
        debut.split_whitespace().next().unwrap().to_owned()
    }

    /// The text that a query finds.
    pub async fn valeur(&self, sql: &'static str) -> String {
        sqlx::query_scalar(sql).fetch_one(self.db.read().pool()).await.unwrap()
    }

    /// Changes something behind the back of the program.
    pub async fn executer(&self, sql: &'static str) {
        let mut tx = self.db.write().await.unwrap();
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Time passes.
    pub fn avancer_de_minutes(&self, minutes: u64) {
        self.horloge.avancer(Duration::from_secs(minutes * 60));
    }

    /// Days pass.
    pub fn avancer_de_jours(&self, jours: u64) {
        self.avancer_de_minutes(jours * 24 * 60);
    }

    /// The night's retention.
    pub async fn conserver(&self) {
        let maintenant = self.horloge.maintenant().ms();
        let passages =
            conformite::retention::passer(&self.db, &self.declarations, false, maintenant).await;
        for passage in passages.unwrap() {
            assert_ne!(passage.etat, "echec", "{}: {}", passage.traitement, passage.message);
        }
    }

    /// The columns of the whole database that hold this text somewhere.
    pub async fn chercher_partout(&self, texte: &str) -> Vec<String> {
        let motif = format!("%{}%", texte.to_lowercase());
        let mut trouvees = Vec::new();
        for colonne in colonnes(&self.db).await.unwrap() {
            let sql = format!(
                "SELECT COUNT(*) FROM {} WHERE lower(CAST({} AS TEXT)) LIKE $1",
                colonne.nom_table, colonne.colonne
            );
            let requete = sqlx::query_scalar(AssertSqlSafe(sql)).bind(&motif);
            let nombre: i64 = requete.fetch_one(self.db.read().pool()).await.unwrap();
            if nombre > 0 {
                trouvees.push(format!("{}.{}", colonne.nom_table, colonne.colonne));
            }
        }
        trouvees
    }
}

//! Sessions and habilitations on both databases.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use base::Db;
use base::essai::Base;
use comptes::porte;
use noyau::horloge::Horloge;
use std::time::Duration;
use web::{Acteur, LeConcierge, Pieces, Reglages, Ressort, Role};

const MAINTENANT: &str = "2026-11-24T09:00:00Z";

struct Essai {
    base: Base,
    horloge: Horloge,
    concierge: LeConcierge,
}

async fn essais() -> Vec<Essai> {
    let migrations =
        [comptes::service().migrations.unwrap(), courrier::MIGRATIONS, conformite::MIGRATIONS];
    let mut essais = Vec::new();
    for base in base::essai::bases(&migrations).await {
        let horloge = Horloge::figee(MAINTENANT.parse().unwrap());
        let concierge = concierge(&base.db, &horloge).await;
        essais.push(Essai { base, horloge, concierge });
    }
    essais
}

async fn concierge(db: &Db, horloge: &Horloge) -> LeConcierge {
    let reglages = Reglages::d_essai();
    let etat = web::Etat::nouveau(db.clone(), horloge.clone(), reglages);
    let mut pieces = Pieces::default();
    comptes::service().preparations[0](&etat, &mut pieces).await.unwrap();
    let concierge = etat.avec(pieces).piece::<LeConcierge>().unwrap();
    (*concierge).clone()
}

impl Essai {
    fn ms(&self) -> i64 {
        self.horloge.maintenant().ms()
    }

    async fn creer(&self, courriel: &str, role: Role, ressort: Ressort) -> String {
        let courriel = courriel.parse().unwrap();
        let qui = (&courriel, "Camille", "Le Goff");
        porte::creer(&self.base.db, qui, (role, &ressort), self.ms()).await.unwrap()
    }

    async fn qui(&self, secret: &str) -> Option<Acteur> {
        self.concierge.reconnaitre(secret).await.unwrap()
    }
}

#[tokio::test]
async fn a_session_says_who_and_what_until_it_ends() {
    for essai in essais().await {
        essai.creer("a@exemple.fr", Role::Academie, Ressort::Academie("14".into())).await;
        let secret = porte::ouvrir_une_session(&essai.base.db, "a@exemple.fr", false, essai.ms())
            .await
            .unwrap();
        let acteur = essai.qui(&secret).await.unwrap();
        assert_eq!(acteur.courriel, "a@exemple.fr");
        assert_eq!(acteur.habilitations.len(), 1);
        assert_eq!(acteur.habilitations[0].ressort, Ressort::Academie("14".into()));
        assert!(!acteur.double && !acteur.a_doubler);
        assert!(essai.qui("0").await.is_none() && essai.qui("").await.is_none());
        // What the database keeps opens nothing.
        assert!(essai.qui(&coffre::empreinte(&secret)).await.is_none());
        essai.horloge.avancer(Duration::from_secs(12 * 3600));
        assert!(
            essai.qui(&secret).await.is_none(),
            "{}: not used for twelve hours",
            essai.base.nom
        );
    }
}

#[tokio::test]
async fn a_habilitation_ends_by_itself() {
    for essai in essais().await {
        essai.creer("a@exemple.fr", Role::Auditeur, Ressort::France).await;
        essai.horloge.avancer(Duration::from_secs(89 * 86_400));
        let ouvrir = async || {
            porte::ouvrir_une_session(&essai.base.db, "a@exemple.fr", true, essai.ms())
                .await
                .unwrap()
        };
        let secret = ouvrir().await;
        assert_eq!(essai.qui(&secret).await.unwrap().habilitations.len(), 1);
        essai.horloge.avancer(Duration::from_secs(2 * 86_400));
        let secret = ouvrir().await;
        assert_eq!(essai.qui(&secret).await.unwrap().habilitations.len(), 0, "{}", essai.base.nom);
    }
}

#[tokio::test]
async fn several_habilitations_for_one_mailbox() {
    for essai in essais().await {
        let un = essai.creer("a@exemple.fr", Role::Dreets, Ressort::Region("53".into())).await;
        let deux =
            essai.creer("a@exemple.fr", Role::Ddets, Ressort::Departement("35".into())).await;
        assert_eq!(un, deux, "one account");
        let secret = porte::ouvrir_une_session(&essai.base.db, "a@exemple.fr", false, essai.ms())
            .await
            .unwrap();
        assert_eq!(essai.qui(&secret).await.unwrap().habilitations.len(), 2);
    }
}

#[tokio::test]
async fn a_role_is_not_granted_for_more_than_its_kind() {
    for essai in essais().await {
        let courriel = "b@exemple.fr".parse().unwrap();
        let qui = (&courriel, "Camille", "Le Goff");
        let fait =
            porte::creer(&essai.base.db, qui, (Role::Academie, &Ressort::France), essai.ms()).await;
        assert!(fait.is_err());
        let rien =
            porte::ouvrir_une_session(&essai.base.db, "b@exemple.fr", false, essai.ms()).await;
        assert!(rien.is_err(), "nothing of it was kept");
    }
}

const JOUR: u64 = 86_400;

#[tokio::test]
async fn an_account_that_sleeps_is_warned_a_month_before_it_goes_with_all_it_holds() {
    for essai in essais().await {
        let service = comptes::service();
        let declarations = conformite::Declarations {
            traitements: service.traitements.clone(),
            regles: service.regles.clone(),
            ..Default::default()
        };
        essai.creer("a@exemple.fr", Role::Academie, Ressort::Academie("14".into())).await;
        porte::ouvrir_une_session(&essai.base.db, "a@exemple.fr", true, essai.ms()).await.unwrap();
        let passer = async |jours: u64| {
            essai.horloge.avancer(Duration::from_secs(jours * JOUR));
            let db = &essai.base.db;
            let faits = conformite::retention::passer(db, &declarations, false, essai.ms()).await;
            assert!(faits.unwrap().iter().all(|p| p.etat != "echec"), "{}", essai.base.nom);
            let pleines = ["comptes_personnes", "comptes_habilitations"];
            let mut restent = Vec::new();
            for table in pleines {
                let sql = format!("SELECT COUNT(*) FROM {table}");
                let n: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
                    .fetch_one(db.read().pool())
                    .await
                    .unwrap();
                restent.push(n);
            }
            let courriels = courrier::essai::deposes(db.read(), "a@exemple.fr").await;
            let fins = courriels.iter().filter(|c| c.modele == "comptes.fin_du_compte");
            (restent, fins.count())
        };
        assert_eq!(passer(699).await, (vec![1, 1], 0), "{}: too early", essai.base.nom);
        assert_eq!(passer(2).await, (vec![1, 1], 1), "{}: warned", essai.base.nom);
        assert_eq!(passer(29).await, (vec![1, 1], 1), "{}: not yet a month", essai.base.nom);
        assert_eq!(passer(2).await, (vec![0, 0], 1), "{}", essai.base.nom);
    }
}

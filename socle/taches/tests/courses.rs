//! Runs of jobs, on each database.

use std::time::Duration;

use base::essai::bases;
use noyau::horloge::Horloge;
use taches::{Contexte, MIGRATIONS, Sante, Tache, courses, demander, faire_ce_qui_est_du, suivis};

const MINUTE: Duration = Duration::from_secs(60);

fn tache(nom: &'static str, travail: taches::Travail) -> Tache {
    Tache { nom, titre: "Essai", quand: "0 3 * * *", travail }
}

fn taches() -> [Tache; 3] {
    [
        tache("essai.bonne", |_| Box::pin(async { Ok("12 lignes".to_owned()) })),
        tache("essai.mauvaise", |_| Box::pin(async { anyhow::bail!("disque plein") })),
        tache("essai.panique", |_| Box::pin(async { panic!("lost") })),
    ]
}

#[tokio::test]
async fn what_fails_is_tried_again_then_left_for_someone_to_look() {
    for base in bases(&[MIGRATIONS]).await {
        let depart: noyau::dates::Instant = "2026-11-24T12:00:00Z".parse().unwrap();
        let a = |minutes: u32| Contexte {
            db: base.db.clone(),
            horloge: Horloge::figee(depart.plus(MINUTE * minutes)),
        };
        assert!(faire_ce_qui_est_du(&a(0), &taches()).await.unwrap().is_empty(), "{}", base.nom);
        for tache in taches() {
            let mut tx = base.db.write().await.unwrap();
            assert!(demander(&mut tx, tache.nom, a(1).horloge.maintenant().ms()).await.unwrap());
            assert!(!demander(&mut tx, "essai.autre", 0).await.unwrap());
            tx.commit().await.unwrap();
        }
        let faites = faire_ce_qui_est_du(&a(1), &taches()).await.unwrap();
        assert_eq!(faites.len(), 3, "{}", base.nom);
        // Five minutes later, then twenty; then not before its hour.
        for (minute, attendues) in [(5, 0), (6, 2), (25, 0), (26, 2), (27, 0), (300, 0)] {
            let faites = faire_ce_qui_est_du(&a(minute), &taches()).await.unwrap();
            assert_eq!(faites.len(), attendues, "{} minute {minute}", base.nom);
        }
        let maintenant = a(300).horloge.maintenant().ms();
        let lus = suivis(base.db.read()).await.unwrap();
        let santes: Vec<_> = lus.iter().map(|s| (s.echecs, s.sante(maintenant))).collect();
        let abandonnee = (3, Sante::Abandonnee);
        assert_eq!(santes, [(0, Sante::Attend), abandonnee, abandonnee], "{}", base.nom);
        assert_eq!(lus[1].resultat, "échec : disque plein");
        let mauvaises = courses(base.db.read(), "essai.mauvaise", 10).await.unwrap();
        assert_eq!(mauvaises.len(), 3);
        assert!(mauvaises.iter().all(|c| c.echec == 1 && c.fin.is_some()));
        assert_eq!(courses(base.db.read(), "", 10).await.unwrap().len(), 7);
    }
}

#[tokio::test]
async fn the_history_is_kept_ninety_days() {
    for base in bases(&[MIGRATIONS]).await {
        let bonne = [taches()[0]];
        for jour in ["2026-01-01", "2026-05-01"] {
            let horloge = Horloge::figee(format!("{jour}T12:00:00Z").parse().unwrap());
            let contexte = Contexte { db: base.db.clone(), horloge };
            faire_ce_qui_est_du(&contexte, &bonne).await.unwrap();
            let mut tx = base.db.write().await.unwrap();
            let maintenant = contexte.horloge.maintenant().ms();
            demander(&mut tx, bonne[0].nom, maintenant).await.unwrap();
            tx.commit().await.unwrap();
            faire_ce_qui_est_du(&contexte, &bonne).await.unwrap();
        }
        assert!(courses(base.db.read(), "", 10).await.unwrap().len() <= 2, "{}", base.nom);
        let restantes = courses(base.db.read(), "", 10).await.unwrap();
        let mai: noyau::dates::Instant = "2026-05-01T00:00:00Z".parse().unwrap();
        assert!(restantes.iter().all(|c| c.debut >= mai.ms()), "{}", base.nom);
    }
}

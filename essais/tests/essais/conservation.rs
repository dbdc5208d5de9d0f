//! Retention: each rule of the register is a statement that both databases run.

use base::sqlx::{self, AssertSqlSafe};
use compagnon::assembly;

use crate::site::{bases_vides, horloge, jouer};

#[test]
fn every_rule_of_the_register_runs_on_every_database() {
    jouer(async {
        let maintenant = horloge().maintenant().ms();
        let services = assembly::services();
        for base in bases_vides().await {
            for t in services.iter().flat_map(|s| &s.traitements) {
                let limite = t.conservation.limite(maintenant);
                let requete = sqlx::query(AssertSqlSafe(t.conservation.effacement()));
                let mut tx = base.db.write().await.expect("a transaction");
                let fait = requete.bind(limite).execute(&mut *tx).await;
                assert!(fait.is_ok(), "{} {}: {fait:?}", base.nom, t.code);
            }
        }
    });
}

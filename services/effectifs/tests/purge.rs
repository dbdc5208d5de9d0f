//! What the service holds of people goes when its time has come, and not a day before, on both databases.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use base::essai::Base;
use base::sqlx::{self, AssertSqlSafe};

/// Milliseconds of a day.
const JOUR: i64 = 86_400_000;

/// The day of the test (ms since 1970).
const MAINTENANT: i64 = 20_000 * JOUR;

/// What goes; how it is made, from an identifier and the instant that its time is counted from; the days it stays; what is
/// left of it.
type Cas = (&'static str, &'static [&'static str], i64, &'static str);

const EFFECTIF: &str = "INSERT INTO effectifs (id, siret, uai, annee_scolaire, id_erp, siret_responsable, uai_responsable,
    siret_envoye, uai_envoye, regle, fiable, departement, nom, prenom, naissance, personne, inscription, entree, fin,
    formation, contrats, details, autres, parcours, situation, source, transmission, cree_le, modifie_le, transmis_le)
    VALUES ($1, '', '', '', $1, '', '', '', '', '', 1, '35', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '',
    0, 0, $2)";

const ARCHIVE: &str = "INSERT INTO effectifs_archives (id, effectif, siret, uai, annee_scolaire, id_erp, nom, prenom,
    courriel, raison, precision_motif, par, archive_le, garde, contenu, avant)
    VALUES ($1, $1, '', '', '', $1, 'Riou', 'Awa', 'a@exemple.fr', '', 'dit', '', $2, '', '{}', '{}')";

const CONTENU: &[&str] = &[
    "INSERT INTO effectifs_transmissions (id, organisme, source, recue_le, etat, recus, refuses, traitee_le)
     VALUES ($1, '', 'ERP', 0, 'traitee', 0, 0, $2)",
    "INSERT INTO effectifs_contenus (transmission, contenu)
     SELECT id, 'lu' FROM effectifs_transmissions WHERE id = $1 AND traitee_le = $2",
];

const VOEU: &[&str] = &[
    "INSERT INTO versions (id, source, jeu, fichier, processus, empreinte, statut, debut, battement)
     VALUES ($2, '', $1, '', '', '', 'remplacee', $2, 0)",
    "INSERT INTO effectifs_voeux (version, ine, offre, academie, nom, prenom, cfd, formation, origine,
         siret_responsable, siret_formateur)
     SELECT id, jeu, '', '', '', '', '', '', '', '', '' FROM versions WHERE jeu = $1 AND id = $2",
];

const CAS: [Cas; 9] = [
    ("effectifs", &[EFFECTIF], 731, "SELECT id FROM effectifs"),
    (
        "effectifs_fautes",
        &["INSERT INTO effectifs_fautes (transmission, rang, numero, refuse, id_erp, nom, champ, code, valeur, message,
         recue_le) VALUES ($1, 0, 0, 0, '', '', '', '', '', '', $2)"],
        30,
        "SELECT transmission FROM effectifs_fautes",
    ),
    ("effectifs_contenus", CONTENU, 30, "SELECT transmission FROM effectifs_contenus"),
    (
        "what names someone in an archive",
        &[ARCHIVE],
        30,
        "SELECT id FROM effectifs_archives
         WHERE contenu || avant || nom || prenom || COALESCE(courriel, '') || precision_motif <> ''",
    ),
    ("effectifs_archives", &[ARCHIVE], 731, "SELECT id FROM effectifs_archives"),
    (
        "effectifs_distincts",
        &["INSERT INTO effectifs_distincts (un, autre, dit_le) VALUES ($1, 'x', $2)"],
        731,
        "SELECT un FROM effectifs_distincts",
    ),
    (
        "effectifs_suivis",
        &["INSERT INTO effectifs_suivis (effectif, siret, modifie_le) VALUES ($1, '', $2)"],
        366,
        "SELECT effectif FROM effectifs_suivis",
    ),
    (
        "effectifs_suivis_faits",
        &["INSERT INTO effectifs_suivis_faits (id, effectif, acte, fait_le) VALUES ($1, $1, '', $2)"],
        366,
        "SELECT effectif FROM effectifs_suivis_faits",
    ),
    (
        "effectifs_voeux",
        VOEU,
        366,
        "SELECT ine FROM effectifs_voeux",
    ),
];

async fn ecrire(base: &Base, enonces: &[&'static str], id: &str, instant: i64) {
    let mut tx = base.db.write().await.unwrap();
    for sql in enonces {
        sqlx::query(*sql).bind(id).bind(instant).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_thing_goes_when_its_time_has_come_and_not_before() {
    let declarations = web::declarations(&[effectifs::service()]);
    let migrations = [conformite::MIGRATIONS, effectifs::service().migrations.unwrap()];
    for (quoi, poser, jours, rester) in CAS {
        for base in base::essai::bases(&migrations).await {
            ecrire(&base, poser, "garde", MAINTENANT - (jours - 1) * JOUR).await;
            ecrire(&base, poser, "parti", MAINTENANT - (jours + 1) * JOUR).await;
            let passes =
                conformite::retention::passer(&base.db, &declarations, false, MAINTENANT).await;
            assert!(passes.unwrap().iter().all(|p| p.etat == "fait"), "{quoi}");
            let restes: Vec<String> = sqlx::query_scalar(AssertSqlSafe(rester))
                .fetch_all(base.db.read().pool())
                .await
                .unwrap();
            assert_eq!(restes, ["garde"], "{quoi}, {}", base.nom);
        }
    }
}
